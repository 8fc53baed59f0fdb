//! Which data of a dossier the law of a day allows, which it does not, and which cannot be decided.
//!
//! # Droit
//! Décret n° 2015-59, art. 2 and annexe: a closed list in V2015; later at the level of the headings (decision 14).
//! I.B.2 only « si mineur », tested on the day of recording; 1° bis and 1° sexies only for certain persons.

use crate::calendar::{Date, Rounding};
use crate::explain::{AppliedRule, Finding, Outcome, Role, push_new};
use crate::law::texts::source;
use crate::law::{BeforeFirstRuleSet, Citation, Evidence, InForce, Provision, Version};

use super::{Admission, Champ, DataTables, Dossier, Field, FieldSet};

/// What the law of a day says of a field, conditions apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It may be held.
    Allowed,
    /// It may be held under a condition that the text names.
    Conditional,
    /// A list that was read in full does not hold it.
    NotAllowed,
    /// No list that was read decides.
    Undetermined,
}

impl Standing {
    /// Code of the finding, then its sentence in French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Allowed => ("field_allowed", "donnée permise", "datum allowed"),
            Self::Conditional => (
                "field_condition",
                "donnée permise sous une condition qui n'est pas établie",
                "datum allowed under a condition that is not established",
            ),
            Self::NotAllowed => (
                "field_not_allowed",
                "la liste de ce jour, lue en entier, ne permet pas cette donnée",
                "the list of that day, read in full, does not allow this datum",
            ),
            Self::Undetermined => (
                "field_undetermined",
                "la liste de ce jour n'a pas été lue pour cette donnée : indéterminé",
                "the list of that day was not read for this datum: undetermined",
            ),
        }
    }
}

/// Fields sorted by what the law says of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// They may be held.
    pub allowed: FieldSet,
    /// Under a condition that is not known to be met or unmet.
    pub conditional: FieldSet,
    /// Not in a list that was read in full, or their condition is not met.
    pub not_allowed: FieldSet,
    /// No list that was read decides.
    pub undetermined: FieldSet,
}

impl Sorted {
    /// What the law makes of the whole: one field that is not allowed is enough.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        if !self.not_allowed.is_empty() {
            Outcome::NotConforming
        } else if !self.undetermined.is_empty() || !self.conditional.is_empty() {
            Outcome::Undetermined
        } else {
            Outcome::Conforming
        }
    }

    const fn among(&self, fields: FieldSet) -> Self {
        Self {
            allowed: self.allowed.intersection(fields),
            conditional: self.conditional.intersection(fields),
            not_allowed: self.not_allowed.intersection(fields),
            undetermined: self.undetermined.intersection(fields),
        }
    }
}

/// What [`DataRules::check`] says of a dossier.
#[derive(Clone, Debug)]
pub struct Checked<'l> {
    /// The filled fields, sorted.
    pub fields: Sorted,
    /// What the law makes of the whole.
    pub outcome: Outcome,
    /// One finding a field that is not plainly allowed, then the notes.
    pub findings: Vec<Finding<'l>>,
}

/// The rules of a day on data, resolved once for any number of dossiers.
///
/// ```
/// use imilo_core::dossier::{Champ, DataRules, DataTables, Standing};
/// let tables = DataTables::built_in();
/// let rules = DataRules::on("2016-03-01".parse()?, &tables)?;
/// assert_eq!(rules.standing(Champ::Nir), Standing::Allowed);
/// assert_eq!(rules.standing(Champ::CoordonneesBancaires), Standing::NotAllowed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct DataRules<'l> {
    day: Date,
    tables: &'l DataTables,
    sorted: Sorted,
}

/// Art. 2 of the version of 2015, which says that the list is closed.
static CLOSED_LIST: Citation = Citation::new("D2015-59:annexe", Evidence::Seen, source::GIT_ANX);

impl<'l> DataRules<'l> {
    /// The rules in force on `day`.
    ///
    /// # Errors
    /// [`BeforeFirstRuleSet`] when the day lies before 2015-01-29.
    pub fn on(day: Date, tables: &'l DataTables) -> Result<Self, BeforeFirstRuleSet> {
        let mut sorted = Sorted::default();
        for champ in Champ::ALL {
            let set = match standing(*champ, tables.line(champ.row().rubrique).at(day)?) {
                Standing::Allowed => &mut sorted.allowed,
                Standing::Conditional => &mut sorted.conditional,
                Standing::NotAllowed => &mut sorted.not_allowed,
                Standing::Undetermined => &mut sorted.undetermined,
            };
            set.insert(*champ);
        }
        Ok(Self { day, tables, sorted })
    }

