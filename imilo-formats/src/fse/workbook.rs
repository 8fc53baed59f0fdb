//! The report as a workbook: a sheet of totals, the tables of outputs and of results, the checks, the sources.
//!
//! # Source
//! Tables of the implementation reports 2014-2020: 2A common results, 2B results of the IEJ, 4A common outputs; their
//! numbers are recalled (*inferred*), and the FSE+ has others: its tables bear none here.

use imilo_core::fse::{Reason, choice_about, choice_value, variable_name};
use imilo_core::law::Evidence;
use imilo_core::wire::FseLineAnswer;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::refusal::reason;
use super::report::{FseReport, Language};
use super::table::{numbers, shown};
use crate::source::words_of;

/// Texts in French and in English.
type Said = [&'static str; 2];

/// A table of the report: its name, its title, whether a line stands in it.
struct Table {
    name: Said,
    title: Said,
    holds: fn(&FseLineAnswer) -> bool,
}

const TABLES: &[Table] = &[
    Table {
        name: ["4A Réalisations", "4A Outputs"],
        title: ["Tableau 4A — indicateurs communs de réalisation", "Table 4A — common output indicators"],
        holds: |line| line.code.starts_with("CO"),
    },
    Table {
        name: ["2A Résultats", "2A Results"],
        title: ["Tableau 2A — indicateurs communs de résultat", "Table 2A — common result indicators"],
        holds: |line| line.code.starts_with("CR"),
    },
    Table {
        name: ["2B IEJ", "2B YEI"],
        title: ["Tableau 2B — indicateurs de résultat de l'IEJ", "Table 2B — result indicators of the YEI"],
        holds: |line| line.code.starts_with("YEI"),
    },
    Table {
        name: ["Réalisations", "Outputs"],
        title: ["FSE+ — indicateurs communs de réalisation", "ESF+ — common output indicators"],
        holds: |line| line.code.starts_with("EECO"),
    },
    Table {
        name: ["Résultats", "Results"],
        title: ["FSE+ — indicateurs communs de résultat", "ESF+ — common result indicators"],
        holds: |line| line.code.starts_with("EECR"),
    },
];

/// Headings of a table, with their widths.
const HEADINGS: [(Said, f64); 15] = [
    (["Code", "Code"], 10.0),
    (["Indicateur", "Indicator"], 60.0),
    (["Femmes", "Women"], 10.0),
    (["Hommes", "Men"], 10.0),
    (["Non binaires", "Non-binary"], 12.0),
    (["Sexe inconnu", "Unknown gender"], 12.0),
    (["Total", "Total"], 10.0),
    (["Dénominateur (oui et non)", "Denominator (yes and no)"], 14.0),
    (["Couverture", "Coverage"], 12.0),
    (["Hors population", "Not in the population"], 12.0),
    (["Pas encore observable", "Not yet observable"], 12.0),
    (["Sans suivi", "Not followed up"], 12.0),
    (["Refus", "Refused"], 10.0),
    (["Manquant", "Missing"], 10.0),
    (["Taux (total sur dénominateur)", "Rate (total of denominator)"], 14.0),
];

/// What the letter of a rule says.
const LEVELS: [(&str, Said); 3] = [
    (
        "R",
        ["la participation est refusée et ne compte nulle part", "the record is refused and counts nowhere"],
    ),
    (
        "E",
        [
            "erreur signalée ; la participation compte comme ses codes le disent",
            "an error that is reported; the record counts as its codes say",
        ],
    ),
    ("W", ["valeur douteuse, à vérifier", "a doubtful value, to be checked"]),
];

/// What stands in a cell of which the number is suppressed.
const SUPPRESSED: &str = "*";
/// Stands where nothing is known.
const NOTHING_KNOWN: &str = "–";

struct Look {
    title: Format,
    head: Format,
    text: Format,
    number: Format,
    share: Format,
}

impl Look {
    fn new() -> Self {
        let cell = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            head: cell.clone().set_bold().set_text_wrap(),
            // Text: a code or a day is never taken for a number.
            text: cell.clone().set_text_wrap().set_num_format("@"),
            number: cell.clone().set_num_format("0").set_align(FormatAlign::Right),
            share: cell.set_num_format("0.0%"),
        }
    }
}

