//! Text encoded for a URL, a form or a header.
//!
//! Base64 is ours because it has to take the same time for every input: it encodes the client secret.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All characters but the unreserved ones of RFC 3986 section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `text` as one segment of a path.
#[must_use]
pub fn segment(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).collect()
}

/// `text` as the value of a form's field (URL Standard, application/x-www-form-urlencoded percent-encode set).
#[must_use]
pub fn form(text: &str) -> String {
    // Enough for any text: a string that grows leaves copies of a secret behind.
    let mut out = String::with_capacity(3 * text.len());
    out.extend(form_urlencoded::byte_serialize(text.as_bytes()));
    out
}

/// The number that `text` is, if it consists of decimal digits alone.
#[must_use]
pub fn parse_digits(text: &str) -> Option<u64> {
    // `parse` would take a sign too.
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// `text` in Base64 (RFC 4648 section 4), in constant time: nothing branches on a byte or uses one as an index.
#[must_use]
pub fn base64(text: &str) -> String {
    let mut out = String::with_capacity(text.len().div_ceil(3) * 4);
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk.iter().fold(0, |bits, byte| bits << 8 | i32::from(*byte)) << (24 - 8 * chunk.len());
        for place in 0..4 {
            out.push(if place > chunk.len() { '=' } else { sextet(bits >> (18 - 6 * place) & 63) });
        }
    }
    out
}

/// The Base64 digit for six bits. It starts at `A` and adds the offset of each range that `bits` lies beyond.
fn sextet(bits: i32) -> char {
    let beyond = [(25, 6), (51, -75), (61, -15), (62, 3)].map(|(last, more)| (last - bits) >> 31 & more);
    let code = bits + 65 + beyond.iter().sum::<i32>();
    char::from(code.to_le_bytes()[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_make_a_number() {
        for (text, number) in [("0", Some(0)), ("043", Some(43)), ("18446744073709551615", Some(u64::MAX))] {
            assert_eq!(parse_digits(text), number, "{text}");
        }
        for text in ["", "+1", "-1", "1.0", " 1", "x", "18446744073709551616"] {
            assert_eq!(parse_digits(text), None, "{text:?}");
        }
    }

    #[test]
    fn base64_matches_the_test_vectors_of_the_rfc() {
        for (text, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")]
        {
            assert_eq!(base64(text), encoded);
        }
        let digits: String = (0..64).map(sextet).collect();
        assert_eq!(digits, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
        assert_eq!(base64("\u{ff}\u{10ffff}"), "w7/0j7+/");
    }

    #[test]
    fn a_form_value_is_encoded_as_the_url_crate_encodes_it() {
        let all: String = (0..=0x7f).map(char::from).chain("é€𝄞".chars()).collect();
        let expected: String = url::form_urlencoded::byte_serialize(all.as_bytes()).collect();
        assert_eq!(form(&all), expected);
    }

    #[test]
    fn a_path_segment_decodes_to_the_original_text() {
        let all: String = (0..=0x7f).map(char::from).chain("é€𝄞".chars()).collect();
        let url = url::Url::parse(&format!("https://h/{}", segment(&all))).unwrap();
        let found = url.path_segments().unwrap().collect::<Vec<_>>();
        assert_eq!(found, [segment(&all)], "the URL parser does not change it");
        let decoded: Vec<u8> = url::form_urlencoded::parse(format!("k={}", segment(&all)).as_bytes())
            .flat_map(|(_, value)| value.into_owned().into_bytes())
            .collect();
        assert_eq!(decoded, all.as_bytes());
    }
}
