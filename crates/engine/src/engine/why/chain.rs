//! The chain of causes from a terminal to the toolchain that runs, in plain words, each with a fix where Upgo has one.
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use super::{links, settings};
use crate::fix::{Able, Fix};
use crate::inventory::Origin;
use crate::toolchain::{Answer, Machine, Mode, Refusal, Starter};

/// One cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ChainLink {
    /// What it is.
    pub cause: Cause,
    /// Its value: a folder, a file, what a variable says.
    pub value: String,
    /// What follows from it, a sentence.
    pub effect: String,
    /// Whether it is the one that decides which Go runs.
    pub decides: bool,
    /// What Upgo can do about it; `null` where that is nothing, or nothing is wrong.
    pub fix: Option<Fix>,
}

/// What makes a Go run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// A folder on PATH that has a `go`.
    Path,
    /// The order in which Windows tries the endings of programs.
    Pathext,
    /// A program that starts the Go of somebody else.
    Shim,
    /// Upgo's switch.
    Switch,
    /// The variable or setting GOROOT.
    Goroot,
    /// The variable GOENV.
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
    /// Where another toolchain than the one on PATH comes from.
    Toolchain,
}

/// What a chain is told from.
pub(super) struct Told<'a> {
    pub(super) machine: &'a Machine<'a>,
    /// What runs on it.
    pub(super) answer: &'a Answer,
    /// Who put a tree there.
    pub(super) origin: &'a dyn Fn(&Path) -> Origin,
    /// What Upgo can do.
    pub(super) able: &'a Able,
}

impl Cause {
    /// Whether it is a file of a project.
    pub fn is_of_project(self) -> bool {
        matches!(self, Self::GoMod | Self::GoWork)
    }
}

impl ChainLink {
    pub(super) fn new(cause: Cause, value: impl Into<String>, effect: impl Into<String>) -> Self {
        Self { cause, value: value.into(), effect: effect.into(), decides: false, fix: None }
    }

    pub(super) fn with_fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }
}

/// Every cause, in the order in which they come to bear.
pub(super) fn chain(told: &Told<'_>) -> Vec<ChainLink> {
    let mut chain = links::programs(told);
    chain.extend(settings::links(told));
    chain.extend(links::project(told));
    chain.extend(links::supply(told));
    let cause = deciding(told.answer);
    if let Some(link) = chain.iter_mut().find(|link| link.cause == cause) {
        link.decides = true;
    }
    chain
}

/// What decided: what stopped Go, else the project where it raised the version, else GOTOOLCHAIN where it says more than
/// "this Go", else what PATH finds.
fn deciding(answer: &Answer) -> Cause {
    let project = answer.project.deciding().map_or(Cause::GoMod, links::cause_of);
    match (&answer.choice, &answer.refusal) {
        (_, Some(Refusal::NoRoot(_))) => Cause::Goroot,
        (_, Some(Refusal::RelativeWork(_))) if answer.toolchain.is_none() => Cause::Gowork,
        (_, Some(Refusal::Line { .. })) => project,
        (None, Some(Refusal::Setting { .. })) => Cause::Gotoolchain,
        (None, _) => of_program(answer),
        (Some(choice), _) if choice.deciding().is_some() || choice.is_default => project,
        (Some(choice), refusal) => {
            let holds_back = choice.mode == Mode::Fixed && matches!(refusal, Some(Refusal::TooOld { .. }));
            let names_another = answer.go.as_ref().and_then(|go| go.name.as_ref()) != Some(&choice.wanted);
            if holds_back || names_another { Cause::Gotoolchain } else { of_program(answer) }
        }
    }
}

fn of_program(answer: &Answer) -> Cause {
    match answer.go.as_ref().and_then(|go| go.by.as_ref()) {
        Some(Starter::Switch) => Cause::Switch,
        Some(Starter::Shim(_) | Starter::Script) => Cause::Shim,
        None => Cause::Path,
    }
}
