//! The columns of a register: their names, how a cell becomes what is written of a request, and back.

use std::borrow::Cow;

use imilo_core::calendar::Date;
use imilo_core::droits::registre::{Inscription, UnreadColumn};

use super::masking::shown;
use super::words::{CLASSES, FLAGS, OUTCOMES, RIGHTS, word, written};
use crate::tabular::{RoleSpec, Ymd};

/// A cell: its text without blanks around it, and its day if the column holds days.
#[derive(Clone, Copy)]
pub(super) struct Cell<'c> {
    pub(super) text: &'c str,
    pub(super) day: Option<Ymd>,
}

type Read = fn(&mut Inscription, Cell<'_>) -> Result<(), &'static str>;
type Write = fn(&Inscription) -> Cow<'_, str>;

/// A column of the register.
pub(super) struct Column {
    pub(super) spec: RoleSpec,
    pub(super) dated: bool,
    pub(super) read: Read,
    write: Write,
}

impl Column {
    /// The column, if its cell may be kept as it is written where it is not read.
    pub(super) fn unread(&self) -> Option<UnreadColumn> {
        UnreadColumn::by_code(self.spec.name)
    }

    /// Whether files of other kinds, as one of dossiers, have it too.
    pub(super) fn is_elsewhere(&self) -> bool {
        matches!(self.spec.name, "number" | "class" | "mission_locale" | "handler")
    }

    /// What is written of an entry: what was not read comes back as it was.
    pub(super) fn write<'e>(&self, entry: &'e Inscription) -> Cow<'e, str> {
        match self.unread().and_then(|column| entry.unread.get(&column)) {
            Some(text) => shown(text),
            None => (self.write)(entry),
        }
    }

    /// Its French name, under which it is written.
    pub(super) fn name_fr(&self) -> &'static str {
        // A noun of the law has the same name in both.
        let french = self.spec.synonyms.first().copied().filter(|_| self.spec.name != "mission_locale");
        french.unwrap_or(self.spec.name)
    }
}

const fn column(
    name: &'static str,
    synonyms: &'static [&'static str],
    dated: bool,
    read: Read,
    write: Write,
) -> Column {
    Column { spec: RoleSpec { name, synonyms }, dated, read, write }
}

// A row is read as one. The first of the other names is the one that is written.
#[rustfmt::skip]
pub(super) static COLUMNS: [Column; 15] = [
    column("number", &["numero", "n", "no", "reference", "numero_demande", "numero_de_la_demande", "n_de_la_demande"], false, |e, c| text(&mut e.number, c), |e| told(&e.number)),
    column("receipt_date", &["date_reception", "recue_le", "recu_le", "date_de_reception", "date_demande"], true, |e, c| day(&mut e.receipt_date, c), |e| date(e.receipt_date)),
    column("class", &["categorie_personne", "categorie", "categorie_de_personne", "personne"], false, |e, c| { e.class = word(c.text, CLASSES)?; Ok(()) }, |e| written(e.class.as_ref(), CLASSES).into()),
    column("right", &["droit", "droit_invoque", "droit_exerce"], false, |e, c| { e.right = word(c.text, RIGHTS)?; Ok(()) }, |e| written(e.right.as_ref(), RIGHTS).into()),
    column("identity_check", &["identite_verifiee", "verification_identite"], false, |e, c| { e.identity_check = word(c.text, FLAGS)?; Ok(()) }, |e| written(e.identity_check.as_ref(), FLAGS).into()),
    column("identity_ground", &["motif_verification_identite", "doute_raisonnable"], false, |e, c| text(&mut e.identity_ground, c), |e| told(&e.identity_ground)),
    column("due_date", &["echeance", "date_echeance", "a_repondre_avant_le"], true, |e, c| day(&mut e.due_date, c), |e| date(e.due_date)),
    column("extension_date", &["date_prolongation", "date_de_prolongation", "date_de_la_prolongation", "prolongee_le"], true, |e, c| day(&mut e.extension_date, c), |e| date(e.extension_date)),
    column("extension_reason", &["motif_prolongation", "motif_de_prolongation", "motif_de_la_prolongation"], false, |e, c| text(&mut e.extension_reason, c), |e| told(&e.extension_reason)),
    column("extension_notice", &["notification_prolongation", "notification_de_la_prolongation", "prolongation_notifiee_le", "date_notification_prolongation"], true, |e, c| day(&mut e.extension_notice, c), |e| date(e.extension_notice)),
    column("outcome", &["suite", "suite_donnee", "issue", "decision"], false, |e, c| { e.outcome = word(c.text, OUTCOMES)?; Ok(()) }, |e| written(e.outcome.as_ref(), OUTCOMES).into()),
    column("reply_date", &["date_reponse", "repondue_le", "repondu_le", "date_de_reponse"], true, |e, c| day(&mut e.reply_date, c), |e| date(e.reply_date)),
    column("refusal_ground", &["motif_refus", "motif_de_refus", "motif_du_refus"], false, |e, c| text(&mut e.refusal_ground, c), |e| told(&e.refusal_ground)),
    column("mission_locale", &["ml", "structure", "code_structure"], false, |e, c| text(&mut e.mission_locale, c), |e| told(&e.mission_locale)),
    column("handler", &["traitee_par", "agent_traitant", "traitant", "responsable"], false, |e, c| text(&mut e.handler, c), |e| told(&e.handler)),
];

/// What a file of requests is looked through for, in the order of the columns.
pub fn roles() -> impl Iterator<Item = &'static RoleSpec> {
    COLUMNS.iter().map(|column| &column.spec)
}

fn text(field: &mut Option<String>, cell: Cell<'_>) -> Result<(), &'static str> {
    *field = (!cell.text.is_empty()).then(|| cell.text.to_owned());
    Ok(())
}

fn day(field: &mut Option<Date>, cell: Cell<'_>) -> Result<(), &'static str> {
    *field = match cell.day {
        None => None,
        Some((year, month, day)) => Some(Date::new(year, month, day).map_err(|_| "date_range")?),
    };
    Ok(())
}

fn told(field: &Option<String>) -> Cow<'_, str> {
    field.as_deref().map(shown).unwrap_or_default()
}

fn date(field: Option<Date>) -> Cow<'static, str> {
    field.map(|day| day.to_string()).unwrap_or_default().into()
}
