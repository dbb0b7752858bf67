use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use upgo_engine::base::display::{at_start, one_line};
use upgo_engine::base::report::{Problem, size};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{Sentence, Statement, Value};
use upgo_engine::cases::{
    Active, DescribedGo, Engine, Feed, FollowedFile, InstalledToolchain, OtherTerminal, StatusReport,
    VulnerabilitySummary,
};
use upgo_engine::guidance::assessment::{Headline, HeadlineWords};
use upgo_engine::which_go::inventory::{ChangedBy, Origin, Scope};
use upgo_engine::which_go::resolve::Known;

use super::shared::{CommandResult, Run, Start};
use crate::output::{bold, caution, dim, good, with_note};
use crate::words;

/// Show the Go in use, the installed versions and any newer release
///
/// Never goes online: newer releases are those that the last `upgo check` or background check found.
#[derive(Args, Debug)]
pub(crate) struct Status {
    /// Print the status in another format: openmetrics, for Prometheus textfile collectors
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<MetricsFormat>,
}

/// A format of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MetricsFormat {
    /// Metrics, as text.
    Openmetrics,
}

impl Run for Status {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        start.leaves_settings();
        let engine = start.engine()?;
        let report = engine.status_in(here().as_deref())?;
        match self.format {
            Some(MetricsFormat::Openmetrics) => {
                start.output.verbatim_line(engine.status_metrics(&report)?.trim_end());
            }
            None => start.output.answer(&report, |report| describe(engine, report)),
        }
        start.output.warnings(&report.warnings);
        Ok(0)
    }
}

/// The current folder; `None` if it no longer exists.
pub(super) fn here() -> Option<PathBuf> {
    std::env::current_dir().ok().filter(|folder| folder.is_dir())
}

fn describe(engine: &Engine, report: &StatusReport) -> String {
    let mut lines = describe_state(engine, report);
    if !report.installed.is_empty() {
        lines.push(format!("\n{}", bold(Sentence::OnThisMachine)));
        lines.extend(report.installed.iter().map(describe_installed));
    }
    lines.push(format!("\n{}", dim(describe_feed(engine, &report.feed))));
    lines.push(dim(words::next_check(&report.next_check, &engine.clock())));
    lines.join("\n")
}

pub(super) fn describe_state(engine: &Engine, report: &StatusReport) -> Vec<String> {
    let mut lines = vec![headline(report)];
    match (&report.active, &report.problem) {
        (Some(_), Some(problem)) => {
            let says = say!(FindsButFails { problem: one_line(&problem.message) });
            lines.push(caution(format!("  {says}")));
            lines.push(format!("  {}", with_note(problem.next.to_string(), problem.code)));
        }
        (Some(active), None) => {
            lines.push(format!("  {}", how_known(engine, active)));
            lines.extend(active.other.as_ref().map(|other| caution(format!("  {}", otherwise(other)))));
        }
        (None, _) => {}
    }
    lines.extend(report.unjudged.as_ref().map(|unjudged| match &report.active {
        Some(_) => format!("  {}", full(unjudged)),
        None => format!("  {}", unjudged.next), // the headline says what
    }));
    if let Some(followed) = &report.followed {
        lines.push(format!("  {}", describe_followed(followed)));
    }
    // a user without a Go gets one first
    lines.extend(report.active.as_ref().and_then(|_| news(report)).map(|news| format!("  {news}")));
    lines.extend(support(report).map(|support| format!("  {support}")));
    lines.extend(report.vulnerabilities.as_ref().map(|known| format!("  {}", known_vulnerabilities(known))));
    let lasting = report.exposure.as_ref().filter(|exposure| exposure.until.is_none());
    lines.extend(lasting.and_then(words::exposure).map(|exposure| format!("  {}", caution(exposure))));
    lines
}

