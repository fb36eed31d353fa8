//! HTTP dates (RFC 9110 section 5.6.7).
//!
//! The parser is ours because the crate `httpdate`, which the tests compare it with, costs an app 4 kB.

const MONTHS: [&[u8]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// Parses an HTTP date in any of its three forms, all of which are in UTC. The result is in ms since the Unix epoch.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let mut words = text.as_bytes().split(|byte| matches!(byte, b' ' | b',' | b'-')).filter(|word| !word.is_empty());
    let mut word = || words.next();
    let (_, second, third, fourth, fifth) = (word()?, word()?, word()?, word()?, word()?);
    // "Tue, 14 Nov 2023 22:13:25 GMT", "Tuesday, 14-Nov-23 22:13:25 GMT", "Tue Nov 14 22:13:25 2023".
    let (day, month, year, time) = match word() {
        Some(b"GMT") => (second, third, fourth, fifth),
        None => (third, second, fifth, fourth),
        Some(_) => return None,
    };
    let month = (1..).zip(MONTHS).find(|(_, name)| *name == month)?.0;
    let year = match (year.len(), number(year, 9999)?) {
        (4, year) => year,
        // A year of two digits is from 1970 to 2069.
        (2, year) if year < 70 => year + 2000,
        (2, year) => year + 1900,
        _ => return None,
    };
    let mut time = time.split(|byte| *byte == b':');
    let mut part = |most| number(time.next()?, most);
    let (hours, minutes, seconds) = (part(23)?, part(59)?, part(60)?);
    let days = days_before(year, month, number(day, 31)?);
    let seconds = ((hours * 60) + minutes) * 60 + seconds;
    Some((days * 86_400.0 + f64::from(seconds)) * 1000.0)
}

/// A number of one to four digits, at most `most`.
fn number(digits: &[u8], most: u32) -> Option<u32> {
    if !matches!(digits.len(), 1..=4) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    (number <= most).then_some(number)
}

/// Days from the Unix epoch to a day of the Gregorian calendar.
///
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", `days_from_civil`.
fn days_before(year: u32, month: u32, day: u32) -> f64 {
    // The year begins in March here, so that the leap day comes last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year.saturating_sub(1), month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    f64::from(days) - 719_469.0
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn dates_match_those_of_the_httpdate_crate() {
        // Each 37 hours, 11 minutes and 13 seconds from 1970 to 2069.
        for step in 0..23_000 {
            let time = UNIX_EPOCH + Duration::from_secs(step * 133_873);
            let text = httpdate::fmt_http_date(time);
            assert_eq!(parse(&text), Some(time.duration_since(UNIX_EPOCH).unwrap().as_secs_f64() * 1000.0), "{text}");
        }
    }

    #[test]
    fn all_three_forms_are_parsed_and_other_text_is_rejected() {
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(parse(text), Some(784_111_777_000.0), "{text}");
        }
        for text in [
            "",
            "soon",
            "2023-11-14T22:13:25Z",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 ovD 1994 08:49:37 GMT",
            "Sun, 06 Nov 994 08:49:37 GMT",
            "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
