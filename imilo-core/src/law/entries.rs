//! The days on which the texts enter into force: one table of constants (reading A25).

use time::macros::date;

use super::{Entry, Evidence};

/// Décret n° 2015-59: the day after its publication (JO of 28 January 2015). *Seen.*
pub const DECRET_2015: Entry = Entry::on(date!(2015 - 01 - 29));
/// Modifying décret of May 2021 (number not found): date *seen* for art. 4, *inferred* for the rest.
pub const DECRET_2021: Entry = Entry::on(date!(2021 - 05 - 23));
/// Arrêté of 17 November 2021, JO of 30 January 2022: the day after. *Inferred.*
pub const ARRETE_2021: Entry = Entry::on(date!(2022 - 01 - 31));
/// Contrat d'engagement jeune (décret 2022-199; derogation of L. 5314-2). *Secondary.*
pub const CEJ: Entry = Entry::on(date!(2022 - 03 - 01));
/// Arrêté of 15 December 2022 (joint responsibility), JO of 5 March 2023: the day after. *Inferred.*
pub const ARRETE_2022: Entry = Entry::on(date!(2023 - 03 - 06));
/// Décret of 31 December 2024 (number not found). *Seen.*
pub const DECRET_2025: Entry = Entry::on(date!(2025 - 01 - 01));
/// Arrêté of 3 January 2025: one of two acts published on 12 and 14 January 2025. Window.
pub const ANNEXES_2025: Entry = Entry::between(date!(2025 - 01 - 13), date!(2025 - 01 - 15));
/// Décret n° 2026-11 of 12 January 2026, JO between 13 and 20 January. Window, *inferred.*
pub const DECRET_2026: Entry = Entry::between(date!(2026 - 01 - 14), date!(2026 - 01 - 21));
/// Arrêté of 15 January 2026, JO of 20 January 2026: the day after. *Inferred.*
pub const ARRETE_2026: Entry = Entry::on(date!(2026 - 01 - 21));
/// Deferred part of décret 2026-11 (social security bodies, C2S). *Secondary.*
pub const SECURITE_SOCIALE_2026: Entry = Entry::on(date!(2026 - 07 - 01));

/// All entries with the code of their text and how well the day is known.
#[must_use]
pub const fn entries() -> [(&'static str, Entry, Evidence); 10] {
    [
        ("D2015-59", DECRET_2015, Evidence::Seen),
        ("D2021-05", DECRET_2021, Evidence::Seen),
        ("A2021-11-17", ARRETE_2021, Evidence::Inferred),
        ("D2022-199", CEJ, Evidence::Secondary),
        ("A2022-12-15", ARRETE_2022, Evidence::Inferred),
        ("D2024-12-31", DECRET_2025, Evidence::Seen),
        ("A2025-01-03", ANNEXES_2025, Evidence::Secondary),
        ("D2026-11", DECRET_2026, Evidence::Inferred),
        ("A2026-01-15", ARRETE_2026, Evidence::Inferred),
        ("D2026-11:C2S", SECURITE_SOCIALE_2026, Evidence::Secondary),
    ]
}
