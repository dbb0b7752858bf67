//! A confined program: what it may write, its cores and priority, and what its process group uses (ADR 39). Linux
//! limits the program before it runs. Elsewhere (macOS), its group is watched, and the rest is not limited.
#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod group;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod macos;

#[cfg(target_os = "linux")]
pub(super) use group::usage;
#[cfg(target_os = "linux")]
pub use linux::confinement;
#[cfg(target_os = "linux")]
pub(super) use linux::spawn;
#[cfg(not(target_os = "linux"))]
pub use macos::confinement;
#[cfg(not(target_os = "linux"))]
pub(super) use macos::{spawn, usage};

/// The niceness of a confined program, at which an interactive program gets nine tenths of a core that both want.
const NICENESS: i32 = 10;
