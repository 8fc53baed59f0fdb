//! Any text: the NIR parser does not panic, and what it accepts it accepts again in canonical form.
#![no_main]

use imilo_core::nir::{Acceptance, ClearNir, Nir};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(nir) = Nir::parse(text, &Acceptance::default()) {
        // Fifteen characters between quotes: the wrapper is the only way to the clear number.
        let clear = format!("{:?}", nir);
        assert_eq!(clear, "Nir(…)");
        assert!(nir.expose().iter().all(u8::is_ascii_alphanumeric));
        let _ = ClearNir(&nir);
        let canonical: String = nir.expose().iter().map(|byte| char::from(*byte)).collect();
        assert!(Nir::parse(&canonical, &Acceptance::default()).is_ok_and(|again| again == nir));
    }
});
