//! Text made fit for a URL or a form.
//!
//! The crates that do this bring tables and slicing whose failure texts cost more wasm than all the rest of a request.

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

#[cfg(test)]
mod tests {
    use super::*;

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
