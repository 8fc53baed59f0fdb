//! The cells of identity and of retention, whose columns are read together.

use imilo_core::calendar::Date;
use imilo_core::conservation::{Fse, Interruption, InterruptionCause, Programme, ProgrammeKind};
use imilo_core::dossier::{Coded, Dossier, Field, NirRead};
use imilo_core::nir::KeyState;

use crate::source::columns::{Loss, State, leaf};
use crate::source::csv::Role;
use crate::tabular::LIST_SEPARATOR;

/// Writes the cell of a column.
pub(super) fn write(role: Role, dossier: &Dossier, out: &mut String) -> Result<State, Loss> {
    let (identite, facts) = (&dossier.identite, &dossier.conservation);
    let programmes = |out: &mut String, word: fn(&Programme, &mut String)| list(&facts.programmes, out, word);
    match role {
        Role::Matricule => leaf::write(&identite.matricule, out),
        Role::DateNaissance => leaf::write(&identite.date_naissance, out),
        Role::CommuneNaissance => leaf::write(&identite.commune_naissance, out),
        Role::Nir => nir(&identite.nir, out),
        Role::NomStructure => leaf::write(&dossier.personnel.mission_locale.nom, out),
        Role::Structure => match &dossier.personnel.mission_locale.code {
            Field::Given(Coded::Invalid(_)) => Err(Loss::RefusedCode),
            code => leaf::write(code, out),
        },
        Role::Programme => programmes(out, |programme, out| out.push_str(kind(programme.kind))),
        Role::ProgrammeDebut => programmes(out, |programme, out| day(Some(programme.start), out)),
        Role::ProgrammeFin => programmes(out, |programme, out| day(programme.end, out)),
        Role::SuiviRegulier => programmes(out, |programme, out| {
            out.push_str(programme.regular_follow_up.map_or("", yes_or_no));
        }),
        Role::CejDebut => list(&facts.cej_contracts, out, |contract, out| day(Some(contract.start), out)),
        Role::CejFin => list(&facts.cej_contracts, out, |contract, out| day(contract.end, out)),
        Role::RqthDebut => list(&facts.rqth_periods, out, |period, out| day(Some(period.from), out)),
        Role::RqthFin => list(&facts.rqth_periods, out, |period, out| day(period.until, out)),
        Role::AnonymiseLe => leaf::write(&facts.anonymised_on, out),
        Role::Fse
        | Role::FsePremier
        | Role::FseDernier
        | Role::InterruptionDebut
        | Role::InterruptionFin
        | Role::InterruptionCause => fse(role, &facts.fse, out),
    }
}

fn fse(role: Role, fse: &Field<Fse>, out: &mut String) -> Result<State, Loss> {
    let fse = match fse {
        Field::NotCarried => return Ok(State::NotCarried),
        Field::Empty => return Err(Loss::NullList),
        Field::Given(fse) => fse,
    };
    let Fse::Cofinanced { first_record, last_record, interruptions } = fse else {
        if role as usize == Role::Fse as usize && *fse == Fse::NotCofinanced {
            out.push_str("non");
        }
        return Ok(State::Given);
    };
    let interruptions = |out: &mut String, word: fn(&Interruption, &mut String)| match interruptions {
        None => Err(Loss::UnknownList),
        Some(list) => {
            joined(list, out, word);
            Ok(())
        }
    };
    match role {
        Role::FsePremier => day(*first_record, out),
        Role::FseDernier => day(*last_record, out),
        Role::InterruptionDebut => interruptions(out, |one, out| day(Some(one.period.from), out))?,
        Role::InterruptionFin => interruptions(out, |one, out| day(one.period.until, out))?,
        Role::InterruptionCause => interruptions(out, |one, out| out.push_str(cause(one.cause)))?,
        _ => out.push_str("oui"),
    }
    Ok(State::Given)
}

/// The elements of a list of facts. A list that is not known has no cell: an empty one says that there is none.
fn list<T>(field: &Field<Vec<T>>, out: &mut String, word: fn(&T, &mut String)) -> Result<State, Loss> {
    let list = field.given().ok_or(Loss::UnknownList)?;
    joined(list, out, word);
    Ok(State::Given)
}

fn joined<T>(list: &[T], out: &mut String, word: fn(&T, &mut String)) {
    for (index, element) in list.iter().enumerate() {
        if index > 0 {
            out.push(LIST_SEPARATOR);
        }
        word(element, out);
    }
}

fn day(date: Option<Date>, out: &mut String) {
    if let Some(date) = date {
        out.push_str(&date.to_string());
    }
}

const fn yes_or_no(value: bool) -> &'static str {
    if value { "oui" } else { "non" }
}

const fn kind(kind: ProgrammeKind) -> &'static str {
    match kind {
        ProgrammeKind::Pacea => "pacea",
        ProgrammeKind::Cej => "cej",
        ProgrammeKind::GarantieJeunes => "garantie_jeunes",
        ProgrammeKind::EmploiAvenir => "emploi_avenir",
        ProgrammeKind::Civis => "civis",
        ProgrammeKind::Other => "autre",
    }
}

const fn cause(cause: InterruptionCause) -> &'static str {
    match cause {
        InterruptionCause::JudicialProceedings => "procedure_judiciaire",
        InterruptionCause::CommissionReasonedRequest => "demande_commission",
        InterruptionCause::Other => "autre",
    }
}

/// Only called when the caller asked for the clear NIR. The key is written if it was read.
fn nir(field: &Field<NirRead>, out: &mut String) -> Result<State, Loss> {
    let nir = match field {
        Field::NotCarried => return Ok(State::NotCarried),
        Field::Empty => return Ok(State::Empty),
        Field::Given(NirRead::Refused(_)) => return Err(Loss::RefusedNir),
        Field::Given(NirRead::Accepted(nir)) => nir,
    };
    out.extend(nir.expose().iter().map(|byte| char::from(*byte)));
    if nir.key_state() == KeyState::Right {
        let key = nir.key();
        out.extend([char::from(b'0' + key / 10), char::from(b'0' + key % 10)]);
    }
    Ok(State::Given)
}
