//! Calendar days, without a clock: whoever asks says what day it is.

use std::fmt;

/// A day of the proleptic Gregorian calendar. The default lies before every real one.
#[derive(Default, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

const MONTHS: [(&str, u8); 12] = [
    ("January", 31),
    ("February", 28),
    ("March", 31),
    ("April", 30),
    ("May", 31),
    ("June", 30),
    ("July", 31),
    ("August", 31),
    ("September", 30),
    ("October", 31),
    ("November", 30),
    ("December", 31),
];

impl Date {
    /// The day, or nothing where the calendar has none such.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let (_, days) = MONTHS.get(usize::from(month).checked_sub(1)?)?;
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = if month == 2 && leap { 29 } else { *days };
        (1..=days)
            .contains(&day)
            .then_some(Date { year, month, day })
    }

    /// Reads `YYYY-MM-DD`, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Date::new(
            number(text.get(..4)?)?,
            number(text.get(5..7)?)? as u8,
            number(text.get(8..)?)? as u8,
        )
    }

    /// Reads `L4U`, the form of the fact tables: year from 2005 on, month and day as one digit each
    /// to base 36, in capitals.
    pub(crate) fn compact(text: &str) -> Option<Self> {
        let [year, month, day] = *text.as_bytes() else {
            return None;
        };
        let number = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'A'..=b'Z' => Some(digit - b'A' + 10),
            _ => None,
        };
        Date::new(
            2005 + u16::from(number(year)?),
            number(month)?,
            number(day)?,
        )
    }

    /// Days from this day to `other`; negative where `other` is earlier.
    pub fn days_until(self, other: Date) -> i32 {
        other.day_number() - self.day_number()
    }

    /// "September 2023": how a date is told to people.
    pub fn month_and_year(self) -> String {
        let month = MONTHS
            .get(usize::from(self.month) - 1)
            .map_or("", |month| month.0);
        format!("{month} {}", self.year)
    }

    /// Days since 1 March of the year 0, counted in years that begin in March, so that the leap
    /// day is the last of its year.
    fn day_number(self) -> i32 {
        let (year, month) = (i32::from(self.year), i32::from(self.month));
        let (year, month) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        365 * year + leap_days + (153 * month + 2) / 5 + i32::from(self.day) - 1
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn number(digits: &str) -> Option<u16> {
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect(text)
    }

    #[test]
    fn reads_days_that_exist_and_no_others() {
        assert_eq!(date("2024-02-29").to_string(), "2024-02-29");
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-01",
            "2024-01-32",
            "2024-1-01",
            "+024-01-01",
            "2024-01-01T",
            "é024-01-1",
            "",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::compact("J2T"), Some(date("2024-02-29")));
        assert_eq!(Date::compact("Z1V"), Some(date("2040-01-31")));
        for text in ["J2", "J2t", "j2T", "J2U", "JCZ", "J2TT", "é1", ""] {
            assert_eq!(Date::compact(text), None, "{text}");
        }
    }

    #[test]
    fn counts_days_over_months_years_and_leap_days() {
        for (from, to, days) in [
            ("2026-11-23", "2026-11-23", 0),
            ("2023-12-31", "2024-01-01", 1),
            ("2024-02-28", "2024-03-01", 2),
            ("2023-02-28", "2023-03-01", 1),
            ("2000-01-01", "2100-01-01", 36525),
            ("2024-03-01", "2024-02-28", -2),
            ("1970-01-01", "2026-11-23", 20780),
        ] {
            assert_eq!(date(from).days_until(date(to)), days, "{from} to {to}");
        }
        assert!(date("2023-09-11") < date("2023-10-01"));
    }

    #[test]
    fn tells_month_and_year() {
        assert_eq!(date("2023-09-11").month_and_year(), "September 2023");
        assert_eq!(date("2023-12-31").month_and_year(), "December 2023");
    }
}
