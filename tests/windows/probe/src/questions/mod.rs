//! The questions. Each is asked once and directly: the retries of the engine's `effect` would hide the answer. They write
//! into their own folder and register one task; everything else they only read.
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

use std::ffi::OsStr;

use upgo_engine::machine::platform::{registry_get, to_units};

use crate::answer::{Answer, Ground, Group, Question, Value};

/// A question of a group: its name, and how it is asked.
type Row = (&'static str, fn(&Ground) -> Answer);

/// Every question, in the order of the report.
pub(crate) fn questions() -> Vec<Question> {
    [
        (Group::Machine, machine::QUESTIONS),
        (Group::Folders, folders::QUESTIONS),
        (Group::Guards, guards::QUESTIONS),
        (Group::Files, files::QUESTIONS),
        (Group::Renames, renames::QUESTIONS),
        (Group::Processes, processes::QUESTIONS),
        (Group::Console, console::QUESTIONS),
        (Group::Schedule, schedule::QUESTIONS),
        (Group::Desktop, desktop::QUESTIONS),
        (Group::Conditions, conditions::QUESTIONS),
        (Group::Environment, environment::QUESTIONS),
        (Group::Install, install::QUESTIONS),
    ]
    .into_iter()
    .flat_map(|(group, questions)| questions.iter().map(move |&(name, ask)| Question { group, name, ask }))
    .collect()
}

/// Deletes what a question may have left outside of its folder. Returns what is still there.
pub(crate) fn undo() -> Vec<&'static str> {
    if schedule::undo() { Vec::new() } else { vec!["a task in the folder UpgoProbe of the Task Scheduler"] }
}

/// A text as functions of Windows read it: in UTF-16, with a NUL at its end.
fn with_nul(text: &OsStr) -> Vec<u16> {
    to_units(text).into_iter().chain([0]).collect()
}

fn value_of(key: &str, name: &str) -> Answer {
    const TEXTS: [u32; 2] = [1, 2];
    const NUMBER: u32 = 4;
    let value = match registry_get(key, name) {
        Err(error) => return Answer::failed(&error),
        Ok(None) => Value::Nothing(()),
        Ok(Some((NUMBER, bytes))) => match bytes.as_slice().try_into() {
            Ok(bytes) => Value::Number(u32::from_le_bytes(bytes).into()),
            Err(_) => return Answer::Error("a number of another size".to_owned()),
        },
        Ok(Some((kind, bytes))) if TEXTS.contains(&kind) => {
            let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
            Value::Text(String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned())
        }
        Ok(Some((kind, _))) => return Answer::Error(format!("a value of the kind {kind}")),
    };
    Answer::Value(value)
}
