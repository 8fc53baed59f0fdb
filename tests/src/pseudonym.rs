//! Case files of pseudonyms and sealed numbers: an operation, its inputs, and what must come out.
//!
//! Written in its own schema (`ops`, `cases` with `op` and `expect`): bytes in hexadecimal, names as text. Every
//! key of a case must be one that its operation reads, and every key of `expect` one that it gives.

use imilo_core::error::CodedError;
use imilo_core::nir::{Acceptance, Nir};
use imilo_core::pseudonym::{
    Admission, Domain, FirstPass, KeyId, KeyUse, Keyring, Name, NoRandomness, OneKeySealer, Opener,
    Pseudonym, Pseudonymiser, Randomness, RecipientPseudonym, RecipientPseudonymiser, SealCount, SealScope,
    SealedNir, Sealer,
};
use serde_json::{Value, json};

use crate::case_file::{Object, Unreadable, id_of};
use crate::report::{Report, Verdict};

/// What an operation gives, or the name of its error.
type Outcome = Result<Value, &'static str>;

struct Op {
    name: &'static str,
    /// Keys that the operation reads.
    needs: &'static [&'static str],
    /// Keys that may be left out.
    may: &'static [&'static str],
    /// Keys of `expect` beside `error`.
    gives: &'static [&'static str],
    run: fn(&Case<'_>) -> Result<Outcome, Unreadable>,
}

const OPS: &[Op] = &[
    Op {
        name: "pseudonym",
        needs: &["root", "key_id", "sector", "recipient", "purpose", "nir"],
        may: &["accept_13"],
        gives: &["raw", "text"],
        run: pseudonym,
    },
    Op {
        name: "second_pass",
        needs: &["root", "key_id", "sector", "recipient", "purpose", "first"],
        may: &[],
        gives: &["raw", "text"],
        run: second_pass,
    },
    Op {
        name: "seal",
        needs: &["version", "root", "key_id", "nonce", "dossier", "purpose", "nir"],
        may: &["accept_13"],
        gives: &["sealed"],
        run: seal,
    },
    Op {
        name: "open",
        needs: &["keys", "dossier", "purpose", "sealed"],
        may: &[],
        gives: &["nir"],
        run: open,
    },
    Op { name: "read", needs: &["text"], may: &[], gives: &["key_id", "raw", "canonical"], run: read },
    Op { name: "keyring", needs: &["keys"], may: &[], gives: &["ok"], run: keyring },
];

/// Keys of a case that are for the reader.
const FOR_THE_READER: &[&str] = &["id", "op", "expect", "why"];
/// Keys of the file.
const OF_THE_FILE: &[&str] = &["schema_version", "title", "conventions", "ops", "cases"];

/// Runs a file.
///
/// # Errors
/// When the file cannot be run: no such file of cases, an unknown key or operation, a value of the wrong type.
pub fn run(text: &str) -> Result<Report, Unreadable> {
    let file: Value =
        serde_json::from_str(text).map_err(|error| Unreadable(format!("not JSON, line {}", error.line())))?;
    let file = file.as_object().ok_or_else(|| Unreadable("not an object".to_owned()))?;
    if let Some(key) = file.keys().find(|key| !OF_THE_FILE.contains(&key.as_str())) {
        return Err(Unreadable(format!("unknown key `{key}`")));
    }
    let cases = file.get("cases").and_then(Value::as_array);
    let cases = cases.ok_or_else(|| Unreadable("no list `cases`".to_owned()))?;
    let mut report = Report::default();
    for case in cases {
        let case = case.as_object().ok_or_else(|| Unreadable("a case is not an object".to_owned()))?;
        report.push(id_of(case), Case(case).verdict()?);
    }
    Ok(report)
}

/// A case whose keys are known to its operation.
struct Case<'a>(&'a Object);

