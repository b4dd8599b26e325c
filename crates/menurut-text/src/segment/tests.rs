use super::limit::PIECE_WORDS;
use super::*;

/// `expected` holds the sentences separated by `|`; white space at their edges does not count.
#[track_caller]
fn check(lang: &str, expected: &str) {
    let parts: Vec<&str> = expected.split('|').map(str::trim).collect();
    let text = parts.join(" ");
    let found: Vec<&str> = sentences(&text, Some(lang)).iter().map(|s| s.slice(&text)).collect();
    assert_eq!(found, parts, "in {text:?}");
}

#[test]
fn indonesian_abbreviations_and_titles() {
    check(
        "id",
        "Rapat digelar di Jl. Merdeka No. 5 pada Senin. | Ia hadir bersama Kol. Inf. Surya.",
    );
    check(
        "id",
        "Surat itu diteken a.n. Menteri oleh sekretarisnya. | Isinya singkat.",
    );
    check(
        "id",
        "Jend. (Purn.) Budi Santoso menolak tawaran itu. | Dr. H. Ahmad, S.H., M.H. menerimanya.",
    );
    check("id", "Nilainya Rp1,2 triliun. | Angka itu naik 3.5 persen.");
    check(
        "id",
        "PT Maju Jaya Tbk. (MAJU) merugi. | Menurut PT Maju Jaya Tbk. laba akan pulih.",
    );
    check("id", "Saksi Andi dkk. diperiksa polisi. | Sebanyak 12 orang ditahan.");
    check("id", "Perusahaan itu bernama PT Sinar Tbk. | Namun izinnya dicabut.");
    check(
        "id",
        "Menteri Luar Negeri R. A. Kartono tiba di Bandung. | Dia disambut Wali Kota M. Yusuf.",
    );
    check(
        "id",
        "Kejadian itu berlangsung pukul 14.05 WIB. | Korban dibawa ke rumah sakit.",
    );
    check(
        "id",
        "Berita itu dimuat KOMPAS.com kemarin. | Detik.com memuatnya hari ini.",
    );
    check("id", "Ia lahir pada 1965. | Ayahnya petani.");
}

#[test]
fn indonesian_quotations() {
    check("id", "“Kami siap,” ujar Kim. | Ia lalu pergi.");
    check("id", "“Kami siap. | Kami tidak takut,” ujar Kim.");
    check("id", "“Apakah mereka siap?” tanya Budi. | “Tentu!” jawabnya.");
    check(
        "id",
        "Rusia berhak memastikan bahwa “musuh membayar harganya.” | Kim lalu pulang.",
    );
    check(
        "id",
        "Rusia berhak memastikan bahwa “musuh membayar harganya”. | Kim lalu pulang.",
    );
    check("id", "\"Kita kalah. | Itu saja,\" katanya. | \"Besok kita coba lagi.\"");
    check("id", "\"Kami menang!\" seru Andi. | Massa bersorak.");
    check("id", "“Kami menang!” Presiden Joko menegaskan. | Massa bersorak.");
}

#[test]
fn english_abbreviations_and_titles() {
    check("en", "The U.S. Army moved in. | It left at 5 p.m. Tuesday.");
    check("en", "He moved to the U.S. | The family followed in Nov. 2020.");
    check(
        "en",
        "Vice President J. D. Vance met Gen. Mark Smith and Lt. Col. Ann Lee. | Sen. Paul objected.",
    );
    check("en", "Mr. Jones and Mrs. Brown live on St. Mary Street. | They agreed.");
    check("en", "Prices rose 2.5 percent, to $1.20. | Analysts were surprised.");
    check("en", "He works for Acme Inc. | He denies it.");
    check("en", "The answer was no. | Five people left.");
    check("en", "The meeting on Nov. 30 failed. | No. 5 was the winner.");
    check(
        "en",
        "The march on Jl. Sudirman was stopped. | Encore Energy Pte. Ltd. (Encore) paid.",
    );
    check("en", "The raid began at 4 a.m. | Police found nothing.");
    check("en", "Prof. A. B. Carter of Washington, D.C. spoke. | Nobody listened.");
}

#[test]
fn english_quotations() {
    check("en", "“We are ready,” he said. | “We are not afraid.”");
    check("en", "\"Are you ready?\" Smith asked. | Nobody answered.");
    check("en", "\"We lost. | That is all,\" she said.");
    check("en", "He called it \"a mistake.\" | She disagreed.");
    check(
        "en",
        "\"Stop!\" the officer shouted, and the car sped up. | It crashed.",
    );
    check("en", "She said: 'It is over.' | Then she left.");
}

#[test]
fn brackets_ellipses_and_glue() {
    check("en", "The law (see Sec. 5. Amended 2011) stands. | Nobody objects.");
    check("en", "Well... we shall see. | Wait... | The rest is silence.");
    check("en", "So . . . it goes on. | Good.");
    check("id", "Ia diam... | Lalu ia pergi.");
    let glued = "Hal itu dia katakan kemarin.Presiden tidak hadir.";
    assert_eq!(sentences(glued, Some("id")).len(), 2);
    let site = "Ini dimuat media.Detik.com kemarin";
    assert_eq!(sentences(site, Some("id")).len(), 1);
    check("en", "Go to https://example.org/a.html?x=1.2. | It is there.");
    check("en", "1. The first point stands. | 2. The second does not.");
    check("en", "(He was absent. | She was not.)");
}

#[test]
fn other_languages() {
    check(
        "es",
        "El Sr. Gómez viajó a EE.UU. con la Dra. Ruiz. | ¿Quién pagó? | Nadie lo sabe.",
    );
    check(
        "fr",
        "M. Dupont a rencontré Mme Martin. | « Nous sommes prêts. » | Il est parti.",
    );
    check("pt", "O Sr. Silva chegou às 10h. | A reunião durou pouco.");
    check(
        "de",
        "Am 30. November traf er Dr. Weber. | „Das ist falsch.“ | Er ging z.B. nach Bonn.",
    );
    check("tr", "Olay 30. Kasım günü oldu. | Prof. Dr. Kaya konuştu.");
    check("ru", "В 2020 г. Путин посетил ул. Ленина. | Он молчал.");
    check("ar", "هل وصل الوزير؟ | لم يصل بعد. | قال د. أحمد ذلك.");
    let zh = "北京方面否认。他说：“没有。”会议结束了。";
    assert_eq!(sentences(zh, Some("zh")).len(), 3);
}

#[test]
fn a_long_sentence_is_cut_and_nothing_lost() {
    let clause = "pasukan itu menyerang kota di utara, ";
    let text = clause.repeat(120) + "lalu mundur.";
    let found = sentences(&text, Some("id"));
    assert!(found.len() >= 3);
    let words: usize = found.iter().map(|s| s.slice(&text).split_whitespace().count()).sum();
    assert_eq!(words, text.split_whitespace().count());
    for s in &found {
        assert!(s.slice(&text).split_whitespace().count() <= PIECE_WORDS);
        assert!(
            s.slice(&text).ends_with([',', '.']),
            "cut at a clause: {:?}",
            s.slice(&text)
        );
    }
    assert_eq!(sentences(&"x".repeat(100_000), None).len(), 25);
}