/// The workbook of a report. The same report gives the same bytes.
pub(super) fn bytes(report: &FseReport, language: Language) -> Result<Vec<u8>, XlsxError> {
    let look = Look::new();
    let mut book = Workbook::new();
    let day = match report.report.report_date {
        Some(day) => {
            ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(2000), day.month(), day.day())?
        }
        None => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    book.set_properties(&DocProperties::new().set_title("FSE").set_creation_datetime(&day));
    totals(book.add_worksheet(), &look, report, language)?;
    for table in TABLES {
        let lines: Vec<_> = report.report.lines.iter().filter(|line| (table.holds)(line)).collect();
        if !lines.is_empty() {
            lines_of(book.add_worksheet(), &look, table, &lines, language)?;
        }
    }
    findings(book.add_worksheet(), &look, report, language)?;
    sources(book.add_worksheet(), &look, report, language)?;
    book.save_to_buffer()
}

/// A variable as people call it, then as the file names it; a code of an indicator as it stands.
fn named(variable: &str, language: Language) -> String {
    match variable_name(variable) {
        Some(words) => format!("{} ({variable})", language.say(words)),
        None => variable.to_owned(),
    }
}

/// How well a rule is known, in words.
fn known(evidence: &str, language: Language) -> &str {
    let found = Evidence::ALL.into_iter().find(|it| it.code() == evidence);
    found.map_or(evidence, |it| language.say(it.words().into()))
}

/// Excel has numbers of 53 bits; a count of participants is below.
const fn number(count: u64) -> f64 {
    count as f64
}

/// A number, or what stands in place of one that is suppressed.
fn write_count(
    sheet: &mut Worksheet,
    look: &Look,
    row: u32,
    column: u16,
    count: Option<u64>,
) -> Result<(), XlsxError> {
    match count {
        Some(count) => sheet.write_number_with_format(row, column, number(count), &look.number)?,
        None => sheet.write_string_with_format(row, column, SUPPRESSED, &look.number)?,
    };
    Ok(())
}

