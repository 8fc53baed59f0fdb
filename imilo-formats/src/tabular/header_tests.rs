use super::*;

const ROLES: &[RoleSpec] = &[
    RoleSpec { name: "surname", synonyms: &["nom", "nom de famille"] },
    RoleSpec { name: "first_name", synonyms: &["prénom"] },
    RoleSpec { name: "entry_date", synonyms: &["date d'entrée"] },
];

fn matched(header: &str, mapping: &str) -> Result<Columns, TabularError> {
    let names: Vec<String> = header.split(';').map(str::to_owned).collect();
    let mapping = Mapping::parse(mapping).unwrap();
    match_columns(&names, ROLES, Some(&mapping))
}

fn by_role(header: &str, mapping: &str) -> Vec<Option<usize>> {
    matched(header, mapping).unwrap().by_role
}

fn mapping_fault(header: &str, mapping: &str) -> (MappingCode, usize) {
    match matched(header, mapping).unwrap_err() {
        TabularError::Mapping(error) => (error.code, error.line),
        other => panic!("{other}"),
    }
}

#[test]
fn folding() {
    assert_eq!(fold("ÉÈÀÇ Œuvre æ ÿ"), "eeac_oeuvre_ae_y");
    assert_eq!(fold("e\u{301}te\u{301}"), "ete");
    assert_eq!(fold("--N°/sécu--(1)"), "n_secu_1");
    assert_eq!(fold(" - "), "");
    assert_eq!(key("Date d’entrée"), key("date_d_entree"));
    assert_eq!(key("Date d'entrée"), "date_entree");
    assert_eq!(key("L'adresse"), "adresse");
    assert_eq!(key("Classe D"), "classe_d");
}

#[test]
fn columns_find_their_role() {
    assert_eq!(by_role("PRENOM;x;Nom", ""), [Some(2), Some(0), None]);
    assert_eq!(by_role("Date  d'Entrée;first name", ""), [None, Some(1), Some(0)]);
    assert_eq!(by_role("date entree;;", ""), [None, None, Some(0)]);
}

#[test]
fn the_mapping_overrides() {
    assert_eq!(by_role("Nom;Prénom;Usuel", "surname = 'usuel'"), [Some(2), Some(1), None]);
    // A column given by the mapping is not found again by a synonym.
    assert_eq!(by_role("Nom;Prénom", "first_name = 'Nom'"), [None, Some(0), None]);
    // The very name wins over names that fold alike.
    assert_eq!(by_role("Identité;identite", "surname = 'identite'"), [Some(1), None, None]);
    assert_eq!(mapping_fault("Nom", "\nsurname = 'Name'"), (MappingCode::ColumnMissing, 2));
    assert_eq!(mapping_fault("Nom;", "surname = ''"), (MappingCode::ColumnMissing, 1));
    assert_eq!(mapping_fault("Nom", "name = 'Nom'"), (MappingCode::UnknownRole, 1));
}

#[test]
fn one_column_a_role_and_one_role_a_column() {
    let duplicate = TabularError::DuplicateColumn { role: "surname", first: 1, second: 3 };
    assert_eq!(matched("Nom;x;NOM DE FAMILLE", "").unwrap_err(), duplicate);
    assert_eq!(matched("x y;z;X-Y", "surname = 'x.y'").unwrap_err(), duplicate);
    let ambiguous = TabularError::AmbiguousColumn { column: 2, first: "surname", second: "first_name" };
    assert_eq!(matched("x;y", "first_name = 'y'\nsurname = 'y'").unwrap_err().code(), ambiguous.code());
    let roles = [
        RoleSpec { name: "surname", synonyms: &["nom"] },
        RoleSpec { name: "first_name", synonyms: &["nom"] },
    ];
    let names = ["x".to_owned(), "Nom".to_owned()];
    assert_eq!(match_columns(&names, &roles, None).unwrap_err(), ambiguous);
    assert_eq!(matched("1850175123456;DUPONT", "").unwrap_err(), TabularError::NoRole);
}

#[test]
fn unmatched_columns_are_named_with_care() {
    let long = "é".repeat(41);
    let columns = matched(&format!("Nom;Ville de\n résidence;1850175123456;{long};;Tél ²"), "").unwrap();
    let names: Vec<_> = columns.unmatched.iter().map(|c| (c.position, c.name.as_deref())).collect();
    assert_eq!(names, [(2, Some("Ville de résidence")), (3, None), (4, None), (5, None), (6, None)]);
    let columns = matched(&format!("Nom;{}", "é".repeat(40)), "").unwrap();
    assert!(columns.unmatched[0].name.is_some());
}
