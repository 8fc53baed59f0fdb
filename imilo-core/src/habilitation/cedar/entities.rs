//! The data and their groups, as entities in JSON.

use crate::dossier::Rubrique;

use super::text::{EVERYTHING, data, donnee_id, group};

/// Every datum in the heading of the catalogue that it stands under, and every heading in the group of all data.
pub(super) fn entities() -> String {
    let line = |kind: &str, id: &str, parent: Option<&str>| {
        let parents: Vec<_> = parent.iter().map(|parent| uid("Rubrique", parent)).collect();
        serde_json::json!({ "uid": uid(kind, id), "attrs": {}, "parents": parents }).to_string()
    };
    let mut lines = vec![line("Rubrique", EVERYTHING, None)];
    lines.extend(Rubrique::ALL.iter().map(|rubrique| line("Rubrique", &group(*rubrique), Some(EVERYTHING))));
    lines.extend(data().map(|(donnee, rubrique)| {
        let parent = rubrique.map_or_else(|| EVERYTHING.to_owned(), group);
        line("Donnee", &donnee_id(donnee), Some(&parent))
    }));
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn uid(kind: &str, id: &str) -> serde_json::Value {
    serde_json::json!({ "type": format!("Imilo::{kind}"), "id": id })
}
