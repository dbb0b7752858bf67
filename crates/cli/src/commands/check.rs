//! `check`, and the scheduled check with `--notify`.
use clap::Args;
use jiff::Timestamp;
use upgo_engine::answers::{Did, WatchReport};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{ChangeWords, Sentence, Statement};
use upgo_engine::cases::{CheckReport, Round, Watched};
use upgo_engine::choices::settings::Suggest;
use upgo_engine::guidance::assessment::{Headline, HeadlineWords};
use upgo_engine::guidance::watch::{Notice, Todo, Topic};
use upgo_toast::{Toast, Toaster};

use super::shared::{CommandResult, Run, Start};
use super::status::order;
use crate::output::{bold, dim};
use crate::progress::ProgressPrinter;
use crate::{language, words};

/// Check for a newer Go release
#[derive(Args, Debug)]
pub(crate) struct Check {
    /// Exit with status 10 if there is one, or 15 if the policy permits no release
    #[arg(long)]
    exit_code: bool,
    /// Run the scheduled check if one is due
    ///
    /// Looks for releases, downloads or installs them as configured, and notifies about anything new.
    #[arg(long, conflicts_with = "exit_code")]
    pub(crate) notify: bool,
}

impl Run for Check {
    const ONLY_READS: fn(&Self) -> bool = |check| !check.notify;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        if self.notify { run_scheduled(start) } else { self.check(start) }
    }
}

impl Check {
    fn check(&self, start: &Start<'_>) -> CommandResult {
        let (engine, output) = (start.engine()?, start.output);
        let report = engine.check(start.cancel())?;
        let stays = engine.settings().suggest == Suggest::Line;
        output.answer(&report, |report| describe(report, stays).to_string());
        if let Some(upgo) = &report.upgo {
            output.remark(&dim(say!(UpgoAvailableToo { version: upgo.version.to_string() })));
        }
        output.warnings(&report.warnings);
        Ok(match &report.latest {
            _ if report.up_to_date || !self.exit_code => 0,
            Some(_) => 10,
            None => why_none(&report).exit(),
        })
    }
}

/// Why no release is known that Upgo could choose.
fn why_none(report: &CheckReport) -> Code {
    if has_warning(report, Code::PolicyVersion) { Code::PolicyVersion } else { Code::NetFeed }
}

fn has_warning(report: &CheckReport, code: Code) -> bool {
    report.warnings.iter().any(|warning| warning.code == code)
}

/// `stays` means that newer release lines are not suggested, so that they are not mentioned.
fn describe(report: &CheckReport, stays: bool) -> Statement {
    let leads_to = report.latest.as_ref().filter(|_| report.update_available);
    let is_beyond = |headline: &&Headline| match headline {
        Headline::Security { .. }
        | Headline::Postponed { .. }
        | Headline::Skipped { .. }
        | Headline::NotPermitted { .. } => true,
        Headline::Unsupported { .. } | Headline::Update { .. } | Headline::Current { .. } => false,
    };
    if let Some(headline) = report.headline.as_ref().filter(is_beyond) {
        let HeadlineWords { title, line } = headline.words();
        let news = words::sentence(bold(title)).and(line);
        return order(leads_to, headline.to()).into_iter().fold(news, Statement::and);
    }
    if let (None, Some(latest), Some(unjudged)) = (&report.current, &report.latest, &report.unjudged) {
        let newest = say!(NewestButNone { latest: bold(latest), why: one_line(&unjudged.message) });
        return newest.and(unjudged.next.clone());
    }
    let is_withheld = has_warning(report, Code::PolicyVersion);
    match (&report.current, &report.latest) {
        (Some(current), Some(latest)) if report.update_available => {
            let newer = say!(NewerAvailable { latest: bold(latest), current: current.as_str() });
            newer.and(words::run("upgo upgrade"))
        }
        (Some(current), Some(_)) if has_warning(report, Code::VulnAvoided) => say!(IsUpToDate { to: current.as_str() }),
        (Some(current), Some(_)) if has_warning(report, Code::VersionNoFile) => {
            say!(NewestWithFile { current: current.as_str() })
        }
        (Some(current), Some(_)) if stays && !is_withheld => say!(UpToDateInLine { current: current.as_str() }),
        (Some(current), Some(_)) if is_withheld => say!(NewestPermitted { current: current.as_str() }),
        (Some(current), Some(latest)) => say!(UpToDateNewest { current: current.as_str(), latest: latest.as_str() }),
        (_, None) if is_withheld => Sentence::HeadlineNonePermitted.into(),
        _ => say!(ReleaseListEmpty { code: why_none(report).to_string() }),
    }
}

fn run_scheduled(start: &Start<'_>) -> CommandResult {
    let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
    let language = engine.settings().language.chosen(language::locale);
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
    let Watched { tried, mut problems, updated_self, look_again, next_check } = engine.watch(&mut round)?;
    let mut did: Vec<Todo> = tried.into_iter().filter_map(|(todo, succeeded)| succeeded.then_some(todo)).collect();
    if let Some(unsaid) = unsaid {
        did.retain(|todo| !matches!(todo, Todo::Tell(_)));
        problems.push(unsaid);
    }
    let update = updated_self.then_some(Did { kind: "updateSelf", version: None });
    let report =
        WatchReport { did: did.iter().map(done).chain(update).collect(), look_again, next_check, warnings: problems };
    Ok(output.report(&report, &report.warnings, |report| {
        let next = words::next_check(&report.next_check, &engine.clock());
        let update = updated_self.then(|| words::sentence(ChangeWords::UpdateSelf.done.with_known([])));
        let lines = did.iter().filter_map(sentence).chain(update).chain([next]);
        lines.map(|line| line.to_string()).collect::<Vec<_>>().join("\n")
    }))
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

fn sentence(todo: &Todo) -> Option<Statement> {
    let done =
        |name: ChangeWords, version: &Version| words::sentence(name.done.with_known([("to", version.as_str().into())]));
    Some(match todo {
        Todo::CheckReleases => Sentence::CheckedReleases.into(),
        Todo::CheckAdvisories => Sentence::CheckedAdvisories.into(),
        Todo::Download(version) => done(ChangeWords::Download, version),
        Todo::Install(version) => done(ChangeWords::Install, version),
        Todo::InstallAndSwitch(version) => done(ChangeWords::InstallAndUse, version),
        Todo::Tell(notice) => say!(NotifiedAbout { topic: Toast::of(notice)?.tag().to_string() }),
    })
}
