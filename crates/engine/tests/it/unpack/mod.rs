//! `store::unpack` from outside: valid, growing, hostile, broken and real archives.
mod archives;
mod broken;
#[cfg(feature = "faults")]
mod faults;
mod good;
mod growing;
mod hostile;
#[cfg(target_os = "linux")] // the sample `go` is a script
mod installed;
mod lab;
mod one_file;
mod parts;
mod real;
