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

#[test]
fn what_lies_before_the_receipt_is_refused_on_any_day() {
    let entry = Inscription { reply_date: Some(day("2026-01-30")), ..received("2026-01-31") };
    for on in ["2026-01-01", "2026-02-15"] {
        let error = entry.on(&Query::of(day(on))).unwrap_err();
        assert_eq!(error, DemandeError::PeriodReversed { field: "reply_date" });
    }
    assert!(received("2015-01-28").on(&Query::of(day("2026-01-01"))).is_err());
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
