//! Which data the dossiers hold, and what the law of the day says of each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::tally::Tally;
use crate::dossier::{
    Categorie, Champ, DataRules, Dossier, Field, FieldSet, Part, Sorted, Standing, free_text_nirs,
    invalid_codes,
};
use crate::explain::Outcome;
use crate::law::Evidence;

/// A category of the annexe over the dossiers of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CategoryCounts {
    /// Dossiers with a field of the category that the law does not allow.
    pub not_allowed: u64,
    /// Dossiers with a field of it under a condition that is not established.
    pub conditional: u64,
    /// Dossiers with a field of it on which no list that was read decides.
    pub undetermined: u64,
    /// Values that the source has a place for: the fields carried, summed over the dossiers.
    pub carried: u64,
    /// Of these, the ones that are filled. Both zero: not assessable.
    pub filled: u64,
}

/// Data over the dossiers of a group. Fields go by their path in the JSON of a dossier; one that counts nothing has no
/// key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DataCounts {
    /// Dossiers whose every filled field may be held.
    pub conforming: u64,
    /// Dossiers with a field that may not be held.
    pub not_conforming: u64,
    /// The others: a condition is not established, or no list that was read decides.
    pub undetermined: u64,
    /// Dossiers that hold a field which the law does not allow, by field.
    pub not_allowed: BTreeMap<&'static str, u64>,
    /// Dossiers that hold a field under a condition that is not established, by field.
    pub conditional: BTreeMap<&'static str, u64>,
    /// Dossiers that hold a field on which no list that was read decides, by field.
    pub not_decided: BTreeMap<&'static str, u64>,
    /// Dossiers with a NIR in a text.
    pub with_nir_in_text: u64,
    /// Dossiers with a NIR in a text, by field.
    pub nir_in_text: BTreeMap<&'static str, u64>,
    /// Dossiers with a value that is not a code of its list or form.
    pub with_invalid_code: u64,
    /// Dossiers with a value that is not a code of its list or form, by field.
    pub invalid_codes: BTreeMap<&'static str, u64>,
    /// By category, each in the order of the annexe.
    pub categories: BTreeMap<&'static str, CategoryCounts>,
}

/// The provision that decides on a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldProvision {
    /// Code.
    pub code: String,
    /// How well it is known.
    pub evidence: Evidence,
}

/// A field over all dossiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldCounts {
    /// Its path in the JSON of a dossier.
    pub path: &'static str,
    /// Its code in the annexe of 2015, if that list holds it.
    pub annexe: Option<&'static str>,
    /// Its category.
    pub category: &'static str,
    /// Label in French.
    pub fr: &'static str,
    /// Label in English.
    pub en: &'static str,
    /// What the law of the day says of it, its condition apart: `allowed`, `conditional`, `not_allowed`,
    /// `undetermined`.
    pub standing: &'static str,
    /// What says so; in a window of entry, two versions.
    pub provisions: Vec<FieldProvision>,
    /// Dossiers whose source carries the field. None: not assessable.
    pub carried: u64,
    /// Dossiers in which it is filled.
    pub filled: u64,
    /// Dossiers that hold it although the law does not allow it.
    pub not_allowed: u64,
    /// Dossiers that hold it under a condition that is not established.
    pub conditional: u64,
    /// Dossiers that hold it and on which no list that was read decides.
    pub undetermined: u64,
    /// Dossiers with a NIR in its text.
    pub nir_in_text: u64,
    /// Dossiers whose value is not a code of its list or form.
    pub invalid_codes: u64,
}

/// What the data of one dossier are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JudgedData {
    /// Its filled fields, sorted by what the law says of them.
    pub sorted: Sorted,
    /// Fields that the source carries.
    pub carried: FieldSet,
    /// Fields that are filled.
    pub filled: FieldSet,
    /// Fields whose texts hold a NIR.
    pub nir_in_text: FieldSet,
    /// Fields with a value that is not a code of its list or form.
    pub invalid_codes: FieldSet,
}

impl JudgedData {
    /// `carried` is what the source says of itself; nothing, when it says nothing.
    pub(super) fn of(rules: &DataRules<'_>, dossier: &Dossier, carried: FieldSet) -> Self {
        let filled = dossier.filled();
        // A list without element tells every field of its elements, also those that the source has no place for.
        let more = if carried.is_empty() { FieldSet::EMPTY } else { of_empty_lists(dossier).minus(carried) };
        Self {
            sorted: rules.judge(dossier, filled),
            carried: carried.union(dossier.carried().minus(more)).union(filled),
            filled,
            nir_in_text: free_text_nirs(dossier),
            invalid_codes: invalid_codes(dossier),
        }
    }
}

/// The fields of the elements of lists that have none.
fn of_empty_lists(dossier: &Dossier) -> FieldSet {
    fn of<T: Part>(list: &Field<Vec<T>>) -> FieldSet {
        if list.given().is_some_and(|list| !list.is_empty()) { FieldSet::EMPTY } else { T::all() }
    }
    of(&dossier.formation.situations)
        .union(of(&dossier.suivi.entretiens))
        .union(of(&dossier.suivi.actions))
        .union(of(&dossier.personnel.agents))
}

