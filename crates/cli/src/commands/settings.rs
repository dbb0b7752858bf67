//! `settings`.
use serde_json::Value;
use upgo_engine::answers::{NamedFile, SettingChanged, SettingsAnswer, SettingsImported, Text};
use upgo_engine::display::one_line;
use upgo_engine::engine::Engine;
use upgo_engine::report::{Code, Problem};
use upgo_engine::secret::without_secrets;
use upgo_engine::settings::{self, SettingEntry, WriteOutcome};

use super::CommandResult;
use crate::arguments::SettingsAction;
use crate::output::{Output, bold, dim};

pub(super) fn run(engine: &Engine, action: Option<&SettingsAction>, output: &Output) -> CommandResult {
    let path = engine.home().settings();
    match action {
        None | Some(SettingsAction::List) => {
            let report = SettingsAnswer { path, settings: engine.loaded_settings().list(), warnings: warnings(engine) };
            output.answer(&report, |report| describe_all(&report.settings));
        }
        Some(SettingsAction::Get { key }) => {
            let entry = engine.loaded_settings().get(key)?;
            output.answer(&entry, |entry| shown(&entry.value));
        }
        Some(SettingsAction::Set { key, value }) => {
            changed(key, engine.change_settings(|path| settings::set(path, key, value))?, output);
        }
        Some(SettingsAction::Unset { key }) => {
            changed(key, engine.change_settings(|path| settings::unset(path, key))?, output);
        }
        Some(SettingsAction::Path) => {
            output.answer(&NamedFile { path }, |file| one_line(file.path.display()));
        }
        Some(SettingsAction::Export { file: None }) => {
            let whole = settings::text(&path)?;
            let text = without_secrets(&whole);
            let is_whole = text == whole;
            output.answer(&Text { text }, |answer| answer.text.trim_end().to_owned());
            if !is_whole {
                let left_out = Problem::new(Code::SettingInvalid, "the login of `proxy` was left out");
                output.warnings(&[left_out.with_next("To keep it, export to a file: `upgo settings export FILE`.")]);
            }
        }
        Some(SettingsAction::Export { file: Some(file) }) => {
            settings::export(&path, file)?;
            let answer = NamedFile { path: file.clone() };
            output.answer(&answer, |file| format!("Exported the settings to {}.", one_line(file.path.display())));
        }
        Some(SettingsAction::Import { file }) => {
            let (outcome, warnings) = engine.change_settings(|path| settings::import(path, file))?;
            let answer = SettingsImported { changed: outcome == WriteOutcome::Changed, warnings };
            output.answer(&answer, |answer| {
                let since = if answer.changed { "now" } else { "already" };
                format!("The settings {since} match {}.", one_line(file.display()))
            });
            output.warnings(&answer.warnings);
        }
    }
    Ok(0)
}

fn changed(key: &str, outcome: WriteOutcome, output: &Output) {
    let answer = SettingChanged { key: key.to_owned(), changed: outcome == WriteOutcome::Changed };
    output.answer(&answer, |answer| {
        if answer.changed { format!("Changed {key}.") } else { format!("{key} already has this value.") }
    });
}

/// The problems of the settings file in its present state.
pub(super) fn warnings(engine: &Engine) -> Vec<Problem> {
    let loaded = settings::load(&engine.home().settings(), engine.settings());
    loaded.problem.into_iter().chain(loaded.warnings).collect()
}

fn describe_all(entries: &[SettingEntry]) -> String {
    let lines = entries.iter().map(|entry| {
        let origin = if entry.is_set { "" } else { " (default)" };
        format!("{} = {}{}\n  {}", bold(entry.key), shown(&entry.value), dim(origin), dim(entry.doc))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".into(),
        Value::String(text) => one_line(text),
        Value::Array(items) if items.is_empty() => "none".into(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
