use std::io::{BufRead, Write};
use menurut_core::{Article, Body};
fn main() {
    let mut out = std::io::stdout().lock();
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args[0] == "seg" {
        let lang = &args[1];
        for line in std::io::stdin().lock().lines() {
            let line = line.unwrap();
            let mut a = Article::new(Body::Text(format!("{line}\n")));
            a.lang = Some(lang.clone());
            match menurut_text::read(&a) {
                Ok(d) => { let v: Vec<&str> = d.sentences.iter().map(|s| d.slice(s.span)).collect(); writeln!(out, "{}", v.join("\t")).unwrap(); }
                Err(e) => writeln!(out, "ERR {e}").unwrap(),
            }
        }
        return;
    }
    if args[0] == "time" {
        let rss = || std::fs::read_to_string("/proc/self/status").unwrap().lines().find(|l| l.starts_with("VmRSS")).unwrap().to_owned();
        let a = std::fs::read(&args[1]).unwrap();
        writeln!(out, "{}", rss()).unwrap();
        let t = std::time::Instant::now();
        let _ = menurut_text::language("Polisi menangkap dua orang di Bandung karena diduga mencuri mobil pada Senin.", None);
        writeln!(out, "first language {:?} {}", t.elapsed(), rss()).unwrap();
        let t = std::time::Instant::now();
        for _ in 0..20 { let _ = menurut_text::language(&String::from_utf8_lossy(&a), None); }
        writeln!(out, "language {:?} {}", t.elapsed() / 20, rss()).unwrap();
        let mut art = Article::new(Body::Bytes(a));
        art.path = Some(args[1].clone());
        let t = std::time::Instant::now();
        for _ in 0..20 { let _ = menurut_text::read(&art); }
        writeln!(out, "read {:?} {}", t.elapsed() / 20, rss()).unwrap();
        return;
    }
    for p in args {
        let mut a = Article::new(Body::Bytes(std::fs::read(&p).unwrap()));
        a.path = Some(p.clone());
        match menurut_text::read(&a) {
            Err(e) => writeln!(out, "### {p}: {e}").unwrap(),
            Ok(d) => {
                writeln!(out, "### {p}\ntitle {:?}\nbyline {:?} outlet {:?} agency {:?} published {:?} lang {:?}\ndateline {:?}", d.title, d.byline, d.outlet, d.agency, d.published.as_ref().map(|p| p.to_string()), d.lang, d.dateline).unwrap();
                for (i, p) in d.paragraphs.iter().enumerate() {
                    writeln!(out, "[{}]", p.kind).unwrap();
                    let mut any = false;
                    for s in d.sentences.iter().filter(|s| s.paragraph == i) { any = true; writeln!(out, "   {} | {}", s.part, d.slice(s.span)).unwrap(); }
                    if !any { writeln!(out, "   - | {}", d.slice(p.span)).unwrap(); }
                }
                for x in &d.dropped { writeln!(out, "  dropped {}: {}", x.kind, x.text).unwrap(); }
                for x in &d.diagnostics { writeln!(out, "  diagnostic {}", x.message).unwrap(); }
            }
        }
    }
}
