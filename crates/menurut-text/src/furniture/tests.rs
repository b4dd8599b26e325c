use DroppedKind::{Ad, Caption, Credit, Related, Share, Signature};

use super::*;

#[track_caller]
fn check(kind: DroppedKind, lines: &[&str]) {
    for text in lines {
        assert_eq!(line(text), Some(kind), "{text:?}");
    }
}

#[track_caller]
fn keeps(lines: &[&str]) {
    for text in lines {
        assert_eq!(line(text), None, "{text:?}");
        assert_eq!(strip(text).text, *text);
    }
}

#[test]
fn links_to_other_articles() {
    check(
        Related,
        &[
            "Baca Juga: Harga Beras Naik di Lima Kota",
            "Baca juga:  Siapa Dalang Unjuk Rasa Itu?",
            "BACA JUGA: Menteri Mundur dari Kabinet",
            "Baca juga",
            "Baca Juga Harga Beras Naik di Lima Kota",
            "(Baca juga: Harga Beras Naik di Lima Kota)",
            "Simak juga video 'Detik-detik Banjir Menerjang Kota':",
            "Lihat juga Video: Warga Mengungsi",
            "Artikel terkait",
            "Berita Terkait:",
            "Pilihan Editor: Menteri Mundur",
            "Baca: Harga Beras Naik di Lima Kota",
            "Baca juga artikel terkait BANJIR atau tulisan lainnya dari Andi",
            "Read also: Rice prices climb in five cities",
            "Read more: Rice prices climb",
            "See also Rice prices climb in five cities",
            "RELATED: Rice prices climb",
            "Related stories",
            "Lea también: Sube el precio del arroz",
            "Lire aussi : Le prix du riz augmente",
            "À lire aussi Le prix du riz augmente",
            "Leia também: Preço do arroz sobe",
            "Lesen Sie auch: Reis wird teurer",
            "Читайте также: Рис подорожал",
            "اقرأ أيضا: ارتفاع أسعار الأرز",
            "Ayrıca oku: Pirinç fiyatı arttı",
            "Halaman selanjutnya: Warga mengungsi",
            "Simak selengkapnya di halaman selanjutnya.",
            "Selengkapnya, klik tautan ini.",
            "→ Baca juga: Harga Beras Naik",
        ],
    );
    keeps(&[
        "Baca juga buku panduan itu sebelum berangkat, kata petugas.",
        "Lihat juga apa yang terjadi di desa sebelah, ujar Andi kepada wartawan.",
        "Terkait: itu kata yang dipakai hakim. Jaksa memakai kata lain.",
        "Related parties must disclose their holdings by Friday.",
        "More than 100 people were killed in the attack.",
        "Watch groups said the vote was fair.",
        "Read the letter aloud, the judge told the clerk.",
        "Terkait kasus itu, polisi menahan dua orang.",
        "Baca puisi itu membuatnya menangis.",
        "Simak penjelasan menteri, warga diminta tenang.",
    ]);
    assert!(announces("Baca juga:") && announces("Artikel Terkait") && !announces("Baca juga: Harga Beras Naik"));
}

#[test]
fn captions_and_credits() {
    check(
        Caption,
        &[
            "Foto: Antara/Budi",
            "Presiden Andi dan Menteri Budi (Foto: ANTARA/Citra)",
            "Warga menunggu bantuan di tenda. (ANTARA FOTO/Citra Dewi/foc)",
            "Ilustrasi banjir",
            "Ilustrasi. Warga menembus banjir di Kota Lama.",
            "Photo: A man walks past a shop",
            "FILE PHOTO: Soldiers march through the town, May 2, 2020.",
            "FILE - Soldiers march through the town.",
            "Soldiers march through the town. REUTERS/Jane Doe",
            "Soldiers march through the town, May 2, 2020. (AP Photo/John Doe)",
            "Soldiers march through the town. Photo: Jane Doe/AFP",
            "A soldier in the town | Photo by Jane Doe/Getty Images",
            "Keterangan Gambar : Andi saat diperiksa polisi",
            "Presiden Andi saat tiba di bandara. (Dok. Humas)",
            "Presiden Andi. (Tangkapan layar YouTube)",
            "Presiden Andi saat tiba (Istimewa)",
            "Menteri Andi (tengah) di kantornya, Jakarta, Senin (2/3/2020). (KOMPAS.com/CITRA DEWI)",
            "Menteri Andi memberi keterangan di Jakarta. ANTARA/Citra Dewi",
            "Smoke rises over the town. Jane Doe/Getty Images",
        ],
    );
    check(
        Credit,
        &[
            "(Foto: Antara/Budi)",
            "Getty Images",
            "REUTERS/Jane Doe",
            "ANTARA FOTO/Citra Dewi/foc.",
        ],
    );
    keeps(&[
        "Foto itu menunjukkan pasukan menyeberangi sungai.",
        "Foto yang beredar di media sosial menunjukkan kapal terbakar.",
        "Photos published on Monday show a damaged bridge.",
        "Photographs of the site were released by the army.",
        "Gambar satelit menunjukkan tiga kapal di pelabuhan.",
        "“Foto: itu bukti kami,” kata jaksa.",
        "The image was shared by thousands, the ministry said.",
        "Ilustrasi itu dibuat oleh polisi untuk mencari pelaku.",
        "Kementerian Luar Negeri (Kemlu) menolak tuduhan itu (lihat lampiran).",
        "The party (PDI-P) won the vote (52 percent).",
        "Getty said the deal was closed on Friday.",
    ]);
}

