//! II.A of the annexe: training, diplomas, qualifications.

use crate::calendar::Date;

use super::part::{part, value};
use super::words::{CategorieSituation, EtatSituation};
use super::{CodeAcademie, CodeRegion, CodeRome, Coded, Field, Ine};

value! {
    /// II.A.2: a diploma.
    Diplome {
        /// Title.
        intitule: String,
        /// Level, as the source writes it: of 1969 or of 2019, never both.
        niveau: String,
        /// Day on which it was obtained.
        obtenu_le: Date,
    }
}

value! {
    /// II.A.3: school.
    Scolarite {
        /// Situation at school.
        situation: String,
        /// School.
        etablissement: String,
        /// Class.
        classe: String,
    }
}

value! {
    /// II.A.6: a driving licence.
    Permis {
        /// Category (`B`).
        categorie: String,
        /// Day on which it was obtained.
        obtenu_le: Date,
    }
}

value! {
    /// II.A.7: a language.
    Langue {
        /// Language.
        langue: String,
        /// Level.
        niveau: String,
    }
}

value! {
    /// II.A.9: a qualification, held or practised.
    Qualification {
        /// Title.
        intitule: String,
        /// Whether it is or was practised.
        exercee: bool,
    }
}

value! {
    /// II.A.10: an earlier experience.
    Experience {
        /// Post.
        poste: String,
        /// Employer.
        employeur: String,
        /// Code of the trade.
        rome: Coded<CodeRome>,
        /// First day.
        debut: Date,
        /// Last day.
        fin: Date,
    }
}

part! {
    /// A situation of the young person, as the I-MILO interface gives it.
    Situation {
        /// II.A.1: state.
        etat: Coded<EtatSituation> => SituationEtat,
        /// II.A.1: category.
        categorie: Coded<CategorieSituation> => SituationCategorie,
        /// II.A.1: first day.
        date_debut: Date => SituationDebut,
        /// II.A.1: last day.
        date_fin: Date => SituationFin,
        /// IV.C.3: trade prepared.
        rome_metier_prepare: Coded<CodeRome> => SituationRomePrepare,
        /// IV.C.3: first trade wanted.
        rome_premier_metier: Coded<CodeRome> => SituationRomePremier,
        /// II.A.9: trade practised.
        rome_metier_exerce: Coded<CodeRome> => SituationRomeExerce,
    }
}

part! {
    /// II.A: training, diplomas, qualifications.
    ///
    /// # Droit
    /// Décret n° 2015-59, annexe, II.A.1 to 10.
    Formation {
        /// II.A.1: status on the labour market.
        statut_marche_travail: String => StatutMarcheTravail,
        /// II.A.2: level of education, as the source writes it.
        niveau_formation: String => NiveauFormation,
        /// II.A.2: diplomas.
        diplomes: Vec<Diplome> => Diplomes,
        /// II.A.3: school.
        scolarite: Scolarite => Scolarite,
        /// II.A.4: last system of initial training.
        dernier_systeme_formation: String => DernierSystemeFormation,
        /// II.A.5: last académie.
        academie_origine: Coded<CodeAcademie> => AcademieOrigine,
        /// II.A.5: region of origin.
        region_origine: Coded<CodeRegion> => RegionOrigine,
        /// II.A.6: driving licences.
        permis: Vec<Permis> => Permis,
        /// II.A.7: languages.
        langues: Vec<Langue> => Langues,
        /// II.A.8: number of the pupil in the interministerial exchange system.
        numero_eleve: Coded<Ine> => NumeroEleve,
        /// II.A.9: qualifications held and practised.
        qualifications: Vec<Qualification> => Qualifications,
        /// II.A.10: earlier experiences.
        experiences: Vec<Experience> => Experiences,
        {
            /// Situations, in the order of the source.
            situations: Vec<Situation>,
        }
    }
}
