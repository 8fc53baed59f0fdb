//! The cells of a row, topic by topic.

use crate::data::{Data, Structure};
use crate::data_truth::Seen;
use crate::dates::plus_years;
use crate::faults::{self, Fault};
use crate::fields::Cells;
use crate::person::Me;
use crate::rng::Rng;
use crate::{follow, person, school, social};

/// Fills the cells of a person, and does a fault to them.
pub(crate) fn fill(
    rng: &mut Rng,
    fault: (Fault, Option<&'static str>),
    me: &Me<'_>,
    (data, structure): (&Data, &Structure),
    cells: &mut Cells<'_>,
    seen: &mut Seen,
) {
    follow::staff(rng, me, structure, cells);
    if me.dossier.anonymised.is_some_and(|anonymised| anonymised <= me.day) {
        // What is left says nothing of a person.
        cells.blank(|column| column.field.starts_with("personnel.agents"));
        cells.text("niveau_formation", "V");
        return;
    }
    person::identity(rng, me, data, cells);
    person::family(rng, me, cells, seen);
    school::school(rng, me, cells);
    follow::work(rng, me, cells, seen);
    social::social(rng, me, cells);
    follow::follow_up(rng, me, cells);
    follow::additions(rng, me, cells);
    faults::plant(rng, fault, me, cells, seen);
    if me.dossier.birth.is_some_and(|birth| birth <= me.day && me.day < plus_years(birth, 16)) {
        seen.coherence.push(("under_16", &["date_naissance"]));
    }
}
