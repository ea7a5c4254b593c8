//! The date of today. Never used where a date was given.

use crate::architecture::Date;
use std::time::{SystemTime, UNIX_EPOCH};

/// Today in UTC.
pub fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    civil((seconds / 86_400) as i64)
}

/// The calendar date of a day counted from 1970-01-01, by the proleptic Gregorian calendar. Counts in years that begin
/// in March, so that the leap day is the last of its year.
fn civil(day: i64) -> Date {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date { year: year.clamp(0, 9999) as u16, month: month as u8, day: day as u8 }
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn knows_the_calendar() {
        for (day, date) in
            [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_781, "2026-11-24")]
        {
            assert_eq!(civil(day).to_string(), date);
        }
    }
}
