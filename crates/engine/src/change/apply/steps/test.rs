//! Tests a new toolchain before anything depends on it.
use std::io;
use std::path::Path;
use std::time::Duration;

use super::super::ApplyError;
use crate::display::joined_lines;
use crate::effect::{self, Ended};
use crate::inventory::probe;
use crate::platform::EXECUTABLE;
use crate::report::{Cancel, Cancelled};
use crate::site::Site;
use crate::version::Version;

/// The first start of a fresh program may wait for a virus scanner.
const START: Duration = Duration::from_mins(2);
/// A cold build of the runtime on a slow machine.
const BUILD: Duration = Duration::from_mins(10);

/// `println` needs only the runtime, which keeps the cold build short.
const PROGRAM: &[u8] = b"package main\n\nfunc main() { println(\"upgo: it works\") }\n";

/// Starts the toolchain by the name that a terminal would use, then compiles and runs a small program with it.
/// No user data is read or written: cache, home and working folder are in staging.
pub(super) fn test(site: &Site, id: u64, version: &Version, cancel: &Cancel) -> Result<(), ApplyError> {
    let own = site.home().staging().join(format!("{id}-test"));
    effect::create_dir_all(&own)?;
    let go = site.home().bin().join(format!("{version}{EXECUTABLE}"));
    let test = Test { site, version, own: &own, cancel };
    let said = test.run(&go, &["version"], START)?;
    let expected = format!("go version {version} ");
    if !said.output.starts_with(&expected) && said.output.trim_end() != expected.trim_end() {
        return Err(test.failed(format!("`go version` printed \"{}\"", joined_lines(&said.output))));
    }
    effect::write_plain(&own.join("hello.go"), PROGRAM)?;
    let program = format!("hello{EXECUTABLE}"); // without its folder, whose name need not be Unicode
    test.run(&go, &["build", "-o", &program, "hello.go"], BUILD)?;
    let said = test.run(&own.join(program), &[], START)?;
    if !said.errors.contains("upgo: it works") {
        return Err(test.failed(format!("the small program printed \"{}\"", joined_lines(&said.errors))));
    }
    effect::remove_work_folder(&own);
    Ok(())
}

struct Test<'a> {
    site: &'a Site,
    version: &'a Version,
    own: &'a Path,
    cancel: &'a Cancel,
}

impl Test<'_> {
    fn run(&self, program: &Path, arguments: &[&str], patience: Duration) -> Result<Ended, ApplyError> {
        let lookup = |name: &str| self.site.variable(name);
        let mut command = probe::command(self.site.startable(program)?, self.own, &lookup)?;
        command.args(arguments).envs(self.site.test_build_cache().map(|cache| ("GOCACHE", cache)));
        let what = || {
            let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
            [&[name.as_str()], arguments].concat().join(" ")
        };
        match effect::run(&mut command, patience, self.cancel) {
            Ok(ended) if ended.success => Ok(ended),
            Ok(ended) => Err(self.failed(format!("`{}` failed: {}", what(), joined_lines(&ended.errors)))),
            Err(_) if self.cancel.is_cancelled() => Err(Cancelled.into()),
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
