//! The indicators of the FSE: where they come from, a chart, the codes, and what cannot be derived, by name.

use imilo_core::fse::variable_name;
use imilo_core::wire::{FseLineAnswer, FseReportOf};

use super::charts::{Bar, bars};
use super::escape::Page;
use super::figures::Figure;
use super::numbers::{grouped, share};
use super::words::{Words, listed, refusal};
use crate::fse::{FseSection, reason};

/// Writes the section; nothing when the source says that no dossier is co-financed.
pub(super) fn indicators(page: &mut Page<'_>, section: &FseSection) {
    if !section.says_something() {
        return;
    }
    page.markup("<section id=\"fse\" aria-labelledby=\"h-fse\">\n");
    page.heading("h2", "h-fse", &("Indicateurs du FSE", "Indicators of the ESF").into());
    page.markup("<p class=\"active-filter\" hidden>");
    page.say(
        &(
            "Les chiffres de cette partie sont ceux de tout le fichier.",
            "The numbers of this part are those of the whole file.",
        )
            .into(),
    );
    page.markup("</p>\n");
    origin(page, section);
    let report = &section.report;
    if report.grand_total.all == 0 {
        page.both(
            "p",
            "says",
            &(
                "Aucune participation : aucun indicateur ne peut être établi.",
                "No participation: no indicator can be derived.",
            )
                .into(),
        );
    } else {
        chart(page, report);
        codes(page, report);
    }
    missing(page, section);
    page.markup("</section>\n");
}

fn origin(page: &mut Page<'_>, section: &FseSection) {
    if let Some(file) = &section.participations_file {
        page.markup("<p>").say(&("Fichier de participations : ", "File of participations: ").into());
        page.value(file).markup("</p>\n");
        read(page, section);
        return;
    }
    let sentence = (
        format!(
            "Établis d'après les dossiers, en prenant pour une participation chaque programme d'un dossier cofinancé : le dossier ne dit pas quelle opération le FSE finance. Dossiers cofinancés : {} ; dont on ne sait pas s'ils le sont : {} ; cofinancés sans programme commencé : {} ; programmes d'avant le FSE+ : {}.",
            grouped(section.cofinanced),
            grouped(section.cofinancing_unknown),
            grouped(section.without_programme),
            grouped(section.before_fse_plus),
        ),
        format!(
            "Derived from the dossiers, each programme of a co-financed dossier being taken for a participation: a dossier does not say which operation the ESF finances. Co-financed dossiers: {}; of which it is not known: {}; co-financed without a programme that began: {}; programmes before the ESF+: {}.",
            grouped(section.cofinanced),
            grouped(section.cofinancing_unknown),
            grouped(section.without_programme),
            grouped(section.before_fse_plus),
        ),
    );
    page.both("p", "", &sentence.into());
}

/// How the file was read: rows refused by reason, remarks.
fn read(page: &mut Page<'_>, section: &FseSection) {
    let refused = &section.refused;
    let why = |code: &str| reason(code).map_or_else(|| refusal(code), Into::into);
    let reasons: Vec<_> = refused.by_code.iter().map(|(code, rows)| (why(code), *rows)).collect();
    let (rows, count, list) = (grouped(section.rows), grouped(refused.rows), listed(&reasons));
    let words = match refused.rows {
        0 => (format!("Lignes lues : {rows}, aucune refusée."), format!("Rows read: {rows}, none refused.")),
        _ => (
            format!("Lignes lues : {rows}, dont refusées, et non comptées : {count}. {}.", list.fr),
            format!("Rows read: {rows}, of which refused, and not counted: {count}. {}.", list.en),
        ),
    };
    page.both("p", "", &words.into()).markup("\n");
    let (merged, records) = (grouped(section.merged), grouped(section.report.refused_records));
    if section.merged + section.report.refused_records > 0 {
        let words = (
            format!(
                "Lignes fusionnées avec une autre de la même personne et de la même opération (réentrées) : {merged}. Participations refusées par une règle de niveau R (V12), comptées nulle part : {records}."
            ),
            format!(
                "Rows merged into another of the same person and operation (re-entries): {merged}. Records that a rule of level R refuses (V12), counted nowhere: {records}."
            ),
        );
        page.both("p", "", &words.into()).markup("\n");
    }
    for notice in &section.notices {
        page.both("p", "note", &(notice.fr.clone(), notice.en.clone()).into()).markup("\n");
    }
}

