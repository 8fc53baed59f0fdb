//! II.C and III: social aid and housing.

use crate::fields::Cells;
use crate::person::Me;
use crate::rng::Rng;

/// II.C and III: social aid and housing.
pub(crate) fn social(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>) {
    let aided = me.is(18, me.day) && rng.percent(11);
    if rng.percent(85) {
        cells.flag("minima_sociaux", aided);
    }
    if aided {
        let start = me.since_entry(rng);
        let end = rng.percent(50).then(|| rng.day(start, me.day));
        cells.text("allocation_nature", rng.pick(&["RSA", "RSA", "RSA majoré", "AAH", "ASS", "ATA"], "RSA"));
        cells.day("allocation_debut", start);
        if let Some(end) = end {
            cells.day("allocation_fin", end);
            cells.number("allocation_mois", (end - start).whole_days() / 30);
        }
        if rng.percent(70) {
            cells.number("numeros_allocataire", i64::from(rng.below(9_000_000)) + 1_000_000);
        }
    }
    if rng.percent(60) {
        let held = |period: &crate::facts::Period| {
            period.start <= me.day && period.end.is_none_or(|end| end > me.day)
        };
        cells.flag("travailleur_handicape", me.dossier.rqth.iter().any(held));
    }
    if rng.percent(82) {
        cells.text("logement_situation", rng.pick(HOUSING, "chez les parents"));
        if rng.percent(14) {
            let hard = ["rupture familiale", "logement insalubre", "expulsion", "éloignement"];
            cells.text("logement_difficultes", rng.pick(&hard, "rupture familiale"));
        }
    }
}
const HOUSING: &[&str] =
    &["chez les parents", "chez les parents", "autonome", "foyer", "hébergé par un tiers", "sans logement"];
