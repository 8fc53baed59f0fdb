//! The data of a dossier, field by field, in words.

use imilo_core::calendar::Date;
use imilo_core::dossier::{Categorie, Champ, ClearDossier, Dossier, NirRead};
use imilo_core::nir::NirFault;
use serde::Serialize;
use serde_json::Value;

use super::masking::{Account, masked, without_nir};
use super::words::{KEYS_OF_OTHERS, NOTHING, Other, key, label, other, place, rank, value};
use crate::numbers_in_text::without_nir_across;
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
    /// What is held, a line each, in French. A part that is masked says so. Of a list, a line an element, `–` where it
    /// has none: the third line of each field of the list is of its third element.
    pub lines: Vec<String>,
    /// The list of which it is a field.
    #[serde(skip)]
    pub(crate) list: Option<&'static str>,
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
pub(super) fn parts(
    dossier: &Dossier,
    nir: NirState,
    written: Option<&str>,
) -> Result<(Vec<Part>, Account), serde_json::Error> {
    let held = match nir {
        NirState::Clear => serde_json::to_value(ClearDossier(dossier))?,
        NirState::LeftOut => serde_json::to_value(dossier)?,
    };
    let filled = dossier.filled();
    let born = dossier.identite.date_naissance.given().copied();
    let holder = dossier
        .ajouts
        .coordonnees_bancaires
        .given()
        .and_then(|account| account.titulaire.given())
        .map(String::as_str);
    let account = Account::of(&dossier.identite, holder);
    let refused = match dossier.identite.nir.given() {
        Some(NirRead::Refused(error)) if nir == NirState::Clear => Some(refused(error.fault, written)),
        _ => None,
    };
    let mut parts = Vec::new();
    for category in Categorie::ALL {
        let champs = filled.iter().filter(|champ| champ.categorie() == category);
        let told = |champ| match &refused {
            Some(lines) if champ == Champ::Nir => nir_item(lines.clone()),
            _ => item(champ, &held, born, account),
        };
        let items: Vec<_> = champs.map(told).collect();
        if !items.is_empty() {
            let (code, fr, en) = category.words();
            parts.push(Part { category: code, fr, en, items });
        }
    }
    Ok((parts, account))
}

/// A number that is no right NIR is the person's datum as it is held, and they may have it mended.
fn refused(fault: NirFault, written: Option<&str>) -> Vec<String> {
    let why = match fault {
        NirFault::Key => "sa clé de contrôle (les deux derniers chiffres) est fausse",
        NirFault::Length => "il n'a ni 13 ni 15 caractères",
        NirFault::Character => "un de ses caractères n'est pas permis",
        NirFault::FirstDigit => "son premier chiffre n'est pas permis",
        NirFault::Month => "son mois de naissance n'existe pas",
        NirFault::Place => "son lieu de naissance n'existe pas",
        NirFault::Order => "son numéro d'ordre n'existe pas",
    };
    // Words beside the digits may speak of somebody else.
    let is_plain =
        |text: &&str| text.chars().all(|c| c.is_ascii_digit() || " .-/ABab\u{a0}\u{202f}".contains(c));
    let number = written.filter(is_plain);
    let told = number
        .map_or("le numéro enregistré n'est pas repris ici : à lire dans le dossier", |number| number);
    vec![told.to_owned(), format!("numéro à faire corriger : {why}")]
}

fn nir_item(lines: Vec<String>) -> Item {
    let row = Champ::Nir.row();
    Item {
        field: row.path,
        label_fr: label(Champ::Nir),
        label_en: row.en,
        code: row.code,
        lines,
        list: None,
        masked: None,
    }
}

fn item(champ: Champ, held: &Value, born: Option<Date>, account: Account) -> Item {
    let row = champ.row();
    let mut lines = Lines { champ, born, account, key: None, text: Vec::new(), masked: None };
    let list = row.path.split_once("[].");
    match list {
        Some((list, key)) => {
            let elements = at(held, list).and_then(Value::as_array).into_iter().flatten();
            elements.for_each(|element| lines.add_one(element.get(key)));
        }
        None => lines.add(at(held, row.path)),
    }
    if lines.text.is_empty() {
        // The NIR that was not asked for: the person is told that it is held.
        lines.text.push("enregistré ; non affiché".to_owned());
        lines.masked = Some("nir");
    }
    if champ != Champ::Nir
        && let Some(told) = without_nir_across(&lines.text)
    {
        // A number cut into two elements.
        (lines.text, lines.masked) = (told, Some("nir"));
    }
    Item {
        field: row.path,
        label_fr: label(champ),
        label_en: row.en,
        code: row.code,
        lines: lines.text,
        list: list.map(|(list, _)| list),
        masked: lines.masked,
    }
}

