//! II and III of the annexe: training, employment, social aid, housing.

use super::{Group, address, field, list, member, object, texts};

pub(super) const GROUPS: &[Group] = &[
    field!(StatutMarcheTravail, (formation.statut_marche_travail), "statut_marche_travail", []),
    field!(
        NiveauFormation,
        (formation.niveau_formation),
        "niveau_formation",
        ["niveau_de_formation", "niveau_etudes"]
    ),
    list!((formation.diplomes), Diplome {
        intitule: Diplomes = "diplome_intitule" ["diplome", "diplomes"];
        niveau: Diplomes = "diplome_niveau" ["niveau_diplome"];
        obtenu_le: Diplomes = "diplome_obtenu_le" ["date_diplome"];
    }),
    object!((formation.scolarite), Scolarite {
        situation: Scolarite = "scolarite_situation" ["scolarite"];
        etablissement: Scolarite = "scolarite_etablissement" [];
        classe: Scolarite = "scolarite_classe" [];
    }),
    field!(DernierSystemeFormation, (formation.dernier_systeme_formation), "dernier_systeme_formation", []),
    field!(AcademieOrigine, (formation.academie_origine), "academie_origine", ["academie"]),
    field!(RegionOrigine, (formation.region_origine), "region_origine", []),
    list!((formation.permis), Permis {
        categorie: Permis = "permis_categorie" ["permis", "permis_de_conduire"];
        obtenu_le: Permis = "permis_obtenu_le" [];
    }),
    list!((formation.langues), Langue {
        langue: Langues = "langue_langue" ["langue", "langues"];
        niveau: Langues = "langue_niveau" [];
    }),
    field!(NumeroEleve, (formation.numero_eleve), "numero_eleve", ["ine", "numero_ine"]),
    list!((formation.qualifications), Qualification {
        intitule: Qualifications = "qualification_intitule" ["qualification", "qualifications"];
        exercee: Qualifications = "qualification_exercee" [];
    }),
    list!((formation.experiences), Experience {
        poste: Experiences = "experience_poste" [];
        employeur: Experiences = "experience_employeur" [];
        rome: Experiences = "experience_rome" [];
        debut: Experiences = "experience_debut" [];
        fin: Experiences = "experience_fin" [];
    }),
    list!((formation.situations), Situation {
        etat: SituationEtat = "situation_etat" [];
        categorie: SituationCategorie = "situation_categorie" ["categorie_situation"];
        date_debut: SituationDebut = "situation_date_debut" ["situation_debut"];
        date_fin: SituationFin = "situation_date_fin" ["situation_fin"];
        rome_metier_prepare: SituationRomePrepare = "situation_rome_metier_prepare" [];
        rome_premier_metier: SituationRomePremier = "situation_rome_premier_metier" [];
        rome_metier_exerce: SituationRomeExerce = "situation_rome_metier_exerce" [];
    }),
    field!(MoisSansEmploi, (emploi.mois_sans_emploi), "mois_sans_emploi", []),
    field!(
        InscritFranceTravail,
        (emploi.inscrit_france_travail),
        "inscrit_france_travail",
        ["inscrit_pole_emploi", "inscription_france_travail"]
    ),
    field!(
        NumeroDe,
        (emploi.numero_de),
        "numero_de",
        ["numerode", "identifiant_pole_emploi", "identifiant_france_travail", "ide"]
    ),
    field!(InscritDepuis, (emploi.inscrit_depuis), "inscrit_depuis", ["date_inscription_france_travail"]),
    field!(MoisInscription, (emploi.mois_inscription), "mois_inscription", []),
    object!((emploi.employeur), Employeur {
        raison_sociale: Employeur = "employeur_raison_sociale" ["employeur"];
        siret: Employeur = "employeur_siret" [];
        debut: Employeur = "employeur_debut" [];
        fin: Employeur = "employeur_fin" [];
        + adresse: Employeur = "employeur_adresse";
    }),
    object!((emploi.organisme_formation), Organisme {
        nom: OrganismeFormation = "organisme_formation_nom" ["organisme_formation", "organisme_de_formation"];
        objet: OrganismeFormation = "organisme_formation_objet" [];
        + adresse: OrganismeFormation = "organisme_formation_adresse";
    }),
    list!((emploi.dispositifs), Dispositif {
        nom: Dispositifs = "dispositif_nom" [];
        debut: Dispositifs = "dispositif_debut" [];
        fin: Dispositifs = "dispositif_fin" [];
    }),
    object!((emploi.accompagnement_cej), AccompagnementCej {
        accompagnement_cej: AccompagnementCej = "accompagnement_cej" [];
        date_debut: AccompagnementCej = "accompagnement_cej_date_debut" [];
        date_fin_prevue: AccompagnementCej = "accompagnement_cej_date_fin_prevue" [];
        date_fin_reelle: AccompagnementCej = "accompagnement_cej_date_fin_reelle" [];
        premier_accompagnement: AccompagnementCej = "accompagnement_cej_premier" [];
    }),
    field!(MinimaSociaux, (social.minima_sociaux), "minima_sociaux", []),
    list!((social.allocations), AllocationSociale {
        nature: AllocationsSociales = "allocation_nature" ["allocation", "allocations"];
        debut: AllocationsSociales = "allocation_debut" [];
        fin: AllocationsSociales = "allocation_fin" [];
        mois: AllocationsSociales = "allocation_mois" [];
    }),
    texts!(NumerosAllocataire, (social.numeros_allocataire), "numeros_allocataire", ["numero_allocataire"]),
    field!(TravailleurHandicape, (social.travailleur_handicape), "travailleur_handicape", ["rqth", "th"]),
    field!(LogementSituation, (logement.situation), "logement_situation", ["logement"]),
    field!(LogementDifficultes, (logement.difficultes), "logement_difficultes", ["difficultes_logement"]),
];
