//! An export: OCSF line by line, lossless, and verified alone.

use serde_json::Value;

use super::kit::{NOON, days, event, id, key, key_of, name};
use crate::journal::{
    Checkpoint, Consultations, DossierRef, EventOutcome, ExportCheck, ExportVerification, FlawKind,
    JournalError, Log, Place, Tables, Verifier, export, verify_export,
};

fn exported(counts: &[usize]) -> String {
    let mut text = String::new();
    export(days(counts).storage(), &name(), None, |line| text.push_str(line)).unwrap();
    text
}

fn check(text: &[u8]) -> ExportVerification {
    verify_export(text, &[&key() as &dyn Verifier], &Tables::built_in())
}

fn part(text: &[u8]) -> ExportVerification {
    let (tables, key) = (Tables::built_in(), key());
    let keys = [&key as &dyn Verifier];
    let mut check = ExportCheck::of_export(&keys, &tables).as_part();
    text.split_inclusive(|byte| *byte == b'\n').for_each(|line| check.line(line));
    check.finish()
}

#[test]
fn each_event_is_a_line_of_ocsf_with_its_words() {
    let text = exported(&[30]);
    let events: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &Value| line["class_uid"] == 6005)
        .collect();
    assert_eq!(events.len(), 30);
    for (n, line) in events.iter().enumerate() {
        let event = event(n, NOON);
        // What OCSF 1.6 demands of the class: activity, category, class, severity, time, type, metadata, actor, source,
        // and one of database, databucket, table.
        let activity = match event.act.operation {
            "consult" => 1,
            "update" => 2,
            "connect" => 3,
            _ => 99,
        };
        assert_eq!(
            (&line["activity_id"], &line["type_uid"]),
            (&activity.into(), &(600_500 + activity).into())
        );
        assert_eq!((&line["category_uid"], &line["severity_id"]), (&6.into(), &1.into()));
        assert_eq!(
            (&line["time"], &line["actor"]["user"]["uid"]),
            (&event.instant_ms.into(), &event.agent.into())
        );
        assert_eq!(line["metadata"]["version"], "1.6.0");
        assert_eq!(line["metadata"]["product"]["vendor_name"], "imilo");
        assert!(line["src_endpoint"].is_object() && line["database"].is_object());
        let done = event.act.outcome == EventOutcome::Conforming;
        assert_eq!(
            (&line["status_id"], &line["status_code"]),
            (&(if done { 1 } else { 2 }).into(), &event.act.outcome.code().into())
        );
        let of = |dossier: DossierRef| Value::from(dossier.to_hex());
        assert_eq!(line["databucket"]["uid"], event.dossier.map_or(Value::Null, of));
        let more = &line["unmapped"];
        let text = |value: Option<&str>| value.map_or(Value::Null, Value::from);
        assert_eq!(more["purpose"], text(event.act.purpose));
        assert_eq!(more["mission_locale"], text(event.mission_locale));
        assert_eq!(more["rule_set"], text(event.act.rule_set.as_deref()));
        for (key, names) in [
            ("granted", &event.act.granted),
            ("withheld", &event.act.withheld),
            ("provisions", &event.act.provisions),
        ] {
            let expected = if names.is_empty() { Value::Null } else { names.clone().into() };
            assert_eq!(more[key], expected);
        }
    }
}

#[test]
fn an_export_is_verified_alone() {
    let text = exported(&[300, 0, 4]);
    let found = check(text.as_bytes());
    assert_eq!((found.flaws, found.events, found.checkpoints), (vec![], 304, 3));
    assert!(found.attested && found.from_the_first);
    assert_eq!(found.lines, text.lines().count() as u64);
    let other = verify_export(text.as_bytes(), &[&key_of(2) as &dyn Verifier], &Tables::built_in());
    assert!(
        !other.attested
            && other.flaws.iter().all(|flaw| flaw.kind == FlawKind::NotAttested && flaw.line.is_some())
    );
    // One day alone: the chain begins later, and what it holds verifies.
    let mut day = String::new();
    export(days(&[3, 4]).storage(), &name(), Some(id("2026-11-25/1")), |line| day.push_str(line)).unwrap();
    let found = part(day.as_bytes());
    assert_eq!((found.flaws, found.events, found.from_the_first), (vec![], 4, false));
    // For the whole journal it is not taken.
    let flaws = check(day.as_bytes()).flaws;
    assert_eq!((flaws[0].place, flaws[0].kind, flaws.len()), (Place::Checkpoint(1), FlawKind::Missing, 1));
    let missing = export(days(&[3]).storage(), &name(), Some(id("2026-11-25/1")), |_| ());
    assert!(matches!(missing, Err(JournalError::Segment(_))));
}

