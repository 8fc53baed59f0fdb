//! The words of an access dossier: whose data a field holds, the keys inside a value, the words of a list.

use imilo_core::dossier::Champ;

/// Whose data a field holds, when they are not those of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Other {
    /// A relative, a protector, a host.
    Third,
    /// An agent.
    Agent,
}

impl Other {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Third => "third_person",
            Self::Agent => "agent",
        }
    }

    pub(super) const fn masked(self) -> &'static str {
        match self {
            Self::Third => "donnée d'une autre personne, masquée",
            Self::Agent => "donnée d'un agent, masquée",
        }
    }
}

/// Whose data a field holds; none for the person's own.
pub(super) const fn other(champ: Champ) -> Option<Other> {
    match champ {
        Champ::RepresentantsLegaux | Champ::TiersHebergeant | Champ::Protecteurs => Some(Other::Third),
        Champ::EntretienAgent
        | Champ::Referent
        | Champ::AgentSexe
        | Champ::AgentNomNaissance
        | Champ::AgentNomUsage
        | Champ::AgentNomMarital
        | Champ::AgentPrenoms
        | Champ::AgentTelephone
        | Champ::AgentFax
        | Champ::AgentCourriel
        | Champ::AgentAge => Some(Other::Agent),
        _ => None,
    }
}

/// Keys inside a value that hold the data of somebody else: field, key, whose.
pub(super) const KEYS_OF_OTHERS: [(Champ, &str, Other); 2] =
    [(Champ::Tracabilite, "agent", Other::Agent), (Champ::CoordonneesBancaires, "titulaire", Other::Third)];

/// Keys inside a value, in words. One that is not here is its own word.
const KEYS: [(&str, &str); 62] = [
    ("amenagement", "aménagement"),
    ("categorie", "catégorie"),
    ("cause", "cause"),
    ("centimes", "montant"),
    ("cesse_le", "cessé le"),
    ("code", "code"),
    ("code_postal", "code postal"),
    ("cofinanced", "cofinancé"),
    ("commune", "commune"),
    ("complement", "complément"),
    ("contact", "contact"),
    ("courriel", "adresse électronique"),
    ("creee_le", "créée le"),
    ("date", "date"),
    ("date_debut", "début"),
    ("date_fin", "fin"),
    ("date_fin_prevue", "fin prévue"),
    ("date_fin_reelle", "fin réelle"),
    ("debut", "début"),
    ("end", "fin"),
    ("enregistre_le", "enregistré le"),
    ("etablissement", "établissement"),
    ("etat", "état"),
    ("exercee", "exercée"),
    ("expire_le", "expire le"),
    ("first_record", "premier enregistrement"),
    ("fin", "fin"),
    ("from", "depuis"),
    ("iban", "IBAN"),
    ("identifiant", "identifiant"),
    ("inscrit_le", "inscrit le"),
    ("interruptions", "interruptions"),
    ("intitule", "intitulé"),
    ("key", "numéro"),
    ("kind", "programme"),
    ("langue", "langue"),
    ("last_record", "dernier enregistrement"),
    ("libelle", "libellé"),
    ("libelle_voie", "voie"),
    ("lien", "lien"),
    ("modalite", "modalité"),
    ("nature", "nature"),
    ("niveau", "niveau"),
    ("nom", "nom"),
    ("numero", "numéro"),
    ("objet", "objet"),
    ("obtenu_le", "obtenu le"),
    ("operation", "opération"),
    ("oqtf", "obligation de quitter le territoire"),
    ("oqtf_le", "date de l'obligation de quitter le territoire"),
    ("pays", "pays"),
    ("planned_end", "fin prévue"),
    ("poste", "poste"),
    ("premier_accompagnement", "premier accompagnement"),
    ("prenoms", "prénoms"),
    ("proposee_le", "proposée le"),
    ("radie_le", "radié le"),
    ("raison_sociale", "raison sociale"),
    ("reference", "référence"),
    ("regular_follow_up", "suivi régulier attesté"),
    ("start", "début"),
    ("until", "jusqu'au"),
];

/// A key in words.
pub(super) fn key(name: &str) -> String {
    let found = KEYS.iter().find(|(key, _)| *key == name);
    found.map_or_else(|| name.replace('_', " "), |(_, words)| (*words).to_owned())
}

/// Words of lists that are English codes in a dossier. One that is not here stands as it is held.
const VALUES: [(&str, &str); 9] = [
    ("cej", "contrat d'engagement jeune"),
    ("civis", "CIVIS"),
    ("emploi_avenir", "emploi d'avenir"),
    ("garantie_jeunes", "Garantie jeunes"),
    ("pacea", "PACEA"),
    ("other", "autre"),
    ("judicial_proceedings", "procédure judiciaire"),
    ("commission_reasoned_request", "demande motivée de la Commission"),
    ("unknown", "inconnu"),
];

/// A word of a list in French, where it is an English code.
pub(super) fn value(text: &str) -> &str {
    VALUES.iter().find(|(code, _)| *code == text).map_or(text, |(_, words)| words)
}
