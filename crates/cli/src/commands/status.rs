//! `status`.
use clap::Args;
use jiff::Timestamp;
use upgo_engine::base::display::{at_start, one_line};
use upgo_engine::base::report::{Code, Problem, size};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Language;
use upgo_engine::cases::{Engine, Feed, InstalledToolchain, StatusReport, VulnerabilitySummary};
use upgo_engine::guidance::assessment::{Headline, Sentence};
use upgo_engine::which_go::inventory::{ChangedBy, Origin, Scope};

use super::{CommandResult, Run, Start};
use crate::output::{bold, caution, dim, good};
use crate::words;

/// Show the Go in use, the installed versions and any newer release
///
/// Never goes online: newer releases are those that the last `upgo check` or background check found.
#[derive(Args, Debug)]
pub(crate) struct Status;

impl Run for Status {
    fn only_reads(&self) -> bool {
        true
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        start.leaves_settings();
        let engine = start.engine()?;
        let report = engine.status()?;
        start.output.answer(&report, |report| describe(engine, report));
        start.output.warnings(&report.warnings);
        Ok(0)
    }
}

fn describe(engine: &Engine, report: &StatusReport) -> String {
    let mut lines = vec![headline(report)];
    match (&report.active, &report.problem) {
        (Some(_), Some(problem)) => {
            let says = format!("  A new terminal finds it, but it does not work: {}.", one_line(&problem.message));
            lines.push(format!("{}\n  {} {}", caution(says), problem.next, dim(format!("({})", problem.code))));
        }
        (Some(active), None) => lines.push(format!("  A new terminal runs it: {}.", one_line(&active.why))),
        // the headline says what
        (None, Some(unsure)) => lines.push(format!("  {}", unsure.next)),
        (None, None) => lines.push(format!("  {}", way_to_a_go(report))),
    }
    // who has no Go gets one first
    lines.extend(report.active.as_ref().and_then(|_| news(report)));
    lines.extend(support(report));
    lines.extend(report.vulnerabilities.as_ref().map(known_vulnerabilities));
    if !report.installed.is_empty() {
        lines.push(format!("\n{}", bold("On this machine")));
        lines.extend(report.installed.iter().map(describe_installed));
    }
    lines.push(format!("\n{}", dim(describe_feed(engine, &report.feed))));
    lines.push(dim(words::next_check(&report.next_check, &engine.clock())));
    lines.join("\n")
}

fn headline(report: &StatusReport) -> String {
    match (&report.current, &report.active) {
        (_, Some(active)) => {
            let version = active.version.as_ref().map_or("A Go of unknown version".into(), ToString::to_string);
            let foreign = active.arch.as_deref().filter(|_| active.native == Some(false));
            let foreign = foreign.map(|arch| format!(", {}", not_native(arch))).unwrap_or_default();
            let place = format!("({}, {}{foreign})", active.origin, one_line(active.root.display()));
            format!("{} is in use {}", bold(version), dim(place))
        }
        (_, None) if let Some(unsure) = &report.problem => bold(at_start(&one_line(&unsure.message)) + "."),
        (Some(current), None) => format!("{} is selected, but new terminals find no Go", bold(&current.version)),
        (None, None) if report.installed.is_empty() => bold("Go is not installed yet"),
        (None, None) => bold("New terminals find no Go"),
    }
}

/// What to do if a new terminal finds no Go.
fn way_to_a_go(report: &StatusReport) -> String {
    let own = || report.installed.iter().filter(|go| go.origin == Origin::Upgo).filter_map(|go| go.version.as_ref());
    let newest = own().find(|version| !version.is_prerelease()).or_else(|| own().next());
    let is_of_path = |warning: &&Problem| [Code::ActiveOther, Code::PathLeft].contains(&warning.code);
    match (&report.current, newest) {
        // What the warning says, because Upgo may have done what it can.
        (Some(_), _) => report.warnings.iter().find(is_of_path).map_or_else(
            || "Run `upgo add-to-path`, then open a new terminal.".to_owned(),
            |warning| one_line(&warning.next),
        ),
        (None, Some(newest)) => format!("Run `upgo use {}`.", newest.number()),
        (None, None) => "Run `upgo install latest --use`.".to_owned(),
    }
}

