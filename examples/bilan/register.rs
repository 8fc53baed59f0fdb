//! `--register`: the register of requests of persons, as of the day of the bilan.

use std::fs::File;
use std::path::Path;

use imilo_core::calendar::jours_feries::Territoire;
use imilo_core::droits::registre::Query;
use imilo_formats::registre::{Asked, Register, register};
use imilo_formats::source::Unreadable;
use imilo_formats::tabular::Mapping;

use super::words::{Said, of_file, of_path};

/// The register of a file, as of a day and with the holidays asked.
pub(super) fn read(path: &Path, mapping: Option<&Mapping>, query: Query) -> Result<Register, Said> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let file = File::open(path).map_err(|error| of_path(path, error.kind()))?;
    let asked = Asked { mapping, name: &name, ..Asked::new(query) };
    let found = register(file, &asked).map_err(|error| match error {
        Unreadable::Io(kind) => of_path(path, kind),
        error => of_file(&name, (&error.message_fr(), &error.message_en())),
    })?;
    match found.notices.iter().find(|_| !found.complete) {
        Some(notice) => Err(of_file(&name, (&notice.fr, &notice.en))),
        None => Ok(found),
    }
}

/// What `--register-holidays` takes.
pub(super) fn holidays_wanted() -> Said {
    let codes = Territoire::ALL.map(Territoire::code).join(", ");
    (
        format!("--register-holidays attend structure, structure:TERRITOIRE ou un territoire : {codes}"),
        format!("--register-holidays takes structure, structure:TERRITORY or a territory: {codes}"),
    )
}
