//! Whether the Go that runs accepts the project: what `go list` says before it looks at any package.
//!
//! Source: <https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/init.go> (`loadModFile`).
use std::path::Path;

use super::choice::{self, Choice, version_of};
use super::{GoFile, Machine, Project, Refusal, Settings, grammar, project};
use crate::version::Version;

/// What a file without a `go` line means.
const WORK_DEFAULT: &str = "1.18";
const MODULE_DEFAULT: &str = "1.16";

/// What is asked of.
pub(crate) struct Running<'a> {
    pub(crate) machine: &'a Machine<'a>,
    pub(crate) settings: &'a Settings,
    /// Its version.
    pub(crate) version: &'a Version,
    /// What Go chose by; `None` where it did not choose.
    pub(crate) choice: Option<&'a Choice>,
}

impl Running<'_> {
    /// Whether the project is accepted.
    pub(crate) fn accepts(&self, project: &Project) -> Result<(), Refusal> {
        if let Some(refusal @ Refusal::RelativeWork(_)) = &project.bad_work {
            return Err(refusal.clone());
        }
        match self.settings.value("GO111MODULE").as_deref() {
            Some("off") => return Ok(()),
            None | Some("on" | "auto") => {}
            Some(other) => return Err(Refusal::ModuleMode(other.to_owned())),
        }
        match project {
            Project { bad_work: Some(refusal), .. } => Err(refusal.clone()),
            Project { work: Some(work), module, .. } => self.accepts_work(work, module.as_ref()),
            Project { module: Some(module), .. } => self.accepts_module(module),
            _ => Ok(()),
        }
    }

    fn accepts_module(&self, module: &GoFile) -> Result<(), Refusal> {
        self.accepts_lines(module)?;
        let go = module.says("go").unwrap_or(MODULE_DEFAULT);
        match module.says("toolchain") {
            Some(name) if is_superfluous(name, go) && !self.tidies() => Err(Refusal::NotTidy(name.to_owned())),
            _ => Ok(()),
        }
    }

    fn accepts_work(&self, work: &GoFile, module: Option<&GoFile>) -> Result<(), Refusal> {
        self.accepts_lines(work)?;
        if self.tidies() {
            return Err(Refusal::WorkFlag);
        }
        let uses = work.uses();
        for folder in &uses {
            self.accepts_member(work, folder)?;
        }
        let own = module.and_then(|module| module.path.parent());
        match own.filter(|own| !uses.iter().any(|folder| self.machine.is_same(folder, own))) {
            Some(folder) => Err(Refusal::NotInWork(self.machine.short(folder))),
            None => Ok(()),
        }
    }

    /// A module of the workspace in `folder`: it must not want a newer Go than the workspace.
    fn accepts_member(&self, work: &GoFile, folder: &Path) -> Result<(), Refusal> {
        let path = folder.join("go.mod");
        let module = self.machine.short(folder);
        if !self.machine.files.is_file(&path) {
            let why = format!("open {}: no such file", self.machine.short(&path));
            return Err(Refusal::WorkModule { module, why });
        }
        let member = project::read(self.machine, path);
        let lists = work.says("go");
        let of_work = version(lists.unwrap_or(WORK_DEFAULT));
        let too_old = |needs: &str| {
            let is_new = Some(self.version) >= version("1.27rc1").as_ref();
            let remedy = if is_new { format!("to download and use go {needs}") } else { "to update it".to_owned() };
            let (module, lists) = (module.clone(), lists.map(str::to_owned));
            Err(Refusal::WorkTooOld { module, needs: needs.to_owned(), lists, remedy })
        };
        match self.accepts_lines(&member) {
            Err(Refusal::TooOld { needs, .. }) => return too_old(&needs),
            Err(other) => return Err(Refusal::WorkModule { module, why: other.to_string() }),
            Ok(()) => {}
        }
        // Up to 1.20 the line is advice.
        let needs = member.says("go").unwrap_or(MODULE_DEFAULT);
        if version(needs) > of_work && version(needs) >= version("1.21") { too_old(needs) } else { Ok(()) }
    }

    /// The grammar of the `go` and `toolchain` lines, and whether this Go is new enough.
    fn accepts_lines(&self, file: &GoFile) -> Result<(), Refusal> {
        let is_strict = choice::chooses(self.version);
        let broken = if is_strict { grammar::broken(file) } else { grammar::broken_for_old(file) };
        // A line that is not quite right still says how new it is, and Go says that first.
        let go = grammar::number(file);
        if let Some(needs) = go.filter(|go| is_strict && version(go).as_ref() > Some(self.version)) {
            return Err(self.too_old(file, needs));
        }
        match broken {
            Some((word, what)) => Err(Refusal::Syntax { file: file.shown.clone(), line: file.line_of(word), what }),
            None if self.refuses_new(go) => Err(self.too_old(file, go.unwrap_or_default())),
            None => Ok(()),
        }
    }

    /// Whether this Go, too old to choose another, refuses what is newer than it can know: the last ones of 1.19 and
    /// 1.20 do, for older ones the line is advice. <https://go.dev/doc/toolchain#version>
    fn refuses_new(&self, go: Option<&str>) -> bool {
        let is_late =
            |first: &str| version(first).is_some_and(|first| self.version.same_line(&first) && *self.version >= first);
        (is_late("1.19.13") || is_late("1.20.8")) && go.is_some_and(|go| version(go) >= version("1.22"))
    }

    /// Whether GOFLAGS lets Go change `go.mod` as it goes.
    fn tidies(&self) -> bool {
        self.settings.value("GOFLAGS").is_some_and(|flags| flags.split_whitespace().any(|flag| flag == "-mod=mod"))
    }

    fn too_old(&self, file: &GoFile, needs: &str) -> Refusal {
        Refusal::TooOld {
            file: file.shown.clone(),
            needs: needs.to_owned(),
            running: self.version.number().to_owned(),
            explain: self.choice.map(|choice| self.explain(choice)).unwrap_or_default(),
        }
    }

    /// What Go adds to say why no newer Go runs.
    fn explain(&self, choice: &Choice) -> String {
        let setting = Some(&choice.setting).filter(|setting| *setting != "auto");
        let setting = setting.map(|setting| format!("; GOTOOLCHAIN={setting}")).unwrap_or_default();
        let file = choice.file.as_deref().filter(|_| choice.is_default);
        let file = file.map(|file| format!("; {} sets toolchain default", self.machine.short(file)));
        setting + &file.unwrap_or_default()
    }
}

fn version(number: &str) -> Option<Version> {
    Version::from_name(&format!("go{number}")).ok()
}

/// Whether `go mod tidy` takes the line away: it says no more than the `go` line, or nothing that a Go understands.
fn is_superfluous(toolchain: &str, go: &str) -> bool {
    toolchain == format!("go{go}") || version_of(toolchain) < Version::from_name("go1.21").ok()
}
