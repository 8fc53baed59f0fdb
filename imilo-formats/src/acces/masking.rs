//! What of a value is not the person's to see: a number that may be somebody's NIR, an account of somebody else.

use imilo_core::dossier::{Champ, Identite};

use crate::numbers_in_text::{self as numbers, digits, holds_a_likely_nir, is_digit, is_telephone};
use crate::tabular::fold;

/// The text with what may be a NIR in it masked; none where nothing is. A number of the form that its own field has is shown:
/// in any other field as many digits are taken for a NIR.
pub(super) fn without_nir(champ: Champ, key: Option<&str>, text: &str) -> Option<String> {
    if has_form_of_its_field(champ, key, text) { None } else { numbers::without_nir(text) }
}

fn has_form_of_its_field(champ: Champ, key: Option<&str>, text: &str) -> bool {
    match (champ, key) {
        // It is shown on purpose, or not there.
        (Champ::Nir, _) => true,
        (Champ::Telephones | Champ::Fax | Champ::MissionLocaleTelephone, None) => are_telephones(text),
        (Champ::Employeur | Champ::SuiviEmployeurs, Some("siret")) => {
            is_siret(text) && !holds_a_likely_nir(text)
        }
        (Champ::CoordonneesBancaires, Some("iban")) => is_iban(text),
        // A number of the person is theirs to see, unless it is a NIR by its key.
        (
            Champ::Matricule
            | Champ::IdJeune
            | Champ::NumeroEleve
            | Champ::NumeroDe
            | Champ::NumerosAllocataire
            | Champ::PieceIdentiteNumero,
            None,
        )
        | (Champ::Offres, Some("reference"))
        | (Champ::Evenements, Some("identifiant" | "id_objet")) => is_identifier(text),
        _ => false,
    }
}

/// One number, whatever is written inside it: no sentence.
fn is_identifier(text: &str) -> bool {
    let is_inside = |next: char| next.is_ascii_alphanumeric() || " -./_\u{a0}\u{202f}".contains(next);
    let count = |of: fn(&char) -> bool| text.chars().filter(of).count();
    text.chars().all(is_inside)
        && count(|next| next.is_ascii_alphanumeric()) <= 24
        && !holds_a_likely_nir(text)
}

/// One number in a cell or several.
fn are_telephones(text: &str) -> bool {
    is_telephone(text)
        || text.split(['/', ',', ';', '|']).flat_map(|part| part.split(" ou ")).all(is_telephone)
        || (!holds_a_likely_nir(text) && are_telephones_in_a_row(text))
}

/// Numbers with no more than a space or a dash between them: each of ten digits that begins with 0, or behind `+33`.
fn are_telephones_in_a_row(text: &str) -> bool {
    let mut number = String::new();
    let is_whole = |number: &str| match number.as_bytes() {
        [b'+', b'3', b'3', b'1'..=b'9', rest @ ..] => rest.len() == 8,
        [b'0', b'1'..=b'9', rest @ ..] => rest.len() == 8,
        _ => false,
    };
    for next in text.chars() {
        match next {
            '0'..='9' => number.push(next),
            // A number ends where its digits do.
            _ if is_whole(&number) => number.clear(),
            _ => {}
        }
        match next {
            '+' if number.is_empty() => number.push(next),
            '0'..='9' | ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '/' | ',' | ';' | '|' => {}
            _ => return false,
        }
    }
    is_whole(&number) || number.is_empty()
}

/// Fourteen digits with their key: that of Luhn, or for La Poste a sum that five divides.
fn is_siret(text: &str) -> bool {
    let Some(digits) = digits(text).filter(|digits| digits.len() == 14) else { return false };
    let double = |(place, digit): (usize, &u8)| match u32::from(*digit) * if place % 2 == 0 { 2 } else { 1 } {
        sum @ 10.. => sum - 9,
        sum => sum,
    };
    let luhn: u32 = digits.iter().enumerate().map(double).sum();
    let sum: u32 = digits.iter().map(|digit| u32::from(*digit)).sum();
    luhn.is_multiple_of(10) || (digits.starts_with(&[3, 5, 6, 0, 0, 0, 0, 0, 0]) && sum.is_multiple_of(5))
}

