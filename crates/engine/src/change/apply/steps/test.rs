//! Tests a new toolchain before anything depends on it.
use std::io;
use std::path::Path;
use std::time::Duration;

use super::super::ApplyError;
use super::super::context::Context;
use crate::display::joined_lines;
use crate::effect::{self, Ended};
use crate::inventory::probe;
use crate::platform::{self, EXECUTABLE};
use crate::report::{Cancelled, Code, Problem};
use crate::version::Version;
use crate::words::{Sentence, Statement};

/// The first start of a fresh program may wait for a virus scanner.
const START: Duration = Duration::from_mins(2);
/// A cold build of the runtime on a slow machine.
const BUILD: Duration = Duration::from_mins(10);

/// `println` needs only the runtime, which keeps the cold build short.
const PROGRAM: &[u8] = b"package main\n\nfunc main() { println(\"upgo: it works\") }\n";

/// Starts the toolchain by the name that a terminal would use, then compiles and runs a small program with it.
/// No user data is read or written: cache, home and working folder are in staging.
///
/// If a guard of the machine refuses to start the small program, that is a warning: it has no publisher and no
/// reputation, as any program that Go builds, and Go itself has done its work.
pub(super) fn test(context: &mut Context<'_>, version: &Version) -> Result<(), ApplyError> {
    let home = context.site.home();
    let own = home.staging().join(format!("{}-test", context.id));
    effect::create_dir_all(&own)?;
    let go = home.bin().join(format!("{version}{EXECUTABLE}"));
    let test = Test { context, version, own: &own };
    let said = test.run(&go, &["version"], START)?;
    let expected = format!("go version {version} ");
    if !said.output.starts_with(&expected) && said.output.trim_end() != expected.trim_end() {
        return Err(test.failed(format!("`go version` printed \"{}\"", joined_lines(&said.output))));
    }
    effect::write_plain(&own.join("hello.go"), PROGRAM)?;
    let program = format!("hello{EXECUTABLE}"); // without its folder, whose name need not be Unicode
    test.run(&go, &["build", "-o", &program, "hello.go"], BUILD)?;
    let program = own.join(program);
    let refusal = match test.start(&program, &[], START)? {
        Err(error) if platform::is_start_refused(&error) => Some(refused(version, &error)),
        result => {
            let said = test.judge(result, &program, &[])?;
            if !said.errors.contains("upgo: it works") {
                return Err(test.failed(format!("the small program printed \"{}\"", joined_lines(&said.errors))));
            }
            None
        }
    };
    effect::remove_work_folder(&own);
    context.warnings.extend(refusal);
    Ok(())
}

/// The warning that this machine does not start what Go builds.
fn refused(version: &Version, error: &io::Error) -> Problem {
    let reason = Statement::quoted(error.to_string());
    let what = Sentence::BuiltProgramBlocked.with("version", version.as_str()).with("reason", reason);
    Problem::stated(Code::ProgramBlocked, what)
}

struct Test<'a> {
    context: &'a Context<'a>,
    version: &'a Version,
    own: &'a Path,
}

impl Test<'_> {
    fn run(&self, program: &Path, arguments: &[&str], patience: Duration) -> Result<Ended, ApplyError> {
        self.judge(self.start(program, arguments, patience)?, program, arguments)
    }

    fn start(&self, program: &Path, arguments: &[&str], patience: Duration) -> Result<io::Result<Ended>, ApplyError> {
        let site = self.context.site;
        let lookup = |name: &str| site.variable(name);
        let mut command = probe::command(site.startable(program)?, self.own, &lookup)?;
        command.args(arguments).envs(site.test_build_cache().map(|cache| ("GOCACHE", cache)));
        Ok(effect::run(&mut command, patience, self.context.cancel))
    }

    fn judge(&self, result: io::Result<Ended>, program: &Path, arguments: &[&str]) -> Result<Ended, ApplyError> {
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
        ApplyError::Smoke { version: self.version.clone(), reason }
    }
}
