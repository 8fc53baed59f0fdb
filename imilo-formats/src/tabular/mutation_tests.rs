//! A thousand damaged files: nothing panics, every line is accounted for, untouched rows come out as they were.

use std::collections::HashSet;

use super::{Encoding, Reader, RoleSpec};

const ROLES: &[RoleSpec] = &[
    RoleSpec { name: "id", synonyms: &[] },
    RoleSpec { name: "surname", synonyms: &["nom"] },
    RoleSpec { name: "birth_date", synonyms: &["né le"] },
    RoleSpec { name: "address", synonyms: &["adresse"] },
    RoleSpec { name: "note", synonyms: &["note"] },
];
const DATES: &[&str] = &["birth_date"];
const ROWS: usize = 1200;
/// Rows between two damaged ones: more than the lines a stray quote may look ahead.
const SPACING: usize = 80;

/// xorshift64: the same files at every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

type Cells = [String; 5];

fn good_row(index: usize) -> Cells {
    let address = match index % 4 {
        0 => format!("{index} rue de l'Église"),
        1 => format!("{index} rue X; bât. \"A\""),
        2 => format!("Résidence Y\n{index} allée Z\n\nétage 3"),
        _ => String::new(),
    };
    let note = ["à revoir", "5\" ; x", "", "dit \"Jo\""][index / 3 % 4].to_owned();
    let date = format!("{:02}/{:02}/{}", index % 28 + 1, index % 12 + 1, 1990 + index % 20);
    [format!("R{index}"), "DUPONT-LEFÈVRE".to_owned(), date, address, note]
}

fn written(cells: &Cells, encoding: Encoding) -> Vec<u8> {
    let quoted = |cell: &String| match cell.contains([';', '"', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    encoded(&(cells.iter().map(quoted).collect::<Vec<_>>().join(";") + "\n"), encoding)
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Windows1252 => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
    }
}

/// Damages one row; its line break stays, so that its neighbours are not touched.
fn damage(row: &mut Vec<u8>, kind: usize, random: &mut Random) {
    let length = row.len() - 1;
    let (at, other) = (random.below(length), random.below(length));
    match kind {
        0 => row.swap(at, other),
        1 => row[at] = 0,
        2 => row.insert(at, b'"'),
        3 => drop(row.splice(at..at, std::iter::repeat_n(b'x', 70_000))),
        4 => row[at] = 0xFF,
        5 => row[at] = b';',
        6 => row.insert(at, b'\n'),
        7 => drop(row.drain(at..length)),
        8 => row.insert(0, b'\n'),
        9 => row.retain(|&b| b != b'"'),
        10 => row.insert(at, b'\r'),
        _ => row[at] = random.below(256) as u8,
    }
}

/// What a reader gives: the rows by their cells, and all places and codes in order.
struct Outcome {
    accepted: HashSet<Cells>,
    places: Vec<(u64, u64, &'static str)>,
    accepted_lines: u64,
    totals: (u64, u64, u64),
}

fn read(input: impl std::io::Read, dates: &[&str]) -> Result<Outcome, &'static str> {
    let mut reader = Reader::new(input, ROLES, dates, None).map_err(|error| error.code())?;
    let (mut accepted, mut places, mut accepted_lines) = (HashSet::new(), Vec::new(), 0);
    while let Some(row) = reader.next_row() {
        match row {
            Ok(row) => {
                let cells: Cells = std::array::from_fn(|role| row.get(role).unwrap_or_default().to_owned());
                accepted_lines += 1 + cells.iter().map(|c| c.matches('\n').count() as u64).sum::<u64>();
                places.push((row.record(), row.line(), ""));
                accepted.insert(cells);
            }
            Err(refused) => places.push((refused.record, refused.line, refused.code())),
        }
    }
    assert_eq!(reader.read_error(), None);
    let totals = (reader.accepted(), reader.refused(), reader.blank_lines());
    Ok(Outcome { accepted, places, accepted_lines, totals })
}

/// Reads a few bytes at a time.
struct Trickle<'a>(&'a [u8], usize);

impl std::io::Read for Trickle<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let size = self.1.min(buf.len());
        std::io::Read::read(&mut self.0, &mut buf[..size])
    }
}