fn totals(
    sheet: &mut Worksheet,
    look: &Look,
    report: &FseReport,
    language: Language,
) -> Result<(), XlsxError> {
    let say = |said: Said| language.say(said);
    sheet.set_name(say(["Synthèse", "Summary"]))?.set_column_width(0, 46)?.set_column_width(1, 60)?;
    sheet
        .set_column_width(2, 10)?
        .set_column_width(3, 10)?
        .set_column_width(4, 12)?
        .set_column_width(5, 12)?;
    sheet.write_string_with_format(0, 0, report.report.programme, &look.title)?;
    let date = report.report.report_date.map_or_else(String::new, |day| day.to_string());
    let operation = report.operation.clone().unwrap_or_else(|| say(["toutes", "all"]).to_owned());
    let texts = [
        (["Fichier", "File"], report.source.clone()),
        (["Opération", "Operation"], operation),
        (["Jour du rapport", "Day of the report"], date),
    ];
    let mut row = 2;
    for (name, value) in texts {
        sheet.write_string_with_format(row, 0, say(name), &look.head)?;
        sheet.write_string_with_format(row, 1, value, &look.text)?;
        row += 1;
    }
    let counts = [
        (["Lignes du fichier", "Rows of the file"], report.rows),
        (["Lignes refusées", "Rows refused"], report.refused.rows),
        (["Lignes d'autres opérations", "Rows of other operations"], report.outside),
        (["Lignes fusionnées (réentrées)", "Rows merged (re-entries)"], report.merged),
        (["Participations refusées (V12)", "Records refused (V12)"], report.report.refused_records),
    ];
    // What would tell a number that is suppressed is left out of a workbook that is to be published.
    let told = report.publish_below.is_none();
    for (name, count) in counts.into_iter().filter(|_| told) {
        sheet.write_string_with_format(row, 0, say(name), &look.head)?;
        sheet.write_number_with_format(row, 1, number(count), &look.number)?;
        row += 1;
    }
    if told {
        for (code, rows) in &report.refused.by_code {
            let words = reason(code).or_else(|| words_of(code)).map_or([*code, *code], |(fr, en)| [fr, en]);
            let name = say(["Motif de refus : ", "Refused because: "]);
            sheet.write_string_with_format(row, 0, format!("{name}{} ({code})", say(words)), &look.text)?;
            sheet.write_number_with_format(row, 1, number(*rows), &look.number)?;
            row += 1;
        }
    }
    row += 1;
    let genders = [
        ["", ""],
        ["Total", "Total"],
        ["Femmes", "Women"],
        ["Hommes", "Men"],
        ["Non binaires", "Non-binary"],
        ["Sexe inconnu", "Unknown gender"],
    ];
    for (column, head) in (0..).zip(genders) {
        sheet.write_string_with_format(row, column, say(head), &look.head)?;
    }
    row += 1;
    let of = &report.report;
    let by_gender: [(Said, _); 2] = [
        (["Total général", "Grand total"], shown(&of.grand_total, of.grand_total_published.as_ref())),
        (
            ["Participations complètes", "Complete records"],
            shown(&of.complete_total, of.complete_total_published.as_ref()),
        ),
    ];
    for (name, [women, men, non_binary, unknown, all]) in by_gender {
        sheet.write_string_with_format(row, 0, say(name), &look.head)?;
        for (column, count) in (1..).zip([all, women, men, non_binary, unknown]) {
            write_count(sheet, look, row, column, count)?;
        }
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, say(["Variables manquantes", "Missing variables"]), &look.head)?;
    sheet.write_string_with_format(row, 1, say(["Participations", "Records"]), &look.head)?;
    for missing in &report.report.missing {
        row += 1;
        sheet.write_string_with_format(row, 0, named(missing.variable, language), &look.text)?;
        write_count(sheet, look, row, 1, Some(missing.records).filter(|_| told))?;
    }
    row += 2;
    for notice in &report.notices {
        let text = language.say([&notice.fr, &notice.en]);
        sheet.write_string_with_format(row, 0, text, &Format::new())?;
        row += 1;
    }
    Ok(())
}

fn lines_of(
    sheet: &mut Worksheet,
    look: &Look,
    table: &Table,
    lines: &[&FseLineAnswer],
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_name(language.say(table.name))?.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, language.say(table.title), &look.title)?;
    for (column, (heading, width)) in (0..).zip(HEADINGS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(2, column, language.say(heading), &look.head)?;
    }
    sheet.set_freeze_panes(3, 2)?;
    let mut suppressed = false;
    for (row, line) in (3..).zip(lines) {
        sheet.write_string_with_format(row, 0, line.code, &look.text)?;
        sheet.write_string_with_format(row, 1, language.say([line.name_fr, line.name_en]), &look.text)?;
        for (column, count) in (2..).zip(numbers(line)) {
            suppressed |= count.is_none();
            // Of what nothing is known, no number is written: zero would read as none.
            if line.denominator == 0 && count.is_some() {
                sheet.write_string_with_format(row, column, NOTHING_KNOWN, &look.number)?;
            } else {
                write_count(sheet, look, row, column, count)?;
            }
        }
        if line.published.is_some() {
            continue;
        }
        sheet.write_number_with_format(row, 7, number(line.denominator), &look.number)?;
        match line.coverage {
            Some(coverage) => {
                sheet.write_number_with_format(row, 8, number(coverage) / 1000.0, &look.share)?
            }
            None => sheet.write_string_with_format(row, 8, "", &look.share)?,
        };
        let unknown = [
            line.not_in_population,
            line.not_yet_observable,
            line.not_followed_up,
            line.refused,
            line.missing,
        ];
        for (column, count) in (9..).zip(unknown) {
            sheet.write_number_with_format(row, column, number(count), &look.number)?;
        }
        match line.denominator {
            0 => sheet.write_string_with_format(row, 14, NOTHING_KNOWN, &look.share)?,
            known => {
                let rate = number(line.counted.all) / number(known);
                sheet.write_number_with_format(row, 14, rate, &look.share)?
            }
        };
    }
    if suppressed {
        let row = 4 + u32::try_from(lines.len()).unwrap_or_default();
        let note = [
            "* petit effectif masqué, ou masqué pour qu'un autre ne puisse être retrouvé",
            "* small number suppressed, or suppressed so that another cannot be found",
        ];
        sheet.write_string_with_format(row, 0, language.say(note), &Format::new())?;
    }
    Ok(())
}

