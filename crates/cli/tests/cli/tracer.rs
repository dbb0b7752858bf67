//! What a command does to the machine according to `strace`: the programs that it and its children start, and the files
//! that they change.
//!
//! It writes one file for each thread, which is read in the order in which they were started. A relative path is below
//! the working folder of the thread, which it inherits.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use upgo_testkit::lab::{Lab, Ran, Run};
use upgo_testkit::limit::InTime as _;

/// The calls that start a program, change a folder, start a thread, or change a file.
const CALLS: &str = "execve,execveat,chdir,fchdir,clone,clone3,?fork,?vfork,?open,openat,openat2,?creat,?rename,renameat,\
    renameat2,?link,linkat,?symlink,symlinkat,?unlink,unlinkat,?rmdir,?mkdir,mkdirat,?mknod,mknodat,truncate,ftruncate,\
    ?chmod,fchmod,fchmodat,?chown,?lchown,fchown,fchownat,?utime,?utimes,utimensat,setxattr,lsetxattr,fsetxattr,\
    removexattr,lremovexattr,fremovexattr";

/// A program that was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Started {
    /// Its file, as it was named, but absolute.
    pub(crate) program: PathBuf,
    /// Its arguments with its name, as `strace` shows them: at most 32.
    pub(crate) arguments: Vec<String>,
}

/// A file or folder that was created, opened for writing, renamed, removed, or otherwise changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Changed {
    /// The system call.
    pub(crate) call: String,
    /// The file or folder.
    pub(crate) path: PathBuf,
}

/// A command that has ended, and what it did.
#[derive(Debug)]
pub(crate) struct Traced {
    /// The result of the command itself.
    pub(crate) ran: Ran,
    /// The first is the command itself.
    pub(crate) programs: Vec<Started>,
    /// In the order of the threads, with repetitions.
    pub(crate) changed: Vec<Changed>,
}

impl Traced {
    /// The programs in this folder, also by way of a link.
    pub(crate) fn programs_in(&self, folder: &Path) -> Vec<&Started> {
        let is_inside = |path: &Path| {
            let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            path.starts_with(folder) || real.starts_with(folder)
        };
        self.programs.iter().filter(|started| is_inside(&started.program)).collect()
    }

    /// What was changed outside these folders and the devices that store nothing.
    pub(crate) fn changed_outside(&self, folders: &[&Path]) -> Vec<&Changed> {
        let devices = ["/dev/null", "/dev/zero", "/dev/full", "/dev/tty", "/proc/self/oom_score_adj"].map(Path::new);
        let is_inside = |path: &Path| {
            let is_badness = path.starts_with("/proc") && path.ends_with("oom_score_adj");
            devices.contains(&path) || is_badness || folders.iter().any(|folder| path.starts_with(folder))
        };
        self.changed.iter().filter(|changed| !is_inside(&changed.path)).collect()
    }
}

/// Whether commands can be traced here. If not, the reason is printed.
pub(crate) fn can_trace() -> bool {
    let tried =
        Command::new("strace").args(["-f", "-o", "/dev/null", "-e", "trace=execve", "--", "true"]).output_in_time();
    let can = tried.is_ok_and(|ran| ran.status.success());
    if !can {
        println!("SKIPPED: strace is missing or may not trace here (npm run setup)");
    }
    can
}

/// Runs a command of the sandbox to its end under `strace`. Ask [`can_trace`] before.
pub(crate) fn trace(lab: &Lab, run: Run) -> Traced {
    let inner = run.into_command();
    let folder = inner.get_current_dir().unwrap_or(Path::new("/")).to_owned();
    let traces = tempfile::Builder::new().prefix("upgo trace").tempdir_in(lab.path("")).unwrap();
    let mut arguments: Vec<OsString> = ["-ff", "-qq", "-y", "-s", "4096", "-e"].map(OsString::from).to_vec();
    arguments.extend([format!("trace={CALLS}").into(), "-o".into(), traces.path().join("of").into(), "--".into()]);
    arguments.push(inner.get_program().to_owned());
    arguments.extend(inner.get_args().map(ToOwned::to_owned));
    let mut run = lab.other("strace", arguments).within(&folder);
    for (name, value) in inner.get_envs() {
        if let Some(value) = value {
            run = run.with(name.to_str().unwrap(), value);
        }
    }
    let ran = run.ends();
    let mut found = Found::default();
    let files = std::fs::read_dir(traces.path()).unwrap().map(|entry| entry.unwrap().path());
    for file in files {
        let thread: u32 = file.extension().unwrap().to_str().unwrap().parse().unwrap();
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        found.threads.insert(thread, text.lines().filter_map(Call::read).collect());
    }
    found.walk(&folder);
    assert!(!found.programs.is_empty(), "strace has seen nothing: {ran}");
    Traced { ran, programs: found.programs, changed: found.changed }
}

