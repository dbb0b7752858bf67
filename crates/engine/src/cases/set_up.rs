//! `setup`: how the Go of this machine is set up, as a file, and the plan that sets up another machine like it.
mod cautions;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Engine;
use super::environment::{ask_go, doubts_about, refuse_on_disk};
use super::snapshot::{Planning, disk};
use super::tools::SeenTool;
use crate::base::digest::Sha256;
use crate::base::display::one_line;
use crate::base::report::{Claim, Code, Explain as _, Problem, Result};
use crate::base::secret::{value_without_secrets, without_secrets};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};
use crate::change::plan::{self, Plan, SetUp, Step, Then};
use crate::change::setup_file::SetupFile;
use crate::choices::settings::SettingEdit;
use crate::environment::{self, EditScope, EnvironmentEdit, Source, variable};
use crate::machine::effect::{self, user_file};
use crate::machine::platform::EXECUTABLE;
use crate::projects::rebuild::{Builder, Recipe};
use crate::released::catalog::ReleaseRequest;
use crate::store;

impl Engine {
    /// How the Go of this machine is set up, and what is left out: what belongs to this machine alone, or is secret.
    pub fn setup_file(&self) -> Result<(SetupFile, Vec<Problem>)> {
        let mut left = Vec::new();
        let exact = |version: &Version| ReleaseRequest::Exact(version.clone());
        let installed = store::without_receipts(self.home()).map_err(disk)?;
        let file = SetupFile {
            used: self.current()?.as_ref().map(exact),
            versions: installed.iter().map(|installed| exact(&installed.version)).collect(),
            tools: self.tools_for_file(&mut left)?,
            go: self.variables_for_file(&mut left)?,
            settings: self.settings_for_file(&mut left),
        };
        Ok((file, left))
    }

    /// Only this account can read the file.
    pub fn write_setup(&self, setup: &SetupFile, to: &Path) -> Result<()> {
        let to = user_file::target_of(to).map_err(disk)?;
        effect::replace_private(&to, setup.text().as_bytes()).map_err(disk)
    }

    /// The programs that `go install PACKAGE@VERSION` builds again as they are.
    fn tools_for_file(&self, left: &mut Vec<Problem>) -> Result<BTreeMap<String, String>> {
        let seen = self.see_tools()?;
        left.extend(seen.unread);
        let mut tools = BTreeMap::new();
        for SeenTool { tool, recipe, .. } in &seen.tools {
            let why = match recipe {
                Err(obstacle) => obstacle.says(),
                Ok(recipe) if !recipe.flags.is_empty() => {
                    say!(SetupBuiltWithFlags { flags: one_line(without_secrets(&recipe.flags.join(" "))) })
                }
                Ok(recipe) if Recipe::named(&recipe.package, &recipe.version).is_none() => {
                    Sentence::ToolNotPublished.into()
                }
                Ok(recipe) => match tools.insert(recipe.package.clone(), recipe.version.clone()) {
                    Some(other) if other != recipe.version => say!(SetupOtherVersion { version: other }),
                    _ => continue,
                },
            };
            left.push(not_exported(tool.name(), why));
        }
        Ok(tools)
    }

    /// Those that environment variables set are only named.
    fn variables_for_file(&self, left: &mut Vec<Problem>) -> Result<BTreeMap<String, String>> {
        let content = self.go_env_file().map(|path| user_file::read(&path)).transpose().map_err(disk)?.flatten();
        let mut variables = BTreeMap::new();
        for (name, value) in environment::values_in(&content.unwrap_or_default()) {
            match value.to_str().map(|value| (value, why_not_exported(&name, value))) {
                Some(("", _)) => {}
                Some((value, None)) => drop(variables.insert(name, value.to_owned())),
                Some((_, Some(why))) => left.push(not_exported(one_line(name), why)),
                None => left.push(not_exported(one_line(name), Sentence::ItIsNotUtf8)),
            }
        }
        let of_environment = [Source::Process, Source::User, Source::Machine];
        for reading in self.environment_report()?.variables {
            if reading.settings.iter().any(|setting| of_environment.contains(&setting.source)) {
                left.push(not_exported(reading.name, Sentence::SetupFromEnvironment));
            }
        }
        Ok(variables)
    }

