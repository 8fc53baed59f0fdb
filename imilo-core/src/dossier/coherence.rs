//! Coherence inside a dossier, apart from the law: what cannot be, or what somebody should look at.
//!
//! None of it is a rule of the décret, and none of it refuses: each is a finding for the agent who keeps the dossier.

use crate::calendar::{Date, Rounding};
use crate::nir::{holds_a_nir, holds_the_form_of_a_nir};

use super::{CategorieSituation, Champ, Coded, Dossier, EtatSituation, Field, FieldSet, Part};

/// What is wrong, or to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Incoherence {
    /// A text holds a NIR: it belongs into its own field, and nowhere else.
    NirInText,
    /// A value is not a code of its list or form.
    InvalidCode,
    /// An end lies before its start.
    DatesReversed,
    /// A day lies before the birth.
    BeforeBirth,
    /// A day that tells of the past lies in the future.
    InTheFuture,
    /// Younger than 16 on the day (reading A26: warned, never blocked).
    Under16,
    /// A minor with an employer: possible from 16, to be looked at.
    MinorWithEmployer,
    /// The residence permit has expired.
    PermitExpired,
    /// Born in France by the code, and abroad by the answer, or the other way round.
    BirthPlaceContradicts,
    /// The code of the place of birth is in no edition of the Code officiel géographique.
    BirthPlaceUnknown,
    /// The code of the place of birth did not exist on the day of birth.
    BirthPlaceOfAnotherTime,
    /// Not registered with France Travail, and a number or a day of registration is there.
    RegistrationContradicts,
}

impl Incoherence {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::NirInText,
        Self::InvalidCode,
        Self::DatesReversed,
        Self::BeforeBirth,
        Self::InTheFuture,
        Self::Under16,
        Self::MinorWithEmployer,
        Self::PermitExpired,
        Self::BirthPlaceContradicts,
        Self::BirthPlaceUnknown,
        Self::BirthPlaceOfAnotherTime,
        Self::RegistrationContradicts,
    ];

    /// Stable code, then a sentence in French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::NirInText => (
                "nir_in_text",
                "un NIR est écrit dans un texte : il a son champ à lui",
                "a NIR is written in a text: it has a field of its own",
            ),
            Self::InvalidCode => {
                ("invalid_code", "la valeur n'est pas un code attendu", "the value is not an expected code")
            }
            Self::DatesReversed => {
                ("dates_reversed", "la fin précède le début", "the end lies before the start")
            }
            Self::BeforeBirth => ("before_birth", "date antérieure à la naissance", "a day before the birth"),
            Self::InTheFuture => ("in_the_future", "date dans le futur", "a day in the future"),
            Self::Under16 => ("under_16", "moins de 16 ans", "younger than 16"),
            Self::MinorWithEmployer => (
                "minor_with_employer",
                "mineur avec un employeur : à vérifier",
                "a minor with an employer: to be checked",
            ),
            Self::PermitExpired => {
                ("permit_expired", "titre de séjour périmé", "the residence permit has expired")
            }
            Self::BirthPlaceContradicts => (
                "birth_place_contradicts",
                "le lieu et l'indication de naissance à l'étranger se contredisent",
                "the place and the indication of birth abroad contradict each other",
            ),
            Self::BirthPlaceUnknown => (
                "birth_place_unknown",
                "code du lieu de naissance inconnu du Code officiel géographique",
                "code of the place of birth unknown to the Code officiel géographique",
            ),
            Self::BirthPlaceOfAnotherTime => (
                "birth_place_of_another_time",
                "le code du lieu de naissance n'existait pas à la date de naissance",
                "the code of the place of birth did not exist on the day of birth",
            ),
            Self::RegistrationContradicts => (
                "registration_contradicts",
                "non inscrit à France Travail, avec un numéro ou une date d'inscription",
                "not registered with France Travail, with a number or a day of registration",
            ),
        }
    }
}

/// The fields whose texts hold a NIR; the number is not repeated.
///
/// ```
/// use imilo_core::dossier::{Champ, Dossier, Field, free_text_nirs};
/// let mut dossier = Dossier::default();
/// dossier.ajouts.commentaires = Field::Given(vec!["n° sécu 2 84 05 88 321 025 32".to_owned()]);
/// assert_eq!(free_text_nirs(&dossier).iter().collect::<Vec<_>>(), [Champ::Commentaires]);
/// ```
#[must_use]
pub fn free_text_nirs(dossier: &Dossier) -> FieldSet {
    let mut found = FieldSet::EMPTY;
    dossier.texts(&mut |champ, text| {
        if !found.contains(champ) && holds_a_nir(text) {
            found.insert(champ);
        }
    });
    found
}

