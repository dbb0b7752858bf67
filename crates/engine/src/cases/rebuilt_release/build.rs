//! The build of a release, as the official releases are built.
//! Source: <https://go.dev/rebuild>, `cmd/distpack`, `golang.org/x/build/cmd/gorebuild`.
use std::collections::VecDeque;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::error::{LastLines, NotRebuilt};
use crate::base::report::{Cancel, Cancelled, Explain as _, Result, size};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::environment::Syntax;
use crate::machine::effect::{self, Stopped};
use crate::machine::platform::{self, Confinement, HeldFolder, THREADS, Whose};
use crate::projects::rebuild::UsableGo;
use crate::store::growing::Growing;
use crate::store::unpack::{self, Format, UnpackError};
use crate::store::{Manifest, StoreError};

/// With two processors a build takes a few minutes.
const PATIENCE: Duration = Duration::from_hours(1);
/// A few hundred megabytes for each processor.
const MEMORY: u64 = 16 << 30;
const PROCESSES: u32 = 512;
/// The argument that makes the archives of the release.
const DISTPACK: &str = "-distpack";
/// Leaves out the advice to add the new Go to PATH.
const NO_BANNER: &str = "-no-banner";
const LINES: usize = 20;
/// Where the programs that the script needs are. All of these folders belong to the system; the last one is that of
/// NixOS. The script does not use a Go in them, because it is given one.
const UNIX_PATH: &str = "/usr/bin:/bin:/run/current-system/sw/bin";

pub(super) struct SourceBuild<'a> {
    pub(super) go: UsableGo<'a>,
    pub(super) version: &'a Version,
    /// The target of the release, which is that of this machine.
    pub(super) target: &'a Target,
    /// The folder with the unpacked source, in which everything happens.
    pub(super) work: &'a Path,
}

/// The folder is created.
pub(super) fn tree(work: &Path) -> io::Result<PathBuf> {
    created(work.join("go"))
}

fn created(folder: PathBuf) -> io::Result<PathBuf> {
    effect::create_dir_all(&folder)?;
    Ok(folder)
}

