//! Every decision that changes between two days: the rule space is finite, and walked whole.

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
