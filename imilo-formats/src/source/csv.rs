//! Dossiers from CSV: which column carries what, and how cells become facts.

use std::io::{ErrorKind, Read};
use std::sync::Arc;

use imilo_core::calendar::Date;
use imilo_core::conservation::{
    ContratCej, Fact, FactSet, Fse, Interruption, Period, Programme, ProgrammeKind,
};
use imilo_core::dossier::{
    Carried, Champ, CodeStructure, Coded, Conservation, Dossier, Field, FieldSet, NirRead,
};
use imilo_core::error::CodedError;

use crate::tabular::{Batch, Mapping, Reader, RoleSpec, RowReader, Ymd};

use super::columns::{self, Group, Kind};
use super::fill::{self, Fill, Room, Source};
use super::unknown::{self, Unknown};
use super::{FileNotice, Refusal, Row, Unreadable};
use super::{alone, cells};

/// Declares the roles once: their indices and their names.
macro_rules! roles {
    ($($index:ident = $name:literal, [$($synonym:literal),*];)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Role { $($index,)* }

        /// The columns of retention and of identity, with the names under which they are found. Those of the rest
        /// of the model follow them.
        pub(crate) const FIRST: &[RoleSpec] = &[$(RoleSpec { name: $name, synonyms: &[$($synonym),*] },)*];
    };
}

// A macro, where a function would not do: index and table must not drift apart.
roles! {
    Matricule = "matricule", ["id_dossier", "iddossier", "numero_dossier", "n_dossier", "dossier", "id"];
    Structure = "code_structure", ["structure", "code_ml", "code_mission_locale", "mission_locale_code", "id_structure"];
    NomStructure = "nom_structure", ["mission_locale", "nom_ml", "nom_mission_locale", "libelle_structure", "nom_usuel"];
    Nir = "nir", ["numero_secu", "numero_securite_sociale", "numero_de_securite_sociale", "n_secu", "nss", "insee"];
    DateNaissance = "date_naissance", ["date_de_naissance", "ne_le", "nee_le", "naissance", "ddn", "datenaissance"];
    CommuneNaissance = "commune_naissance", ["code_commune_naissance", "commune_de_naissance", "insee_naissance", "code_insee_naissance", "lieu_naissance", "code_insee_commune_naissance"];
    Programme = "programme", ["programmes", "dispositif", "type_programme"];
    ProgrammeDebut = "programme_debut", ["debut_programme", "date_debut_programme"];
    ProgrammeFin = "programme_fin", ["fin_programme", "date_fin_programme"];
    SuiviRegulier = "suivi_regulier", ["suivi"];
    CejDebut = "cej_debut", ["debut_cej", "date_debut_cej"];
    CejFin = "cej_fin", ["fin_cej", "date_fin_cej", "cej_fin_reelle"];
    RqthDebut = "rqth_debut", ["debut_rqth", "date_debut_rqth"];
    RqthFin = "rqth_fin", ["fin_rqth", "date_fin_rqth"];
    Fse = "fse", ["cofinance_fse", "fse_cofinance", "cofinancement_fse"];
    FsePremier = "fse_premier", ["premier_enregistrement", "fse_premier_enregistrement"];
    FseDernier = "fse_dernier", ["dernier_enregistrement", "fse_dernier_enregistrement"];
    InterruptionDebut = "fse_interruption_debut", ["interruption_debut"];
    InterruptionFin = "fse_interruption_fin", ["interruption_fin"];
    InterruptionCause = "fse_interruption_cause", ["interruption_cause"];
    AnonymiseLe = "anonymise_le", ["date_anonymisation", "anonymise"];
}

