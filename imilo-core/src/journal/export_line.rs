//! A line of an export: an event of OCSF (class 6005, Datastore Activity) with what its leaf is made of; the rest as base
//! events.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use super::codec::base_ms;
use super::event::{Event, EventOutcome};
use super::merkle::Hash;
use super::record::SALT;
use super::segment_id::SegmentId;

/// Version of OCSF that the lines are of.
const OCSF: &str = "1.6.0";

/// What a line of a leaf is made from.
pub(super) struct LeafLine<'a> {
    pub(super) segment: SegmentId,
    pub(super) index: u64,
    pub(super) salt: &'a [u8; SALT],
    pub(super) canonical: &'a [u8],
    pub(super) hash: Hash,
    /// Of a leaf that is held alone: for which dispute, and its proof.
    pub(super) held: Option<(u16, &'a [Hash])>,
}

/// Operations that OCSF has a number for; any other is `Other`, by its name.
const ACTIVITIES: &[(&str, u8, &str)] = &[
    ("consult", 1, "Read"),
    ("update", 2, "Update"),
    ("connect", 3, "Connect"),
    ("query", 4, "Query"),
    ("create", 6, "Create"),
    ("delete", 7, "Delete"),
];

#[derive(Serialize)]
struct Line<'a> {
    activity_id: u8,
    activity_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<Actor<'a>>,
    category_uid: u16,
    class_uid: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    database: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    databucket: Option<Bucket>,
    metadata: Metadata,
    severity_id: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    src_endpoint: Option<Endpoint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_id: Option<u8>,
    time: i64,
    type_uid: u32,
    unmapped: Unmapped<'a>,
}

#[derive(Serialize)]
struct Actor<'a> {
    user: User<'a>,
}

#[derive(Serialize)]
struct User<'a> {
    #[serde(rename = "type")]
    class: &'a str,
    type_id: u8,
    uid: &'a str,
}

#[derive(Serialize)]
struct Named {
    name: &'static str,
    type_id: u8,
}

#[derive(Serialize)]
struct Bucket {
    name: &'static str,
    type_id: u8,
    uid: String,
}

/// The journal does not say from where: unknown.
#[derive(Serialize)]
struct Endpoint {
    type_id: u8,
}

#[derive(Serialize)]
struct Metadata {
    product: Product,
    uid: String,
    version: &'static str,
}

#[derive(Serialize)]
struct Product {
    name: &'static str,
    vendor_name: &'static str,
}

#[derive(Default, Serialize)]
struct Unmapped<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    granted: &'a [&'a str],
    #[serde(skip_serializing_if = "Option::is_none")]
    mission_locale: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    provisions: &'a [&'a str],
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_set: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    withheld: &'a [&'a str],
    imilo: Imilo,
}

/// What a verification reads of a line. The rest of the line is what it gives again.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Imilo {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) segment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) index: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) salt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) leaf: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) leaf_hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) held: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) proof: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) leaves: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) block_root: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Deserialize)]
struct ReadLine {
    unmapped: ReadUnmapped,
}

#[derive(Deserialize)]
struct ReadUnmapped {
    imilo: Imilo,
}

/// What a verification reads of a line; none when it is none of an export.
pub(super) fn read(line: &[u8]) -> Option<Imilo> {
    serde_json::from_slice::<ReadLine>(line).ok().map(|line| line.unmapped.imilo)
}

fn base(uid: String, time: i64, name: &'static str, imilo: Imilo) -> Line<'static> {
    Line {
        activity_id: 99,
        activity_name: name,
        actor: None,
        category_uid: 0,
        class_uid: 0,
        database: None,
        databucket: None,
        metadata: metadata(uid),
        severity_id: 1,
        src_endpoint: None,
        status_code: None,
        status_id: None,
        time,
        type_uid: 99,
        unmapped: Unmapped { imilo, ..Unmapped::default() },
    }
}

fn metadata(uid: String) -> Metadata {
    Metadata { product: Product { name: "imilo", vendor_name: "imilo" }, uid, version: OCSF }
}

fn written(line: &Line<'_>) -> String {
    // Strings and numbers: there is nothing in it that JSON cannot have.
    serde_json::to_string(line).unwrap_or_default() + "\n"
}

/// The line of a leaf, with the event that it is.
pub(super) fn of_leaf(leaf: &LeafLine<'_>, event: Option<&Event<'_>>) -> String {
    let hash = |hash: &Hash| Base64::encode_string(hash);
    let imilo = Imilo {
        segment: Some(leaf.segment.to_string()),
        index: Some(leaf.index),
        salt: Some(Base64::encode_string(leaf.salt)),
        leaf: Some(Base64::encode_string(leaf.canonical)),
        leaf_hash: Some(hash(&leaf.hash)),
        held: leaf.held.map(|(number, _)| number),
        proof: leaf.held.map(|(_, proof)| proof.iter().map(hash).collect()),
        ..Imilo::default()
    };
    let uid = format!("{}#{}", leaf.segment, leaf.index);
    let Some(event) = event else {
        return written(&base(uid, base_ms(leaf.segment.day()), "definition", imilo));
    };
    let act = &event.act;
    let known = ACTIVITIES.iter().find(|(code, ..)| *code == act.operation);
    let (activity_id, activity_name) = known.map_or((99, act.operation), |(_, id, name)| (*id, *name));
    let bucket = |reference: String| Bucket { name: "dossier", type_id: 99, uid: reference };
    written(&Line {
        activity_id,
        activity_name,
        actor: Some(Actor { user: User { class: act.actor, type_id: 99, uid: event.agent } }),
        category_uid: 6,
        class_uid: 6005,
        database: Some(Named { name: "I-MILO", type_id: 99 }),
        databucket: event.dossier.map(|dossier| bucket(dossier.to_hex())),
        metadata: metadata(uid),
        severity_id: 1,
        src_endpoint: Some(Endpoint { type_id: 0 }),
        status_code: Some(act.outcome.code()),
        status_id: Some(if act.outcome == EventOutcome::Conforming { 1 } else { 2 }),
        time: event.instant_ms,
        type_uid: 600_500 + u32::from(activity_id),
        unmapped: Unmapped {
            form: act.form,
            granted: &act.granted,
            mission_locale: event.mission_locale,
            provisions: &act.provisions,
            purpose: act.purpose,
            rule_set: act.rule_set.as_deref(),
            withheld: &act.withheld,
            imilo,
        },
    })
}

/// The line of the root of a block.
pub(super) fn of_block(segment: SegmentId, leaves: u64, root: &Hash) -> String {
    let imilo = Imilo {
        segment: Some(segment.to_string()),
        leaves: Some(leaves),
        block_root: Some(Base64::encode_string(root)),
        ..Imilo::default()
    };
    written(&base(format!("{segment}#block {leaves}"), base_ms(segment.day()), "block", imilo))
}

/// The line of a checkpoint.
pub(super) fn of_note(segment: SegmentId, number: u64, note: String) -> String {
    let imilo = Imilo { note: Some(note), ..Imilo::default() };
    written(&base(format!("checkpoint {number}"), base_ms(segment.day()), "checkpoint", imilo))
}

/// Thirty-two bytes in base64.
pub(super) fn hash_of(text: &str) -> Option<Hash> {
    Base64::decode_vec(text).ok()?.try_into().ok()
}
