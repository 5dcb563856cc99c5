//! Booleans, numbers, sizes and durations as the Compose specification writes them.

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

/// A number as YAML writes it: `2`, `-1`, `.5`, `1.50`, `1e3`. Read digit by digit: the standard
/// library's reader, exact to the last bit, brings twelve incompressible kilobytes of powers along.
pub(super) fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut number = 0.0;
    let mut read = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10.0 + f64::from(byte - b'0');
        read += 1;
    }
    if read == 0 {
        return None;
    }
    let scale = i32::saturating_sub(exponent, fraction.len() as i32);
    // Dividing by a power of ten is exact where multiplying by its inverse is not.
    number = match scale {
        0.. => number * 10_f64.powi(scale),
        _ => number / 10_f64.powi(scale.saturating_neg()),
    };
    let signed = if text.starts_with('-') {
        -number
    } else {
        number
    };
    signed.is_finite().then_some(signed)
}

/// Bytes of a size such as `512m`; units are powers of 1024, `-1` means no limit
/// (<https://docs.docker.com/reference/compose-file/extension/#specifying-byte-values>).
pub(super) fn bytes(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text
        .find(|c: char| !matches!(c, '0'..='9' | '.' | '-'))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number = self::number(number)?;
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
        let number = self::number(number)?;
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

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_as_yaml_writes_them() {
        for (text, expected) in [
            ("2", 2.0),
            ("-1", -1.0),
            ("+0.50", 0.5),
            (".25", 0.25),
            ("1.", 1.0),
            ("1e3", 1000.0),
            ("2.5E-1", 0.25),
            ("0.1", 0.1),
            ("1048576", 1_048_576.0),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in [
            "", ".", "-", "e3", "1e", "1e99999", "1.2.3", "0x10", "1_000", "inf", "NaN", "--1", "½",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
