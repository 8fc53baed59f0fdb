//! II.C and III of the annexe: social benefits, disability, housing.

use crate::calendar::Date;

use super::part::{part, value};
use super::words::NatureAllocation;
use super::{Coded, Field};

value! {
    /// II.C.2: an allowance and how long it was received.
    AllocationSociale {
        /// Which one.
        nature: Coded<NatureAllocation>,
        /// First day.
        debut: Date,
        /// Last day.
        fin: Date,
        /// Months.
        mois: u16,
    }
}

part! {
    /// II.C: situation as to social aid.
    ///
    /// # Droit
    /// Décret n° 2015-59, annexe, II.C.1 to 4.
    Social {
        /// II.C.1: receives a minimum social benefit.
        minima_sociaux: bool => MinimaSociaux,
        /// II.C.2: ASS, RSA, RSA majoré, AAH, ATA.
        allocations: Vec<AllocationSociale> => AllocationsSociales,
        /// II.C.3: beneficiary numbers.
        numeros_allocataire: Vec<String> => NumerosAllocataire,
        /// II.C.4: status of disabled worker.
        travailleur_handicape: bool => TravailleurHandicape,
    }
}

part! {
    /// III: situation as to housing.
    ///
    /// # Droit
    /// Décret n° 2015-59, annexe, III. The draft read by the CNIL had the difficulties only.
    Logement {
        /// III: situation.
        situation: String => LogementSituation,
        /// III: difficulties, if any.
        difficultes: String => LogementDifficultes,
    }
}
