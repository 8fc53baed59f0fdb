//! A thousand damaged files of dossiers: no panic, each line read or refused, and no other row touched.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop on what cannot be")]

use imilo_core::dossier::Dossier;
use imilo_formats::export::{JsonWriter, NirState};
use imilo_formats::source::{DossierReader, Options};

const ROWS: usize = 60;

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

/// The header says by its accent that the file is UTF-8.
const HEADER: &str = "matricule;prénoms;sexe;date_naissance;enfants;inscrit_france_travail;téléphones;diplome_intitule;\
                      diplome_obtenu_le;situation_categorie;situation_date_fin;adresse_commune;programme;\
                      programme_debut;programme_fin;fse\n";

fn csv_row(n: usize) -> Vec<u8> {
    format!(
        "R{n};Zoé;F;2003-05-{:02};{};oui;'+33{n}|0102;CAP|BEP;2020-07-01|;Emploi|Formation;|2024-01-01;Tarbes;pacea;\
         2023-01-01;;non\n",
        n % 28 + 1,
        n % 4
    )
    .into_bytes()
}

fn read(file: &[u8]) -> Result<(Vec<Dossier>, usize), &'static str> {
    let mut reader = DossierReader::open(file, &Options::default()).map_err(|error| error.code())?;
    let (mut good, mut refused, mut last) = (Vec::new(), 0, 0);
    for row in reader.by_ref() {
        let record = match row {
            Ok(row) => {
                good.push(row.dossier);
                row.record
            }
            Err(refusal) => {
                refused += 1;
                assert!(!refusal.fr.is_empty() && !refusal.en.is_empty());
                refusal.record
            }
        };
        assert!(record > last, "records are numbered in order");
        last = record;
    }
    assert_eq!(reader.read_error(), None);
    Ok((good, refused))
}

/// Damages one row; its line break stays.
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
        9 => drop(row.splice(at..at, "=+|'@".bytes())),
        10 => row.insert(at, b'\r'),
        _ => row[at] = random.below(256) as u8,
    }
}

/// The naive oracle: a line of the body that is not blank is one record.
fn lines(body: &[u8]) -> usize {
    let blank = |line: &[u8]| line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
    body.split(|byte| *byte == b'\n').filter(|line| !blank(line)).count()
}

/// Damages one row of a thousand files, and holds what is read to the oracle.
fn thousand(header: &[u8], rows: &[Vec<u8>], decidable: fn(&[u8]) -> bool) {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let whole = [header, &rows.concat()].concat();
    let (good, refused) = read(&whole).unwrap();
    assert_eq!((good.len(), refused), (rows.len(), 0));
    // Without a header the first row tells the format: it stays as it is.
    let first = usize::from(header.is_empty());
    let mut told = 0;
    for round in 0..1000 {
        let at = first + random.below(rows.len() - first);
        let mut damaged = rows.to_vec();
        damage(&mut damaged[at], round % 12, &mut random);
        let mut body = damaged.concat();
        let cut = round % 7 == 0;
        if cut {
            let kept = first * damaged[0].len();
            body.truncate(kept + random.below(body.len() - kept));
        }
        let file = [header, &body].concat();
        let (read, refused) = match read(&file) {
            Ok(read) => read,
            Err(code) => {
                assert!(code == "binary" && file.contains(&0), "{code}");
                continue;
            }
        };
        if decidable(&damaged[at]) {
            told += 1;
            assert_eq!(read.len() + refused, lines(&body), "round {round}");
        }
        if !cut && decidable(&damaged[at]) {
            for (index, dossier) in good.iter().enumerate().filter(|(index, _)| *index != at) {
                assert!(read.contains(dossier), "round {round}: row {index} is not what it was");
            }
        }
    }
    assert!(told > 800, "{told}");
}

#[test]
fn csv() {
    let rows: Vec<_> = (0..ROWS).map(csv_row).collect();
    thousand(HEADER.as_bytes(), &rows, |_| true);
}

#[test]
fn our_json_lines() {
    let csv = [HEADER.as_bytes(), &(0..ROWS).flat_map(csv_row).collect::<Vec<_>>()].concat();
    let mut writer = JsonWriter::lines(Vec::new(), NirState::LeftOut).unwrap();
    read(&csv).unwrap().0.iter().for_each(|dossier| writer.push(dossier).unwrap());
    let file = writer.finish().unwrap();
    let mut lines: Vec<Vec<u8>> = file.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let header = lines.remove(0);
    // A brace alone on its line opens a dossier of several lines.
    thousand(&header, &lines, |damaged| {
        !damaged.split(|byte| *byte == b'\n').any(|line| line.trim_ascii() == b"{")
    });
}

#[test]
fn interface_lines() {
    let row = |n: usize| {
        format!(
            "{{\"idDossier\":{n},\"prenom\":\"Zoé\",\"situations\":[{{\"etat\":\"EN_COURS\"}}],\"mail\":null}}\n"
        )
    };
    let rows: Vec<_> = (1..=ROWS).map(|n| row(n).into_bytes()).collect();
    thousand(b"", &rows, |damaged| {
        !damaged.split(|byte| *byte == b'\n').any(|line| line.trim_ascii() == b"{")
    });
}
