//! The questions of `doctor --windows-probe`. Each is asked once and directly: the retries of `effect` would hide the
//! answer. They write into their own folder and register one task; everything else they only read.
mod child;
mod conditions;
mod console;
mod desktop;
mod environment;
mod files;
mod folders;
mod guards;
mod install;
mod machine;
mod processes;
mod renames;
mod schedule;
mod traffic;

use super::registry::registry_get;
use crate::machine::platform::{ProbeGround, ProbeGroup, ProbeQuestion, ProbeResult, ProbeValue};

/// A question of a group: its name, and how it is asked.
type Question = (&'static str, fn(&ProbeGround) -> ProbeResult);

/// Every question, in the order of the report.
pub(crate) fn windows_questions() -> Vec<ProbeQuestion> {
    [
        (ProbeGroup::Machine, machine::QUESTIONS),
        (ProbeGroup::Folders, folders::QUESTIONS),
        (ProbeGroup::Guards, guards::QUESTIONS),
        (ProbeGroup::Files, files::QUESTIONS),
        (ProbeGroup::Renames, renames::QUESTIONS),
        (ProbeGroup::Processes, processes::QUESTIONS),
        (ProbeGroup::Console, console::QUESTIONS),
        (ProbeGroup::Schedule, schedule::QUESTIONS),
        (ProbeGroup::Desktop, desktop::QUESTIONS),
        (ProbeGroup::Conditions, conditions::QUESTIONS),
        (ProbeGroup::Environment, environment::QUESTIONS),
        (ProbeGroup::Install, install::QUESTIONS),
    ]
    .into_iter()
    .flat_map(|(group, questions)| questions.iter().map(move |&(name, ask)| ProbeQuestion { group, name, ask }))
    .collect()
}

/// Deletes what a question may have left outside of its folder. Returns what is still there.
pub(crate) fn undo_windows_questions() -> Vec<&'static str> {
    if schedule::undo() { Vec::new() } else { vec!["a task in the folder UpgoProbe of the Task Scheduler"] }
}

fn value_of(key: &str, name: &str) -> ProbeResult {
    const TEXTS: [u32; 2] = [1, 2];
    const NUMBER: u32 = 4;
    let value = match registry_get(key, name) {
        Err(error) => return ProbeResult::failed(&error),
        Ok(None) => ProbeValue::Nothing(()),
        Ok(Some((NUMBER, bytes))) => match bytes.as_slice().try_into() {
            Ok(bytes) => ProbeValue::Number(u32::from_le_bytes(bytes).into()),
            Err(_) => return ProbeResult::Error("a number of another size".to_owned()),
        },
        Ok(Some((kind, bytes))) if TEXTS.contains(&kind) => {
            let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
            ProbeValue::Text(String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned())
        }
        Ok(Some((kind, _))) => return ProbeResult::Error(format!("a value of the kind {kind}")),
    };
    ProbeResult::Value(value)
}
