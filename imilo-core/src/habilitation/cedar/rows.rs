//! What the rows of a list give and refuse, as policies.

use super::super::added_json::ListName;
use super::super::cause::Cause;
use super::super::donnee::{DonneeSet, NIR};
use super::super::rules::{AccessRules, Compiled, Side};
use super::super::tables::{ActorSet, ListRow, Necessity, NirRule};
use super::super::words::{Finalite, FinaliteSet, Form, Operation, OperationSet};
use super::conditions::{Asked, clauses, operations_of};
use super::policy::{Policy, Says, action};
use super::text::{among, entity, resource_in};

/// The cause of a permit: the code of the finding that a row founds.
pub(super) const ROW: &str = "habilitation_row";

/// A row of one list, and the rows that name some of the same requests.
struct Place<'l> {
    row: &'l ListRow,
    operations: OperationSet,
    /// Its conditions; none when one of them is never met.
    conditions: Option<Vec<String>>,
    rivals: Vec<Rival<'l>>,
}

struct Rival<'l> {
    row: &'l ListRow,
    /// That it names the request and its conditions are met, given that the other row names it; none when never.
    met: Option<Vec<String>>,
    /// When both are met, it decides.
    first: bool,
    /// It names whatever the other row names, and is not the later of two that name the same.
    covers: bool,
}

/// A list of one side, as places.
pub(super) struct Rows<'s, 'l> {
    list: &'s Compiled<'l>,
    side: &'s Side<'l>,
    name: ListName,
    operations: OperationSet,
    places: Vec<Place<'l>>,
}

impl<'s, 'l> Rows<'s, 'l> {
    pub(super) fn new(rules: &'s AccessRules<'l>, side: &'s Side<'l>, operation: Operation) -> Self {
        let name = super::super::tables::Tables::list_name(operation);
        let operations = operations_of(name);
        let list = side.list(operation);
        let of = |row: &ListRow| row.operations.intersection(operations);
        let rows: Vec<_> =
            list.all().into_iter().filter(|row| !of(row).is_empty() && !row.finalites.is_empty()).collect();
        let conditions = |row: &ListRow| {
            let transfer_authorisation = rules.options.transfer_authorisation;
            let asked = Asked { list: name, actor: row.actor, operations: of(row), transfer_authorisation };
            clauses(row.conditions, asked)
        };
        let place = |(index, row): (usize, &&'l ListRow)| {
            let rivals = rows.iter().enumerate().filter(|(at, other)| *at != index && meet(row, other));
            let rival = |(at, other): (usize, &&'l ListRow)| {
                let (unread, others_unread) = (row.extent.given.is_empty(), other.extent.given.is_empty());
                let first = (others_unread, at) < (unread, index);
                let met = conditions(other).map(|met| [named(row, of(row), other, of(other)), met].concat());
                let covers =
                    covers(other, row, operations) && (at < index || !covers(row, other, operations));
                Rival { row: other, met, first, covers }
            };
            Place {
                row,
                operations: of(row),
                conditions: conditions(row),
                rivals: rivals.map(rival).collect(),
            }
        };
        let places = rows.iter().enumerate().map(place).collect();
        Self { list, side, name, operations, places }
    }

    /// What the rows give: each when its conditions are met and no row before it decides.
    pub(super) fn grants(&self) -> Vec<Policy> {
        let mut grants = Vec::new();
        for place in &self.places {
            let Some(chosen) = place.chosen() else { continue };
            let row = place.row;
            let name = format!("{}: {}", self.name.code(), row.id);
            let form = among_forms(row.form);
            let permit = |name: String, data: DonneeSet| {
                place
                    .policy(name, Says::Granted, ROW)
                    .when(chosen.clone())
                    .when(form.clone())
                    .when([resource_in(data)])
            };
            if !row.extent.given.is_empty() {
                grants.push(permit(name.clone(), row.extent.given));
            }
            // What an added row completes of a row that was read in part.
            for rival in place.rivals.iter().filter(|rival| rival.row.added && !rival.first) {
                let (more, Some(met)) = (rival.row.extent.given.intersection(row.extent.unread), &rival.met)
                else {
                    continue;
                };
                if !more.is_empty() && !contradict(&chosen, met) {
                    let name = format!("{name}, {}", rival.row.id);
                    grants.push(permit(name, more).cites([&rival.row.citation]).when(met.clone()));
                }
            }
        }
        grants
    }

