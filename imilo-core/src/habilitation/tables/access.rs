//! Art. 3: who records and manages.
//!
//! # Droit
//! V2015 read in full. Its wording of 2021 and 2025 was not read: I is inferred to be that of 2015 without the PAIO, II
//! is unknown. V2026 adds staff of France Travail; whether across all missions locales was not read, so that their row
//! decides nothing when its conditions are met.

use crate::dossier::{Champ, FieldSet, Rubrique};
use crate::law::entries::{DECRET_2015, DECRET_2021, DECRET_2025, DECRET_2026, SECURITE_SOCIALE_2026};
use crate::law::texts::source;
use crate::law::{Evidence, Provision, Source, Timeline, Version};

use super::super::condition::Condition as C;
use super::super::donnee::{DonneeSet, Heading};
use super::super::words::{Actor, Finalite, FinaliteSet, Form, Operation, OperationSet};
use super::{AccessList, Extent, ListLine, ListRow, Necessity, NirRule, Spec, list, only, version};

use Evidence::{Inferred, Secondary, Seen, Unknown};

/// « pour leur enregistrement et leur gestion ».
const MANAGE: OperationSet =
    OperationSet::of(&[Operation::Consult, Operation::Create, Operation::Update, Operation::Delete]);
const CONSULT: OperationSet = OperationSet::of(&[Operation::Consult]);

const AGENT: Spec = Spec {
    id: "3 I",
    actor: Actor::AgentMissionLocale,
    // The C2S is a purpose of whom has a CEJ only: a row of its own.
    finalites: FinaliteSet::ALL.minus(only(Finalite::C2s)),
    operations: MANAGE,
    processing: None,
    conditions: &[C::Designated, C::Habilitated, C::Accompanying, C::OwnStructure],
    extent: Extent::WHOLE,
    necessity: Necessity::Habilitation,
    nir: NirRule::Included,
    form: Form::Nominative,
    cites: ("D2015-59:3:I", Seen, source::GIT),
    readings: &[],
};

const CONTINUITY: &[C] = &[C::Designated, C::Habilitated, C::Accompanying, C::Moved, C::NewZone];

/// Art. 3 II, consultation and management by the new structure.
const NEW_STRUCTURE: Spec = Spec {
    id: "3 II",
    finalites: only(Finalite::ContinuityAfterMove),
    conditions: CONTINUITY,
    necessity: Necessity::Continuity,
    cites: ("D2015-59:3:II", Seen, source::GIT),
    ..AGENT
};

/// Art. 3 II, the dossier goes to the new structure. The authorisation of the ministry is a wish of the CNIL, an option
/// (reading A19).
const TRANSFER: Spec = Spec {
    id: "3 II, transfert",
    operations: OperationSet::of(&[Operation::Transfer]),
    conditions: &[
        C::Designated,
        C::Habilitated,
        C::Accompanying,
        C::Moved,
        C::NewZone,
        C::TransferAuthorised,
    ],
    readings: &["A19"],
    ..NEW_STRUCTURE
};

/// Reading A19: after a transfer the former mission locale keeps what payments already engaged need.
const FORMER: Spec = Spec {
    id: "ancienne mission locale",
    finalites: only(Finalite::BenefitPayment),
    operations: OperationSet::of(&[Operation::Consult, Operation::Update]),
    conditions: &[C::Designated, C::Habilitated, C::Accompanying, C::FormerStructure, C::PaymentEngaged],
    extent: Extent::at_least(PAYMENT),
    cites: ("D2015-59:3:II", Inferred, source::NONE),
    readings: &["A19"],
    ..AGENT
};

/// Who is paid, and how much: identity without the NIR, and the allowances.
const PAYMENT: DonneeSet = DonneeSet::under(&[Rubrique::Identite]).union(DonneeSet::of(
    FieldSet::of(&[Champ::AllocationMontants, Champ::AllocationVersements]),
    &[Heading::Identite],
));

const PAIO: Spec = Spec { id: "3 I, PAIO", actor: Actor::AgentPaio, readings: &["A27"], ..AGENT };

/// The person consults her own data.
const PERSON: Spec = Spec {
    id: "7 al. 2",
    actor: Actor::DataSubject,
    finalites: FinaliteSet::of(&[Finalite::RightOfAccess, Finalite::Accompaniment]),
    operations: CONSULT,
    conditions: &[C::IdentityVerified, C::OwnDataOrMandate],
    cites: ("D2015-59:7:al. 2", Seen, source::GIT),
    ..AGENT
};

