//! Naive oracle of the retention rules of I-MILO (décret n° 2015-59, art. 6).
//!
//! A second reading of the articles, slow and literal: every date is found by walking
//! one day at a time. It shares no code and no table with the library that it checks.
//! A1…A8 are the readings of `law.md`, section 16.

use serde_json::{Value, json};

// ---- The calendar: a day, and the day after it. Nothing else.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Day {
    year: u32,
    month: u32,
    day: u32,
}

const fn ymd(year: u32, month: u32, day: u32) -> Day {
    Day { year, month, day }
}

impl Day {
    /// Reads « yyyy-mm-dd »; anything else (null, absent) is no day.
    fn read(value: &Value) -> Option<Day> {
        let mut parts = value.as_str()?.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Some(Day { year, month, day })
    }

    fn text(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    fn next_day(self) -> Day {
        if self.day < days_in_month(self.year, self.month) {
            ymd(self.year, self.month, self.day + 1)
        } else if self.month < 12 {
            ymd(self.year, self.month + 1, 1)
        } else {
            ymd(self.year + 1, 1, 1)
        }
    }
}

/// Gregorian rule: every fourth year, but not the centuries, but every fourth century.
fn is_leap(year: u32) -> bool {
    let every = |years| year.is_multiple_of(years);
    (every(4) && !every(100)) || every(400)
}

fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// « no identical day: last day of the month » (A2), or, with A2 = mar1, the day after it.
fn is_anniversary(origin: Day, today: Day, on_1_march: bool) -> bool {
    if origin.day <= days_in_month(today.year, origin.month) {
        return today.month == origin.month && today.day == origin.day;
    }
    // Only 29 February comes here, in a year without one.
    if on_1_march { today.month == 3 && today.day == 1 } else { today.month == 2 && today.day == 28 }
}

/// Walks forward from `origin` and counts the anniversaries until the one wanted.
fn nth_anniversary(origin: Day, wanted: u32, on_1_march: bool) -> Day {
    let mut today = origin;
    let mut seen = 0;
    while seen < wanted {
        today = today.next_day();
        if is_anniversary(origin, today, on_1_march) {
            seen += 1;
        }
    }
    today
}

/// A term in years that is not a birthday: no option, last day of the month when missing.
fn years_after(origin: Day, years: u32) -> Day {
    nth_anniversary(origin, years, false)
}

/// « A compter de ces dates »: walks to `date` and says whether the first closed day was met
/// on the way, the day of evaluation included (A2b: the date computed is the first closed day).
fn was_met(first_closed_day: Day, walk_from: Day, date: Day) -> bool {
    let mut today = walk_from.min(first_closed_day);
    while today <= date {
        if today == first_closed_day {
            return true;
        }
        today = today.next_day();
    }
    false
}

// ---- The rule sets (law.md, « Rule-set identifiers », and section 1).

/// Label and last day of each, in order; the first begins on 29 January 2015.
const RULE_SETS: [(&str, Day); 9] = [
    ("V2015", ymd(2021, 5, 22)),
    ("V2021", ymd(2022, 1, 30)),
    ("V2021-A", ymd(2022, 2, 28)),
    ("V2021-B", ymd(2023, 3, 5)),
    ("V2021-C", ymd(2024, 12, 31)),
    ("V2025", ymd(2026, 1, 13)),
    ("V2025|V2026", ymd(2026, 1, 20)),
    ("V2026", ymd(2026, 6, 30)),
    ("V2026-07", ymd(9999, 12, 31)),
];

/// « le texte entre en vigueur le lendemain de sa publication »: 29 January 2015.
fn rule_set_of(date: Day) -> Option<&'static str> {
    if date < ymd(2015, 1, 29) {
        return None;
    }
    let found = RULE_SETS.iter().find(|(_, last)| date <= *last);
    found.map(|(label, _)| *label)
}

fn is_v2015(set: &str) -> bool {
    set == "V2015"
}

fn is_v2021(set: &str) -> bool {
    set.starts_with("V2021")
}

/// Section 8: V2015 and V2025 were read; V2021 and V2026 are inferred. On the days that may be
/// of V2025 or of V2026, the weaker of the two.
fn evidence_of(set: &str) -> &'static str {
    if set == "V2015" || set == "V2025" { "seen" } else { "inferred" }
}

// ---- What the articles answer.

