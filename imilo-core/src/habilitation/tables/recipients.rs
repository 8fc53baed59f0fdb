//! Art. 4 of 2015, then annexe 3 of the arrêtés: to whom data are communicated.
//!
//! # Droit
//! V2015: two lists read in full, nominative (I) and anonymised (II), without a list of fields: necessity is the filter.
//! 2021-05-23 to 2022-01-30: no list found (reading A11). Annexe 3 of the arrêté of 17 November 2021 was read for one
//! row, annexe 3 of that of 3 January 2025 not at all.

use crate::dossier::{Champ, FieldSet, Rubrique};
use crate::law::entries::{
    ANNEXES_2025, ARRETE_2021, ARRETE_2026, DECRET_2015, DECRET_2021, SECURITE_SOCIALE_2026,
};
use crate::law::texts::source;
use crate::law::{Evidence, Provision, Timeline, Version};

use super::super::condition::Condition as C;
use super::super::donnee::{DonneeSet, Heading};
use super::super::words::{Actor, Finalite, FinaliteSet, Form, Operation, OperationSet};
use super::{AccessList, Extent, ListLine, ListRow, Necessity, NirRule, Spec, list, only, version};

use Evidence::{Inferred, Secondary, Seen, Unknown};

/// « désignés et habilités par l'autorité responsable de ces administrations et organismes ».
const RECIPIENT: Spec = Spec {
    id: "4 I",
    actor: Actor::OtherBody,
    finalites: FinaliteSet::EMPTY,
    operations: OperationSet::of(&[Operation::Transmit]),
    processing: None,
    conditions: &[C::Designated, C::Habilitated],
    extent: Extent::WHOLE,
    necessity: Necessity::Attested,
    nir: NirRule::OwnTitle,
    form: Form::Nominative,
    cites: ("D2015-59:4:I", Seen, source::GIT),
    readings: &[],
};

const fn nominative(
    id: &'static str,
    code: &'static str,
    actor: Actor,
    finalite: Finalite,
    conditions: &'static [C],
) -> ListRow {
    Spec { id, actor, finalites: only(finalite), conditions, cites: (code, Seen, source::GIT), ..RECIPIENT }
        .row()
}

/// 4 II: « données anonymisées relatives aux trajectoires d'insertion des jeunes … ».
const STEERING: Spec = Spec {
    id: "4 II 1°",
    actor: Actor::Dgefp,
    form: Form::Anonymised,
    cites: ("D2015-59:4:II:1°", Seen, source::GIT),
    readings: &["A14"],
    ..RECIPIENT
};

const fn anonymised(
    id: &'static str,
    code: &'static str,
    actor: Actor,
    finalite: Finalite,
    conditions: &'static [C],
) -> ListRow {
    Spec { id, actor, finalites: only(finalite), conditions, cites: (code, Seen, source::GIT), ..STEERING }
        .row()
}

const STAFF: &[C] = &[C::Designated, C::Habilitated];
const WITHOUT_DIPLOMA: &[C] = &[C::Designated, C::Habilitated, C::LeftWithoutDiploma, C::ConventionalScheme];
const EMPLOI_AVENIR: &[C] = &[C::Designated, C::Habilitated, C::EmploiAvenirBeneficiary];

