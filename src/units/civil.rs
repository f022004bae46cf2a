//! Dates of the proleptic Gregorian calendar, as days from 1970-01-01.

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// The days of 400 years, the period of the calendar.
const CYCLE: i64 = 146_097;

/// Whether a year has a 29 February.
fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// The number of days of a month, 1 being January; 0 for a month that does not exist.
pub(super) fn days_in(year: i64, month: u8) -> u8 {
    match month {
        2 => 28 + u8::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Days from 1970-01-01 to a date.
///
/// Years are counted from March, so that a leap day is the last of its year.
pub(super) fn days_to(year: i64, month: u8, day: u8) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + days_before(month.into()) + i64::from(day) - 1 - EPOCH
}

/// The year, month and day at a number of days from 1970-01-01.
pub(super) fn date_at(days: i64) -> (i64, u8, u8) {
    let (cycle, day) = ((days + EPOCH).div_euclid(CYCLE), (days + EPOCH).rem_euclid(CYCLE));
    let first_of = |year: i64| 365 * year + year / 4 - year / 100 + year / 400;
    // The mean length of a year gives the year, or an adjacent one.
    let near = 400 * day / CYCLE;
    let year = if first_of(near + 1) <= day { near + 1 } else { near };
    let year = if first_of(year) > day { year - 1 } else { year };
    let day = day - first_of(year);
    let month = (5 * day + 2) / 153;
    let of_january = month >= 10;
    let civil_month = if of_january { month - 9 } else { month + 3 };
    (400 * cycle + year + i64::from(of_january), civil_month as u8, (day - days_before(month) + 1) as u8)
}

/// Days from 1 March to the first of a month, 0 being March.
fn days_before(month: i64) -> i64 {
    (153 * month + 2) / 5
}
