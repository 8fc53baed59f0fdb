//! The birth place of a number, on each day on which the person may have been born.

use time::macros::date;

use super::birth::every_day;
use super::codes::{CoherenceCode, Findings};
use super::maghreb::{self, REGION_1968};
use super::{Identity, Nir};
use crate::calendar::Date;
use crate::cog::{self, Borne, Etat};
use crate::dossier::{CodeCommune, CodeLieu, CodePays};
use crate::nir::Place;

/// From this day Corsica is 2A and 2B.
const CORSICA: Date = Date::from_time(date!(1976 - 01 - 01));
/// From this day Mayotte is 976, Saint-Barthélemy 977, Saint-Martin 978.
const OVERSEAS: Date = Date::from_time(date!(2008 - 01 - 01));

/// A code of the number, and the birth place of the identity if it is in the tables.
#[derive(Clone, Copy)]
pub(super) struct Compared {
    pub(super) code: CodeLieu,
    pub(super) civil: Option<CodeLieu>,
}

/// Adds the findings on the place.
pub(super) fn check(nir: &Nir, identity: &Identity, found: &mut Findings) {
    if found.contains(CoherenceCode::CommuneOutOfRange) || found.contains(CoherenceCode::TerritoryUnknown) {
        return;
    }
    let Some(place) = nir.place().filter(|place| !place.is_unknown()) else { return };
    let &[_, _, _, _, _, d1, d2, c1, c2, c3, ..] = nir.expose();
    let code = CodeLieu::of_checked([d1, d2, c1, c2, c3]);
    let compared = Compared { code, civil: identity.place.filter(|civil| is_known(*civil)) };
    let on = |day: Date| match place {
        Place::Metropole { departement: departement @ 91..=96, .. } => {
            maghreb::on(departement, code, compared.civil, day)
        }
        _ => ordinary(&compared, Some(day)),
    };
    if identity.birth.is_none() && identity.as_of.is_none() {
        // No day at all: what needs none. Of 91 to 96 each sense is as likely.
        if !matches!(place, Place::Metropole { departement: 91..=96, .. }) {
            found.join(ordinary(&compared, None));
        }
        return;
    }
    let yy = nir.year().unwrap_or(0);
    for finding in CoherenceCode::OF_PLACE {
        let gives = |day| on(day).contains(finding);
        if every_day(identity.birth, yy, identity.as_of, gives) {
            found.set(finding, true);
        }
    }
}

/// Findings on a code that means what the tables say; without a day, those that need none.
pub(super) fn ordinary(compared: &Compared, day: Option<Date>) -> Findings {
    let (mut found, code) = (Findings::default(), compared.code);
    let corsica = match code.as_str().get(..2) {
        Some("20") => day.is_some_and(|day| day >= CORSICA),
        Some("2A" | "2B") => day.is_some_and(|day| day < CORSICA),
        _ => false,
    };
    found.set(CoherenceCode::CorsicaDate, corsica);
    if !is_known(code) {
        found.set(CoherenceCode::PlaceUnknown, true);
        return found;
    }
    if let Some(day) = day.filter(|_| !corsica) {
        dated(code, day, &mut found);
    }
    let differs = compared.civil.is_some_and(|civil| !cog::same_place(code, civil));
    found.set(CoherenceCode::PlaceDiffers, differs);
    found
}

/// Whether a code is in the tables.
pub(super) fn is_known(code: CodeLieu) -> bool {
    code.commune().is_some_and(|commune| cog::states(commune).next().is_some())
        || code.pays().is_some_and(|pays| cog::pays(pays).next().is_some())
}

/// Whether the code was given on the day of birth.
fn dated(code: CodeLieu, day: Date, found: &mut Findings) {
    let as_country = code.pays().map(|pays| country(pays, day));
    let as_commune = code.commune().map_or(Standing::Absent, |code| commune(code, day));
    match as_country.map_or(as_commune, |country| country.or(as_commune)) {
        Standing::Valid | Standing::Absent => {}
        Standing::NotYet => found.set(CoherenceCode::PlaceNotYet, true),
        Standing::NoLonger => found.set(CoherenceCode::PlaceNoLonger, true),
        Standing::Region => found.set(CoherenceCode::Region1968, true),
    }
}

/// Where a day stands towards the time of a code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Valid,
    NotYet,
    NoLonger,
    /// No longer, by the division of the Paris region.
    Region,
    /// In no table.
    Absent,
}

impl Standing {
    /// Valid if one is; no longer if one has ended.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Valid, _) | (_, Self::Valid) => Self::Valid,
            (Self::Absent, other) | (other, Self::Absent) => other,
            (Self::Region, _) | (_, Self::Region) => Self::Region,
            (Self::NoLonger, _) | (_, Self::NoLonger) => Self::NoLonger,
            (Self::NotYet, Self::NotYet) => Self::NotYet,
        }
    }
}

fn commune(code: CodeCommune, day: Date) -> Standing {
    let on = |day| match cog::commune_at(code, day) {
        // A day that the source does not give proves nothing.
        Etat::Exists { .. } | Etat::Attached { .. } | Etat::NotKnown { .. } => Standing::Valid,
        Etat::NotYet { .. } => Standing::NotYet,
        Etat::NoLonger { fin: Borne::On(REGION_1968), .. } if paris(code) => Standing::Region,
        Etat::NoLonger { .. } => Standing::NoLonger,
        Etat::UnknownCode => Standing::Absent,
    };
    // Births of 2007 and 2008 may carry the code of either side (a convention: the dates have one source).
    if matches!(day.year(), 2007 | 2008) {
        on(day).or(on(OVERSEAS.plus_days(-1))).or(on(OVERSEAS))
    } else {
        on(day)
    }
}

fn paris(code: CodeCommune) -> bool {
    matches!(code.as_str().get(..2), Some("75" | "78"))
}

/// A code of 99 is never refuted by a file without dates; a former territory is one to the end of the year.
fn country(code: CodePays, day: Date) -> Standing {
    let mut rows = cog::pays(code).peekable();
    if rows.peek().is_none() {
        return Standing::Absent;
    }
    let former = |row: &cog::Pays| row.statut == cog::StatutPays::AncienTerritoire;
    let valid =
        |row: cog::Pays| !former(&row) || row.independance.is_none_or(|year| day.year() <= i32::from(year));
    if rows.any(valid) { Standing::Valid } else { Standing::NoLonger }
}
