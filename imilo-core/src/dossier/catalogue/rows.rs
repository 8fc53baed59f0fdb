//! The catalogue of fields: one row a datum of the model, in the order of the annexe.

use super::{Rubrique, Sensibilite};
use crate::law::texts::source;
use crate::law::{Citation, Evidence};

/// A row of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The field.
    pub champ: Champ,
    /// Its path in the JSON of a dossier; `[]` stands for each element of a list.
    pub path: &'static str,
    /// Its code in the annexe of 2015 (`I.A.5`); none when that list does not hold it.
    pub code: Option<&'static str>,
    /// The provision of that code.
    pub annexe: Option<Citation>,
    /// The heading under which later versions put it.
    pub rubrique: Rubrique,
    /// How sensitive it is.
    pub sensibilite: Sensibilite,
    /// Label in French.
    pub fr: &'static str,
    /// Label in English.
    pub en: &'static str,
}

/// Declares the fields once: the enum and its table. A macro, where a function would not do: they must not drift apart.
macro_rules! champs {
    ($($champ:ident = $path:literal, $code:literal, $rubrique:ident, $sensibilite:ident, $fr:literal, $en:literal;)*) => {
        /// A field of the dossier: its row in the catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Champ {
            $(#[doc = concat!("`", $path, "`: ", $en, ".")] $champ,)*
        }

        impl Champ {
            /// Every field, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$champ,)*];

            /// Its row.
            #[must_use]
            pub const fn row(self) -> &'static Row {
                match self {
                    $(Self::$champ => {
                        static ROW: Row = Row {
                            champ: Champ::$champ,
                            path: $path,
                            code: if $code.is_empty() { None } else { Some($code) },
                            annexe: if $code.is_empty() {
                                None
                            } else {
                                Some(Citation::new(concat!("D2015-59:annexe:", $code), Evidence::Seen, source::GIT_ANX))
                            },
                            rubrique: Rubrique::$rubrique,
                            sensibilite: Sensibilite::$sensibilite,
                            fr: $fr,
                            en: $en,
                        };
                        &ROW
                    })*
                }
            }
        }
    };
}

