//! *Why this Go?* on machines as data, the same on every system.
mod cases;
mod chain;
mod hostile;
pub(crate) mod lab;
mod matrix;
mod modfile;
mod replaced;
