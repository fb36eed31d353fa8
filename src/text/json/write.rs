//! Writes JSON strings.

/// Appends `text` to `out` as a JSON string (RFC 8259 section 7).
pub fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\0'..' ' => {
                out.push_str("\\u00");
                let digits = [u32::from(c) >> 4, u32::from(c) & 15];
                out.extend(digits.map(|digit| char::from_digit(digit, 16).unwrap_or('0')));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}
