//! Go's settings, the requirements of a project, and the Go installations themselves.
use upgo_engine::base::system::{System, SystemVersion};
use upgo_engine::environment::{Source, VariableScope};

use super::lab::{BIN, Described, GO_ENV, MSI, Patient, USER, version};
use super::table::Row;

fn told(name: &'static str, value: &'static str, scope: VariableScope) -> Patient {
    Patient::windows().with(|machine| machine.with_from(scope, name, value))
}

fn wrote(text: &str) -> Patient {
    Patient::windows().with(|machine| machine.text(GO_ENV, text))
}

/// A machine with a module as its working folder.
fn in_module(lines: &str) -> Patient {
    let text = format!("module m\n\n{lines}");
    Patient::windows().with(|machine| machine.text("C:/src/m/go.mod", &text).within("C:/src/m"))
}

/// A machine with only a manually unpacked Go.
fn only(root: &str, name: &str) -> Patient {
    let path = format!("{BIN};{root}/bin");
    let machine = |machine: Described| machine.go(root, name).without_upgo();
    Patient::windows().with(machine).store(|store| store.brought.clear()).stores(Source::User, &path)
}

pub(crate) fn rows() -> Vec<Row> {
    [goroot(), settings(), projects(), releases()].into_iter().flatten().collect()
}

fn goroot() -> Vec<Row> {
    vec![
        Row::new("goroot.stale", told("GOROOT", "C:/Go", VariableScope::User))
            .reads(
                "GOROOT points to a missing folder",
                &["GOROOT is C:/Go, set in your environment", "A new terminal runs go1.27.3"],
            )
            .explains("`cannot find GOROOT directory`")
            .fixed_by("upgo env unset GOROOT"),
        Row::new(
            "goroot.stale",
            told("GOROOT", MSI, VariableScope::Machine).with(|machine| machine.go(MSI, "go1.26.6")),
        )
        .reads(
            "GOROOT points to another Go",
            &[
                "GOROOT is C:/Program Files/Go, set for the whole machine",
                "That folder contains go1.26.6",
                "A new terminal runs go1.27.3",
            ],
        )
        .explains("`compile: version … does not match go tool version …`")
        .fixed_by("upgo env unset GOROOT --scope machine"),
        Row::new("goroot.stale", wrote("GOROOT=C:/Windows\n"))
            .reads(
                "GOROOT points to a folder without Go",
                &[
                    "GOROOT is C:/Windows, set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env",
                    "A new terminal runs go1.27.3",
                ],
            )
            .explains("finds none")
            .fixed_by("upgo env unset GOROOT --scope go"),
        Row::new(
            "goroot.set",
            told("GOROOT", "C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.27.3", VariableScope::Terminal),
        )
        .reads(
            "GOROOT is set and should not be",
            &[
                "GOROOT is C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.27.3, set in this terminal",
                "That folder contains go1.27.3",
                "A new terminal runs go1.27.3",
            ],
        )
        .explains("wrong after the next upgrade"),
    ]
}

