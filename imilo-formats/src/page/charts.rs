//! The charts, as SVG.
//!
//! Lengths are in per cent of the width and heights in pixels, without `viewBox`: the bars stretch from a
//! telephone to a sheet of paper while the letters keep their size. Each chart is drawn once per language,
//! with its title and its numbers as text for those who do not see it.

use imilo_core::bilan::{Report, StructureCounts};

use super::escape::Page;
use super::figures::{Figure, retention};
use super::numbers::{grouped, length, share};
use super::tables::name;
use super::typography::{english, french, shortened};
use super::words::{State, Words, fault};

/// Missions locales that are drawn.
const MOST_DRAWN: usize = 15;
/// Height of a bar with its label.
const PITCH: usize = 46;
/// Characters of a name that a telephone has room for.
const NARROW: usize = 34;
/// Height of a second line of a label.
const LINE: usize = 17;
/// Characters that a telephone has room for on a line of its own, and on one that ends with a number and its share.
const LINES: [usize; 2] = [46, 26];

#[derive(Clone, Copy)]
enum Lang {
    Fr,
    En,
}

impl Lang {
    const ALL: [Self; 2] = [Self::Fr, Self::En];

    const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    fn of(self, words: &Words) -> String {
        match self {
            Self::Fr => french(&words.fr),
            Self::En => english(&words.en),
        }
    }

    fn share(self, part: u64, whole: u64) -> String {
        share(part, whole).map_or_else(String::new, |(fr, en)| match self {
            Self::Fr => french(&fr),
            Self::En => en,
        })
    }
}

/// A bar of a chart of one quantity.
pub(super) struct Bar {
    pub(super) class: &'static str,
    pub(super) label: Words,
    pub(super) figure: Figure,
    /// What it is a share of.
    pub(super) whole: u64,
}

/// Writes the charts; nothing is drawn of no dossier.
pub(super) fn charts(page: &mut Page<'_>, report: &Report) {
    let total = &report.total;
    page.markup("<section id=\"graphiques\" aria-labelledby=\"h-graphiques\">\n");
    page.heading("h2", "h-graphiques", &("En graphiques", "In charts").into());
    if total.dossiers == 0 {
        page.both("p", "", &("Rien à représenter.", "Nothing to draw.").into()).markup("</section>\n");
        return;
    }
    page.markup("<div class=\"pair\">\n");
    let bar = |state: State| Bar {
        class: state.class(),
        label: state.words(),
        figure: retention(state, total, &report.not_carried),
        whole: total.dossiers,
    };
    let states: Vec<_> = State::drawn(&total.retention).map(bar).collect();
    let title =
        Words::from(("Conservation : où en sont les dossiers", "Retention: where the dossiers stand"));
    bars(page, "c1", &title, &states);
    let title = Words::from(("NIR : ce que valent les numéros", "NIR: what the numbers are worth"));
    bars(page, "c2", &title, &nir_bars(report));
    page.markup("</div>\n");
    if report.structures.len() > 1 {
        structures(page, report);
    }
    page.markup("</section>\n");
}

fn nir_bars(report: &Report) -> Vec<Bar> {
    let nir = &report.total.nir;
    let bar = |class, words: (&'static str, &'static str), count| Bar {
        class,
        label: words.into(),
        figure: Figure::Count(count),
        whole: report.total.dossiers,
    };
    if nir.not_carried == report.total.dossiers {
        return vec![bar("c-none", ("Absent de la source", "Not carried by the source"), nir.not_carried)];
    }
    let mut bars = vec![
        bar("c-anonymised", ("Forme et clé justes", "Form and key right"), nir.valid),
        bar("c-fse", ("Forme juste, sans clé", "Form right, no key"), nir.valid_without_key),
        bar("c-none", ("Vide", "Empty"), nir.empty),
    ];
    let mut refused: Vec<_> = nir.refused.iter().filter(|(_, count)| **count > 0).collect();
    refused.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    if refused.is_empty() {
        bars.push(bar("c-nir", ("Refusé", "Refused"), 0));
    }
    for (code, count) in refused {
        let fault = fault(code);
        let label = (format!("Refusé : {}", fault.fr), format!("Refused: {}", fault.en)).into();
        bars.push(Bar { class: "c-nir", label, figure: Figure::Count(*count), whole: report.total.dossiers });
    }
    if nir.not_carried > 0 {
        bars.push(bar("c-none", ("Absent de la source", "Not carried by the source"), nir.not_carried));
    }
    bars
}

