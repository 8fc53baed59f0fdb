//! An error as it leaves the library: code, field, place, both sentences, and never a value.

use core::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_path_to_error::{Path, Segment};

use crate::error::{CodedError, ErrorCode};
use crate::serde_read::accepted;

/// Why a request could not be judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Name of the code (`docs/errors.md`).
    pub code: String,
    /// Number of the code, as in the C ABI.
    pub number: i32,
    /// Path of the field (`facts.programmes[1].end`).
    pub field: Option<String>,
    /// 1-based position in a text, after normalisation.
    pub position: Option<i32>,
    /// 1-based line of the request, for JSON that cannot be read.
    pub line: Option<i32>,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}

impl core::fmt::Display for Failure {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: {}", self.code, self.message_en)?;
        self.field.as_ref().map_or(Ok(()), |field| write!(f, " ({field})"))
    }
}

impl std::error::Error for Failure {}

impl<E: CodedError> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut failure = Self::of(error.code());
        failure.field = error.field();
        failure.position = error.position().map(i32::from);
        failure
    }
}

impl Failure {
    /// A failure that says no more than its code.
    #[must_use]
    pub fn of(code: ErrorCode) -> Self {
        let row = code.row();
        Self {
            code: row.slug.to_owned(),
            number: i32::from(row.number),
            field: None,
            position: None,
            line: None,
            message_fr: row.fr.to_owned(),
            message_en: row.en.to_owned(),
        }
    }

    /// The library failed: a panic was caught at the edge. Nothing of it is told.
    #[must_use]
    pub fn internal() -> Self {
        Self::of(ErrorCode::Internal)
    }

    pub(super) fn unknown_entry() -> Self {
        Self::of(ErrorCode::UnknownEntry)
    }

    /// The failure as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The failure with the name of the field that is at fault.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}

/// A JSON object, and nothing else: serde would also take an array, field by field in order.
///
/// ```
/// use imilo_core::conservation::Readings;
/// use imilo_core::wire::{Object, request};
/// #[derive(serde::Deserialize)]
/// struct Question { options: Object<Readings> }
/// assert!(request::<Question>(r#"{"options": {}}"#).is_ok());
/// assert_eq!(request::<Question>(r#"{"options": []}"#).err().unwrap().code, "json_field");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OnlyMap<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for OnlyMap<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }

        deserializer.deserialize_map(OnlyMap(PhantomData))
    }
}

impl<T: Default> Default for Object<T> {
    fn default() -> Self {
        Self(T::default())
    }
}

/// Reads a request. `prefix` is the path of the part that is read (`facts.`).
pub(super) fn read<T: DeserializeOwned>(text: &str, prefix: &str) -> Result<T, Failure> {
    let mut json = serde_json::Deserializer::from_str(text);
    let Object(value) = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| described(text, error.inner(), prefix, &shown(error.path())))?;
    json.end().map_err(|error| described(text, &error, prefix, ""))?;
    Ok(value)
}

/// The names that a path of an error may show: letters only, for any other key might be a value put in the
/// wrong place.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 40
        && text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
}

/// Whether a key is that of a reading, which has a number: `A2`, `A6b`, `A21_holidays`.
fn is_reading(text: &str) -> bool {
    let Some(rest) =
        text.strip_prefix('A').filter(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
    else {
        return false;
    };
    text.len() <= 3 || rest.split_once('_').is_some_and(|(number, name)| number.len() <= 2 && is_name(name))
}

/// The path as far as its segments are names; what is not is a `?`.
fn shown(path: &Path) -> String {
    let mut shown = String::new();
    for segment in path.iter() {
        match segment {
            Segment::Seq { index } => shown.push_str(&format!("[{index}]")),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                if !shown.is_empty() {
                    shown.push('.');
                }
                shown.push_str(if is_name(key) || is_reading(key) { key } else { "?" });
            }
            Segment::Unknown => {}
        }
    }
    shown
}

