//! The C compiler: a word only where something needs it.
use upgo_engine::environment::{Source, VariableScope};
use upgo_engine::machine::platform::HAS_REGISTRY;

use super::lab::{BIN, Described, GO_ENV, Patient};
use super::table::Row;

const ID: &str = "cgo.no-compiler";
const UCRT: &str = "C:/msys64/ucrt64/bin";
const MINGW: &str = "C:/MinGW/bin";

fn told(patient: Patient, name: &'static str, value: &'static str) -> Patient {
    patient.with(|machine| machine.with_from(VariableScope::User, name, value))
}

fn wants_cgo(patient: Patient) -> Patient {
    told(patient, "CGO_ENABLED", "1")
}

/// A Windows with another folder on the user's PATH.
fn searching(folder: &str) -> Patient {
    Patient::windows().stores(Source::User, &format!(r"{BIN};%USERPROFILE%\go\bin;{folder}"))
}

pub(crate) fn rows() -> Vec<Row> {
    [missing(), of_other_processor(), named()].into_iter().flatten().collect()
}

fn missing() -> Vec<Row> {
    let winget = "`winget install --exact --id BrechtSanders.WinLibs.POSIX.UCRT`";
    vec![
        Row::new(ID, wants_cgo(Patient::windows()))
            .reads(
                "Go finds no C compiler, but cgo needs one",
                &["CGO_ENABLED is 1, set in your environment", "No folder on PATH contains gcc"],
            )
            .explains(winget),
        Row::new(ID, wants_cgo(Patient::windows().for_arch("arm64").with(|machine| machine.on_arch("arm64"))))
            .reads(
                "Go finds no C compiler, but cgo needs one",
                &["CGO_ENABLED is 1, set in your environment", "No folder on PATH contains gcc"],
            )
            .explains("`winget install --exact --id MartinStorsjo.LLVM-MinGW.UCRT`"),
        Row::new(ID, Patient::linux().cgo_in("/src/m").cgo_in("/src/n"))
            .reads(
                "Go finds no C compiler, but cgo needs one",
                &["/src/m uses cgo", "/src/n uses cgo", "No folder on PATH contains gcc"],
            )
            .explains("`sudo dnf install gcc`"),
        // Building for another system needs a compiler only if CGO_ENABLED asks for one.
        Row::new(
            ID,
            wants_cgo(Patient::linux()).with(|machine| machine.with_from(VariableScope::Terminal, "GOOS", "freebsd")),
        )
        .reads(
            "Go finds no C compiler, but cgo needs one",
            &["CGO_ENABLED is 1, set in your environment", "No folder on PATH contains gcc"],
        )
        .explains("`C compiler \"gcc\" not found`"),
        // One for another processor is not offered.
        Row::new(
            ID,
            Patient::windows()
                .cgo_in("C:/src/m")
                .compiler("C:/mingw64/bin/gcc.exe", "amd64")
                .compiler(&format!("{UCRT}/gcc.exe"), "386"),
        )
        .reads("The C compiler is not on PATH", &["C:/src/m uses cgo", "gcc is in C:/mingw64/bin"])
        .explains(if HAS_REGISTRY {
            "`upgo env path add C:/mingw64/bin`"
        } else {
            "`upgo env path add 'C:/mingw64/bin'`" // a shell takes backslashes only in quotes
        }),
    ]
}

fn of_other_processor() -> Vec<Row> {
    let title = "The C compiler is for another processor";
    vec![
        Row::new(ID, searching(MINGW).cgo_in("C:/src/m").compiler("C:/MinGW/bin/gcc.exe", "386"))
            .reads(title, &["C:/src/m uses cgo", "C:/MinGW/bin/gcc.exe is for 386, Go builds for amd64"])
            .explains("`sorry, unimplemented: 64-bit mode not compiled in`"),
        Row::new(ID, told(Patient::windows(), "CC", "'C:/old gcc/gcc.exe' -O2").compiler("C:/old gcc/gcc.exe", "386"))
            .reads(
                title,
                &[
                    "CC is 'C:/old gcc/gcc.exe' -O2, set in your environment",
                    "C:/old gcc/gcc.exe is for 386, Go builds for amd64",
                ],
            )
            .explains("Correct CC"),
    ]
}