static ROWS_2015: [ListRow; 9] = [
    AGENT.row(),
    PAIO.row(),
    NEW_STRUCTURE.row(),
    Spec { id: "3 II, PAIO", actor: Actor::AgentPaio, readings: &["A27"], ..NEW_STRUCTURE }.row(),
    TRANSFER.row(),
    Spec { id: "3 II, PAIO, transfert", actor: Actor::AgentPaio, readings: &["A19", "A27"], ..TRANSFER }
        .row(),
    FORMER.row(),
    Spec { id: "ancienne PAIO", actor: Actor::AgentPaio, readings: &["A19", "A27"], ..FORMER }.row(),
    PERSON.row(),
];

/// Art. 3 as inferred from 2021 on: without the PAIO, II not read, accounts of partners known by art. 6 III.
const fn since_2021(agent: (&'static str, Evidence, Source)) -> [Spec; 6] {
    let unread =
        Spec { extent: Extent::UNREAD, cites: ("D2015-59:3:II", Unknown, source::NONE), ..NEW_STRUCTURE };
    [
        Spec { cites: agent, ..AGENT },
        unread,
        Spec {
            id: TRANSFER.id,
            operations: TRANSFER.operations,
            conditions: TRANSFER.conditions,
            readings: TRANSFER.readings,
            ..unread
        },
        FORMER,
        Spec { cites: ("RGPD:15", Inferred, source::NONE), id: "RGPD 15", ..PERSON },
        Spec {
            id: "6 III, compte de partenaire",
            actor: Actor::PartnerStaffUser,
            finalites: FinaliteSet::ALL,
            conditions: &[],
            extent: Extent::UNREAD,
            cites: ("D2015-59:6:III", Unknown, source::TR_6_2025),
            ..AGENT
        },
    ]
}

const AGENT_INFERRED: (&str, Evidence, Source) = ("D2015-59:3:I", Inferred, source::TR_6_2025);

static ROWS_2021: [ListRow; 6] = {
    let [agent, continuity, transfer, former, person, partner] = since_2021(AGENT_INFERRED);
    [agent.row(), continuity.row(), transfer.row(), former.row(), person.row(), partner.row()]
};

const FRANCE_TRAVAIL: Spec = Spec {
    id: "3 I, France Travail",
    actor: Actor::AgentFranceTravail,
    finalites: FinaliteSet::ALL,
    conditions: &[C::Designated, C::Habilitated],
    extent: Extent::UNREAD,
    cites: ("D2015-59:3:I", Secondary, source::CI_26),
    ..AGENT
};

static ROWS_2026: [ListRow; 7] = {
    let [agent, continuity, transfer, former, person, partner] = since_2021(AGENT_INFERRED);
    [
        agent.row(),
        continuity.row(),
        transfer.row(),
        former.row(),
        person.row(),
        partner.row(),
        FRANCE_TRAVAIL.row(),
    ]
};

/// 1 ter 4° from 2026-07-01: the C2S, for beneficiaries of the CEJ.
static ROWS_2026_07: [ListRow; 8] = {
    let [agent, continuity, transfer, former, person, partner] = since_2021(AGENT_INFERRED);
    [
        agent.row(),
        Spec {
            id: "3 I, C2S",
            finalites: only(Finalite::C2s),
            conditions: &[C::Designated, C::Habilitated, C::Accompanying, C::OwnStructure, C::CejBeneficiary],
            ..agent
        }
        .row(),
        continuity.row(),
        transfer.row(),
        former.row(),
        person.row(),
        partner.row(),
        FRANCE_TRAVAIL.row(),
    ]
};

static VERSIONS: [Version<Provision<AccessList>>; 5] = [
    version("V2015", DECRET_2015, ("D2015-59:3:I", Seen, source::GIT), list(true, &ROWS_2015)),
    version("V2021", DECRET_2021, AGENT_INFERRED, list(false, &ROWS_2021)),
    version("V2025", DECRET_2025, AGENT_INFERRED, list(false, &ROWS_2021)),
    version("V2026", DECRET_2026, ("D2015-59:3:I", Secondary, source::CI_26), list(false, &ROWS_2026)),
    version(
        "V2026-07",
        SECURITE_SOCIALE_2026,
        ("D2015-59:3:I", Secondary, source::CI_26),
        list(false, &ROWS_2026_07),
    ),
];

pub(super) static LINE: ListLine = Timeline::new(&VERSIONS);
