//! Whether the Go that runs accepts the project: the checks of `go build` before it loads any package (`loadModFile` in
//! <https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/init.go>).
use std::path::Path;

use super::choice::{self, Choice, version_in, version_of};
use super::go_file::LONGEST;
use super::modfile::{self, ModContent, ModFileError, ModuleVersion, ReadingGo, wrong_path};
use super::workspace::{self, Member};
use super::{EffectiveSettings, GoError, GoFile, GodebugTable, Machine, Project, godebugs};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::environment::{Syntax, flags};

/// The version implied by a workspace file without a `go` line.
pub(super) const WORK_DEFAULT: &str = "1.18";

pub(crate) struct AcceptingGo<'a> {
    pub(crate) machine: &'a Machine<'a>,
    pub(crate) settings: &'a EffectiveSettings,
    pub(crate) version: &'a Version,
    /// Its tree, if a file names it.
    pub(crate) root: Option<&'a Path>,
    /// The choice that led to it; `None` if Go did not choose.
    pub(crate) choice: Option<&'a Choice>,
}

impl AcceptingGo<'_> {
    pub(crate) fn accepts(&self, project: &Project) -> Result<(), GoError> {
        if let Some(refusal @ GoError::RelativeWork(_)) = &project.bad_work {
            return Err(refusal.clone());
        }
        match self.settings.value("GO111MODULE").as_deref() {
            Some("off") => return Ok(()),
            None | Some("on" | "auto") => {}
            Some(other) => return Err(GoError::ModuleMode(other.to_owned())),
        }
        match project {
            // Since 1.24 Go shortens the path.
            Project { bad_work: Some(GoError::MissingWork { path, .. }), .. } if self.is_at_least("1.24rc1") => {
                Err(GoError::MissingWork { shown: self.machine.short(path), path: path.clone() })
            }
            Project { bad_work: Some(GoError::Variable { name, what, .. }), .. } => {
                let named = self.settings.value(name).unwrap_or_default();
                let shown = if self.is_at_least("1.24rc1") { self.machine.short(Path::new(&named)) } else { named };
                let says = format!("reading go.work: read {shown}: is a directory");
                Err(GoError::Variable { name, says, what: what.clone() })
            }
            Project { bad_work: Some(refusal), .. } => Err(refusal.clone()),
            Project { work: Some(work), module, .. } => workspace::accepts(self, work, module.as_ref()),
            Project { module: Some(module), .. } => self.accepts_module(module),
            _ => Ok(()),
        }
    }

    fn is_at_least(&self, first: &str) -> bool {
        version_in(first).is_some_and(|first| *self.version >= first)
    }

    fn accepts_module(&self, file: &GoFile) -> Result<(), GoError> {
        let content = self.read_module(file)?;
        self.accepts_godebugs(file, &content)?;
        let member = Member::new(file, content)?;
        workspace::accepts_together(self.machine, &[], std::slice::from_ref(&member))?;
        // with a vendor folder, Go reads no file of a replacement
        let is_vendored = self.machine.files.is_folder(&file.path.with_file_name("vendor"));
        let replacement = if is_vendored { None } else { self.accepts_replacements(&member)? };
        let older = replacement.filter(|(_, go)| version_in(go) > version_in(member.content.go()));
        let untidy = untidy(&member.content).or(older.map(|(folder, go)| say!(TidyOlder { folder, go })));
        let untidy = impossible(&member.content).or_else(|| untidy.filter(|_| !self.tidies()));
        untidy.map_or(Ok(()), |why| Err(GoError::NotTidy(why)))
    }

    /// Fails if a required module is replaced by a folder that needs a newer Go than this one. Otherwise returns the
    /// folder that needs the newest, and the version. Go compares versions from 1.21 on (`rawGoModSummary` in
    /// <https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/modfile.go>).
    fn accepts_replacements(&self, Member { file, content }: &Member) -> Result<Option<(String, String)>, GoError> {
        let needs = content.replaces.iter().filter_map(|(old, new)| {
            let is_meant = |module: &&ModuleVersion| old.version.is_empty() || old.version == module.version;
            content.requires.iter().filter(is_meant).find(|module| module.path == old.path)?;
            let new = workspace::absolute(self.machine, file, new);
            let path = Some(Path::new(&new.path).join("go.mod")).filter(|_| new.version.is_empty())?;
            let file = self.machine.files.is_file(&path).then(|| GoFile::read(self.machine, path, false))?;
            let go = modfile::read(&file, ReadingGo { is_lax: true, ..self.reading() }).ok()?.go?;
            Some((version_in(&go).filter(choice::chooses)?, self.machine.short(Path::new(&new.path)), go))
        });
        let newest = needs.max_by(|(one, ..), (other, ..)| one.cmp(other)).filter(|_| choice::chooses(self.version));
        match newest {
            Some((version, folder, go)) if version > *self.version => {
                let folder = if folder.starts_with(['.', '/']) { folder } else { format!("./{folder}") };
                Err(self.too_old(format!("module {folder}"), &go))
            }
            newest => Ok(newest.map(|(_, folder, go)| (folder, go))),
        }
    }

    pub(super) fn reading(&self) -> ReadingGo<'_> {
        ReadingGo {
            version: self.version,
            is_windows: self.machine.terminal.syntax == Syntax::Windows,
            is_offline: self.settings.value("GOPROXY").as_deref() == Some("off"),
            is_lax: false,
        }
    }

    /// Reads a `go.mod`, and refuses what Go refuses in any module.
    pub(super) fn read_module(&self, file: &GoFile) -> Result<ModContent, GoError> {
        let content = self.read(file)?;
        let path = content.module.as_deref();
        let refuse = |says: &str, what: Statement| {
            Err(GoError::File { is_work: false, says: format!("error reading {}: {says}", file.shown), what })
        };
        match path {
            None => {
                let says =
                    "missing module declaration. To specify the module path:\n\tgo mod edit -module=example.com/mod";
                refuse(says, say!(NoModuleLine { file: &file.shown }))
            }
            Some("go" | "toolchain") if choice::chooses(self.version) => {
                let path = path.unwrap_or_default();
                let what = say!(ModuleReserved { file: &file.shown, path });
                refuse(&format!("invalid module path: {path:?}"), what)
            }
            _ => Ok(content),
        }
    }

    /// Fails if the grammar is invalid, or if this Go is too old for the file.
    pub(super) fn read(&self, file: &GoFile) -> Result<ModContent, GoError> {
        let is_strict = choice::chooses(self.version);
        let reader = self.reading();
        let read = modfile::read(file, reader);
        // Since 1.24 Go reads the required version even from an invalid file, and reports a version error first.
        let takes_lax = !file.is_work && self.is_at_least("1.24rc1");
        let lax = || modfile::read(file, ReadingGo { is_lax: true, ..reader }).ok().filter(|_| takes_lax);
        let go = read.as_ref().ok().cloned().or_else(lax).and_then(|content| content.go);
        if let Some(needs) = go.as_deref().filter(|go| is_strict && version_in(go).as_ref() > Some(self.version)) {
            return Err(self.too_old(file.shown.clone(), needs));
        }
        match read {
            Err(ModFileError { at, what }) => Err(GoError::Syntax { file: file.shown.clone(), at, what }),
            Ok(_) if self.refuses_new(go.as_deref()) => Err(self.too_old(file.shown.clone(), &go.unwrap_or_default())),
            Ok(content) => Ok(content),
        }
    }

    /// Checks the `godebug` lines, which only `go.work` may contain in a workspace.
    pub(super) fn accepts_godebugs(&self, file: &GoFile, content: &ModContent) -> Result<(), GoError> {
        if content.godebugs.is_empty() {
            return Ok(());
        }
        // Without a readable table every name counts as known.
        let table = self.root.and_then(|root| self.machine.files.read(&godebugs::file_in(root)));
        let table = table.and_then(|text| GodebugTable::parse(&text));
        let refusal = |key: &str, value: &str| match &table {
            _ if key == "default" => godebugs::refused_default(self.version, value),
            Some(table) => table.refusal(self.version, "godebug", key, value),
            None => None,
        };
        let wrong = content.godebugs.iter().find_map(|(at, key, value)| Some((at.line, refusal(key, value)?)));
        wrong.map_or(Ok(()), |(line, what)| Err(GoError::loading(file, line, &what)))
    }

    /// Whether this Go, which is too old to choose another, refuses files that require a newer one. The last releases
    /// of 1.19 and 1.20 do. For older ones the line is only advice. <https://go.dev/doc/toolchain#version>
    fn refuses_new(&self, go: Option<&str>) -> bool {
        let is_late = |first: &str| {
            version_in(first).is_some_and(|first| self.version.same_line(&first) && *self.version >= first)
        };
        (is_late("1.19.13") || is_late("1.20.8")) && go.is_some_and(|go| version_in(go) >= version_in("1.22"))
    }

    pub(super) fn tidies(&self) -> bool {
        self.settings.value("GOFLAGS").is_some_and(|all| flags::value_of(&all, "mod") == Some("mod"))
    }

    fn too_old(&self, file: String, needs: &str) -> GoError {
        GoError::TooOld {
            file,
            needs: needs.to_owned(),
            running: self.version.number().to_owned(),
            explain: self.choice.map(|choice| self.explain(choice)).unwrap_or_default(),
        }
    }

    fn explain(&self, choice: &Choice) -> String {
        let setting = Some(&choice.setting).filter(|setting| *setting != "auto");
        let setting = setting.map(|setting| format!("; GOTOOLCHAIN={setting}")).unwrap_or_default();
        let file = choice.file.as_deref().filter(|_| choice.is_default);
        let file = file.map(|file| format!("; {} sets toolchain default", self.machine.short(file)));
        setting + &file.unwrap_or_default()
    }
}

