//! What a person is told beside the data: purposes, who may see them, until when, which rights.

use std::io::{self, Write};

use imilo_core::calendar::Date;
use imilo_core::calendar::jours_feries::Territoire;
use imilo_core::conservation::{ProgrammeKind, Readings, Retention, State, Tables as RetentionTables};
use imilo_core::dossier::{Champ, Dossier};
use imilo_core::droits::registre::Inscription;
use imilo_core::droits::responsabilites::{self, Duty, Responsabilites};
use imilo_core::droits::{self, Answerer, Demande, Motifs, Right, RightFacts, finalites};
use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::explain::{Outcome, Role};
use imilo_core::habilitation::{
    AccessRules, Actor, Condition, Finalite, MatrixRow, Operation, Options, Tables,
};
use imilo_core::law::{BeforeFirstRuleSet, Evidence};
use imilo_core::nir::holds_the_form_of_a_nir;
use imilo_core::wire::Failure;
use serde::{Deserialize, Serialize};

use super::agent::{NAMING, ToDo, to_do};
use super::items::{Part, parts};
use super::masking::{Account, without_nir};
use super::statement::{Consultation, Coverage, covered, reference, told};
use crate::page;
use crate::page::french_date;
use crate::registre::Holidays;
use crate::report::shown_file;
use crate::source::{FileNotice, NirState};

/// Name and version of the shape of an [`Access`].
const SCHEMA: &str = "imilo-access/1";

/// What is asked.
#[derive(Clone)]
pub struct Asked {
    /// The day.
    pub day: Date,
    /// Whether the NIR is shown.
    pub nir: NirState,
    /// The NIR as the file has it: a dossier keeps no number that was refused. It is told with the NIR only.
    pub nir_written: Option<String>,
    /// The statement of the journal, if there is one; none: it was not given.
    pub consultations: Option<Vec<Consultation>>,
    /// What that statement is complete for; none: it does not say.
    pub coverage: Option<Coverage>,
    /// Of which dossier the statement is, by the reference of the journal.
    pub dossier_ref: Option<String>,
    /// Day on which the request was received; none: the day of the answer.
    pub received: Option<Date>,
    /// Whose holidays count for the last day to answer.
    pub holidays: Holidays,
    /// What the law does not say and the caller knows.
    pub given: Given,
    /// Name of the file, which is all that the answer is of.
    pub file: Option<String>,
    /// What is to be said of the file as a whole: columns that were not read.
    pub notices: Vec<FileNotice>,
}

/// What art. 15 wants the person told and no text that was read says: whoever answers knows it. What is left out is a line to
/// fill on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Name and address of the controller who answers.
    pub controller: Option<String>,
    /// Whom the person may turn to.
    pub contact: Option<String>,
    /// Data protection officer, and how to reach them.
    pub dpo: Option<String>,
    /// Where the data come from, as far as they were not collected from the person.
    pub source: Option<String>,
    /// Whether anything is decided by a machine alone, how, and with which effects (art. 15(1)(h)).
    pub automated: Option<String>,
    /// Whether data leave the European Union, and under which safeguards (art. 15(2)).
    pub transfers: Option<String>,
    /// How the copy of the data is given (art. 15(3)).
    pub copy: Option<String>,
}

impl Given {
    /// The field in which a NIR seems to stand: it would be printed.
    fn with_a_nir(&self) -> Option<&'static str> {
        let Self { controller, contact, dpo, source, automated, transfers, copy } = self;
        let told = [
            ("controller", controller),
            ("contact", contact),
            ("dpo", dpo),
            ("source", source),
            ("automated", automated),
            ("transfers", transfers),
            ("copy", copy),
        ];
        let holds = |text: &Option<String>| text.as_deref().is_some_and(holds_the_form_of_a_nir);
        told.into_iter().find(|(_, text)| holds(text)).map(|(name, _)| name)
    }
}

/// Who is responsible, by the law of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Controllers {
    /// In French; empty while the text that says it was not read.
    pub fr: Vec<&'static str>,
    /// The same in English.
    pub en: Vec<&'static str>,
    /// Jointly.
    pub joint: bool,
    /// Codes of the provisions.
    pub founded_by: Vec<String>,
    /// How well they are known.
    pub evidence: Option<Evidence>,
}

