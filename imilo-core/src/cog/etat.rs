//! What a code was on a day.

use super::commune::{Borne, Commune, Nature, states};
use super::nom::Nom;
use crate::calendar::Date;
use crate::dossier::CodeCommune;

/// What a code was on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Etat {
    /// A commune, or an arrondissement of Paris, Lyon or Marseille.
    Exists {
        /// Its name; none on a day on which it may have had the old or the new one.
        nom: Option<Nom>,
    },
    /// A part of another commune that keeps its code: an associated or a delegated commune.
    Attached {
        /// [`Nature::Associee`] or [`Nature::Deleguee`].
        nature: Nature,
        /// Its name; none on a day on which it may have had the old or the new one.
        nom: Option<Nom>,
        /// The commune of which it is a part; none on a day on which it may have been the one before or after.
        commune: Option<CodeCommune>,
    },
    /// Not yet: the code is given later.
    NotYet {
        /// When it is first given.
        debut: Borne,
    },
    /// No longer, or not in this time: it was before.
    NoLonger {
        /// When it ended.
        fin: Borne,
        /// The code that followed: its own new one, or that of the commune that took it in; none if it was shared
        /// out or given up.
        successeur: Option<CodeCommune>,
    },
    /// The code changed on a day that is not known, and that day may be before or after this one.
    NotKnown {
        /// Between which days it changed.
        change: Borne,
    },
    /// The code is in no edition since 1943.
    UnknownCode,
}

/// What a code was on a day.
///
/// ```
/// use imilo_core::cog::{Borne, Etat, commune_at};
/// let exists = commune_at("2A004".parse()?, "1976-01-01".parse()?);
/// assert!(matches!(exists, Etat::Exists { nom: Some(nom) } if nom == "Ajaccio"));
/// assert!(matches!(commune_at("2A004".parse()?, "1975-12-31".parse()?), Etat::NotYet { .. }));
///
/// // Pierrefitte-sur-Seine became a part of Saint-Denis in 2024 or on 1 January 2025: the source has no day.
/// let change = Borne::Within { after: "2024-01-01".parse()?, by: "2025-01-01".parse()? };
/// assert_eq!(commune_at("93059".parse()?, "2024-07-01".parse()?), Etat::NotKnown { change });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn commune_at(code: CodeCommune, date: Date) -> Etat {
    let own = |state: &Commune| matches!(state.nature(), Nature::Commune | Nature::Arrondissement);
    let part = |state: &Commune| matches!(state.nature(), Nature::Associee | Nature::Deleguee);
    let held = match held(states(code).filter(own), date) {
        Held::No => held(states(code).filter(part), date),
        held => held,
    };
    match held {
        Held::By(state, next) => {
            let nom = Some(state.nom()).filter(|nom| next.is_none_or(|next| next.nom() == *nom));
            let commune = state
                .rattachement()
                .filter(|held| next.is_none_or(|next| next.rattachement() == Some(*held)));
            if own(&state) {
                Etat::Exists { nom }
            } else {
                Etat::Attached { nature: state.nature(), nom, commune }
            }
        }
        Held::Perhaps(change) => Etat::NotKnown { change },
        Held::No => outside(states(code).filter(|state| own(state) || part(state)), date),
    }
}

/// Whether one of some states holds.
enum Held {
    /// The first does; or one of the two, the second following the first on a day that is not known.
    By(Commune, Option<Commune>),
    /// One may, from or until a day that is not known.
    Perhaps(Borne),
    No,
}

fn held(states: impl Iterator<Item = Commune> + Clone, date: Date) -> Held {
    if let Some(state) = states.clone().find(|state| Presence::of(state, date) == Presence::During) {
        return Held::By(state, None);
    }
    let mut perhaps = states.filter_map(|state| match Presence::of(&state, date) {
        Presence::Perhaps(change) => Some((state, change)),
        Presence::Before | Presence::During | Presence::After => None,
    });
    let Some((state, change)) = perhaps.next() else { return Held::No };
    let follows = |next: &Commune| {
        next.nature() == state.nature() && state.fin().is_some() && state.fin() == next.debut()
    };
    let next = perhaps.map(|(next, _)| next).find(follows);
    next.map_or(Held::Perhaps(change), |next| Held::By(state, Some(next)))
}

/// Where a day stands towards a state.
#[derive(PartialEq)]
enum Presence {
    Before,
    Perhaps(Borne),
    During,
    After,
}

impl Presence {
    fn of(state: &Commune, date: Date) -> Self {
        let reached =
            |borne: Option<Borne>, without: bool| borne.map_or(Some(without), |day| day.reached(date));
        match (reached(state.debut(), true), reached(state.fin(), false), state.debut(), state.fin()) {
            (Some(false), ..) => Self::Before,
            (_, Some(true), ..) => Self::After,
            (Some(true), Some(false), ..) => Self::During,
            (_, None, _, Some(change)) | (None, _, Some(change), _) => Self::Perhaps(change),
            // A borne that is not there is reached or not, never unknown.
            (None, _, None, _) | (_, None, _, None) => Self::During,
        }
    }
}

/// Before or after all that a code was.
fn outside(own: impl Iterator<Item = Commune> + Clone, date: Date) -> Etat {
    let ended = own.clone().filter(|state| Presence::of(state, date) == Presence::After);
    let last = ended.filter_map(|state| Some((state.fin()?, state))).max_by_key(|(fin, _)| fin.by());
    if let Some((fin, last)) = last {
        // A part that lost its status may have gone to another commune on the same day.
        let part = matches!(last.nature(), Nature::Associee | Nature::Deleguee);
        let absorbed = |state: &Commune| state.nature() == Nature::Absorbee && state.debut() == Some(fin);
        let then = states(last.code()).find(absorbed).filter(|_| part).unwrap_or(last);
        let successeur = then.rattachement();
        return Etat::NoLonger { fin, successeur };
    }
    match own.filter_map(|state| state.debut()).min_by_key(|debut| debut.by()) {
        Some(debut) => Etat::NotYet { debut },
        None => Etat::UnknownCode,
    }
}

/// The name that a code had on a day, as a commune, an arrondissement or a part of another commune; none if it was
/// none of these, or if that day is not known.
///
/// ```
/// use imilo_core::cog::name;
/// assert_eq!(name("69381".parse()?, "2001-05-02".parse()?).unwrap(), "Lyon 1er Arrondissement");
/// assert_eq!(name("20004".parse()?, "2001-05-02".parse()?), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn name(code: CodeCommune, date: Date) -> Option<Nom> {
    match commune_at(code, date) {
        Etat::Exists { nom } | Etat::Attached { nom, .. } => nom,
        Etat::NotYet { .. } | Etat::NoLonger { .. } | Etat::NotKnown { .. } | Etat::UnknownCode => None,
    }
}
