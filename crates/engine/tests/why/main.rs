//! *Why this Go?* on machines that are described as data: the same on every system.
mod chain;
mod hostile;
mod lab;
mod matrix;
