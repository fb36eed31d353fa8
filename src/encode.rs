//! Text made fit for a URL, a form or a header, and numbers made text.
//!
//! The crates that do this bring tables and slicing whose failure texts cost more wasm than all the rest of a request, and
//! the formatting of the standard library more still.

/// `text` as one segment of a path: all but the unreserved characters of RFC 3986 section 2.3 percent-encoded.
#[must_use]
pub fn segment(text: &str) -> String {
    let mut out = String::with_capacity(3 * text.len());
    for byte in text.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ => push(&mut out, byte),
        }
    }
    out
}

/// `text` as the value of a form's field (URL Standard, application/x-www-form-urlencoded percent-encode set).
#[must_use]
pub fn form(text: &str) -> String {
    let mut out = String::with_capacity(3 * text.len());
    for byte in text.bytes() {
        match byte {
            b'*' | b'-' | b'.' | b'_' => out.push(byte.into()),
            b' ' => out.push('+'),
            _ => push(&mut out, byte),
        }
    }
    out
}

fn push(out: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() {
        out.push(byte.into());
        return;
    }
    out.push('%');
    for digit in [byte >> 4, byte & 15] {
        out.push((if digit < 10 { b'0' + digit } else { b'A' - 10 + digit }).into());
    }
}

/// `number` in decimal digits.
#[must_use]
pub fn decimal(number: impl Into<u64>) -> String {
    digits(number.into())
}

fn digits(number: u64) -> String {
    let mut out = if number < 10 { String::new() } else { digits(number / 10) };
    out.push(char::from_digit((number % 10) as u32, 10).unwrap_or_default());
    out
}

/// The whole number that `text` is, in decimal digits, if it is one.
#[must_use]
pub fn whole(text: &str) -> Option<u64> {
    let digit = |number: u64, byte: u8| {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 { number.checked_mul(10)?.checked_add(digit.into()) } else { None }
    };
    if text.is_empty() { None } else { text.bytes().try_fold(0, digit) }
}

/// `text` in Base64 (RFC 4648 section 4). Nothing in it branches on a byte or looks one up, so that the time it takes tells
/// nothing of a secret.
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

/// The digit for six bits: from `A` on, and beyond the last of each range so much more.
fn sextet(bits: i32) -> char {
    let beyond = [(25, 6), (51, -75), (61, -15), (62, 3)].map(|(last, more)| (last - bits) >> 31 & more);
    let code = bits + 65 + beyond.iter().sum::<i32>();
    char::from(code.to_le_bytes()[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_of_the_standard_library() {
        for number in [0, 9, 10, 99, 100, 1005, u64::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }

    #[test]
    fn base64_has_the_vectors_of_its_rfc_and_every_digit() {
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
    fn forms_are_encoded_as_the_platform_does() {
        let all: String = (0..=0x7f).map(char::from).chain("é€𝄞".chars()).collect();
        let expected: String = url::form_urlencoded::byte_serialize(all.as_bytes()).collect();
        assert_eq!(form(&all), expected);
    }

    #[test]
    fn a_segment_decodes_to_what_it_was() {
        let all: String = (0..=0x7f).map(char::from).chain("é€𝄞".chars()).collect();
        let url = url::Url::parse(&format!("https://h/{}", segment(&all))).unwrap();
        let found = url.path_segments().unwrap().collect::<Vec<_>>();
        assert_eq!(found, [segment(&all)], "the URL parser leaves it as it is");
        let decoded: Vec<u8> = url::form_urlencoded::parse(format!("k={}", segment(&all)).as_bytes())
            .flat_map(|(_, value)| value.into_owned().into_bytes())
            .collect();
        assert_eq!(decoded, all.as_bytes());
    }
}