#[test]
fn each_bit_of_an_export_is_found_in_its_line() {
    let text = exported(&[2]).into_bytes();
    for bit in 0..text.len() * 8 {
        let mut changed = text.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let line = 1 + text[..bit / 8].iter().filter(|byte| **byte == b'\n').count() as u64;
        let found = check(&changed);
        let first = found.flaws.first().unwrap_or_else(|| panic!("bit {bit} of line {line} is not found"));
        assert_eq!(first.line, Some(line), "bit {bit}: {:?}", found.flaws);
    }
}

#[test]
fn each_removed_repeated_or_swapped_line_and_each_cut_is_found() {
    let text = exported(&[6, 2]);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let flaws =
        |order: Vec<usize>| check(order.into_iter().map(|at| lines[at]).collect::<String>().as_bytes()).flaws;
    let count = lines.len();
    for at in 0..count {
        let removed = flaws((0..count).filter(|other| *other != at).collect());
        // The end of the chain is missed by whoever has another copy of it: its leaves are there and say so.
        assert!(!removed.is_empty(), "line {} removed", at + 1);
        let near = |line: u64| (at as u64..=at as u64 + 1).contains(&line) || at + 1 >= count - 1;
        assert!(removed[0].line.is_some_and(near), "line {} removed: {removed:?}", at + 1);
        let mut order: Vec<_> = (0..count).collect();
        order.insert(at, at);
        assert!(!flaws(order).is_empty(), "line {} repeated", at + 1);
        for other in 0..at {
            let mut order: Vec<_> = (0..count).collect();
            order.swap(at, other);
            let swapped = flaws(order);
            assert!(
                swapped.first().and_then(|flaw| flaw.line).is_some_and(|line| line <= other as u64 + 2),
                "{swapped:?}"
            );
        }
    }
    for length in 1..text.len() {
        let untold = check(&text.as_bytes()[..length]).flaws.is_empty();
        assert_eq!(untold, is_whole(&lines, length), "cut at {length}");
    }
}

/// Whether an export of that length ends with a checkpoint: what was exported before the next day.
fn is_whole(lines: &[&str], length: usize) -> bool {
    let mut end = 0;
    lines.iter().any(|line| {
        end += line.len();
        end == length && line.contains("\"activity_name\":\"checkpoint\"")
    })
}

#[test]
fn a_line_rewritten_with_its_leaf_is_found_in_its_block() {
    let text = exported(&[300]);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    // The line of one event in the place of another, with the other's index: whoever knows the format.
    let events: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].contains("\"class_uid\":6005")).collect();
    let index = |line: &str| line.split("\"index\":").nth(1).unwrap().split(',').next().unwrap().to_owned();
    let (from, to) = (lines[events[5]], lines[events[280]]);
    let forged = from
        .replace(&format!("\"index\":{},", index(from)), &format!("\"index\":{},", index(to)))
        .replace(&format!("#{}\"", index(from)), &format!("#{}\"", index(to)));
    let changed = text.replace(to, &forged);
    assert_ne!(changed, text);
    let flaws = check(changed.as_bytes()).flaws;
    assert_eq!(flaws.len(), 1, "{flaws:?}");
    assert!(
        matches!((flaws[0].place, flaws[0].kind), (Place::Leaves(256, _), FlawKind::Changed)),
        "{flaws:?}"
    );
}

#[test]
fn a_statement_for_a_person_has_dates_and_purposes_and_no_agent() {
    let journal = days(&[60]);
    let dossier = DossierRef::new([2; 16]);
    let mut statement = Consultations::of(dossier);
    let show = |_, event: &crate::journal::Event<'_>| statement.take(event);
    crate::journal::read_events(journal.storage(), &name(), id("2026-11-24/1"), None, show).unwrap();
    let expected: Vec<_> = (0..60)
        .map(|n| event(n, NOON))
        .filter(|event| event.dossier == Some(dossier) && event.act.outcome == EventOutcome::Conforming)
        .map(|event| (event.act.operation.to_owned(), event.act.purpose.map(str::to_owned)))
        .collect();
    let told: Vec<_> =
        statement.lines().iter().map(|line| (line.operation.clone(), line.purpose.clone())).collect();
    assert!(!told.is_empty());
    assert_eq!(told, expected);
    let text = serde_json::to_string(&statement).unwrap();
    assert!(!text.contains("agent-") && text.contains("\"day\":\"2026-11-24\""), "{text}");
}

