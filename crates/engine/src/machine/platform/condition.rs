//! The condition of the machine.
use std::time::Duration;

/// How the machine is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Not at all.
    None,
    /// Each byte may cost something.
    Metered,
    /// Bytes cost nothing.
    Free,
}

/// The condition of the machine. What is not known (`None`) hinders nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// How it is connected.
    pub network: Option<Network>,
    /// Whether it runs from its battery.
    pub on_battery: Option<bool>,
    /// Whether it saves its battery.
    pub battery_saver: Option<bool>,
    /// For how long nobody has touched it.
    pub idle: Option<Duration>,
    /// Whether something fills the screen that must not be disturbed: a presentation, a game.
    pub full_screen: Option<bool>,
    /// Whether a `go` runs, as while something is built.
    pub busy: Option<bool>,
}
