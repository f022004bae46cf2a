//! Timestamps: nanoseconds since 1970, written as ISO 8601.

use std::fmt;
use std::str::FromStr;

use super::civil::{date_at, days_in, days_to};
use super::scalar::SampleRate;
use crate::error::{Error, OptionName, Result};

/// Nanoseconds per second.
const SECOND: i128 = 1_000_000_000;

/// A date and a time of day, as a clock shows them.
///
/// # Units
/// Months and days count from 1; `nanosecond` is the fraction of the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Civil {
    pub year: i32,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    pub nanosecond: u32,
}

/// The offset of a clock from UTC, in whole minutes; less than a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UtcOffset(i16);

impl UtcOffset {
    /// UTC itself.
    pub const UTC: Self = Self(0);

    /// An offset in minutes, negative west of Greenwich.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless it is less than a day.
    pub fn from_minutes(minutes: i32) -> Result<Self> {
        match i16::try_from(minutes) {
            Ok(minutes) if minutes.abs() < 24 * 60 => Ok(Self(minutes)),
            _ => Err(Error::invalid(OptionName::UtcOffset, format!("must be below 24 hours, got {minutes} minutes"))),
        }
    }

    /// Minutes ahead of UTC.
    pub fn minutes(self) -> i32 {
        self.0.into()
    }

    fn nanoseconds(self) -> i128 {
        i128::from(self.0) * 60 * SECOND
    }
}

impl fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        match self.0.abs() {
            0 => f.write_str("Z"),
            minutes => write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60),
        }
    }
}

impl FromStr for UtcOffset {
    type Err = Error;

    /// Reads `Z`, `+02:00`, `-0330` or `+02`.
    fn from_str(text: &str) -> Result<Self> {
        let mut rest = Rest(text.as_bytes());
        let offset = rest.offset();
        offset
            .filter(|_| rest.0.is_empty())
            .ok_or_else(|| Error::invalid_text(text, "is not a UTC offset such as Z, +02:00 or -03:30"))
    }
}

/// A point in time, and the UTC offset that it was written with, if any.
///
/// # Units
/// Nanoseconds since 1970-01-01T00:00:00Z, without leap seconds: from 1677-09-21T00:12:43.145224192Z to
/// 2262-04-11T23:47:16.854775807Z. Without an offset they are those of the clock's reading, as if it were UTC.
///
/// # Order
/// By the nanoseconds; at equal nanoseconds, timestamps without an offset first, then by offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    nanoseconds: i64,
    offset: Option<UtcOffset>,
}

impl Timestamp {
    /// The earliest timestamp.
    pub const MIN: Self = Self::from_nanoseconds(i64::MIN);
    /// The latest timestamp.
    pub const MAX: Self = Self::from_nanoseconds(i64::MAX);

    /// A timestamp from nanoseconds since 1970-01-01T00:00:00Z, written in UTC.
    pub const fn from_nanoseconds(nanoseconds: i64) -> Self {
        Self { nanoseconds, offset: Some(UtcOffset::UTC) }
    }

    /// The timestamp at which a clock with that offset shows this date and time.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] for a date or time that does not exist, or lies outside of 1677 to 2262.
    pub fn from_civil(civil: Civil, offset: Option<UtcOffset>) -> Result<Self> {
        Self::at(civil, 0, offset)
            .map_err(|reason| Error::invalid(OptionName::Timestamp, format!("is not a valid time: {reason}")))
    }