/// The value at a path; none when it is empty.
fn at<'v>(held: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(held, |held, step| held.get(step)).filter(|value| !value.is_null())
}

/// What is written of a field.
struct Lines {
    champ: Champ,
    born: Option<Date>,
    account: Account,
    /// The key whose value is told, inside an object.
    key: Option<String>,
    text: Vec<String>,
    masked: Option<&'static str>,
}

impl Lines {
    /// The value of a field, a line each of its elements.
    fn add(&mut self, held: Option<&Value>) {
        match held {
            Some(Value::Array(list)) => list.iter().for_each(|value| self.add_one(Some(value))),
            Some(value) => self.add_one(Some(value)),
            None => {}
        }
    }

    /// A value, or that an element has none.
    fn add_one(&mut self, held: Option<&Value>) {
        let text = match (held.filter(|value| !value.is_null()), other(self.champ)) {
            (None, _) => NOTHING.to_owned(),
            (Some(_), Some(who)) => {
                self.masked = Some(who.code());
                who.masked().to_owned()
            }
            (Some(value), None) => self.inline(value),
        };
        self.text.push(text);
    }

    /// A value on one line: an object is its keys in words, each with its value.
    fn inline(&mut self, held: &Value) -> String {
        match held {
            Value::Null => NOTHING.to_owned(),
            Value::Bool(true) => "oui".to_owned(),
            Value::Bool(false) => "non".to_owned(),
            Value::Number(number) if self.is_of_months() => {
                format!("{} mois", self.number(&number.to_string()))
            }
            Value::Number(number) => self.number(&number.to_string()),
            Value::String(text) => self.string(text),
            Value::Array(list) => {
                let each: Vec<_> = list.iter().map(|value| self.inline(value)).collect();
                each.join(", ")
            }
            Value::Object(keys) => {
                let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
                let mut told: Vec<_> = keys.iter().filter(|(_, value)| !is_empty(value)).collect();
                told.sort_by_key(|(name, _)| rank(name));
                let mut each: Vec<_> =
                    told.into_iter().map(|(name, value)| self.keyed(name, value)).collect();
                if self.champ == Champ::Programmes && !keys.contains_key("regular_follow_up") {
                    each.push(format!("{} : inconnu", key("regular_follow_up")));
                }
                each.join(" ; ")
            }
        }
    }

    fn keyed(&mut self, name: &str, value: &Value) -> String {
        let of_other = KEYS_OF_OTHERS.iter().find(|(champ, key, _)| *champ == self.champ && *key == name);
        let outer = self.key.replace(name.to_owned());
        let text = match (of_other, name, value.as_i64()) {
            (Some((_, _, who)), ..) => self.mask(*who),
            _ if self.champ == Champ::CoordonneesBancaires && !self.may_see(name) => self.mask(Other::Holder),
            (None, "centimes", Some(cents)) if cents.unsigned_abs() < NO_AMOUNT => euros(cents),
            _ => self.inline(value),
        };
        self.key = outer;
        // A period is held with the first day that is no longer in it.
        let words = match (self.champ, name) {
            (Champ::RqthPeriods, "until") => "n'est plus valable à partir du".to_owned(),
            _ => key(name),
        };
        format!("{words} : {text}")
    }

    /// Whether a key of the bank data is the person's.
    fn may_see(&self, name: &str) -> bool {
        match self.account {
            Account::Own | Account::Unnamed => true,
            Account::Joint => name == "iban",
            Account::Other => false,
        }
    }

    fn is_of_months(&self) -> bool {
        matches!(self.champ, Champ::MoisSansEmploi | Champ::MoisInscription)
            || self.key.as_deref() == Some("mois")
    }

    /// A number of thirteen digits and more is no amount nor count.
    fn number(&mut self, text: &str) -> String {
        if text.len() < 13 {
            return text.to_owned();
        }
        self.masked = Some("nir");
        masked(text)
    }

    fn mask(&mut self, who: Other) -> String {
        self.masked = Some(who.code());
        format!("({})", who.masked())
    }

    fn string(&mut self, text: &str) -> String {
        if let Ok(day) = text.parse::<Date>() {
            return format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
        }
        if let Some(told) = without_nir(self.champ, self.key.as_deref(), text) {
            self.masked = Some("nir");
            return told;
        }
        place(self.champ, self.key.as_deref(), text, self.born)
            .unwrap_or_else(|| value(self.champ, text).to_owned())
    }
}

/// Euro cents that nobody is paid: the number may be a NIR.
const NO_AMOUNT: u64 = 1_000_000_000_000;

fn euros(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{},{:02} €", cents / 100, cents % 100)
}
