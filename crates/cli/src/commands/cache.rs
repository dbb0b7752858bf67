//! `cache`, `cache clean`, `cache clean-go` and `cache reset`.
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand, ValueEnum};
use indicatif::ProgressBar;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Problem, size};
use upgo_engine::cases::{
    CacheReport, CacheState, CachesReport, Cleaned, Confirmed, DownloadsReport, Engine, Forgotten, SetAsideReport,
    ToClean,
};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::projects::go_caches::{CacheSize, GoCache};

use super::shared::{change, outcome};
use super::{CommandResult, Run, Start};
use crate::arguments::{ChangeOptions, ProgressStyle, RunningOptions};
use crate::output::{self, Output, ask, bold, dim};
use crate::progress::ProgressPrinter;

/// How long a count takes before its progress is shown.
const QUICK: Duration = Duration::from_secs(1);

/// Show the size of Go's caches, and clean them or Upgo's own
///
/// Without a subcommand, shows Go's build cache, its module cache and Upgo's downloads, with their folders and sizes.
#[derive(Args, Debug)]
pub(crate) struct Cache {
    #[command(subcommand)]
    action: Option<CacheAction>,
}

#[derive(Debug, Subcommand)]
enum CacheAction {
    /// Delete unused downloads, and every old Go that `adopt --remove-old` moved aside
    ///
    /// Asks first if there is such a Go, because it cannot be restored. Downloads are deleted without a question: Upgo
    /// downloads them again when it needs them.
    Clean {
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Clean Go's build cache or module cache with `go clean`
    ///
    /// Asks first, because this cannot be undone: the next build compiles every package again, and Go downloads modules
    /// again when it needs them. Refused while a go command runs, and for a folder that is not only a cache of this
    /// account.
    CleanGo {
        /// The caches to clean
        #[arg(value_name = "CACHE", required = true)]
        caches: Vec<CacheName>,
        /// Wait until no go command runs
        #[arg(long)]
        wait: bool,
        /// Clean even while go commands are running; running builds may fail
        #[arg(long, conflicts_with = "wait")]
        even_if_running: bool,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Forget the cached answers of servers, if a false one was accepted
    ///
    /// Deletes the cached release lists, the cached vulnerability database, and the cached answers of the Go checksum
    /// database. The last signed state of the checksum database is kept, so that it still cannot be rolled back.
    Reset,
}

/// One of Go's caches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CacheName {
    /// Compiled packages and test results (GOCACHE)
    Build,
    /// Downloaded modules (GOMODCACHE)
    Modules,
}

impl Run for Cache {
    fn only_reads(&self) -> bool {
        self.action.is_none()
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine_without_sources()?, start.cancel(), start.output);
        match &self.action {
            Some(CacheAction::Clean { change }) => return clean(engine, *change, cancel, output),
            Some(CacheAction::Reset) => output.answer(&engine.reset_cache()?, describe_forgotten),
            Some(CacheAction::CleanGo { caches, wait, even_if_running, change }) => {
                let running = RunningOptions { wait: *wait, even_if_running: *even_if_running };
                return clean_go(engine, caches, (running, *change), cancel, output);
            }
            None => {
                let counter = Counter::new(output);
                let report = engine.caches(cancel, &|cache, so_far| counter.tell(cache, so_far))?;
                drop(counter);
                output.answer(&report, describe_caches);
                output.warnings(&report.warnings);
            }
        }
        Ok(0)
    }
}

/// Deletes downloads, and the user's own Go versions that were moved aside, if the user agrees.
fn clean(engine: &Engine, flags: ChangeOptions, cancel: &Cancel, output: &Output) -> CommandResult {
    let to_clean = engine.to_clean(cancel)?;
    if flags.dry_run {
        output.answer(&to_clean, describe_to_clean);
        return Ok(0);
    }
    if !flags.yes && !to_clean.set_aside.is_empty() {
        if !output.is_json() {
            output.remark(&describe_to_clean(&to_clean));
        }
        agree("Delete now?", output)?;
    }
    output.answer(&engine.clean_cache()?, describe);
    Ok(0)
}