impl Case<'_> {
    fn verdict(&self) -> Result<Verdict, Unreadable> {
        let name = self.text("op")?;
        let op = OPS.iter().find(|op| op.name == name).ok_or_else(|| self.wrong("unknown operation"))?;
        let known = |key: &str| [FOR_THE_READER, op.needs, op.may].iter().any(|list| list.contains(&key));
        if let Some(key) = self.0.keys().find(|key| !known(key)) {
            return Err(self.wrong(&format!("unknown key `{key}`")));
        }
        let expect = self.0.get("expect").and_then(Value::as_object).filter(|expect| !expect.is_empty());
        let expect = expect.ok_or_else(|| self.wrong("nothing is expected"))?;
        let error = expect.get("error").map(|error| error.as_str().unwrap_or_default());
        if let Some(key) = expect.keys().find(|key| *key != "error" && !op.gives.contains(&key.as_str())) {
            return Err(self.wrong(&format!("unknown expectation `{key}`")));
        }
        match error {
            None | Some("any" | "malformed" | "unknown_key_id" | "refused") => {}
            Some(_) => return Err(self.wrong("unknown error")),
        }
        let failed = |found: &str| Ok(Verdict::Failed(format!("expected another outcome, found {found}")));
        match ((op.run)(self)?, error) {
            (Err(_), Some("any")) => Ok(Verdict::Passed),
            (Err(found), Some(wanted)) if found == wanted => Ok(Verdict::Passed),
            (Err(found), _) => failed(found),
            (Ok(_), Some(_)) => failed("no error"),
            (Ok(found), None) => {
                let differs = expect.iter().find(|(key, wanted)| found.get(key.as_str()) != Some(wanted));
                // What was found may be a number in clear: it is not shown.
                Ok(differs.map_or(Verdict::Passed, |(key, wanted)| {
                    Verdict::Failed(format!("{key} is not {wanted}"))
                }))
            }
        }
    }

    fn wrong(&self, what: &str) -> Unreadable {
        Unreadable(format!("case {}: {what}", id_of(self.0)))
    }

    fn text(&self, key: &str) -> Result<&str, Unreadable> {
        let text = self.0.get(key).and_then(Value::as_str);
        text.ok_or_else(|| self.wrong(&format!("`{key}` is not a text")))
    }

    fn hex(&self, key: &str) -> Result<Vec<u8>, Unreadable> {
        self.unhex(self.text(key)?)
    }

    fn unhex(&self, text: &str) -> Result<Vec<u8>, Unreadable> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let byte = |pair: &[u8; 2]| u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok();
        let bytes: Option<Vec<u8>> = pairs.iter().map(byte).collect();
        bytes.filter(|_| rest.is_empty()).ok_or_else(|| self.wrong("not hexadecimal"))
    }

    /// A key id of four bytes; zero is the library's to refuse.
    fn key_id(&self, text: &str) -> Result<Result<KeyId, &'static str>, Unreadable> {
        let bytes: [u8; 4] =
            self.unhex(text)?.try_into().map_err(|_| self.wrong("a key id has four bytes"))?;
        Ok(KeyId::new(u32::from_be_bytes(bytes)).map_err(|error| name_of(&error)))
    }

    /// A keyring of the one key of the case, and its id.
    fn key<U: KeyUse>(&self) -> Result<Result<(Keyring<U>, KeyId), &'static str>, Unreadable> {
        let root = self.hex("root")?;
        let key_id = match self.key_id(self.text("key_id")?)? {
            Ok(key_id) => key_id,
            Err(error) => return Ok(Err(error)),
        };
        let mut keys = Keyring::new();
        Ok(keys.add(key_id, &root).map_err(|error| name_of(&error)).map(|()| (keys, key_id)))
    }

    /// A keyring of the list `keys`.
    fn keys<U: KeyUse>(&self) -> Result<Result<Keyring<U>, &'static str>, Unreadable> {
        let list = self.0.get("keys").and_then(Value::as_array);
        let mut keys = Keyring::new();
        for key in list.ok_or_else(|| self.wrong("`keys` is not a list"))? {
            let part = |name: &str| key.get(name).and_then(Value::as_str);
            let (Some(key_id), Some(root)) = (part("key_id"), part("root")) else {
                return Err(self.wrong("a key has `key_id` and `root`"));
            };
            if key.as_object().is_none_or(|key| key.len() != 2) {
                return Err(self.wrong("a key has no more than `key_id` and `root`"));
            }
            let added = self.key_id(key_id)?;
            let root = self.unhex(root)?;
            let added = added.and_then(|id| keys.add(id, &root).map_err(|error| name_of(&error)));
            if let Err(error) = added {
                return Ok(Err(error));
            }
        }
        Ok(Ok(keys))
    }

    fn accept_13(&self) -> Result<bool, Unreadable> {
        match self.0.get("accept_13") {
            None => Ok(false),
            Some(Value::Bool(accept)) => Ok(*accept),
            Some(_) => Err(self.wrong("`accept_13` is not a boolean")),
        }
    }
}

/// Error of section 7 for reading and opening; of everything else the name in the catalogue.
fn name_of(error: &impl CodedError) -> &'static str {
    match error.code().slug() {
        "pseudonym_malformed" | "seal_malformed" => "malformed",
        "key_id_unknown" => "unknown_key_id",
        "seal_refused" => "refused",
        other => other,
    }
}

/// Ends an operation by the name of the library's error.
macro_rules! tried {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return Ok(Err(name_of(&error))),
        }
    };
}

