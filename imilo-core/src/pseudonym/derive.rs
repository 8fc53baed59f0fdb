//! From numbers to pseudonyms, and from pseudonyms to those of a recipient.

use core::fmt;

use zeroize::{Zeroize, Zeroizing};

use super::hazmat::{LANES, MacState};
use super::{Domain, FirstPass, KeyError, Pseudonym, RecipientPseudonym, RootKeys, SecondPass};
use crate::error::{CodedError, ErrorCode};
use crate::nir::{Acceptance, KeyState, Kind, Nir, NirError};

/// Which numbers get a pseudonym beside a NIR or NIA whose key was given and is right. The default is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Admission {
    /// Thirteen characters: no key told a wrong one from a right one.
    pub without_key: bool,
    /// Numéro national provisoire: no lasting number of a person.
    pub nnp: bool,
    /// Migrant de passage: the same.
    pub mig: bool,
}

impl Admission {
    fn admit(&self, nir: &Nir) -> Result<(), DeriveError> {
        let kind = match nir.kind() {
            Kind::Nir => true,
            Kind::Nnp => self.nnp,
            Kind::Mig => self.mig,
        };
        if !kind {
            Err(DeriveError::Kind)
        } else if nir.key_state() != KeyState::Right && !self.without_key {
            Err(DeriveError::KeyAbsent)
        } else {
            Ok(())
        }
    }
}

/// Why a number gets no pseudonym. Never the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeriveError {
    /// The text is no number.
    Nir(NirError),
    /// A numéro national provisoire or a migrant de passage, which was not asked for.
    Kind,
    /// Thirteen characters, whose key was not checked: not asked for.
    KeyAbsent,
}

impl fmt::Display for DeriveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nir(error) => error.fmt(f),
            Self::Kind | Self::KeyAbsent => f.write_str(self.code().row().en),
        }
    }
}

impl std::error::Error for DeriveError {}

impl From<NirError> for DeriveError {
    fn from(error: NirError) -> Self {
        Self::Nir(error)
    }
}

impl CodedError for DeriveError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Nir(error) => error.code(),
            Self::Kind => ErrorCode::PseudonymKind,
            Self::KeyAbsent => ErrorCode::PseudonymKeyAbsent,
        }
    }

    fn position(&self) -> Option<u8> {
        match self {
            Self::Nir(error) => error.position(),
            Self::Kind | Self::KeyAbsent => None,
        }
    }
}

/// Derives the pseudonyms of one domain. The key is derived once, here; it is erased when this is dropped.
///
/// The message is the thirteen canonical characters: no key, no kind, `2A` and `2B` as they are. So a NIA that
/// becomes a NIR keeps its pseudonym, and so does a number typed with and without its key.
///
/// ```
/// use imilo_core::nir::{Acceptance, Nir};
/// use imilo_core::pseudonym::{Admission, DeriveError, Domain, FirstPass, KeyId, Keyring, Pseudonymiser};
///
/// let mut keys = Keyring::<FirstPass>::new();
/// keys.add(KeyId::new(1)?, &std::array::from_fn::<u8, 32, _>(|at| at as u8))?; // an example, no key
/// let domain = Domain::new("emploi", "dares", "trajam", KeyId::new(1)?)?;
/// let dares = Pseudonymiser::new(&keys, domain)?;
///
/// let nir = Nir::parse("2 55 08 14 168 025 38", &Acceptance::default())?;
/// let pseudonym = dares.derive_pseudonym(&nir, &Admission::default())?;
/// assert_eq!(pseudonym.text().as_str(), "p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE");
///
/// let without_key = Nir::parse("2 55 08 14 168 025", &Acceptance::default())?;
/// assert_eq!(dares.derive_pseudonym(&without_key, &Admission::default()), Err(DeriveError::KeyAbsent));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Pseudonymiser {
    domain: Domain,
    mac: MacState,
}