/// A system call that has succeeded.
#[derive(Debug)]
struct Call {
    name: String,
    arguments: Vec<String>,
    result: String,
}

impl Call {
    /// Reads a line such as `openat(AT_FDCWD</tmp>, "a", O_RDONLY) = 3</tmp/a>`.
    fn read(line: &str) -> Option<Self> {
        let (name, rest) = line.split_once('(')?;
        let at = rest.rfind(") = ").or_else(|| rest.rfind(") ").filter(|_| rest.contains("= ")))?;
        let (arguments, result) = rest.split_at(at);
        let result = result.trim_start_matches(')').trim_start().strip_prefix("= ")?;
        let is_call = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let has_failed = result.starts_with(['-', '?']);
        let call = || Self { name: name.to_owned(), arguments: split(arguments), result: result.to_owned() };
        (is_call && !has_failed).then(call)
    }

    /// The paths that it names, absolute.
    fn paths(&self, folder: &Path) -> Vec<PathBuf> {
        let (mut paths, mut base) = (Vec::new(), None);
        for argument in &self.arguments {
            if let Some(name) = quoted(argument) {
                paths.push(normal(&base.take().unwrap_or_else(|| folder.to_owned()).join(name)));
            } else {
                paths.extend(base.take().filter(|_| argument == "NULL"));
                base = of_descriptor(argument);
            }
        }
        paths.extend(base.filter(|_| paths.is_empty()));
        paths
    }

    /// What it changes.
    fn changes(&self, folder: &Path) -> Vec<PathBuf> {
        let paths = || self.paths(folder);
        match self.name.as_str() {
            "open" | "openat" | "openat2" => {
                let flags = self.arguments.iter().find(|argument| argument.contains("O_"));
                let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_TMPFILE"];
                let is_write = flags.is_some_and(|flags| writes.iter().any(|flag| flags.contains(flag)));
                if is_write { of_descriptor(&self.result).into_iter().collect() } else { Vec::new() }
            }
            "rename" | "renameat" | "renameat2" => paths(),
            "link" | "linkat" | "symlink" => paths().into_iter().skip(1).collect(),
            "symlinkat" => {
                let link = Self { name: String::new(), arguments: self.arguments[1..].to_vec(), result: String::new() };
                link.paths(folder)
            }
            "execve" | "execveat" | "chdir" | "fchdir" | "clone" | "clone3" | "fork" | "vfork" => Vec::new(),
            _ => paths().into_iter().take(1).collect(),
        }
    }
}

#[derive(Default)]
struct Found {
    threads: BTreeMap<u32, Vec<Call>>,
    programs: Vec<Started>,
    changed: Vec<Changed>,
}

impl Found {
    /// Reads all threads, parents first.
    fn walk(&mut self, folder: &Path) {
        let calls = self.threads.values().flatten().filter(|call| starts_thread(&call.name));
        let children: Vec<u32> = calls.filter_map(|call| call.result.parse().ok()).collect();
        let first: Vec<u32> = self.threads.keys().copied().filter(|thread| !children.contains(thread)).collect();
        let mut left: Vec<(u32, PathBuf)> = first.into_iter().map(|thread| (thread, folder.to_owned())).collect();
        while let Some((thread, mut folder)) = left.pop() {
            for call in self.threads.remove(&thread).unwrap_or_default() {
                // another thread of the process may have changed it
                let here = call.arguments.iter().find(|argument| argument.starts_with("AT_FDCWD<"));
                folder = here.and_then(|here| of_descriptor(here)).unwrap_or(folder);
                match call.name.as_str() {
                    "chdir" | "fchdir" => folder = call.paths(&folder).pop().unwrap_or(folder),
                    name if starts_thread(name) => {
                        left.extend(call.result.parse().ok().map(|child| (child, folder.clone())));
                    }
                    "execve" | "execveat" => self.programs.extend(started(&call, &folder)),
                    _ => {}
                }
                let name = call.name.clone();
                let changes = call.changes(&folder).into_iter();
                self.changed.extend(changes.map(|path| Changed { call: name.clone(), path }));
            }
        }
    }
}

fn starts_thread(call: &str) -> bool {
    ["clone", "clone3", "fork", "vfork"].contains(&call)
}