/// The first columns, each with its field.
pub(crate) const FIRST_CHAMPS: &[(Role, Champ)] = &[
    (Role::Matricule, Champ::Matricule),
    (Role::Structure, Champ::MissionLocaleCode),
    (Role::NomStructure, Champ::MissionLocaleNom),
    (Role::Nir, Champ::Nir),
    (Role::DateNaissance, Champ::DateNaissance),
    (Role::CommuneNaissance, Champ::CommuneNaissance),
    (Role::Programme, Champ::Programmes),
    (Role::ProgrammeDebut, Champ::Programmes),
    (Role::ProgrammeFin, Champ::Programmes),
    (Role::SuiviRegulier, Champ::Programmes),
    (Role::CejDebut, Champ::CejContracts),
    (Role::CejFin, Champ::CejContracts),
    (Role::RqthDebut, Champ::RqthPeriods),
    (Role::RqthFin, Champ::RqthPeriods),
    (Role::Fse, Champ::Fse),
    (Role::FsePremier, Champ::Fse),
    (Role::FseDernier, Champ::Fse),
    (Role::InterruptionDebut, Champ::Fse),
    (Role::InterruptionFin, Champ::Fse),
    (Role::InterruptionCause, Champ::Fse),
    (Role::AnonymiseLe, Champ::AnonymisedOn),
];

/// Name of the column of the NIR in a file from which it was left out.
pub(crate) const NIR_LEFT_OUT: &str = "nir_non_ecrit";

/// The roles that hold dates, or lists of dates.
const DATES: &[&str] = &[
    "date_naissance",
    "programme_debut",
    "programme_fin",
    "cej_debut",
    "cej_fin",
    "rqth_debut",
    "rqth_fin",
    "fse_premier",
    "fse_dernier",
    "fse_interruption_debut",
    "fse_interruption_fin",
    "anonymise_le",
];

/// The columns that a file may carry, with the names under which they are found.
///
/// Names are compared without regard to case, accents or punctuation.
///
/// ```
/// let mut names = imilo_formats::source::roles().map(|role| role.name);
/// assert!(names.any(|name| name == "situation_categorie"));
/// ```
pub fn roles() -> impl Iterator<Item = &'static RoleSpec> {
    FIRST.iter().chain(columns::groups().flat_map(Group::columns).map(|column| &column.spec))
}

/// The columns with the field of the catalogue that each is of.
///
/// ```
/// use imilo_core::dossier::Champ;
/// let mut of_permis = imilo_formats::source::role_fields().filter(|(_, champ)| *champ == Champ::Permis);
/// assert_eq!(of_permis.next().map(|(role, _)| role.name), Some("permis_categorie"));
/// ```
pub fn role_fields() -> impl Iterator<Item = (&'static RoleSpec, Champ)> {
    let first = FIRST.iter().zip(FIRST_CHAMPS).map(|(role, (_, champ))| (role, *champ));
    first.chain(columns::groups().flat_map(Group::columns).map(|column| (&column.spec, column.champ)))
}

/// Names of the roles, for a help text.
pub fn role_names() -> impl Iterator<Item = &'static str> {
    roles().map(|role| role.name)
}

/// Records that are read ahead when rows are asked one at a time.
const AHEAD: usize = 64;

/// Dossiers of a CSV file.
#[derive(Debug)]
pub(super) struct CsvDossiers<R> {
    reader: Reader<R>,
    /// Reads the rows that are asked one at a time, and keeps what the hands of other threads found.
    hand: CsvHand,
    batch: Batch,
    next: usize,
}

/// What turns batches of records into dossiers; each thread has its own.
#[derive(Debug)]
pub(super) struct CsvHand {
    rows: RowReader,
    fill: Arc<Fill>,
    room: Room,
    unknown: Unknown,
}

