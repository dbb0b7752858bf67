//! What is out: the official feed, its cache, channels, the support window, and the sources of bytes.
mod release;

pub use release::{Archive, Catalog, Channel, Release, ReleaseRequest, Stamp};
