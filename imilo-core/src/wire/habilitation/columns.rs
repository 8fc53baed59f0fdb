//! One recipient, many dossiers: the request is JSON and read once, what differs comes by rows, and each answer is two
//! numbers. What the bindings offer over columns; it is no service, since its rows are no JSON.

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer};

use super::super::Failure;
use super::{Asked, AskedKeys, joined};
use crate::error::ErrorCode;
use crate::explain::Outcome;
use crate::habilitation::{
    AnswerCounts, ColumnRow, Condition, ConditionSet, DonneeSet, DossierState, Tables,
};
use crate::serde_read::{Keyed, object, value};

#[derive(Default)]
struct ColumnsKeys {
    asked: AskedKeys,
    facts_by_row: Option<Vec<Condition>>,
}

impl Keyed for ColumnsKeys {
    const KEYS: &'static [&'static str] = &joined::<10>(AskedKeys::KEYS, &["facts_by_row"]);

    fn read_key<'de, A: MapAccess<'de>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "facts_by_row" => self.facts_by_row = value(object)?,
            _ => self.asked.read_key(key, object)?,
        }
        Ok(())
    }
}

struct ColumnsRequest {
    asked: Asked,
    facts_by_row: Vec<Condition>,
}

impl<'de> Deserialize<'de> for ColumnsRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let ColumnsKeys { asked, facts_by_row } = object(deserializer)?;
        let asked = Asked { request: asked.request.whole()?, by: asked.by };
        Ok(Self { asked, facts_by_row: facts_by_row.unwrap_or_default() })
    }
}

/// What differs on one dossier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccessRow<'a> {
    /// The structure that holds it; none = that of the request.
    pub mission_locale: Option<&'a str>,
    /// Facts attested of it: bit *i* is fact *i* of `facts_by_row`. Those that the request states hold of every row.
    pub facts: u64,
    /// Its state; none = that of the request.
    pub state: Option<DossierState>,
}

/// A request of habilitation on many dossiers. Its JSON has the keys of `habilitation`, and `facts_by_row`: names of the
/// facts that are attested row by row.
///
/// ```
/// use imilo_core::explain::Outcome;
/// use imilo_core::wire::{AccessColumns, AccessRow};
/// let request = r#"{"date": "2017-06-15", "operation": "transmit", "purpose": "benefit_payment",
///     "actor": {"class": "asp", "designated": true, "habilitated_until": "2035-12-31"},
///     "target": {"owning_mission_locale": "ML-A", "fields": ["I.A.1", "NIR"]},
///     "facts": {"necessary_fields": ["I.A.1"]}, "facts_by_row": ["allowance_due"]}"#;
/// let asked = AccessColumns::new(request)?;
/// assert_eq!(asked.codes().collect::<Vec<_>>(), ["I.A.1", "NIR"]);
/// let mut found = Vec::new();
/// let row = |index: usize| AccessRow { facts: [1, 0][index], ..AccessRow::default() };
/// asked.answer(2, row, |outcome, granted| found.push((outcome, granted)))?;
/// // The NIR is not needed for the mission: the first gets the names, the second nothing.
/// assert_eq!(found, [(Outcome::NotConforming, 1), (Outcome::NotConforming, 0)]);
/// # Ok::<(), imilo_core::wire::Failure>(())
/// ```
#[derive(Debug)]
pub struct AccessColumns {
    asked: Asked,
    tables: Tables,
    facts: Vec<ConditionSet>,
    names: Vec<&'static str>,
    /// Each code of the request, as a set.
    codes: Vec<DonneeSet>,
}

impl AccessColumns {
    /// Reads a request.
    ///
    /// # Errors
    /// [`Failure`] as of `habilitation`; `invalid_argument` for more than 64 codes, or for a fact that is not attested by
    /// its name, or that the request states already of every row.
    pub fn new(request: &str) -> Result<Self, Failure> {
        let ColumnsRequest { asked, facts_by_row } = super::super::request(request)?;
        let tables = asked.tables()?;
        // The day is judged now, and not at the first row.
        asked.by.rules(&tables, asked.request.date, "date")?;
        let invalid = |field: &str| Failure::of(ErrorCode::InvalidArgument).at(field);
        if let Some(index) = facts_by_row.iter().position(|fact| !fact.is_attested()) {
            return Err(invalid(&format!("facts_by_row[{index}]")));
        }
        // A row cannot take back what the request states of every one.
        let request = asked.request.request();
        let stated = |fact: &Condition| {
            request.facts.attested.contains(*fact)
                || *fact == Condition::Designated && request.actor.designated
                || *fact == Condition::Accompanies && request.actor.accompanies
        };
        if let Some(index) = facts_by_row.iter().position(stated) {
            return Err(invalid(&format!("facts_by_row[{index}]")));
        }
        let codes: Vec<_> = asked.request.codes().iter().map(|code| code.donnees).collect();
        if codes.len() > 64 {
            return Err(invalid("target.fields"));
        }
        let facts = facts_by_row.iter().map(|fact| ConditionSet::of(&[*fact])).collect();
        let names = facts_by_row.iter().map(|fact| fact.code()).collect();
        Ok(Self { asked, tables, facts, names, codes })
    }

