//! Benchmarks of imilo: see `README.md`.
