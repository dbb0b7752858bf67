//! A stand-in for Go's programs in the launcher's tests. It runs the task in the `.task` file next to it.
//!
//! | task | does |
//! |---|---|
//! | `report` | writes its command line and environment to the `.report` file next to it |
//! | `exit CODE` | exits with that code |
//! | `echo` | copies standard input to standard output, then reports it on standard error |
//! | `wait PORT` | tells the test on that loopback port that it is running, and exits with the code that comes back |
//! | `leave PORT` | starts a process that waits in that way, leaves it running, and exits at once with 7 |
//! | `both PORT` | starts a process that waits in that way, and waits itself |
//! | `apart PORT` | the same, but the started process asks to be outside any job |
//! | `modes` | changes the console's modes, and exits with 0 on success |
//! | `compare-modes PROGRAM` | runs that program, and exits with 0 if the console still has the modes that it set |
//! | `close PORT` | closes its standard handles, then waits |
//! | `start PROGRAM` | runs that program with its own arguments and exits with its code |
//! | `signal EVENT PROGRAM` | runs that program, and sends the event to all processes on its console once it is ready |
//! | `ready` | reports that it is ready, waits for a console event, and exits with 40 + its number |
#![cfg_attr(
    windows,
    expect(
        unsafe_code,
        clippy::disallowed_methods,
        clippy::print_stdout,
        clippy::print_stderr,
        clippy::unwrap_used,
        clippy::panic,
        clippy::zombie_processes,
        reason = "a test program, which calls Windows to see what a launcher passes on"
    )
)]

#[cfg(not(windows))]
fn main() {}

#[cfg(windows)]
fn main() {
    std::process::exit(windows::main());
}

#[cfg(windows)]
mod windows {
    use std::fmt::Write as _;
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    use std::net::{Ipv4Addr, TcpStream};
    use std::os::windows::io::AsRawHandle as _;
    use std::os::windows::process::CommandExt as _;
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::sync::OnceLock;
    use std::sync::mpsc::{Sender, channel};
    use std::time::Duration;
    use std::{env, fs, io};

    /// The time after which a stand-in exits on its own, so that none outlives a failed test.
    const PATIENCE: Duration = Duration::from_secs(90);

    pub(super) fn main() -> i32 {
        let own = env::current_exe().unwrap();
        if let [_, word, port] = env::args_os().collect::<Vec<_>>().as_slice()
            && word == "--wait"
        {
            return wait("left", port.to_str().unwrap());
        }
        let task = fs::read_to_string(own.with_extension("task")).unwrap();
        let (word, rest) = task.split_once(' ').unwrap_or((&task, ""));
        match word {
            "report" => report(&own),
            "exit" => rest.parse::<u32>().unwrap().cast_signed(),
            "echo" => echo(),
            "wait" => wait("self", rest),
            "leave" => {
                start_waiting(&own, rest, 0);
                7
            }
            "both" => {
                start_waiting(&own, rest, 0);
                wait("self", rest)
            }
            "apart" => {
                start_waiting(&own, rest, CREATE_BREAKAWAY_FROM_JOB);
                wait("self", rest)
            }
            "modes" => {
                set_modes(OTHER_MODES);
                i32::from(modes() != OTHER_MODES)
            }
            "compare-modes" => compare_modes(rest),
            "close" => {
                for which in [-10, -11, -12] {
                    // SAFETY: the standard handles are not used after this.
                    unsafe { CloseHandle(GetStdHandle(which)) };
                }
                wait("self", rest)
            }
            "start" => Command::new(rest).args(env::args_os().skip(1)).status().unwrap().code().unwrap(),
            "signal" => {
                let (event, program) = rest.split_once(' ').unwrap();
                signal(event.parse().unwrap(), program)
            }
            "ready" => ready(),
            _ => panic!("unknown task {task}"),
        }
    }

    fn report(own: &Path) -> i32 {
        // SAFETY: a NUL-terminated string that is never written to.
        let line = unsafe {
            let start = GetCommandLineW();
            let length = (0..1 << 20).take_while(|index| *start.add(*index) != 0).count();
            std::slice::from_raw_parts(start, length)
        };
        let mut text = format!("{}\n", own.display());
        for unit in line {
            write!(text, "{unit:04x}").unwrap();
        }
        writeln!(text, "\narguments {:?}", env::args_os().skip(1).collect::<Vec<_>>()).unwrap();
        writeln!(text, "folder {}", env::current_dir().unwrap().display()).unwrap();
        writeln!(text, "console {}", GetConsoleCP() != 0).unwrap();
        // 0 unknown, 1 file, 2 console or similar, 3 pipe
        writeln!(text, "handles {:?}", [-10, -11, -12].map(|which| GetFileType(GetStdHandle(which)))).unwrap();
        writeln!(text, "priority {:#x}", GetPriorityClass(GetCurrentProcess())).unwrap();
        let mut variables: Vec<_> = env::vars_os().collect();
        variables.sort();
        writeln!(text, "environment {variables:?}").unwrap();
        fs::write(own.with_extension("report"), text).unwrap();
        0
    }