/// The same, of what has its name already.
macro_rules! named {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return Ok(Err(error)),
        }
    };
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn pseudonym(case: &Case<'_>) -> Result<Outcome, Unreadable> {
    let (keys, key_id) = named!(case.key::<FirstPass>()?);
    let [sector, recipient, purpose] = [case.text("sector")?, case.text("recipient")?, case.text("purpose")?];
    let domain = tried!(Domain::new(sector, recipient, purpose, key_id));
    let pseudonymiser = tried!(Pseudonymiser::new(&keys, domain));
    // Whatever can be read is read: who gets a pseudonym is for the admission to say.
    let accept = Acceptance { nnp: true, mig: true, ..Acceptance::default() };
    let admission = Admission { without_key: case.accept_13()?, ..Admission::default() };
    let nir = tried!(Nir::parse(case.text("nir")?, &accept));
    let single = pseudonymiser.derive_pseudonym(&nir, &admission);
    let rows = pseudonymiser.derive_from_texts([Some(case.text("nir")?)], &accept, &admission);
    if rows != [Some(single)] {
        return Ok(Err("single and batch differ"));
    }
    let pseudonym = tried!(single);
    Ok(Ok(json!({ "raw": hex(pseudonym.as_bytes()), "text": pseudonym.text().as_str() })))
}

fn second_pass(case: &Case<'_>) -> Result<Outcome, Unreadable> {
    let (keys, key_id) = named!(case.key()?);
    let [sector, recipient, purpose] = [case.text("sector")?, case.text("recipient")?, case.text("purpose")?];
    let domain = tried!(Domain::new(sector, recipient, purpose, key_id));
    let pseudonymiser = tried!(RecipientPseudonymiser::new(&keys, domain));
    let first: Pseudonym = tried!(case.text("first")?.parse());
    let second = pseudonymiser.derive_pseudonym(&first);
    if pseudonymiser.derive_pseudonyms([&first]) != [second] {
        return Ok(Err("single and batch differ"));
    }
    Ok(Ok(json!({ "raw": hex(second.as_bytes()), "text": second.text().as_str() })))
}

/// The nonce that a case gives, once.
struct Given(Option<[u8; 12]>);

impl Randomness for Given {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        let nonce = self.0.take().ok_or(NoRandomness)?;
        let bytes: &mut [u8; 12] = bytes.try_into().map_err(|_| NoRandomness)?;
        *bytes = nonce;
        Ok(())
    }
}

fn seal(case: &Case<'_>) -> Result<Outcome, Unreadable> {
    let (keys, key_id) = named!(case.key()?);
    let nonce = case.hex("nonce")?.try_into().map_err(|_| case.wrong("a nonce has twelve bytes"))?;
    let purpose = tried!(Name::purpose(case.text("purpose")?));
    let scope = tried!(SealScope::new(case.text("dossier")?.as_bytes(), purpose));
    let accept = Acceptance { thirteen: case.accept_13()?, ..Acceptance::default() };
    let nir = tried!(Nir::parse(case.text("nir")?, &accept));
    let mut random = Given(Some(nonce));
    let sealed = match case.0.get("version").and_then(Value::as_u64) {
        Some(1) => {
            let mut reserved = tried!(SealCount::stored(0).reserve(1));
            let sealer = tried!(OneKeySealer::new(&keys, key_id));
            tried!(sealer.make_seals([(&nir, scope)], &mut random, &mut reserved)).first().copied()
        }
        Some(2) => Some(tried!(Sealer::new(&keys, key_id).make_seal(&nir, &scope, &mut random))),
        _ => return Err(case.wrong("`version` is not 1 or 2")),
    };
    let sealed = sealed.ok_or_else(|| case.wrong("no seal came out"))?;
    Ok(Ok(json!({ "sealed": sealed.text().as_str() })))
}

fn open(case: &Case<'_>) -> Result<Outcome, Unreadable> {
    let keys = named!(case.keys()?);
    let purpose = tried!(Name::purpose(case.text("purpose")?));
    let scope = tried!(SealScope::new(case.text("dossier")?.as_bytes(), purpose));
    let sealed: SealedNir = tried!(case.text("sealed")?.parse());
    let opener = Opener::new(&keys);
    let single = opener.open(&sealed, &scope);
    // Twice: the second may use what was kept of the first.
    if opener.open_many([(&sealed, scope), (&sealed, scope)]) != [single.clone(), single.clone()] {
        return Ok(Err("single and batch differ"));
    }
    let nir = tried!(single);
    let clear: String = nir.expose().iter().map(|byte| char::from(*byte)).collect();
    Ok(Ok(json!({ "nir": clear })))
}

fn read(case: &Case<'_>) -> Result<Outcome, Unreadable> {
    let text = case.text("text")?;
    let parts = if text.starts_with("q1") {
        let read: RecipientPseudonym = tried!(text.parse());
        (read.key_id(), *read.as_bytes(), read.text())
    } else {
        let read: Pseudonym = tried!(text.parse());
        (read.key_id(), *read.as_bytes(), read.text())
    };
    let (key_id, raw, canonical) = parts;
    Ok(Ok(json!({ "key_id": key_id.to_string(), "raw": hex(&raw), "canonical": canonical.as_str() })))
}

fn keyring(case: &Case<'_>) -> Result<Outcome, Unreadable> {
    named!(case.keys::<FirstPass>()?);
    Ok(Ok(json!({ "ok": true })))
}
