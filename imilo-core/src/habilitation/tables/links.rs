//! Art. 5 of 2015, then annexe 2 of the arrêtés: which other processing may be linked.
//!
//! # Droit
//! V2015 read in full, with its precondition (II): a declaration of conformity sent to the CNIL. From 2018-05-25 a record
//! by the other controller takes its place for links opened since (reading A12, inferred); the version of 2021 is held to
//! have neither. Annexe 2 of 2021 was not read; of that of 2025 four rows were.

use crate::dossier::{Champ, FieldSet};
use crate::law::entries::{
    ANNEXES_2025, ARRETE_2021, ARRETE_2026, DECRET_2015, DECRET_2021, SECURITE_SOCIALE_2026,
};
use crate::law::texts::source;
use crate::law::{Evidence, Provision, Timeline, Version};

use super::super::condition::Condition as C;
use super::super::donnee::{DonneeSet, Heading};
use super::super::words::{Actor, Finalite, FinaliteSet, Form, Operation, OperationSet, Processing};
use super::{AccessList, Extent, ListLine, ListRow, Necessity, NirRule, Spec, list, only, version};

use Evidence::{Inferred, Secondary, Seen};

const LINK: Spec = Spec {
    id: "5 I",
    actor: Actor::OtherBody,
    finalites: FinaliteSet::EMPTY,
    operations: OperationSet::of(&[Operation::Link]),
    processing: None,
    conditions: &[C::Designated, C::Habilitated, C::DirectionGiven, C::LinkDeclared],
    extent: Extent::WHOLE,
    necessity: Necessity::Attested,
    nir: NirRule::OwnTitle,
    form: Form::Nominative,
    cites: ("D2015-59:5:I", Seen, source::GIT),
    readings: &["A12"],
};

const fn link_2015(
    id: &'static str,
    code: &'static str,
    actor: Actor,
    finalite: Finalite,
    processing: Processing,
) -> Spec {
    Spec {
        id,
        actor,
        finalites: only(finalite),
        processing: Some(processing),
        cites: (code, Seen, source::GIT),
        ..LINK
    }
}

#[rustfmt::skip]
static ROWS_2015: [ListRow; 6] = [
    link_2015("5 I 1°", "D2015-59:5:I:1°", Actor::DispositifL3137, Finalite::DispositifL3137, Processing::DispositifL3137).row(),
    link_2015("5 I 2°", "D2015-59:5:I:2°", Actor::PoleEmploi, Finalite::Ppae, Processing::Ppae).row(),
    link_2015("5 I 3°", "D2015-59:5:I:3°", Actor::Asp, Finalite::BenefitPayment, Processing::AspManagement).row(),
    link_2015("5 I 4°", "D2015-59:5:I:4°", Actor::StateService, Finalite::FseManagement, Processing::FseManagement).row(),
    Spec {
        conditions: &[
            C::Designated, C::Habilitated, C::DirectionGiven, C::LinkDeclared,
            C::ConventionSigned, C::ConventionCovers, C::ConventionUndertakings,
        ],
        ..link_2015("5 I 5°, convention", "D2015-59:5:I:5°", Actor::PartnerWithConvention, Finalite::ConventionIntegration, Processing::PartnerDevice)
    }.row(),
    Spec {
        conditions: &[
            C::Designated, C::Habilitated, C::DirectionGiven, C::LinkDeclared, C::SchemeEntrusted,
            C::ConventionSigned, C::ConventionCovers, C::ConventionUndertakings,
        ],
        ..link_2015("5 I 5°, collectivité", "D2015-59:5:I:5°", Actor::Collectivite, Finalite::EntrustedLocalScheme, Processing::PartnerDevice)
    }.row(),
];

/// Names and contacts of the young person.
const CONTACTS: DonneeSet = DonneeSet::of(
    FieldSet::of(&[
        Champ::NomNaissance,
        Champ::NomUsage,
        Champ::NomMarital,
        Champ::Prenoms,
        Champ::Adresses,
        Champ::Telephones,
        Champ::Fax,
        Champ::Courriels,
        Champ::AdressesProfessionnelles,
    ]),
    &[Heading::Identite],
);

/// « données nécessaires au contrôle de l'obligation de formation »: who, whose child, which schooling.
const SCHOOLING: DonneeSet = CONTACTS.union(DonneeSet::of(
    FieldSet::of(&[
        Champ::DateNaissance,
        Champ::RepresentantsLegaux,
        Champ::NiveauFormation,
        Champ::Scolarite,
        Champ::DernierSystemeFormation,
        Champ::AcademieOrigine,
        Champ::NumeroEleve,
    ]),
    &[Heading::Famille, Heading::VieProfessionnelle],
));