/// The end dropped with its checkpoints leaves nothing in the file: a copy of a checkpoint that somebody else keeps tells it,
/// and a chain that whoever holds the key wrote anew too.
#[test]
fn copies_of_checkpoints_tell_what_was_dropped_or_written_anew() {
    let journal = days(&[2, 3, 1]);
    // As whoever keeps them wrote them down one behind another: signed or not, in any order, by another system.
    let chain = core::str::from_utf8(journal.storage().bytes(Log::Checkpoints)).unwrap();
    let copies = Checkpoint::parse_all(chain.trim_end()).unwrap();
    assert_eq!(copies, journal.checkpoints());
    assert_eq!(Checkpoint::parse_all(&chain.replace('\n', "\r\n")), Some(copies.clone()));
    let bare: Vec<String> = copies.iter().rev().map(Checkpoint::text).collect();
    assert_eq!(Checkpoint::parse_all(&bare.join("\n")).map(|read| read.len()), Some(3));
    assert_eq!(Checkpoint::parse_all(&chain.replacen("number 2", "number 02", 1)), None);
    assert_eq!(super::kit::found(days(&[2, 3]).storage()).compare(&copies).len(), 1);
    let text = exported(&[2, 3, 1]);
    assert_eq!(check(text.as_bytes()).compare(&copies), []);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let second = lines.iter().position(|line| line.contains("\"checkpoint 2\"")).unwrap();
    let dropped = check(lines[..=second].concat().as_bytes());
    assert_eq!(dropped.flaws, []);
    let told = |found: &ExportVerification| -> Vec<_> {
        found.compare(&copies).iter().map(|flaw| (flaw.segment.unwrap(), flaw.place, flaw.kind)).collect()
    };
    let third = |kind| (id("2026-11-26/1"), Place::Checkpoint(3), kind);
    assert_eq!(told(&dropped), [third(FlawKind::Missing)]);
    let other = check(exported(&[2, 3, 2]).as_bytes());
    assert_eq!((other.flaws.len(), told(&other)), (0, vec![third(FlawKind::Changed)]));

    // A day alone is no chain from the first: the copies of the other days are not asked for.
    let mut day = String::new();
    export(journal.storage(), &name(), Some(id("2026-11-25/1")), |line| day.push_str(line)).unwrap();
    let of_a_day = part(day.as_bytes());
    assert_eq!((of_a_day.compare(&copies), of_a_day.compared(&copies)), (vec![], 1));
    assert_eq!(check(day.as_bytes()).compare(&copies).len(), 2);
    // A copy of another journal is told as such.
    let mut of_another = copies.clone();
    of_another[1].origin = "imilo.test/other".to_owned();
    let flaws = check(text.as_bytes()).compare(&of_another);
    assert_eq!((flaws.len(), flaws[0].place, flaws[0].kind), (1, Place::Checkpoint(2), FlawKind::Foreign));
}

/// Every event of a purged day beside its checkpoints, wherever they stand: a day that came back is no sound export.
#[test]
fn the_leaves_of_a_purged_day_are_told() {
    use crate::journal::PurgeBy;
    let mut journal = super::kit::days_from(NOON - 365 * super::kit::DAY, &[4, 2]);
    let mut whole = String::new();
    export(journal.storage(), &name(), None, |line| whole.push_str(line)).unwrap();
    let by = PurgeBy { agent: "dpo", actor: "technical_operator", instant_ms: NOON - 153 * super::kit::DAY };
    journal.purge(id("2025-11-24/1"), &by, &[], &Tables::built_in(), &key()).unwrap();
    let mut purged = String::new();
    export(journal.storage(), &name(), None, |line| purged.push_str(line)).unwrap();
    assert_eq!(check(purged.as_bytes()).flaws, []);
    let of_the_day = whole.split_inclusive('\n').take_while(|line| !line.contains("\"checkpoint 1\""));
    let leaves: String = of_the_day.collect();
    let kinds = |text: &str| check(text.as_bytes()).flaws.iter().map(|flaw| flaw.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&format!("{leaves}{purged}")), [FlawKind::NotErased]);
    assert!(!kinds(&format!("{purged}{leaves}")).is_empty());
}

/// A day that nobody closed is no flaw, and is told.
#[test]
fn days_without_a_segment_are_told() {
    let mut journal = days(&[1]);
    for day in ["2026-11-26", "2026-11-30"] {
        journal.close(day.parse().unwrap(), &key()).unwrap();
    }
    let mut text = String::new();
    export(journal.storage(), &name(), None, |line| text.push_str(line)).unwrap();
    let date = |day: &str| day.parse::<crate::calendar::Date>().unwrap();
    let expected = vec![(date("2026-11-25"), date("2026-11-25")), (date("2026-11-27"), date("2026-11-29"))];
    let found = check(text.as_bytes());
    assert_eq!((found.flaws, found.without_segment), (vec![], expected.clone()));
    assert_eq!(super::kit::found(journal.storage()).without_segment, expected);
}
