//! What Go programs say of how they were built: the same as `go version -m` says.
mod architecture;
mod broken;
mod formats;
mod real;