/// ISO 13616: two letters, a key of two digits, 11 to 30 letters and digits, of which the remainder by 97 is 1.
fn is_iban(text: &str) -> bool {
    let plain: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| byte.to_ascii_uppercase())
        .collect();
    let Some((head, rest)) = plain.split_at_checked(4) else { return false };
    let formed = matches!(head, [b'A'..=b'Z', b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'])
        && (11..=30).contains(&rest.len());
    let remainder = rest.iter().chain(head).try_fold(0_u32, |before, byte| match byte {
        b'0'..=b'9' => Some((before * 10 + u32::from(byte - b'0')) % 97),
        b'A'..=b'Z' => Some((before * 100 + u32::from(byte - b'A') + 10) % 97),
        _ => None,
    });
    formed && remainder == Some(1)
}

/// A text with its digits masked, of whatever script.
pub(super) fn masked(text: &str) -> String {
    text.chars().map(|next| if is_digit(next) { '•' } else { next }).collect()
}

/// Whose a bank account is, by the name of its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Account {
    /// The person's.
    Own,
    /// No holder is named: it may be anybody's.
    Unnamed,
    /// The person's and somebody else's: the number is theirs too, the other name is not.
    Joint,
    /// Not recognised as the person's: somebody else's, as far as is known.
    Other,
}

const TITLES: [&str; 7] = ["m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"];

