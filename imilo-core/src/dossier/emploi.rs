//! II.B of the annexe: situation as to employment.

use crate::calendar::Date;

use super::part::{part, value};
use super::{Adresse, Coded, Field, NumeroDe};

value! {
    /// An employer (II.B.5, IV.B.8).
    Employeur {
        /// Name.
        raison_sociale: String,
        /// SIRET number.
        siret: String,
        /// Address.
        adresse: Adresse,
        /// Beginning of the employment.
        debut: Date,
        /// End of the employment.
        fin: Date,
    }
}

value! {
    /// A training body or a partner (II.B.6, IV.B.9).
    Organisme {
        /// Name.
        nom: String,
        /// What it does for the young person.
        objet: String,
        /// Address.
        adresse: Adresse,
    }
}

value! {
    /// II.B.7: a legal scheme of social integration.
    Dispositif {
        /// Name.
        nom: String,
        /// First day.
        debut: Date,
        /// Last day.
        fin: Date,
    }
}

value! {
    /// II.B.7: the CEJ as the I-MILO interface gives it.
    AccompagnementCej {
        /// Whether there is one.
        accompagnement_cej: bool,
        /// First day.
        date_debut: Date,
        /// Planned last day.
        date_fin_prevue: Date,
        /// Actual last day.
        date_fin_reelle: Date,
        /// First day of the first CEJ.
        premier_accompagnement: Date,
    }
}

part! {
    /// II.B: situation as to employment.
    ///
    /// # Droit
    /// Décret n° 2015-59, annexe, II.B.1 to 7. Pôle emploi is France Travail since 2024.
    Emploi {
        /// II.B.1: months without employment.
        mois_sans_emploi: u16 => MoisSansEmploi,
        /// II.B.2: registered with France Travail (Pôle emploi).
        inscrit_france_travail: bool => InscritFranceTravail,
        /// II.B.3: identifiant demandeur d'emploi.
        numero_de: Coded<NumeroDe> => NumeroDe,
        /// II.B.4: registered since.
        inscrit_depuis: Date => InscritDepuis,
        /// II.B.4: months of registration.
        mois_inscription: u16 => MoisInscription,
        /// II.B.5: employer.
        employeur: Employeur => Employeur,
        /// II.B.6: training body.
        organisme_formation: Organisme => OrganismeFormation,
        /// II.B.7: legal schemes of social integration.
        dispositifs: Vec<Dispositif> => Dispositifs,
        /// II.B.7: contrat d'engagement jeune, as the interface gives it.
        accompagnement_cej: AccompagnementCej => AccompagnementCej,
    }
}