impl<R: Read> CsvDossiers<R> {
    pub(super) fn open(read: R, mapping: Option<&Mapping>) -> Result<Self, Unreadable> {
        let all: Vec<RoleSpec> = roles().copied().collect();
        let dated = columns::groups().flat_map(Group::columns).filter(|column| column.kind == Kind::Date);
        let dates: Vec<_> = DATES.iter().copied().chain(dated.map(|column| column.spec.name)).collect();
        let reader = Reader::new(read, &all, &dates, mapping)?;
        let fill = Arc::new(Fill::new(FIRST.len(), |role| reader.column_of(role)));
        let hand =
            CsvHand { rows: reader.row_reader(), fill, room: Room::new(), unknown: Unknown::default() };
        Ok(Self { reader, hand, batch: Batch::default(), next: 0 })
    }

    /// A hand for another thread.
    pub(super) fn hand(&self) -> CsvHand {
        let fill = Arc::clone(&self.hand.fill);
        CsvHand { rows: self.hand.rows.clone(), fill, room: Room::new(), unknown: Unknown::default() }
    }

    /// Takes back a hand, with what it found.
    pub(super) fn take_back(&mut self, hand: CsvHand) {
        self.hand.unknown.merge(hand.unknown);
    }

    /// Takes the next records; false at the end.
    pub(super) fn next_batch(&mut self, batch: &mut Batch) -> bool {
        self.reader.next_batch(batch, usize::MAX)
    }

    pub(super) const fn read_error(&self) -> Option<ErrorKind> {
        self.reader.read_error()
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.reader.bytes_read()
    }

    /// The cell of the NIR in the row that was read last.
    pub(super) fn nir_as_written(&self) -> Option<String> {
        let cell = self.hand.rows.cell(&self.batch, self.next.checked_sub(1)?, Role::Nir as usize)?;
        Some(cells::trimmed(cell).to_owned())
    }

    pub(super) fn carried(&self) -> Carried {
        let has = |role: Role| self.reader.carried(role as usize);
        let facts = [
            (Fact::BirthDate, has(Role::DateNaissance)),
            (Fact::RqthPeriods, has(Role::RqthDebut)),
            (Fact::Programmes, has(Role::Programme) && has(Role::ProgrammeDebut)),
            (Fact::RegularFollowUp, has(Role::SuiviRegulier)),
            (Fact::CejContracts, has(Role::CejDebut)),
            (Fact::Fse, has(Role::Fse)),
            (Fact::FirstRecord, has(Role::FsePremier)),
            (Fact::LastRecord, has(Role::FseDernier)),
            (Fact::Interruptions, has(Role::InterruptionDebut)),
        ];
        let facts = facts.into_iter().filter(|(_, carried)| *carried).map(|(fact, _)| fact);
        // A list of periods is told by its starts.
        let told = [
            (Champ::Programmes, has(Role::Programme) && has(Role::ProgrammeDebut)),
            (Champ::CejContracts, has(Role::CejDebut)),
            (Champ::RqthPeriods, has(Role::RqthDebut)),
            (Champ::Fse, has(Role::Fse)),
        ];
        let untold: FieldSet = told.into_iter().filter(|(_, told)| !told).map(|(champ, _)| champ).collect();
        let fields = FIRST_CHAMPS.iter().filter(|(role, _)| has(*role)).map(|(_, champ)| *champ);
        let fields = fields.collect::<FieldSet>().minus(untold);
        Carried {
            fields: fields.union(self.hand.fill.fields()),
            facts: facts.fold(FactSet::default(), FactSet::with),
        }
    }

    pub(super) fn notices(&self) -> Vec<FileNotice> {
        let mut notices: Vec<_> = self.reader.notices().iter().map(FileNotice::from).collect();
        notices.extend(alone::notices(|role| self.reader.column_of(role as usize)));
        notices.extend(unknown::programmes(&self.hand.unknown));
        let (left_out, unmatched): (Vec<_>, Vec<_>) = self
            .reader
            .unmatched_columns()
            .iter()
            .partition(|column| column.name.as_deref() == Some(NIR_LEFT_OUT));
        notices.extend(left_out.first().map(|_| FileNotice::nir_left_out()));
        if !unmatched.is_empty() {
            let list = |word: &str| {
                let name = |column: &&crate::tabular::UnmatchedColumn| match &column.name {
                    Some(name) => format!("{} « {name} »", column.position),
                    None => format!("{} {word}", column.position),
                };
                unmatched.iter().map(name).collect::<Vec<_>>().join(", ")
            };
            notices.push(FileNotice {
                code: "columns_ignored",
                fr: format!("colonnes non lues : {}", list("(nom non repris)")),
                en: format!("columns not read: {}", list("(name not repeated)")),
            });
        }
        notices
    }

