//! Why an input or a file failed, in words of ours: those of the system are in one language only, and may hold
//! a path.

use std::io::ErrorKind;

/// The cause in French and in English.
///
/// ```
/// use imilo_formats::io_words::io_words;
/// assert_eq!(io_words(std::io::ErrorKind::NotFound), ("introuvable", "not found"));
/// ```
#[must_use]
pub const fn io_words(kind: ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::NotFound => ("introuvable", "not found"),
        ErrorKind::PermissionDenied => ("accès refusé", "permission denied"),
        ErrorKind::AlreadyExists => ("existe déjà", "already exists"),
        ErrorKind::IsADirectory => ("c'est un dossier", "it is a directory"),
        ErrorKind::NotADirectory => ("ce n'est pas un dossier", "it is not a directory"),
        ErrorKind::StorageFull => ("disque plein", "the disk is full"),
        ErrorKind::QuotaExceeded => ("quota dépassé", "quota exceeded"),
        ErrorKind::ReadOnlyFilesystem => ("disque en lecture seule", "the disk is read-only"),
        ErrorKind::TimedOut => ("délai dépassé", "timed out"),
        ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => {
            ("connexion coupée", "the connection was cut")
        }
        ErrorKind::UnexpectedEof => ("fin inattendue", "unexpected end"),
        ErrorKind::InvalidData => ("contenu illisible", "unreadable content"),
        _ => ("erreur d'entrée-sortie", "input or output error"),
    }
}
