//! Dossiers from CSV: which column carries what, and how cells become facts.

use std::io::{ErrorKind, Read};

use imilo_core::calendar::Date;
use imilo_core::conservation::{
    ContratCej, Fact, FactSet, Fse, Interruption, Periode, Programme, ProgrammeKind,
};
use imilo_core::dossier::{Carried, CodeStructure, Coded, Conservation, Dossier, Field, FieldSet, NirRead};
use imilo_core::error::CodedError;

use crate::tabular::{Mapping, Reader, RoleSpec, Row as Cells, Ymd};

use super::unknown::UnknownProgrammes;
use super::{FileNotice, Refusal, Row, Unreadable};
use super::{cells, columns};

/// Declares the roles once: their indices and their names.
macro_rules! roles {
    ($($index:ident = $name:literal, [$($synonym:literal),*];)*) => {
        #[derive(Clone, Copy)]
        pub(super) enum Role { $($index,)* }

        /// The columns that a file may carry, with the names under which they are found.
        ///
        /// Names are compared without regard to case, accents or punctuation.
        pub const ROLES: &[RoleSpec] = &[$(RoleSpec { name: $name, synonyms: &[$($synonym),*] },)*];
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
    SuiviRegulier = "suivi_regulier", ["programme_suivi", "suivi"];
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

/// Names of the roles, for a help text.
pub fn role_names() -> impl Iterator<Item = &'static str> {
    ROLES.iter().map(|role| role.name)
}

/// Dossiers of a CSV file, one at a time.
#[derive(Debug)]
pub(super) struct CsvDossiers<R> {
    reader: Reader<R>,
    unknown: UnknownProgrammes,
}

impl<R: Read> CsvDossiers<R> {
    pub(super) fn open(read: R, mapping: Option<&Mapping>) -> Result<Self, Unreadable> {
        let reader = Reader::new(read, ROLES, DATES, mapping)?;
        Ok(Self { reader, unknown: UnknownProgrammes::default() })
    }

    pub(super) const fn read_error(&self) -> Option<ErrorKind> {
        self.reader.read_error()
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.reader.bytes_read()
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
        Carried { fields: FieldSet::ALL, facts: facts.fold(FactSet::default(), FactSet::with) }
    }

    pub(super) fn notices(&self) -> Vec<FileNotice> {
        let mut notices: Vec<_> = self.reader.notices().iter().map(FileNotice::from).collect();
        notices.extend(columns::notices(|role| self.reader.column_of(role as usize)));
        notices.extend(self.unknown.notice());
        let unmatched = self.reader.unmatched_columns();
        if !unmatched.is_empty() {
            let list = |word: &str| {
                let name = |column: &crate::tabular::UnmatchedColumn| match &column.name {
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

    pub(super) fn next(&mut self) -> Option<Result<Row, Refusal>> {
        Some(match self.reader.next_row()? {
            Ok(cells) => {
                let line = Line(&cells);
                let row = line.row();
                if let Ok(row) = &row {
                    line.unknown_programmes(row, &mut self.unknown);
                }
                row
            }
            Err(refused) => {
                let of_column =
                    |role: &usize| refused.column.is_some() && self.reader.column_of(*role) == refused.column;
                let role = (0..ROLES.len()).find(of_column).and_then(|role| ROLES.get(role));
                Err(Refusal { field: role.map(|role| role.name.to_owned()), ..refused.into() })
            }
        })
    }
}

/// One accepted row of cells on its way to a dossier.
struct Line<'c, 'a>(&'c Cells<'a>);

impl Line<'_, '_> {
    fn row(&self) -> Result<Row, Refusal> {
        let contract = |p: Periode| ContratCej { start: p.from, end: p.until };
        let cej = self.periods(Role::CejDebut, Role::CejFin)?;
        let mut dossier = Dossier::default();
        dossier.identite.matricule = self.text(Role::Matricule, |text| Ok(text.to_owned()))?;
        dossier.identite.date_naissance = self.told(Role::DateNaissance, self.date(Role::DateNaissance)?);
        dossier.identite.nir = self.text(Role::Nir, |text| Ok(NirRead::read(text)))?;
        dossier.identite.commune_naissance =
            self.text(Role::CommuneNaissance, |text| Ok(Coded::read(text)))?;
        dossier.personnel.mission_locale.code = self.text(Role::Structure, |text| {
            let code = text.parse::<CodeStructure>().map_err(|error| self.refuse(Role::Structure, &error))?;
            Ok(Coded::Valid(code))
        })?;
        dossier.personnel.mission_locale.nom = self.text(Role::NomStructure, |text| Ok(text.to_owned()))?;
        dossier.conservation = Conservation {
            rqth_periods: known(self.periods(Role::RqthDebut, Role::RqthFin)?),
            programmes: known(self.programmes()?),
            cej_contracts: known(cej.map(|periods| periods.into_iter().map(contract).collect())),
            fse: self.told(Role::Fse, Some(self.fse()?)),
            anonymised_on: self.told(Role::AnonymiseLe, self.date(Role::AnonymiseLe)?),
        };
        Ok(Row { record: self.0.record(), line: Some(self.0.line()), dossier })
    }

    /// A value that was read, or an empty cell, or no column.
    fn told<T>(&self, role: Role, value: Option<T>) -> Field<T> {
        if self.cell(role).is_some() { Field::from(value) } else { Field::NotCarried }
    }

    fn cell(&self, role: Role) -> Option<&str> {
        self.0.get(role as usize).map(str::trim)
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
        self.at(role, Refusal::coded(self.0.record(), Some(self.0.line()), error.code()))
    }

    fn own(&self, role: Role, code: &'static str) -> Refusal {
        self.at(role, Refusal::own(self.0.record(), Some(self.0.line()), code))
    }

    fn at(&self, role: Role, refusal: Refusal) -> Refusal {
        let name = ROLES.get(role as usize).map_or("", |role| role.name);
        refusal.in_column(self.0.column_of(role as usize), name)
    }

    fn day(&self, role: Role, (year, month, day): Ymd) -> Result<Date, Refusal> {
        Date::new(year, month, day).map_err(|error| self.refuse(role, &error))
    }

    fn date(&self, role: Role) -> Result<Option<Date>, Refusal> {
        self.0.date(role as usize)?.map(|ymd| self.day(role, ymd)).transpose()
    }

    /// The dates of a cell that holds a list; none when the file does not carry the role.
    fn dates(&self, role: Role) -> Result<Option<Vec<Option<Date>>>, Refusal> {
        let Some(cell) = self.cell(role) else { return Ok(None) };
        if cell.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let day = |ymd: Option<Ymd>| ymd.map(|ymd| self.day(role, ymd)).transpose();
        self.0.dates(role as usize)?.into_iter().map(day).collect::<Result<_, _>>().map(Some)
    }

    /// Periods from a column of starts and one of ends. No column of starts: not known.
    fn periods(&self, start: Role, end: Role) -> Result<Option<Vec<Periode>>, Refusal> {
        let Some(starts) = self.dates(start)? else { return Ok(None) };
        // Without a column of ends nothing tells what still runs: an unknown end must not read as in progress.
        if self.cell(end).is_none() && !starts.is_empty() {
            return Ok(None);
        }
        let ends = self.padded(end, self.dates(end)?, starts.len())?;
        let pairs = starts.into_iter().zip(ends);
        let period = |(from, until): (Option<Date>, Option<Date>)| {
            from.map(|from| Periode { from, until }).ok_or_else(|| self.own(start, "list_start"))
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
    fn unknown_programmes(&self, row: &Row, unknown: &mut UnknownProgrammes) {
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
        let interruption = |(periode, cause): (Periode, &str)| {
            let cause = cells::cause(cause).ok_or_else(|| self.own(Role::InterruptionCause, "cause"))?;
            Ok(Interruption { periode, cause })
        };
        periods.into_iter().zip(causes).map(interruption).collect::<Result<_, _>>().map(Some)
    }
}

/// A list that is known, or not.
fn known<T>(list: Option<Vec<T>>) -> Field<Vec<T>> {
    list.map_or(Field::NotCarried, Field::Given)
}
