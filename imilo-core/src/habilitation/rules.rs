//! The rules of one day, compiled once for any number of requests.

use std::borrow::Cow;

use crate::calendar::Date;
use crate::dossier::{Champ, DataRules, FieldSet, Standing};
use crate::law::{BeforeFirstRuleSet, InForce, Provision, Timeline, Version};

use super::donnee::{DonneeSet, Heading};
use super::tables::{AccessList, ListRow, NirTitles, Tables};
use super::words::{Actor, Finalite, FinaliteSet, Operation};

/// Options that no act prescribes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A transfer needs an authorisation of the ministry: a wish of the CNIL (reading A19).
    pub transfer_authorisation: bool,
}

/// A list of one version, its rows grouped by actor.
#[derive(Clone, Debug)]
pub(super) struct Compiled<'l> {
    pub(super) line: &'l Timeline<Provision<AccessList>>,
    pub(super) version: &'l Version<Provision<AccessList>>,
    /// What no row names is refused.
    pub(super) in_full: bool,
    rows: Vec<&'l ListRow>,
    /// Where the rows of each actor begin; one more for the end.
    starts: [u16; Actor::ALL.len() + 1],
}

impl<'l> Compiled<'l> {
    /// The rows of an actor.
    #[inline]
    pub(super) fn rows_of(&self, actor: Actor) -> &[&'l ListRow] {
        let at = |index: usize| self.starts.get(index).map_or(0, |start| usize::from(*start));
        self.rows.get(at(actor as usize)..at(actor as usize + 1)).unwrap_or_default()
    }

    /// Every row, by actor.
    pub(super) fn all(&self) -> Vec<&'l ListRow> {
        self.rows.clone()
    }

    fn new(
        tables: &'l Tables,
        operation: Operation,
        day: Date,
        newest: bool,
    ) -> Result<Self, BeforeFirstRuleSet> {
        let line = tables.list_of(operation);
        let version = side(line, day, newest)?;
        let list = version.value.stated();
        let mut rows: Vec<&'l ListRow> = list.map(|list| list.rows.iter().collect()).unwrap_or_default();
        let added = tables.added.iter().filter(|added| added.is_of(operation) && added.holds_on(day));
        rows.extend(added.map(|added| &added.row));
        rows.sort_by_key(|row| row.actor);
        let mut starts = [0; Actor::ALL.len() + 1];
        for (index, start) in starts.iter_mut().enumerate() {
            let before = rows.partition_point(|row| (row.actor as usize) < index);
            *start = u16::try_from(before).unwrap_or(u16::MAX);
        }
        Ok(Self { line, version, in_full: list.is_some_and(|list| list.in_full), rows, starts })
    }
}

fn side<T: Clone>(line: &Timeline<T>, day: Date, newest: bool) -> Result<&Version<T>, BeforeFirstRuleSet> {
    line.at(day).map(|found| if newest { found.newer() } else { found.older() })
}

/// Number of lists: access, recipients, links, archive.
const LISTS: usize = 4;

const fn list_index(operation: Operation) -> usize {
    match operation {
        Operation::Transmit => 1,
        Operation::Link => 2,
        Operation::OpenFseArchive => 3,
        _ => 0,
    }
}

/// The rules of one side of a window: the older versions, or the newer ones.
#[derive(Clone, Debug)]
pub(super) struct Side<'l> {
    lists: [Compiled<'l>; LISTS],
    pub(super) finalites: &'l Version<FinaliteSet>,
    pub(super) free_text: &'l Version<Provision<()>>,
    pub(super) closing: &'l Version<()>,
    pub(super) nir_titles: &'l Version<NirTitles>,
}

impl<'l> Side<'l> {
    fn on(tables: &'l Tables, day: Date, newest: bool) -> Result<Self, BeforeFirstRuleSet> {
        let list = |operation| Compiled::new(tables, operation, day, newest);
        Ok(Self {
            lists: [
                list(Operation::Consult)?,
                list(Operation::Transmit)?,
                list(Operation::Link)?,
                list(Operation::OpenFseArchive)?,
            ],
            finalites: side(&tables.finalites, day, newest)?,
            free_text: side(&tables.free_text, day, newest)?,
            closing: side(&tables.closing, day, newest)?,
            nir_titles: side(&tables.nir_titles, day, newest)?,
        })
    }

    #[inline]
    pub(super) fn list(&self, operation: Operation) -> &Compiled<'l> {
        let [access, recipients, links, archive] = &self.lists;
        match list_index(operation) {
            1 => recipients,
            2 => links,
            3 => archive,
            _ => access,
        }
    }

    pub(super) fn has_purpose(&self, finalite: Finalite) -> bool {
        self.finalites.value.contains(finalite)
    }
}

