//! `cache`, `cache clean`, `cache clean-go` and `cache reset`.
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};
use indicatif::ProgressBar;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, size};
use upgo_engine::base::words::{Sentence, Statement};
use upgo_engine::cases::{
    CacheReport, CacheState, CachesReport, Cleaned, Confirmed, DownloadsReport, Engine, Forgotten, SetAsideReport,
    ToClean,
};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::projects::go_caches::{CacheSize, GoCache};

use super::shared::{CommandResult, NewChange, Run, Start, agree, agree_to, cannot_confirm, outcome};
use crate::options::{ChangeOptions, RunningOptions, values};
use crate::output::{Output, bold, dim, with_note};
use crate::progress::{LateBar, ProgressPrinter};
use crate::words;

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
    /// Asks first if there is such a Go, because it cannot be restored. Downloads are deleted without asking: Upgo
    /// downloads them again when it needs them.
    Clean(ChangeOptions),
    /// Clean Go's build cache or module cache with `go clean`
    ///
    /// Asks first, because this cannot be undone: the next build compiles every package again, and Go downloads modules
    /// again when it needs them. Refused while a go command runs, or if the folder holds anything besides your own
    /// cache.
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
    /// Move Go's build cache and temporary files to another folder, such as one on a Dev Drive
    ///
    /// Sets GOCACHE and GOTMPDIR in the `go env -w` file to `go-build` and `go-tmp` in that folder. The old cache stays
    /// where it is, and the next build compiles every package again. `upgo doctor --measure` shows which folder is
    /// faster.
    Move {
        /// The folder
        #[arg(value_hint = ValueHint::DirPath)]
        folder: PathBuf,
        #[command(flatten)]
        change: ChangeOptions,
    },
    /// Forget the cached answers of servers, if a false one was accepted
    ///
    /// Deletes the cached release lists, the cached vulnerability database, and the cached answers of the Go checksum
    /// database. The last signed state of the checksum database is kept, so that it still cannot be rolled back.
    Reset,
}

values! {
    /// One of Go's caches.
    enum CacheName = GoCache {
        /// Compiled packages and test results (GOCACHE)
        Build,
        /// Downloaded modules (GOMODCACHE)
        Modules,
    }
}

