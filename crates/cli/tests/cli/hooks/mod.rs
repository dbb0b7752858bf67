//! Promise: a hook that fails stops a change or takes it back, whatever the hook does; it has no more rights than the
//! user's other programs, and nothing that it started is left.
mod ended;
mod events;
mod lab;
mod output;
mod rights;
mod soak;
mod switch;
