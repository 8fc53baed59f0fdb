//! Why a duty is someone's, and why it was kept: the reasons of an answer.

use std::borrow::Cow;

use super::answer::Responsabilites;
use super::tables::{Actor, COMMUNICATION, Duty, JOINT, RGPD};
use super::{Instant, Violation};
use crate::explain::{AppliedRule, Finding, Role};
use crate::law::Provision;

impl<'l> Responsabilites<'l> {
    /// Who has a duty, by each version that may be in force: one reason a version.
    #[must_use]
    pub fn findings(&self, duty: Duty) -> Vec<Finding<'l>> {
        let timeline = self.table(duty);
        let versions = self.versions(duty).into_iter();
        let finding = versions.map(|version| {
            let rule = AppliedRule::of(timeline, version);
            let (name_fr, name_en) = duty.words();
            let (code, role, fr, en) = match &version.value {
                Provision::Stated(holding) if holding.actors.is_empty() => (
                    "duty_of_nobody_named",
                    Role::Founds,
                    format!("{name_fr} : prescrit, sans que le texte nomme personne"),
                    format!("{name_en}: prescribed, the text names nobody"),
                ),
                Provision::Stated(holding) => {
                    let joint = if holding.joint { (" (conjointement)", " (jointly)") } else { ("", "") };
                    let (actors_fr, actors_en) = listed(holding.actors);
                    (
                        "duty_holder",
                        Role::Founds,
                        format!("{name_fr} : {actors_fr}{}", joint.0),
                        format!("{name_en}: {actors_en}{}", joint.1),
                    )
                }
                Provision::Absent => (
                    "duty_absent",
                    Role::Founds,
                    format!("{name_fr} : le texte, lu, ne le prescrit pas"),
                    format!("{name_en}: the text, which was read, does not prescribe it"),
                ),
                Provision::Unknown => (
                    "duty_unread",
                    Role::Notes,
                    format!("{name_fr} : qui en est chargé n'a pas été lu"),
                    format!("{name_en}: who is in charge of it was not read"),
                ),
            };
            Finding::of(code, role, rule, readings(duty), fr, en)
        });
        finding.collect()
    }

    /// Why a request is not rejected as sent to the wrong one of joint controllers.
    #[must_use]
    pub fn any_of_the_joint(&self) -> Finding<'static> {
        // The rule is that of the RGPD, in force from its day on.
        let rule = AppliedRule { citation: &JOINT, version: "RGPD", from: RGPD, until: None };
        Finding::of(
            "right_against_any_controller",
            Role::Founds,
            rule,
            &["A23"],
            "la personne peut s'adresser à chacun des responsables conjoints",
            "the person may turn to any of the joint controllers",
        )
    }

    /// What art. 34 makes of a breach: that it is communicated to the persons, or that this cannot be said; none where
    /// the risk is not high.
    #[must_use]
    pub fn communication(&self, violation: &Violation) -> Option<Finding<'static>> {
        let (code, role, fr, en) = match violation.communication_due() {
            Some(false) => return None,
            Some(true) => (
                "breach_communication",
                Role::Founds,
                "risque élevé : la violation est aussi communiquée aux personnes concernées, sans délai fixé en heures ; les exceptions de l'article 34 n'ont pas été lues",
                "high risk: the breach is also communicated to the persons concerned, within no fixed number of hours; the exceptions of article 34 were not read",
            ),
            None => (
                "breach_communication_unknown",
                Role::Notes,
                "risque non évalué : si la violation est communiquée aux personnes concernées est indéterminé",
                "risk not assessed: whether the breach is communicated to the persons concerned is undetermined",
            ),
        };
        // The rule is that of the RGPD, in force from its day on.
        let rule = AppliedRule { citation: &COMMUNICATION, version: "RGPD", from: RGPD, until: None };
        Some(Finding::of(code, role, rule, &[], fr, en))
    }

    /// That no text prescribed the notification of a breach, as long as the RGPD did not apply: it founds nothing then.
    #[must_use]
    pub fn breach_not_prescribed(&self) -> Vec<Finding<'l>> {
        let (code, fr, en) = (
            "breach_not_prescribed",
            "aucun texte de ce jour ne prescrivait à ce responsable de notifier une violation : l'article 33 du RGPD ne s'applique que depuis le 25 mai 2018",
            "no text of that day prescribed to this controller to notify a breach: article 33 of the RGPD applies only from 25 May 2018",
        );
        let timeline = self.table(Duty::BreachNotification);
        let versions = self.versions(Duty::BreachNotification).into_iter();
        versions
            .map(|version| Finding::of(code, Role::Notes, AppliedRule::of(timeline, version), &[], fr, en))
            .collect()
    }

    /// How long the notification of a breach took, and by how much it is late, with what its reasons change; by each
    /// version that may be in force. Empty without both moments, or when none is due.
    #[must_use]
    pub fn lateness(&self, violation: &Violation) -> Vec<Finding<'l>> {
        let (code, fr, en) = match violation.elapsed_minutes().zip(violation.late_minutes()) {
            Some((elapsed, late)) => notified(violation, elapsed, late),
            None => match violation.overdue_minutes() {
                Some(late) => not_notified(late, violation.due()),
                None => return Vec::new(),
            },
        };
        self.breach_findings(code, &fr, &en)
    }

    /// Until when a breach is to be notified, as a clock in Paris shows it: the offset may have changed since the awareness.
    /// Empty when none is due, or the moment of awareness is not told.
    #[must_use]
    pub fn due_in_paris(&self, violation: &Violation) -> Vec<Finding<'l>> {
        let Some(due) = violation.due_at().and_then(Instant::in_paris) else { return Vec::new() };
        let (if_fr, if_en) = match violation.due() {
            Some(_) => ("", ""),
            None => (" si un risque n'est pas écarté", " unless a risk is ruled out"),
        };
        self.breach_findings(
            "breach_due_in_paris",
            &format!("à notifier{if_fr} au plus tard à ce moment, heure de Paris : {due}"),
            &format!("to be notified{if_en} at the latest at that moment, Paris time: {due}"),
        )
    }

    fn breach_findings(&self, code: &'static str, fr: &str, en: &str) -> Vec<Finding<'l>> {
        let timeline = self.table(Duty::BreachNotification);
        let versions = self.versions(Duty::BreachNotification).into_iter();
        let readings = readings(Duty::BreachNotification);
        versions
            .map(|version| {
                let rule = AppliedRule::of(timeline, version);
                Finding::of(code, Role::Founds, rule, readings, fr.to_owned(), en.to_owned())
            })
            .collect()
    }

    /// What was applied to a question on a breach or on an assessment: the reading, in words.
    #[must_use]
    pub fn applied(&self, duty: Duty) -> Vec<Finding<'l>> {
        let (code, fr, en) = match duty {
            Duty::BreachNotification => (
                "breach_elapsed_hours",
                "soixante-douze heures écoulées depuis que la violation est connue ; ni fin de semaine ni jour férié ne les déplace",
                "seventy-two elapsed hours from awareness; no week-end nor holiday moves them",
            ),
            Duty::Aipd => (
                "aipd_before_service",
                "une version du système sans analyse d'impact datée au plus tard du jour de sa mise en service est à vérifier",
                "a version of the system without an impact assessment dated on or before its entry into service is to be checked",
            ),
            _ => return Vec::new(),
        };
        let timeline = self.table(duty);
        let versions = self.versions(duty).into_iter();
        let sentence = || (Cow::Borrowed(fr), Cow::Borrowed(en));
        versions
            .map(|version| {
                let (fr, en) = sentence();
                Finding::of(code, Role::Founds, AppliedRule::of(timeline, version), readings(duty), fr, en)
            })
            .collect()
    }
}

