//! What no row lifts, as policies: purposes, limitation, the end of the term, the list of data, free text, the profile,
//! the anonymised form, and the conditions under which a datum is recorded.

use crate::dossier::Champ;
use crate::law::Provision;

use super::super::cause::Cause;
use super::super::condition::{Condition, ConditionSet, RGPD};
use super::super::donnee::{Donnee, DonneeSet, FREE_TEXT, NEVER_ANONYMISED};
use super::super::findings::ARTICLE_18;
use super::super::judgment::{RECORDED_UNDER, unrecorded};
use super::super::rules::{AccessRules, Side};
use super::super::tables::ActorSet;
use super::super::words::{Actor, DossierState, FinaliteSet, Form, Operation, OperationSet};
use super::conditions::{attested, inbound};
use super::policy::{Policy, Says};
use super::rows::short;
use super::text::{entity, resource_in};

/// Everybody but the person, who reaches all that is held on her.
const OTHERS: ActorSet = ActorSet::ALL.minus(ActorSet::of(&[Actor::DataSubject]));
/// I.B.2 and 1° sexies, which the texts name: as in `judgment`.
const RECORDING: OperationSet = OperationSet::of(&[Operation::Create, Operation::Update]);

/// The prohibitions of one side, and what it leaves undetermined whatever the rows.
pub(super) fn prohibitions(rules: &AccessRules<'_>, side: &Side<'_>) -> Vec<Policy> {
    let refused = |cause: Cause| Policy::new(short(cause), Says::Refused, cause.code());
    let mut all = vec![purposes(side, refused(Cause::ForeignPurpose))];
    if rules.day >= RGPD {
        let limited = attested(Condition::Limitation);
        all.push(refused(Cause::Limitation).by(OTHERS).when([limited]).cites([&ARTICLE_18]));
    }
    all.extend(term(side));
    all.extend(data(rules));
    let withheld = "principal.withheld.contains(resource)".to_owned();
    let lists = Operation::ALL.iter().map(|operation| &side.list(*operation).version.citation);
    all.push(refused(Cause::Withheld).when([withheld]).cites(lists));
    all.extend(free_text(side));
    let anonymised = format!("context.form == {}", entity("Form", Form::Anonymised.code()));
    let never = refused(Cause::NotAnonymous).when([anonymised, resource_in(NEVER_ANONYMISED)]);
    all.push(never.cites([&side.closing.citation]).reads(&["A14"]));
    all.extend(recording(rules));
    all.retain(|policy| !policy.is_empty());
    all
}

fn purposes(side: &Side<'_>, policy: Policy) -> Policy {
    let finalites = FinaliteSet::ALL.minus(side.finalites.value);
    Policy { finalites, ..policy }.cites([&side.finalites.citation])
}

/// After the term, only in anonymised form; the archive has its own list.
fn term(side: &Side<'_>) -> [Policy; 2] {
    let states = [
        (Cause::Anonymised, DossierState::Anonymised, ActorSet::ALL),
        (Cause::InFseArchive, DossierState::FseArchive, OTHERS),
    ];
    states.map(|(cause, state, actors)| {
        Policy::new(short(cause), Says::Refused, cause.code())
            .on(OperationSet::ALL.minus(OperationSet::of(&[Operation::OpenFseArchive])))
            .by(actors)
            .when([
                format!("context.state == {}", entity("DossierState", state.code())),
                format!("context.form == {}", entity("Form", Form::Nominative.code())),
            ])
            .cites([&side.closing.citation])
            .reads(&["A2b"])
    })
}

/// What the lists of data of the day do not hold, and of what they do not decide.
fn data(rules: &AccessRules<'_>) -> Vec<Policy> {
    let sets = [
        (Says::Refused, Cause::NotListed, rules.not_listed),
        (Says::Undetermined, Cause::DataUnread, rules.list_unread),
    ];
    let filled = sets.into_iter().filter(|(.., set)| !set.is_empty());
    let policy = |(says, cause, set): (Says, Cause, DonneeSet)| {
        let policy = Policy::new(short(cause), says, cause.code()).by(OTHERS).when([resource_in(set)]);
        cites_data(rules, policy, set)
    };
    filled.map(policy).collect()
}

fn cites_data(rules: &AccessRules<'_>, policy: Policy, set: DonneeSet) -> Policy {
    let of = |donnee| match donnee {
        Donnee::Champ(champ) => rules.data.rules(champ),
        Donnee::Heading(_) => Vec::new(),
    };
    set.iter().flat_map(of).fold(policy, |policy, rule| policy.cites([rule.citation]))
}

/// « transmissibles à aucun destinataire »: what leaves I-MILO, by transmission or by a link that does not feed it.
fn free_text(side: &Side<'_>) -> Vec<Policy> {
    if !matches!(side.free_text.value, Provision::Stated(())) {
        return Vec::new();
    }
    let cause = Cause::FreeText;
    let leaves = [
        (Operation::Transmit, None),
        (Operation::Link, Some(format!("!({})", inbound()))),
        (Operation::OpenFseArchive, None),
    ];
    let policy = |(operation, clause): (Operation, Option<String>)| {
        Policy::new(format!("{}, {}", short(cause), operation.code()), Says::Refused, cause.code())
            .on(OperationSet::of(&[operation]))
            .when([resource_in(FREE_TEXT)].into_iter().chain(clause))
            .cites([&side.free_text.citation])
            .reads(&["A15"])
    };
    leaves.into_iter().map(policy).collect()
}

/// Data that are recorded under a condition.
fn recording(rules: &AccessRules<'_>) -> Vec<Policy> {
    let policy = |(champ, conditions): &(Champ, ConditionSet)| {
        let cause = unrecorded(rules.data.standing(*champ))?;
        let says = if cause.is_undetermined() { Says::Undetermined } else { Says::Refused };
        let met: Vec<_> = conditions.iter().map(attested).collect();
        let set = DonneeSet::EMPTY.with(Donnee::Champ(*champ));
        let name = format!("{}, {}", short(cause), Donnee::Champ(*champ).name());
        let policy = Policy::new(name, says, cause.code())
            .on(RECORDING)
            .when([resource_in(set), format!("!({})", met.join(" && "))]);
        Some(cites_data(rules, policy, set))
    };
    RECORDED_UNDER.iter().filter_map(policy).collect()
}
