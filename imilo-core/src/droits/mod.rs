//! The rights of the persons: until when a request is to be answered.

mod delai;

pub use delai::{Delai, Demande, DemandeError, Extension, Reply};
