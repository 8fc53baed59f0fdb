//! Addresses near a mission locale.

use crate::fields::Cells;
use crate::rng::Rng;

/// The six columns of an address, by the prefix of their names.
pub(crate) fn home(rng: &mut Rng, departement: &str, prefix: &'static str, cells: &mut Cells<'_>) {
    let Some([number, way, complement, postcode, commune]) =
        ADDRESSES.iter().find(|(name, _)| *name == prefix).map(|(_, columns)| *columns)
    else {
        cells.unknown = Some(prefix);
        return;
    };
    let near = TOWNS.iter().position(|(code, _)| code.starts_with(departement));
    let (code, town) = match near.and_then(|near| TOWNS.get(near..)) {
        Some(towns) if rng.percent(90) => {
            let count = towns.iter().take_while(|(code, _)| code.starts_with(departement)).count();
            rng.pick(towns.get(..count).unwrap_or_default(), ("59000", "LILLE"))
        }
        _ => rng.pick(TOWNS, ("59000", "LILLE")),
    };
    if rng.percent(85) {
        cells.number(number, i64::from(rng.below(140)) + 1);
    }
    cells.text(way, rng.pick(WAYS, "RUE DES TILLEULS"));
    if rng.percent(12) {
        cells.text(complement, rng.pick(&["BAT B", "APPT 12", "CHEZ M. DURAND", "ESC 3"], "BAT B"));
    }
    cells.text(postcode, code);
    cells.text(commune, town);
}
/// By prefix: number, way, complement, postcode, commune.
const ADDRESSES: &[(&str, [&str; 5])] = &[
    (
        "adresse",
        [
            "adresse_numero",
            "adresse_libelle_voie",
            "adresse_complement",
            "adresse_code_postal",
            "adresse_commune",
        ],
    ),
    (
        "adresse_professionnelle",
        [
            "adresse_professionnelle_numero",
            "adresse_professionnelle_libelle_voie",
            "adresse_professionnelle_complement",
            "adresse_professionnelle_code_postal",
            "adresse_professionnelle_commune",
        ],
    ),
    (
        "employeur_adresse",
        [
            "employeur_adresse_numero",
            "employeur_adresse_libelle_voie",
            "employeur_adresse_complement",
            "employeur_adresse_code_postal",
            "employeur_adresse_commune",
        ],
    ),
    (
        "tiers_hebergeant_adresse",
        [
            "tiers_hebergeant_adresse_numero",
            "tiers_hebergeant_adresse_libelle_voie",
            "tiers_hebergeant_adresse_complement",
            "tiers_hebergeant_adresse_code_postal",
            "tiers_hebergeant_adresse_commune",
        ],
    ),
    (
        "mission_locale_adresse",
        [
            "mission_locale_adresse_numero",
            "mission_locale_adresse_libelle_voie",
            "mission_locale_adresse_complement",
            "mission_locale_adresse_code_postal",
            "mission_locale_adresse_commune",
        ],
    ),
];
const WAYS: &[&str] = &[
    "RUE DES TILLEULS",
    "AVENUE JEAN JAURÈS",
    "CITÉ DU PARC",
    "RUE VICTOR HUGO",
    "PLACE DE LA MAIRIE",
    "CHEMIN DES VIGNES",
    "RUE DE L'ÉGLISE",
    "ALLÉE DES ACACIAS",
    "BOULEVARD GAMBETTA",
];

/// Postcodes and towns, by département.
const TOWNS: &[(&str, &str)] = &[
    ("02200", "SOISSONS"),
    ("06000", "NICE"),
    ("06300", "NICE"),
    ("13003", "MARSEILLE"),
    ("13014", "MARSEILLE"),
    ("13200", "ARLES"),
    ("14000", "CAEN"),
    ("20090", "AJACCIO"),
    ("21000", "DIJON"),
    ("25000", "BESANÇON"),
    ("29200", "BREST"),
    ("30000", "NÎMES"),
    ("31100", "TOULOUSE"),
    ("31200", "TOULOUSE"),
    ("33000", "BORDEAUX"),
    ("34080", "MONTPELLIER"),
    ("35000", "RENNES"),
    ("38100", "GRENOBLE"),
    ("42000", "SAINT-ÉTIENNE"),
    ("44000", "NANTES"),
    ("45000", "ORLÉANS"),
    ("51100", "REIMS"),
    ("54000", "NANCY"),
    ("57000", "METZ"),
    ("59000", "LILLE"),
    ("59100", "ROUBAIX"),
    ("59200", "TOURCOING"),
    ("62000", "ARRAS"),
    ("62100", "CALAIS"),
    ("63000", "CLERMONT-FERRAND"),
    ("65000", "TARBES"),
    ("66000", "PERPIGNAN"),
    ("67000", "STRASBOURG"),
    ("68100", "MULHOUSE"),
    ("69003", "LYON"),
    ("69100", "VILLEURBANNE"),
    ("75018", "PARIS"),
    ("75020", "PARIS"),
    ("76600", "LE HAVRE"),
    ("77100", "MEAUX"),
    ("80000", "AMIENS"),
    ("83000", "TOULON"),
    ("84000", "AVIGNON"),
    ("87000", "LIMOGES"),
    ("91000", "ÉVRY-COURCOURONNES"),
    ("92000", "NANTERRE"),
    ("93200", "SAINT-DENIS"),
    ("93300", "AUBERVILLIERS"),
    ("94000", "CRÉTEIL"),
    ("95100", "ARGENTEUIL"),
    ("97110", "POINTE-À-PITRE"),
    ("97200", "FORT-DE-FRANCE"),
    ("97300", "CAYENNE"),
    ("97400", "SAINT-DENIS"),
    ("97410", "SAINT-PIERRE"),
];
