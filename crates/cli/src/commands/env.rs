//! `env`: shows where each value is set, and changes it.
use std::path::PathBuf;

use upgo_engine::base::display::one_line;
use upgo_engine::cases::{Engine, EnvironmentReport};
use upgo_engine::environment::{
    self, Effective, EnvironmentEdit, PathEdit, PathEntry, Setting, Source, VariableReading,
};

use super::CommandResult;
use crate::arguments::{ChangeOptions, EnvAction, PathAction, PathScope, ScopeOption};
use crate::output::{Output, bold, dim};

pub(super) fn show(engine: &Engine, output: &Output) -> CommandResult {
    let report = engine.environment_report()?;
    output.answer(&report, describe);
    output.warnings(&report.warnings);
    Ok(0)
}

/// The request of an action.
pub(super) fn edit(action: &EnvAction) -> (EnvironmentEdit, ChangeOptions) {
    match action {
        EnvAction::Set { name, value, scope, change } => {
            let (name, value) = (name.clone(), value.clone());
            (EnvironmentEdit::Set { name, value, scope: scope.of_engine() }, *change)
        }
        EnvAction::Unset { name, scope, change } => {
            (EnvironmentEdit::Unset { name: name.clone(), scope: scope.of_engine() }, *change)
        }
        EnvAction::Path { action } => {
            let (edits, scope, change) = path_edits(action);
            (EnvironmentEdit::Path { edits, scope: scope.of_engine() }, change)
        }
    }
}

/// Each folder is put before the existing ones, so the last one is added first.
fn path_edits(action: &PathAction) -> (Vec<PathEdit>, PathScope, ChangeOptions) {
    let each = |dirs: &[PathBuf], edit: fn(PathBuf) -> PathEdit| dirs.iter().cloned().map(edit).collect();
    let each_first = |dirs: &[PathBuf], edit: fn(PathBuf) -> PathEdit| dirs.iter().rev().cloned().map(edit).collect();
    match action {
        PathAction::Add { dirs, first: true, scope, change } => (each_first(dirs, PathEdit::PutFirst), *scope, *change),
        PathAction::Add { dirs, first: false, scope, change } => (each(dirs, PathEdit::AppendLast), *scope, *change),
        PathAction::Remove { dirs, scope, change } => (each(dirs, PathEdit::Remove), *scope, *change),
        PathAction::Move { dirs, to: Some(position), scope, change, .. } => {
            let to = |dir: &PathBuf| PathEdit::MoveTo { dir: dir.clone(), position: *position };
            (dirs.iter().rev().map(to).collect(), *scope, *change)
        }
        PathAction::Move { dirs, last: false, scope, change, .. } => {
            (each_first(dirs, PathEdit::MoveFirst), *scope, *change)
        }
        PathAction::Move { dirs, last: true, scope, change, .. } => (each(dirs, PathEdit::MoveLast), *scope, *change),
        PathAction::Deduplicate { scope, change } => (vec![PathEdit::Deduplicate], *scope, *change),
    }
}

impl ScopeOption {
    fn of_engine(self) -> environment::EditScope {
        match self {
            Self::User => environment::EditScope::User,
            Self::Machine => environment::EditScope::Machine,
            Self::Go => environment::EditScope::Go,
        }
    }
}

impl PathScope {
    fn of_engine(self) -> environment::EditScope {
        match self {
            Self::User => environment::EditScope::User,
            Self::Machine => environment::EditScope::Machine,
        }
    }
}

fn describe(report: &EnvironmentReport) -> String {
    let mut lines: Vec<String> = report.variables.iter().flat_map(describe_variable).collect();
    lines.push(format!("\n{}", bold("PATH of a new terminal")));
    lines.extend(report.path.entries.iter().map(describe_entry));
    let file = report.go_env_file.as_ref().map_or("turned off by GOENV".to_owned(), |file| one_line(file.display()));
    lines.push(format!("\n{}", dim(format!("The go env -w file: {file}"))));
    lines.join("\n")
}

fn describe_variable(reading: &VariableReading) -> Vec<String> {
    let VariableReading { name, here, new_terminal, settings } = reading;
    let mut lines = vec![format!("{} = {}", bold(name), with_place(here, settings))];
    if here.value != new_terminal.value {
        lines.push(format!("  in a new terminal: {}", with_place(new_terminal, settings)));
    }
    let hidden = settings.iter().filter(|setting| {
        !matches!(setting.source, Source::Goroot | Source::Default)
            && ![here.from, new_terminal.from].contains(&Some(setting.source))
    });
    lines.extend(hidden.map(|setting| {
        let where_from = of_source(setting.source, setting.place.as_deref());
        format!("  {}", dim(format!("overridden: {} {where_from}", one_line(&setting.value))))
    }));
    lines
}

/// The effective value, and where it comes from.
fn with_place(effective: &Effective, settings: &[Setting]) -> String {
    let (Some(value), Some(source)) = (&effective.value, effective.from) else { return dim("not set") };
    let setting = settings.iter().find(|setting| setting.source == source);
    let place = setting.and_then(|setting| setting.place.as_deref());
    format!("{} {}", one_line(value), dim(of_source(source, place)))
}

fn of_source(source: Source, place: Option<&str>) -> String {
    let place = place.map(|place| format!(": {}", one_line(place))).unwrap_or_default();
    format!("({}{place})", source_words(source))
}

fn source_words(source: Source) -> &'static str {
    match source {
        Source::Process => "this terminal",
        Source::User => "user",
        Source::Machine => "machine",
        Source::Go => "go env -w",
        Source::Goroot => "the toolchain",
        Source::Default => "Go's default",
    }
}

fn describe_entry(entry: &PathEntry) -> String {
    let text = one_line(if entry.text.is_empty() { "(empty)" } else { &entry.text });
    let notes = [(entry.missing, " (does not exist)"), (entry.duplicate, " (duplicate)")];
    let notes: String = notes.iter().filter(|(holds, _)| *holds).map(|(_, note)| *note).collect();
    format!("  {:<13} {text}{}", source_words(entry.source), dim(notes))
}
