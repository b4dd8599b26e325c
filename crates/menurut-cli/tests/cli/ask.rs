use super::{ACCUSATION, ARREST, Desk};

/// Everything that asks the book, over one book.
#[test]
fn the_book_answers() {
    let desk = Desk::new();
    desk.file("a.txt", ACCUSATION).file("b.txt", ARREST);
    desk.file("c.txt", "政府发言人否认\n\n北京方面星期四否认了有关指控。外交部发言人在例行记者会上表示,中国政府从未批准这项计划,并敦促有关国家停止散布谣言。\n");
    desk.run(&["read", "a.txt", "b.txt", "c.txt", "--date", "2024-11-21"])
        .code(0)
        .tells("zh 1");

    let claims = |args: &[&str]| {
        let mut all = vec!["claims"];
        all.extend(args);
        desk.run(&all).code(0).json()
    };
    let all = claims(&[]);
    assert!(all.len() >= 3);
    let by_actor = claims(&["--actor", "PHL"]);
    assert!(!by_actor.is_empty() && by_actor.len() < all.len());
    assert!(by_actor.iter().all(|c| c["actors"][0]["country"] == "PHL"));
    assert!(
        claims(&["--type", "coerce"])
            .iter()
            .all(|c| c["event"]["type"] == "COERCE")
    );
    assert!(
        claims(&["--text", "Nairobi"])
            .iter()
            .all(|c| c["article"]["path"] == "b.txt")
    );
    assert!(claims(&["--until", "2024-11-20"]).is_empty());
    assert_eq!(claims(&["--limit", "1"]).len(), 1);
    assert_eq!(
        claims(&["--article", "b.txt"]).len(),
        all.iter().filter(|c| c["article"]["path"] == "b.txt").count()
    );
    desk.run(&["claims", "--article", "zzz"])
        .code(1)
        .tells("no article 'zzz'")
        .tells("menurut articles");

    let articles = desk.run(&["articles", "--format", "jsonl"]).code(0).json();
    assert_eq!(articles.len(), 3);
    let chinese = articles
        .iter()
        .find(|a| a["lang"] == "zh")
        .expect("a language without a model is kept");
    assert_eq!(chinese["claims"], 0);
    assert!(
        chinese["diagnostics"][0].as_str().unwrap_or("").contains("not trained"),
        "{chinese}"
    );
    let table = desk.run(&["articles", "--format", "table"]).code(0).tells("3 articles");
    assert!(table.out.contains("Police arrest two men in Nairobi"), "{}", table.out);
    desk.run(&["quotes"]).code(0);
    desk.run(&["quotes", "--format", "csv"]).code(0);

    let id = articles.iter().find(|a| a["path"] == "b.txt").unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.run(&["forget", &id[..8], "zzz"])
        .code(1)
        .tells("forgot")
        .tells("Police arrest two men")
        .tells("no article 'zzz'");
    assert_eq!(desk.rows("articles"), 2);
    assert!(claims(&["--text", "Nairobi"]).is_empty());
    assert!(desk.path("b.txt").exists());
}

#[test]
fn parse_keeps_lines_and_extract_keeps_paragraphs() {
    let desk = Desk::new();
    let input = "Polisi menangkap dua orang.\n\n  Two men – “spies” – were arrested.  \r\n";
    let graphs = desk.run_with(&["parse", "--lang", "id"], input).code(0).json();
    let texts: Vec<&str> = graphs.iter().map(|g| g["text"].as_str().unwrap()).collect();
    assert_eq!(
        texts,
        [
            "Polisi menangkap dua orang.",
            "",
            "  Two men – “spies” – were arrested.  "
        ]
    );
    let ids: Vec<&str> = graphs.iter().map(|g| g["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    assert_eq!(graphs[0]["events"][0]["type"], "COERCE");
    assert_eq!(graphs[0]["lang"], "id");
    assert_eq!(graphs[1]["events"].as_array().map(Vec::len), Some(0));
    for graph in &graphs {
        let text: Vec<char> = graph["text"].as_str().unwrap().chars().collect();
        for mention in graph["mentions"].as_array().unwrap() {
            let at = |n: usize| usize::try_from(mention["span"][n].as_u64().unwrap()).unwrap();
            assert_eq!(
                mention["text"].as_str().unwrap(),
                text[at(0)..at(1)].iter().collect::<String>()
            );
        }
    }
    desk.run(&["parse", "gone.txt"]).code(1).tells("gone.txt: no such file");

    desk.file("a.txt", ACCUSATION);
    let said = desk.run(&["extract", "a.txt"]).code(0);
    let record = &said.json()[0];
    assert_eq!(record["title"], "Filipina Tuduh China Menyerang Kapal");
    assert_eq!(record["paragraphs"][0]["kind"], "headline");
    let table = desk.run(&["extract", "a.txt", "--format", "table"]).code(0);
    assert!(
        table.out.contains("dateline") && table.out.contains("left out"),
        "{}",
        table.out
    );
}

#[test]
fn the_model_says_what_it_is() {
    let desk = Desk::new();
    let card = &desk.run(&["model", "info"]).code(0).json()[0];
    assert_eq!(card["hash"].as_str().map(str::len), Some(64));
    assert!(card["languages"].as_array().unwrap().iter().any(|l| l == "id"));
    let table = desk.run(&["model", "info", "--format", "table"]).code(0);
    assert!(table.out.contains("licence"), "{}", table.out);
}
