//! I.A and I.B of the annexe: identity and family.

use super::{Group, address, field, list, member, texts};
use crate::source::cells;

pub(super) const GROUPS: &[Group] = &[
    field!(
        NomNaissance,
        (identite.nom_naissance),
        "nom_naissance",
        ["nom", "nom_de_naissance", "nom_de_famille", "nom_patronymique"]
    ),
    field!(NomUsage, (identite.nom_usage), "nom_usage", ["nom_usuel_du_jeune", "usage"]),
    field!(NomMarital, (identite.nom_marital), "nom_marital", ["nom_d_epouse", "nom_d_epoux"]),
    field!(Prenoms, (identite.prenoms), "prenoms", ["prenom"]),
    // `lieu_naissance` was a name of the code of birth before this column was there, and stays one.
    field!(
        LieuNaissance,
        (identite.lieu_naissance),
        "lieu_naissance_libelle",
        ["ville_naissance", "ville_de_naissance", "libelle_lieu_naissance"]
    ),
    field!(
        PaysNaissance,
        (identite.pays_naissance),
        "pays_naissance",
        ["pays_de_naissance", "code_pays_naissance"]
    ),
    field!(NeALEtranger, (identite.ne_a_l_etranger), "ne_a_l_etranger", ["naissance_etranger"]),
    field!(ParentNeALEtranger, (identite.parent_ne_a_l_etranger), "parent_ne_a_l_etranger", []),
    field!(Sexe, (identite.sexe), "sexe", ["genre"], cells::sexe),
    list!((identite.adresses), Adresse {
        numero: Adresses = "adresse_numero" ["numero_voie"];
        libelle_voie: Adresses = "adresse_libelle_voie" ["libelle_voie", "voie", "rue"];
        complement: Adresses = "adresse_complement" ["complement_adresse"];
        code_postal: Adresses = "adresse_code_postal" ["code_postal", "cp"];
        commune: Adresses = "adresse_commune" ["commune", "ville"];
        pays: Adresses = "adresse_pays" ["pays"];
    }),
    field!(Nationalite, (identite.nationalite), "nationalite", ["code_nationalite"]),
    field!(
        TitreSejourExpireLe,
        (identite.titre_sejour_expire_le),
        "titre_sejour_expire_le",
        ["fin_titre_sejour", "date_fin_titre_sejour"]
    ),
    texts!(Telephones, (identite.telephones), "telephones", ["telephone", "tel", "portable", "mobile"]),
    field!(Fax, (identite.fax), "fax", ["telecopie"]),
    texts!(Courriels, (identite.courriels), "courriels", ["courriel", "email", "e_mail", "mail", "mel"]),
    Group {
        columns: &[address!(
            element,
            get_element,
            AdressesProfessionnelles,
            (identite.adresses_professionnelles),
            "adresse_professionnelle"
        )],
        ..list!((identite.adresses_professionnelles), Adresse {})
    },
    field!(
        PieceIdentiteNumero,
        (identite.piece_identite_numero),
        "piece_identite_numero",
        ["numero_piece_identite"]
    ),
    field!(PieceIdentiteType, (identite.piece_identite_type), "piece_identite_type", ["type_piece_identite"]),
    field!(IdJeune, (identite.id_jeune), "id_jeune", ["idjeune"]),
    field!(
        SituationMatrimoniale,
        (famille.situation_matrimoniale),
        "situation_matrimoniale",
        ["situation_familiale"]
    ),
    field!(Menage, (famille.menage), "menage", []),
    field!(Enfants, (famille.enfants), "enfants", ["nombre_enfants", "nb_enfants", "nombre_d_enfants"]),
    field!(
        PersonnesACharge,
        (famille.personnes_a_charge),
        "personnes_a_charge",
        ["nombre_personnes_a_charge", "nb_personnes_a_charge"]
    ),
    list!((famille.representants_legaux), RepresentantLegal {
        nom: RepresentantsLegaux = "representant_nom" ["representant_legal", "nom_representant_legal"];
        prenoms: RepresentantsLegaux = "representant_prenoms" [];
        lien: RepresentantsLegaux = "representant_lien" [];
        telephone: RepresentantsLegaux = "representant_telephone" [];
        courriel: RepresentantsLegaux = "representant_courriel" [];
        enregistre_le: RepresentantsLegaux = "representant_enregistre_le" [];
        + adresse: RepresentantsLegaux = "representant_adresse";
    }),
];
