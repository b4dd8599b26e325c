//! Attribution chains and verdicts over whole articles.

mod common;

use common::{article, print_chain, print_chains};
use menurut_core::SourceType;

/// The chains of every claim, one a line.
#[track_caller]
fn check(source: &str, expected: &[&str]) {
    let got: Vec<String> = article(source).resolve().claims.iter().map(print_chains).collect();
    assert_eq!(got, expected);
}

/// The chain of every quotation, with its content.
#[track_caller]
fn check_quotes(source: &str, expected: &[&str]) {
    let a = article(source);
    let got: Vec<String> = a
        .resolve()
        .quotations
        .iter()
        .map(|q| {
            format!(
                "{} “{}” {}",
                print_chain(&q.chain),
                a.document.slice(q.content),
                q.stance
            )
        })
        .collect();
    assert_eq!(got, expected);
}

#[test]
fn what_nobody_is_said_to_say_the_outlet_says() {
    check(
        "# outlet=Kabar Pesisir | date=2024-11-30
         [m1 GRP|Nelayan Kenanga] [e1 PROTEST|berunjuk rasa] di [m2 GPE|Semarang].
         e1 m1> @m2 demo",
        &["Kabar Pesisir : asserted"],
    );
    check(
        "[m1 GRP|Petani] [e1 PROTEST|berdemonstrasi].\n e1 m1>",
        &["- : asserted"],
    );
}

#[test]
fn contents_nest_from_the_outlet_inwards() {
    check(
        "# outlet=Harbour Post | lang=en
         [m1 MEDIA|Yonhap] [a1 CUE|reported] that {a1|[m2 PER|Lena Marwick] [a2 CUE|said] {a2|[m3 GRP|the guards] [e1 ASSAULT|beat] [m4 GRP|two miners]}}.
         e1 m3>m4 beat ; a1 <m1 ; a2 <m2",
        &["Harbour Post → Yonhap → Lena Marwick : asserted"],
    );
}

#[test]
fn of_equal_contents_media_stand_outside() {
    // The speaker's cue comes first, and yet the agency passes it on.
    check(
        "# outlet=Kabar Pesisir
         {a1|{a2|[m1 GRP|Pasukan Veria] [e1 RETREAT|mundur] dari [m2 LOC|lembah Oru]}}, [a1 CUE|ujar] [m3 PER|Jenderal Tavo Rimm] seperti [a2 CUE|dikutip] [m4 MEDIA|Antara].
         e1 m1> @m2 withdraw ; a1 <m3 ; a2 <m4",
        &["Kabar Pesisir → Antara → Tavo Rimm : asserted"],
    );
}

#[test]
fn joint_speakers_share_a_link() {
    check(
        "# outlet=Harbour Post | lang=en
         [m1 PER|Lena Marwick] and [m2 PER|Odo Brandt] [a1 CUE|said] {a1|[m3 GRP|rebels] [e1 ASSAULT|shelled] the town}.
         e1 m3> ; a1 <m1,m2",
        &["Harbour Post → Lena Marwick + Odo Brandt : asserted"],
    );
}

#[test]
fn a_second_voice_is_a_chain_of_its_own() {
    check(
        "# outlet=Harbour Post | lang=en
         {a2|{a1|[m3 GRP|Rebels] [e1 ASSAULT|shelled] the town}}, [m1 PER|Lena Marwick] [a1 CUE|said], and [m2 PER|Odo Brandt] [a2 CUE|confirmed] it.
         e1 m3> ; a1 <m1 ; a2 <m2",
        &["Harbour Post → Lena Marwick | Harbour Post → Odo Brandt : asserted"],
    );
    check(
        "# outlet=Harbour Post | lang=en
         {a2|{a1|[m3 GRP|Rebels] [e1 ASSAULT|shelled] the town}}, [m1 PER|Lena Marwick] [a1 CUE|said], but [m2 PER|Odo Brandt] [a2 CUE|denied] it.
         e1 m3> ; a1 <m1 ; a2 <m2 denies",
        &["Harbour Post → Lena Marwick | Harbour Post → Odo Brandt denies : mixed"],
    );
}

