//! What the processing is for, as its texts say it: what a person is told (RGPD, art. 15(1)(a)).
//!
//! The purposes of a request ([`Finalite`](crate::habilitation::Finalite)) are finer, for they tell rows of lists apart. These
//! are the sentences of the texts, as far as they were read.

use std::borrow::Cow;

use crate::calendar::Date;
use crate::law::entries::{CEJ, DECRET_2015, DECRET_2021, DECRET_2025, DECRET_2026, SECURITE_SOCIALE_2026};
use crate::law::texts::source;
use crate::law::{BeforeFirstRuleSet, Citation, Entry, Evidence, InForce, Source, Timeline, Version};

use Evidence::{Secondary, Seen};

/// A purpose of the processing, in French and in English.
pub type Enonce = (&'static str, &'static str);

/// The purposes of a version, as its text says them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enonces {
    /// The sentences.
    pub enonces: &'static [Enonce],
    /// Whether the text was read in full: there are no others then.
    pub in_full: bool,
}

const ACTIONS: Enonce = (
    "permettre aux missions locales de mener leurs actions d'insertion, de concertation et d'évaluation",
    "let the missions locales carry out their actions of integration, concertation and evaluation",
);
const ACTIONS_2015: Enonce = (
    "permettre aux missions locales et aux PAIO de mener, dans leur zone de compétence, leurs actions d'insertion, de concertation et d'évaluation",
    "let the missions locales and PAIO carry out, in their zone, their actions of integration, concertation and evaluation",
);
const POLITIQUE: Enonce = (
    "permettre aux missions locales, à leurs représentants, à leurs commanditaires et à leurs partenaires de développer une politique locale d'insertion coordonnée",
    "let the missions locales, their representatives, those who commission them and their partners develop a coordinated local policy of integration",
);
const ACCUEIL: Enonce = (
    "accueillir, informer, orienter et accompagner les jeunes (article L. 5314-2 du code du travail)",
    "receive, inform, guide and accompany young people (article L. 5314-2 of the code du travail)",
);
const EMPLOYEURS: Enonce = (
    "mettre les jeunes en relation avec les employeurs et aider au recrutement",
    "match young people with employers and help recruitment",
);
const INFORMATION: Enonce = (
    "informer les jeunes et les employeurs sur l'emploi, la formation, la santé, le logement, les droits et la citoyenneté",
    "inform young people and employers on employment, training, health, housing, rights and citizenship",
);
const SECURITE_SOCIALE: Enonce = (
    "échanger des données avec les organismes de sécurité sociale, pour garantir les droits sociaux des jeunes accompagnés ou éviter des cumuls indus d'allocations et d'aides",
    "exchange data with social security bodies, to guarantee the social rights of the young people or avoid undue plural allowances",
);
const C2S: Enonce = (
    "pour les bénéficiaires du contrat d'engagement jeune, l'accès à la complémentaire santé solidaire et son attribution",
    "for beneficiaries of the contrat d'engagement jeune, access to the complémentaire santé solidaire and its attribution",
);
const COORDINATION: Enonce = (
    "mener une politique d'insertion coordonnée : missions locales, service public de l'emploi, orientation et formation, éducation, justice, sécurité sociale, Agence de services et de paiement",
    "lead a coordinated policy of integration: missions locales, public employment service, guidance and training, education, justice, social security, Agence de services et de paiement",
);
const PARCOURS: Enonce = (
    "aider les jeunes à construire leur parcours professionnel",
    "help young people build their career path",
);

const V2015: Enonces = Enonces { enonces: &[ACTIONS_2015, POLITIQUE], in_full: true };
const V2021: Enonces = Enonces { enonces: &[ACTIONS, POLITIQUE], in_full: false };
const V2022: Enonces = Enonces {
    enonces: &[
        ACTIONS,
        POLITIQUE,
        ACCUEIL,
        EMPLOYEURS,
        INFORMATION,
        SECURITE_SOCIALE,
        COORDINATION,
        PARCOURS,
    ],
    in_full: false,
};
const V2026_07: Enonces = Enonces {
    enonces: &[
        ACTIONS,
        POLITIQUE,
        ACCUEIL,
        EMPLOYEURS,
        INFORMATION,
        SECURITE_SOCIALE,
        C2S,
        COORDINATION,
        PARCOURS,
    ],
    in_full: false,
};

const fn version(
    id: &'static str,
    entry: Entry,
    cites: (&'static str, Evidence, Source),
    value: Enonces,
) -> Version<Enonces> {
    Version { id: Cow::Borrowed(id), entry, citation: Citation::new(cites.0, cites.1, cites.2), value }
}

/// Art. 1 al. 2 of 2015; art. 1 bis, a list of which the first six were read in the notice given to the young people; art.
/// 1 ter from 2026, the same list with another number.
static VERSIONS: [Version<Enonces>; 6] = [
    version("V2015", DECRET_2015, ("D2015-59:1:al. 2", Seen, source::GIT), V2015),
    version("V2021", DECRET_2021, ("D2015-59:1:al. 2", Seen, source::JB_2015), V2021),
    version("V2021-B", CEJ, ("D2015-59:1 bis", Secondary, source::NOTICE), V2022),
    version("V2025", DECRET_2025, ("D2015-59:1 bis", Secondary, source::NOTICE), V2022),
    version("V2026", DECRET_2026, ("D2015-59:1 ter", Secondary, source::KH_26), V2022),
    version("V2026-07", SECURITE_SOCIALE_2026, ("D2015-59:1 ter", Secondary, source::CI_26), V2026_07),
];
static LINE: Timeline<Enonces> = Timeline::new(&VERSIONS);

/// What the processing is for on a day, as its text says it. In a window of entry, the newer version.
///
/// ```
/// use imilo_core::droits::finalites;
/// let told = finalites::on("2018-06-01".parse()?)?;
/// assert!(told.value.in_full && told.value.enonces.len() == 2);
/// assert_eq!(told.citation.code, "D2015-59:1:al. 2");
/// let later = finalites::on("2026-07-01".parse()?)?;
/// assert!(!later.value.in_full && later.value.enonces.iter().any(|(fr, _)| fr.contains("complémentaire santé")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`BeforeFirstRuleSet`] before 2015-01-29.
pub fn on(day: Date) -> Result<&'static Version<Enonces>, BeforeFirstRuleSet> {
    let (InForce::Certain(version) | InForce::Either(_, version)) = LINE.at(day)?;
    Ok(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_c2s_is_told_from_its_day_on_and_the_paio_until_theirs() {
        let told = |day: &str| on(day.parse().unwrap()).unwrap().value;
        assert!(!told("2026-06-30").enonces.contains(&C2S) && told("2026-07-01").enonces.contains(&C2S));
        assert!(told("2021-05-22").enonces.contains(&ACTIONS_2015));
        assert!(!told("2021-05-23").enonces.contains(&ACTIONS_2015) && !told("2021-05-23").in_full);
        assert!(
            told("2022-03-01").enonces.contains(&ACCUEIL) && !told("2022-02-28").enonces.contains(&ACCUEIL)
        );
        assert!(on("2015-01-28".parse().unwrap()).is_err());
    }
}
