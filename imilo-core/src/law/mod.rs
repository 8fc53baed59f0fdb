//! The law by date: texts, articles, evidence, rule sets and timelines of rule versions.
//!
//! What a rule *says* stands in the module of its topic ([`crate::conservation`] …); here is what every
//! rule is made of. A rule is a row of a [`Timeline`]: a value, the day on which it enters into force, the
//! provisions that found it ([`Citation`]) and how well each is known ([`Evidence`]). A new decree is a row
//! more; no row is ever edited for it.
//!
//! ```
//! use imilo_core::law;
//! let day = "2026-07-01".parse()?;
//! assert_eq!(law::rule_sets().at(day)?.label(), "V2026-07");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod articles;
mod citation;
pub mod entries;
mod rule_set;
pub mod texts;
mod timeline;

pub use citation::{Citation, Evidence, Source};
pub use rule_set::{AnnexeSet, RuleSet, annexes, rule_sets};
pub use timeline::{BeforeFirstRuleSet, Entry, InForce, Provision, Timeline, TimelineError, Version};

use std::borrow::Cow;

/// Version of the state of the law that this library encodes: the day up to which the texts were read.
pub const RULES_VERSION: &str = "2026-11-22";

/// A text of a table: borrowed in the built-in rows, owned in those that an integrator adds.
pub type Text = Cow<'static, str>;
