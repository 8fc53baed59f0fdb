//! A policy set in the engine.

use std::collections::HashMap;

use cedar_policy::{
    ActionConstraint, Authorizer, Decision, Entities, EntityUid, Policy, PolicyId, PolicySet, Request,
    Response, Schema, ValidationMode, Validator,
};
use imilo_core::explain::Outcome;
use imilo_core::habilitation::CedarExport;

use crate::request::Asked;

/// An export, loaded: its schema validates the policies without error or warning.
pub struct Engine {
    authorizer: Authorizer,
    schema: Schema,
    policies: PolicySet,
    entities: Entities,
    outcomes: HashMap<PolicyId, Outcome>,
}

/// What the engine says of one datum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// As the guide reads it; none when the set does not hold on that day.
    pub outcome: Option<Outcome>,
    /// Ids of the policies that determined it.
    pub policies: Vec<String>,
}

impl Engine {
    /// Loads an export.
    ///
    /// # Errors
    /// What the engine has against it: errors and warnings of the strict validation among them.
    pub fn new(export: &CedarExport) -> Result<Self, String> {
        Self::with_policies(export, &export.policies)
    }

    /// The same with another text of policies.
    ///
    /// # Errors
    /// As [`Engine::new`].
    pub fn with_policies(export: &CedarExport, text: &str) -> Result<Self, String> {
        let (schema, warnings) =
            Schema::from_cedarschema_str(&export.schema).map_err(|error| error.to_string())?;
        let warnings: Vec<_> = warnings.map(|warning| warning.to_string()).collect();
        if !warnings.is_empty() {
            return Err(warnings.join("\n"));
        }
        let read: PolicySet = text.parse().map_err(|error| format!("{error:?}"))?;
        // The engine numbers the policies that it reads; we call them by their annotation.
        let named = read.policies().map(|policy| match policy.annotation("id") {
            Some(id) => policy.new_id(PolicyId::new(id)),
            None => policy.clone(),
        });
        let policies = PolicySet::from_policies(named).map_err(|error| error.to_string())?;
        let validated = Validator::new(schema.clone()).validate(&policies, ValidationMode::Strict);
        if !validated.validation_passed_without_warnings() {
            let errors = validated.validation_errors().map(|error| error.to_string());
            let warnings = validated.validation_warnings().map(|warning| warning.to_string());
            return Err(errors.chain(warnings).collect::<Vec<_>>().join("\n"));
        }
        let entities =
            Entities::from_json_str(&export.entities, Some(&schema)).map_err(|error| format!("{error:?}"))?;
        let outcomes =
            policies.policies().filter_map(|policy| Some((policy.id().clone(), outcome(policy)?))).collect();
        Ok(Self { authorizer: Authorizer::new(), schema, policies, entities, outcomes })
    }

    /// The same with the policies alone whose scope holds an action. It answers requests for that action alike, and sooner.
    ///
    /// # Errors
    /// None that a loaded set could have.
    pub fn for_action(&self, action: &EntityUid) -> Result<Self, String> {
        let fits = |policy: &&Policy| match policy.action_constraint() {
            ActionConstraint::Any => true,
            ActionConstraint::Eq(one) => one == *action,
            ActionConstraint::In(several) => several.contains(action),
        };
        let policies = PolicySet::from_policies(self.policies.policies().filter(fits).cloned());
        Ok(Self {
            authorizer: Authorizer::new(),
            schema: self.schema.clone(),
            policies: policies.map_err(|error| error.to_string())?,
            entities: self.entities.clone(),
            outcomes: self.outcomes.clone(),
        })
    }

    /// The policies.
    pub fn policies(&self) -> &PolicySet {
        &self.policies
    }

    /// The schema.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The entities with who asks.
    ///
    /// # Errors
    /// When the requester does not fit the schema.
    pub fn entities(&self, asked: &Asked) -> Result<Entities, String> {
        let entities = self.entities.clone();
        entities
            .add_entities([asked.principal.clone()], Some(&self.schema))
            .map_err(|error| format!("{error:?}"))
    }

    /// A request on one datum, of which it is looked at whether it fits the schema if `checked`.
    ///
    /// # Errors
    /// When it does not.
    pub fn request(&self, asked: &Asked, resource: &EntityUid, checked: bool) -> Result<Request, String> {
        let schema = checked.then_some(&self.schema);
        let uids = (asked.principal.uid(), asked.action.clone(), resource.clone());
        Request::new(uids.0, uids.1, uids.2, asked.context.clone(), schema)
            .map_err(|error| format!("{error:?}"))
    }

    /// The answer to a request on one datum, which must fit the schema.
    ///
    /// # Errors
    /// When it does not, or when a policy cannot be evaluated.
    pub fn answer(
        &self,
        asked: &Asked,
        resource: &EntityUid,
        entities: &Entities,
        checked: bool,
    ) -> Result<Said, String> {
        self.is_authorized(&self.request(asked, resource, checked)?, entities)
    }

    /// The answer to a request of the engine.
    ///
    /// # Errors
    /// When a policy cannot be evaluated.
    pub fn is_authorized(&self, request: &Request, entities: &Entities) -> Result<Said, String> {
        self.by(&self.policies, request, entities)
    }

    /// The answer by other policies, which have the ids of some of these.
    ///
    /// # Errors
    /// When a policy cannot be evaluated.
    pub fn by(&self, policies: &PolicySet, request: &Request, entities: &Entities) -> Result<Said, String> {
        let response = self.authorizer.is_authorized(request, policies, entities);
        let outcome = self.read(&response)?;
        let determining = response.diagnostics().reason();
        let mut policies: Vec<_> = determining.map(|id| AsRef::<str>::as_ref(id).to_owned()).collect();
        policies.sort();
        Ok(Said { outcome, policies })
    }

    /// The outcome alone, for who counts the time: the names of the policies are not written.
    ///
    /// # Errors
    /// When a policy cannot be evaluated.
    pub fn outcome(&self, request: &Request, entities: &Entities) -> Result<Option<Outcome>, String> {
        self.read(&self.authorizer.is_authorized(request, &self.policies, entities))
    }

    /// What a response says, as the guide reads it.
    fn read(&self, response: &Response) -> Result<Option<Outcome>, String> {
        if let Some(error) = response.diagnostics().errors().next() {
            return Err(error.to_string());
        }
        if response.decision() == Decision::Allow {
            return Ok(Some(Outcome::Conforming));
        }
        let mut outcome = Some(Outcome::Undetermined);
        for id in response.diagnostics().reason() {
            match self.outcomes.get(id) {
                // A policy without a known outcome is the one that bounds the days.
                None => return Ok(None),
                Some(Outcome::NotConforming) => outcome = Some(Outcome::NotConforming),
                Some(_) => {}
            }
        }
        Ok(outcome)
    }
}

/// What a policy says, by its annotation.
fn outcome(policy: &Policy) -> Option<Outcome> {
    match policy.annotation("outcome")? {
        "granted" => Some(Outcome::Conforming),
        "refused" => Some(Outcome::NotConforming),
        "undetermined" => Some(Outcome::Undetermined),
        _ => None,
    }
}
