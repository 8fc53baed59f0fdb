//! French public holidays, and the working day on which a period ends.
//!
//! # Droit
//! Code du travail, art. L. 3133-1 (the eleven of every territory), L. 3134-13 (Alsace-Moselle) and L. 3422-2 (the day of
//! the abolition of slavery overseas, read as of 2019). Règlement 1182/71, art. 3(4): a period whose last day is a
//! Saturday, a Sunday or a public holiday ends on the next working day.
//!
//! ```
//! use imilo_core::calendar::jours_feries::{Territoire, jour_ferie, working_day_from};
//! let easter_monday = "2026-04-06".parse()?;
//! assert_eq!(jour_ferie(easter_monday, Territoire::Metropole).map(|jour| jour.fr), Some("lundi de Pâques"));
//! // Good Friday is one in Alsace-Moselle alone; the next working day is the Tuesday after Easter Monday.
//! let good_friday = "2026-04-03".parse()?;
//! assert_eq!(working_day_from(good_friday, Territoire::Metropole), good_friday);
//! assert_eq!(working_day_from(good_friday, Territoire::AlsaceMoselle).to_string(), "2026-04-07");
//! # Ok::<(), imilo_core::calendar::DateError>(())
//! ```

use serde::{Deserialize, Serialize};
use time::Weekday;

use crate::calendar::Date;
use crate::law::texts::source;
use crate::law::{Citation, Evidence};

/// Whose holidays count beside the eleven (reading A21).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Territoire {
    /// The eleven alone.
    #[default]
    Metropole,
    /// Good Friday and 26 December too: Bas-Rhin, Haut-Rhin, Moselle.
    AlsaceMoselle,
    /// 27 May too.
    Guadeloupe,
    /// 10 June too.
    Guyane,
    /// 22 May too.
    Martinique,
    /// 27 April too.
    Mayotte,
    /// 20 December too.
    Reunion,
    /// 9 October too.
    SaintBarthelemy,
    /// 27 May too, or 28 May: see [`jour_ferie`].
    SaintMartin,
}

impl Territoire {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Metropole,
        Self::AlsaceMoselle,
        Self::Guadeloupe,
        Self::Guyane,
        Self::Martinique,
        Self::Mayotte,
        Self::Reunion,
        Self::SaintBarthelemy,
        Self::SaintMartin,
    ];

    /// Its code, as serde writes it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Metropole => "metropole",
            Self::AlsaceMoselle => "alsace_moselle",
            Self::Guadeloupe => "guadeloupe",
            Self::Guyane => "guyane",
            Self::Martinique => "martinique",
            Self::Mayotte => "mayotte",
            Self::Reunion => "reunion",
            Self::SaintBarthelemy => "saint_barthelemy",
            Self::SaintMartin => "saint_martin",
        }
    }

    /// In French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Metropole => ("métropole", "metropolitan France"),
            Self::AlsaceMoselle => ("Alsace-Moselle", "Alsace-Moselle"),
            Self::Guadeloupe => ("Guadeloupe", "Guadeloupe"),
            Self::Guyane => ("Guyane", "Guyane"),
            Self::Martinique => ("Martinique", "Martinique"),
            Self::Mayotte => ("Mayotte", "Mayotte"),
            Self::Reunion => ("La Réunion", "La Réunion"),
            Self::SaintBarthelemy => ("Saint-Barthélemy", "Saint-Barthélemy"),
            Self::SaintMartin => ("Saint-Martin", "Saint-Martin"),
        }
    }

    /// The territory of a département or of an overseas collectivity, by its code of the Insee; none for a code of which
    /// no holidays are known here (975, 98x).
    ///
    /// ```
    /// use imilo_core::calendar::jours_feries::Territoire;
    /// assert_eq!(Territoire::of_departement("68"), Some(Territoire::AlsaceMoselle));
    /// assert_eq!(Territoire::of_departement("2B"), Some(Territoire::Metropole));
    /// assert_eq!(Territoire::of_departement("975"), None);
    /// ```
    #[must_use]
    pub fn of_departement(code: &str) -> Option<Self> {
        Some(match code {
            "57" | "67" | "68" => Self::AlsaceMoselle,
            "971" => Self::Guadeloupe,
            "972" => Self::Martinique,
            "973" => Self::Guyane,
            "974" => Self::Reunion,
            "976" => Self::Mayotte,
            "977" => Self::SaintBarthelemy,
            "978" => Self::SaintMartin,
            "2A" | "2B" => Self::Metropole,
            _ if code.len() == 2 && code.parse::<u8>().is_ok_and(|number| (1..=95).contains(&number)) => {
                Self::Metropole
            }
            _ => return None,
        })
    }
}

