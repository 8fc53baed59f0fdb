//! The folder of a bilan: made, or made again, never one that somebody else filled.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Marks a folder that this library made, and may therefore write again.
const MARK: &str = ".imilo-bilan";

/// A folder that may be written.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

/// Why a folder may not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// It holds files that this library did not make.
    #[error("the folder holds files that imilo did not make")]
    NotOurs,
    /// It could not be made or written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Folder {
    /// Prepares the folder that the caller names.
    ///
    /// # Errors
    /// [`FolderError::NotOurs`] when it exists, is not empty and bears no mark of ours.
    pub fn at(path: &Path) -> Result<Self, FolderError> {
        fs::create_dir_all(path)?;
        let ours = path.join(MARK).is_file() || fs::read_dir(path)?.next().is_none();
        if !ours {
            return Err(FolderError::NotOurs);
        }
        let folder = Self { path: path.to_owned() };
        folder.file(MARK)?.write_all("imilo a fait ce dossier et peut le réécrire.\n".as_bytes())?;
        Ok(folder)
    }

    /// Prepares a folder of this name under `parent`, or with a number behind when somebody else's stands there.
    ///
    /// # Errors
    /// [`FolderError`] when none of a hundred can be written.
    pub fn under(parent: &Path, name: &str) -> Result<Self, FolderError> {
        let names = std::iter::once(name.to_owned()).chain((2..=100).map(|n| format!("{name}-{n}")));
        for name in names {
            match Self::at(&parent.join(name)) {
                Err(FolderError::NotOurs) => {}
                other => return other,
            }
        }
        Err(FolderError::NotOurs)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a file of this name is there.
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        self.path.join(name).exists()
    }

    /// Takes off files that an earlier run left.
    ///
    /// # Errors
    /// When one that is there cannot be taken off.
    pub fn remove(&self, names: &[&str]) -> io::Result<()> {
        names.iter().try_for_each(|name| match fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })
    }

    /// Writes files beside those that are there, and once all of them are written puts them in their place.
    ///
    /// # Errors
    /// When one cannot be written: those that were there are still there.
    pub fn replace(&self, files: &[(&str, &[u8])]) -> io::Result<()> {
        let beside = |name: &str| format!("{name}.nouveau");
        let written = files.iter().try_for_each(|(name, content)| {
            let mut file = self.file(&beside(name))?;
            file.write_all(content)?;
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
        });
        if let Err(error) = written {
            let names: Vec<_> = files.iter().map(|(name, _)| beside(name)).collect();
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            // What failed is told, whatever becomes of what was begun.
            return self.remove(&names).and(Err(error));
        }
        files.iter().try_for_each(|(name, _)| fs::rename(self.path.join(beside(name)), self.path.join(name)))
    }

    /// A file of the folder, written anew.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn file(&self, name: &str) -> io::Result<BufWriter<File>> {
        File::create(self.path.join(name)).map(|file| BufWriter::with_capacity(1 << 16, file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let parent = std::env::temp_dir().join(format!("imilo-folder-{}", std::process::id()));
        let theirs = parent.join("bilan");
        fs::create_dir_all(&theirs).unwrap();
        fs::write(theirs.join("notes.txt"), "à moi").unwrap();
        assert!(matches!(Folder::at(&theirs), Err(FolderError::NotOurs)));
        let first = Folder::under(&parent, "bilan").unwrap();
        assert_eq!(first.path(), parent.join("bilan-2"));
        first.file("bilan.json").unwrap().write_all(b"{}").unwrap();
        let again = Folder::under(&parent, "bilan").unwrap();
        assert_eq!(again.path(), parent.join("bilan-2"));
        again.remove(&["bilan.json", "bilan.html"]).unwrap();
        assert!(!again.path().join("bilan.json").exists());
        assert_eq!(fs::read_to_string(theirs.join("notes.txt")).unwrap(), "à moi");
        fs::remove_dir_all(parent).unwrap();
    }
}
