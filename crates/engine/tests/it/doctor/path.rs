//! Findings about PATH.
use upgo_engine::environment::{RegistryValue, Source, VariableScope};

use super::lab::{BIN, MSI, Patient, REG_SZ, USER};
use super::table::Row;

/// An entry that exists, `number` characters long.
fn long(number: usize) -> String {
    format!("C:/{}", "a".repeat(number - 3))
}

/// A script for Git Bash, as version managers write them.
const SHIM: &str = "#!/bin/bash\nexec mise x -- go \"$@\"\n";

/// A distribution of WSL that sees a file `go` of Windows, but has no PATH to it yet.
fn in_wsl(go: &str) -> Patient {
    with_drive(go).variable("WSL_DISTRO_NAME", "Ubuntu")
}

/// The same, where nothing says that a distribution was started.
fn with_drive(go: &str) -> Patient {
    let mounts = "/dev/sdd / ext4 rw 0 0\nC:\\134 /mnt/c 9p rw,aname=drvfs;path=C:\\ 0 0\n";
    let patient = Patient::linux().with(|machine| {
        let machine = machine.text("/proc/sys/kernel/osrelease", "6.6.87.2-microsoft-standard-WSL2\n");
        machine.text("/proc/mounts", mounts)
    });
    patient.with(|machine| machine.program("/mnt/c/Users/Zoe/shims/go", go))
}

#[test]
fn a_go_of_windows_is_a_finding_only_where_a_terminal_of_wsl_runs_it() {
    let first = |patient: Patient| patient.with(|machine| machine.searches_first("/mnt/c/Users/Zoe/shims"));
    let found = |patient: Patient| patient.examine().findings.iter().any(|found| found.id == "path.go-of-other-system");
    assert!(found(first(in_wsl(SHIM))));
    assert!(!found(in_wsl(SHIM)), "not on PATH");
    let later = in_wsl(SHIM)
        .with(|machine| machine.searches(upgo_engine::environment::VariableScope::Terminal, "/mnt/c/Users/Zoe/shims"));
    assert!(!found(later), "the Go for Linux comes first");
    assert!(!found(first(in_wsl("\u{7f}ELF\u{2}"))), "a program for Linux on a drive of Windows");
    assert!(!found(first(with_drive(SHIM))), "a container with the kernel of WSL");
    let container = first(in_wsl(SHIM)).with(|machine| machine.text("/proc/sys/kernel/osrelease", "6.8.0-48-generic"));
    assert!(!found(container), "a kernel of another system");
    let elsewhere = first(in_wsl(SHIM)).with(|machine| machine.text("/proc/mounts", "/dev/sdd /mnt/c ext4 rw 0 0"));
    assert!(!found(elsewhere), "a folder that is only called like that");
}

pub(crate) fn rows() -> Vec<Row> {
    [order(), values(), lengths()].into_iter().flatten().collect()
}

/// Findings about the order of PATH.
fn order() -> Vec<Row> {
    let msi_first = || Patient::windows().with(|machine| machine.go(MSI, "go1.26.6"));
    vec![
        Row::new(
            "path.shadowed",
            Patient::windows()
                .with(|machine| machine.go("D:/go", "go1.20.14"))
                .stores(Source::User, &format!("D:/go/bin;{BIN}")),
        )
        .reads(
            "Another Go comes first",
            &["First: D:/go/bin (your PATH), go1.20.14", "Later: C:/Users/Zoe/AppData/Local/Upgo/bin, go1.27.3"],
        )
        .explains("You chose go1.27.3, but new terminals run go1.20.14: its folder comes before Upgo's on PATH")
        .fixed_by("upgo env path first")
        .beside(&["version.unsupported"]),
        Row::new(
            "path.shadowed",
            Patient::linux().with(|machine| machine.go("/opt/go", "go1.27.1").searches_first("/opt/go/bin")),
        )
        .reads(
            "Another Go comes first",
            &["First: /opt/go/bin, go1.27.1", "Later: /home/zoe/.local/share/upgo/bin, go1.27.3"],
        )
        .explains("Move Upgo's folder before it")
        .fixed_by("upgo env path first"),
        Row::new(
            "path.go-of-other-system",
            in_wsl(SHIM).with(|machine| machine.searches_first("/mnt/c/Users/Zoe/shims")),
        )
        .reads(
            "`go` is a Windows file",
            &["/mnt/c/Users/Zoe/shims is on PATH before any Go for Linux: /mnt/c/Users/Zoe/shims/go"],
        )
        .explains("WSL adds the PATH of Windows to that of Ubuntu")
        .beside(&["path.shadowed"]),
        Row::new(
            "path.go-of-other-system",
            in_wsl(SHIM)
                .with(|machine| {
                    machine.searches_first("/home/zoe/bin").program("/mnt/c/Program Files/Go/bin/go.exe", "MZ")
                })
                .with(|machine| machine.link("/home/zoe/bin/go", "/mnt/c/Program Files/Go/bin/go.exe")),
        )
        .reads(
            "`go` is a Windows file",
            &["/home/zoe/bin is on PATH before any Go for Linux: /mnt/c/Program Files/Go/bin/go.exe"],
        )
        .explains("set `appendWindowsPath = false` under `[interop]` in /etc/wsl.conf")
        .beside(&["path.shadowed"]),
        Row::new(
            "path.machine-hides-user",
            msi_first().stores(Source::Machine, "%SystemRoot%;C:/Program Files/Go/bin"),
        )
        .reads(
            "A machine-wide Go hides yours",
            &[
                "First: C:/Program Files/Go/bin (the system PATH), go1.26.6",
                "Later: C:/Users/Zoe/AppData/Local/Upgo/bin, go1.27.3",
            ],
        )
        .explains("Windows searches the system PATH before yours")
        .fixed_by("upgo env path first --machine 'C:/Program Files/Go'"),
        Row::new("path.missing-upgo", Patient::windows().stores(Source::User, r"%USERPROFILE%\go\bin"))
            .reads(
                "Terminals do not find Upgo's Go",
                &["The PATH of a new terminal does not contain C:/Users/Zoe/AppData/Local/Upgo/bin"],
            )
            .explains("its folder is not on PATH")
            .fixed_by("upgo env path first"),
    ]
}

