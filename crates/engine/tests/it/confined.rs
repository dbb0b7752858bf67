//! Programs within limits: each kind of excess is stopped and named, and no process remains.
//!
//! The program is this test program, which does what the variable [`DO`] says.
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use upgo_engine::base::report::Cancel;
use upgo_engine::machine::effect::{ConfinedEnd, LONGEST_LINE, Stopped, Stream, run_confined};
use upgo_engine::machine::platform::{Confinement, HeldFolder, Hold, Whose, WriteHold, confinement};
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;

const PROGRAM: &str = "confined::a_program";
const DO: &str = "UPGO_TEST_CONFINED";
const FOLDER: &str = "UPGO_TEST_CONFINED_FOLDER";
/// In the environment of every process of one test, which so finds what remains.
const MARK: &str = "UPGO_TEST_CONFINED_MARK";

/// Longer than any test takes.
const LONG: Duration = Duration::from_mins(5);

const MIB: u64 = 1 << 20;

#[test]
fn a_program() {
    let Ok(what) = std::env::var(DO) else { return };
    let folder = std::env::var_os(FOLDER).unwrap();
    match what.as_str() {
        "sleep" => sleep(),
        "say" => say(),
        "eat" => eat(),
        "threads" => threads(),
        "fork" => fork(),
        "leave" => leave(),
        "write" => write(Path::new(&folder)),
        "tell" => tell(),
        "confine" => confine(Path::new(&folder)),
        _ => panic!("{what}"),
    }
}

fn sleep() {
    println!("ready");
    std::thread::sleep(LONG);
}

fn say() {
    println!("ready");
    std::io::stderr().write_all(b"to errors\n").unwrap();
    println!("{}", "x".repeat(2 * LONGEST_LINE));
    std::process::exit(7);
}

/// Takes much more memory than it may, but not all of the machine's.
fn eat() {
    let pieces: Vec<Vec<u8>> = (0_u8..128).map(|piece| vec![piece | 1; 16 * usize::try_from(MIB).unwrap()]).collect();
    println!("{}", pieces.len());
    std::thread::sleep(LONG);
}

/// Starts many more processes than it may, and waits for none.
fn fork() {
    let started = (0..64).filter_map(|_| program("sleep").stdout(Stdio::null()).spawn().ok());
    println!("{}", started.count());
    std::thread::sleep(LONG);
}

/// Starts more threads than it may.
fn threads() {
    let started = (0..100).filter_map(|_| std::thread::Builder::new().spawn(|| std::thread::sleep(LONG)).ok());
    println!("{}", started.count());
    std::thread::sleep(LONG);
}

/// Leaves a child behind, and tries to start one in a group of its own.
fn leave() {
    let left = [program("sleep").spawn()].into_iter().flatten().count();
    println!("left {left}");
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        let away = [program("sleep").process_group(0).spawn()].into_iter().flatten().count();
        println!("away {away}");
    }
    std::process::exit(0);
}

/// Writes in every way outside its folder, which is the working folder.
fn write(outside: &Path) {
    use std::fs;
    let (file, folder) = (outside.join("file"), outside.join("folder"));
    let attempts: [(&str, std::io::Result<()>); 9] = [
        ("create", fs::write(outside.join("new"), "x")),
        ("change", fs::write(&file, "other")),
        ("append", fs::File::options().append(true).open(&file).map(drop)),
        ("cut", fs::File::options().write(true).open(&file).and_then(|file| file.set_len(0))),
        ("create a folder", fs::create_dir(outside.join("new"))),
        ("remove", fs::remove_file(&file)),
        ("remove a folder", fs::remove_dir(&folder)),
        ("move away", fs::rename(&file, "moved")),
        ("share", fs::hard_link(&file, "shared").and_then(|()| fs::write("shared", "other"))),
    ];
    for (what, done) in attempts {
        match done {
            Ok(()) => println!("could {what}"),
            Err(error) => println!("{what} {}: {error}", file.display()),
        }
    }
    fs::create_dir_all("a/b").unwrap();
    fs::write("a/b/c", "own").unwrap();
    fs::rename("a/b/c", "a/c").unwrap();
    fs::remove_dir_all("a").unwrap();
    #[cfg(unix)]
    fs::write("/dev/null", "x").unwrap();
    println!("could write in its folder");
    std::process::exit(1);
}

