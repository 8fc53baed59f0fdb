//! Pseudonyms and seals beside a literal writing of their construction, and what must fail.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use std::collections::BTreeSet;

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit};
use hmac::{Hmac, Mac};
use imilo_core::nir::{Acceptance, Nir};
use imilo_core::pseudonym::{
    Admission, DeriveError, DerivedKey, Domain, FirstPass, KeyError, KeyId, KeyUse, Keyring, Name,
    NoRandomness, OneKeySealer, OpenError, Opener, Pseudonym, Pseudonymiser, Randomness,
    RecipientPseudonymiser, RootKeys, SealCount, SealError, SealScope, SealedNir, Sealer, Sealing,
};
use proptest::prelude::*;
use sha2::Sha256;

/// The construction, written once more, word for word, on the plain crates.
mod literal {
    use super::*;

    pub(super) fn lp(parts: &[&[u8]]) -> Vec<u8> {
        let part =
            |part: &&[u8]| [u16::try_from(part.len()).unwrap().to_be_bytes().as_slice(), part].concat();
        parts.iter().map(part).collect::<Vec<_>>().concat()
    }

    pub(super) fn hkdf(root: &[u8; 32], info: &[u8]) -> [u8; 32] {
        let mut key = [0; 32];
        hkdf::Hkdf::<Sha256>::new(Some(&[]), root).expand(info, &mut key).unwrap();
        key
    }

    pub(super) fn hmac_128(key: &[u8; 32], message: &[u8]) -> [u8; 16] {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(message);
        *mac.finalize().into_bytes().first_chunk().unwrap()
    }

    pub(super) fn pseudonym(
        label: &str,
        root: &[u8; 32],
        names: [&str; 3],
        id: u32,
        message: &[u8],
    ) -> [u8; 16] {
        let [sector, recipient, purpose] = names.map(str::as_bytes);
        let info = lp(&[label.as_bytes(), sector, recipient, purpose, &id.to_be_bytes()]);
        hmac_128(&hkdf(root, &info), message)
    }

    pub(super) fn seal(
        version: u8,
        root: &[u8; 32],
        id: u32,
        nonce: [u8; 12],
        dossier: &[u8],
        purpose: &str,
        nir: &[u8; 13],
    ) -> Vec<u8> {
        let id = id.to_be_bytes();
        let start: [&[u8]; 3] = [b"nir-seal/1", &[version], &id];
        let info = if version == 2 { lp(&[&start[..], &[dossier]].concat()) } else { lp(&start) };
        let aad = lp(&[&start[..], &[dossier, purpose.as_bytes()]].concat());
        let mut text = *nir;
        let gcm = Aes256Gcm::new(&hkdf(root, &info).into());
        let tag = gcm.encrypt_inout_detached(&nonce.into(), &aad, text.as_mut_slice().into()).unwrap();
        [&[version], id.as_slice(), &nonce, &text, &tag].concat()
    }
}

/// A holder of keys that is no keyring: what an HSM does.
struct Hsm([u8; 32]);

impl<U: KeyUse> RootKeys<U> for Hsm {
    fn derive(&self, _: KeyId, info: &[u8]) -> Result<DerivedKey, KeyError> {
        Ok(DerivedKey::new(literal::hkdf(&self.0, info).into()))
    }
}

/// Nonces that a test knows.
struct Known(Vec<[u8; 12]>);

impl Randomness for Known {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for slot in bytes.chunks_exact_mut(12) {
            slot.copy_from_slice(&self.0.pop().ok_or(NoRandomness)?);
        }
        Ok(())
    }
}

/// Numbers of the right form, as they are typed: with their key.
fn number() -> impl Strategy<Value = String> {
    let corsica = prop_oneof![Just(String::from("2A")), Just(String::from("2B"))];
    let departement = prop_oneof![9 => (1_u8..=95).prop_filter("20 is Corsica", |d| *d != 20).prop_map(|d| format!("{d:02}")), 1 => corsica];
    (1_u8..=2, 0_u8..=99, 1_u8..=12, departement, 1_u16..=989, 1_u16..=999).prop_map(
        |(sex, year, month, departement, commune, order)| {
            let canonical = format!("{sex}{year:02}{month:02}{departement}{commune:03}{order:03}");
            let digits = canonical.replace("2A", "19").replace("2B", "18");
            let key = 97 - digits.parse::<u64>().unwrap() % 97;
            format!("{canonical}{key:02}")
        },
    )
}

