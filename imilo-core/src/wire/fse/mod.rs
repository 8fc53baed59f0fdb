//! Indicators of the FSE, of the IEJ and of the FSE+: one participation, an explanation, a report, two reports, and a
//! participation out of a dossier.
//!
//! The shape of a participation is that of the case files: a key that is absent is not carried by the source, `null` is
//! empty. `programme` is a fund, `annexe` its version (2013 or 2018, a parameter of the report, choice A12).

mod codes;
mod compare;
mod explain;
mod participation;
mod published;
mod report;
mod rules;

pub(super) use codes::codes;
pub use codes::{FseCodesAnswer, FseDueAnswer, FseFindingAnswer, FseValueAnswer};
pub(super) use compare::compare;
pub use compare::{FseChangeAnswer, FseCompareAnswer, FseTotalAnswer};
pub(super) use explain::explain;
pub use explain::{FseDaysAnswer, FseExplanationAnswer, FseFactAnswer};
pub(super) use participation::of_dossier;
pub use participation::{FseAssumptionAnswer, FseGapAnswer, FseParticipationAnswer};
pub(super) use report::report;
pub use report::{
    FseBrokenAnswer, FseDueRowAnswer, FseGendersAnswer, FseLineAnswer, FseMissingAnswer, FsePublishedAnswer,
    FseRemarkAnswer, FseReportAnswer, FseReportOf, FseRowAnswer,
};
pub use rules::{FseOptions, FseProgramme, fse_rules, fse_shown};

#[cfg(test)]
mod tests;