impl Run for Cache {
    const ONLY_READS: fn(&Self) -> bool = |cache| cache.action.is_none();

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let (engine, cancel, output) = (start.engine_without_sources()?, start.cancel(), start.output);
        match &self.action {
            Some(CacheAction::Clean(change)) => return clean(engine, *change, cancel, output),
            Some(CacheAction::Move { folder, change }) => {
                let request = ChangeRequest::MoveGoCaches { to: folder.clone() };
                return NewChange::new(request, *change).make(engine, start.cancel_of_quick_command(), output);
            }
            Some(CacheAction::Reset) => output.answer(&engine.reset_cache()?, describe_forgotten),
            Some(CacheAction::CleanGo { caches, wait, even_if_running, change }) => {
                let running = RunningOptions { wait: *wait, even_if_running: *even_if_running };
                return clean_go(caches, running, *change, start);
            }
            None => {
                let late = LateBar::new(output);
                let count = |cache: GoCache, so_far: CacheSize| {
                    late.tell(ProgressBar::new_spinner, |line| {
                        let files = say!(CountFiles { count: so_far.files });
                        let counted = say!(MeasuringCache { cache: cache.says(), size: size(so_far.bytes), files });
                        line.set_message(counted.to_string());
                        line.tick();
                    });
                };
                let report = engine.caches(cancel, &count)?;
                drop(late);
                return Ok(output.report(&report, &report.warnings, describe_caches));
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
        output.remark(&describe_to_clean(&to_clean));
        agree(Sentence::DeleteNow, cannot_confirm(Sentence::SeeDeletions), output)?;
    }
    output.answer(&engine.clean_cache()?, describe);
    Ok(0)
}

fn clean_go(caches: &[CacheName], running: RunningOptions, flags: ChangeOptions, start: &Start<'_>) -> CommandResult {
    let (engine, cancel, output) = (start.engine_without_sources()?, start.cancel(), start.output);
    let request = ChangeRequest::CleanCaches { caches: caches.iter().copied().map(GoCache::from).collect() };
    if flags.dry_run {
        return NewChange::new(request, flags).make(engine, cancel, output);
    }
    if !flags.yes {
        agree_to(&engine.plan(&request, cancel)?, Sentence::CleanNow, Sentence::SeeDeletions, start)?;
    }
    let progress = ProgressPrinter::new(output);
    let confirmed = Confirmed { while_running: running.choice().unwrap_or_default(), ..Confirmed::default() };
    let changed = engine.change_confirmed(&request, confirmed, cancel, &|event| progress.event(&event))?;
    Ok(output.report(&changed, &changed.warnings, outcome::describe))
}

fn describe_caches(report: &CachesReport) -> String {
    let mut parts: Vec<String> = report.caches.iter().map(describe_cache).collect();
    let DownloadsReport { folder, size } = &report.downloads;
    let downloads = in_words(*size);
    parts.push(format!("{}  {downloads}\n  {}", bold(Sentence::UpgoDownloads), dim(one_line(folder.display()))));
    let cleaned = |cache: &&CacheReport| cache.obstacle.is_none() && cache.size.is_some_and(|size| size.files > 0);
    parts.extend(aside_in_words(&report.set_aside));
    let names: Vec<&str> = report.caches.iter().filter(cleaned).map(|cache| cache.cache.word()).collect();
    if !names.is_empty() {
        let command = bold(format!("upgo cache clean-go {}", names.join(" ")));
        parts.push(say!(ToCleanCaches { command }).to_string());
    }
    parts.join("\n")
}

fn describe_to_clean(to_clean: &ToClean) -> String {
    let DownloadsReport { folder, size } = &to_clean.downloads;
    let downloads = words::labelled(Sentence::UpgoDownloads, in_words(*size));
    let downloads = format!("{downloads}\n  {}", dim(one_line(folder.display())));
    let aside = aside_in_words(&to_clean.set_aside).map(|aside| format!("{aside}\n  {}", Sentence::CannotBeUndone));
    let head = bold(Sentence::WouldDelete);
    let parts: Vec<String> = [Some(head), Some(downloads), aside].into_iter().flatten().collect();
    parts.join("\n")
}

/// Each old Go that was moved aside, and the change that can be undone as long as it is there.
fn aside_in_words(aside: &[SetAsideReport]) -> Option<String> {
    let line = |aside: &SetAsideReport| {
        let bytes = aside.size_bytes.map_or_else(|| Sentence::SizeUnknown.to_string(), size);
        let moved = say!(MovedByChange { size: bytes, id: aside.change });
        format!("  {}", with_note(dim(one_line(aside.folder.display())), moved))
    };
    let lines: Vec<String> = aside.iter().map(line).collect();
    (!lines.is_empty()).then(|| format!("{}\n{}", bold(Sentence::MovedAside), lines.join("\n")))
}

fn describe_cache(cache: &CacheReport) -> String {
    let title = say!(AtStart { text: cache.cache.says() });
    let state = match (cache.state, cache.size) {
        (CacheState::Present, Some(size)) => in_words(size),
        (CacheState::Present, None) => Sentence::SizeUnknown.into(),
        (CacheState::Missing, _) => Sentence::CacheEmpty.into(),
        (CacheState::Off, _) => Sentence::CacheIsOff.into(),
        (CacheState::Unusable, _) => Sentence::CacheNotUsable.into(),
    };
    let mut lines = vec![format!("{}  {state}", bold(title))];
    lines.extend(cache.folder.as_ref().map(|folder| format!("  {}", dim(one_line(folder.display())))));
    let obstacle = cache.obstacle.as_ref().filter(|_| cache.state != CacheState::Off);
    lines.extend(obstacle.map(|why| format!("  {}", say!(DoesNotClean { why: one_line(why) }))));
    lines.join("\n")
}

/// `3.2 GB in 41200 files`; what could not be counted is not in it.
fn in_words(counted: CacheSize) -> Statement {
    if counted.complete && counted.files == 0 {
        return Sentence::CacheEmpty.into();
    }
    if counted.complete {
        say!(SizeInFiles { size: size(counted.bytes), count: counted.files })
    } else {
        say!(SizeAtLeast { size: size(counted.bytes), count: counted.files })
    }
}

fn describe(cleaned: &Cleaned) -> String {
    let freed = say!(Freed { size: size(cleaned.freed_bytes) });
    let ids = &cleaned.no_longer_undoable;
    if ids.is_empty() {
        return freed.to_string();
    }
    let lost = say!(NoLongerUndoable { count: ids.len(), ids: words::names(ids) });
    format!("{freed}\n{lost}")
}

fn describe_forgotten(forgotten: &Forgotten) -> String {
    let Forgotten { release_lists, vulnerability_databases, checksum_databases, upgo_releases } = forgotten;
    let parts = [
        (release_lists, say!(ForgotLists { count: release_lists })),
        (vulnerability_databases, say!(ForgotVulnerabilities { count: vulnerability_databases })),
        (checksum_databases, say!(ForgotChecksums { count: checksum_databases })),
        (upgo_releases, say!(ForgotUpgo { count: upgo_releases })),
    ];
    let named: Vec<Statement> = parts.into_iter().filter(|(count, _)| **count > 0).map(|(_, says)| says).collect();
    if named.is_empty() {
        return Sentence::NothingToForget.to_string();
    }
    say!(ForgotAnswers { answers: words::names(named) }).to_string()
}
