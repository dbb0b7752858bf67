//! `settings`.
use upgo_engine::engine::Engine;

use super::Answer;
use crate::arguments::SettingsAction;
use crate::output::Output;

pub(super) fn run(_engine: &Engine, _action: Option<&SettingsAction>, _output: &Output) -> Answer {
    Ok(0)
}
