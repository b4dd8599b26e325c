//! Sentences that come as a list of tokens, put together again as a newspaper prints them.

use crate::spans::Chars;

/// The longest sentence that is put together, in tokens.
pub(crate) const MOST: usize = 2000;

/// The sentence, and where each token stands in it.
pub(crate) fn join<S: AsRef<str>>(tokens: &[S]) -> (String, Vec<Chars>) {
    let tokens = &tokens[..tokens.len().min(MOST)];
    let (mut text, mut at) = (String::new(), 0);
    let mut places = Vec::with_capacity(tokens.len());
    let mut quoted = false;
    let mut tight = true;
    for (n, token) in tokens.iter().enumerate() {
        let token = token.as_ref();
        let before = n.checked_sub(1).map(|i| tokens[i].as_ref());
        let next = tokens.get(n + 1).map(AsRef::as_ref);
        let mut tight_after = matches!(token, "(" | "[" | "{" | "“" | "‘" | "$" | "€" | "£" | "``" | "«");
        let mut tight_before = token.starts_with(|c: char| ",.;:!?)]}%»…".contains(c)) && token != ":-"
            || matches!(token, "''" | "n't" | "n’t")
            || (token.starts_with(['\'', '’']) && (2..=4).contains(&token.chars().count()));
        match token {
            "“" | "``" => quoted = true,
            "\"" | "”" => {
                let named = next.is_some_and(|w| w.starts_with(char::is_uppercase));
                let ends = quoted || before.is_some_and(|b| matches!(b, "." | "?" | "!") || (b == "," && !named));
                (tight_before, tight_after) = (ends, !ends);
                quoted = !ends;
            }
            "''" => quoted = false,
            "'" | "’" if matches!(next, Some("s" | "t" | "re" | "ve" | "ll" | "d" | "m")) => {
                (tight_before, tight_after) = (true, true);
            }
            "/" | "-" => {
                let digits = |w: Option<&str>| w.is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
                let inside = digits(next) && before.is_some_and(|b| b.ends_with(char::is_alphanumeric));
                (tight_before, tight_after) = (inside, inside);
            }
            _ => {}
        }
        if !tight && !tight_before {
            text.push(' ');
            at += 1;
        }
        let long = token.chars().count();
        text.push_str(token);
        places.push([at, at + long]);
        at += long;
        tight = tight_after;
    }
    (text, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_goes_back_to_its_words() {
        let check = |tokens: &str, expected: &str| {
            let tokens: Vec<&str> = tokens.split(' ').collect();
            let (text, places) = join(&tokens);
            assert_eq!(text, expected);
            let chars: Vec<char> = text.chars().collect();
            for (token, [start, end]) in tokens.iter().zip(places) {
                assert_eq!(chars[start..end].iter().collect::<String>(), **token);
            }
        };
        check(
            "Norland 's navy , it said , did n't fire ( 13 / 04 / 2020 ) .",
            "Norland's navy, it said, didn't fire (13/04/2020).",
        );
        check(
            "Ia berkata , ” Kami siap , ” Senin .",
            "Ia berkata, ”Kami siap,” Senin.",
        );
        check("\" No , \" she said .", "\"No,\" she said.");
        check("Covid - 19 di Teluk - Raya", "Covid-19 di Teluk - Raya");
        check("the port ’ s crane", "the port’s crane");
        assert_eq!(join::<&str>(&[]), (String::new(), Vec::new()));
    }
}