    /// What the rows refuse, and what they leave undetermined.
    pub(super) fn refusals(&self) -> Vec<Policy> {
        let mut all: Vec<_> = self.unnamed().into_iter().collect();
        for place in &self.places {
            all.extend(self.unmet(place));
            let row = place.row;
            let extent = row.extent;
            let outside = DonneeSet::ALL.minus(extent.given).minus(extent.excluded).minus(extent.unread);
            for (cause, set) in [(Cause::Excluded, extent.excluded), (Cause::OutsideRow, outside)] {
                if !set.is_empty() {
                    all.extend(self.of_row(place, Says::Refused, cause, vec![resource_in(set)]));
                }
            }
            if row.form == Form::Anonymised {
                let nominative = vec![format!("context.form == {}", entity("Form", Form::Nominative.code()))];
                all.extend(self.of_row(place, Says::Refused, Cause::AnonymisedOnly, nominative));
            }
        }
        for need in [ATTESTED, RESTRICTED, CONTINUITY, AUTHORISATION] {
            let has = |necessity: Necessity| needs(necessity).contains(&need);
            let default = has(if matches!(self.name, ListName::Recipients | ListName::Links) {
                Necessity::Attested
            } else {
                Necessity::Habilitation
            });
            let clause = vec![need.to_owned()];
            // A row that was not read gives nothing, and refuses nothing by it.
            let silent = |row: &ListRow| need == CONTINUITY && row.is_silent();
            let refuses = |row: &ListRow| has(row.necessity) && !silent(row);
            all.extend(self.spread(Says::Refused, Cause::NotNecessary, clause, default, refuses));
        }
        all.extend(self.nir());
        all
    }

    /// The NIR without a title of one's own.
    fn nir(&self) -> Vec<Policy> {
        let titles = self.side.nir_titles;
        let (own, unknown) = (titles.value.own, titles.value.unknown.minus(titles.value.own));
        let clauses = || {
            let title = "!(context has own_nir_title_from && context.own_nir_title_from <= context.day)";
            vec![resource_in(NIR), title.to_owned()]
        };
        let withheld = |row: &ListRow| row.nir == NirRule::OwnTitle && !row.extent.given.is_empty();
        let of = |says, cause, actors: ActorSet| {
            let policies = self.spread(says, cause, clauses(), false, withheld);
            policies
                .into_iter()
                .map(move |policy| policy.by(actors).cites([&titles.citation]).reads(&["A13"]))
        };
        let named: ActorSet = self.places.iter().map(|place| place.row.actor).collect();
        let refused = of(Says::Refused, Cause::NirWithheld, ActorSet::ALL.minus(own).minus(unknown));
        let undetermined = of(Says::Undetermined, Cause::NirTitleUnknown, unknown.intersection(named));
        refused.chain(undetermined).filter(|policy| !policy.is_empty()).collect()
    }

    /// Of a list read in full: what no row names.
    fn unnamed(&self) -> Option<Policy> {
        let policy = self.general(Says::Refused, Cause::NoRow).when(self.not_named());
        self.list.in_full.then_some(policy)
    }

