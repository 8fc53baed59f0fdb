//! Minimal disclosure: the reduced dossier, the decision and the event, made together.

use core::fmt;

use serde::{Serialize, Serializer};

use crate::dossier::{
    Ajouts, Champ, ClearDossier, Conservation, Dossier, Emploi, Famille, Field, FieldSet, Formation,
    Identite, Logement, Part, Personnel, Social, Suivi,
};
use crate::error::{CodedError, ErrorCode};
use crate::explain::AccessEvent;

use super::decision::Decision;
use super::donnee::Donnee;
use super::request::Request;
use super::rules::AccessRules;
use super::words::{Direction, DossierState, Form, Operation};

/// A dossier that holds only the data granted to somebody, on a day, for a purpose. It cannot be mistaken for a
/// [`Dossier`]: it is another type, which cannot be made but by a decision, and gives no dossier back.
///
/// `Debug` shows none of it. In JSON it has the keys of a dossier, without the NIR ([`DossierReduit::clear`] writes it on
/// purpose, if it was granted).
#[derive(Clone, PartialEq)]
pub struct DossierReduit {
    granted: FieldSet,
    dossier: Dossier,
}

impl fmt::Debug for DossierReduit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DossierReduit(…)")
    }
}

impl Serialize for DossierReduit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.dossier.serialize(serializer)
    }
}

impl DossierReduit {
    /// The fields that were granted, whether the source carried them or not.
    #[must_use]
    pub const fn granted(&self) -> FieldSet {
        self.granted
    }

    /// The fields that hold a value.
    #[must_use]
    pub fn filled(&self) -> FieldSet {
        self.dossier.filled()
    }

    /// What was granted of I.A.
    #[must_use]
    pub const fn identite(&self) -> &Identite {
        &self.dossier.identite
    }

    /// What was granted of I.B.
    #[must_use]
    pub const fn famille(&self) -> &Famille {
        &self.dossier.famille
    }

    /// What was granted of II.A.
    #[must_use]
    pub const fn formation(&self) -> &Formation {
        &self.dossier.formation
    }

    /// What was granted of II.B.
    #[must_use]
    pub const fn emploi(&self) -> &Emploi {
        &self.dossier.emploi
    }

    /// What was granted of II.C.
    #[must_use]
    pub const fn social(&self) -> &Social {
        &self.dossier.social
    }

    /// What was granted of III.
    #[must_use]
    pub const fn logement(&self) -> &Logement {
        &self.dossier.logement
    }

    /// What was granted of IV.A to IV.C.
    #[must_use]
    pub const fn suivi(&self) -> &Suivi {
        &self.dossier.suivi
    }

    /// What was granted of IV.D.
    #[must_use]
    pub const fn personnel(&self) -> &Personnel {
        &self.dossier.personnel
    }

    /// What was granted of what later versions added.
    #[must_use]
    pub const fn ajouts(&self) -> &Ajouts {
        &self.dossier.ajouts
    }

    /// What was granted of the facts of retention.
    #[must_use]
    pub const fn conservation(&self) -> &Conservation {
        &self.dossier.conservation
    }

    /// The same, to be written with its NIR in the clear: the caller says so by naming this call. None when the NIR was
    /// not granted.
    #[must_use]
    pub fn clear(&self) -> Option<ClearDossier<'_>> {
        self.granted.contains(Champ::Nir).then_some(ClearDossier(&self.dossier))
    }
}

/// Why a dossier cannot be disclosed: what is said of it is not so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DisclosureError {
    /// The dossier names its structure, and the request another.
    #[error("the dossier is of another structure than that of the request")]
    Structure,
    /// The dossier was anonymised, and the request does not say so.
    #[error("the dossier was anonymised, and the request does not say so")]
    State,
}

impl CodedError for DisclosureError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Structure => ErrorCode::DisclosureStructure,
            Self::State => ErrorCode::DisclosureState,
        }
    }

    fn field(&self) -> Option<String> {
        Some(match self {
            Self::Structure => "target.owning_mission_locale".to_owned(),
            Self::State => "facts.dossier_state".to_owned(),
        })
    }
}

/// References by which an event names who acted and on which dossier, as the caller chooses them.
#[derive(Clone, Copy)]
pub struct References<'a> {
    /// Who acts.
    pub agent: &'a str,
    /// The dossier.
    pub dossier: &'a str,
}

impl fmt::Debug for References<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("References(…)")
    }
}

/// The answer to a request on a dossier: decision, event and, where something was granted, the reduced dossier. None can
/// be had without the others.
#[derive(Clone, Debug)]
pub struct Disclosure<'l> {
    decision: Decision<'l>,
    event: AccessEvent,
    dossier: Option<DossierReduit>,
}

