//! Provisions: how well each is known, how it is spelled out, what it says.

use imilo_core::calendar::Date;
use imilo_core::law::Evidence;
use imilo_core::law::articles::article;
use imilo_core::law::texts::texte_by_code;

use super::numbers::french_date;
use super::typography::capital;
use super::words::Words;

/// What a provision says on a day, in our words. Where the wording of that day was not read, the last one
/// that was comes first.
pub(super) fn says(code: &str, date: Date) -> Vec<Words> {
    let day = date.to_string();
    let Ok(versions) = article(code) else { return Vec::new() };
    // ISO dates compare as text.
    let begun: Vec<_> = versions.into_iter().filter(|version| version.from <= day.as_str()).collect();
    let Some((now, before)) = begun.split_last() else { return Vec::new() };
    let read = before.iter().rev().find(|version| version.evidence == Evidence::Seen);
    let mut words = Vec::new();
    if let Some(read) = read.filter(|_| now.evidence != Evidence::Seen) {
        let from = read.from.parse().map_or_else(|_| read.from.to_owned(), french_date);
        words.push(Words::from((
            format!("Version du {from}, lue : {}", read.fr),
            format!("Version of {}, read: {}", read.from, read.en),
        )));
    }
    if now.until.is_empty() || day.as_str() < now.until {
        words.push(Words::from((now.fr, now.en)));
    }
    words
}

/// Mark of evidence: class, name, meaning.
pub(super) fn evidence(evidence: Evidence) -> (&'static str, Words, Words) {
    let (class, meaning) = match evidence {
        Evidence::Seen => (
            "ev ev-seen",
            ("la règle a été lue dans le texte de l'acte", "the rule was read in the text of the act"),
        ),
        Evidence::Secondary => (
            "ev ev-secondary",
            (
                "lue dans une note, un avis ou une notice, non dans l'acte",
                "read in a note, an opinion or a notice, not in the act",
            ),
        ),
        Evidence::Inferred => (
            "ev ev-inferred",
            (
                "non lue : déduite, avec un raisonnement, de ce qui a été lu ; à vérifier au Journal officiel",
                "not read: derived, with a reasoning, from what was read; to be checked in the Journal officiel",
            ),
        ),
        Evidence::Unknown => (
            "ev ev-unknown",
            ("ni lue ni déduite : ne fonde aucune décision", "neither read nor derived: founds no decision"),
        ),
    };
    (class, evidence.words().into(), meaning.into())
}

/// A provision spelled out: `Décret n° 2015-59, art. 6 I, exception` of `D2015-59:6:I:exception`. Several,
/// written `D2015-59:6:I + D2015-59:6:I bis`, name their act once.
pub(super) fn provision(codes: &str) -> Words {
    let (mut fr, mut en) = (String::new(), String::new());
    let mut last = None;
    for code in codes.split(" + ") {
        let (act, article) = code.split_once(':').unwrap_or((code, ""));
        if last.is_some() {
            fr.push_str(" ; ");
            en.push_str("; ");
        }
        if last == Some(act) && !article.is_empty() {
            fr.push_str(detail(article, str::to_owned).trim_start_matches(", "));
            en.push_str(detail(article, in_english).trim_start_matches(", "));
        } else {
            let (act_fr, act_en) =
                texte_by_code(act).map_or((act, act), |act| (short(act.fr), short(act.en)));
            fr.push_str(&(capital(act_fr) + &detail(article, str::to_owned)));
            en.push_str(&(capital(act_en) + &detail(article, in_english)));
        }
        last = Some(act);
    }
    (fr, en).into()
}

/// `, art. 6 I, exception` of `6:I:exception`.
fn detail(article: &str, word: fn(&str) -> String) -> String {
    let mut text = String::new();
    for (position, part) in article.split(':').filter(|part| !part.is_empty()).enumerate() {
        let first = part.chars().next();
        text.push_str(match first {
            Some('0'..='9') if position == 0 => ", art. ",
            Some(first) if position > 0 && !first.is_lowercase() => "\u{a0}",
            _ => ", ",
        });
        // `6 I bis` is not to be broken.
        text.push_str(&word(part).replace(' ', "\u{a0}"));
    }
    text
}

fn in_english(part: &str) -> String {
    match part {
        "clé" => "key",
        "mois" => "month",
        "accès" => "access",
        "prorogation" => "prolongation",
        _ => part,
    }
    .to_owned()
}

/// A title without what stands in brackets at its end, and without the date of an act that has a number.
fn short(title: &str) -> &str {
    let title =
        title.strip_suffix(')').and_then(|title| title.rsplit_once(" (")).map_or(title, |(head, _)| head);
    let date = if title.contains(" n° ") {
        title.split_once(" du ")
    } else if title.starts_with("décret ") || title.starts_with("CNIL ") {
        title.split_once(" of ")
    } else {
        None
    };
    date.map_or(title, |(head, _)| head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provisions_are_spelled_out() {
        let spelled = |code| {
            let words = provision(code);
            (words.fr.into_owned(), words.en.into_owned())
        };
        let pair = |fr: &str, en: &str| (fr.to_owned(), en.to_owned());
        assert_eq!(
            spelled("D2015-59:6:I bis"),
            pair("Décret n° 2015-59, art. 6\u{a0}I\u{a0}bis", "Décret 2015-59, art. 6\u{a0}I\u{a0}bis")
        );
        assert_eq!(
            spelled("D2015-59:6:I:exception"),
            pair("Décret n° 2015-59, art. 6\u{a0}I, exception", "Décret 2015-59, art. 6\u{a0}I, exception")
        );
        assert_eq!(
            spelled("INSEE:clé"),
            pair("Documentation de l'Insee sur le NIR, clé", "Documentation of Insee on the NIR, key")
        );
        assert_eq!(
            spelled("D2015-59:6:I + D2015-59:6:I bis + INSEE:mois").0,
            "Décret n° 2015-59, art. 6\u{a0}I ; art. 6\u{a0}I\u{a0}bis ; Documentation de l'Insee sur le NIR, mois"
        );
        assert_eq!(spelled("R1303/2013:140:1").0, "Règlement (UE) n° 1303/2013, art. 140\u{a0}1");
        assert_eq!(spelled("inconnu:3").0, "Inconnu, art. 3");
        assert_eq!(spelled(""), pair("", ""));
    }

    #[test]
    fn a_wording_that_was_not_read_stands_behind_the_last_one_read() {
        let on = |day: &str| says("D2015-59:6:I", day.parse().unwrap());
        assert_eq!(on("2025-06-01").len(), 1);
        let words = on("2026-11-24");
        assert_eq!(words.len(), 2);
        assert!(
            words[0].fr.starts_with("Version du 01/01/2025, lue : Données accessibles"),
            "{}",
            words[0].fr
        );
        assert!(says("D2015-59:6:I bis", "2020-01-01".parse().unwrap()).is_empty());
        assert!(says("<b>", "2020-01-01".parse().unwrap()).is_empty());
    }
}
