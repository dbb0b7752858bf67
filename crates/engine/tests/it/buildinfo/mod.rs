//! What Go programs say of how they were built: the same as `go version -m` says.
mod broken;
mod formats;
mod real;
