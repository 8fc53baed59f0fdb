//! Opening sealed numbers.

use zeroize::Zeroizing;

use super::hazmat::Gcm;
use super::sealed::Bound;
use super::{KeyId, OpenError, RootKeys, SealScope, SealVersion, SealedNir, Sealing};
use crate::nir::{Acceptance, Nir};

/// Every number that may have been sealed: whoever sealed it decided.
const EVERY: Acceptance = Acceptance {
    thirteen: true,
    sex_3_4: true,
    months_43_49: true,
    departement_00: true,
    commune_out_of_range: true,
    nnp: true,
    mig: true,
};

/// Opens sealed numbers of both versions. The key is chosen by the id in the seal, never by trial.
///
/// A seal holds thirteen characters and no key: the number that comes out is
/// [`KeyState::Absent`](crate::nir::KeyState::Absent). See [`Sealer`](super::Sealer) for an example.
pub struct Opener<K> {
    keys: K,
}

/// The key of version 1 that was used last, kept for one call.
#[derive(Default)]
struct Kept(Option<(KeyId, Gcm)>);

impl<K: RootKeys<Sealing>> Opener<K> {
    /// Opens with these keys.
    #[must_use]
    pub const fn new(keys: K) -> Self {
        Self { keys }
    }

    /// Opens one seal.
    ///
    /// # Errors
    /// [`OpenError`]; it tells nothing of the content.
    pub fn open(&self, sealed: &SealedNir, scope: &SealScope<'_>) -> Result<Nir, OpenError> {
        self.open_with(&mut Bound::default(), &mut Kept::default(), sealed, scope)
    }

    /// Opens many, one result a row, in their order.
    pub fn open_many<'a>(
        &self,
        rows: impl IntoIterator<Item = (&'a SealedNir, SealScope<'a>)>,
    ) -> Vec<Result<Nir, OpenError>> {
        let (mut bound, mut kept) = (Bound::default(), Kept::default());
        rows.into_iter()
            .map(|(sealed, scope)| self.open_with(&mut bound, &mut kept, sealed, &scope))
            .collect()
    }

    fn open_with(
        &self,
        bound: &mut Bound,
        kept: &mut Kept,
        sealed: &SealedNir,
        scope: &SealScope<'_>,
    ) -> Result<Nir, OpenError> {
        bound.to(sealed.version, sealed.key_id, scope);
        let derived =
            || Ok::<_, OpenError>(Gcm::new(self.keys.derive(sealed.key_id, bound.key_info())?.bytes()));
        match sealed.version {
            SealVersion::KeyPerDossier => opened(&derived()?, sealed, bound),
            SealVersion::OneKey => {
                if kept.0.as_ref().is_none_or(|(key_id, _)| *key_id != sealed.key_id) {
                    kept.0 = Some((sealed.key_id, derived()?));
                }
                kept.0.as_ref().map_or(Err(OpenError::Refused), |(_, gcm)| opened(gcm, sealed, bound))
            }
        }
    }
}

fn opened(gcm: &Gcm, sealed: &SealedNir, bound: &Bound) -> Result<Nir, OpenError> {
    let mut text = Zeroizing::new(sealed.text);
    gcm.open(&sealed.nonce, bound.aad(), &mut *text, &sealed.tag).ok_or(OpenError::Refused)?;
    // Whatever its seal, a text that is not as this library writes a number is none.
    let nir = core::str::from_utf8(&*text).ok().and_then(|text| Nir::parse(text, &EVERY).ok());
    nir.filter(|nir| *nir.expose() == *text).ok_or(OpenError::Refused)
}