fn settings() -> Vec<Row> {
    vec![
        Row::new("goenv.invalid-toolchain", wrote("GOTOOLCHAIN=foo\n"))
            .reads(
                "GOTOOLCHAIN has an invalid value",
                &["GOTOOLCHAIN is foo, set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env"],
            )
            .explains("only `go env -w GOTOOLCHAIN=auto` works")
            .fixed_by("upgo env unset GOTOOLCHAIN --scope go"),
        Row::new("goenv.invalid-toolchain", told("GOTOOLCHAIN", "latest", VariableScope::User))
            .reads("GOTOOLCHAIN has an invalid value", &["GOTOOLCHAIN is latest, set in your environment"])
            .explains("Every go command fails")
            .fixed_by("upgo env unset GOTOOLCHAIN"),
        // Notepad's line endings; real Go says `go: invalid GOTOOLCHAIN "auto\r"`
        Row::new("goenv.invalid-toolchain", wrote("GOTOOLCHAIN=auto\r\n"))
            .reads(
                "GOTOOLCHAIN has an invalid value",
                &["GOTOOLCHAIN is auto/r, set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env"],
            )
            .explains("Every go command fails")
            .fixed_by("upgo env unset GOTOOLCHAIN --scope go"),
        Row::new("goenv.invalid-toolchain", wrote("GOTOOLCHAIN=go1.27\n").with(|machine| machine.newest("go1.27.3")))
            .reads(
                "GOTOOLCHAIN has an invalid value",
                &["GOTOOLCHAIN is go1.27, set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env"],
            )
            .explains("only `go env -w GOTOOLCHAIN=auto` works")
            .fixed_by("upgo env unset GOTOOLCHAIN --scope go"),
        Row::new("goenv.pins-toolchain", wrote("GOTOOLCHAIN=go1.27.3\n"))
            .reads(
                "GOTOOLCHAIN pins Go to go1.27.3",
                &["GOTOOLCHAIN is go1.27.3, set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env"],
            )
            .explains("an upgrade has no effect")
            .fixed_by("upgo env unset GOTOOLCHAIN --scope go"),
        Row::new("goenv.foreign-target", wrote("GOOS=linux\nGOARCH=amd64\n"))
            .reads(
                "You are building programs for linux",
                &["GOOS is linux, set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env"],
            )
            .explains("`go run` and `go test` cannot start them")
            .fixed_by("upgo env unset GOOS --scope go"),
        Row::new("goenv.foreign-target", told("GOARCH", "386", VariableScope::User))
            .reads("You are building 32-bit programs", &["GOARCH is 386, set in your environment"])
            .explains("set the variable for that one command")
            .fixed_by("upgo env unset GOARCH"),
        Row::new("goenv.bom", wrote("\u{feff}GOPROXY=https://goproxy.example,direct\nGOFLAGS=-v\n"))
            .reads(
                "Go ignores a `go env -w` setting",
                &["Go ignores the first line of C:/Users/Zoe/AppData/Roaming/go/env: \
                   GOPROXY=https://goproxy.example,direct"],
            )
            .explains("GOPROXY is not set")
            .fixed_by("upgo env set GOPROXY 'https://goproxy.example,direct' --scope go"),
        Row::new(
            "goflags.breaks-go",
            wrote("GOFLAGS=-ldflags=-s -w\n").with(|m| m.says_of("GOFLAGS", "go: unknown flag -w")),
        )
        .reads(
            "GOFLAGS makes go commands fail",
            &[
                "GOFLAGS is -ldflags=-s -w, set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env",
                "go: unknown flag -w",
            ],
        )
        .explains("even in `go version`")
        .fixed_by("upgo env unset GOFLAGS --scope go"),
        Row::new(
            "goenv.breaks-go",
            told("GOOS", "Linux", VariableScope::User).with(|m| m.says_of("GOOS", "go: unsupported pair")),
        )
        .reads(
            "Go fails because of GOOS",
            &["GOOS is Linux, set in your environment", "GOOS cannot be \"Linux\": go: unsupported pair"],
        )
        .explains("until GOOS has another value")
        .fixed_by("upgo env unset GOOS"),
        Row::new(
            "goenv.breaks-go",
            wrote("GOEXPERIMENT=rangefunc\n").with(|m| m.says_of("GOEXPERIMENT", "go: unknown GOEXPERIMENT rangefunc")),
        )
        .reads(
            "Go fails because of GOEXPERIMENT",
            &[
                "GOEXPERIMENT is rangefunc, set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env",
                "GOEXPERIMENT cannot be \"rangefunc\": go: unknown GOEXPERIMENT rangefunc",
            ],
        )
        .explains("Go commands stop with an error")
        .fixed_by("upgo env unset GOEXPERIMENT --scope go"),
        Row::new(
            "goenv.starts-nothing",
            // the folder for caches is that of the system that the test runs on
            Patient::linux().with(|m| m.starts_nothing_in("/tmp").with("LOCALAPPDATA", "/home/zoe/.cache")),
        )
        .reads(
            "Go cannot start the programs that it builds",
            &["The system starts no program in /tmp, as on a file system that is mounted with noexec"],
        )
        .explains("GOTMPDIR names another folder")
        .fixed_by("upgo env set GOTMPDIR /home/zoe/.cache --scope go"),
        Row::new(
            "goenv.starts-nothing",
            Patient::linux().with(|m| m.starts_nothing_in("/mnt/t").with("GOTMPDIR", "/mnt/t")),
        )
        .reads(
            "Go cannot start the programs that it builds",
            &["The system starts no program in /mnt/t, as on a file system that is mounted with noexec"],
        )
        .explains("build programs in a temporary folder"),
    ]
}

