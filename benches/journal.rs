//! The journal beside a tree of `ct-merkle` and a plain chain of hashed JSON lines, in one run.
//!
//! `JOURNAL_DAY=10000000 cargo bench -p imilo-benches --bench journal` writes a day of so many events besides, and verifies
//! it: time of the processor, and wall time.

use std::hint::black_box;
use std::time::Instant;

use cpu_time::ThreadTime;
use criterion::{Criterion, Throughput};
use imilo_benches::CpuTime;
use imilo_core::journal::merkle::{Hash, Tree, verify_consistency, verify_inclusion};
use imilo_core::journal::{
    Act, ActId, AgentId, CompactEvent, DossierRef, Event, EventOutcome, KeyName, Log, MemoryStore, Salts,
    Segment, SegmentId, Storage, StructureId, verify_segment,
};
use imilo_core::pseudonym::OsRandomness;
use serde::Serialize;
use sha2::{Digest, Sha256};

const COUNT: usize = 100_000;
/// 2026-11-24, 08:00 in Paris.
const MORNING: i64 = 1_795_503_600_000;
const AGENTS: usize = 13_000;
const STRUCTURES: usize = 440;
const ACTS: usize = 200;
const ORIGIN: &str = "imilo.example/journal";

const NAMES: [&str; 24] = [
    "identite.nom_naissance",
    "identite.nom_usage",
    "identite.prenoms",
    "identite.sexe",
    "identite.date_naissance",
    "identite.adresses",
    "identite.telephones",
    "identite.courriels",
    "famille.situation",
    "famille.enfants",
    "formation.niveau",
    "formation.diplomes",
    "formation.etablissement",
    "emploi.situation",
    "emploi.inscription",
    "emploi.numero_de",
    "social.minima_sociaux",
    "social.couverture",
    "logement.situation",
    "logement.aides",
    "suivi.entretiens",
    "suivi.propositions",
    "suivi.referent",
    "suivi.programmes",
];

fn act(n: usize) -> Act<'static> {
    Act {
        purpose: Some("accompaniment"),
        form: Some("nominative"),
        granted: NAMES.iter().skip(n % 4).take(1 + n % 20).copied().collect(),
        withheld: NAMES.iter().take(n / 4 % 3).copied().collect(),
        rule_set: Some("V2026".into()),
        provisions: vec!["D2015-59:3:I"],
        ..Act::new(
            "agent_mission_locale",
            if n.is_multiple_of(2) { "consult" } else { "update" },
            EventOutcome::Conforming,
        )
    }
}

fn dossier(n: usize) -> DossierRef {
    let mut bytes = [0; 16];
    bytes
        .iter_mut()
        .zip((n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes())
        .for_each(|(slot, byte)| *slot = byte);
    DossierRef::new(bytes)
}

/// The tables of a day, and the indexes of what is in them.
struct Day {
    segment: Segment,
    agents: Vec<AgentId>,
    structures: Vec<StructureId>,
    acts: Vec<ActId>,
}

type Any<T> = Result<T, Box<dyn std::error::Error>>;

fn day(salts: &mut Salts<OsRandomness>) -> Any<Day> {
    let id: SegmentId = "2026-11-24/1".parse()?;
    let mut segment = Segment::begin(id, ORIGIN, salts)?;
    let agents =
        (0..AGENTS).map(|n| segment.agent(&format!("agent-{n}"), salts)).collect::<Result<_, _>>()?;
    let structures =
        (0..STRUCTURES).map(|n| segment.structure(&format!("ML-{n}"), salts)).collect::<Result<_, _>>()?;
    let acts = (0..ACTS).map(|n| segment.act(&act(n), salts)).collect::<Result<_, _>>()?;
    Ok(Day { segment, agents, structures, acts })
}

impl Day {
    fn event(&self, n: usize) -> Option<CompactEvent> {
        Some(CompactEvent {
            instant_ms: MORNING + (n / 300) as i64,
            agent: *self.agents.get(n * 7 % AGENTS)?,
            mission_locale: self.structures.get(n * 7 % STRUCTURES).copied(),
            act: *self.acts.get(n * 31 % ACTS)?,
            dossier: Some(dossier(n)),
        })
    }

    /// Adds events, and gives their bytes away as a storage would take them.
    fn push(
        &mut self,
        from: usize,
        count: usize,
        salts: &mut Salts<OsRandomness>,
        store: &mut impl FnMut(&[u8]),
    ) {
        for n in from..from + count {
            let pushed = self.event(n).map(|event| self.segment.push(&event, salts));
            assert!(matches!(pushed, Some(Ok(_))));
            if self.segment.pending().len() >= 1 << 16 {
                store(self.segment.pending());
                self.segment.stored();
            }
        }
    }
}

#[derive(Serialize)]
struct PeerLine<'a> {
    class_uid: u16,
    time: i64,
    agent: &'a str,
    mission_locale: &'a str,
    actor: &'a str,
    operation: &'a str,
    purpose: &'a str,
    outcome: &'a str,
    dossier: &'a str,
    granted: &'a [&'a str],
    withheld: &'a [&'a str],
    rule_set: &'a str,
    provisions: &'a [&'a str],
}

