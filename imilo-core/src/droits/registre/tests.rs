use super::*;
use crate::droits::Right;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn received(text: &str) -> Inscription {
    Inscription { receipt_date: Some(day(text)), right: Some(Right::Access), ..Inscription::default() }
}

fn state(entry: &Inscription, on: &str) -> EtatDemande {
    entry.on(&Query::of(day(on))).unwrap().state
}

/// 31 January 2026: one month ends on Saturday 28 February, hence on Monday 2 March; three months on 30 April.
#[test]
fn an_extension_counts_only_if_notified_in_time_and_with_its_reasons() {
    let mut entry = received("2026-01-31");
    assert_eq!(state(&entry, "2026-03-02"), EtatDemande::DueSoon);
    assert_eq!(state(&entry, "2026-03-03"), EtatDemande::Overdue);
    entry.extension_date = Some(day("2026-02-20"));
    let doubtful = entry.on(&Query::of(day("2026-03-03"))).unwrap();
    assert_eq!((doubtful.state, doubtful.missing), (EtatDemande::Undetermined, vec!["extension_notice"]));
    assert_eq!(state(&entry, "2026-05-01"), EtatDemande::Overdue, "late whatever the notice was");
    entry.extension_notice = Some(day("2026-03-02"));
    let doubtful = entry.on(&Query::of(day("2026-03-03"))).unwrap();
    assert_eq!((doubtful.state, doubtful.missing), (EtatDemande::Undetermined, vec!["extension_reason"]));
    entry.extension_reason = Some("nombre de demandes".to_owned());
    let extended = entry.on(&Query::of(day("2026-03-03"))).unwrap();
    assert_eq!((extended.state, extended.days_left), (EtatDemande::Open, Some(58)));
    assert_eq!(extended.delai.unwrap().due_date, day("2026-04-30"));
    entry.extension_notice = Some(day("2026-03-03"));
    let void = entry.on(&Query::of(day("2026-03-03"))).unwrap();
    assert_eq!(void.state, EtatDemande::Overdue);
    assert!(void.remarks.iter().any(|remark| remark.code == "extension_void"));
}

#[test]
fn a_reply_is_in_time_late_or_not_known() {
    let mut entry = received("2026-01-31");
    for (reply, found) in
        [("2026-03-02", EtatDemande::AnsweredInTime), ("2026-03-03", EtatDemande::AnsweredLate)]
    {
        entry.reply_date = Some(day(reply));
        entry.outcome = Some(RequestOutcome::Granted);
        assert_eq!(state(&entry, "2026-06-01"), found);
    }
    // As of an earlier day the reply was not there.
    assert_eq!(state(&entry, "2026-02-10"), EtatDemande::Open);
    assert_eq!(state(&entry, "2026-01-30"), EtatDemande::NotYetReceived);
    entry.reply_date = None;
    assert_eq!(state(&entry, "2026-06-01"), EtatDemande::Undetermined);
    entry.outcome = Some(RequestOutcome::Withdrawn);
    assert_eq!(state(&entry, "2026-06-01"), EtatDemande::Withdrawn);
    let unknown = Inscription::default().on(&Query::of(day("2026-06-01"))).unwrap();
    assert_eq!((unknown.state, unknown.missing), (EtatDemande::Undetermined, vec!["receipt_date"]));
}

/// A reply or a notice dated before the receipt hides nothing: the due date stands, and the day is told as impossible.
#[test]
fn what_lies_before_the_receipt_is_put_aside() {
    let codes = |entry: &Inscription, on: &str| -> (EtatDemande, Vec<&str>, String, Vec<&str>) {
        let standing = entry.on(&Query::of(day(on))).unwrap();
        let remarks = standing.remarks.iter().map(|remark| remark.code).collect();
        (standing.state, standing.missing, standing.delai.unwrap().due_date.to_string(), remarks)
    };
    let reply = Inscription { reply_date: Some(day("2026-01-30")), ..received("2026-01-31") };
    for on in ["2026-02-15", "2026-06-01"] {
        let found = codes(&reply, on);
        assert_eq!((found.0, found.1), (EtatDemande::Undetermined, vec!["reply_date"]));
        assert_eq!((&*found.2, found.3), ("2026-03-02", vec!["day_before_receipt"]));
    }
    let notice = Inscription {
        extension_notice: Some(day("2026-01-30")),
        extension_reason: Some("nombre".to_owned()),
        ..received("2026-01-31")
    };
    assert_eq!(codes(&notice, "2026-03-02").0, EtatDemande::DueSoon);
    assert_eq!(codes(&notice, "2026-03-03").1, ["extension_notice"]);
    assert_eq!(codes(&notice, "2026-05-01").0, EtatDemande::Overdue);
    assert!(received("2015-01-28").on(&Query::of(day("2026-01-01"))).is_err());
}

