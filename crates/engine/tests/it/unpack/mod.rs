//! `store::unpack` from outside: valid, growing, hostile, broken and real archives.
mod archives;
mod broken;
#[cfg(feature = "faults")]
mod faults;
mod good;
mod growing;
mod hostile;
mod lab;
mod one_file;
mod parts;
mod real;
