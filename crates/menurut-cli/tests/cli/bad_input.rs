use std::fs::File;

use super::{ACCUSATION, ARREST, Desk};

/// Every bad input of one folder is named with its cause and a mend, and the good ones among them are read.
#[test]
fn bad_inputs_are_named_and_cost_the_good_ones_nothing() {
    let desk = Desk::new();
    desk.file("in/a-good.txt", ACCUSATION)
        .file("in/b-empty.txt", "")
        .file("in/c-blank.txt", " \n\n\t\n")
        .file(
            "in/d-binary.txt",
            b"%PDF-1.7\x00\x01\x02\xff\xfe\x00\x00stream\x00\x00".as_slice(),
        )
        .file(
            "in/e-image.html",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00".as_slice(),
        )
        .file(
            "in/g-nothing.html",
            "<html><head><title>x</title></head><body><nav><a href=\"/\">Home</a></nav></body></html>",
        )
        .file("in/z-good.txt", ARREST);
    let huge = File::create(desk.path("in/f-huge.txt")).expect("a file");
    huge.set_len(200_000_000).expect("a sparse file");
    std::fs::create_dir(desk.path("in/h-folder.txt")).expect("a folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink(desk.path("nowhere"), desk.path("in/i-dangling.txt")).expect("a link");

    let said = desk.run(&["read", "in", "gone.txt"]).code(1);
    let named: Vec<&str> = said.err.lines().filter(|l| l.starts_with("error: ")).collect();
    let check = |name: &str, cause: &str| {
        let line = named
            .iter()
            .find(|l| l.contains(name))
            .unwrap_or_else(|| panic!("{name} is not named in\n{}", said.err));
        assert!(line.contains(cause), "{line}\n  lacks '{cause}'");
    };
    check("in/b-empty.txt", "empty");
    check("in/c-blank.txt", "empty");
    check("in/d-binary.txt", "text");
    check("in/e-image.html", "text");
    check("in/f-huge.txt", "more than the limit");
    check("in/g-nothing.html", "article");
    check("in/h-folder.txt", "folder");
    #[cfg(unix)]
    check("in/i-dangling.txt", "no such file");
    check("gone.txt", "no such file");
    assert!(said.err.contains("2 articles"), "{}", said.err);
    assert!(said.err.contains(" failed, each named above"), "{}", said.err);
    assert_eq!(desk.rows("articles"), 2);
    assert!(
        said.json().iter().any(|c| c["article"]["path"] == "in/z-good.txt"),
        "the last good file has claims"
    );
}

#[test]
fn odd_but_readable_inputs_are_read() {
    let desk = Desk::new();
    let mut invalid = ACCUSATION.as_bytes().to_vec();
    invalid.extend(b"\nKementerian \xff\xfe menolak tawaran itu.\n");
    let deep = format!(
        "<html><body><article><h1>Filipina tuduh China</h1>{}<p>{}</p><p>{}</p></article></body></html>",
        "<div>".repeat(100_000),
        "Filipina menuduh China menyerang sebuah kapal nelayan pada Kamis. ".repeat(3),
        "Kementerian luar negeri China membantah tuduhan itu dan memanggil duta besar Filipina. ".repeat(3),
    );
    desk.file("invalid.txt", invalid).file("deep.html", deep);
    // Whether a text can be found under 100,000 elements is another matter: the program lives on and says which.
    let said = desk.run(&["read", "deep.html", "invalid.txt"]);
    assert!(matches!(said.code, Some(0 | 1)), "{said:#?}");
    if said.code == Some(1) {
        assert!(said.err.contains("error: deep.html: "), "{}", said.err);
    }
    assert!(
        said.json().iter().any(|c| c["article"]["path"] == "invalid.txt"),
        "{said:#?}"
    );
}

#[test]
fn a_line_of_ten_megabytes_does_not_hold_up_the_rest() {
    let desk = Desk::new();
    desk.file("a-line.txt", "x".repeat(10_000_000))
        .file("b-good.txt", ARREST);
    let said = desk.run(&["read", "a-line.txt", "b-good.txt"]);
    assert!(matches!(said.code, Some(0 | 1)), "{said:#?}");
    assert!(
        said.json().iter().any(|c| c["article"]["path"] == "b-good.txt"),
        "{said:#?}"
    );
}

#[test]
fn bad_bytes_on_standard_input_are_named_too() {
    let desk = Desk::new();
    desk.run_with(&["read", "-", "--no-store"], "")
        .code(1)
        .tells("error: -: ");
    desk.run_with(&["extract", "-"], "").code(1).tells("error: -: ");
    assert!(!desk.path("menurut.db").exists(), "nothing was asked to be kept");
}
