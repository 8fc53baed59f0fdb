//! The annexes of the European Social Fund that found the indicators.

use super::Article;
use super::rows::*;
use crate::law::Evidence::{Inferred, Secondary, Seen};
use crate::law::texts::source;

// A row is read as one: code and facts on the first line, then the two sentences.
#[rustfmt::skip]
pub(super) static ROWS: &[Article] = &[
    row("R1304/2013", UNDATED, Secondary, source::CNIL_2014, INDICATORS,
        "Suivi individuel des participants et indicateurs communs, d'après l'avis de la CNIL.",
        "Individual follow-up of participants and common indicators, after the opinion of the CNIL."),
    row("R1304/2013:annexe I:1", FSE_BEFORE_OMNIBUS, Seen, source::FSE_2013, INDICATORS,
        "Indicateurs de réalisation communs concernant les participants, ménages compris.",
        "Common output indicators for participants, households included."),
    row("R1304/2013:annexe I:1", FSE_SINCE_OMNIBUS, Seen, source::FSE_2018, INDICATORS,
        "Indicateurs de réalisation communs concernant les participants ; ceux des ménages sont supprimés.",
        "Common output indicators for participants; those of households are deleted."),
    row("R1304/2013:annexe I:3", UNDATED, Inferred, source::FSE_2018, INDICATORS,
        "Indicateurs communs de résultat immédiat concernant les participants ; intitulés rappelés, non lus.",
        "Common immediate result indicators for participants; wording recalled, not read."),
    row("R1304/2013:annexe I:4", UNDATED, Inferred, source::FSE_2018, INDICATORS,
        "Indicateurs communs de résultat à plus long terme, six mois après la sortie, sur échantillon ; non lus.",
        "Common longer-term result indicators, six months after leaving, on a sample; not read."),
    row("R1304/2013:annexe II", UNDATED, Secondary, source::IEJ, INDICATORS,
        "Indicateurs de résultat de l'Initiative pour l'emploi des jeunes, en plus des indicateurs communs.",
        "Result indicators of the Youth Employment Initiative, in addition to the common ones."),
    row("R2021/1057:annexe I:1.1", UNDATED, Seen, source::FSE_PLUS, INDICATORS,
        "Indicateurs de réalisation communs du FSE+ concernant les participants.",
        "Common output indicators of the ESF+ for participants."),
    row("R2021/1057:annexe I:1.2", UNDATED, Seen, source::FSE_PLUS, INDICATORS,
        "Autres indicateurs de réalisation communs du FSE+ : handicap, origine, logement, zone rurale.",
        "Other common output indicators of the ESF+: disability, background, housing, rural area."),
    row("R2021/1057:annexe I:3", UNDATED, Inferred, source::FSE_PLUS, INDICATORS,
        "Résultats immédiats communs du FSE+ ; le numéro du point n'a pas été lu.",
        "Common immediate results of the ESF+; the number of the point was not read."),
    row("R2021/1057:annexe I:4", UNDATED, Inferred, source::FSE_PLUS, INDICATORS,
        "Résultats à plus long terme communs du FSE+ ; le numéro du point n'a pas été lu.",
        "Common longer-term results of the ESF+; the number of the point was not read."),
];