/// When a holiday is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// On a day of the year: month and day.
    Fixed(u8, u8),
    /// So many days after Easter.
    Easter(i64),
}

/// A public holiday.
#[derive(Debug, PartialEq, Eq)]
pub struct JourFerie {
    when: When,
    /// The territories that keep it; none: all.
    only: Option<Territoire>,
    /// First and last year in which it is kept on that day.
    years: (i32, i32),
    /// Its name in French.
    pub fr: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// The provision.
    pub citation: Citation,
}

impl JourFerie {
    /// Whether it is Good Friday, kept only in some communes of Alsace-Moselle.
    #[must_use]
    pub fn is_good_friday(&self) -> bool {
        self.when == When::Easter(-2)
    }
}

const ALWAYS: (i32, i32) = (i32::MIN, i32::MAX);

const fn everywhere(when: When, fr: &'static str, en: &'static str) -> JourFerie {
    let citation = Citation::new("CT:L. 3133-1", Evidence::Secondary, source::L3133_1);
    JourFerie { when, only: None, years: ALWAYS, fr, en, citation }
}

const fn alsace_moselle(when: When, fr: &'static str, en: &'static str) -> JourFerie {
    let citation = Citation::new("CT:L. 3134-13", Evidence::Secondary, source::L3134_13);
    JourFerie { when, only: Some(Territoire::AlsaceMoselle), years: ALWAYS, fr, en, citation }
}

const fn abolition(only: Territoire, when: When, years: (i32, i32), evidence: Evidence) -> JourFerie {
    let citation = Citation::new("CT:L. 3422-2", evidence, source::L3422_2);
    let (fr, en) =
        ("commémoration de l'abolition de l'esclavage", "commemoration of the abolition of slavery");
    JourFerie { when, only: Some(only), years, fr, en, citation }
}

/// Years of the text read as of 2019 for Saint-Martin (27 May); that 28 May has been kept since is to be checked.
const UNTIL_2019: (i32, i32) = (i32::MIN, 2019);
const FROM_2020: (i32, i32) = (2020, i32::MAX);

// A row is read as one.
#[rustfmt::skip]
static JOURS_FERIES: [JourFerie; 21] = [
    everywhere(When::Fixed(1, 1), "jour de l'An", "New Year's Day"),
    everywhere(When::Easter(1), "lundi de Pâques", "Easter Monday"),
    everywhere(When::Fixed(5, 1), "fête du Travail", "Labour Day"),
    everywhere(When::Fixed(5, 8), "victoire de 1945", "victory of 1945"),
    everywhere(When::Easter(39), "Ascension", "Ascension Day"),
    everywhere(When::Easter(50), "lundi de Pentecôte", "Whit Monday"),
    everywhere(When::Fixed(7, 14), "fête nationale", "national day"),
    everywhere(When::Fixed(8, 15), "Assomption", "Assumption Day"),
    everywhere(When::Fixed(11, 1), "Toussaint", "All Saints' Day"),
    everywhere(When::Fixed(11, 11), "armistice de 1918", "armistice of 1918"),
    everywhere(When::Fixed(12, 25), "Noël", "Christmas Day"),
    alsace_moselle(When::Easter(-2), "vendredi saint", "Good Friday"),
    alsace_moselle(When::Fixed(12, 26), "Saint-Étienne", "Saint Stephen's Day"),
    abolition(Territoire::Mayotte, When::Fixed(4, 27), ALWAYS, Evidence::Seen),
    abolition(Territoire::Martinique, When::Fixed(5, 22), ALWAYS, Evidence::Seen),
    abolition(Territoire::Guadeloupe, When::Fixed(5, 27), ALWAYS, Evidence::Seen),
    abolition(Territoire::Guyane, When::Fixed(6, 10), ALWAYS, Evidence::Seen),
    abolition(Territoire::SaintBarthelemy, When::Fixed(10, 9), ALWAYS, Evidence::Seen),
    abolition(Territoire::Reunion, When::Fixed(12, 20), ALWAYS, Evidence::Seen),
    abolition(Territoire::SaintMartin, When::Fixed(5, 27), UNTIL_2019, Evidence::Seen),
    abolition(Territoire::SaintMartin, When::Fixed(5, 28), FROM_2020, Evidence::Inferred),
];

