//! Every Go on a machine and its origin: machines as data, the same on every system.
mod machine;
mod path;
mod places;
mod products;
