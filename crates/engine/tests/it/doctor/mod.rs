//! The doctor, on machines described as data: the same findings on every system.
mod cgo;
mod go;
mod hostile;
mod lab;
mod path;
mod rest;
mod table;
mod terminals;
