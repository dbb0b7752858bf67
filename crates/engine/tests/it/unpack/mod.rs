//! `store::unpack` from outside: good archives, growing ones, hostile ones, broken ones, real ones.
mod archives;
mod broken;
#[cfg(feature = "faults")]
mod faults;
mod good;
mod growing;
mod hostile;
mod lab;
mod real;