/// Asks, and fails unless the answer is yes.
fn agree(question: &str, output: &Output) -> Result<(), Problem> {
    match if output.is_json() { None } else { ask(question) } {
        Some(true) => Ok(()),
        Some(false) => Err(Problem::new(Code::Cancelled, "cancelled")),
        None => Err(unconfirmed()),
    }
}

/// Cleans Go's own caches, after the user has seen the plan and agreed to it.
fn clean_go(
    engine: &Engine,
    caches: &[CacheName],
    (running, flags): (RunningOptions, ChangeOptions),
    cancel: &Cancel,
    output: &Output,
) -> CommandResult {
    let caches = caches.iter().map(|name| match name {
        CacheName::Build => GoCache::Build,
        CacheName::Modules => GoCache::Modules,
    });
    let request = ChangeRequest::CleanCaches { caches: caches.collect() };
    if flags.dry_run || !flags.yes {
        let planned = engine.plan(&request, cancel)?;
        if flags.dry_run {
            change::show_plan(engine, &planned.plan, &planned.warnings, output);
            return Ok(0);
        }
        if !planned.plan.is_empty() {
            if !output.is_json() {
                output.remark(&outcome::describe_plan(&planned.plan.titles(engine.home())));
                output.warnings(&planned.warnings);
            }
            agree("Clean now?", output)?;
        }
    }
    let progress = ProgressPrinter::new(output);
    let confirmed = Confirmed { while_running: running.choice().unwrap_or_default(), ..Confirmed::default() };
    let changed = engine.change_confirmed(&request, confirmed, cancel, &|event| progress.event(&event))?;
    output.answer(&changed, outcome::describe);
    output.warnings(&changed.warnings);
    Ok(0)
}

fn unconfirmed() -> Problem {
    Problem::new(Code::Usage, "cannot ask for confirmation here (not a terminal)")
        .with_next("Run the command with --dry-run to see what it deletes, then with --yes.")
}

/// The size that has been counted so far, on a line that appears only if the count takes a while.
struct Counter {
    shown: OnceLock<ProgressBar>,
    begun: Instant,
    is_wanted: bool,
}

impl Counter {
    fn new(output: &Output) -> Self {
        let is_wanted = output.progress == ProgressStyle::Auto && !output.quiet && output::is_terminal();
        Self { shown: OnceLock::new(), begun: Instant::now(), is_wanted }
    }

    fn tell(&self, cache: GoCache, so_far: CacheSize) {
        if self.is_wanted && self.begun.elapsed() > QUICK {
            let line = self.shown.get_or_init(ProgressBar::new_spinner);
            line.set_message(format!("Measuring the {}: {}, {}", cache.name(), size(so_far.bytes), files(so_far)));
            line.tick();
        }
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        if let Some(line) = self.shown.get() {
            line.finish_and_clear();
        }
    }
}

fn files(size: CacheSize) -> String {
    if size.files == 1 { "1 file".to_owned() } else { format!("{} files", size.files) }
}

fn describe_caches(report: &CachesReport) -> String {
    let mut parts: Vec<String> = report.caches.iter().map(describe_cache).collect();
    let DownloadsReport { folder, size } = &report.downloads;
    let downloads = in_words(*size);
    parts.push(format!("{}  {downloads}\n  {}", bold("Upgo's downloads"), dim(one_line(folder.display()))));
    let cleaned = |cache: &&CacheReport| cache.obstacle.is_none() && cache.size.is_some_and(|size| size.files > 0);
    parts.extend(aside_in_words(&report.set_aside));
    let names: Vec<&str> = report.caches.iter().filter(cleaned).map(|cache| cache.cache.word()).collect();
    if !names.is_empty() {
        parts.push(format!("To clean Go's caches: {}", bold(format!("upgo cache clean-go {}", names.join(" ")))));
    }
    parts.join("\n")
}

