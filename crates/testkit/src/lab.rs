//! A sandbox for one test: a user with a home, a release server, and the program under test. The user's folders are
//! temporary, the server is on loopback, on Windows the registry keys belong to the test, and elsewhere a Go for all
//! users is on a disk of the test.
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::limit::InTime as _;
use crate::release::{Release, write_mirror};
use crate::server::Server;
use crate::system;

pub use crate::run::{Ran, Run};

#[derive(Debug)]
pub struct Lab {
    folder: TempDir,
    /// The path of `folder` without links and, on Windows, without 8.3 names, which TEMP has on some machines.
    root: PathBuf,
    upgo: PathBuf,
    sample_go: PathBuf,
    releases: Vec<Release>,
    variables: Vec<(OsString, OsString)>,
    pub server: Server,
}

impl Lab {
    /// A sandbox without releases, for the program `upgo`. The sample `go` is among the examples next to the test.
    pub fn new(upgo: impl Into<PathBuf>) -> Self {
        let test = std::env::current_exe().unwrap();
        let sample_go = test.parent().unwrap().with_file_name("examples").join(format!("sample_go{EXE}"));
        let folder = tempfile::Builder::new().prefix("upgo lab ü").tempdir().unwrap();
        let real = fs::canonicalize(folder.path()).unwrap();
        let root = real.to_str().unwrap().trim_start_matches(r"\\?\").into();
        let lab = Self {
            folder,
            root,
            upgo: upgo.into(),
            sample_go,
            releases: Vec::new(),
            variables: Vec::new(),
            server: Server::start(),
        };
        fs::create_dir_all(lab.user()).unwrap();
        fs::create_dir_all(lab.path("tmp")).unwrap();
        lab
    }

    #[must_use]
    pub fn with_release(mut self, version: &str) -> Self {
        self.add_release(version);
        self
    }

    /// Adds a release that fails its smoke test.
    #[must_use]
    pub fn with_broken_release(mut self, version: &str) -> Self {
        self.add(Release::sample(version, &self.sample_go).with_file("broken", b"the build fails"));
        self
    }

    /// Adds a release whose build in the smoke test never ends.
    #[must_use]
    pub fn with_endless_release(mut self, version: &str) -> Self {
        self.add(Release::sample(version, &self.sample_go).with_file("endless", b"the build hangs"));
        self
    }

    /// Sets an environment variable for every run.
    #[must_use]
    pub fn with_variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.variables.push((name.into(), value.as_ref().to_owned()));
        self
    }

    /// Lets every run ask this shell which Go a new terminal runs, where the user has a session of this kind: `login`,
    /// `desktop`, `container` or `service`. `/etc/shells` must list the shell, otherwise Upgo asks that of the account.
    #[must_use]
    pub fn asking(self, shell: impl AsRef<OsStr>, session: &str) -> Self {
        let asking = self.with_variable("UPGO_NO_SHELL", "").with_variable("SHELL", shell);
        #[cfg(unix)]
        let asking = {
            let lines = system::lines(&asking.root);
            asking.with_variable("UPGO_TEST_LOOK", lines)
        };
        asking.with_variable("UPGO_TEST_SESSION", session)
    }

