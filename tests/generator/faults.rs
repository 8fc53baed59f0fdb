//! Faults in the data, one a row at most, and what each is: a datum out of place, a NIR in a text, a value that is no
//! code, an incoherence.

use crate::data_truth::Seen;
use crate::dates::{plus_days, plus_years};
use crate::fields::Cells;
use crate::follow::{one_action, one_situation};
use crate::nir::{self, Writing};
use crate::person::{self, FRANCE, Me};
use crate::rng::Rng;

/// What is done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// Recorded after the 18th birthday: one, or one of two.
    AdultsRepresentative,
    RepresentativeWithoutDay,
    NirInComment,
    NirInLabel,
    NirInReferent,
    NirInDocument,
    BadCode,
    PermitExpired,
    SituationReversed,
    ActionReversed,
    LicenceBeforeBirth,
    DiplomaInTheFuture,
    RegistrationContradicts,
    BirthPlaceContradicts,
}

/// The faults that are planted: name in the truth, and how many rows in a thousand at most; a row whose dossier does
/// not allow the fault has none.
pub(crate) const FAULTS: &[(Fault, &str, usize)] = &[
    (Fault::AdultsRepresentative, "representative_of_an_adult", 14),
    (Fault::RepresentativeWithoutDay, "representative_without_day", 3),
    (Fault::NirInComment, "nir_in_comment", 9),
    (Fault::NirInLabel, "nir_in_action_label", 3),
    (Fault::NirInReferent, "nir_in_referent", 1),
    (Fault::NirInDocument, "nir_as_identity_document", 3),
    (Fault::BadCode, "code_invalid", 24),
    (Fault::PermitExpired, "permit_expired", 8),
    (Fault::SituationReversed, "situation_reversed", 5),
    (Fault::ActionReversed, "action_reversed", 3),
    (Fault::LicenceBeforeBirth, "licence_before_birth", 2),
    (Fault::DiplomaInTheFuture, "diploma_in_the_future", 3),
    (Fault::RegistrationContradicts, "registration_contradicts", 4),
    (Fault::BirthPlaceContradicts, "birth_place_contradicts", 4),
];

/// Columns of codes, and what stands in them that is none: a name, a code cut short, a letter for a digit, a blank
/// inside.
const BAD_CODES: &[(&str, &[&str])] = &[
    ("rome_recherche", &["D150", "O1507", "D15O7", "vendeur", "D 1507"]),
    ("formacode", &["2153", "F21538", "2 1538"]),
    ("numero_de", &["123456Z", "123456789", "4O53956Z", "inconnu"]),
    ("adresse_code_postal", &["6000", "59 000", "F-59000", "LILLE"]),
    ("nationalite", &["française", "FR", "9910"]),
    ("numero_eleve", &["12345678HA", "X12345678HA"]),
    ("sexe", &["X", "non précisé"]),
    ("situation_categorie", &["CDD tremplin", "Service civique"]),
    ("academie_origine", &["Lille", "1"]),
    ("region_origine", &["Bretagne", "0011"]),
    ("pays_naissance", &["MAROC", "350"]),
    ("menage", &["célibataire"]),
    ("agent_sexe", &["Mme"]),
    ("allocation_nature", &["ARE"]),
    ("rendez_vous_statut", &["À confirmer"]),
];