impl<'l> Disclosure<'l> {
    /// The decision.
    #[must_use]
    pub const fn decision(&self) -> &Decision<'l> {
        &self.decision
    }

    /// What is to be journalled.
    #[must_use]
    pub const fn event(&self) -> &AccessEvent {
        &self.event
    }

    /// The reduced dossier; none when nothing was granted, when the operation gives no view of the data, and in
    /// anonymised form: dropping fields is not anonymising (reading A14).
    #[must_use]
    pub const fn dossier(&self) -> Option<&DossierReduit> {
        self.dossier.as_ref()
    }

    /// The three together.
    #[must_use]
    pub fn into_parts(self) -> (Decision<'l>, AccessEvent, Option<DossierReduit>) {
        (self.decision, self.event, self.dossier)
    }
}

impl<'l> AccessRules<'l> {
    /// Answers a request on a dossier, with the reduced dossier and the event to be journalled.
    ///
    /// ```
    /// use imilo_core::dossier::Dossier;
    /// use imilo_core::habilitation::{AccessRules, DonneeSet, Facts, Finalite, Form, Operation, Options};
    /// use imilo_core::habilitation::{References, Request, Requester, Tables};
    ///
    /// let text = r#"{"identite": {"prenoms": "Ada", "fax": "0"}, "social": {"minima_sociaux": true}}"#;
    /// let dossier: Dossier = serde_json::from_str(text)?;
    /// let tables = Tables::built_in();
    /// let rules = AccessRules::on("2018-03-14".parse()?, &tables, Options::default())?;
    /// let request = Request {
    ///     actor: Requester::agent("ML-A", "2018-12-31".parse()?),
    ///     operation: Operation::Consult,
    ///     finalite: Finalite::Accompaniment,
    ///     form: Form::Nominative,
    ///     mission_locale: "ML-A",
    ///     donnees: DonneeSet::by_code("I.A.1").unwrap_or_default(),
    ///     facts: Facts::NONE,
    /// };
    /// let references = References { agent: "agent-7", dossier: "dossier-42" };
    /// let disclosure = rules.disclose(&dossier, &request, references)?;
    /// let reduced = disclosure.dossier().ok_or("nothing granted")?;
    /// assert_eq!(serde_json::to_string(reduced.identite())?, r#"{"prenoms":"Ada"}"#);
    /// assert_eq!(disclosure.event().granted[0], "identite.nom_naissance");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`DisclosureError`] when the dossier itself says otherwise than the request: its structure, its anonymisation.
    pub fn disclose(
        &self,
        dossier: &Dossier,
        request: &Request<'_>,
        references: References<'_>,
    ) -> Result<Disclosure<'l>, DisclosureError> {
        if dossier.structure().is_some_and(|code| code.as_str() != request.mission_locale) {
            return Err(DisclosureError::Structure);
        }
        let anonymised = matches!(&dossier.conservation.anonymised_on, Field::Given(on) if *on <= self.day);
        if anonymised && request.facts.state == DossierState::Active {
            return Err(DisclosureError::State);
        }
        let decision = self.decide(request);
        let granted = decision.granted().fields();
        let gives = gives_view(request) && request.form == Form::Nominative && !granted.is_empty();
        let reduced = gives.then(|| DossierReduit { granted, dossier: dossier.reduced(granted) });
        let event = self.event(&decision, request, references);
        Ok(Disclosure { decision, event, dossier: reduced })
    }

    fn event(
        &self,
        decision: &Decision<'l>,
        request: &Request<'_>,
        references: References<'_>,
    ) -> AccessEvent {
        let withheld = decision.asked().minus(decision.granted());
        let mut provisions = Vec::new();
        for finding in self.findings(decision) {
            crate::explain::push_new(&mut provisions, finding.rule.citation.code.clone().into_owned());
        }
        AccessEvent {
            day: self.day,
            agent: references.agent.to_owned(),
            dossier: references.dossier.to_owned(),
            mission_locale: request.mission_locale.to_owned(),
            actor: decision.actor.code(),
            operation: decision.operation.code(),
            purpose: decision.finalite.code(),
            form: decision.form.code(),
            outcome: decision.outcome(),
            granted: decision.granted().iter().map(Donnee::name).collect(),
            withheld: withheld.iter().map(Donnee::name).collect(),
            provisions,
        }
    }
}

/// Whether an operation shows data to somebody: recording, changing and erasing do not, nor does what flows in.
const fn gives_view(request: &Request<'_>) -> bool {
    match request.operation {
        Operation::Consult | Operation::Transmit | Operation::Transfer | Operation::OpenFseArchive => true,
        Operation::Link => matches!(request.facts.direction, Some(Direction::Outbound)),
        Operation::Create | Operation::Update | Operation::Delete => false,
    }
}