fn nir(text: &str) -> Nir {
    Nir::parse(text, &Acceptance::default()).unwrap()
}

fn root() -> impl Strategy<Value = [u8; 32]> {
    any::<[u8; 32]>().prop_filter("weak keys are refused", |root| root.iter().any(|byte| *byte != root[0]))
}

fn name() -> impl Strategy<Value = String> {
    "[a-z0-9._-]{1,64}"
}

fn keyring<U: KeyUse>(id: u32, root: &[u8; 32]) -> (Keyring<U>, KeyId) {
    let (mut keys, id) = (Keyring::new(), KeyId::new(id).unwrap());
    keys.add(id, root).unwrap();
    (keys, id)
}

fn domain(names: &[String; 3], id: KeyId) -> Domain {
    Domain::new(&names[0], &names[1], &names[2], id).unwrap()
}

const STRICT: Admission = Admission { without_key: false, nnp: false, mig: false };

proptest! {
    /// Both passes are the literal construction, by a keyring and by a holder of keys outside.
    #[test]
    fn both_passes_are_the_construction(
        root in root(), id in 1_u32.., names in [name(), name(), name()], text in number(),
    ) {
        let nir = nir(&text);
        let by_name = [names[0].as_str(), names[1].as_str(), names[2].as_str()];
        let expected = literal::pseudonym("nir-ps/1", &root, by_name, id, &text.as_bytes()[..13]);
        let (keys, key_id) = keyring(id, &root);
        let domain = domain(&names, key_id);
        let first = Pseudonymiser::new(&keys, domain).unwrap().derive_pseudonym(&nir, &STRICT).unwrap();
        prop_assert_eq!(first.as_bytes(), &expected);
        let by_hsm = Pseudonymiser::new(&Hsm(root), domain).unwrap();
        prop_assert_eq!(by_hsm.derive_pseudonym(&nir, &STRICT), Ok(first));

        let expected = literal::pseudonym("nir-ps2/1", &root, by_name, id, &expected);
        let second = RecipientPseudonymiser::new(&Hsm(root), domain).unwrap().derive_pseudonym(&first);
        prop_assert_eq!(second.as_bytes(), &expected);
        prop_assert_eq!(first.text().as_str().parse(), Ok(first));
        prop_assert_eq!(second.text().as_str().parse(), Ok(second));
    }

    /// A batch gives each row what it gets alone, in its place, however many there are.
    #[test]
    fn a_batch_is_its_rows(
        root in root(),
        rows in prop::collection::vec(prop::option::weighted(0.9, (number(), any::<bool>(), 0_u8..10)), 0..50),
    ) {
        let (keys, key_id) = keyring(1, &root);
        let names = ["emploi", "dares", "trajam"].map(String::from);
        let by = Pseudonymiser::new(&keys, domain(&names, key_id)).unwrap();
        // Some without their key, some with a wrong one.
        let texts: Vec<Option<String>> = rows.into_iter().map(|row| row.map(|(text, key, wrong)| {
            let text = if key { text } else { text.get(..13).unwrap().to_owned() };
            if wrong == 0 { format!("{text}0") } else { text }
        })).collect();
        let accept = Acceptance::default();
        let alone = |text: &String| -> Result<Pseudonym, DeriveError> {
            by.derive_pseudonym(&Nir::parse(text, &accept)?, &STRICT)
        };
        let expected: Vec<_> = texts.iter().map(|text| text.as_ref().map(alone)).collect();
        let borrowed = texts.iter().map(|text| text.as_deref());
        prop_assert_eq!(by.derive_from_texts(borrowed, &accept, &STRICT), expected);
        let nirs: Vec<Nir> = texts.iter().flatten().filter_map(|text| Nir::parse(text, &accept).ok()).collect();
        let expected: Vec<_> = nirs.iter().map(|nir| by.derive_pseudonym(nir, &STRICT)).collect();
        prop_assert_eq!(by.derive_pseudonyms(&nirs, &STRICT), expected);
    }

    /// One letter moved from a name to the next, another key id, the names exchanged: another domain each time.
    #[test]
    fn domains_have_nothing_in_common(root in root(), names in ["[a-z]{2,8}", "[a-z]{2,8}", "[a-z]{2,8}"], text in number()) {
        let moved = {
            let [sector, recipient, purpose] = names.clone();
            let (head, tail) = recipient.split_at(1);
            [format!("{sector}{head}"), tail.to_owned(), purpose]
        };
        let other = [names[0].clone(), names[1].clone(), format!("{}2", names[2])];
        let (mut keys, one) = keyring::<FirstPass>(1, &root);
        let mut changed = root;
        changed[31] ^= 1;
        // One byte apart may make it weak, once in 2²⁴⁸.
        keys.add(KeyId::new(2).unwrap(), &changed).unwrap();
        let domains = [domain(&names, one), domain(&moved, one), domain(&other, one), domain(&names, KeyId::new(2).unwrap())];
        let nir = nir(&text);
        let found: BTreeSet<[u8; 16]> = domains.iter().map(|domain| {
            *Pseudonymiser::new(&keys, *domain).unwrap().derive_pseudonym(&nir, &STRICT).unwrap().as_bytes()
        }).collect();
        prop_assert_eq!(found.len(), domains.len());
    }

    /// Seals of both versions are the literal construction, and open again.
    #[test]
    fn seals_are_the_construction_and_open(
        root in root(), id in 1_u32..,
        rows in prop::collection::vec((number(), prop::collection::vec(any::<u8>(), 1..70), any::<[u8; 12]>()), 1..20),
        purpose in name(),
    ) {
        let (keys, key_id) = keyring(id, &root);
        let nirs: Vec<Nir> = rows.iter().map(|(text, ..)| nir(text)).collect();
        let to = Name::purpose(&purpose).unwrap();
        let scopes: Vec<_> = rows.iter().map(|(_, dossier, _)| SealScope::new(dossier, to).unwrap()).collect();
        let numbers = || nirs.iter().zip(scopes.iter().copied());
        let nonces = || Known(rows.iter().map(|(.., nonce)| *nonce).collect());
        let mut reserved = SealCount::stored(0).reserve(rows.len() as u64).unwrap();
        let one_key = OneKeySealer::new(&keys, key_id).unwrap();
        let made = [
            one_key.make_seals(numbers(), &mut nonces(), &mut reserved).unwrap(),
            Sealer::new(&keys, key_id).make_seals(numbers(), &mut nonces(), ).unwrap(),
        ];
        prop_assert_eq!(reserved.left(), 0);
        for (version, seals) in (1..).zip(&made) {
            // The nonces of a block are taken from its end: which nonce a row has is read in the seal.
            let used: BTreeSet<_> = seals.iter().map(|seal| seal.to_bytes()[5..17].to_vec()).collect();
            let given: BTreeSet<_> = rows.iter().map(|(.., nonce)| nonce.to_vec()).collect();
            prop_assert_eq!(used, given);
            for (seal, (text, dossier, _)) in seals.iter().zip(&rows) {
                let bytes = seal.to_bytes();
                let nonce = bytes[5..17].try_into().unwrap();
                let clear = text.as_bytes()[..13].try_into().unwrap();
                let expected = literal::seal(version, &root, id, nonce, dossier, &purpose, clear);
                prop_assert_eq!(bytes.as_slice(), expected);
                prop_assert_eq!(SealedNir::from_bytes(&bytes), Ok(*seal));
                prop_assert_eq!(seal.text().as_str().parse(), Ok(*seal));
            }
            let opened = Opener::new(&keys).open_many(seals.iter().zip(scopes.iter().copied()));
            prop_assert_eq!(&opened, &nirs.iter().cloned().map(Ok).collect::<Vec<_>>());
        }
    }

    /// Moved, changed in any bit, cut or prolonged, under another key: none opens.
    #[test]
    fn what_was_touched_does_not_open(root in root(), other in root(), text in number(), dossier in "[1-9][0-9]{0,8}") {
        prop_assume!(root != other);
        let (keys, key_id) = keyring(3, &root);
        let purpose = Name::purpose("c2s").unwrap();
        let scope = SealScope::new(dossier.as_bytes(), purpose).unwrap();
        let nir = nir(&text);
        let mut reserved = SealCount::stored(0).reserve(1).unwrap();
        let nonces = || Known(vec![[9; 12]]);
        let seals = [
            Sealer::new(&keys, key_id).make_seal(&nir, &scope, &mut nonces()).unwrap(),
            OneKeySealer::new(&keys, key_id).unwrap()
                .make_seals([(&nir, scope)], &mut nonces(), &mut reserved).unwrap()[0],
        ];
        let opener = Opener::new(&keys);
        for seal in seals {
            prop_assert_eq!(opener.open(&seal, &scope), Ok(nir.clone()));
            let longer = format!("{dossier}0");
            for dossier in [longer.as_bytes(), &longer.as_bytes()[..dossier.len() - 1], b"0"] {
                let Ok(moved) = SealScope::new(dossier, purpose) else { continue };
                prop_assert_eq!(opener.open(&seal, &moved), Err(OpenError::Refused));
            }
            let elsewhere = SealScope::new(dossier.as_bytes(), Name::purpose("paie").unwrap()).unwrap();
            prop_assert_eq!(opener.open(&seal, &elsewhere), Err(OpenError::Refused));
            let (wrong, _) = keyring(3, &other);
            prop_assert_eq!(Opener::new(&wrong).open(&seal, &scope), Err(OpenError::Refused));
            let (unknown, _) = keyring(4, &root);
            prop_assert_eq!(Opener::new(&unknown).open(&seal, &scope), Err(OpenError::UnknownKeyId));

            let bytes = seal.to_bytes();
            for bit in 0..bytes.len() * 8 {
                let mut flipped = bytes;
                flipped[bit / 8] ^= 1 << (bit % 8);
                let opened = SealedNir::from_bytes(&flipped).and_then(|seal| opener.open(&seal, &scope));
                let expected = match bit / 8 {
                    // 1 and 2 are both versions: two bits apart.
                    0 => OpenError::Malformed,
                    1..5 if flipped[1..5] == [0; 4] => OpenError::Malformed,
                    1..5 => OpenError::UnknownKeyId,
                    _ => OpenError::Refused,
                };
                prop_assert_eq!(opened, Err(expected), "bit {}", bit);
            }
            let mut as_other_version = bytes;
            as_other_version[0] = 3 - bytes[0];
            let opened = opener.open(&SealedNir::from_bytes(&as_other_version).unwrap(), &scope);
            prop_assert_eq!(opened, Err(OpenError::Refused));
            for length in 0..bytes.len() {
                prop_assert_eq!(SealedNir::from_bytes(&bytes[..length]), Err(OpenError::Malformed));
            }
            prop_assert_eq!(SealedNir::from_bytes(&[&bytes[..], &[0]].concat()), Err(OpenError::Malformed));
            let text = seal.text();
            for length in 0..text.as_str().len() {
                prop_assert_eq!(text.as_str().get(..length).unwrap().parse::<SealedNir>(), Err(OpenError::Malformed));
            }
        }
    }
}

