//! The feed: reading, checking and caching it.
mod believed;
mod cache;
mod desk;
mod failing;
mod feed;