/// Opens an SVG of some bars, with its title and a description that says all its numbers.
fn open(page: &mut Page<'_>, lang: Lang, id: &'static str, height: usize, title: &Words, description: &str) {
    let lang_code = lang.code();
    page.markup("<div lang=\"").markup(lang_code).markup("\"><svg role=\"img\" width=\"100%\" height=\"");
    page.text(&height.to_string()).markup("\" aria-labelledby=\"");
    page.markup(id).markup("t").markup(lang_code).markup(" ").markup(id).markup("d").markup(lang_code);
    page.markup("\"><title id=\"").markup(id).markup("t").markup(lang_code).markup("\">");
    page.text(&lang.of(title)).markup("</title><desc id=\"").markup(id).markup("d").markup(lang_code);
    page.markup("\">").text(description).markup("</desc>");
    // Undetermined is told by its pattern as well as by its colour. Each drawing has its own: a hidden one
    // cannot lend it.
    page.markup("<defs><pattern id=\"").markup(id).markup("p").markup(lang_code);
    page.markup(
        "\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">",
    );
    page.markup("<rect width=\"6\" height=\"6\" class=\"h-ground\"/>");
    page.markup("<rect width=\"3\" height=\"6\" class=\"h-line\"/></pattern></defs>\n");
}

/// A rectangle from `from` to `until` of `whole`, at least as wide as an eye can see.
fn rect(
    page: &mut Page<'_>,
    fill: (&'static str, &'static str, Lang),
    y: usize,
    span: (u64, u64),
    whole: u64,
) {
    let (class, id, lang) = fill;
    let width = length(span.1.saturating_sub(span.0), whole);
    page.markup("<rect class=\"").markup(class).markup("\" x=\"").text(&length(span.0, whole));
    page.markup("\" y=\"").text(&y.to_string()).markup("\" width=\"").text(&width);
    page.markup("\" height=\"14\"");
    if class == State::Undetermined.class() {
        page.markup(" fill=\"url(#").markup(id).markup("p").markup(lang.code()).markup(")\"");
    }
    page.markup(" style=\"width:max(2px,").text(&width).markup(")\"/>");
}

fn label(page: &mut Page<'_>, y: usize, class: &'static str, text: &str) {
    page.markup("<text x=\"0\" y=\"").text(&y.to_string()).markup("\" class=\"").markup(class);
    page.markup("\">").text(text).markup("</text>");
}

/// The label of a bar: on a narrow screen one that would run into the number has two lines, the first of its own.
fn of_bar(page: &mut Page<'_>, y: usize, text: &str) {
    let [own, room] = LINES;
    if text.chars().count() <= room {
        return label(page, y, "label", text);
    }
    label(page, y, "label one-line", text);
    let (first, rest) = cut(text, own);
    label(page, y.saturating_sub(LINE), "label two-lines", first);
    let short = shortened(rest, room);
    label(page, y, "label two-lines", short.as_deref().unwrap_or(rest));
}

/// The text in two, at the last blank within so many characters; a word that is longer stays whole.
fn cut(text: &str, most: usize) -> (&str, &str) {
    let end = text.char_indices().nth(most).map_or(text.len(), |(end, _)| end);
    let head = text.get(..=end).or_else(|| text.get(..end)).unwrap_or(text);
    let blank = if end == text.len() { None } else { head.rfind(' ') };
    blank
        .and_then(|blank| text.split_at_checked(blank))
        .map_or((text, ""), |(first, rest)| (first, rest.trim_start()))
}

/// The number of a bar at its right end, and its share in a column of its own.
fn amount(page: &mut Page<'_>, top: usize, count: u64, share: &str) {
    let y = top.to_string();
    page.markup("<text x=\"100%\" y=\"").text(&y).markup("\" class=\"amount n\"");
    page.markup(if share.is_empty() { ">" } else { " dx=\"-70\">" }).count(count).markup("</text>");
    page.markup("\n");
    if !share.is_empty() {
        right(page, top, share);
    }
}

/// A text that ends at the right edge.
fn right(page: &mut Page<'_>, y: usize, text: &str) {
    page.markup("<text x=\"100%\" y=\"").text(&y.to_string()).markup("\" class=\"amount\">").text(text);
    page.markup("</text>\n");
}

/// Draws bars of a whole, once in each language.
pub(super) fn bars(page: &mut Page<'_>, id: &'static str, title: &Words, bars: &[Bar]) {
    page.markup("<figure><figcaption>").heading("h3", "", title).markup("</figcaption>\n");
    for lang in Lang::ALL {
        let described: Vec<_> = bars
            .iter()
            .map(|bar| {
                let figure = match bar.figure.count() {
                    Some(count) => format!("{} ({})", grouped(count), lang.share(count, bar.whole)),
                    None => lang.of(&not_assessable()),
                };
                format!("{} {figure}", lang.of(&bar.label))
            })
            .collect();
        let [_, room] = LINES;
        let long = bars.iter().any(|bar| lang.of(&bar.label).chars().count() > room);
        let lift = if long { LINE } else { 0 };
        open(page, lang, id, bars.len() * (PITCH + lift), title, &described.join(", "));
        for (position, bar) in bars.iter().enumerate() {
            // The number stands on the last line of the label.
            let top = position * (PITCH + lift) + lift;
            of_bar(page, top + 14, &lang.of(&bar.label));
            rect(page, ("c-track", id, lang), top + 21, (0, 1), 1);
            match bar.figure.count() {
                Some(count) => amount(page, top + 14, count, &lang.share(count, bar.whole)),
                None => right(page, top + 14, &lang.of(&not_assessable())),
            }
            if let Some(count) = bar.figure.count().filter(|count| *count > 0) {
                rect(page, (bar.class, id, lang), top + 21, (0, count), bar.whole);
            }
        }
        page.markup("</svg></div>\n");
    }
    page.markup("</figure>\n");
}