/// Received on 31 January 2026: the first last day is 2 March, the one of an extension 30 April.
#[test]
fn an_extension_without_its_reasons_moves_nothing_before_the_first_day() {
    let entry = Inscription { extension_notice: Some(day("2026-02-20")), ..received("2026-01-31") };
    let of = |on: &str| {
        let standing = entry.on(&Query::of(day(on))).unwrap();
        let delai = standing.delai.unwrap();
        (standing.state, delai.first_due_date.to_string(), delai.due_date.to_string(), standing.days_left)
    };
    let days = |state, due: &str, left| (state, "2026-03-02".to_owned(), due.to_owned(), left);
    assert_eq!(of("2026-02-27"), days(EtatDemande::DueSoon, "2026-03-02", Some(3)));
    assert_eq!(of("2026-03-03"), days(EtatDemande::Undetermined, "2026-04-30", None));
    assert_eq!(of("2026-05-01"), days(EtatDemande::Overdue, "2026-04-30", Some(-1)));
}

#[test]
fn days_that_contradict_each_other_are_told() {
    let entry = Inscription {
        extension_date: Some(day("2026-02-21")),
        extension_notice: Some(day("2026-02-20")),
        extension_reason: Some("nombre".to_owned()),
        reply_date: Some(day("2026-02-15")),
        outcome: Some(RequestOutcome::Granted),
        ..received("2026-01-31")
    };
    let standing = entry.on(&Query::of(day("2026-06-01"))).unwrap();
    let codes: Vec<_> = standing.remarks.iter().map(|remark| remark.code).collect();
    assert_eq!(codes, ["notice_after_reply", "extension_after_notice"]);
}

/// Good Friday 2026 is 3 April; a month that ends on the Saturday after it is moved to the Tuesday wherever one is.
#[test]
fn a_day_that_depends_on_good_friday_has_the_other_one() {
    let of = |receipt: &str, territoire| {
        let query = Query { territoire, ..Query::of(day("2026-03-20")) };
        received(receipt).on(&query).unwrap().without_good_friday.map(|day| day.to_string())
    };
    assert_eq!(of("2026-03-03", Territoire::AlsaceMoselle).as_deref(), Some("2026-04-03"));
    assert_eq!(of("2026-03-04", Territoire::AlsaceMoselle), None);
    assert_eq!(of("2026-03-03", Territoire::Metropole), None);
}

#[test]
fn a_text_does_not_reach_debug() {
    let entry = Inscription { handler: Some("Mme Untel".to_owned()), ..received("2026-01-31") };
    assert!(!format!("{entry:?}").contains("Untel"));
}

/// Day by day over ten years, by a walk that knows neither months nor states: the last day is the same number in the
/// month after, or the last of it; then the first that is worked.
#[test]
fn states_of_every_day_are_those_of_a_naive_walk() {
    let sunday = day("2026-11-29");
    for territoire in Territoire::ALL {
        let off = |on: Date| {
            on.days_until(sunday).rem_euclid(7) <= 1
                || crate::calendar::jours_feries::jour_ferie(on, territoire).is_some()
        };
        let mut receipt = day("2019-01-01");
        while receipt.year() < 2029 {
            let entry = Inscription { receipt_date: Some(receipt), ..Inscription::default() };
            let wanted = receipt.month() % 12 + 1;
            let (mut on, mut left, mut last) = (receipt, false, receipt);
            // Found by walking: the day before the walk leaves the month after, or the same number in it.
            while !left {
                let next = on.next_day();
                if on.month() == wanted && (on.day() == receipt.day() || next.month() != wanted) {
                    (last, left) = (on, true);
                }
                on = next;
            }
            while off(last) {
                last = last.next_day();
            }
            for (on, found) in [
                (last.plus_days(-6), EtatDemande::Open),
                (last.plus_days(-5), EtatDemande::DueSoon),
                (last, EtatDemande::DueSoon),
                (last.next_day(), EtatDemande::Overdue),
            ] {
                let query = Query { day: on, soon: 5, territoire, by_structure: false };
                assert_eq!(entry.on(&query).unwrap().state, found, "{receipt} on {on}, {territoire:?}");
            }
            receipt = receipt.plus_days(3);
        }
    }
}