/// A rule by which the time is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
    /// Code of the provision.
    pub provision: String,
    /// How well it is known.
    pub evidence: Evidence,
}

impl Asked {
    /// A day, the NIR left out, no statement of the journal.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self {
            day,
            nir: NirState::LeftOut,
            nir_written: None,
            consultations: None,
            coverage: None,
            dossier_ref: None,
            received: None,
            holidays: Holidays::default(),
            given: Given::default(),
            file: None,
            notices: Vec::new(),
        }
    }
}

/// What the processing is for, as the text of the day says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Purposes {
    /// In French, a sentence each.
    pub fr: Vec<&'static str>,
    /// The same in English.
    pub en: Vec<&'static str>,
    /// Whether the text was read in full; there may otherwise be others.
    pub in_full: bool,
    /// Code of the provision.
    pub provision: String,
    /// How well it is known.
    pub evidence: Evidence,
}

/// Who may see data of the dossier, by the law of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// Who, by its code.
    pub actor: &'static str,
    /// Who, in French.
    pub fr: &'static str,
    /// Who, in English.
    pub en: &'static str,
    /// For which purposes, in French.
    pub purposes_fr: Vec<&'static str>,
    /// The same in English.
    pub purposes_en: Vec<&'static str>,
    /// In which form at most.
    pub form: &'static str,
    /// Code of the provision.
    pub provision: String,
    /// How well it is known.
    pub evidence: Evidence,
}

/// Until when the dossier may be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Retained {
    /// Whether it may still be open.
    pub outcome: Outcome,
    /// First closed day; none when it is not known.
    pub accessible_until: Option<Date>,
    /// The earliest that it can be.
    pub at_least: Option<Date>,
    /// First closed day of the archive of the FSE.
    pub fse_archive_until: Option<Date>,
    /// Facts without which the day is not known.
    pub missing: Vec<&'static str>,
    /// The same in French words.
    pub missing_fr: Vec<&'static str>,
    /// State of the dossier on the day.
    pub state: State,
    /// Day on which it was anonymised.
    pub anonymised_on: Option<Date>,
    /// By which rules the time is counted: without a day, they are what the person is told (art. 15(1)(d)).
    pub criteria: Vec<Criterion>,
    /// Programmes and contracts that run on the day, in French: no end is known while they do.
    pub running_fr: Vec<String>,
    /// Codes of the provisions that fix the day.
    pub founded_by: Vec<String>,
    /// How well they are known.
    pub evidence: Option<Evidence>,
}

/// What the person may ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RightTold {
    /// Which right, by its code.
    pub right: &'static str,
    /// In French.
    pub fr: &'static str,
    /// In English.
    pub en: &'static str,
    /// Whether it is open.
    pub outcome: Outcome,
    /// Why, in French.
    pub reason_fr: String,
    /// Why, in English.
    pub reason_en: String,
    /// Codes of the provisions.
    pub founded_by: Vec<String>,
    /// How well they are known.
    pub evidence: Option<Evidence>,
}

/// The access dossier of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Access {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The day.
    pub date: Date,
    /// Rule set of the day.
    pub rule_set: String,
    /// Name of the file, which is all that this is of.
    pub file: Option<String>,
    /// What of the file was not read.
    pub notices: Vec<FileNotice>,
    /// What the agent has to do before the page is handed over.
    pub to_do: Vec<ToDo>,
    /// Who is responsible.
    pub controllers: Controllers,
    /// What the caller told of controller, contact, officer and source.
    pub given: Given,
    /// Matricule of the dossier, masked if it may hold a NIR.
    pub dossier: Option<String>,
    /// Whether the NIR is shown: `clear` or `left_out`.
    pub nir: NirState,
    /// The data, by category.
    pub data: Vec<Part>,
    /// Fields that name the person, by their paths: a dossier that is anonymised has none.
    pub named_by: Vec<&'static str>,
    /// Whose the bank account is.
    #[serde(skip)]
    pub(crate) account: Account,
    /// What for.
    pub purposes: Purposes,
    /// Who may consult or change them.
    pub users: Vec<Holder>,
    /// To whom they may be transmitted.
    pub recipients: Vec<Holder>,
    /// From whom data come into I-MILO, by a link of their files (art. 15(1)(g)).
    pub sources: Vec<Holder>,
    /// Other links of files, of which the text that was read does not say which way the data go.
    pub links: Vec<Holder>,
    /// Whether the lists of the day were read in full; others may otherwise exist.
    pub lists_in_full: bool,
    /// Until when.
    pub retention: Retained,
    /// The rights.
    pub rights: Vec<RightTold>,
    /// Who answers; none while the text that says it was not read.
    pub answered_by: Option<&'static str>,
    /// Day on which the request was received: the day of the answer when no other was told.
    pub received: Date,
    /// Last day to answer a request received on that day.
    pub due_date: Date,
    /// Codes of the provisions of that day.
    #[serde(skip)]
    pub due_founded_by: Vec<&'static str>,
    /// Whose holidays counted.
    pub holidays: &'static str,
    /// The consultations, without the agents; none when the journal was not given.
    pub consultations: Option<Vec<Consultation>>,
    /// Whether the statement has consultations of a later day than the answer: they are left out.
    #[serde(skip)]
    pub later_days: bool,
    /// What they are complete for; none when the statement does not say.
    pub coverage: Option<Coverage>,
    /// Of which dossier the statement is, by the reference of the journal; none when it does not say.
    pub dossier_ref: Option<String>,
}