fn not_assessable() -> Words {
    ("non évaluable", "not assessable").into()
}

/// The largest missions locales, each as a whole made of its states.
fn structures(page: &mut Page<'_>, report: &Report) {
    let mut largest: Vec<&StructureCounts> = report.structures.iter().collect();
    // Stable: equal ones keep the order of their codes.
    largest.sort_by_key(|structure| std::cmp::Reverse(structure.counts.dossiers));
    largest.truncate(MOST_DRAWN);
    let (drawn, all) = (largest.len(), report.structures.len());
    let title = if drawn < all {
        Words::from((
            format!("Les {drawn} plus grandes missions locales, sur {all}"),
            format!("The {drawn} largest missions locales, of {all}"),
        ))
    } else {
        Words::from(("Les missions locales", "The missions locales"))
    };
    page.markup("<figure><figcaption>").heading("h3", "", &title);
    page.both(
        "p",
        "",
        &(
            "Chaque barre fait le tout des dossiers d'une mission locale, dont le nombre est à droite.",
            "Each bar is the whole of the dossiers of a mission locale; their number is on the right.",
        )
            .into(),
    );
    page.markup("<ul class=\"key\">");
    for state in State::drawn(&report.total.retention) {
        page.markup("<li class=\"").markup(state.class()).markup("\">").say(&state.words()).markup("</li>");
    }
    page.markup("</ul></figcaption>\n");
    for lang in Lang::ALL {
        let described = match lang {
            Lang::Fr => "Les nombres sont dans le tableau des missions locales, plus bas.",
            Lang::En => "The numbers are in the table of missions locales, below.",
        };
        open(page, lang, "c3", drawn * PITCH, &title, described);
        page.markup("<g class=\"part\">");
        for (position, structure) in largest.iter().enumerate() {
            stacked(page, lang, position * PITCH, structure);
        }
        page.markup("</g></svg></div>\n");
    }
    page.markup("</figure>\n");
}

fn stacked(page: &mut Page<'_>, lang: Lang, top: usize, structure: &StructureCounts) {
    // A name of the source is shown as it is, one of ours is set.
    let name = name(structure).map_or_else(|ours| lang.of(&ours), str::to_owned);
    match shortened(&name, NARROW) {
        Some(short) => {
            label(page, top + 14, "label wide", &name);
            label(page, top + 14, "label narrow", &short);
        }
        None => label(page, top + 14, "label", &name),
    }
    let whole = structure.counts.dossiers;
    amount(page, top + 14, whole, "");
    let mut from = 0_u64;
    for state in State::drawn(&structure.counts.retention) {
        let until = from.saturating_add(state.of(&structure.counts.retention));
        if until > from {
            rect(page, (state.class(), "c3", lang), top + 21, (from, until), whole);
        }
        from = until;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_label_is_cut_between_words() {
        assert_eq!(cut("un deux trois", 7), ("un deux", "trois"));
        assert_eq!(cut("un deux trois", 6), ("un", "deux trois"));
        assert_eq!(cut("été à Évry", 5), ("été à", "Évry"));
        assert_eq!(cut("short", 7), ("short", ""));
        assert_eq!(cut("interminablement", 4), ("interminablement", ""));
    }

    /// The number keeps its place beside the last line, and the first line has the width to itself.
    #[test]
    fn a_label_that_would_run_into_its_number_has_two_lines() {
        let mut html = Vec::new();
        let mut page = Page::new(&mut html);
        let name = "EECO16 homeless or affected by housing exclusion (of 1,234)";
        let bar = Bar { class: "c-nir", label: (name, name).into(), figure: Figure::Count(3), whole: 9 };
        bars(&mut page, "c4", &("t", "t").into(), &[bar]);
        page.finish().unwrap();
        let html = String::from_utf8(html).unwrap();
        assert_eq!(
            html.matches("y=\"14\" class=\"label two-lines\">EECO16 homeless or affected by housing<")
                .count(),
            2
        );
        assert_eq!(html.matches("y=\"31\" class=\"label two-lines\">exclusion (of 1,234)<").count(), 2);
        assert_eq!(html.matches("y=\"31\" class=\"amount n\"").count(), 2, "{html}");
        assert_eq!(html.matches("height=\"63\"").count(), 2, "{html}");
    }
}
