//! The plans of a state: the engine plans what its page may request, as the window shows it.
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use upgo_engine::base::report::{Problem, StepKind};
use upgo_engine::base::rows::Row;
use upgo_engine::base::version::Version;
use upgo_engine::cases::{Changed, Confirmed, PlanView, Planned, left_after};
use upgo_engine::change::plan::{
    self, EditPurpose, Inverse, Makers, PastChange, Plan, PlanError, PlannedHook, Snapshot, Step, Then,
};
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::environment::{Change, Write};
use upgo_engine::guidance::assessment::Situation;
use upgo_engine::machine::home::Home;
use upgo_engine::machine::platform::RunningProgram;
use upgo_engine::released::catalog::ReleaseRequest;
use upgo_engine::store::Installed;

use super::machine::{HOME, Seen, read};
use super::said;
use super::steps::Maker;

/// What the facts of a state say of its plans.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Facts {
    /// What its page requests besides the usual.
    requests: Vec<ChangeRequest>,
    /// The same, where the facts say more.
    more: Vec<Wish>,
    /// The programs that run from what a plan leaves or cleans.
    running: Vec<RunningProgram>,
    warnings: Vec<Problem>,
    hooks: Vec<PlannedHook>,
    /// Whether somebody else did it meanwhile.
    done: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Wish {
    request: ChangeRequest,
    /// The change before it.
    #[serde(default)]
    after: Option<ChangeRequest>,
    /// The projects that the request means, unless the state has them.
    #[serde(default)]
    folders: Vec<PathBuf>,
    /// What changes, if only files know it.
    #[serde(default)]
    steps: Option<Vec<Step>>,
    /// Why there is no plan, if only files know it.
    #[serde(default)]
    refusal: Option<Problem>,
    /// What is different once it is done.
    #[serde(default)]
    changed: Map<String, Value>,
}

impl Wish {
    fn only(request: ChangeRequest) -> Self {
        Self { request, after: None, folders: Vec::new(), steps: None, refusal: None, changed: Map::new() }
    }
}

/// Why there is no plan.
pub(super) enum Refusal {
    /// The engine says so.
    Problem(Box<Problem>),
    /// The facts make no sense.
    Facts(String),
}

impl From<PlanError> for Refusal {
    fn from(error: PlanError) -> Self {
        Self::Problem(Box::new(error.into()))
    }
}

impl From<String> for Refusal {
    fn from(error: String) -> Self {
        Self::Facts(error)
    }
}

/// Each request with its plan and with what is left to do after it, or with the problem. `state` has the other facts.
pub(super) fn of(mut facts: Value, state: &Map<String, Value>, seen: &Seen<'_>) -> Result<Value, String> {
    respell(&mut facts, '\\', "/");
    let mut facts: Facts = if facts.is_null() { Facts::default() } else { read(facts)? };
    let own = std::mem::take(&mut facts.requests).into_iter().map(Wish::only);
    let own: Vec<Wish> = own.chain(std::mem::take(&mut facts.more)).collect();
    let maker = Maker { state, seen };
    let now = Snapshot { path: maker.path_situation()?, ..seen.snapshot()? };
    let planner = Planner { facts: &facts, maker, now, home: Home::new(HOME.replace('\\', "/")) };
    let usual = planner.usual();
    let is_other = |wish: &&Wish| own.iter().all(|own| own.request != wish.request);
    let all = usual.iter().filter(is_other).chain(&own);
    all.map(|wish| planner.answer(wish).map_err(|error| format!("{:?}: {error}", wish.request))).collect()
}

struct Planner<'a> {
    facts: &'a Facts,
    maker: Maker<'a>,
    now: Snapshot,
    home: Home,
}