    /// The day.
    #[must_use]
    pub const fn day(&self) -> Date {
        self.day
    }

    /// What the law says of a field, its condition apart.
    #[must_use]
    pub const fn standing(&self, champ: Champ) -> Standing {
        if self.sorted.allowed.contains(champ) {
            Standing::Allowed
        } else if self.sorted.conditional.contains(champ) {
            Standing::Conditional
        } else if self.sorted.not_allowed.contains(champ) {
            Standing::NotAllowed
        } else {
            Standing::Undetermined
        }
    }

    /// Sorts filled fields without looking at the dossier: masks only.
    #[must_use]
    pub const fn sort(&self, filled: FieldSet) -> Sorted {
        self.sorted.among(filled)
    }

    /// Sorts the filled fields of a dossier, conditions included, without allocation.
    #[must_use]
    pub fn judge(&self, dossier: &Dossier, filled: FieldSet) -> Sorted {
        let mut sorted = self.sort(filled);
        let representatives = FieldSet::of(&[Champ::RepresentantsLegaux]);
        if filled.contains(Champ::RepresentantsLegaux) {
            let minor = minor_when_recorded(dossier, self.day);
            if sorted.conditional.contains(Champ::RepresentantsLegaux) {
                sorted.conditional = sorted.conditional.minus(representatives);
                match minor {
                    Some(true) => sorted.allowed.insert(Champ::RepresentantsLegaux),
                    Some(false) => sorted.not_allowed.insert(Champ::RepresentantsLegaux),
                    None => sorted.conditional.insert(Champ::RepresentantsLegaux),
                }
            } else if sorted.allowed.contains(Champ::RepresentantsLegaux) && minor != Some(true) {
                // The condition of the later lists was not read: it is only known that a minor's may be held.
                sorted.allowed = sorted.allowed.minus(representatives);
                sorted.undetermined.insert(Champ::RepresentantsLegaux);
            }
        }
        sorted
    }

    /// Judges the data of a dossier.
    #[must_use]
    pub fn check(&self, dossier: &Dossier) -> Checked<'l> {
        let fields = self.judge(dossier, dossier.filled());
        let mut findings = Vec::new();
        let unmet = fields.not_allowed.intersection(self.sorted.conditional);
        for (set, words) in [
            (unmet, UNMET),
            (fields.not_allowed.minus(unmet), Standing::NotAllowed.words()),
            (fields.conditional, Standing::Conditional.words()),
            (fields.undetermined, Standing::Undetermined.words()),
        ] {
            let (code, fr, en) = words;
            for champ in set.iter() {
                for rule in self.rules(champ) {
                    findings.push(about(champ, finding(code, Role::Founds, rule, &[], (fr, en))));
                }
            }
        }
        self.notes(fields.allowed, &mut findings);
        Checked { outcome: fields.outcome(), fields, findings }
    }

    /// What is to be said of fields that may be held: read at the level of a heading only, by necessity, optional.
    fn notes(&self, allowed: FieldSet, findings: &mut Vec<Finding<'l>>) {
        for champ in allowed.iter() {
            for version in self.versions(champ) {
                let rule = || self.applied(champ, version);
                match version.value {
                    Provision::Stated(Admission::ParCategorie) => {
                        let words = (
                            "rubrique connue, dont les champs n'ont pas été lus : conforme au niveau de la catégorie",
                            "heading known, whose fields were not read: conforming at the level of the category",
                        );
                        push_new(findings, finding("field_category_level", Role::Notes, rule(), &[], words));
                    }
                    Provision::Stated(Admission::ParNecessite) => {
                        let words = (
                            "absente de la liste, admise par nécessité : sans elle l'article 6 ne s'applique pas",
                            "not in the list, admitted by necessity: without it article 6 cannot be applied",
                        );
                        findings.push(about(
                            champ,
                            finding("field_by_necessity", Role::Notes, rule(), &["A1"], words),
                        ));
                    }
                    _ => {}
                }
                if champ.is_optional_answer() {
                    let words = ("réponse facultative", "an answer that may be left empty");
                    findings.push(about(champ, finding("field_optional", Role::Notes, rule(), &[], words)));
                }
            }
        }
    }

    /// The version, or in a window the two versions, of the heading of a field.
    fn versions(&self, champ: Champ) -> impl Iterator<Item = &'l Version<Provision<Admission>>> + use<'l> {
        let found = self.tables.line(champ.row().rubrique).at(self.day).ok();
        let (older, newer) = match found {
            Some(InForce::Certain(version)) => (Some(version), None),
            Some(InForce::Either(older, newer)) => (Some(older), Some(newer)),
            None => (None, None),
        };
        older.into_iter().chain(newer)
    }

    /// The number of the heading under which the lists of the day put a field; none under the annexe of 2015, and
    /// while no list, or no heading, was read.
    #[must_use]
    pub fn heading(&self, champ: Champ) -> Option<&'static str> {
        let by_heading = |version: &Version<Provision<Admission>>| {
            matches!(version.value, Provision::Stated(Admission::Nommee | Admission::ParCategorie))
        };
        champ.row().rubrique.number().filter(|_| self.versions(champ).all(by_heading))
    }

    /// The provisions that decide on a field, on the day.
    #[must_use]
    pub fn rules(&self, champ: Champ) -> Vec<AppliedRule<'l>> {
        self.versions(champ).map(|version| self.applied(champ, version)).collect()
    }

    fn applied(&self, champ: Champ, version: &'l Version<Provision<Admission>>) -> AppliedRule<'l> {
        let line = self.tables.line(champ.row().rubrique);
        let rule = AppliedRule::of(line, version);
        match (&version.value, &champ.row().annexe) {
            (Provision::Stated(Admission::AnnexeDe2015), Some(code)) => {
                AppliedRule { citation: code, ..rule }
            }
            (Provision::Absent, _) => AppliedRule { citation: &CLOSED_LIST, ..rule },
            _ => rule,
        }
    }
}