/// The public holiday that a day is, if it is one.
///
/// For Saint-Martin the text read as of May 2019 has 27 May; from 2020 on the day is 28 May, which is *inferred*.
///
/// ```
/// use imilo_core::calendar::jours_feries::{Territoire, jour_ferie};
/// assert!(jour_ferie("2026-07-14".parse()?, Territoire::Metropole).is_some());
/// assert!(jour_ferie("2026-07-13".parse()?, Territoire::Metropole).is_none());
/// assert_eq!(jour_ferie("2026-12-20".parse()?, Territoire::Reunion).unwrap().citation.code, "CT:L. 3422-2");
/// # Ok::<(), imilo_core::calendar::DateError>(())
/// ```
#[must_use]
pub fn jour_ferie(day: Date, territoire: Territoire) -> Option<&'static JourFerie> {
    let after_easter = easter(day.year()).days_until(day);
    JOURS_FERIES.iter().find(|jour| {
        let kept = match jour.when {
            When::Fixed(month, of_month) => (day.month(), day.day()) == (month, of_month),
            When::Easter(days) => after_easter == days,
        };
        let (first, last) = jour.years;
        kept && (first..=last).contains(&day.year()) && jour.only.is_none_or(|only| only == territoire)
    })
}

/// The day itself if it is a working day, else the next one.
#[must_use]
pub fn working_day_from(day: Date, territoire: Territoire) -> Date {
    let mut working = day;
    while is_off(working, territoire) {
        working = working.next_day();
    }
    working
}

fn is_off(day: Date, territoire: Territoire) -> bool {
    matches!(day.to_time().weekday(), Weekday::Saturday | Weekday::Sunday)
        || jour_ferie(day, territoire).is_some()
}

/// Easter Sunday of a year of the Gregorian calendar.
///
/// The anonymous algorithm (Meeus, *Astronomical Algorithms*, ch. 8): the Sunday after the ecclesiastical full moon that
/// falls on 21 March or later.
///
/// ```
/// assert_eq!(imilo_core::calendar::jours_feries::easter(2026).to_string(), "2026-04-05");
/// ```
#[must_use]
pub fn easter(year: i32) -> Date {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let moon =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15).rem_euclid(30);
    let sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    // Days after 22 March, which is the earliest Easter.
    let days = moon + sunday - 7 * late;
    Date::new(year, 3, 22).map_or(Date::from_time(time::Date::MAX), |first| first.plus_days(days.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published dates of Easter, the earliest and the latest among them.
    #[test]
    fn easter_is_that_of_the_almanacs() {
        for day in [
            "1818-03-22",
            "1886-04-25",
            "1900-04-15",
            "1943-04-25",
            "1954-04-18",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2015-04-05",
            "2018-04-01",
            "2019-04-21",
            "2020-04-12",
            "2021-04-04",
            "2022-04-17",
            "2023-04-09",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2029-04-01",
            "2030-04-21",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
            "2285-03-22",
        ] {
            let day: Date = day.parse().unwrap();
            assert_eq!(easter(day.year()), day);
            assert_eq!(day.to_time().weekday(), Weekday::Sunday);
        }
    }

    #[test]
    fn the_year_2026_has_its_eleven_holidays_and_those_of_each_territory() {
        let of = |territoire| {
            let mut days = Vec::new();
            let mut day: Date = "2026-01-01".parse().unwrap();
            while day.year() == 2026 {
                if jour_ferie(day, territoire).is_some() {
                    days.push(format!("{:02}-{:02}", day.month(), day.day()));
                }
                day = day.next_day();
            }
            days
        };
        let eleven = [
            "01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25",
        ];
        assert_eq!(of(Territoire::Metropole), eleven);
        for (territoire, more) in [
            (Territoire::AlsaceMoselle, &["04-03", "12-26"][..]),
            (Territoire::Guadeloupe, &["05-27"]),
            (Territoire::Guyane, &["06-10"]),
            (Territoire::Martinique, &["05-22"]),
            (Territoire::Mayotte, &["04-27"]),
            (Territoire::Reunion, &["12-20"]),
            (Territoire::SaintBarthelemy, &["10-09"]),
            (Territoire::SaintMartin, &["05-28"]),
        ] {
            let mut expected = [&eleven[..], more].concat();
            expected.sort_unstable();
            assert_eq!(of(territoire), expected, "{territoire:?}");
        }
    }
}
