//! Why a duty is someone's, and why it was kept: the reasons of an answer.

use std::borrow::Cow;

use super::answer::Responsabilites;
use super::tables::{Actor, Duty, JOINT, RGPD};
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
        for day in ["2015-01-29", "2018-05-25", "2021-05-23", "2023-03-06", "2025-01-01", "2026-01-16", "2026-07-01"] {
            let duties = Responsabilites::on(day.parse().unwrap(), &tables).unwrap();
            for duty in Duty::ALL {
                let findings = duties.findings(duty);
                let codes: Vec<_> = findings.iter().map(|finding| finding.rule.citation.code.as_ref()).collect();
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
        assert_eq!((joint.rule.citation.code.as_ref(), joint.readings.as_slice()), ("RGPD:26(3)", ["A23"].as_slice()));
    }
}