/// Turns serde's error, whose message may quote the value, into one of the catalogue.
fn described(text: &str, error: &serde_json::Error, prefix: &str, path: &str) -> Failure {
    // serde_json also calls "syntax" a value that cannot begin what is asked for, such as null for a word.
    if (error.is_syntax() || error.is_eof()) && serde_json::from_str::<IgnoredAny>(text).is_err() {
        let mut failure = Failure::of(ErrorCode::JsonSyntax);
        failure.line = i32::try_from(error.line()).ok();
        return failure;
    }
    let message = error.to_string();
    let about = [
        ("unknown field", ErrorCode::UnknownField),
        ("missing field", ErrorCode::MissingField),
        ("duplicate field", ErrorCode::JsonField),
    ];
    let about = about.into_iter().find(|(beginning, _)| message.starts_with(beginning)).map(|(_, code)| code);
    let ours = ErrorCode::ALL.iter().find(|row| message.starts_with(row.en)).map(|row| row.code);
    let mut failure = Failure::of(about.or(ours).unwrap_or(ErrorCode::JsonField));
    if let Some(words) = accepted(&message) {
        failure.message_fr.push_str(&format!(" ; mots admis : {words}"));
        failure.message_en.push_str(&format!("; words of the list: {words}"));
    }
    let name = message.split('`').nth(1).filter(|name| about.is_some() && is_name(name));
    let mut field = path.to_owned();
    if let Some(name) = name.filter(|name| !(field == *name || field.ends_with(&format!(".{name}")))) {
        field = if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
    }
    let field = format!("{prefix}{field}");
    failure.field = Some(field.trim_end_matches('.').to_owned()).filter(|field| !field.is_empty());
    failure
}

#[cfg(test)]
mod tests {
    use crate::wire::call;

    fn field(service: &str, request: &str) -> (String, Option<String>) {
        let failure = call(service, request).unwrap_err();
        (failure.code, failure.field)
    }