fn check(file: &[u8], expected: &[Cells]) {
    let outcome = read(file, DATES).unwrap();
    let (accepted, refused, blank) = outcome.totals;
    assert_eq!(accepted + refused, outcome.places.len() as u64);
    assert!(outcome.places.iter().enumerate().all(|(index, place)| place.0 == index as u64 + 1));
    assert!(outcome.places.is_sorted_by(|before, after| before.1 < after.1));
    let lines = file.split_inclusive(|&byte| byte == b'\n').count() as u64;
    // Without dates every refusal is of one physical line: all of them must add up.
    let undated = read(file, &[]).unwrap();
    assert_eq!(undated.accepted_lines + undated.totals.1 + blank + 1, lines);
    assert!(undated.totals.1 <= refused && undated.totals.2 == blank);
    for cells in expected {
        assert!(outcome.accepted.contains(cells), "{cells:?}");
    }
    let in_pieces = read(Trickle(file, 997), DATES).unwrap();
    assert!(in_pieces.places == outcome.places && in_pieces.accepted == outcome.accepted);
}

#[test]
fn a_thousand_damaged_files() {
    let cells: Vec<Cells> = (0..ROWS).map(good_row).collect();
    let (mut random, mut binary) = (Random(0x9E37_79B9_7F4A_7C15), 0);
    for round in 0..1000 {
        let encoding = if round % 3 == 0 { Encoding::Windows1252 } else { Encoding::Utf8 };
        let mut rows: Vec<Vec<u8>> = cells.iter().map(|cells| written(cells, encoding)).collect();
        let mut untouched = cells.clone();
        let mut with_nul = false;
        let mut at = random.below(ROWS);
        while at < ROWS {
            let kind = random.below(12);
            damage(&mut rows[at], kind, &mut random);
            with_nul |= rows[at].contains(&0);
            untouched.retain(|cells| cells[0] != format!("R{at}"));
            at += SPACING + random.below(ROWS);
        }
        let mut file = encoded("Id;Nom;Né le;Adresse;Note\n", encoding);
        file.extend(rows.concat());
        if round % 10 == 0 {
            // Cut somewhere: the rows wholly before the cut are still there.
            let mut end = file.len() / 2 + random.below(file.len() / 2);
            let whole = file.len() - end;
            let (mut gone, mut last) = (0, rows.len());
            while gone < whole + 1 {
                last -= 1;
                gone += rows[last].len();
            }
            untouched.retain(|cells| cells[0].trim_start_matches('R').parse::<usize>().unwrap() < last);
            end = end.max(1);
            file.truncate(end);
        }
        if file[..file.len().min(65_536)].contains(&0) {
            assert!(with_nul);
            assert_eq!(read(&file[..], DATES).err(), Some("binary"));
            binary += 1;
            continue;
        }
        check(&file, &untouched);
    }
    assert!(binary < 200);
}

#[test]
fn damaged_heads_do_not_panic() {
    let mut random = Random(42);
    let body: Vec<u8> = (0..20).flat_map(|index| written(&good_row(index), Encoding::Utf8)).collect();
    for _ in 0..1000 {
        let mut file = encoded("\u{feff}\nId;Nom;\"Né\nle\";Adresse;Note\n", Encoding::Utf8);
        for _ in 0..=random.below(3) {
            let kind = random.below(12);
            damage(&mut file, kind, &mut random);
        }
        file.extend(&body);
        let _ = read(&file[..], DATES);
        let _ = read(&file[..random.below(60)], DATES);
    }
}

#[test]
fn a_row_of_several_megabytes_costs_itself() {
    let cells: Vec<Cells> = (0..300).map(good_row).collect();
    let mut rows: Vec<Vec<u8>> = cells.iter().map(|cells| written(cells, Encoding::Utf8)).collect();
    rows[100].splice(0..0, std::iter::repeat_n(b'x', 5 << 20));
    let file = [encoded("Id;Nom;Né le;Adresse;Note\n", Encoding::Utf8), rows.concat()].concat();
    // Row 100 is a one-line row.
    let untouched: Vec<Cells> = cells.into_iter().filter(|cells| cells[0] != "R100").collect();
    check(&file, &untouched);
}
