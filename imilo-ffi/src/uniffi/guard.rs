//! The panic guard: no panic, and nothing of its text, reaches a caller.

use std::panic::{AssertUnwindSafe, catch_unwind};

use imilo_core::wire::Failure;

use super::ImiloError;

/// Runs a service; a panic becomes the error `internal`.
///
/// UniFFI catches panics too, but hands their text to the caller. `AssertUnwindSafe` is sound here: a service
/// owns its request and shares nothing that it could leave half changed.
pub(super) fn guard<T>(service: impl FnOnce() -> Result<T, Failure>) -> Result<T, ImiloError> {
    match catch_unwind(AssertUnwindSafe(service)) {
        Ok(answer) => answer.map_err(ImiloError::from),
        Err(payload) => {
            // Dropping an unknown payload may panic again, outside of the guard.
            core::mem::forget(payload);
            Err(Failure::internal().into())
        }
    }
}

#[cfg(test)]
mod tests {
    use imilo_core::error::ErrorCode;

    use super::*;

    struct PanicsAgain;

    impl Drop for PanicsAgain {
        fn drop(&mut self) {
            panic!("dropped");
        }
    }

    #[test]
    fn a_panic_becomes_the_internal_error_without_its_text() {
        let error = guard::<()>(|| panic!("number 284058832102532")).unwrap_err();
        assert_eq!(error.failure(), &Failure::of(ErrorCode::Internal));
        assert!(!format!("{error} {error:?}").contains("2840"));
    }

    #[test]
    fn a_payload_that_panics_when_dropped_stays_inside() {
        let error = guard::<()>(|| std::panic::panic_any(PanicsAgain)).unwrap_err();
        assert_eq!(error.failure().code, "internal");
    }

    #[test]
    fn an_answer_and_a_failure_pass_unchanged() {
        assert_eq!(guard(|| Ok(7)).unwrap(), 7);
        let failure = Failure::of(ErrorCode::DateRange);
        assert_eq!(guard::<()>(|| Err(failure.clone())).unwrap_err().failure(), &failure);
    }
}
