//! The words of an access dossier: whose data a field holds, the keys inside a value, the words of a list.

use imilo_core::calendar::Date;
use imilo_core::cog::{name, pays, region};
use imilo_core::dossier::Champ;

/// Whose data a field holds, when they are not those of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Other {
    /// A relative, a protector, a host.
    Third,
    /// The holder of an account who is not recognised as the person.
    Holder,
    /// An agent.
    Agent,
}

impl Other {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Third | Self::Holder => "third_person",
            Self::Agent => "agent",
        }
    }

    pub(super) const fn masked(self) -> &'static str {
        match self {
            Self::Third => "donnée d'une autre personne, masquée",
            Self::Holder => "titulaire non reconnu comme étant vous, donnée masquée",
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
pub(super) const KEYS_OF_OTHERS: [(Champ, &str, Other); 1] = [(Champ::Tracabilite, "agent", Other::Agent)];

/// Keys inside a value, in words. One that is not here is its own word.
const KEYS: [(&str, &str); 67] = [
    ("accompagnement_cej", "accompagnement CEJ"),
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
    ("id_objet", "identifiant de l'objet"),
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
    ("mois", "durée"),
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
    ("rome", "métier, par son code (ROME)"),
    ("siret", "numéro d'établissement (SIRET)"),
    ("start", "début"),
    ("until", "jusqu'au"),
];

/// A key in words.
pub(super) fn key(name: &str) -> String {
    let found = KEYS.iter().find(|(key, _)| *key == name);
    found.map_or_else(|| name.replace('_', " "), |(_, words)| (*words).to_owned())
}

/// An element of a list that has nothing of a field.
pub(crate) const NOTHING: &str = "–";

/// Keys in the order in which they are told; the others follow, by their names.
const ORDER: [&str; 25] = [
    "kind",
    "objet",
    "intitule",
    "libelle",
    "action",
    "raison_sociale",
    "nom",
    "prenoms",
    "numero",
    "libelle_voie",
    "complement",
    "code_postal",
    "commune",
    "pays",
    "date",
    "start",
    "from",
    "debut",
    "date_debut",
    "planned_end",
    "date_fin_prevue",
    "end",
    "until",
    "fin",
    "date_fin_reelle",
];

/// Labels whose abbreviations nobody is to know.
const LABELS: [(Champ, &str); 10] = [
    (Champ::Nir, "numéro de sécurité sociale (NIR)"),
    (Champ::RqthPeriods, "périodes de reconnaissance de la qualité de travailleur handicapé (RQTH)"),
    (
        Champ::AllocationsSociales,
        "allocations : solidarité spécifique (ASS), revenu de solidarité active (RSA), adultes handicapés (AAH), temporaire d'attente (ATA)",
    ),
    (Champ::RomeRecherche, "emploi recherché, par son code au répertoire des métiers (ROME)"),
    (Champ::RomeSpecificites, "précisions sur l'emploi recherché (ROME)"),
    (Champ::Formacode, "domaine de la formation (formacode)"),
    (Champ::TitreSejour, "titre de séjour et obligation de quitter le territoire français (OQTF)"),
    (Champ::Fse, "cofinancement par le Fonds social européen (FSE)"),
    (Champ::Matricule, "matricule (numéro de votre dossier)"),
    (Champ::IdJeune, "autre numéro de votre dossier"),
];

/// The label of a field, abbreviations written out.
pub(super) fn label(champ: Champ) -> &'static str {
    LABELS.iter().find(|(field, _)| *field == champ).map_or(champ.row().fr, |(_, words)| words)
}

/// Where a key is told.
pub(super) fn rank(name: &str) -> usize {
    ORDER.iter().position(|key| *key == name).unwrap_or(ORDER.len())
}

/// The lists of a dossier, an element of each in words.
const LISTS: [(&str, &str); 4] = [
    ("formation.situations", "situation"),
    ("suivi.entretiens", "entretien"),
    ("suivi.actions", "action"),
    ("personnel.agents", "agent"),
];

/// An element of a list in words.
pub(crate) fn element(list: &str) -> &'static str {
    LISTS.iter().find(|(path, _)| *path == list).map_or("élément", |(_, words)| words)
}

/// Words of lists that are codes in a dossier, of every field or of one. One that is not here stands as it is held.
const VALUES: [(Option<Champ>, &str, &str); 22] = [
    (None, "cej", "contrat d'engagement jeune"),
    (None, "civis", "contrat d'insertion dans la vie sociale (CIVIS)"),
    (None, "emploi_avenir", "emploi d'avenir"),
    (None, "garantie_jeunes", "Garantie jeunes"),
    (None, "pacea", "parcours contractualisé d'accompagnement vers l'emploi et l'autonomie (PACEA)"),
    (None, "other", "autre"),
    (None, "judicial_proceedings", "procédure judiciaire"),
    (None, "commission_reasoned_request", "demande motivée de la Commission"),
    (None, "unknown", "inconnu"),
    (Some(Champ::Sexe), "F", "féminin"),
    (Some(Champ::Sexe), "M", "masculin"),
    (Some(Champ::Menage), "en_menage", "vie en ménage"),
    (Some(Champ::Menage), "monoparentale", "famille monoparentale"),
    (Some(Champ::Menage), "seul", "vie seule"),
    (Some(Champ::SituationEtat), "EN_COURS", "en cours"),
    (Some(Champ::SituationEtat), "PREVU", "prévue"),
    (Some(Champ::SituationEtat), "TERMINE", "terminée"),
    (Some(Champ::Evenements), "RDV", "rendez-vous"),
    (Some(Champ::Evenements), "CREATE", "création"),
    (Some(Champ::Evenements), "UPDATE", "modification"),
    (Some(Champ::Evenements), "DELETE", "suppression"),
    (Some(Champ::Evenements), "ARCHIVE", "archivage"),
];

/// A word of a list in French, where it is a code.
pub(super) fn value(champ: Champ, text: &str) -> &str {
    let of = |of: &Option<Champ>| of.is_none_or(|of| of == champ);
    VALUES.iter().find(|(field, code, _)| *code == text && of(field)).map_or(text, |(.., words)| words)
}

/// The place that a code names in a field of codes, with the code: a commune as it was called on the day of birth, or a
/// country.
pub(super) fn place(champ: Champ, key: Option<&str>, code: &str, born: Option<Date>) -> Option<String> {
    if champ == Champ::RegionOrigine {
        return region(code.parse().ok()?).map(|found| format!("{} ({code})", found.nom));
    }
    let of_places = matches!(champ, Champ::CommuneNaissance | Champ::Nationalite | Champ::PaysNaissance);
    if !of_places && key != Some("pays") {
        return None;
    }
    if code == "99100" {
        // The files of countries have the others only.
        return Some(format!("France ({code})"));
    }
    let country = code.parse().ok().and_then(|code| pays(code).next()).map(|country| country.nom.to_owned());
    let commune = || Some(name(code.parse().ok()?, born?)?.to_string());
    country.or_else(commune).map(|name| format!("{name} ({code})"))
}
