//! Any request to any service: an answer or a failure, in JSON, and no panic.
#![no_main]

use imilo_core::wire;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (choice, request) = input;
    let service = &wire::FACADE[usize::from(choice) % wire::FACADE.len()];
    if let Err(failure) = service.answer(request) {
        assert!(!failure.code.is_empty());
        assert_ne!(failure.code, "internal");
    }
});
