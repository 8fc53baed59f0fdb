//! Why a code has its value for one participant.

use super::choice::applied;
use super::fact::{Fact, FactRow};
use super::row::Row;
use super::situation::Situation;
use super::spoken::{day, names};
use super::{Code, Participation, ParticipationError, Reason, Rules, Truth};
use crate::calendar::Date;
use crate::law::{Citation, Evidence};

/// A fact that the rule reads, and what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The fact, in French and in English.
    pub sentences: [&'static str; 2],
    /// Variables of the record that it reads.
    pub variables: &'static [&'static str],
    /// What was found.
    pub truth: Truth,
}

/// The days that a rule looks at. Data of a person: not shown by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// First entry.
    pub entry: Date,
    /// Final exit.
    pub exit: Option<Date>,
    /// Last day of the immediate results.
    pub window_end: Option<Date>,
    /// Day of the situation six months later.
    pub six_months: Option<Date>,
    /// Day of the report.
    pub report: Option<Date>,
}

impl core::fmt::Debug for Days {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Days(…)")
    }
}

/// Why a code has its value. The sentences hold no value of the person; the days stand apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// Its value; none when the record is refused.
    pub value: Option<Truth>,
    /// The rule in words, in French and in English.
    pub rule: [String; 2],
    /// The reference population in words; none for an output, or a result of every complete record.
    pub population: Option<[String; 2]>,
    /// The facts that the rule and the population read.
    pub facts: Vec<Found>,
    /// Variables of completeness that are unknown.
    pub missing: Vec<&'static str>,
    /// The days looked at.
    pub days: Days,
    /// Choices that may bear on it (`A3`), in the order of their numbers.
    pub choices: Vec<&'static str>,
    /// Each of them in words, with the value that was applied, in French and in English.
    pub applied: Vec<[String; 2]>,
    /// The provision.
    pub citation: &'static Citation,
    /// How well the rule is known.
    pub evidence: Evidence,
}

/// Which choices bear on a fact.
const CHOICES: &[(&[Fact], &[&str])] = &[
    (&[Fact::LongTermUnemployed], &["A2", "A4", "A18"]),
    (&[Fact::Under25, Fact::From55, Fact::Under18, Fact::From18To29, Fact::LongTermUnemployed], &["A19"]),
    (&[Fact::Unemployed, Fact::Inactive, Fact::Employed], &["A5", "A6", "A16"]),
    (
        &[Fact::SearchAfter, Fact::WorkAfter, Fact::EducationAfter, Fact::QualificationAfter, Fact::Offer],
        &["A3"],
    ),
    (&[Fact::SearchCounts], &["A7"]),
    (&[Fact::Employment6m], &["A9"]),
    (&[Fact::Disadvantaged], &["A10"]),
    (&[Fact::OtherDisadvantaged, Fact::Disadvantaged], &["A11"]),
];