impl Access {
    /// Writes the page that is handed to the person, in French.
    ///
    /// # Errors
    /// Whatever `out` gives.
    pub fn write_page(&self, out: &mut impl Write) -> io::Result<()> {
        page::write_access(out, self)
    }
}

/// Everything that is held of a person, and what the law of a day says of it.
///
/// # Errors
/// [`Failure`] for a day before 2015-01-29, or facts of retention that cannot be judged.
pub fn access(dossier: &Dossier, asked: &Asked) -> Result<Access, Failure> {
    let day = asked.day;
    if let Some(field) = asked.given.with_a_nir() {
        return Err(Failure::of(ErrorCode::InvalidArgument).at(&format!("given.{field}")));
    }
    let early = |error| Failure::from(error).at("date");
    let tables = Tables::built_in();
    let rules = AccessRules::on(day, &tables, Options::default()).map_err(early)?;
    let matrix = rules.matrix();
    let transmits = |line: &&MatrixRow<'_>| line.operations.contains(Operation::Transmit);
    let structure = dossier.structure().map(ToString::to_string).unwrap_or_default();
    let links = |line: &&MatrixRow<'_>| line.operations.contains(Operation::Link);
    let inbound = |line: &&MatrixRow<'_>| line.row.conditions.contains(Condition::InboundLink);
    // Who asks is told of in the second person, as the one who asks.
    let is_other = |line: &&MatrixRow<'_>| line.row.actor != Actor::DataSubject;
    let retention = retention(dossier, day)?;
    let (data, account) =
        parts(dossier, asked.nir, asked.nir_written.as_deref()).map_err(|_| Failure::internal())?;
    let filled = dossier.filled();
    let named_by: Vec<_> =
        NAMING.into_iter().filter(|champ| filled.contains(*champ)).map(|champ| champ.row().path).collect();
    let (rights, answered_by) = rights(day, &structure, motifs(&retention, &named_by))?;
    let received = asked.received.unwrap_or(day);
    if day < received {
        return Err(Failure::of(ErrorCode::InvalidArgument).at("received"));
    }
    let territoire = territoire(asked.holidays, &structure);
    let demande = Demande { receipt_date: received, extension_notice: None, reply_date: None };
    let due = demande.delai(territoire).map_err(|error| Failure::of(error.code()).at("received"))?;
    let mut access = Access {
        schema: SCHEMA,
        date: day,
        rule_set: rules.rule_set().to_owned(),
        file: asked.file.as_deref().map(|name| shown_file(name).into_owned()),
        notices: asked.notices.clone(),
        controllers: controllers(day).map_err(early)?,
        given: asked.given.clone(),
        dossier: dossier.identite.matricule.given().map(|text| matricule(text)),
        nir: asked.nir,
        data,
        named_by,
        account,
        purposes: purposes(day).map_err(early)?,
        users: holders(matrix.iter().filter(|line| !transmits(line) && !links(line)).filter(is_other)),
        recipients: holders(matrix.iter().filter(transmits).filter(is_other)),
        sources: holders(matrix.iter().filter(|line| links(line) && inbound(line))),
        links: holders(matrix.iter().filter(|line| links(line) && !inbound(line))),
        lists_in_full: rules.lists_read().into_iter().all(|(_, in_full)| in_full),
        retention,
        rights,
        answered_by,
        received,
        due_date: due.due_date,
        due_founded_by: due.founded_by(),
        holidays: territoire.code(),
        consultations: asked
            .consultations
            .as_ref()
            .map(|list| list.iter().filter(|line| line.day <= day).map(told).collect()),
        later_days: asked.consultations.iter().flatten().any(|line| line.day > day),
        coverage: asked.coverage.as_ref().map(covered),
        dossier_ref: asked.dossier_ref.as_deref().and_then(reference),
        to_do: Vec::new(),
    };
    access.to_do = to_do(&access, dossier);
    Ok(access)
}

