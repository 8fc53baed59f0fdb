use sha2::{Digest, Sha256};

use super::*;

/// The tree as RFC 6962, section 2.1, defines it, word for word.
fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [one] => *one,
        _ => {
            let (left, right) = leaves.split_at(largest_power_below(leaves.len()));
            node(&naive_root(left), &naive_root(right))
        }
    }
}

fn largest_power_below(count: usize) -> usize {
    let mut power = 1;
    while power * 2 < count {
        power *= 2;
    }
    power
}

fn naive_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let at = largest_power_below(leaves.len());
    let (left, right) = leaves.split_at(at);
    let (mut path, beside) = if index < at {
        (naive_path(index, left), naive_root(right))
    } else {
        (naive_path(index - at, right), naive_root(left))
    };
    path.push(beside);
    path
}

fn naive_subproof(size: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if size == leaves.len() {
        return if whole { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let at = largest_power_below(leaves.len());
    let (left, right) = leaves.split_at(at);
    let (mut proof, beside) = if size <= at {
        (naive_subproof(size, left, whole), naive_root(right))
    } else {
        (naive_subproof(size - at, right, false), naive_root(left))
    };
    proof.push(beside);
    proof
}

fn leaves(count: u32) -> Vec<Hash> {
    (0..count).map(|event| leaf(&[&event.to_be_bytes()])).collect()
}

#[test]
fn blocks_have_the_roots_of_the_definition() {
    let leaves = leaves(1030);
    let mut blocks = Blocks::default();
    for (count, leaf) in leaves.iter().enumerate() {
        let before = &leaves[count / BLOCK * BLOCK..=count];
        let whole = blocks.push(*leaf);
        assert_eq!(whole, (before.len() == BLOCK).then(|| naive_root(before)));
        let last = &leaves[(count + 1) / BLOCK * BLOCK..=count];
        assert_eq!(blocks.last_root(), (!last.is_empty()).then(|| naive_root(last)));
        if count % 37 == 0 || count % BLOCK > 250 {
            assert_eq!((blocks.root(), blocks.size()), (naive_root(&leaves[..=count]), count as u64 + 1));
        }
    }
}

/// The compression function used directly gives what the hasher gives, around the length of one block too.
#[test]
fn short_leaves_are_hashed_as_long_ones() {
    for length in 0..130 {
        let bytes: Vec<u8> = (0..length).collect();
        let (first, second) = bytes.split_at(bytes.len() / 3);
        let whole: Hash = Sha256::digest([&[0], bytes.as_slice()].concat()).into();
        assert_eq!(leaf(&[first, second]), whole, "{length}");
    }
    let (left, right) = ([7; 32], [9; 32]);
    let whole: Hash = Sha256::digest([&[1][..], &left, &right].concat()).into();
    assert_eq!(node(&left, &right), whole);
}

fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Roots of the well-known test tree of Certificate Transparency (`testing/merkle_tree` of its reference code).
#[test]
fn roots_are_those_of_certificate_transparency() {
    let inputs: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    assert_eq!(hex(&empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let (mut tree, mut edge) = (Tree::default(), Edge::default());
    for (input, root) in inputs.iter().zip(roots) {
        tree.push(leaf(&[input]));
        edge.push(leaf(&[input]));
        assert_eq!((hex(&tree.root()).as_str(), edge.root()), (root, tree.root()));
    }
}

#[test]
fn roots_and_proofs_are_those_of_the_definition() {
    let leaves = leaves(70);
    let (mut tree, mut edge) = (Tree::default(), Edge::default());
    for (count, leaf) in leaves.iter().enumerate() {
        tree.push(*leaf);
        edge.push(*leaf);
        let leaves = &leaves[..=count];
        let (size, root) = (leaves.len() as u64, naive_root(leaves));
        assert_eq!((tree.root(), edge.root(), edge.size()), (root, root, size));
        for index in 0..leaves.len() {
            let proof = tree.inclusion(index as u64).unwrap();
            assert_eq!(proof, naive_path(index, leaves));
            assert!(verify_inclusion(&root, size, index as u64, &leaves[index], &proof));
        }
        for old in 1..=leaves.len() {
            let proof = tree.consistency(old as u64).unwrap();
            assert_eq!(proof, naive_subproof(old, leaves, true));
            let old_root = naive_root(&leaves[..old]);
            assert!(verify_consistency(&old_root, old as u64, &root, size, &proof), "{old} of {size}");
        }
        assert_eq!(
            (tree.inclusion(size), tree.consistency(size + 1), tree.consistency(0)),
            (None, None, None)
        );
    }
}

/// Another index, another size, another leaf, a hash more, less or changed: nothing wrong verifies.
#[test]
fn no_other_claim_verifies() {
    let leaves = leaves(40);
    for size in 1..=leaves.len() as u64 {
        let mut tree = Tree::default();
        leaves.iter().take(size as usize).for_each(|leaf| tree.push(*leaf));
        let root = tree.root();
        for index in 0..size {
            let proof = tree.inclusion(index).unwrap();
            let leaf = leaves[index as usize];
            for other in (0..size + 2).filter(|other| *other != index) {
                assert!(!verify_inclusion(&root, size, other, &leaf, &proof), "{index} as {other} of {size}");
            }
            assert!(!verify_inclusion(&root, size, index, &leaves[(index as usize + 1) % 40], &proof));
            for wrong in broken(&proof) {
                assert!(!verify_inclusion(&root, size, index, &leaf, &wrong));
            }
        }
        for old in 1..size {
            let proof = tree.consistency(old).unwrap();
            let old_root = naive_root(&leaves[..old as usize]);
            assert!(!verify_consistency(&root, old, &root, size, &proof));
            assert!(!verify_consistency(&old_root, old, &old_root, size, &proof));
            for wrong in broken(&proof) {
                assert!(!verify_consistency(&old_root, old, &root, size, &wrong), "{old} of {size}");
            }
        }
    }
}

fn broken(proof: &[Hash]) -> Vec<Vec<Hash>> {
    let mut all = vec![[proof, &[[7; 32]]].concat()];
    for at in 0..proof.len() {
        let (mut less, mut changed) = (proof.to_vec(), proof.to_vec());
        less.remove(at);
        changed[at][at % 32] ^= 1;
        all.extend([less, changed]);
    }
    all
}
