//! Booleans, sizes and durations as the Compose specification writes them.

/// A boolean: the words that Compose takes after filling in variables, in any case.
pub(super) fn boolean(text: &str) -> Option<bool> {
    let is = |words: [&str; 4]| {
        words
            .iter()
            .any(|word| word.eq_ignore_ascii_case(text.trim()))
    };
    if is(["true", "yes", "on", "y"]) {
        Some(true)
    } else if is(["false", "no", "off", "n"]) {
        Some(false)
    } else {
        None
    }
}

/// A decimal number such as `-1.5e3`. Not the standard library's reader, which would bring tables
/// of 10 KB to round the last bit of very long numbers right.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let (number, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let unsigned = number.strip_prefix(['+', '-']).unwrap_or(number);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut value = 0.0;
    for digit in whole.bytes().chain(fraction.bytes()) {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value * 10.0 + f64::from(digit - b'0');
    }
    let power = power.parse::<i32>().ok()?;
    let power = power.saturating_sub(fraction.len() as i32);
    // Powers of ten are exact up to 10²²: to divide by one is, to multiply by its inverse isn't.
    let scale = 10_f64.powi(power.saturating_abs());
    let value = if power < 0 {
        value / scale
    } else {
        value * scale
    };
    let value = if number.starts_with('-') {
        -value
    } else {
        value
    };
    value.is_finite().then_some(value)
}

/// Bytes of a size such as `512m`; units are powers of 1024, `-1` means no limit
/// (<https://docs.docker.com/reference/compose-file/extension/#specifying-byte-values>).
pub(super) fn bytes(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text
        .find(|c: char| !matches!(c, '0'..='9' | '.' | '-'))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number = decimal(number)?;
    let unit = unit.trim().to_ascii_lowercase();
    let power = match unit.trim_end_matches('b').trim_end_matches('i') {
        "" => 0,
        "k" => 1,
        "m" => 2,
        "g" => 3,
        "t" => 4,
        "p" => 5,
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "a float's cast saturates")]
    let bytes = (number * 1024_f64.powi(power)) as i64;
    Some(bytes)
}

/// Seconds of a duration such as `1m30s`
/// (<https://docs.docker.com/reference/compose-file/extension/#specifying-durations>).
pub(super) fn seconds(text: &str) -> Option<f64> {
    let mut rest = text.trim();
    if rest == "0" {
        return Some(0.0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !matches!(c, '0'..='9' | '.'))?;
        let (number, after) = rest.split_at(digits);
        let letters = after
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        let number = decimal(number)?;
        total += number
            * match unit {
                "us" => 1e-6,
                "ms" => 1e-3,
                "s" => 1.0,
                "m" => 60.0,
                "h" => 3_600.0,
                "d" => 86_400.0,
                "w" => 604_800.0,
                _ => return None,
            };
        rest = after;
    }
    Some(total)
}
