//! `tools check` and `tools update`: newer versions of the programs that `go install` installed.
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Engine;
use super::tools::{SeenTool, SeenTools, ToolsReport};
use crate::base::report::{Cancel, Cancelled, Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::plan::{Action, Plan, Step};
use crate::environment::GoSettings;
use crate::net::goproxy::{GoProxy, KnownModules, NotAsked, ProxySettings, SemVer};
use crate::projects::rebuild::{Builder, Recipe};

const AT_ONCE: usize = 8;

/// What is known about a newer version of a program.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum ToolUpdate {
    /// No server was asked yet.
    Unknown,
    /// It is the newest version.
    Current,
    Available,
    /// It was not built from a published version, so none is newer.
    Local,
    /// Its module is private: no server is queried about it.
    Private,
    /// Go downloads its module from the repository itself, which Upgo cannot ask.
    Direct,
    /// GOPROXY forbids downloads.
    Off,
    /// GOPROXY names only addresses that Upgo does not accept, such as plain http.
    Refused,
}

type Published<'a> = (&'a str, SemVer);

impl Engine {
    /// Modules whose query failed become warnings; what was known about them stays.
    pub fn check_tools(&self, cancel: &Cancel) -> Result<ToolsReport> {
        let seen = self.see_tools()?;
        let asked: Vec<&SeenTool> = seen.tools.iter().collect();
        let (mut known, failed) = self.ask_modules(&asked, seen.go.as_ref(), cancel)?;
        known.keep_only(&asked.iter().filter_map(|tool| tool.published()).collect::<Vec<_>>());
        if !asked.is_empty() {
            self.keep_answers(&mut known);
        }
        let mut report = self.report_tools(seen, &known);
        report.warnings.extend(failed.into_values());
        Ok(report)
    }

    /// The plan that updates programs: those with a newer version of their module, or, with names, these.
    pub(super) fn plan_update(&self, names: &[String], warnings: &mut Vec<Problem>, cancel: &Cancel) -> Result<Plan> {
        let SeenTools { go, tools, .. } = self.see_tools()?;
        let go = go.ok_or_else(|| Problem::new(Code::GoMissing, Sentence::NoGoToBuild))?;
        super::rebuild::require_known(names, &tools)?;
        let asked: Vec<&SeenTool> =
            tools.iter().filter(|seen| names.is_empty() || names.contains(&seen.tool.name())).collect();
        let (mut known, failed) = self.ask_modules(&asked, Some(&go), cancel)?;
        self.keep_answers(&mut known);
        let settings = self.proxy_settings(Some(&go));
        let mut steps = Vec::new();
        for seen in asked {
            match self.update_step(seen, (&known, &failed), &settings, &go) {
                Ok(step) => steps.extend(step),
                // Somebody who updates everything knows about programs from local checkouts, so they are not reported.
                Err(_) if names.is_empty() && seen.published().is_none() => {}
                Err(problem) => warnings.push(problem),
            }
        }
        let problem = if names.is_empty() { failed.values().next() } else { warnings.first() };
        match problem.filter(|_| steps.is_empty()) {
            Some(refused) => Err(refused.clone()),
            None => Ok(Plan::staying(Action::UpdateTools, self.look(None)?.current, steps)),
        }
    }

    /// `None` if it is the newest version.
    fn update_step(
        &self,
        seen: &SeenTool,
        (known, failed): (&KnownModules, &BTreeMap<String, Problem>),
        settings: &ProxySettings,
        go: &Builder,
    ) -> Result<Option<Step>> {
        let refused = |why: Statement| {
            let message = say!(NotUpdated { program: seen.tool.name(), why });
            Problem::new(Code::ToolRefused, message)
                .with_next(say!(UpdateAsBuilt { package: seen.tool.build.package.as_str() }))
        };
        let recipe = seen.to_build().map_err(refused);
        let Some((module, installed)) = seen.published() else {
            recipe?;
            return Err(refused(Sentence::ToolNotPublished.into()));
        };
        if let Some(reason) = settings.not_asked(module) {
            return Err(refused(reason.says().into()));
        }
        if let Some(problem) = failed.get(module) {
            return Err(problem.clone());
        }
        let known = known.of(module, &installed);
        let newest = known.and_then(|known| Some((known.update_of(&installed)?, known.needs_newer_than(&go.version))));
        let Some((version, needs)) = newest else { return Ok(None) };
        if let Some(needs) = needs {
            let why = say!(ToolNeedsGo { version, go: needs.as_str() });
            return Err(refused(why).with_next(Sentence::UpgradeGoFirst));
        }
        let recipe = Recipe { version, ..recipe?.clone() };
        if recipe.names_version(&installed.to_string()) {
            return Err(refused(Sentence::ToolFlagsNameVersion.into()));
        }
        self.build_step(seen, &recipe, go, Some(installed.to_string())).map(Some)
    }

