//! What leaves in place of a number, and the keys by which it does. Keys come as bytes with each call, and the buffer in
//! which they crossed the border is erased.

use imilo_core::error::ErrorCode;
use imilo_core::nir::Nir;
use imilo_core::pseudonym::{
    self, Aliases, Domain, KeyId, KeyUse, Keyring, OsRandomness, Pseudonym, Pseudonymiser,
    RecipientPseudonym, RecipientPseudonymiser, RotationTable,
};
use imilo_core::wire::Failure;

use super::ImiloError;
use super::erased::{Keys, Numbers, Secret};
use super::guard::guard;
use super::requests::Acceptance;

/// A domain of pseudonyms. Each name has 1 to 64 of a–z, 0–9, dot, underscore and hyphen.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PseudonymDomain {
    /// Whose field (`emploi`).
    pub sector: String,
    /// Who receives (`dares`).
    pub recipient: String,
    /// For what (`trajam`).
    pub purpose: String,
    /// Id of the root key, 1 to 4294967295: the version of the domain.
    pub key_id: i64,
}

/// Which numbers get a pseudonym beside a NIR or NIA whose key was given and is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, uniffi::Record)]
pub struct Admission {
    /// Thirteen characters, whose key was not checked.
    #[uniffi(default = false)]
    pub without_key: bool,
    /// Numéro national provisoire: no lasting number of a person.
    #[uniffi(default = false)]
    pub nnp: bool,
    /// Migrant de passage: the same.
    #[uniffi(default = false)]
    pub mig: bool,
}

/// The pseudonym of a row, or why it has none: one of the two is null.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PseudonymRow {
    /// The pseudonym, of forty characters.
    pub pseudonym: Option<String>,
    /// The failure.
    pub error: Option<Failure>,
}

impl PseudonymRow {
    fn of<E: Into<Failure>>(result: Result<String, E>) -> Self {
        match result {
            Ok(pseudonym) => Self { pseudonym: Some(pseudonym), error: None },
            Err(error) => Self { pseudonym: None, error: Some(error.into()) },
        }
    }
}

/// The pseudonyms of many numbers, as people wrote them, in one domain: one row each, null where there is no number.
///
/// ```kotlin
/// val domain = PseudonymDomain("emploi", "dares", "trajam", 1)
/// val rows = pseudonyms(listOf(RootKey(1, SecretBytes(root))), domain, listOf("2 55 08 14 168 025 38"))
/// ```
///
/// # Errors
/// `key_…` for the keys, `key_id_unknown`, `pseudonym_name` with the field. A number that is refused is told in its row:
/// `nir_…`, `pseudonym_key_absent`, `pseudonym_kind`.
#[uniffi::export(default(accept = None, admit = None))]
pub fn pseudonyms(
    keys: Keys,
    domain: PseudonymDomain,
    nirs: Numbers,
    accept: Option<Acceptance>,
    admit: Option<Admission>,
) -> Result<Vec<Option<PseudonymRow>>, ImiloError> {
    guard(|| {
        let by = Pseudonymiser::new(&keyring(&keys)?, domain.read()?)?;
        let rows = by.derive_from_texts(nirs.iter(), &accept.unwrap_or_default(), &admission(admit));
        let row = |row: Result<Pseudonym, _>| PseudonymRow::of(row.map(|row| row.text().to_string()));
        Ok(rows.into_iter().map(|result| result.map(row)).collect())
    })
}

/// The recipient's own pseudonyms (`q1.`) of those it was given (`p1.`), under its own key.
///
/// ```kotlin
/// val own = secondPass(listOf(RootKey(2, SecretBytes(root))), PseudonymDomain("emploi", "dares", "trajam", 2), listOf(first))
/// ```
///
/// # Errors
/// As `pseudonyms`. A row that is no pseudonym (one character mistyped is enough) has `pseudonym_malformed`.
#[uniffi::export]
pub fn second_pass(
    keys: Keys,
    domain: PseudonymDomain,
    first: Vec<Option<String>>,
) -> Result<Vec<Option<PseudonymRow>>, ImiloError> {
    guard(|| {
        let by = RecipientPseudonymiser::new(&keyring(&keys)?, domain.read()?)?;
        let read = |text: String| text.parse::<Pseudonym>();
        let read: Vec<_> = first.into_iter().map(|row| row.map(read)).collect();
        let good = read.iter().filter_map(|row| row.as_ref()?.as_ref().ok());
        let mut derived = by.derive_pseudonyms(good).into_iter();
        let mut row = |row: Result<Pseudonym, pseudonym::Malformed>| {
            PseudonymRow::of(
                row.map(|_| derived.next().map(|own| own.text().to_string()).unwrap_or_default()),
            )
        };
        Ok(read.into_iter().map(|result| result.map(&mut row)).collect())
    })
}

