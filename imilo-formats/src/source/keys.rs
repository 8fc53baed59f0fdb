//! The keys of a dossier of the interface, as they stand in its JSON.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A key that may be missing, or null.
#[derive(Clone, Copy, Default)]
pub(super) enum Key<T> {
    #[default]
    Missing,
    Null,
    Is(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Key<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.map_or(Self::Null, Self::Is))
    }
}

/// A value that is read later, so that a fault names its key.
fn later<'de: 'a, 'a, D: Deserializer<'de>>(deserializer: D) -> Result<Key<&'a str>, D::Error> {
    let json = <&RawValue>::deserialize(deserializer)?.get();
    Ok(if json == "null" { Key::Null } else { Key::Is(json) })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DossierJson<'a> {
    #[serde(borrow)]
    pub(super) id_dossier: &'a RawValue,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) id_jeune: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later", rename = "numeroDE")]
    pub(super) numero_de: Key<&'a str>,
    #[serde(borrow, default)]
    pub(super) adresse: Key<AdresseJson<'a>>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) nom_naissance: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) nom_usage: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) prenom: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) date_naissance: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) mail: Key<&'a str>,
    #[serde(borrow, default)]
    pub(super) structure_rattachement: Key<StructureJson<'a>>,
    #[serde(borrow, default, rename = "accompagnementCEJ")]
    pub(super) accompagnement_cej: Key<CejJson<'a>>,
    #[serde(borrow, default)]
    pub(super) situations: Key<Vec<SituationJson<'a>>>,
    #[serde(borrow, default)]
    pub(super) evenements: Key<Vec<EvenementJson<'a>>>,
    #[serde(borrow, default)]
    pub(super) rendez_vous: Key<Vec<StatutJson<'a>>>,
    #[serde(borrow, default)]
    pub(super) sessions: Key<Vec<StatutJson<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AdresseJson<'a> {
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) numero: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) libelle_voie: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) complement: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) code_postal: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) commune: Key<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StructureJson<'a> {
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) nom_usuel: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) nom_officiel: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) code_structure: Key<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CejJson<'a> {
    #[serde(default, rename = "accompagnementCEJ")]
    pub(super) accompagnement_cej: Key<bool>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) date_debut: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) date_fin_prevue: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) date_fin_reelle: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) premier_accompagnement: Key<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SituationJson<'a> {
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) etat: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) categorie_situation: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) date_debut: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) date_fin: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) code_rome_metier_prepare: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) code_rome_premier_metier: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) code_rome_metier_exerce: Key<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EvenementJson<'a> {
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) identifiant: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) id_dossier: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later", rename = "type")]
    pub(super) type_: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) action: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) id_type: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) date: Key<&'a str>,
}

/// An appointment, or a place in a session.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StatutJson<'a> {
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) statut: Key<&'a str>,
    #[serde(borrow, default, deserialize_with = "later")]
    pub(super) date: Key<&'a str>,
}