fn describe_followed(FollowedFile { file, version, problem }: &FollowedFile) -> String {
    match (version, problem) {
        (Some(version), _) => {
            say!(StatusFollowed { version: version.as_str(), file: one_line(file.display()) }).to_string()
        }
        (None, Some(problem)) => {
            let says = say!(StatusFollowedFails { problem: one_line(&problem.message) });
            caution(format!("{says}\n  {}", with_note(problem.next.to_string(), problem.code)))
        }
        (None, None) => caution(say!(StatusFollowedFails { problem: one_line(file.display()) })),
    }
}

fn how_known(engine: &Engine, active: &Active) -> Statement {
    let why = one_line(&active.why);
    match (active.known, active.at, &active.because) {
        (Known::Asked, Some(at), _) => {
            say!(TerminalAnsweredAt { time: time_of_answer(engine, at), why })
        }
        (Known::Environment, ..) => say!(TerminalOfEnvironment { why }),
        (_, _, Some(because)) => say!(TerminalComputed { because: one_line(because), why }),
        (_, _, None) => say!(NewTerminalRunsIt { why }),
    }
}

/// With the date, if it was not today.
pub(super) fn time_of_answer(engine: &Engine, at: Timestamp) -> String {
    let at = words::local(at);
    let format = if at.date() == engine.clock().date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    at.strftime(format).to_string()
}

fn otherwise(other: &OtherTerminal) -> Statement {
    let version = other.version.as_ref().map_or_else(|| Sentence::UnknownGo.to_string(), ToString::to_string);
    say!(TerminalRunsOther { terminal: other.terminal.says(), version, root: one_line(other.root.display()) })
}

/// What is wrong, and what to do.
pub(super) fn full(problem: &Problem) -> Statement {
    words::sentence(at_start(&one_line(&problem.message))).and(problem.next.clone())
}

fn headline(report: &StatusReport) -> String {
    match (&report.active, &report.unjudged) {
        (Some(Active { go: active, .. }), _) => {
            let unknown = || say!(AtStart { text: Sentence::UnknownGo }).to_string();
            let version = active.version.as_ref().map_or_else(unknown, ToString::to_string);
            let foreign = active.arch.as_deref().filter(|_| active.native == Some(false)).map(not_native);
            let notes = [words::origin(active.origin), one_line(active.root.display())];
            let notes = words::in_parentheses(words::listed(notes.into_iter().chain(foreign)));
            say!(StatusInUse { version: bold(version), notes: dim(notes) }).to_string()
        }
        (None, unjudged) => bold(unjudged.as_ref().map(|why| at_start(&one_line(&why.message))).unwrap_or_default()),
    }
}

/// The newest of Upgo's own versions, a stable one if there is one.
pub(super) fn newest_own(report: &StatusReport) -> Option<&Version> {
    let own = || {
        let of_upgo = report.installed.iter().filter(|known| known.go.origin == Origin::Upgo);
        of_upgo.filter_map(|known| known.go.version.as_ref())
    };
    own().find(|version| !version.is_prerelease()).or_else(|| own().next())
}

/// `leads_to` is the release that `upgrade` would install; any other one has to be named.
pub(super) fn order(leads_to: Option<&Version>, release: Option<&Version>) -> Option<Statement> {
    match (leads_to, release) {
        (None, None) => None,
        (leads_to, Some(release)) if leads_to != Some(release) => {
            Some(words::run(&format!("upgo upgrade --to {}", release.number())))
        }
        _ => Some(words::run("upgo upgrade")),
    }
}

fn news(report: &StatusReport) -> Option<Statement> {
    let leads_to = report.update.as_ref().map(|update| &update.version);
    let run = order(leads_to, report.headline.as_ref().and_then(Headline::to));
    let news = match (&report.headline, &report.update) {
        (Some(Headline::Current { .. }), _) | (None, None) => return None,
        (Some(headline), _) => {
            let HeadlineWords { title, line } = headline.words();
            let title = if matches!(headline, Headline::Security { .. }) { caution(title) } else { bold(title) };
            words::sentence(title).and(line)
        }
        (None, Some(update)) => say!(IsAvailable { version: bold(&update.version) }),
    };
    Some(run.into_iter().fold(news, Statement::and))
}

