//! Values that must not be seen: wiped when dropped, never printed, read only by [`Sensitive::expose`].

use std::fmt;

use zeroize::Zeroize;

/// A credential. Its memory is overwritten when it is dropped, and `Debug` shows only that it is there.
///
/// ```
/// use mysafe_wasm::Sensitive;
///
/// let secret = Sensitive::from("s3cr3t");
/// assert_eq!(format!("{secret:?}"), "Sensitive(…)");
/// assert_eq!(secret.expose(), "s3cr3t");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Sensitive<T: Zeroize = String>(T);

impl<T: Zeroize> Sensitive<T> {
    /// Takes `value` into care.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Shows the value, for the one place that puts it on the wire.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Sensitive {
    fn from(value: &str) -> Self {
        Self::new(value.to_owned())
    }
}

impl<T: Zeroize> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sensitive(…)")
    }
}

impl<T: Zeroize> Drop for Sensitive<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Text from outside with every one of `secrets` and every query string taken out: for what an error or a result
/// repeats of a server's or a platform's words. A secret of under eight characters stays: being a word of any text, it
/// would be pointed out rather than hidden.
#[must_use]
pub fn redact<'a>(text: &str, secrets: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = text.to_owned();
    for secret in secrets {
        out = without(out, secret);
    }
    // Most words hold no address.
    if position(&out, "://").is_some() { without_queries(&out) } else { out }
}

/// `text` with `secret` taken out, as by [`redact`].
#[must_use]
pub fn without(text: String, secret: &str) -> String {
    let (mut out, mut rest) = (String::new(), text.as_str());
    while secret.len() >= 8
        && let Some(at) = position(rest, secret)
    {
        out.push_str(rest.get(..at).unwrap_or_default());
        out.push_str("•••");
        rest = rest.get(at + secret.len()..).unwrap_or_default();
    }
    // As nearly always.
    if out.is_empty() {
        return text;
    }
    out.push_str(rest);
    out
}

/// Where `word` stands in `text`, as `str::find` would tell: its searcher is too much wasm for a few short texts.
#[must_use]
pub fn position(text: &str, word: &str) -> Option<usize> {
    // Nearly everywhere the first byte tells.
    let (word, first) = (word.as_bytes(), word.as_bytes().first());
    text.as_bytes().windows(word.len().max(1)).position(|window| window.first() == first && window == word)
}

/// What stands in `text` before the first `mark`, and behind it, if there is one.
#[must_use]
pub fn cut(text: &str, mark: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == mark) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
        None => (text, None),
    }
}

/// `text` with what URLs may carry in secret taken out: user, password, query and fragment. (By bytes: the searchers of the
/// standard library bring their panics along.)
fn without_queries(text: &str) -> String {
    let ends_url = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`');
    let mut out = String::new();
    for word in text.split_inclusive(ends_url) {
        let mut rest = word;
        while let Some(at) = position(rest, "://") {
            let (scheme, behind) = rest.split_at_checked(at + 3).unwrap_or_default();
            out.push_str(scheme);
            let authority = behind.bytes().take_while(|byte| !matches!(byte, b'/' | b'?' | b'#'));
            // The last of them: a password may have one in it.
            let user = authority.enumerate().filter(|(_, byte)| *byte == b'@').last();
            rest = user.and_then(|(at, _)| behind.get(at + 1..)).unwrap_or(behind);
            let next = position(rest, "://").unwrap_or(rest.len());
            let query = rest.bytes().position(|byte| matches!(byte, b'?' | b'#'));
            if let Some(query) = query.filter(|query| *query < next) {
                out.push_str(rest.get(..query).unwrap_or_default());
                // What ends the URL stays.
                out.extend(rest.chars().last().filter(|last| ends_url(*last)));
                rest = "";
            }
        }
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing_of_the_value() {
        let secret = Sensitive::from("hunter2");
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "Sensitive(…) Some(Sensitive(…))");
        assert_eq!(secret.expose(), "hunter2");
    }

    #[test]
    fn dropping_wipes_the_value() {
        struct Watched<'a>(&'a std::cell::Cell<bool>);
        impl Zeroize for Watched<'_> {
            fn zeroize(&mut self) {
                self.0.set(true);
            }
        }
        let wiped = std::cell::Cell::new(false);
        drop(Sensitive::new(Watched(&wiped)));
        assert!(wiped.get());
    }

    #[test]
    fn secrets_and_query_strings_are_taken_out_of_text() {
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
}
