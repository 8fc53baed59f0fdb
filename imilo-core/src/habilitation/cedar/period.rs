//! The days on which the rules say the same as on one of them.

use crate::calendar::Date;
use crate::dossier::Rubrique;
use crate::law::Timeline;
use crate::law::entries::CEJ;

use super::super::condition::RGPD;
use super::super::rules::AccessRules;

/// First day, and first day on which they may say something else.
pub(super) fn period(rules: &AccessRules<'_>) -> (Date, Option<Date>) {
    let tables = rules.tables;
    // Two days that rules name by themselves.
    let mut days = vec![RGPD, CEJ.certain];
    for line in [&tables.access, &tables.recipients, &tables.links, &tables.archive] {
        days.extend(bounds(line));
    }
    days.extend(bounds(&tables.rule_sets));
    days.extend(bounds(&tables.finalites));
    days.extend(bounds(&tables.free_text));
    days.extend(bounds(&tables.closing));
    days.extend(bounds(&tables.nir_titles));
    days.extend(Rubrique::ALL.iter().flat_map(|rubrique| bounds(tables.data.line(*rubrique))));
    days.extend(tables.added.iter().flat_map(|added| [added.from].into_iter().chain(added.until)));
    let from = days.iter().filter(|day| **day <= rules.day).max();
    let until = days.iter().filter(|day| **day > rules.day).min();
    (from.copied().unwrap_or(rules.day), until.copied())
}

fn bounds<T: Clone + 'static>(line: &Timeline<T>) -> impl Iterator<Item = Date> {
    line.rows().iter().flat_map(|row| [row.entry.earliest, row.entry.certain])
}