impl Account {
    /// The person's when the name of the holder has the whole of a surname and the whole of the first given name of theirs: a
    /// mother may have the surname and another of the given names. With words of somebody else beside them it is joint where
    /// it says « ou » or « et ».
    pub(super) fn of(identite: &Identite, holder: Option<&str>) -> Self {
        let Some(holder) = holder else { return Self::Unnamed };
        let words = |text: &str| -> Vec<String> {
            fold(text).split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let prenoms = identite.prenoms.given().map(|text| text.trim()).unwrap_or_default();
        let first = words(prenoms.split([' ', ',']).next().unwrap_or_default());
        let first_names = words(prenoms);
        let holder = words(holder);
        let is_between = |word: &String| word == "ou" || word == "et";
        let joint = holder.iter().any(is_between);
        let named: Vec<_> =
            holder.into_iter().filter(|word| !TITLES.contains(&word.as_str()) && !is_between(word)).collect();
        let surnames = [&identite.nom_naissance, &identite.nom_usage, &identite.nom_marital];
        let surnames: Vec<_> =
            surnames.into_iter().filter_map(|name| name.given().map(|text| words(text))).collect();
        let left = |surname: &Vec<String>| taken(taken(named.clone(), surname)?, &first);
        let Some(left) = surnames.iter().filter_map(left).min_by_key(Vec::len) else { return Self::Other };
        let own =
            |word: &String| first_names.contains(word) || surnames.iter().any(|name| name.contains(word));
        match (left.iter().all(own), joint) {
            (true, _) => Self::Own,
            (false, true) => Self::Joint,
            (false, false) => Self::Other,
        }
    }
}

/// The words without those of a name, of which every one must be there.
fn taken(mut words: Vec<String>, name: &[String]) -> Option<Vec<String>> {
    if name.is_empty() {
        return None;
    }
    for word in name {
        words.remove(words.iter().position(|own| own == word)?);
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The form of a field is no way out for a NIR: `nir.md` has these numbers.
    #[test]
    fn a_number_of_the_form_of_its_field_is_shown_and_a_nir_in_it_is_not() {
        let hides = |champ, key, text| without_nir(champ, key, text).is_some();
        for text in [
            "06 12 34 56 78",
            "0612345678",
            "+33 6 12 34 56 78",
            "0033612345678",
            "+33 (0)6.12.34.56.78",
            "+262 692 12 34 56",
            "00213661234567",
            "06 12 34 56 78 / 07 11 22 33 44",
            "06.12.34.56.78 ou 0711223344",
            "06 12 34 56 78 07 11 22 33 44",
            "06 12 34 56 78 - 04 91 00 11 22",
            "06.12.34.56.78  +33 7 11 22 33 44 0491001122",
        ] {
            assert!(!hides(Champ::Telephones, None, text), "{text}");
        }
        for nir in [
            "255081416802538",
            "2 84 05 88 321 025 32",
            "2840588321025",
            "284058832102",
            "+284058832102532",
            "2 84 O5 88 321 025 32",
            "28405883210",
            "0612345678 284058832102532",
            "06 12 34 56 78 - 2840588321025",
            "0 284058832102532 0000",
        ] {
            for (champ, key) in [
                (Champ::Telephones, None),
                (Champ::Fax, None),
                (Champ::Employeur, Some("siret")),
                (Champ::CoordonneesBancaires, Some("iban")),
                (Champ::Commentaires, None),
            ] {
                assert!(hides(champ, key, nir), "{champ:?} {nir}");
            }
        }
        // The SIRET of the Ville de Paris, an establishment of La Poste; the same digits elsewhere may be a NIR.
        for siret in ["21750001600019", "217 500 016 00019", "35600000000048"] {
            assert!(!hides(Champ::Employeur, Some("siret"), siret), "{siret}");
            assert!(
                hides(Champ::Commentaires, None, siret)
                    && hides(Champ::Employeur, Some("raison_sociale"), siret)
            );
        }
        assert!(hides(Champ::Employeur, Some("siret"), "21750001600018"));
        assert!(!hides(Champ::CoordonneesBancaires, Some("iban"), "FR76 3000 6000 0112 3456 7890 189"));
        assert!(hides(Champ::CoordonneesBancaires, Some("iban"), "NI284058832102532"));
        assert!(
            !hides(Champ::Matricule, None, "1234567890") && hides(Champ::Matricule, None, "255081416802538")
        );
        assert!(hides(Champ::NomNaissance, None, "123456789012"));
        assert!(!hides(Champ::Telephones, None, "06 12 34 56 78 (travail)"));
        // Days in a sentence are none; what stands around them is.
        assert!(!hides(Champ::Commentaires, None, "vue le 12/03/2025 et le 14/04/2025, à revoir le 2/5/25"));
        for nir in [
            "vue le 12/03/2025 : 2 84 05 88 321 025 32",
            "2/84/05/88/321/025/32",
            "2840588 12/03/2025 321025",
            "12/03/2025284058832102",
        ] {
            assert!(hides(Champ::Commentaires, None, nir), "{nir}");
        }
        assert_eq!(masked("２８ 4a"), "•• •a");
        // The key of Luhn behind thirteen digits makes no SIRET of a NIR.
        assert!(hides(Champ::Employeur, Some("siret"), "20703130551232"));
        for (champ, own) in [
            (Champ::IdJeune, "1234567890123"),
            (Champ::IdJeune, "123456789012"),
            (Champ::NumerosAllocataire, "13055-1234567"),
            (Champ::PieceIdentiteNumero, "9903123456 7890"),
        ] {
            assert!(!hides(champ, None, own), "{own}");
            assert!(hides(champ, None, "207031305512303") && hides(champ, None, "2070313055123"));
        }
        assert!(!hides(Champ::Offres, Some("reference"), "OFFRE2026112812"));
    }

    /// Separators are no part of a number, and what is written beside one is the person's to read.
    #[test]
    fn only_the_number_is_masked() {
        let told = |text| numbers::without_nir(text);
        for (text, masked) in [
            ("NIR 2 07/03/13 055 123 03, vue le 12/03/2026", "NIR • ••/••/•• ••• ••• ••, vue le 12/03/2026"),
            ("2.07/03/13 055.123.03", "•.••/••/•• •••.•••.••"),
            ("n° 2-07/03/13-055123-03", "n° •-••/••/••-••••••-••"),
            ("1 75/05/13 055 321 47", "• ••/••/•• ••• ••• ••"),
            (
                "13001 Marseille, 06 98 76 54 32, 2 07 03 13 055 123 (03)",
                "13001 Marseille, 06 98 76 54 32, • •• •• •• ••• ••• (••)",
            ),
            ("1 75 05 2A 055 321 47 à Bastia", "• •• •• •A ••• ••• •• à Bastia"),
            ("175052A055321", "••••••A••••••"),
            ("2070313055123O3 le 12.03.2026", "•••••••••••••O• le 12.03.2026"),
            ("2070313 puis 055123", "••••••• puis ••••••"),
            (
                "née 207 en mars 03 dépt 13 commune 055 ordre 123",
                "née ••• en mars •• dépt •• commune ••• ordre •••",
            ),
            // Behind a tag or a named character, in other figures, in pieces.
            (
                "2&nbsp;07&nbsp;03&nbsp;13&nbsp;055&nbsp;123&nbsp;03",
                "•&nbsp;••&nbsp;••&nbsp;••&nbsp;•••&nbsp;•••&nbsp;••",
            ),
            ("2&#160;07&#160;03&#160;13&#160;055&#160;123", "•&#•••;••&#•••;••&#•••;••&#•••;•••&#160;•••"),
            (
                "<p>2</p><p>07</p><p>03</p><p>13</p><p>055</p><p>123</p>",
                "<p>•</p><p>••</p><p>••</p><p>••</p><p>•••</p><p>•••</p>",
            ),
            ("二〇七〇三一三〇五五一二三〇三", "•••••••••••••••"),
            ("NIR : début 2070313, la fin est 05512303", "NIR : début •••••••, la fin est ••••••••"),
            ("sécu 20703130 noté par elle puis 5512303", "sécu •••••••• noté par elle puis •••••••"),
            ("tél 0612345678 207031305512303", "tél 0612345678 •••••••••••••••"),
            ("207031305512303 06 12 34 56 78", "••••••••••••••• 06 12 34 56 78"),
            ("SIRET 217 500 016 00019, 2 enfants", "SIRET ••• ••• ••• •••••, 2 enfants"),
        ] {
            assert_eq!(told(text).as_deref(), Some(masked), "{text}");
        }
        for shown in [
            "Vue le 12/03/2026 avec sa mère Samira (06 98 76 54 32).",
            "le 12/03/2026 à 14h30 salle 204, 06 98 76 54 32",
            "12/03/2026 - 14/04/2026 - 15/05/2026",
            "reçu le 12-03-2026 et 14-04-2026, né 2007-03-14",
            "le 12/03/2026 à 10:30 et le 14/04/2026 à 11:45",
            "13001 Marseille, tel 04 91 00 11 22 ou +33 4 91 00 11 22",
            "le 12/03/26, 13005 Marseille",
            "revenu 1 250,50 et 980,00 puis 1 100",
            "CAF n° 1234567, dossier MDPH 2025-12345",
            "<p>Vue le 12/03/2026&nbsp;: 2 enfants, 13005 Marseille</p>",
            "NIR à demander ; vue le 12/03/2026, tél. 06 98 76 54 32",
        ] {
            assert_eq!(told(shown), None, "{shown}");
        }
    }

    /// A number cut into elements of a list; those of other numbers stay.
    #[test]
    fn a_number_that_goes_on_in_the_next_line_is_masked() {
        let told = |lines: &[&str]| {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            numbers::without_nir_across(&lines)
        };
        assert_eq!(told(&["20703130", "5512303"]).unwrap(), ["••••••••", "•••••••"]);
        assert_eq!(
            told(&["CAF", "2 07 03", "13 055 123 03", "x"]).unwrap(),
            ["CAF", "• •• ••", "•• ••• ••• ••", "x"]
        );
        for shown in [
            &["06 12 34 56 78", "07 11 22 33 44"][..],
            &["1234567", "7654321"],
            &["02/01/2024", "03/02/2024"],
            // Within a line each was judged by itself.
            &["207031305512303", "x"],
            &[],
        ] {
            assert_eq!(told(shown), None, "{shown:?}");
        }
    }

    #[test]
    fn an_account_is_the_person_s_by_a_surname_and_a_first_name() {
        let identite: Identite = serde_json::from_str(
            r#"{"nom_naissance": "Durand", "nom_usage": "Le Goff", "prenoms": "Anaïs Marie"}"#,
        )
        .unwrap();
        let of = |holder| Account::of(&identite, holder);
        for own in ["Mme DURAND Anais", "Anaïs Le Goff", "M ou Mme Anaïs Marie Durand"] {
            assert_eq!(of(Some(own)), Account::Own, "{own}");
        }
        assert_eq!(of(None), Account::Unnamed);
        assert_eq!(of(Some("M. Paul Petit ou Mme Anaïs Durand")), Account::Joint);
        let compound: Identite =
            serde_json::from_str(r#"{"nom_naissance": "Jean-Pierre", "prenoms": "Jean"}"#).unwrap();
        assert_eq!(Account::of(&compound, Some("Pierre Jean")), Account::Other);
        // A mother has the surname, and a friend may have the first name.
        for other in [
            "Durand Claire",
            "Marie Petit",
            "A. Durand",
            "",
            "Marie Durand",
            "Anaïs Goff",
            "UDAF pour Anaïs Durand",
        ] {
            assert_eq!(of(Some(other)), Account::Other, "{other}");
        }
    }

    /// However a NIR is cut up, whatever stands beside it: no digit of it is left. 284058832102532 is that of `nir.md`; the
    /// second has a département of Corsica, the third no key.
    #[test]
    fn no_digit_of_a_nir_is_left_however_it_is_written() {
        let mut seed = 1_u32;
        let mut random = |most: usize| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            usize::try_from(seed >> 8).unwrap() % most
        };
        let marks = [
            " ", ".", "-", "/", ", ", "; ", " - ", " / ", " (", ") ", "\n", "\u{a0}", "_", ":", "&nbsp;",
            "</p><p>", "<br />",
        ];
        let before = [
            "",
            "NIR ",
            "vue le 12/03/2026 : ",
            "tél. 06 12 34 56 78, ",
            "13005 Marseille, n° ",
            "12/03/26 ",
            "née 2007-03-14 ",
            "n°",
        ];
        let after = ["", ".", " le 12/03/2026", ", 06 12 34 56 78", " (mère)", " 14h30", ", 3 enfants"];
        for nir in ["284058832102532", "185072A00412388", "2070313055123", "207031305512303"] {
            for _ in 0..3000 {
                let mut written = String::new();
                for (index, next) in nir.chars().enumerate() {
                    if index > 0 && random(3) == 0 {
                        written.push_str(marks[random(marks.len())]);
                    }
                    written.push(next);
                }
                let (before, after) = (before[random(before.len())], after[random(after.len())]);
                let text = format!("{before}{written}{after}");
                let told = numbers::without_nir(&text).unwrap_or_default();
                let start = before.chars().count();
                let own: String = told.chars().skip(start).take(written.chars().count()).collect();
                assert!(!told.is_empty() && !own.chars().any(char::is_numeric), "{text} => {told}");
            }
        }
    }
}
