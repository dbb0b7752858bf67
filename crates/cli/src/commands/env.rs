//! `env`: shows where each value is set, and changes it.
use std::path::PathBuf;

use clap::{Args, Subcommand};
use upgo_engine::base::display::one_line;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::EnvironmentReport;
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::environment::{
    EditScope, Effective, EnvironmentEdit, PathEdit, PathEntry, Setting, Source, VariableReading,
};

use super::add_to_path::AddToPath;
use super::shared::{CommandResult, NewChange, Run, Start};
use super::status::here;
use super::step_aside::StepAside;
use crate::options::{ChangeOptions, Offers, count, values};
use crate::output::{bold, dim, with_note};
use crate::words;

/// Show or change Go's environment variables and PATH
///
/// Without a subcommand, shows each value and where it comes from.
#[derive(Args, Debug)]
pub(crate) struct Env {
    #[command(subcommand)]
    action: Option<EnvAction>,
}

#[derive(Debug, Subcommand)]
enum EnvAction {
    /// Set a Go environment variable
    Set {
        /// The variable, such as GOPROXY
        #[arg(add = Offers::Variable)]
        name: String,
        /// Its value
        #[arg(allow_hyphen_values = true)]
        value: String,
        /// Where it is stored
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: ScopeOption,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Remove the value of a Go environment variable
    Unset {
        /// The variable, such as GOPROXY
        #[arg(add = Offers::Variable)]
        name: String,
        /// Where it is stored
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: ScopeOption,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Edit PATH
    Path {
        #[command(subcommand)]
        action: PathAction,
    },
}

#[derive(Debug, Subcommand)]
enum PathAction {
    First(PathFirst),
    #[command(flatten)]
    Edit(PathEditing),
}

/// Put Upgo's folder first
#[derive(Args, Debug)]
struct PathFirst {
    /// Put it before the other Go on the system PATH; that Go stays installed (Windows)
    #[arg(long)]
    machine: bool,
    /// The version (1.26.6) or folder of the other Go; by default, the one that a new terminal runs
    #[arg(value_name = "VERSION|PATH", requires = "machine")]
    other: Option<PathBuf>,
    #[command(flatten)]
    change: ChangeOptions,
}

#[derive(Debug, Subcommand)]
enum PathEditing {
    /// Append folders that are not on PATH yet
    Add {
        /// The folders, as full paths
        #[arg(required = true, value_name = "DIR")]
        dirs: Vec<PathBuf>,
        /// Put them at the front instead, in this order
        #[arg(long)]
        first: bool,
        /// Whose PATH to edit; the machine's accepts only folders that standard users cannot write to
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Remove folders
    Remove {
        /// The folders, as full paths
        #[arg(required = true, value_name = "DIR")]
        dirs: Vec<PathBuf>,
        /// Whose PATH to edit
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Move folders that are on PATH to the front, to the end, or to a position
    Move {
        /// The folders, as full paths
        #[arg(required = true, value_name = "DIR")]
        dirs: Vec<PathBuf>,
        /// Move them to the end instead, in this order
        #[arg(long)]
        last: bool,
        /// Move them to this position instead, counted from 1 (Windows)
        #[arg(long, value_name = "N", value_parser = count, conflicts_with = "last")]
        to: Option<usize>,
        /// Whose PATH to edit
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Remove duplicate folders
    Deduplicate {
        /// Whose PATH to edit
        #[arg(long, value_name = "SCOPE", default_value = "user")]
        scope: PathScope,
        #[command(flatten)]
        change: ChangeOptions,
    },
}

values! {
    /// The place where a variable is stored.
    enum ScopeOption = EditScope {
        /// The user's environment variables
        User,
        /// The machine's environment variables (Windows)
        Machine,
        /// The `go env -w` file
        Go,
    }
}

values! {
    /// The PATH to edit.
    enum PathScope = EditScope {
        /// The user's PATH
        User,
        /// The system PATH (Windows)
        Machine,
    }
}

impl Run for Env {
    const ONLY_READS: fn(&Self) -> bool = |env| env.action.is_none();

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let engine = start.engine()?;
        let Some(action) = &self.action else {
            let report = engine.environment_report_in(here().as_deref())?;
            return Ok(start.output.report(&report, &report.warnings, describe));
        };
        let (edit, options) = match action {
            EnvAction::Path { action: PathAction::First(first) } => return first.run(start),
            EnvAction::Path { action: PathAction::Edit(editing) } => {
                let (edits, scope, change) = path_edits(editing);
                (EnvironmentEdit::Path { edits, scope: scope.into() }, change)
            }
            EnvAction::Set { name, value, scope, change } => {
                let (name, value) = (name.clone(), value.clone());
                (EnvironmentEdit::Set { name, value, scope: (*scope).into() }, *change)
            }
            EnvAction::Unset { name, scope, change } => {
                (EnvironmentEdit::Unset { name: name.clone(), scope: (*scope).into() }, *change)
            }
        };
        let change = NewChange::new(ChangeRequest::Environment { edit }, options);
        change.make(engine, start.cancel_of_quick_command(), start.output)
    }
}

impl PathFirst {
    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (change, what) = (self.change, self.other.clone());
        if self.machine { StepAside { what, change }.run(start) } else { AddToPath { change }.run(start) }
    }
}

/// Each folder is put before the existing ones, so the last one is added first.
fn path_edits(action: &PathEditing) -> (Vec<PathEdit>, PathScope, ChangeOptions) {
    let each = |dirs: &[PathBuf], edit: fn(PathBuf) -> PathEdit| dirs.iter().cloned().map(edit).collect();
    let each_first = |dirs: &[PathBuf], edit: fn(PathBuf) -> PathEdit| dirs.iter().rev().cloned().map(edit).collect();
    match action {
        PathEditing::Add { dirs, first: true, scope, change } => {
            (each_first(dirs, PathEdit::PutFirst), *scope, *change)
        }
        PathEditing::Add { dirs, first: false, scope, change } => (each(dirs, PathEdit::AppendLast), *scope, *change),
        PathEditing::Remove { dirs, scope, change } => (each(dirs, PathEdit::Remove), *scope, *change),
        PathEditing::Move { dirs, to: Some(position), scope, change, .. } => {
            let to = |dir: &PathBuf| PathEdit::MoveTo { dir: dir.clone(), position: *position };
            (dirs.iter().rev().map(to).collect(), *scope, *change)
        }
        PathEditing::Move { dirs, last: false, scope, change, .. } => {
            (each_first(dirs, PathEdit::MoveFirst), *scope, *change)
        }
        PathEditing::Move { dirs, last: true, scope, change, .. } => (each(dirs, PathEdit::MoveLast), *scope, *change),
        PathEditing::Deduplicate { scope, change } => (vec![PathEdit::Deduplicate], *scope, *change),
    }
}

fn describe(report: &EnvironmentReport) -> String {
    let mut lines: Vec<String> = report.variables.iter().flat_map(describe_variable).collect();
    lines.push(format!("\n{}", bold(Sentence::PathOfTerminal)));
    lines.extend(report.path.entries.iter().map(describe_entry));
    let file = report.go_env_file.as_ref().map(|file| one_line(file.display()));
    let file = file.unwrap_or_else(|| Sentence::OffByGoenv.to_string());
    lines.push(format!("\n{}", dim(say!(GoEnvFileIs { file }))));
    lines.join("\n")
}

fn describe_variable(reading: &VariableReading) -> Vec<String> {
    let VariableReading { name, here, new_terminal, settings } = reading;
    let mut lines = vec![format!("{} = {}", bold(name), with_place(here, settings))];
    if here.value != new_terminal.value {
        lines.push(format!("  {}", say!(InNewTerminal { value: with_place(new_terminal, settings) })));
    }
    let hidden = settings.iter().filter(|setting| {
        !matches!(setting.source, Source::Goroot | Source::Default)
            && ![here.from, new_terminal.from].contains(&Some(setting.source))
    });
    lines.extend(hidden.map(|setting| {
        let where_from = of_source(setting.source, setting.place.as_deref());
        let value = words::after(one_line(&setting.value), where_from);
        format!("  {}", dim(say!(ValueOverridden { value })))
    }));
    lines
}

fn with_place(effective: &Effective, settings: &[Setting]) -> String {
    let (Some(value), Some(source)) = (&effective.value, effective.from) else { return dim(Sentence::ValueNotSet) };
    let setting = settings.iter().find(|setting| setting.source == source);
    let place = setting.and_then(|setting| setting.place.as_deref());
    words::after(one_line(value), dim(of_source(source, place))).to_string()
}

fn of_source(source: Source, place: Option<&str>) -> String {
    let source = source_words(source);
    words::in_parentheses(place.map_or(source.clone(), |place| words::labelled(source, one_line(place)).to_string()))
}

fn source_words(source: Source) -> String {
    let sentence = match source {
        Source::Process => Sentence::SourceTerminal,
        Source::User => Sentence::SourceUser,
        Source::Machine => Sentence::SourceMachine,
        Source::Go => return "go env -w".to_owned(),
        Source::Goroot => Sentence::SourceToolchain,
        Source::Default => Sentence::SourceDefault,
    };
    sentence.to_string()
}

fn describe_entry(entry: &PathEntry) -> String {
    let text = if entry.text.is_empty() { Sentence::EntryEmpty.to_string() } else { one_line(&entry.text) };
    let notes = [(entry.missing, Sentence::DoesNotExist), (entry.duplicate, Sentence::IsDuplicate)];
    let notes = notes.into_iter().filter(|(holds, _)| *holds);
    let described = notes.fold(text, |text, (_, note)| with_note(text, note).to_string());
    format!("  {} {described}", words::left(source_words(entry.source), 13))
}