/// The rules of habilitation on one day.
///
/// ```
/// use imilo_core::habilitation::{AccessRules, DonneeSet, Facts, Finalite, Form, Operation, Options, Request};
/// use imilo_core::habilitation::{Requester, Tables};
/// use imilo_core::explain::Outcome;
///
/// let tables = Tables::built_in();
/// let rules = AccessRules::on("2018-03-14".parse()?, &tables, Options::default())?;
/// let mut request = Request {
///     actor: Requester::agent("ML-A", "2018-12-31".parse()?),
///     operation: Operation::Consult,
///     finalite: Finalite::Accompaniment,
///     form: Form::Nominative,
///     mission_locale: "ML-A",
///     donnees: DonneeSet::by_code("I.A.1").unwrap_or_default(),
///     facts: Facts::NONE,
/// };
/// assert_eq!(rules.decide(&request).outcome(), Outcome::Conforming);
/// // Each mission locale reaches only its own dossiers.
/// request.mission_locale = "ML-B";
/// let refused = rules.decide(&request);
/// assert_eq!(refused.outcome(), Outcome::NotConforming);
/// assert_eq!(refused.founded_by(), ["D2015-59:3:I"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct AccessRules<'l> {
    pub(super) day: Date,
    pub(super) options: Options,
    pub(super) tables: &'l Tables,
    label: Cow<'l, str>,
    pub(super) newest: Side<'l>,
    pub(super) older: Option<Side<'l>>,
    /// What the lists of data of the day do not hold.
    pub(super) not_listed: DonneeSet,
    /// Of what they do not decide.
    pub(super) list_unread: DonneeSet,
    pub(super) data: DataRules<'l>,
}

impl<'l> AccessRules<'l> {
    /// The rules in force on `day`.
    ///
    /// # Errors
    /// [`BeforeFirstRuleSet`] when the day lies before 2015-01-29.
    pub fn on(day: Date, tables: &'l Tables, options: Options) -> Result<Self, BeforeFirstRuleSet> {
        let label = tables.rule_sets.at(day)?.label();
        let windows = [
            window(&tables.access, day)?,
            window(&tables.recipients, day)?,
            window(&tables.links, day)?,
            window(&tables.archive, day)?,
            window(&tables.finalites, day)?,
            window(&tables.free_text, day)?,
            window(&tables.closing, day)?,
            window(&tables.nir_titles, day)?,
        ];
        let older = windows.contains(&true).then(|| Side::on(tables, day, false)).transpose()?;
        let data = DataRules::on(day, &tables.data)?;
        let (not_listed, list_unread) = listed(&data);
        Ok(Self {
            day,
            options,
            tables,
            label,
            newest: Side::on(tables, day, true)?,
            older,
            not_listed,
            list_unread,
            data,
        })
    }

    /// Name of the rule set of the day, or `V2025|V2026` in a window of entry.
    #[must_use]
    pub fn rule_set(&self) -> &str {
        &self.label
    }

    /// The day.
    #[must_use]
    pub const fn day(&self) -> Date {
        self.day
    }

    /// The tables by which it decides.
    #[must_use]
    pub const fn tables(&self) -> &'l Tables {
        self.tables
    }

    /// The answers to many requests, in order.
    pub fn decide_all<'r, 's: 'r>(
        &'r self,
        requests: impl IntoIterator<Item = &'s super::Request<'s>>,
    ) -> impl Iterator<Item = super::Decision<'l>> {
        requests.into_iter().map(|request| self.decide(request))
    }
}

fn window<T: Clone + 'static>(line: &Timeline<T>, day: Date) -> Result<bool, BeforeFirstRuleSet> {
    line.at(day).map(|found| matches!(found, InForce::Either(..)))
}

/// What the lists of the day do not hold, and of what they do not decide. A condition that a list sets for a datum
/// (« si mineur ») is looked at where the datum is recorded.
fn listed(data: &DataRules<'_>) -> (DonneeSet, DonneeSet) {
    let of = |standing| -> FieldSet {
        Champ::ALL.iter().copied().filter(|champ| data.standing(*champ) == standing).collect()
    };
    let (out, unread) = (of(Standing::NotAllowed), of(Standing::Undetermined));
    let (mut headings_out, mut headings_unread) = (Vec::new(), Vec::new());
    for heading in Heading::ALL {
        // A heading stands as the data under it do, from the day on which there is such a heading.
        let like = match heading {
            Heading::Identite => Champ::Sexe,
            Heading::Famille => Champ::Menage,
            Heading::VieProfessionnelle | Heading::PartieD => Champ::Langues,
            Heading::Social => Champ::MinimaSociaux,
            Heading::Suivi => Champ::Parcours,
            Heading::StatutCej => Champ::AccompagnementCej,
        };
        let by_heading = data.heading(like).is_some();
        let cej = *heading != Heading::StatutCej || data.day() >= crate::law::entries::CEJ.certain;
        match data.standing(like) {
            _ if by_heading && cej => {}
            Standing::Undetermined => headings_unread.push(*heading),
            Standing::Allowed if by_heading => headings_unread.push(*heading),
            // The annexe of 2015 lists data, and none by the headings of 2021.
            _ => headings_out.push(*heading),
        }
    }
    (DonneeSet::of(out, &headings_out), DonneeSet::of(unread, &headings_unread))
}
