//! The conditions that a row of a list names, and which of them a request meets.

use crate::calendar::Date;

use super::request::{Convention, Facts, Request};
use super::words::{
    Actor, ControlAuthority, Direction, DossierState, Finalite, Operation, OperationSet, word_set, words,
};

words! {
    /// A condition. The first ones are facts that the caller attests by their name; the others are found from the
    /// dates, structures and lists that he gives.
    Condition {
        Designated = "designated", "désigné nommément", "designated by name";
        Accompanies = "participates_in_accompaniment", "participe directement à l'accompagnement", "takes part directly in the accompaniment";
        PpaeInProgress = "ppae_in_progress", "un PPAE est en cours", "a PPAE runs";
        LeftWithoutDiploma = "left_without_diploma", "sorti sans diplôme de la formation initiale", "left initial training without diploma";
        ConventionalScheme = "conventional_scheme", "un dispositif conventionnel existe", "a conventional scheme exists";
        EmploiAvenirBeneficiary = "emploi_avenir_beneficiary", "bénéficiaire de l'emploi d'avenir", "beneficiary of the emploi d'avenir";
        ActsUnderL5134 = "acts_under_l5134_19_1_2", "intervient au titre du 2° de l'article L. 5134-19-1", "acts under 2° of L. 5134-19-1";
        CivisInProgress = "civis_in_progress", "un CIVIS est en cours", "a CIVIS runs";
        FseParticipant = "fse_participant", "participant d'une opération du FSE", "participant of an operation of the ESF";
        ControlInProgress = "control_in_progress", "un contrôle des crédits du FSE est en cours", "a control of the credits of the ESF is under way";
        PrefectDesignation = "prefect_designation", "désigné et habilité par le préfet", "designated and habilitated by the prefect";
        AllowanceDue = "allowance_due", "une prestation est à payer", "an allowance is to be paid";
        ResearchConvention = "research_convention_with_dares", "convention de recherche avec la DARES", "research convention with the DARES";
        UnderJustice = "under_justice", "sous main de justice", "under justice";
        PlacedInArea = "placed_in_area", "placé dans le ressort de la direction", "placed in the area of the direction";
        FitForJob = "fit_for_job_within_six_months", "apte à l'emploi et disponible sous six mois", "fit for a job and available within six months";
        CejBeneficiary = "cej_beneficiary", "bénéficiaire du contrat d'engagement jeune", "beneficiary of the contrat d'engagement jeune";
        PaymentEngaged = "payment_engaged", "un paiement est déjà engagé", "a payment is already engaged";
        MinisterialAuthorisation = "ministerial_authorisation", "autorisation ministérielle", "ministerial authorisation";
        RecordedByOther = "recorded_by_other_controller", "l'autre responsable a inscrit la mise en relation", "the other controller has recorded the link";
        IdentityVerified = "identity_verified", "identité établie", "identity established";
        OwnData = "own_data", "les données sont les siennes", "the data are the person's own";
        Mandate = "mandate", "agit par mandat de la personne", "acts under a mandate of the person";
        Minor = "minor", "mineur le jour de l'opération", "a minor on the day of the operation";
        Limitation = "limitation", "limitation du traitement (art. 18 RGPD)", "limitation of the processing (art. 18 GDPR)";
        Pacea = "pacea", "PACEA", "PACEA";
        Habilitated = "habilitated", "habilité, et l'habilitation court encore ce jour", "habilitated, and still so on that day";
        OperationHabilitated = "operation_habilitated", "habilité pour cette opération", "habilitated for this operation";
        Accompanying = "accompanying", "participe à l'accompagnement, ou habilité par l'autorité de la mission locale", "takes part in the accompaniment, or habilitated by the authority of the mission locale";
        OwnStructure = "own_structure", "le dossier est celui de sa mission locale", "the dossier is that of the own mission locale";
        Moved = "moved", "la résidence a quitté la zone, ce jour ou avant", "the residence left the zone, on that day or before";
        NewZone = "new_zone", "la résidence est dans la zone de sa mission locale", "the residence is in the zone of the own mission locale";
        TransferAuthorised = "transfer_authorised", "transfert autorisé, si l'option le demande", "transfer authorised, if the option asks for it";
        FormerStructure = "former_structure", "le dossier était celui de sa mission locale", "the dossier was that of the own mission locale";
        InFseArchive = "in_fse_archive", "le dossier est dans l'archive du FSE", "the dossier is in the archive of the ESF";
        ControlAuthorised = "control_authorised", "ouverture autorisée, et l'autorisation court ce jour", "opening authorised, and still so on that day";
        ByMinister = "by_minister", "autorisée par le ministre", "authorised by the minister";
        SchemeEntrusted = "scheme_entrusted", "dispositif confié à cette mission locale, en cours ce jour", "scheme entrusted to that mission locale, valid on that day";
        ConventionSigned = "convention_signed", "convention avec cette mission locale, en cours ce jour", "convention with that mission locale, valid on that day";
        ConventionCovers = "convention_covers", "la convention couvre cette opération", "the convention covers this operation";
        ConventionUndertakings = "convention_undertakings", "la convention porte les engagements de sécurité et de non-réutilisation", "the convention holds the undertakings of security and of no other use";
        CommissionsStructure = "commissions_structure", "commanditaire de cette mission locale", "commissions that mission locale";
        FinancesStructure = "finances_structure", "finance cette mission locale", "finances that mission locale";
        Aged16Or17 = "aged_16_or_17", "a seize ou dix-sept ans", "is sixteen or seventeen";
        InboundLink = "inbound_link", "les données vont vers I-MILO", "the data go into I-MILO";
        DirectionGiven = "direction_given", "le sens de la mise en relation est donné", "the direction of the link is given";
        LinkDeclared = "link_declared", "déclaration de conformité envoyée, ou mise en relation inscrite", "declaration of conformity sent, or link recorded";
        OwnDataOrMandate = "own_data_or_mandate", "les données sont les siennes, ou mandat de la personne", "the data are the person's own, or a mandate";
    }
}