    fn settings_for_file(&self, left: &mut Vec<Problem>) -> Vec<SettingEdit> {
        let mut settings = self.loaded_settings().own_edits();
        settings.retain(|edit| {
            let value = edit.value.as_deref().unwrap_or_default();
            let why = match edit.in_file() {
                None => return false,
                Some(_) if self.policy().managed(&edit.key).is_some() => Some(Sentence::SetupOfPolicy),
                Some(_) if without_secrets(value) != value => Some(Sentence::SetupHasLogin),
                Some(_) => names_place(value),
            };
            left.extend(why.map(|why| not_exported(edit.key.as_str(), why)));
            why.is_none()
        });
        settings
    }

    /// What this machine cannot have is named in a warning, and does not stop the rest.
    pub(super) fn plan_set_up(&self, setup: &SetupFile, planning: &mut Planning) -> Result<Plan> {
        let mut parts = SetUp::default();
        let mut versions: Vec<(&ReleaseRequest, Version)> = Vec::new();
        for wanted in setup.versions.iter().chain(&setup.used) {
            if versions.iter().any(|(other, _)| *other == wanted) {
                continue;
            }
            match self.version_of_setup(wanted, planning) {
                Ok((version, steps)) => {
                    if !versions.iter().any(|(_, other)| *other == version) {
                        parts.versions.extend(steps);
                    }
                    versions.push((wanted, version));
                }
                Err(problem) => planning.warnings.push(left_out(problem)?),
            }
        }
        if let Some((_, version)) = versions.iter().find(|(wanted, _)| Some(*wanted) == setup.used.as_ref()) {
            match self.policy().usable(version) {
                Ok(_) => parts.used = Some(version.clone()),
                Err(refused) => planning.warnings.push(left_out(refused.into())?),
            }
        }
        let variables = self.variables_of_setup(&setup.go, &mut parts, planning);
        parts.settings = self.settings_of_setup(&setup.settings, planning);
        parts.tools = self.tools_of_setup(setup, (&variables, parts.used.as_ref()), planning)?;
        let mut seen = self.look(None)?;
        let leaves_path = |step: &Step| matches!(step, Step::ChangeSetting { key, to: Some(to), .. } if key == "modify-path" && to == "false");
        if parts.settings.iter().any(leaves_path) {
            seen.path = plan::PathSituation::default();
        }
        let mut told = BTreeSet::new();
        planning.warnings.retain(|warning| told.insert(warning.message.to_string()));
        Ok(plan::set_up(&seen, parts))
    }

    fn version_of_setup(&self, wanted: &ReleaseRequest, planning: &mut Planning) -> Result<(Version, Vec<Step>)> {
        let plan = self.plan_install(wanted, Then::Stay, planning)?;
        self.require_permitted(&plan)?;
        let unknown = || Problem::new(Code::VersionUnknown, say!(NoSuchGo { name: wanted.to_string() }));
        Ok((plan.to.clone().ok_or_else(unknown)?, plan.steps))
    }