/// Findings about the values, and the folders in them.
fn values() -> Vec<Row> {
    vec![
        Row::new(
            "path.dead-entry",
            // a removable drive and a server may come back; Upgo creates its own folders when needed
            Patient::windows().stores(Source::User, &format!("{BIN};C:/gone/bin;E:/stick;//server/tools;;C:/old")),
        )
        .reads("2 missing folders on PATH", &["C:/gone/bin (your PATH)", "C:/old (your PATH)"])
        .explains("does not exist")
        .fixed_by("upgo env path remove C:/gone/bin && upgo env path remove C:/old"),
        Row::new("path.dead-entry", Patient::windows().stores(Source::Machine, "%SystemRoot%;%SystemRoot%/gone"))
            .reads("1 missing folder on PATH", &["%SystemRoot%/gone (the system PATH)"])
            .explains("searched for every command")
            .fixed_by("upgo env path remove C:/Windows/gone --scope machine"),
        Row::new(
            "path.duplicate",
            Patient::windows().stores(Source::User, &format!("{BIN};c:/windows/;C:/WINDOWS;\"C:/Windows\"")),
        )
        .reads("2 folders are on PATH twice", &["C:/WINDOWS (your PATH)", "\"C:/Windows\" (your PATH)"])
        .explains("An earlier entry of the same value already names")
        .fixed_by("upgo env path deduplicate"),
        Row::new(
            "path.wrong-kind",
            Patient::windows().stores_as(Source::User, REG_SZ, &format!(r"{BIN};%USERPROFILE%\go\bin")),
        )
        .reads(
            "PATH is stored as the wrong type of value",
            &["%USERPROFILE%/go/bin (your PATH) is searched literally, because the value is a REG_SZ, not a REG_EXPAND_SZ"],
        )
        .explains("Windows expands %NAME% only in a value of the type REG_EXPAND_SZ"),
        Row::new(
            "path.wrong-kind",
            Patient::windows()
                .stores_bytes(Source::Machine, RegistryValue { kind: 7, bytes: b"x\0\0\0".to_vec() }),
        )
        .reads(
            "PATH is stored as the wrong type of value",
            &["HKLM/…/Environment/Path has the type REG_MULTI_SZ, which is not text"],
        )
        .explains("Upgo does not change such a value"),
        Row::new(
            "path.tilde",
            Patient::linux()
                .with(|machine| machine.with_from(VariableScope::Terminal, "PATH", "~/go/bin:/usr/bin:/home/~/x")),
        )
        .reads("A folder on PATH begins with ~", &["~/go/bin"])
        .explains("write $HOME instead of ~"),
        Row::new(
            "path.gobin-missing",
            Patient::windows()
                .tool(&format!("{USER}/go/bin/gopls.exe"), "golang.org/x/tools/gopls")
                .tool("D:/other/bin/stringer.exe", "golang.org/x/tools/cmd/stringer")
                .stores(Source::User, BIN),
        )
        .reads("Programs installed with `go install` are not on PATH", &["C:/Users/Zoe/go/bin: gopls"])
        .explains("it is not on PATH")
        .fixed_by("upgo env path add C:/Users/Zoe/go/bin"),
        Row::new(
            "path.machine-user-writable",
            Patient::windows()
                .with(|machine| machine.text("C:/tools/x.exe", ""))
                .may_write("C:/tools")
                .may_write(BIN)
                .stores(Source::Machine, "C:/Windows;C:/tools"),
        )
        .reads(
            "A folder on the system PATH is writable without administrator rights",
            &["C:/tools (the system PATH)"],
        )
        .explains("Services and other accounts also search the system PATH"),
    ]
}

fn lengths() -> Vec<Row> {
    let cut = format!("{BIN};{};C:/Progr", "C:/Windows;".repeat(89));
    assert_eq!(cut.len(), 1024);
    let many = |count: usize| format!("{BIN};{}", vec![long(200); count].join(";"));
    let with_long = |machine: super::lab::Described| machine.text(&format!("{}/x", long(200)), "");
    vec![
        Row::new("path.near-limit", Patient::windows().with(with_long).stores(Source::User, &many(40)))
            .reads(
                "PATH is close to its maximum length",
                &[
                    "HKLM/…/Environment/Path: 34 characters",
                    "HKCU/Environment/Path: 8075 characters",
                    "Together: 8109 characters",
                ],
            )
            .explains("cmd.exe accepts at most 8,191 in one line")
            .fixed_by("upgo env path deduplicate")
            .beside(&["path.duplicate"]),
        Row::new("path.truncated", Patient::windows().stores(Source::User, &cut))
            .reads(
                "PATH was cut off at 1024 characters",
                &["HKCU/Environment/Path: 1024 characters", "Its last entry is C:/Progr"],
            )
            .explains("`setx` does so at 1,024")
            .beside(&["path.duplicate", "path.dead-entry"]),
    ]
}