    /// Reads the next row into `row`, which this reader filled before, or which is blank.
    pub(super) fn next_into(&mut self, row: &mut Row) -> Option<Result<(), Refusal>> {
        if self.next == self.batch.len() {
            self.next = 0;
            self.reader.next_batch(&mut self.batch, AHEAD);
        }
        let read = self.hand.read(&self.batch, self.next, row)?;
        self.next += 1;
        Some(read)
    }
}

impl CsvHand {
    /// The refusal at the column of the fact that it names.
    pub(super) fn at_fact(&self, refusal: Refusal) -> Refusal {
        let fact = refusal.field.as_deref().unwrap_or_default();
        match OF_FACTS.iter().find(|(begins, _)| fact.starts_with(begins)) {
            Some(&(_, role)) => {
                let name = FIRST.get(role as usize).map_or("", |role| role.name);
                refusal.in_column(self.rows.column_of(role as usize), name)
            }
            None => refusal,
        }
    }

    /// Reads a row of a batch into `row`, which this hand filled before, or which is blank; none beyond the last.
    pub(super) fn read(&mut self, batch: &Batch, index: usize, row: &mut Row) -> Option<Result<(), Refusal>> {
        Some(match self.rows.row(batch, index)? {
            Ok(cells) => {
                (row.record, row.line) = (cells.record(), Some(cells.line()));
                let (fill, unknown) = (&self.fill, &mut self.unknown);
                Source::with(&cells, &mut self.room, |source| {
                    let line = Line(source);
                    line.first(&mut row.dossier)?;
                    fill.fill(source, &mut row.dossier)?;
                    line.unknown_programmes(row, unknown);
                    Ok(())
                })
            }
            Err(refused) => {
                let role = refused.column.and_then(|column| self.rows.role_of(column));
                let name = role.and_then(|role| role_names().nth(role));
                Err(Refusal { field: name.map(Into::into), ..refused.into() })
            }
        })
    }
}

/// The column of a fact that cannot be judged, by how its name begins (`cej_contracts[0].end`).
const OF_FACTS: [(&str, Role); 6] = [
    ("birth_date", Role::DateNaissance),
    ("rqth_periods", Role::RqthFin),
    ("programmes", Role::ProgrammeFin),
    ("cej_contracts", Role::CejFin),
    ("fse.last_record", Role::FseDernier),
    ("fse.interruptions", Role::InterruptionFin),
];

