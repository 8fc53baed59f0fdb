//! What the arrêté of 17 November 2021 and the décret of 31 December 2024 added to the data.

use crate::calendar::Date;

use super::part::{part, value};
use super::{Adresse, Field};

value! {
    /// A third person who houses the young person (arrêté of 2021).
    TiersHebergeant {
        /// Name.
        nom: String,
        /// First names.
        prenoms: String,
        /// Address.
        adresse: Adresse,
    }
}

value! {
    /// 4° C.1 of annexe 1 of 2021: bank data.
    CoordonneesBancaires {
        /// IBAN.
        iban: String,
        /// Holder.
        titulaire: String,
    }
}

value! {
    /// Who did what on the dossier, and when (arrêté of 2021).
    Trace {
        /// Identifier of the agent.
        agent: String,
        /// What was done.
        operation: String,
        /// Day.
        date: Date,
    }
}

value! {
    /// 1° bis of art. 2 of 2025: a person in charge of a curatelle, a tutelle or an habilitation familiale.
    Protecteur {
        /// Name.
        nom: String,
        /// First names.
        prenoms: String,
        /// Contact.
        contact: String,
    }
}

value! {
    /// 1° ter of art. 2 of 2025: the list of job-seekers.
    ListeDemandeurs {
        /// Day of registration.
        inscrit_le: Date,
        /// Day of removal (radiation).
        radie_le: Date,
        /// Day of the end of registration.
        cesse_le: Date,
    }
}

value! {
    /// 1° quater of art. 2 of 2025: tutelle, curatelle, habilitation familiale.
    MesureProtection {
        /// Which measure.
        nature: String,
        /// First day.
        debut: Date,
        /// Last day.
        fin: Date,
    }
}

value! {
    /// 1° quinquies of art. 2 of 2025: residence permit, and where relevant the decision to leave the territory.
    TitreSejour {
        /// Kind of permit.
        nature: String,
        /// Day on which it expires.
        expire_le: Date,
        /// Décision d'obligation de quitter le territoire français.
        oqtf: bool,
        /// Day of that decision.
        oqtf_le: Date,
    }
}

value! {
    /// 1° sexies of art. 2 of 2025: situation in prison of persons « sous-main de justice ».
    SituationPenitentiaire {
        /// Situation.
        situation: String,
        /// Length of the sentence, in months.
        mois: u16,
        /// Adjustment and modalities.
        amenagement: String,
    }
}

part! {
    /// Data that later versions added.
    ///
    /// # Droit
    /// Annexe 1 of the arrêté of 17 November 2021 (secondary: a union note); art. 2, 1° bis to 1° octies, of the
    /// décret as modified from 2025-01-01 (seen, cut after 1° octies). Under V2015 none of them is allowed: the list
    /// was closed.
    Ajouts {
        /// 2021: third person who houses the young person.
        tiers_hebergeant: TiersHebergeant => TiersHebergeant,
        /// 2021, 4°: quotient familial.
        quotient_familial: i64 => QuotientFamilial,
        /// 2021, 4° C.1: bank data.
        coordonnees_bancaires: CoordonneesBancaires => CoordonneesBancaires,
        /// Free text of the agents: in the system, and never transmitted from 2021.
        commentaires: Vec<String> => Commentaires,
        /// 2021: who did what on the dossier, and when.
        tracabilite: Vec<Trace> => Tracabilite,
        /// 2025, 1° bis: persons in charge of a protection measure.
        protecteurs: Vec<Protecteur> => Protecteurs,
        /// 2025, 1° ter: list of job-seekers.
        liste_demandeurs: ListeDemandeurs => ListeDemandeurs,
        /// 2025, 1° quater: protection measures.
        mesures_protection: Vec<MesureProtection> => MesuresProtection,
        /// 2025, 1° quinquies: residence permit and OQTF.
        titre_sejour: TitreSejour => TitreSejour,
        /// 2025, 1° sexies: situation in prison.
        situation_penitentiaire: SituationPenitentiaire => SituationPenitentiaire,
        /// 2025, 1° septies: itinerant way of life.
        mode_vie_itinerant: bool => ModeVieItinerant,
        /// 2025, 1° octies: attestation de prise en charge (the text is cut after these words).
        attestation_prise_en_charge: String => AttestationPriseEnCharge,
    }
}
