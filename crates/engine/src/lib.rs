//! The engine of Upgo: which Go versions are installed, which releases are available, and how to change them safely.
//!
//! The folders are listed in the order in which data flows. Each imports only from those before it (a law in
//! `scripts/laws.mjs`):
//!
//! | folder | content |
//! |---|---|
//! | [`base`] | the basic types: `version`, `target`, `digest`, `archive`, `report`, `words`; no I/O |
//! | [`machine`] | the operating system (`platform`), effects (`effect`, `fault`, `acts`), the layout (`home`) |
//! | [`net`] | `http` and the servers of GOPROXY (`goproxy`) |
//! | [`released`] | releases and their proofs: `catalog`, `advisories`, `checksum_database`, `signature`, `upgo` |
//! | [`environment`] | PATH and Go's variables: read, edited, undone |
//! | [`choices`] | what was chosen: the user's settings, the organization's policy |
//! | [`store`] | Upgo's own toolchains: unpacked, proven, active, verified |
//! | [`which_go`] | every Go on this machine, and which of them runs where |
//! | [`projects`] | the user's projects: the Go that each asks for, rehearsals, rebuilt programs |
//! | [`change`] | changes: `request`, `plan`, `journal`, `apply` and what they need |
//! | [`guidance`] | what the user should know: `assessment`, `watch`, `doctor`, `bug_report`, `fleet` |
//! | [`cases`] | the use cases |
//!
//! [`cases::Engine`] is the API: `look()` reads a snapshot of the facts, `plan::…(&snapshot, &request)` decides, and
//! `apply(plan)` is the only thing that changes the machine. [`answers`] defines the JSON documents of the command
//! line.
#[macro_use]
extern crate upgo_answer;
// The paths in what `#[answer]` adds begin with this name in every crate.
extern crate self as upgo_engine;

#[macro_use]
pub mod base;
pub mod answers;
pub mod cases;
pub mod change;
pub mod choices;
pub mod environment;
#[cfg(any(test, feature = "fuzz"))]
pub mod fuzz_tests;
pub mod guidance;
pub mod machine;
pub mod net;
pub mod projects;
pub mod released;
pub mod store;
pub mod which_go;

pub use upgo_answer::answer;