fn findings(
    sheet: &mut Worksheet,
    look: &Look,
    report: &FseReport,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_name(language.say(["Contrôles", "Checks"]))?;
    let headings: [(Said, f64); 4] = [
        (["Règle", "Rule"], 10.0),
        (["Participations", "Records"], 14.0),
        (["Constat", "Finding"], 80.0),
        (["Variables ou codes", "Variables or codes"], 50.0),
    ];
    for (column, (heading, width)) in (0..).zip(headings) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, language.say(heading), &look.head)?;
    }
    let mut row = 1;
    for remark in &report.report.remarks {
        sheet.write_string_with_format(row, 0, &remark.code, &look.text)?;
        sheet.write_string_with_format(row, 1, "", &look.text)?;
        let message = language.say([&remark.message_fr, &remark.message_en]);
        sheet.write_string_with_format(row, 2, message, &look.text)?;
        let about = remark.about.iter().map(|about| named(about, language)).collect::<Vec<_>>();
        sheet.write_string_with_format(row, 3, about.join(", "), &look.text)?;
        row += 1;
    }
    for finding in &report.report.findings {
        sheet.write_string_with_format(row, 0, &finding.code, &look.text)?;
        let told = report.publish_below.is_none();
        write_count(sheet, look, row, 1, Some(finding.records).filter(|_| told))?;
        let message = language.say([finding.message_fr, finding.message_en]);
        sheet.write_string_with_format(row, 2, message, &look.text)?;
        let about = finding.variables.iter().map(|about| named(about, language)).collect::<Vec<_>>();
        sheet.write_string_with_format(row, 3, about.join(", "), &look.text)?;
        row += 1;
    }
    for (letter, words) in LEVELS {
        row += 1;
        sheet.write_string_with_format(row, 0, letter, &look.head)?;
        sheet.write_string_with_format(row, 2, language.say(words), &look.text)?;
    }
    Ok(())
}

fn sources(
    sheet: &mut Worksheet,
    look: &Look,
    report: &FseReport,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_name("Sources")?.set_column_width(0, 22)?.set_column_width(1, 30)?.set_column_width(2, 70)?;
    let headings: [Said; 3] = [["Code", "Code"], ["Article", "Article"], ["Preuve", "Evidence"]];
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(0, column, language.say(heading), &look.head)?;
    }
    let mut row = 1;
    for line in &report.report.lines {
        sheet.write_string_with_format(row, 0, line.code, &look.text)?;
        sheet.write_string_with_format(row, 1, line.provision, &look.text)?;
        sheet.write_string_with_format(row, 2, known(line.evidence, language), &look.text)?;
        row += 1;
    }
    let choices = serde_json::to_value(report.choices).unwrap_or_default();
    for (key, choice) in choices.as_object().into_iter().flatten() {
        let written = choice.as_str().map_or_else(|| choice.to_string(), str::to_owned);
        let value = choice_value(key, &written).map_or(written.as_str(), |words| language.say(words));
        let about = choice_about(key).map_or("", |words| language.say(words));
        sheet.write_string_with_format(
            row,
            0,
            format!("{} {key}", language.say(["Choix", "Choice"])),
            &look.text,
        )?;
        sheet.write_string_with_format(row, 1, about, &look.text)?;
        sheet.write_string_with_format(row, 2, format!("{value} ({written})"), &look.text)?;
        row += 1;
    }
    for reason in Reason::ALL {
        sheet.write_string_with_format(row, 0, language.say(["Motif", "Reason"]), &look.text)?;
        sheet.write_string_with_format(row, 1, reason.name(), &look.text)?;
        sheet.write_string_with_format(row, 2, language.say(reason.sentences()), &look.text)?;
        row += 1;
    }
    Ok(())
}
