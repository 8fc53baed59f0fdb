//! Results of 2014-2020: annexe I, points 3 and 4, and annexe II (IEJ).

use super::Code;
use super::CodeRow;
use super::rows_co::{BOTH, INACTIVE, NEET_INACTIVE, UNEMPLOYED};
use crate::fse::fact::Fact;
use crate::fse::term::Term::{self, All, Any, Is};
use crate::law::Evidence::{self, Inferred, Secondary, Seen};
use crate::law::texts::source;
use crate::law::{Citation, Source};

/// A provision: its code, how well it is known, where it was read.
pub(super) type Place = (&'static str, Evidence, Source);

const IEJ: u8 = 0b1100;

pub(super) const NOT_EMPLOYED: Term = Any(&[UNEMPLOYED, INACTIVE]);
pub(super) const EMPLOYED: Term = Is(Fact::Employed);
const DISADVANTAGED: Term = Is(Fact::Disadvantaged);
const LONG_TERM: Term = Is(Fact::LongTermUnemployed);
const SEARCH: Term = All(&[INACTIVE, Is(Fact::SearchAfter)]);
pub(super) const WORK: Term = All(&[NOT_EMPLOYED, Is(Fact::WorkAfter)]);
pub(super) const WORK_6M: Term = All(&[NOT_EMPLOYED, Is(Fact::Work6m)]);
pub(super) const IMPROVED: Term = All(&[EMPLOYED, Is(Fact::Work6m), Is(Fact::Improved6m)]);
const ANY_RESULT: Term = Any(&[SEARCH, Is(Fact::EducationAfter), Is(Fact::QualificationAfter), WORK]);
const IEJ_RESULT: Term = Any(&[Is(Fact::EducationAfter), Is(Fact::QualificationAfter), WORK]);

/// Where a result stands: immediate, six months later, in the annexe of the IEJ.
const IMMEDIATE: Place = ("R1304/2013:annexe I:3", Inferred, source::FSE_2018);
const LATER: Place = ("R1304/2013:annexe I:4", Inferred, source::FSE_2018);
/// Its names were read in answers of the Commission and in the tables of a managing authority, not in the annexe itself.
const ANNEXE_II: Place = ("R1304/2013:annexe II", Secondary, source::IEJ);

const fn common(
    code: Code,
    text: &'static str,
    population: &'static [Term],
    rule: Term,
    ((article, seen, copy), evidence): (Place, Evidence),
    [fr, en]: [&'static str; 2],
) -> CodeRow {
    let citation = Citation::new(article, seen, copy);
    CodeRow { code, text, versions: BOTH, population, rule, of_incomplete: false, citation, evidence, fr, en }
}

const fn iej(
    code: Code,
    text: &'static str,
    population: &'static [Term],
    rule: Term,
    evidence: Evidence,
    [fr, en]: [&'static str; 2],
) -> CodeRow {
    let citation = Citation::new(ANNEXE_II.0, ANNEXE_II.1, ANNEXE_II.2);
    CodeRow { code, text, versions: IEJ, population, rule, of_incomplete: false, citation, evidence, fr, en }
}

// A row is read as one: code, population, rule, place and evidence on the first line, then the names.
#[rustfmt::skip]
pub(super) static ROWS: &[CodeRow] = &[
    common(Code::Cr01, "CR01", &[INACTIVE], SEARCH, (IMMEDIATE, Secondary),
        ["participants inactifs engagés dans la recherche d'un emploi au terme de leur participation", "inactive participants engaged in job searching upon leaving"]),
    common(Code::Cr02, "CR02", &[], Is(Fact::EducationAfter), (IMMEDIATE, Inferred),
        ["participants suivant un enseignement ou une formation au terme de leur participation", "participants in education or training upon leaving"]),
    common(Code::Cr03, "CR03", &[], Is(Fact::QualificationAfter), (IMMEDIATE, Secondary),
        ["participants obtenant une qualification au terme de leur participation", "participants gaining a qualification upon leaving"]),
    common(Code::Cr04, "CR04", &[NOT_EMPLOYED], WORK, (IMMEDIATE, Secondary),
        ["participants exerçant un emploi, y compris un emploi indépendant, au terme de leur participation", "participants in employment, including self-employment, upon leaving"]),
    common(Code::Cr05, "CR05", &[DISADVANTAGED], ANY_RESULT, (IMMEDIATE, Inferred),
        ["participants défavorisés à la recherche d'un emploi, suivant un enseignement ou une formation, acquérant une qualification ou exerçant un emploi, y compris un emploi indépendant, au terme de leur participation", "disadvantaged participants engaged in job searching, education or training, gaining a qualification, in employment, including self-employment, upon leaving"]),
    common(Code::Cr06, "CR06", &[NOT_EMPLOYED], WORK_6M, (LATER, Secondary),
        ["participants exerçant un emploi, y compris un emploi indépendant, six mois après la fin de leur participation", "participants in employment, including self-employment, six months after leaving"]),
    common(Code::Cr07, "CR07", &[EMPLOYED], IMPROVED, (LATER, Seen),
        ["participants jouissant d'une meilleure situation sur le marché du travail six mois après la fin de leur participation", "participants with an improved labour market situation six months after leaving"]),
    common(Code::Cr08, "CR08", &[Is(Fact::From55), NOT_EMPLOYED], WORK_6M, (LATER, Secondary),
        ["participants de plus de 54 ans exerçant un emploi, y compris un emploi indépendant, six mois après la fin de leur participation", "participants above 54 years of age in employment, including self-employment, six months after leaving"]),
    common(Code::Cr09, "CR09", &[DISADVANTAGED, NOT_EMPLOYED], WORK_6M, (LATER, Inferred),
        ["participants défavorisés exerçant un emploi, y compris un emploi indépendant, six mois après la fin de leur participation", "disadvantaged participants in employment, including self-employment, six months after leaving"]),
    iej(Code::YeiCr01, "YEI_CR01", &[UNEMPLOYED], Is(Fact::Completed), Seen,
        ["participants chômeurs qui suivent jusqu'à son terme l'intervention soutenue par l'IEJ", "Unemployed participants who complete the YEI supported intervention"]),
    iej(Code::YeiCr02, "YEI_CR02", &[UNEMPLOYED], Is(Fact::Offer), Inferred,
        ["participants chômeurs qui reçoivent une offre d'emploi, de formation continue, d'apprentissage ou de stage au terme de leur participation", "Unemployed participants who receive an offer of employment, continued education, apprenticeship or traineeship upon leaving"]),
    iej(Code::YeiCr03, "YEI_CR03", &[UNEMPLOYED], IEJ_RESULT, Inferred,
        ["participants chômeurs qui suivent un enseignement ou une formation, obtiennent une qualification ou exercent un emploi, y compris à titre indépendant, au terme de leur participation", "Unemployed participants who are in education or training, gain a qualification, or are in employment, including self-employment, upon leaving"]),
    iej(Code::YeiCr04, "YEI_CR04", &[LONG_TERM], Is(Fact::Completed), Seen,
        ["participants chômeurs de longue durée qui suivent jusqu'à son terme l'intervention soutenue par l'IEJ", "Long-term unemployed participants who complete the YEI supported intervention"]),
    iej(Code::YeiCr05, "YEI_CR05", &[LONG_TERM], Is(Fact::Offer), Inferred,
        ["participants chômeurs de longue durée qui reçoivent une offre d'emploi, de formation continue, d'apprentissage ou de stage au terme de leur participation", "Long-term unemployed participants who receive an offer of employment, continued education, apprenticeship or traineeship upon leaving"]),
    iej(Code::YeiCr06, "YEI_CR06", &[LONG_TERM], IEJ_RESULT, Inferred,
        ["participants chômeurs de longue durée qui suivent un enseignement ou une formation, obtiennent une qualification ou exercent un emploi, y compris à titre indépendant, au terme de leur participation", "Long-term unemployed participants who are in education or training, gain a qualification, or are in employment, including self-employment, upon leaving"]),
    iej(Code::YeiCr07, "YEI_CR07", &[NEET_INACTIVE], Is(Fact::Completed), Inferred,
        ["participants inactifs ne suivant ni enseignement ni formation qui suivent jusqu'à son terme l'intervention soutenue par l'IEJ", "Inactive participants not in education or training who complete the YEI supported intervention"]),
    iej(Code::YeiCr08, "YEI_CR08", &[NEET_INACTIVE], Is(Fact::Offer), Inferred,
        ["participants inactifs ne suivant ni enseignement ni formation qui reçoivent une offre d'emploi, de formation continue, d'apprentissage ou de stage au terme de leur participation", "Inactive participants not in education or training who receive an offer of employment, continued education, apprenticeship or traineeship upon leaving"]),
    iej(Code::YeiCr09, "YEI_CR09", &[NEET_INACTIVE], IEJ_RESULT, Inferred,
        ["participants inactifs ne suivant ni enseignement ni formation qui suivent un enseignement ou une formation, obtiennent une qualification ou exercent un emploi, y compris à titre indépendant, au terme de leur participation", "Inactive participants not in education or training who are in education or training, gain a qualification, or are in employment, including self-employment, upon leaving"]),
    iej(Code::YeiCr10, "YEI_CR10", &[], Is(Fact::Education6m), Secondary,
        ["participants suivant une formation continue, un programme de formation menant à une qualification, un apprentissage ou un stage six mois après la fin de leur participation", "Participants in continued education, training programmes leading to a qualification, an apprenticeship or a traineeship six months after leaving"]),
    iej(Code::YeiCr11, "YEI_CR11", &[], Is(Fact::Employment6m), Inferred,
        ["participants exerçant un emploi six mois après la fin de leur participation", "Participants in employment six months after leaving"]),
    iej(Code::YeiCr12, "YEI_CR12", &[], Is(Fact::SelfEmployed6m), Seen,
        ["participants exerçant une activité indépendante six mois après la fin de leur participation", "Participants in self-employment six months after leaving"]),
];