fn started(call: &Call, folder: &Path) -> Option<Started> {
    let program = call.paths(folder).into_iter().next()?;
    let list = call.arguments.iter().find_map(|argument| argument.strip_prefix('[')?.strip_suffix(']'));
    let arguments = split(list.unwrap_or_default());
    let arguments = arguments.iter().filter_map(|argument| quoted(argument));
    Some(Started { program, arguments: arguments.map(|argument| argument.to_string_lossy().into_owned()).collect() })
}

/// Splits at commas that are in no string, list, structure or path of a descriptor.
fn split(text: &str) -> Vec<String> {
    let (mut parts, mut part, mut depth, mut in_string) = (Vec::new(), String::new(), 0_i32, false);
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                part.push(letter);
                part.extend(letters.next());
                continue;
            }
            '"' => in_string = !in_string,
            '[' | '{' | '(' | '<' if !in_string => depth += 1,
            ']' | '}' | ')' | '>' if !in_string && !part.ends_with('=') => depth -= 1,
            ',' if !in_string && depth == 0 => {
                parts.push(std::mem::take(&mut part).trim().to_owned());
                continue;
            }
            _ => {}
        }
        part.push(letter);
    }
    parts.extend(Some(part.trim().to_owned()).filter(|part| !part.is_empty()));
    parts
}

/// The content of a string in quotation marks.
fn quoted(argument: &str) -> Option<OsString> {
    let inner = argument.strip_prefix('"')?;
    Some(unescaped(inner.strip_suffix("\"...").or_else(|| inner.strip_suffix('"'))?))
}

/// The path of a descriptor such as `3</tmp>` or `AT_FDCWD</tmp>`.
fn of_descriptor(argument: &str) -> Option<PathBuf> {
    let (number, path) = argument.split_once('<')?;
    let is_descriptor =
        number == "AT_FDCWD" || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    let path = path.rsplit_once('>').map_or(path, |(path, _)| path);
    (is_descriptor && path.starts_with('/')).then(|| PathBuf::from(unescaped(path)))
}

/// Without the escape sequences of C.
fn unescaped(text: &str) -> OsString {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'\\' {
            bytes.push(first);
            continue;
        }
        let digits = after.iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
        let (value, used) = match after.first() {
            _ if digits > 0 => {
                (after[..digits].iter().fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0')), digits)
            }
            Some(b'n') => (10, 1),
            Some(b't') => (9, 1),
            Some(b'r') => (13, 1),
            Some(b'v') => (11, 1),
            Some(b'f') => (12, 1),
            Some(other) => (u32::from(*other), 1),
            None => (u32::from(b'\\'), 0),
        };
        bytes.push(u8::try_from(value & 0xff).unwrap());
        rest = &after[used..];
    }
    OsString::from_vec(bytes)
}

/// Without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = normal.pop(),
            part => normal.push(part),
        }
    }
    normal
}

#[test]
fn what_a_command_does_is_seen() {
    if !can_trace() {
        return;
    }
    let lab = crate::lab();
    let folder = lab.path("tmp").join("fol der");
    std::fs::create_dir_all(&folder).unwrap();
    let script = folder.join("own.sh");
    std::fs::write(&script, "#!/bin/sh\n: > 'written ü, \"here\"'\n").unwrap();
    let made = Command::new("chmod").arg("+x").arg(&script).status_in_time().unwrap();
    assert!(made.success());
    let line = "cd 'fol der' && (./own.sh one 'two, \\ three') && mv 'written ü, \"here\"' ../moved && ln -s /x link && rm link";
    let traced = trace(&lab, lab.other("/bin/sh", ["-c", line]));
    assert_eq!(traced.ran.code, Some(0), "{}", traced.ran);
    let own = traced.programs_in(&folder);
    assert_eq!(own.len(), 1, "{:#?}", traced.programs);
    assert_eq!((&own[0].program, &own[0].arguments[1..]), (&script, &["one".to_owned(), "two, \\ three".into()][..]));
    assert_eq!(traced.programs[0].program, Path::new("/bin/sh"));
    let changed = |call: &str| -> Vec<PathBuf> {
        let of_call = traced.changed.iter().filter(|changed| changed.call.starts_with(call));
        of_call.map(|changed| changed.path.clone()).collect()
    };
    let written = folder.join("written ü, \"here\"");
    assert!(changed("open").contains(&written), "{:#?}", traced.changed);
    assert_eq!(changed("rename"), [written, lab.path("tmp").join("moved")]);
    assert_eq!((changed("symlink"), changed("unlink")), (vec![folder.join("link")], vec![folder.join("link")]));
    assert_eq!(
        traced.changed_outside(&[&folder]).iter().map(|changed| &changed.path).collect::<Vec<_>>(),
        [&lab.path("tmp").join("moved")]
    );
}