impl SourceBuild<'_> {
    /// Nothing outside of the folder is written, as far as the system confines programs. `hear` gets each printed line.
    pub(super) fn run(&self, cancel: &Cancel, hear: &dyn Fn(&str)) -> Result<PathBuf, NotRebuilt> {
        let mut last = VecDeque::new();
        let mut command = self.command()?;
        let limits = Confinement {
            may_write: vec![HeldFolder::open(self.work)?],
            of: Whose::Project,
            memory_bytes: MEMORY,
            processes: PROCESSES,
            cores: thread::available_parallelism().map_or(1, |all| u32::try_from(all.get()).unwrap_or(1)),
        };
        let ended = effect::run_confined(&mut command, &limits, PATIENCE, cancel, &mut |_, line| {
            hear(line);
            if last.len() == LINES {
                last.pop_front();
            }
            last.push_back(line.to_owned());
        });
        cancel.check()?;
        let why: Statement = match ended {
            Ok(ended) if ended.success => {
                let archive = self.archive();
                // a link would name another file than the one that was built
                if self.is_built(&archive) {
                    return Ok(archive);
                }
                let file = archive.file_name().unwrap_or_default().to_string_lossy().into_owned();
                say!(BuiltNoArchive { file })
            }
            Ok(ended) => match ended.stopped {
                Some(Stopped::Cancelled) => return Err(Cancelled.into()),
                stopped => self.why(stopped.as_ref()),
            },
            Err(error) => {
                let what = Statement::quoted(error.to_string());
                say!(AtPlace { place: script().0[0], what })
            }
        };
        let said = LastLines(Vec::from(last).join("\n"));
        Err(NotRebuilt::Failed { version: self.version.clone(), why, said })
    }

    pub(super) fn unpack(&self, archive: &Path, cancel: &Cancel) -> Result<Manifest> {
        let disk = StoreError::Disk;
        let length = archive.symlink_metadata().map_err(disk)?.len();
        let into = created(self.work.join("built")).map_err(disk)?;
        let format = if self.target.uses_zip() { Format::Zip } else { Format::TarGz };
        let whole = Growing::complete(archive, length);
        unpack::unpack(format, &whole, &into, cancel, &|_, _| {}).map(|made| made.manifest).map_err(|error| match error
        {
            // the build has failed, not a download
            UnpackError::Damaged { .. } | UnpackError::Hostile { .. } => {
                let why = error.says();
                NotRebuilt::Failed { version: self.version.clone(), why, said: LastLines::default() }.into()
            }
            error => error.into(),
        })
    }

    fn why(&self, stopped: Option<&Stopped>) -> Statement {
        let (command, version) = (format!("{} {DISTPACK}", script().1), self.go.version().as_str());
        let said = match stopped {
            Some(Stopped::Time) => Sentence::LongerThanHour.into(),
            Some(Stopped::Memory) => say!(RehearsalMemory { command, version, size: size(MEMORY) }),
            Some(Stopped::Processes) => {
                say!(RehearsalProcesses { command, version, count: PROCESSES, threads: PROCESSES * THREADS })
            }
            Some(Stopped::WroteOutside { path: Some(path) }) => say!(RehearsalWroteTo { command, version, path }),
            Some(Stopped::WroteOutside { path: None }) => say!(RehearsalWrote { command, version }),
            Some(Stopped::Cancelled) | None => say!(CommandFailed { command }),
        };
        said.shown()
    }

    /// Whether a path below the folder of the build is a file, without a link on the way.
    fn is_built(&self, file: &Path) -> bool {
        let real = |path: &Path| fs_err::canonicalize(path).ok();
        let expected = file.strip_prefix(self.work).ok().zip(real(self.work)).map(|(rest, work)| work.join(rest));
        file.is_file() && expected.is_some_and(|expected| real(file) == Some(expected))
    }

    /// The archive that a build makes, by the names of `cmd/distpack`.
    fn archive(&self) -> PathBuf {
        let ending = if self.target.uses_zip() { "zip" } else { "tar.gz" };
        let name = format!("{}.{}-{}.{ending}", self.version, self.target.os, self.target.goarch());
        self.work.join("go").join("pkg").join("distpack").join(name)
    }

    /// The script with an environment that has nothing of the user's: no flags, no compiler, no settings.
    fn command(&self) -> io::Result<Command> {
        let folder = |name: &str| created(self.work.join(name));
        let (home, temporary, telemetry) = (folder("home")?, folder("tmp")?, folder("telemetry")?);
        // a hook of Go's own tests, see `inventory::probe`
        effect::write_plain(&telemetry.join("mode"), b"off")?;
        let (shell, script) = script();
        let mut command = Command::new(shell[0]);
        command.args(&shell[1..]).args([script, DISTPACK, NO_BANNER]);
        command.current_dir(self.work.join("go").join("src")).stdin(Stdio::null());
        command.env_clear().envs(system_variables(&home, &temporary)).env("TEST_TELEMETRY_DIR", telemetry);
        command.envs([("GOENV", "off"), ("GOPROXY", "off"), ("GOSUMDB", "off"), ("GOTOOLCHAIN", "local")]);
        command.env("GOROOT_BOOTSTRAP", self.go.root().ok_or(io::ErrorKind::NotFound)?);
        if self.target.goarch() == "arm" {
            command.env("GOARM", "6"); // the official releases run on every ARMv6; a build would take this processor's
        }
        Ok(command)
    }
}

/// The program that runs the script of a build, with the arguments before it, and the script.
fn script() -> (&'static [&'static str], &'static str) {
    match Syntax::NATIVE {
        Syntax::Windows => (&["cmd.exe", "/d", "/c"], "make.bat"),
        Syntax::Unix => (&["bash"], "make.bash"),
    }
}

fn system_variables(home: &Path, temporary: &Path) -> Vec<(&'static str, OsString)> {
    let (home, temporary) = (home.as_os_str(), temporary.as_os_str());
    match Syntax::NATIVE {
        Syntax::Unix => vec![
            ("PATH", UNIX_PATH.into()),
            ("LC_ALL", "C".into()),
            ("HOME", home.into()),
            ("TMPDIR", temporary.into()),
        ],
        Syntax::Windows => {
            let windows = platform::windows_folder();
            let system = windows.join("System32");
            let mut path = system.clone().into_os_string();
            path.push(platform::LIST_SEPARATOR);
            path.push(&windows);
            vec![
                ("SystemRoot", windows.into()),
                ("ComSpec", system.join("cmd.exe").into()),
                ("PATH", path),
                ("PATHEXT", ".COM;.EXE;.BAT;.CMD".into()),
                ("USERPROFILE", home.into()),
                ("APPDATA", home.into()),
                ("LOCALAPPDATA", home.into()),
                ("TEMP", temporary.into()),
                ("TMP", temporary.into()),
            ]
        }
    }
}