    fn echo() -> i32 {
        let bytes = io::copy(&mut io::stdin().lock(), &mut io::stdout().lock()).unwrap();
        eprint!("{bytes} bytes");
        0
    }

    fn wait(who: &str, port: &str) -> i32 {
        let mut test = TcpStream::connect((Ipv4Addr::LOCALHOST, port.parse().unwrap())).unwrap();
        test.set_read_timeout(Some(PATIENCE)).unwrap();
        test.write_all(who.as_bytes()).unwrap();
        let mut code = [0];
        test.read_exact(&mut code).unwrap();
        test.write_all(b"alive").unwrap();
        i32::from(code[0])
    }

    const CREATE_BREAKAWAY_FROM_JOB: u32 = 0x0100_0000;

    fn start_waiting(own: &Path, port: &str, flags: u32) {
        let nothing = Stdio::null;
        let mut command = Command::new(own);
        command.args(["--wait", port]).stdin(nothing()).stdout(nothing()).stderr(nothing());
        command.creation_flags(flags).spawn().unwrap();
    }

    /// The modes of a program that asks for a password or draws: no echo, no line input, escape sequences.
    const OTHER_MODES: [u32; 2] = [0x0001, 0x0001 | 0x0002 | 0x0004];

    /// Opens the console's input and output, even if the standard handles are redirected.
    fn console() -> [fs::File; 2] {
        ["CONIN$", "CONOUT$"].map(|name| fs::OpenOptions::new().read(true).write(true).open(name).unwrap())
    }

    fn modes() -> [u32; 2] {
        console().map(|file| {
            let mut mode = 0;
            // SAFETY: the handle is open, and `mode` outlives the call.
            assert_eq!(unsafe { GetConsoleMode(file.as_raw_handle().cast(), &raw mut mode) }, 1);
            mode
        })
    }

    fn set_modes(modes: [u32; 2]) {
        for (file, mode) in console().iter().zip(modes) {
            // SAFETY: the handle is open.
            assert_eq!(
                unsafe { SetConsoleMode(file.as_raw_handle().cast(), mode) },
                1,
                "{}",
                io::Error::last_os_error()
            );
        }
    }

    fn compare_modes(program: &str) -> i32 {
        let before = modes();
        assert_ne!(before, OTHER_MODES);
        assert!(Command::new(program).status().unwrap().success());
        let left = modes();
        set_modes(before);
        i32::from(left != OTHER_MODES)
    }

    fn signal(event: u32, program: &str) -> i32 {
        // SAFETY: null enables Ctrl+C again if an ancestor disabled it; the handler lives as long as the process.
        unsafe {
            SetConsoleCtrlHandler(None, 0);
            SetConsoleCtrlHandler(Some(ignore), 1);
        }
        let mut child = Command::new(program).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "ready\n");
        assert_eq!(GenerateConsoleCtrlEvent(event, 0), 1, "{}", io::Error::last_os_error());
        child.wait().unwrap().code().unwrap()
    }

    static EVENTS: OnceLock<Sender<u32>> = OnceLock::new();

    fn ready() -> i32 {
        let (sender, events) = channel();
        EVENTS.set(sender).unwrap();
        // SAFETY: the handler lives as long as the process.
        unsafe { SetConsoleCtrlHandler(Some(tell), 1) };
        println!("ready");
        40 + events.recv_timeout(PATIENCE).unwrap().cast_signed()
    }

    extern "system" fn tell(event: u32) -> i32 {
        EVENTS.get().unwrap().send(event).unwrap();
        1
    }

    extern "system" fn ignore(_: u32) -> i32 {
        1
    }

    type Handle = *mut std::ffi::c_void;

    #[link(name = "kernel32")]
    unsafe extern "system" {
        safe fn GetCommandLineW() -> *const u16;
        safe fn GetConsoleCP() -> u32;
        safe fn GetCurrentProcess() -> Handle;
        safe fn GetPriorityClass(process: Handle) -> u32;
        safe fn GetStdHandle(which: i32) -> Handle;
        safe fn GetFileType(handle: Handle) -> u32;
        fn CloseHandle(handle: Handle) -> i32;
        fn GetConsoleMode(handle: Handle, mode: *mut u32) -> i32;
        fn SetConsoleMode(handle: Handle, mode: u32) -> i32;
        fn SetConsoleCtrlHandler(handler: Option<extern "system" fn(u32) -> i32>, add: i32) -> i32;
        safe fn GenerateConsoleCtrlEvent(event: u32, group: u32) -> i32;
    }
}
