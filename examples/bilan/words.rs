//! What the program says, in French or in English.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;

use imilo_core::conservation::Fact;
use imilo_core::law::Evidence;
use imilo_core::wire::CitationAnswer;
use imilo_formats::io_words::io_words;
use imilo_formats::page::provision;
use imilo_formats::report::{FileBilan, shown, shown_file};
use imilo_formats::source::roles;

/// The language of what is printed.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Lang {
    #[default]
    Fr,
    En,
}

impl Lang {
    pub(super) fn of(code: &str) -> Option<Self> {
        match code {
            "fr" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    pub(super) fn pick<T>(self, (fr, en): (T, T)) -> T {
        match self {
            Self::Fr => fr,
            Self::En => en,
        }
    }
}

/// A sentence in both languages: the language may be told behind what is wrong.
pub(super) type Said = (String, String);

pub(super) fn said(fr: &str, en: &str) -> Said {
    (fr.to_owned(), en.to_owned())
}

/// `name : why`, the name masked when it may hold a NIR.
pub(super) fn of_file(name: &str, (fr, en): (&str, &str)) -> Said {
    let name = shown_file(name);
    (format!("{name} : {fr}"), format!("{name}: {en}"))
}

pub(super) fn of_path(path: &Path, kind: ErrorKind) -> Said {
    of_file(&path.to_string_lossy(), io_words(kind))
}

pub(super) fn usage(error: &lexopt::Error) -> Said {
    use lexopt::Error;
    let about = |fr: &str, en: &str, what: &str| {
        let what = shown(what);
        (format!("{fr} : {what}"), format!("{en}: {what}"))
    };
    match error {
        Error::MissingValue { option } => {
            about("valeur manquante", "missing value", option.as_deref().unwrap_or_default())
        }
        Error::UnexpectedOption(option) => about("option inconnue", "unknown option", option),
        Error::UnexpectedValue { option, .. } => {
            about("option sans valeur", "this option takes no value", option)
        }
        Error::UnexpectedArgument(_) => said("un seul fichier est attendu", "one file only is expected"),
        _ => said("ligne de commande illisible", "the command line cannot be read"),
    }
}

/// Where to look when the command line is wrong.
pub(super) const SEE: (&str, &str) = (
    "Voir : cargo run --release --example bilan -- --help",
    "See: cargo run --release --example bilan -- --help --lang en",
);

const HELP_FR: &str = "\
Ce que la loi d'I-MILO dit d'un fichier de dossiers : conservation, qualité du NIR.

  cargo run --release --example bilan -- [FICHIER] [--date AAAA-MM-JJ] [--mapping F] [--out DOSSIER]

FICHIER    CSV (; , ou tabulation ; UTF-8 ou Windows-1252), ou JSON de l'interface I-MILO
           (tableau ou un objet par ligne). Sans fichier : un échantillon fictif, au 24/11/2026.
--date     jour auquel la loi est interrogée ; aujourd'hui sans cette option
--mapping  fichier TOML, une ligne par rôle : date_naissance = \"Né le\"
--out      dossier à écrire ; sans cette option, bilan-AAAA-MM-JJ sous le dossier courant
--participations  CSV de participations (docs/guide/fse.md) pour les indicateurs du FSE ; sans cette option,
           d'après les dossiers cofinancés
--programme  avec --participations : FSE+ (sans cette option), FSE-2013, FSE-2018, IEJ-2013 ou IEJ-2018
--lang     langue de ce qui s'affiche : fr (sans cette option) ou en ; la page a les deux
--help     ce texte

Écrit bilan.html (à ouvrir), bilan.json, constats.csv (par dossier) et refus.csv (lignes refusées).
Aucun NIR n'est écrit. Sortie : 0 fait, 1 usage, 2 illisible en tout ou partie.

Rôles, et noms de colonnes reconnus pour chacun, sans égard à la casse, aux accents ni à la ponctuation :
";

const HELP_EN: &str = "\
What the law of I-MILO says of a file of dossiers: retention, quality of the NIR.

  cargo run --release --example bilan -- [FILE] [--date YYYY-MM-DD] [--mapping F] [--out DIR]

FILE       CSV (; , or tab; UTF-8 or Windows-1252), or JSON of the I-MILO interface (an array, or one
           object a line). Without a file: a made-up sample, as of 2026-11-24.
--date     day on which the law is asked; today without this option
--mapping  TOML file, one line a role: date_naissance = \"Né le\"
--out      folder to write; without this option, bilan-YYYY-MM-DD under the current one
--participations  CSV of participations (docs/guide/fse.md) for the indicators of the ESF; without this option,
           from the co-financed dossiers
--programme  with --participations: FSE+ (without this option), FSE-2013, FSE-2018, IEJ-2013 or IEJ-2018
--lang     language of what is shown: fr (without this option) or en; the page has both
--help     this text

Writes bilan.html (to be opened), bilan.json, constats.csv (per dossier) and refus.csv (refused rows).
No NIR is written. Exit: 0 done, 1 usage, 2 unreadable, in whole or in part.

Roles, and the column names known for each, without regard to case, accents or punctuation:
";

pub(super) fn help(lang: Lang) -> String {
    let mut text = lang.pick((HELP_FR, HELP_EN)).to_owned();
    for role in roles() {
        let _ = writeln!(text, "  {:<24}{}", role.name, role.synonyms.join(", "));
    }
    text.push_str(lang.pick((
        "Plusieurs valeurs dans une même case sont séparées par « | ». Voir docs/guide/bilan.md.",
        "Several values in one cell are separated by “|”. See docs/guide/bilan.md.",
    )));
    text
}

/// Name of a fact; `rule` is what the bilan writes where no rule was read.
fn fact(lang: Lang, code: &str) -> &str {
    let found = Fact::ALL.iter().find(|fact| fact.code() == code);
    match found {
        Some(fact) => lang.pick((fact.fr(), fact.en())),
        None if code == "rule" => lang.pick(("la règle elle-même", "the rule itself")),
        None => code,
    }
}

fn facts<'f>(lang: Lang, counts: impl IntoIterator<Item = (&'f &'static str, &'f u64)>) -> String {
    let counts = counts.into_iter();
    counts.map(|(code, count)| format!("{} {count}", fact(lang, code))).collect::<Vec<_>>().join(", ")
}

