//! What replaces a NIR does not tell it: planted numbers and keys are looked for in everything that can be printed.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use imilo_core::error::CodedError;
use imilo_core::nir::{Acceptance, Nir};
use imilo_core::pseudonym::{
    Admission, Aliases, Domain, FirstPass, KeyId, Keyring, Name, NoRandomness, OpenError, Opener, Pseudonym,
    Pseudonymiser, Randomness, RotationTable, SealScope, SealedNir, Sealer, Sealing,
};
use imilo_core::wire::Failure;

struct Counter(u8);

impl Randomness for Counter {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        bytes.fill_with(|| {
            self.0 = self.0.wrapping_add(1);
            self.0
        });
        Ok(())
    }
}

/// What a failure shows, in every way that it can be shown.
fn shown(error: &(impl CodedError + Clone)) -> String {
    let failure = Failure::of(error.code());
    format!("{error} {error:?} {failure} {failure:?} {}", failure.to_json())
}

fn folded(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

fn clean(what: &str, output: &str, secret: &str) {
    let (output, secret) = (folded(output), folded(secret));
    assert!(secret.len() >= 9, "a secret too short to be looked for");
    for part in secret.as_bytes().windows(9) {
        let part = core::str::from_utf8(part).unwrap();
        assert!(!output.contains(part), "{what} shows part of a number");
    }
}

const NUMBERS: [&str; 6] = [
    "255081416802538",
    "185072A00412388",
    "1 85 07 2b 004 123",
    "255081416802539",
    "718610018826448",
    "2 55 13 14 168 025 38",
];

#[test]
fn no_number_shows_in_pseudonyms_seals_or_errors() {
    let key_id = KeyId::new(1).unwrap();
    let (mut keys, mut seals) = (Keyring::<FirstPass>::new(), Keyring::<Sealing>::new());
    keys.add(key_id, b"a key of thirty-two bytes, first").unwrap();
    keys.add(KeyId::new(2).unwrap(), b"a key of thirty-two bytes, other").unwrap();
    seals.add(key_id, b"a key of thirty-two bytes, seals").unwrap();
    let domain = Domain::new("emploi", "dares", "trajam", key_id).unwrap();
    let by = Pseudonymiser::new(&keys, domain).unwrap();
    let next = Pseudonymiser::new(&keys, domain.with_key(KeyId::new(2).unwrap())).unwrap();
    let sealer = Sealer::new(&seals, key_id);
    let accept = Acceptance { nnp: true, ..Acceptance::default() };
    let mut sealed_numbers = 0;
    for number in NUMBERS {
        let rows = by.derive_from_texts([Some(number)], &accept, &Admission::default());
        clean("a row", &format!("{rows:?}"), number);
        for error in rows.iter().flatten().filter_map(|row| row.as_ref().err()) {
            clean("an error", &shown(error), number);
        }
        // The number in the place of everything else that is a text.
        let scope = SealScope::new(number.as_bytes(), Name::purpose("c2s").unwrap()).unwrap();
        clean("a scope", &format!("{scope:?}"), number);
        for error in [
            Domain::new(number, "x", "x", key_id).map(|_| ()),
            Domain::new("x", "x", number, key_id).map(|_| ()),
            Name::purpose(number).map(|_| ()),
        ]
        .into_iter()
        .filter_map(Result::err)
        {
            clean("an error of a name", &shown(&error), number);
        }
        clean("an error of a pseudonym", &shown(&number.parse::<Pseudonym>().unwrap_err()), number);
        clean("an error of a seal", &shown(&number.parse::<SealedNir>().unwrap_err()), number);
        let json = serde_json::Value::from(number).to_string();
        for message in [
            serde_json::from_str::<Pseudonym>(&json).unwrap_err().to_string(),
            serde_json::from_str::<SealedNir>(&json).unwrap_err().to_string(),
        ] {
            clean("an error of JSON", &message, number);
        }
        let Ok(nir) = Nir::parse(number, &accept) else { continue };
        let sealed = sealer.make_seal(&nir, &scope, &mut Counter(0)).unwrap();
        clean("a seal", &format!("{sealed:?} {:?} {}", sealed.text(), sealed.text()), number);
        clean("a seal in JSON", &serde_json::to_string(&sealed).unwrap(), number);
        clean("an opened seal", &format!("{:?}", Opener::new(&seals).open(&sealed, &scope)), number);
        let elsewhere = SealScope::new(b"1", Name::purpose("c2s").unwrap()).unwrap();
        let error = Opener::new(&seals).open(&sealed, &elsewhere).unwrap_err();
        assert_eq!(error, OpenError::Refused);
        clean("a refusal", &shown(&error), number);
        let every = Admission { without_key: true, nnp: true, mig: true };
        let (table, _) = RotationTable::derive(&by, &next, [&nir], &every).unwrap();
        let pairs: Vec<_> = table.pairs().collect();
        let mut aliases = Aliases::new(domain);
        aliases.add(Pseudonym::from_parts(key_id, [0; 16]), pairs[0].0).unwrap();
        clean("aliases and pairs", &format!("{aliases:?} {pairs:?} {domain:?}"), number);
        sealed_numbers += 1;
    }
    assert_eq!(sealed_numbers, 4);
}
