//! The engine of Upgo: what Go is here, what is out, and how to change it safely.
//!
//! The modules in the order in which data flows through them:
//!
//! - *facts* (only read): [`version`], [`target`], [`system`], [`module`], [`catalog`], [`advisories`], [`buildinfo`], [`inventory`],
//!   [`toolchain`], [`resolve`], [`verify`], [`proof`]
//! - *decision* (pure): [`plan`]
//! - *hands* (only [`apply`] calls them): [`http`], [`fetch`], [`checksum_database`], [`signature`], [`store`],
//!   [`activate`], [`environment`], [`rebuild`], [`kept`], [`elevation`]
//! - *record*: [`journal`], [`apply`], [`log`]
//! - *advice* (pure): [`advice`], [`doctor`], [`watch`]
//! - *around*: [`background`], [`settings`], [`goproxy`], [`report`], [`bug_report`], [`home`]; beneath: [`clock`], [`paths`], [`http`], [`effect`],
//!   [`fault`], [`platform`]
//!
//! [`engine::Engine`] is the door: `look()` reads a snapshot of the facts, `plan::…(&snapshot, &request)` decides,
//! `apply(plan)` is the only thing that changes the machine. [`answers`] are the documents of the command line.
pub mod activate;
pub mod acts;
pub mod advice;
pub mod advisories;
pub mod answers;
pub mod apply;
pub mod archive;
pub mod background;
#[cfg(feature = "specta")]
mod bindings;
pub mod bounded;
pub mod bug_report;
pub mod buildinfo;
pub mod catalog;
pub mod checksum_database;
pub mod clock;
pub mod digest;
pub mod doctor;
pub mod effect;
pub mod elevation;
pub mod engine;
pub mod environment;
pub mod fault;
pub mod fetch;
pub mod fix;
pub mod goproxy;
pub mod home;
pub mod http;
pub mod inventory;
pub mod journal;
pub mod kept;
pub mod log;
pub mod mirror;
pub mod module;
pub mod paths;
pub mod plan;
pub mod platform;
pub mod proof;
pub mod rebuild;
pub mod report;
pub mod request;
pub mod resolve;
pub mod settings;
pub mod signature;
pub mod site;
pub mod store;
pub mod system;
pub mod target;
pub mod toolchain;
pub mod verify;
pub mod version;
pub mod watch;
