//! The header `Retry-After` (RFC 9110 section 10.2.3).

use super::clock::Clock;
use crate::text::date;
use crate::text::encode::parse_digits;

/// The wait that the header asks for, in ms: seconds, also with a fraction, or an HTTP date. A date is compared with the
/// answer's own `date` if there is one, since the client's clock may be wrong.
#[must_use]
pub fn retry_after(header: &str, date: Option<&str>, clock: &impl Clock) -> Option<f64> {
    // A header that was sent twice arrives as one, joined by a comma. The longer wait is the safer one.
    let mut longest = 0.0_f64;
    for value in header.split(',') {
        match seconds(value.trim()) {
            Some(wait) => longest = longest.max(wait),
            None => return until(header, date, clock),
        }
    }
    Some(longest)
}

/// The time until an HTTP date, in ms. Of several dates joined by commas the first one counts.
fn until(header: &str, date: Option<&str>, clock: &impl Clock) -> Option<f64> {
    // The first two forms of a date have a comma behind the day of the week.
    let mut end = header.match_indices(',').map(|(at, _)| at).filter(|at| header.get(..*at).is_some_and(is_whole_date));
    let time = date::parse(header.get(..end.next().unwrap_or(header.len()))?.trim())?;
    let now = date.and_then(date::parse).unwrap_or_else(|| clock.now());
    Some((time - now).max(0.0))
}

fn is_whole_date(text: &str) -> bool {
    text.ends_with("GMT")
}

/// Decimal seconds, in ms.
fn seconds(text: &str) -> Option<f64> {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    let seconds = u32::try_from(parse_digits(seconds)?).ok()?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().map(|digit| u32::from(digit - b'0'));
    let thousandths: u32 = [100, 10, 1].into_iter().zip(digits).map(|(worth, digit)| worth * digit).sum();
    Some(f64::from(seconds) * 1000.0 + f64::from(thousandths))
}

#[cfg(test)]
#[path = "retry_after_tests.rs"]
mod tests;
