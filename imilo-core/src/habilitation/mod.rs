//! Habilitation: who may see and do what, for which purpose, on whose dossier, and why.
//!
//! The answer is datum by datum: granted, refused, or undetermined where no rule that was read decides; nothing is
//! granted by an unknown rule. It says the row of the text that founds it, every cause of refusal, and what is missing.
//!
//! # Droit
//! Décret n° 2015-59, art. 1 to 7 and 9; annexes 2 and 3 of the arrêtés of 17 November 2021 and 3 January 2025, read in
//! part. The version is that of the day of the operation. Denied by default where the list was read in full,
//! undetermined where it was not, unless the purpose is none of the processing's or a prohibition that was read applies.

mod added;
mod added_check;
mod added_json;
mod cause;
mod cedar;
mod changes;
mod changes_page;
mod changes_table;
mod columns;
mod condition;
mod counterfactual;
mod decision;
mod disclosure;
mod donnee;
mod findings;
mod hypothesis;
mod judgment;
mod matrix;
mod matrix_page;
mod page;
mod request;
mod request_json;
mod rules;
mod table;
mod tables;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_added;
#[cfg(test)]
mod tests_matrix;
mod transfer;
mod words;

pub use added::{AddedError, AddedReason, AddedRow, Lifted};
pub(crate) use added_json::AjoutsJson;
pub use added_json::{ListName, added_schema};
pub use cause::{Cause, CauseSet};
pub use cedar::CedarExport;
pub use changes::{Change, ChangeGroup, changes_together};
pub use changes_page::{Between, changes_markdown, changes_page};
pub use columns::{AnswerCounts, ColumnLength, ColumnRow, Columns};
pub use condition::{Condition, ConditionSet};
pub use counterfactual::{Access, Counterfactual, Lack, WhoCan};
pub use decision::{Decision, answer_code};
pub use disclosure::{Disclosure, DisclosureError, DossierReduit, References};
pub use donnee::{Donnee, DonneeSet, Heading};
pub use hypothesis::Scene;
pub use judgment::Answer;
pub use matrix::{CATEGORIES, Category, Cell, MatrixChange, MatrixRow, matrix_changes};
pub use matrix_page::{matrix_markdown, matrix_page};
pub use page::markdown;
pub use request::{ControlAuthorisation, Convention, EntrustedScheme, Facts, Request, Requester};
pub(crate) use request_json::RequestKeys;
pub use request_json::{DonneeCode, HabilitatedBy, RequestError, RequestJson};
pub use rules::{AccessRules, Options};
pub use table::{Language, TextTable, changes_table, matrix_table};
pub use tables::{AccessList, ActorSet, Extent, ListLine, ListRow, Necessity, NirRule, NirTitles, Tables};
pub use transfer::{Merger, MergerCycle, Transfer, TransferView, successor};
pub use words::{
    Actor, ControlAuthority, Direction, DossierState, Finalite, FinaliteSet, Form, Operation, OperationSet,
    Processing,
};