/// Tells its cores and its priority.
fn tell() {
    println!("cores {}", std::thread::available_parallelism().unwrap());
    if let Ok(stat) = std::fs::read_to_string("/proc/self/stat") {
        let nice = stat.rsplit_once(')').unwrap().1.split_whitespace().nth(16).unwrap().to_owned();
        println!("nice {nice}");
    }
    std::process::exit(0);
}

/// Does what Upgo does, until it is killed.
fn confine(folder: &Path) {
    let end = run(&mut program("sleep"), &limits(folder), &Cancel::default(), |_, line| println!("{line}"));
    panic!("{end:?}");
}

fn program(what: &str) -> Command {
    let mut program = Command::new(std::env::current_exe().unwrap());
    // With one thread, the test framework would print the name of the test without an end of the line.
    program.args([PROGRAM, "--exact", "--nocapture", "--test-threads=2"]).env(DO, what);
    program
}

fn limits(folder: &Path) -> Confinement {
    let folder = HeldFolder::open(folder).unwrap();
    Confinement { may_write: vec![folder], of: Whose::Project, memory_bytes: 1024 * MIB, processes: 16, cores: 2 }
}

fn run(
    command: &mut Command,
    limits: &Confinement,
    cancel: &Cancel,
    mut hear: impl FnMut(Stream, &str),
) -> ConfinedEnd {
    run_confined(command, limits, LONG, cancel, &mut hear).unwrap()
}

/// A folder, with a mark that no other test has.
struct Lab {
    folder: TempDir,
    mark: String,
}

