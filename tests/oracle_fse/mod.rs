//! Naive oracle of the indicators of the FSE, the IEJ and the FSE+, by the recommended choices.
//!
//! A second reading of the specification, slow and literal: days are texts, a window is walked one day at a time, each
//! code is a branch of its own. It shares no code and no table with the library that it checks.

use serde_json::Value;

/// An answer: « yes », « no », or the name of a reason.
type Answer = &'static str;

const YES: Answer = "yes";
const NO: Answer = "no";

// ---- Days as texts « yyyy-mm-dd »: their order is that of the calendar.

fn parts(day: &str) -> (u32, u32, u32) {
    let mut parts = day.split('-').map(|part| part.parse().unwrap());
    (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap())
}

fn length(year: u32, month: u32) -> u32 {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn write(year: u32, month: u32, day: u32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn tomorrow(day: &str) -> String {
    let (year, month, date) = parts(day);
    if date < length(year, month) {
        write(year, month, date + 1)
    } else if month < 12 {
        write(year, month + 1, 1)
    } else {
        write(year + 1, 1, 1)
    }
}

/// 28 times the next day.
fn four_weeks(day: &str) -> String {
    let mut walked = day.to_owned();
    for _ in 0..28 {
        walked = tomorrow(&walked);
    }
    walked
}

/// The same day so many months later, else the last of that month: one month at a time, the day apart.
fn months_later(day: &str, months: u32) -> String {
    let (mut year, mut month, date) = parts(day);
    for _ in 0..months {
        month += 1;
        if month == 13 {
            (year, month) = (year + 1, 1);
        }
    }
    write(year, month, date.min(length(year, month)))
}

/// Birthdays that have come; that of 29 February comes on 1 March in common years.
fn age(birth: &str, day: &str) -> u32 {
    let (year, month, date) = parts(birth);
    let mut years = 0;
    loop {
        let next = year + years + 1;
        let birthday = if (month, date) == (2, 29) && length(next, 2) == 28 {
            write(next, 3, 1)
        } else {
            write(next, month, date)
        };
        if birthday.as_str() > day {
            return years;
        }
        years += 1;
    }
}

// ---- The record.

pub(crate) struct Case<'a> {
    /// « ESF », « YEI », « ESF+ ».
    pub(crate) programme: &'a str,
    /// « 2013 », « 2018 », or nothing.
    pub(crate) annex: &'a str,
    pub(crate) input: &'a Value,
    pub(crate) report: Option<&'a str>,
}

impl Case<'_> {
    fn text(&self, key: &str) -> Option<&str> {
        self.input[key].as_str()
    }

    fn entry(&self) -> &str {
        self.text("entry_date").unwrap()
    }

    fn age(&self) -> Option<u32> {
        self.text("birth_date").map(|birth| age(birth, self.entry()))
    }

    fn isced(&self) -> Option<u64> {
        self.input["isced_entry"].as_u64()
    }

    fn status(&self) -> Option<&str> {
        if let Some(stated) = self.text("labour_status_entry") {
            return Some(stated);
        }
        let raw = |key: &str| self.input["raw"][key].as_bool();
        if raw("registered_unemployed") == Some(true) {
            return Some("unemployed");
        }
        if raw("in_paid_work") == Some(true) {
            return Some("employed");
        }
        raw("in_paid_work")?;
        if raw("full_time_student") == Some(true) || raw("full_time_parental_leave") == Some(true) {
            return Some("inactive");
        }
        if raw("available") == Some(true) && raw("actively_seeking") == Some(true) {
            return Some("unemployed");
        }
        if raw("available") == Some(false) || raw("actively_seeking") == Some(false) {
            return Some("inactive");
        }
        None
    }

    fn answer(&self, key: &str) -> Answer {
        match self.text(key) {
            Some("yes") => YES,
            Some("no") => NO,
            Some("refused") => "Refused",
            _ => "Missing",
        }
    }

    /// V12, level R.
    pub(crate) fn refused(&self) -> bool {
        let born_late = self.text("birth_date").is_some_and(|birth| birth >= self.entry());
        born_late || self.text("exit_date").is_some_and(|exit| exit < self.entry())
    }

    pub(crate) fn complete(&self) -> bool {
        let gender = match self.text("gender") {
            Some("F" | "M") => true,
            Some("X") => self.programme == "ESF+",
            _ => false,
        };
        let household = ["jobless_household", "dependent_children", "single_adult_household"];
        gender
            && self.text("birth_date").is_some()
            && self.status().is_some()
            && self.isced().is_some()
            && (self.annex != "2013" || household.iter().all(|key| [YES, NO].contains(&self.answer(key))))
    }

    fn has(&self, code: &str) -> bool {
        let household = ["CO12", "CO13", "CO14"].contains(&code);
        match self.programme {
            "ESF+" => code.starts_with("EE"),
            "ESF" => {
                !code.starts_with("EE") && !code.starts_with("YEI") && (!household || self.annex == "2013")
            }
            _ => !code.starts_with("EE") && (!household || self.annex == "2013"),
        }
    }

    /// The value of a code: a record that is refused has none.
    pub(crate) fn value(&self, code: &str) -> Option<Answer> {
        if self.refused() {
            return None;
        }
        if !self.has(code) {
            return Some("NotInThisVersion");
        }
        if code == "EECO01" {
            return Some(YES);
        }
        if !self.complete() {
            return Some("IncompleteRecord");
        }
        Some(if code.contains("CO") { self.output(code) } else { self.result(code) })
    }

    fn is(&self, status: &str) -> Answer {
        if self.status() == Some(status) { YES } else { NO }
    }

    fn long_term(&self) -> Answer {
        if self.status() != Some("unemployed") {
            return NO;
        }
        let Some(since) = self.text("unemployed_since") else { return "Missing" };
        let months = if self.age().unwrap() < 25 { 6 } else { 12 };
        if self.entry() > months_later(since, months).as_str() { YES } else { NO }
    }

    fn inactive_not_in_education(&self) -> Answer {
        match (self.status(), self.input["in_education_entry"].as_bool()) {
            (Some("inactive"), Some(false)) => YES,
            (Some("inactive"), None) => "Missing",
            _ => NO,
        }
    }

    fn other_disadvantaged(&self) -> Answer {
        let answer = self.answer("other_disadvantaged");
        if answer == YES || self.isced() != Some(0) {
            return answer;
        }
        if self.age().unwrap() >= 15 {
            return YES;
        }
        // Below 15 the usual age of primary education is not told.
        if answer == "Refused" { "Refused" } else { "Missing" }
    }

    fn disadvantaged(&self) -> Answer {
        let mut answers = vec![
            self.answer("foreign_background_or_minority"),
            self.answer("disability"),
            self.other_disadvantaged(),
        ];
        if self.annex == "2013" {
            answers.push(self.answer("jobless_household"));
            let lone =
                self.answer("single_adult_household") == YES && self.answer("dependent_children") == YES;
            answers.push(if lone { YES } else { NO });
        }
        if answers.contains(&YES) {
            YES
        } else if answers.iter().all(|answer| *answer == NO) {
            NO
        } else if answers.contains(&"Refused") {
            "Refused"
        } else {
            "Missing"
        }
    }

    fn output(&self, code: &str) -> Answer {
        let sure = |holds: bool| if holds { YES } else { NO };
        let age = self.age().unwrap();
        let isced = self.isced().unwrap();
        match code {
            "CO01" | "EECO02" => self.is("unemployed"),
            "CO02" | "EECO03" => self.long_term(),
            "CO03" | "EECO04" => self.is("inactive"),
            "CO04" => self.inactive_not_in_education(),
            "CO05" | "EECO05" => self.is("employed"),
            "CO06" => sure(age < 25),
            "CO07" | "EECO08" => sure(age >= 55),
            "CO08" => {
                if age < 55 {
                    NO
                } else if self.is("unemployed") == YES {
                    YES
                } else {
                    self.inactive_not_in_education()
                }
            }
            "CO09" => sure(isced == 1 || isced == 2),
            "CO10" | "EECO10" => sure(isced == 3 || isced == 4),
            "CO11" | "EECO11" => sure(isced >= 5),
            "CO12" => self.answer("jobless_household"),
            "CO13" => {
                sure(self.answer("jobless_household") == YES && self.answer("dependent_children") == YES)
            }
            "CO14" => {
                sure(self.answer("single_adult_household") == YES && self.answer("dependent_children") == YES)
            }
            "CO15" => self.answer("foreign_background_or_minority"),
            "CO16" | "EECO12" => self.answer("disability"),
            "CO17" => self.other_disadvantaged(),
            "CO18" | "EECO16" => self.answer("homeless"),
            "CO19" | "EECO17" => self.answer("rural"),
            "EECO06" => sure(age < 18),
            "EECO07" => sure((18..30).contains(&age)),
            "EECO09" => sure(isced <= 2),
            "EECO13" => match self.input["nationalities"].as_array() {
                Some(list) if !list.is_empty() => sure(!list.iter().any(|code| code == "FR" || code == "DE")),
                _ => "Missing",
            },
            "EECO14" => self.answer("foreign_background"),
            "EECO15" => self.answer("minority"),
            other => panic!("{other} is no output"),
        }
    }

    // ---- Results.

    fn not_observed(&self, end: impl Fn(&str) -> String) -> Answer {
        match (self.text("exit_date"), self.report) {
            (None, _) => "NotYetObservable",
            (Some(exit), Some(report)) if report <= end(exit).as_str() => "NotYetObservable",
            _ => "NotFollowedUp",
        }
    }

    fn asked(&self) -> bool {
        self.text("exit_date").is_some() && self.input["exit_events"].is_array()
    }

    /// The status of the last event of the 28 days, walking the days and the list.
    fn last_event(&self) -> Option<&str> {
        let mut day = self.text("exit_date")?.to_owned();
        let end = four_weeks(&day);
        let mut last = None;
        while day <= end {
            for event in self.input["exit_events"].as_array()? {
                if event["date"] == day.as_str() {
                    last = event["status"].as_str();
                }
            }
            day = tomorrow(&day);
        }
        last
    }

    fn job_search(&self) -> Answer {
        if self.status() != Some("inactive") {
            NO
        } else if !self.asked() {
            self.not_observed(four_weeks)
        } else if matches!(self.last_event(), Some("job_searching" | "unemployed")) {
            YES
        } else {
            NO
        }
    }

    fn employed(&self) -> Answer {
        if self.status() == Some("employed") {
            NO
        } else if !self.asked() {
            self.not_observed(four_weeks)
        } else if matches!(self.last_event(), Some("employed" | "self_employed")) {
            YES
        } else {
            NO
        }
    }

    fn dated(&self, key: &str, on_entry_day: bool) -> Answer {
        if let (Some(day), Some(exit)) = (self.text(key), self.text("exit_date")) {
            let after = day > self.entry() || (on_entry_day && day == self.entry());
            if after && day <= four_weeks(exit).as_str() {
                return YES;
            }
        }
        if self.asked() { NO } else { self.not_observed(four_weeks) }
    }

    /// One of several: a yes decides, then what is not observed.
    fn one_of(answers: &[Answer]) -> Answer {
        for wanted in [YES, "NotYetObservable", "NotFollowedUp", "Missing"] {
            if answers.contains(&wanted) {
                return wanted;
            }
        }
        NO
    }

    fn at_six_months(&self, statuses: &[&str]) -> Answer {
        match (self.text("exit_date"), self.text("status_6m")) {
            (Some(_), Some(status)) => {
                if statuses.contains(&status) {
                    YES
                } else {
                    NO
                }
            }
            _ => self.not_observed(|exit| months_later(exit, 6)),
        }
    }

    fn improved(&self) -> Answer {
        let works = self.at_six_months(&["employed", "self_employed"]);
        if works != YES {
            return works;
        }
        match self.input["improvement_6m"].as_array() {
            None => "Missing",
            Some(list) if list.iter().any(|what| what != "pay_rise_only") => YES,
            Some(_) => NO,
        }
    }

    fn result(&self, code: &str) -> Answer {
        let not_employed = if self.status() == Some("employed") { NO } else { YES };
        let above_54 = if self.age().unwrap() >= 55 { YES } else { NO };
        let population: Vec<Answer> = match code {
            "CR01" | "EECR01" => vec![self.is("inactive")],
            "CR04" | "CR06" | "EECR04" | "EECR05" => vec![not_employed],
            "CR05" => vec![self.disadvantaged()],
            "CR07" | "EECR06" => vec![self.is("employed")],
            "CR08" => vec![above_54, not_employed],
            "CR09" => vec![self.disadvantaged(), not_employed],
            "YEI_CR01" | "YEI_CR02" | "YEI_CR03" => vec![self.is("unemployed")],
            "YEI_CR04" | "YEI_CR05" | "YEI_CR06" => vec![self.long_term()],
            "YEI_CR07" | "YEI_CR08" | "YEI_CR09" => vec![self.inactive_not_in_education()],
            _ => vec![],
        };
        if population.contains(&NO) {
            return "NotInPopulation";
        }
        for unknown in ["Refused", "Missing"] {
            if population.contains(&unknown) {
                return unknown;
            }
        }
        let education = || self.dated("education_started", false);
        let qualification = || self.dated("qualification_date", true);
        match code {
            "CR01" | "EECR01" => self.job_search(),
            "CR02" | "EECR02" => education(),
            "CR03" | "EECR03" => qualification(),
            "CR04" | "EECR04" => self.employed(),
            "CR05" => Self::one_of(&[self.job_search(), education(), qualification(), self.employed()]),
            "CR06" | "CR08" | "CR09" | "EECR05" => self.at_six_months(&["employed", "self_employed"]),
            "CR07" | "EECR06" => self.improved(),
            "YEI_CR01" | "YEI_CR04" | "YEI_CR07" => {
                match (self.text("exit_date"), self.input["yei_completed"].as_bool()) {
                    (None, _) => "NotYetObservable",
                    (_, Some(true)) => YES,
                    (_, Some(false)) => NO,
                    (_, None) => "Missing",
                }
            }
            "YEI_CR02" | "YEI_CR05" | "YEI_CR08" => self.dated("yei_offer_date", true),
            "YEI_CR03" | "YEI_CR06" | "YEI_CR09" => {
                Self::one_of(&[education(), qualification(), self.employed()])
            }
            "YEI_CR10" => match (self.text("exit_date"), self.input["in_education_6m"].as_bool()) {
                (Some(_), Some(true)) => YES,
                (Some(_), Some(false)) => NO,
                (Some(_), None) if self.text("status_6m").is_some() => "Missing",
                _ => self.not_observed(|exit| months_later(exit, 6)),
            },
            "YEI_CR11" => self.at_six_months(&["employed"]),
            "YEI_CR12" => self.at_six_months(&["self_employed"]),
            other => panic!("{other} is no result"),
        }
    }
}