fn json_chain(acts: &[Act<'_>], references: &[String]) -> (Hash, usize) {
    let (mut last, mut bytes) = ([0; 32], 0);
    for (n, dossier) in references.iter().enumerate() {
        let Some(act) = acts.get(n * 31 % ACTS) else { continue };
        let line = PeerLine {
            class_uid: 6005,
            time: MORNING + (n / 300) as i64,
            agent: "agent-4711",
            mission_locale: "ML-123",
            actor: act.actor,
            operation: act.operation,
            purpose: act.purpose.unwrap_or_default(),
            outcome: act.outcome.code(),
            dossier,
            granted: &act.granted,
            withheld: &act.withheld,
            rule_set: act.rule_set.as_deref().unwrap_or_default(),
            provisions: &act.provisions,
        };
        let text = serde_json::to_vec(&line).unwrap_or_default();
        bytes += text.len();
        last = Sha256::new().chain_update(last).chain_update(&text).finalize().into();
    }
    (last, bytes)
}

fn writing(criterion: &mut Criterion<CpuTime>) -> Any<()> {
    let mut salts = Salts::new(OsRandomness);
    let mut group = criterion.benchmark_group("journal");
    group.throughput(Throughput::Elements(COUNT as u64));
    let mut into = day(&mut salts)?;
    let (mut from, mut sum) = (0, 0);
    group.bench_function("push, salts of the system", |bencher| {
        bencher.iter(|| {
            into.push(from, COUNT, &mut salts, &mut |bytes| sum += bytes.len());
            from += COUNT;
        });
    });
    let words = (0..ACTS).map(act).collect::<Vec<_>>();
    let (agents, structures): (Vec<_>, Vec<_>) = (
        (0..AGENTS).map(|n| format!("agent-{n}")).collect(),
        (0..STRUCTURES).map(|n| format!("ML-{n}")).collect(),
    );
    let mut segment = day(&mut salts)?.segment;
    group.bench_function("append, with its words", |bencher| {
        bencher.iter(|| {
            for n in 0..COUNT {
                let event = Event {
                    instant_ms: MORNING + (n / 300) as i64,
                    agent: agents.get(n * 7 % AGENTS).map(String::as_str).unwrap_or_default(),
                    mission_locale: structures.get(n * 7 % STRUCTURES).map(String::as_str),
                    dossier: Some(dossier(n)),
                    act: words.get(n * 31 % ACTS).cloned().unwrap_or_else(|| act(0)),
                };
                assert!(segment.append(&event, &mut salts).is_ok());
                segment.stored();
            }
        });
    });
    let leaves: Vec<[u8; 49]> = (0..COUNT)
        .map(|n| {
            let mut leaf = [7; 49];
            leaf.iter_mut().zip(dossier(n).as_bytes()).for_each(|(slot, byte)| *slot = *byte);
            leaf
        })
        .collect();
    group.bench_function("peer: ct-merkle, push of 49 bytes, root at the end", |bencher| {
        bencher.iter(|| {
            let mut tree = ct_merkle::mem_backed_tree::MemoryBackedTree::<Sha256, [u8; 49]>::new();
            leaves.iter().for_each(|leaf| tree.push(*leaf));
            black_box(tree.root())
        });
    });
    let references: Vec<String> = (0..COUNT).map(|n| dossier(n).to_hex()).collect();
    group.bench_function("peer: JSON lines in a hash chain", |bencher| {
        bencher.iter(|| assert_ne!(json_chain(&words, &references).0, [0; 32]));
    });
    group.finish();
    println!("JSON of the peer: {} bytes an event", json_chain(&words, &references).1 / COUNT);
    Ok(())
}

fn proofs(criterion: &mut Criterion<CpuTime>) {
    let leaf = |n: u64| imilo_core::journal::merkle::leaf(&[&n.to_be_bytes()]);
    let mut tree = Tree::default();
    (0..1 << 20).for_each(|n| tree.push(leaf(n)));
    let (root, size) = (tree.root(), tree.size());
    let old: Tree = (0..700_001).fold(Tree::default(), |mut tree, n| {
        tree.push(leaf(n));
        tree
    });
    let mut group = criterion.benchmark_group("journal, proofs among 1 048 576 leaves");
    let mut n = 0;
    group.bench_function("inclusion, made", |bencher| {
        bencher.iter(|| {
            n = (n + 7919) % size;
            assert!(black_box(tree.inclusion(n)).is_some_and(|proof| proof.len() == 20));
        });
    });
    let proof = tree.inclusion(700_000).unwrap_or_default();
    group.bench_function("inclusion, verified", |bencher| {
        bencher.iter(|| assert!(verify_inclusion(&root, size, 700_000, &leaf(700_000), &proof)));
    });
    group.bench_function("consistency, made", |bencher| {
        bencher.iter(|| assert!(black_box(tree.consistency(700_001)).is_some()));
    });
    let (proof, old_root) = (tree.consistency(700_001).unwrap_or_default(), old.root());
    group.bench_function("consistency, verified", |bencher| {
        bencher.iter(|| assert!(verify_consistency(&old_root, 700_001, &root, size, &proof)));
    });
    group.finish();
}

/// A day of many events, written and verified once.
fn whole_day(count: usize) -> Any<()> {
    let mut salts = Salts::new(OsRandomness);
    let (wall, cpu) = (Instant::now(), ThreadTime::now());
    let mut writing = day(&mut salts)?;
    let (id, mut store) = (writing.segment.id(), MemoryStore::default());
    writing.push(0, count, &mut salts, &mut |bytes| assert!(store.append(Log::Segment(id), bytes).is_ok()));
    store.append(Log::Segment(id), writing.segment.pending())?;
    let bytes = store.bytes(Log::Segment(id)).len();
    println!(
        "a day of {count} events written: {:.2?} of the processor, {:.2?}; {:.2} bytes an event, tables included",
        cpu.elapsed(),
        wall.elapsed(),
        bytes as f64 / count as f64
    );
    let (wall, cpu) = (Instant::now(), ThreadTime::now());
    let found = verify_segment(&store, &KeyName::new(ORIGIN)?, id, None)?;
    assert_eq!((found.events, found.flaws.len()), (count as u64, 0));
    println!("verified: {:.2?} of the processor, {:.2?}", cpu.elapsed(), wall.elapsed());
    Ok(())
}

fn main() -> Any<()> {
    let mut criterion = Criterion::default().with_measurement(CpuTime).configure_from_args().sample_size(20);
    writing(&mut criterion)?;
    proofs(&mut criterion);
    criterion.final_summary();
    match std::env::var("JOURNAL_DAY").ok().and_then(|count| count.parse().ok()) {
        Some(count) => whole_day(count),
        None => Ok(()),
    }
}
