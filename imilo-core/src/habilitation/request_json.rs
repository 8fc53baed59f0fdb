//! A request as JSON: the shape of the case files.
//!
//! What is not given is not attested. A key or a word that is not known is an error which names its place, and never
//! repeats a value.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::calendar::Date;
use crate::error::{CodedError, ErrorCode};
use crate::serde_read::{Readable, keyed, required};
use crate::serde_text;

use super::condition::{Condition, ConditionSet};
use super::donnee::DonneeSet;
use super::request::{ControlAuthorisation, Convention, EntrustedScheme, Facts, Request, Requester};
use super::words::{
    Actor, ControlAuthority, Direction, DossierState, Finalite, Form, Operation, OperationSet, Processing,
    words,
};

/// A code of the vocabulary and what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DonneeCode {
    /// As it was written.
    pub code: String,
    /// What it names.
    pub donnees: DonneeSet,
}

impl Readable for DonneeCode {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::parse(deserializer, "the code of a datum", |text| {
            let donnees = DonneeSet::by_code(text).ok_or("not the code of a datum")?;
            Ok::<_, &'static str>(Self { code: text.to_owned(), donnees })
        })
    }
}

fn union(codes: &[DonneeCode]) -> DonneeSet {
    codes.iter().fold(DonneeSet::EMPTY, |all, code| all.union(code.donnees))
}

words! {
    /// By whom an agent was habilitated.
    HabilitatedBy {
        LocalAuthority = "local_authority", "autorité de la mission locale", "authority of the mission locale";
    }
}

#[derive(Clone, Debug, Default)]
struct ActorJson {
    class: Option<Actor>,
    mission_locale: Option<String>,
    designated: Option<bool>,
    habilitated_until: Option<Date>,
    habilitated_by: Option<HabilitatedBy>,
    habilitated_operations: Option<Vec<Operation>>,
    withheld_fields: Option<Vec<DonneeCode>>,
    participates_in_accompaniment: Option<bool>,
    /// Read and without effect on the operations on data.
    subject_class: Option<String>,
}

keyed!(ActorJson {
    class,
    mission_locale,
    designated,
    habilitated_until,
    habilitated_by,
    habilitated_operations,
    withheld_fields,
    participates_in_accompaniment,
    subject_class,
} required { class });

#[derive(Clone, Debug, Default)]
struct TargetJson {
    owning_mission_locale: Option<String>,
    fields: Option<Vec<DonneeCode>>,
}

keyed!(TargetJson { owning_mission_locale, fields } required { owning_mission_locale, fields });

#[derive(Clone, Debug, Default)]
struct ControlJson {
    by: Option<ControlAuthority>,
    from: Option<Date>,
    to: Option<Date>,
    fields: Option<Vec<DonneeCode>>,
}

keyed!(ControlJson { by, from, to, fields } required { by, from, to, fields });

#[derive(Clone, Debug, Default)]
struct SchemeJson {
    with: Option<String>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
}

keyed!(SchemeJson { with, valid_from, valid_to } required { with, valid_from });

#[derive(Clone, Debug, Default)]
struct ConventionJson {
    with: Option<String>,
    signed_on: Option<Date>,
    valid_to: Option<Date>,
    operations: Option<Vec<Operation>>,
    security_undertaking: Option<bool>,
    no_other_use_undertaking: Option<bool>,
    /// Read and without effect: no clause lifts a prohibition.
    clause: Option<String>,
}

keyed!(ConventionJson {
    with,
    signed_on,
    valid_to,
    operations,
    security_undertaking,
    no_other_use_undertaking,
    clause,
} required { with, signed_on });

#[derive(Clone, Debug, Default)]
struct TitleJson {
    /// For the reader: the text that gives the title.
    text: Option<String>,
    valid_from: Option<Date>,
}

keyed!(TitleJson { text, valid_from } required { valid_from });

/// Declares the facts: those attested by their name, then the others. A macro, where a function would not do: the keys
/// and the conditions must not drift apart.
macro_rules! facts {
    ($($flag:ident,)* ; $($field:ident: $type:ty,)*) => {
        #[derive(Clone, Debug, Default)]
        struct FactsJson {
            $($flag: Option<bool>,)*
            $($field: Option<$type>,)*
        }

        keyed!(FactsJson { $($flag,)* $($field,)* });

        impl FactsJson {
            fn attested(&self) -> ConditionSet {
                let flags = [$((stringify!($flag), self.$flag),)*];
                let condition = |(code, told): (&str, Option<bool>)| {
                    Condition::by_code(code).filter(|condition| told == Some(true) && condition.is_attested())
                };
                flags.into_iter().filter_map(condition).collect()
            }
        }
    };
}

