//! II.A: school, diplomas, languages, licences.

use crate::dates::{plus_days, plus_years};
use crate::fields::Cells;
use crate::person::Me;
use crate::rng::Rng;

/// II.A: school, diplomas, languages, licences.
pub(crate) fn school(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>) {
    if rng.percent(80) {
        let status = ["demandeur d'emploi", "demandeur d'emploi", "en emploi", "en formation"];
        cells.text("statut_marche_travail", rng.pick(&status, "demandeur d'emploi"));
    }
    let (level, title, of_2019, age) = rng.pick(DIPLOMAS, ("VI", "", "", 16));
    if rng.percent(93) {
        cells.text("niveau_formation", level);
    }
    let obtained = plus_days(plus_years(me.dossier.born, age), rng.span(0, 330));
    if !title.is_empty() && obtained <= me.day {
        cells.text("diplome_intitule", title);
        cells.text("diplome_niveau", of_2019);
        cells.day("diplome_obtenu_le", obtained);
    }
    if !me.is(19, me.day) && rng.percent(70) {
        cells.text("scolarite_situation", rng.pick(&["scolarisé", "déscolarisé"], "déscolarisé"));
        cells.text("scolarite_etablissement", rng.pick(SCHOOLS, "Lycée Jules-Ferry"));
        cells.text("scolarite_classe", rng.pick(&["2nde pro", "1re CAP", "3e", "1re"], "3e"));
    }
    if rng.percent(60) {
        let systems = ["lycée professionnel", "apprentissage", "lycée général", "collège"];
        cells.text("dernier_systeme_formation", rng.pick(&systems, "collège"));
    }
    if rng.percent(50) {
        cells.text("academie_origine", rng.pick(&["01", "02", "09", "10", "24", "25", "70"], "01"));
        cells.text("region_origine", rng.pick(&["11", "32", "44", "75", "76", "84", "93"], "11"));
    }
    if me.is(19, me.day) && rng.percent(42) {
        let since = plus_years(me.dossier.born, 18);
        cells.text("permis_categorie", rng.pick(&["B", "B", "B", "A2"], "B"));
        cells.day("permis_obtenu_le", rng.day(plus_days(since, 30), me.day));
    }
    let known = usize::from(rng.percent(60)) + usize::from(rng.percent(25));
    for (index, language) in ["français", "anglais"].iter().take(known).enumerate() {
        cells.part("langue_langue", index, language);
        cells.part("langue_niveau", index, rng.pick(&["A2", "B1", "B2", "C1"], "B1"));
    }
    if rng.percent(35) {
        let letters = rng.pick(&["HA", "KC", "JB", "GE"], "HA");
        cells.text("numero_eleve", &format!("{:09}{letters}", rng.below(1_000_000_000)));
    }
    if rng.percent(18) {
        cells.text("qualification_intitule", rng.pick(&["CACES R489", "SST", "BAFA", "HACCP"], "SST"));
        cells.flag("qualification_exercee", rng.percent(40));
    }
}
/// Level of 1969, title, level of 2019, age at which it is obtained at the earliest.
const DIPLOMAS: &[(&str, &str, &str, i32)] = &[
    ("VI", "", "", 16),
    ("V bis", "Brevet", "", 15),
    ("V", "CAP Cuisine", "3", 17),
    ("V", "CAP AEPE", "3", 17),
    ("V", "CAP Maçon", "3", 17),
    ("IV", "Bac pro Commerce", "4", 18),
    ("IV", "Bac général", "4", 18),
    ("IV", "Bac pro ASSP", "4", 18),
    ("III", "BTS MCO", "5", 20),
];
const SCHOOLS: &[&str] =
    &["Lycée Jules-Ferry", "Lycée des métiers", "Collège Jean-Moulin", "CFA du Bâtiment"];
