//! A request as it would be if everything were attested: what tables, counterfactuals and comparisons ask.

use crate::calendar::Date;

use super::condition::{Condition, ConditionSet};
use super::donnee::DonneeSet;
use super::request::{ControlAuthorisation, Convention, EntrustedScheme, Facts, Request, Requester};
use super::tables::ListRow;
use super::words::{
    Actor, ControlAuthority, Direction, DossierState, FinaliteSet, Form, Operation, OperationSet, words,
};

/// Two structures of a hypothesis: that of the agent, and another.
const HERE: &str = "here";
const THERE: &str = "there";

impl Request<'_> {
    /// The same request with every fact told in favour of the actor: habilitation, conditions, necessity, own title to
    /// the NIR. Who asks, for what, on whose dossier, its state, a limitation, the link and its direction stay.
    #[must_use]
    pub fn with_every_fact(&self, day: Date) -> Self {
        let owner = self.mission_locale;
        let stays = ConditionSet::of(&[Condition::Limitation]);
        let attested = ConditionSet::ALL.minus(stays).union(self.facts.attested.intersection(stays));
        let facts = Facts {
            attested,
            necessary: Some(DonneeSet::ALL),
            continuity: Some(DonneeSet::ALL),
            moved_on: Some(day),
            residence_zone_of: self.actor.mission_locale,
            age: Some(16),
            control: Some(ControlAuthorisation {
                by: ControlAuthority::Minister,
                from: day,
                to: day,
                donnees: DonneeSet::ALL,
            }),
            scheme: Some(EntrustedScheme { with: owner, valid_from: day, valid_to: None }),
            convention: Some(Convention {
                with: owner,
                signed_on: day,
                valid_to: None,
                operations: OperationSet::ALL,
                security_undertaking: true,
                no_other_use_undertaking: true,
            }),
            commissions: Some(owner),
            finances: Some(owner),
            own_nir_title_from: Some(day),
            declared_on: Some(day),
            ..self.facts
        };
        let actor = Requester {
            designated: true,
            habilitated_until: Some(day),
            by_local_authority: true,
            accompanies: true,
            operations: None,
            withheld: DonneeSet::EMPTY,
            ..self.actor
        };
        Self { actor, facts, ..*self }
    }
}

/// The request that meets every condition of a row, for all data, without a title to the NIR.
pub(super) fn favourable(
    row: &ListRow,
    operation: Operation,
    purposes: FinaliteSet,
    day: Date,
) -> Option<Request<'static>> {
    let finalite = row.finalites.intersection(purposes).iter().next()?;
    let own = row.conditions.contains(Condition::OwnStructure);
    let inbound = row.conditions.contains(Condition::InboundLink);
    let archive = operation == Operation::OpenFseArchive;
    let former = row.conditions.contains(Condition::FormerStructure);
    let agent = matches!(row.actor, Actor::AgentMissionLocale | Actor::AgentPaio);
    let request = Request {
        actor: Requester { mission_locale: agent.then_some(HERE), ..Requester::new(row.actor) },
        operation,
        finalite,
        form: row.form,
        mission_locale: if own { HERE } else { THERE },
        donnees: DonneeSet::ALL,
        facts: Facts {
            processing: row.processing,
            direction: Some(if inbound { Direction::Inbound } else { Direction::Outbound }),
            state: if archive { DossierState::FseArchive } else { DossierState::Active },
            former_mission_locale: former.then_some(HERE),
            transferred_on: former.then_some(day),
            ..Facts::NONE
        },
    };
    let mut request = request.with_every_fact(day);
    request.facts.own_nir_title_from = None;
    Some(request)
}

/// Where the agent of a comparison stands.
pub(super) const SCENES: [Scene; 3] = [Scene::Own, Scene::AfterMove, Scene::Former];

words! {
    /// On whose dossier an actor acts, in a comparison.
    Scene {
        Own = "own", "dossier de sa structure, ou de toute structure pour qui n'en a pas", "that of the own structure, or of any for who has none";
        AfterMove = "after_move", "dossier d'une autre structure, dont la personne est venue dans sa zone", "that of another structure, whose person moved into the own zone";
        Former = "former", "dossier que sa structure a transmis à une autre", "that of another structure, to which the own one handed it over";
    }
}

impl Scene {
    /// Whether it differs from [`Scene::Own`] for an actor.
    pub(super) const fn concerns(self, actor: Actor) -> bool {
        matches!(self, Self::Own) || matches!(actor, Actor::AgentMissionLocale | Actor::AgentPaio)
    }

    /// The request of an actor in this scene with every fact, for all data.
    pub(super) fn request(
        self,
        actor: Actor,
        operation: Operation,
        form: Form,
        day: Date,
    ) -> Request<'static> {
        let former = matches!(self, Self::Former);
        let archive = operation == Operation::OpenFseArchive;
        let request = Request {
            actor: Requester { mission_locale: Some(HERE), ..Requester::new(actor) },
            operation,
            finalite: super::words::Finalite::Accompaniment,
            form,
            mission_locale: if matches!(self, Self::Own) { HERE } else { THERE },
            donnees: DonneeSet::ALL,
            facts: Facts {
                state: if archive { DossierState::FseArchive } else { DossierState::Active },
                direction: Some(Direction::Inbound),
                former_mission_locale: former.then_some(HERE),
                transferred_on: former.then_some(day),
                ..Facts::NONE
            },
        };
        let mut request = request.with_every_fact(day);
        request.facts.own_nir_title_from = None;
        if former {
            request.facts.moved_on = None;
        }
        request
    }
}
