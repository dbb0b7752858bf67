//! What a command is, and what it asks for when it runs: the engine, and a token that Ctrl+C cancels.
use std::cell::{Cell, OnceCell};

use upgo_engine::base::report::{Cancel, Code, Problem};
use upgo_engine::cases::{Engine, Setup};
use upgo_engine::choices::settings;

use crate::output::Output;
use crate::{language, waiting};

pub(crate) type CommandResult = Result<u8, Problem>;

/// A command in the list of all. Only the list implements it, so a command that is missing there does not compile.
pub(crate) trait ListedCommand {}

pub(crate) trait Run: ListedCommand {
    /// Whether it makes no change, so that its errors do not mention one. Reports, caches and files named on the
    /// command line do not count as changes.
    const ONLY_READS: fn(&Self) -> bool;

    /// Calls one use case and prints its answer.
    fn run(&self, start: &Start<'_>) -> CommandResult;

    /// Runs it, with what every command ends with.
    fn carry_out(&self, start: &Start<'_>) -> CommandResult {
        let answer = self.run(start);
        start.end();
        if Self::ONLY_READS(self) { answer.map_err(Problem::of_no_change) } else { answer }
    }
}

/// Opens and begins nothing until it is asked.
pub(crate) struct Start<'a> {
    pub(crate) output: &'a Output,
    /// The whole command line, for what describes it.
    pub(crate) parser: fn() -> clap::Command,
    asked_by: &'a str,
    engine: OnceCell<Engine>,
    cancel: Cancel,
    leaves_settings: Cell<bool>,
}

impl<'a> Start<'a> {
    pub(crate) fn new(asked_by: &'a str, output: &'a Output, parser: fn() -> clap::Command) -> Self {
        let (engine, cancel) = (OnceCell::new(), Cancel::default());
        Self { output, parser, asked_by, engine, cancel, leaves_settings: Cell::new(false) }
    }

    /// A variable with an invalid address stops only the commands that need a source of releases.
    pub(crate) fn engine(&self) -> Result<&Engine, Problem> {
        self.open(Engine::open)
    }

    pub(crate) fn engine_without_sources(&self) -> Result<&Engine, Problem> {
        self.open(Engine::open_without_sources)
    }

    /// The engine of a command that describes this machine: with the sources if their addresses are valid.
    pub(crate) fn engine_with_any_sources(&self) -> Result<&Engine, Problem> {
        self.open(|setup| Engine::open(setup.clone()).or_else(|_| Engine::open_without_sources(setup)))
    }

    /// A process has one engine: the first call opens it.
    fn open(&self, open: impl FnOnce(Setup) -> Result<Engine, Problem>) -> Result<&Engine, Problem> {
        if let Some(engine) = self.engine.get() {
            return Ok(engine);
        }
        let engine = open(Setup::of_this_process(self.asked_by))?;
        language::of_the_settings(&engine, self.output);
        waiting::show(&engine, self.output);
        Ok(self.engine.get_or_init(|| engine))
    }

    /// A token that Ctrl+C cancels from the first call on.
    pub(crate) fn cancel(&self) -> &Cancel {
        interrupt_cancels(&self.cancel);
        &self.cancel
    }

    /// The token of a command that is usually too quick to listen for Ctrl+C, which takes a thread. Until something
    /// listens, Ctrl+C ends the process.
    pub(crate) fn cancel_of_quick_command(&self) -> &Cancel {
        &self.cancel
    }

    /// Says that the command cannot change the settings, so that they are not read again for their warnings.
    pub(crate) fn leaves_settings(&self) {
        self.leaves_settings.set(true);
    }

    /// Prints the warnings that every command with an engine ends with.
    pub(crate) fn end(&self) {
        if let Some(engine) = self.engine.get() {
            self.output.warnings(&settings_warnings(engine, !self.leaves_settings.get()));
        }
    }
}

/// The problems of the settings file, which is read again after a command that may have changed it, and of the policy.
pub(crate) fn settings_warnings(engine: &Engine, may_have_changed: bool) -> Vec<Problem> {
    let is_read_again = may_have_changed && engine.own_home().is_ok();
    let again = is_read_again.then(|| settings::load(&engine.home().settings(), engine.settings()));
    let loaded = again.as_ref().unwrap_or(engine.loaded_settings());
    loaded.problem.iter().chain(&loaded.warnings).cloned().chain(engine.policy_warning()).collect()
}

/// Makes the first Ctrl+C stop the work at a safe point, and the second one end the process. Only the first call of a
/// process has an effect.
pub(super) fn interrupt_cancels(cancel: &Cancel) {
    let token = cancel.clone();
    let interrupted = move || {
        if token.is_cancelled() {
            std::process::exit(i32::from(Code::Cancelled.exit()));
        }
        token.cancel();
    };
    ctrlc::set_handler(interrupted).ok(); // without a handler Ctrl+C ends the process, which recovery handles
}
