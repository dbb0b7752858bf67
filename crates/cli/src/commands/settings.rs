use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::Value;
use upgo_engine::answers::{NamedFile, SettingChanged, SettingsAnswer, SettingsImported, Text};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::secret::without_secrets;
use upgo_engine::base::words::{Sentence, Statement, Value as Said};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::choices::settings::{self, Imported, SettingEdit, SettingEntry, WriteOutcome};

use super::shared::{CommandResult, Run, Start, settings_warnings, show_plan};
use crate::options::{ChangeOptions, Offers, to_file};
use crate::output::{bold, dim, with_note};
use crate::progress::ProgressPrinter;

/// Show and change settings
///
/// Without a subcommand, lists every setting.
#[derive(Args, Debug)]
pub(crate) struct Settings {
    #[command(subcommand)]
    action: Option<SettingsAction>,
}

#[derive(Debug, Subcommand)]
enum SettingsAction {
    /// List every setting with its value and purpose
    List,
    /// Print the value of a setting
    Get {
        /// The setting
        #[arg(add = Offers::Key)]
        key: String,
    },
    /// Change a setting
    ///
    /// `rollback` undoes a change of `mirrors`, `proxy`, `ca-file`, `redirect-hosts`, `proof`, `proof-for-own-feed`,
    /// `checksum-database`, `follow-projects`, or the program of a hook.
    Set {
        /// The setting
        #[arg(add = Offers::Key)]
        key: String,
        /// The new value; separate the items of a list with commas
        #[arg(add = Offers::SettingValue)]
        value: String,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Reset a setting to its default
    Unset {
        /// The setting
        #[arg(add = Offers::Key)]
        key: String,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Print the path of the settings file
    Path,
    /// Write all settings to a file, for use on another machine
    ///
    /// This includes the password of a proxy, if one is set.
    Export {
        /// The file; by default, or with -, standard output
        file: Option<PathBuf>,
    },
    /// Replace all settings with those in a file; if any is invalid, nothing changes
    Import {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        change: ChangeOptions,
    },
}

impl Run for Settings {
    const ONLY_READS: fn(&Self) -> bool = |settings| {
        use SettingsAction as A;
        matches!(settings.action, None | Some(A::List | A::Get { .. } | A::Path | A::Export { .. }))
    };

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, output) = (start.engine_without_sources()?, start.output);
        let path = engine.home().settings();
        match &self.action {
            None | Some(SettingsAction::List) => {
                let report = SettingsAnswer {
                    path,
                    settings: engine.loaded_settings().list(),
                    elsewhere: engine.settings_from_elsewhere(),
                    manager: engine.manager(),
                    warnings: settings_warnings(engine, false),
                };
                output.answer(&report, describe_all);
            }
            Some(SettingsAction::Get { key }) => {
                let entry = engine.loaded_settings().get(key)?;
                output.verbatim(&entry, |entry| shown(&entry.value));
            }
            Some(SettingsAction::Set { key, value, change }) => {
                edit(SettingEdit { key: key.clone(), value: Some(value.clone()) }, *change, start)?;
            }
            Some(SettingsAction::Unset { key, change }) => {
                edit(SettingEdit { key: key.clone(), value: None }, *change, start)?;
            }
            Some(SettingsAction::Path) => {
                output.verbatim(&NamedFile { path }, |file| one_line(file.path.display()));
            }
            Some(SettingsAction::Export { file }) if to_file(file.as_deref()).is_none() => {
                let whole = settings::text(&path)?;
                let text = without_secrets(&whole);
                let is_whole = text == whole;
                output.verbatim(&Text { text }, |answer| answer.text.trim_end().to_owned());
                if !is_whole {
                    let left_out = Problem::new(Code::SettingInvalid, Sentence::SettingsLoginLeftOut)
                        .with_next(Sentence::SettingsExportToFile);
                    output.warnings(&[left_out]);
                }
            }
            Some(SettingsAction::Export { file }) => {
                let file = file.clone().unwrap_or_default();
                settings::export(&path, &file)?;
                let answer = NamedFile { path: file };
                output
                    .answer(&answer, |file| say!(SettingsExported { file: one_line(file.path.display()) }).to_string());
            }
            Some(SettingsAction::Import { file, change }) => import(file, *change, start)?,
        }
        Ok(0)
    }
}