    /// That no row names the request.
    fn not_named(&self) -> Option<String> {
        let mut terms: Vec<(&Place<'l>, FinaliteSet)> = Vec::new();
        for place in &self.places {
            let same = |(it, _): &&mut (&Place<'l>, FinaliteSet)| {
                it.row.actor == place.row.actor
                    && it.row.processing == place.row.processing
                    && it.operations == place.operations
            };
            match terms.iter_mut().find(same) {
                Some((_, finalites)) => *finalites = finalites.union(place.row.finalites),
                None => terms.push((place, place.row.finalites)),
            }
        }
        let term = |(place, finalites): &(&Place<'l>, FinaliteSet)| {
            let actor = format!("principal.class == {}", entity("Actor", place.row.actor.code()));
            let acts = (place.operations != self.operations).then(|| acts(place.operations));
            let processing = place.row.processing.map(|it| processing(it.code()));
            let parts = [Some(actor), acts, purposes(*finalites), processing];
            format!("({})", parts.into_iter().flatten().collect::<Vec<_>>().join(" && "))
        };
        let terms: Vec<_> = terms.iter().map(term).collect();
        (!terms.is_empty()).then(|| format!("!({})", terms.join(" || ")))
    }

    /// A row names the request, and no row that does has its conditions met. Said once, by the row that names most.
    fn unmet(&self, place: &Place<'l>) -> Option<Policy> {
        let not = |clauses: &Vec<String>| format!("!({})", clauses.join(" && "));
        if place.rivals.iter().any(|rival| rival.covers || rival.met.as_ref().is_some_and(Vec::is_empty)) {
            return None;
        }
        let unmet = match &place.conditions {
            Some(conditions) if conditions.is_empty() => return None,
            conditions => conditions.as_ref().map(not),
        };
        let rivals = place.rivals.iter().filter_map(|rival| rival.met.as_ref().map(not));
        Some(self.row_policy(place, Says::Refused, Cause::Conditions).when(unmet.into_iter().chain(rivals)))
    }

    /// A cause that bears on some data of a row. Where no other row names the same requests, its conditions need not
    /// be repeated: unmet, they refuse anyway.
    fn of_row(&self, place: &Place<'l>, says: Says, cause: Cause, clauses: Vec<String>) -> Option<Policy> {
        place.conditions.as_ref()?;
        let chosen = if place.rivals.is_empty() { Vec::new() } else { place.chosen()? };
        Some(self.row_policy(place, says, cause).when(chosen).when(clauses))
    }

    fn row_policy(&self, place: &Place<'l>, says: Says, cause: Cause) -> Policy {
        let name = format!("{}: {}, {}", self.name.code(), place.row.id, short(cause));
        place.policy(name, says, cause.code())
    }

    fn general(&self, says: Says, cause: Cause) -> Policy {
        let name = format!("{}: {}", self.name.code(), short(cause));
        Policy::new(name, says, cause.code()).on(self.operations).cites([&self.list.version.citation])
    }

    /// A cause that some rows have, and perhaps what no row names: once for all where that says the same.
    fn spread(
        &self,
        says: Says,
        cause: Cause,
        clauses: Vec<String>,
        default: bool,
        has: impl Fn(&ListRow) -> bool,
    ) -> Vec<Policy> {
        let in_full = self.list.in_full;
        let all = self.places.iter().all(|place| has(place.row));
        if all && (default || in_full && !self.places.is_empty()) {
            return vec![self.general(says, cause).when(clauses)];
        }
        let rows = self.places.iter().filter(|place| has(place.row));
        let mut policies: Vec<_> =
            rows.filter_map(|place| self.of_row(place, says, cause, clauses.clone())).collect();
        // What a list read in full does not name is refused as such.
        if default && !in_full {
            let unnamed = self.general(says, cause).when(self.not_named()).when(clauses);
            policies.push(unnamed);
        }
        policies
    }
}

impl<'l> Place<'l> {
    fn policy(&self, name: String, says: Says, cause: &'static str) -> Policy {
        let row = self.row;
        let mut policy = Policy::new(name, says, cause)
            .on(self.operations)
            .by(ActorSet::of(&[row.actor]))
            .cites([&row.citation])
            .reads(&row.readings)
            .when(row.processing.map(|it| processing(it.code())));
        policy.finalites = row.finalites;
        policy
    }