/// How long a notification took, and by how much it is late.
fn notified(violation: &Violation, elapsed: i64, late: i64) -> (&'static str, String, String) {
    let (elapsed_fr, elapsed_en) = duration(elapsed);
    let (late_fr, late_en) = duration(late);
    if late == 0 {
        (
            "breach_notified_in_time",
            format!(
                "notifiée {elapsed_fr} après que la violation est connue : dans les soixante-douze heures"
            ),
            format!("notified {elapsed_en} after awareness: within the seventy-two hours"),
        )
    } else {
        let (reasons_fr, reasons_en) = match violation.reasons_given {
            Some(true) => (
                "ses motifs sont donnés, comme l'article le veut d'une notification tardive",
                "its reasons are given, as the article wants of a late notification",
            ),
            Some(false) => ("ses motifs ne sont pas donnés", "its reasons are not given"),
            None => ("si ses motifs sont donnés n'est pas dit", "whether its reasons are given is not told"),
        };
        (
            "breach_notified_late",
            format!(
                "notifiée {elapsed_fr} après que la violation est connue, {late_fr} trop tard ; {reasons_fr}"
            ),
            format!("notified {elapsed_en} after awareness, {late_en} too late; {reasons_en}"),
        )
    }
}

/// By how much the hours are past without any; what is due where the risk was not assessed is no fact.
fn not_notified(late: i64, due: Option<bool>) -> (&'static str, String, String) {
    let (late_fr, late_en) = duration(late);
    let (due_fr, due_en) = match due {
        Some(_) => ("encore due, avec ses motifs", "still due, with its reasons"),
        None => (
            "due si un risque n'est pas écarté, avec ses motifs",
            "due unless a risk is ruled out, with its reasons",
        ),
    };
    (
        "breach_not_notified",
        format!(
            "non notifiée {late_fr} après la fin des soixante-douze heures ; une notification tardive est {due_fr}"
        ),
        format!(
            "not notified {late_en} after the end of the seventy-two hours; a late notification is {due_en}"
        ),
    )
}

