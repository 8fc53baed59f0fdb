//! The level of education on the day of entry, from levels and diplomas as the source writes them.

use super::{Assumption, GapKind, Mapping};
use crate::dossier::{Champ, Field};
use crate::fse::Isced;
use crate::fse::niveau::{Attainment, Niveau, Niveau1969, Niveau2019};

impl Mapping<'_> {
    pub(super) fn isced(&mut self) -> Field<Isced> {
        let of = &[Champ::NiveauFormation, Champ::Diplomes];
        let formation = &self.dossier.formation;
        let Some(text) = formation.niveau_formation.given() else {
            return self.unanswered("isced_entry", &formation.niveau_formation, of);
        };
        let text = text.trim();
        let of_1969 = text.parse::<Niveau1969>().map(Niveau::Of1969);
        let niveau = of_1969
            .or_else(|error| text.parse().map_err(|_| error).and_then(Niveau2019::new).map(Niveau::Of2019));
        let equivalence = niveau.ok().map(|niveau| {
            let (diploma_obtained, cap_bep) = (self.diploma_of(&[text]), self.diploma_of(CAP_BEP));
            Attainment { niveau, diploma_obtained, cap_bep }.isced()
        });
        let known = equivalence.and_then(|equivalence| Some((equivalence.isced?, equivalence.note)));
        let Some((isced, note)) = known else {
            let texts = [
                "niveau illisible, ou diplôme de ce niveau non précisé",
                "level not readable, or diploma of that level not stated",
            ];
            self.gap("isced_entry", GapKind::Undecided, of, texts);
            return Field::Empty;
        };
        let assumed = note.map(|[fr, en]| Assumption { variable: "isced_entry", fr, en });
        self.assumptions.extend(assumed);
        Field::Given(isced)
    }

    /// Whether a diploma of one of the levels was obtained by the day of entry; none when the diplomas do not say.
    fn diploma_of(&self, levels: &[&str]) -> Option<bool> {
        let diplomes = self.dossier.formation.diplomes.given()?;
        let entry = self.operation.entry_date;
        let of_level = |text: &String| levels.contains(&text.trim());
        let mut later = false;
        for diplome in diplomes.iter().filter(|diplome| diplome.niveau.given().is_some_and(of_level)) {
            if diplome.obtenu_le.given().is_none_or(|day| *day <= entry) {
                return Some(true);
            }
            later = true;
        }
        (later || diplomes.is_empty()).then_some(false)
    }
}

/// The level of a CAP or BEP, in both nomenclatures.
const CAP_BEP: &[&str] = &["V", "3"];