impl Lab {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("upgo confined ü").tempdir().unwrap();
        let mark = folder.path().file_name().unwrap().to_string_lossy().into_owned();
        std::fs::create_dir(folder.path().join("own")).unwrap();
        std::fs::create_dir(folder.path().join("other")).unwrap();
        Self { folder, mark }
    }

    fn program(&self, what: &str) -> Command {
        let mut program = program(what);
        program.env(MARK, &self.mark).env(FOLDER, self.folder.path().join("other"));
        program.current_dir(self.own());
        program
    }

    fn own(&self) -> PathBuf {
        self.folder.path().join("own")
    }

    fn limits(&self) -> Confinement {
        limits(&self.own())
    }

    /// Runs it, and collects its lines.
    fn run(&self, what: &str, limits: &Confinement) -> (ConfinedEnd, Vec<String>) {
        let mut lines = Vec::new();
        let end = run(&mut self.program(what), limits, &Cancel::default(), |_, line| lines.push(line.to_owned()));
        assert_eq!(self.remaining(), [""; 0], "{end:?}");
        (end, lines)
    }

    /// The processes of this test that still run.
    #[cfg(target_os = "linux")]
    fn remaining(&self) -> Vec<String> {
        let mark = format!("{MARK}={}", self.mark);
        let processes = std::fs::read_dir("/proc").unwrap().flatten();
        // an ended process has no environment
        let is_marked = |folder: &Path| {
            std::fs::read(folder.join("environ"))
                .is_ok_and(|variables| variables.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes()))
        };
        let marked = processes.filter(|process| is_marked(&process.path()));
        marked.map(|process| process.file_name().to_string_lossy().into_owned()).collect()
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "only Linux shows the environment of processes")]
    fn remaining(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Whether a limit holds here. Wine has job objects without limits.
fn holds(hold: Hold, what: &str) -> bool {
    let holds = hold != Hold::No && !upgo_testkit::is_wine();
    if !holds {
        println!("SKIPPED: this system does not limit {what}");
    }
    holds
}

#[test]
fn a_program_is_heard_while_it_runs() {
    let lab = Lab::new();
    let (end, lines) = lab.run("say", &lab.limits());
    assert_eq!((end.success, end.code, end.stopped), (false, Some(7), None));
    assert!(lines.contains(&"to errors".to_owned()), "{lines:?}");
    assert!(lines.contains(&"x".repeat(LONGEST_LINE)), "{:?}", lines.iter().map(String::len).collect::<Vec<_>>());
    let cancel = Cancel::default();
    // It sleeps after the line, so the line has come before the end.
    let end = run(&mut lab.program("sleep"), &lab.limits(), &cancel, |stream, line| {
        if (stream, line) == (Stream::Output, "ready") {
            cancel.cancel();
        }
    });
    assert_eq!((end.success, end.code, end.stopped), (false, None, Some(Stopped::Cancelled)));
    assert_eq!(lab.remaining(), [""; 0]);
}

#[test]
fn a_program_that_takes_too_long_is_stopped() {
    let lab = Lab::new();
    let end = run_confined(
        &mut lab.program("sleep"),
        &lab.limits(),
        Duration::from_millis(300),
        &Cancel::default(),
        &mut |_, _| {},
    );
    assert_eq!(end.unwrap().stopped, Some(Stopped::Time));
    assert_eq!(lab.remaining(), [""; 0]);
}

#[test]
fn a_program_that_eats_memory_is_stopped() {
    if !holds(confinement().memory, "memory") {
        return;
    }
    let lab = Lab::new();
    let (end, _) = lab.run("eat", &Confinement { memory_bytes: 256 * MIB, ..lab.limits() });
    assert_eq!((end.success, end.stopped), (false, Some(Stopped::Memory)));
    assert!(end.peak_memory_bytes.is_some_and(|peak| peak > 128 * MIB), "{:?}", end.peak_memory_bytes);
}

#[test]
fn a_program_that_starts_others_for_ever_is_stopped() {
    if !holds(confinement().processes, "processes") {
        return;
    }
    let lab = Lab::new();
    let (end, _) = lab.run("fork", &Confinement { processes: 8, ..lab.limits() });
    assert_eq!((end.success, end.stopped), (false, Some(Stopped::Processes)));
}

#[test]
fn what_a_program_leaves_behind_ends_with_it() {
    let lab = Lab::new();
    if !holds(confinement().descendants, "descendants") {
        return;
    }
    let (end, lines) = lab.run("leave", &lab.limits());
    assert_eq!((end.success, end.stopped), (true, None));
    assert!(lines.contains(&"left 1".to_owned()), "{lines:?}");
    assert_eq!(lines.contains(&"away 0".to_owned()), cfg!(unix), "{lines:?}");
}

#[cfg(unix)]
#[test]
fn a_program_that_ignores_signals_is_stopped() {
    let lab = Lab::new();
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", "trap '' HUP INT QUIT TERM; echo ready; kill -TERM 0; while :; do sleep 1; done"]);
    shell.env(MARK, &lab.mark);
    let cancel = Cancel::default();
    let end = run(&mut shell, &lab.limits(), &cancel, |_, line| {
        if line == "ready" {
            cancel.cancel();
        }
    });
    assert_eq!(end.stopped, Some(Stopped::Cancelled));
    assert_eq!(lab.remaining(), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_ends_when_upgo_is_killed() {
    use std::io::BufRead as _;

    let lab = Lab::new();
    let mut upgo = lab.program("confine").stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufReader::new(upgo.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "ready"), "it did not start");
    assert!(lab.remaining().len() > 1);
    upgo.kill().unwrap();
    upgo.status_in_time().unwrap();
    let patience = std::time::Instant::now() + Duration::from_secs(20);
    while !lab.remaining().is_empty() && std::time::Instant::now() < patience {
        std::thread::yield_now();
    }
    assert_eq!(lab.remaining(), [""; 0]);
}

#[test]
fn a_program_writes_only_into_its_folders() {
    if confinement().writes != WriteHold::Refused {
        return println!("SKIPPED: this system does not refuse writes (Landlock of Linux 6.2)");
    }
    let lab = Lab::new();
    let other = lab.folder.path().join("other");
    std::fs::write(other.join("file"), "text").unwrap();
    std::fs::create_dir(other.join("folder")).unwrap();
    let (end, lines) = lab.run("write", &lab.limits());
    let could: Vec<&String> = lines.iter().filter(|line| line.starts_with("could ")).collect();
    assert_eq!(could, ["could write in its folder"], "{lines:#?}");
    assert_eq!(std::fs::read_to_string(other.join("file")).unwrap(), "text");
    assert_eq!(std::fs::read_dir(&other).unwrap().count(), 2);
    assert!(other.join("folder").is_dir());
    assert_eq!(end.code, Some(1));
    assert_eq!(end.stopped, Some(Stopped::WroteOutside { path: Some(other.join("file")) }));
}

#[test]
fn a_folder_that_is_missing_is_an_error() {
    let lab = Lab::new();
    let (file, missing) = (lab.folder.path().join("file"), lab.folder.path().join("missing"));
    std::fs::write(&file, "").unwrap();
    for (folder, kind) in [(missing, std::io::ErrorKind::NotFound), (file, std::io::ErrorKind::NotADirectory)] {
        let opened = HeldFolder::open(&folder);
        assert_eq!(opened.unwrap_err().kind(), kind, "{}", folder.display());
    }
}

/// A command may replace what is in its folder, but never the folder in which a later command may write.
#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_folder_leads_no_later_program_outside() {
    if confinement().writes != WriteHold::Refused {
        return println!("SKIPPED: this system does not refuse writes");
    }
    let lab = Lab::new();
    let (outside, inner) = (lab.folder.path().join("other"), lab.own().join("inner"));
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(outside.join("file"), "text").unwrap();
    let mut limits = lab.limits();
    limits.may_write.push(HeldFolder::open(&inner).unwrap());
    let shell = |line: &str| {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", line]).current_dir(lab.own());
        let mut lines = Vec::new();
        let end = run(&mut shell, &limits, &Cancel::default(), |_, line| lines.push(line.to_owned()));
        (end.success, lines)
    };
    let (made, lines) = shell("mv inner gone && ln -s ../other inner && echo own > gone/own");
    assert!(made, "{lines:?}");
    let (wrote, lines) = shell("echo planted > inner/new || echo planted >> inner/file");
    assert!(!wrote, "{lines:?}");
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 1, "{lines:?}");
    assert_eq!(std::fs::read_to_string(outside.join("file")).unwrap(), "text");
    assert_eq!(HeldFolder::open(&inner).unwrap_err().kind(), std::io::ErrorKind::NotADirectory);
}