/// A directive that makes Go itself fail, as the end of a sentence about `go.mod`.
fn impossible(content: &ModContent) -> Option<Statement> {
    let go = content.go.as_deref().filter(|go| version_in(go).is_none());
    let is_nameless = content.requires.iter().any(|module| module.path.is_empty());
    let nameless = is_nameless.then(|| Sentence::TidyNameless.into());
    let shown = go.map(|go| &go[..go.floor_char_boundary(LONGEST)]);
    shown.map(|go| say!(TidyNoGo { go })).or(nameless)
}

/// What `go mod tidy` would change before a build, as the end of a sentence about `go.mod`.
fn untidy(content: &ModContent) -> Option<Statement> {
    let ModContent { requires, excludes, .. } = content;
    let go = content.go();
    let toolchain = content.toolchain.as_deref().filter(|name| is_superfluous(name, go));
    let twice = || {
        requires.iter().enumerate().find_map(|(index, module)| {
            let is_other =
                |other: &&modfile::ModuleVersion| other.path == module.path && other.version != module.version;
            requires[..index].iter().find(is_other).map(|_| say!(TidyTwoVersions { module: &module.path }))
        })
    };
    let excluded = || requires.iter().find(|module| excludes.contains(module));
    let reserved = || requires.iter().find(|module| module.path == "go" || module.path == "toolchain");
    let looked_up = content.looked_up.as_ref();
    toolchain
        .map(|name| say!(TidyToolchain { name }))
        .or_else(|| {
            let says =
                |module: &modfile::ModuleVersion| say!(TidyNotFull { version: &module.version, module: &module.path });
            looked_up.map(says)
        })
        .or_else(twice)
        .or_else(|| {
            let module = excluded()?;
            Some(say!(TidyExcluded { module: &module.path, version: &module.version }))
        })
        .or_else(|| reserved().map(|module| say!(TidyNoModule { path: &module.path })))
}

/// Whether `go mod tidy` removes the line: it repeats the `go` line, or no Go understands it.
fn is_superfluous(toolchain: &str, go: &str) -> bool {
    toolchain == format!("go{go}") || version_of(toolchain) < Version::from_name("go1.21").ok()
}

/// Fails with Go's message if the path of a module or a tool is invalid.
pub(super) fn require_path(file: &GoFile, kind: &str, path: &str) -> Result<(), GoError> {
    let Some(why) = wrong_path(path) else { return Ok(()) };
    let says = format!("malformed {kind} path {path:?}: {why}");
    let (path, why) = (format!("{path:?}"), Statement::quoted(why));
    Err(GoError::File { is_work: false, says, what: say!(PathMalformed { file: &file.shown, kind, path, why }) })
}
