//! What the program says, in French or in English.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;

use imilo_core::droits::registre::EtatDemande;
use imilo_formats::io_words::io_words;
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
           d'après les dossiers cofinancés ; va avec un FICHIER de dossiers
--participations-mapping  fichier TOML pour les colonnes de ce CSV, comme --mapping
--programme  avec --participations : FSE+ (sans cette option), FSE ou IEJ
--annexe   avec FSE ou IEJ : 2013 ou 2018, la version de l'annexe I
--register registre des demandes de droits (docs/guide/droits.fr.md) : celles en retard ou à échéance proche
--register-mapping  fichier TOML pour les colonnes de ce registre, comme --mapping
--register-holidays  jours fériés qui comptent : un territoire (metropole sans cette option, alsace_moselle…),
           ou structure : ceux de la mission locale de chaque demande ; structure:reunion là où son code n'est pas connu
--lang     langue de ce qui s'affiche : fr (sans cette option) ou en ; la page a les deux
--help     ce texte

Écrit bilan.html (à ouvrir), bilan.json, constats.csv (par dossier), refus.csv (lignes refusées) et
destinataires.csv (données qu'un destinataire ne peut pas recevoir).
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
           from the co-financed dossiers; goes with a FILE of dossiers
--participations-mapping  TOML file for the columns of that CSV, as --mapping
--programme  with --participations: FSE+ (without this option), FSE or IEJ
--annexe   with FSE or IEJ: 2013 or 2018, the version of annexe I
--register register of requests of persons (docs/guide/droits.md): those overdue or due soon
--register-mapping  TOML file for the columns of that register, as --mapping
--register-holidays  holidays that count: a territory (metropole without this option, alsace_moselle…), or
           structure: those of the mission locale of each request; structure:reunion where its code is not known
--lang     language of what is shown: fr (without this option) or en; the page has both
--help     this text

Writes bilan.html (to be opened), bilan.json, constats.csv (per dossier), refus.csv (refused rows) and
destinataires.csv (data that a recipient may not get).
No NIR is written. Exit: 0 done, 1 usage, 2 unreadable, in whole or in part.

Roles, and the column names known for each, without regard to case, accents or punctuation:
";

pub(super) fn help(lang: Lang) -> String {
    let mut text = lang.pick((HELP_FR, HELP_EN)).to_owned();
    for role in roles() {
        let _ = writeln!(text, "  {:<24}{}", role.name, role.synonyms.join(", "));
    }
    text.push_str(lang.pick((
        "Plusieurs valeurs dans une même case sont séparées par « | ». Voir docs/guide/bilan.fr.md.",
        "Several values in one cell are separated by “|”. See docs/guide/bilan.md.",
    )));
    text
}

/// The few lines that end a run.
pub(super) fn summary(lang: Lang, bilan: &FileBilan, page: &Path) -> String {
    let mut text = lang.pick((&bilan.summary.fr, &bilan.summary.en)).clone();
    for notice in &bilan.notices {
        let _ = writeln!(text, "  ! {}", lang.pick((&notice.fr, &notice.en)));
    }
    if let Some(fse) = &bilan.fse
        && let Some(file) = &fse.participations_file
    {
        let (rows, refused, merged) = (fse.rows, fse.refused.rows, fse.merged);
        let records = fse.report.refused_records;
        let _ = match lang {
            Lang::Fr => writeln!(
                text,
                "  FSE : {file}, {rows} lignes lues, dont {refused} refusées et {merged} fusionnées (réentrées) ; \
                 participations refusées par V12:R : {records}"
            ),
            Lang::En => writeln!(
                text,
                "  ESF: {file}, {rows} rows read, of which {refused} refused and {merged} merged (re-entries); records \
                 refused by V12:R: {records}"
            ),
        };
        for notice in &fse.notices {
            let _ = writeln!(text, "  ! {file}: {}", lang.pick((&notice.fr, &notice.en)));
        }
    }
    if let Some(register) = &bilan.register {
        let count = |state| register.counts.of(state);
        let (late, soon) = (count(EtatDemande::Overdue), count(EtatDemande::DueSoon));
        let (file, refused) = (&register.source, register.refused);
        let holidays = lang.pick(register.holidays.words());
        let unknown = count(EtatDemande::Undetermined);
        let _ = match (lang, register.by_structure) {
            (Lang::Fr, by) => writeln!(
                text,
                "  Droits : {file}, {late} en retard, {soon} à échéance proche, {unknown} indéterminées, {refused} lignes \
                 refusées ; jours fériés : {}{holidays}",
                if by { "ceux de la structure, sinon " } else { "" }
            ),
            (Lang::En, by) => writeln!(
                text,
                "  Rights: {file}, {late} overdue, {soon} due soon, {unknown} undetermined, {refused} rows refused; \
                 holidays: {}{holidays}",
                if by { "those of the structure, else " } else { "" }
            ),
        };
        for notice in &register.notices {
            let _ = writeln!(text, "  ! {file}: {}", lang.pick((&notice.fr, &notice.en)));
        }
    }
    let _ = write!(text, "  {}", page.display());
    text
}