impl Pseudonymiser {
    /// Asks for the key of the domain.
    ///
    /// # Errors
    /// [`KeyError::UnknownId`], or [`KeyError::Custody`] when the holder of the keys does not answer.
    pub fn new(keys: &impl RootKeys<FirstPass>, domain: Domain) -> Result<Self, KeyError> {
        let key = keys.derive(domain.key_id(), &domain.info("nir-ps/1"))?;
        Ok(Self { domain, mac: MacState::new(key.bytes()) })
    }

    /// The domain.
    #[must_use]
    pub const fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The pseudonym of a number.
    ///
    /// # Errors
    /// [`DeriveError`] for a number that is not admitted.
    pub fn derive_pseudonym(&self, nir: &Nir, admission: &Admission) -> Result<Pseudonym, DeriveError> {
        admission.admit(nir)?;
        Ok(Pseudonym::from_parts(self.domain.key_id(), self.mac.mac(nir.expose())))
    }

    /// The pseudonyms of many numbers, one result a row, in their order: twice as fast as one by one.
    ///
    /// ```
    /// # use imilo_core::nir::{Acceptance, Nir};
    /// # use imilo_core::pseudonym::{Admission, Domain, FirstPass, KeyId, Keyring, Pseudonymiser};
    /// # let mut keys = Keyring::<FirstPass>::new();
    /// # keys.add(KeyId::new(1)?, b"an example, no key: 32 bytes....")?;
    /// # let dares = Pseudonymiser::new(&keys, Domain::new("emploi", "dares", "trajam", KeyId::new(1)?)?)?;
    /// let nirs = ["255081416802538", "185072A00412388"].map(|text| Nir::parse(text, &Acceptance::default()));
    /// let nirs = nirs.into_iter().collect::<Result<Vec<_>, _>>()?;
    /// let rows = dares.derive_pseudonyms(&nirs, &Admission::default());
    /// assert_eq!(rows[1], dares.derive_pseudonym(&nirs[1], &Admission::default()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn derive_pseudonyms<'a>(
        &self,
        nirs: impl IntoIterator<Item = &'a Nir>,
        admission: &Admission,
    ) -> Vec<Result<Pseudonym, DeriveError>> {
        let nirs = nirs.into_iter();
        let mut rows = Vec::with_capacity(nirs.size_hint().0);
        let messages = nirs.map(|nir| admission.admit(nir).map(|()| *nir.expose()));
        self.derive_each(messages, |row| rows.push(row));
        rows
    }

    /// The same for numbers as they were typed: one result a row, none where there is no number.
    ///
    /// ```
    /// # use imilo_core::nir::Acceptance;
    /// # use imilo_core::pseudonym::{Admission, Domain, FirstPass, KeyId, Keyring, Pseudonymiser};
    /// # let mut keys = Keyring::<FirstPass>::new();
    /// # keys.add(KeyId::new(1)?, b"an example, no key: 32 bytes....")?;
    /// # let dares = Pseudonymiser::new(&keys, Domain::new("emploi", "dares", "trajam", KeyId::new(1)?)?)?;
    /// let rows = [Some("2 55 08 14 168 025 38"), None, Some("2 55 08 14 168 025 39")];
    /// let rows = dares.derive_from_texts(rows, &Acceptance::default(), &Admission::default());
    /// assert!(matches!(rows[..], [Some(Ok(_)), None, Some(Err(_))]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn derive_from_texts<'a>(
        &self,
        texts: impl IntoIterator<Item = Option<&'a str>>,
        accept: &Acceptance,
        admission: &Admission,
    ) -> Vec<Option<Result<Pseudonym, DeriveError>>> {
        let texts = texts.into_iter();
        let mut rows = Vec::with_capacity(texts.size_hint().0);
        let message = |text: &str| {
            let nir = Nir::parse(text, accept)?;
            admission.admit(&nir).map(|()| *nir.expose())
        };
        // A row without a number goes through as a refusal that is never seen.
        let messages = texts.map(|text| text.map_or(Err(None), |text| message(text).map_err(Some)));
        self.derive_each(messages, |row| {
            rows.push(match row {
                Ok(pseudonym) => Some(Ok(pseudonym)),
                Err(refused) => refused.map(Err),
            });
        });
        rows
    }

    /// Takes messages in groups, and hands each row on in its order.
    fn derive_each<E>(
        &self,
        messages: impl Iterator<Item = Result<[u8; 13], E>>,
        mut row: impl FnMut(Result<Pseudonym, E>),
    ) {
        let key_id = self.domain.key_id();
        each_group(&self.mac, messages, |result| row(result.map(|raw| Pseudonym::from_parts(key_id, raw))));
    }
}