    /// The answers of the servers, added to those that are known; and the problem of each module without one.
    fn ask_modules(
        &self,
        tools: &[&SeenTool],
        go: Option<&Builder>,
        cancel: &Cancel,
    ) -> Result<(KnownModules, BTreeMap<String, Problem>)> {
        let settings = self.proxy_settings(go);
        let mut questions: Vec<Published<'_>> = tools.iter().filter_map(|seen| seen.published()).collect();
        questions.retain(|(module, _)| settings.not_asked(module).is_none());
        questions.sort();
        questions.dedup_by(|one, other| one.0 == other.0 && one.1.lineage() == other.1.lineage());
        let http = self.http_for_lists(&GoProxy::read(&settings.goproxy));
        let now = self.now();
        let (next, answers) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE.min(questions.len()) {
                scope.spawn(|| {
                    while let Some(question) = questions.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let answer = settings.ask((question.0, &question.1), (&http, now), cancel);
                        if let Ok(mut answers) = answers.lock() {
                            answers.push((question, answer));
                        }
                    }
                });
            }
        });
        if cancel.is_cancelled() {
            return Err(crate::net::http::HttpError::from(Cancelled).into());
        }
        let (mut known, mut failed) = (KnownModules::read(self.home()), BTreeMap::new());
        for ((module, installed), answer) in answers.into_inner().unwrap_or_default() {
            match answer {
                Ok(answer) => known.put(module, installed, answer),
                Err(error) => drop(failed.insert((*module).to_owned(), error.for_module(module))),
            }
        }
        Ok((known, failed))
    }

    /// The answers hold even if they cannot be stored, such as in the home of another account.
    fn keep_answers(&self, known: &mut KnownModules) {
        if self.own_home().is_ok() {
            known.write(self.home()).ok();
        }
    }

    pub(super) fn proxy_settings(&self, go: Option<&Builder>) -> ProxySettings {
        let told = |name: &str| self.told(name).map(|told| told.value);
        let settings = GoSettings::of_process(&told, go.and_then(Builder::root));
        let value = |name| {
            let value = settings.value(&told, name).map(|value| value.to_string_lossy().into_owned());
            value.filter(|value| !value.is_empty())
        };
        ProxySettings {
            goproxy: value("GOPROXY").unwrap_or_default(),
            private: value("GONOPROXY").or_else(|| value("GOPRIVATE")).unwrap_or_default(),
        }
    }
}

pub(super) struct SeenUpdate {
    pub(super) state: ToolUpdate,
    pub(super) latest: Option<String>,
    pub(super) needs: Option<Version>,
    pub(super) retracted: bool,
}

impl SeenTool {
    /// Its module and version, if `go install` built it from a published version without replacements.
    pub(super) fn published(&self) -> Option<Published<'_>> {
        let main = self.tool.build.main.as_ref()?;
        let is_published = !main.sum.is_empty() && main.replacement.is_none();
        // The content of a file decides what is asked for, so its name must have the form of a module path.
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        let is_path = !main.path.is_empty() && !main.path.contains("..") && main.path.bytes().all(is_plain);
        let version = SemVer::parse(&main.version).filter(|_| is_published && is_path)?;
        Some((main.path.as_str(), version))
    }
}

/// Without the network.
pub(super) fn update_of(
    seen: &SeenTool,
    known: &KnownModules,
    settings: &ProxySettings,
    go: Option<&Builder>,
) -> SeenUpdate {
    let state = |state| SeenUpdate { state, latest: None, needs: None, retracted: false };
    let Some((module, installed)) = seen.published() else { return state(ToolUpdate::Local) };
    match settings.not_asked(module) {
        Some(NotAsked::Private) => return state(ToolUpdate::Private),
        Some(NotAsked::Direct) => return state(ToolUpdate::Direct),
        Some(NotAsked::Off) => return state(ToolUpdate::Off),
        Some(NotAsked::Refused) => return state(ToolUpdate::Refused),
        None => {}
    }
    let Some(known) = known.of(module, &installed) else { return state(ToolUpdate::Unknown) };
    let newer = known.update_of(&installed);
    SeenUpdate {
        state: if newer.is_some() { ToolUpdate::Available } else { ToolUpdate::Current },
        needs: go.and_then(|go| known.needs_newer_than(&go.version)).filter(|_| newer.is_some()).cloned(),
        latest: newer,
        retracted: known.retracts(&installed),
    }
}
