//! Texts and numbers that have the right type, and that the loader refuses all the same.

use super::super::{ports, quantity, volumes};
use super::{Found, Visit, What};
use crate::facts::compose_keys::{Format, Shape};

/// The type that YAML gives a scalar without quotes.
pub(super) fn type_of(raw: &str) -> Found {
    match raw {
        "" | "~" | "null" | "Null" | "NULL" => Found::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Found::Boolean,
        _ if is_number(raw) => Found::Number,
        _ => Found::Text,
    }
}

fn is_number(raw: &str) -> bool {
    let digits = raw.strip_prefix(['+', '-']).unwrap_or(raw);
    let starts = digits.as_bytes().first().is_some_and(u8::is_ascii_digit)
        || digits
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let octal = digits.strip_prefix("0o").or(digits.strip_prefix("0x"));
    starts
        && (quantity::number(raw).is_some()
            || octal.is_some_and(|rest| {
                !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_hexdigit())
            }))
}

/// What the loader refuses about a text or number whose type is right.
pub(super) fn refused(visit: &Visit, text: &str, found: Found) -> Option<What> {
    if let Some(list) = visit.list_of {
        let form = match list.name {
            "ports" => ports::fault(text),
            "volumes"
                if visit
                    .shapes
                    .iter()
                    .any(|shape| shape == Shape::Object("service_volume")) =>
            {
                volumes::fault(text)
            }
            _ => None,
        };
        return form.map(What::Form);
    }
    let first = visit.shapes.iter().next();
    let number = || quantity::number(text.trim());
    let Some(key) = visit.limits else {
        let counts = first == Some(Shape::Integer) && number().is_none();
        return counts.then_some(What::Form(NUMBER));
    };
    let mut values = key.values().peekable();
    if values.peek().is_some() {
        let values: Vec<_> = values.collect();
        return (!values.contains(&text)).then_some(What::NotAmong(values));
    }
    if key.name == "restart" && visit.shapes.iter().eq([Shape::String]) {
        let policy = text.split(':').next().unwrap_or_default();
        return (!RESTART.contains(&policy)).then(|| What::NotAmong(RESTART.to_vec()));
    }
    let bounded = key.min().is_some() || key.max().is_some();
    let form = if let Some(format) = key.format() {
        formatted(format, text, found)
    } else if let Some(pattern) = key.pattern() {
        (!pattern.matches(text)).then_some(match key.name {
            "pull_policy" => "It takes `always`, `missing`, `never`, `build`, `daily`, `weekly` or a period such as `every_12h`.",
            _ => "It takes letters and digits first, then also `_`, `.` and `-`.",
        })
    } else if first == Some(Shape::Boolean) {
        quantity::boolean(text)
            .is_none()
            .then_some("It takes `true` or `false`.")
    } else if bounded || matches!(first, Some(Shape::Integer | Shape::Number)) {
        let octal = text.trim_start_matches("0o");
        let number = number().or_else(|| quantity::number(octal));
        #[expect(clippy::cast_possible_truncation, reason = "a float's cast saturates")]
        let outside = |number: f64| {
            let number = number as i64;
            key.min().is_some_and(|min| number < min) || key.max().is_some_and(|max| number > max)
        };
        match number {
            None => Some(NUMBER),
            Some(number) if outside(number) => {
                Some("The number is out of the range that Docker takes here.")
            }
            Some(_) => None,
        }
    } else {
        None
    };
    form.map(What::Form)
}

const NUMBER: &str = "It takes a number.";
const RESTART: [&str; 4] = ["no", "always", "on-failure", "unless-stopped"];

fn formatted(format: Format, text: &str, found: Found) -> Option<&'static str> {
    let (reads, words) = match format {
        Format::Duration => (
            quantity::seconds(text.trim_start_matches('-')).is_some(),
            "A time wants a number and a unit, as in `30s` or `1m30s`.",
        ),
        Format::ByteSize => (
            found == Found::Number || quantity::bytes(text).is_some(),
            "A size wants a number and a unit, as in `512m` or `2g`.",
        ),
        Format::CpuCount => (
            quantity::number(text.trim()).is_some(),
            "It takes a number of CPUs, such as `0.5`.",
        ),
        Format::OctalMode => (
            found == Found::Number
                || !text.is_empty()
                    && text
                        .trim_start_matches("0o")
                        .bytes()
                        .all(|byte| byte.is_ascii_digit()),
            "A file mode has digits only, such as `0440`.",
        ),
    };
    (!reads).then_some(words)
}
