//! Art. 6: who opens the FSE archive.
//!
//! # Droit
//! V2015, 6 II: « à la seule fin de permettre … un contrôle », « Le ministre autorise l'accès … dans la mesure et pour le
//! temps nécessaires ». Inferred for V2021 and V2025; unknown since the minister is no longer a controller (reading A9).

use crate::dossier::Rubrique;
use crate::law::entries::{DECRET_2015, DECRET_2021, DECRET_2026};
use crate::law::texts::source;
use crate::law::{Evidence, Provision, Timeline, Version};

use super::super::condition::Condition as C;
use super::super::donnee::DonneeSet;
use super::super::words::{Actor, Finalite, Form, Operation, OperationSet};
use super::{AccessList, Extent, ListLine, ListRow, Necessity, NirRule, Spec, list, only, version};

use Evidence::{Inferred, Seen, Unknown};

const CONTROL: Spec = Spec {
    id: "6 II, accès",
    actor: Actor::FseController,
    finalites: only(Finalite::FseControl),
    operations: OperationSet::of(&[Operation::OpenFseArchive]),
    processing: None,
    conditions: &[
        C::Designated,
        C::Habilitated,
        C::InFseArchive,
        C::ControlInProgress,
        C::ControlAuthorised,
        C::ByMinister,
    ],
    extent: Extent::WHOLE,
    necessity: Necessity::Authorisation,
    nir: NirRule::OwnTitle,
    form: Form::Nominative,
    cites: ("D2015-59:6:II:accès", Seen, source::GIT),
    readings: &["A9"],
};

static ROWS_2015: [ListRow; 1] = [CONTROL.row()];
/// Persons under guardianship, protection, residence and penal data: no row that was read gives them to a recipient
/// (reading A28).
const UNREAD: DonneeSet = DonneeSet::under(&[
    Rubrique::Protecteurs,
    Rubrique::MesuresProtection,
    Rubrique::Sejour,
    Rubrique::Penitentiaire,
]);
static ROWS_2021: [ListRow; 1] = [Spec {
    id: "6 V, accès",
    extent: Extent { given: DonneeSet::ALL.minus(UNREAD), excluded: DonneeSet::EMPTY, unread: UNREAD },
    cites: ("D2015-59:6:V:accès", Inferred, source::GIT),
    readings: &["A9", "A28"],
    ..CONTROL
}
.row()];
static ROWS_2026: [ListRow; 1] = [Spec {
    id: "6 V, accès",
    conditions: &[C::Designated, C::Habilitated, C::InFseArchive, C::ControlInProgress, C::ControlAuthorised],
    extent: Extent::UNREAD,
    cites: ("D2015-59:6:V:accès", Unknown, source::NONE),
    ..CONTROL
}
.row()];

// Closed in every version: « à la seule fin » of a control, which no other row serves.
static VERSIONS: [Version<Provision<AccessList>>; 3] = [
    version("V2015", DECRET_2015, ("D2015-59:6:II", Seen, source::GIT), list(true, &ROWS_2015)),
    version("V2021", DECRET_2021, ("D2015-59:6:V", Inferred, source::TR_6_2025), list(true, &ROWS_2021)),
    version("V2026", DECRET_2026, ("D2015-59:6:V", Inferred, source::TR_6_2025), list(true, &ROWS_2026)),
];

pub(super) static LINE: ListLine = Timeline::new(&VERSIONS);
