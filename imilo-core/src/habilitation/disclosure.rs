//! Minimal disclosure: the reduced dossier, the decision and the event, made together.

use core::fmt;

use serde::{Serialize, Serializer};

use crate::dossier::{
    Ajouts, Champ, ClearDossier, Coded, Conservation, Dossier, Emploi, Famille, Field, FieldSet, Formation,
    Identite, Logement, Part, Personnel, Social, Suivi, texts_that_may_hold_a_nir,
};
use crate::error::{CodedError, ErrorCode};
use crate::explain::AccessEvent;
use crate::journal::check_text;

use super::decision::Decision;
use super::donnee::{Donnee, DonneeSet, NIR};
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
    /// A reference that cannot stand in an event: empty, too long, with a control character or a NIR.
    #[error("{field}: {}", ErrorCode::EventText.row().en)]
    Reference {
        /// Which one.
        field: &'static str,
    },
}

impl CodedError for DisclosureError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Structure => ErrorCode::DisclosureStructure,
            Self::State => ErrorCode::DisclosureState,
            Self::Reference { .. } => ErrorCode::EventText,
        }
    }

    fn field(&self) -> Option<String> {
        Some(match self {
            Self::Structure => "target.owning_mission_locale".to_owned(),
            Self::State => "facts.dossier_state".to_owned(),
            Self::Reference { field } => (*field).to_owned(),
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
    nir_in_text: FieldSet,
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

    /// Fields that were granted and are kept back, since a NIR is written in them and the NIR itself is not open to who
    /// asks. They are to be mended.
    #[must_use]
    pub const fn nir_in_text(&self) -> FieldSet {
        self.nir_in_text
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
    /// A heading that is granted as a whole gives those of its fields that the same request would be granted by their
    /// names; the event names the fields.
    ///
    /// # Errors
    /// [`DisclosureError`] when the dossier itself says otherwise than the request (its structure, its anonymisation), or
    /// a reference cannot stand in an event.
    pub fn disclose(
        &self,
        dossier: &Dossier,
        request: &Request<'_>,
        references: References<'_>,
    ) -> Result<Disclosure<'l>, DisclosureError> {
        let holder = match dossier.personnel.mission_locale.code.given() {
            Some(Coded::Valid(code)) => Some(code.as_str()),
            Some(Coded::Invalid(text)) => Some(text.as_ref()),
            None => None,
        };
        if holder.is_some_and(|code| code != request.mission_locale) {
            return Err(DisclosureError::Structure);
        }
        let anonymised = matches!(&dossier.conservation.anonymised_on, Field::Given(on) if *on <= self.day);
        if anonymised && request.facts.state == DossierState::Active {
            return Err(DisclosureError::State);
        }
        for (text, field) in [
            (references.agent, "references.agent"),
            (references.dossier, "references.dossier"),
            (request.mission_locale, "target.owning_mission_locale"),
        ] {
            check_text(text, field).map_err(|_| DisclosureError::Reference { field })?;
        }
        let decision = self.decide(request);
        let mut event = self.event(&decision, request, references);
        let view = gives_view(request) && request.form == Form::Nominative;
        let named = if view { self.by_field(request, &decision) } else { FieldSet::EMPTY };
        let nirs =
            if named.is_empty() { named } else { texts_that_may_hold_a_nir(dossier).intersection(named) };
        let open =
            !nirs.is_empty() && !self.decide(&Request { donnees: NIR, ..*request }).granted().is_empty();
        let nir_in_text = if open { FieldSet::EMPTY } else { nirs };
        let granted = named.minus(nir_in_text);
        if view {
            let asked = decision.asked().with_fields();
            let names = |set: DonneeSet| set.iter().map(Donnee::name).collect();
            // A number that leaves in a text is told as such.
            event.granted = names(DonneeSet::fields_only(granted).union(NIR.when(open)));
            // A heading that was granted is told by its fields.
            let withheld = asked.minus(DonneeSet::fields_only(granted)).minus(decision.granted().headings());
            event.withheld = names(withheld);
        }
        let reduced =
            (!granted.is_empty()).then(|| DossierReduit { granted, dossier: dossier.reduced(granted) });
        Ok(Disclosure { decision, event, dossier: reduced, nir_in_text })
    }

    /// The fields that a decision grants, by their names or by a heading.
    fn by_field(&self, request: &Request<'_>, decision: &Decision<'l>) -> FieldSet {
        let granted = decision.granted();
        let under = granted.headings().with_fields().fields();
        if under.is_empty() {
            return granted.fields();
        }
        let mut named = *request;
        named.donnees = DonneeSet::fields_only(under);
        named.actor.withheld = named.actor.withheld.with_fields();
        let facts = &mut named.facts;
        facts.necessary = facts.necessary.map(DonneeSet::with_fields);
        facts.continuity = facts.continuity.map(DonneeSet::with_fields);
        if let Some(control) = &mut facts.control {
            control.donnees = control.donnees.with_fields();
        }
        granted.fields().union(self.decide(&named).granted().fields())
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
