//! The C compiler, where something needs cgo. It is never started. Sources: `cmd/go/internal/cfg` (`defaultContext`)
//! and `cmd/go/internal/work` (`BuildInit`, `compilerExe`) of Go 1.21 to 1.27.
use std::path::{Path, PathBuf};

use super::{Diagnosis, DoctorFacts, goenv};
use crate::base::words::{Sentence, Statement};
use crate::change::offered_fix::Fix;
use crate::environment::go_value;
use crate::machine::platform::typed;
use crate::which_go::toolchain::search::{as_go_does, in_folder};
use crate::which_go::toolchain::{GoError, GoSetting};

/// The compiler that Go starts on Windows and Linux if CC is not set.
const DEFAULT: &str = "gcc";

/// The variables that name a compiler, each with what Go starts without them.
const VARIABLES: [(&str, &str); 2] = [("CC", DEFAULT), ("CXX", "g++")];

/// Where MSYS2, TDM-GCC, Chocolatey and the archives of MinGW-w64 put `gcc`, on the drive of Windows.
const PLACES: [&str; 5] = [
    r"msys64\ucrt64\bin",
    r"msys64\mingw64\bin",
    r"mingw64\bin",
    r"TDM-GCC-64\bin",
    r"ProgramData\mingw64\mingw64\bin",
];

struct NamedCompiler {
    name: &'static str,
    default: &'static str,
    setting: GoSetting,
    program: String,
}

enum CompilerFault {
    Missing,
    OffPath { folder: String },
    OtherProcessor { program: PathBuf, arch: &'static str },
}

pub(super) fn no_compiler(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    if !may_be_on(facts) {
        return None;
    }
    let named: Vec<NamedCompiler> = named(facts).collect();
    if let Some(found) = named.iter().filter(|named| named.is_text()).find_map(|named| named.fault(facts)) {
        return Some(found);
    }
    let wanted: Vec<Statement> = explicit(facts).into_iter().chain(importing(facts)).collect();
    let needs_default = !wanted.is_empty() && named.iter().all(|named| named.name != "CC");
    needs_default.then(|| default_fault(facts))?.map(|fault| fault.found(facts, wanted))
}

pub(super) fn unknown(facts: &DoctorFacts<'_>) -> Option<Sentence> {
    if !may_be_on(facts) {
        return None;
    }
    if named(facts).any(|named| !named.is_text()) {
        return Some(Sentence::CompilerNotText);
    }
    let is_decided = facts.cgo_projects.all_known || no_compiler(facts).is_some() || default_fault(facts).is_none();
    (!is_decided && named(facts).all(|named| named.name != "CC")).then_some(Sentence::ProjectsUnread)
}

/// Whether Go uses cgo, or would with a compiler. Without `CGO_ENABLED`, building for another system turns it off.
fn may_be_on(facts: &DoctorFacts<'_>) -> bool {
    match facts.answer.settings.value("CGO_ENABLED").as_deref() {
        Some("0") => false,
        Some("1") => true,
        _ => !is_cross(facts),
    }
}

fn is_cross(facts: &DoctorFacts<'_>) -> bool {
    let differs = |(name, own): (&str, &str)| facts.answer.settings.value(name).is_some_and(|value| value != own);
    goenv::own_target(facts).into_iter().any(differs)
}

fn explicit(facts: &DoctorFacts<'_>) -> Option<Statement> {
    let setting = facts.answer.settings.get("CGO_ENABLED").filter(|setting| setting.value == "1")?;
    Some(goenv::says(facts, "CGO_ENABLED", &setting))
}

fn importing<'a>(facts: &'a DoctorFacts<'_>) -> impl Iterator<Item = Statement> + 'a {
    facts.cgo_projects.importing.iter().map(|folder| say!(ProjectUsesCgo { folder: &**folder }))
}

/// A value that makes every `go` command fail is [`breaks_go`](super::goenv::breaks_go).
fn named(facts: &DoctorFacts<'_>) -> impl Iterator<Item = NamedCompiler> {
    VARIABLES.into_iter().filter_map(|(name, default)| {
        let setting = facts.answer.settings.get(name)?;
        let is_refused =
            matches!(&facts.answer.refusal, Some(GoError::Value { name: refused, .. }) if *refused == name);
        let program = go_value::split(&setting.value)?.first().map(|program| (*program).to_owned())?;
        (!is_refused).then_some(NamedCompiler { name, default, setting, program })
    })
}

impl NamedCompiler {
    /// Whether the name of the program is known: what is not Unicode has become U+FFFD.
    fn is_text(&self) -> bool {
        !self.program.contains('\u{fffd}')
    }

