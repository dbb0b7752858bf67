//! Promise: a second root of trust, the Go checksum database, proves what is installed. If it was never reachable,
//! installing works without it. A release that it contradicts is never installed.
mod chain;
mod choices;
mod database;
#[cfg(unix)]
mod mirror;
mod world;
