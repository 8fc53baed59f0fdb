//! The catalogue as a page of the documentation.

use std::fmt::Write;

use crate::law::Provision;

use super::{Admission, Champ, DataTables, Rubrique};

/// The catalogue as a table (`docs/droit/champs.md`), then what each version says of each heading.
#[must_use]
pub fn markdown() -> String {
    let mut page = String::from(
        "# Champs du dossier\n\n\
         Produit depuis `imilo-core/src/dossier/catalogue` ; un test le tient à jour. Le code est celui de l'annexe de\n\
         2015 (lue en entier) ; la rubrique, celle des listes suivantes, dont les champs n'ont pas été lus (le\n\
         rattachement d'un champ à une rubrique est déduit).\n\n\
         | champ (JSON) | libellé | label | code 2015 | catégorie | rubrique | sensibilité |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for champ in Champ::ALL {
        let row = champ.row();
        let mut code = row.code.unwrap_or("—").to_owned();
        if champ.is_optional_answer() {
            code.push_str(" (réponse facultative)");
        }
        if champ.is_conditional() {
            code.push_str(" (sous condition)");
        }
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {code} | {} | {} | {} |",
            row.path,
            row.fr,
            row.en,
            champ.categorie().words().1,
            row.rubrique.number().unwrap_or("—"),
            row.sensibilite.words().0,
        );
    }
    page.push_str(
        "\n## Ce que chaque version dit de chaque rubrique\n\n\
         *par champ* : l'annexe de 2015, liste fermée ; *nommée* : le texte nomme la donnée ; *par catégorie* : la rubrique\n\
         est connue, ses champs n'ont pas été lus ; *par nécessité* : aucun texte ne la nomme, l'article cité ne\n\
         s'applique pas sans elle ; *exclue* : absente d'une liste lue en entier ; *indéterminé* : liste non lue.\n\n\
         | rubrique | version | à partir du | ce qu'elle dit | disposition | preuve |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    let tables = DataTables::built_in();
    for rubrique in Rubrique::ALL {
        for version in tables.line(rubrique).rows() {
            let says = match version.value {
                Provision::Stated(Admission::AnnexeDe2015) => "par champ",
                Provision::Stated(Admission::Nommee) => "nommée",
                Provision::Stated(Admission::ParCategorie) => "par catégorie",
                Provision::Stated(Admission::ParNecessite) => "par nécessité",
                Provision::Absent => "exclue",
                Provision::Unknown => "indéterminé",
            };
            let name =
                rubrique.number().map_or_else(|| format!("{rubrique:?}"), |n| format!("{n} {rubrique:?}"));
            let _ = writeln!(
                page,
                "| {name} | {} | {} | {says} | `{}` | {} |",
                version.id, version.entry, version.citation.code, version.citation.evidence,
            );
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_page_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/droit/champs.md");
        if std::env::var_os("IMILO_BLESS").is_some() {
            std::fs::write(path, markdown()).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(path).unwrap(),
            markdown(),
            "run with IMILO_BLESS=1 and read the change"
        );
    }
}
