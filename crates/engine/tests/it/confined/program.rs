//! The confined program is this test program, which does what the variable [`DO`] says.
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use upgo_engine::base::report::Cancel;
use upgo_engine::machine::effect::LONGEST_LINE;

use super::lab::{LONG, MIB, limits, run};

const PROGRAM: &str = "confined::program::a_program";
const DO: &str = "UPGO_TEST_CONFINED";
pub(super) const FOLDER: &str = "UPGO_TEST_CONFINED_FOLDER";

#[test]
fn a_program() {
    let Ok(what) = std::env::var(DO) else { return };
    let folder = std::env::var_os(FOLDER).unwrap();
    match what.as_str() {
        "sleep" => sleep(),
        "say" => say(),
        "eat" => eat(),
        "threads" => threads(),
        #[cfg(unix)]
        "sockets" => sockets(),
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

/// Opens many sockets, whose buffers belong to no process.
#[cfg(unix)]
fn sockets() {
    let pairs: Vec<_> = (0..10_000).map_while(|_| std::os::unix::net::UnixDatagram::pair().ok()).collect();
    println!("sockets {}", 2 * pairs.len());
    std::process::exit(0);
}

/// Leaves a child behind, and tries to start one in a new group.
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

pub(super) fn program(what: &str) -> Command {
    let mut program = Command::new(std::env::current_exe().unwrap());
    // With one thread, the test framework would print the name of the test without an end of the line.
    program.args([PROGRAM, "--exact", "--nocapture", "--test-threads=2"]).env(DO, what);
    program
}
