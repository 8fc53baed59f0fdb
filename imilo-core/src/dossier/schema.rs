//! The JSON Schema of a dossier (`schemas/dossier.schema.json`).

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};

use super::Dossier;

/// The schema, made by schemars from the types.
#[must_use]
pub fn json_schema() -> schemars::Schema {
    let mut schema = schemars::schema_for!(Dossier);
    RecursiveTransform(without_links).transform(&mut schema);
    schema
}

/// Descriptions are those of the types: the links of their documentation lead nowhere from a schema.
fn without_links(schema: &mut Schema) {
    let Some(description) = schema.get("description").and_then(|text| text.as_str()) else { return };
    let mut plain = String::with_capacity(description.len());
    for (index, part) in description.split("[`").enumerate() {
        let link = if index == 0 { None } else { part.split_once("`]") };
        let (name, rest) = link.unwrap_or(("", part));
        let target = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        plain.push_str(name);
        plain.push_str(target.map_or(rest, |(_, rest)| rest));
    }
    schema.insert("description".to_owned(), plain.into());
}

/// The schema as it is committed.
///
/// # Errors
/// Never in practice: a schema is JSON.
pub fn schema_text() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&json_schema()).map(|text| text + "\n")
}

#[cfg(test)]
pub(super) use tests::full_sample;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::dossier::Champ;

    #[test]
    fn the_committed_schema_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/dossier.schema.json");
        let text = schema_text().unwrap();
        if std::env::var_os("IMILO_BLESS").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(path).unwrap(),
            text,
            "run with IMILO_BLESS=1 and read the change"
        );
    }

    #[test]
    fn descriptions_are_for_readers_of_the_schema() {
        let text = schema_text().unwrap();
        for rust in ["```", "::", "[`", "assert", "Debug"] {
            assert!(!text.contains(rust), "{rust}");
        }
        assert!(text.contains("never written but by ClearDossier."));
        let mut schema = schemars::json_schema!({ "description": "[a](b), [`C`](d::C), [`E`] (f), `[g]`" });
        without_links(&mut schema);
        assert_eq!(schema.get("description").unwrap(), "[a](b), C, E (f), `[g]`");
    }

    /// Where a reference points, and what stands beside null.
    fn resolved<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
        if let Some(reference) = schema["$ref"].as_str() {
            return resolved(root, root.pointer(reference.trim_start_matches('#')).unwrap());
        }
        match schema["anyOf"].as_array() {
            Some(any) => resolved(root, any.iter().find(|s| s["type"] != "null").unwrap()),
            None => schema,
        }
    }

    /// The paths of the schema, down to the fields of the catalogue or to the end.
    fn paths(root: &Value, schema: &Value, path: &str, rows: &BTreeSet<&str>, found: &mut BTreeSet<String>) {
        let schema = resolved(root, schema);
        if rows.contains(path) {
            found.insert(path.to_owned());
        } else if let Some(properties) = schema["properties"].as_object() {
            for (key, value) in properties {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                paths(root, value, &path, rows, found);
            }
        } else if schema["items"].is_object() {
            paths(root, &schema["items"], &format!("{path}[]"), rows, found);
        } else {
            found.insert(path.to_owned());
        }
    }

    #[test]
    fn no_field_without_a_row_and_no_row_without_a_field() {
        let root = serde_json::to_value(json_schema()).unwrap();
        let rows: BTreeSet<_> = Champ::ALL.iter().map(|champ| champ.row().path).collect();
        assert_eq!(rows.len(), Champ::ALL.len(), "a path stands in two rows");
        let mut found = BTreeSet::new();
        paths(&root, &root, "", &rows, &mut found);
        assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), rows);
    }

    /// A sample of what a schema allows, filled to the end.
    fn sample(root: &Value, schema: &Value) -> Value {
        let schema = resolved(root, schema);
        if let Some(word) = schema["x-enum"].get(0) {
            return word.clone();
        }
        if let Some(word) = schema["oneOf"].get(0).and_then(|one| one.get("const")) {
            return word.clone();
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").unwrap(),
            kind => kind,
        };
        match kind.as_str().unwrap_or_default() {
            "object" => {
                let properties = schema["properties"].as_object().unwrap();
                properties.iter().map(|(key, value)| (key.clone(), sample(root, value))).collect()
            }
            "array" => Value::Array(vec![sample(root, &schema["items"])]),
            "boolean" => Value::Bool(true),
            "integer" => Value::from(1),
            _ if schema["format"] == "date" => Value::from("2001-02-03"),
            _ if schema["enum"].is_array() => schema["enum"][0].clone(),
            _ => Value::from("texte"),
        }
    }

    /// A dossier with something in every field.
    pub(in crate::dossier) fn full_sample() -> Value {
        let root = serde_json::to_value(json_schema()).unwrap();
        sample(&root, &root)
    }

    /// Each row alone: a dossier that holds only that field says so, and comes back the same.
    #[test]
    fn a_filled_field_is_seen_as_itself() {
        let root = serde_json::to_value(json_schema()).unwrap();
        for champ in Champ::ALL {
            let path = champ.row().path;
            let mut schema = &root;
            let steps: Vec<&str> = path.split('.').collect();
            for step in &steps {
                let (key, list) = step.strip_suffix("[]").map_or((*step, false), |key| (key, true));
                schema = resolved(&root, &resolved(&root, schema)["properties"][key]);
                if list {
                    schema = resolved(&root, &schema["items"]);
                }
            }
            let mut json = sample(&root, schema);
            for step in steps.iter().rev() {
                json = match step.strip_suffix("[]") {
                    Some(key) => serde_json::json!({ key: [json] }),
                    None => serde_json::json!({ *step: json }),
                };
            }
            let text = json.to_string();
            let dossier: Dossier = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"));
            assert_eq!(dossier.filled().iter().collect::<Vec<_>>(), [*champ], "{path}");
            assert_eq!(dossier.carried().iter().collect::<Vec<_>>(), [*champ], "{path}");
            if *champ != Champ::Nir {
                let back: Dossier = serde_json::from_str(&serde_json::to_string(&dossier).unwrap()).unwrap();
                assert!(back == dossier, "{path} comes back");
            }
        }
    }
}