/// Does the fault to the cells, if the dossier allows it, and notes what it is.
pub(crate) fn plant(
    rng: &mut Rng,
    (fault, name): (Fault, Option<&'static str>),
    me: &Me<'_>,
    cells: &mut Cells<'_>,
    seen: &mut Seen,
) {
    let Some(column) = apply(rng, fault, me, cells, seen) else { return };
    seen.planted.extend(name.map(|name| (name, column)));
}

/// The column that shows the fault; none if nothing was done.
fn apply(
    rng: &mut Rng,
    fault: Fault,
    me: &Me<'_>,
    cells: &mut Cells<'_>,
    seen: &mut Seen,
) -> Option<&'static str> {
    let born = me.dossier.born;
    let majority = plus_years(born, 18);
    match fault {
        Fault::None => None,
        Fault::AdultsRepresentative => {
            // The day of majority itself more often than chance.
            let since = if rng.percent(20) { majority } else { rng.day(majority, me.day) };
            let adult = (majority <= me.day && me.dossier.birth.is_some()).then_some(since)?;
            let minor = plus_days(majority, -1);
            let recorded = if rng.percent(30) { &[Some(minor), Some(adult)][..] } else { &[Some(adult)] };
            person::representatives(rng, me, recorded, cells, seen);
            Some("representant_enregistre_le")
        }
        Fault::RepresentativeWithoutDay => {
            person::representatives(rng, me, &[None], cells, seen);
            Some("representant_nom")
        }
        Fault::NirInComment => {
            let number = a_nir(rng, me);
            let (before, after) =
                rng.pick(&[("NIR ", " à vérifier"), ("n° sécu : ", ""), ("", " (carte Vitale)")], ("", ""));
            cells.text("commentaires", &format!("{before}{number}{after}"));
            in_text(seen, "commentaires")
        }
        Fault::NirInLabel => {
            let label = format!("Ouverture de droits {}", a_nir(rng, me));
            one_action(cells, &label, me.since_entry(rng), None);
            in_text(seen, "action_libelle")
        }
        Fault::NirInReferent => {
            cells.text("referent", &format!("agent-3 / {}", a_nir(rng, me)));
            in_text(seen, "referent")
        }
        Fault::NirInDocument => {
            cells.text("piece_identite_numero", &a_nir(rng, me));
            in_text(seen, "piece_identite_numero")
        }
        Fault::BadCode => {
            let (column, words) = rng.pick(BAD_CODES, ("sexe", &["X"]));
            // A value in place of a value: an element more or less would spoil the row.
            let single = cells.is_filled(column) && !cells.cell(column).contains('|');
            single.then(|| cells.text(column, rng.pick(words, "?")))?;
            seen.invalid_codes.push(column);
            Some(column)
        }
        Fault::PermitExpired => {
            cells.text("nationalite", rng.pick(&["99350", "99351", "99352"], "99352"));
            cells.day("titre_sejour_expire_le", plus_days(me.day, -rng.pick(&[1, 30, 400], 1)));
            incoherent(seen, "permit_expired", &["titre_sejour_expire_le"])
        }
        Fault::SituationReversed => {
            let start = me.since_entry(rng);
            let dates = (start, plus_days(start, -rng.pick(&[1, 31, 365], 1)));
            one_situation(cells, rng.pick(&["Formation", "Pmsmp", "Scolarité"], "Formation"), dates);
            incoherent(seen, "dates_reversed", &["situation_date_debut", "situation_date_fin"])
        }
        Fault::ActionReversed => {
            let created = me.since_entry(rng);
            let done = plus_days(created, -rng.pick(&[1, 10], 1));
            one_action(cells, "Atelier CV", created, Some(done));
            incoherent(seen, "dates_reversed", &["action_creee_le", "action_realisee_le"])
        }
        Fault::LicenceBeforeBirth => {
            let birth = me.dossier.birth?;
            cells.blank(|column| column.field == "formation.permis");
            cells.text("permis_categorie", "B");
            cells.day("permis_obtenu_le", plus_days(birth, -1));
            incoherent(seen, "before_birth", &["permis_obtenu_le"])
        }
        Fault::DiplomaInTheFuture => {
            cells.blank(|column| column.field == "formation.diplomes");
            cells.text("diplome_intitule", "CAP Cuisine");
            cells.day("diplome_obtenu_le", plus_days(me.day, rng.pick(&[1, 200], 1)));
            incoherent(seen, "in_the_future", &["diplome_obtenu_le"])
        }
        Fault::RegistrationContradicts => {
            cells.flag("inscrit_france_travail", false);
            cells.text("numero_de", "4053956Z");
            incoherent(seen, "registration_contradicts", &["inscrit_france_travail", "numero_de"])
        }
        Fault::BirthPlaceContradicts => {
            (me.place_told && me.place != FRANCE).then_some(())?;
            cells.flag("ne_a_l_etranger", !me.place.starts_with("99"));
            incoherent(seen, "birth_place_contradicts", &["ne_a_l_etranger"])
        }
    }
}

fn in_text(seen: &mut Seen, column: &'static str) -> Option<&'static str> {
    seen.nir_in_text.push(column);
    Some(column)
}

fn incoherent(seen: &mut Seen, name: &'static str, columns: &'static [&'static str]) -> Option<&'static str> {
    seen.coherence.push((name, columns));
    columns.last().copied()
}

/// A NIR of the person, in one word or in groups, with its key or without.
fn a_nir(rng: &mut Rng, me: &Me<'_>) -> String {
    let writing =
        rng.pick(&[Writing::Right, Writing::Right, Writing::Spaced, Writing::WithoutKey], Writing::Right);
    nir::write(rng, me.dossier.born, me.place, writing)
}