/// The number of the dossier, masked if it may hold a NIR.
fn matricule(text: &str) -> String {
    without_nir(Champ::Matricule, None, text).unwrap_or_else(|| text.to_owned())
}

fn controllers(day: Date) -> Result<Controllers, BeforeFirstRuleSet> {
    let tables = responsabilites::Tables::built_in();
    let duties = Responsabilites::on(day, &tables)?;
    let holders = duties.who(Duty::Controller);
    let (fr, en) = holders.actors.unwrap_or_default().iter().map(|actor| actor.words()).unzip();
    let founded_by = holders.founded_by().into_iter().map(str::to_owned).collect();
    Ok(Controllers { fr, en, joint: holders.joint, founded_by, evidence: holders.evidence() })
}

fn purposes(day: Date) -> Result<Purposes, BeforeFirstRuleSet> {
    let told = finalites::on(day)?;
    let (fr, en) = told.value.enonces.iter().copied().unzip();
    let (provision, evidence) = (told.citation.code.to_string(), told.citation.evidence);
    Ok(Purposes { fr, en, in_full: told.value.in_full, provision, evidence })
}

/// The lines of a list, one a holder, form and provision, with all its purposes.
fn holders<'m>(lines: impl Iterator<Item = &'m MatrixRow<'m>>) -> Vec<Holder> {
    let mut holders: Vec<Holder> = Vec::new();
    for line in lines {
        let row = line.row;
        // A row whose text was not read founds nothing: nobody is told to be in it.
        if row.citation.evidence == Evidence::Unknown {
            continue;
        }
        let (actor, form, provision) = (row.actor.code(), row.form.code(), row.citation.code.as_ref());
        let known = holders
            .iter()
            .position(|known| known.actor == actor && known.form == form && known.provision == provision);
        let place = known.unwrap_or_else(|| {
            let (fr, en) = row.actor.words();
            holders.push(Holder {
                actor,
                fr,
                en,
                purposes_fr: Vec::new(),
                purposes_en: Vec::new(),
                form,
                provision: provision.to_owned(),
                evidence: row.citation.evidence,
            });
            holders.len() - 1
        });
        let Some(holder) = holders.get_mut(place) else { continue };
        // That the person asks is no purpose of the processing.
        let purposes = line.finalites.iter().filter(|purpose| !purpose.code().starts_with("right_of_"));
        for (fr, en) in purposes.map(Finalite::words) {
            if !holder.purposes_fr.contains(&fr) {
                holder.purposes_fr.push(fr);
                holder.purposes_en.push(en);
            }
        }
    }
    holders
}

fn retention(dossier: &Dossier, day: Date) -> Result<Retained, Failure> {
    let tables = RetentionTables::built_in();
    let retention =
        Retention::on(day, &tables, Readings::default()).map_err(|error| Failure::from(error).at("date"))?;
    let decision = retention.dossier(dossier.facts()).map_err(|error| {
        let field = error.field().unwrap_or_default();
        Failure::of(error.code()).at(&field)
    })?;
    let findings = decision.findings();
    let founding = findings.iter().filter(|finding| finding.role == Role::Founds);
    // Where no term was computed nothing was counted.
    let counted = founding.filter(|finding| finding.code != "conservation_no_term");
    let criteria = counted.map(|finding| Criterion {
        fr: finding.fr.to_string(),
        en: finding.en.to_string(),
        provision: finding.rule.citation.code.to_string(),
        evidence: finding.evidence,
    });
    Ok(Retained {
        state: decision.state,
        anonymised_on: dossier.conservation.anonymised_on.given().copied(),
        criteria: criteria.collect(),
        running_fr: running(dossier, day),
        missing_fr: decision.missing.iter().map(|fact| fact.fr()).collect(),
        outcome: decision.outcome,
        accessible_until: decision.accessible_until,
        at_least: decision.at_least,
        fse_archive_until: decision.fse_archive_until,
        missing: decision.missing.iter().map(|fact| fact.code()).collect(),
        founded_by: decision.founded_by().into_iter().map(str::to_owned).collect(),
        evidence: decision.evidence(),
    })
}