#[derive(Clone, Copy, PartialEq)]
enum Term {
    /// First day no longer accessible.
    FirstClosedDay(Day),
    /// Something still runs: no end can be given.
    NoEnd,
    /// A fact without which nothing can be said is missing.
    Unknown,
}

impl Term {
    fn to_json(self) -> Value {
        match self {
            Term::FirstClosedDay(day) => json!(day.text()),
            Term::NoEnd | Term::Unknown => Value::Null,
        }
    }
}

/// The term and the citations of the paragraphs that give it.
struct Ruling {
    term: Term,
    founded_by: Vec<&'static str>,
}

fn ruling(term: Term, founded_by: &[&'static str]) -> Ruling {
    Ruling { term, founded_by: founded_by.to_vec() }
}

struct File<'a> {
    facts: &'a Value,
    options: &'a Value,
}

impl File<'_> {
    fn list(&self, name: &str) -> Vec<Value> {
        // An absent list is known to be none.
        self.facts[name].as_array().cloned().unwrap_or_default()
    }

    fn reading_is(&self, id: &str, value: &str) -> bool {
        self.options[id].as_str() == Some(value)
    }

    fn birth(&self) -> Option<Day> {
        Day::read(&self.facts["birth_date"])
    }

    /// Art. 6 I: « accessibles … jusqu'à la date de son vingt-sixième anniversaire » (V2015);
    /// « l'âge maximal mentionné à l'article L. 5314-2 …, augmenté d'une durée de deux ans » (then).
    fn limit_of_i(&self, set: &str) -> Option<Day> {
        let first_age_excluded = if self.is_disabled_in_cej(set) { 30 } else { 26 };
        let birthday = match (is_v2015(set), self.reading_is("A3", "27")) {
            (true, _) => 26,
            (false, false) => first_age_excluded + 2,
            (false, true) => first_age_excluded - 1 + 2, // A3: « révolus » not counted
        };
        let on_1_march = self.reading_is("A2", "mar1");
        Some(nth_anniversary(self.birth()?, birthday, on_1_march))
    }

    /// L. 5314-2, last paragraph, from 2022-03-01 (A4): disabled workers, by derogation, in the
    /// CEJ; RQTH lost later counts « only if it was held during the CEJ (one common day suffices) ».
    fn is_disabled_in_cej(&self, set: &str) -> bool {
        if is_v2015(set) || set == "V2021" || set == "V2021-A" {
            return false;
        }
        let rqth_periods = self.list("rqth_periods");
        let held_during = |cej: &Value| rqth_periods.iter().any(|rqth| have_a_common_day(cej, rqth));
        self.list("cej_contracts").iter().any(held_during)
    }

    /// Art. 6 I, exception: « inscrits dans un programme en cours à cette date et bénéficiant d'un
    /// suivi régulier dans ce cadre … jusqu'à la fin de ce programme »; the last to end (A5c).
    fn exception_of_i(&self, limit: Day) -> Option<Term> {
        let mut programmes = self.list("programmes");
        programmes.retain(|one| is_in_progress(one, limit) && is_followed(one));
        if programmes.iter().any(|one| Day::read(&one["end"]).is_none()) {
            return Some(Term::NoEnd); // « while open, no end »
        }
        let ends = programmes.iter().filter_map(|one| Day::read(&one["end"]));
        ends.max().map(Term::FirstClosedDay)
    }

    /// Art. 6 I as known on `date`: « the exception of I counts from the limit date on ».
    fn paragraph_i(&self, set: &str, date: Day) -> Ruling {
        let Some(limit) = self.limit_of_i(set) else {
            return ruling(Term::Unknown, &[]); // « no birth date gives no term »
        };
        match self.exception_of_i(limit) {
            Some(term) if date >= limit => ruling(term, &["D2015-59:6:I:exception"]),
            _ => ruling(Term::FirstClosedDay(limit), &["D2015-59:6:I"]),
        }
    }

    /// Art. 6 I bis, from V2025: CEJ beneficiaries, « dix ans » « à compter de la fin du contrat ».
    /// A6: with several, « each runs; the latest end governs ». None = the paragraph is not there
    /// or does not concern the file.
    fn paragraph_i_bis(&self, set: &str) -> Option<Ruling> {
        if is_v2015(set) || is_v2021(set) {
            return None;
        }
        let contracts = self.list("cej_contracts");
        let ends = contracts.iter().filter_map(|one| Day::read(&one["end"]));
        let latest = ends.map(|end| years_after(end, 10)).max();
        let term = if contracts.iter().any(|one| Day::read(&one["end"]).is_none()) {
            Term::NoEnd // one still runs: its ten years have not begun
        } else {
            Term::FirstClosedDay(latest?)
        };
        Some(ruling(term, &["D2015-59:6:I bis"]))
    }

    /// A6: « The later of both », or as an option I bis alone, or the earlier of both.
    fn i_and_i_bis(&self, set: &str, date: Day) -> Ruling {
        let one = self.paragraph_i(set, date);
        let Some(bis) = self.paragraph_i_bis(set) else {
            return one;
        };
        if self.reading_is("A6", "replaces") {
            return bis;
        }
        let earlier = self.reading_is("A6", "earlier");
        // « No end » is later than any day, and than a day that is not known.
        let i_is_later = match (one.term, bis.term) {
            (Term::Unknown, Term::NoEnd) if !earlier => false,
            (Term::Unknown, _) => return ruling(Term::Unknown, &[]),
            (a, b) if a == b => return ruling(a, &[one.founded_by, bis.founded_by].concat()),
            (Term::FirstClosedDay(a), Term::FirstClosedDay(b)) => a > b,
            (a, _) => a == Term::NoEnd,
        };
        if i_is_later == earlier { bis } else { one }
    }

    /// Accessible on `date`? None = undetermined.
    fn is_accessible(&self, set: &str, date: Day, found: &Ruling) -> Option<bool> {
        match found.term {
            Term::NoEnd => Some(true),
            Term::FirstClosedDay(day) => Some(!was_met(day, self.birth().unwrap_or(day), date)),
            // Without a birth date I bis may still answer for today: the later of both is not
            // before its term, the earlier of both is not after it.
            Term::Unknown => {
                let Term::FirstClosedDay(day) = self.paragraph_i_bis(set)?.term else {
                    return None;
                };
                let closed = was_met(day, day, date);
                (closed == self.reading_is("A6", "earlier")).then_some(!closed)
            }
        }
    }

    /// FSE (art. 6 II in V2015, 6 V then): « conservées pendant dix-neuf ans à compter de la date
    /// à laquelle la première [V2015] / la dernière de ces données … a été enregistrée ».
    /// None = not co-financed. The boolean: an interruption counted.
    fn fse_archive(&self, set: &str) -> Option<(Term, bool)> {
        let fse = &self.facts["fse"];
        if fse["cofinanced"] != json!(true) {
            return None;
        }
        // A7: the option concerns V2021 only.
        let from_first = is_v2015(set) || (is_v2021(set) && self.reading_is("A7", "first"));
        let record = if from_first { "first_record" } else { "last_record" };
        let Some(start) = Day::read(&fse[record]) else {
            return Some((Term::Unknown, false));
        };
        let given = fse["interruptions"].as_array().into_iter().flatten();
        let interruptions: Vec<Interruption> = given.filter_map(Interruption::read).collect();
        Some(self.prorogation(years_after(start, 19), &interruptions))
    }

    /// « Cette durée est prorogée par l'interruption du délai …, consécutive à une procédure
    /// judiciaire ou à une demande motivée de la Commission européenne. » A8, pause: « each counts
    /// if begun before the expiry as prolonged so far; all its days are added ».
    fn prorogation(&self, plain_expiry: Day, interruptions: &[Interruption]) -> (Term, bool) {
        let Some(mut today) = interruptions.iter().map(|one| one.from).min() else {
            return (Term::FirstClosedDay(plain_expiry), false);
        };
        let marked = |day: Day| interruptions.iter().any(|one| one.marks(day));
        let restart = self.reading_is("A8", "restart");
        let mut expiry = plain_expiry;
        while today < expiry {
            if !marked(today) {
                today = today.next_day();
                continue;
            }
            // An interruption begun before the expiry (merged: a day is marked once or not).
            while marked(today) {
                if interruptions.iter().any(|one| one.marks(today) && one.until.is_none()) {
                    return (Term::NoEnd, true); // « An open interruption means no expiry date. »
                }
                today = today.next_day();
                expiry = if restart { expiry } else { expiry.next_day() };
            }
            if restart {
                // Nineteen years again from its end; « prorogée means lengthened », never shorter.
                expiry = expiry.max(years_after(today, 19));
            }
        }
        (Term::FirstClosedDay(expiry), expiry != plain_expiry)
    }

    /// The first earlier rule set that had closed the file on a day of its own, before the day
    /// that the rule set of the day gives.
    fn was_due(&self, set: &str, today: Term) -> Value {
        for (earlier, last_day) in RULE_SETS {
            if earlier == set {
                break;
            }
            let Term::FirstClosedDay(closed) = self.i_and_i_bis(earlier, last_day).term else {
                continue;
            };
            let before = match today {
                Term::FirstClosedDay(day) => closed < day,
                Term::NoEnd => true,
                Term::Unknown => false,
            };
            if rule_set_of(closed) == Some(earlier) && before {
                return json!({"date": closed.text(), "rule_set": earlier});
            }
        }
        Value::Null
    }

    fn dossier(&self, set: &str, date: Day) -> Value {
        let mut found = self.i_and_i_bis(set, date);
        let accessible = self.is_accessible(set, date, &found);
        if found.term == Term::Unknown && accessible.is_some() {
            found.founded_by = vec!["D2015-59:6:I bis"];
        }
        let fse = self.fse_archive(set);
        // « What was anonymised under an older version stays so. »
        let anonymised = Day::read(&self.facts["anonymised_on"]).is_some_and(|day| day <= date);
        let state = match (accessible, fse.map(|(term, _)| term)) {
            _ if anonymised => "anonymise",
            (None, _) => "undetermined",
            (Some(true), _) => "accessible",
            (Some(false), None) => "anonymise",
            (Some(false), Some(Term::Unknown)) => "undetermined",
            (_, Some(Term::FirstClosedDay(day))) if was_met(day, day, date) => "fse_anonymise",
            (Some(false), Some(_)) => "fse_archive",
        };
        let was_due = if anonymised { Value::Null } else { self.was_due(set, found.term) };
        let (fse_cited, fse_evidence) = match fse {
            None | Some((Term::Unknown, _)) => (vec![], Value::Null),
            Some(_) if is_v2015(set) => (vec!["D2015-59:6:II"], json!("seen")),
            Some((_, true)) => (vec!["D2015-59:6:V"], json!("inferred")),
            Some((_, false)) => (vec!["D2015-59:6:V"], json!(evidence_of(set))),
        };
        json!({
            "rule_set": set,
            "limit_date": self.limit_of_i(set).map(Day::text),
            "cej_until": self.paragraph_i_bis(set).map(|bis| bis.term.to_json()),
            "accessible_until": found.term.to_json(),
            "state": state,
            "was_due": was_due,
            "fse_archive_until": fse.map(|(term, _)| term.to_json()),
            "fse_archive_open": fse.is_some_and(|(term, _)| term == Term::NoEnd),
            "evidence": (!found.founded_by.is_empty()).then(|| evidence_of(set)),
            "founded_by": found.founded_by,
            "fse_founded_by": fse_cited,
            "fse_evidence": fse_evidence,
        })
    }

    /// Art. 6 II and III from V2021: users and staff of partners, one year after « l'arrêt de leur
    /// habilitation » or « désactivation de leur compte ». « V2015 has no term » for them.
    fn account(&self, set: &str, date: Day, fact: &str, article: &'static str) -> Value {
        if is_v2015(set) {
            return json!({"rule_set": set, "accessible_until": null, "state": "undetermined",
                "founded_by": [], "evidence": null});
        }
        let until = Day::read(&self.facts[fact]).map(|stopped| years_after(stopped, 1));
        let closed = until.is_some_and(|day| was_met(day, day, date));
        json!({
            "rule_set": set,
            "accessible_until": until.map(Day::text),
            "state": if closed { "anonymise" } else { "accessible" },
            "founded_by": [article],
            "evidence": evidence_of(set),
        })
    }
}