/// The fields whose texts may hold a number of a person, rightly written or not: those that must not leave unseen. More
/// than [`free_text_nirs`] finds; bank data are looked at as there, for an account number is long too.
pub(crate) fn texts_that_may_hold_a_nir(dossier: &Dossier) -> FieldSet {
    let mut found = FieldSet::EMPTY;
    dossier.texts(&mut |champ, text| {
        let holds =
            holds_a_nir(text) || champ != Champ::CoordonneesBancaires && holds_the_form_of_a_nir(text);
        if !found.contains(champ) && holds {
            found.insert(champ);
        }
    });
    found
}

/// Shows each incoherence of a dossier on a day with its field. A field is shown once for each kind.
///
/// ```
/// use imilo_core::dossier::{Champ, Dossier, Field, Incoherence, incoherences};
/// let mut dossier = Dossier::default();
/// dossier.identite.titre_sejour_expire_le = Field::Given("2026-01-31".parse()?);
/// let mut seen = Vec::new();
/// incoherences(&dossier, "2026-11-24".parse()?, |kind, champ| seen.push((kind, champ)));
/// assert_eq!(seen, [(Incoherence::PermitExpired, Champ::TitreSejourExpireLe)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn incoherences(dossier: &Dossier, day: Date, mut see: impl FnMut(Incoherence, Champ)) {
    free_text_nirs(dossier).iter().for_each(|champ| see(Incoherence::NirInText, champ));
    invalid_codes(dossier).iter().for_each(|champ| see(Incoherence::InvalidCode, champ));
    periods(dossier).iter().for_each(|champ| see(Incoherence::DatesReversed, champ));
    let birth = dossier.identite.date_naissance.given().copied();
    past(dossier, birth, day, &mut see);
    if let Some(birth) = birth {
        ages(dossier, birth, day, &mut see);
    }
    if dossier.identite.titre_sejour_expire_le.given().is_some_and(|expires| *expires < day) {
        see(Incoherence::PermitExpired, Champ::TitreSejourExpireLe);
    }
    birth_place(dossier, birth, &mut see);
    let emploi = &dossier.emploi;
    let registered = emploi.numero_de.given().is_some() || emploi.inscrit_depuis.given().is_some();
    if emploi.inscrit_france_travail == Field::Given(false) && registered {
        see(Incoherence::RegistrationContradicts, Champ::InscritFranceTravail);
    }
}

/// The fields whose value is not a code of its form, or not a word of its list.
#[must_use]
pub fn invalid_codes(dossier: &Dossier) -> FieldSet {
    let mut found = FieldSet::EMPTY;
    dossier.invalid_codes(&mut |champ| found.insert(champ));
    found
}

/// The fields in which a period ends before it begins.
fn periods(dossier: &Dossier) -> FieldSet {
    let mut found = FieldSet::EMPTY;
    let mut check = |champ, start: &Field<Date>, end: &Field<Date>| {
        if matches!((start, end), (Field::Given(start), Field::Given(end)) if end < start) {
            found.insert(champ);
        }
    };
    for situation in dossier.formation.situations.given().into_iter().flatten() {
        check(Champ::SituationFin, &situation.date_debut, &situation.date_fin);
    }
    for experience in dossier.formation.experiences.given().into_iter().flatten() {
        check(Champ::Experiences, &experience.debut, &experience.fin);
    }
    for dispositif in dossier.emploi.dispositifs.given().into_iter().flatten() {
        check(Champ::Dispositifs, &dispositif.debut, &dispositif.fin);
    }
    for allocation in dossier.social.allocations.given().into_iter().flatten() {
        check(Champ::AllocationsSociales, &allocation.debut, &allocation.fin);
    }
    for etape in dossier.suivi.parcours.given().into_iter().flatten() {
        check(Champ::Parcours, &etape.debut, &etape.fin);
    }
    for action in dossier.suivi.actions.given().into_iter().flatten() {
        check(Champ::ActionRealiseeLe, &action.creee_le, &action.realisee_le);
    }
    for mesure in dossier.ajouts.mesures_protection.given().into_iter().flatten() {
        check(Champ::MesuresProtection, &mesure.debut, &mesure.fin);
    }
    if let Some(employeur) = dossier.emploi.employeur.given() {
        check(Champ::Employeur, &employeur.debut, &employeur.fin);
    }
    if let Some(cej) = dossier.emploi.accompagnement_cej.given() {
        check(Champ::AccompagnementCej, &cej.date_debut, &cej.date_fin_reelle);
    }
    found
}

