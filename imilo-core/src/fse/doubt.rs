//! What a record says that only validation looks at: levels in two nomenclatures, a commune outside.

use super::niveau::{Niveau1969, Niveau2019};
use super::{LevelText, Participation};
use crate::dossier::Field;

/// What the commune of residence allows to say (V21).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Residence {
    /// Nothing was said of it, or it lies inside, or no area was told.
    #[default]
    Silent,
    /// The field is there and empty.
    Missing,
    /// Outside the area of the programme.
    Outside,
}

impl Participation {
    /// Whether the French levels of the record are mixed (V19): one is written in the other nomenclature than the one it
    /// names, or both nomenclatures are used.
    ///
    /// ```
    /// use imilo_core::fse::Participation;
    /// let text = r#"{"french_levels": [{"nomenclature": "2019", "level": "IV"}]}"#;
    /// let record: Participation = serde_json::from_str(text)?;
    /// assert!(record.mixes_levels());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn mixes_levels(&self) -> bool {
        let levels = self.french_levels.given().map(Vec::as_slice).unwrap_or_default();
        let text = |field: &Field<String>| field.given().cloned();
        let named =
            |name: &str| levels.iter().any(|level| text(&level.nomenclature).as_deref() == Some(name));
        levels.iter().any(is_of_the_other) || (named("1969") && named("2019"))
    }

    /// What the commune of residence allows to say (V21).
    ///
    /// ```
    /// use imilo_core::fse::{Participation, Residence};
    /// let text = r#"{"commune": "97411", "programme_area": ["35238"]}"#;
    /// let record: Participation = serde_json::from_str(text)?;
    /// assert_eq!(record.residence(), Residence::Outside);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn residence(&self) -> Residence {
        match &self.commune {
            Field::NotCarried => Residence::Silent,
            Field::Empty => Residence::Missing,
            Field::Given(commune) if commune.trim().is_empty() => Residence::Missing,
            Field::Given(commune) => match self.programme_area.given() {
                Some(area) if !area.contains(commune) => Residence::Outside,
                _ => Residence::Silent,
            },
        }
    }
}

/// Whether a level is one of the nomenclature that it does not name.
fn is_of_the_other(level: &LevelText) -> bool {
    let Some(written) = level.level.given() else { return false };
    match level.nomenclature.given().map(String::as_str) {
        Some("1969") => written.parse().is_ok_and(|number| Niveau2019::new(number).is_ok()),
        Some("2019") => written.parse::<Niveau1969>().is_ok(),
        _ => false,
    }
}