impl Rules {
    /// Explains the value of a code for one participant; none for a code that the programme has not.
    ///
    /// ```
    /// use imilo_core::fse::{Code, Participation, Programme, Rules};
    /// let record: Participation = serde_json::from_str(
    ///     r#"{"gender": "F", "birth_date": "2003-05-20", "entry_date": "2023-10-02", "isced_entry": 4,
    ///         "labour_status_entry": "inactive", "exit_date": "2024-03-29"}"#,
    /// )?;
    /// let explained = Rules::new(Programme::FsePlus).explain(&record, Code::Eecr04)?;
    /// let explanation = explained.ok_or("a code of the FSE+")?;
    /// assert_eq!(explanation.citation.code, "R2021/1057:annexe I:3");
    /// assert!(explanation.sentences()[1].contains("there was no follow-up"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ParticipationError`] when the record cannot be judged.
    pub fn explain(
        &self,
        record: &Participation,
        code: Code,
    ) -> Result<Option<Explanation>, ParticipationError> {
        let row = Row::of(record, &self.options)?;
        let derivation = self.derive_row(&row);
        let Some(code_row) = code.row().filter(|_| code.is_in(self.programme)) else { return Ok(None) };
        let situation = Situation::of(&row, self);
        let mut facts: Vec<&'static FactRow> = Vec::new();
        let mut see = |fact: &'static FactRow| {
            if !facts.iter().any(|seen| seen.fact == fact.fact) {
                facts.push(fact);
            }
        };
        code_row.population.iter().for_each(|term| term.facts(&mut see));
        code_row.rule.facts(&mut see);
        let of_facts = CHOICES.iter().filter(|(of, _)| facts.iter().any(|fact| of.contains(&fact.fact)));
        let mut choices: Vec<&'static str> =
            of_facts.flat_map(|(_, choices)| choices.iter().copied()).collect();
        choices.extend(code_row.of_incomplete.then_some("A8"));
        choices.sort_by_key(|choice| choice.get(1..).and_then(|number| number.parse::<u8>().ok()));
        choices.dedup();
        let words = |english| code_row.population.iter().map(|term| term.words(english)).collect::<Vec<_>>();
        let population = [words(false).join(" et "), words(true).join(" and ")];
        Ok(Some(Explanation {
            code,
            value: derivation.value(code),
            rule: [code_row.rule.words(false), code_row.rule.words(true)],
            population: Some(population).filter(|_| !code_row.population.is_empty()),
            facts: facts
                .iter()
                .map(|fact| Found {
                    sentences: [fact.fr, fact.en],
                    variables: fact.variables,
                    truth: derivation.facts.get(fact.fact),
                })
                .collect(),
            missing: derivation.missing().names().collect(),
            days: Days {
                entry: row.entry,
                exit: row.exit,
                window_end: situation.window.map(|(_, end)| end),
                six_months: situation.six_months,
                report: self.report_date,
            },
            applied: choices.iter().filter_map(|choice| applied(&self.options, choice)).collect(),
            choices,
            citation: &code_row.citation,
            evidence: code.evidence(),
        }))
    }
}

impl Days {
    /// The days in words, in French and in English. Data of a person.
    ///
    /// ```
    /// use imilo_core::fse::Days;
    /// let (entry, exit) = ("2023-10-02".parse()?, Some("2024-03-01".parse()?));
    /// let days = Days { entry, exit, window_end: None, six_months: None, report: None };
    /// assert_eq!(days.sentences()[0], "Entrée : 2 octobre 2023. Sortie : 1er mars 2024.");
    /// # Ok::<(), imilo_core::calendar::DateError>(())
    /// ```
    #[must_use]
    pub fn sentences(&self) -> [String; 2] {
        let told = [
            (["Entrée", "Entry"], Some(self.entry)),
            (["Sortie", "Exit"], self.exit),
            (["Dernier jour des résultats immédiats", "Last day of the immediate results"], self.window_end),
            (["Situation six mois après la sortie", "Situation six months after the exit"], self.six_months),
            (["Jour du rapport", "Day of the report"], self.report),
        ];
        let (mut french, mut english) = (Vec::new(), Vec::new());
        for ([fr, en], date) in told {
            let Some([day_fr, day_en]) = date.map(day) else { continue };
            french.push(format!("{fr} : {day_fr}."));
            english.push(format!("{en}: {day_en}."));
        }
        [french.join(" "), english.join(" ")]
    }
}

impl Explanation {
    /// The explanation as one paragraph, in French and in English.
    #[must_use]
    pub fn sentences(&self) -> [String; 2] {
        [self.paragraph(false), self.paragraph(true)]
    }