fn support(report: &StatusReport) -> Option<Statement> {
    let until = report.supported_until.as_deref();
    Some(match (report.supported?, until) {
        (true, Some(until)) => say!(SupportedUntil { date: until }),
        (true, None) => Sentence::Supported.into(),
        (false, Some(until)) => say!(SupportOverSince { date: until }),
        (false, None) => Sentence::SupportOver.into(),
    })
}

fn known_vulnerabilities(known: &VulnerabilitySummary) -> Statement {
    match (known.count, words::fixed_in(&known.fixed_by)) {
        (0, _) if known.database.stale => {
            let day = words::day(known.database.fetched_at);
            say!(NoneKnownThen { day }).and(words::run("upgo check"))
        }
        (0, _) => Sentence::NoneKnown.into(),
        (count, None) => say!(KnownVulnerabilities { count }),
        (count, Some(releases)) => say!(KnownVulnerabilitiesFixed { count, releases }),
    }
}

pub(super) fn describe_installed(toolchain: &InstalledToolchain) -> String {
    let mark = if toolchain.current || toolchain.active { good("*") } else { " ".into() };
    let version = toolchain.go.version.as_ref().map_or("?".into(), ToString::to_string);
    let bytes = toolchain.size_bytes.map(size).unwrap_or_default();
    let mut notes = notes(&toolchain.go);
    notes.extend(toolchain.damaged.then(|| Sentence::ToolchainDamaged.to_string()));
    notes.extend(toolchain.needed_by.as_ref().filter(|needed| !needed.is_empty()).map(|needed| {
        let folders: Vec<_> = needed.iter().map(|folder| one_line(folder.display())).collect();
        say!(NeededBy { projects: Value::some_of(&folders) }).to_string()
    }));
    let notes =
        if notes.is_empty() { String::new() } else { format!("  {}", words::in_parentheses(words::listed(notes))) };
    let place = format!("{}{notes}", one_line(toolchain.go.root.display()));
    let origin = words::left(words::origin(toolchain.go.origin), 12);
    format!("{mark} {version:<12} {origin} {bytes:>9}  {}", dim(place)).trim_end().to_owned()
}

/// How an installation differs from one of Upgo's own: its architecture, its users, and who may change it.
fn notes(toolchain: &DescribedGo) -> Vec<String> {
    let foreign = toolchain.arch.as_deref().filter(|_| toolchain.native == Some(false)).map(not_native);
    let everybody = (toolchain.scope == Scope::Machine).then_some(Sentence::ForAllUsers);
    let changed_by = match toolchain.changed_by {
        ChangedBy::User => None,
        ChangedBy::Administrators => Some(Sentence::ByAdministrators),
        ChangedBy::PackageManager => Some(Sentence::ByPackageManager),
        ChangedBy::Nobody => Some(Sentence::ReadOnly),
    };
    let others = everybody.into_iter().chain(changed_by).map(|note| note.to_string());
    foreign.into_iter().chain(others).collect()
}

fn not_native(arch: &str) -> String {
    say!(ForOtherArch { arch }).to_string()
}

pub(super) fn describe_feed(engine: &Engine, feed: &Feed) -> Statement {
    let when = match feed.fetched_at {
        Some(at) => say!(LastChecked { ago: words::ago(at, Timestamp::now()) }),
        None => Sentence::NotCheckedYet.into(),
    };
    let releases = match &engine.policy().policy.feed {
        _ if engine.sources().is_official() => say!(Named { name: feed.url.as_str() }),
        Some(_) => say!(FeedOfPolicy { feed: feed.url.as_str() }),
        None => say!(FeedOfVariable { feed: feed.url.as_str() }),
    };
    say!(FeedLine { feed: releases, when })
}