#[test]
fn share_boxes_and_advertisements() {
    check(
        Share,
        &[
            "Bagikan",
            "Bagikan:",
            "Share this article",
            "Copy link",
            "Facebook Twitter WhatsApp",
            "Ikuti berita terbaru kami di Google News",
            "Dapatkan update berita pilihan setiap hari, gabung di grup Telegram kami.",
            "Follow us on our WhatsApp channel for the latest news",
            "Simak breaking news dan berita pilihan langsung di ponselmu. Pilih saluran andalanmu akses berita di WhatsApp Channel",
            "Cek berita dan artikel lain di Google News",
            "Subscribe to our newsletter to get the news in your inbox",
            "Sign up for our morning newsletter",
            "Temukan berita kami di Google News",
        ],
    );
    check(
        Ad,
        &[
            "ADVERTISEMENT",
            "SCROLL TO CONTINUE WITH CONTENT",
            "Iklan",
            "Advertisement - Scroll to continue",
            "Publicidad",
            "Реклама",
            "Baca berita tanpa iklan. Gabung dengan kami",
        ],
    );
    keeps(&[
        "Bagikan makanan itu kepada warga, kata bupati.",
        "Share prices fell by 4 percent on Monday.",
        "Iklan itu menyesatkan warga, kata hakim.",
        "Follow-up talks will be held in Geneva.",
        "Facebook removed the accounts on Tuesday.",
        "Ikuti aturan itu, kata kepala polisi kepada warga.",
        "Twitter said it would appeal.",
        "Getting the aid through took days, the channel reported.",
    ]);
}

#[test]
fn signatures() {
    check(
        Signature,
        &[
            "(abc/def)",
            "(rds)",
            "***",
            "[Gambas:Video 20detik]",
            "(Reporting by Jane Doe in Kyiv; Editing by John Roe)",
            "Reporting by Jane Doe; Editing by John Roe",
            "Copyright © ANTARA 2024",
            "(ANTARA)",
            "(Reuters/AFP)",
            "Artikel ini telah tayang di Kabar.com dengan judul Harga Beras Naik",
            "Our Standards: The Thomson Reuters Trust Principles.",
            "Associated Press writer Jane Doe contributed to this report.",
            "Tags: banjir, beras",
            "Sumber: Antara",
            "Dilarang keras mengambil konten tanpa izin tertulis.",
        ],
    );
    keeps(&[
        "(Ia menolak menjawab.)",
        "Reporting on the war has become harder, editors said.",
        "The report was signed by three ministers.",
        "Source code was stolen, the company said.",
        "Sumber itu menolak disebut namanya.",
    ]);
}

#[test]
fn what_is_glued_is_cut_off() {
    #[track_caller]
    fn cuts(text: &str, kept: &str, dropped: &[(DroppedKind, &str)]) {
        let s = strip(text);
        assert_eq!(s.text, kept);
        let found: Vec<(DroppedKind, &str)> = s.dropped.iter().map(|(k, t)| (*k, t.as_str())).collect();
        assert_eq!(found, dropped, "{text:?}");
    }
    cuts(
        "Pasukan itu mundur kemarin. Baca juga: Harga Beras Naik di Lima Kota",
        "Pasukan itu mundur kemarin.",
        &[(Related, "Baca juga: Harga Beras Naik di Lima Kota")],
    );
    cuts(
        "Pasukan itu mundur (baca juga: Harga Beras Naik) kemarin.",
        "Pasukan itu mundur kemarin.",
        &[(Related, "(baca juga: Harga Beras Naik)")],
    );
    cuts(
        "Baca Juga: Harga Beras Naik di Lima Kota Sementara itu pasukan di perbatasan telah mundur sejak kemarin pagi.",
        "Sementara itu pasukan di perbatasan telah mundur sejak kemarin pagi.",
        &[(Related, "Baca Juga: Harga Beras Naik di Lima Kota")],
    );
    cuts(
        "Pasukan itu mundur kemarin. (abc/def)",
        "Pasukan itu mundur kemarin.",
        &[(Signature, "(abc/def)")],
    );
    cuts(
        "Pasukan itu mundur kemarin.***(detik.com)",
        "Pasukan itu mundur kemarin.",
        &[(Signature, "(detik.com)"), (Signature, "***")],
    );
    cuts(
        "Pasukan itu mundur. ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT Warga kembali.",
        "Pasukan itu mundur. Warga kembali.",
        &[(Ad, "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT")],
    );
    cuts(
        "The troops left. (Reporting by Jane Doe; Editing by John Roe)",
        "The troops left.",
        &[(Signature, "(Reporting by Jane Doe; Editing by John Roe)")],
    );
    assert_eq!(strip("Pasukan itu mundur kemarin. (ANTARA)").agency, Some("ANTARA"));
    cuts(
        "[Gambas:Video Kabar] Pasukan itu mundur.",
        "Pasukan itu mundur.",
        &[(Signature, "[Gambas:Video Kabar]")],
    );
}