/// The sums of a group in progress.
#[derive(Clone, Debug, Default)]
pub(super) struct Donnees {
    outcomes: [u64; 3],
    with_nir_in_text: u64,
    with_invalid_code: u64,
    carried: Tally,
    filled: Tally,
    not_allowed: Tally,
    conditional: Tally,
    undetermined: Tally,
    nir_in_text: Tally,
    invalid_codes: Tally,
    /// By category: not allowed, conditional, undetermined.
    categories: [[u64; 3]; Categorie::ALL.len()],
}

impl Donnees {
    pub(super) fn add(&mut self, judged: &JudgedData, categories: &Categories) {
        let [conforming, not_conforming, undetermined] = &mut self.outcomes;
        *match judged.sorted.outcome() {
            Outcome::Conforming => conforming,
            Outcome::NotConforming => not_conforming,
            Outcome::Undetermined => undetermined,
        } += 1;
        self.with_nir_in_text += u64::from(!judged.nir_in_text.is_empty());
        self.with_invalid_code += u64::from(!judged.invalid_codes.is_empty());
        self.carried.add(judged.carried);
        self.filled.add(judged.filled);
        self.nir_in_text.add(judged.nir_in_text);
        self.invalid_codes.add(judged.invalid_codes);
        let Sorted { not_allowed, conditional, undetermined, .. } = judged.sorted;
        self.not_allowed.add(not_allowed);
        self.conditional.add(conditional);
        self.undetermined.add(undetermined);
        if judged.sorted.outcome() == Outcome::Conforming {
            return;
        }
        for (counts, fields) in self.categories.iter_mut().zip(&categories.0) {
            for (count, set) in counts.iter_mut().zip([not_allowed, conditional, undetermined]) {
                *count += u64::from(!set.intersection(*fields).is_empty());
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        let sums = self.outcomes.iter_mut().zip(other.outcomes);
        let categories = self.categories.iter_mut().flatten().zip(other.categories.iter().flatten().copied());
        for (sum, more) in sums.chain(categories) {
            *sum += more;
        }
        self.with_nir_in_text += other.with_nir_in_text;
        self.with_invalid_code += other.with_invalid_code;
        self.carried.merge(&other.carried);
        self.filled.merge(&other.filled);
        self.not_allowed.merge(&other.not_allowed);
        self.conditional.merge(&other.conditional);
        self.undetermined.merge(&other.undetermined);
        self.nir_in_text.merge(&other.nir_in_text);
        self.invalid_codes.merge(&other.invalid_codes);
    }

    /// As it is written.
    pub(super) fn counts(&self, categories: &Categories) -> DataCounts {
        let [conforming, not_conforming, undetermined] = self.outcomes;
        let category = |((categorie, fields), [not_allowed, conditional, undetermined]): (
            (&Categorie, &FieldSet),
            &[u64; 3],
        )| {
            let sum = |tally: &Tally| fields.iter().map(|champ| tally.of(champ)).sum();
            let counts = CategoryCounts {
                not_allowed: *not_allowed,
                conditional: *conditional,
                undetermined: *undetermined,
                carried: sum(&self.carried),
                filled: sum(&self.filled),
            };
            (categorie.words().0, counts)
        };
        DataCounts {
            conforming,
            not_conforming,
            undetermined,
            not_allowed: self.not_allowed.by_path(),
            conditional: self.conditional.by_path(),
            not_decided: self.undetermined.by_path(),
            with_nir_in_text: self.with_nir_in_text,
            nir_in_text: self.nir_in_text.by_path(),
            with_invalid_code: self.with_invalid_code,
            invalid_codes: self.invalid_codes.by_path(),
            categories: Categorie::ALL
                .iter()
                .zip(&categories.0)
                .zip(&self.categories)
                .map(category)
                .collect(),
        }
    }

    /// One row a field of the catalogue, in its order.
    pub(super) fn fields(&self, rules: &DataRules<'_>) -> Vec<FieldCounts> {
        let field = |champ: &Champ| {
            let row = champ.row();
            let provision = |rule: &crate::explain::AppliedRule<'_>| FieldProvision {
                code: rule.citation.code.to_string(),
                evidence: rule.citation.evidence,
            };
            FieldCounts {
                path: row.path,
                annexe: row.code,
                category: champ.categorie().words().0,
                fr: row.fr,
                en: row.en,
                standing: standing(rules.standing(*champ)),
                provisions: rules.rules(*champ).iter().map(provision).collect(),
                carried: self.carried.of(*champ),
                filled: self.filled.of(*champ),
                not_allowed: self.not_allowed.of(*champ),
                conditional: self.conditional.of(*champ),
                undetermined: self.undetermined.of(*champ),
                nir_in_text: self.nir_in_text.of(*champ),
                invalid_codes: self.invalid_codes.of(*champ),
            }
        };
        Champ::ALL.iter().map(field).collect()
    }
}

const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Allowed => "allowed",
        Standing::Conditional => "conditional",
        Standing::NotAllowed => "not_allowed",
        Standing::Undetermined => "undetermined",
    }
}

/// The fields of each category, in the order of [`Categorie::ALL`].
#[derive(Clone, Debug)]
pub(super) struct Categories([FieldSet; Categorie::ALL.len()]);

impl Default for Categories {
    fn default() -> Self {
        let of =
            |categorie| Champ::ALL.iter().copied().filter(|champ| champ.categorie() == categorie).collect();
        Self(Categorie::ALL.map(of))
    }
}
