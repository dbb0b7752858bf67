//! `settings`.
use serde_json::Value;
use upgo_engine::engine::Engine;
use upgo_engine::report::Problem;
use upgo_engine::settings::{self, Outcome, SettingEntry};

use super::Answer;
use crate::arguments::SettingsAction;
use crate::output::{Output, bold, dim};

pub(super) fn run(engine: &Engine, action: Option<&SettingsAction>, output: &Output) -> Answer {
    let path = engine.home().settings();
    match action {
        None | Some(SettingsAction::List) => {
            let entries = engine.loaded_settings().list();
            output.answer(&serde_json::json!({ "path": path, "settings": entries }), |_| describe_all(&entries));
            output.warnings(&settings_warnings(engine));
        }
        Some(SettingsAction::Get { key }) => {
            let entry = engine.loaded_settings().get(key)?;
            output.answer(&entry, |entry| shown(&entry.value));
            output.warnings(&settings_warnings(engine));
        }
        Some(SettingsAction::Set { key, value }) => {
            changed(key, engine.change_settings(|path| settings::set(path, key, value))?, output);
        }
        Some(SettingsAction::Unset { key }) => {
            changed(key, engine.change_settings(|path| settings::unset(path, key))?, output);
        }
        Some(SettingsAction::Path) => {
            output.answer(&serde_json::json!({ "path": path }), |_| path.display().to_string());
        }
        Some(SettingsAction::Export { file: None }) => {
            let text = settings::text(&path)?;
            output.answer(&serde_json::json!({ "text": text }), |_| text.trim_end().to_owned());
        }
        Some(SettingsAction::Export { file: Some(file) }) => {
            settings::export(&path, file)?;
            output.answer(&serde_json::json!({ "path": file }), |_| format!("The settings are in {}.", file.display()));
        }
        Some(SettingsAction::Import { file }) => {
            let (outcome, warnings) = engine.change_settings(|path| settings::import(path, file))?;
            let answer = serde_json::json!({ "changed": outcome == Outcome::Changed, "warnings": warnings });
            output.answer(&answer, |_| match outcome {
                Outcome::Changed => format!("The settings are those of {}.", file.display()),
                Outcome::Unchanged => "The settings are so already.".to_owned(),
            });
            output.warnings(&warnings);
        }
    }
    Ok(0)
}

fn changed(key: &str, outcome: Outcome, output: &Output) {
    let is_changed = outcome == Outcome::Changed;
    output.answer(&serde_json::json!({ "key": key, "changed": is_changed }), |_| match outcome {
        Outcome::Changed => format!("{key} is changed."),
        Outcome::Unchanged => format!("{key} is so already."),
    });
}

fn settings_warnings(engine: &Engine) -> Vec<Problem> {
    let loaded = engine.loaded_settings();
    loaded.problem.iter().chain(&loaded.warnings).cloned().collect()
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
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "none".into(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
