//! `check --notify`: one round of what Upgo does by itself.
use jiff::Timestamp;
use serde::Serialize;
use upgo_engine::engine::{Engine, Round, Watched};
use upgo_engine::report::{Cancel, Problem};
use upgo_engine::settings;
use upgo_engine::watch::{Machine, NextCheck, Notice, Todo};
use upgo_toast::{Language, Toast, Toaster};

use super::Answer;
use crate::arguments::Shared;
use crate::output::Output;
use crate::progress::Progress;
use crate::words;

/// What a round has done, as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'a> {
    did: &'a [Todo],
    look_again: Timestamp,
    next_check: NextCheck,
    warnings: &'a [Problem],
}

pub(super) fn run(engine: &Engine, shared: &Shared, cancel: &Cancel, output: &Output) -> Answer {
    let language = language(engine.settings().language);
    // who presses a button finds the program that waits for it; this one has ended by then
    let toaster = Toaster::new(engine.home().clone(), Timestamp::now, |_| {});
    let mut show = |notice: &Notice| Toast::of(notice).is_some_and(|toast| toaster.show(&toast, language).is_ok());
    let progress = Progress::new(shared);
    let events = |event| progress.event(&event);
    let mut round = Round { machine: &Machine::now, show: &mut show, cancel, events: &events };
    let Watched { did, problems, look_again, next_check } = engine.watch(&mut round)?;
    let report = Report { did: &did, look_again, next_check, warnings: &problems };
    output.answer(&report, |report| {
        let next = words::next_check(&report.next_check, &engine.clock());
        report.did.iter().map(sentence).chain([next]).collect::<Vec<_>>().join("\n")
    });
    output.warnings(&problems);
    Ok(0)
}

fn sentence(todo: &Todo) -> String {
    match todo {
        Todo::CheckReleases => "Asked which releases there are.".to_owned(),
        Todo::CheckAdvisories => "Asked which vulnerabilities are known.".to_owned(),
        Todo::Download(version) => format!("Downloaded {version}."),
        Todo::Install(version) => format!("Installed {version}."),
        Todo::InstallAndSwitch(version) => format!("Installed {version}, which is to be your Go now."),
        Todo::Tell(notice) => Toast::of(notice).map_or_else(String::new, |toast| format!("Told of {}.", toast.tag())),
    }
}

fn language(chosen: settings::Language) -> Language {
    match chosen {
        settings::Language::English => Language::English,
        settings::Language::Chinese => Language::Chinese,
        settings::Language::System => Language::of_locale(&sys_locale::get_locale().unwrap_or_default()),
    }
}
