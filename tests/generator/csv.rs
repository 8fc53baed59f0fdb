//! The CSV file: rows as they are, and rows spoilt on purpose.

use time::Date;

use crate::data::Structure;
use crate::dates::{self, plus_days, push_french};
use crate::facts::{Dossier, FollowUp, Fse, Interruption, Kind, Period, Programme};
use crate::fields::Cells;
use crate::rng::Rng;
use crate::scenario::Refusal;

/// Byte order mark and the names of the narrow form.
pub(crate) const HEAD: &str = "\u{feff}matricule;code_structure;nom_structure;nir;date_naissance;\
    commune_naissance;programme;programme_debut;programme_fin;suivi_regulier;cej_debut;cej_fin;rqth_debut;\
    rqth_fin;fse;fse_premier;fse_dernier;fse_interruption_debut;fse_interruption_fin;\
    fse_interruption_cause;anonymise_le";

/// What a row says.
pub(crate) struct Row<'a> {
    pub(crate) matricule: u64,
    pub(crate) structure: &'a Structure,
    pub(crate) nir: &'a str,
    pub(crate) commune: &'a str,
    pub(crate) dossier: &'a Dossier,
    /// Other programmes bear a name that no reader knows.
    pub(crate) unknown_name: bool,
}

impl Row<'_> {
    /// Puts into the narrow cells what the row says, so that they can be counted and written as JSON. Of the facts of
    /// retention, only whether there are any.
    pub(crate) fn fill(&self, cells: &mut Cells<'_>) {
        let dossier = self.dossier;
        cells.text("matricule", &self.matricule.to_string());
        cells.text("code_structure", self.structure.code);
        cells.text("nom_structure", self.structure.name);
        cells.text("nir", self.nir);
        if let Some(birth) = dossier.birth {
            cells.day("date_naissance", birth);
        }
        cells.text("commune_naissance", self.commune);
        for (name, told) in [
            ("programme", !dossier.programmes.is_empty()),
            ("cej_debut", !dossier.cej.is_empty()),
            ("rqth_debut", !dossier.rqth.is_empty()),
            ("fse", !matches!(dossier.fse, Fse::Unknown)),
            ("anonymise_le", dossier.anonymised.is_some()),
        ] {
            cells.text(name, if told { "oui" } else { "" });
        }
    }
}

/// Makes a period of the dossier end before it begins.
pub(crate) fn reverse_a_period(rng: &mut Rng, dossier: &mut Dossier, day: Date) {
    let start = plus_days(day, -rng.span(30, 400));
    let end = Some(plus_days(start, -rng.span(1, 60)));
    let period = Period { start, end };
    match rng.below(4) {
        0 => {
            let follow_up = FollowUp::Attested;
            dossier.programmes.push(Programme { kind: Kind::Autre, start, end, follow_up });
        }
        1 => dossier.cej.push(period),
        2 => dossier.rqth.push(period),
        _ => {
            let (first, last) = (Some(plus_days(start, -600)), Some(plus_days(start, -500)));
            let interruptions = vec![Interruption { period, cause: "autre" }];
            dossier.fse = Fse::Yes { first, last, interruptions };
        }
    }
}

/// Writes the narrow cells of a row, spoilt for the refusal if there is one.
pub(crate) fn push_row(out: &mut String, rng: &mut Rng, row: &Row<'_>, refusal: Option<Refusal>) {
    let dossier = row.dossier;
    let matricule = i32::try_from(row.matricule % 100_000_000).unwrap_or(0);
    dates::push_number(out, matricule, 10_000_000);
    out.push(';');
    match refusal {
        Some(Refusal::BadStructureCode) => out.push_str(bad_code(rng)),
        _ => out.push_str(row.structure.code),
    }
    out.push(';');
    push_name(out, rng, row.structure.name, refusal == Some(Refusal::UnclosedQuote));
    out.push(';');
    out.push_str(row.nir);
    out.push(';');
    match (refusal, dossier.birth) {
        (Some(Refusal::ImpossibleDay), _) => push_impossible_day(out, rng, dossier.born),
        (Some(Refusal::IsoDate), _) => dates::push_iso(out, dossier.born),
        (_, Some(birth)) => push_french(out, birth),
        (_, None) => {}
    }
    out.push(';');
    if refusal != Some(Refusal::MissingField) {
        out.push_str(row.commune);
        out.push(';');
    }
    push_pathway(out, dossier, row.unknown_name);
    push_fse(out, &dossier.fse, refusal == Some(Refusal::UnreadableFse));
    push_day(out, dossier.anonymised);
}

