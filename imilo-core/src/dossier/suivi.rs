//! IV.A to IV.C of the annexe: follow-up of the young person by the mission locale.

use crate::calendar::Date;

use super::part::{part, value};
use super::words::{ActionEvenement, StatutPlace, StatutRendezVous, TypeEvenement};
use super::{CodeRome, Coded, Employeur, Field, Formacode, Organisme};

part! {
    /// IV.A: an interview.
    Entretien {
        /// IV.A.1: day.
        date: Date => EntretienDate,
        /// IV.A.1: type.
        nature: String => EntretienNature,
        /// IV.A.1: how it was held.
        modalite: String => EntretienModalite,
        /// IV.A.2: agent who held it.
        agent: String => EntretienAgent,
    }
}

part! {
    /// IV.B: an action.
    Action {
        /// IV.B.1: theme.
        theme: String => ActionTheme,
        /// IV.B.1: code.
        code: String => ActionCode,
        /// IV.B.2: label.
        libelle: String => ActionLibelle,
        /// IV.B.3: day of creation.
        creee_le: Date => ActionCreeeLe,
        /// IV.B.3: day on which it was done.
        realisee_le: Date => ActionRealiseeLe,
        /// IV.B.3: state.
        etat: String => ActionEtat,
    }
}

value! {
    /// An amount paid, or to be paid, in euro cents.
    Versement {
        /// Euro cents.
        centimes: i64,
        /// Day.
        date: Date,
        /// Which allowance.
        nature: String,
    }
}

value! {
    /// IV.B.7: a job offer.
    Offre {
        /// Reference.
        reference: String,
        /// Title.
        intitule: String,
        /// Code of the trade.
        rome: Coded<CodeRome>,
        /// Day on which it was proposed.
        proposee_le: Date,
    }
}

value! {
    /// IV.B.10: a step of the pathway.
    Etape {
        /// What it is.
        intitule: String,
        /// First day.
        debut: Date,
        /// Last day.
        fin: Date,
    }
}

value! {
    /// IV.B.3 by analogy: an event of the I-MILO interface.
    Evenement {
        /// Identifier.
        identifiant: String,
        /// Its object.
        objet: Coded<TypeEvenement>,
        /// What happened.
        action: Coded<ActionEvenement>,
        /// Identifier of the object.
        id_objet: i64,
        /// Day.
        date: Date,
    }
}

value! {
    /// IV.A.1 by analogy: an appointment of the I-MILO interface.
    RendezVous {
        /// Status.
        statut: Coded<StatutRendezVous>,
        /// Day.
        date: Date,
    }
}

value! {
    /// IV.B.3 by analogy: a place in a session of the I-MILO interface.
    PlaceSession {
        /// Status.
        statut: Coded<StatutPlace>,
        /// Day.
        date: Date,
    }
}

part! {
    /// IV.A to IV.C: follow-up.
    ///
    /// # Droit
    /// Décret n° 2015-59, annexe, IV.A.1 to IV.C.9.
    Suivi {
        /// IV.A.3: referent of the young person.
        referent: String => Referent,
        /// IV.B.4: amounts of the allowance.
        allocations: Vec<Versement> => AllocationMontants,
        /// IV.B.5: amounts paid.
        versements: Vec<Versement> => AllocationVersements,
        /// IV.B.6: day of the end of the pathway.
        fin_parcours_le: Date => FinParcoursLe,
        /// IV.B.6: reason of the end of the pathway.
        fin_parcours_motif: String => FinParcoursMotif,
        /// IV.B.7: job offers.
        offres: Vec<Offre> => Offres,
        /// IV.B.8: employers.
        employeurs: Vec<Employeur> => SuiviEmployeurs,
        /// IV.B.9: partner bodies.
        partenaires: Vec<Organisme> => Partenaires,
        /// IV.B.10: pathway.
        parcours: Vec<Etape> => Parcours,
        /// IV.C.1: formacode.
        formacode: Coded<Formacode> => Formacode,
        /// IV.C.2: title of the training.
        formation_intitule: String => FormationIntitule,
        /// IV.C.3: ROME code of the job wanted.
        rome_recherche: Coded<CodeRome> => RomeRecherche,
        /// IV.C.4: qualification code of the job wanted.
        qualification_recherchee: String => QualificationRecherchee,
        /// IV.C.5: specifics of the ROME.
        rome_specificites: String => RomeSpecificites,
        /// IV.C.6: end of the training pathway.
        formation_fin_le: Date => FormationFinLe,
        /// IV.C.7: appellation.
        appellation: String => Appellation,
        /// IV.C.8: level of validation of the job wanted.
        niveau_validation: String => NiveauValidation,
        /// IV.C.9: level of qualification of the job wanted.
        niveau_qualification: String => NiveauQualification,
        /// Events of the I-MILO interface.
        evenements: Vec<Evenement> => Evenements,
        /// Appointments of the I-MILO interface.
        rendez_vous: Vec<RendezVous> => RendezVous,
        /// Places in sessions of the I-MILO interface.
        sessions: Vec<PlaceSession> => Sessions,
        {
            /// IV.A: interviews.
            entretiens: Vec<Entretien>,
            /// IV.B: actions.
            actions: Vec<Action>,
        }
    }
}
