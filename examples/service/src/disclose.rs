//! A requester asks for data of a dossier: decision, reduced dossier and event are made together, and journalled before
//! anything leaves.

use imilo_core::dossier::Champ;
use imilo_core::error::ErrorCode;
use imilo_core::explain::Outcome;
use imilo_core::habilitation::{
    AccessRules, DonneeSet, DossierReduit, DossierState, Options, References, Tables,
};
use imilo_core::journal::{Act, Event, EventOutcome};
use imilo_core::wire::{Failure, HabilitationAnswer};
use serde::{Deserialize, Serialize, Serializer};

use crate::ask::{About, Asked, Closed, request, retention};
use crate::clock::day_of;
use crate::config::Account;
use crate::dossiers;
use crate::error::{Code, Result, ServiceError, coded};
use crate::service::Service;

/// What is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    dossier: String,
    operation: String,
    purpose: String,
    form: Option<String>,
    fields: Vec<String>,
    /// Whether the NIR leaves in the clear, if it is granted: it is asked for by name, twice.
    #[serde(default)]
    clear_nir: bool,
}

/// Operations that give a view; recording has its own address, and the day erases.
const VIEWS: [&str; 4] = ["consult", "transmit", "link", "open_fse_archive"];

/// The answer: a refusal is one.
#[derive(Serialize)]
pub struct Answer {
    /// The decision.
    pub decision: Option<HabilitationAnswer>,
    /// What the law made of it.
    pub outcome: Outcome,
    /// Facts that are missing to tell whether the dossier is closed.
    pub retention_undetermined: bool,
    /// What was granted.
    pub dossier: Option<Reduced>,
}

/// The reduced dossier, with its NIR where that was granted and asked for by name.
pub struct Reduced {
    dossier: DossierReduit,
    clear_nir: bool,
}

impl Serialize for Reduced {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self.dossier.clear().filter(|_| self.clear_nir) {
            Some(clear) => clear.serialize(serializer),
            None => self.dossier.serialize(serializer),
        }
    }
}

impl Service {
    /// Answers a request on a dossier.
    ///
    /// # Errors
    /// What cannot be judged: an unknown word, a dossier that is not there.
    pub async fn disclose(&self, account: &Account, question: &Question) -> Result<Answer> {
        let id = question.dossier.as_str();
        dossiers::check_id(id)?;
        if !VIEWS.contains(&question.operation.as_str()) {
            let failure = Failure::of(ErrorCode::JsonField);
            return Err(ServiceError::from(failure).at("operation"));
        }
        let now = self.clock.now_ms();
        let day = day_of(now)?;
        let reference = self.reference(id)?;
        let mut unit = self.recorder.begin().await?;

        let open = dossiers::find(unit.db()?, id).await?;
        let (held, closed) = match open {
            Some(held) => {
                let closed = retention(&held.dossier, day)?;
                (Some(held), closed)
            }
            None => (dossiers::find_archived(unit.db()?, id).await?, Closed::As(DossierState::FseArchive)),
        };
        let class = account.actor.get("class").and_then(serde_json::Value::as_str).unwrap_or_default();
        let told = |outcome| Event {
            instant_ms: now,
            agent: &account.reference,
            mission_locale: None,
            dossier: Some(reference),
            act: Act::new(class, "consult", outcome),
        };
        let Some(mut held) = held else {
            // That somebody looked for a dossier is journalled too.
            unit.append(&told(EventOutcome::Failed))?;
            unit.commit().await?;
            return Err(Code::DossierNotFound.into());
        };
        let state = match closed {
            Closed::Open => DossierState::Active,
            Closed::As(state) => state,
            Closed::Undetermined => {
                unit.append(&told(EventOutcome::Undetermined))?;
                unit.commit().await?;
                let outcome = Outcome::Undetermined;
                return Ok(Answer { decision: None, outcome, retention_undetermined: true, dossier: None });
            }
        };

        let asked = Asked {
            operation: &question.operation,
            purpose: &question.purpose,
            form: question.form.as_deref(),
            fields: &question.fields,
        };
        let birth = held.dossier.identite.date_naissance.given().copied();
        let about = About { day, structure: &held.structure, facts: &held.facts, state, birth };
        let read = request(account, &asked, &about)?;
        let request = read.request();
        let tables = Tables::built_in();
        let rules = AccessRules::on(day, &tables, Options::default()).map_err(coded)?;
        let wants_nir = question.clear_nir && request.donnees.fields().contains(Champ::Nir);
        if let Some(seal) = held.nir.filter(|_| wants_nir)
            && granted(&rules.decide(&request).granted())
        {
            dossiers::unseal(&mut held.dossier, id, &seal, &self.keys)?;
        }
        let references = References { agent: &account.reference, dossier: id };
        let disclosure = rules.disclose(&held.dossier, &request, references).map_err(coded)?;
        unit.append(&Event::of_access(disclosure.event(), now, reference).map_err(coded)?)?;
        unit.commit().await?;

        let decision = HabilitationAnswer::of(&rules, disclosure.decision(), read.codes());
        let (outcome, (_, _, reduced)) = (disclosure.decision().outcome(), disclosure.into_parts());
        let dossier = reduced.map(|dossier| Reduced { dossier, clear_nir: wants_nir });
        Ok(Answer { decision: Some(decision), outcome, retention_undetermined: false, dossier })
    }
}

fn granted(data: &DonneeSet) -> bool {
    data.fields().contains(Champ::Nir)
}