    /// Returns the variables that this machine can have.
    fn variables_of_setup<'a>(
        &self,
        wanted: &'a BTreeMap<String, String>,
        parts: &mut SetUp,
        planning: &mut Planning,
    ) -> BTreeMap<&'a str, &'a str> {
        let mut values = BTreeMap::new();
        let terminal = || parts.used.as_ref().map_or_else(|| self.new_terminal(), |used| self.terminal_after(used));
        for (name, value) in wanted {
            let checked = variable::check(name, Some(value), EditScope::Go);
            let checked = checked.map_err(|refusal| environment::EnvironmentError::from(refusal).into());
            let checked = checked.and_then(|()| refuse_on_disk(name, value, EditScope::Go));
            match checked.and_then(|()| ask_go(terminal(), name, value)) {
                Ok(()) => drop(values.insert(name.as_str(), value.as_str())),
                Err(problem) => planning.warnings.push(with_means(problem)),
            }
        }
        let pairs: Vec<_> = values.iter().map(|(name, value)| (*name, Some(*value))).collect();
        let file = self.go_env_file();
        let change = match environment::prepare_go_env(file.as_deref(), &pairs, Vec::new()) {
            Ok(change) => change,
            Err(_) if pairs.is_empty() => None,
            Err(error) => {
                planning.warnings.push(with_means(error.into()));
                return BTreeMap::new();
            }
        };
        let changed = change.as_ref().map(environment::Change::names).unwrap_or_default();
        for (name, value) in &values {
            let edit = EnvironmentEdit::Set { name: (*name).into(), value: (*value).into(), scope: EditScope::Go };
            planning.warnings.extend(self.without_effect(&edit, true));
            if changed.iter().any(|changed| changed == name) {
                planning.warnings.extend(self.cautions_about(name, value));
                planning.warnings.extend(doubts_about(name, value));
            }
        }
        parts.variables = change;
        values
    }

    fn settings_of_setup(&self, wanted: &[SettingEdit], planning: &mut Planning) -> Vec<Step> {
        let file = self.home().settings();
        let mut steps = Vec::new();
        for edit in wanted {
            let change = edit.change(&file).map_err(Problem::from);
            let change = change.and_then(|change| {
                if change.is_some() {
                    self.require_unmanaged(&edit.key)?;
                }
                Ok(change)
            });
            match change {
                Ok(None) => {}
                Ok(Some(change)) => {
                    planning.warnings.extend(self.cautions_about_setting(edit));
                    let key = change.key.into();
                    steps.push(Step::ChangeSetting { key, from: change.from, to: change.to });
                }
                Err(problem) => planning.warnings.push(with_means(problem)),
            }
        }
        steps
    }

    fn tools_of_setup(
        &self,
        setup: &SetupFile,
        (variables, used): (&BTreeMap<&str, &str>, Option<&Version>),
        planning: &mut Planning,
    ) -> Result<Vec<Step>> {
        if setup.tools.is_empty() {
            return Ok(Vec::new());
        }
        let seen = self.see_tools()?;
        let go = used.map(|used| self.builder_in_store(used)).or(seen.go);
        let lookup = |name: &str| {
            let told = self.variable(name).filter(|value| !value.is_empty());
            told.or_else(|| variables.get(name).map(Into::into))
        };
        let folder = environment::go_install_folder(&lookup);
        let mut steps = Vec::new();
        for (package, version) in &setup.tools {
            let Some(recipe) = Recipe::named(package, version) else { continue };
            let found: Vec<&SeenTool> = seen.tools.iter().filter(|seen| seen.tool.build.package == *package).collect();
            let is_it = |seen: &&SeenTool| seen.tool.build.main.as_ref().is_some_and(|main| main.version == *version);
            if found.iter().any(is_it) {
                continue;
            }
            let step = match (found.first(), &go, &folder) {
                (_, None, _) => Err(Sentence::NoGoToBuild.into()),
                (Some(seen), Some(go), _) => self.other_version(seen, version, go, variables),
                (None, Some(_), None) => Err(Sentence::SetupNoToolFolder.into()),
                (None, Some(go), Some(folder)) => self.new_tool(recipe, go, folder, variables),
            };
            match step {
                Ok(step) => steps.push(step),
                Err(why) => {
                    let says = say!(NotInstalledTool { program: package.as_str(), why });
                    planning.warnings.push(with_means(Problem::new(Code::ToolRefused, says)));
                }
            }
        }
        Ok(steps)
    }

    fn other_version(
        &self,
        seen: &SeenTool,
        version: &str,
        go: &Builder,
        planned: &BTreeMap<&str, &str>,
    ) -> Result<Step, Statement> {
        let recipe = seen.to_build()?;
        if recipe.names_version(&recipe.version) {
            return Err(Sentence::ToolFlagsNameVersion.into());
        }
        let was = Sha256::of_file(&seen.tool.path).map_err(|error| Statement::quoted(error.to_string()))?;
        Ok(Step::RebuildTool {
            program: seen.tool.path.clone(),
            was: Some(was),
            built_with: seen.tool.build.go.clone(),
            hosts: self.hosts(go, &recipe.module, planned),
            updates: Some(recipe.version.clone()),
            recipe: Recipe { version: version.to_owned(), ..recipe.clone() },
            go: go.clone(),
        })
    }

    fn new_tool(
        &self,
        recipe: Recipe,
        go: &Builder,
        folder: &Path,
        planned: &BTreeMap<&str, &str>,
    ) -> Result<Step, Statement> {
        let program: PathBuf = folder.join(format!("{}{EXECUTABLE}", recipe.program_name()));
        if program.symlink_metadata().is_ok() {
            return Err(say!(SetupOtherProgram { path: program.as_path() }));
        }
        Ok(Step::RebuildTool {
            was: None,
            built_with: String::new(),
            hosts: self.hosts(go, &recipe.package, planned),
            updates: None,
            program,
            recipe,
            go: go.clone(),
        })
    }
}

