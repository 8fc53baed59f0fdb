//! Keys of the interface's JSON that are not read. A dossier is walked once more for them: nothing that a source
//! sends may fall silently.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::FileNotice;
use super::unknown::Unknown;

/// The keys of an object that are read, each with what stands in it.
type Keys = &'static [(&'static str, Within)];

/// What stands under a key.
#[derive(Clone, Copy)]
enum Within {
    /// A value without keys.
    Value,
    /// An object, or a list of objects.
    Objects(Keys),
}

use Within::{Objects, Value};

const ADRESSE: Keys = &[
    ("numero", Value),
    ("libelleVoie", Value),
    ("complement", Value),
    ("codePostal", Value),
    ("commune", Value),
];
const STRUCTURE: Keys = &[("nomUsuel", Value), ("nomOfficiel", Value), ("codeStructure", Value)];
const CEJ: Keys = &[
    ("accompagnementCEJ", Value),
    ("dateDebut", Value),
    ("dateFinPrevue", Value),
    ("dateFinReelle", Value),
    ("premierAccompagnement", Value),
];
const SITUATION: Keys = &[
    ("etat", Value),
    ("categorieSituation", Value),
    ("dateDebut", Value),
    ("dateFin", Value),
    ("codeRomeMetierPrepare", Value),
    ("codeRomePremierMetier", Value),
    ("codeRomeMetierExerce", Value),
];
const EVENEMENT: Keys = &[
    ("identifiant", Value),
    ("idDossier", Value),
    ("type", Value),
    ("action", Value),
    ("idType", Value),
    ("date", Value),
];
const STATUT: Keys = &[("statut", Value), ("date", Value)];

/// The keys of [`DossierJson`](super::keys::DossierJson).
const DOSSIER: Keys = &[
    ("idDossier", Value),
    ("idJeune", Value),
    ("numeroDE", Value),
    ("adresse", Objects(ADRESSE)),
    ("nomNaissance", Value),
    ("nomUsage", Value),
    ("prenom", Value),
    ("dateNaissance", Value),
    ("mail", Value),
    ("structureRattachement", Objects(STRUCTURE)),
    ("accompagnementCEJ", Objects(CEJ)),
    ("situations", Objects(SITUATION)),
    ("evenements", Objects(EVENEMENT)),
    ("rendezVous", Objects(STATUT)),
    ("sessions", Objects(STATUT)),
];

/// Keys that are not read, with how often each stands.
#[derive(Debug, Default)]
pub(super) struct Unread(Unknown);

impl Unread {
    /// Takes a dossier that was read into account.
    pub(super) fn see(&mut self, element: &[u8]) {
        let walk = Walk { keys: DOSSIER, parent: "", unknown: &mut self.0 };
        // It was read already: what is no JSON was refused.
        let _ = walk.deserialize(&mut serde_json::Deserializer::from_slice(element));
    }

    pub(super) fn notice(&self) -> Option<FileNotice> {
        self.0.notice(
            "keys_unknown",
            "clés de l'interface inconnues, dont rien n'est lu",
            "keys of the interface that are not known, of which nothing is read",
        )
    }
}

/// Walks an object, or the objects of a list; any other value has no keys.
struct Walk<'u> {
    keys: Keys,
    /// The key under which it stands.
    parent: &'static str,
    unknown: &'u mut Unknown,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Text)? {
            match self.keys.iter().find(|(known, _)| *known == key) {
                Some((parent, Objects(keys))) => {
                    map.next_value_seed(Walk { keys, parent, unknown: self.unknown })?;
                }
                Some((_, Value)) => {
                    map.next_value::<IgnoredAny>()?;
                }
                None => {
                    self.unknown.add_within(self.parent, &key);
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Self { keys, parent, unknown } = self;
        while list.next_element_seed(Walk { keys, parent, unknown: &mut *unknown })?.is_some() {}
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A key, borrowed where it is written without escapes.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{DossierReader, Options};

    fn told(file: &str) -> Option<String> {
        let mut unread = Unread::default();
        file.lines().for_each(|line| unread.see(line.as_bytes()));
        unread.notice().map(|notice| notice.fr)
    }

    /// A list in place of a value, or a number in place of an object, refuses the dossier when its key is read.
    #[test]
    fn every_key_of_the_table_is_read() {
        fn refused(file: &str) -> bool {
            DossierReader::open(file.as_bytes(), &Options::default()).unwrap().next().unwrap().is_err()
        }
        for (key, within) in DOSSIER {
            let Objects(keys) = within else {
                let other = if *key == "idDossier" { "" } else { r#""idDossier":7,"# };
                assert!(refused(&format!(r#"{{{other}"{key}":[]}}"#)), "{key}");
                continue;
            };
            assert!(refused(&format!(r#"{{"idDossier":7,"{key}":12}}"#)), "{key}");
            for (inner, _) in *keys {
                let object = format!(r#"{{"{inner}":[{{}}]}}"#);
                let list = format!(r#"{{"idDossier":7,"{key}":[{object}]}}"#);
                let alone = format!(r#"{{"idDossier":7,"{key}":{object}}}"#);
                assert!(refused(&list) && refused(&alone), "{key}.{inner}");
            }
        }
    }

    #[test]
    fn keys_are_told_with_their_place_and_how_often() {
        assert_eq!(
            told(r#"{"idDossier":7,"adresse":{"numero":"1"},"situations":[{"etat":"x"}],"sessions":null}"#),
            None
        );
        let file = r#"{"idDossier":7,"sexe":"F","adresse":{"pays":"FR","numero":{"bis":1}},"mail":null}
{"idDossier":8,"s\u0065xe":{"code":1},"situations":[{"motif":1},{"motif":2}],"evenements":{"auteur":"x"}}"#;
        let expected = "clés de l'interface inconnues, dont rien n'est lu : 6, soit « sexe » (2), « situations.motif » (2), \
                        « adresse.pays » (1), « evenements.auteur » (1)";
        assert_eq!(told(file).as_deref(), Some(expected));
    }

    #[test]
    fn a_key_is_cut_and_masked() {
        let long = "é".repeat(80);
        let file = format!(
            r#"{{"idDossier":7,"2 84 05 88 321 025":1,"{long}":1,"adresse":{{"{long}":1,"284058832102532":1}}}}"#
        );
        let cut = "é".repeat(64);
        let told = told(&file).unwrap();
        for part in
            ["« … » (1)", "« adresse.… » (1)", &format!("« {cut} » (1)"), &format!("« adresse.{cut} » (1)")]
        {
            assert!(told.contains(part), "{part} in {told}");
        }
        assert!(!told.contains("284") && !told.contains("2 84"));
    }
}