/// The outputs, each drawn against the participations whose answer is known; those of which nothing is known are told as such, and never as zero.
fn chart(page: &mut Page<'_>, report: &FseReportOf) {
    let outputs = report.lines.iter().filter(|line| !line.result);
    let drawn: Vec<_> = outputs
        .map(|line| Bar {
            class: "c-accessible",
            label: label(line),
            figure: figure(line),
            whole: line.denominator,
        })
        .collect();
    let title =
        Words::from(("Participants par indicateur de réalisation", "Participants by output indicator"));
    bars(page, "c4", &title, &drawn);
}

/// The code, its name, and of how many participations the answer is known: the share is one of those.
fn label(line: &FseLineAnswer) -> Words {
    let known = grouped(line.denominator);
    let fr = format!("{} {} (sur {known})", line.code, line.name_fr);
    (fr, format!("{} {} (of {known})", line.code, line.name_en)).into()
}

/// A number, where anything at all is known.
fn figure(line: &FseLineAnswer) -> Figure {
    if line.denominator == 0 {
        Figure::NotAssessable(vec![line.code])
    } else {
        Figure::Count(line.counted.all)
    }
}

fn codes(page: &mut Page<'_>, report: &FseReportOf) {
    page.markup("<details><summary>").say(&("Tous les indicateurs", "All indicators").into());
    page.markup("</summary><div class=\"scroll\"><table class=\"stack\">\n<thead><tr>");
    page.column("", &("Indicateur", "Indicator").into());
    for heading in [
        ("Femmes", "Women"),
        ("Hommes", "Men"),
        ("Non binaires", "Non-binary"),
        ("Sexe inconnu", "Unknown gender"),
        ("Total", "Total"),
        ("Réponses connues", "Answers known"),
        ("Couverture des fiches complètes", "Coverage of complete records"),
    ] {
        page.column("num", &heading.into());
    }
    page.markup("</tr></thead>\n<tbody>\n");
    for line in &report.lines {
        page.markup("<tr><th scope=\"row\"><code>").text(line.code).markup("</code> ");
        page.say(&(line.name_fr, line.name_en).into()).markup("</th>");
        let known = figure(line).count().is_some();
        let counts = &line.counted;
        for (label, count) in [
            (("Femmes : ", "Women: "), counts.women),
            (("Hommes : ", "Men: "), counts.men),
            (("Non binaires : ", "Non-binary: "), counts.non_binary),
            (("Sexe inconnu : ", "Unknown gender: "), counts.unknown),
            (("Total : ", "Total: "), counts.all),
        ] {
            page.markup("<td class=\"num\">").both("span", "label-in", &label.into());
            if known {
                page.count(count)
            } else {
                page.none()
            };
            page.markup("</td>");
        }
        page.markup("<td class=\"num\">").both("span", "label-in", &("Connues : ", "Known: ").into());
        page.count(line.denominator).markup("</td><td class=\"num\">");
        match line.coverage {
            Some(coverage) => match share(coverage, 1000) {
                Some(rate) => page.say(&rate.into()),
                None => page.none(),
            },
            None => page.none(),
        };
        page.markup("</td></tr>\n");
    }
    page.markup("</tbody></table></div></details>\n");
}

/// A variable as people call it.
fn named(variable: &'static str) -> Words {
    variable_name(variable).map_or((variable, variable), Into::into).into()
}

/// What is unknown, by name: variables without which no record counts, then what dossiers do not give.
fn missing(page: &mut Page<'_>, section: &FseSection) {
    let report = &section.report;
    if !report.missing.is_empty() {
        let missing: Vec<_> =
            report.missing.iter().map(|missing| (named(missing.variable), missing.records)).collect();
        let list = listed(&missing);
        let words = (
            format!(
                "Participations incomplètes, comptées dans le total général seulement, faute de : {}.",
                list.fr
            ),
            format!("Incomplete records, counted in the grand total only, for lack of: {}.", list.en),
        );
        page.both("p", "says", &words.into());
    }
    if section.gaps.is_empty() {
        return;
    }
    page.markup("<details><summary>");
    page.say(&("Ce que les dossiers ne disent pas", "What the dossiers do not say").into());
    page.markup("</summary><ul>\n");
    for gap in &section.gaps {
        page.markup("<li>")
            .say(&named(gap.variable))
            .markup(" <code>")
            .text(gap.variable)
            .markup("</code> (")
            .count(gap.participations)
            .markup(") ");
        page.say(&(gap.fr, gap.en).into()).markup("</li>\n");
    }
    page.markup("</ul></details>\n");
}

