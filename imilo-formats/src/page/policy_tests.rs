//! The policy of the page lets one script run: the one that was written here.

use super::head::{SCRIPT, SCRIPT_HASH};

/// SHA-256 (FIPS 180-4), written out: a dependency for one test would cost more.
fn sha256(message: &[u8]) -> Vec<u8> {
    fn primes() -> impl Iterator<Item = u64> {
        (2_u64..).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0))
    }
    /// First 32 bits of the fractional part of the `root`-th root of `n`: the root of n·2^(32·root), in integers.
    fn fraction(n: u64, root: u32) -> u32 {
        let (target, mut low, mut high) = (u128::from(n) << (32 * root), 0_u128, 1_u128 << 37);
        while high - low > 1 {
            let middle = u128::midpoint(low, high);
            if middle.pow(root) <= target { low = middle } else { high = middle }
        }
        low as u32
    }
    let keys: Vec<u32> = primes().take(64).map(|p| fraction(p, 3)).collect();
    let mut state: Vec<u32> = primes().take(8).map(|p| fraction(p, 2)).collect();
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks(64) {
        let mut w: Vec<u32> = block.chunks(4).map(|b| u32::from_be_bytes(b.try_into().unwrap())).collect();
        for i in 16..64 {
            let s0 = w[i - 15].rotate_right(7) ^ w[i - 15].rotate_right(18) ^ (w[i - 15] >> 3);
            let s1 = w[i - 2].rotate_right(17) ^ w[i - 2].rotate_right(19) ^ (w[i - 2] >> 10);
            w.push(w[i - 16].wrapping_add(s0).wrapping_add(w[i - 7]).wrapping_add(s1));
        }
        let mut v = state.clone();
        for (key, word) in keys.iter().zip(&w) {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let t1 = v[7].wrapping_add(s1).wrapping_add(choice).wrapping_add(*key).wrapping_add(*word);
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(t1);
            v[0] = t1.wrapping_add(s0).wrapping_add(majority);
        }
        state.iter_mut().zip(v).for_each(|(sum, word)| *sum = sum.wrapping_add(word));
    }
    state.into_iter().flat_map(u32::to_be_bytes).collect()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |chunk: &[u8]| {
        let bits = (0..3).fold(0_usize, |bits, i| bits << 8 | usize::from(*chunk.get(i).unwrap_or(&0)));
        (0..4).map(move |i| (i, LETTERS[bits >> (18 - 6 * i) & 63])).collect::<Vec<_>>()
    };
    let letter = |len: usize, (i, letter): (usize, u8)| if i <= len { char::from(letter) } else { '=' };
    bytes
        .chunks(3)
        .flat_map(|chunk| group(chunk).into_iter().map(move |pair| letter(chunk.len(), pair)))
        .collect()
}

#[test]
fn the_hash_is_that_of_the_script() {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(hex(&sha256(b"abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(base64(b"ab"), "YWI=");
    assert_eq!(base64(&sha256(SCRIPT.as_bytes())), SCRIPT_HASH, "head::SCRIPT_HASH is to be set to the left");
}

#[test]
fn style_and_script_cannot_end_their_element() {
    assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    assert!(!include_str!("style.css").contains('<'));
}