#[test]
fn a_speech_act_is_attributed_by_outer_ones_only() {
    check(
        "# outlet=Kabar Pesisir
         [m1 PER|Tavo Rimm] [e1 ACCUSE+a1|menuduh] {a1|[m2 GRP|milisi Oru] [e2 ASSAULT|menyerang] pasar}, [a2 CUE|lapor] [m3 MEDIA|Antara].
         e1 m1>m2 allege ; e2 m2> ; a1 <m1 ; a2 <m3",
        &["Kabar Pesisir : asserted", "Kabar Pesisir → Tavo Rimm : asserted"],
    );
    check(
        "# outlet=Kabar Pesisir
         {a2|[m1 PER|Tavo Rimm] [e1 ACCUSE+a1|menuduh] {a1|[m2 GRP|milisi Oru] [e2 ASSAULT|menyerang] pasar}}, [a2 CUE|lapor] [m3 MEDIA|Antara].
         e1 m1>m2 allege ; e2 m2> ; a1 <m1 ; a2 <m3",
        &["Kabar Pesisir → Antara : asserted", "Kabar Pesisir → Antara → Tavo Rimm : asserted"],
    );
}

#[test]
fn an_agency_credit_stands_behind_the_outlet_unless_worded() {
    check(
        "# outlet=Kabar Pesisir | agency=Antara
         [m1 GRP|Petani] [e1 PROTEST|berdemonstrasi].
         e1 m1>",
        &["Kabar Pesisir → Antara : asserted"],
    );
    check(
        "# outlet=Kabar Pesisir | agency=Antara
         {a1|[m1 GRP|Petani] [e1 PROTEST|berdemonstrasi]}, [a1 CUE|menurut] [m2 MEDIA|Antara].
         e1 m1> ; a1 <m2",
        &["Kabar Pesisir → Antara : asserted"],
    );
    check(
        "# outlet=Antara | agency=Antara
         [m1 GRP|Petani] [e1 PROTEST|berdemonstrasi].
         e1 m1>",
        &["Antara : asserted"],
    );
}

#[test]
fn the_outlet_is_not_its_own_source() {
    check(
        "# outlet=Kompas.com
         {a1|[m1 GRP|Petani] [e1 PROTEST|berdemonstrasi]}, [a1 CUE|dilansir] [m2 MEDIA|Kompas].
         e1 m1> ; a1 <m2",
        &["Kompas.com : asserted"],
    );
}

#[test]
fn a_quote_over_sentences_keeps_its_speaker() {
    let source = "# outlet=Kabar Pesisir
         “[m1 GRP|Milisi Oru] [e1 ASSAULT|menyerang] pasar. Rakyat takut. {a1|[m2 GRP|Warga] [e2 PROTEST|berdemonstrasi]},” [a1 CUE|kata] [m3 PER|Tavo Rimm].
         e1 m1> ; e2 m2> ; a1 <m3 direct";
    // As the sentences stand in one: the model saw no content for the first.
    check(
        source,
        &["Kabar Pesisir : asserted", "Kabar Pesisir → Tavo Rimm : asserted"],
    );
    let split = "# outlet=Kabar Pesisir
         “[m1 GRP|Milisi Oru] [e1 ASSAULT|menyerang] pasar.
         e1 m1>
         Rakyat takut.
         -
         {a1|[m2 GRP|Warga] [e2 PROTEST|berdemonstrasi]},” [a1 CUE|kata] [m3 PER|Tavo Rimm].
         e2 m2> ; a1 <m3 direct
         [m4 GRP|Petani] juga [e3 PROTEST|berdemonstrasi].
         e3 m4>";
    check(
        split,
        &[
            "Kabar Pesisir → Tavo Rimm : asserted",
            "Kabar Pesisir → Tavo Rimm : asserted",
            "Kabar Pesisir : asserted",
        ],
    );
    check_quotes(split, &["Kabar Pesisir → Tavo Rimm “Rakyat takut.” asserts"]);
    check(
        "# outlet=Harbour Post | lang=en
         [m1 PER|Lena Marwick] [a1 CUE|said]: “{a1|The valley is ours}.
         a1 <m1 direct
         [m2 GRP|The rebels] [e1 RETREAT|have withdrawn].”
         e1 m2> withdraw

         [m3 GRP|Miners] [e2 PROTEST|went on strike].
         e2 m3> strike",
        &["Harbour Post → Lena Marwick : asserted", "Harbour Post : asserted"],
    );
}

