//! The Go that everybody has: planned, installed, replaced, put back, taken over. Registry, Windows Installer and the
//! administrator's prompt are data here; `msi.rs` beside this folder has the real ones.
mod change;
mod killed;
mod lab;
mod plans;
mod ways;