/// « accompagnement et parcours de formation ».
const PATHWAY: DonneeSet = DonneeSet::of(
    FieldSet::of(&[Champ::Parcours, Champ::FormationIntitule, Champ::FormationFinLe, Champ::Formacode]),
    &[Heading::VieProfessionnelle, Heading::Suivi],
);

/// A row of annexe 2 of 2025. All feed I-MILO; the fields of each were not listed, so that what its words do not name
/// is undetermined.
const fn feeds(
    id: &'static str,
    actor: Actor,
    finalites: FinaliteSet,
    processing: Processing,
    conditions: &'static [C],
    given: DonneeSet,
    cites: (&'static str, Evidence, crate::law::Source),
) -> Spec {
    Spec {
        id,
        actor,
        finalites,
        processing: Some(processing),
        conditions,
        extent: Extent::at_least(given),
        cites,
        readings: &[],
        ..LINK
    }
}

#[rustfmt::skip]
const fn annexe_2025(evidence: Evidence) -> [Spec; 4] {
    [
        feeds("annexe 2 (1)", Actor::DispositifL3137, only(Finalite::DispositifL3137), Processing::DispositifL3137,
            &[C::InboundLink, C::LeftWithoutDiploma], CONTACTS,
            ("A2025-01-03:annexe 2:1", evidence, source::TR_A25_2)),
        feeds("annexe 2 (2)", Actor::DispositifL1141, only(Finalite::ObligationFormation), Processing::DispositifL1141,
            &[C::InboundLink, C::Aged16Or17], SCHOOLING,
            ("A2025-01-03:annexe 2:2", evidence, source::TR_A25_2)),
        feeds("annexe 2 (3)", Actor::FranceTravail, FinaliteSet::of(&[Finalite::Accompaniment, Finalite::Ppae]), Processing::FranceTravailGestion,
            &[C::InboundLink], PATHWAY,
            ("A2025-01-03:annexe 2:3", evidence, source::TR_A25_2)),
        // The row was not read to its end: neither direction nor data are known.
        feeds("annexe 2 (4)", Actor::OrientationOperator, only(Finalite::OrientationFormation), Processing::DematerialisedOrientation,
            &[], DonneeSet::EMPTY,
            ("A2025-01-03:annexe 2:4", evidence, source::TR_A25_2)),
    ]
}

static ROWS_2025: [ListRow; 4] = {
    let [first, second, third, fourth] = annexe_2025(Seen);
    [first.row(), second.row(), third.row(), fourth.row()]
};
static ROWS_2026: [ListRow; 4] = {
    let [first, second, third, fourth] = annexe_2025(Inferred);
    [first.row(), second.row(), third.row(), fourth.row()]
};
static ROWS_2026_07: [ListRow; 5] = {
    let [first, second, third, fourth] = annexe_2025(Inferred);
    [
        first.row(),
        second.row(),
        third.row(),
        fourth.row(),
        feeds(
            "C2S",
            Actor::CnamCpam,
            only(Finalite::C2s),
            Processing::C2s,
            &[C::CejBeneficiary],
            DonneeSet::EMPTY,
            ("A2026-01-15:C2S", Secondary, source::CI_26),
        )
        .row(),
    ]
};

static VERSIONS: [Version<Provision<AccessList>>; 6] = [
    version("V2015", DECRET_2015, ("D2015-59:5:I", Seen, source::GIT), list(true, &ROWS_2015)),
    version("V2021", DECRET_2021, ("D2015-59:5:I", Inferred, source::TR_A25_2), Provision::Unknown),
    version("V2021-A", ARRETE_2021, ("A2021-11-17:annexe 2", Inferred, source::TR_A25_2), Provision::Unknown),
    version(
        "annexes-2025",
        ANNEXES_2025,
        ("A2025-01-03:annexe 2", Seen, source::TR_A25_2),
        list(false, &ROWS_2025),
    ),
    version(
        "annexes-2026",
        ARRETE_2026,
        ("A2025-01-03:annexe 2", Inferred, source::TR_A25_2),
        list(false, &ROWS_2026),
    ),
    version(
        "V2026-07",
        SECURITE_SOCIALE_2026,
        // As for recipients.
        ("A2025-01-03:annexe 2", Inferred, source::TR_A25_2),
        list(false, &ROWS_2026_07),
    ),
];

pub(super) static LINE: ListLine = Timeline::new(&VERSIONS);