#[test]
fn one_key_stops_at_two_to_the_thirty_and_a_batch_at_what_is_reserved() {
    assert_eq!(SealCount::LIMIT, 1 << 30);
    let mut count = SealCount::stored(SealCount::LIMIT - 1);
    assert_eq!(count.reserve(2), Err(SealError::Count));
    assert_eq!(count.used(), SealCount::LIMIT - 1);
    let mut reserved = count.reserve(1).unwrap();
    assert_eq!(count.reserve(1), Err(SealError::Count));
    assert_eq!(SealCount::stored(u64::MAX).reserve(1), Err(SealError::Count));
    assert_eq!(SealCount::stored(u64::MAX).reserve(0), Err(SealError::Count));

    let (keys, key_id) = keyring::<Sealing>(3, &core::array::from_fn(|at| at as u8));
    let nir = nir("255081416802538");
    let scope = SealScope::new(b"1", Name::purpose("c2s").unwrap()).unwrap();
    let sealer = OneKeySealer::new(&keys, key_id).unwrap();
    let two = sealer.make_seals([(&nir, scope); 2], &mut Known(vec![[1; 12], [2; 12]]), &mut reserved);
    assert_eq!(two, Err(SealError::Count));
    assert_eq!(reserved.left(), 0, "what was taken stays counted");
}

