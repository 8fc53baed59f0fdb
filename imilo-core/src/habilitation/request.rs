//! What is asked: who, what, for which purpose, on whose dossier, with the facts that the conditions need.

use crate::calendar::Date;

use super::condition::ConditionSet;
use super::donnee::DonneeSet;
use super::words::{
    Actor, ControlAuthority, Direction, DossierState, Finalite, Form, Operation, OperationSet, Processing,
};

/// Who asks, and what his habilitation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requester<'a> {
    /// Class.
    pub class: Actor,
    /// Agents of a mission locale or PAIO: their structure.
    pub mission_locale: Option<&'a str>,
    /// Designated by name, by the authority in charge.
    pub designated: bool,
    /// Last valid day of the habilitation; none = no habilitation.
    pub habilitated_until: Option<Date>,
    /// Habilitated by « l'autorité chargée de la mise en œuvre … au sein de la mission locale ou permanence » (art. 3
    /// I), which who does not accompany young people needs.
    pub by_local_authority: bool,
    /// Agents: takes part directly in the accompaniment of young people.
    pub accompanies: bool,
    /// Operations of the profile; none = every operation of the class.
    pub operations: Option<OperationSet>,
    /// Data that the profile withholds.
    pub withheld: DonneeSet,
}

impl<'a> Requester<'a> {
    /// A requester of this class who attests nothing: not designated, not habilitated.
    #[must_use]
    pub const fn new(class: Actor) -> Self {
        Self {
            class,
            mission_locale: None,
            designated: false,
            habilitated_until: None,
            by_local_authority: false,
            accompanies: false,
            operations: None,
            withheld: DonneeSet::EMPTY,
        }
    }

    /// An agent of a mission locale who accompanies young people, habilitated until the end of a day.
    #[must_use]
    pub const fn agent(mission_locale: &'a str, habilitated_until: Date) -> Self {
        Self {
            mission_locale: Some(mission_locale),
            designated: true,
            habilitated_until: Some(habilitated_until),
            accompanies: true,
            ..Self::new(Actor::AgentMissionLocale)
        }
    }

    /// The staff of a recipient, designated and habilitated by its authority until the end of a day.
    #[must_use]
    pub const fn recipient(class: Actor, habilitated_until: Date) -> Self {
        Self { designated: true, habilitated_until: Some(habilitated_until), ..Self::new(class) }
    }
}

/// The authorisation to open the FSE archive (art. 6 II of 2015, V from 2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ControlAuthorisation {
    /// Who authorised.
    pub by: ControlAuthority,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Its extent.
    pub donnees: DonneeSet,
}

/// A scheme entrusted to a mission locale by local partnership (art. 4 I 6°).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntrustedScheme<'a> {
    /// To which structure.
    pub with: &'a str,
    /// First day.
    pub valid_from: Date,
    /// Last day; none = no end stated.
    pub valid_to: Option<Date>,
}

/// A convention with a mission locale (art. 4 I 7°, 5 I 5°). No clause of it lifts a prohibition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Convention<'a> {
    /// With which structure.
    pub with: &'a str,
    /// Day of signature.
    pub signed_on: Date,
    /// Last day; none = no end stated.
    pub valid_to: Option<Date>,
    /// Operations that it covers.
    pub operations: OperationSet,
    /// Undertakings of security and confidentiality.
    pub security_undertaking: bool,
    /// « l'interdiction de les utiliser à d'autres fins ».
    pub no_other_use_undertaking: bool,
}

/// The facts that conditions need. What is not given is not attested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Facts attested by their name.
    pub attested: ConditionSet,
    /// Data attested as necessary for the mission. Recipients and links: none = nothing is; persons of art. 3: none =
    /// no restriction.
    pub necessary: Option<DonneeSet>,
    /// Art. 3 II: data attested as needed for the continuity.
    pub continuity: Option<DonneeSet>,
    /// Art. 3 II: day from which the person lives elsewhere.
    pub moved_on: Option<Date>,
    /// Art. 3 II: structure in whose zone the person lives now.
    pub residence_zone_of: Option<&'a str>,
    /// Day on which the dossier went to its present structure.
    pub transferred_on: Option<Date>,
    /// From which structure.
    pub former_mission_locale: Option<&'a str>,
    /// State of the dossier by retention.
    pub state: DossierState,
    /// Age in completed years on the day.
    pub age: Option<u8>,
    /// Authorisation to open the FSE archive.
    pub control: Option<ControlAuthorisation>,
    /// Scheme entrusted by local partnership.
    pub scheme: Option<EntrustedScheme<'a>>,
    /// Convention with a mission locale.
    pub convention: Option<Convention<'a>>,
    /// Structure that the organism commissions.
    pub commissions: Option<&'a str>,
    /// Structure that the collectivity finances.
    pub finances: Option<&'a str>,
    /// First day of the recipient's own legal title to the NIR (reading A13).
    pub own_nir_title_from: Option<Date>,
    /// Links: the other processing.
    pub processing: Option<Processing>,
    /// Links: which way the data go.
    pub direction: Option<Direction>,
    /// Links: day of the declaration of conformity (art. 5 II).
    pub declared_on: Option<Date>,
    /// Links: day of opening; none = the day of the request.
    pub opened_on: Option<Date>,
}

impl Facts<'_> {
    /// Nothing attested, an active dossier.
    pub const NONE: Self = Self {
        attested: ConditionSet::EMPTY,
        necessary: None,
        continuity: None,
        moved_on: None,
        residence_zone_of: None,
        transferred_on: None,
        former_mission_locale: None,
        state: DossierState::Active,
        age: None,
        control: None,
        scheme: None,
        convention: None,
        commissions: None,
        finances: None,
        own_nir_title_from: None,
        processing: None,
        direction: None,
        declared_on: None,
        opened_on: None,
    };
}

/// A request on one dossier. Copied like a number: nothing in it is allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// Who.
    pub actor: Requester<'a>,
    /// What.
    pub operation: Operation,
    /// For which purpose.
    pub finalite: Finalite,
    /// In which form.
    pub form: Form,
    /// The structure that holds the dossier on the day.
    pub mission_locale: &'a str,
    /// Which data.
    pub donnees: DonneeSet,
    /// With which facts.
    pub facts: Facts<'a>,
}
