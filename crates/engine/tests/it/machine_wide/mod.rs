//! The machine-wide Go: planned, installed, replaced, restored, adopted. The registry, Windows Installer and the
//! administrator prompt are simulated here; `crates/cli/tests/cli/windows/machine_wide.rs` has the real ones.
mod change;
mod faults;
mod import;
mod killed;
mod lab;
mod plans;
mod ways;
