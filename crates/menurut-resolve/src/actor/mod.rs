//! Who is who: actors with country, sectors and id, over one document.

use menurut_core::{Country, Document, Graph, MentionId, Participant, Resolution, SourceType};

/// Who everybody in one document is.
pub(crate) struct Cast {
    people: Vec<Vec<Participant>>,
}

impl Cast {
    pub(crate) fn of(document: &Document, graph: &Graph) -> Cast {
        let _ = (document, graph);
        Cast { people: Vec::new() }
    }

    /// The resolved participant under a mention. Reasons for what stayed open stand in `actor.country`.
    pub(crate) fn participant(&self, sentence: usize, mention: MentionId) -> Participant {
        self.people[sentence][mention.index()].clone()
    }

    /// The speaker of a cue that carries its source in itself ("ujarnya", "menurutnya"): the one whom the `-nya` means.
    pub(crate) fn implied_source(&self, sentence: usize, attribution: usize) -> Option<Participant> {
        let _ = (sentence, attribution);
        None
    }

    /// Where the document is at home: its outlet's country, or the only country it speaks of.
    pub(crate) fn home(&self) -> Option<Country> {
        None
    }
}

/// The country that `text` names: by name, demonym or capital.
pub(crate) fn country_named(text: &str) -> Resolution<Country> {
    let _ = text;
    Resolution::because("not a country")
}

/// What kind of source speaks.
pub(crate) fn speaker_kind(p: &Participant) -> SourceType {
    let _ = p;
    SourceType::Unknown
}
