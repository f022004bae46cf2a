//! Natural order: runs of digits compare as numbers, so that `file2` comes before `file10`.

use std::cmp::Ordering;
use std::ffi::OsStr;

/// Compares two names naturally: letters without regard to case, digits by their number. Names that are alike in this
/// way are in the order of their bytes, so that the order is total.
pub fn natural_order(a: &OsStr, b: &OsStr) -> Ordering {
    let (a, b) = (a.as_encoded_bytes(), b.as_encoded_bytes());
    let (mut left, mut right) = (a, b);
    loop {
        let order = match (left.first(), right.first()) {
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (number, other) = (split_number(&mut left), split_number(&mut right));
                // Without leading zeros, the longer number is the larger.
                number.len().cmp(&other.len()).then_with(|| number.cmp(other))
            }
            (Some(x), Some(y)) => {
                (left, right) = (&left[1..], &right[1..]);
                x.to_ascii_lowercase().cmp(&y.to_ascii_lowercase())
            }
            (x, y) => return x.cmp(&y).then_with(|| a.cmp(b)),
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Takes a run of digits off the front; returns it without leading zeros.
fn split_number<'a>(bytes: &mut &'a [u8]) -> &'a [u8] {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = bytes.split_at(digits);
    *bytes = rest;
    let zeros = number.iter().take_while(|digit| **digit == b'0').count();
    &number[zeros..]
}
