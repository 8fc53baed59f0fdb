//! An agent records a dossier: the NIR is sealed, the rest stored without it, the journal told, all or nothing.

use imilo_core::dossier::{Champ, Dossier, FieldSet};
use imilo_core::explain::Outcome;
use imilo_core::habilitation::{AccessRules, DonneeSet, DossierState, Options, References, Request, Tables};
use imilo_core::journal::Event;
use imilo_core::wire::HabilitationAnswer;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::ask::{About, Asked, Closed, check_facts, request, retention};
use crate::clock::day_of;
use crate::config::Account;
use crate::dossiers::{self, Held};
use crate::error::{Code, Result, ServiceError, coded};
use crate::service::Service;

/// A dossier to be recorded: what stood there before is replaced, but for a NIR that it does not carry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    dossier: Dossier,
    /// Codes of the data collected under a programme co-financed by the ESF: what goes to its archive (reading A17).
    #[serde(default)]
    cofinanced: Vec<String>,
    /// What is attested of the young person.
    #[serde(default)]
    facts: Map<String, Value>,
}

/// What became of it.
#[derive(Serialize)]
pub struct Recorded {
    /// Whether it was recorded.
    pub recorded: bool,
    /// Why it may be, or not.
    pub decision: HabilitationAnswer,
}

/// What a person of art. 3 does not record as a datum: it is a fact of the processing.
const OF_THE_PROCESSING: FieldSet = FieldSet::of(&[Champ::Fse, Champ::AnonymisedOn]);

impl Service {
    /// Records a dossier, if the law of the day lets this requester.
    ///
    /// # Errors
    /// What cannot be recorded; a refusal of the law is an answer.
    pub async fn record(&self, account: &Account, id: &str, record: Record) -> Result<Recorded> {
        dossiers::check_id(id)?;
        check_facts(&record.facts)?;
        dossiers::donnees(&record.cofinanced, "cofinanced")?;
        let Record { mut dossier, cofinanced, facts } = record;
        if dossier.conservation.anonymised_on.given().is_some() {
            return Err(ServiceError::from(Code::AnonymisedRecord).at("dossier.conservation.anonymised_on"));
        }
        let carried = dossier.carried();
        let nir = dossiers::seal(&mut dossier, id, &self.keys)?;
        dossiers::stored(&dossier)?;
        let own = dossier.structure().map(ToString::to_string);
        let own = own.ok_or_else(|| {
            ServiceError::from(Code::StructureMissing).at("dossier.personnel.mission_locale.code")
        })?;
        let now = self.clock.now_ms();
        let day = day_of(now)?;
        if matches!(retention(&dossier, day)?, Closed::As(_)) {
            return Err(Code::DossierClosed.into());
        }

        let mut unit = self.recorder.begin().await?;
        let before = dossiers::find(unit.db()?, id).await?;
        if dossiers::find_archived(unit.db()?, id).await?.is_some() {
            return Err(Code::DossierClosed.into());
        }
        let structure = before.as_ref().map_or(own, |before| before.structure.clone());
        if let Some(before) = &before
            && matches!(retention(&before.dossier, day)?, Closed::As(_))
        {
            return Err(Code::DossierClosed.into());
        }
        let operation = if before.is_some() { "update" } else { "create" };
        let asked = Asked { operation, purpose: "accompaniment", form: None, fields: &[] };
        let birth = dossier.identite.date_naissance.given().copied();
        let about = About { day, structure: &structure, facts: &facts, state: DossierState::Active, birth };
        let read = request(account, &asked, &about)?;
        let data = DonneeSet::fields_only(carried.minus(OF_THE_PROCESSING));
        let request = Request { donnees: data, ..read.request() };

        let tables = Tables::built_in();
        let rules = AccessRules::on(day, &tables, Options::default()).map_err(coded)?;
        let references = References { agent: &account.reference, dossier: id };
        let disclosure = rules.disclose(&dossier, &request, references).map_err(coded)?;
        let recorded = disclosure.decision().outcome() == Outcome::Conforming;
        if recorded {
            let nir = nir.unwrap_or_else(|| before.and_then(|before| before.nir));
            let held = Held { structure, dossier, nir, cofinanced, facts };
            dossiers::put(unit.db()?, id, &held).await?;
        }
        unit.append(&Event::of_access(disclosure.event(), now, self.reference(id)?).map_err(coded)?)?;
        unit.commit().await?;
        let decision = HabilitationAnswer::of(&rules, disclosure.decision(), read.codes());
        Ok(Recorded { recorded, decision })
    }
}
