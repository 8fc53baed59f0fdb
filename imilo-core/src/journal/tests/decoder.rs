//! The format as `docs/journal.md` tells it, read by a decoder that shares nothing with the one of the library.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::kit::{NOON, days, event, id, records};
use crate::journal::Log;

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(count);
        self.0 = rest;
        taken
    }

    fn number(&mut self, count: usize) -> u64 {
        self.bytes(count).iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    fn text(&mut self) -> String {
        let length = self.number(2) as usize;
        String::from_utf8(self.bytes(length).to_vec()).unwrap()
    }

    fn list(&mut self) -> Vec<String> {
        (0..self.number(2)).map(|_| self.text()).collect()
    }
}

/// RFC 6962, 2.1.
fn root(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => Sha256::digest([]).into(),
        [one] => *one,
        _ => {
            let at =
                (1..).map(|n| 1_usize << n).take_while(|power| *power < leaves.len()).last().unwrap_or(1);
            let (left, right) = leaves.split_at(at);
            Sha256::digest([&[1][..], &root(left), &root(right)].concat()).into()
        }
    }
}

#[test]
fn the_bytes_are_those_of_the_page() {
    let journal = days(&[600]);
    let bytes = journal.storage().bytes(Log::Segment(id("2026-11-24/1")));
    let (mut leaves, mut blocks, mut events) = (Vec::new(), 0, 0);
    let mut tables: HashMap<u8, Vec<Vec<String>>> = HashMap::new();
    let mut acts = Vec::new();
    for (start, end, kind) in records(bytes).iter() {
        let record = &bytes[*start..*end];
        let length = usize::from(u16::from_be_bytes([record[0], record[1]]));
        let (canonical, rest) = record[2..].split_at(length);
        if *kind == b'N' {
            let upto = u64::from_be_bytes(canonical[1..9].try_into().unwrap());
            assert_eq!(upto, leaves.len() as u64);
            assert_eq!(canonical[9..], root(&leaves[(leaves.len() - 1) / 256 * 256..]));
            assert_eq!(rest, &Sha256::digest([&[2], canonical].concat())[..8]);
            blocks += 1;
            continue;
        }
        let (salt, check) = rest.split_at(16);
        let leaf: [u8; 32] = Sha256::digest([&[0], salt, canonical].concat()).into();
        let begin = u64::from_be_bytes(leaf[..8].try_into().unwrap());
        assert_eq!(check, begin.wrapping_add(leaves.len() as u64).to_be_bytes());
        leaves.push(leaf);
        let mut reader = Reader(&canonical[1..]);
        match kind {
            b'H' => {
                assert_eq!((reader.number(1), reader.number(4)), (2, NOON as u64 / 86_400_000));
                assert_eq!((reader.number(2), reader.text().as_str()), (1, "imilo.test/journal"));
            }
            b'A' | b'S' | b'D' => {
                let table = tables.entry(*kind).or_default();
                assert_eq!(reader.number(4), table.len() as u64 + 1);
                table.push(if *kind == b'D' { reader.list() } else { vec![reader.text()] });
            }
            b'C' => {
                assert_eq!(reader.number(4), acts.len() as u64 + 1);
                let outcome = reader.number(1);
                let (granted, withheld) = (reader.number(4), reader.number(4));
                let texts: Vec<_> = (0..5).map(|_| reader.text()).collect();
                acts.push((outcome, granted, withheld, texts, reader.list()));
            }
            b'E' | b'F' => {
                let expected = event(events, NOON);
                let instant = (NOON / 86_400_000 - 1) * 86_400_000 + reader.number(4) as i64;
                assert_eq!(instant, expected.instant_ms);
                let at = |kind: u8, index: u64| tables[&kind][index as usize - 1].clone();
                assert_eq!(at(b'A', reader.number(4)), [expected.agent]);
                match (reader.number(4), expected.mission_locale) {
                    (0, None) => {}
                    (index, Some(structure)) => assert_eq!(at(b'S', index), [structure]),
                    _ => panic!("structure of {events}"),
                }
                let (outcome, granted, withheld, texts, provisions) = &acts[reader.number(4) as usize - 1];
                let act = &expected.act;
                assert_eq!(*outcome, act.outcome as u64);
                let set = |index: u64| if index == 0 { vec![] } else { at(b'D', index) };
                assert_eq!(
                    (set(*granted), set(*withheld)),
                    (texts_of(&act.granted), texts_of(&act.withheld))
                );
                let rule_set = act.rule_set.as_deref();
                let wanted = [Some(act.actor), Some(act.operation), act.purpose, act.form, rule_set];
                assert_eq!(*texts, wanted.map(|text| text.unwrap_or("").to_owned()));
                assert_eq!(*provisions, texts_of(&act.provisions));
                match expected.dossier {
                    Some(dossier) => assert_eq!((*kind, reader.bytes(16)), (b'E', &dossier.as_bytes()[..])),
                    None => assert_eq!(*kind, b'F'),
                }
                events += 1;
            }
            _ => panic!("kind {kind}"),
        }
        assert!(reader.0.is_empty());
    }
    let note = &journal.checkpoints()[0];
    assert_eq!((events, blocks), (600, leaves.len().div_ceil(256)));
    assert_eq!((note.size, note.root), (leaves.len() as u64, root(&leaves)));
    // At most 64 bytes an event, tables and blocks included.
    assert!(bytes.len() <= 64 * events, "{} bytes for {events} events", bytes.len());
}

fn texts_of(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
