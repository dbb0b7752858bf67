//! Programs within limits: each kind of excess is stopped and named, and no process remains.
mod ends;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))] // system calls by number
mod kernel;
mod lab;
mod program;
mod writes;