facts! {
    ppae_in_progress, left_without_diploma, conventional_scheme, emploi_avenir_beneficiary,
    acts_under_l5134_19_1_2, civis_in_progress, fse_participant, control_in_progress, prefect_designation,
    allowance_due, research_convention_with_dares, under_justice, placed_in_area,
    fit_for_job_within_six_months, cej_beneficiary, payment_engaged, ministerial_authorisation,
    recorded_by_other_controller, identity_verified, own_data, mandate, minor, limitation, pacea,
    ;
    necessary_fields: Vec<DonneeCode>,
    continuity_fields: Vec<DonneeCode>,
    moved_on: Date,
    residence_zone_of: String,
    transferred_on: Date,
    former_mission_locale: String,
    dossier_state: DossierState,
    age: u8,
    control_authorisation: ControlJson,
    entrusted_scheme: SchemeJson,
    convention: ConventionJson,
    commissions: String,
    finances: String,
    own_nir_title: TitleJson,
    other_processing: Processing,
    direction: Direction,
    cnil_conformity_declaration_on: Date,
    opened_on: Date,
    received_by: String,
}

/// The keys of a request, as they were read.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequestKeys {
    date: Option<Date>,
    actor: Option<ActorJson>,
    operation: Option<Operation>,
    purpose: Option<Finalite>,
    requested_form: Option<Form>,
    target: Option<TargetJson>,
    facts: Option<FactsJson>,
}

keyed!(RequestKeys { date, actor, operation, purpose, requested_form, target, facts });

/// A request that was read from JSON, which owns its texts.
///
/// ```
/// use imilo_core::habilitation::RequestJson;
/// let text = r#"{"date": "2018-03-14", "actor": {"class": "asp"}, "operation": "transmit",
///     "purpose": "benefit_payment", "target": {"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}}"#;
/// let read: RequestJson = serde_json::from_str(text)?;
/// assert_eq!(read.codes()[0].code, "I.A.1");
/// assert!(serde_json::from_str::<RequestJson>(&text.replace("asp", "bank")).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct RequestJson {
    /// Day of the operation.
    pub date: Date,
    actor: ActorJson,
    class: Actor,
    operation: Operation,
    finalite: Finalite,
    form: Form,
    mission_locale: String,
    codes: Vec<DonneeCode>,
    facts: FactsJson,
}

impl<'de> Deserialize<'de> for RequestJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        RequestKeys::read(deserializer)?.whole()
    }
}

impl RequestKeys {
    /// The request, if no key lacks.
    pub(crate) fn whole<E: Error>(self) -> Result<RequestJson, E> {
        let actor = required(self.actor, "actor")?;
        let target = required(self.target, "target")?;
        Ok(RequestJson {
            date: required(self.date, "date")?,
            class: required(actor.class, "class")?,
            actor,
            operation: required(self.operation, "operation")?,
            finalite: required(self.purpose, "purpose")?,
            form: self.requested_form.unwrap_or(Form::Nominative),
            mission_locale: required(target.owning_mission_locale, "owning_mission_locale")?,
            codes: required(target.fields, "fields")?,
            facts: self.facts.unwrap_or_default(),
        })
    }
}

