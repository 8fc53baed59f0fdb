//! The journal in the database, written in the transaction of what it tells.

mod rows;
mod staging;
mod unit;

pub use rows::{LogName, everything, one_segment};
pub(crate) use unit::failed;
pub use unit::{Recorder, Unit};
