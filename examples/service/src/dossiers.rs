//! Dossiers as they are held: their JSON without the NIR, and the seal of it.

use imilo_core::dossier::{Dossier, Field, NirRead};
use imilo_core::habilitation::DonneeSet;
use imilo_core::nir::holds_a_nir;
use imilo_core::pseudonym::{Name, Opener, OsRandomness, SealScope, SealedNir, Sealer};
use serde_json::{Map, Value};
use sqlx::{AnyConnection, Row};

use crate::error::{Code, Result, ServiceError, coded};
use crate::keys::Keys;

/// For which purpose the seals of this service open.
const PURPOSE: &str = "dossier";

/// A dossier as it is held.
pub(crate) struct Held {
    /// The mission locale that holds it.
    pub structure: String,
    /// The dossier, without its NIR.
    pub dossier: Dossier,
    /// The seal of its NIR.
    pub nir: Option<SealedNir>,
    /// Codes of the data collected under a co-financed programme.
    pub cofinanced: Vec<String>,
    /// What is attested of the young person.
    pub facts: Map<String, Value>,
}

/// The id of a dossier: decimal digits without a zero in front, too short for a NIR.
///
/// # Errors
/// Another text.
pub(crate) fn check_id(id: &str) -> Result<()> {
    let digits = (1..=12).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit());
    if digits && !id.starts_with('0') {
        Ok(())
    } else {
        Err(ServiceError::from(Code::DossierId).at("dossier"))
    }
}

/// The data that some codes name.
///
/// # Errors
/// A code that names none.
pub(crate) fn donnees(codes: &[String], field: &str) -> Result<DonneeSet> {
    let mut all = DonneeSet::EMPTY;
    for (at, code) in codes.iter().enumerate() {
        let unknown = || {
            let failure = imilo_core::wire::Failure::of(imilo_core::error::ErrorCode::JsonField);
            ServiceError::from(failure).at(format!("{field}[{at}]"))
        };
        all = all.union(DonneeSet::by_code(code).ok_or_else(unknown)?);
    }
    Ok(all)
}

/// Takes the NIR out of a dossier, and seals it: `None` when the dossier carries none, `Some(None)` when it says that there
/// is none.
///
/// # Errors
/// A number that is no NIR; the key.
pub(crate) fn seal(dossier: &mut Dossier, id: &str, keys: &Keys) -> Result<Option<Option<SealedNir>>> {
    let nir = match std::mem::take(&mut dossier.identite.nir) {
        Field::NotCarried => return Ok(None),
        Field::Given(NirRead::Accepted(nir)) => nir,
        Field::Given(NirRead::Refused(_)) => {
            return Err(ServiceError::from(Code::NirRefused).at("dossier.identite.nir"));
        }
        _ => return Ok(Some(None)),
    };
    let sealer = Sealer::new(&keys.sealing, keys.sealing_id);
    sealer.make_seal(&nir, &scope(id)?, &mut OsRandomness).map(|seal| Some(Some(seal))).map_err(coded)
}

/// Puts the NIR into a dossier that is about to leave, for somebody to whom it was granted.
///
/// # Errors
/// A seal that does not open.
pub(crate) fn unseal(dossier: &mut Dossier, id: &str, seal: &SealedNir, keys: &Keys) -> Result<()> {
    let nir = Opener::new(&keys.sealing).open(seal, &scope(id)?).map_err(|error| coded(error).ours())?;
    dossier.identite.nir = Field::Given(NirRead::Accepted(nir));
    Ok(())
}

fn scope(id: &str) -> Result<SealScope<'_>> {
    SealScope::new(id.as_bytes(), Name::purpose(PURPOSE).map_err(coded)?).map_err(coded)
}

/// The JSON of a dossier as it is stored.
///
/// # Errors
/// A text of it holds a NIR.
pub(crate) fn stored(dossier: &Dossier) -> Result<String> {
    // The NIR is no part of this JSON.
    let json = serde_json::to_value(dossier)?;
    without_nir(&json, "dossier")?;
    Ok(json.to_string())
}

/// Refuses texts that hold a NIR.
///
/// # Errors
/// Where one does.
pub(crate) fn without_nir(json: &Value, place: &str) -> Result<()> {
    match json {
        Value::String(text) if holds_a_nir(text) => Err(ServiceError::from(Code::TextHoldsNir).at(place)),
        Value::Array(items) => {
            items.iter().enumerate().try_for_each(|(at, item)| without_nir(item, &format!("{place}[{at}]")))
        }
        Value::Object(keys) => {
            keys.iter().try_for_each(|(key, value)| without_nir(value, &format!("{place}.{key}")))
        }
        _ => Ok(()),
    }
}

/// Reads the row of an open dossier.
///
/// # Errors
/// The database.
pub(crate) async fn find(db: &mut AnyConnection, id: &str) -> Result<Option<Held>> {
    let sql = "SELECT structure, dossier, nir, cofinanced, facts FROM dossiers WHERE id = $1";
    sqlx::query(sql).bind(id.to_owned()).fetch_optional(db).await?.map(|row| held(&row)).transpose()
}

/// Reads the row of a dossier in the archive.
///
/// # Errors
/// The database.
pub(crate) async fn find_archived(db: &mut AnyConnection, id: &str) -> Result<Option<Held>> {
    let sql =
        "SELECT structure, dossier, nir, '[]' AS cofinanced, '{}' AS facts FROM fse_archive WHERE id = $1";
    sqlx::query(sql).bind(id.to_owned()).fetch_optional(db).await?.map(|row| held(&row)).transpose()
}

/// A row that was selected.
///
/// # Errors
/// What is stored is no dossier.
pub(crate) fn held(row: &sqlx::any::AnyRow) -> Result<Held> {
    let (dossier, cofinanced, facts): (&str, &str, &str) =
        (row.try_get("dossier")?, row.try_get("cofinanced")?, row.try_get("facts")?);
    let nir: Option<Vec<u8>> = row.try_get("nir")?;
    let nir = nir.map(|bytes| SealedNir::from_bytes(&bytes)).transpose();
    Ok(Held {
        structure: row.try_get("structure")?,
        dossier: serde_json::from_str(dossier)?,
        nir: nir.map_err(|error| coded(error).ours())?,
        cofinanced: serde_json::from_str(cofinanced)?,
        facts: serde_json::from_str(facts)?,
    })
}

/// Writes an open dossier.
///
/// # Errors
/// The database.
pub(crate) async fn put(db: &mut AnyConnection, id: &str, held: &Held) -> Result<()> {
    let sql = "INSERT INTO dossiers (id, structure, dossier, nir, cofinanced, facts) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET structure = excluded.structure, \
         dossier = excluded.dossier, nir = excluded.nir, cofinanced = excluded.cofinanced, facts = excluded.facts";
    let query = sqlx::query(sql)
        .bind(id.to_owned())
        .bind(held.structure.clone())
        .bind(stored(&held.dossier)?)
        .bind(held.nir.map(|seal| seal.to_bytes().to_vec()))
        .bind(serde_json::to_string(&held.cofinanced)?)
        .bind(serde_json::to_string(&held.facts)?);
    query.execute(db).await?;
    Ok(())
}