/// Code and sentences of a datum whose condition is known not to be met.
const UNMET: (&str, &str, &str) = (
    "field_condition_unmet",
    "donnée permise sous une condition qui n'est pas remplie",
    "datum allowed under a condition that is not met",
);

/// What the versions in force say of a field: undetermined where two of them differ.
fn standing(champ: Champ, found: InForce<'_, Provision<Admission>>) -> Standing {
    let one = |version: &Version<Provision<Admission>>| match version.value {
        Provision::Stated(Admission::AnnexeDe2015) if champ.row().code.is_none() => Standing::NotAllowed,
        Provision::Stated(Admission::AnnexeDe2015) if champ.is_conditional() => Standing::Conditional,
        Provision::Stated(Admission::Nommee) if champ.is_conditional() => Standing::Conditional,
        Provision::Stated(_) => Standing::Allowed,
        Provision::Absent => Standing::NotAllowed,
        Provision::Unknown => Standing::Undetermined,
    };
    let (older, newer) = (one(found.older()), one(found.newer()));
    if older == newer { newer } else { Standing::Undetermined }
}

/// I.B.2: whether the young person was a minor on the day on which each representative was recorded; later majority
/// is an observation. Not known when a day or the birth is missing, unless the person is a minor on `day` itself:
/// what was recorded, was recorded no later.
fn minor_when_recorded(dossier: &Dossier, day: Date) -> Option<bool> {
    let birth = *dossier.identite.date_naissance.given()?;
    let majority = birth.plus_years(18, Rounding::LastDayOfMonth).date;
    let mut known = true;
    for representative in dossier.famille.representants_legaux.given()? {
        match representative.enregistre_le {
            Field::Given(recorded) if recorded >= majority => return Some(false),
            Field::Given(_) => {}
            Field::Empty | Field::NotCarried => known &= day < majority,
        }
    }
    known.then_some(true)
}

fn finding<'l>(
    code: &'static str,
    role: Role,
    rule: AppliedRule<'l>,
    readings: &[&'static str],
    (fr, en): (&'static str, &'static str),
) -> Finding<'l> {
    Finding::of(code, role, rule, readings, fr, en)
}

fn about(champ: Champ, finding: Finding<'_>) -> Finding<'_> {
    Finding { facts: vec![champ.row().path], ..finding }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