impl Planner<'_> {
    /// What every page may request.
    fn usual(&self) -> Vec<Wish> {
        let assessment = self.maker.seen.assessment();
        let upgrade = |to: Option<&Version>| ChangeRequest::Upgrade { to: to.map(exact), patch: false };
        let offered = [&assessment.offer, &assessment.patch].map(|offer| offer.as_ref().map(|offer| &offer.version));
        let mut requests = vec![upgrade(None)];
        requests.extend(offered.into_iter().flatten().map(|version| upgrade(Some(version))));
        let first = offered[0].map(|version| match self.maker.seen.active {
            Some(_) => upgrade(Some(version)),
            None => install(version, Then::Switch),
        });
        requests.extend(first.clone().filter(|first| !requests.contains(first)));
        for Installed { version, .. } in &self.now.installed {
            if self.now.current.as_ref() != Some(version) {
                requests.push(ChangeRequest::Use { version: exact(version) });
                requests.push(ChangeRequest::remove(std::slice::from_ref(version)));
            }
        }
        requests.push(ChangeRequest::RemoveUnused);
        if assessment.situation == Situation::NotOnPath {
            requests.push(ChangeRequest::AddToPath);
        }
        if let Some(id) = self.maker.seen.overview.get("back").and_then(|back| back["id"].as_u64()) {
            requests.extend([Some(id), None].map(|id| ChangeRequest::Rollback { id }));
        }
        let undo = ChangeRequest::Rollback { id: Some(self.maker.changes().1) };
        let undone = first.map(|first| Wish { after: Some(first), ..Wish::only(undo) });
        requests.into_iter().map(Wish::only).chain(undone).collect()
    }

    /// The request with its plan, as the page reads it.
    fn answer(&self, wish: &Wish) -> Result<Value, String> {
        let request = &wish.request;
        let (seen, mut plan) = match self.plan(wish) {
            Ok(planned) => planned,
            Err(Refusal::Problem(plan)) => {
                let plan = plan.of_no_change();
                return shown(&Answer { request, plan: &plan, changed: None, left: Vec::new() });
            }
            Err(Refusal::Facts(error)) => return Err(error),
        };
        if self.facts.done {
            plan.steps.clear();
        }
        let plan = plan::with_hooks(plan, self.facts.hooks.clone());
        let left = plan.switches().and_then(|(from, _)| from.cloned());
        let running = match &*self.facts.running {
            [] => left.into_iter().chain(plan.removed()).flat_map(|left| self.maker.running_from(&left)).collect(),
            running => running.to_vec(),
        };
        let last = match (request, &wish.after) {
            (ChangeRequest::Rollback { id }, Some(_)) => *id,
            _ => self.maker.changes().0,
        };
        let warnings = self.facts.warnings.clone().into_iter().map(Problem::in_a_plan).collect();
        let planned = Planned { request: request.clone(), plan, warnings, confirmed: Confirmed::default() };
        let plan = PlanView::of(&planned, &self.home, &seen.installed, last, running);
        let changed = changed(&planned.plan, &plan, wish.changed.clone())?;
        let is_kept =
            changed.change.from.as_ref().is_some_and(|from| seen.installed.iter().any(|kept| kept.version == *from));
        let left = left_after(request, &changed, is_kept, false);
        shown(&Answer { request, plan: &plan, changed: Some(&changed), left })
    }

    /// The plan, and what is seen before it.
    fn plan(&self, wish: &Wish) -> Result<(Snapshot, Plan), Refusal> {
        if let Some(problem) = &wish.refusal {
            return Err(Refusal::Problem(Box::new(problem.clone())));
        }
        let staying = |steps| -> Result<Plan, String> {
            let kind = match &wish.request {
                ChangeRequest::RemoveDownloaded { .. } => "cleanCaches".to_owned(),
                request => request.kind(),
            };
            Ok(Plan::staying(read(kind.into())?, self.now.current.clone(), steps))
        };
        let plan = match (&wish.request, &wish.after, &wish.steps) {
            (_, _, Some(steps)) => staying(steps.clone())?,
            (ChangeRequest::Rollback { id: Some(id) }, Some(before), _) => {
                let before = self.plan(&Wish::only(before.clone()))?.1;
                let seen = after(self.now.clone(), &before);
                let plan = undo(&seen, *id, &before)?;
                return Ok((seen, plan));
            }
            (ChangeRequest::Rollback { .. }, ..) => {
                let back = self.maker.seen.overview.get("back").cloned().unwrap_or_default();
                let (id, from): (u64, Version) = (read(back["id"].clone())?, read(back["version"].clone())?);
                let switch = Step::Switch { from: Some(from), to: self.now.current.clone() };
                let before = Plan::staying(plan::Action::Use, None, vec![switch]);
                undo(&self.now, id, &before)?
            }
            (request, ..) => match self.maker.steps(request, &self.now, &wish.folders)? {
                Some(steps) => staying(steps)?,
                None => self.maker.plan(request, &self.now)?,
            },
        };
        Ok((self.now.clone(), plan))
    }
}