/// What is written and not read is something unknown, and not nothing.
#[test]
fn what_is_not_read_never_makes_a_request_open() {
    let unread = |column: UnreadColumn| Inscription {
        unread: [(column, "?".to_owned())].into(),
        ..received("2026-01-31")
    };
    for (column, on, found, missing) in [
        // One month ends on Monday 2 March, three on Thursday 30 April.
        (UnreadColumn::Outcome, "2026-02-01", EtatDemande::Undetermined, &["outcome"][..]),
        (UnreadColumn::ReplyDate, "2026-02-01", EtatDemande::Undetermined, &["reply_date"]),
        (UnreadColumn::ExtensionNotice, "2026-03-03", EtatDemande::Undetermined, &["extension_notice"]),
        (UnreadColumn::ExtensionDate, "2026-03-03", EtatDemande::Undetermined, &["extension_notice"]),
        (UnreadColumn::ExtensionNotice, "2026-05-01", EtatDemande::Overdue, &[]),
        (UnreadColumn::Right, "2026-03-03", EtatDemande::Overdue, &[]),
        (UnreadColumn::Class, "2026-03-02", EtatDemande::DueSoon, &[]),
        (UnreadColumn::IdentityCheck, "2026-02-01", EtatDemande::Open, &[]),
        (UnreadColumn::DueDate, "2026-03-03", EtatDemande::Overdue, &[]),
    ] {
        let standing = unread(column).on(&Query::of(day(on))).unwrap();
        assert_eq!((standing.state, &*standing.missing), (found, missing), "{column:?} on {on}");
        assert_eq!(standing.delai.unwrap().due_date, day("2026-03-02"));
        let told: Vec<_> = standing.remarks.iter().map(|remark| remark.column).collect();
        assert!(told.contains(&column.code()), "{told:?}");
    }
    // Whatever the reply: it may have been taken back before.
    let replied = Inscription { reply_date: Some(day("2026-02-10")), ..unread(UnreadColumn::Outcome) };
    assert_eq!(state(&replied, "2026-06-01"), EtatDemande::Undetermined);
}

/// Good Friday 2026 is 3 April, Easter Monday the 6th; 20 December 2023, a Wednesday, is a holiday in La Réunion.
#[cfg(feature = "structures")]
#[test]
fn holidays_are_those_of_the_structure_when_asked() {
    let of = |receipt: &str, code: &str| Inscription {
        mission_locale: Some(code.to_owned()),
        ..received(receipt)
    };
    let due = |entry: &Inscription, by_structure: bool| {
        let query = Query { by_structure, ..Query::of(day("2026-11-20")) };
        let standing = entry.on(&query).unwrap();
        let told: Vec<_> = standing.remarks.iter().map(|remark| remark.code).collect();
        (standing.delai.unwrap().due_date.to_string(), standing.territoire, told)
    };
    let haguenau = of("2026-03-03", "67180S00");
    assert_eq!(
        due(&haguenau, false),
        ("2026-04-03".to_owned(), Territoire::Metropole, vec!["holidays_differ"])
    );
    assert_eq!(due(&haguenau, true), ("2026-04-07".to_owned(), Territoire::AlsaceMoselle, vec![]));
    let reunion = of("2023-11-20", "97411S00");
    assert_eq!(due(&reunion, true), ("2023-12-21".to_owned(), Territoire::Reunion, vec![]));
    // The same day anyway: nothing to remark.
    assert_eq!(due(&of("2026-01-05", "67180S00"), false).2, Vec::<&str>::new());
    let unknown = of("2026-03-03", "ML-75");
    assert_eq!(
        due(&unknown, true),
        ("2026-04-03".to_owned(), Territoire::Metropole, vec!["structure_unknown"])
    );
}