    /// The codes that are asked for, in the order of the bits of an answer.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.asked.request.codes().iter().map(|code| code.code.as_str())
    }

    /// Names of the facts attested row by row, in the order of their bits.
    #[must_use]
    pub fn facts(&self) -> &[&'static str] {
        &self.names
    }

    /// Answers rows in order: what is said of the whole, and which codes are granted, bit *i* for code *i*. Nothing is
    /// allocated by row.
    ///
    /// # Errors
    /// None that `new` has not given.
    pub fn answer<'a>(
        &'a self,
        rows: usize,
        row: impl Fn(usize) -> AccessRow<'a>,
        mut give: impl FnMut(Outcome, u64),
    ) -> Result<AnswerCounts, Failure> {
        let Asked { request, by } = &self.asked;
        let rules = by.rules(&self.tables, request.date, "date")?;
        let cell = |index| {
            let AccessRow { mission_locale, facts, state } = row(index);
            let told = self.facts.iter().enumerate().filter(|(bit, _)| facts >> bit & 1 == 1);
            let attested = told.fold(ConditionSet::EMPTY, |all, (_, fact)| all.union(*fact));
            ColumnRow { mission_locale, attested, state }
        };
        Ok(rules.grant_rows(&request.request(), rows, cell, |answer, outcome| {
            let granted = self.codes.iter().enumerate().fold(0, |all, (bit, code)| {
                let whole = code.minus(answer.granted).is_empty();
                all | u64::from(whole) << bit
            });
            give(outcome, granted);
        }))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::wire::call;

    fn request() -> Value {
        json!({ "date": "2017-06-15", "operation": "transmit", "purpose": "benefit_payment",
            "actor": { "class": "asp", "designated": true, "habilitated_until": "2035-12-31" },
            "target": { "owning_mission_locale": "ML-A", "fields": ["I.A.1", "NIR", "II.A.1"] },
            "facts": { "necessary_fields": ["I.A.1"] } })
    }

    /// Each row is answered as `habilitation` answers it.
    #[test]
    fn a_row_is_answered_as_one_request() {
        let mut asked = request();
        asked["facts_by_row"] = json!(["allowance_due", "limitation"]);
        asked["actor"] = json!({ "class": "agent_mission_locale", "mission_locale": "ML-A", "designated": true,
            "habilitated_until": "2035-12-31", "participates_in_accompaniment": true });
        for (operation, purpose) in [("consult", "accompaniment"), ("transmit", "benefit_payment")] {
            asked["operation"] = json!(operation);
            asked["purpose"] = json!(purpose);
            let columns = AccessColumns::new(&asked.to_string()).unwrap();
            let rows: Vec<AccessRow<'_>> = [None, Some("ML-A"), Some("ML-B")]
                .into_iter()
                .flat_map(|mission_locale| (0..4).map(move |facts| (mission_locale, facts)))
                .flat_map(|(mission_locale, facts)| {
                    let states = [None, Some(DossierState::Active), Some(DossierState::Anonymised)];
                    states.map(|state| AccessRow { mission_locale, facts, state })
                })
                .collect();
            let mut found = Vec::new();
            let counts =
                columns.answer(rows.len(), |index| rows[index], |outcome, bits| found.push((outcome, bits)));
            let counts = counts.unwrap();
            assert_eq!((counts.granted + counts.refused + counts.undetermined) as usize, rows.len());
            for (row, (outcome, bits)) in rows.iter().zip(found) {
                let mut one = asked.clone();
                one.as_object_mut().unwrap().remove("facts_by_row");
                one["target"]["owning_mission_locale"] = json!(row.mission_locale.unwrap_or("ML-A"));
                one["facts"]["allowance_due"] = json!(row.facts & 1 == 1);
                one["facts"]["limitation"] = json!(row.facts & 2 == 2);
                one["facts"]["dossier_state"] = json!(row.state.map(DossierState::code));
                let answer: Value =
                    serde_json::from_str(&call("habilitation", &one.to_string()).unwrap()).unwrap();
                assert_eq!(answer["outcome"], json!(outcome), "{one}");
                for (bit, code) in columns.codes().enumerate() {
                    assert_eq!(bits >> bit & 1 == 1, answer["fields"][code] == "granted", "{one} {code}");
                }
            }
        }
    }

    #[test]
    fn what_is_wrong_is_told_before_the_first_row() {
        let told = |key: &str, value: Value| {
            let mut request = request();
            request[key] = value;
            let failure = AccessColumns::new(&request.to_string()).unwrap_err();
            (failure.code.clone(), failure.field.clone().unwrap_or_default())
        };
        let many = json!({ "owning_mission_locale": "ML-A", "fields": vec!["NIR"; 65] });
        for (key, value, code, field) in [
            ("facts_by_row", json!(["colour"]), "json_field", "facts_by_row[0]"),
            ("facts_by_row", json!(["allowance_due", "moved"]), "invalid_argument", "facts_by_row[1]"),
            ("target", many, "invalid_argument", "target.fields"),
            ("date", json!("2015-01-28"), "before_first_rule_set", "date"),
        ] {
            assert_eq!(told(key, value), (code.to_owned(), field.to_owned()));
        }
    }
}