    fn at(civil: Civil, nanoseconds: i128, offset: Option<UtcOffset>) -> Result<Self, String> {
        let Civil { year, month, day, hour, minute, second, nanosecond } = civil;
        if !(1..=days_in(year.into(), month)).contains(&day) {
            return Err(format!("{year:04}-{month:02}-{day:02} does not exist"));
        }
        if hour > 23 || minute > 59 || second > 59 || i128::from(nanosecond) >= SECOND {
            return Err(format!("{hour:02}:{minute:02}:{second:02} does not exist"));
        }
        let seconds = 60 * (60 * i128::from(hour) + i128::from(minute)) + i128::from(second);
        let seconds = 86_400 * i128::from(days_to(year.into(), month, day)) + seconds;
        let ahead = offset.map_or(0, UtcOffset::nanoseconds);
        let nanoseconds = seconds * SECOND + i128::from(nanosecond) + nanoseconds - ahead;
        let outside = |_| format!("{year:04}-{month:02}-{day:02} is outside 1677-09-21 to 2262-04-11");
        Ok(Self { nanoseconds: i64::try_from(nanoseconds).map_err(outside)?, offset })
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z; without an offset, those of the clock's reading.
    pub fn nanoseconds(self) -> i64 {
        self.nanoseconds
    }

    /// The offset that it was written with, and is written in.
    pub fn offset(self) -> Option<UtcOffset> {
        self.offset
    }

    /// The date and time that a clock with its offset shows; without an offset, in UTC.
    pub fn civil(self) -> Civil {
        let ahead = self.offset.map_or(0, UtcOffset::nanoseconds);
        let local = i128::from(self.nanoseconds) + ahead;
        let (days, of_day) = (local.div_euclid(86_400 * SECOND), local.rem_euclid(86_400 * SECOND));
        let ((year, month, day), seconds) = (date_at(days as i64), of_day / SECOND);
        Civil {
            year: year as i32,
            month,
            day,
            hour: (seconds / 3600) as u8,
            minute: (seconds / 60 % 60) as u8,
            second: (seconds % 60) as u8,
            nanosecond: (of_day % SECOND) as u32,
        }
    }

    /// The timestamp with `offset` as the clock's offset; unchanged if it already has one.
    ///
    /// `None` outside of the range.
    pub fn assuming(self, offset: UtcOffset) -> Option<Self> {
        if self.offset.is_some() {
            return Some(self);
        }
        let nanoseconds = i64::try_from(i128::from(self.nanoseconds) - offset.nanoseconds()).ok()?;
        Some(Self { nanoseconds, offset: Some(offset) })
    }

    /// The same point in time written with another offset; unchanged if it has none.
    pub fn written_in(self, offset: UtcOffset) -> Self {
        Self { offset: self.offset.and(Some(offset)), ..self }
    }

    /// The time of sample `samples`, if this is the time of sample 0: start + n/fs.
    ///
    /// The quotient is exact (a rate is a fraction whose denominator is a power of two) and rounded once, to the
    /// nearest nanosecond, halves up. Therefore compute all times of a recording from its start: two rounded steps need
    /// not add up to the whole.
    ///
    /// `None` outside of the range.
    pub fn plus_samples(self, samples: u64, rate: SampleRate) -> Option<Self> {
        let (mantissa, exponent) = fraction(rate.get());
        // n/fs = above/below, in seconds.
        let (above, below) = if exponent < 0 {
            (shifted(samples.into(), exponent.unsigned_abs())?, u128::from(mantissa))
        } else {
            match shifted(mantissa.into(), exponent.unsigned_abs()) {
                Some(below) => (u128::from(samples), below),
                // The rate is so high that any number of samples takes no time.
                None => return Some(self),
            }
        };
        let (seconds, rest) = (i128::try_from(above / below).ok()?, above % below);
        let second = SECOND.unsigned_abs();
        let of_second = (2 * rest * second + below) / (2 * below);
        let step = seconds.checked_mul(SECOND)?.checked_add(i128::try_from(of_second).ok()?)?;
        let nanoseconds = i64::try_from(step.checked_add(self.nanoseconds.into())?).ok()?;
        Some(Self { nanoseconds, ..self })
    }
}

/// A positive number as an odd integer times a power of two.
fn fraction(number: f64) -> (u64, i32) {
    let bits = number.to_bits();
    let (exponent, mantissa) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
    let (mantissa, exponent) = if exponent == 0 { (mantissa, 1) } else { (mantissa | 1 << 52, exponent) };
    let zeros = mantissa.trailing_zeros();
    (mantissa >> zeros, exponent - 1075 + zeros.cast_signed())
}

/// `number` · 2^`by`; `None` if that is beyond 2^120.
fn shifted(number: u128, by: u32) -> Option<u128> {
    if number == 0 {
        return Some(0);
    }
    (number.leading_zeros() >= by.saturating_add(8)).then(|| number << by)
}

impl fmt::Display for Timestamp {
    /// Writes `2024-02-29T12:34:56.5+02:00`: no trailing zeros, `Z` for UTC, no suffix without an offset.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Civil { year, month, day, hour, minute, second, nanosecond } = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if nanosecond > 0 {
            let digits = format!("{nanosecond:09}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        self.offset.map_or(Ok(()), |offset| offset.fmt(f))
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    /// Reads ISO 8601: `2024-02-29`, `2024-02-29T12:34`, `2024-02-29T12:34:56.789Z`, `2024-02-29 12:34:56+02:00`.
    ///
    /// Digits beyond nanoseconds are rounded. Leap seconds are refused: they have no number of their own.
    fn from_str(text: &str) -> Result<Self> {
        let wrong = |reason: &str| Error::invalid_text(shortened(text), reason);
        let read = Rest(text.trim().as_bytes()).timestamp();
        let (civil, up, offset) = read.ok_or_else(|| wrong("is not a time such as 2024-02-29T12:34:56.789Z"))?;
        Self::at(civil, i128::from(up), offset).map_err(|reason| wrong(&format!("is not a valid time: {reason}")))
    }
}

/// A text shortened for a message.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().nth(MOST).is_none() { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}

/// The remaining bytes.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// A date and a time, the nanosecond to add for rounded digits, and the offset; consumes all bytes.
    fn timestamp(mut self) -> Option<(Civil, u8, Option<UtcOffset>)> {
        let year = 100 * i32::from(self.two()?) + i32::from(self.two()?);
        let month = self.after(b'-')?;
        let day = self.after(b'-')?;
        let mut civil = Civil { year, month, day, hour: 0, minute: 0, second: 0, nanosecond: 0 };
        if self.0.is_empty() {
            return Some((civil, 0, None));
        }
        self.take(|byte| matches!(byte, b'T' | b't' | b' '))?;
        civil.hour = self.two()?;
        civil.minute = self.after(b':')?;
        let mut up = 0;
        if self.take(|byte| byte == b':').is_some() {
            civil.second = self.two()?;
            if self.take(|byte| matches!(byte, b'.' | b',')).is_some() {
                (civil.nanosecond, up) = self.fraction()?;
            }
        }
        let offset = if self.0.is_empty() { None } else { Some(self.offset()?) };
        self.0.is_empty().then_some((civil, up, offset))
    }