/// The command that installs a release, if `upgrade` leads to `leads_to`: the user names one that it does not choose.
pub(super) fn order(leads_to: Option<&Version>, release: Option<&Version>) -> String {
    match (leads_to, release) {
        (None, None) => String::new(),
        (leads_to, Some(release)) if leads_to != Some(release) => {
            format!(" Run `upgo upgrade --to {}`.", release.number())
        }
        _ => " Run `upgo upgrade`.".to_owned(),
    }
}

/// The news about the Go in use, and what to do.
fn news(report: &StatusReport) -> Option<String> {
    let leads_to = report.update.as_ref().map(|update| &update.version);
    let run = order(leads_to, report.headline.as_ref().and_then(Headline::to));
    match (&report.headline, &report.update) {
        (Some(Headline::Current { .. }), _) | (None, None) => None,
        (Some(headline), _) => {
            let Sentence { title, line } = headline.sentence(Language::English);
            let title = if matches!(headline, Headline::Security { .. }) { caution(title) } else { bold(title) };
            Some(format!("  {title}. {line}{run}"))
        }
        (None, Some(update)) => Some(format!("  {} is available.{run}", bold(&update.version))),
    }
}

fn support(report: &StatusReport) -> Option<String> {
    let until = report.supported_until.as_deref();
    Some(match (report.supported?, until) {
        (true, Some(until)) => format!("  Supported until about {until}."),
        (true, None) => "  Supported.".to_owned(),
        (false, Some(until)) => format!("  Support ended on {until}."),
        (false, None) => "  Support has ended.".to_owned(),
    })
}

fn known_vulnerabilities(known: &VulnerabilitySummary) -> String {
    let fixed = words::fixed_by(&known.fixed_by);
    match known.count {
        0 if known.database.stale => {
            let day = words::day(known.database.fetched_at);
            format!("  No vulnerabilities were known on {day}, but newer data is not available. Run `upgo check`.")
        }
        0 => "  No known vulnerabilities.".to_owned(),
        1 => format!("  1 known vulnerability{fixed}. Run `upgo audit` to see it."),
        count => format!("  {count} known vulnerabilities{fixed}. Run `upgo audit` to see them."),
    }
}

pub(super) fn describe_installed(toolchain: &InstalledToolchain) -> String {
    let mark = if toolchain.current || toolchain.active { good("*") } else { " ".into() };
    let version = toolchain.version.as_ref().map_or("?".into(), ToString::to_string);
    let bytes = toolchain.size_bytes.map(size).unwrap_or_default();
    let notes = notes(toolchain);
    let notes = if notes.is_empty() { notes } else { format!("  ({notes})") };
    let place = format!("{}{notes}", one_line(toolchain.root.display()));
    format!("{mark} {version:<12} {:<12} {bytes:>9}  {}", toolchain.origin, dim(place)).trim_end().to_owned()
}

/// How an installation differs from one of Upgo's own: its architecture, its users, and who may change it.
fn notes(toolchain: &InstalledToolchain) -> String {
    let foreign = toolchain.arch.as_deref().filter(|_| toolchain.native == Some(false)).map(not_native);
    let everybody = (toolchain.scope == Scope::Machine).then(|| "for all users".to_owned());
    let changed_by = match toolchain.changed_by {
        ChangedBy::User => None,
        ChangedBy::Administrators => Some("managed by administrators".to_owned()),
        ChangedBy::PackageManager => Some("managed by a package manager".to_owned()),
        ChangedBy::Nobody => Some("read-only".to_owned()),
    };
    [foreign, everybody, changed_by].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn not_native(arch: &str) -> String {
    format!("for {arch}, which is not this machine's architecture")
}

pub(super) fn describe_feed(engine: &Engine, feed: &Feed) -> String {
    let when = match feed.fetched_at {
        Some(at) => format!("last checked {}", words::ago(at, Timestamp::now())),
        None => "not checked yet (run `upgo check`)".into(),
    };
    let trust = match &engine.policy().policy.feed {
        _ if engine.sources().is_official() => "",
        Some(_) => " (set by the policy: not the official feed)",
        None => " (set by UPGO_FEED_URL: not the official feed)",
    };
    format!("Releases: {}{trust}, {when}", feed.url)
}
