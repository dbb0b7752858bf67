//! A temporary home with launchers in `bin` and stand-ins (`examples/probe.rs`) in its toolchains.

use std::ffi::c_void;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::windows::ffi::OsStrExt as _;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::ptr::{null, null_mut};
use std::time::{Duration, Instant};

use upgo_testkit::limit::InTime as _;

/// The time limit of a process, which only a broken launcher exceeds.
pub const PATIENCE: Duration = Duration::from_mins(1);

pub struct Lab {
    /// Keeps the folder, which is removed with the lab.
    _folder: tempfile::TempDir,
    home: PathBuf,
    /// The listener that waiting stand-ins connect to.
    port: TcpListener,
}

impl Lab {
    /// A home with the launchers `go` and `gofmt`, in a folder whose name trips careless programs.
    pub fn new() -> Self {
        Self::at("Jürgen Müller & 日本\\Upgo")
    }

    /// A home at this path below the temporary folder.
    pub fn at(path: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut home = folder.path().join(path);
        if home.as_os_str().len() > 200 {
            // Programs in long paths can only be started in this form; short paths are used in their usual form.
            home = format!(r"\\?\{}", home.display()).into();
        }
        fs::create_dir_all(&home).unwrap();
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        port.set_nonblocking(true).unwrap();
        let lab = Self { _folder: folder, home, port };
        fs::create_dir_all(lab.home.join("bin")).unwrap();
        lab.add_launcher("go");
        lab.add_launcher("gofmt");
        lab
    }

    pub fn home(&self) -> &Path {
        &self.home
    }

    pub fn add_launcher(&self, name: &str) {
        fs::copy(env!("CARGO_BIN_EXE_upgo-launcher"), self.launcher(name)).unwrap();
    }

    pub fn launcher(&self, name: &str) -> PathBuf {
        self.home.join("bin").join(format!("{name}.exe"))
    }

    pub fn program(&self, toolchain: &str, name: &str) -> PathBuf {
        self.home.join("toolchains").join(toolchain).join("bin").join(format!("{name}.exe"))
    }

    /// Installs a toolchain of stand-ins that run `task`.
    pub fn add_toolchain(&self, toolchain: &str, task: &str) {
        for name in ["go", "gofmt"] {
            let program = self.program(toolchain, name);
            fs::create_dir_all(program.parent().unwrap()).unwrap();
            fs::copy(probe(), &program).unwrap();
            fs::write(program.with_extension("task"), task).unwrap();
        }
    }

    pub fn set_current(&self, content: impl AsRef<[u8]>) {
        fs::write(self.home.join("current"), content).unwrap();
    }

    /// A lab whose current Go runs `task`, in which `PORT` stands for the lab's port.
    pub fn with_task(task: &str) -> Self {
        let lab = Self::new();
        let port = lab.port.local_addr().unwrap().port();
        lab.add_toolchain("go1.27.3", &task.replace("PORT", &port.to_string()));
        lab.set_current("go1.27.3\n");
        lab
    }

    /// Starts a launcher with empty standard handles.
    pub fn start(&self, launcher: &str) -> Child {
        let mut command = Command::new(self.launcher(launcher));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Whether this system can start programs in this home.
    pub fn can_start_programs(&self) -> bool {
        self.add_toolchain("test", "exit 0");
        Command::new(self.program("test", "go")).status_in_time().is_ok()
    }

    pub fn output(&self, launcher: &str) -> Output {
        Command::new(self.launcher(launcher)).output_in_time().unwrap()
    }

    /// Waits until a stand-in connects.
    pub fn accept(&self) -> Caller {
        let begin = Instant::now();
        loop {
            match self.port.accept() {
                Ok((stream, _)) => return Caller::new(stream),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock && begin.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(error) => panic!("no stand-in called: {error}"),
            }
        }
    }
}

/// Reports that a test was skipped, and why. Bypasses the capture of the test harness, so that it is visible.
pub fn skip(test: &str, reason: &str) {
    let mut stderr = io::stderr();
    writeln!(stderr, "test {test} ... skipped: {reason}").unwrap();
}

fn probe() -> PathBuf {
    let probe = Path::new(env!("CARGO_BIN_EXE_upgo-launcher")).with_file_name("examples").join("probe.exe");
    assert!(probe.exists(), "{} is missing: `cargo test -p upgo-launcher` without --test builds it", probe.display());
    probe
}

/// A stand-in that waits for the test.
pub struct Caller {
    stream: TcpStream,
    /// Whether it was started by the program that the launcher started.
    pub was_left: bool,
}

impl Caller {
    fn new(mut stream: TcpStream) -> Self {
        stream.set_nonblocking(false).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut word = [0; 4];
        stream.read_exact(&mut word).unwrap();
        Self { stream, was_left: &word == b"left" }
    }

