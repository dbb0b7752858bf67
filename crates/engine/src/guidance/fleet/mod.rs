//! Many machines without a server. [`MachineReport`] is what a machine writes; [`gather`](gather()) reads a folder of
//! such reports; [`FleetReport`] is what they say together, and [`page`] makes one HTML document of it. Many accounts
//! can write to that folder, so no report is trusted: each field has a narrow form, and vulnerabilities are looked up
//! in this machine's own copy of the database.
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod gather;
mod left_out;
mod machine;
pub mod page;
mod summary;
#[cfg(test)]
mod tests;

pub use gather::{GatherError, Gathered, gather};
pub use left_out::{LeftOut, LeftOutKind};
pub(crate) use machine::{FORMAT, MOST_INSTALLED};
pub use machine::{LastChange, MachineId, MachineReport, ReportedExposure};
pub use summary::{FleetCounts, FleetMachine, FleetReport, FleetRing, FleetVersion, Judge};
