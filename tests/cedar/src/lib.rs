//! An export of imilo in a Cedar engine: requests translated, and the three outcomes read from its answers.

mod engine;
mod request;

pub use engine::{Engine, Said};
pub use request::{Asked, action_uid, donnee_id, donnee_uid};
