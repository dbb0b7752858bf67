//! The build information in Go programs: the same as `go version -m` prints.
mod architecture;
mod broken;
mod formats;
mod real;
