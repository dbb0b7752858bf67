//! A Go version for a command that runs with it.
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::cases::{Confirmed, ReadyGo, WantedGo};

use super::start::{Start, settings_warnings};
use crate::arguments::Proof;
use crate::output::{dim, error_line};
use crate::progress::ProgressPrinter;
use crate::waiting;

/// Installs the toolchain if it is missing. Standard output belongs to what runs afterwards, so all words are on standard
/// error.
pub(crate) fn ready_go(version: &str, proof: Proof, start: &Start<'_>) -> Result<ReadyGo, Problem> {
    let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
    let wanted = version.parse::<WantedGo>().map_err(|error| {
        let next = "Name a version, such as 1.27.3, 1.27 or latest, or `project` for the one of the project here.";
        Problem::new(Code::Usage, format!("{error}")).with_next(next)
    })?;
    let folder = std::env::current_dir().map_err(|error| {
        Problem::new(Code::Usage, format!("the current folder cannot be used: {error}"))
            .with_next("Change to an existing folder.")
    })?;
    let progress = ProgressPrinter::new(output);
    let confirmed = Confirmed { without_proof: proof.without_proof, ..Confirmed::default() };
    let ready = engine.ready_go(&wanted, &folder, confirmed, cancel, &|event| progress.event(&event))?;
    waiting::clear(); // the terminal belongs to what runs now
    output.warnings(&ready.warnings);
    output.warnings(&settings_warnings(engine, true));
    if let (Some(file), false, false) = (&ready.asked_by, output.quiet, output.is_json()) {
        error_line(&dim(format!("{} asks for {}", one_line(file.display()), ready.version)));
    }
    Ok(ready)
}