    /// The next byte, if it matches.
    fn take(&mut self, is_such: impl Fn(u8) -> bool) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        is_such(*first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn digit(&mut self) -> Option<u8> {
        self.take(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0')
    }

    fn two(&mut self) -> Option<u8> {
        Some(10 * self.digit()? + self.digit()?)
    }

    fn after(&mut self, separator: u8) -> Option<u8> {
        self.take(|byte| byte == separator)?;
        self.two()
    }

    /// Nanoseconds from at least one digit, and 1 if the tenth digit rounds up.
    fn fraction(&mut self) -> Option<(u32, u8)> {
        let mut nanoseconds = u32::from(self.digit()?);
        for _ in 1..9 {
            nanoseconds = 10 * nanoseconds + u32::from(self.digit().unwrap_or(0));
        }
        let up = self.digit().is_some_and(|tenth| tenth >= 5);
        while self.digit().is_some() {}
        Some((nanoseconds, up.into()))
    }

    fn offset(&mut self) -> Option<UtcOffset> {
        let sign = match self.take(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-'))? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(UtcOffset::UTC),
        };
        let hours = i32::from(self.two()?);
        let has_minutes = self.take(|byte| byte == b':').is_some() || !self.0.is_empty();
        let minutes = if has_minutes { i32::from(self.two()?) } else { 0 };
        (minutes < 60).then(|| UtcOffset::from_minutes(sign * (60 * hours + minutes)).ok())?
    }
}