word_set! {
    /// A set of conditions.
    ConditionSet of Condition
}

impl Condition {
    /// Whether the caller attests it by its name.
    #[must_use]
    pub const fn is_attested(self) -> bool {
        (self as u8) < Self::Habilitated as u8
    }
}

/// What opens a dossier of another structure: after a move, or to the former one for a payment engaged before it.
pub(super) const AFTER_MOVE: ConditionSet = ConditionSet::of(&[Condition::Moved, Condition::NewZone]);
pub(super) const FORMER_PAYMENT: ConditionSet =
    ConditionSet::of(&[Condition::FormerStructure, Condition::PaymentEngaged]);

impl Condition {
    /// Whether it is looked at for some of these operations of an actor; otherwise it is never met.
    pub(super) fn is_looked_at(self, operations: OperationSet, actor: Actor) -> bool {
        use Condition as C;
        let sent = operations.contains(Operation::Transmit) || operations.contains(Operation::Link);
        let own = OperationSet::ALL.minus(OperationSet::of(&[
            Operation::Transmit,
            Operation::Link,
            Operation::OpenFseArchive,
        ]));
        match self {
            C::SchemeEntrusted
            | C::ConventionSigned
            | C::ConventionCovers
            | C::ConventionUndertakings
            | C::CommissionsStructure
            | C::FinancesStructure => sent,
            C::InboundLink | C::DirectionGiven | C::LinkDeclared | C::Aged16Or17 => {
                operations.contains(Operation::Link)
            }
            C::ControlAuthorised | C::ByMinister => operations.contains(Operation::OpenFseArchive),
            C::Moved | C::NewZone | C::TransferAuthorised | C::FormerStructure => {
                !operations.intersection(own).is_empty()
                    && matches!(actor, Actor::AgentMissionLocale | Actor::AgentPaio)
            }
            _ => true,
        }
    }
}

/// The conditions that the caller attests by their name.
const ATTESTED: ConditionSet = {
    let (mut set, mut all) = (ConditionSet::EMPTY, Condition::ALL);
    while let [condition, rest @ ..] = all {
        if condition.is_attested() {
            set = set.with(*condition);
        }
        all = rest;
    }
    set
};

/// First day of the RGPD: links opened before need a declaration, later ones a record (reading A12).
pub(super) const RGPD: Date = Date::from_time(time::macros::date!(2018 - 05 - 25));

fn covers(from: Date, to: Option<Date>, day: Date) -> bool {
    from <= day && to.is_none_or(|last| day <= last)
}

/// Whether a structure is that of the dossier. One that has no name is none.
fn is_owner(owner: &str, structure: Option<&str>) -> bool {
    !owner.is_empty() && structure == Some(owner)
}

impl Convention<'_> {
    fn binds(&self, structure: &str, day: Date) -> bool {
        is_owner(structure, Some(self.with)) && covers(self.signed_on, self.valid_to, day)
    }
}

