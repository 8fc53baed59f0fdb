//! A young person asks what is held of her (RGPD, art. 15): everything, in clear words, with who has seen it.

use imilo_core::dossier::Champ;
use imilo_core::droits::{self, Attested, Right, RightRequest};
use imilo_core::explain::Outcome;
use imilo_core::journal::{Act, Consultations, DossierRef, Event, Log, Storage, read_events};
use imilo_core::wire::FindingAnswer;
use imilo_formats::acces::{Access, Asked, Consultation, access};
use imilo_formats::source::NirState;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use crate::clock::day_of;
use crate::config::{Account, Permission};
use crate::dossiers;
use crate::error::{Code, Result, coded};
use crate::journal::everything;
use crate::service::Service;

/// What is attested of who asks, by whoever received the request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessQuestion {
    dossier: String,
    /// The identity was verified.
    identity_verified: bool,
    /// The dossier is the person's own.
    #[serde(default)]
    own_data: bool,
    /// Or the person gave a mandate.
    #[serde(default)]
    mandate: bool,
    /// Whether the NIR is shown.
    #[serde(default)]
    clear_nir: bool,
}

/// The answer: the access dossier, or why there is none.
#[derive(Serialize)]
pub struct AccessAnswer {
    /// Whether the right is open.
    pub outcome: Outcome,
    /// The reasons.
    pub findings: Vec<FindingAnswer>,
    /// What is held.
    pub access: Option<Access>,
    /// What the service holds beside.
    pub beside: Option<Beside>,
}

/// What is held of her and stands in no field of a dossier.
#[derive(Serialize)]
pub struct Beside {
    /// Whether her NIR is held, sealed.
    pub nir_held: bool,
    /// Codes of the data flagged as collected under a programme co-financed by the ESF.
    pub cofinanced: Vec<String>,
    /// What is attested of her.
    pub facts: serde_json::Map<String, serde_json::Value>,
}

impl Service {
    /// Answers a request of access.
    ///
    /// # Errors
    /// No permission, another mission locale, no dossier.
    pub async fn access(&self, account: &Account, question: &AccessQuestion) -> Result<AccessAnswer> {
        let id = question.dossier.as_str();
        dossiers::check_id(id)?;
        let text = |key: &str| account.actor.get(key).and_then(serde_json::Value::as_str);
        if !account.may(Permission::AnswerAccess) {
            return Err(Code::NotPermitted.into());
        }
        let now = self.clock.now_ms();
        let day = day_of(now)?;
        let reference = self.reference(id)?;
        let mut unit = self.recorder.begin().await?;
        let Some(mut held) = dossiers::find(unit.db()?, id).await? else {
            let archived = dossiers::find_archived(unit.db()?, id).await?.is_some();
            return Err(if archived { Code::AccessArchived } else { Code::DossierNotFound }.into());
        };
        // Each mission locale answers for its own dossiers.
        if text("mission_locale") != Some(held.structure.as_str()) {
            return Err(Code::NotPermitted.into());
        }
        let attested = Attested {
            identity_verified: question.identity_verified,
            own_data: question.own_data,
            mandate: question.mandate,
        };
        let asked = RightRequest {
            right: Right::Access,
            mission_locale: &held.structure,
            attested,
            no_longer_needed: false,
        };
        let tables = droits::Tables::built_in();
        let decision = droits::exercise_right(day, &tables, &asked).map_err(coded)?;
        let open = decision.outcome == Outcome::Conforming;

        let mut answered = None;
        if open {
            let seal = held.nir.filter(|_| question.clear_nir);
            if let Some(seal) = seal {
                dossiers::unseal(&mut held.dossier, id, &seal, &self.keys)?;
            }
            let nir = if seal.is_some() { NirState::Clear } else { NirState::LeftOut };
            let consultations = Some(self.consultations(unit.db()?, reference).await?);
            let dossier_ref = Some(reference.to_hex());
            let asked = Asked { nir, consultations, dossier_ref, ..Asked::of(day) };
            answered = Some(access(&held.dossier, &asked)?);
        }
        let mut shown = held.dossier.filled();
        if held.nir.is_some() {
            shown.insert(Champ::Nir);
        }
        let mut act = Act::new(text("class").unwrap_or_default(), "consult", decision.outcome.into());
        act.purpose = Some("right_of_access");
        let names: Vec<&str> = shown.iter().map(|champ| champ.row().path).collect();
        if open {
            act.granted = names;
        } else {
            act.withheld = names;
        }
        act.rule_set = Some(decision.rule_set.clone());
        act.provisions =
            decision.findings.iter().map(|finding| finding.rule.citation.code.as_ref()).collect();
        act.provisions.dedup();
        unit.append(&Event {
            instant_ms: now,
            agent: &account.reference,
            mission_locale: Some(&held.structure),
            dossier: Some(reference),
            act,
        })?;
        unit.commit().await?;
        let findings = decision.findings.iter().map(FindingAnswer::from).collect();
        let outcome = decision.outcome;
        let nir_held = held.nir.is_some();
        let beside = open.then_some(Beside { nir_held, cofinanced: held.cofinanced, facts: held.facts });
        Ok(AccessAnswer { outcome, findings, access: answered, beside })
    }

    /// Who has seen the dossier, as far as the journal still has it: days and purposes, not the agents.
    async fn consultations(&self, db: &mut AnyConnection, dossier: DossierRef) -> Result<Vec<Consultation>> {
        let store = everything(db).await?;
        let mut statement = Consultations::of(dossier);
        for log in store.logs().unwrap_or_else(|never| match never {}) {
            if let Log::Segment(id) = log {
                let read = read_events(&store, &self.name, id, None, |_, event| statement.take(event));
                let _ = read.unwrap_or_else(|never| match never {});
            }
        }
        let told = statement.lines().iter().map(|line| Consultation {
            day: line.day,
            operation: line.operation.clone(),
            purpose: line.purpose.clone(),
            actor: line.actor.clone(),
            data: line.data.clone(),
        });
        Ok(told.collect())
    }
}