/// A4: one day on which the contract (end = last day) and the RQTH ([from, until)) both run.
fn have_a_common_day(contract: &Value, rqth: &Value) -> bool {
    let (Some(start), Some(held_from)) = (Day::read(&contract["start"]), Day::read(&rqth["from"])) else {
        return false;
    };
    let mut today = start;
    loop {
        let ended = Day::read(&contract["end"]).is_some_and(|last_day| last_day < today);
        let lost = Day::read(&rqth["until"]).is_some_and(|until| until <= today);
        if ended || lost {
            return false;
        }
        if held_from <= today {
            return true;
        }
        today = today.next_day();
    }
}

/// A5: « start ≤ limit < end », asked on the limit day; A5b: a PACEA never is.
fn is_in_progress(programme: &Value, limit: Day) -> bool {
    let begun = Day::read(&programme["start"]).is_some_and(|start| start <= limit);
    let ended = Day::read(&programme["end"]).is_some_and(|end| end <= limit);
    programme["kind"] != json!("pacea") && begun && !ended
}

/// A5: « No attestation → no exception »; false and "unknown" are no attestation.
fn is_followed(programme: &Value) -> bool {
    programme["regular_follow_up"] == json!(true)
}

/// [from, until), until None = open.
struct Interruption {
    from: Day,
    until: Option<Day>,
}

