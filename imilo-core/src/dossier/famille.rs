//! I.B of the annexe: family.

use crate::calendar::Date;

use super::part::{part, value};
use super::words::Menage;
use super::{Adresse, Coded, Field};

value! {
    /// I.B.2: a legal representative, recorded only while the young person is a minor.
    RepresentantLegal {
        /// Name.
        nom: String,
        /// First names.
        prenoms: String,
        /// Relation to the young person.
        lien: String,
        /// Address.
        adresse: Adresse,
        /// Telephone.
        telephone: String,
        /// E-mail address.
        courriel: String,
        /// Day of recording: on that day the young person must be a minor.
        enregistre_le: Date,
    }
}

part! {
    /// I.B: situation of the family.
    ///
    /// # Droit
    /// Décret n° 2015-59, annexe, I.B.1 and 2 (« si mineur », tested on the day of recording).
    Famille {
        /// I.B.1: marital status.
        situation_matrimoniale: String => SituationMatrimoniale,
        /// I.B.1: household.
        menage: Coded<Menage> => Menage,
        /// I.B.1: number of children.
        enfants: u16 => Enfants,
        /// I.B.1: number of dependants.
        personnes_a_charge: u16 => PersonnesACharge,
        /// I.B.2: legal representatives.
        representants_legaux: Vec<RepresentantLegal> => RepresentantsLegaux,
    }
}
