//! A mirror: built from the network or a folder, pruned, and served on this machine.
mod built;
mod lab;
mod prune;
mod serve;
