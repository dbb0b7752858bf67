//! The chain of causes from a terminal to the toolchain that runs, in plain words, with a fix where Upgo has one.
use std::path::Path;

use super::{links, settings};
use crate::base::secret::without_secrets;
use crate::base::words::Statement;
use crate::change::offered_fix::{Able, Fix};
use crate::which_go::inventory::Origin;
use crate::which_go::toolchain::{Answer, GoError, Machine, Mode, Starter};

/// One cause.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ChainLink {
    pub cause: Cause,
    /// Its value: a folder, a file, the value of a variable.
    pub value: String,
    /// Its effect, as a sentence.
    pub effect: Statement,
    /// What to say below the name of the cause; `null` if that name says it all.
    pub line: Option<Statement>,
    /// The Go that would run if nothing came after this cause; of a folder later on PATH, its own. `null` if unknown.
    pub version: Option<String>,
    /// Whether it decides which Go runs.
    pub decides: bool,
    /// The fix that Upgo has for it; `null` if there is none, or nothing is wrong.
    pub fix: Option<Fix>,
}

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type, rename_all = "kebab-case")]
pub enum Cause {
    /// A folder on PATH that has a `go`.
    Path,
    /// The order in which Windows tries file extensions (PATHEXT).
    Pathext,
    /// A program that starts the Go of another tool.
    Shim,
    /// Upgo's switch.
    Switch,
    /// The version file of the folder, which Upgo's `go` follows.
    VersionFile,
    /// The variable or setting GOROOT.
    Goroot,
    Goenv,
    /// The variable or setting GO111MODULE.
    Go111module,
    /// The variable or setting GOTOOLCHAIN.
    Gotoolchain,
    /// The variable or setting GOWORK.
    Gowork,
    /// A workspace.
    #[serde(rename = "go.work")]
    GoWork,
    /// A module.
    #[serde(rename = "go.mod")]
    GoMod,
    /// The source of a toolchain other than the one on PATH.
    Toolchain,
}

pub(super) struct ChainFacts<'a> {
    pub(super) machine: &'a Machine<'a>,
    pub(super) answer: &'a Answer,
    pub(super) origin: &'a dyn Fn(&Path) -> Origin,
    pub(super) able: &'a Able,
}

impl Cause {
    pub(super) fn is_of_project(self) -> bool {
        matches!(self, Self::GoMod | Self::GoWork | Self::VersionFile)
    }
}

impl ChainLink {
    /// A link whose name says it all.
    pub(super) fn plain(cause: Cause, value: impl Into<String>, effect: impl Into<Statement>) -> Self {
        Self {
            cause,
            value: without_secrets(&value.into()),
            effect: effect.into().shown(),
            line: None,
            version: None,
            decides: false,
            fix: None,
        }
    }

    /// A link with its effect below its name.
    pub(super) fn new(cause: Cause, value: impl Into<String>, effect: impl Into<Statement>) -> Self {
        let effect = effect.into();
        Self::plain(cause, value, effect.clone()).with_line(effect)
    }

    /// Replaces the text below its name.
    pub(super) fn with_line(mut self, line: Statement) -> Self {
        self.line = Some(line.shown());
        self
    }

    pub(super) fn with_version(mut self, version: Option<&str>) -> Self {
        self.version = version.map(str::to_owned);
        self
    }

    pub(super) fn with_fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }
}

/// In the order in which they take effect.
pub(super) fn chain(told: &ChainFacts<'_>) -> Vec<ChainLink> {
    let mut chain = links::programs(told);
    chain.extend(settings::links(told));
    chain.extend(links::project(told));
    chain.extend(links::supply(told));
    let cause = deciding(told.answer);
    if let Some(link) = chain.iter_mut().find(|link| link.cause == cause) {
        link.decides = true;
    }
    add_versions(told.answer, &mut chain);
    chain
}

/// Adds to each link the Go that would run if nothing came after it. A folder on PATH has its own already.
fn add_versions(answer: &Answer, chain: &mut [ChainLink]) {
    let mut so_far = answer.go.as_ref().and_then(|go| go.name.clone());
    let in_the_end = answer.toolchain.as_ref().map(|found| found.name.clone()).filter(|name| !name.is_empty());
    for link in chain.iter_mut().filter(|link| link.cause != Cause::Path) {
        if link.decides || link.cause == Cause::Toolchain {
            so_far = in_the_end.clone().or(so_far);
        }
        link.version.clone_from(&so_far);
    }
}

/// What decided: Go's refusal; else the project, if it raised the version; else GOTOOLCHAIN, if another Go; else PATH.
fn deciding(answer: &Answer) -> Cause {
    let project = answer.project.deciding().map_or(Cause::GoMod, links::cause_of);
    match (&answer.choice, &answer.refusal) {
        (_, Some(GoError::NoRoot(_))) => Cause::Goroot,
        (_, Some(GoError::RelativeWork(_))) if answer.toolchain.is_none() => Cause::Gowork,
        (_, Some(GoError::Line { .. })) => project,
        (None, Some(GoError::Setting { .. })) => Cause::Gotoolchain,
        (None, _) => of_program(answer),
        (Some(choice), _) if choice.deciding().is_some() || choice.is_default => project,
        (Some(choice), refusal) => {
            let holds_back = choice.mode == Mode::Fixed && matches!(refusal, Some(GoError::TooOld { .. }));
            let names_another = answer.go.as_ref().and_then(|go| go.name.as_ref()) != Some(&choice.wanted);
            if holds_back || names_another { Cause::Gotoolchain } else { of_program(answer) }
        }
    }
}

fn of_program(answer: &Answer) -> Cause {
    match answer.go.as_ref().and_then(|go| go.by.as_ref()) {
        Some(Starter::Switch) => Cause::Switch,
        Some(Starter::VersionFile(_)) => Cause::VersionFile,
        Some(Starter::Shim(_) | Starter::Script) => Cause::Shim,
        None => Cause::Path,
    }
}