/// Readings that an answer on a duty rests on.
const fn readings(duty: Duty) -> &'static [&'static str] {
    match duty {
        Duty::RegisterOfRightsRequests => &["A20"],
        Duty::AnswerRightsRequest => &["A18", "A23"],
        Duty::BreachNotification => &["A22", "A23"],
        Duty::Aipd => &["A24"],
        Duty::Controller | Duty::InformationNotice | Duty::Security => &[],
    }
}

/// Elapsed minutes as hours and minutes, in French and in English.
fn duration(minutes: i64) -> (String, String) {
    let (hours, rest) = (minutes.div_euclid(60), minutes.rem_euclid(60));
    (format!("{hours} h {rest:02} min"), format!("{hours} h {rest:02} min"))
}

fn listed(actors: &[Actor]) -> (String, String) {
    let words: Vec<_> = actors.iter().map(|actor| actor.words()).collect();
    let join = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
        words.iter().map(pick).collect::<Vec<_>>().join(", ")
    };
    (join(|words| words.0), join(|words| words.1))
}

#[cfg(test)]
mod tests {
    use super::super::Tables;
    use super::*;

    #[test]
    fn every_duty_of_every_version_has_its_reason_with_its_provision() {
        let tables = Tables::built_in();
        for day in
            ["2015-01-29", "2018-05-25", "2021-05-23", "2023-03-06", "2025-01-01", "2026-01-16", "2026-07-01"]
        {
            let duties = Responsabilites::on(day.parse().unwrap(), &tables).unwrap();
            for duty in Duty::ALL {
                let findings = duties.findings(duty);
                let codes: Vec<_> =
                    findings.iter().map(|finding| finding.rule.citation.code.as_ref()).collect();
                let mut once = codes.clone();
                once.dedup();
                assert_eq!(once, duties.who(duty).founded_by(), "{day} {duty:?}");
                assert!(findings.iter().all(|finding| !finding.fr.is_empty() && !finding.en.is_empty()));
            }
        }
    }

    #[test]
    fn the_notice_of_2026_is_on_the_site_of_france_travail() {
        let tables = Tables::built_in();
        let duties = Responsabilites::on("2026-02-02".parse().unwrap(), &tables).unwrap();
        let found = duties.findings(Duty::InformationNotice);
        let [finding] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(finding.rule.citation.code, "A2026-01-15:annexe:information");
        assert_eq!(finding.fr, "information des personnes : le site de France Travail");
        let joint = duties.any_of_the_joint();
        assert_eq!(
            (joint.rule.citation.code.as_ref(), joint.readings.as_slice()),
            ("RGPD:26(3)", ["A23"].as_slice())
        );
    }
}