/// The columns of programmes, CEJ and RQTH, each followed by its separator.
fn push_pathway(out: &mut String, dossier: &Dossier, unknown_name: bool) {
    push_list(out, &dossier.programmes, |out, programme| match programme.kind {
        Kind::Autre if unknown_name => out.push_str("Parcours 2SA"),
        kind => out.push_str(kind.word()),
    });
    push_list(out, &dossier.programmes, |out, programme| push_french(out, programme.start));
    push_list(out, &dossier.programmes, |out, programme| push_day(out, programme.end));
    push_list(out, &dossier.programmes, |out, programme| out.push_str(programme.follow_up.word()));
    for periods in [&dossier.cej, &dossier.rqth] {
        push_list(out, periods, |out, period| push_french(out, period.start));
        push_list(out, periods, |out, period| push_day(out, period.end));
    }
}

/// The columns of the FSE, each followed by its separator.
fn push_fse(out: &mut String, fse: &Fse, unreadable: bool) {
    let (word, first, last, interruptions) = match fse {
        Fse::Unknown => ("", None, None, &[][..]),
        Fse::No => ("non", None, None, &[][..]),
        Fse::Yes { first, last, interruptions } => ("oui", *first, *last, interruptions.as_slice()),
    };
    out.push_str(if unreadable { "peut-être" } else { word });
    out.push(';');
    for day in [first, last] {
        push_day(out, day);
        out.push(';');
    }
    push_list(out, interruptions, |out, one| push_french(out, one.period.start));
    push_list(out, interruptions, |out, one| push_day(out, one.period.end));
    push_list(out, interruptions, |out, one| out.push_str(one.cause));
}

/// A cell of several values, and its separator.
fn push_list<T>(out: &mut String, items: &[T], push: impl Fn(&mut String, &T)) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push('|');
        }
        push(out, item);
    }
    out.push(';');
}

fn push_day(out: &mut String, day: Option<Date>) {
    if let Some(day) = day {
        push_french(out, day);
    }
}

/// Cells without their quotes; a separator inside a cell becomes a comma.
pub(crate) fn unquoted(cells: &str) -> String {
    let mut quoted = false;
    let mut out = String::with_capacity(cells.len());
    for c in cells.chars() {
        match c {
            '"' => quoted = !quoted,
            ';' if quoted => out.push(','),
            c => out.push(c),
        }
    }
    out
}

/// The name of a structure, at times with a site behind a semicolon, quoted where it must be and at times
/// where it need not.
fn push_name(out: &mut String, rng: &mut Rng, name: &str, unclosed: bool) {
    if unclosed {
        out.push('"');
        out.extend(name.chars().filter(|c| *c != '"'));
        return;
    }
    let site = if rng.percent(2) { " ; antenne" } else { "" };
    if site.is_empty() && !name.contains(['"', ';']) && !rng.percent(3) {
        out.push_str(name);
        return;
    }
    out.push('"');
    for c in name.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push_str(site);
    out.push('"');
}

/// Too short, a wrong letter, a name, an impossible département.
fn bad_code(rng: &mut Rng) -> &'static str {
    rng.pick(&["6544S00", "65440X00", "ML-TARBES", "6544OS00", "00440S00"], "6544S00")
}

/// A day that no calendar has, in the year of the birth or, for 29 February, in one that is not leap.
fn push_impossible_day(out: &mut String, rng: &mut Rng, born: Date) {
    let common = if born.year() % 4 == 0 { born.year() + 1 } else { born.year() };
    let (day, year) = rng.pick(
        &[("30/02/", born.year()), ("31/04/", born.year()), ("31/11/", born.year()), ("29/02/", common)],
        ("30/02/", common),
    );
    out.push_str(day);
    dates::push_number(out, year, 1000);
}