    /// Lets a real `shell` that a test starts take this machine's Go out of its PATH, with the words that it returns.
    #[cfg(unix)]
    pub fn without_go(&self, shell: &Path, command: &mut Command) -> &'static str {
        let file = self.path("without-go");
        fs::write(&file, system::lines(&self.root) + "printf '%s\\n' \"$PATH\"\n").unwrap();
        command.env("WITHOUT_GO", file);
        system::typed_in(shell)
    }

    /// The root of the disk where Upgo looks for the Go of all users. Nothing is on it until the test puts it there.
    pub fn disk(&self) -> PathBuf {
        self.path("of all users")
    }

    pub fn add_release(&mut self, version: &str) {
        self.add(Release::sample(version, &self.sample_go));
    }

    pub fn add(&mut self, release: Release) {
        self.server.file(release.filename(), release.bytes().to_vec());
        self.releases.push(release);
        self.server.feed(Release::feed(&self.releases));
    }

    pub fn release(&self, version: &str) -> &Release {
        self.releases.iter().find(|release| release.version() == version).unwrap()
    }

    pub fn sample_go(&self) -> PathBuf {
        self.sample_go.clone()
    }

    /// Writes the releases as a folder.
    pub fn static_mirror(&self) -> PathBuf {
        write_mirror(&self.releases, &self.path("mirror"))
    }

    /// A run of `upgo` as a user who may read the sandbox but not write in it; `None` if that is not possible.
    pub fn upgo_without_rights<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, arguments: I) -> Option<Run> {
        let is_root = Command::new("id").arg("-u").output_in_time().is_ok_and(|id| id.stdout.starts_with(b"0\n"));
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
        if !is_root || !Command::new("setpriv").args(nobody).arg("true").status_in_time().is_ok_and(|ran| ran.success())
        {
            return None;
        }
        // The sandbox and the program may be below folders that only root may enter.
        let program = self.path("upgo-for-nobody");
        if !program.exists() {
            crate::copy_program(&self.upgo, &program);
            let opened = Command::new("chmod").arg("-R").arg("a+rX").arg(self.folder.path()).status_in_time();
            assert!(opened.unwrap().success());
        }
        let mut command = self.command("setpriv");
        command.args(nobody).arg(program).args(arguments);
        Some(Run::new(command))
    }

    /// A separate disk of this size, as written for `mount`; `None` if it cannot be mounted.
    pub fn small_disk(&self, size: &str) -> Option<SmallDisk> {
        let folder = self.path("disk");
        fs::create_dir_all(&folder).unwrap();
        let options = format!("size={size}");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&folder).output_in_time();
        mounted.is_ok_and(|ran| ran.status.success()).then_some(SmallDisk(folder))
    }

    /// Returns whether that was possible.
    pub fn give_home_to_nobody(&self) -> bool {
        Command::new("chown")
            .args(["-R", "65534:65534"])
            .arg(self.user())
            .status_in_time()
            .is_ok_and(|ran| ran.success())
    }

    /// Saves the user's folders for [`Self::go_back`]. Not on Windows, where the registry is part of them.
    #[cfg(unix)]
    pub fn keep(&self, name: &str) {
        let kept = self.path("kept").join(name);
        if kept.exists() {
            fs::remove_dir_all(&kept).unwrap();
        }
        copy_tree(&self.user(), &kept);
    }

    #[cfg(unix)]
    pub fn go_back(&self, name: &str) {
        fs::remove_dir_all(self.user()).unwrap();
        copy_tree(&self.path("kept").join(name), &self.user());
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The user's home folder, whose name has spaces and unusual characters.
    pub fn user(&self) -> PathBuf {
        self.path("Zoë O'Neill 测试")
    }

    pub fn home(&self) -> PathBuf {
        self.user().join("upgo home")
    }

    /// With a neutral working folder.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.path("tmp")).stdin(Stdio::null());
        for name in SYSTEM_VARIABLES {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        for name in ["HOME", "USERPROFILE"] {
            command.env(name, self.user());
        }
        for name in ["TMPDIR", "TEMP", "TMP"] {
            command.env(name, self.path("tmp"));
        }
        command.env("LOCALAPPDATA", self.user().join("local")).env("APPDATA", self.user().join("roaming"));
        command.env("PATH", system::path()).env("UPGO_HOME", self.home()).env("UPGO_FEED_URL", self.server.url());
        command.env("UPGO_TEST_REGISTRY", self.registry()).env("SHELL", "/bin/sh");
        if cfg!(unix) {
            command.env("UPGO_TEST_DISK", self.disk());
        }
        // The sample releases are not those that the real database knows, and tests ask no server of others.
        command.env("GOSUMDB", "off").env("UPGO_TEST_DATABASE", "sum.golang.org http://127.0.0.1:1");
        command.env("UPGO_NO_SHELL", "1");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// A run of `upgo`, not started yet.
    pub fn upgo<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, arguments: I) -> Run {
        let mut command = self.command(&self.upgo);
        command.args(arguments);
        Run::new(command)
    }

    /// A run of another program, not started yet.
    pub fn other<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, program: &str, arguments: I) -> Run {
        let mut command = self.command(program);
        command.args(arguments);
        Run::new(command)
    }

    /// `upgo` with these words in a terminal of so many columns; `None`, with a note, without the program `script`.
    pub fn at_terminal(&self, columns: usize, words: &str) -> Option<Command> {
        if !std::env::split_paths(system::path()).any(|folder| folder.join("script").is_file()) {
            println!("SKIPPED: this system has no `script` program");
            return None;
        }
        let mut command = self.command("script");
        let line = format!("stty cols {columns} rows 24; {} {words}", self.upgo.display());
        command
            .args(["--quiet", "--return", "--command", &line, "/dev/null"])
            .env("TERM", "xterm")
            .env("LANG", "C.UTF-8");
        Some(command)
    }

    pub fn program(&self) -> &Path {
        &self.upgo
    }

    /// The result of `go` in Upgo's `bin`, started as a terminal would.
    pub fn go<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, arguments: I) -> Ran {
        let mut command = self.command(self.home().join("bin").join(format!("go{EXE}")));
        command.args(arguments);
        Run::new(command).ends()
    }

    /// A run of a command line in a new terminal with this PATH.
    pub fn terminal(&self, path: &str, line: &str) -> Run {
        let (shell, option) = if cfg!(windows) { ("cmd.exe", "/c") } else { ("/bin/sh", "-c") };
        let mut command = self.command(shell);
        command.env("PATH", path).args([option, line]);
        Run::new(command)
    }

    /// The version that `go version` in Upgo's `bin` prints; empty if there is no `go`.
    pub fn go_version(&self) -> String {
        let go = self.home().join("bin").join(format!("go{EXE}"));
        if !go.exists() {
            return String::new();
        }
        self.go(["version"]).output.split(' ').nth(2).unwrap_or_default().to_owned()
    }

    /// By the names of their folders.
    pub fn toolchains(&self) -> Vec<String> {
        names_in(&self.home().join("toolchains"))
    }

    pub fn names_in(&self, folder: &str) -> Vec<String> {
        names_in(&self.home().join(folder))
    }

    /// The test's own registry key; unused on Unix.
    pub fn registry(&self) -> String {
        let name = self.folder.path().file_name().unwrap().to_string_lossy().into_owned();
        format!(r"Software\UpgoTest\{name}")
    }
}

