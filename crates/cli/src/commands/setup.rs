use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use upgo_engine::answers::SetupExported;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Sentence;
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::change::setup_file::SetupFile;

use super::shared::{CommandResult, NewChange, Run, Start, agree, agree_to};
use crate::options::{ChangeOptions, Proof, to_file};

/// Set up another machine like this one
#[derive(Args, Debug)]
pub(crate) struct Setup {
    #[command(subcommand)]
    action: SetupAction,
}

#[derive(Debug, Subcommand)]
enum SetupAction {
    /// Write the versions, tools, Go variables and settings of this machine to a file
    ///
    /// Whatever is specific to this machine is left out and listed: paths, logins, tools that were not built from a
    /// published version, values of environment variables, and what a policy manages.
    Export {
        /// The file; by default, or with -, standard output
        file: Option<PathBuf>,
        /// Overwrite an existing file without asking
        #[arg(long, short)]
        yes: bool,
    },
    /// Set up this machine from a file, in one change
    ///
    /// Shows the plan and asks. Nothing is removed: versions, tools, variables and settings that the file does not name
    /// stay. Items that this machine cannot have are listed; the rest is applied. Downloads use the settings from
    /// before the change. `rollback` undoes all of it.
    Apply {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        proof: Proof,
        #[command(flatten)]
        change: ChangeOptions,
    },
}

impl Run for Setup {
    const ONLY_READS: fn(&Self) -> bool = |setup| matches!(setup.action, SetupAction::Export { .. });

    fn run(&self, start: &Start<'_>) -> CommandResult {
        match &self.action {
            SetupAction::Export { file, yes } => export(to_file(file.as_deref()), *yes, start),
            SetupAction::Apply { file, proof, change } => apply(file, *proof, *change, start),
        }
    }
}

fn export(file: Option<&Path>, yes: bool, start: &Start<'_>) -> CommandResult {
    let (engine, output) = (start.engine_without_sources()?, start.output);
    let (setup, warnings) = engine.setup_file()?;
    let answer = SetupExported { path: file.map(Path::to_owned), text: setup.text(), warnings };
    match file {
        None => output.verbatim(&answer, |answer| answer.text.trim_end().to_owned()),
        Some(file) => {
            if file.symlink_metadata().is_ok() && !yes {
                let shown = one_line(file.display());
                let exists = Problem::new(Code::Usage, say!(AlreadyExists { path: shown.as_str() }));
                agree(say!(SetupOverwrite { file: shown }), exists.with_next(Sentence::SetupOverwriteWith), output)?;
            }
            engine.write_setup(&setup, file)?;
            let shown = one_line(file.display());
            output.answer(&answer, |_| say!(SetupExported { file: shown }).to_string());
        }
    }
    output.warnings(&answer.warnings);
    Ok(0)
}

fn apply(file: &Path, proof: Proof, options: ChangeOptions, start: &Start<'_>) -> CommandResult {
    let setup = SetupFile::read(file)?;
    let (engine, cancel, output) = (start.engine()?, start.cancel(), start.output);
    let request = ChangeRequest::SetUp { file: file.to_owned(), setup };
    let change = NewChange { proof: Some(proof), ..NewChange::new(request, options) };
    if !options.dry_run && !options.yes {
        let planned = engine.plan(&change.request, cancel)?;
        agree_to(&planned, Sentence::SetupApplyNow, Sentence::SetupFirstLook, start)?;
    }
    change.make(engine, cancel, output)
}
