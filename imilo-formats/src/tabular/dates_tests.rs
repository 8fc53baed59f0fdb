use super::*;

const ISO: DateDecision = DateDecision::Format(DateFormat::Iso);
const FRENCH: DateDecision = DateDecision::Format(DateFormat::French);

fn plan(values: &[&str]) -> DatePlan {
    let mut plan = DatePlan::new();
    plan.add("birth_date", 2, None);
    for value in values {
        plan.observe(2, value);
    }
    plan.decide();
    plan
}

/// The decision and the notice of a column with these values.
fn decided(values: &[&str]) -> (DateDecision, Option<&'static str>) {
    let plan = plan(values);
    assert!(plan.notices().len() <= 1);
    (plan.decision(2).unwrap(), plan.notices().first().map(Notice::code))
}

#[test]
fn evidence_decides() {
    let unproven = Some("dates_day_month_unproven");
    let undecidable = (DateDecision::Undecidable, Some("dates_undecidable"));
    assert_eq!(decided(&["2001-02-03", "", " 2001-13-45 ", "x"]), (ISO, None));
    assert_eq!(decided(&["31/12/2001", "01/02/2003"]), (FRENCH, None));
    assert_eq!(decided(&["31.12.2001", "01-02-2003"]), (FRENCH, None));
    assert_eq!(decided(&["01/02/2003"; 3]), (FRENCH, unproven));
    assert_eq!(decided(&["12/31/2001", "01/02/2003"]), undecidable);
    assert_eq!(decided(&["12/31/2001", "31/12/2003"]), (FRENCH, None));
    assert_eq!(decided(&["12/31/2001", "12/30/2001", "31/12/2003"]), undecidable);
    // Parts that nothing can be prove nothing.
    assert_eq!(decided(&["01/45/2001", "99/99/9999"]), (FRENCH, unproven));
    assert_eq!(decided(&["2001-02-03", "31/12/2001"]), undecidable);
    assert_eq!(decided(&["2001-02-03", "2001-02-04", "31/12/2001"]), (ISO, None));
    assert_eq!(decided(&["2001-02-03", "30/12/2001", "31/12/2001"]), (FRENCH, None));
    assert_eq!(decided(&["2001-02-03", "12/30/2001", "12/31/2001"]), undecidable);
    assert_eq!(decided(&[]), (DateDecision::Waiting, None));
    assert_eq!(decided(&["", "1/2/2003", "inconnue"]), (DateDecision::Waiting, None));
}

#[test]
fn a_column_without_dates_waits_for_the_first_one() {
    for (value, decision, notices) in [
        ("2001-02-03", ISO, 0),
        ("31/12/2001", FRENCH, 0),
        ("01/12/2001", FRENCH, 1),
        ("12/31/2001", DateDecision::Undecidable, 1),
    ] {
        let mut plan = plan(&["", "  "]);
        plan.observe(2, "inconnue");
        assert!(plan.is_waiting());
        assert_eq!(plan.parse(2, "inconnue"), Err(RefusalCode::DateFormat));
        assert_eq!(plan.parse(2, " "), Ok(None));
        plan.observe(2, value);
        plan.observe(2, "2001-02-03");
        assert_eq!((plan.decision(2), plan.notices().len()), (Some(decision), notices));
    }
}

#[test]
fn the_mapping_decides_first() {
    let mut plan = DatePlan::new();
    plan.add("birth_date", 1, Some(DateFormat::French));
    plan.observe(1, "2001-02-03");
    plan.decide();
    assert_eq!(plan.decision(1), Some(FRENCH));
    assert_eq!(plan.notices(), []);
    assert_eq!(plan.parse(1, "01/12/2001"), Ok(Some((2001, 12, 1))));
    assert_eq!(plan.parse(1, "2001-02-03"), Err(RefusalCode::DateFormat));
}

#[test]
fn strict_parsing() {
    let iso = plan(&["2001-02-03"]);
    assert_eq!(iso.parse(2, "2024-02-29"), Ok(Some((2024, 2, 29))));
    assert_eq!(iso.parse(2, "\u{a0}2024-02-29 "), Ok(Some((2024, 2, 29))));
    assert_eq!(iso.parse(2, "0001-01-01"), Ok(Some((1, 1, 1))));
    for bad in
        ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-01-00", "0000-01-01"]
    {
        assert_eq!(iso.parse(2, bad), Err(RefusalCode::DateInvalid), "{bad}");
    }
    for bad in
        ["2024-02-29T10:00", "2024-02-29 10:00:00", "24-02-29", "2024-2-9", "2024/02/29", "x", "²024-02-01"]
    {
        assert_eq!(iso.parse(2, bad), Err(RefusalCode::DateFormat), "{bad}");
    }
    let french = plan(&["31/12/2001"]);
    for good in ["29/02/2000", "29-02-2000", "29.02.2000"] {
        assert_eq!(french.parse(2, good), Ok(Some((2000, 2, 29))), "{good}");
    }
    for bad in ["1/02/2000", "01/2/2000", "01/02/00", "01/02-2000", "2000-02-01", "01 02 2000", "+1/02/2000"]
    {
        assert_eq!(french.parse(2, bad), Err(RefusalCode::DateFormat), "{bad}");
    }
    assert_eq!(french.parse(2, "30/02/2000"), Err(RefusalCode::DateInvalid));
    let undecidable = plan(&["12/31/2001"]);
    assert_eq!(undecidable.parse(2, "01/02/2000"), Err(RefusalCode::DateUndecidable));
    assert_eq!(undecidable.parse(2, ""), Ok(None));
    assert_eq!(undecidable.parse(7, "01/02/2000"), Err(RefusalCode::DateUndecidable));
}
