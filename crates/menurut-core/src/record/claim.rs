use serde::{Deserialize, Serialize};

use super::round;
use crate::{
    Actor, ArticleId, Chain, CharOffsets, Claim, ClaimId, Document, Link, Participant, Provenance, Quotation, Span,
    Time,
};

/// One line of `menurut read`: an attributed claim with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimRecord {
    pub id: String,
    pub article: ArticleRecord,
    pub sentence: SentenceRecord,
    pub event: EventRecord,
    pub actors: Vec<ActorRecord>,
    pub recipients: Vec<ActorRecord>,
    pub places: Vec<PlaceRecord>,
    pub times: Vec<TimeRecord>,
    pub amounts: Vec<AmountRecord>,
    /// Outermost link first.
    pub according_to: Vec<LinkRecord>,
    /// Independent chains for the same event mention.
    pub also_according_to: Vec<Vec<LinkRecord>>,
    pub verdict: String,
    pub unresolved: Vec<CandidateRecord>,
    pub scores: ScoresRecord,
    pub provenance: ProvenanceRecord,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticleRecord {
    pub id: String,
    pub path: Option<String>,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub title: Option<String>,
    pub byline: Vec<String>,
    pub published: Option<String>,
    pub lang: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SentenceRecord {
    pub index: usize,
    /// headline, lead or body.
    pub part: String,
    pub span: [usize; 2],
    pub text: String,
}

/// Words of the article and where they stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextSpan {
    pub span: [usize; 2],
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventRecord {
    #[serde(rename = "type")]
    pub event_type: String,
    pub mode: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    pub status: String,
    pub trigger: TextSpan,
    pub cameo: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActorRecord {
    /// `null` for an outlet or agency that no word of the text names.
    pub span: Option<[usize; 2]>,
    pub text: String,
    pub kind: String,
    pub name: String,
    pub country: Option<String>,
    pub sectors: Vec<String>,
    pub actor_id: Option<String>,
    pub former: bool,
    pub speaks_for: Option<String>,
    pub antecedent: Option<TextSpan>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceRecord {
    pub span: [usize; 2],
    pub text: String,
    pub name: String,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub precision: Option<String>,
    pub geonames_id: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeRecord {
    pub span: [usize; 2],
    pub text: String,
    /// `null` where the words could not be placed; the reason stands in `unresolved`.
    pub start: Option<String>,
    pub end: Option<String>,
    pub granularity: Option<String>,
    /// Value of the TIMEX3 element that the words would be; a length (`P3D`) has one without days.
    #[serde(default)]
    pub timex: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AmountRecord {
    pub span: [usize; 2],
    pub text: String,
    pub value: f64,
    pub value_max: Option<f64>,
    pub unit: String,
    pub counts: Option<String>,
    pub bound: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkRecord {
    pub sources: Vec<ActorRecord>,
    pub source_type: String,
    pub state_owned: Option<bool>,
    pub cue: Option<TextSpan>,
    pub content: Option<TextSpan>,
    pub stance: String,
    pub form: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CandidateRecord {
    pub field: String,
    pub reason: String,
    pub candidates: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoresRecord {
    pub event: f64,
    pub actors: f64,
    pub recipients: f64,
    pub attribution: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProvenanceRecord {
    pub menurut: String,
    pub model: String,
    pub tables: String,
    pub document: String,
    pub corrections: Vec<String>,
}

/// What is attributed without a coded event; printed by `menurut quotes`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuotationRecord {
    pub article: ArticleRecord,
    pub sentence: SentenceRecord,
    pub according_to: Vec<LinkRecord>,
    pub content: TextSpan,
    pub stance: String,
    pub form: String,
}

struct Recorder<'a> {
    document: &'a Document,
    offsets: CharOffsets,
    article: ArticleRecord,
}

impl Recorder<'_> {
    fn words(&self, span: Span) -> TextSpan {
        TextSpan {
            span: self.offsets.chars(span),
            text: self.document.slice(span).to_owned(),
        }
    }

    fn actor(&self, actor: &Actor) -> ActorRecord {
        ActorRecord {
            span: None,
            text: actor.name.clone(),
            kind: "MEDIA".to_owned(),
            name: actor.name.clone(),
            country: actor.country.resolved().map(ToString::to_string),
            sectors: actor.sectors.iter().map(ToString::to_string).collect(),
            actor_id: actor.id.clone(),
            former: actor.former,
            speaks_for: actor.speaks_for.clone(),
            antecedent: None,
        }
    }

    fn participant(&self, p: &Participant) -> ActorRecord {
        let words = self.words(p.span);
        ActorRecord {
            span: Some(words.span),
            text: words.text,
            kind: p.kind.to_string(),
            antecedent: p.antecedent.map(|a| self.words(a)),
            ..self.actor(&p.actor)
        }
    }

    fn link(&self, link: &Link) -> LinkRecord {
        let unworded = link.unworded.iter().map(|a| self.actor(a));
        LinkRecord {
            sources: unworded
                .chain(link.sources.iter().map(|p| self.participant(p)))
                .collect(),
            source_type: link.source_type.to_string(),
            state_owned: link.state_owned,
            cue: link.cue.map(|s| self.words(s)),
            content: link.content.map(|s| self.words(s)),
            stance: link.stance.to_string(),
            form: link.form.map(|f| f.to_string()),
        }
    }

    fn chain(&self, chain: &Chain) -> Vec<LinkRecord> {
        chain.0.iter().map(|l| self.link(l)).collect()
    }

    fn sentence(&self, index: usize) -> SentenceRecord {
        let sentence = &self.document.sentences[index];
        let words = self.words(sentence.span);
        SentenceRecord {
            index,
            part: sentence.part.to_string(),
            span: words.span,
            text: words.text,
        }
    }

    fn time(&self, time: &Time) -> TimeRecord {
        let words = self.words(time.span);
        let range = time.range.resolved();
        TimeRecord {
            span: words.span,
            text: words.text,
            start: range.map(|r| r.start.to_string()),
            end: range.map(|r| r.end.to_string()),
            granularity: range.map(|r| r.granularity.to_string()),
            timex: time.timex.clone(),
        }
    }

    fn claim(&self, claim: &Claim, provenance: &ProvenanceRecord, article: &ArticleId) -> ClaimRecord {
        let sentence = self.sentence(claim.sentence);
        let trigger = self.words(claim.event.trigger);
        let event = &claim.event;
        ClaimRecord {
            id: ClaimId::of(article, sentence.span, trigger.span, event.event_type).to_string(),
            article: self.article.clone(),
            event: EventRecord {
                event_type: event.event_type.to_string(),
                mode: event.mode.map(|m| m.to_string()),
                quad: event.event_type.quad(),
                status: event.status.to_string(),
                trigger,
                cameo: event.event_type.cameo(event.mode).map(str::to_owned),
            },
            sentence,
            actors: claim.actors.iter().map(|p| self.participant(p)).collect(),
            recipients: claim.recipients.iter().map(|p| self.participant(p)).collect(),
            places: claim
                .places
                .iter()
                .map(|p| {
                    let words = self.words(p.span);
                    PlaceRecord {
                        span: words.span,
                        text: words.text,
                        name: p.name.clone(),
                        country: p.country.resolved().map(ToString::to_string),
                        admin1: p.admin1.clone(),
                        lat: p.lat,
                        lon: p.lon,
                        precision: p.precision.map(|x| x.to_string()),
                        geonames_id: p.geonames_id,
                    }
                })
                .collect(),
            times: claim.times.iter().map(|time| self.time(time)).collect(),
            amounts: claim
                .amounts
                .iter()
                .map(|a| {
                    let words = self.words(a.span);
                    AmountRecord {
                        span: words.span,
                        text: words.text,
                        value: a.value,
                        value_max: a.value_max,
                        unit: a.unit.clone(),
                        counts: a.counts.map(str::to_owned),
                        bound: a.bound.to_string(),
                    }
                })
                .collect(),
            according_to: self.chain(&claim.according_to),
            also_according_to: claim.also_according_to.iter().map(|c| self.chain(c)).collect(),
            verdict: claim.verdict.to_string(),
            unresolved: claim
                .unresolved
                .iter()
                .map(|u| CandidateRecord {
                    field: u.field.clone(),
                    reason: u.reason.clone(),
                    candidates: u.candidates.clone(),
                })
                .collect(),
            scores: ScoresRecord {
                event: round(claim.scores.event),
                actors: round(claim.scores.actors),
                recipients: round(claim.scores.recipients),
                attribution: round(claim.scores.attribution),
            },
            provenance: provenance.clone(),
        }
    }
}

impl ArticleRecord {
    pub fn of(document: &Document) -> ArticleRecord {
        ArticleRecord {
            id: ArticleId::of(document).to_string(),
            path: document.path.clone(),
            url: document.url.clone(),
            outlet: document.outlet.clone(),
            agency: document.agency.clone(),
            title: document.title.clone(),
            byline: document.byline.clone(),
            published: document.published.as_ref().map(ToString::to_string),
            lang: document.lang.clone(),
        }
    }
}

impl From<&Provenance> for ProvenanceRecord {
    fn from(p: &Provenance) -> ProvenanceRecord {
        ProvenanceRecord {
            menurut: p.menurut.clone(),
            model: p.model.clone(),
            tables: p.tables.clone(),
            document: p.document.clone(),
            corrections: p.corrections.clone(),
        }
    }
}

fn recorder(document: &Document) -> Recorder<'_> {
    Recorder {
        document,
        offsets: CharOffsets::new(&document.text),
        article: ArticleRecord::of(document),
    }
}

/// The records of a document's claims, in their order.
pub fn claim_records(document: &Document, claims: &[Claim], provenance: &Provenance) -> Vec<ClaimRecord> {
    let recorder = recorder(document);
    let (provenance, id) = (ProvenanceRecord::from(provenance), ArticleId::of(document));
    claims.iter().map(|c| recorder.claim(c, &provenance, &id)).collect()
}

/// The records of a document's quotations, in their order.
pub fn quotation_records(document: &Document, quotations: &[Quotation]) -> Vec<QuotationRecord> {
    let recorder = recorder(document);
    quotations
        .iter()
        .map(|q| QuotationRecord {
            article: recorder.article.clone(),
            sentence: recorder.sentence(q.sentence),
            according_to: recorder.chain(&q.chain),
            content: recorder.words(q.content),
            stance: q.stance.to_string(),
            form: q.form.to_string(),
        })
        .collect()
}