fn projects() -> Vec<Row> {
    let wrapper = format!("{USER}/go/bin/go1.27.9.exe");
    vec![
        Row::new(
            "gotoolchain.local-too-old",
            in_module("go 1.28.1\n").with(|machine| machine.with_from(VariableScope::User, "GOTOOLCHAIN", "local")),
        )
        .reads(
            "GOTOOLCHAIN blocks the Go that the project needs",
            &["go.mod requires Go 1.28.1", "GOTOOLCHAIN is local, set in your environment: go1.27.3 runs"],
        )
        .explains("`go version` works here, but `go build` and other commands fail")
        .fixed_by("upgo env unset GOTOOLCHAIN"),
        Row::new(
            "gotoolchain.local-too-old",
            in_module("go 1.28.1\n").with(|machine| machine.with("GOTOOLCHAIN", "local")),
        )
        .reads(
            "GOTOOLCHAIN blocks the Go that the project needs",
            &["go.mod requires Go 1.28.1", "GOTOOLCHAIN is local, set in this terminal: go1.27.3 runs"],
        )
        .explains("Use a newer Go")
        .fixed_by("upgo upgrade"),
        Row::new(
            "gotoolchain.missing",
            in_module("go 1.28.1\n").with(|machine| machine.with_from(VariableScope::User, "GOTOOLCHAIN", "path")),
        )
        .reads(
            "go1.28.1 is required but not available",
            &["C:/src/m/go.mod requires go1.28.1", "GOTOOLCHAIN allows no download"],
        )
        .explains("If Upgo installs it, Go finds it on PATH")
        .fixed_by("upgo install 1.28.1"),
        Row::new("gomod.language-version-toolchain", in_module("go 1.26\ntoolchain go1.28\n"))
            .reads("The project names a toolchain that does not exist", &["C:/src/m/go.mod: toolchain go1.28"])
            .explains("go1.28 is not a release"),
        Row::new("gomod.language-version-toolchain", in_module("go 1.99\n").with(|machine| machine.newest("go1.27.3")))
            .reads("The project names a toolchain that does not exist", &["C:/src/m/go.mod requires go1.99.0"])
            .explains("there is no such release yet"),
        Row::new(
            "dl-wrapper.never-downloaded",
            Patient::windows()
                .with(|machine| machine.program(&wrapper, "\0"))
                .tool(&wrapper, "golang.org/dl/go1.27.9")
                .tool(&format!("{USER}/go/bin/gotip.exe"), "golang.org/dl/gotip"),
        )
        .reads(
            "A goX.Y.Z command has no toolchain",
            &["C:/Users/Zoe/go/bin/go1.27.9.exe has no C:/Users/Zoe/sdk/go1.27.9/.unpacked-success"],
        )
        .explains("`go1.27.9: not downloaded`")
        .fixed_by("upgo install 1.27.9"),
    ]
}

fn releases() -> Vec<Row> {
    let old_windows = || {
        let mut patient = only("D:/go", "go1.20.14");
        patient.system = System::new("windows", SystemVersion(6, 1, 7601));
        patient
    };
    let outdated = || {
        let mut patient = Patient::windows();
        patient.newest = version("go1.29.0");
        patient
    };
    vec![
        Row::new("version.unsupported", outdated())
            .reads(
                "Go 1.27 is no longer supported",
                &["A new terminal runs go1.27.3 in C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.27.3"],
            )
            .explains("gets no more fixes, not even for security")
            .fixed_by("upgo upgrade"),
        Row::new("os.too-old", old_windows())
            .reads(
                "Windows 7 is too old for the newest Go",
                &[
                    "go1.27.3 needs Windows 10 or Windows Server 2016 or later",
                    "The newest release line that runs here is Go 1.20",
                ],
            )
            .explains("The newest that runs here is Go 1.20, which gets no more fixes.")
            .beside(&["version.unsupported"]),
        Row::new("arch.emulated", only("D:/go", "go1.27.1").for_arch("386"))
            .reads("This Go is not built for your machine", &["The Go in D:/go is for 386, the machine is amd64"])
            .explains("does not use the machine's full capabilities")
            .fixed_by("upgo install 1.27.1 --use"),
        Row::new("arch.emulated", only("D:/go", "go1.27.1").with(|machine| machine.on_arch("arm64")))
            .reads(
                "This Go runs emulated on your ARM64 machine",
                &["The Go in D:/go is for amd64, the machine is arm64"],
            )
            .explains("several times as long")
            .fixed_by("upgo install 1.27.1 --use"),
        Row::new(
            "tree.mixed",
            Patient::windows()
                .with(|machine| {
                    machine
                        .text("D:/go/src/internal/goversion/goversion.go", "package goversion\n\nconst Version = 26\n")
                })
                .tree(
                    "D:/go",
                    "go1.27.3",
                    &[("D:/go/bin/go.exe", "go1.27.3"), ("D:/go/pkg/tool/windows_amd64/compile.exe", "go1.26.6 X:foo")],
                )
                .tree("D:/whole", "go1.27.3", &[("D:/whole/bin/go.exe", "go1.27.3-X:foo")]),
        )
        .reads(
            "A Go installation contains files of another version",
            &[
                "D:/go/VERSION says go1.27.3, but D:/go/pkg/tool/windows_amd64/compile.exe is from go1.26.6 X:foo",
                "D:/go/VERSION says go1.27.3, but D:/go/src/internal/goversion/goversion.go is from Go 1.26",
            ],
        )
        .explains("Remove the folder and install the version again."),
        Row::new(
            "tree.mixed",
            Patient::windows().tree(
                "C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.27.3",
                "go1.27.3",
                &[("C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.27.3/bin/go.exe", "go1.26.6")],
            ),
        )
        .reads(
            "A Go installation contains files of another version",
            &["C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.27.3/VERSION says go1.27.3, but \
               C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.27.3/bin/go.exe is from go1.26.6"],
        )
        .explains("restores the files of its own toolchains from the verified archive")
        .fixed_by("upgo verify 1.27.3 --repair"),
    ]
}
