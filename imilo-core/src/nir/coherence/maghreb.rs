//! 91 to 96: Algeria, Morocco and Tunisia before independence, the départements around Paris from 1968.
//!
//! Evidence: that numbers of persons born there before independence hold 91 to 96 is written by the administration
//! (Service-public); which commune numbers they hold was not found, and 95 and 96 of 1956 to 1967 are seen.

use time::macros::date;

use super::codes::{CoherenceCode, Findings};
use super::place::{self, Compared};
use crate::calendar::Date;
use crate::cog;
use crate::dossier::{CodeCommune, CodeLieu, CodePays};

/// First day of Essonne, Hauts-de-Seine, Seine-Saint-Denis, Val-de-Marne and Val-d'Oise.
pub(super) const REGION_1968: Date = Date::from_time(date!(1968 - 01 - 01));

/// Last day of the old sense: Algeria, Morocco, Tunisia.
const LAST: [Date; 3] = [
    Date::from_time(date!(1962 - 07 - 02)),
    Date::from_time(date!(1956 - 03 - 01)),
    Date::from_time(date!(1956 - 03 - 19)),
];
/// The days after them.
pub(super) const CHANGES: [Date; 3] = [
    Date::from_time(date!(1962 - 07 - 03)),
    Date::from_time(date!(1956 - 03 - 02)),
    Date::from_time(date!(1956 - 03 - 20)),
];

/// Country and last day of the old sense.
struct Old {
    pays: CodePays,
    last: Date,
}

fn old(departement: u8) -> Old {
    let [algeria, morocco, tunisia] = LAST;
    let (pays, last) = match departement {
        95 => (b"99350", morocco),
        96 => (b"99351", tunisia),
        _ => (b"99352", algeria),
    };
    Old { pays: CodePays::of_checked(*pays), last }
}

/// Findings of one day.
pub(super) fn on(departement: u8, code: CodeLieu, civil: Option<CodeLieu>, day: Date) -> Findings {
    let Old { pays, last } = old(departement);
    let commune = code.commune().filter(|commune: &CodeCommune| cog::states(*commune).next().is_some());
    let civil = civil.filter(|civil| place::is_known(*civil));
    let there = civil.is_some_and(|civil| civil.pays().is_some_and(|civil| same(civil, pays)));
    let same_commune = civil.is_some_and(|civil| commune.is_some() && cog::same_place(code, civil));
    let mut found = Findings::default();
    if day <= last {
        found.set(CoherenceCode::Region1968, civil.is_some() && !there && same_commune);
        found.set(CoherenceCode::PlaceDiffers, civil.is_some() && !there && !same_commune);
    } else if day < REGION_1968 {
        let maghreb = there || commune.is_none();
        found.set(if maghreb { CoherenceCode::MaghrebDate } else { CoherenceCode::Region1968 }, true);
        found.set(CoherenceCode::PlaceDiffers, civil.is_some() && !there && !same_commune);
    } else if departement == 96 {
        found.set(CoherenceCode::MaghrebDate, true);
        found.set(CoherenceCode::PlaceDiffers, civil.is_some() && !there);
    } else {
        found = place::ordinary(&Compared { code, civil }, Some(day));
    }
    found
}

fn same(one: CodePays, other: CodePays) -> bool {
    let place = |pays: CodePays| CodeLieu::of_checked(*pays.bytes());
    cog::same_place(place(one), place(other))
}
