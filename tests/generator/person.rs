//! The young person: identity, family, school, and the home.

use time::Date;

use crate::data::Data;
use crate::data_law::{self, List};
use crate::data_truth::Seen;
use crate::dates::{plus_days, plus_years};
use crate::facts::Dossier;
use crate::fields::Cells;
use crate::rng::Rng;

/// What the cells of a row rest on.
#[derive(Debug)]
pub(crate) struct Me<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) day: Date,
    pub(crate) list: List,
    pub(crate) row: u64,
    /// The day on which the mission locale met the person.
    pub(crate) entry: Date,
    /// Code of the place of birth, whatever the file writes of it.
    pub(crate) place: &'static str,
    /// The code that the file writes is a code.
    pub(crate) place_told: bool,
    /// Two digits or letters: the département of the mission locale.
    pub(crate) departement: &'static str,
    pub(crate) woman: bool,
    /// Name at birth.
    pub(crate) name: &'static str,
}

impl<'a> Me<'a> {
    /// The person of a dossier.
    pub(crate) fn new(
        rng: &mut Rng,
        dossier: &'a Dossier,
        (day, list): (Date, List),
        (row, departement): (u64, &'static str),
        (place, place_told): (&'static str, bool),
        nir: &str,
    ) -> Self {
        let first = plus_years(dossier.born, 16);
        let last = plus_days(plus_years(dossier.born, 26), -60).min(plus_days(day, -1));
        let begun = dossier.programmes.iter().map(|programme| programme.start);
        let begun = begun.chain(dossier.cej.iter().map(|period| period.start)).min();
        let entry = rng.day(first, last).min(rng.day(first, last)).min(begun.unwrap_or(last)).min(day);
        let woman = match nir.as_bytes().first() {
            Some(b'1' | b'7') => false,
            Some(b'2' | b'8') => true,
            _ => rng.percent(49),
        };
        let name = rng.pick(NAMES, "Martin");
        Self { dossier, day, list, row, entry, place, place_told, departement, woman, name }
    }

    /// Whether the person has reached an age on a day.
    pub(crate) fn is(&self, age: i32, day: Date) -> bool {
        plus_years(self.dossier.born, age) <= day
    }

    /// A day between the entry and the day of the sample.
    pub(crate) fn since_entry(&self, rng: &mut Rng) -> Date {
        rng.day(self.entry, self.day)
    }
}

/// I.A: identity and contacts.
pub(crate) fn identity(rng: &mut Rng, me: &Me<'_>, data: &Data, cells: &mut Cells<'_>) {
    cells.text("nom_naissance", me.name);
    if rng.percent(30) {
        cells.text("nom_usage", if rng.percent(15) { rng.pick(NAMES, "Martin") } else { me.name });
    }
    if rng.percent(3) && me.is(20, me.day) {
        cells.text("nom_marital", rng.pick(NAMES, "Martin"));
    }
    let first_names = if me.woman { WOMEN } else { MEN };
    let first = rng.pick(first_names, "Camille");
    cells.text("prenoms", first);
    if rng.percent(35) {
        cells.cell("prenoms").push_str(", ");
        cells.cell("prenoms").push_str(rng.pick(first_names, "Camille"));
    }
    let abroad = me.place.starts_with("99");
    if me.place_told {
        if rng.percent(90) {
            cells.text("lieu_naissance_libelle", data.place_name(me.place));
        }
        cells.text("pays_naissance", if abroad { me.place } else { FRANCE });
        if rng.percent(85) {
            cells.flag("ne_a_l_etranger", abroad);
        }
    }
    if rng.percent(25) {
        cells.flag("parent_ne_a_l_etranger", abroad || rng.percent(20));
    }
    if rng.percent(98) {
        cells.text("sexe", if me.woman { "F" } else { "M" });
    }
    if rng.percent(96) {
        home(rng, me.departement, "adresse", cells);
    }
    let foreign = if abroad { rng.percent(70) } else { rng.percent(3) };
    if rng.percent(94) {
        let of = if abroad { me.place } else { data.country(rng) };
        cells.text("nationalite", if foreign { of } else { FRANCE });
        if foreign && rng.percent(60) {
            cells.day("titre_sejour_expire_le", plus_days(me.day, rng.span(0, 1800)));
        }
    }
    for index in 0..rng.pick(&[0, 1, 1, 1, 1, 1, 2], 1) {
        let number = format!("{}{:08}", rng.pick(&["06", "07"], "06"), rng.below(100_000_000));
        cells.part("telephones", index, &number);
    }
    if rng.percent(82) {
        cells.text("courriels", &format!("jeune{}@exemple.invalid", me.row));
    }
    if rng.percent(1) {
        cells.text("fax", "0199000000");
        home(rng, me.departement, "adresse_professionnelle", cells);
    }
    if rng.percent(55) {
        let letters = rng.pick(&["AB", "CK", "DF", "GH", "LM", "RT"], "AB");
        cells.text(
            "piece_identite_numero",
            &format!("{:02}{letters}{:05}", rng.below(100), rng.below(100_000)),
        );
        let types =
            if foreign { &["titre de séjour", "passeport"][..] } else { &["CNI", "CNI", "passeport"] };
        cells.text("piece_identite_type", rng.pick(types, "CNI"));
    }
    if rng.percent(30) {
        cells.number("id_jeune", i64::from(rng.below(9_000_000)) + 1_000_000);
    }
}

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

/// I.B: family. Representatives were recorded while the person was a minor, and some stay in the dossier.
pub(crate) fn family(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>, seen: &mut Seen) {
    let married = me.is(20, me.day) && rng.percent(6);
    if rng.percent(88) {
        cells.text("situation_matrimoniale", if married { "marié" } else { "célibataire" });
    }
    let child = me.is(19, me.day) && rng.percent(9);
    if rng.percent(70) {
        let household = match (married, child, rng.below(100)) {
            (false, true, 0..50) => "monoparentale",
            (true, ..) | (_, _, 0..8) => "en_menage",
            _ => "seul",
        };
        cells.text("menage", household);
    }
    if rng.percent(85) {
        cells.number("enfants", i64::from(child));
        cells.number("personnes_a_charge", i64::from(child));
    }
    let majority = plus_years(me.dossier.born, 18);
    if me.entry < majority && rng.percent(45) {
        let recorded = rng.day(me.entry, plus_days(majority, -1).min(me.day));
        representatives(rng, me, &[Some(recorded)], cells, seen);
    }
}

/// Writes the representatives, recorded on these days.
pub(crate) fn representatives(
    rng: &mut Rng,
    me: &Me<'_>,
    recorded: &[Option<Date>],
    cells: &mut Cells<'_>,
    seen: &mut Seen,
) {
    cells.blank(|column| column.field == data_law::REPRESENTATIVES);
    for (index, recorded) in recorded.iter().enumerate() {
        cells.part("representant_nom", index, me.name);
        let mother = rng.percent(60);
        cells.part("representant_prenoms", index, rng.pick(if mother { WOMEN } else { MEN }, "Claude"));
        cells.part("representant_lien", index, if mother { "mère" } else { "père" });
        cells.part("representant_telephone", index, &format!("06{:08}", rng.below(100_000_000)));
        cells.part_day("representant_enregistre_le", index, *recorded);
    }
    seen.representatives = Some(data_law::representatives(me.list, me.dossier.birth, recorded));
}

/// II.A: school, diplomas, languages, licences.
pub(crate) fn school(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>) {
    if rng.percent(80) {
        let status = ["demandeur d'emploi", "demandeur d'emploi", "en emploi", "en formation"];
        cells.text("statut_marche_travail", rng.pick(&status, "demandeur d'emploi"));
    }
    let (level, title, of_2019, age) = rng.pick(DIPLOMAS, ("VI", "", "", 16));
    if rng.percent(93) {
        cells.text("niveau_formation", level);
    }
    let obtained = plus_days(plus_years(me.dossier.born, age), rng.span(0, 330));
    if !title.is_empty() && obtained <= me.day {
        cells.text("diplome_intitule", title);
        cells.text("diplome_niveau", of_2019);
        cells.day("diplome_obtenu_le", obtained);
    }
    if !me.is(19, me.day) && rng.percent(70) {
        cells.text("scolarite_situation", rng.pick(&["scolarisé", "déscolarisé"], "déscolarisé"));
        cells.text("scolarite_etablissement", rng.pick(SCHOOLS, "Lycée Jules-Ferry"));
        cells.text("scolarite_classe", rng.pick(&["2nde pro", "1re CAP", "3e", "1re"], "3e"));
    }
    if rng.percent(60) {
        let systems = ["lycée professionnel", "apprentissage", "lycée général", "collège"];
        cells.text("dernier_systeme_formation", rng.pick(&systems, "collège"));
    }
    if rng.percent(50) {
        cells.text("academie_origine", rng.pick(&["01", "02", "09", "10", "24", "25", "70"], "01"));
        cells.text("region_origine", rng.pick(&["11", "32", "44", "75", "76", "84", "93"], "11"));
    }
    if me.is(19, me.day) && rng.percent(42) {
        let since = plus_years(me.dossier.born, 18);
        cells.text("permis_categorie", rng.pick(&["B", "B", "B", "A2"], "B"));
        cells.day("permis_obtenu_le", rng.day(plus_days(since, 30), me.day));
    }
    let known = usize::from(rng.percent(60)) + usize::from(rng.percent(25));
    for (index, language) in ["français", "anglais"].iter().take(known).enumerate() {
        cells.part("langue_langue", index, language);
        cells.part("langue_niveau", index, rng.pick(&["A2", "B1", "B2", "C1"], "B1"));
    }
    if rng.percent(35) {
        let letters = rng.pick(&["HA", "KC", "JB", "GE"], "HA");
        cells.text("numero_eleve", &format!("{:09}{letters}", rng.below(1_000_000_000)));
    }
    if rng.percent(18) {
        cells.text("qualification_intitule", rng.pick(&["CACES R489", "SST", "BAFA", "HACCP"], "SST"));
        cells.flag("qualification_exercee", rng.percent(40));
    }
}

/// II.C and III: social aid and housing.
pub(crate) fn social(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>) {
    let aided = me.is(18, me.day) && rng.percent(11);
    if rng.percent(85) {
        cells.flag("minima_sociaux", aided);
    }
    if aided {
        let start = me.since_entry(rng);
        let end = rng.percent(50).then(|| rng.day(start, me.day));
        cells.text("allocation_nature", rng.pick(&["RSA", "RSA", "RSA majoré", "AAH", "ASS", "ATA"], "RSA"));
        cells.day("allocation_debut", start);
        if let Some(end) = end {
            cells.day("allocation_fin", end);
            cells.number("allocation_mois", (end - start).whole_days() / 30);
        }
        if rng.percent(70) {
            cells.number("numeros_allocataire", i64::from(rng.below(9_000_000)) + 1_000_000);
        }
    }
    if rng.percent(60) {
        let held = |period: &crate::facts::Period| {
            period.start <= me.day && period.end.is_none_or(|end| end > me.day)
        };
        cells.flag("travailleur_handicape", me.dossier.rqth.iter().any(held));
    }
    if rng.percent(82) {
        cells.text("logement_situation", rng.pick(HOUSING, "chez les parents"));
        if rng.percent(14) {
            let hard = ["rupture familiale", "logement insalubre", "expulsion", "éloignement"];
            cells.text("logement_difficultes", rng.pick(&hard, "rupture familiale"));
        }
    }
}

/// The code of France among the countries.
pub(crate) const FRANCE: &str = "99100";

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

/// Level of 1969, title, level of 2019, age at which it is obtained at the earliest.
const DIPLOMAS: &[(&str, &str, &str, i32)] = &[
    ("VI", "", "", 16),
    ("V bis", "Brevet", "", 15),
    ("V", "CAP Cuisine", "3", 17),
    ("V", "CAP AEPE", "3", 17),
    ("V", "CAP Maçon", "3", 17),
    ("IV", "Bac pro Commerce", "4", 18),
    ("IV", "Bac général", "4", 18),
    ("IV", "Bac pro ASSP", "4", 18),
    ("III", "BTS MCO", "5", 20),
];

const HOUSING: &[&str] =
    &["chez les parents", "chez les parents", "autonome", "foyer", "hébergé par un tiers", "sans logement"];
const SCHOOLS: &[&str] =
    &["Lycée Jules-Ferry", "Lycée des métiers", "Collège Jean-Moulin", "CFA du Bâtiment"];
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

pub(crate) const WOMEN: &[&str] = &[
    "Inès", "Lina", "Chloé", "Aïcha", "Maëlys", "Noémie", "Manon", "Léa", "Emma", "Camille", "Sarah", "Jade",
    "Océane", "Laura", "Marie", "Pauline", "Clara", "Anaïs", "Fatou", "Yasmine", "Lucie", "Mélissa", "Eva",
    "Élodie", "Justine", "Assia", "Amandine", "Morgane", "Zoé", "Solène",
];
pub(crate) const MEN: &[&str] = &[
    "Mathis",
    "Yanis",
    "Enzo",
    "Théo",
    "Kévin",
    "Lucas",
    "Hugo",
    "Nathan",
    "Maxime",
    "Alexandre",
    "Mohamed",
    "Thomas",
    "Rayan",
    "Dylan",
    "Antoine",
    "Clément",
    "Ibrahim",
    "Quentin",
    "Léo",
    "Adam",
    "Bastien",
    "Jordan",
    "Mehdi",
    "Florian",
    "Valentin",
    "Noah",
    "Jules",
    "Anthony",
    "Ilyès",
    "Gaël",
];
pub(crate) const NAMES: &[&str] = &[
    "Martin",
    "Bernard",
    "Lefèvre",
    "N'Diaye",
    "Benali",
    "Garcia",
    "Le Gall",
    "Hoarau",
    "Payet",
    "Dubois",
    "Traoré",
    "Thomas",
    "Robert",
    "Petit",
    "Durand",
    "Leroy",
    "Moreau",
    "Simon",
    "Laurent",
    "Michel",
    "Da Silva",
    "Fernandes",
    "Nguyen",
    "Diallo",
    "Cissé",
    "Haddad",
    "Roux",
    "David",
    "Morel",
    "Fournier",
    "Girard",
    "Rivière",
    "Grondin",
    "Césaire",
    "Kowalski",
    "Schmitt",
    "Muller",
    "Le Bihan",
    "Etcheverry",
    "Casanova",
    "Mercier",
    "Dupont-Aignel",
    "Faure",
    "Perrin",
    "Clément",
    "Gauthier",
    "Boyer",
    "Chevalier",
    "Blanc",
    "Guérin",
    "Saïdi",
    "Mansouri",
    "Kone",
    "Camara",
    "Sow",
];