/// System calls for Perl, which every Debian has: a name, the number with the arguments, and the error for a project and for a user's program.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
const CALLS: &[(&str, &str, i32, i32)] = &[
    ("limit another", "302, $pid, 0, pack('QQ', 1, 1), 0", 1, 1),
    ("slow another", "141, 0, $pid, 19", 1, 1),
    ("slow all of the user", "141, 2, 0, 19", 1, 1),
    ("move another", "203, $pid, 8, pack('Q', 1)", 1, 1),
    ("schedule another", "144, $pid, 0, pack('i', 0)", 1, 1),
    ("slow the disk of another", "251, 1, $pid, 7", 1, 1),
    ("type", "16, 0, 0x5412, 'x'", 1, 1),
    ("paste", "16, 0, 0x541c, 'x'", 1, 1),
    ("signal by a descriptor", "72, 0, 8, $pid", 1, 1),
    ("a session", "112", 1, 1),
    ("a namespace of processes", "272, 0x20000000", 1, 1),
    ("a process in a namespace", "56, 0x10000011, 0, 0, 0, 0", 1, 1),
    ("a ring", "425, 1, ('0' x 200)", 38, 38),
    ("segment", "29, 0, 4096, 01600", 38, 0),
    ("queue", "68, 0, 01600", 38, 0),
    ("semaphore", "64, 0, 1, 01600", 38, 0),
    ("memory without a name", "319, 'x', 0", 38, 0),
    ("secret memory", "447, 0", 38, 0),
    ("key", "248, 'user', 'upgo', 'x', 1, -2", 38, 0),
    ("attribute", "188, 'own', 'user.x', 'x', 1, 0", 95, 0),
    ("its own limit", "302, 0, 4, pack('QQ', 0, 0), 0", 0, 0),
    ("its own cores", "203, 0, 8, pack('Q', ~0)", 0, 0),
    ("what another may use", "302, $pid, 0, 0, pack('QQ', 0, 0)", 0, 0),
];

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn a_program_reaches_no_other_program_and_leaves_nothing_in_the_kernel() {
    if confinement().descendants != Hold::Enforced {
        return println!("SKIPPED: this system does not filter calls");
    }
    let lab = Lab::new();
    let mut other = Command::new("sleep").arg("300").spawn().unwrap();
    std::fs::write(lab.own().join("own"), "").unwrap();
    for of in [Whose::Project, Whose::User] {
        let calls = CALLS.iter().filter(|(_, _, of_project, of_user)| of == Whose::Project || of_project == of_user);
        let calls = calls.map(|(name, call, ..)| {
            format!("($n, @a) = ({call}); $! = 0; syscall($n, @a); print '{name}: ', $! + 0, \"\\n\";")
        });
        let script = format!("$| = 1; $pid = {};\n{}", other.id(), calls.collect::<Vec<_>>().join("\n"));
        let mut perl = Command::new("perl");
        perl.args(["-e", &script]).current_dir(lab.own());
        let mut lines = Vec::new();
        let end = run(&mut perl, &Confinement { of, ..lab.limits() }, &Cancel::default(), |_, line| {
            lines.push(line.to_owned());
        });
        for (name, _, of_project, of_user) in CALLS {
            if of == Whose::Project || of_project == of_user {
                assert!(lines.contains(&format!("{name}: {of_project}")), "{name} {of:?}: {end:?} {lines:#?}");
            }
        }
        assert!(other.try_wait().unwrap().is_none());
    }
    let mut perl = Command::new("perl");
    perl.args(["-e", &format!("kill('TERM', {}) or print 'refused: ', $! + 0, \"\\n\"", other.id())]);
    let mut lines = Vec::new();
    run(&mut perl, &lab.limits(), &Cancel::default(), |_, line| lines.push(line.to_owned()));
    if holds(confinement().signals, "signals") {
        assert_eq!(lines, ["refused: 1"]);
    }
    other.kill().unwrap();
    other.status_in_time().unwrap();
}

