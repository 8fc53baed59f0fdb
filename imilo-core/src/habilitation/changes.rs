//! Every decision that changes between two days: the rule space is finite, and walked whole.

use std::collections::HashMap;
use std::hash::Hash;

use super::donnee::DonneeSet;
use super::hypothesis::{SCENES, Scene};
use super::request::Request;
use super::rules::AccessRules;
use super::words::{Actor, Direction, Finalite, Form, Operation, Processing};

/// A decision that is not the same on two days, with every fact told in favour of the actor, the NIR without a title of
/// one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub actor: Actor,
    /// What.
    pub operation: Operation,
    /// For which purpose.
    pub finalite: Finalite,
    /// In which form.
    pub form: Form,
    /// Links: the other processing and the direction.
    pub link: Option<(Processing, Direction)>,
    /// On whose dossier.
    pub scene: Scene,
    /// Data granted on the second day only.
    pub gained: DonneeSet,
    /// Data granted on the first day only.
    pub lost: DonneeSet,
    /// Data refused on the second day only.
    pub now_refused: DonneeSet,
    /// Data undetermined on the second day only.
    pub now_undetermined: DonneeSet,
}

impl AccessRules<'_> {
    /// Every decision that changes from the day of these rules to that of others.
    ///
    /// ```
    /// use imilo_core::habilitation::{AccessRules, Actor, Finalite, Options, Tables};
    /// let tables = Tables::built_in();
    /// let on = |day: &str| AccessRules::on(day.parse().ok()?, &tables, Options::default()).ok();
    /// let (june, july) = on("2026-06-30").zip(on("2026-07-01")).ok_or("no rules")?;
    /// // On 1 July 2026 the C2S becomes a purpose; no recipient gains by it, for its fields were not read.
    /// let changes = june.changes_to(&july);
    /// assert!(changes.iter().all(|change| change.finalite == Finalite::C2s));
    /// let body = changes.iter().find(|change| change.actor == Actor::CnamCpam).ok_or("no change")?;
    /// assert!(body.gained.is_empty() && !body.now_undetermined.is_empty());
    /// # Ok::<(), &'static str>(())
    /// ```
    #[must_use]
    pub fn changes_to(&self, later: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        for actor in Actor::ALL {
            for operation in Operation::ALL {
                let scenes = SCENES.into_iter().filter(|scene| scene.concerns(*actor));
                for (scene, form) in scenes.flat_map(|scene| Form::ALL.iter().map(move |form| (scene, *form)))
                {
                    let before = scene.request(*actor, *operation, form, self.day());
                    let after = scene.request(*actor, *operation, form, later.day());
                    for finalite in Finalite::ALL {
                        for link in links(*operation) {
                            let asked = |request: &Request<'static>| {
                                let mut request = Request { finalite: *finalite, ..*request };
                                request.facts.processing = link.map(|(processing, _)| processing);
                                request.facts.direction = link.map(|(_, direction)| direction);
                                request
                            };
                            let (a, b) = (self.decide(&asked(&before)), later.decide(&asked(&after)));
                            if a.granted() == b.granted() && a.refused() == b.refused() {
                                continue;
                            }
                            changes.push(Change {
                                actor: *actor,
                                operation: *operation,
                                finalite: *finalite,
                                form,
                                link,
                                scene,
                                gained: b.granted().minus(a.granted()),
                                lost: a.granted().minus(b.granted()),
                                now_refused: b.refused().minus(a.refused()),
                                now_undetermined: b.undetermined().minus(a.undetermined()),
                            });
                        }
                    }
                }
            }
        }
        changes
    }
}

/// The links that an operation may be: none, or each processing in each direction.
fn links(operation: Operation) -> Vec<Option<(Processing, Direction)>> {
    if operation != Operation::Link {
        return vec![None];
    }
    let both = |processing| Direction::ALL.iter().map(move |direction| Some((processing, *direction)));
    Processing::ALL.iter().copied().flat_map(both).collect()
}

/// Decisions that change alike: the same actor, operation, form, scene and data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeGroup {
    /// Who.
    pub actor: Actor,
    /// What.
    pub operation: Operation,
    /// In which form.
    pub form: Form,
    /// On whose dossier.
    pub scene: Scene,
    /// For which purposes.
    pub finalites: Vec<Finalite>,
    /// Links: with which processing, which way.
    pub links: Vec<(Processing, Direction)>,
    /// Data gained, lost, now refused, now undetermined, as in [`Change`].
    pub data: [DonneeSet; 4],
}

/// Changes, those that are alike together: first the links of a purpose, then the purposes with the same links.
#[must_use]
pub fn changes_together(changes: &[Change]) -> Vec<ChangeGroup> {
    let mut by_purpose = Groups::new();
    for change in changes {
        let data = [change.gained, change.lost, change.now_refused, change.now_undetermined];
        let alike = (change.actor, change.operation, change.form, change.scene, data);
        by_purpose.add((alike, change.finalite), |links: &mut Vec<_>| links.extend(change.link));
    }
    let mut by_links = Groups::new();
    for ((alike, finalite), links) in by_purpose.groups {
        by_links.add((alike, links), |finalites: &mut Vec<_>| finalites.push(finalite));
    }
    let group = |(((actor, operation, form, scene, data), links), finalites)| ChangeGroup {
        actor,
        operation,
        form,
        scene,
        finalites,
        links,
        data,
    };
    by_links.groups.into_iter().map(group).collect()
}

/// Groups in the order in which they were met.
struct Groups<K, V> {
    places: HashMap<K, usize>,
    groups: Vec<(K, V)>,
}

impl<K: Clone + Eq + Hash, V: Default> Groups<K, V> {
    fn new() -> Self {
        Self { places: HashMap::new(), groups: Vec::new() }
    }

    /// Adds to the group of a key.
    fn add(&mut self, key: K, add: impl FnOnce(&mut V)) {
        let place = *self.places.entry(key.clone()).or_insert(self.groups.len());
        match self.groups.get_mut(place) {
            Some((_, group)) => add(group),
            None => {
                let mut group = V::default();
                add(&mut group);
                self.groups.push((key, group));
            }
        }
    }
}
