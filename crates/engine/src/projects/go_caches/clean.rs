use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::{FORGOTTEN, GoCache};
use crate::base::report::{Cancel, stated};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect;
use crate::projects::rebuild::{GoOutput, UsableGo};

/// Enough for millions of files on a slow disk with a virus scanner.
const PATIENCE: Duration = Duration::from_hours(1);

#[derive(Debug)]
pub(crate) struct CleanTask<'a> {
    pub cache: GoCache,
    pub folder: &'a Path,
    pub go: UsableGo<'a>,
    pub variables: &'a BTreeMap<OsString, OsString>,
    /// An empty folder for Go's own work.
    pub work: &'a Path,
}

/// A cache was not cleaned, or only in part.
#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub(crate) struct CleanError {
    cache: GoCache,
    reason: Statement,
    #[source]
    said: Option<GoOutput>,
}

explain! {
    impl CleanError { cache, reason } = CacheClean, CachePartlyCleaned { cache: cache.says(), why: reason };
}

impl CleanError {
    /// The error of a part that Upgo itself deletes.
    pub(super) fn of(cache: GoCache, reason: Statement) -> Self {
        Self { cache, reason, said: None }
    }
}

/// It cannot be cancelled; if its process is killed, what is left is a smaller, but valid cache.
pub(crate) fn clean(task: &CleanTask<'_>) -> Result<(), CleanError> {
    let failed = |reason: Statement, said| CleanError { cache: task.cache, reason, said };
    if task.cache == GoCache::Modules {
        task.forget_downloads().map_err(|error| failed(Statement::quoted(error.to_string()), None))?;
    }
    effect::create_dir_all(task.work).map_err(|error| failed(Statement::quoted(error.to_string()), None))?;
    match effect::run(&mut task.command(), PATIENCE, &Cancel::default()) {
        Ok(ended) if ended.success => Ok(()),
        Ok(ended) => {
            let command = format!("go clean {}", task.cache.flag());
            Err(failed(say!(CommandFailed { command }), GoOutput::of(&ended.errors)))
        }
        Err(error) if error.kind() == io::ErrorKind::TimedOut => Err(failed(Sentence::LongerThanHour.into(), None)),
        Err(error) => Err(failed(say!(GoNotStarted { error: &error }), None)),
    }
}

impl CleanTask<'_> {
    /// Renames the downloads before anything is deleted: without them, Go unpacks a module again. So a kill in the
    /// middle leaves no half-deleted module that a build uses.
    /// Source: `DownloadDir` in `cmd/go/internal/modfetch`, which requires the file `.ziphash`.
    fn forget_downloads(&self) -> io::Result<()> {
        let cache = self.folder.join("cache");
        let (downloads, forgotten) = (cache.join("download"), cache.join(FORGOTTEN));
        if !downloads.exists() || forgotten.exists() {
            return Ok(());
        }
        effect::rename(&downloads, &forgotten)
    }

    /// The folder is passed explicitly, so that Go cleans exactly the one that the plan has shown.
    fn command(&self) -> Command {
        let mut command = self.go.command(self.variables.clone());
        command.arg("clean").arg(self.cache.flag()).current_dir(self.work);
        command.env(self.cache.variable(), self.folder).env("GOTMPDIR", self.work);
        // No other setting matters here, but an invalid one would make Go fail.
        command.env("GOENV", "off").env("GOFLAGS", "").env("GOWORK", "off");
        command
    }
}
