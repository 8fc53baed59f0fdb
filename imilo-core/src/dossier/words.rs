//! The closed lists of words that a source uses. A word that is not in its list is kept as read
//! ([`Coded::Invalid`](super::Coded)), never dropped.
//!
//! # Source
//! The situations, states, events and statuses are those that the I-MILO interface returns, as public client code
//! expects them (inferred: not a text of the law). The allowances are those that the annexe names in II.C.2.

/// A word that is not in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a word of the list")]
pub struct UnknownWord;

/// Declares a list of words. A macro, where a function would not do: enum and words must not drift apart.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every word, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word as the source writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl core::str::FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or(UnknownWord)
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($word,)*] })
            }
        }
    };
}

words! {
    /// I.A.4: sexe.
    SexeDeclare {
        /// Féminin.
        Feminin = "F",
        /// Masculin.
        Masculin = "M",
    }
}

words! {
    /// I.B.1: the household.
    Menage {
        /// « vie en ménage ».
        EnMenage = "en_menage",
        /// « famille monoparentale ».
        Monoparentale = "monoparentale",
        /// Alone.
        Seul = "seul",
    }
}

words! {
    /// State of a situation, of the interface.
    EtatSituation {
        /// In progress.
        EnCours = "EN_COURS",
        /// Planned.
        Prevu = "PREVU",
        /// Ended.
        Termine = "TERMINE",
    }
}

words! {
    /// Category of a situation, of the interface. The current situation is the first in progress in this order.
    CategorieSituation {
        /// Employment.
        Emploi = "Emploi",
        /// Work-linked training contract.
        Alternance = "Contrat en Alternance",
        /// Training.
        Formation = "Formation",
        /// Immersion in a firm.
        Immersion = "Immersion en entreprise",
        /// Période de mise en situation en milieu professionnel.
        Pmsmp = "Pmsmp",
        /// Volunteering.
        Volontariat = "Contrat de volontariat - bénévolat",
        /// School.
        Scolarite = "Scolarité",
        /// Job-seeker.
        DemandeurEmploi = "Demandeur d'emploi",
    }
}

words! {
    /// II.C.2: the allowances that the annexe names.
    NatureAllocation {
        /// Allocation de solidarité spécifique.
        Ass = "ASS",
        /// Revenu de solidarité active.
        Rsa = "RSA",
        /// RSA majoré.
        RsaMajore = "RSA majoré",
        /// Allocation aux adultes handicapés.
        Aah = "AAH",
        /// Allocation temporaire d'attente.
        Ata = "ATA",
    }
}

words! {
    /// Object of an event, of the interface.
    TypeEvenement {
        /// Appointment.
        Rdv = "RDV",
        /// Session.
        Session = "SESSION",
        /// Dossier.
        Dossier = "DOSSIER",
    }
}

words! {
    /// What happened in an event, of the interface.
    ActionEvenement {
        /// Created.
        Create = "CREATE",
        /// Changed.
        Update = "UPDATE",
        /// Deleted.
        Delete = "DELETE",
        /// Archived.
        Archive = "ARCHIVE",
    }
}

words! {
    /// Status of an appointment, of the interface.
    StatutRendezVous {
        /// The young person did not come.
        Absent = "Absent",
        /// Cancelled.
        Annule = "Annulé",
        /// Not told.
        NonPrecise = "Non précisé",
        /// Planned.
        Planifie = "Planifié",
        /// The young person came.
        Present = "Présent",
        /// Put off.
        Reporte = "Reporté",
    }
}

words! {
    /// Status of a place in a session, of the interface.
    StatutPlace {
        /// Held.
        Realise = "Réalisé",
        /// Prescribed.
        Prescrit = "Prescrit",
        /// Refused by a third party.
        RefusTiers = "Refus tiers",
        /// Refused by the young person.
        RefusJeune = "Refus jeune",
    }
}
