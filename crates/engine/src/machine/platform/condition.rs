use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    None,
    Metered,
    Free,
    /// The system did not answer in time, so it may be any of the others.
    Unanswered,
}

/// Values that the system does not know (`None`) do not prevent anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    pub network: Option<Network>,
    pub on_battery: Option<bool>,
    pub battery_saver: Option<bool>,
    /// The time since the last user input.
    pub idle: Option<Duration>,
    /// Whether a full-screen program that must not be disturbed is running, such as a presentation or a game.
    pub full_screen: Option<bool>,
    /// Whether a `go` command is running, for example a build.
    pub busy: Option<bool>,
}
