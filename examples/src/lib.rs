//! Programs that use imilo: see `bilan.rs`.
