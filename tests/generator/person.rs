//! The young person: identity and family.

use time::Date;

use crate::data::Data;
use crate::data_law::{self, List};
use crate::data_truth::Seen;
use crate::dates::{plus_days, plus_years};
use crate::facts::Dossier;
use crate::fields::Cells;
use crate::home::home;
use crate::names::{MEN, NAMES, WOMEN};
use crate::rng::Rng;

/// What the cells of a row rest on.
#[derive(Debug)]
pub(crate) struct Me<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) day: Date,
    pub(crate) list: List,
    pub(crate) row: u64,
    /// The day on which the mission locale met the person.
    pub(crate) entry: Date,
    /// Code of the place of birth, whatever the file writes of it.
    pub(crate) place: &'static str,
    /// The code that the file writes is a code.
    pub(crate) place_told: bool,
    /// Two digits or letters: the département of the mission locale.
    pub(crate) departement: &'static str,
    pub(crate) woman: bool,
    /// Name at birth.
    pub(crate) name: &'static str,
}

impl<'a> Me<'a> {
    /// The person of a dossier.
    pub(crate) fn new(
        rng: &mut Rng,
        dossier: &'a Dossier,
        (day, list): (Date, List),
        (row, departement): (u64, &'static str),
        (place, place_told): (&'static str, bool),
        nir: &str,
    ) -> Self {
        let first = plus_years(dossier.born, 16);
        let last = plus_days(plus_years(dossier.born, 26), -60).min(plus_days(day, -1));
        let begun = dossier.programmes.iter().map(|programme| programme.start);
        let begun = begun.chain(dossier.cej.iter().map(|period| period.start)).min();
        let entry = rng.day(first, last).min(rng.day(first, last)).min(begun.unwrap_or(last)).min(day);
        let woman = match nir.as_bytes().first() {
            Some(b'1' | b'7') => false,
            Some(b'2' | b'8') => true,
            _ => rng.percent(49),
        };
        let name = rng.pick(NAMES, "Martin");
        Self { dossier, day, list, row, entry, place, place_told, departement, woman, name }
    }

    /// Whether the person has reached an age on a day.
    pub(crate) fn is(&self, age: i32, day: Date) -> bool {
        plus_years(self.dossier.born, age) <= day
    }

    /// A day between the entry and the day of the sample.
    pub(crate) fn since_entry(&self, rng: &mut Rng) -> Date {
        rng.day(self.entry, self.day)
    }
}

/// I.A: identity and contacts.
pub(crate) fn identity(rng: &mut Rng, me: &Me<'_>, data: &Data, cells: &mut Cells<'_>) {
    cells.text("nom_naissance", me.name);
    if rng.percent(30) {
        cells.text("nom_usage", if rng.percent(15) { rng.pick(NAMES, "Martin") } else { me.name });
    }
    if rng.percent(3) && me.is(20, me.day) {
        cells.text("nom_marital", rng.pick(NAMES, "Martin"));
    }
    let first_names = if me.woman { WOMEN } else { MEN };
    let first = rng.pick(first_names, "Camille");
    cells.text("prenoms", first);
    if rng.percent(35) {
        cells.cell("prenoms").push_str(", ");
        cells.cell("prenoms").push_str(rng.pick(first_names, "Camille"));
    }
    let abroad = me.place.starts_with("99");
    if me.place_told {
        if rng.percent(90) {
            cells.text("lieu_naissance_libelle", data.place_name(me.place));
        }
        cells.text("pays_naissance", if abroad { me.place } else { FRANCE });
        if rng.percent(85) {
            cells.flag("ne_a_l_etranger", abroad);
        }
    }
    if rng.percent(25) {
        cells.flag("parent_ne_a_l_etranger", abroad || rng.percent(20));
    }
    if rng.percent(98) {
        cells.text("sexe", if me.woman { "F" } else { "M" });
    }
    if rng.percent(96) {
        home(rng, me.departement, "adresse", cells);
    }
    let foreign = if abroad { rng.percent(70) } else { rng.percent(3) };
    if rng.percent(94) {
        let of = if abroad { me.place } else { data.country(rng) };
        cells.text("nationalite", if foreign { of } else { FRANCE });
        if foreign && rng.percent(60) {
            cells.day("titre_sejour_expire_le", plus_days(me.day, rng.span(0, 1800)));
        }
    }
    for index in 0..rng.pick(&[0, 1, 1, 1, 1, 1, 2], 1) {
        let number = format!("{}{:08}", rng.pick(&["06", "07"], "06"), rng.below(100_000_000));
        cells.part("telephones", index, &number);
    }
    if rng.percent(82) {
        cells.text("courriels", &format!("jeune{}@exemple.invalid", me.row));
    }
    if rng.percent(1) {
        cells.text("fax", "0199000000");
        home(rng, me.departement, "adresse_professionnelle", cells);
    }
    if rng.percent(55) {
        let letters = rng.pick(&["AB", "CK", "DF", "GH", "LM", "RT"], "AB");
        cells.text(
            "piece_identite_numero",
            &format!("{:02}{letters}{:05}", rng.below(100), rng.below(100_000)),
        );
        let types =
            if foreign { &["titre de séjour", "passeport"][..] } else { &["CNI", "CNI", "passeport"] };
        cells.text("piece_identite_type", rng.pick(types, "CNI"));
    }
    if rng.percent(30) {
        cells.number("id_jeune", i64::from(rng.below(9_000_000)) + 1_000_000);
    }
}
/// I.B: family. Representatives were recorded while the person was a minor, and some stay in the dossier.
pub(crate) fn family(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>, seen: &mut Seen) {
    let married = me.is(20, me.day) && rng.percent(6);
    if rng.percent(88) {
        cells.text("situation_matrimoniale", if married { "marié" } else { "célibataire" });
    }
    let child = me.is(19, me.day) && rng.percent(9);
    if rng.percent(70) {
        let household = match (married, child, rng.below(100)) {
            (false, true, 0..50) => "monoparentale",
            (true, ..) | (_, _, 0..8) => "en_menage",
            _ => "seul",
        };
        cells.text("menage", household);
    }
    if rng.percent(85) {
        cells.number("enfants", i64::from(child));
        cells.number("personnes_a_charge", i64::from(child));
    }
    let majority = plus_years(me.dossier.born, 18);
    if me.entry < majority && rng.percent(45) {
        let recorded = rng.day(me.entry, plus_days(majority, -1).min(me.day));
        representatives(rng, me, &[Some(recorded)], cells, seen);
    }
}

/// Writes the representatives, recorded on these days.
pub(crate) fn representatives(
    rng: &mut Rng,
    me: &Me<'_>,
    recorded: &[Option<Date>],
    cells: &mut Cells<'_>,
    seen: &mut Seen,
) {
    cells.blank(|column| column.field == data_law::REPRESENTATIVES);
    for (index, recorded) in recorded.iter().enumerate() {
        cells.part("representant_nom", index, me.name);
        let mother = rng.percent(60);
        cells.part("representant_prenoms", index, rng.pick(if mother { WOMEN } else { MEN }, "Claude"));
        cells.part("representant_lien", index, if mother { "mère" } else { "père" });
        cells.part("representant_telephone", index, &format!("06{:08}", rng.below(100_000_000)));
        cells.part_day("representant_enregistre_le", index, *recorded);
    }
    seen.representatives = Some(data_law::representatives(me.list, me.dossier.birth, recorded, me.day));
}

/// The code of France among the countries.
pub(crate) const FRANCE: &str = "99100";
