//! Whether the Go that runs accepts the project: what `go list` says before it looks at any package.
//!
//! Source: <https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/init.go> (`loadModFile`) and
//! <https://github.com/golang/mod/blob/master/modfile/rule.go> (the grammar of both lines).
use std::path::Path;

use super::choice::{self, Choice, version_of};
use super::{GoFile, Machine, Project, Refusal, Settings, project};
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
        let tidies = self.settings.value("GOFLAGS").is_some_and(|flags| flags.contains("-mod=mod"));
        match module.says("toolchain") {
            Some(name) if is_superfluous(name, go) && !tidies => Err(Refusal::NotTidy(name.to_owned())),
            _ => Ok(()),
        }
    }

    fn accepts_work(&self, work: &GoFile, module: Option<&GoFile>) -> Result<(), Refusal> {
        self.accepts_lines(work)?;
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
        let needs = member.says("go").unwrap_or(MODULE_DEFAULT);
        let lists = work.says("go");
        // Up to 1.20 the line is advice.
        let is_strict = version(needs) >= version("1.21");
        if is_strict && version(needs) > version(lists.unwrap_or(WORK_DEFAULT)) {
            let is_new = Some(self.version) >= version("1.27rc1").as_ref();
            let remedy = if is_new { format!("to download and use go {needs}") } else { "to update it".to_owned() };
            return Err(Refusal::WorkTooOld {
                module,
                needs: needs.to_owned(),
                lists: lists.map(str::to_owned),
                remedy,
            });
        }
        Ok(())
    }

    /// The grammar of the `go` and `toolchain` lines, and whether this Go is new enough.
    fn accepts_lines(&self, file: &GoFile) -> Result<(), Refusal> {
        let is_strict = choice::chooses(self.version);
        let broken = if is_strict { broken_line(file) } else { broken_for_old(file) };
        // A line that is not quite right still says how new it is, and Go says that first.
        let go = file.says("go").map(|go| if is_go_version(go) { go } else { lax(go) });
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

    fn too_old(&self, file: &GoFile, needs: &str) -> Refusal {
        Refusal::TooOld {
            file: file.shown.clone(),
            needs: needs.to_owned(),
            running: self.version.clone(),
            explain: self.choice.map(|choice| self.explain(choice)).unwrap_or_default(),
        }
    }

    /// What Go adds to say why no newer Go runs.
    fn explain(&self, choice: &Choice) -> String {
        let mut explain = String::new();
        if choice.setting != "auto" {
            explain = format!("; GOTOOLCHAIN={}", choice.setting);
        }
        if let Some(file) = choice.file.as_deref().filter(|_| choice.is_default) {
            explain += &format!("; {} sets toolchain default", self.machine.short(file));
        }
        explain
    }
}

/// The word of the first line that Go's grammar does not take, and what Go says of it.
fn broken_line(file: &GoFile) -> Option<(&'static str, String)> {
    let go = file.says("go").filter(|go| !is_go_version(go));
    let toolchain =
        file.says("toolchain").filter(|name| !(*name == "default" || *name == "go1" || name.starts_with("go1.")));
    let of_go = go.map(|go| ("go", format!("invalid go version '{go}': must match format 1.23.0")));
    let of_toolchain = toolchain.map(|name| {
        ("toolchain", format!("invalid toolchain version '{name}': must match format go1.23.0 or default"))
    });
    of_go.or(of_toolchain)
}

/// The same for Go up to 1.20, which knows neither a patch version nor the `toolchain` line.
fn broken_for_old(file: &GoFile) -> Option<(&'static str, String)> {
    let go = file.says("go").filter(|go| !is_go_version(go) || go.matches('.').count() > 1);
    let of_go = go.map(|go| ("go", format!("invalid go version '{go}': must match format 1.23")));
    of_go.or_else(|| file.says("toolchain").map(|_| ("toolchain", "unknown directive: toolchain".to_owned())))
}

/// `1.27`, `1.27.3`, `1.27rc1`.
fn is_go_version(text: &str) -> bool {
    let has_minor = text.contains('.') && !text.starts_with('0');
    let ends_well = text.ends_with(|last: char| last.is_ascii_digit());
    has_minor && ends_well && Version::from_name(&format!("go{text}")).is_ok()
}

/// `1.27` of `1.27.3-foo`; the text itself where there is no such beginning.
fn lax(text: &str) -> &str {
    let digits = |text: &str| text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let number = text.strip_prefix('v').unwrap_or(text);
    let Some(minor) = number.get(digits(number) + 1..).filter(|_| number.contains('.')) else { return text };
    let end = number.len() - minor.len() + digits(minor);
    if end < number.len() && is_go_version(&number[..end]) { &number[..end] } else { text }
}

fn version(number: &str) -> Option<Version> {
    Version::from_name(&format!("go{number}")).ok()
}

/// Whether `go mod tidy` takes the line away: it says no more than the `go` line, or nothing that a Go understands.
fn is_superfluous(toolchain: &str, go: &str) -> bool {
    toolchain == format!("go{go}") || version_of(toolchain) < Version::from_name("go1.21").ok()
}
