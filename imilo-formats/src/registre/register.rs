//! The register of a file, judged as of a day.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;

use imilo_core::calendar::Date;
use imilo_core::calendar::jours_feries::Territoire;
use imilo_core::droits::registre::{EtatDemande, Inscription, Query, Standing};
use imilo_core::droits::{DemandeError, Extension, Right};
use imilo_core::error::CodedError;
use imilo_core::law::Evidence;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::masking::shown;
use super::read::{Read1, Refused, read, refusal, written};
use crate::report::{MASKED, shown_file};
use crate::source::{FileNotice, Unreadable};
use crate::tabular::Mapping;

/// Name and version of the shape of a [`Register`].
const SCHEMA: &str = "imilo-register/1";

/// What is asked of a file.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Day, horizon, holidays.
    pub query: Query,
    /// Which column carries what, when the names do not tell.
    pub mapping: Option<&'a Mapping>,
    /// Name under which the register shows the file.
    pub name: &'a str,
}

impl Asked<'_> {
    /// A file whose columns tell what they are.
    #[must_use]
    pub const fn new(query: Query) -> Self {
        Self { query, mapping: None, name: "" }
    }
}

/// A remark on an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RemarkText {
    /// Stable code.
    pub code: &'static str,
    /// Column that it is about.
    pub column: &'static str,
    /// Sentence in French.
    pub fr: Cow<'static, str>,
    /// Sentence in English.
    pub en: Cow<'static, str>,
}

impl RemarkText {
    /// That the last day is an earlier one where Good Friday is no holiday.
    fn good_friday(day: Date) -> Self {
        let french = format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
        Self {
            code: "good_friday",
            column: "mission_locale",
            fr: format!(
                "l'échéance dépend du vendredi saint, férié seulement dans les communes qui ont un temple protestant ou une église mixte (code du travail, art. L. 3134-13) : ailleurs, c'est le {french}"
            )
            .into(),
            en: format!(
                "the due date depends on Good Friday, a holiday only in communes that have a protestant church or a mixed one (code du travail, art. L. 3134-13): elsewhere, it is {day}"
            )
            .into(),
        }
    }

    /// That another entry has the same number.
    const NUMBER_TWICE: Self = Self {
        code: "number_twice",
        column: "number",
        fr: Cow::Borrowed("une autre inscription porte le même numéro"),
        en: Cow::Borrowed("another entry has the same number"),
    };
}

/// An entry, and where the request stands.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JudgedEntry {
    /// Number of the record in the file, from 1.
    pub record: u64,
    /// Line of the file, of a CSV.
    pub line: Option<u64>,
    /// What the register has. A text that may hold a NIR is masked.
    pub entry: Inscription,
    /// Where it stands on the day.
    pub state: EtatDemande,
    /// The state in French.
    pub state_fr: &'static str,
    /// The state in English.
    pub state_en: &'static str,
    /// The right in French; none when it is not told, or not one of the words known.
    pub right_fr: Option<&'static str>,
    /// The right in English.
    pub right_en: Option<&'static str>,
    /// Whose holidays counted: of the structure, or of the whole register.
    #[schemars(with = "String")]
    pub holidays: Territoire,
    /// The same in French.
    pub holidays_fr: &'static str,
    /// The same in English.
    pub holidays_en: &'static str,
    /// Last day in time without extension.
    #[schemars(with = "Option<String>")]
    pub first_due_date: Option<Date>,
    /// Last day in time.
    #[schemars(with = "Option<String>")]
    pub due_date: Option<Date>,
    /// What the notice of an extension is worth: `none`, `in_time`, `void`.
    #[schemars(with = "Option<String>")]
    pub extension: Option<Extension>,
    /// Days left until the last one, negative when it is past; none once nothing is due any more.
    pub days_left: Option<i64>,
    /// Rule set of the day of receipt.
    pub rule_set: Option<String>,
    /// Codes of the provisions that fix the last day.
    pub founded_by: Vec<String>,
    /// How well they are known.
    #[schemars(with = "Option<String>")]
    pub evidence: Option<Evidence>,
    /// Facts without which the state cannot be said.
    pub missing: Vec<&'static str>,
    /// The same in French.
    pub missing_fr: Vec<&'static str>,
    /// The same in English.
    pub missing_en: Vec<&'static str>,
    /// What the register does not say, or says otherwise.
    pub remarks: Vec<RemarkText>,
}