    /// That this row decides: its conditions are met, and no row that comes before it has its own met. None when never.
    fn chosen(&self) -> Option<Vec<String>> {
        let conditions = self.conditions.clone()?;
        let mut chosen = conditions.clone();
        for rival in self.rivals.iter().filter(|rival| rival.first) {
            match &rival.met {
                Some(met) if met.is_empty() => return None,
                Some(met) if !contradict(&conditions, met) => chosen.push(format!("!({})", met.join(" && "))),
                _ => {}
            }
        }
        Some(chosen)
    }
}

/// Whether some request is named by both rows.
fn meet(row: &ListRow, other: &ListRow) -> bool {
    row.actor == other.actor
        && !row.finalites.intersection(other.finalites).is_empty()
        && !row.operations.intersection(other.operations).is_empty()
        && (row.processing.is_none() || other.processing.is_none() || row.processing == other.processing)
}

/// Whether a row names whatever another one names.
fn covers(row: &ListRow, other: &ListRow, operations: OperationSet) -> bool {
    other.operations.intersection(operations).minus(row.operations).is_empty()
        && other.finalites.minus(row.finalites).is_empty()
        && (row.processing.is_none() || row.processing == other.processing)
}

/// That another row names a request which a row names.
fn named(row: &ListRow, asked: OperationSet, other: &ListRow, its: OperationSet) -> Vec<String> {
    let operations = (!asked.minus(its).is_empty()).then(|| acts(its));
    let finalites =
        (!row.finalites.minus(other.finalites).is_empty()).then(|| purposes(other.finalites)).flatten();
    let other_processing = match (row.processing, other.processing) {
        (None, Some(it)) => Some(processing(it.code())),
        _ => None,
    };
    [operations, finalites, other_processing].into_iter().flatten().collect()
}

/// Whether a clause of one is the contrary of a clause of the other.
fn contradict(one: &[String], other: &[String]) -> bool {
    let against = |a: &[String], b: &[String]| a.iter().any(|clause| b.contains(&format!("!({clause})")));
    against(one, other) || against(other, one)
}

fn acts(operations: OperationSet) -> String {
    let names: Vec<_> = operations.iter().map(action).collect();
    format!("action in [{}]", names.join(", "))
}

fn purposes(finalites: FinaliteSet) -> Option<String> {
    let codes = |set: FinaliteSet| set.iter().map(Finalite::code).collect::<Vec<_>>();
    among("context.finalite", "Finalite", &codes(finalites), &codes(FinaliteSet::ALL.minus(finalites)))
}

fn processing(code: &str) -> String {
    format!("context has processing && context.processing == {}", entity("Processing", code))
}

fn among_forms(form: Form) -> Option<String> {
    (form == Form::Anonymised).then(|| format!("context.form == {}", entity("Form", form.code())))
}

const ATTESTED: &str = "!(context has necessary && context.necessary.contains(resource))";
const RESTRICTED: &str = "context has necessary && !(context.necessary.contains(resource))";
const CONTINUITY: &str = "!(context has continuity && context.continuity.contains(resource))";
const AUTHORISATION: &str = "!(context has control && context.control.donnees.contains(resource))";

/// Any of which makes a datum needless.
const fn needs(necessity: Necessity) -> &'static [&'static str] {
    match necessity {
        Necessity::Attested => &[ATTESTED],
        Necessity::Habilitation => &[RESTRICTED],
        Necessity::Continuity => &[CONTINUITY, RESTRICTED],
        Necessity::Authorisation => &[AUTHORISATION],
    }
}

/// The code of a cause without the name of the topic.
pub(super) fn short(cause: Cause) -> &'static str {
    let code = cause.code();
    code.strip_prefix("habilitation_").unwrap_or(code)
}
