//! Indicators of the European Social Fund (FSE 2014-2020), of the IEJ and of the FSE+: every participant, every code,
//! with its reason.
//!
//! A [`Participation`] is what is known of one person in one operation. [`Rules`] say for which fund, version of the
//! annexe, day and choices a report is drawn; [`Rules::derive`] gives the value of each [`Code`]: yes, no, or not known and
//! then why ([`Truth`], [`Reason`]). Only yes is counted; a denominator has yes and no.
//!
//! # Droit
//! Regulation 1304/2013, annexes I and II; regulation 2021/1057, annexe I. Definitions of the Commission by its answers
//! and by national copies; each row of the tables says how well it is known ([`Code::evidence`]).

mod choice;
mod code;
mod columns;
mod comparison;
mod derive;
mod doubt;
mod due;
mod explanation;
mod fact;
mod mapping;
mod merge;
#[cfg(test)]
mod mutations;
mod niveau;
mod options;
mod participation;
mod programme;
mod report;
mod row;
mod situation;
mod small;
mod spoken;
mod status;
mod tally;
mod term;
mod truth;
mod validation;
mod variable;
mod words;
mod written;

pub use choice::{choice_about, choice_value};
pub use code::{Code, UnknownCode};
pub use columns::{
    Column, Columns, ColumnsError, Counted, Counting, FaultKind, NO_DATE, Operations, RowFault,
};
pub use comparison::{Cause, Change, Comparison, Snapshot};
pub use derive::Derivation;
pub use doubt::Residence;
pub use due::{Due, Observation};
pub use explanation::{Days, Explanation, Found};
pub use mapping::{Assumption, Gap, GapKind, Mapped, Operation};
pub use merge::{Merged, merge};
pub use niveau::{Attainment, DiplomeNomme, Equivalence, Isced, Niveau, Niveau1969, Niveau2019, NiveauError};
pub use options::{
    A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A13, A16, A18, A19, AgeLimit, EquivalentBody, Options,
};
pub use participation::{
    Event, LevelText, MaritalStatus, Participation, ParticipationError, RawAnswers, Stay,
};
pub use programme::{Annexe, Programme, Rules};
pub use report::{Beyond, Broken, ByGender, Line, Report};
pub use situation::Missing;
pub use small::{Cell, Together};
pub use status::from_raw;
pub use tally::{Counts, Tally};
pub use truth::{Answer, Reason, Truth};
pub use validation::{
    Check, Checks, CodeSet, Delivered, FALLEN, GENDERS, Inequality, ONLY_NO, OVERLAP, SHARE, Severity,
    Totals, checks_list,
};
pub use variable::variable_name;
pub use words::{EventStatus, Gender, Improvement, LabourStatus, Nationality, NationalityError};
