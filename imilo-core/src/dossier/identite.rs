//! I.A of the annexe: identification of the young person.

use crate::calendar::Date;

use super::nir_read::{NirJson, NirRead};
use super::part::{part, value};
use super::words::SexeDeclare;
use super::{CodeLieu, CodePays, CodePostal, Coded, Field};

/// A NIR never leaves by serialisation (decision 13): the key is left out, or `null` when the field is empty.
fn is_withheld(field: &Field<NirRead>) -> bool {
    !matches!(field, Field::Empty)
}

fn as_null<S: serde::Serializer>(_: &Field<NirRead>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_none()
}

value! {
    /// A postal address (I.A.6, I.A.10), with the keys of the I-MILO interface.
    Adresse {
        /// Number in the street.
        numero: String,
        /// Street.
        libelle_voie: String,
        /// Complement.
        complement: String,
        /// Postal code.
        code_postal: Coded<CodePostal>,
        /// Commune, by its name.
        commune: String,
        /// Country, when abroad.
        pays: Coded<CodePays>,
    }
}

part! {
    /// I.A: identification of the young person.
    ///
    /// # Droit
    /// Décret n° 2015-59, annexe, I.A.1 to 12. The date of birth, absent from the list, is allowed by necessity
    /// (reading A1). The matricule is that of the processing.
    Identite {
        /// I.A.1: name at birth.
        nom_naissance: String => NomNaissance,
        /// I.A.1: name in use.
        nom_usage: String => NomUsage,
        /// I.A.1: married name.
        nom_marital: String => NomMarital,
        /// I.A.1: first names.
        prenoms: String => Prenoms,
        /// I.A.2 by reading A1: date of birth.
        date_naissance: Date => DateNaissance,
        /// I.A.2: place of birth, in words.
        lieu_naissance: String => LieuNaissance,
        /// I.A.2: code of the commune of birth, or of the country when born abroad.
        commune_naissance: Coded<CodeLieu> => CommuneNaissance,
        /// I.A.2: country of birth.
        pays_naissance: Coded<CodePays> => PaysNaissance,
        /// I.A.2: born abroad.
        ne_a_l_etranger: bool => NeALEtranger,
        /// I.A.3: a parent born abroad; an answer that may be refused.
        parent_ne_a_l_etranger: bool => ParentNeALEtranger,
        /// I.A.4: sexe.
        sexe: Coded<SexeDeclare> => Sexe,
        /// I.A.6: personal addresses, in France and abroad.
        adresses: Vec<Adresse> => Adresses,
        /// I.A.7: nationality, as the code of the country.
        nationalite: Coded<CodePays> => Nationalite,
        /// I.A.8: day on which the residence permit expires.
        titre_sejour_expire_le: Date => TitreSejourExpireLe,
        /// I.A.9: telephone numbers.
        telephones: Vec<String> => Telephones,
        /// I.A.9: fax.
        fax: String => Fax,
        /// I.A.9: e-mail addresses.
        courriels: Vec<String> => Courriels,
        /// I.A.10: professional addresses.
        adresses_professionnelles: Vec<Adresse> => AdressesProfessionnelles,
        /// I.A.11: matricule given by the processing.
        matricule: String => Matricule,
        /// I.A.12: number of the identity document.
        piece_identite_numero: String => PieceIdentiteNumero,
        /// I.A.12: type of the identity document.
        piece_identite_type: String => PieceIdentiteType,
        /// Identifier of the young person in the I-MILO interface (`idJeune`), up to 19 digits; not in the annexe.
        id_jeune: String => IdJeune,
        [
            /// I.A.5: the NIR. Read, and never written but by [`ClearDossier`](super::ClearDossier).
            #[serde(skip_serializing_if = "is_withheld", serialize_with = "as_null")]
            #[schemars(with = "Option<NirJson>", extend("writeOnly" = true))]
            nir: NirRead => Nir,
        ]
    }
}