/// The MAC of each message, in groups; a refused row keeps its place.
fn each_group<const N: usize, E>(
    mac: &MacState,
    messages: impl Iterator<Item = Result<[u8; N], E>>,
    mut row: impl FnMut(Result<[u8; 16], E>),
) {
    let mut messages = messages.fuse();
    let mut group = Zeroizing::new([[0; N]; LANES]);
    let mut macs = [[0; 16]; LANES];
    let mut refused: [Option<E>; LANES] = core::array::from_fn(|_| None);
    loop {
        let mut count = 0;
        let slots = group.iter_mut().zip(&mut refused);
        for ((slot, refused), message) in slots.zip(&mut messages) {
            count += 1;
            match message {
                Ok(mut bytes) => {
                    *slot = bytes;
                    bytes.zeroize();
                }
                Err(error) => *refused = Some(error),
            }
        }
        let (Some(given), Some(out)) = (group.get(..count), macs.get_mut(..count)) else { return };
        mac.mac_each(given, out);
        for (mac, refused) in out.iter().zip(&mut refused) {
            row(refused.take().map_or(Ok(*mac), Err));
        }
        if count < LANES {
            return;
        }
    }
}

/// The second pass: derives a recipient's own pseudonyms from those it was given, under its own key.
///
/// A recipient can so change its key without anybody touching a NIR. Sector, recipient and purpose are those of
/// the first pass; the key id is the recipient's. It is no way to change the key of the first pass.
///
/// ```
/// use imilo_core::pseudonym::{Domain, KeyId, Keyring, RecipientPseudonymiser, SecondPass};
/// let mut keys = Keyring::<SecondPass>::new();
/// keys.add(KeyId::new(2)?, &std::array::from_fn::<u8, 32, _>(|at| at as u8 + 32))?; // an example, no key
/// let dares = RecipientPseudonymiser::new(&keys, Domain::new("emploi", "dares", "trajam", KeyId::new(2)?)?)?;
/// let first = "p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE".parse()?;
/// assert_eq!(dares.derive_pseudonym(&first).text().as_str(), "q1.00000002.60YA18S3HCQ8VF2T3EA5YSKEJM9H");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RecipientPseudonymiser {
    domain: Domain,
    mac: MacState,
}

impl RecipientPseudonymiser {
    /// Asks for the recipient's key of the domain.
    ///
    /// # Errors
    /// [`KeyError::UnknownId`], or [`KeyError::Custody`] when the holder of the keys does not answer.
    pub fn new(keys: &impl RootKeys<SecondPass>, domain: Domain) -> Result<Self, KeyError> {
        let key = keys.derive(domain.key_id(), &domain.info("nir-ps2/1"))?;
        Ok(Self { domain, mac: MacState::new(key.bytes()) })
    }

    /// The domain, under the recipient's key.
    #[must_use]
    pub const fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The recipient's pseudonym of a pseudonym.
    #[must_use]
    pub fn derive_pseudonym(&self, first: &Pseudonym) -> RecipientPseudonym {
        RecipientPseudonym::from_parts(self.domain.key_id(), self.mac.mac(first.as_bytes()))
    }

    /// The same for many, one a row, in their order.
    pub fn derive_pseudonyms<'a>(
        &self,
        first: impl IntoIterator<Item = &'a Pseudonym>,
    ) -> Vec<RecipientPseudonym> {
        let first = first.into_iter();
        let mut rows = Vec::with_capacity(first.size_hint().0);
        let messages = first.map(|first| Ok::<_, core::convert::Infallible>(*first.as_bytes()));
        each_group(&self.mac, messages, |Ok(raw)| {
            rows.push(RecipientPseudonym::from_parts(self.domain.key_id(), raw));
        });
        rows
    }
}
