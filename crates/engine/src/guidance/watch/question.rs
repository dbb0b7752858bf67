//! The facts of one decision.
use jiff::Zoned;

use super::Memory;
use super::notice::News;
use crate::platform::Condition;
use crate::settings::Settings;

/// The input of the decision.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The effective settings.
    pub settings: &'a Settings,
    /// The known releases.
    pub news: News<'a>,
    /// The record of earlier notifications, requests and changes, after [`Memory::settle`].
    pub memory: &'a Memory,
    /// The condition of the machine.
    pub machine: &'a Condition,
    /// The current time, in the user's time zone.
    pub now: &'a Zoned,
}
