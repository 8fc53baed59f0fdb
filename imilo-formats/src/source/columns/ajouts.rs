//! What later versions added.

use super::{Group, address, field, list, member, object, texts};

pub(super) const GROUPS: &[Group] = &[
    object!((ajouts.tiers_hebergeant), TiersHebergeant {
        nom: TiersHebergeant = "tiers_hebergeant_nom" ["tiers_hebergeant"];
        prenoms: TiersHebergeant = "tiers_hebergeant_prenoms" [];
        + adresse: TiersHebergeant = "tiers_hebergeant_adresse";
    }),
    field!(QuotientFamilial, (ajouts.quotient_familial), "quotient_familial", []),
    object!((ajouts.coordonnees_bancaires), CoordonneesBancaires {
        iban: CoordonneesBancaires = "iban" ["rib"];
        titulaire: CoordonneesBancaires = "iban_titulaire" ["titulaire_compte", "titulaire_du_compte"];
    }),
    texts!(Commentaires, (ajouts.commentaires), "commentaires", ["commentaire", "observations", "remarques"]),
    list!((ajouts.tracabilite), Trace {
        agent: Tracabilite = "trace_agent" [];
        operation: Tracabilite = "trace_operation" [];
        date: Tracabilite = "trace_date" [];
    }),
    list!((ajouts.protecteurs), Protecteur {
        nom: Protecteurs = "protecteur_nom" [];
        prenoms: Protecteurs = "protecteur_prenoms" [];
        contact: Protecteurs = "protecteur_contact" [];
    }),
    object!((ajouts.liste_demandeurs), ListeDemandeurs {
        inscrit_le: ListeDemandeurs = "liste_demandeurs_inscrit_le" [];
        radie_le: ListeDemandeurs = "liste_demandeurs_radie_le" [];
        cesse_le: ListeDemandeurs = "liste_demandeurs_cesse_le" [];
    }),
    list!((ajouts.mesures_protection), MesureProtection {
        nature: MesuresProtection = "mesure_protection_nature" ["mesure_protection"];
        debut: MesuresProtection = "mesure_protection_debut" [];
        fin: MesuresProtection = "mesure_protection_fin" [];
    }),
    // Not `titre_sejour_…`: that is I.A.8, which the annexe of 2015 allows.
    object!((ajouts.titre_sejour), TitreSejour {
        nature: TitreSejour = "sejour_nature" [];
        expire_le: TitreSejour = "sejour_expire_le" [];
        oqtf: TitreSejour = "sejour_oqtf" ["oqtf"];
        oqtf_le: TitreSejour = "sejour_oqtf_le" ["date_oqtf"];
    }),
    object!((ajouts.situation_penitentiaire), SituationPenitentiaire {
        situation: SituationPenitentiaire = "penitentiaire_situation" ["situation_penitentiaire"];
        mois: SituationPenitentiaire = "penitentiaire_mois" [];
        amenagement: SituationPenitentiaire = "penitentiaire_amenagement" [];
    }),
    field!(ModeVieItinerant, (ajouts.mode_vie_itinerant), "mode_vie_itinerant", []),
    field!(AttestationPriseEnCharge, (ajouts.attestation_prise_en_charge), "attestation_prise_en_charge", []),
];