/// The contracts and programmes that were begun and have no end.
fn running(dossier: &Dossier, day: Date) -> Vec<String> {
    let kept = &dossier.conservation;
    let since = |what: &str, start: Date| format!("{what} commencé le {}", french_date(start));
    let contracts = kept.cej_contracts.given().into_iter().flatten();
    let contracts = contracts.filter(|contract| contract.start <= day && contract.end.is_none());
    let programmes = kept.programmes.given().into_iter().flatten();
    let programmes = programmes.filter(|programme| programme.start <= day && programme.end.is_none());
    let contracts = contracts.map(|contract| since("contrat d'engagement jeune", contract.start));
    contracts.chain(programmes.map(|programme| since(kind(programme.kind), programme.start))).collect()
}

const fn kind(kind: ProgrammeKind) -> &'static str {
    match kind {
        ProgrammeKind::Pacea => "parcours contractualisé d'accompagnement (PACEA)",
        ProgrammeKind::Cej => "contrat d'engagement jeune",
        ProgrammeKind::GarantieJeunes => "Garantie jeunes",
        ProgrammeKind::EmploiAvenir => "emploi d'avenir",
        ProgrammeKind::Civis => "contrat d'insertion dans la vie sociale (CIVIS)",
        ProgrammeKind::Other => "programme",
    }
}

/// Whose holidays count: those of the structure where they are asked for and known.
fn territoire(holidays: Holidays, structure: &str) -> Territoire {
    let own =
        || Inscription { mission_locale: Some(structure.to_owned()), ..Inscription::default() }.territoire();
    if holidays.by_structure { own() } else { None }.unwrap_or(holidays.territoire)
}

/// What the retention of the dossier says of the ground of an erasure (RGPD, art. 17(1)(a)).
fn motifs(retention: &Retained, named_by: &[&'static str]) -> Motifs {
    let past = match (retention.state, retention.outcome) {
        // The archive of the FSE still needs them.
        (State::FseArchive, _) => Some(false),
        (State::Anonymise | State::FseAnonymise, _) => Some(true),
        (State::Accessible, Outcome::Conforming) => Some(false),
        _ => None,
    };
    Motifs {
        no_longer_needed: past,
        nominative_left: past.filter(|past| *past).map(|_| !named_by.is_empty()),
        ..Motifs::default()
    }
}

fn rights(
    day: Date,
    structure: &str,
    motifs: Motifs,
) -> Result<(Vec<RightTold>, Option<&'static str>), Failure> {
    let tables = droits::Tables::built_in();
    let mut answered_by = None;
    let mut told = Vec::new();
    for right in Right::ALL {
        let facts = RightFacts {
            right,
            mission_locale: structure,
            identity_verified: Some(true),
            own_data: Some(true),
            mandate: None,
            motifs,
        };
        let found = droits::examine(day, &tables, &facts).map_err(|error| Failure::from(error).at("date"))?;
        // Whether the term is past is not known: neither is whether the right is open.
        let outcome =
            if found.missing.contains(&"no_longer_needed") { Outcome::Undetermined } else { found.outcome };
        answered_by = found.answered_by.map(|(who, _)| Answerer::code(who));
        let founding: Vec<_> = found.findings.iter().filter(|finding| finding.role == Role::Founds).collect();
        let (fr, en) = right.words();
        told.push(RightTold {
            right: right.code(),
            fr,
            en,
            outcome,
            reason_fr: founding.iter().map(|finding| finding.fr.as_ref()).collect::<Vec<_>>().join(" ; "),
            reason_en: founding.iter().map(|finding| finding.en.as_ref()).collect::<Vec<_>>().join("; "),
            founded_by: founding.iter().map(|finding| finding.rule.citation.code.to_string()).collect(),
            evidence: founding.iter().map(|finding| finding.evidence).reduce(Evidence::weaker),
        });
    }
    Ok((told, answered_by))
}