/// The undo of a change that was made as planned.
fn undo(seen: &Snapshot, id: u64, before: &Plan) -> Result<Plan, Refusal> {
    let begun = (0..before.steps.len()).collect();
    let past = PastChange { id, plan: before, begun: &begun, is_in_effect: true, refusal: None };
    let changes = before.steps.iter().filter_map(|step| match step {
        Step::EditEnvironment { change, .. } => Some(change.clone()),
        _ => None,
    });
    let edit = changes.reduce(|first, next| first.then(&next)).map(reversed);
    let kept = before.steps.iter().enumerate().filter_map(|(step, replaced)| match replaced {
        Step::ReplaceUpgo { folder, from, to, .. } => Some(read(json!({ "kind": "restoreUpgo",
            "folder": { "text": folder }, "from": to, "to": from, "kept": { "change": id, "step": step } }))),
        _ => None,
    });
    let kept = kept.collect::<Result<_, _>>()?;
    let makers = Makers::default();
    let mut inverse = Inverse { makers: &makers, purpose: EditPurpose::Undo, edit, kept, stays: Vec::new() };
    Ok(plan::undo(seen, &[], &past, &mut inverse)?)
}

/// What the page reads of a request.
#[derive(Serialize)]
struct Answer<'a, T> {
    request: &'a ChangeRequest,
    plan: &'a T,
    changed: Option<&'a Changed>,
    left: Vec<Row>,
}

/// What a plan changes if it succeeds, except for what the facts say.
fn changed(plan: &Plan, view: &PlanView, different: Map<String, Value>) -> Result<Changed, String> {
    let has = |kinds: &[StepKind]| view.steps.iter().any(|step| kinds.contains(&step.kind));
    let is_brought = has(&[StepKind::Unpack]);
    let known = json!({
        "changed": !plan.steps.is_empty(), "known": plan.to.as_ref().map(|_| "asked"),
        "active": plan.to.as_ref().map(|version| json!({ "version": version, "origin": "upgo" })),
        "pathChanged": view.path_changes, "undid": plan.undoes,
        "environmentChanged": has(&[StepKind::EditPath, StepKind::EditVariables]),
        "freedBytes": view.freed_bytes, "running": view.running, "unused": [], "outdatedTools": [],
        "editors": [], "toCommit": [], "warnings": [], "proof": is_brought.then_some("proven"),
    });
    let name = serde_json::to_value(&view.change).map_err(|error| error.to_string())?;
    let (Value::Object(name), Value::Object(known)) = (name, known) else { return Err("it is a table".to_owned()) };
    read(name.into_iter().chain(known).chain(different).collect::<Map<_, _>>().into())
}

fn after(mut seen: Snapshot, plan: &Plan) -> Snapshot {
    for step in &plan.steps {
        match step {
            Step::Unpack { version } => {
                let root = Path::new(HOME).join(version.as_str());
                seen.installed.insert(0, Installed { version: version.clone(), root, receipt: None });
                seen.published.push(version.clone());
                seen.tried.insert(version.clone());
            }
            Step::Delete { version, .. } => seen.installed.retain(|installed| installed.version != *version),
            Step::Switch { to, .. } => seen.current.clone_from(to),
            _ => {}
        }
    }
    seen
}

fn reversed(mut change: Change) -> Change {
    for write in &mut change.writes {
        match write {
            Write::Value { before, after, .. } => std::mem::swap(before, after),
            Write::GoEnv { variables, .. } => {
                for variable in variables {
                    std::mem::swap(&mut variable.before, &mut variable.after);
                }
            }
            _ => {}
        }
    }
    change
}

pub(super) fn exact(version: &Version) -> ReleaseRequest {
    ReleaseRequest::Exact(version.clone())
}

fn install(version: &Version, then: Then) -> ChangeRequest {
    ChangeRequest::Install { from: InstallFrom::Release { version: exact(version) }, then }
}

/// In both languages, with the paths of the sample machine.
fn shown(answer: &impl Serialize) -> Result<Value, String> {
    said::both_with(answer, |said| {
        respell(said, '/', "\\");
        let steps = said.pointer_mut("/plan/steps").and_then(Value::as_array_mut);
        for step in steps.into_iter().flatten() {
            // elsewhere than on Windows, the engine would take it for a part of the name
            if let (Some("rebuildTool" | "updateTool"), Some(place)) = (step["kind"].as_str(), step["place"].as_str()) {
                step["place"] = format!("{place}.exe").into();
            }
        }
    })
}

/// The engine joins paths as this system does. A path of Windows is known by its drive.
pub(super) fn respell(value: &mut Value, from: char, to: &str) {
    match value {
        Value::String(text) => {
            let is_drive = |at: usize| text[..at].ends_with(|letter: char| letter.is_ascii_uppercase());
            if text.match_indices(&format!(":{from}")).any(|(at, _)| is_drive(at)) {
                *text = text.replace(from, to);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|each| respell(each, from, to)),
        Value::Object(all) => all.values_mut().for_each(|each| respell(each, from, to)),
        _ => {}
    }
}
