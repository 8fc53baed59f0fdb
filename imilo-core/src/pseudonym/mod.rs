//! Pseudonyms and sealed numbers: what leaves in place of a NIR, and the keys by which it does.
//!
//! - **Pseudonym** ([`Pseudonymiser`]): one number a person in one [`Domain`] (sector, recipient, purpose, key).
//!   Nobody without the key finds the NIR, and two domains cannot be joined. For chaining and duplicates.
//! - **Second pass** ([`RecipientPseudonymiser`]): the recipient's own, under its own key.
//! - **Sealed NIR** ([`Sealer`], [`Opener`]): for the few flows that need the number itself; bound to a dossier
//!   and a purpose, different each time.
//! - **Keys** ([`Keyring`], or an HSM behind [`RootKeys`]): one root a use, never beside the data. How to make,
//!   keep, change and destroy them is in `docs/keys.md`.
//! - [`Aliases`] of numbers that changed; [`RotationTable`] for a change of key.
//!
//! A plain hash of a NIR protects nothing: there are 9.5 × 10¹⁰ of them, half an hour for one core.
//!
//! Functions that begin with `derive_` give the same result each time; those with `make_` draw randomness, from a
//! source of the caller's ([`Randomness`]). Bytes and texts of every form are in `docs/adr/0006`.
//!
//! # Droit
//! CNIL, délibération n° 2014-466 of 20 November 2014: identifiers proper to each sector, the NIR for the health
//! and social sphere alone. Décret n° 2016-1930 (code statistique non signifiant): a secret key, held outside of
//! the service that uses the result. *Secondary*: neither was read in the act.

mod alias;
mod derive;
mod domain;
mod hazmat;
mod keyring;
mod keys;
mod nonces;
mod open;
mod random;
mod rotation;
mod seal;
mod sealed;
mod text;
mod value;

pub use alias::{AliasError, Aliases};
pub use derive::{Admission, DeriveError, Pseudonymiser, RecipientPseudonymiser};
pub(crate) use domain::put as put_length;
pub use domain::{Domain, Name, NameError};
pub use keyring::{Keyring, make_root_key};
pub use keys::{
    Attesting, DerivedKey, FirstPass, KeyError, KeyId, KeyUse, Referencing, RootKeys, Sealing, SecondPass,
};
pub use open::Opener;
#[cfg(feature = "os-random")]
pub use random::OsRandomness;
pub use random::{NoRandomness, Randomness};
pub use rotation::{NotARotation, Refused, RotationTable};
pub use seal::{OneKeySealer, Reserved, SealCount, Sealer};
pub use sealed::{OpenError, SealError, SealScope, SealVersion, SealedNir, SealedText};
pub use value::{Malformed, Pseudonym, PseudonymText, RecipientPseudonym};
