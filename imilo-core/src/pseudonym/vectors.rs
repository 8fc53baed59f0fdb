//! The primitives against the vectors of RFC 4231, RFC 5869, NIST and Wycheproof, and against the plain crates.

use hmac::{Hmac, Mac};
use proptest::prelude::*;

use super::*;

fn hex(text: &str) -> Vec<u8> {
    let text = if text == "-" { "" } else { text };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    assert!(rest.is_empty());
    pairs.iter().map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// The words of each line that is no comment.
fn lines(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(' ').collect())
}

/// The whole MAC of a message of any length up to 55: the code of `mac`, its last cut left out.
fn mac_32(state: &MacState, message: &[u8]) -> [u8; 32] {
    let mut block = padded(&[0; 32]);
    write_words(&compressed(&state.inner, &padded(message)), &mut block);
    let mut mac = [0; 32];
    write_words(&compressed(&state.outer, &block), &mut mac);
    mac
}

/// RFC 4231, 4.2 to 4.6; the keys of 4.7 and 4.8 are longer than a block, which no key here is.
#[test]
fn hmac_of_rfc_4231() {
    let cases: [(&[u8], Vec<u8>, &str); 5] = [
        (
            &[0x0b; 20],
            b"Hi There".to_vec(),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
        (
            b"Jefe",
            b"what do ya want for nothing?".to_vec(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (&[0xaa; 20], vec![0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        (
            &core::array::from_fn::<u8, 25, _>(|at| at as u8 + 1),
            vec![0xcd; 50],
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
        ),
        (&[0x0c; 20], b"Test With Truncation".to_vec(), "a3b6167473100ee06e0c796c2955552b"),
    ];
    for (key, message, mac) in cases {
        let mac = hex(mac);
        assert_eq!(mac_32(&MacState::of_key(key), &message)[..mac.len()], mac);
    }
}

#[test]
fn hmac_of_wycheproof() {
    let mut run = [0, 0];
    for line in lines(include_str!("vectors/wycheproof_hmac_sha256.txt")) {
        let [id, key, message, tag, result] = line[..] else { panic!("a line has five words") };
        let tag = hex(tag);
        let equal = mac_32(&MacState::of_key(&hex(key)), &hex(message))[..tag.len()] == tag;
        assert_eq!(equal, result == "valid", "vector {id}");
        run[usize::from(equal)] += 1;
    }
    assert_eq!(run, [108, 52]);
}

/// RFC 5869, A.1 to A.3, first thirty-two bytes; A.1 and A.2 have a salt, and judge the crate alone.
#[test]
fn hkdf_of_rfc_5869() {
    let range = |from: u8, to: u8| (from..=to).collect::<Vec<u8>>();
    let cases = [
        (
            vec![0x0b; 22],
            range(0x00, 0x0c),
            range(0xf0, 0xf9),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf",
        ),
        (
            range(0x00, 0x4f),
            range(0x60, 0xaf),
            range(0xb0, 0xff),
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c",
        ),
        (vec![0x0b; 22], vec![], vec![], "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"),
    ];
    for (ikm, salt, info, okm) in cases {
        let salt = Some(salt.as_slice()).filter(|salt| !salt.is_empty());
        let extracted = Extracted(Hkdf::new(salt, &ikm));
        assert_eq!(extracted.expand(&info).unwrap().to_vec(), hex(okm));
    }
}

#[test]
fn hkdf_of_wycheproof() {
    let (mut ours, mut salted) = (0, 0);
    for line in lines(include_str!("vectors/wycheproof_hkdf_sha256.txt")) {
        let [id, ikm, salt, info, okm] = line[..] else { panic!("a line has five words") };
        let (ikm, salt) = (hex(ikm), hex(salt));
        // Thirty-two bytes and no salt: a root key, by the way that a keyring takes.
        let extracted = match <[u8; 32]>::try_from(ikm.as_slice()) {
            Ok(root) if salt.is_empty() => {
                ours += 1;
                Extracted::new(&root)
            }
            _ => {
                salted += 1;
                Extracted(Hkdf::new(Some(salt.as_slice()).filter(|salt| !salt.is_empty()), &ikm))
            }
        };
        assert_eq!(extracted.expand(&hex(info)).unwrap().to_vec(), hex(okm), "vector {id}");
    }
    assert!(ours >= 5 && ours + salted == 65, "{ours} {salted}");
}

/// Runs a file of vectors of AES-256-GCM both ways; gives how many opened and how many were refused.
fn gcm(file: &'static str) -> (usize, usize) {
    let (mut opened, mut refused) = (0, 0);
    for line in lines(file) {
        let [id, key, nonce, aad, plain, sealed, tag, result] = line[..] else { panic!("eight words") };
        let gcm = Gcm::new(&hex(key).try_into().unwrap());
        let (nonce, tag): ([u8; 12], [u8; 16]) =
            (hex(nonce).try_into().unwrap(), hex(tag).try_into().unwrap());
        let (aad, plain, sealed) = (hex(aad), hex(plain), hex(sealed));
        let mut text = sealed.clone();
        match gcm.open(&nonce, &aad, &mut text, &tag) {
            Some(()) => {
                assert_eq!((result, &text), ("valid", &plain), "vector {id}");
                assert_eq!(gcm.seal(&nonce, &aad, &mut text), Some(tag), "vector {id}");
                opened += 1;
            }
            None => {
                assert_eq!(result, "invalid", "vector {id}");
                refused += 1;
            }
        }
        assert_eq!(text, sealed, "vector {id}");
    }
    (opened, refused)
}

#[test]
fn gcm_of_wycheproof_and_nist() {
    assert_eq!(gcm(include_str!("vectors/wycheproof_aes_256_gcm.txt")), (39, 27));
    assert_eq!(gcm(include_str!("vectors/nist_gcm_256.txt")), (75, 0));
}

proptest! {
    /// The block-level HMAC is the crate's, whatever the group it is taken in.
    #[test]
    fn the_same_mac_as_the_crate(
        key in any::<[u8; 32]>(),
        messages in prop::collection::vec(any::<[u8; 13]>(), 0..3 * LANES + 1),
        longer in any::<[u8; 55]>(),
    ) {
        let state = MacState::new(&key);
        let of_crate = |message: &[u8]| {
            let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
            mac.update(message);
            <[u8; 16]>::try_from(&mac.finalize().into_bytes()[..16]).unwrap()
        };
        let mut macs = vec![[0; 16]; messages.len()];
        state.mac_each(&messages, &mut macs);
        for (message, mac) in messages.iter().zip(macs) {
            prop_assert_eq!(mac, of_crate(message));
            prop_assert_eq!(state.mac(message), mac);
        }
        prop_assert_eq!(state.mac(&longer), of_crate(&longer));
    }
}
