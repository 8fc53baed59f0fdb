//! What no row lifts: purposes, free text, the end of the term, the NIR.

use time::macros::date;

use crate::law::entries::{
    ANNEXES_2025, ARRETE_2021, ARRETE_2026, CEJ, DECRET_2015, DECRET_2021, DECRET_2025, DECRET_2026,
    SECURITE_SOCIALE_2026,
};
use crate::law::texts::source;
use crate::law::{Entry, Evidence, Provision, Timeline, Version};

use super::super::condition::FOREIGN;
use super::super::words::{Actor, Finalite, FinaliteSet, word_set};
use super::version;

use Evidence::{Inferred, Secondary, Seen, Unknown};

word_set! {
    /// A set of actors.
    ActorSet of Actor
}

/// Recipients with a legal title of their own to the NIR, and those of whom it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NirTitles {
    /// They have one.
    pub own: ActorSet,
    /// It is not known.
    pub unknown: ActorSet,
}

const OF_PROCESSING: FinaliteSet = FinaliteSet::ALL.minus(FOREIGN).minus(FinaliteSet::of(&[Finalite::C2s]));

/// Art. 1, 1 bis, 1 ter. The lists of 2022 on were read in part; the case files' vocabulary says which purposes are of
/// the processing. The C2S only from 2026-07-01; fighting fraud never was one (CNIL, 2014).
static FINALITES: [Version<FinaliteSet>; 6] = [
    version("V2015", DECRET_2015, ("D2015-59:1:al. 2", Seen, source::GIT), OF_PROCESSING),
    version("V2021", DECRET_2021, ("D2015-59:1 bis", Inferred, source::KH_26), OF_PROCESSING),
    version("V2021-B", CEJ, ("D2015-59:1 bis", Secondary, source::NOTICE), OF_PROCESSING),
    version("V2025", DECRET_2025, ("D2015-59:1 bis", Secondary, source::NOTICE), OF_PROCESSING),
    version("V2026", DECRET_2026, ("D2015-59:1 ter", Secondary, source::KH_26), OF_PROCESSING),
    version(
        "V2026-07",
        SECURITE_SOCIALE_2026,
        // The purpose that enters is that of 4°; what is refused is refused by the whole list.
        ("D2015-59:1 ter", Secondary, source::CI_26),
        OF_PROCESSING.with(Finalite::C2s),
    ),
];
pub(super) static FINALITES_LINE: Timeline<FinaliteSet> = Timeline::new(&FINALITES);

/// « A l'exclusion des commentaires et textes libres qui ne sont transmissibles à aucun destinataire ». In V2015 free
/// text is no listed datum, and goes to nobody (reading A15).
static FREE_TEXT: [Version<Provision<()>>; 5] = [
    version("V2015", DECRET_2015, ("D2015-59:annexe", Seen, source::GIT_ANX), Provision::Stated(())),
    version("V2021", DECRET_2021, ("D2021-05", Unknown, source::TR_DIFF), Provision::Unknown),
    version("V2021-A", ARRETE_2021, ("A2021-11-17:annexe 3", Seen, source::TR_A21_3), Provision::Stated(())),
    version(
        "annexes-2025",
        ANNEXES_2025,
        ("A2025-01-03:annexe 3", Inferred, source::BDT_25),
        Provision::Stated(()),
    ),
    version(
        "annexes-2026",
        ARRETE_2026,
        ("A2025-01-03:annexe 3", Inferred, source::BDT_26),
        Provision::Stated(()),
    ),
];
pub(super) static FREE_TEXT_LINE: Timeline<Provision<()>> = Timeline::new(&FREE_TEXT);

/// « A compter de ces dates, … plus accessibles … que sous une forme anonymisée ».
static CLOSING: [Version<()>; 4] = [
    version("V2015", DECRET_2015, ("D2015-59:6:I", Seen, source::GIT), ()),
    version("V2021", DECRET_2021, ("D2015-59:6:IV", Inferred, source::TR_6_2025), ()),
    version("V2025", DECRET_2025, ("D2015-59:6:IV", Seen, source::TR_6_2025), ()),
    version("V2026", DECRET_2026, ("D2015-59:6:IV", Inferred, source::TR_6_2025), ()),
];
pub(super) static CLOSING_LINE: Timeline<()> = Timeline::new(&CLOSING);

/// Décret n° 2019-341 of 19 April 2019: its day of entry was not read, in April or on 1 May.
const CADRE_NIR: Entry = Entry::between(date!(2019 - 04 - 20), date!(2019 - 05 - 01));

/// The décret gives no title to another actor (CNIL, 2014). The ASP has its own from the NIR frame on; before, the NIR
/// stands on the forms that trigger payment, and it is not known by which title.
static NIR: [Version<NirTitles>; 2] = [
    version(
        "V2015",
        DECRET_2015,
        ("CNIL2014-466:NIR", Secondary, source::CNIL_2014),
        NirTitles { own: ActorSet::EMPTY, unknown: ActorSet::of(&[Actor::Asp]) },
    ),
    version(
        "cadre NIR",
        CADRE_NIR,
        ("D2019-341:Agence de services et de paiement", Secondary, source::CADRE_NIR),
        NirTitles { own: ActorSet::of(&[Actor::Asp]), unknown: ActorSet::EMPTY },
    ),
];
pub(super) static NIR_LINE: Timeline<NirTitles> = Timeline::new(&NIR);