    fn fault(&self, facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
        let (name, default) = (self.name, self.default);
        let (title, explanation, evidence) = if let Some(program) = found(facts, &self.program) {
            let arch = other_processor(facts, &program)?;
            let explanation = say!(NamedCompilerForOtherWhy { name, default });
            (Sentence::CompilerForOther.into(), explanation, is_for(facts, &program, arch))
        } else {
            let is_path = facts.machine.is_full(Path::new(&self.program));
            let program = &*self.program;
            let why = if is_path { say!(CompilerNotThere { program }) } else { say!(NotFoundOnPath { program }) };
            (say!(NamedCompilerMissing { name }), say!(NamedCompilerMissingWhy { name, default }), why)
        };
        let helps = found(facts, self.default).is_some_and(|program| other_processor(facts, &program).is_none());
        let fix = Fix::unset_at(self.name, &self.setting).filter(|_| helps);
        let says = goenv::says(facts, self.name, &self.setting);
        Some(Diagnosis::new(title, explanation).shown_by([says, evidence]).fixed_by(fix))
    }
}

impl CompilerFault {
    fn found(self, facts: &DoctorFacts<'_>, wanted: Vec<Statement>) -> Diagnosis {
        let (title, explanation, evidence) = match self {
            Self::Missing => {
                let evidence = say!(NotFoundOnPath { program: DEFAULT });
                (Sentence::NoCompiler, say!(NoCompilerWhy { remedy: remedy(facts) }), evidence)
            }
            Self::OffPath { folder } => {
                let evidence = say!(CompilerIsIn { program: DEFAULT, folder: &*folder });
                (Sentence::CompilerOffPath, say!(CompilerOffPathWhy { folder: typed(folder) }), evidence)
            }
            Self::OtherProcessor { program, arch } => {
                let explanation = say!(CompilerForOtherWhy { remedy: remedy(facts) });
                (Sentence::CompilerForOther, explanation, is_for(facts, &program, arch))
            }
        };
        Diagnosis::new(title, explanation).shown_by(wanted.into_iter().chain([evidence]))
    }
}

fn is_for(facts: &DoctorFacts<'_>, program: &Path, arch: &'static str) -> Statement {
    say!(CompilerIsFor { program, arch, own: own_arch(facts) })
}

fn found(facts: &DoctorFacts<'_>, program: &str) -> Option<PathBuf> {
    let machine = facts.machine;
    let path = Path::new(program);
    if !machine.is_full(path) {
        return as_go_does(machine, program);
    }
    let is_whole = facts.is_windows() && path.extension().is_some() && machine.files.is_file(path);
    let (folder, name) = (path.parent()?, path.file_name()?.to_str()?);
    is_whole.then(|| path.to_owned()).or_else(|| in_folder(&machine.terminal, machine.files, folder, name))
}

fn default_fault(facts: &DoctorFacts<'_>) -> Option<CompilerFault> {
    let Some(program) = found(facts, DEFAULT) else {
        return Some(off_path(facts).map_or(CompilerFault::Missing, |folder| CompilerFault::OffPath { folder }));
    };
    other_processor(facts, &program).map(|arch| CompilerFault::OtherProcessor { program, arch })
}

fn off_path(facts: &DoctorFacts<'_>) -> Option<String> {
    let drive = (facts.variable)("SystemDrive").filter(|_| facts.is_windows())?;
    let is_usable =
        |folder: &String| (facts.architecture)(Path::new(&format!(r"{folder}\{DEFAULT}.exe"))) == Some(own_arch(facts));
    PLACES.iter().map(|place| format!(r"{drive}\{place}")).find(is_usable)
}

/// The processor that this `gcc` compiles for, if it cannot be Go's; others, such as `clang`, compile for any. In
/// MinGW, it is the one that `gcc` runs on, unless there is a folder for another (TDM-GCC); on Linux, often two.
fn other_processor(facts: &DoctorFacts<'_>, program: &Path) -> Option<&'static str> {
    let is_gcc = facts.name_of(program).eq_ignore_ascii_case(DEFAULT);
    if !facts.is_windows() || !is_gcc || is_cross(facts) {
        return None;
    }
    let own = match own_arch(facts) {
        "amd64" => "x86_64",
        "arm64" => "aarch64",
        _ => return None,
    };
    let arch = (facts.architecture)(program).filter(|arch| *arch != own_arch(facts))?;
    let real = facts.machine.files.real(program);
    let libraries = real.parent()?.parent()?.join("lib").join("gcc").join(format!("{own}-w64-mingw32"));
    (!facts.machine.files.is_folder(&libraries)).then_some(arch)
}

fn own_arch<'a>(facts: &'a DoctorFacts<'_>) -> &'a str {
    let [_, (_, arch)] = goenv::own_target(facts);
    arch
}

/// Source: <https://github.com/microsoft/winget-pkgs>, the packages with a `gcc` that puts itself on PATH.
fn remedy(facts: &DoctorFacts<'_>) -> Statement {
    let package = match own_arch(facts) {
        "arm64" => "MartinStorsjo.LLVM-MinGW.UCRT",
        "386" => "BrechtSanders.WinLibs.POSIX.UCRT --architecture x86",
        _ => "BrechtSanders.WinLibs.POSIX.UCRT",
    };
    if facts.is_windows() { say!(InstallCompilerOnWindows { package }) } else { Sentence::InstallCompiler.into() }
}