const fn evidence(evidence: Evidence) -> (&'static str, &'static str) {
    match evidence {
        Evidence::Seen => ("lu", "read"),
        Evidence::Secondary => ("source secondaire", "secondary source"),
        Evidence::Inferred => ("déduit", "inferred"),
        Evidence::Unknown => ("inconnu", "unknown"),
    }
}

/// The provisions, those that are known equally well together.
fn founded(lang: Lang, citations: &[CitationAnswer]) -> String {
    let group = |group: &[CitationAnswer]| {
        let codes: Vec<_> = group.iter().map(|citation| citation.code.as_str()).collect();
        let known = group.first().map_or(("", ""), |citation| evidence(citation.evidence));
        format!("{} ({})", lang.pick(provision(&codes.join(" + "))), lang.pick(known))
    };
    citations.chunk_by(|a, b| a.evidence == b.evidence).map(group).collect::<Vec<_>>().join(" ; ")
}

/// The few lines that end a run.
pub(super) fn summary(lang: Lang, bilan: &FileBilan, page: &Path) -> String {
    let (report, total) = (&bilan.report, &bilan.report.total);
    let (retention, nir) = (&total.retention, &total.nir);
    let mut text = String::new();
    let _ = write!(text, "{} ({})", bilan.source, bilan.format);
    let _ = match lang {
        Lang::Fr => writeln!(
            text,
            " au {}, règles {}, droit lu jusqu'au {}",
            report.date, report.rule_set, report.rules_version
        ),
        Lang::En => writeln!(
            text,
            " on {}, rules {}, law read up to {}",
            report.date, report.rule_set, report.rules_version
        ),
    };
    let mut line = |label: (&str, &str), count: u64, more: String| {
        let _ = writeln!(text, "  {:<34}{count:>9}{more}", lang.pick(label));
    };
    let of_these = |label: (&str, &str), count: u64| format!("   {} {count}", lang.pick(label));
    let lack = |counts: &std::collections::BTreeMap<&'static str, u64>, label| match counts.is_empty() {
        true => String::new(),
        false => format!("   {} {}", lang.pick(label), facts(lang, counts)),
    };
    let missing = ("il manque :", "missing:");
    line(
        ("lignes lues", "rows read"),
        report.rows,
        of_these(("dont refusées", "of which refused"), report.refused.rows),
    );
    line(("accessibles", "open"), retention.accessible, String::new());
    line(("  échéance sous 90 jours", "  due within 90 days"), retention.due_within_90_days, String::new());
    if retention.due_within_90_days_at_the_earliest > 0 {
        line(
            ("  échéance possible sous 90 jours", "  may be due within 90 days"),
            retention.due_within_90_days_at_the_earliest,
            lack(&retention.due_at_the_earliest_for_lack_of, missing),
        );
    }
    line(("à anonymiser maintenant", "to be anonymised now"), retention.to_anonymise_now, String::new());
    line(
        ("à verser à l'archive FSE", "to be moved to the ESF archive"),
        retention.to_fse_archive_now,
        String::new(),
    );
    if retention.to_close_now_archive_unknown > 0 {
        line(
            ("à fermer, archive FSE à établir", "to close, ESF fact unknown"),
            retention.to_close_now_archive_unknown,
            lack(&retention.archive_unknown_for_lack_of, missing),
        );
    }
    line(("déjà anonymisés", "already anonymised"), retention.already_anonymised, String::new());
    line(
        ("indéterminés", "undetermined"),
        retention.undetermined,
        lack(&retention.undetermined_for_lack_of, missing),
    );
    let extended = &retention.would_be_extended;
    if extended.now + extended.within_90_days > 0 {
        line(
            ("terme plus tardif si établi", "later term if established"),
            extended.now + extended.within_90_days,
            format!("   {}", facts(lang, &extended.by_fact)),
        );
    }
    if retention.closed_by_an_earlier_version > 0 {
        line(
            ("déjà échus, version antérieure", "past, by an earlier version"),
            retention.closed_by_an_earlier_version,
            String::new(),
        );
    }
    if nir.not_carried < total.dossiers || total.dossiers == 0 {
        let (valid, short, empty) = (nir.valid, nir.valid_without_key, nir.empty);
        let more = match lang {
            Lang::Fr => format!("   valides {valid}, sans clé {short}, vides {empty}"),
            Lang::En => format!("   valid {valid}, without key {short}, empty {empty}"),
        };
        line(("NIR à corriger", "NIR to be corrected"), nir.refused.values().sum(), more);
    }
    let communes = &total.commune_naissance;
    if communes.malformed > 0 {
        line(
            ("codes de naissance à corriger", "codes of birth to be corrected"),
            communes.malformed,
            String::new(),
        );
    }
    if nir.not_carried == total.dossiers && total.dossiers > 0 {
        text.push_str(lang.pick((
            "  NIR non évaluable : la source ne le porte pas\n",
            "  NIR not assessable: the source does not carry it\n",
        )));
    }
    // What may close or keep a dossier on that day.
    let citations: Vec<_> =
        report.provisions.terms.iter().chain([&report.provisions.fse_archive]).cloned().collect();
    let _ = writeln!(text, "  {} {}", lang.pick(("fondé sur", "founded on")), founded(lang, &citations));
    if !report.not_carried.is_empty() {
        let lacking = report.not_carried.iter().map(|code| fact(lang, code)).collect::<Vec<_>>().join(", ");
        let (fr, en) = (
            "non évaluable : ce qui dépend de faits que le fichier ne porte pas",
            "not assessable: what rests on facts that the file does not carry",
        );
        let _ = writeln!(text, "  ! {} ({lacking})", lang.pick((fr, en)));
    }
    for notice in &bilan.notices {
        let _ = writeln!(text, "  ! {}", lang.pick((&notice.fr, &notice.en)));
    }
    let _ = write!(text, "  {}", page.display());
    text
}