#[test]
fn a_quote_goes_on_in_the_next_paragraph() {
    check(
        "# outlet=Harbour Post | lang=en
         “{a1|The valley is ours},” [m1 PER|Lena Marwick] [a1 CUE|said].
         a1 <m1 direct
         “The guards were few.
         -

         “[m2 GRP|The rebels] [e1 RETREAT|have withdrawn],” she [a2 CUE|added].
         e1 m2> withdraw ; a2 <",
        &["Harbour Post : asserted"],
    );
}

#[test]
fn a_claim_called_untrue_is_denied() {
    check(
        "# outlet=Harbour Post | lang=en
         [m1 PER|Lena Marwick] [a1 CUE|said] {a1|[m2 PER|Odo Brandt]'s [a2 CUE|claim] that {a2|[m3 GRP|guards] [e1 ASSAULT|shot] a miner} was false}.
         e1 m3> ; a1 <m1 ; a2 <m2",
        &["Harbour Post → Lena Marwick → Odo Brandt : denied"],
    );
}

#[test]
fn statements_without_events_are_quotations() {
    check_quotes(
        "# outlet=Kabar Pesisir
         {a2|[m1 PER|Tavo Rimm] [a1 CUE|mengatakan] {a1|panen tahun ini baik}}, [a2 CUE|tulis] [m2 MEDIA|Antara].
         a1 <m1 ; a2 <m2
         [m1 PER|Tavo Rimm] [a1 CUE|mengatakan] {a1|[m2 GRP|warga] [e1 PROTEST|berdemonstrasi]}.
         e1 m2> ; a1 <m1",
        &["Kabar Pesisir → Antara → Tavo Rimm “panen tahun ini baik” asserts"],
    );
    check_quotes(
        "# outlet=Kabar Pesisir
         {a1|{a2|Panen tahun ini baik}}, [a1 CUE|ujar] [m1 PER|Tavo Rimm] seperti [a2 CUE|dikutip] [m2 MEDIA|Antara].
         a1 <m1 direct ; a2 <m2",
        &["Kabar Pesisir → Antara → Tavo Rimm “Panen tahun ini baik” asserts"],
    );
}

#[test]
fn kinds_of_sources() {
    let types = |source: &str| -> Vec<SourceType> {
        let links = &article(source).resolve().claims[0].according_to.0;
        links.iter().map(|l| l.source_type).collect()
    };
    assert_eq!(
        types(
            "# outlet=Kabar Pesisir\n {a2|{a1|[m1 GRP|Petani] [e1 PROTEST|berdemonstrasi]}}, [a1 CUE|kata] [m2 GRP|saksi mata] seperti [a2 CUE|dikutip] [m3 MEDIA|KCNA].\n e1 m1> ; a1 <m2 ; a2 <m3"
        ),
        [SourceType::Outlet, SourceType::Agency, SourceType::Witness]
    );
    assert_eq!(
        types("[m1 GRP|Petani] [a1 CUE|diduga] {a1|[e1 PROTEST|berdemonstrasi]}.\n e1 m1> ; a1 <"),
        [SourceType::Outlet, SourceType::Anonymous]
    );
    let kcna = article(
        "{a1|[m1 GRP|Petani] [e1 PROTEST|berdemonstrasi]}, [a1 CUE|menurut] [m3 MEDIA|KCNA].\n e1 m1> ; a1 <m3",
    )
    .resolve();
    assert_eq!(kcna.claims[0].according_to.0[1].state_owned, Some(true));
}