/// How long files of the sandbox may stay open: a killed upgrade's `go build` keeps running for a while.
const PATIENCE: Duration = Duration::from_mins(1);

/// Removes the sandbox, which with real Go is larger than half a gigabyte.
impl Drop for Lab {
    fn drop(&mut self) {
        #[cfg(windows)]
        crate::registry::delete(&self.registry());
        let begun = Instant::now();
        while let Err(error) = fs::remove_dir_all(self.folder.path()) {
            if std::thread::panicking() {
                break;
            }
            assert!(begun.elapsed() < PATIENCE, "{} cannot be removed: {error}", self.folder.path().display());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Unmounted when dropped.
#[derive(Debug)]
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(&self.0).status_in_time().ok();
    }
}

/// With the modes and times of its files. In this process, because tests do it thousands of times.
#[cfg(unix)]
fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, from.metadata().unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, copy, kind) = (entry.path(), to.join(entry.file_name()), entry.file_type().unwrap());
        if kind.is_dir() {
            copy_tree(&path, &copy);
        } else if kind.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(&path).unwrap(), &copy).unwrap();
        } else {
            fs::copy(&path, &copy).unwrap();
            let modified = entry.metadata().unwrap().modified().unwrap();
            fs::File::open(&copy).unwrap().set_modified(modified).unwrap();
        }
    }
}

pub const EXE: &str = std::env::consts::EXE_SUFFIX;

/// The variables that a program needs to start at all.
const SYSTEM_VARIABLES: [&str; 7] =
    ["SystemRoot", "SystemDrive", "ComSpec", "PATHEXT", "NUMBER_OF_PROCESSORS", "WINEPREFIX", "LLVM_PROFILE_FILE"];

/// Sorted; empty if the folder is missing.
pub fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
