//! The seeds of the fuzzers of importers, replayed.

use std::path::Path;

use imilo_tests::importers;

#[test]
fn every_seed_is_read_or_refused() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds");
    for name in ["file", "csv", "interface", "own"] {
        let target = importers::target(name).unwrap();
        let mut count = 0;
        for seed in std::fs::read_dir(seeds.join(name)).unwrap() {
            target(&std::fs::read(seed.unwrap().path()).unwrap());
            count += 1;
        }
        assert!(count >= 3, "{name}: {count} seeds");
    }
}