fn why_not_exported(name: &str, value: &str) -> Option<Statement> {
    if let Err(refusal) = variable::check(name, Some(value), EditScope::Go) {
        return Some(refusal.says());
    }
    // what it says is a login, or leads to one
    let is_secret = name == "GOAUTH" || value_without_secrets(name, value) != value;
    is_secret.then_some(Sentence::SetupHasLogin).or_else(|| names_place(value)).map(Statement::from)
}

fn not_exported(what: impl Into<Value>, why: impl Into<Value>) -> Problem {
    Problem::new(Code::SetupLeftOut, say!(SetupNotExported { what, why }))
}

/// The warning that this machine cannot have something. Another problem, such as of the network, stops the whole plan.
fn left_out(problem: Problem) -> Result<Problem> {
    let is_of_machine =
        [Code::VersionUnknown, Code::VersionSystem, Code::VerifyNoDigest, Code::PolicyVersion, Code::PolicySetting];
    if is_of_machine.contains(&problem.code) { Ok(with_means(problem)) } else { Err(problem) }
}

fn with_means(problem: Problem) -> Problem {
    debug_assert_ne!(problem.code.claim(), Claim::Dependents);
    Problem { means: Sentence::SetupRestIsDone.into(), became: None, ..problem }
}

fn names_place(value: &str) -> Option<Sentence> {
    let is_divider = |letter: char| letter.is_whitespace() || r#",|;="'[]"#.contains(letter);
    value.split(is_divider).any(is_place).then_some(Sentence::SetupNamesPlace)
}

/// Whether a word is a full path on some system, also directly after a flag of one letter, as in `-I/usr/include`.
fn is_place(word: &str) -> bool {
    let is_path = |word: &str| {
        let mut bytes = word.bytes();
        let is_drive = bytes.next().is_some_and(|first| first.is_ascii_alphabetic()) && bytes.next() == Some(b':');
        let is_drive = is_drive && bytes.next().is_some_and(|third| [b'/', b'\\'].contains(&third));
        is_drive || word.starts_with(['/', '\\', '~', '%', '$']) || word.starts_with("file:")
    };
    let after_flag = word.strip_prefix('-').and_then(|flag| flag.get(1..));
    is_path(word) || after_flag.is_some_and(is_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_places_of_a_machine_are_told_from_those_that_travel() {
        for (value, is_here) in [
            ("https://proxy.example/go,direct", false),
            ("github.com/acme/*,*.corp.example", false),
            ("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8", false),
            ("-mod=mod -tags=a,b", false),
            ("public:git|hg,private:all", false),
            ("true", false),
            ("/home/me/go", true),
            (r"C:\Users\me\go", true),
            (r"\\server\share", true),
            ("~/go", true),
            ("file:///srv/proxy,direct", true),
            ("-I/usr/include -O2", true),
            ("-toolexec=/opt/x", true),
            ("[\"/srv/a\", \"b\"]", true),
        ] {
            assert_eq!(names_place(value).is_some(), is_here, "{value}");
        }
    }
}