champs! {
    NomNaissance = "identite.nom_naissance", "I.A.1", Identite, Ordinaire, "nom de naissance", "name at birth";
    NomUsage = "identite.nom_usage", "I.A.1", Identite, Ordinaire, "nom d'usage", "name in use";
    NomMarital = "identite.nom_marital", "I.A.1", Identite, Ordinaire, "nom marital", "married name";
    Prenoms = "identite.prenoms", "I.A.1", Identite, Ordinaire, "prénoms", "first names";
    DateNaissance = "identite.date_naissance", "", DateNaissance, Ordinaire, "date de naissance", "date of birth";
    LieuNaissance = "identite.lieu_naissance", "I.A.2", Identite, Ordinaire, "lieu de naissance", "place of birth";
    CommuneNaissance = "identite.commune_naissance", "I.A.2", Identite, Ordinaire, "code de la commune ou du pays de naissance", "code of the commune or country of birth";
    PaysNaissance = "identite.pays_naissance", "I.A.2", Identite, Ordinaire, "pays de naissance", "country of birth";
    NeALEtranger = "identite.ne_a_l_etranger", "I.A.2", Identite, Ordinaire, "naissance à l'étranger", "born abroad";
    ParentNeALEtranger = "identite.parent_ne_a_l_etranger", "I.A.3", Identite, Origine, "parent né à l'étranger", "parent born abroad";
    Sexe = "identite.sexe", "I.A.4", Identite, Ordinaire, "sexe", "sex";
    Nir = "identite.nir", "I.A.5", Nir, Nir, "NIR", "NIR";
    Adresses = "identite.adresses", "I.A.6", Identite, Ordinaire, "adresses personnelles", "personal addresses";
    Nationalite = "identite.nationalite", "I.A.7", Identite, Origine, "nationalité", "nationality";
    TitreSejourExpireLe = "identite.titre_sejour_expire_le", "I.A.8", Identite, Origine, "date de péremption du titre de séjour", "day on which the residence permit expires";
    Telephones = "identite.telephones", "I.A.9", Identite, Ordinaire, "téléphones", "telephone numbers";
    Fax = "identite.fax", "I.A.9", Identite, Ordinaire, "fax", "fax";
    Courriels = "identite.courriels", "I.A.9", Identite, Ordinaire, "adresses électroniques", "e-mail addresses";
    AdressesProfessionnelles = "identite.adresses_professionnelles", "I.A.10", Identite, Ordinaire, "adresses professionnelles", "professional addresses";
    Matricule = "identite.matricule", "I.A.11", Identite, Identifiant, "matricule", "matricule";
    PieceIdentiteNumero = "identite.piece_identite_numero", "I.A.12", Identite, Identifiant, "numéro de pièce d'identité", "number of the identity document";
    PieceIdentiteType = "identite.piece_identite_type", "I.A.12", Identite, Ordinaire, "type de pièce d'identité", "type of the identity document";
    IdJeune = "identite.id_jeune", "", HorsListe, Identifiant, "identifiant du jeune dans l'interface", "identifier of the young person in the interface";
    SituationMatrimoniale = "famille.situation_matrimoniale", "I.B.1", Famille, Ordinaire, "situation matrimoniale", "marital status";
    Menage = "famille.menage", "I.B.1", Famille, Ordinaire, "ménage", "household";
    Enfants = "famille.enfants", "I.B.1", Famille, Ordinaire, "nombre d'enfants", "number of children";
    PersonnesACharge = "famille.personnes_a_charge", "I.B.1", Famille, Ordinaire, "personnes à charge", "dependants";
    RepresentantsLegaux = "famille.representants_legaux", "I.B.2", Famille, Tiers, "représentants légaux", "legal representatives";
    StatutMarcheTravail = "formation.statut_marche_travail", "II.A.1", VieProfessionnelle, Ordinaire, "statut sur le marché du travail", "status on the labour market";
    NiveauFormation = "formation.niveau_formation", "II.A.2", VieProfessionnelle, Ordinaire, "niveau de formation", "level of education";
    Diplomes = "formation.diplomes", "II.A.2", VieProfessionnelle, Ordinaire, "diplômes", "diplomas";
    Scolarite = "formation.scolarite", "II.A.3", VieProfessionnelle, Ordinaire, "scolarité", "school";
    DernierSystemeFormation = "formation.dernier_systeme_formation", "II.A.4", VieProfessionnelle, Ordinaire, "dernier système de formation initiale", "last system of initial training";
    AcademieOrigine = "formation.academie_origine", "II.A.5", VieProfessionnelle, Ordinaire, "dernière académie", "last académie";
    RegionOrigine = "formation.region_origine", "II.A.5", VieProfessionnelle, Ordinaire, "région d'origine", "region of origin";
    Permis = "formation.permis", "II.A.6", VieProfessionnelle, Ordinaire, "permis de conduire", "driving licences";
    Langues = "formation.langues", "II.A.7", VieProfessionnelle, Ordinaire, "langues", "languages";
    NumeroEleve = "formation.numero_eleve", "II.A.8", VieProfessionnelle, Identifiant, "numéro de l'élève", "number of the pupil";
    Qualifications = "formation.qualifications", "II.A.9", VieProfessionnelle, Ordinaire, "qualifications", "qualifications";
    Experiences = "formation.experiences", "II.A.10", VieProfessionnelle, Ordinaire, "expériences antérieures", "earlier experiences";
    SituationEtat = "formation.situations[].etat", "II.A.1", VieProfessionnelle, Ordinaire, "état de la situation", "state of the situation";
    SituationCategorie = "formation.situations[].categorie", "II.A.1", VieProfessionnelle, Ordinaire, "catégorie de la situation", "category of the situation";
    SituationDebut = "formation.situations[].date_debut", "II.A.1", VieProfessionnelle, Ordinaire, "début de la situation", "beginning of the situation";
    SituationFin = "formation.situations[].date_fin", "II.A.1", VieProfessionnelle, Ordinaire, "fin de la situation", "end of the situation";
    SituationRomePrepare = "formation.situations[].rome_metier_prepare", "IV.C.3", Suivi, Ordinaire, "métier préparé", "trade prepared";
    SituationRomePremier = "formation.situations[].rome_premier_metier", "IV.C.3", Suivi, Ordinaire, "premier métier recherché", "first trade wanted";
    SituationRomeExerce = "formation.situations[].rome_metier_exerce", "II.A.9", VieProfessionnelle, Ordinaire, "métier exercé", "trade practised";
    MoisSansEmploi = "emploi.mois_sans_emploi", "II.B.1", VieProfessionnelle, Ordinaire, "durée sans emploi", "time without employment";
    InscritFranceTravail = "emploi.inscrit_france_travail", "II.B.2", VieProfessionnelle, Ordinaire, "inscription à France Travail", "registration with France Travail";
    NumeroDe = "emploi.numero_de", "II.B.3", VieProfessionnelle, Identifiant, "identifiant demandeur d'emploi", "identifier of the job-seeker";
    InscritDepuis = "emploi.inscrit_depuis", "II.B.4", VieProfessionnelle, Ordinaire, "inscrit depuis", "registered since";
    MoisInscription = "emploi.mois_inscription", "II.B.4", VieProfessionnelle, Ordinaire, "durée d'inscription", "length of registration";
    Employeur = "emploi.employeur", "II.B.5", VieProfessionnelle, Ordinaire, "employeur", "employer";
    OrganismeFormation = "emploi.organisme_formation", "II.B.6", VieProfessionnelle, Ordinaire, "organisme de formation", "training body";
    Dispositifs = "emploi.dispositifs", "II.B.7", VieProfessionnelle, Sociale, "dispositifs légaux d'insertion sociale", "legal schemes of social integration";
    AccompagnementCej = "emploi.accompagnement_cej", "II.B.7", VieProfessionnelle, Sociale, "contrat d'engagement jeune (interface)", "contrat d'engagement jeune (interface)";
    MinimaSociaux = "social.minima_sociaux", "II.C.1", Social, Sociale, "bénéficiaire de minima sociaux", "receives a minimum social benefit";
    AllocationsSociales = "social.allocations", "II.C.2", Social, Handicap, "ASS, RSA, RSA majoré, AAH, ATA", "ASS, RSA, RSA majoré, AAH, ATA";
    NumerosAllocataire = "social.numeros_allocataire", "II.C.3", Social, Identifiant, "numéros d'allocataire", "beneficiary numbers";
    TravailleurHandicape = "social.travailleur_handicape", "II.C.4", Social, Handicap, "statut de travailleur handicapé", "status of disabled worker";
    LogementSituation = "logement.situation", "III", Logement, Sociale, "situation face au logement", "situation as to housing";
    LogementDifficultes = "logement.difficultes", "III", Logement, Sociale, "difficultés de logement", "housing difficulties";
    Referent = "suivi.referent", "IV.A.3", Suivi, Ordinaire, "référent du jeune", "referent of the young person";
    AllocationMontants = "suivi.allocations", "IV.B.4", Suivi, Sociale, "montant de l'allocation", "amount of the allowance";
    AllocationVersements = "suivi.versements", "IV.B.5", Suivi, Sociale, "montant des allocations versées", "amounts paid";
    FinParcoursLe = "suivi.fin_parcours_le", "IV.B.6", Suivi, Ordinaire, "date de fin de parcours", "end of the pathway";
    FinParcoursMotif = "suivi.fin_parcours_motif", "IV.B.6", Suivi, Ordinaire, "motif de fin de parcours", "reason of the end of the pathway";
    Offres = "suivi.offres", "IV.B.7", Suivi, Ordinaire, "offres d'emploi", "job offers";
    SuiviEmployeurs = "suivi.employeurs", "IV.B.8", Suivi, Ordinaire, "employeurs", "employers";
    Partenaires = "suivi.partenaires", "IV.B.9", Suivi, Ordinaire, "organismes partenaires", "partner bodies";
    Parcours = "suivi.parcours", "IV.B.10", Suivi, Ordinaire, "parcours d'insertion", "pathway";
    Formacode = "suivi.formacode", "IV.C.1", Suivi, Ordinaire, "formacode", "formacode";
    FormationIntitule = "suivi.formation_intitule", "IV.C.2", Suivi, Ordinaire, "intitulé de la formation", "title of the training";
    RomeRecherche = "suivi.rome_recherche", "IV.C.3", Suivi, Ordinaire, "ROME de l'emploi recherché", "ROME code of the job wanted";
    QualificationRecherchee = "suivi.qualification_recherchee", "IV.C.4", Suivi, Ordinaire, "qualification de l'emploi recherché", "qualification code of the job wanted";
    RomeSpecificites = "suivi.rome_specificites", "IV.C.5", Suivi, Ordinaire, "spécificités du ROME", "specifics of the ROME";
    FormationFinLe = "suivi.formation_fin_le", "IV.C.6", Suivi, Ordinaire, "fin du parcours de formation", "end of the training pathway";
    Appellation = "suivi.appellation", "IV.C.7", Suivi, Ordinaire, "appellation", "appellation";
    NiveauValidation = "suivi.niveau_validation", "IV.C.8", Suivi, Ordinaire, "niveau de validation", "level of validation";
    NiveauQualification = "suivi.niveau_qualification", "IV.C.9", Suivi, Ordinaire, "niveau de qualification", "level of qualification";
    Evenements = "suivi.evenements", "IV.B.3", Suivi, Ordinaire, "événements (interface)", "events (interface)";
    RendezVous = "suivi.rendez_vous", "IV.A.1", Suivi, Ordinaire, "rendez-vous (interface)", "appointments (interface)";
    Sessions = "suivi.sessions", "IV.B.3", Suivi, Ordinaire, "places en session (interface)", "places in sessions (interface)";
    EntretienDate = "suivi.entretiens[].date", "IV.A.1", Suivi, Ordinaire, "date d'entretien", "day of the interview";
    EntretienNature = "suivi.entretiens[].nature", "IV.A.1", Suivi, Ordinaire, "type d'entretien", "type of the interview";
    EntretienModalite = "suivi.entretiens[].modalite", "IV.A.1", Suivi, Ordinaire, "modalités d'entretien", "how the interview was held";
    EntretienAgent = "suivi.entretiens[].agent", "IV.A.2", Suivi, Ordinaire, "agent ayant réalisé l'entretien", "agent who held the interview";
    ActionTheme = "suivi.actions[].theme", "IV.B.1", Suivi, Ordinaire, "thème de l'action", "theme of the action";
    ActionCode = "suivi.actions[].code", "IV.B.1", Suivi, Ordinaire, "code de l'action", "code of the action";
    ActionLibelle = "suivi.actions[].libelle", "IV.B.2", Suivi, Ordinaire, "libellé de l'action", "label of the action";
    ActionCreeeLe = "suivi.actions[].creee_le", "IV.B.3", Suivi, Ordinaire, "création de l'action", "creation of the action";
    ActionRealiseeLe = "suivi.actions[].realisee_le", "IV.B.3", Suivi, Ordinaire, "réalisation de l'action", "day on which the action was done";
    ActionEtat = "suivi.actions[].etat", "IV.B.3", Suivi, Ordinaire, "état de l'action", "state of the action";
    AgentSexe = "personnel.agents[].sexe", "IV.D.1", Utilisateurs, Ordinaire, "sexe (personnel)", "sex (staff)";
    AgentNomNaissance = "personnel.agents[].nom_naissance", "IV.D.2", Utilisateurs, Ordinaire, "nom de naissance (personnel)", "name at birth (staff)";
    AgentNomUsage = "personnel.agents[].nom_usage", "IV.D.2", Utilisateurs, Ordinaire, "nom d'usage (personnel)", "name in use (staff)";
    AgentNomMarital = "personnel.agents[].nom_marital", "IV.D.2", Utilisateurs, Ordinaire, "nom marital (personnel)", "married name (staff)";
    AgentPrenoms = "personnel.agents[].prenoms", "IV.D.2", Utilisateurs, Ordinaire, "prénoms (personnel)", "first names (staff)";
    AgentTelephone = "personnel.agents[].telephone", "IV.D.3", Utilisateurs, Ordinaire, "téléphone professionnel (personnel)", "professional telephone (staff)";
    AgentFax = "personnel.agents[].fax", "IV.D.4", Utilisateurs, Ordinaire, "fax (personnel)", "fax (staff)";
    AgentCourriel = "personnel.agents[].courriel", "IV.D.5", Utilisateurs, Ordinaire, "e-mail professionnel (personnel)", "professional e-mail (staff)";
    AgentFonctions = "personnel.agents[].fonctions", "IV.D.9", Utilisateurs, Ordinaire, "fonctions (personnel)", "functions (staff)";
    AgentAge = "personnel.agents[].age", "", AjoutsArrete, Ordinaire, "âge (personnel)", "age (staff)";
    MissionLocaleCode = "personnel.mission_locale.code", "IV.D.6", Utilisateurs, Ordinaire, "code de la mission locale", "code of the mission locale";
    MissionLocaleNom = "personnel.mission_locale.nom", "IV.D.6", Utilisateurs, Ordinaire, "nom de la mission locale", "name of the mission locale";
    MissionLocaleNomOfficiel = "personnel.mission_locale.nom_officiel", "IV.D.6", Utilisateurs, Ordinaire, "nom officiel de la mission locale", "official name of the mission locale";
    MissionLocaleAdresse = "personnel.mission_locale.adresse", "IV.D.6", Utilisateurs, Ordinaire, "adresse de la mission locale", "address of the mission locale";
    MissionLocaleCourriel = "personnel.mission_locale.courriel", "IV.D.7", Utilisateurs, Ordinaire, "e-mail de la mission locale", "e-mail of the mission locale";
    MissionLocaleTelephone = "personnel.mission_locale.telephone", "IV.D.8", Utilisateurs, Ordinaire, "téléphone de la mission locale", "telephone of the mission locale";
    TiersHebergeant = "ajouts.tiers_hebergeant", "", AjoutsArrete, Tiers, "tiers hébergeant", "third person who houses the young person";
    QuotientFamilial = "ajouts.quotient_familial", "", QuotientFamilial, Sociale, "quotient familial", "quotient familial";
    CoordonneesBancaires = "ajouts.coordonnees_bancaires", "", Bancaire, Bancaire, "coordonnées bancaires", "bank data";
    Commentaires = "ajouts.commentaires", "", TexteLibre, TexteLibre, "commentaires et textes libres", "comments and free texts";
    Tracabilite = "ajouts.tracabilite", "", AjoutsArrete, Ordinaire, "traçabilité", "traceability";
    Protecteurs = "ajouts.protecteurs", "", Protecteurs, Protegee, "personnes chargées d'une mesure de protection", "persons in charge of a protection measure";
    ListeDemandeurs = "ajouts.liste_demandeurs", "", ListeDemandeurs, Ordinaire, "liste des demandeurs d'emploi", "list of job-seekers";
    MesuresProtection = "ajouts.mesures_protection", "", MesuresProtection, Protegee, "tutelle, curatelle, habilitation familiale", "tutelle, curatelle, habilitation familiale";
    TitreSejour = "ajouts.titre_sejour", "", Sejour, Protegee, "titre de séjour et OQTF", "residence permit and OQTF";
    SituationPenitentiaire = "ajouts.situation_penitentiaire", "", Penitentiaire, Penale, "situation pénitentiaire", "situation in prison";
    ModeVieItinerant = "ajouts.mode_vie_itinerant", "", Itinerance, Protegee, "mode de vie itinérant", "itinerant way of life";
    AttestationPriseEnCharge = "ajouts.attestation_prise_en_charge", "", PriseEnCharge, Ordinaire, "attestation de prise en charge", "attestation de prise en charge";
    Programmes = "conservation.programmes", "IV.B.10", Suivi, Ordinaire, "programmes suivis", "programmes";
    CejContracts = "conservation.cej_contracts", "II.B.7", VieProfessionnelle, Sociale, "contrats d'engagement jeune", "contrats d'engagement jeune";
    RqthPeriods = "conservation.rqth_periods", "II.C.4", Social, Handicap, "périodes de RQTH", "periods of RQTH";
    Fse = "conservation.fse", "", Gestion, Ordinaire, "cofinancement par le FSE", "co-financing by the ESF";
    AnonymisedOn = "conservation.anonymised_on", "", Gestion, Ordinaire, "jour de l'anonymisation", "day of anonymisation";
}
