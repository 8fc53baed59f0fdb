//! An example of a service on `imilo-core`: dossiers with sealed NIR, minimal disclosure, a journal in the transaction of
//! what it tells, retention day by day. Its README says how it is started.

pub mod access;
mod ask;
mod audit;
pub mod clock;
pub mod config;
pub mod daily;
pub mod disclose;
mod dossiers;
pub mod error;
pub mod http;
pub mod journal;
pub mod keys;
mod night;
pub mod record;
pub mod service;
pub mod store;
