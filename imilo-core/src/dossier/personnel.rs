//! IV.D of the annexe: staff of the mission locale, and the mission locale.

use super::part::{Part, part};
use super::words::SexeDeclare;
use super::{Adresse, CodeStructure, Coded, Field};

part! {
    /// IV.D: a member of the staff.
    Agent {
        /// IV.D.1: sexe.
        sexe: Coded<SexeDeclare> => AgentSexe,
        /// IV.D.2: name at birth.
        nom_naissance: String => AgentNomNaissance,
        /// IV.D.2: name in use.
        nom_usage: String => AgentNomUsage,
        /// IV.D.2: married name.
        nom_marital: String => AgentNomMarital,
        /// IV.D.2: first names.
        prenoms: String => AgentPrenoms,
        /// IV.D.3: main professional telephone number.
        telephone: String => AgentTelephone,
        /// IV.D.4: fax number.
        fax: String => AgentFax,
        /// IV.D.5: main professional e-mail address.
        courriel: String => AgentCourriel,
        /// IV.D.9: functions.
        fonctions: String => AgentFonctions,
        /// Age; new in the arrêté of 17 November 2021.
        age: u16 => AgentAge,
    }
}

part! {
    /// IV.D.6 to 8: the mission locale of the dossier.
    MissionLocale {
        /// IV.D.6: code of the structure.
        code: Coded<CodeStructure> => MissionLocaleCode,
        /// IV.D.6: usual name.
        nom: String => MissionLocaleNom,
        /// IV.D.6: official name.
        nom_officiel: String => MissionLocaleNomOfficiel,
        /// IV.D.6: address.
        adresse: Adresse => MissionLocaleAdresse,
        /// IV.D.7: e-mail address.
        courriel: String => MissionLocaleCourriel,
        /// IV.D.8: telephone.
        telephone: String => MissionLocaleTelephone,
    }
}

/// IV.D: staff and mission locale.
///
/// # Droit
/// Décret n° 2015-59, annexe, IV.D.1 to 9.
#[derive(Clone, Default, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Personnel {
    /// IV.D.6 to 8: the mission locale of the dossier.
    pub mission_locale: MissionLocale,
    /// IV.D.1 to 5 and 9: staff.
    #[serde(skip_serializing_if = "Field::is_absent")]
    pub agents: Field<Vec<Agent>>,
}

super::part::redacted!(Personnel);
crate::serde_read::keyed!(Personnel { mission_locale, agents });
crate::serde_read::deserialize!(Personnel);

impl Part for Personnel {
    fn mark(&self, filled: &mut super::FieldSet) {
        self.mission_locale.mark(filled);
        self.agents.mark(filled);
    }

    fn mark_carried(&self, carried: &mut super::FieldSet) {
        self.mission_locale.mark_carried(carried);
        self.agents.mark_carried(carried);
    }

    fn texts(&self, see: &mut dyn FnMut(super::Champ, &str)) {
        self.mission_locale.texts(see);
        self.agents.texts(see);
    }

    fn invalid_codes(&self, see: &mut dyn FnMut(super::Champ)) {
        self.mission_locale.invalid_codes(see);
        self.agents.invalid_codes(see);
    }

    fn all() -> super::FieldSet {
        MissionLocale::all().union(Agent::all())
    }

    fn reduced(&self, fields: super::FieldSet) -> Self {
        Self { mission_locale: self.mission_locale.reduced(fields), agents: self.agents.reduced(fields) }
    }
}
