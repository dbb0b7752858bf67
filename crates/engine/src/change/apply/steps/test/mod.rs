//! Tests a new toolchain before anything depends on it.
mod small;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::super::context::Context;
use super::super::{ApplyError, Result};
use crate::base::display::joined_lines;
use crate::base::report::{Cancelled, Code, Problem};
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::change::plan::Step;
use crate::machine::effect::{self, Ended};
use crate::machine::platform::{self, EXECUTABLE};
use crate::which_go::inventory::probe;

/// The first start of a fresh program may wait for a virus scanner.
const START: Duration = Duration::from_mins(2);
/// A cold build of the runtime on a slow machine.
const BUILD: Duration = Duration::from_mins(10);

/// `println` needs only the runtime, which keeps the cold build short.
const PROGRAM: &[u8] = b"package main\n\nfunc main() { println(\"upgo: it works\") }\n";

/// Starts the toolchain by its name in a terminal, compiles and runs a small program, and asks it about the user's
/// settings if the plan switches to it. Until then no user data is touched: cache, home and working folder are in
/// staging.
///
/// The digests have proven every file; what is left is whether this machine runs them. A program without Go's runtime
/// answers that in a fraction of a second. Only if it does not, one with the runtime is built, which takes many times
/// as long and decides (ADR 60). If a guard refuses to start the small program, that is only a warning: like any
/// program that Go builds, it has no publisher and no reputation, and Go itself has worked.
pub(super) fn test(context: &mut Context<'_>, version: &Version) -> Result<()> {
    let own = context.site.home().staging().join(format!("{}-test", context.id));
    effect::create_dir_all(&own)?;
    let test = Test { context, version, own: &own };
    let said = test.run(&test.go(), &["version"], START)?;
    let expected = format!("go version {version} ");
    if !said.output.starts_with(&expected) && said.output.trim_end() != expected.trim_end() {
        return Err(test.failed(format!("`go version` printed \"{}\"", joined_lines(&said.output))));
    }
    let folder = own.join("small");
    let refusal = if small::works(&Test { own: &folder, ..test })? { None } else { complete(&test)? };
    effect::remove_work_folder(&own);
    context.warnings.extend(refusal);
    if context.plan.switches().is_some_and(|(_, to)| to == Some(version)) {
        context.site.require_settings_for(version, context.plan)?;
    }
    Ok(())
}

/// Returns the warning if the machine refuses to start the program.
fn complete(test: &Test<'_>) -> Result<Option<Problem>> {
    effect::write_plain(&test.own.join("hello.go"), PROGRAM)?;
    let program = format!("hello{EXECUTABLE}"); // without its folder, whose name need not be Unicode
    test.run(&test.go(), &["build", "-o", &program, "hello.go"], BUILD)?;
    let program = test.own.join(program);
    match test.start(&program, &[], START)? {
        Err(error) if platform::is_start_refused(&error) => Ok(Some(refused(test.version, &error))),
        result => {
            let said = test.judge(result, &program, &[])?;
            if !said.errors.contains("upgo: it works") {
                return Err(test.failed(format!("the small program printed \"{}\"", joined_lines(&said.errors))));
            }
            Ok(None)
        }
    }
}

fn refused(version: &Version, error: &io::Error) -> Problem {
    let reason = Statement::quoted(error.to_string());
    let what = say!(BuiltProgramBlocked { version: version.as_str(), reason });
    Problem::new(Code::ProgramBlocked, what)
}

#[derive(Clone, Copy)]
struct Test<'a> {
    context: &'a Context<'a>,
    version: &'a Version,
    own: &'a Path,
}

impl Test<'_> {
    fn go(&self) -> PathBuf {
        self.context.site.home().bin().join(format!("{}{EXECUTABLE}", self.version))
    }

    fn run(&self, program: &Path, arguments: &[&str], patience: Duration) -> Result<Ended> {
        self.judge(self.start(program, arguments, patience)?, program, arguments)
    }

    fn start(&self, program: &Path, arguments: &[&str], patience: Duration) -> Result<io::Result<Ended>> {
        let site = self.context.site;
        let lookup = |name: &str| site.variable(name);
        let mut command = probe::command(site.startable(program)?, self.own, &lookup)?;
        command.args(arguments).envs(site.test_build_cache().map(|cache| ("GOCACHE", cache)));
        Ok(effect::run(&mut command, patience, self.context.cancel))
    }

    fn judge(&self, result: io::Result<Ended>, program: &Path, arguments: &[&str]) -> Result<Ended> {
        let what = || {
            let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
            [&[name.as_str()], arguments].concat().join(" ")
        };
        match result {
            Ok(ended) if ended.success => Ok(ended),
            Ok(ended) => Err(self.failed(format!("`{}` failed: {}", what(), joined_lines(&ended.errors)))),
            Err(_) if self.context.cancel.is_cancelled() => Err(Cancelled.into()),
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                Err(self.failed(format!("`{}` did not end in time", what())))
            }
            Err(error) => Err(self.failed(format!("`{}` could not be started: {error}", what()))),
        }
    }

    fn failed(&self, reason: String) -> ApplyError {
        let brings = |step: &Step| matches!(step, Step::Unpack { version } if version == self.version);
        let is_old = !self.context.plan.steps.iter().any(brings);
        ApplyError::Smoke { version: self.version.clone(), reason, is_old }
    }
}