/// By a plan if the setting decides whom Upgo trusts, otherwise at once.
fn edit(edit: SettingEdit, flags: ChangeOptions, start: &Start<'_>) -> Result<(), Problem> {
    let (engine, output) = (start.engine_without_sources()?, start.output);
    let SettingEdit { key, value } = edit.clone();
    let changed = if flags.dry_run {
        return show(vec![edit], start);
    } else if edit.decides_trust() {
        let progress = ProgressPrinter::new(output);
        let request = ChangeRequest::Settings { edits: vec![edit] };
        let changed = engine.change(&request, start.cancel_of_quick_command(), &|event| progress.event(&event))?;
        output.warnings(&changed.warnings);
        changed.changed
    } else {
        engine.set_setting(&key, value.as_deref())? == WriteOutcome::Changed
    };
    let answer = SettingChanged { key, changed };
    output.answer(&answer, |answer| {
        let key = &answer.key;
        match &value {
            _ if !answer.changed => say!(SettingsUnchanged { key }),
            Some(value) => say!(SettingsChanged { key, value: one_line(without_secrets(value)) }),
            None => say!(SettingsReset { key }),
        }
        .to_string()
    });
    Ok(())
}

/// Settings that decide whom Upgo trusts are changed first, by a plan.
fn import(file: &Path, flags: ChangeOptions, start: &Start<'_>) -> Result<(), Problem> {
    let (engine, cancel) = (start.engine_without_sources()?, start.cancel_of_quick_command());
    let imported = Imported::read(file)?;
    if flags.dry_run {
        return show(imported.edits(engine.loaded_settings().own()), start);
    }
    let progress = ProgressPrinter::new(start.output);
    let changed = engine.import_settings(&imported, cancel, &|event| progress.event(&event))?;
    let answer = SettingsImported { changed, warnings: imported.warnings().to_vec() };
    start.output.report(&answer, &answer.warnings, |answer| {
        let file = one_line(file.display());
        if answer.changed { say!(SettingsImported { file }) } else { say!(SettingsMatch { file }) }.to_string()
    });
    Ok(())
}

fn show(edits: Vec<SettingEdit>, start: &Start<'_>) -> Result<(), Problem> {
    let engine = start.engine_without_sources()?;
    let planned = engine.plan(&ChangeRequest::Settings { edits }, start.cancel_of_quick_command())?;
    show_plan(engine, &planned.plan, &planned.warnings, start.cancel_of_quick_command(), start.output);
    Ok(())
}

fn describe_all(report: &SettingsAnswer) -> String {
    let administrator = || Sentence::YourAdministrator.into();
    let manager: Said = report.manager.as_deref().map_or_else(administrator, |name| one_line(name).into());
    let lines = report.settings.iter().map(|entry| {
        let origin = match entry {
            SettingEntry { is_managed: true, .. } => Some(say!(SettingsManaged { manager: manager.clone() })),
            SettingEntry { is_set: true, .. } => None,
            _ => Some(Sentence::SettingsDefault.into()),
        };
        let in_effect = report.elsewhere.iter().find(|other| other.key == entry.key).map(|other| {
            let system = || Sentence::SettingsOfSystem.into();
            let place: Said = other.variable.as_deref().map_or_else(system, |name| one_line(name).into());
            format!("\n  {}", say!(SettingsInEffect { value: &other.value, place }))
        });
        let in_effect = in_effect.unwrap_or_default();
        let value = shown(&entry.value);
        let value = origin.map_or(value.clone(), |origin: Statement| with_note(value, origin).to_string());
        format!("{} = {value}{in_effect}\n  {}", bold(entry.key), dim(&entry.doc))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => Sentence::NoValue.to_string(),
        Value::String(text) => one_line(text),
        Value::Array(items) if items.is_empty() => Sentence::NoValue.to_string(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