#[test]
fn without_randomness_or_keys_nothing_is_sealed() {
    let (keys, key_id) = keyring::<Sealing>(3, &core::array::from_fn(|at| at as u8));
    let nir = nir("255081416802538");
    let scope = SealScope::new(b"1", Name::purpose("c2s").unwrap()).unwrap();
    let sealer = Sealer::new(&keys, key_id);
    assert_eq!(sealer.make_seal(&nir, &scope, &mut Known(vec![])), Err(SealError::Randomness));
    // The third row finds no nonce: no seal of the others comes out.
    let rows = vec![(&nir, scope); 3].into_iter().filter(|_| true);
    assert_eq!(sealer.make_seals(rows, &mut Known(vec![[1; 12], [2; 12]])), Err(SealError::Randomness));
    let unknown = KeyId::new(4).unwrap();
    let sealed = Sealer::new(&keys, unknown).make_seal(&nir, &scope, &mut Known(vec![[1; 12]]));
    assert_eq!(sealed, Err(SealError::Key(KeyError::UnknownId)));
    assert_eq!(OneKeySealer::new(&keys, unknown).err(), Some(KeyError::UnknownId));

    struct Away;
    impl<U: KeyUse> RootKeys<U> for Away {
        fn derive(&self, _: KeyId, _: &[u8]) -> Result<DerivedKey, KeyError> {
            Err(KeyError::Custody)
        }
    }
    let sealed = sealer.make_seal(&nir, &scope, &mut Known(vec![[1; 12]])).unwrap();
    assert_eq!(Opener::new(Away).open(&sealed, &scope), Err(OpenError::Custody));
}

