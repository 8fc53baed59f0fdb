//! IV of the annexe: follow-up, staff, mission locale.

use super::{Group, address, field, list, member};
use crate::source::cells;

pub(super) const GROUPS: &[Group] = &[
    list!((suivi.entretiens), Entretien {
        date: EntretienDate = "entretien_date" ["date_entretien"];
        nature: EntretienNature = "entretien_nature" ["type_entretien"];
        modalite: EntretienModalite = "entretien_modalite" [];
        agent: EntretienAgent = "entretien_agent" [];
    }),
    field!(Referent, (suivi.referent), "referent", ["conseiller", "conseiller_referent"]),
    list!((suivi.actions), Action {
        theme: ActionTheme = "action_theme" [];
        code: ActionCode = "action_code" [];
        libelle: ActionLibelle = "action_libelle" [];
        creee_le: ActionCreeeLe = "action_creee_le" [];
        realisee_le: ActionRealiseeLe = "action_realisee_le" [];
        etat: ActionEtat = "action_etat" [];
    }),
    list!((suivi.allocations), Versement {
        centimes: AllocationMontants = "montant_centimes" [];
        date: AllocationMontants = "montant_date" [];
        nature: AllocationMontants = "montant_nature" [];
    }),
    list!((suivi.versements), Versement {
        centimes: AllocationVersements = "versement_centimes" [];
        date: AllocationVersements = "versement_date" [];
        nature: AllocationVersements = "versement_nature" [];
    }),
    field!(FinParcoursLe, (suivi.fin_parcours_le), "fin_parcours_le", ["date_fin_parcours"]),
    field!(FinParcoursMotif, (suivi.fin_parcours_motif), "fin_parcours_motif", ["motif_fin_parcours"]),
    list!((suivi.offres), Offre {
        reference: Offres = "offre_reference" [];
        intitule: Offres = "offre_intitule" [];
        rome: Offres = "offre_rome" [];
        proposee_le: Offres = "offre_proposee_le" [];
    }),
    list!((suivi.employeurs), Employeur {
        raison_sociale: SuiviEmployeurs = "suivi_employeur_raison_sociale" [];
        siret: SuiviEmployeurs = "suivi_employeur_siret" [];
        debut: SuiviEmployeurs = "suivi_employeur_debut" [];
        fin: SuiviEmployeurs = "suivi_employeur_fin" [];
        + adresse: SuiviEmployeurs = "suivi_employeur_adresse";
    }),
    list!((suivi.partenaires), Organisme {
        nom: Partenaires = "partenaire_nom" ["partenaire", "partenaires"];
        objet: Partenaires = "partenaire_objet" [];
        + adresse: Partenaires = "partenaire_adresse";
    }),
    list!((suivi.parcours), Etape {
        intitule: Parcours = "etape_intitule" [];
        debut: Parcours = "etape_debut" [];
        fin: Parcours = "etape_fin" [];
    }),
    field!(Formacode, (suivi.formacode), "formacode", []),
    field!(FormationIntitule, (suivi.formation_intitule), "formation_intitule", ["intitule_formation"]),
    field!(RomeRecherche, (suivi.rome_recherche), "rome_recherche", ["rome", "code_rome"]),
    field!(QualificationRecherchee, (suivi.qualification_recherchee), "qualification_recherchee", []),
    field!(RomeSpecificites, (suivi.rome_specificites), "rome_specificites", []),
    field!(FormationFinLe, (suivi.formation_fin_le), "formation_fin_le", ["date_fin_formation"]),
    field!(Appellation, (suivi.appellation), "appellation", []),
    field!(NiveauValidation, (suivi.niveau_validation), "niveau_validation", []),
    field!(NiveauQualification, (suivi.niveau_qualification), "niveau_qualification", []),
    list!((suivi.evenements), Evenement {
        identifiant: Evenements = "evenement_identifiant" [];
        objet: Evenements = "evenement_objet" [];
        action: Evenements = "evenement_action" [];
        id_objet: Evenements = "evenement_id_objet" [];
        date: Evenements = "evenement_date" [];
    }),
    list!((suivi.rendez_vous), RendezVous {
        statut: RendezVous = "rendez_vous_statut" [];
        date: RendezVous = "rendez_vous_date" [];
    }),
    list!((suivi.sessions), PlaceSession {
        statut: Sessions = "session_statut" [];
        date: Sessions = "session_date" [];
    }),
    field!(
        MissionLocaleNomOfficiel,
        (personnel.mission_locale.nom_officiel),
        "mission_locale_nom_officiel",
        ["nom_officiel"]
    ),
    Group {
        columns: &[address!(
            value,
            get_value,
            MissionLocaleAdresse,
            (personnel.mission_locale.adresse),
            "mission_locale_adresse"
        )],
        ..super::object!((personnel.mission_locale.adresse), Adresse {})
    },
    field!(MissionLocaleCourriel, (personnel.mission_locale.courriel), "mission_locale_courriel", []),
    field!(MissionLocaleTelephone, (personnel.mission_locale.telephone), "mission_locale_telephone", []),
    list!((personnel.agents), Agent {
        sexe: AgentSexe = "agent_sexe" [] as cells::sexe;
        nom_naissance: AgentNomNaissance = "agent_nom_naissance" [];
        nom_usage: AgentNomUsage = "agent_nom_usage" [];
        nom_marital: AgentNomMarital = "agent_nom_marital" [];
        prenoms: AgentPrenoms = "agent_prenoms" [];
        telephone: AgentTelephone = "agent_telephone" [];
        fax: AgentFax = "agent_fax" [];
        courriel: AgentCourriel = "agent_courriel" [];
        fonctions: AgentFonctions = "agent_fonctions" [];
        age: AgentAge = "agent_age" [];
    }),
];