/// Which conditions a request meets on a day. What is not attested is not met.
#[inline]
pub(super) fn met(request: &Request<'_>, day: Date, transfer_option: bool) -> ConditionSet {
    use Condition as C;
    let (actor, facts, owner) = (&request.actor, &request.facts, request.mission_locale);
    let attested = facts.attested.intersection(ATTESTED);
    let own = is_owner(owner, actor.mission_locale);
    let mut met = attested
        .with_if(C::Designated, actor.designated)
        .with_if(C::Accompanies, actor.accompanies)
        .with_if(C::Habilitated, actor.habilitated_until.is_some_and(|last| day <= last))
        .with_if(
            C::OperationHabilitated,
            actor.operations.is_none_or(|operations| operations.contains(request.operation)),
        )
        .with_if(C::Accompanying, actor.accompanies || actor.by_local_authority)
        .with_if(C::OwnStructure, own)
        .with_if(C::InFseArchive, facts.state == DossierState::FseArchive)
        .with_if(C::OwnDataOrMandate, attested.contains(C::OwnData) || attested.contains(C::Mandate));
    // What most requests do not speak of is looked at only where it can matter.
    match request.operation {
        Operation::Transmit => met = recipient(met, facts, owner, request.operation, day),
        Operation::Link => met = link(recipient(met, facts, owner, request.operation, day), facts, day),
        Operation::OpenFseArchive => {
            met = met
                .with_if(
                    C::ControlAuthorised,
                    facts.control.is_some_and(|by| covers(by.from, Some(by.to), day)),
                )
                .with_if(C::ByMinister, facts.control.is_some_and(|by| by.by == ControlAuthority::Minister));
        }
        _ if !own && matches!(actor.class, Actor::AgentMissionLocale | Actor::AgentPaio) => {
            let zone = actor.mission_locale.is_some_and(|own| is_owner(own, facts.residence_zone_of));
            let former = actor.mission_locale.is_some_and(|own| is_owner(own, facts.former_mission_locale))
                && facts.transferred_on.is_some_and(|since| since <= day);
            met = met
                .with_if(C::Moved, facts.moved_on.is_some_and(|since| since <= day))
                .with_if(C::NewZone, zone)
                .with_if(
                    C::TransferAuthorised,
                    !transfer_option || attested.contains(C::MinisterialAuthorisation),
                )
                .with_if(C::FormerStructure, former);
        }
        _ => {}
    }
    met
}

#[inline]
fn recipient(
    met: ConditionSet,
    facts: &Facts<'_>,
    owner: &str,
    operation: Operation,
    day: Date,
) -> ConditionSet {
    use Condition as C;
    let convention = facts.convention;
    met.with_if(
        C::SchemeEntrusted,
        facts.scheme.is_some_and(|scheme| {
            is_owner(owner, Some(scheme.with)) && covers(scheme.valid_from, scheme.valid_to, day)
        }),
    )
    .with_if(C::ConventionSigned, convention.is_some_and(|it| it.binds(owner, day)))
    .with_if(C::ConventionCovers, convention.is_some_and(|it| it.operations.contains(operation)))
    .with_if(
        C::ConventionUndertakings,
        convention.is_some_and(|it| it.security_undertaking && it.no_other_use_undertaking),
    )
    .with_if(C::CommissionsStructure, is_owner(owner, facts.commissions))
    .with_if(C::FinancesStructure, is_owner(owner, facts.finances))
}

#[inline]
fn link(met: ConditionSet, facts: &Facts<'_>, day: Date) -> ConditionSet {
    use Condition as C;
    let opened = facts.opened_on.unwrap_or(day);
    let declared = if opened < RGPD {
        facts.declared_on.is_some_and(|sent| sent <= day)
    } else {
        facts.attested.contains(C::RecordedByOther)
    };
    // A link that opens later is not open yet.
    let declared = declared && opened <= day;
    met.with_if(C::InboundLink, facts.direction == Some(Direction::Inbound))
        .with_if(C::DirectionGiven, facts.direction.is_some())
        .with_if(C::LinkDeclared, declared)
        .with_if(C::Aged16Or17, matches!(facts.age, Some(16 | 17)))
}

/// The purposes that no version names, or that the vocabulary marks as foreign to the processing.
pub(super) const FOREIGN: super::words::FinaliteSet = super::words::FinaliteSet::of(&[
    Finalite::FraudDetection,
    Finalite::Commercial,
    Finalite::HealthInsurance,
    Finalite::ImmigrationControl,
    Finalite::IndividualDecision,
    Finalite::Investigation,
    Finalite::PersonalCuriosity,
    Finalite::SchoolDiscipline,
]);
