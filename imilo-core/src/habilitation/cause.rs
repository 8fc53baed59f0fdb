//! Why a datum is refused, or cannot be decided.

use super::words::{word_set, words};

words! {
    /// A cause of refusal, or of an answer left undetermined. Its code is that of the finding.
    Cause {
        ForeignPurpose = "habilitation_foreign_purpose", "cette finalité n'est pas de celles du traitement", "that purpose is none of those of the processing";
        Limitation = "habilitation_limitation", "traitement limité : conservation seulement", "processing limited: storage only";
        Anonymised = "habilitation_anonymised", "le terme est passé : accessible seulement sous une forme anonymisée", "the term is past: accessible in anonymised form only";
        InFseArchive = "habilitation_fse_archive", "le terme est passé : gardé pour un contrôle du FSE seulement", "the term is past: kept for a control of the ESF only";
        NoRow = "habilitation_no_row", "la liste, lue en entier, ne nomme pas cet acteur pour cette finalité et cette opération", "the list, read in full, does not name that actor for that purpose and operation";
        Conditions = "habilitation_conditions", "une condition n'est pas établie", "a condition is not established";
        AnonymisedOnly = "habilitation_anonymised_only", "destinataire de données anonymisées seulement", "recipient of anonymised data only";
        NotListed = "habilitation_not_listed", "la liste des données de ce jour ne contient pas cette donnée", "the list of data of that day does not hold that datum";
        NotNecessary = "habilitation_not_necessary", "donnée dont la nécessité n'est pas attestée", "datum whose necessity is not attested";
        Withheld = "habilitation_withheld", "donnée que le profil d'habilitation retire", "datum that the habilitation profile withholds";
        NirWithheld = "habilitation_nir_withheld", "NIR retenu : l'acteur n'a pas de titre propre", "NIR withheld: the actor has no title of its own";
        FreeText = "habilitation_free_text", "les textes libres ne sont transmissibles à aucun destinataire", "free text goes to no recipient";
        Excluded = "habilitation_excluded", "donnée que la ligne exclut", "datum that the row excludes";
        OutsideRow = "habilitation_outside_row", "donnée hors de la ligne", "datum outside the row";
        NotAnonymous = "habilitation_not_anonymous", "une vue anonymisée ne la contient jamais", "an anonymised view never holds it";
        DatumCondition = "habilitation_datum_condition", "la condition à laquelle la donnée s'enregistre n'est pas établie", "the condition under which the datum is recorded is not established";
        ListUnread = "habilitation_list_unread", "la liste n'a pas été lue en entier et aucune ligne lue ne nomme cet acteur : indéterminé", "the list was not read in full and no row that was read names that actor: undetermined";
        RowUnread = "habilitation_row_unread", "la ligne existe, ce qu'elle dit de cette donnée n'a pas été lu : indéterminé", "the row is there, what it says of that datum was not read: undetermined";
        DataUnread = "habilitation_data_unread", "la liste des données n'a pas été lue pour celle-ci : indéterminé", "the list of data was not read for that one: undetermined";
        NirTitleUnknown = "habilitation_nir_title_unknown", "le titre propre de l'acteur au NIR n'est pas connu : indéterminé", "the title of the actor to the NIR is not known: undetermined";
        DatumConditionUnread = "habilitation_datum_condition_unread", "la condition à laquelle la donnée s'enregistre n'a pas été lue : indéterminé", "the condition under which the datum is recorded was not read: undetermined";
    }
}

word_set! {
    /// A set of causes.
    CauseSet of Cause
}

impl Cause {
    /// Whether it leaves the answer undetermined rather than refuse.
    #[must_use]
    pub const fn is_undetermined(self) -> bool {
        self as u8 >= Self::ListUnread as u8
    }

    /// Whether it bears on every datum of the request.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self as u8 <= Self::AnonymisedOnly as u8 || matches!(self, Self::ListUnread)
    }
}

/// Causes that refuse everything.
pub(super) const BARRIERS: CauseSet = CauseSet::of(&[
    Cause::ForeignPurpose,
    Cause::Limitation,
    Cause::Anonymised,
    Cause::InFseArchive,
    Cause::NoRow,
    Cause::Conditions,
    Cause::AnonymisedOnly,
]);

/// Barriers that leave the anonymised form open.
pub(super) const NOMINATIVE_ONLY: CauseSet =
    CauseSet::of(&[Cause::Anonymised, Cause::InFseArchive, Cause::AnonymisedOnly]);
