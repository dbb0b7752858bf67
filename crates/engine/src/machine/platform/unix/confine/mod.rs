//! A confined program: what it may write, its cores and priority, and what its process group uses (ADR 39).
//!
//! Linux limits the program before it runs. Elsewhere (macOS), its group is watched, and the rest is not limited.
#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod group;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(not(target_os = "linux"))]
mod other;

#[cfg(target_os = "linux")]
pub(super) use group::usage;
#[cfg(target_os = "linux")]
pub use linux::confinement;
#[cfg(target_os = "linux")]
pub(super) use linux::spawn;
#[cfg(target_os = "macos")]
pub(super) use macos::usage;
#[cfg(not(target_os = "linux"))]
pub use other::confinement;
#[cfg(not(target_os = "linux"))]
pub(super) use other::spawn;
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) use other::usage;

/// The niceness of a confined program, at which an interactive program gets nine tenths of a core that both want.
const NICENESS: i32 = 10;