    #[test]
    fn a_fault_is_told_by_its_path() {
        let told = |code: &str, path: &str| (code.to_owned(), Some(path.to_owned()));
        let dossier = |facts: &str| format!(r#"{{"kind":"dossier","date":"2026-01-01","facts":{facts}}}"#);
        assert_eq!(field("nir_check", r#"{"nri":"x"}"#), told("unknown_field", "nri"));
        assert_eq!(field("nir_check", "{}"), told("missing_field", "nir"));
        assert_eq!(field("conservation", &dossier("null")), told("json_field", "facts"));
        assert_eq!(
            field("conservation", r#"{"kind":null,"date":"2026-01-01","facts":{}}"#),
            told("json_field", "kind")
        );
        assert_eq!(
            field("conservation", r#"{"kind":"dossier","date":"2026-01-01","facts":{},"options":{"A3":27}}"#),
            told("json_field", "options.A3")
        );
        let deadline =
            r#"{"date":"2026-01-01","facts":{"receipt_date":"2026-01-01"},"options":{"A21_holidays":"x"}}"#;
        assert_eq!(field("rights_deadline", deadline), told("json_field", "options.A21_holidays"));
        let number = deadline.replace("A21_holidays", "A284058832102532");
        assert_eq!(field("rights_deadline", &number), told("unknown_field", "options.?"));
        assert_eq!(field("conservation", r#"{"kind":"dossier","facts":{}}"#), told("missing_field", "date"));
        assert_eq!(
            field("conservation", &dossier(r#"{"programmes":[{"kind":"cej","start":"2025-02-30"}]}"#)),
            told("date_invalid", "facts.programmes[0].start")
        );
        assert_eq!(
            field(
                "conservation",
                &dossier(r#"{"cej_contracts":[{"start":"2025-02-03","end":"2025-02-02"}]}"#)
            ),
            told("period_reversed", "facts.cej_contracts[0].end")
        );
        assert_eq!(
            field("conservation", &dossier(r#"{"fse":{"cofinanced":"oui"}}"#)),
            told("json_field", "facts.fse.cofinanced")
        );
        assert_eq!(field("rule_set", r#"{"date":"2015-01-28"}"#), told("before_first_rule_set", "date"));
        let log =
            |facts: &str| field("log_retention", &format!(r#"{{"date":"2026-01-14","facts":{facts}}}"#));
        assert_eq!(
            log(r#"{"operation_date":"2026-01-15"}"#),
            told("operation_after_date", "facts.operation_date")
        );
        assert_eq!(
            log(r#"{"operation_instant":"2026-01-14T23:00:00Z"}"#),
            told("operation_after_date", "facts.operation_instant")
        );
        let breach = r#"{"date":"2026-01-14","duty":"breach_notification","question":"due_at","facts":{"aware_at":"2026-01-14 12:00"}}"#;
        assert_eq!(field("responsibilities", breach), told("moment_format", "facts.aware_at"));
    }

    #[test]
    fn a_word_that_is_not_of_a_list_is_answered_by_the_list_and_never_repeated() {
        let dossier = r#"{"kind":"dossier","date":"2026-01-01","facts":{"programmes":[{"kind":"284058832102532","start":"2025-02-03"}]}}"#;
        let failure = call("conservation", dossier).unwrap_err();
        assert_eq!(
            (failure.code.as_str(), failure.field.as_deref()),
            ("json_field", Some("facts.programmes[0].kind"))
        );
        let list = " ; mots admis : pacea, cej, garantie_jeunes, emploi_avenir, civis, other";
        assert!(failure.message_fr.ends_with(list), "{}", failure.message_fr);
        assert!(
            failure.message_en.contains("; words of the list: pacea") && !failure.to_json().contains("28405")
        );
        let odd = r#"{"date":"2026-01-01","format":"x`, expected `284058832102532"}"#;
        let failure = call("access_matrix", odd).unwrap_err();
        assert!(failure.message_fr.ends_with(" ; mots admis : json, csv, markdown, html"), "{failure:?}");
    }

    #[test]
    fn arrays_and_doubled_keys_are_refused() {
        for (service, request) in [
            ("versions", "[]"),
            ("nir_check", r#"["284058832102532"]"#),
            ("nir_check", r#"{"nir":"284058832102532","accept":[true]}"#),
            ("nir_check", r#"{"nir":"284058832102532","nir":"284058832102532"}"#),
            ("conservation", r#"{"kind":"dossier","date":"2026-01-01","facts":[null]}"#),
            (
                "conservation",
                r#"{"kind":"dossier","date":"2026-01-01","facts":{"cej_contracts":[["2022-03-07",null,null]]}}"#,
            ),
            ("conservation", r#"{"kind":"dossier","date":"2026-01-01","facts":{},"options":["feb28"]}"#),
            ("log_retention", r#"{"date":"2026-06-01","facts":["2026-01-15"]}"#),
            (
                "log_retention",
                r#"{"date":"2026-06-01","facts":{"operation_date":"2026-01-15","litigation":["2026-02-01"]}}"#,
            ),
            ("rights_deadline", r#"{"date":"2026-06-01","facts":["2026-01-15"]}"#),
            ("responsibilities", r#"{"date":"2026-06-01","duty":"controller","question":"who","facts":[]}"#),
        ] {
            assert_eq!(field(service, request).0, "json_field", "{request}");
        }
    }

    #[test]
    fn a_key_that_may_be_a_value_is_not_repeated() {
        for request in [r#"{"284058832102532":1}"#, r#"{"nir":"x","accept":{"284058832102532":true}}"#] {
            let failure = call("nir_check", request).unwrap_err();
            assert!(!format!("{failure:?} {}", failure.to_json()).contains("28405"), "{failure:?}");
        }
    }
}