/// A row that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RefusedEntry {
    /// Number of the record in the file, from 1.
    pub record: u64,
    /// Line of the file, of a CSV.
    pub line: Option<u64>,
    /// Column of the file, from 1, where the fault is in one.
    pub column: Option<usize>,
    /// Name of the column or key.
    pub field: Option<String>,
    /// What the column holds, in French; of a key that is none, the key.
    pub field_fr: Option<String>,
    /// What the column holds, in English.
    pub field_en: Option<String>,
    /// Stable code.
    pub code: &'static str,
    /// Sentence in French.
    pub message_fr: Cow<'static, str>,
    /// Sentence in English.
    pub message_en: Cow<'static, str>,
    /// What of the row could be read, and the rest as it was written, so that the register written is the whole one;
    /// none when the row could not be cut into cells. A text that may hold a NIR is masked.
    pub entry: Option<Map<String, Value>>,
}

impl RefusedEntry {
    fn of(refused: Refused, masked: &mut bool) -> Self {
        let Refused { refusal, entry } = refused;
        let refusal = *refusal;
        // A key of JSON is a text as another.
        let field = refusal.field.as_deref().map(|field| shown(field).into_owned());
        let known = Inscription::COLUMNS.into_iter().find(|column| Some(*column) == field.as_deref());
        let words = known.map(Inscription::words);
        Self {
            field_fr: words.map(|(fr, _)| fr.to_owned()).or_else(|| field.clone()),
            field_en: words.map(|(_, en)| en.to_owned()).or_else(|| field.clone()),
            field,
            record: refusal.record,
            line: refusal.line,
            column: refusal.column,
            code: refusal.code,
            message_fr: refusal.fr,
            message_en: refusal.en,
            entry: entry.map(|entry| without_nir(entry, masked)),
        }
    }
}

/// The same without any text or number that may hold a NIR.
fn without_nir(entry: Map<String, Value>, masked: &mut bool) -> Map<String, Value> {
    let hide = |text: &str, masked: &mut bool| {
        let safe = shown(text);
        *masked |= safe != text;
        safe.into_owned()
    };
    let of = |value: Value, masked: &mut bool| match value {
        Value::Object(inner) => Value::Object(without_nir(inner, masked)),
        Value::String(text) => Value::String(hide(&text, masked)),
        Value::Null | Value::Bool(_) => value,
        // A list is no value of an entry: as its text.
        Value::Number(_) | Value::Array(_) => {
            let text = value.to_string();
            let safe = hide(&text, masked);
            if safe == text { value } else { Value::String(safe) }
        }
    };
    entry.into_iter().map(|(key, value)| (hide(&key, masked), of(value, masked))).collect()
}

/// How many requests stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    overdue: u64,
    due_soon: u64,
    undetermined: u64,
    open: u64,
    answered_late: u64,
    answered_in_time: u64,
    withdrawn: u64,
    not_yet_received: u64,
}

impl Counts {
    fn place(&mut self, state: EtatDemande) -> &mut u64 {
        match state {
            EtatDemande::Overdue => &mut self.overdue,
            EtatDemande::DueSoon => &mut self.due_soon,
            EtatDemande::Undetermined => &mut self.undetermined,
            EtatDemande::Open => &mut self.open,
            EtatDemande::AnsweredLate => &mut self.answered_late,
            EtatDemande::AnsweredInTime => &mut self.answered_in_time,
            EtatDemande::Withdrawn => &mut self.withdrawn,
            EtatDemande::NotYetReceived => &mut self.not_yet_received,
        }
    }

    /// How many stand there.
    #[must_use]
    pub fn of(&self, state: EtatDemande) -> u64 {
        *{ *self }.place(state)
    }
}

/// A remark on the whole file, as the schema has it.
#[derive(JsonSchema)]
#[schemars(rename = "FileNotice")]
#[expect(dead_code, reason = "describes `FileNotice`, whose texts are plain")]
struct Notice {
    /// Stable code.
    code: String,
    /// In French.
    fr: String,
    /// In English.
    en: String,
}