    /// Lets it exit with `code`. Panics if it no longer runs.
    pub fn release(mut self, code: u8) {
        self.stream.write_all(&[code]).expect("the stand-in has ended");
        let mut word = [0; 5];
        self.stream.read_exact(&mut word).expect("the stand-in has ended");
        assert_eq!(&word, b"alive");
    }

    /// Waits until it has exited without being released. Panics if it keeps running.
    pub fn ends(mut self) {
        match self.stream.read(&mut [0]) {
            Ok(0) => {}
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => {}
            other => panic!("the stand-in keeps running: {other:?}"),
        }
    }
}

/// The command line and environment of a stand-in.
#[derive(Debug, PartialEq, Eq)]
pub struct Report {
    pub program: String,
    /// The raw command line.
    pub line: Vec<u16>,
    /// Its arguments, working folder, environment, console and priority.
    pub surroundings: String,
}

impl Report {
    /// Takes the report written by `program`.
    pub fn of(program: &Path) -> Self {
        let file = program.with_extension("report");
        let text =
            fs::read_to_string(&file).unwrap_or_else(|error| panic!("{} did not run: {error}", program.display()));
        fs::remove_file(file).unwrap();
        let mut parts = text.splitn(3, '\n');
        let mut part = || parts.next().unwrap().to_owned();
        let (program, line) = (part(), part());
        let unit = |at: usize| u16::from_str_radix(&line[at..at + 4], 16).unwrap();
        Self { program, line: (0..line.len()).step_by(4).map(unit).collect(), surroundings: part() }
    }
}

pub fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// Starts `application` with exactly this command line and returns its exit code.
///
/// <https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-createprocessw>
pub fn run_line(application: &Path, line: &[u16], flags: u32) -> u32 {
    let path: Vec<u16> = application.as_os_str().encode_wide().chain([0]).collect();
    let mut line: Vec<u16> = line.iter().copied().chain([0]).collect();
    // STARTUPINFOW with only its size set. PROCESS_INFORMATION has two handles and two numbers.
    let mut startup = [0_usize; 13];
    startup[0] = size_of_val(&startup);
    let mut process = [null_mut::<c_void>(); 3];
    let mut exit_code = 0;
    // SAFETY: all strings are NUL-terminated, and the two structures have the size of those in the SDK.
    unsafe {
        let started = CreateProcessW(
            path.as_ptr(),
            line.as_mut_ptr(),
            null(),
            null(),
            0,
            flags,
            null(),
            null(),
            startup.as_mut_ptr().cast(),
            process.as_mut_ptr().cast(),
        );
        assert_eq!(started, 1, "{}: {}", application.display(), io::Error::last_os_error());
        let (process, _thread) = (OwnedHandle::from_raw_handle(process[0]), OwnedHandle::from_raw_handle(process[1]));
        assert_eq!(WaitForSingleObject(process.as_raw_handle(), u32::try_from(PATIENCE.as_millis()).unwrap()), 0);
        assert_eq!(GetExitCodeProcess(process.as_raw_handle(), &raw mut exit_code), 1);
    }
    exit_code
}

#[link(name = "kernel32")]
unsafe extern "system" {
    fn CreateProcessW(
        application: *const u16,
        command_line: *mut u16,
        process_security: *const c_void,
        thread_security: *const c_void,
        inherit_handles: i32,
        flags: u32,
        environment: *const c_void,
        working_folder: *const u16,
        startup: *mut c_void,
        process: *mut c_void,
    ) -> i32;
    fn WaitForSingleObject(object: *mut c_void, milliseconds: u32) -> u32;
    fn GetExitCodeProcess(process: *mut c_void, exit_code: *mut u32) -> i32;
}