impl FactsJson {
    fn facts(&self) -> Facts<'_> {
        let control = self.control_authorisation.as_ref().and_then(|control| {
            Some(ControlAuthorisation {
                by: control.by?,
                from: control.from?,
                to: control.to?,
                donnees: union(control.fields.as_deref()?),
            })
        });
        let scheme = self.entrusted_scheme.as_ref().and_then(|scheme| {
            Some(EntrustedScheme {
                with: scheme.with.as_deref()?,
                valid_from: scheme.valid_from?,
                valid_to: scheme.valid_to,
            })
        });
        let convention = self.convention.as_ref().and_then(|convention| {
            Some(Convention {
                with: convention.with.as_deref()?,
                signed_on: convention.signed_on?,
                valid_to: convention.valid_to,
                operations: convention.operations.iter().flatten().copied().collect(),
                security_undertaking: convention.security_undertaking == Some(true),
                no_other_use_undertaking: convention.no_other_use_undertaking == Some(true),
            })
        });
        Facts {
            attested: self.attested(),
            necessary: self.necessary_fields.as_deref().map(union),
            continuity: self.continuity_fields.as_deref().map(union),
            moved_on: self.moved_on,
            residence_zone_of: self.residence_zone_of.as_deref(),
            transferred_on: self.transferred_on,
            former_mission_locale: self.former_mission_locale.as_deref(),
            state: self.dossier_state.unwrap_or(DossierState::Active),
            age: self.age,
            control,
            scheme,
            convention,
            commissions: self.commissions.as_deref(),
            finances: self.finances.as_deref(),
            own_nir_title_from: self.own_nir_title.as_ref().and_then(|title| title.valid_from),
            processing: self.other_processing,
            direction: self.direction,
            declared_on: self.cnil_conformity_declaration_on,
            opened_on: self.opened_on,
        }
    }
}

/// What a request says of itself that cannot be: which key, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {}", .code.row().en)]
pub struct RequestError {
    field: &'static str,
    code: ErrorCode,
}

impl CodedError for RequestError {
    fn code(&self) -> ErrorCode {
        self.code
    }

    fn field(&self) -> Option<String> {
        Some(self.field.to_owned())
    }
}

impl RequestJson {
    /// Looks for what no type refuses: no datum, a structure without a name, a period reversed, a link that opens after
    /// the day.
    ///
    /// # Errors
    /// [`RequestError`], the first of them.
    pub fn check(&self) -> Result<(), RequestError> {
        let error = |field, code| Err(RequestError { field, code });
        if self.codes.is_empty() {
            return error("target.fields", ErrorCode::MissingField);
        }
        let request = self.request();
        let facts = &request.facts;
        for (field, structure) in [
            ("target.owning_mission_locale", Some(request.mission_locale)),
            ("actor.mission_locale", request.actor.mission_locale),
            ("facts.residence_zone_of", facts.residence_zone_of),
            ("facts.former_mission_locale", facts.former_mission_locale),
            ("facts.entrusted_scheme.with", facts.scheme.map(|scheme| scheme.with)),
            ("facts.convention.with", facts.convention.map(|convention| convention.with)),
            ("facts.commissions", facts.commissions),
            ("facts.finances", facts.finances),
        ] {
            if structure == Some("") {
                return error(field, ErrorCode::MissingField);
            }
        }
        let scheme = facts.scheme.map(|scheme| (scheme.valid_from, scheme.valid_to));
        let convention = facts.convention.map(|convention| (convention.signed_on, convention.valid_to));
        for (field, period) in [
            ("facts.entrusted_scheme.valid_to", scheme),
            ("facts.convention.valid_to", convention),
            ("facts.control_authorisation.to", facts.control.map(|control| (control.from, Some(control.to)))),
        ] {
            if period.is_some_and(|(from, to)| to.is_some_and(|to| to < from)) {
                return error(field, ErrorCode::PeriodReversed);
            }
        }
        match facts.opened_on {
            Some(opened) if opened > self.date => error("facts.opened_on", ErrorCode::OperationAfterDate),
            _ => Ok(()),
        }
    }

    /// The codes of the data asked for, as they were written.
    #[must_use]
    pub fn codes(&self) -> &[DonneeCode] {
        &self.codes
    }

    /// The request, on the texts that this value owns.
    #[must_use]
    pub fn request(&self) -> Request<'_> {
        let actor = &self.actor;
        Request {
            actor: Requester {
                class: self.class,
                mission_locale: actor.mission_locale.as_deref(),
                designated: actor.designated == Some(true),
                habilitated_until: actor.habilitated_until,
                by_local_authority: actor.habilitated_by == Some(HabilitatedBy::LocalAuthority),
                accompanies: actor.participates_in_accompaniment == Some(true),
                operations: actor
                    .habilitated_operations
                    .as_ref()
                    .map(|operations| operations.iter().copied().collect::<OperationSet>()),
                withheld: actor.withheld_fields.as_deref().map_or(DonneeSet::EMPTY, union),
            },
            operation: self.operation,
            finalite: self.finalite,
            form: self.form,
            mission_locale: &self.mission_locale,
            donnees: union(&self.codes),
            facts: self.facts.facts(),
        }
    }
}
