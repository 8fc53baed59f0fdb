//! JSON Lines of our own schema: the cells of a row as a tree, and the facts of retention.

use serde_json::{Value, json};
use time::Date;

use crate::dates;
use crate::facts::{Dossier, FollowUp, Fse, Kind as Programme, Period};
use crate::fields::{Cells, Kind, Table};

/// The first line of a file: its schema, and that NIRs stand in it in the clear.
pub(crate) const HEAD: &str = "{\"imilo\":\"dossiers/1\",\"nir\":\"clear\"}\n";

/// Where the cells stand in the JSON of a dossier.
#[derive(Debug)]
pub(crate) struct Plan(Vec<(&'static str, Node)>);

#[derive(Debug)]
enum Node {
    Leaf(usize, Kind),
    /// An object; one that stands in a field may be `null`.
    Object(Vec<(&'static str, Self)>),
    /// A list of objects, or of texts (one member without name).
    List(Vec<(&'static str, Self)>),
}

impl Plan {
    /// The plan of a table.
    pub(crate) fn new(table: &Table) -> Self {
        let mut root = Vec::new();
        for (index, column) in table.columns.iter().enumerate() {
            if column.kind == Kind::Retention {
                continue;
            }
            let path: Vec<&'static str> = column
                .field
                .split('.')
                .chain(column.member.split('.'))
                .filter(|part| !part.is_empty())
                .collect();
            // `[]` alone follows the field that it makes a list.
            place(&mut root, &path, Node::Leaf(index, column.kind));
        }
        Self(root)
    }

    /// Writes a dossier.
    pub(crate) fn write(
        &self,
        cells: &Cells<'_>,
        dossier: &Dossier,
        out: &mut String,
    ) -> serde_json::Result<()> {
        out.clear();
        out.push('{');
        for (name, node) in &self.0 {
            push_key(out, name);
            node.section(cells, out)?;
            out.push(',');
        }
        push_key(out, "conservation");
        out.push_str(&serde_json::to_string(&conservation(dossier))?);
        out.push_str("}\n");
        Ok(())
    }
}

/// Puts a leaf at its place in the tree.
fn place(members: &mut Vec<(&'static str, Node)>, path: &[&'static str], leaf: Node) {
    let Some((first, rest)) = path.split_first() else { return };
    let (list, rest) = match (first.strip_suffix("[]"), rest) {
        (Some(_), rest) => (true, rest),
        (None, ["[]", rest @ ..]) => (true, rest),
        (None, rest) => (false, rest),
    };
    let name = first.trim_end_matches("[]");
    if rest.is_empty() && !list {
        members.push((name, leaf));
        return;
    }
    if !members.iter().any(|(known, _)| *known == name) {
        let node = if list { Node::List(Vec::new()) } else { Node::Object(Vec::new()) };
        members.push((name, node));
    }
    let found = members.iter_mut().find(|(known, _)| *known == name);
    if let Some((_, Node::Object(inner) | Node::List(inner))) = found {
        if rest.is_empty() {
            inner.push(("", leaf));
        } else {
            place(inner, rest, leaf);
        }
    }
}

impl Node {
    /// A part of the dossier is always there; so is the mission locale.
    fn section(&self, cells: &Cells<'_>, out: &mut String) -> serde_json::Result<()> {
        let Self::Object(members) = self else { return self.write(cells, None, out) };
        out.push('{');
        for (index, (name, node)) in members.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            push_key(out, name);
            if *name == "mission_locale" { node.section(cells, out)? } else { node.write(cells, None, out)? }
        }
        out.push('}');
        Ok(())
    }

    /// Writes the node, or of its cells the part of an element.
    fn write(&self, cells: &Cells<'_>, part: Option<usize>, out: &mut String) -> serde_json::Result<()> {
        match self {
            Self::Leaf(index, kind) => return push_leaf(out, cell(cells, *index, part), *kind),
            Self::Object(members) if self.elements(cells, part) == 0 => out.push_str("null"),
            Self::Object(members) => push_members(members, cells, part, out)?,
            Self::List(members) => {
                out.push('[');
                for element in 0..self.elements(cells, None) {
                    if element > 0 {
                        out.push(',');
                    }
                    match members.as_slice() {
                        [("", leaf)] => leaf.write(cells, Some(element), out)?,
                        members => push_members(members, cells, Some(element), out)?,
                    }
                }
                out.push(']');
            }
        }
        Ok(())
    }

    /// How many elements the cells of the node hold; of one element, 1 if anything stands in them.
    fn elements(&self, cells: &Cells<'_>, part: Option<usize>) -> usize {
        match self {
            Self::Leaf(index, _) => match cell(cells, *index, part) {
                "" => 0,
                text => 1 + text.bytes().filter(|byte| *byte == b'|').count(),
            },
            Self::Object(members) | Self::List(members) => {
                members.iter().map(|(_, node)| node.elements(cells, part)).max().unwrap_or(0)
            }
        }
    }
}

fn push_members(
    members: &[(&'static str, Node)],
    cells: &Cells<'_>,
    part: Option<usize>,
    out: &mut String,
) -> serde_json::Result<()> {
    out.push('{');
    for (index, (name, node)) in members.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_key(out, name);
        node.write(cells, part, out)?;
    }
    out.push('}');
    Ok(())
}

fn cell<'c>(cells: &'c Cells<'_>, index: usize, part: Option<usize>) -> &'c str {
    let text = cells.at(index);
    part.map_or(text, |part| text.split('|').nth(part).unwrap_or(""))
}

fn push_key(out: &mut String, name: &str) {
    out.push('"');
    out.push_str(name);
    out.push_str("\":");
}

fn push_leaf(out: &mut String, text: &str, kind: Kind) -> serde_json::Result<()> {
    match kind {
        _ if text.is_empty() => out.push_str("null"),
        Kind::Text | Kind::Retention => out.push_str(&serde_json::to_string(text)?),
        Kind::Integer => out.push_str(text),
        Kind::Boolean => out.push_str(if text == "oui" { "true" } else { "false" }),
        Kind::Date => {
            out.push('"');
            for (index, part) in text.split('/').rev().enumerate() {
                if index > 0 {
                    out.push('-');
                }
                out.push_str(part);
            }
            out.push('"');
        }
    }
    Ok(())
}

/// The facts of retention.
fn conservation(dossier: &Dossier) -> Value {
    let programmes = dossier.programmes.iter().map(|programme| {
        let kind = match programme.kind {
            Programme::Autre => "other",
            kind => kind.word(),
        };
        let mut json = json!({ "kind": kind, "start": dates::iso(programme.start) });
        put_day(&mut json, "end", programme.end);
        match programme.follow_up {
            FollowUp::Attested => put(&mut json, "regular_follow_up", true.into()),
            FollowUp::Denied => put(&mut json, "regular_follow_up", false.into()),
            FollowUp::Unknown => {}
        }
        json
    });
    json!({
        "programmes": programmes.collect::<Vec<_>>(),
        "cej_contracts": periods(&dossier.cej, "start", "end"),
        "rqth_periods": periods(&dossier.rqth, "from", "until"),
        "fse": fse(&dossier.fse),
        "anonymised_on": dossier.anonymised.map(dates::iso),
    })
}

fn fse(fse: &Fse) -> Value {
    match fse {
        Fse::Unknown => Value::Null,
        Fse::No => json!({ "cofinanced": false }),
        Fse::Yes { first, last, interruptions } => {
            let mut json = json!({ "cofinanced": true });
            put_day(&mut json, "first_record", *first);
            put_day(&mut json, "last_record", *last);
            let one = |interruption: &crate::facts::Interruption| {
                let cause = match interruption.cause {
                    "procedure_judiciaire" => "judicial_proceedings",
                    "demande_commission" => "commission_reasoned_request",
                    _ => "other",
                };
                let mut json = json!({ "from": dates::iso(interruption.period.start), "cause": cause });
                put_day(&mut json, "until", interruption.period.end);
                json
            };
            put(&mut json, "interruptions", interruptions.iter().map(one).collect());
            json
        }
    }
}

fn periods(periods: &[Period], start: &str, end: &str) -> Value {
    let one = |period: &Period| {
        let mut json = json!({});
        put(&mut json, start, dates::iso(period.start).into());
        put_day(&mut json, end, period.end);
        json
    };
    periods.iter().map(one).collect()
}

fn put_day(json: &mut Value, key: &str, day: Option<Date>) {
    if let Some(day) = day {
        put(json, key, dates::iso(day).into());
    }
}

fn put(json: &mut Value, key: &str, value: Value) {
    if let Value::Object(object) = json {
        object.insert(key.to_owned(), value);
    }
}
