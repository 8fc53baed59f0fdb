//! The storage of a journal as a folder of files.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::journal::{Log, SegmentId, Storage};

/// The file that is locked by whoever writes.
const LOCK: &str = ".journal.lock";
const CHECKPOINTS: &str = "checkpoints.txt";

/// Why a folder cannot be the storage of a journal.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileStoreError {
    /// Somebody else writes to it.
    #[error("somebody else writes to the journal")]
    Locked,
    /// It was opened to be read, and nothing is written to it.
    #[error("the journal was opened to be read only")]
    ReadOnly,
    /// The file system says no.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl CodedError for FileStoreError {
    fn code(&self) -> ErrorCode {
        ErrorCode::JournalStorage
    }
}

/// A journal in a folder: files that only grow, each write durable when it returns, one writer at a time.
///
/// A power cut may leave the end of a file that is no whole record: the journal finds it when it is opened, cuts it off and
/// reports it. Nothing is written anywhere else, no temporary file either. To erase is to remove the file: where the
/// medium keeps copies (snapshots, backups, worn blocks), they are to be erased too.
///
/// ```
/// use imilo_core::journal::{Act, Event, EventOutcome, Journal, KeyName};
/// use imilo_core::pseudonym::{NoRandomness, Randomness};
/// use imilo_formats::journal::FileStore;
/// # struct Source;
/// # impl Randomness for Source {
/// #     fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> { bytes.fill(7); Ok(()) }
/// # }
/// # let folder = std::env::temp_dir().join(format!("imilo-journal-doc-{}", std::process::id()));
/// let store = FileStore::open(&folder)?;
/// let (mut journal, recovery) = Journal::open(store, KeyName::new("imilo.example/journal")?, Source)?;
/// assert!(recovery.torn.is_empty());
/// let act = Act::new("agent_mission_locale", "connect", EventOutcome::Conforming);
/// let instant_ms = 1_795_521_600_000;
/// journal.append(&Event { instant_ms, agent: "agent-7", mission_locale: None, dossier: None, act })?;
/// journal.flush()?;
/// # drop(journal);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct FileStore {
    folder: PathBuf,
    // Held as long as the store is: the system gives the lock back when the process ends, however it does. None: to be read
    // only.
    lock: Option<File>,
    /// The file that was written last: an event a call would open it each time.
    last: Option<(Log, File)>,
}

impl FileStore {
    /// The store of a folder, which is made if it is not there.
    ///
    /// # Errors
    /// [`FileStoreError`]: somebody else writes to it, the file system.
    pub fn open(folder: &Path) -> Result<Self, FileStoreError> {
        fs::create_dir_all(folder)?;
        let lock = OpenOptions::new().create(true).append(true).open(folder.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(FileStoreError::Locked),
            Err(fs::TryLockError::Error(error)) => return Err(error.into()),
        }
        Ok(Self { folder: folder.to_owned(), lock: Some(lock), last: None })
    }

    /// The store of a folder, to be read only: for whoever verifies it, also while another writes. What is written meanwhile may
    /// then be found half written.
    ///
    /// # Errors
    /// [`FileStoreError::Io`]: there is no such folder, the file system.
    pub fn to_read(folder: &Path) -> Result<Self, FileStoreError> {
        fs::read_dir(folder)?;
        Ok(Self { folder: folder.to_owned(), lock: None, last: None })
    }

    fn check_writing(&self) -> Result<(), FileStoreError> {
        if self.lock.is_some() { Ok(()) } else { Err(FileStoreError::ReadOnly) }
    }

    fn path(&self, log: Log) -> PathBuf {
        self.folder.join(name(log))
    }

    /// Makes the names of the folder durable: of a file that was made or removed.
    fn sync_folder(&self) -> io::Result<()> {
        if cfg!(unix) { File::open(&self.folder)?.sync_all() } else { Ok(()) }
    }

    fn appending(&mut self, log: Log) -> io::Result<&mut File> {
        if self.last.as_ref().is_none_or(|(last, _)| *last != log) {
            let path = self.path(log);
            let new = !path.exists();
            let mut options = OpenOptions::new();
            options.create(true).append(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let file = options.open(path)?;
            if new {
                self.sync_folder()?;
            }
            self.last = Some((log, file));
        }
        self.last.as_mut().map(|(_, file)| file).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

fn name(log: Log) -> String {
    let segment = |id: SegmentId| format!("{}.{}", id.day(), id.part());
    match log {
        Log::Checkpoints => CHECKPOINTS.to_owned(),
        Log::Segment(id) => format!("{}.journal", segment(id)),
        Log::Held(id, number) => format!("{}.held-{number}.jsonl", segment(id)),
    }
}

/// The log of a file name; none when it is none of a journal.
fn log(name: &str) -> Option<Log> {
    let found = if name == CHECKPOINTS {
        Log::Checkpoints
    } else {
        let (day, rest) = name.split_once('.')?;
        let (part, rest) = rest.split_once('.')?;
        let id = format!("{day}/{part}").parse().ok()?;
        match rest {
            "journal" => Log::Segment(id),
            _ => Log::Held(id, rest.strip_prefix("held-")?.strip_suffix(".jsonl")?.parse().ok()?),
        }
    };
    (self::name(found) == name).then_some(found)
}

impl Storage for FileStore {
    type Error = FileStoreError;

    fn append(&mut self, log: Log, bytes: &[u8]) -> Result<(), FileStoreError> {
        self.check_writing()?;
        let file = self.appending(log)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        Ok(())
    }

    fn read(&self, log: Log, offset: u64, into: &mut [u8]) -> Result<usize, FileStoreError> {
        let mut file = match File::open(self.path(log)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            file => file?,
        };
        file.seek(SeekFrom::Start(offset))?;
        loop {
            match file.read(into) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return Ok(read?),
            }
        }
    }

    fn cut(&mut self, log: Log, length: u64) -> Result<(), FileStoreError> {
        self.check_writing()?;
        let file = OpenOptions::new().write(true).open(self.path(log))?;
        if file.metadata()?.len() > length {
            file.set_len(length)?;
            file.sync_all()?;
        }
        Ok(())
    }

    fn erase(&mut self, log: Log) -> Result<(), FileStoreError> {
        self.check_writing()?;
        self.last = None;
        match fs::remove_file(self.path(log)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            removed => removed?,
        }
        Ok(self.sync_folder()?)
    }

    fn logs(&self) -> Result<Vec<Log>, FileStoreError> {
        let mut logs = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            logs.extend(entry?.file_name().to_str().and_then(log));
        }
        logs.sort_unstable();
        Ok(logs)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
