//! Whether an installed toolchain is still, file by file, what was unpacked from the verified archive.
mod answer;

pub use answer::{ProofStates, VerifyReport};
