//! Outputs and results of the FSE+: annexe I of regulation 2021/1057.
//!
//! The definitions of 2014-2020 stay valid (toolbox of 1 October 2021, *seen*): a row is known no better than the definition
//! that it takes over.

use super::Code;
use super::CodeRow;
use super::rows_co::{INACTIVE, UNEMPLOYED};
use super::rows_cr::{EMPLOYED, IMPROVED, NOT_EMPLOYED, Place, WORK, WORK_6M};
use crate::fse::fact::Fact;
use crate::fse::term::Term::{self, All, Is};
use crate::law::Citation;
use crate::law::Evidence::{self, Inferred, Secondary, Seen};
use crate::law::texts::source;

const PLUS: u8 = 0b1_0000;
const SEARCH_COUNTS: Term = Is(Fact::SearchCounts);
const SEARCH: Term = All(&[SEARCH_COUNTS, Is(Fact::SearchAfter)]);

const P1_1: Place = ("R2021/1057:annexe I:1.1", Seen, source::FSE_PLUS);
const P1_2: Place = ("R2021/1057:annexe I:1.2", Seen, source::FSE_PLUS);
const P3: Place = ("R2021/1057:annexe I:3", Inferred, source::FSE_PLUS);
const P4: Place = ("R2021/1057:annexe I:4", Inferred, source::FSE_PLUS);

const fn row(
    code: Code,
    text: &'static str,
    population: &'static [Term],
    rule: Term,
    ((article, seen, copy), evidence): (Place, Evidence),
    [fr, en]: [&'static str; 2],
) -> CodeRow {
    // EECO01 counts every record; option A8 takes the incomplete ones out.
    let of_incomplete = matches!(code, Code::Eeco01);
    let citation = Citation::new(article, seen, copy);
    CodeRow { code, text, versions: PLUS, population, rule, of_incomplete, citation, evidence, fr, en }
}

// A row is read as one: code, population, rule, place and evidence on the first line, then the names.
#[rustfmt::skip]
pub(super) static ROWS: &[CodeRow] = &[
    row(Code::Eeco01, "EECO01", &[], All(&[]), (P1_1, Inferred),
        ["nombre total de participants", "total number of participants"]),
    row(Code::Eeco02, "EECO02", &[], UNEMPLOYED, (P1_1, Secondary),
        ["chômeurs, y compris de longue durée", "unemployed, including long-term unemployed"]),
    row(Code::Eeco03, "EECO03", &[], Is(Fact::LongTermUnemployed), (P1_1, Inferred),
        ["chômeurs de longue durée", "long-term unemployed"]),
    row(Code::Eeco04, "EECO04", &[], INACTIVE, (P1_1, Secondary),
        ["personnes inactives", "inactive"]),
    row(Code::Eeco05, "EECO05", &[], EMPLOYED, (P1_1, Secondary),
        ["personnes exerçant un emploi, y compris les indépendants", "employed, including self-employed"]),
    row(Code::Eeco06, "EECO06", &[], Is(Fact::Under18), (P1_1, Secondary),
        ["enfants de moins de 18 ans", "number of children below 18 years of age"]),
    row(Code::Eeco07, "EECO07", &[], Is(Fact::From18To29), (P1_1, Secondary),
        ["jeunes âgés de 18 à 29 ans", "number of young people between 18 and 29 years of age"]),
    row(Code::Eeco08, "EECO08", &[], Is(Fact::From55), (P1_1, Secondary),
        ["participants âgés de 55 ans et plus", "number of participants of 55 years of age and above"]),
    row(Code::Eeco09, "EECO09", &[], Is(Fact::Isced0To2), (P1_1, Secondary),
        ["premier cycle de l'enseignement secondaire ou niveau inférieur (CITE 0 à 2)", "with lower secondary education or less (ISCED 0-2)"]),
    row(Code::Eeco10, "EECO10", &[], Is(Fact::Isced3To4), (P1_1, Secondary),
        ["deuxième cycle du secondaire (CITE 3) ou postsecondaire (CITE 4)", "with upper secondary (ISCED 3) or post-secondary education (ISCED 4)"]),
    row(Code::Eeco11, "EECO11", &[], Is(Fact::Isced5To8), (P1_1, Secondary),
        ["enseignement supérieur (CITE 5 à 8)", "with tertiary education (ISCED 5 to 8)"]),
    row(Code::Eeco12, "EECO12", &[], Is(Fact::Disability), (P1_2, Seen),
        ["participants handicapés", "participants with disabilities"]),
    row(Code::Eeco13, "EECO13", &[], Is(Fact::ThirdCountry), (P1_2, Seen),
        ["ressortissants de pays tiers", "third-country nationals"]),
    row(Code::Eeco14, "EECO14", &[], Is(Fact::ForeignBackground), (P1_2, Inferred),
        ["participants d'origine étrangère", "participants with a foreign background"]),
    row(Code::Eeco15, "EECO15", &[], Is(Fact::Minority), (P1_2, Inferred),
        ["minorités (y compris les communautés marginalisées telles que les Roms)", "minorities (including marginalised communities such as Roma people)"]),
    row(Code::Eeco16, "EECO16", &[], Is(Fact::Homeless), (P1_2, Inferred),
        ["sans-abri ou personnes touchées par l'exclusion du logement", "homeless or affected by housing exclusion"]),
    row(Code::Eeco17, "EECO17", &[], Is(Fact::Rural), (P1_2, Secondary),
        ["participants venant de zones rurales", "participants from rural areas"]),
    row(Code::Eecr01, "EECR01", &[SEARCH_COUNTS], SEARCH, (P3, Inferred),
        ["participants à la recherche d'un emploi au terme de leur participation", "participants engaged in job searching upon leaving"]),
    row(Code::Eecr02, "EECR02", &[], Is(Fact::EducationAfter), (P3, Inferred),
        ["participants suivant un enseignement ou une formation au terme de leur participation", "participants in education or training upon leaving"]),
    row(Code::Eecr03, "EECR03", &[], Is(Fact::QualificationAfter), (P3, Inferred),
        ["participants obtenant une qualification au terme de leur participation", "participants gaining a qualification upon leaving"]),
    row(Code::Eecr04, "EECR04", &[NOT_EMPLOYED], WORK, (P3, Seen),
        ["participants exerçant un emploi, y compris à titre indépendant, au terme de leur participation", "participants in employment, including self-employment, upon leaving"]),
    row(Code::Eecr05, "EECR05", &[NOT_EMPLOYED], WORK_6M, (P4, Inferred),
        ["participants exerçant un emploi, y compris à titre indépendant, six mois après la fin de leur participation", "participants in employment, including self-employment, six months after leaving"]),
    row(Code::Eecr06, "EECR06", &[EMPLOYED], IMPROVED, (P4, Seen),
        ["participants jouissant d'une meilleure situation sur le marché du travail six mois après la fin de leur participation", "participants with an improved labour market situation six months after leaving"]),
];
