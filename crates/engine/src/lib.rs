//! The engine of Upgo: what Go is here, what is out, and how to change it safely.
//!
//! The folders in the order in which data flows; each imports only from those before it (a law in `scripts/laws.mjs`):
//!
//! | folder | what it is about |
//! |---|---|
//! | `base` | what everything is said in: [`version`], [`target`], [`digest`], [`archive`], [`report`]; no file is written |
//! | `machine` | the operating system ([`platform`]), every effect ([`effect`], [`fault`], [`acts`]), Upgo's own folder ([`home`]) |
//! | `net` | [`http`] and the servers of GOPROXY ([`goproxy`]) |
//! | `released` | what is released and what is said of it: [`catalog`], [`advisories`], [`checksum_database`], [`signature`] |
//! | `here` | what is on this machine: [`environment`], [`store`], [`inventory`], [`toolchain`], [`settings`], … |
//! | `change` | a change: [`request`], [`plan`], [`journal`], [`apply`] and what they need |
//! | `guidance` | what the user should know: [`advice`], [`watch`], [`doctor`], [`bug_report`] |
//! | `engine` | the use cases |
//!
//! [`engine::Engine`] is the door: `look()` reads a snapshot of the facts, `plan::…(&snapshot, &request)` decides,
//! `apply(plan)` is the only thing that changes the machine. [`answers`] are the JSON documents of the command line.
pub mod answers;
mod base;
mod change;
pub mod engine;
mod guidance;
mod here;
mod machine;
mod net;
mod released;

#[cfg(feature = "specta")]
pub(crate) use base::bindings;
pub use base::{archive, bounded, clock, digest, module, paths, report, system, target, version};
pub use change::{apply, background, elevation, fetch, fix, journal, log, mirror, plan, request, site};
pub use guidance::{advice, bug_report, doctor, watch};
pub use here::{
    activate, buildinfo, environment, inventory, kept, proof, rebuild, resolve, settings, store, toolchain, verify,
};
pub use machine::{acts, effect, fault, home, platform};
pub use net::{goproxy, http};
pub use released::{advisories, catalog, checksum_database, signature};
