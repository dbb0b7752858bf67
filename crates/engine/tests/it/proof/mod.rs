//! Checksum databases that are honest, lie, fork, roll back, or send invalid answers.
mod bad;
mod honest;
mod lab;
mod memory;
