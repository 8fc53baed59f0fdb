//! The rules of a day as a Cedar schema and policy set, for a system that already runs a policy engine.
//!
//! One set tells all three outcomes. *Granted*: Allow. Otherwise Deny, and the policies that determined it say why by
//! their annotation `outcome`: one that says `refused` makes it refused, and without any it is undetermined. A system
//! that wants two answers only reads Allow or Deny. The reasons for that form: `docs/adr/0013-cedar-export.md`.
//!
//! # Droit
//! That of the rows and prohibitions, each with its provision (`source`) and how well it is known (`evidence`).

mod conditions;
mod entities;
mod period;
mod policy;
mod prohibitions;
mod rows;
mod schema;
#[cfg(test)]
mod tests;
mod text;
mod window;

use core::fmt;

use crate::calendar::Date;

use super::rules::{AccessRules, Side};
use super::words::Operation;
use policy::{Policy, Says};
use rows::Rows;

/// The rules of a day as files of a Cedar engine. Made by [`AccessRules::cedar`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CedarExport {
    /// Name of the rule set.
    pub rule_set: String,
    /// First day on which the set holds.
    pub from: Date,
    /// First day on which it no longer does; none = no later version is known. On other days nothing is granted.
    pub until: Option<Date>,
    /// The schema (`.cedarschema`), the same for every day.
    pub schema: String,
    /// The policies (`.cedar`), each with `id`, `outcome`, `cause`, `source`, `evidence`, and `readings` where there are.
    pub policies: String,
    /// The data and their groups, as entities in JSON. Without them nothing is granted.
    pub entities: String,
}

/// What one side of a window says, as policies.
struct Said {
    grants: Vec<Policy>,
    /// What refuses, and what leaves undetermined.
    bars: Vec<Policy>,
}

impl Said {
    fn new(rules: &AccessRules<'_>, side: &Side<'_>) -> Self {
        let lists = [Operation::Consult, Operation::Transmit, Operation::Link, Operation::OpenFseArchive]
            .map(|operation| Rows::new(rules, side, operation));
        let mut bars = prohibitions::prohibitions(rules, side);
        bars.extend(lists.iter().flat_map(Rows::refusals));
        Self { grants: lists.iter().flat_map(Rows::grants).collect(), bars }
    }
}

impl AccessRules<'_> {
    /// These rules, with the rows that an integrator added, for a Cedar engine.
    ///
    /// The set holds on every day from [`CedarExport::from`] until [`CedarExport::until`], not on the day of these rules
    /// only. In a window of entry it grants what both sides grant, and refuses what both refuse.
    ///
    /// ```
    /// use imilo_core::habilitation::{AccessRules, Options, Tables};
    /// let tables = Tables::built_in();
    /// let export = AccessRules::on("2018-03-14".parse()?, &tables, Options::default())?.cedar();
    /// assert!(export.schema.contains("action \"consult\""));
    /// assert!(export.policies.contains("@source(\"D2015-59:4:I:8°\")"));
    /// // The RGPD applies from 2018-05-25.
    /// assert_eq!(export.until, Some("2018-05-25".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn cedar(&self) -> CedarExport {
        let (from, until) = period::period(self);
        let newest = Said::new(self, &self.newest);
        let Said { grants, bars } = match &self.older {
            None => newest,
            Some(older) => window::both(&newest, &Said::new(self, older)),
        };
        let mut policies = vec![in_force(from, until)];
        policies.extend(grants);
        policies.extend(bars);
        set_apart(&mut policies);
        let rule_set = self.rule_set().to_owned();
        let title = Title { rule_set: &rule_set, from, until };
        let texts: Vec<_> = policies.iter().map(Policy::text).collect();
        let policies = format!("{title}\n{}", texts.join("\n"));
        CedarExport {
            schema: schema::schema(),
            policies,
            entities: entities::entities(),
            rule_set,
            from,
            until,
        }
    }
}

struct Title<'a> {
    rule_set: &'a str,
    from: Date,
    until: Option<Date>,
}

impl fmt::Display for Title<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule_set, from, until } = self;
        // The name of a version that an integrator added may hold anything.
        let name: String = rule_set.chars().filter(|char| !char.is_control()).collect();
        write!(f, "// Written by imilo: habilitation, {name}, from {from}")?;
        if let Some(until) = until {
            write!(f, " to the eve of {until}")?;
        }
        f.write_str(
            ".\n// Allow: granted. Deny: refused if a determining policy says so by its annotation `outcome`, else undetermined\n// (docs/guide/cedar.md).\n",
        )
    }
}

/// On another day other rules may hold: the set grants nothing then.
fn in_force(from: Date, until: Option<Date>) -> Policy {
    let first = format!("{} <= context.day", text::day(from));
    let last = until.map(|until| format!(" && context.day < {}", text::day(until))).unwrap_or_default();
    Policy::new("not in force", Says::NotInForce, "habilitation_not_in_force")
        .when([format!("!({first}{last})")])
}

/// Gives a number to a name that stands twice.
fn set_apart(policies: &mut [Policy]) {
    let mut seen = std::collections::BTreeMap::<String, u32>::new();
    for policy in policies {
        let count = seen.entry(policy.name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            policy.name = format!("{} #{count}", policy.name);
        }
    }
}
