//! Outputs of 2014-2020: annexe I, point 1.

use super::Code;
use super::CodeRow;
use crate::fse::fact::Fact;
use crate::fse::term::Term::{self, All, Any, Is};
use crate::law::Citation;
use crate::law::Evidence::{self, Inferred, Secondary, Seen};
use crate::law::texts::source;

/// Versions of 2014-2020 that have a row: the FSE and the IEJ, 2013 and 2018.
pub(super) const BOTH: u8 = 0b1111;
const OF_2013: u8 = 0b0101;

pub(super) const UNEMPLOYED: Term = Is(Fact::Unemployed);
pub(super) const INACTIVE: Term = Is(Fact::Inactive);
pub(super) const NEET_INACTIVE: Term = All(&[INACTIVE, Is(Fact::NotInEducation)]);

const fn output(
    code: Code,
    text: &'static str,
    versions: u8,
    rule: Term,
    evidence: Evidence,
    [fr, en]: [&'static str; 2],
) -> CodeRow {
    let copy = if versions == OF_2013 { source::FSE_2013 } else { source::FSE_2018 };
    let citation = Citation::new("R1304/2013:annexe I:1", Seen, copy);
    CodeRow { code, text, versions, population: &[], rule, of_incomplete: false, citation, evidence, fr, en }
}

// A row is read as one: code, versions, rule and evidence on the first line, then the names.
#[rustfmt::skip]
pub(super) static ROWS: &[CodeRow] = &[
    output(Code::Co01, "CO01", BOTH, UNEMPLOYED, Secondary,
        ["chômeurs, y compris les chômeurs de longue durée", "unemployed, including long-term unemployed"]),
    output(Code::Co02, "CO02", BOTH, Is(Fact::LongTermUnemployed), Secondary,
        ["chômeurs de longue durée", "long-term unemployed"]),
    output(Code::Co03, "CO03", BOTH, INACTIVE, Secondary,
        ["personnes inactives", "inactive"]),
    output(Code::Co04, "CO04", BOTH, NEET_INACTIVE, Secondary,
        ["personnes inactives ne suivant ni enseignement ni formation", "inactive, not in education or training"]),
    output(Code::Co05, "CO05", BOTH, Is(Fact::Employed), Secondary,
        ["personnes exerçant un emploi, y compris les indépendants", "employed, including self-employed"]),
    output(Code::Co06, "CO06", BOTH, Is(Fact::Under25), Secondary,
        ["moins de 25 ans", "below 25 years of age"]),
    output(Code::Co07, "CO07", BOTH, Is(Fact::From55), Secondary,
        ["plus de 54 ans", "above 54 years of age"]),
    output(Code::Co08, "CO08", BOTH, All(&[Is(Fact::From55), Any(&[UNEMPLOYED, NEET_INACTIVE])]), Secondary,
        ["plus de 54 ans qui sont sans emploi, y compris les chômeurs de longue durée, ou qui sont inactives et ne suivent ni enseignement ni formation", "above 54 years of age who are unemployed, including long-term unemployed, or inactive not in education or training"]),
    output(Code::Co09, "CO09", BOTH, Is(Fact::Isced1To2), Secondary,
        ["titulaires d'un diplôme de l'enseignement primaire (CITE 1) ou du premier cycle de l'enseignement secondaire (CITE 2)", "with primary (ISCED 1) or lower secondary education (ISCED 2)"]),
    output(Code::Co10, "CO10", BOTH, Is(Fact::Isced3To4), Secondary,
        ["titulaires d'un diplôme du deuxième cycle de l'enseignement secondaire (CITE 3) ou de l'enseignement postsecondaire non supérieur (CITE 4)", "with upper secondary (ISCED 3) or post-secondary education (ISCED 4)"]),
    output(Code::Co11, "CO11", BOTH, Is(Fact::Isced5To8), Secondary,
        ["titulaires d'un diplôme de l'enseignement supérieur (CITE 5 à 8)", "with tertiary education (ISCED 5 to 8)"]),
    output(Code::Co12, "CO12", OF_2013, Is(Fact::JoblessHousehold), Inferred,
        ["participants vivant dans des ménages sans emploi", "participants who live in jobless households"]),
    output(Code::Co13, "CO13", OF_2013, All(&[Is(Fact::JoblessHousehold), Is(Fact::DependentChildren)]), Inferred,
        ["participants vivant dans des ménages sans emploi avec enfants à charge", "participants who live in jobless households with dependent children"]),
    output(Code::Co14, "CO14", OF_2013, All(&[Is(Fact::SingleAdult), Is(Fact::DependentChildren)]), Inferred,
        ["participants vivant dans des ménages composés d'un seul adulte avec enfants à charge", "participants who live in a single adult household with dependent children"]),
    output(Code::Co15, "CO15", BOTH, Is(Fact::BackgroundOrMinority), Inferred,
        ["migrants, participants d'origine étrangère, minorités (y compris les communautés marginalisées telles que les Roms)", "migrants, participants with a foreign background, minorities (including marginalised communities such as the Roma)"]),
    output(Code::Co16, "CO16", BOTH, Is(Fact::Disability), Seen,
        ["participants handicapés", "participants with disabilities"]),
    output(Code::Co17, "CO17", BOTH, Is(Fact::OtherDisadvantaged), Inferred,
        ["autres personnes défavorisées", "other disadvantaged"]),
    output(Code::Co18, "CO18", BOTH, Is(Fact::Homeless), Inferred,
        ["sans-abri ou personnes confrontées à l'exclusion de leur logement", "homeless or affected by housing exclusion"]),
    output(Code::Co19, "CO19", BOTH, Is(Fact::Rural), Secondary,
        ["personnes venant de zones rurales", "from rural areas"]),
];
