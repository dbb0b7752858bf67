//! A Go version for a command that runs with it, and the one that the project here asks for.
use std::path::{Path, PathBuf};

use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{AskedGo, Confirmed, ReadyGo, WantedGo};
use upgo_engine::released::catalog::ReleaseRequest;

use super::releases::not_a_version;
use super::start::{Start, settings_warnings};
use crate::options::Proof;
use crate::output::{Output, dim, error_line};
use crate::progress::ProgressPrinter;
use crate::waiting;

/// Installs the toolchain if it is missing. Standard output belongs to what runs afterwards, so all words are on standard
/// error.
pub(crate) fn ready_go(version: &str, proof: Proof, start: &Start<'_>) -> Result<ReadyGo, Problem> {
    let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
    let wanted = version
        .parse::<WantedGo>()
        .map_err(|error| Problem::new(Code::Usage, not_a_version(&error)).with_next(Sentence::NameVersionOrProject))?;
    let folder = this_folder()?;
    let progress = ProgressPrinter::new(output);
    let confirmed = Confirmed { without_proof: proof.without_proof, ..Confirmed::default() };
    let ready = engine.ready_go(&wanted, &folder, confirmed, cancel, &|event| progress.event(&event))?;
    waiting::clear(); // the terminal belongs to what runs now
    output.warnings(&ready.warnings);
    output.warnings(&settings_warnings(engine, true));
    if let Some(file) = &ready.asked_by {
        say_who_asks(file, ready.version.as_str(), output);
    }
    Ok(ready)
}

fn this_folder() -> Result<PathBuf, Problem> {
    std::env::current_dir().map_err(|error| {
        Problem::new(Code::Usage, say!(CurrentFolderUnusable { error: error.to_string() }))
            .with_next(Sentence::UseExistingFolder)
    })
}

/// The release that the project in this folder asks for, which is an error if none is asked for. Says which file does.
pub(crate) fn of_project(start: &Start<'_>) -> Result<ReleaseRequest, Problem> {
    let AskedGo { request, file } = start.engine()?.asked_in(&this_folder()?)?;
    say_who_asks(&file, &request.to_string(), start.output);
    Ok(request)
}

/// The release that the project in this folder asks for, or else the newest one. Says which of the two.
pub(crate) fn of_project_or_newest(start: &Start<'_>) -> Result<ReleaseRequest, Problem> {
    // a folder that no longer exists belongs to no project
    let Ok(folder) = this_folder() else { return Ok(ReleaseRequest::Latest) };
    match start.engine()?.project_asks(&folder)? {
        Some(AskedGo { request, file }) => {
            say_who_asks(&file, &request.to_string(), start.output);
            Ok(request)
        }
        None => Ok(ReleaseRequest::Latest),
    }
}

fn say_who_asks(file: &Path, version: &str, output: &Output) {
    if !output.quiet && !output.is_json() {
        error_line(&dim(say!(FileAsksFor { file: one_line(file.display()), version })));
    }
}