/// Reads pseudonyms of both passes that somebody typed, and writes them as the library does: after the second dot any
/// case is right, I and L are 1, O is 0. Every single wrong character and every exchange of two is refused.
///
/// ```kotlin
/// check(readPseudonyms(listOf("p1.00000001.5w645jrbxgpw6t82j4bd9f4kdfve"))[0]!!.error == null)
/// ```
///
/// # Errors
/// `internal` only; a row that is none has `pseudonym_malformed`.
#[uniffi::export]
pub fn read_pseudonyms(texts: Vec<Option<String>>) -> Result<Vec<Option<PseudonymRow>>, ImiloError> {
    guard(|| {
        let read = |text: String| {
            let second = || text.parse::<RecipientPseudonym>().map(|second| second.text());
            let text = text.parse::<Pseudonym>().map(|first| first.text()).or_else(|_| second());
            PseudonymRow::of(text.map(|text| text.to_string()))
        };
        Ok(texts.into_iter().map(|text| text.map(read)).collect())
    })
}

/// A number that changed: its new pseudonym, and the one it follows to.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AliasPair {
    /// The new one.
    pub changed: String,
    /// The one of the same person that stands for it.
    pub first: String,
}

/// Replaces the pseudonyms of changed numbers by the first one of the person: only that one leaves. Those of other keys
/// stay, and so does null. Never for a parent's number or a mistake: two persons would become one.
///
/// ```kotlin
/// val rows = followAliases(domain, listOf(AliasPair(changed, first)), listOf(changed))
/// check(rows[0]!!.pseudonym == first)
/// ```
///
/// # Errors
/// `alias_…` or `pseudonym_malformed` with `pairs[…]` for a pair that cannot stand; `pseudonym_name`, `key_id_zero`. A row
/// that is no pseudonym has `pseudonym_malformed` and leaves the others.
#[uniffi::export]
pub fn follow_aliases(
    domain: PseudonymDomain,
    pairs: Vec<AliasPair>,
    pseudonyms: Vec<Option<String>>,
) -> Result<Vec<Option<PseudonymRow>>, ImiloError> {
    guard(|| {
        let mut aliases = Aliases::new(domain.read()?);
        for (place, pair) in pairs.iter().enumerate() {
            let field = || format!("pairs[{place}]");
            let read = |text: &str| text.parse::<Pseudonym>().map_err(|error| at(error.into(), field()));
            let (changed, first) = (read(&pair.changed)?, read(&pair.first)?);
            aliases.add(changed, first).map_err(|error| at(error.into(), field()))?;
        }
        let follow = |text: String| {
            let row = text.parse::<Pseudonym>();
            PseudonymRow::of(row.map(|row| aliases.follow(&row).text().to_string()))
        };
        Ok(pseudonyms.into_iter().map(|row| row.map(follow)).collect())
    })
}

/// The old and the new pseudonym of a number.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RotationPair {
    /// Under the old key.
    pub old: String,
    /// Under the new one.
    pub new: String,
}

/// What a recipient needs, once, when the key of a domain changes. Hand it over, and keep nothing: whoever has it joins
/// both domains.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RotationRows {
    /// In the order of the old pseudonyms, which says nothing of the numbers; a number given twice has one.
    pub pairs: Vec<RotationPair>,
    /// One entry a number, in their order: why it has no pair; null when it has one, or where there is no number.
    pub errors: Vec<Option<Failure>>,
}

