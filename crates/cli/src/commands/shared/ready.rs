//! A Go version for a command that runs with it.
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{Confirmed, ReadyGo, WantedGo};

use super::releases::not_a_version;
use super::start::{Start, settings_warnings};
use crate::arguments::Proof;
use crate::output::{dim, error_line};
use crate::progress::ProgressPrinter;
use crate::waiting;

/// Installs the toolchain if it is missing. Standard output belongs to what runs afterwards, so all words are on standard
/// error.
pub(crate) fn ready_go(version: &str, proof: Proof, start: &Start<'_>) -> Result<ReadyGo, Problem> {
    let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
    let wanted = version
        .parse::<WantedGo>()
        .map_err(|error| Problem::new(Code::Usage, not_a_version(&error)).with_next(Sentence::NameVersionOrProject))?;
    let folder = std::env::current_dir().map_err(|error| {
        Problem::new(Code::Usage, Sentence::CurrentFolderUnusable.with("error", error.to_string()))
            .with_next(Sentence::UseExistingFolder)
    })?;
    let progress = ProgressPrinter::new(output);
    let confirmed = Confirmed { without_proof: proof.without_proof, ..Confirmed::default() };
    let ready = engine.ready_go(&wanted, &folder, confirmed, cancel, &|event| progress.event(&event))?;
    waiting::clear(); // the terminal belongs to what runs now
    output.warnings(&ready.warnings);
    output.warnings(&settings_warnings(engine, true));
    if let (Some(file), false, false) = (&ready.asked_by, output.quiet, output.is_json()) {
        let asks = Sentence::FileAsksFor.with("file", one_line(file.display()));
        error_line(&dim(asks.with("version", ready.version.as_str())));
    }
    Ok(ready)
}
