//! The engine of Upgo: which Go versions are installed, which releases are available, and how to change them safely.
//!
//! The folders are listed in the order in which data flows. Each imports only from those before it (a law in
//! `scripts/laws.mjs`):
//!
//! | folder | content |
//! |---|---|
//! | `base` | the basic types: [`version`], [`target`], [`digest`], [`archive`], [`report`], [`words`]; no I/O |
//! | `machine` | the operating system ([`platform`]), effects ([`effect`], [`fault`], [`acts`]), the layout ([`home`]) |
//! | `net` | [`http`] and the servers of GOPROXY ([`goproxy`]) |
//! | `released` | releases and their proofs: [`catalog`], [`advisories`], [`checksum_database`], `signature`, [`upgo`] |
//! | `here` | this machine: [`environment`], [`store`], [`inventory`], [`toolchain`], [`settings`], … |
//! | `change` | changes: [`request`], [`plan`], [`journal`], `apply` and what they need |
//! | `guidance` | what the user should know: [`assessment`], [`watch`], [`doctor`], [`bug_report`], [`fleet`] |
//! | `engine` | the use cases |
//!
//! [`engine::Engine`] is the API: `look()` reads a snapshot of the facts, `plan::…(&snapshot, &request)` decides, and
//! `apply(plan)` is the only thing that changes the machine. [`answers`] defines the JSON documents of the command
//! line.
pub mod answers;
mod base;
mod change;
pub mod engine;
#[cfg(any(test, feature = "fuzz"))]
pub mod fuzz;
mod guidance;
mod here;
mod machine;
mod net;
mod released;

#[cfg(feature = "specta")]
pub(crate) use base::bindings;
pub use base::{archive, clock, digest, display, paths, report, secret, system, target, version, words};
pub(crate) use base::{bounded, json, likeness, module, random, seal, table};
pub(crate) use change::{apply, reuse, site};
pub use change::{audit_log, background, bundle, elevation, fetch, fix, journal, log, mirror, plan, request};
pub use guidance::{assessment, bug_report, doctor, fleet, watch, whats_new};
pub(crate) use here::{activate, asked_go, chosen_go, kept, project_go, rebuild, rehearsal, terminal, verify};
pub use here::{
    buildinfo, environment, go_caches, go_shell, inventory, own_programs, policy, projects, proof, resolve, settings,
    store, toolchain,
};
pub use machine::{acts, effect, fault, home, platform};
pub(crate) use machine::{record, reserve, way};
pub use net::{goproxy, http};
pub(crate) use released::signature;
pub use released::{advisories, catalog, checksum_database, upgo};
