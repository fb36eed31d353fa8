//! Text from outside made fit for an error message: without secrets, on one line, and short.

/// Removes what a message must not repeat.
pub type Redact<'a> = &'a dyn Fn(&str) -> String;

/// Replaces a secret.
const MASK: &str = "•••";

/// Secrets shorter than this stay. A word of everyday text would be pointed out by the mask rather than hidden.
const SHORTEST_SECRET: usize = 8;

/// `text` without `secrets`, and without the user, password, query and fragment of every URL in it.
#[must_use]
pub fn redact<'a>(text: &str, secrets: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = text.to_owned();
    for secret in secrets {
        out = without(out, secret);
    }
    // Most messages hold no URL.
    if split_once(&out, "://").is_some() { without_url_secrets(&out) } else { out }
}

/// `text` without `secret`.
#[must_use]
pub fn without(text: String, secret: &str) -> String {
    let (mut out, mut rest) = (String::new(), text.as_str());
    while secret.len() >= SHORTEST_SECRET
        && let Some((before, behind)) = split_once(rest, secret)
    {
        out.push_str(before);
        out.push_str(MASK);
        rest = behind;
    }
    // Most messages hold no secret.
    if out.is_empty() {
        return text;
    }
    out.push_str(rest);
    out
}

/// `text` without a stored `value`, which may be short. A mask would point out what a short one is in place of, so that nothing
/// of a text with it stays. Of fewer than 4 characters, a value is in every second text by chance.
#[must_use]
pub fn without_value(text: String, value: &str) -> String {
    if !(4..SHORTEST_SECRET).contains(&value.len()) {
        return without(text, value);
    }
    if split_once(&text, value).is_some() { MASK.into() } else { text }
}

/// The parts of `text` before and behind the first `word`. It is ours because `str::split_once`, and every other search for a
/// string, costs an app 3 kB: its searcher can panic, and the text of that panic brings Unicode tables.
fn split_once<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let at = text.as_bytes().windows(word.len()).position(|window| window == word.as_bytes())?;
    Some((text.get(..at)?, text.get(at + word.len()..)?))
}

/// `text` without the user, password, query and fragment of its URLs.
fn without_url_secrets(text: &str) -> String {
    let ends_url = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`');
    let mut out = String::new();
    for word in text.split_inclusive(ends_url) {
        let mut rest = word;
        while let Some((scheme, behind)) = split_once(rest, "://") {
            out.push_str(scheme);
            out.push_str("://");
            let authority = behind.split(['/', '?', '#']).next().unwrap_or_default();
            // The last "@" ends the user and password: a password may hold one.
            rest = authority.rsplit_once('@').and_then(|(user, _)| behind.get(user.len() + 1..)).unwrap_or(behind);
            let next_url = split_once(rest, "://").map_or(rest.len(), |(before, _)| before.len());
            if let Some(query) = rest.find(['?', '#']).filter(|query| *query < next_url) {
                out.push_str(rest.get(..query).unwrap_or_default());
                // The character that ends the URL belongs to the text around it.
                out.extend(rest.chars().last().filter(|last| ends_url(*last)));
                rest = "";
            }
        }
        out.push_str(rest);
    }
    out
}

/// `text` trimmed and made fit for a message: one line, no control or direction-changing characters, at most `limit`
/// characters.
#[must_use]
pub fn printable(text: &str, limit: usize) -> String {
    printable_untrimmed(text.trim(), limit)
}

/// The same as [`printable`], with the white space around `text`.
#[must_use]
pub fn printable_untrimmed(text: &str, limit: usize) -> String {
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == limit {
            out.push('…');
            break;
        }
        out.push(if is_invisible(c) { ' ' } else { c });
    }
    out
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_query_strings_are_removed() {
        assert_eq!(redact("token abcd.efgh is bad, abcd.efgh!", ["", "abcd.efgh"]), "token ••• is bad, •••!");
        assert_eq!(
            redact("request to https://a.example/x?k=v&l=w failed? \"http://b/#f\" ok", []),
            "request to https://a.example/x failed? \"http://b/\" ok"
        );
        assert_eq!(
            redact("at https://user:pa@ss@host:1/x@y via socks5://u@proxy,http://u:p@b?x (ftp://a:b@c?d) http://h", []),
            "at https://host:1/x@y via socks5://proxy,http://b (ftp://c http://h"
        );
        assert_eq!(redact("a ••• b", ["•••"]), "a ••• b");
        assert_eq!(redact("aaaaaaaaaaaaaaaaaaaa", ["aaaaaaaa"]), "••••••aaaa");
        assert_eq!(redact("really?", ["", "a", "really"]), "really?");
    }

    #[test]
    fn text_from_outside_becomes_one_short_line() {
        assert_eq!(printable(" a\r\n\tb\u{1b}[31mc \u{202e}d ", 99), "a   b [31mc  d");
        assert_eq!(printable("ééééé", 3), "ééé…");
        assert_eq!(printable("abc", 3), "abc");
        assert_eq!(printable("", 3), "");
    }
}