/// Whatever a whole key says, a number is not admitted in silence.
#[test]
fn only_who_is_admitted_gets_a_pseudonym() {
    let (keys, key_id) = keyring(1, &core::array::from_fn(|at| at as u8));
    let by = Pseudonymiser::new(&keys, Domain::new("a", "b", "c", key_id).unwrap()).unwrap();
    let accept = Acceptance { nnp: true, mig: true, ..Acceptance::default() };
    // NNP and MIG with their keys: 97 − (N mod 97).
    let [complete, thirteen, nnp, mig] =
        ["255081416802538", "2550814168025", "718610018826448", "518610018826451"]
            .map(|text| Nir::parse(text, &accept).unwrap());
    for (nir, admission, expected) in [
        (&complete, STRICT, None),
        (&thirteen, STRICT, Some(DeriveError::KeyAbsent)),
        (&thirteen, Admission { nnp: true, mig: true, ..STRICT }, Some(DeriveError::KeyAbsent)),
        (&thirteen, Admission { without_key: true, ..STRICT }, None),
        (&nnp, STRICT, Some(DeriveError::Kind)),
        (&nnp, Admission { without_key: true, mig: true, ..STRICT }, Some(DeriveError::Kind)),
        (&nnp, Admission { nnp: true, ..STRICT }, None),
        (&mig, Admission { without_key: true, nnp: true, ..STRICT }, Some(DeriveError::Kind)),
        (&mig, Admission { mig: true, ..STRICT }, None),
    ] {
        assert_eq!(by.derive_pseudonym(nir, &admission).err(), expected, "{admission:?}");
    }
    assert_eq!(
        by.derive_pseudonym(&complete, &STRICT),
        by.derive_pseudonym(&thirteen, &Admission { without_key: true, ..STRICT })
    );
}
