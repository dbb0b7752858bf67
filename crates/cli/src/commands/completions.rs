//! `completions`.
use clap::Args;
use upgo_engine::answers::Text;

use super::{CommandResult, Run, Start};
use crate::arguments::Arguments;

/// Print a completion script for a shell
#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

impl Run for Completions {
    fn only_reads(&self) -> bool {
        true
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "upgo", &mut script);
        let text = String::from_utf8_lossy(&script).into_owned();
        start.output.answer(&Text { text }, |answer| answer.text.trim_end().to_owned());
        Ok(0)
    }
}