#[rustfmt::skip]
static ROWS_2015: [ListRow; 22] = [
    nominative("4 I 1°, PPAE", "D2015-59:4:I:1°", Actor::PoleEmploi, Finalite::Ppae,
        &[C::Designated, C::Habilitated, C::PpaeInProgress]),
    nominative("4 I 1°, sans diplôme", "D2015-59:4:I:1°", Actor::PoleEmploi, Finalite::LeavingTrainingWithoutDiploma, WITHOUT_DIPLOMA),
    nominative("4 I 2°, Pôle emploi", "D2015-59:4:I:2°", Actor::PoleEmploi, Finalite::EmploiAvenirFollowup, EMPLOI_AVENIR),
    nominative("4 I 2°, placement spécialisé", "D2015-59:4:I:2°", Actor::PlacementBodyDisabled, Finalite::EmploiAvenirFollowup, EMPLOI_AVENIR),
    nominative("4 I 2°, département", "D2015-59:4:I:2°", Actor::Departement, Finalite::EmploiAvenirFollowup,
        &[C::Designated, C::Habilitated, C::EmploiAvenirBeneficiary, C::ActsUnderL5134]),
    nominative("4 I 3°, CIVIS", "D2015-59:4:I:3°", Actor::StateService, Finalite::Civis,
        &[C::Designated, C::Habilitated, C::CivisInProgress]),
    nominative("4 I 3°, FSE", "D2015-59:4:I:3°", Actor::StateService, Finalite::FseManagement,
        &[C::Designated, C::Habilitated, C::FseParticipant]),
    nominative("4 I 3°, sans diplôme", "D2015-59:4:I:3°", Actor::StateService, Finalite::LeavingTrainingWithoutDiploma, WITHOUT_DIPLOMA),
    nominative("4 I 4°", "D2015-59:4:I:4°", Actor::FseController, Finalite::FseControl,
        &[C::Designated, C::Habilitated, C::ControlInProgress]),
    nominative("4 I 5°, préfet", "D2015-59:4:I:5°", Actor::PrefectDesignatedBody, Finalite::DispositifL3137,
        &[C::Designated, C::Habilitated, C::PrefectDesignation, C::LeftWithoutDiploma]),
    nominative("4 I 5°, second degré", "D2015-59:4:I:5°", Actor::SecondarySchool, Finalite::DispositifL3137,
        &[C::Designated, C::Habilitated, C::LeftWithoutDiploma]),
    nominative("4 I 6°", "D2015-59:4:I:6°", Actor::Collectivite, Finalite::EntrustedLocalScheme,
        &[C::Designated, C::Habilitated, C::SchemeEntrusted]),
    nominative("4 I 7°", "D2015-59:4:I:7°", Actor::PartnerWithConvention, Finalite::ConventionIntegration,
        &[C::Designated, C::Habilitated, C::ConventionSigned, C::ConventionCovers]),
    nominative("4 I 8°", "D2015-59:4:I:8°", Actor::Asp, Finalite::BenefitPayment,
        &[C::Designated, C::Habilitated, C::AllowanceDue]),
    nominative("4 I 9°, DARES", "D2015-59:4:I:9°", Actor::Dares, Finalite::StatisticsResearch, STAFF),
    nominative("4 I 9°, organisme mandaté", "D2015-59:4:I:9°", Actor::DaresMandatedBody, Finalite::StatisticsResearch,
        &[C::Designated, C::Habilitated, C::ResearchConvention]),
    // « chargés du pilotage »: its indicators are how it steers.
    Spec { finalites: FinaliteSet::of(&[Finalite::Steering, Finalite::IndicatorsMonitoring]), ..STEERING }.row(),
    anonymised("4 II 2°", "D2015-59:4:II:2°", Actor::NetworkRepresentative, Finalite::NetworkRepresentation, STAFF),
    anonymised("4 II 3°", "D2015-59:4:II:3°", Actor::Commanditaire, Finalite::Commissioning,
        &[C::Designated, C::Habilitated, C::CommissionsStructure]),
    anonymised("4 II 4°", "D2015-59:4:II:4°", Actor::Direccte, Finalite::TerritorialSteering, STAFF),
    anonymised("4 II 5°", "D2015-59:4:II:5°", Actor::RegionDepartementFinancing, Finalite::Financing,
        &[C::Designated, C::Habilitated, C::FinancesStructure]),
    anonymised("4 II 6°", "D2015-59:4:II:6°", Actor::Disp, Finalite::JusticeFollowup,
        &[C::Designated, C::Habilitated, C::UnderJustice, C::PlacedInArea]),
];

