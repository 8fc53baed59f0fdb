//! The birth place of a number, on each day on which the person may have been born.

use time::macros::date;

use super::birth::{every_day, spans};
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

/// Days on which the rules themselves change; births of 2007 and 2008 have one of their own.
const CHANGES: [Date; 5] = [
    Date::from_time(date!(2007 - 01 - 01)),
    Date::from_time(date!(2009 - 01 - 01)),
    CORSICA,
    OVERSEAS,
    REGION_1968,
];

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
    if identity.birth.is_none() && identity.as_of.is_none() {
        // No day at all: what needs none. Of 91 to 96 each sense is as likely.
        if old_departement(place).is_none() {
            found.join(ordinary(&compared, None));
        }
        return;
    }
    let spans = spans(identity.birth, nir.year().unwrap_or(0), identity.as_of);
    found.join(every_day(spans, || changes(code), |day| on(place, &compared, day)));
}

/// The findings of one day.
pub(super) fn on(place: Place, compared: &Compared, day: Date) -> Findings {
    match old_departement(place) {
        Some(departement) => maghreb::on(departement, compared.code, compared.civil, day),
        None => ordinary(compared, Some(day)),
    }
}

/// A département that has an old sense.
const fn old_departement(place: Place) -> Option<u8> {
    match place {
        Place::Metropole { departement: departement @ 91..=96, .. } => Some(departement),
        _ => None,
    }
}

/// Every day on which the findings on a code may change.
pub(super) fn changes(code: CodeLieu) -> impl Iterator<Item = Date> {
    let states = code.commune().into_iter().flat_map(cog::states);
    let bornes = states.flat_map(|state| [state.debut(), state.fin()]).flatten();
    let of_states = bornes.flat_map(|borne| match borne {
        Borne::On(day) => [day, day],
        Borne::Within { after, by } => [after.next_day(), by],
    });
    let ends = code.pays().into_iter().flat_map(cog::pays).filter_map(|row| row.independance);
    let of_countries = ends.filter_map(|year| Date::new(i32::from(year) + 1, 1, 1).ok());
    CHANGES.into_iter().chain(maghreb::CHANGES).chain(of_states).chain(of_countries)
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