fn named() -> Vec<Row> {
    vec![
        Row::new(
            ID,
            searching(UCRT)
                .compiler(&format!("{UCRT}/gcc.exe"), "amd64")
                .with(|machine| machine.text(GO_ENV, "CC=\"D:/my tools/clang.exe\" -target x86_64-w64-mingw32\n")),
        )
        .reads(
            "CC names a program that does not exist",
            &[
                "CC is \"D:/my tools/clang.exe\" -target x86_64-w64-mingw32, set by `go env -w` in \
                 C:/Users/Zoe/AppData/Roaming/go/env",
                "D:/my tools/clang.exe is not a program",
            ],
        )
        .explains("Go then starts `gcc`")
        .fixed_by("upgo env unset CC --scope go"),
        // Without CC, Go would find none either.
        Row::new(ID, told(Patient::windows(), "CC", "zig cc"))
            .reads(
                "CC names a program that does not exist",
                &["CC is zig cc, set in your environment", "No folder on PATH contains zig"],
            )
            .explains("Correct CC"),
        Row::new(ID, told(Patient::linux(), "CXX", "/usr/lib").with(|machine| machine.text("/usr/lib/crt1.o", "")))
            .reads(
                "CXX names a program that does not exist",
                &["CXX is /usr/lib, set in your environment", "/usr/lib is not a program"],
            )
            .explains("Go then starts `g++`"),
        Row::new(ID, told(Patient::linux(), "CC", "/opt/loop").with(|machine| machine.link("/opt/loop", "/opt/loop")))
            .reads(
                "CC names a program that does not exist",
                &["CC is /opt/loop, set in your environment", "/opt/loop is not a program"],
            )
            .explains("their builds fail"),
    ]
}

fn is_silent(patient: &Patient) -> bool {
    let examined = patient.examine();
    assert!(examined.not_checked.is_empty(), "{:?}", examined.not_checked);
    examined.findings.iter().all(|finding| finding.id != ID)
}

#[test]
fn nothing_is_said_where_cgo_is_off_or_works() {
    let tdm = "C:/TDM-GCC-64/bin";
    for (name, patient) in vec![
        ("cgo is off", told(Patient::windows().cgo_in("C:/src/m"), "CGO_ENABLED", "0")),
        ("off, with a CC that is gone", told(told(Patient::linux(), "CC", "/gone"), "CGO_ENABLED", "0")),
        ("for another system", told(told(Patient::linux().cgo_in("/src/m"), "GOARCH", "arm64"), "CC", "/gone")),
        ("gcc", wants_cgo(searching(UCRT).compiler(&format!("{UCRT}/gcc.exe"), "amd64"))),
        (
            "a clang for any processor",
            told(searching(UCRT).compiler(&format!("{UCRT}/clang.exe"), "386"), "CC", "clang"),
        ),
        (
            "a gcc whose header is unknown",
            wants_cgo(searching(UCRT).with(|m| m.program(&format!("{UCRT}/gcc.exe"), ""))),
        ),
        (
            "a 32-bit gcc with a 64-bit target",
            wants_cgo(searching(tdm).compiler(&format!("{tdm}/gcc.exe"), "386"))
                .with(|machine| machine.text("C:/TDM-GCC-64/lib/gcc/x86_64-w64-mingw32/10.3.0/libgcc.a", "")),
        ),
        ("a 32-bit Go", wants_cgo(searching(MINGW).for_arch("386").compiler("C:/MinGW/bin/gcc.exe", "386"))),
        ("a 32-bit gcc that nobody needs", searching(MINGW).compiler("C:/MinGW/bin/gcc.exe", "386")),
        (
            "on Linux",
            wants_cgo(Patient::linux().with(|m| m.searches_first("/opt/gcc")).compiler("/opt/gcc/gcc", "386")),
        ),
    ] {
        assert!(is_silent(&patient), "{name}");
    }
}

#[test]
fn what_is_unknown_is_not_passed() {
    let why = |patient: &Patient| {
        let examined = patient.examine();
        assert!(examined.findings.iter().all(|finding| finding.id != ID), "{:?}", examined.findings);
        let one = examined.not_checked.into_iter().find(|check| check.id == ID);
        one.map(|check| check.why.to_string())
    };
    let unread = Some("The imports of some projects are unknown; run `upgo audit`".to_owned());
    assert_eq!(why(&Patient::linux().with_unread_projects()), unread);
    assert_eq!(why(&searching(MINGW).with_unread_projects().compiler("C:/MinGW/bin/gcc.exe", "386")), unread);
    assert_eq!(why(&searching(UCRT).with_unread_projects().compiler(&format!("{UCRT}/gcc.exe"), "amd64")), None);
    // One project is enough for a finding.
    assert!(!is_silent(&Patient::linux().with_unread_projects().cgo_in("/src/m")));
    // The value had bytes that are not Unicode: the program may exist.
    let not_text = told(Patient::linux(), "CC", "/opt/\u{fffd}/gcc");
    assert_eq!(why(&not_text), Some("The name of the C compiler is not valid Unicode".to_owned()));
}

#[test]
fn a_value_that_go_refuses_is_reported_once() {
    for (says, expected) in [(Some("go: CC environment variable is relative"), "goenv.breaks-go"), (None, ID)] {
        let patient = Patient::windows().with(|machine: Described| {
            let machine = machine.text(GO_ENV, "CC=./gcc\n");
            says.into_iter().fold(machine, |machine, says| machine.says_of("CC", says))
        });
        let ids: Vec<String> = patient.examine().findings.into_iter().map(|finding| finding.id).collect();
        assert_eq!(ids, [expected], "{says:?}");
    }
}
