//! The participants of the vectors, and whether what was found is what they expect.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Found;
use crate::fse::{Annexe, Code, LabourStatus, Participation, Programme, Rules, Truth};

/// A participant of a file of vectors.
pub(super) struct Case {
    pub(super) record: Participation,
    pub(super) rules: Rules,
    expect: Value,
    standing: [bool; 3],
    status: Option<Option<LabourStatus>>,
}

/// A file of vectors.
pub(super) fn file(name: &str) -> Value {
    let path = format!("{}/../tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A list of a file; none is empty.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The words of a list.
pub(super) fn words(value: &Value) -> BTreeSet<String> {
    list(value).iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

pub(super) fn programme(case: &Value) -> Programme {
    let annexe = match case["annex_version"].as_str() {
        Some("2013") => Annexe::Of2013,
        _ => Annexe::Of2018,
    };
    match case["programme"].as_str().unwrap() {
        "ESF" => Programme::Fse(annexe),
        "YEI" => Programme::Iej(annexe),
        _ => Programme::FsePlus,
    }
}

/// The versions that have each code, as the vectors say: bits of the programmes.
pub(super) fn versions() -> BTreeMap<String, u8> {
    let names = ["ESF 2013", "ESF 2018", "YEI 2013", "YEI 2018", "ESF+"];
    let bit = |name: &String| 1_u8 << names.iter().position(|known| known == name).unwrap();
    let of = |case: &Value| words(&case["versions"]).iter().map(bit).fold(0, |bits, bit| bits | bit);
    let rows = file("fse-codes.json");
    list(&rows["code_cases"])
        .iter()
        .map(|case| (case["code"].as_str().unwrap().to_owned(), of(case)))
        .collect()
}

impl Case {
    pub(super) fn read_all() -> Vec<Self> {
        let files = [
            "given/fse-cases.json",
            "fse-participants.json",
            "fse-validation.json",
            "fse-options.json",
            "fse-codes.json",
            "fse-bounds.json",
        ];
        files
            .iter()
            .flat_map(|name| list(&file(name)["cases"]).iter().map(Self::read).collect::<Vec<_>>())
            .collect()
    }

    fn read(case: &Value) -> Self {
        let mut input = case["input"].clone();
        let report = input.as_object_mut().unwrap().remove("report_date").filter(|day| !day.is_null());
        let mut rules =
            Rules::new(programme(case)).on(report.map(|day| serde_json::from_value(day).unwrap()));
        if !case["options"].is_null() {
            rules.options = serde_json::from_value(case["options"].clone()).unwrap();
        }
        let standing = ["complete", "in_grand_total", "counted_in_indicators"];
        Self {
            record: serde_json::from_value(input).unwrap(),
            rules,
            expect: case["expect"].clone(),
            standing: standing.map(|key| case["record"][key].as_bool().unwrap()),
            status: case
                .get("derived")
                .map(|derived| serde_json::from_value(derived["labour_status_entry"].clone()).unwrap()),
        }
    }

    /// Scored as the vectors are: `zero` is a known no, `not_applicable` any reason unless `reasons` names it.
    pub(super) fn passes(&self, found: &Found<'_>) -> bool {
        let value = |code: &str| found.value(code.parse::<Code>().unwrap());
        let all = |key: &str, fits: &dyn Fn(Option<Truth>) -> bool| {
            words(&self.expect[key]).iter().all(|code| fits(value(code)))
        };
        let reasons = self.expect["reasons"].as_object().into_iter().flatten();
        let reason = |code: &str| value(code).and_then(Truth::reason).map(|reason| reason.name());
        let findings: BTreeSet<String> = found.findings().into_iter().collect();
        let absent = words(&self.expect["findings_absent"]);
        let rule_of = |finding: &String| finding.split(':').next().unwrap_or_default().to_owned();
        let derivation = &found.derivation;
        all("one", &|truth| truth == Some(Truth::Yes))
            && all("zero", &|truth| truth == Some(Truth::No))
            && all("not_applicable", &|truth| truth.is_none_or(|truth| truth.known().is_none()))
            && reasons.into_iter().all(|(code, wanted)| reason(code) == wanted.as_str())
            && words(&self.expect["findings"]).is_subset(&findings)
            && self.expect.get("findings_exactly").is_none_or(|wanted| {
                let mut wanted: Vec<_> = list(wanted).iter().map(|word| word.as_str().unwrap()).collect();
                let mut found = found.findings();
                wanted.sort_unstable();
                found.sort_unstable();
                wanted == found
            })
            && findings.iter().all(|finding| !absent.contains(&rule_of(finding)))
            && self.standing
                == [derivation.is_complete(), derivation.in_grand_total(), derivation.counted_in_indicators()]
            && self.status.is_none_or(|status| status == derivation.labour_status())
    }
}
