//! The words of a request: who, what, for which purpose, in which form. Their codes are those of the vocabulary of the
//! case files.

/// Declares a list of words: the enum, its codes and its sentences. A macro, where a function would not do: they must
/// not drift apart.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $code:literal, $fr:literal, $en:literal;)* }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $(#[doc = concat!("`", $code, "`: ", $en, ".")] #[serde(rename = $code)] $variant,)*
        }

        impl $name {
            /// Every word, in the order of its numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Code of the vocabulary.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// For people, in French and in English.
            #[must_use]
            pub const fn words(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($fr, $en),)* }
            }

            /// The word of a code, if it is one.
            #[must_use]
            pub fn by_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.code() == code)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($code,)*] })
            }
        }

        impl crate::serde_read::Readable for $name {
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::serde_read::word(deserializer, "a word of the list")
            }
        }
    };
}

/// Declares a set of the words of a list of at most 64: a number, copied.
macro_rules! word_set {
    ($(#[$meta:meta])* $set:ident of $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $set(u64);

        impl $set {
            /// Nothing.
            pub const EMPTY: Self = Self(0);
            /// Every word of the list.
            pub const ALL: Self = Self::of($name::ALL);

            /// A set of these words.
            #[must_use]
            pub const fn of(mut words: &[$name]) -> Self {
                let mut set = Self(0);
                while let [first, rest @ ..] = words {
                    set = set.with(*first);
                    words = rest;
                }
                set
            }

            /// The same set with a word more.
            #[must_use]
            pub const fn with(self, word: $name) -> Self {
                const { assert!($name::ALL.len() <= 64, "a word is a bit") };
                Self(self.0 | 1 << (word as u32))
            }

            /// What is in either.
            #[must_use]
            pub const fn union(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// What is in both.
            #[must_use]
            pub const fn intersection(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }

            /// What is in this set and not in the other.
            #[must_use]
            pub const fn minus(self, other: Self) -> Self {
                Self(self.0 & !other.0)
            }

            /// Whether a word is in the set.
            #[must_use]
            pub const fn contains(self, word: $name) -> bool {
                self.0 >> (word as u32) & 1 == 1
            }

            /// Whether the set holds nothing.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// How many words.
            #[must_use]
            pub const fn len(self) -> u32 {
                self.0.count_ones()
            }

            /// The words, in their order.
            pub fn iter(self) -> impl Iterator<Item = $name> {
                $name::ALL.iter().copied().filter(move |word| self.contains(*word))
            }

            /// The same set with the word if it is so.
            #[must_use]
            pub const fn with_if(self, word: $name, so: bool) -> Self {
                Self(self.0 | (so as u64) << (word as u32))
            }
        }

        impl FromIterator<$name> for $set {
            fn from_iter<I: IntoIterator<Item = $name>>(words: I) -> Self {
                words.into_iter().fold(Self::EMPTY, Self::with)
            }
        }
    };
}

pub(super) use {word_set, words};

words! {
    /// What is to be done with the data.
    ///
    /// The rights of a person ([`crate::droits`]) are no operation on the data.
    Operation {
        Consult = "consult", "consulter", "read";
        Create = "create", "enregistrer", "record a datum";
        Update = "update", "modifier", "change a datum";
        Delete = "delete", "supprimer", "erase a datum";
        Transfer = "transfer", "recevoir le dossier d'une autre mission locale", "receive the dossier of another mission locale";
        Transmit = "transmit", "communiquer à un destinataire", "communicate to a recipient";
        Link = "link", "mettre en relation avec un autre traitement", "link with another processing";
        OpenFseArchive = "open_fse_archive", "ouvrir l'archive du FSE", "open the archive of the ESF";
    }
}

word_set! {
    /// A set of operations.
    OperationSet of Operation
}

words! {
    /// Who acts, or receives.
    Actor {
        AgentMissionLocale = "agent_mission_locale", "agent de mission locale", "agent of a mission locale";
        AgentPaio = "agent_paio", "agent de PAIO", "agent of a PAIO";
        AgentFranceTravail = "agent_france_travail", "agent de France Travail", "staff of France Travail";
        PartnerStaffUser = "partner_staff_user", "personnel d'un partenaire", "staff of a partner";
        TechnicalOperator = "technical_operator", "exploitant technique", "technical operator";
        DataSubject = "data_subject", "personne concernée", "the person";
        PoleEmploi = "pole_emploi", "Pôle emploi", "Pôle emploi";
        FranceTravail = "france_travail", "France Travail", "France Travail";
        PlacementBodyDisabled = "placement_body_disabled", "organisme de placement spécialisé handicap", "specialised placement body for disabled persons";
        Departement = "departement", "département", "département";
        StateService = "state_service", "service de l'État", "State service";
        FseController = "fse_controller", "contrôleur des crédits du FSE", "controller of the credits of the ESF";
        PrefectDesignatedBody = "prefect_designated_body", "organisme désigné par le préfet", "body designated by the prefect";
        SecondarySchool = "secondary_school", "établissement du second degré", "secondary school";
        Collectivite = "collectivite", "collectivité territoriale", "collectivité territoriale";
        PartnerWithConvention = "partner_with_convention", "organisme lié par convention", "organism bound by a convention";
        Asp = "asp", "Agence de services et de paiement", "Agence de services et de paiement";
        Dares = "dares", "DARES", "DARES";
        DaresMandatedBody = "dares_mandated_body", "organisme mandaté par la DARES", "organism mandated by the DARES";
        Dgefp = "dgefp", "DGEFP", "DGEFP";
        NetworkRepresentative = "network_representative", "représentant d'un réseau de missions locales", "representative of a network of missions locales";
        Commanditaire = "commanditaire", "commanditaire d'une mission locale", "organism that commissions a mission locale";
        Direccte = "direccte", "DIRECCTE", "DIRECCTE";
        RegionDepartementFinancing = "region_departement_financing", "région ou département qui finance", "région or département that finances";
        Disp = "disp", "direction interrégionale des services pénitentiaires", "direction interrégionale des services pénitentiaires";
        DispositifL3137 = "l313_7_operator", "exploitant du dispositif L. 313-7", "operator of the L. 313-7 device";
        DispositifL1141 = "l114_1_operator", "exploitant du dispositif L. 114-1", "operator of the L. 114-1 device";
        OrientationOperator = "orientation_operator", "exploitant de l'orientation dématérialisée", "operator of the dematerialised orientation";
        CnamCpam = "cnam_cpam", "organisme d'assurance maladie", "health insurance body";
        Caf = "caf", "caisse d'allocations familiales", "family benefits body";
        Employer = "employer", "employeur", "employer";
        Insurer = "insurer", "assureur privé", "private insurer";
        Police = "police", "police", "police";
        OtherBody = "other_body", "autre organisme", "any other body";
    }
}

words! {
    /// For which purpose.
    ///
    /// # Droit
    /// Décret n° 2015-59, art. 1, 1 bis and 1 ter.
    Finalite {
        Accompaniment = "accompaniment", "accompagnement du jeune", "accompaniment of the young person";
        ContinuityAfterMove = "continuity_after_move", "continuité après un déménagement", "continuity after a move";
        Ppae = "ppae", "projet personnalisé d'accès à l'emploi", "projet personnalisé d'accès à l'emploi";
        LeavingTrainingWithoutDiploma = "leaving_training_without_diploma", "dispositif conventionnel des jeunes sortis sans diplôme", "conventional scheme for those who left without diploma";
        EmploiAvenirFollowup = "emploi_avenir_followup", "suivi de l'emploi d'avenir", "follow-up of the emploi d'avenir";
        Civis = "civis", "CIVIS", "CIVIS";
        FseManagement = "fse_management", "gestion et suivi du FSE", "management and monitoring of the ESF";
        FseControl = "fse_control", "contrôle des crédits du FSE", "control of the credits of the ESF";
        DispositifL3137 = "l313_7_device", "dispositif des jeunes sortant sans diplôme (L. 313-7)", "device for those who leave without diploma (L. 313-7)";
        EntrustedLocalScheme = "entrusted_local_scheme", "dispositif confié par partenariat local", "scheme entrusted by local partnership";
        ConventionIntegration = "convention_integration", "insertion au titre d'une convention", "integration under a convention";
        BenefitPayment = "benefit_payment", "paiement des prestations", "payment of benefits";
        StatisticsResearch = "statistics_research", "statistiques pour l'évaluation ou la recherche", "statistics for evaluation or research";
        Steering = "steering", "pilotage par la DGEFP", "steering by the DGEFP";
        NetworkRepresentation = "network_representation", "représentation des réseaux", "representation of the networks";
        Commissioning = "commissioning", "commande aux missions locales", "commissioning of missions locales";
        TerritorialSteering = "territorial_steering", "pilotage par la DIRECCTE", "steering by the DIRECCTE";
        Financing = "financing", "financement des missions locales", "financing of missions locales";
        JusticeFollowup = "justice_followup", "suivi sous main de justice", "follow-up under justice";
        IndicatorsMonitoring = "indicators_monitoring", "indicateurs de la DGEFP", "indicators of the DGEFP";
        DgefpOther = "dgefp_other", "autre mission de la DGEFP", "other mission of the DGEFP";
        Recruitment = "recruitment", "mise en relation avec les employeurs", "matching with employers";
        ObligationFormation = "obligation_formation", "obligation de formation des 16-18 ans", "obligation de formation of 16-18";
        OrientationFormation = "orientation_formation", "orientation dématérialisée vers la formation", "dematerialised orientation to training";
        SocialRights = "social_rights", "droits sociaux", "social rights";
        FamilyBenefits = "family_benefits", "prestations familiales", "family benefits";
        C2s = "c2s", "complémentaire santé solidaire", "complémentaire santé solidaire";
        TechnicalMaintenance = "technical_maintenance", "exploitation du système", "operation of the system";
        RightOfAccess = "right_of_access", "droit d'accès", "right of access";
        RightOfRectification = "right_of_rectification", "droit de rectification", "right of rectification";
        RightOfOpposition = "right_of_opposition", "droit d'opposition", "right of opposition";
        RightOfLimitation = "right_of_limitation", "droit à la limitation", "right to limitation";
        RightOfErasure = "right_of_erasure", "droit à l'effacement", "right to erasure";
        RightOfPortability = "right_of_portability", "droit à la portabilité", "right to portability";
        FraudDetection = "fraud_detection", "lutte contre la fraude", "fighting fraud";
        Commercial = "commercial", "usage commercial", "commercial use";
        HealthInsurance = "health_insurance", "assurance maladie hors droits sociaux et C2S", "health insurance other than social rights and C2S";
        ImmigrationControl = "immigration_control", "contrôle de l'immigration", "immigration control";
        IndividualDecision = "individual_decision", "décision individuelle tirée de statistiques", "decision about a person drawn from statistics";
        IndividualFollowup = "individual_followup", "suivi de personnes nommées", "follow-up of named persons";
        Investigation = "investigation", "enquête de police", "police investigation";
        PersonalCuriosity = "personal_curiosity", "aucune mission", "no mission at all";
        SchoolDiscipline = "school_discipline", "discipline scolaire", "school discipline";
    }
}

word_set! {
    /// A set of purposes.
    FinaliteSet of Finalite
}

words! {
    /// In which form the data are asked for.
    Form {
        Nominative = "nominative", "nominative", "nominative";
        Anonymised = "anonymised", "anonymisée", "anonymised";
    }
}

words! {
    /// What retention has made of a dossier, as the caller gives it.
    DossierState {
        Active = "active", "actif", "active";
        Anonymised = "anonymised", "anonymisé", "anonymised";
        FseArchive = "fse_archive", "dans l'archive du FSE", "in the archive of the ESF";
    }
}

words! {
    /// The processing that a link joins.
    Processing {
        DispositifL3137 = "l313_7", "dispositif L. 313-7", "L. 313-7 device";
        Ppae = "ppae", "dispositif du PPAE", "device of the PPAE";
        AspManagement = "asp_management", "gestion de l'ASP", "management of the ASP";
        FseManagement = "fse_management", "gestion du FSE", "management of the ESF";
        PartnerDevice = "partner_device", "dispositif d'un partenaire", "device of a partner";
        DispositifL1141 = "l114_1", "dispositif L. 114-1", "L. 114-1 device";
        FranceTravailGestion = "france_travail_gestion", "gestion de France Travail", "management of France Travail";
        DematerialisedOrientation = "dematerialised_orientation", "orientation dématérialisée", "dematerialised orientation";
        C2s = "c2s", "complémentaire santé solidaire", "complémentaire santé solidaire";
        FamilyBenefits = "family_benefits", "prestations familiales", "family benefits";
        HealthInsurance = "health_insurance", "assurance maladie", "health insurance";
    }
}

words! {
    /// Which way the data of a link go.
    Direction {
        Inbound = "inbound", "vers I-MILO", "into I-MILO";
        Outbound = "outbound", "hors d'I-MILO", "out of I-MILO";
    }
}

words! {
    /// Who authorised the opening of the FSE archive.
    ControlAuthority {
        Minister = "minister", "ministre chargé de l'emploi", "minister in charge of employment";
        DirectorMissionLocale = "director_mission_locale", "directeur de la mission locale", "director of the mission locale";
    }
}
