//! `check --notify`: one scheduled check.
use jiff::Timestamp;
use upgo_engine::answers::{Did, WatchReport};
use upgo_engine::base::report::{Cancel, Problem};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{ChangeName, Language, fill};
use upgo_engine::cases::{Engine, Round, Watched};
use upgo_engine::guidance::watch::{Notice, Todo, Topic};
use upgo_toast::{Toast, Toaster};

use super::CommandResult;
use crate::output::Output;
use crate::progress::ProgressPrinter;
use crate::words;

pub(super) fn run(engine: &Engine, cancel: &Cancel, output: &Output) -> CommandResult {
    let language = engine.settings().language.chosen(sys_locale::get_locale);
    // a pressed button reaches the program that waits for it; this one has ended by then
    let toaster = Toaster::new(engine.home().clone(), Timestamp::now, |_| {});
    let mut unsaid = None;
    let mut show = |notice: &Notice| match Toast::of(notice).map(|toast| toaster.show(&toast, language)) {
        Some(Err(error)) => {
            unsaid = Some(Problem::from(error));
            false
        }
        shown => shown.is_some(),
    };
    let progress = ProgressPrinter::new(output);
    let events = |event| progress.event(&event);
    let mut round = Round { machine: &engine.machine_for_round(), show: &mut show, cancel, events: &events };
    let Watched { mut did, mut problems, updated_self, look_again, next_check } = engine.watch(&mut round)?;
    if let Some(unsaid) = unsaid {
        did.retain(|todo| !matches!(todo, Todo::Tell(_)));
        problems.push(unsaid);
    }
    let update = updated_self.then_some(Did { kind: "updateSelf", version: None });
    let report =
        WatchReport { did: did.iter().map(done).chain(update).collect(), look_again, next_check, warnings: problems };
    output.answer(&report, |report| {
        let next = words::next_check(&report.next_check, &engine.clock());
        let update = updated_self.then(|| format!("{}.", Language::English.words().changes.update_self.done));
        did.iter().map(sentence).chain(update).chain([next]).collect::<Vec<_>>().join("\n")
    });
    output.warnings(&report.warnings);
    Ok(0)
}

fn done(todo: &Todo) -> Did {
    let (kind, version) = match todo {
        Todo::CheckReleases => ("checkReleases", None),
        Todo::CheckAdvisories => ("checkAdvisories", None),
        Todo::Download(version) => ("download", Some(version)),
        Todo::Install(version) => ("install", Some(version)),
        Todo::InstallAndSwitch(version) => ("installAndSwitch", Some(version)),
        Todo::Tell(notice) => ("tell", notice.topics.first().and_then(Topic::version)),
    };
    Did { kind, version: version.cloned() }
}

fn sentence(todo: &Todo) -> String {
    let changes = &Language::English.words().changes;
    let done = |name: &ChangeName, version: &Version| fill(name.done, &[("to", version)]) + ".";
    match todo {
        Todo::CheckReleases => "Checked for releases.".to_owned(),
        Todo::CheckAdvisories => "Checked for vulnerabilities.".to_owned(),
        Todo::Download(version) => done(&changes.download, version),
        Todo::Install(version) => done(&changes.install, version),
        Todo::InstallAndSwitch(version) => done(&changes.install_and_use, version),
        Todo::Tell(notice) => {
            Toast::of(notice).map_or_else(String::new, |toast| format!("Notified about {}.", toast.tag()))
        }
    }
}