/// A process can give its view of shared memory back, and the memory stays. So all that is mapped counts.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn shared_memory_counts_as_a_whole() {
    let lab = Lab::new();
    let mut perl = Command::new("perl");
    perl.args(["-e", "$| = 1; print syscall(9, 0, 1 << 28, 3, 0x21, -1, 0), \"\\n\"; sleep 300"]);
    let limits = Confinement { memory_bytes: 128 * MIB, ..lab.limits() };
    let end = run(&mut perl, &limits, &Cancel::default(), |_, line| println!("{line}"));
    assert_eq!(end.stopped, Some(Stopped::Memory));
}

#[cfg(target_os = "linux")]
#[test]
fn threads_count_like_processes() {
    let lab = Lab::new();
    let (end, lines) = lab.run("threads", &Confinement { processes: 8, ..lab.limits() });
    assert_eq!(end.stopped, Some(Stopped::Processes), "{lines:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_has_its_cores_and_a_low_priority() {
    let (lab, own) = (Lab::new(), std::thread::available_parallelism().unwrap());
    let (end, lines) = lab.run("tell", &Confinement { cores: 1, ..lab.limits() });
    assert!(end.success, "{lines:?}");
    assert!(lines.contains(&"cores 1".to_owned()), "{lines:?}");
    let nice = lines.iter().find_map(|line| line.strip_prefix("nice ")).unwrap();
    assert!(nice.parse::<i32>().unwrap() >= 10, "{nice}");
    assert_eq!(std::thread::available_parallelism().unwrap(), own, "Upgo itself was limited");
}
