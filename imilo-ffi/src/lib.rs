//! imilo for every other language: a C ABI ([`c`]) and UniFFI records and functions ([`uniffi_api`]).
//!
//! This crate converts, guards against panics and keeps the memory rules. It holds no rule of the law: each
//! function is one service of [`imilo_core::wire::FACADE`].

pub mod c;
#[path = "uniffi/mod.rs"]
pub mod uniffi_api;

uniffi::setup_scaffolding!("imilo");