/// One accepted row of cells on its way to a dossier.
struct Line<'s, 'c>(&'s Source<'s, 'c>);

impl Line<'_, '_> {
    /// The columns of identity and of retention.
    fn first(&self, dossier: &mut Dossier) -> Result<(), Refusal> {
        let contract = |p: Period| ContratCej { start: p.from, end: p.until };
        let identite = &mut dossier.identite;
        self.words(Role::Matricule, &mut identite.matricule);
        identite.date_naissance = self.told(Role::DateNaissance, self.date(Role::DateNaissance)?);
        identite.nir = self.text(Role::Nir, |text| Ok(NirRead::read(text)))?;
        identite.commune_naissance = self.text(Role::CommuneNaissance, |text| Ok(Coded::read(text)))?;
        let mission_locale = &mut dossier.personnel.mission_locale;
        mission_locale.code = self.text(Role::Structure, |text| {
            let code = text.parse::<CodeStructure>().map_err(|error| self.refuse(Role::Structure, &error))?;
            Ok(Coded::Valid(code))
        })?;
        self.words(Role::NomStructure, &mut mission_locale.nom);
        let cej = self.periods(Role::CejDebut, Role::CejFin)?;
        dossier.conservation = Conservation {
            rqth_periods: known(self.periods(Role::RqthDebut, Role::RqthFin)?),
            programmes: known(self.programmes()?),
            cej_contracts: known(cej.map(|periods| periods.into_iter().map(contract).collect())),
            fse: self.told(Role::Fse, Some(self.fse()?)),
            anonymised_on: self.told(Role::AnonymiseLe, self.date(Role::AnonymiseLe)?),
        };
        Ok(())
    }

    /// A text, put where that of the row before was.
    fn words(&self, role: Role, field: &mut Field<String>) {
        match (self.cell(role), field) {
            (None, field) => *field = Field::NotCarried,
            (Some(""), field) => *field = Field::Empty,
            (Some(text), Field::Given(before)) => {
                before.clear();
                before.push_str(text);
            }
            (Some(text), field) => *field = Field::Given(text.to_owned()),
        }
    }

    /// A value that was read, or an empty cell, or no column.
    fn told<T>(&self, role: Role, value: Option<T>) -> Field<T> {
        if self.cell(role).is_some() { Field::from(value) } else { Field::NotCarried }
    }

    fn cell(&self, role: Role) -> Option<&str> {
        self.0.of(role as usize)
    }

    fn text<T>(
        &self,
        role: Role,
        read: impl FnOnce(&str) -> Result<T, Refusal>,
    ) -> Result<Field<T>, Refusal> {
        match self.cell(role) {
            None => Ok(Field::NotCarried),
            Some("") => Ok(Field::Empty),
            Some(text) => read(text).map(Field::Given),
        }
    }

    fn refuse(&self, role: Role, error: &impl CodedError) -> Refusal {
        fill::at(
            self.0.cells,
            role as usize,
            Refusal::coded(self.0.cells.record(), Some(self.0.cells.line()), error.code()),
        )
    }

    fn own(&self, role: Role, code: &'static str) -> Refusal {
        fill::own(self.0.cells, role as usize, code)
    }

    fn day(&self, role: Role, ymd: Ymd) -> Result<Date, Refusal> {
        fill::day(self.0.cells, role as usize, ymd)
    }

    fn date(&self, role: Role) -> Result<Option<Date>, Refusal> {
        match self.0.cells.dates(role as usize)? {
            [] | [None] => Ok(None),
            [Some(ymd)] => self.day(role, *ymd).map(Some),
            _ => Err(self.own(role, "one_value")),
        }
    }

    /// The dates of a cell that holds a list; none when the file does not carry the role.
    fn dates(&self, role: Role) -> Result<Option<Vec<Option<Date>>>, Refusal> {
        let Some(cell) = self.cell(role) else { return Ok(None) };
        if cell.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let day = |ymd: &Option<Ymd>| ymd.map(|ymd| self.day(role, ymd)).transpose();
        self.0.cells.dates(role as usize)?.iter().map(day).collect::<Result<_, _>>().map(Some)
    }

    /// Periods from a column of starts and one of ends. No column of starts: not known.
    fn periods(&self, start: Role, end: Role) -> Result<Option<Vec<Period>>, Refusal> {
        let Some(starts) = self.dates(start)? else { return Ok(None) };
        // Without a column of ends nothing tells what still runs: an unknown end must not read as in progress.
        if self.cell(end).is_none() && !starts.is_empty() {
            return Ok(None);
        }
        let ends = self.padded(end, self.dates(end)?, starts.len())?;
        let pairs = starts.into_iter().zip(ends);
        let period = |(from, until): (Option<Date>, Option<Date>)| {
            from.map(|from| Period { from, until }).ok_or_else(|| self.own(start, "list_start"))
        };
        pairs.map(period).collect::<Result<_, _>>().map(Some)
    }

    /// A list beside another: absent or empty it is blank throughout, else it must be as long.
    fn padded<T: Clone>(
        &self,
        role: Role,
        list: Option<Vec<Option<T>>>,
        length: usize,
    ) -> Result<Vec<Option<T>>, Refusal> {
        match list {
            None => Ok(vec![None; length]),
            Some(list) if list.is_empty() => Ok(vec![None; length]),
            Some(list) if list.len() == length => Ok(list),
            Some(_) => Err(self.own(role, "list_length")),
        }
    }

    fn programmes(&self) -> Result<Option<Vec<Programme>>, Refusal> {
        let Some(kinds) = self.cell(Role::Programme) else { return Ok(None) };
        let Some(periods) = self.periods(Role::ProgrammeDebut, Role::ProgrammeFin)? else {
            return Ok(None);
        };
        let kinds: Vec<_> = cells::list(kinds).collect();
        if kinds.len() != periods.len() {
            return Err(self.own(Role::Programme, "list_length"));
        }
        let attested = self.cell(Role::SuiviRegulier).unwrap_or_default();
        let attested = cells::list(attested)
            .map(cells::attested)
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| self.own(Role::SuiviRegulier, "boolean"))?;
        let attested = self.padded(Role::SuiviRegulier, Some(attested), periods.len())?;
        let programmes = kinds.into_iter().zip(periods).zip(attested);
        Ok(Some(
            programmes
                .map(|((kind, period), regular_follow_up)| Programme {
                    // Every programme counts for art. 6 I but the PACEA: a name that is not known counts.
                    kind: cells::programme(kind).unwrap_or(ProgrammeKind::Other),
                    start: period.from,
                    end: period.until,
                    regular_follow_up,
                })
                .collect(),
        ))
    }

    /// Reports the names that were counted as other programmes for not being known.
    fn unknown_programmes(&self, row: &Row, unknown: &mut Unknown) {
        let mut programmes = row.dossier.conservation.programmes.given().into_iter().flatten();
        if programmes.any(|programme| programme.kind == ProgrammeKind::Other) {
            let kinds = cells::list(self.cell(Role::Programme).unwrap_or_default());
            kinds.filter(|kind| cells::programme(kind).is_none()).for_each(|kind| unknown.add(kind));
        }
    }

    fn fse(&self) -> Result<Fse, Refusal> {
        let Some(cell) = self.cell(Role::Fse) else { return Ok(Fse::Unknown) };
        match cells::boolean(cell) {
            _ if cell.is_empty() => Ok(Fse::Unknown),
            None => Err(self.own(Role::Fse, "boolean")),
            Some(false) => Ok(Fse::NotCofinanced),
            Some(true) => Ok(Fse::Cofinanced {
                first_record: self.date(Role::FsePremier)?,
                last_record: self.date(Role::FseDernier)?,
                interruptions: self.interruptions()?,
            }),
        }
    }

    fn interruptions(&self) -> Result<Option<Vec<Interruption>>, Refusal> {
        let Some(periods) = self.periods(Role::InterruptionDebut, Role::InterruptionFin)? else {
            return Ok(None);
        };
        let causes: Vec<_> = cells::list(self.cell(Role::InterruptionCause).unwrap_or_default()).collect();
        if causes.len() != periods.len() {
            return Err(self.own(Role::InterruptionCause, "list_length"));
        }
        let interruption = |(period, cause): (Period, &str)| {
            let cause = cells::cause(cause).ok_or_else(|| self.own(Role::InterruptionCause, "cause"))?;
            Ok(Interruption { period, cause })
        };
        periods.into_iter().zip(causes).map(interruption).collect::<Result<_, _>>().map(Some)
    }
}

/// A list that is known, or not.
fn known<T>(list: Option<Vec<T>>) -> Field<Vec<T>> {
    list.map_or(Field::NotCarried, Field::Given)
}