impl Interruption {
    /// A8: « Cause is closed: judicial proceedings, or reasoned request of the Commission. »
    fn read(one: &Value) -> Option<Interruption> {
        match one["cause"].as_str()? {
            "judicial_proceedings" | "commission_reasoned_request" => {}
            _ => return None,
        }
        Some(Interruption { from: Day::read(&one["from"])?, until: Day::read(&one["until"]) })
    }

    fn marks(&self, today: Day) -> bool {
        self.from <= today && self.until.is_none_or(|until| today < until)
    }
}

/// The answer of the articles to one case of `conservation-cases.json`
/// (kinds `dossier`, `user_account` and `partner_staff`).
pub(crate) fn evaluate(case: &Value) -> Value {
    let Some(date) = Day::read(&case["date"]) else {
        return json!({"error": "no_date"});
    };
    let Some(set) = rule_set_of(date) else {
        return json!({"error": "before_first_rule_set"});
    };
    let file = File { facts: &case["facts"], options: &case["options"] };
    match case["kind"].as_str() {
        Some("dossier") => file.dossier(set, date),
        Some("user_account") => file.account(set, date, "habilitation_end", "D2015-59:6:II"),
        Some("partner_staff") => file.account(set, date, "account_deactivated", "D2015-59:6:III"),
        _ => json!({"error": "kind_not_judged_here"}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: &str = include_str!("../vectors/given/conservation-cases.json");

    /// Lists as sets; only the keys that are given are compared.
    fn agrees(answer: &Value, wanted: &Value) -> bool {
        let same = |key: &String, value: &Value| match (value.as_array(), answer[key].as_array()) {
            (Some(a), Some(b)) => a.iter().all(|one| b.contains(one)) && b.iter().all(|one| a.contains(one)),
            _ => answer.get(key) == Some(value),
        };
        let mut keys = wanted.as_object().into_iter().flatten();
        keys.all(|(key, value)| key == "because" || same(key, value))
    }

    #[test]
    fn given_examples() {
        let given: Value = serde_json::from_str(GIVEN).expect("the given file is JSON");
        let mut judged = 0;
        for case in given["cases"].as_array().into_iter().flatten() {
            if case["kind"] == json!("log") || case["kind"] == json!("rights_request") {
                continue;
            }
            let answer = evaluate(case);
            let accepted = case["accept"].as_array().cloned().unwrap_or_default();
            let passes =
                agrees(&answer, &case["expected"]) || accepted.iter().any(|other| agrees(&answer, other));
            assert!(passes, "{}: {answer:#}", case["id"]);
            judged += 1;
        }
        assert_eq!(judged, 12);
    }

    #[test]
    fn days_that_exist() {
        assert_eq!(ymd(1900, 2, 28).next_day(), ymd(1900, 3, 1));
        assert_eq!(ymd(2000, 2, 28).next_day(), ymd(2000, 2, 29));
        assert_eq!(ymd(2023, 12, 31).next_day(), ymd(2024, 1, 1));
        assert_eq!(nth_anniversary(ymd(1992, 2, 29), 26, false), ymd(2018, 2, 28));
        assert_eq!(nth_anniversary(ymd(1992, 2, 29), 28, true), ymd(2020, 2, 29));
    }

    #[test]
    fn restart_and_pause() {
        let mut case = json!({"kind": "dossier", "date": "2020-01-01", "facts": {
            "birth_date": "2000-01-01", "fse": {"cofinanced": true,
            "first_record": "2016-01-01", "last_record": "2016-01-01", "interruptions": [
            {"from": "2024-01-01", "until": "2024-01-11", "cause": "judicial_proceedings"},
            {"from": "2035-01-05", "until": "2035-01-06", "cause": "judicial_proceedings"},
            {"from": "2036-01-01", "until": null, "cause": "judicial_proceedings"}]}}});
        assert_eq!(evaluate(&case)["fse_archive_until"], json!("2035-01-12"));
        case["options"] = json!({"A8": "restart"});
        assert_eq!(evaluate(&case)["fse_archive_open"], json!(true));
    }
}