/// The register of a file as of a day: what `registre.json` holds. It is read again as a register.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Register {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// Name of the file, as the caller shows it.
    pub source: String,
    /// Whether the file was read to its end.
    pub complete: bool,
    /// Remarks on the whole file.
    #[schemars(with = "Vec<Notice>")]
    pub notices: Vec<FileNotice>,
    /// The day.
    #[schemars(with = "String")]
    pub date: Date,
    /// Days ahead within which a request is due soon.
    pub soon: u16,
    /// Whose holidays count.
    #[schemars(with = "String")]
    pub holidays: Territoire,
    /// The same in French.
    pub holidays_fr: &'static str,
    /// The same in English.
    pub holidays_en: &'static str,
    /// Whether those of the structure of an entry count before them.
    pub by_structure: bool,
    /// Rows of the file, refused ones included.
    pub rows: u64,
    /// How many requests stand where.
    pub counts: Counts,
    /// Records that are overdue, the longest first.
    pub overdue: Vec<u64>,
    /// Records that are due soon, the soonest first.
    pub due_soon: Vec<u64>,
    /// Records whose state is undetermined, in the order of the file.
    pub undetermined: Vec<u64>,
    /// Rows that were refused, in the order of the file.
    pub refused: Vec<RefusedEntry>,
    /// The others, in the order of the file.
    pub requests: Vec<JudgedEntry>,
}

impl Register {
    /// The requests of a list ([`Register::overdue`]…), in its order.
    pub fn listed<'r>(&'r self, list: &'r [u64]) -> impl Iterator<Item = &'r JudgedEntry> {
        list.iter().filter_map(|record| {
            let place = self.requests.binary_search_by_key(record, |request| request.record).ok()?;
            self.requests.get(place)
        })
    }
}

/// Reads a register, and says where each request stands on a day.
///
/// # Errors
/// [`Unreadable`]: not text that can be read, no known column, a mapping that does not fit.
pub fn register(file: impl Read, asked: &Asked<'_>) -> Result<Register, Unreadable> {
    let found = read(file, asked.mapping)?;
    let mut register = Register {
        schema: SCHEMA,
        source: shown_file(asked.name).into_owned(),
        complete: found.failure.is_none(),
        notices: found.notices,
        date: asked.query.day,
        soon: asked.query.soon,
        holidays: asked.query.territoire,
        holidays_fr: asked.query.territoire.words().0,
        holidays_en: asked.query.territoire.words().1,
        by_structure: asked.query.by_structure,
        rows: 0,
        counts: Counts::default(),
        overdue: Vec::new(),
        due_soon: Vec::new(),
        undetermined: Vec::new(),
        refused: Vec::new(),
        requests: Vec::new(),
    };
    let mut masked = false;
    for row in found.rows {
        register.rows += 1;
        match row.and_then(|row| judged(row, &asked.query, &found.columns, &mut masked)) {
            Ok(request) => {
                *register.counts.place(request.state) += 1;
                register.requests.push(request);
            }
            Err(refused) => register.refused.push(RefusedEntry::of(refused, &mut masked)),
        }
    }
    same_numbers(&mut register.requests);
    if let Some(kind) = found.failure {
        register.notices.insert(0, FileNotice::incomplete(kind, register.rows));
    }
    register.notices.extend(refused_notices(&register.refused));
    register.notices.extend(to_come_notice(register.counts.of(EtatDemande::NotYetReceived)));
    if masked {
        register.notices.push(FileNotice {
            code: "texts_masked",
            fr: "un texte au moins peut contenir un NIR : il est masqué ; le registre d'origine est à corriger".to_owned(),
            en: "one text at least may hold a NIR: it is masked; the register itself is to be mended".to_owned(),
        });
    }
    let of = |state| {
        let mut list: Vec<_> = register.requests.iter().filter(|request| request.state == state).collect();
        list.sort_by_key(|request| request.due_date);
        list.iter().map(|request| request.record).collect::<Vec<_>>()
    };
    (register.overdue, register.due_soon) = (of(EtatDemande::Overdue), of(EtatDemande::DueSoon));
    let mut undetermined = of(EtatDemande::Undetermined);
    undetermined.sort_unstable();
    register.undetermined = undetermined;
    Ok(register)
}

/// Tells of each entry whose number another one has.
fn same_numbers(requests: &mut [JudgedEntry]) {
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    // Masked numbers are not known to be the same.
    let number = |request: &JudgedEntry| -> Option<String> {
        let number = request.entry.number.as_deref()?.trim().to_owned();
        (!number.contains(MASKED)).then_some(number)
    };
    for number in requests.iter().filter_map(number) {
        *seen.entry(number).or_default() += 1;
    }
    for request in requests {
        if number(request).is_some_and(|number| seen.get(&number).is_some_and(|count| *count > 1)) {
            request.remarks.push(RemarkText::NUMBER_TWICE);
        }
    }
}

