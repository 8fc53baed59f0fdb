//! The data of a dossier, field by field, in words.

use imilo_core::calendar::Date;
use imilo_core::dossier::{Categorie, Champ, ClearDossier, Dossier};
use imilo_core::nir::may_hold_a_nir;
use serde::Serialize;
use serde_json::Value;

use super::words::{KEYS_OF_OTHERS, Other, key, other, value};
use crate::source::NirState;

/// A field that is filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its path in the JSON of a dossier.
    pub field: &'static str,
    /// Label in French.
    pub label_fr: &'static str,
    /// Label in English.
    pub label_en: &'static str,
    /// Code in the annexe of 2015.
    pub code: Option<&'static str>,
    /// What is held, a line each, in French. A part that is masked says so.
    pub lines: Vec<String>,
    /// Why something of it is masked: `third_person`, `agent`, `nir`.
    pub masked: Option<&'static str>,
}

/// The fields of a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its name in JSON.
    pub category: &'static str,
    /// Name in French.
    pub fr: &'static str,
    /// Name in English.
    pub en: &'static str,
    /// Its fields that are filled.
    pub items: Vec<Item>,
}

/// The data of a dossier by category; every field that is filled is in it.
pub(super) fn parts(dossier: &Dossier, nir: NirState) -> Result<Vec<Part>, serde_json::Error> {
    let held = match nir {
        NirState::Clear => serde_json::to_value(ClearDossier(dossier))?,
        NirState::LeftOut => serde_json::to_value(dossier)?,
    };
    let filled = dossier.filled();
    let mut parts = Vec::new();
    for category in Categorie::ALL {
        let champs = filled.iter().filter(|champ| champ.categorie() == category);
        let items: Vec<_> = champs.map(|champ| item(champ, &held)).collect();
        if !items.is_empty() {
            let (code, fr, en) = category.words();
            parts.push(Part { category: code, fr, en, items });
        }
    }
    Ok(parts)
}

fn item(champ: Champ, held: &Value) -> Item {
    let row = champ.row();
    let mut found = Vec::new();
    at(held, row.path, &mut found);
    let mut lines = Lines { champ, text: Vec::new(), masked: None };
    match other(champ) {
        Some(who) => {
            let count = found.iter().map(|value| value.as_array().map_or(1, Vec::len)).sum();
            lines.text = vec![who.masked().to_owned(); count];
            lines.masked = Some(who.code());
        }
        None => found.iter().for_each(|value| lines.add(value)),
    }
    if lines.text.is_empty() {
        // The NIR that was not asked for: the person is told that it is held.
        lines.text.push("enregistré ; non affiché".to_owned());
        lines.masked = Some("nir");
    }
    Item {
        field: row.path,
        label_fr: row.fr,
        label_en: row.en,
        code: row.code,
        lines: lines.text,
        masked: lines.masked,
    }
}

/// The values at a path, `[]` standing for each element of a list; empty ones left out.
fn at<'v>(held: &'v Value, path: &str, found: &mut Vec<&'v Value>) {
    let (step, rest) = path.split_once('.').map_or((path, None), |(step, rest)| (step, Some(rest)));
    let list = step.strip_suffix("[]");
    let Some(inner) = held.get(list.unwrap_or(step)) else { return };
    let each = match (list, inner.as_array()) {
        (Some(_), Some(elements)) => elements.iter().collect(),
        _ => vec![inner],
    };
    for value in each {
        match rest {
            Some(rest) => at(value, rest, found),
            None if value.is_null() => {}
            None => found.push(value),
        }
    }
}

/// What is written of a field.
struct Lines {
    champ: Champ,
    text: Vec<String>,
    masked: Option<&'static str>,
}

impl Lines {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.add(value)),
            value => {
                let text = self.inline(value);
                self.text.push(text);
            }
        }
    }

    /// A value on one line: an object is its keys in words, each with its value.
    fn inline(&mut self, held: &Value) -> String {
        match held {
            Value::Null => "–".to_owned(),
            Value::Bool(true) => "oui".to_owned(),
            Value::Bool(false) => "non".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => self.string(text),
            Value::Array(list) => {
                let each: Vec<_> = list.iter().map(|value| self.inline(value)).collect();
                each.join(", ")
            }
            Value::Object(keys) => {
                let told = keys.iter().filter(|(_, value)| !value.is_null());
                let each: Vec<_> = told.map(|(name, value)| self.keyed(name, value)).collect();
                each.join(" ; ")
            }
        }
    }

    fn keyed(&mut self, name: &str, value: &Value) -> String {
        let of_other = KEYS_OF_OTHERS.iter().find(|(champ, key, _)| *champ == self.champ && *key == name);
        let text = match (of_other, name, value.as_i64()) {
            (Some((_, _, who)), ..) => self.mask(*who),
            (None, "centimes", Some(cents)) => euros(cents),
            _ => self.inline(value),
        };
        format!("{} : {text}", key(name))
    }

    fn mask(&mut self, who: Other) -> String {
        self.masked = Some(who.code());
        format!("({})", who.masked())
    }

    fn string(&mut self, text: &str) -> String {
        if let Ok(day) = text.parse::<Date>() {
            return format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
        }
        // The person's own NIR is in its field. One that stands in another may be somebody else's. An IBAN is long too.
        let own = match self.champ {
            Champ::Nir | Champ::CoordonneesBancaires => true,
            // A telephone number has fewer digits than a NIR.
            Champ::Telephones | Champ::Fax => text.chars().filter(char::is_ascii_digit).count() < 13,
            _ => false,
        };
        if !own && may_hold_a_nir(text) {
            self.masked = Some("nir");
            return text.chars().map(|next| if next.is_ascii_digit() { '•' } else { next }).collect();
        }
        value(text).to_owned()
    }
}

fn euros(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{},{:02} €", cents / 100, cents % 100)
}
