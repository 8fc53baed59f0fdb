//! The status on the labour market: stated, or derived from raw answers.

use super::options::{A5, A6, A16};
use super::row::{Row, copied};
use super::{LabourStatus, Options, Programme, RawAnswers, Rules};

/// The status by which a record counts: the one stated, else the one that the raw answers give.
pub(super) fn status(row: &Row, rules: &Rules) -> Option<LabourStatus> {
    row.stated_status.or_else(|| from_raw(&row.raw, rules.programme, &rules.options))
}

/// The status that raw answers give; none when they do not decide. An answer that was not given decides nothing.
///
/// # Droit
/// Definitions of the Commission as national copies reproduce them (*secondary*): the registered are unemployed; full-time
/// students without work are inactive. The order is that of this library where they are silent (*inferred*); choices A5,
/// A6, A16.
///
/// ```
/// use imilo_core::dossier::Field;
/// use imilo_core::fse::{LabourStatus, Options, Programme, RawAnswers, from_raw};
/// let raw = RawAnswers { registered_unemployed: Field::Given(true), ..RawAnswers::default() };
/// let status = from_raw(&raw, Programme::FsePlus, &Options::default());
/// assert_eq!(status, Some(LabourStatus::Unemployed));
/// ```
#[must_use]
pub fn from_raw(raw: &RawAnswers, programme: Programme, options: &Options) -> Option<LabourStatus> {
    use LabourStatus::{Employed, Inactive, Unemployed};
    let said = |field, answer| copied(field) == Some(answer);
    let student = said(&raw.full_time_student, true);
    if said(&raw.registered_unemployed, true) {
        let works = said(&raw.in_paid_work, true) || said(&raw.marginal_or_reduced_activity, true);
        return Some(match (options.a16, options.a5) {
            (A16::Employed, _) if works => Employed,
            (_, A5::StudentWins) if student && said(&raw.in_paid_work, false) => Inactive,
            _ => Unemployed,
        });
    }
    if copied(&raw.in_paid_work)? {
        return Some(Employed);
    }
    if student {
        return Some(Inactive);
    }
    if said(&raw.full_time_parental_leave, true) {
        let counts_as_work = programme == Programme::FsePlus && options.a6 == A6::Employed;
        return Some(if counts_as_work { Employed } else { Inactive });
    }
    match (copied(&raw.available), copied(&raw.actively_seeking)) {
        (Some(true), Some(true)) => Some(Unemployed),
        (Some(false), _) | (_, Some(false)) => Some(Inactive),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::Field;
    use crate::fse::Annexe;

    fn raw(set: impl FnOnce(&mut RawAnswers)) -> RawAnswers {
        let mut raw = RawAnswers::default();
        set(&mut raw);
        raw
    }

    #[test]
    fn the_order_decides() {
        use LabourStatus::{Employed, Inactive, Unemployed};
        const YES: Field<bool> = Field::Given(true);
        const NO: Field<bool> = Field::Given(false);
        let esf = Programme::Fse(Annexe::Of2018);
        let options = Options::default();
        let cases: [(RawAnswers, Option<LabourStatus>); 9] = [
            (raw(|_| ()), None),
            (raw(|r| (r.registered_unemployed, r.in_paid_work) = (YES, YES)), Some(Unemployed)),
            (raw(|r| r.in_paid_work = YES), Some(Employed)),
            (raw(|r| (r.available, r.actively_seeking) = (YES, YES)), None),
            (raw(|r| (r.in_paid_work, r.full_time_student) = (NO, YES)), Some(Inactive)),
            (raw(|r| (r.in_paid_work, r.available) = (NO, YES)), None),
            (raw(|r| (r.in_paid_work, r.actively_seeking) = (NO, NO)), Some(Inactive)),
            (raw(|r| (r.in_paid_work, r.available, r.actively_seeking) = (NO, YES, YES)), Some(Unemployed)),
            (raw(|r| r.full_time_student = YES), None),
        ];
        for (index, (raw, expected)) in cases.iter().enumerate() {
            assert_eq!(from_raw(raw, esf, &options), *expected, "case {index}");
        }
    }

    #[test]
    fn the_choices_change_their_case_only() {
        let registered = |r: &mut RawAnswers| r.registered_unemployed = Field::Given(true);
        let student = raw(|r| {
            registered(r);
            (r.in_paid_work, r.full_time_student) = (Field::Given(false), Field::Given(true));
        });
        let reduced = raw(|r| {
            registered(r);
            r.marginal_or_reduced_activity = Field::Given(true);
        });
        let leave = raw(|r| {
            (r.in_paid_work, r.full_time_parental_leave) = (Field::Given(false), Field::Given(true));
        });
        let all = Options { a5: A5::StudentWins, a6: A6::Employed, a16: A16::Employed, ..Options::default() };
        let plus = Programme::FsePlus;
        assert_eq!(from_raw(&student, plus, &Options::default()), Some(LabourStatus::Unemployed));
        assert_eq!(from_raw(&student, plus, &all), Some(LabourStatus::Inactive));
        assert_eq!(from_raw(&reduced, plus, &Options::default()), Some(LabourStatus::Unemployed));
        assert_eq!(from_raw(&reduced, plus, &all), Some(LabourStatus::Employed));
        assert_eq!(from_raw(&leave, plus, &Options::default()), Some(LabourStatus::Inactive));
        assert_eq!(from_raw(&leave, plus, &all), Some(LabourStatus::Employed));
        assert_eq!(from_raw(&leave, Programme::Fse(Annexe::Of2018), &all), Some(LabourStatus::Inactive));
    }
}