/// First row of annexe 3: 1° with the NIR, 2°, 3° except D, 4° except C.1, 5°. A field of 3° may lie in D.
const DGEFP_INDICATORS: Extent = Extent {
    given: DonneeSet::under(&[
        Rubrique::Identite,
        Rubrique::DateNaissance,
        Rubrique::Nir,
        Rubrique::Famille,
        Rubrique::Social,
        Rubrique::QuotientFamilial,
        Rubrique::Suivi,
    ])
    .union(DonneeSet::of(
        FieldSet::EMPTY,
        &[Heading::Identite, Heading::Famille, Heading::VieProfessionnelle, Heading::Social, Heading::Suivi],
    )),
    excluded: DonneeSet::of(FieldSet::of(&[Champ::CoordonneesBancaires]), &[Heading::PartieD]),
    unread: DonneeSet::under(&[
        Rubrique::VieProfessionnelle,
        Rubrique::Logement,
        Rubrique::AjoutsArrete,
        Rubrique::HorsListe,
        Rubrique::Gestion,
        Rubrique::Protecteurs,
        Rubrique::ListeDemandeurs,
        Rubrique::MesuresProtection,
        Rubrique::Sejour,
        Rubrique::Penitentiaire,
        Rubrique::Itinerance,
        Rubrique::PriseEnCharge,
        Rubrique::TexteLibre,
    ])
    .union(DonneeSet::of(FieldSet::EMPTY, &[Heading::StatutCej])),
};

static ROWS_2021: [ListRow; 3] = [
    Spec {
        id: "annexe 3, DGEFP, première ligne",
        actor: Actor::Dgefp,
        finalites: only(Finalite::IndicatorsMonitoring),
        extent: DGEFP_INDICATORS,
        nir: NirRule::Included,
        cites: ("A2021-11-17:annexe 3:DGEFP 1", Seen, source::TR_A21_3),
        ..RECIPIENT
    }
    .row(),
    Spec {
        id: "annexe 3, DGEFP, deuxième ligne",
        actor: Actor::Dgefp,
        finalites: only(Finalite::DgefpOther),
        conditions: &[],
        extent: Extent::UNREAD,
        cites: ("A2021-11-17:annexe 3:DGEFP 2", Unknown, source::TR_A21_3),
        ..RECIPIENT
    }
    .row(),
    Spec {
        id: "annexe 3, Pôle emploi",
        actor: Actor::PoleEmploi,
        finalites: FinaliteSet::ALL,
        conditions: &[],
        extent: Extent::UNREAD,
        cites: ("A2021-11-17:annexe 3:Pôle emploi", Unknown, source::SYN),
        ..RECIPIENT
    }
    .row(),
];

/// From 2026-07-01: the exchange for the C2S of beneficiaries of the CEJ; direction and fields were not read.
static ROWS_2026_07: [ListRow; 1] = [Spec {
    id: "C2S",
    actor: Actor::CnamCpam,
    finalites: only(Finalite::C2s),
    conditions: &[C::CejBeneficiary],
    extent: Extent::UNREAD,
    cites: ("A2026-01-15:C2S", Secondary, source::CI_26),
    ..RECIPIENT
}
.row()];

static VERSIONS: [Version<Provision<AccessList>>; 6] = [
    version("V2015", DECRET_2015, ("D2015-59:4", Seen, source::GIT), list(true, &ROWS_2015)),
    version("V2021", DECRET_2021, ("D2015-59:4:I", Inferred, source::TR_A21_3), Provision::Unknown),
    version(
        "V2021-A",
        ARRETE_2021,
        ("A2021-11-17:annexe 3", Seen, source::TR_A21_3),
        list(false, &ROWS_2021),
    ),
    version(
        "annexes-2025",
        ANNEXES_2025,
        ("A2025-01-03:annexe 3", Secondary, source::BDT_25),
        Provision::Unknown,
    ),
    version(
        "annexes-2026",
        ARRETE_2026,
        ("A2025-01-03:annexe 3", Secondary, source::BDT_26),
        Provision::Unknown,
    ),
    version(
        "V2026-07",
        SECURITE_SOCIALE_2026,
        // Its row cites the text of the C2S; what no row names is of the annexe.
        ("A2025-01-03:annexe 3", Secondary, source::BDT_26),
        list(false, &ROWS_2026_07),
    ),
];

pub(super) static LINE: ListLine = Timeline::new(&VERSIONS);
