//! Why something could not be done with a journal.

use thiserror::Error;

use crate::error::{CodedError, ErrorCode};
use crate::pseudonym::KeyError;

use super::event::EventError;
use super::flaw::Flaw;
use super::segment_id::SegmentId;
use super::trace::TraceError;

/// Why something could not be done with a journal whose storage fails with `E`.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JournalError<E: std::error::Error + 'static> {
    /// The event cannot be taken.
    #[error(transparent)]
    Event(#[from] EventError),
    /// The storage failed. The journal takes no more: open it again.
    #[error("{}", ErrorCode::JournalStorage.row().en)]
    Storage(#[source] E),
    /// Whoever attests did not answer.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Something is wrong in what would be written behind, or erased.
    #[error("{}", ErrorCode::JournalDamaged.row().en)]
    Damaged(Vec<Flaw>),
    /// There is no such segment, or it is not closed, or purged already.
    #[error("{}", ErrorCode::JournalSegment.row().en)]
    Segment(SegmentId),
    /// The retention of the segment cannot be judged.
    #[error(transparent)]
    Trace(#[from] TraceError),
    /// Two disputes have one number: what is held of the second would take the place of the first.
    #[error("{}", ErrorCode::InvalidArgument.row().en)]
    HoldTwice(u16),
    /// A purge or a release is dated before a day that is closed already: one of the two days is wrong.
    #[error("{}", ErrorCode::PeriodReversed.row().en)]
    BeforeClosed(SegmentId),
}

impl<E: std::error::Error + 'static> CodedError for JournalError<E> {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Event(error) => error.code(),
            Self::Storage(_) => ErrorCode::JournalStorage,
            Self::Key(error) => error.code(),
            Self::Damaged(_) => ErrorCode::JournalDamaged,
            Self::Segment(_) => ErrorCode::JournalSegment,
            Self::Trace(error) => error.code(),
            Self::HoldTwice(_) => ErrorCode::InvalidArgument,
            Self::BeforeClosed(_) => ErrorCode::PeriodReversed,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::Event(error) => error.field(),
            Self::Segment(_) => Some("segment".to_owned()),
            Self::Trace(error) => error.field(),
            Self::HoldTwice(_) => Some("holds".to_owned()),
            Self::BeforeClosed(_) => Some("instant_ms".to_owned()),
            _ => None,
        }
    }
}