#[cfg(test)]
mod tests {
    use imilo_core::fse::{Programme, Rules};

    use super::*;
    use crate::fse::{Asked, OfDossiers, file_report};

    fn page(section: &FseSection) -> String {
        let mut html = Vec::new();
        let mut page = Page::new(&mut html);
        indicators(&mut page, section);
        page.finish().unwrap();
        String::from_utf8(html).unwrap()
    }

    fn of_file(file: &str) -> FseSection {
        let open = || Ok(Box::new(file.as_bytes()) as Box<dyn std::io::Read + Send>);
        let asked = Asked { name: "<p>.csv", ..Asked::new(Rules::new(Programme::FsePlus)) };
        FseSection::of_file(file_report(&open, &asked, None).unwrap())
    }

    #[test]
    fn what_nothing_is_known_of_is_no_zero() {
        let section = of_file(
            "sexe;date_naissance;date_entree;statut_entree;cite\n\
             F;20/05/2003;02/10/2023;inactif;2\nM;20/05/2003;02/10/2023;;2\nM;30/02/2003;02/10/2023;;2\n",
        );
        let html = page(&section);
        let refused = "Rows read: 3, of which refused, and not counted: 1.";
        assert!(html.contains(refused), "{html}");
        assert!(html.contains("EECO04") && html.contains("(sur 1)"), "the share is one of the known answers");
        let french = html.split("<svg").find(|svg| svg.contains("c4tfr")).unwrap();
        let bar = |code: &str| {
            // A long label is there once for each width; the amount stands behind the last.
            let rest = french.rsplit(code).next().unwrap();
            rest.split("EECO").next().unwrap().to_owned()
        };
        assert!(bar("EECO04").contains("class=\"amount n\" dx=\"-70\">1</text>"), "{}", bar("EECO04"));
        assert!(bar("EECO17").contains("non évaluable") && !bar("EECO17").contains(">0<"));
        assert!(bar("EECO02").contains(">0</text>"), "known, and none");
        assert!(html.contains("statut sur le marché du travail à l’entrée (1)"), "{html}");
        assert!(html.contains("for lack of: labour market status at entry (1)"), "{html}");
        assert!(html.contains("<bdi>&lt;p&gt;.csv</bdi>"));
    }

    #[test]
    fn merged_rows_and_refused_records_are_told() {
        let html = page(&of_file(
            "participant_id;operation_id;date_entree;date_sortie\n\
             p1;7;01/02/2023;28/02/2023\np1;7;01/04/2023;30/04/2023\np2;7;01/04/2023;30/03/2023\n;7;01/04/2023;\n",
        ));
        assert!(
            html.contains("Rows merged into another of the same person and operation (re-entries): 1."),
            "{html}"
        );
        assert!(html.contains("Records that a rule of level R refuses (V12), counted nowhere: 1."), "{html}");
        assert!(html.contains("without an identifier of the participant (participant_id): 1;"), "{html}");
    }

    #[test]
    fn a_row_is_refused_for_a_reason_in_words() {
        let html = page(&of_file(
            "sexe;date_entree;nationalite\nF;02/10/2023;France\ninconnue;02/10/2023;FR\nzz;02/10/2023;FR\n",
        ));
        assert!(
            html.contains("a nationality is an ISO code of two capital letters, or XX_STATELESS (1)"),
            "{html}"
        );
        assert!(
            html.contains("the word is not in the list of its column (1)") && !html.contains("– (1)"),
            "{html}"
        );
    }

    #[test]
    fn dossiers_that_are_not_cofinanced_have_no_section_and_silence_is_told() {
        let day = "2026-11-24".parse().unwrap();
        let section = |dossier: &str| {
            let mut of_dossiers = OfDossiers::on(day);
            of_dossiers.add(&serde_json::from_str(dossier).unwrap());
            page(&OfDossiers::section(vec![of_dossiers], day))
        };
        assert_eq!(section(r#"{"conservation":{"fse":{"cofinanced":false}}}"#), "");
        let silent = section("{}");
        assert!(silent.contains("No participation: no indicator can be derived."));
        assert!(!silent.contains("<svg") && !silent.contains("EECO04"));
        let some = section(
            r#"{"conservation":{"fse":{"cofinanced":true},"programmes":[{"kind":"cej","start":"2023-10-02"}]}}"#,
        );
        assert!(some.contains("<code>rural</code>") && some.contains("What the dossiers do not say"));
    }
}
