//! The lines of a report as CSV.

use std::io::{self, Write};

use imilo_core::wire::{FseGendersAnswer, FseLineAnswer, FsePublishedAnswer, FseReportOf};

use crate::report::sheet;

const HEADER: [&str; 19] = [
    "code",
    "nom_fr",
    "nom_en",
    "type",
    "femmes",
    "hommes",
    "non_binaire",
    "sexe_inconnu",
    "total",
    "denominateur",
    "couverture_pour_mille",
    "hors_population",
    "pas_encore_observable",
    "sans_suivi",
    "refus",
    "manquant",
    "masque",
    "article",
    "preuve",
];

/// Women, men, non-binary, unknown, all: as they may be published, none where suppressed.
pub(super) fn numbers(line: &FseLineAnswer) -> [Option<u64>; 5] {
    shown(&line.counted, line.published.as_ref())
}

/// The same of a total.
pub(super) fn shown(counted: &FseGendersAnswer, published: Option<&FsePublishedAnswer>) -> [Option<u64>; 5] {
    match published {
        Some(cells) => [cells.women, cells.men, cells.non_binary, cells.unknown, cells.all],
        None => [counted.women, counted.men, counted.non_binary, counted.unknown, counted.all].map(Some),
    }
}

/// Writes a line for each code. A number that is suppressed leaves its cell empty, and `masque` says `oui`; where small
/// numbers are suppressed, the others of a line are left out, for they would tell them.
pub(super) fn write(out: &mut impl Write, report: &FseReportOf) -> io::Result<()> {
    sheet::begin(out, HEADER)?;
    for line in &report.lines {
        // Of what nothing is known, no number is written: zero would read as none.
        let known = line.denominator > 0;
        let shown = numbers(line);
        let suppressed = shown.iter().any(Option::is_none);
        let text = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        let [women, men, non_binary, unknown, all] = shown.map(|number| text(number.filter(|_| known)));
        let told = line.published.is_none();
        let count = |number: u64| if told { number.to_string() } else { String::new() };
        sheet::write_row(
            out,
            [
                line.code,
                line.name_fr,
                line.name_en,
                if line.result { "resultat" } else { "realisation" },
                &women,
                &men,
                &non_binary,
                &unknown,
                &all,
                &count(line.denominator),
                &text(line.coverage.filter(|_| told)),
                &count(line.not_in_population),
                &count(line.not_yet_observable),
                &count(line.not_followed_up),
                &count(line.refused),
                &count(line.missing),
                if suppressed { "oui" } else { "non" },
                line.provision,
                line.evidence,
            ],
        )?;
    }
    out.flush()
}
