//! The words of cells, read and written.

use imilo_core::droits::Right;
use imilo_core::droits::registre::RequestOutcome;
use imilo_core::droits::responsabilites::SubjectClass;

use crate::tabular::fold;

/// Words, folded, and what they mean. The first of each meaning is the one that is written.
pub(super) type Words<T> = &'static [(&'static str, T)];

pub(super) const CLASSES: Words<SubjectClass> = &[
    ("jeune", SubjectClass::YoungPerson),
    ("utilisateur", SubjectClass::User),
    ("personnel_partenaire", SubjectClass::PartnerStaff),
    ("young_person", SubjectClass::YoungPerson),
    ("user", SubjectClass::User),
    ("utilisatrice", SubjectClass::User),
    ("agent", SubjectClass::User),
    ("partner_staff", SubjectClass::PartnerStaff),
    ("partenaire", SubjectClass::PartnerStaff),
    ("personnel_d_un_partenaire", SubjectClass::PartnerStaff),
];

pub(super) const RIGHTS: Words<Right> = &[
    ("acces", Right::Access),
    ("rectification", Right::Rectification),
    ("opposition", Right::Opposition),
    ("limitation", Right::Limitation),
    ("effacement", Right::Erasure),
    ("portabilite", Right::Portability),
    ("access", Right::Access),
    ("right_of_access", Right::Access),
    ("droit_d_acces", Right::Access),
    ("right_of_rectification", Right::Rectification),
    ("droit_de_rectification", Right::Rectification),
    ("right_of_opposition", Right::Opposition),
    ("droit_d_opposition", Right::Opposition),
    ("right_of_limitation", Right::Limitation),
    ("droit_a_la_limitation", Right::Limitation),
    ("erasure", Right::Erasure),
    ("right_of_erasure", Right::Erasure),
    ("droit_a_l_effacement", Right::Erasure),
    ("oubli", Right::Erasure),
    ("portability", Right::Portability),
    ("right_of_portability", Right::Portability),
    ("droit_a_la_portabilite", Right::Portability),
];

pub(super) const OUTCOMES: Words<RequestOutcome> = &[
    ("suivie", RequestOutcome::Granted),
    ("suivie_en_partie", RequestOutcome::PartlyGranted),
    ("refusee", RequestOutcome::Refused),
    ("retiree", RequestOutcome::Withdrawn),
    ("granted", RequestOutcome::Granted),
    ("acceptee", RequestOutcome::Granted),
    ("favorable", RequestOutcome::Granted),
    ("partly_granted", RequestOutcome::PartlyGranted),
    ("partielle", RequestOutcome::PartlyGranted),
    ("refused", RequestOutcome::Refused),
    ("refus", RequestOutcome::Refused),
    ("rejetee", RequestOutcome::Refused),
    ("withdrawn", RequestOutcome::Withdrawn),
    ("abandonnee", RequestOutcome::Withdrawn),
];

pub(super) const FLAGS: Words<bool> = &[
    ("oui", true),
    ("non", false),
    ("o", true),
    ("n", false),
    ("1", true),
    ("0", false),
    ("true", true),
    ("false", false),
    ("yes", true),
    ("no", false),
    ("vrai", true),
    ("faux", false),
];

/// What a word means; none for an empty cell.
pub(super) fn word<T: Copy>(text: &str, words: Words<T>) -> Result<Option<T>, &'static str> {
    if text.is_empty() {
        return Ok(None);
    }
    let folded = fold(text);
    let found = words.iter().find(|(word, _)| *word == folded);
    found.map(|(_, meaning)| Some(*meaning)).ok_or("word")
}

/// The word that is written for a meaning.
pub(super) fn written<T: PartialEq>(meaning: Option<&T>, words: Words<T>) -> &'static str {
    words.iter().find(|(_, known)| Some(known) == meaning).map(|(word, _)| *word).unwrap_or_default()
}