/// Days that tell of the past: not before the birth, not after the day.
fn past(dossier: &Dossier, birth: Option<Date>, day: Date, see: &mut impl FnMut(Incoherence, Champ)) {
    let (mut early, mut late) = (FieldSet::EMPTY, FieldSet::EMPTY);
    let mut check = |champ, told: &Field<Date>| {
        if let Field::Given(told) = told {
            if birth.is_some_and(|birth| *told < birth) {
                early.insert(champ);
            }
            if *told > day {
                late.insert(champ);
            }
        }
    };
    check(Champ::InscritDepuis, &dossier.emploi.inscrit_depuis);
    for diplome in dossier.formation.diplomes.given().into_iter().flatten() {
        check(Champ::Diplomes, &diplome.obtenu_le);
    }
    for permis in dossier.formation.permis.given().into_iter().flatten() {
        check(Champ::Permis, &permis.obtenu_le);
    }
    for action in dossier.suivi.actions.given().into_iter().flatten() {
        check(Champ::ActionCreeeLe, &action.creee_le);
        check(Champ::ActionRealiseeLe, &action.realisee_le);
    }
    for representative in dossier.famille.representants_legaux.given().into_iter().flatten() {
        check(Champ::RepresentantsLegaux, &representative.enregistre_le);
    }
    if birth.is_some_and(|birth| birth > day) {
        late.insert(Champ::DateNaissance);
    }
    early.iter().for_each(|champ| see(Incoherence::BeforeBirth, champ));
    late.iter().for_each(|champ| see(Incoherence::InTheFuture, champ));
}

fn ages(dossier: &Dossier, birth: Date, day: Date, see: &mut impl FnMut(Incoherence, Champ)) {
    let younger = |age| day < birth.plus_years(age, Rounding::LastDayOfMonth).date;
    if birth <= day && younger(16) {
        see(Incoherence::Under16, Champ::DateNaissance);
    }
    let employed = |situation: &super::Situation| {
        situation.etat == Field::Given(Coded::Valid(EtatSituation::EnCours))
            && situation.categorie == Field::Given(Coded::Valid(CategorieSituation::Emploi))
    };
    let current = dossier.formation.situations.given().into_iter().flatten().any(employed);
    if younger(18) && (dossier.emploi.employeur.given().is_some() || current) {
        see(Incoherence::MinorWithEmployer, Champ::Employeur);
    }
}

fn birth_place(dossier: &Dossier, birth: Option<Date>, see: &mut impl FnMut(Incoherence, Champ)) {
    let identite = &dossier.identite;
    let Some(lieu) = identite.commune_naissance.given().and_then(Coded::valid) else { return };
    let abroad = lieu.as_str().starts_with("99");
    if matches!(identite.ne_a_l_etranger, Field::Given(told) if told != abroad) && lieu.as_str() != "99100" {
        see(Incoherence::BirthPlaceContradicts, Champ::NeALEtranger);
    }
    #[cfg(feature = "cog")]
    if let Some(kind) = place_in_time(*lieu, birth) {
        see(kind, Champ::CommuneNaissance);
    }
    #[cfg(not(feature = "cog"))]
    let _ = birth;
}

