//! Unreasonable files, on a real disk.
use std::fs;
use std::path::Path;

use tempfile::TempDir;
use upgo_engine::base::target::Target;
use upgo_engine::cases::WhyReport;
use upgo_engine::change::offered_fix::Able;
use upgo_engine::environment::{SearchFolder, Syntax, VariableScope};
use upgo_engine::which_go::inventory::Origin;
use upgo_engine::which_go::toolchain::{Disk, Machine, READ_MAX, Terminal, Upgo, Variable};

use super::lab::Untried;

/// A disk with a Go on PATH and a folder for a project.
struct Lab(TempDir);

impl Lab {
    fn new() -> Self {
        let lab = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(lab.0.path().join("go/bin")).unwrap();
        fs::create_dir_all(lab.0.path().join("m")).unwrap();
        fs::write(lab.0.path().join("go/VERSION"), "go1.26.6\n").unwrap();
        fs::write(lab.0.path().join("go/go.env"), "GOSUMDB=sum.golang.org\nGOTOOLCHAIN=auto\n").unwrap();
        let program = lab.0.path().join(format!("go/bin/go{}", std::env::consts::EXE_SUFFIX));
        // A copy of a program is executable on every system.
        fs::copy(std::env::current_exe().unwrap(), program).unwrap();
        lab
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.path().join(name), bytes).unwrap();
    }

    fn why(&self) -> WhyReport {
        let folder = self.0.path();
        let home = folder.join("home");
        let variable = |value: &Path| Variable { value: value.into(), scope: VariableScope::Terminal };
        let variables = ["HOME", "USERPROFILE", "APPDATA"].map(|name| (name.to_owned(), variable(&home)));
        let machine = Machine {
            files: &Disk,
            target: Target::of_this_build(),
            terminal: Terminal {
                syntax: if cfg!(windows) { Syntax::Windows } else { Syntax::Unix },
                path: vec![SearchFolder { folder: folder.join("go/bin"), scope: VariableScope::Terminal }],
                variables: variables.into_iter().collect(),
                folder: Some(folder.join("m")),
            },
            upgo: Upgo {
                bin: home.join("bin"),
                toolchains: home.join("toolchains"),
                current: None,
                newest: None,
                may_lack: None,
                follows: None,
            },
            tries: &Untried,
        };
        WhyReport::of(&machine, &|_| Origin::Unknown, &Able::default())
    }

    fn version(&self) -> String {
        self.why().toolchain.unwrap().version.unwrap()
    }
}

#[test]
fn a_huge_file_is_read_up_to_a_limit() {
    let lab = Lab::new();
    let length = usize::try_from(READ_MAX).unwrap();
    lab.write("m/go.mod", format!("module m\n{}\ngo 1.27.3\n", "// x\n".repeat(length / 5)));
    assert_eq!(lab.version(), "go1.26.6", "text beyond the limit does not count");
    lab.write("m/go.mod", format!("module m\ngo 1.27.3\n{}", "x".repeat(8 * length)));
    assert_eq!(lab.version(), "go1.27.3");
}

#[test]
fn a_version_without_end_is_not_printed() {
    let lab = Lab::new();
    lab.write("m/go.mod", format!("module m\ngo 1.26\ntoolchain go1.{}\n", "9".repeat(500_000)));
    let problem = lab.why().problem.unwrap();
    assert_eq!(problem.code.as_str(), "UPGO-GO-TOOLCHAIN-LINE");
    assert!(format!("{problem:?}").len() < 5000);
}

#[test]
fn accepts_files_that_are_not_utf_8() {
    let lab = Lab::new();
    lab.write("m/go.mod", b"module \xff\xfe\n// \xc3\x28\ngo 1.27.3\n");
    assert_eq!(lab.version(), "go1.27.3");
    lab.write("m/go.mod", b"go \xff\ntoolchain \xff\n");
    assert_eq!(lab.why().problem.unwrap().code.as_str(), "UPGO-GO-TOOLCHAIN-LINE");
    lab.write("go/go.env", b"GOTOOLCHAIN=\xff\n");
    assert_eq!(lab.why().problem.unwrap().code.as_str(), "UPGO-GO-SETTING");
    lab.write("go/VERSION", b"\xff\xfe");
    assert_eq!(lab.why().program.unwrap().version, None);
}

#[test]
fn a_workspace_may_use_itself_or_missing_folders() {
    let lab = Lab::new();
    lab.write("m/go.mod", "module m\ngo 1.26\n");
    lab.write("go.work", "go 1.26.0\nuse ./m\nuse ./m/../m\nuse .\nuse ../../../../../../../..\n");
    assert_eq!(lab.why().problem.unwrap().code.as_str(), "UPGO-GO-WORK", "one of them has no go.mod");
    lab.write("go.work", "go 1.26.0\nuse (\n./m\n");
    assert_eq!(lab.why().problem.unwrap().code.as_str(), "UPGO-GO-MOD", "a block that is never closed");
    lab.write("go.work", "use\nuse \"\nuse ``\n");
    assert!(!lab.why().works);
}

#[test]
fn a_workspace_of_very_many_folders_is_read_quickly() {
    let lab = Lab::new();
    lab.write("m/go.mod", "module m\ngo 1.26\n");
    let uses: Vec<_> = (0..60_000).map(|number| format!("./{number}\n")).collect();
    let uses = uses.concat();
    lab.write("go.work", format!("go 1.26.0\nuse (\n./m\n{uses})\n"));
    assert_eq!(lab.why().problem.unwrap().code.as_str(), "UPGO-GO-WORK", "most of them have no go.mod");
}

#[test]
fn folders_in_place_of_files_are_ignored() {
    let lab = Lab::new();
    fs::create_dir_all(lab.0.path().join("m/go.mod")).unwrap();
    fs::create_dir_all(lab.0.path().join("go.work")).unwrap();
    assert!(lab.why().works);
    fs::remove_file(lab.0.path().join("go/go.env")).unwrap();
    fs::create_dir_all(lab.0.path().join("go/go.env")).unwrap();
    assert_eq!(lab.version(), "go1.26.6");
}

#[test]
#[cfg(unix)]
fn circular_links_are_ignored() {
    use std::os::unix::fs::symlink;
    let lab = Lab::new();
    let folder = lab.0.path();
    symlink("b", folder.join("a")).unwrap();
    symlink("a", folder.join("b")).unwrap();
    symlink("../a", folder.join("m/go.mod")).unwrap();
    symlink("a", folder.join("go.work")).unwrap();
    assert_eq!(lab.version(), "go1.26.6");
    fs::remove_file(folder.join("go/bin/go")).unwrap();
    symlink("go", folder.join("go/bin/go")).unwrap();
    assert_eq!(lab.why().program, None);
}
