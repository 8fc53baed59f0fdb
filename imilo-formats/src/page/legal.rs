//! What the bilan rests on, and how the source was read.

use imilo_core::bilan::Report;
use imilo_core::calendar::Date;
use imilo_core::law::Evidence;
use imilo_core::wire::CitationAnswer;

use super::Notice;
use super::citations::{evidence, provision, says};
use super::escape::Page;
use super::words::{Words, refusal};

/// Writes the provisions, how well each is known, and where it was read.
pub(super) fn provisions(page: &mut Page<'_>, report: &Report) {
    page.markup("<section id=\"textes\" aria-labelledby=\"h-textes\">\n");
    page.heading("h2", "h-textes", &("Sur quels textes", "On which texts").into());
    page.markup("<dl class=\"evidence\">");
    for mark in [Evidence::Seen, Evidence::Secondary, Evidence::Inferred, Evidence::Unknown] {
        let (class, name, meaning) = evidence(mark);
        page.markup("<div><dt>")
            .both("span", class, &name)
            .markup("</dt><dd>")
            .say(&meaning)
            .markup("</dd></div>\n");
    }
    page.markup("</dl>\n<div class=\"scroll\"><table class=\"texts stack\">\n<thead><tr>");
    page.column("", &("Disposition", "Provision").into());
    page.column("", &("Texte", "Text").into());
    page.column("", &("Preuve", "Evidence").into());
    page.column(
        "num",
        &("Dossiers fermés ou à fermer sous 90 jours", "Dossiers closed or closing in 90 days").into(),
    );
    page.column("", &("Copie lue", "Copy read").into());
    page.markup("</tr></thead>\n<tbody>\n");
    let by_provision = &report.total.retention.by_provision;
    let provisions = &report.provisions;
    for citation in provisions.terms.iter().chain([&provisions.fse_archive]) {
        let known = by_provision.get(&citation.code).copied();
        row(page, citation, report.date, known);
    }
    // A day between two versions may be governed by one that is not in the list of the day.
    let listed = |code: &str| provisions.terms.iter().any(|citation| citation.code == code);
    for (code, count) in by_provision.iter().filter(|(code, _)| !listed(code)) {
        page.markup("<tr><th scope=\"row\" class=\"first\">").say(&provision(code)).markup("</th>");
        page.markup("<td></td><td></td><td class=\"num\">").count(*count).markup("</td><td></td></tr>\n");
    }
    for citation in &report.provisions.nir {
        row(page, citation, report.date, None);
    }
    page.markup("</tbody></table></div>\n</section>\n");
}

fn row(page: &mut Page<'_>, citation: &CitationAnswer, date: Date, dossiers: Option<u64>) {
    let (mark, name, _) = evidence(citation.evidence);
    let titles = Words::from((citation.text_fr.clone(), citation.text_en.clone()));
    page.markup("<tr><th scope=\"row\" class=\"first\">").say(&provision(&citation.code)).markup(" <code>");
    page.text(&citation.code).markup("</code></th><td>").say(&titles);
    for words in says(&citation.code, date) {
        page.both("p", "says", &words);
    }
    page.markup("</td><td>");
    page.both("span", mark, &name).markup("</td><td class=\"num\">");
    match dossiers {
        Some(count) => {
            let label = ("Dossiers fermés ou à fermer : ", "Dossiers closed or closing: ").into();
            page.both("span", "label-in", &label).count(count)
        }
        None => page.none(),
    };
    page.markup("</td><td>");
    match citation.url.as_deref() {
        Some(url) => link(page, url),
        None => page.none(),
    };
    page.markup("</td></tr>\n");
}

/// A link to a page of the web, named by its host. An address of another kind stays text: added tables may
/// hold any.
fn link<'p, 'w>(page: &'p mut Page<'w>, url: &str) -> &'p mut Page<'w> {
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else {
        return page.value(url);
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.strip_prefix("www.").unwrap_or(host);
    page.markup("<a class=\"out\" rel=\"noreferrer noopener\" href=\"")
        .text(url)
        .markup("\">")
        .text(host)
        .markup("</a>")
}

/// Writes the rows that could not be read.
pub(super) fn refused(page: &mut Page<'_>, report: &Report) {
    page.markup("<section id=\"refus\" aria-labelledby=\"h-refus\">\n");
    page.heading("h2", "h-refus", &("Lignes refusées", "Rows refused").into());
    if report.refused.by_code.is_empty() {
        page.both("p", "", &("Aucune ligne n'a été refusée.", "No row was refused.").into())
            .markup("</section>\n");
        return;
    }
    page.both(
        "p",
        "",
        &(
            "Une ligne refusée n'est pas comptée parmi les dossiers. refus.csv donne, pour chacune, sa ligne dans le fichier, sa colonne et le motif.",
            "A refused row is not counted among the dossiers. refus.csv has the line of each in the file, its column and the ground.",
        )
            .into(),
    );
    page.markup("<div class=\"scroll\"><table>\n<thead><tr>");
    page.column("", &("Motif", "Ground").into());
    page.column("", &("Code", "Code").into());
    page.column("num", &("Lignes", "Rows").into());
    page.markup("</tr></thead>\n<tbody>\n");
    for (code, count) in &report.refused.by_code {
        page.markup("<tr><th scope=\"row\" class=\"first\">")
            .say(&refusal(code).capital())
            .markup("</th><td><code>");
        page.text(code).markup("</code></td><td class=\"num\">").count(*count).markup("</td></tr>\n");
    }
    page.markup("</tbody>\n<tfoot><tr><th scope=\"row\">").say(&("Ensemble", "All").into());
    page.markup("</th><td></td><td class=\"num\">")
        .count(report.refused.rows)
        .markup("</td></tr></tfoot></table></div>\n");
    page.markup("</section>\n");
}

/// Writes the remarks made while reading.
pub(super) fn notices(page: &mut Page<'_>, notices: &[Notice<'_>]) {
    if notices.is_empty() {
        return;
    }
    page.markup("<section id=\"remarques\" aria-labelledby=\"h-remarques\">\n");
    page.heading(
        "h2",
        "h-remarques",
        &("Remarques sur la lecture du fichier", "Remarks on the reading of the file").into(),
    );
    page.markup("<ul>\n");
    for notice in notices {
        let words = Words::from((notice.fr.to_owned(), notice.en.to_owned()));
        page.markup("<li>").say(&words).markup("</li>\n");
    }
    page.markup("</ul>\n</section>\n");
}