fn describe_to_clean(to_clean: &ToClean) -> String {
    let DownloadsReport { folder, size } = &to_clean.downloads;
    let downloads = format!("Upgo's downloads: {}\n  {}", in_words(*size), dim(one_line(folder.display())));
    let aside = aside_in_words(&to_clean.set_aside).map(|aside| format!("{aside}\n  This cannot be undone."));
    let parts: Vec<String> = [Some(bold("Would delete")), Some(downloads), aside].into_iter().flatten().collect();
    parts.join("\n")
}

/// Each old Go that was moved aside, and the change that can be undone as long as it is there.
fn aside_in_words(aside: &[SetAsideReport]) -> Option<String> {
    let line = |aside: &SetAsideReport| {
        let bytes = aside.size_bytes.map_or_else(|| "size unknown".to_owned(), size);
        format!("  {} {}", dim(one_line(aside.folder.display())), dim(format!("({bytes}, by change {})", aside.change)))
    };
    let lines: Vec<String> = aside.iter().map(line).collect();
    (!lines.is_empty()).then(|| format!("{}\n{}", bold("Moved aside by `adopt --remove-old`"), lines.join("\n")))
}

fn describe_cache(cache: &CacheReport) -> String {
    let title = match cache.cache {
        GoCache::Build => "Build cache",
        GoCache::Modules => "Module cache",
    };
    let state = match (cache.state, cache.size) {
        (CacheState::Present, Some(size)) => in_words(size),
        (CacheState::Present, None) => "size unknown".to_owned(),
        (CacheState::Missing, _) => "empty".to_owned(),
        (CacheState::Off, _) => "off".to_owned(),
        (CacheState::Unusable, _) => "not usable".to_owned(),
    };
    let mut lines = vec![format!("{}  {state}", bold(title))];
    lines.extend(cache.folder.as_ref().map(|folder| format!("  {}", dim(one_line(folder.display())))));
    let obstacle = cache.obstacle.as_ref().filter(|_| cache.state != CacheState::Off);
    lines.extend(obstacle.map(|why| format!("  Upgo does not clean it: {}.", one_line(why))));
    lines.join("\n")
}

/// `3.2 GB in 41200 files`; what could not be counted is not in it.
fn in_words(counted: CacheSize) -> String {
    let at_least = if counted.complete { "" } else { "at least " };
    format!("{at_least}{} in {}", size(counted.bytes), files(counted))
}

fn describe(cleaned: &Cleaned) -> String {
    let freed = format!("Freed {}.", size(cleaned.freed_bytes));
    let ids: Vec<String> = cleaned.no_longer_undoable.iter().map(u64::to_string).collect();
    match ids.as_slice() {
        [] => freed,
        [id] => {
            format!("{freed}\nChange {id} can no longer be undone: the Go version that it had moved aside was deleted.")
        }
        ids => format!(
            "{freed}\nChanges {} can no longer be undone: the Go versions that they had moved aside were deleted.",
            ids.join(", ")
        ),
    }
}

fn describe_forgotten(forgotten: &Forgotten) -> String {
    let Forgotten { release_lists, vulnerability_databases, checksum_databases, upgo_releases } = forgotten;
    let parts = [
        (release_lists, "release list", "release lists"),
        (vulnerability_databases, "vulnerability database", "vulnerability databases"),
        (checksum_databases, "checksum database", "checksum databases"),
        (upgo_releases, "description of Upgo's newest release", "descriptions of Upgo's newest release"),
    ];
    let named = parts.into_iter().filter(|(count, ..)| **count > 0);
    let named = named.map(|(count, one, several)| format!("{count} {}", if *count == 1 { one } else { several }));
    match named.collect::<Vec<_>>().as_slice() {
        [] => "There was nothing to forget.".to_owned(),
        all => format!("Forgot the cached answers: {}. Run `upgo check` to ask again.", all.join(", ")),
    }
}