    fn paragraph(&self, english: bool) -> String {
        let side = usize::from(english);
        let say = |[fr, en]: [&'static str; 2]| if english { en } else { fr };
        let pick = |both: &[String; 2]| both.get(side).cloned().unwrap_or_default();
        let value = match self.value {
            None => say(["participation refusée, comptée nulle part", "record refused, counted nowhere"]),
            Some(Truth::Yes) => say(["compté", "counted"]),
            Some(Truth::No) => say(["connu, non compté", "known, not counted"]),
            Some(Truth::Unknown(reason)) => say(reason.sentences()),
        };
        let mut text = format!("{}{} {value}.", self.code, if english { ":" } else { " :" });
        let mut add = |[fr, en]: [&'static str; 2], what: &str| {
            text.push_str(&if english { format!(" {en}: {what}.") } else { format!(" {fr} : {what}.") });
        };
        add(["Règle", "Rule"], &pick(&self.rule));
        if let Some(population) = &self.population {
            add(["Population de référence", "Reference population"], &pick(population));
        }
        if !self.missing.is_empty() {
            let missing = names(self.missing.iter().copied(), english);
            add(["Variables manquantes", "Missing variables"], &missing);
        }
        let unknown = self
            .facts
            .iter()
            .filter(|fact| matches!(fact.truth, Truth::Unknown(Reason::Missing | Reason::Refused)));
        let unknown: Vec<_> = unknown.map(|fact| say(fact.sentences)).collect();
        if !unknown.is_empty() {
            add(["Non connu", "Not known"], &unknown.join(", "));
        }
        let variables = self.facts.iter().flat_map(|fact| fact.variables).copied();
        add(["Variables lues", "Variables read"], &names(variables, english));
        if !self.applied.is_empty() {
            let applied: Vec<_> = self.applied.iter().map(pick).collect();
            add(["Choix appliqués", "Choices applied"], &applied.join(say([" ; ", "; "])));
        }
        let evidence = match self.evidence {
            Evidence::Seen => say(["lu", "seen"]),
            Evidence::Secondary => say(["source secondaire", "secondary source"]),
            Evidence::Inferred => say(["déduit", "inferred"]),
            Evidence::Unknown => say(["inconnu", "unknown"]),
        };
        add(["Fondé sur", "Founded on"], &format!("{} ({evidence})", self.citation.code));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fse::{Annexe, Programme};

    const RECORD: &str = r#"{"gender":"F","birth_date":"1960-05-05","entry_date":"2019-09-02","isced_entry":3,
        "labour_status_entry":"inactive","disability":"refused","exit_date":"2020-01-31","exit_events":[]}"#;

    #[test]
    fn every_code_of_every_programme_is_explained_in_both_languages_without_a_value() {
        let record: Participation = serde_json::from_str(RECORD).unwrap();
        for programme in [Programme::Fse(Annexe::Of2013), Programme::Iej(Annexe::Of2018), Programme::FsePlus]
        {
            for code in Code::ALL {
                let explained = Rules::new(programme).explain(&record, code).unwrap();
                assert_eq!(explained.is_some(), code.is_in(programme), "{code}");
                let Some(explanation) = explained else { continue };
                let [fr, en] = explanation.sentences();
                assert!(fr != en && fr.contains("Fondé sur") && en.contains("Founded on"), "{fr}");
                for value in ["1960", "2019", "2020"] {
                    assert!(!format!("{fr}{en}{explanation:?}").contains(value), "{code}: {value}");
                }
            }
        }
    }

    #[test]
    fn the_rule_the_variables_the_days_and_the_choices_are_told() {
        let record: Participation = serde_json::from_str(RECORD).unwrap();
        let rules = Rules::new(Programme::Fse(Annexe::Of2018));
        let cr05 = rules.explain(&record, Code::Cr05).unwrap().unwrap();
        assert_eq!(cr05.value, Some(Truth::Unknown(Reason::Refused)));
        assert_eq!(cr05.choices, ["A3", "A5", "A6", "A10", "A11", "A16"]);
        assert_eq!(cr05.days.window_end, Some("2020-02-28".parse().unwrap()));
        assert_eq!(cr05.days.six_months, Some("2020-07-31".parse().unwrap()));
        let [fr, en] = cr05.sentences();
        assert!(fr.contains("situations après la sortie"), "{fr}");
        for name in ["exit_events", "isced_entry", "labour_status_entry"] {
            assert!(!fr.contains(name) && !en.contains(name), "{fr} {en}");
        }
        assert!(
            fr.contains("Événement le 28e jour après la sortie : dans les quatre semaines (A3) ; "),
            "{fr}"
        );
        assert!(en.contains("Event on the 28th day after the exit: within the four weeks (A3); "), "{en}");
        assert_eq!(
            cr05.days.sentences()[1],
            "Entry: 2 September 2019. Exit: 31 January 2020. Last day of the immediate results: 28 February 2020. \
             Situation six months after the exit: 31 July 2020."
        );
        assert!(fr.starts_with("CR05 : la personne a refusé de répondre. Règle : "), "{fr}");
        assert!(en.contains("Reference population: disadvantaged participant."), "{en}");
        assert!(en.ends_with("Founded on: R1304/2013:annexe I:3 (inferred)."), "{en}");
        let co08 = rules.explain(&record, Code::Co08).unwrap().unwrap();
        let english = "(55 or above and (unemployed or (inactive and not in education or training)))";
        assert_eq!(co08.rule[1], english);
        assert!(co08.sentences()[1].contains("Not known: not in education or training."));
    }
}
