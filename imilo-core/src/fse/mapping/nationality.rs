//! Nationalities from the country codes of the Insee.

use crate::fse::Nationality;

/// States of the Union: code of the Insee, ISO 3166-1 alpha-2.
const UNION: &[(&str, &str)] = &[
    ("99100", "FR"),
    ("99101", "DK"),
    ("99104", "SE"),
    ("99105", "FI"),
    ("99106", "EE"),
    ("99107", "LV"),
    ("99108", "LT"),
    ("99109", "DE"),
    ("99110", "AT"),
    ("99111", "BG"),
    ("99112", "HU"),
    ("99114", "RO"),
    ("99116", "CZ"),
    ("99117", "SK"),
    ("99119", "HR"),
    ("99122", "PL"),
    ("99126", "GR"),
    ("99127", "IT"),
    ("99131", "BE"),
    ("99134", "ES"),
    ("99135", "NL"),
    ("99136", "IE"),
    ("99137", "LU"),
    ("99139", "PT"),
    ("99144", "MT"),
    ("99145", "SI"),
    ("99254", "CY"),
];

/// Codes of states that are no more and of which a part is in the Union today: Czechoslovakia, Yugoslavia, the USSR, the
/// two Germanies, British possessions in the Mediterranean.
const FORMER: &[&str] = &["99115", "99121", "99123", "99133", "99141", "99142", "99143"];

/// The nationality; none when the code does not tell a state of today. A third country is not told further: no indicator
/// asks which.
pub(super) fn of_insee(code: &str) -> Option<Nationality> {
    if let Some((_, iso)) = UNION.iter().find(|(insee, _)| *insee == code) {
        return iso.parse().ok();
    }
    // The third digit is the continent, 1 to 5; what stands beyond (99999) is no state.
    let state = code.starts_with("99") && matches!(code.as_bytes().get(2), Some(b'1'..=b'5'));
    let third_country = state && !FORMER.contains(&code);
    if third_country { "XX".parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_union_has_27_states_and_the_table_agrees_with_iso() {
        assert_eq!(UNION.len(), 27);
        for (insee, _) in UNION {
            assert!(of_insee(insee).is_some_and(Nationality::is_of_union), "{insee}");
        }
        assert_eq!(of_insee("99132").map(Nationality::is_of_union), Some(false), "United Kingdom");
        assert_eq!(of_insee("99350").map(Nationality::is_of_union), Some(false), "Morocco");
        assert_eq!(of_insee("99115"), None, "Czechoslovakia");
        assert_eq!(of_insee("98503"), None, "a territory that was French");
        assert_eq!((of_insee("99999"), of_insee("99000")), (None, None), "no state");
    }

    /// The names are those of the Insee's file, an independent source of the codes.
    #[cfg(feature = "cog")]
    #[test]
    fn the_codes_are_those_of_states() {
        let names = [("99100", "FRANCE"), ("99126", "GRECE"), ("99254", "CHYPRE"), ("99144", "MALTE")];
        for (insee, name) in names {
            let found = crate::cog::pays(insee.parse().unwrap()).next().unwrap();
            assert_eq!(found.nom, name);
        }
        for (insee, _) in UNION {
            let found = crate::cog::pays(insee.parse().unwrap()).next().unwrap();
            assert_eq!(found.statut, crate::cog::StatutPays::Etat, "{insee}");
        }
    }
}