/// That rows were refused, and where they are found: nobody counts their due date.
fn refused_notices(refused: &[RefusedEntry]) -> impl Iterator<Item = FileNotice> {
    let count = refused.len();
    let lost = refused.iter().filter(|row| row.entry.is_none()).count();
    let refused = (count > 0).then(|| FileNotice {
        code: "rows_refused",
        fr: format!("inscriptions refusées, dont l'échéance n'est pas comptée : {count} ; le registre écrit les garde, à l'état « refusée »"),
        en: format!("entries refused, whose due date is not counted: {count}; the register written keeps them, their state being « refusée »"),
    });
    let lost = (lost > 0).then(|| FileNotice {
        code: "rows_not_kept",
        fr: format!("dont illisibles comme lignes, et absentes du registre écrit : {lost} ; elles ne sont que dans le fichier d'origine, et leur place dans registre-refus.csv"),
        en: format!("of which not readable as rows, and absent from the register written: {lost}; they are in the file itself only, and their place in registre-refus.csv"),
    });
    refused.into_iter().chain(lost)
}

/// That requests are dated after the day: a year mistyped hides a due date.
fn to_come_notice(count: u64) -> Option<FileNotice> {
    (count > 0).then(|| FileNotice {
        code: "received_after_day",
        fr: format!("demandes datées d'après le jour de la question, dans aucune liste : {count} ; leur date de réception est à vérifier"),
        en: format!("requests dated after the day of the question, in no list: {count}; their day of receipt is to be checked"),
    })
}

fn judged(
    row: Read1,
    query: &Query,
    columns: &[(&str, usize)],
    masked: &mut bool,
) -> Result<JudgedEntry, Refused> {
    let Read1 { record, line, mut entry } = row;
    let standing = entry.on(query).map_err(|error: DemandeError| {
        let field = error.field();
        let column =
            columns.iter().find(|(name, _)| Some(*name) == field.as_deref()).map(|(_, number)| *number);
        let refusal = refusal(record, line, column, field, error.code().slug());
        Refused { refusal: Box::new(refusal), entry: written(&entry) }
    })?;
    for text in entry.unread.values_mut() {
        let safe = shown(text).into_owned();
        *masked |= safe != *text;
        *text = safe;
    }
    for text in [
        &mut entry.number,
        &mut entry.identity_ground,
        &mut entry.extension_reason,
        &mut entry.refusal_ground,
        &mut entry.mission_locale,
        &mut entry.handler,
    ] {
        let safe = text.as_deref().map(shown).map(Cow::into_owned);
        *masked |= safe != *text;
        *text = safe;
    }
    let Standing { state, delai, territoire, days_left, missing, remarks, without_good_friday } = standing;
    let (state_fr, state_en) = state.words();
    let right = entry.right.map(Right::words);
    let words = missing.iter().copied().map(Inscription::words);
    let (missing_fr, missing_en) = words.unzip();
    let delai = delai.as_ref();
    Ok(JudgedEntry {
        record,
        line,
        entry,
        state,
        state_fr,
        state_en,
        right_fr: right.map(|(fr, _)| fr),
        right_en: right.map(|(_, en)| en),
        holidays: territoire,
        holidays_fr: territoire.words().0,
        holidays_en: territoire.words().1,
        first_due_date: delai.map(|delai| delai.first_due_date),
        due_date: delai.map(|delai| delai.due_date),
        extension: delai.map(|delai| delai.extension),
        days_left,
        rule_set: delai.map(|delai| delai.rule_set.to_string()),
        founded_by: delai
            .map(|delai| delai.founded_by())
            .unwrap_or_default()
            .into_iter()
            .map(str::to_owned)
            .collect(),
        evidence: delai.map(|delai| delai.evidence()),
        missing,
        missing_fr,
        missing_en,
        remarks: remarks
            .iter()
            .map(|remark| RemarkText {
                code: remark.code,
                column: remark.column,
                fr: remark.fr.into(),
                en: remark.en.into(),
            })
            .chain(without_good_friday.map(RemarkText::good_friday))
            .collect(),
    })
}
