//! A participation written as the JSON that it is read from: what the source has no field for is left out, `null` is empty.

use serde::ser::{SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use super::{Answer, Event, Isced, LevelText, MaritalStatus, Participation, RawAnswers, Stay};
use crate::dossier::Field;

/// Writes the keys that the source carries.
struct Keys<M>(M);

impl<M: SerializeMap> Keys<M> {
    fn field<T: Serialize>(&mut self, key: &'static str, field: &Field<T>) -> Result<(), M::Error> {
        if field.is_carried() { self.0.serialize_entry(key, field) } else { Ok(()) }
    }

    fn answer(&mut self, key: &'static str, answer: Answer) -> Result<(), M::Error> {
        let word = match answer {
            Answer::NotCarried => return Ok(()),
            Answer::Empty => None,
            Answer::Refused => Some("refused"),
            Answer::Yes => Some("yes"),
            Answer::No => Some("no"),
        };
        self.0.serialize_entry(key, &word)
    }
}

/// ```
/// use imilo_core::fse::Participation;
/// let text = r#"{"entry_date":"2023-10-02","minority":null,"disability":"refused","exit_events":[]}"#;
/// let participation: Participation = serde_json::from_str(text)?;
/// let written = serde_json::to_string(&participation)?;
/// assert!(serde_json::from_str::<Participation>(&written)? == participation);
/// assert!(!written.contains("rural"), "not carried");
/// # Ok::<(), serde_json::Error>(())
/// ```
impl Serialize for Participation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut keys = Keys(serializer.serialize_map(None)?);
        keys.field("participant_id", &self.participant_id)?;
        keys.field("operation_id", &self.operation_id)?;
        keys.field("gender", &self.gender)?;
        keys.field("birth_date", &self.birth_date)?;
        keys.field("entry_date", &self.entry_date)?;
        keys.field("exit_date", &self.exit_date)?;
        keys.field("participation_periods", &self.participation_periods)?;
        keys.field("labour_status_entry", &self.labour_status_entry)?;
        keys.field("raw", &self.raw)?;
        keys.field("unemployed_since", &self.unemployed_since)?;
        keys.field("in_education_entry", &self.in_education_entry)?;
        keys.field("isced_entry", &self.isced_entry)?;
        keys.answer("jobless_household", self.jobless_household)?;
        keys.answer("dependent_children", self.dependent_children)?;
        keys.answer("single_adult_household", self.single_adult_household)?;
        keys.answer("foreign_background_or_minority", self.foreign_background_or_minority)?;
        keys.answer("foreign_background", self.foreign_background)?;
        keys.answer("minority", self.minority)?;
        keys.answer("disability", self.disability)?;
        keys.answer("other_disadvantaged", self.other_disadvantaged)?;
        keys.answer("homeless", self.homeless)?;
        keys.answer("rural", self.rural)?;
        keys.field("nationalities", &self.nationalities)?;
        keys.field("exit_events", &self.exit_events)?;
        keys.field("education_started", &self.education_started)?;
        keys.field("qualification_date", &self.qualification_date)?;
        keys.field("yei_offer_date", &self.yei_offer_date)?;
        keys.field("yei_completed", &self.yei_completed)?;
        keys.field("status_6m", &self.status_6m)?;
        keys.field("in_education_6m", &self.in_education_6m)?;
        keys.field("improvement_6m", &self.improvement_6m)?;
        keys.field("operation_start", &self.operation_start)?;
        keys.field("cej", &self.cej)?;
        keys.field("household_adult_ages", &self.household_adult_ages)?;
        keys.field("marital_status", &self.marital_status)?;
        keys.field("registered_equivalent", &self.registered_equivalent)?;
        keys.field("french_levels", &self.french_levels)?;
        keys.field("commune", &self.commune)?;
        keys.field("programme_area", &self.programme_area)?;
        keys.field("sensitive_refused", &self.sensitive_refused)?;
        keys.0.end()
    }
}

impl Serialize for RawAnswers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut keys = Keys(serializer.serialize_map(None)?);
        keys.field("registered_unemployed", &self.registered_unemployed)?;
        keys.field("in_paid_work", &self.in_paid_work)?;
        keys.field("marginal_or_reduced_activity", &self.marginal_or_reduced_activity)?;
        keys.field("available", &self.available)?;
        keys.field("actively_seeking", &self.actively_seeking)?;
        keys.field("full_time_student", &self.full_time_student)?;
        keys.field("full_time_parental_leave", &self.full_time_parental_leave)?;
        keys.0.end()
    }
}

impl Serialize for LevelText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut keys = Keys(serializer.serialize_map(None)?);
        keys.field("nomenclature", &self.nomenclature)?;
        keys.field("level", &self.level)?;
        keys.field("diploma", &self.diploma)?;
        keys.0.end()
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let carried = self.subsidised.is_carried();
        let mut event = serializer.serialize_struct("Event", 2 + usize::from(carried))?;
        event.serialize_field("date", &self.date)?;
        event.serialize_field("status", &self.status)?;
        if carried {
            event.serialize_field("subsidised", &self.subsidised)?;
        }
        event.end()
    }
}

impl Serialize for Stay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut stay = serializer.serialize_seq(Some(2))?;
        stay.serialize_element(&self.start)?;
        stay.serialize_element(&self.end)?;
        stay.end()
    }
}

impl Serialize for Isced {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.get())
    }
}

impl Serialize for MaritalStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Couple => "couple",
            Self::Single => "single",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serde_read::Keyed;

    #[test]
    fn every_variable_is_written_as_it_is_read() {
        let text = r#"{"participant_id":"p","operation_id":"o","gender":"X","birth_date":"1998-03-10",
            "entry_date":"2019-09-02","exit_date":"2020-01-31",
            "participation_periods":[["2019-09-02","2019-10-01"],["2019-11-02",null]],
            "labour_status_entry":"inactive","raw":{"registered_unemployed":true,"in_paid_work":false,
            "marginal_or_reduced_activity":null,"available":true,"actively_seeking":true,"full_time_student":false,
            "full_time_parental_leave":false},"unemployed_since":null,"in_education_entry":false,"isced_entry":3,
            "jobless_household":"yes","dependent_children":"no","single_adult_household":null,
            "foreign_background_or_minority":"refused","foreign_background":"no","minority":"no","disability":"yes",
            "other_disadvantaged":"no","homeless":"no","rural":"yes","nationalities":["FR","XX_STATELESS"],
            "exit_events":[{"date":"2020-02-03","status":"self_employed","subsidised":true},
            {"date":"2020-02-04","status":"job_searching"}],"education_started":"2020-01-01",
            "qualification_date":"2020-01-02","yei_offer_date":"2020-01-03","yei_completed":true,"status_6m":"employed",
            "in_education_6m":false,"improvement_6m":["promotion","pay_rise_only"],"operation_start":"2019-01-01",
            "cej":false,"household_adult_ages":[40,41],"marital_status":"couple","registered_equivalent":true,
            "french_levels":[{"nomenclature":"1969","level":"V","diploma":null}],"commune":"59350",
            "programme_area":["59350"],"sensitive_refused":false}"#;
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(
            value.as_object().unwrap().len(),
            Participation::KEYS.len(),
            "every variable is in the sample"
        );
        let read: Participation = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
    }
}