/// The rotation table of a domain from its key to a new one. Numbers out of seals have no key: admit `withoutKey`.
///
/// ```kotlin
/// val table = rotationTable(keys, domain, 2, nirs)
/// ```
///
/// # Errors
/// As `pseudonyms`; `rotation_domains` when both ids are the same.
#[uniffi::export(default(accept = None, admit = None))]
pub fn rotation_table(
    keys: Keys,
    domain: PseudonymDomain,
    new_key_id: i64,
    nirs: Numbers,
    accept: Option<Acceptance>,
    admit: Option<Admission>,
) -> Result<RotationRows, ImiloError> {
    guard(|| {
        let (keys, domain, accept) = (keyring(&keys)?, domain.read()?, accept.unwrap_or_default());
        let old = Pseudonymiser::new(&keys, domain)?;
        let new = Pseudonymiser::new(&keys, domain.with_key(key_id(new_key_id, "new_key_id")?))?;
        let (mut read, mut places, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        for (place, text) in nirs.iter().enumerate() {
            let nir = text.map(|text| Nir::parse(text, &accept)).transpose();
            errors.push(nir.as_ref().err().copied().map(Failure::from));
            if let Ok(Some(nir)) = nir {
                read.push(nir);
                places.push(place);
            }
        }
        let (table, refused) = RotationTable::derive(&old, &new, &read, &admission(admit))?;
        for (place, error) in refused {
            if let Some(slot) = places.get(place).and_then(|place| errors.get_mut(*place)) {
                *slot = Some(error.into());
            }
        }
        let pair = |(old, new): (Pseudonym, Pseudonym)| RotationPair {
            old: old.text().to_string(),
            new: new.text().to_string(),
        };
        Ok(RotationRows { pairs: table.pairs().map(pair).collect(), errors })
    })
}

/// Refuses root keys that serve two uses, whatever their ids: one root has one use.
///
/// ```kotlin
/// keysDisjoint(listOf(RootKey(1, forPseudonyms)), listOf(RootKey(1, forSeals)))
/// ```
///
/// # Errors
/// `key_bytes_twice`, or `key_…` for keys that no keyring takes. The answer is true.
#[uniffi::export]
pub fn keys_disjoint(one: Keys, other: Keys) -> Result<bool, ImiloError> {
    guard(|| {
        let one: Keyring<pseudonym::FirstPass> = keyring(&one)?;
        let other: Keyring<pseudonym::Sealing> = keyring(&other)?;
        one.disjoint_from(&other)?;
        Ok(true)
    })
}

/// A new root key of the randomness of the operating system: 32 bytes for whoever keeps the keys. Close it after use.
///
/// # Errors
/// `no_randomness`.
#[uniffi::export]
pub fn make_root_key() -> Result<Secret, ImiloError> {
    guard(|| Ok(Secret::from(&pseudonym::make_root_key(&mut OsRandomness)?[..])))
}

impl PseudonymDomain {
    fn read(&self) -> Result<Domain, Failure> {
        let id = key_id(self.key_id, "domain.key_id")?;
        let domain = Domain::new(&self.sector, &self.recipient, &self.purpose, id);
        domain.map_err(|error| at(error.into(), format!("domain.{}", error.field_name())))
    }
}

fn admission(admit: Option<Admission>) -> pseudonym::Admission {
    let Admission { without_key, nnp, mig } = admit.unwrap_or_default();
    pseudonym::Admission { without_key, nnp, mig }
}

/// The keys of a call as a keyring of one use.
pub(super) fn keyring<U: KeyUse>(keys: &Keys) -> Result<Keyring<U>, Failure> {
    let mut ring = Keyring::new();
    for (place, key) in keys.iter().enumerate() {
        let id = key_id(key.id, &format!("keys[{place}].id"))?;
        ring.add(id, key.root.get()).map_err(|error| at(error.into(), format!("keys[{place}]")))?;
    }
    Ok(ring)
}

/// # Errors
/// `key_id_zero`; `invalid_argument` for what is no number of four bytes.
pub(super) fn key_id(id: i64, field: &str) -> Result<KeyId, Failure> {
    let id = u32::try_from(id).map_err(|_| at(Failure::of(ErrorCode::InvalidArgument), field))?;
    KeyId::new(id).map_err(|error| at(error.into(), field))
}

pub(super) fn at(failure: Failure, field: impl Into<String>) -> Failure {
    Failure { field: Some(field.into()), ..failure }
}