/// What the Code officiel géographique says of a place of birth. Nothing while a day is not known.
#[cfg(feature = "cog")]
fn place_in_time(lieu: super::CodeLieu, birth: Option<Date>) -> Option<Incoherence> {
    use crate::cog::{Etat, commune_at, pays, states};
    let country = lieu.pays().is_some_and(|code| pays(code).next().is_some());
    let commune = lieu.commune().filter(|code| states(*code).next().is_some());
    match (commune, birth) {
        (None, _) if !country => Some(Incoherence::BirthPlaceUnknown),
        (Some(code), Some(birth)) if !country => match commune_at(code, birth) {
            Etat::NotYet { .. } | Etat::NoLonger { .. } => Some(Incoherence::BirthPlaceOfAnotherTime),
            Etat::UnknownCode => Some(Incoherence::BirthPlaceUnknown),
            Etat::Exists { .. } | Etat::Attached { .. } | Etat::NotKnown { .. } => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(json: &str) -> Vec<(Incoherence, Champ)> {
        let dossier: Dossier = serde_json::from_str(json).unwrap();
        let mut seen = Vec::new();
        incoherences(&dossier, "2026-11-24".parse().unwrap(), |kind, champ| seen.push((kind, champ)));
        seen
    }

    #[test]
    fn each_kind_is_seen_and_its_contrary_is_not() {
        use Incoherence::*;
        let cases = [
            (
                r#"{"suivi":{"actions":[{"libelle":"appelé, NIR 284058832102532"}]}}"#,
                vec![(NirInText, Champ::ActionLibelle)],
            ),
            (
                r#"{"formation":{"experiences":[{"rome":"1 85 07 2A 004 123"}]}}"#,
                vec![(NirInText, Champ::Experiences), (InvalidCode, Champ::Experiences)],
            ),
            (r#"{"suivi":{"rome_recherche":"X9"}}"#, vec![(InvalidCode, Champ::RomeRecherche)]),
            (r#"{"suivi":{"rome_recherche":"M1805"}}"#, vec![]),
            (
                r#"{"formation":{"situations":[{"date_debut":"2026-02-01","date_fin":"2026-01-31"}]}}"#,
                vec![(DatesReversed, Champ::SituationFin)],
            ),
            (r#"{"formation":{"situations":[{"date_debut":"2026-02-01","date_fin":"2026-02-01"}]}}"#, vec![]),
            (
                r#"{"identite":{"date_naissance":"2004-01-01"},"formation":{"permis":[{"obtenu_le":"2003-12-31"}]}}"#,
                vec![(BeforeBirth, Champ::Permis)],
            ),
            (
                r#"{"formation":{"diplomes":[{"obtenu_le":"2026-11-25"}]}}"#,
                vec![(InTheFuture, Champ::Diplomes)],
            ),
            (r#"{"formation":{"diplomes":[{"obtenu_le":"2026-11-24"}]}}"#, vec![]),
            // 16 on 25 November 2026: not yet on the 24th.
            (r#"{"identite":{"date_naissance":"2010-11-25"}}"#, vec![(Under16, Champ::DateNaissance)]),
            (r#"{"identite":{"date_naissance":"2010-11-24"}}"#, vec![]),
            (
                r#"{"identite":{"date_naissance":"2008-11-25"},"emploi":{"employeur":{"raison_sociale":"x"}}}"#,
                vec![(MinorWithEmployer, Champ::Employeur)],
            ),
            (
                r#"{"identite":{"date_naissance":"2008-11-25"},"formation":{"situations":[{"etat":"EN_COURS","categorie":"Emploi"}]}}"#,
                vec![(MinorWithEmployer, Champ::Employeur)],
            ),
            (
                r#"{"identite":{"date_naissance":"2008-11-24"},"emploi":{"employeur":{"raison_sociale":"x"}}}"#,
                vec![],
            ),
            (
                r#"{"identite":{"titre_sejour_expire_le":"2026-11-23"}}"#,
                vec![(PermitExpired, Champ::TitreSejourExpireLe)],
            ),
            (r#"{"identite":{"titre_sejour_expire_le":"2026-11-24"}}"#, vec![]),
            (
                r#"{"identite":{"commune_naissance":"99352","ne_a_l_etranger":false}}"#,
                vec![(BirthPlaceContradicts, Champ::NeALEtranger)],
            ),
            (r#"{"identite":{"commune_naissance":"99352","ne_a_l_etranger":true}}"#, vec![]),
            (
                r#"{"emploi":{"inscrit_france_travail":false,"numero_de":"4053956Z"}}"#,
                vec![(RegistrationContradicts, Champ::InscritFranceTravail)],
            ),
            (r#"{"emploi":{"inscrit_france_travail":true,"numero_de":"4053956Z"}}"#, vec![]),
        ];
        for (json, expected) in cases {
            assert_eq!(seen(json), expected, "{json}");
        }
    }

    /// Ajaccio is 2A004 from 1976-01-01 (Corsica is divided), 20004 before.
    #[cfg(feature = "cog")]
    #[test]
    fn a_place_of_birth_is_of_its_time() {
        let born = |code: &str, birth: &str| {
            seen(&format!(r#"{{"identite":{{"commune_naissance":"{code}","date_naissance":"{birth}"}}}}"#))
        };
        let another = vec![(Incoherence::BirthPlaceOfAnotherTime, Champ::CommuneNaissance)];
        assert_eq!(born("2A004", "1975-12-31"), another);
        assert_eq!(born("2A004", "1976-01-01"), []);
        assert_eq!(born("20004", "1976-01-01"), another);
        assert_eq!(born("01999", "2000-01-01"), [(Incoherence::BirthPlaceUnknown, Champ::CommuneNaissance)]);
        assert_eq!(born("99352", "2000-01-01"), []);
    }
}
