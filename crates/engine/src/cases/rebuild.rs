//! `tools rebuild`: the programs to rebuild, the Go that builds them, and the undo.
use std::collections::BTreeMap;

use super::Engine;
use super::tools::{SeenTool, SeenTools};
use crate::base::digest::Sha256;
use crate::base::report::{Code, Problem, Result};
use crate::base::words::Sentence;
use crate::change::journal::JournalEntry;
use crate::change::plan::{self, Action, Makers, Plan, Step, Undoable};
use crate::environment::GoSettings;
use crate::machine::platform::program_name;
use crate::net::goproxy;
use crate::projects::rebuild::{Builder, Recipe};
use crate::store::kept_files::{self, Kept};

impl Engine {
    /// Without names, those that an older release line built; with names, those that any older Go built.
    pub(super) fn plan_rebuild(&self, names: &[String], warnings: &mut Vec<Problem>) -> Result<Plan> {
        let SeenTools { go, tools, .. } = self.see_tools()?;
        let go = go.ok_or_else(|| Problem::new(Code::GoMissing, Sentence::NoGoToBuild))?;
        require_known(names, &tools)?;
        let is_asked = |seen: &&SeenTool| match names {
            [] => seen.outdated,
            names => seen.older && names.contains(&seen.tool.name()),
        };
        let mut steps = Vec::new();
        for seen in tools.iter().filter(is_asked) {
            match seen.to_build() {
                Ok(recipe) => steps.push(self.build_step(seen, recipe, &go, None)?),
                Err(why) => {
                    let message = say!(NotRebuilt { program: seen.tool.name(), why });
                    warnings.push(Problem::new(Code::ToolRefused, message));
                }
            }
        }
        match warnings.first().filter(|_| steps.is_empty() && !names.is_empty()) {
            Some(refused) => Err(refused.clone()),
            None => Ok(Plan::staying(Action::RebuildTools, self.look(None)?.current, steps)),
        }
    }

    /// None if the programs cannot be read.
    pub(super) fn rebuildable(&self) -> Vec<String> {
        let tools = self.see_tools().map(|seen| seen.tools).unwrap_or_default();
        tools.iter().filter(|seen| seen.rebuilds()).map(|seen| seen.tool.name()).collect()
    }

    /// A program that changed since then stays.
    pub(super) fn program_undo(&self, entry: &JournalEntry, makers: &Makers, warnings: &mut Vec<Problem>) -> Vec<Step> {
        let mut steps = Vec::new();
        for index in entry.begun.iter().rev() {
            let Some(program) = entry.plan.steps.get(*index).and_then(Step::program) else { continue };
            if let Some(by) = makers.later(entry.id, &Undoable::Program(program.to_owned())) {
                warnings.push(plan::stays_as_left(program_name(program), by));
                continue;
            }
            let kept = Kept { change: entry.id, step: *index };
            let whole = kept.read(self.home()).filter(|_| kept_files::is_whole(self.home(), kept));
            let was = Sha256::of_file(program).ok();
            let now = was.map_or(kept_files::Content::Nothing, kept_files::Content::File);
            let why = match whole {
                None => Sentence::PreviousProgramGone,
                Some(kept_before) if kept_before.places.iter().all(|place| place.becomes == now) => {
                    let removes = kept_before.places.iter().all(|place| place.was == kept_files::Content::Nothing);
                    steps.push(Step::RestoreTool { program: program.to_owned(), was, kept, removes });
                    continue;
                }
                Some(_) if was.is_none() => Sentence::ItNoLongerExists,
                Some(_) => Sentence::NotBuiltByUpgo,
            };
            let message = say!(ProgramStays { program: program_name(program), why });
            warnings.push(Problem::new(Code::UndoPartial, message).with_next(Sentence::SeeTools));
        }
        steps
    }

    /// `updates` is the program's version now if that changes.
    pub(super) fn build_step(
        &self,
        seen: &SeenTool,
        recipe: &Recipe,
        go: &Builder,
        updates: Option<String>,
    ) -> Result<Step> {
        self.usable(go)?;
        let program = seen.tool.path.clone();
        Ok(Step::RebuildTool {
            was: Some(Sha256::of_file(&program).map_err(super::snapshot::disk)?),
            program,
            built_with: seen.tool.build.go.clone(),
            hosts: self.hosts(go, &recipe.module, &BTreeMap::new()),
            recipe: recipe.clone(),
            go: go.clone(),
            updates,
        })
    }

    pub(super) fn go_setting(&self, name: &str, go: &Builder) -> Option<String> {
        self.go_setting_with(name, go, &BTreeMap::new())
    }

    /// As if the `go env -w` file had the `planned` values, too.
    fn go_setting_with(&self, name: &str, go: &Builder, planned: &BTreeMap<&str, &str>) -> Option<String> {
        let told = |name: &str| {
            let told = self.told(name).map(|told| told.value).filter(|value| !value.is_empty());
            told.or_else(|| planned.get(name).map(Into::into))
        };
        let value = GoSettings::of_process(&told, go.root()).value(&told, name)?;
        Some(value.to_string_lossy().into_owned())
    }

    /// The hosts that Go may ask for a module, if the `go env -w` file has the `planned` values, too.
    /// Source: `go help goproxy` and `go help environment` (`GOPRIVATE`, `GONOPROXY`).
    pub(super) fn hosts(&self, go: &Builder, module: &str, planned: &BTreeMap<&str, &str>) -> Vec<String> {
        let value = |name| self.go_setting_with(name, go, planned);
        let proxies = value("GOPROXY").unwrap_or_else(|| goproxy::DEFAULT.into());
        let is_private = value("GOPRIVATE").or_else(|| value("GONOPROXY")).is_some();
        hosts_of(&proxies, module, is_private)
    }
}

pub(super) fn require_known(names: &[String], tools: &[SeenTool]) -> Result<()> {
    match names.iter().find(|name| !tools.iter().any(|tool| tool.tool.name() == **name)) {
        Some(unknown) => Err(Problem::new(Code::ToolUnknown, say!(NoSuchProgram { name: unknown }))),
        None => Ok(()),
    }
}

/// In order, without logins in addresses, up to `off` or `direct`, which is the host of the module.
fn hosts_of(proxies: &str, module: &str, is_private: bool) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    let direct = if is_private { "direct" } else { "" };
    let listed = proxies.split([',', '|']).map(str::trim).take_while(|proxy| *proxy != "off");
    for proxy in listed.chain([direct]).filter(|proxy| !proxy.is_empty()) {
        let host = if proxy == "direct" { module } else { proxy.split_once("://").map_or(proxy, |(_, rest)| rest) };
        let host = host.split('/').next().unwrap_or_default();
        let host = host.rsplit('@').next().unwrap_or_default().to_owned();
        if !host.is_empty() && !hosts.contains(&host) {
            hosts.push(host);
        }
        if proxy == "direct" {
            break;
        }
    }
    hosts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_hosts_that_go_is_configured_to_use() {
        for (proxies, is_private, hosts) in [
            ("https://proxy.golang.org,direct", false, &["proxy.golang.org", "golang.org"][..]),
            ("https://me:secret@corp.example:8080/go|https://corp.example:8080", false, &["corp.example:8080"]),
            ("corp.example", true, &["corp.example", "golang.org"]),
            ("file:///srv/proxy", false, &[]),
            ("off", false, &[]),
            ("direct,https://never.example", true, &["golang.org"]),
        ] {
            assert_eq!(hosts_of(proxies, "golang.org/x/tools/gopls", is_private), hosts, "{proxies}");
        }
    }
}
