//! What every face of the product says about one machine, in the terms of the truth.
use serde_json::{Value, json};

use super::machines::Machine;

/// What a face says. What it does not say is missing.
#[derive(Clone)]
pub(super) enum Says {
    /// The Go that a terminal runs.
    Runs(Value),
    /// How many known vulnerabilities that Go has.
    Count(Value),
    /// Which ones.
    Known(Vec<String>),
    /// Where `upgrade` leads.
    Leads(Value),
    /// Which release is called a security update.
    Fix(Value),
    /// The first fix, since when the machine lacks it, and until when it did.
    Exposure { fix: Value, since: Value, until: Value },
    /// Whether the machine lacks a fix that is out.
    IsExposed(bool),
}

pub(super) type Face = (&'static str, fn(&Machine) -> Vec<Says>);

/// Those that speak to other machines come first.
pub(super) const FACES: &[Face] = &[
    ("check", |machine| of_check(&ask(machine, &["check", "--json"]))),
    ("metrics", of_metrics),
    ("fleet report", of_report),
    ("status", |machine| of_status(&ask(machine, &["status", "--json"]))),
    ("status of a timer", of_timer),
    ("audit", of_audit),
    ("why", |machine| vec![Says::Runs(ask(machine, &["why", "--json"])["toolchain"]["version"].clone())]),
    ("whatsnew", of_whatsnew),
    ("preflight", of_preflight),
    ("upgrade --dry-run", of_dry_run),
    ("projects", of_projects),
    ("Home and tray", of_window),
];

/// The faces of a machine at an hour: all, except where nothing has happened since the last one.
pub(super) fn at(machine: char, hour: usize) -> &'static [Face] {
    if matches!(hour, 2 | 6 | 7) && machine != 'a' { &FACES[..3] } else { FACES }
}

fn ask(machine: &Machine, words: &[&str]) -> Value {
    machine.upgo(words).succeeds().json()
}

fn fix_of(headline: &Value) -> Says {
    Says::Fix(if headline["kind"] == "security" { headline["to"].clone() } else { Value::Null })
}

fn exposure(said: &Value) -> Says {
    let of = |field: &str| said.get(field).cloned().unwrap_or_default();
    Says::Exposure { fix: of("fix"), since: of("since"), until: of("until") }
}

pub(super) fn of_check(said: &Value) -> Vec<Says> {
    let leads = if said["updateAvailable"] == true { said["latest"].clone() } else { Value::Null };
    let runs = said["headline"].get("runs").cloned();
    [Says::Leads(leads), fix_of(&said["headline"])].into_iter().chain(runs.map(Says::Runs)).collect()
}

fn of_status(said: &Value) -> Vec<Says> {
    let update = said["update"].get("version").cloned().unwrap_or_default();
    vec![
        Says::Runs(said["active"]["version"].clone()),
        Says::Count(said["vulnerabilities"]["count"].clone()),
        Says::Leads(update),
        fix_of(&said["headline"]),
        exposure(&said["exposure"]),
    ]
}

/// A service has not the variables of a terminal. Where those decide, it may say only that it does not know.
fn of_timer(machine: &Machine) -> Vec<Says> {
    if !matches!(machine.name, 'd' | 'e') {
        return Vec::new();
    }
    let said = machine.upgo(&["status", "--json"]).with("UPGO_TEST_SESSION", "service").succeeds().json();
    vec![Says::Runs(said["active"]["version"].clone()), Says::Count(said["vulnerabilities"]["count"].clone())]
}

fn of_metrics(machine: &Machine) -> Vec<Says> {
    let text = machine.upgo(&["status", "--format", "openmetrics"]).succeeds().output;
    let value = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('{')?.split_once("} "));
        line.map_or(Value::Null, |(_, value)| json!(value.parse::<u64>().unwrap()))
    };
    let label = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix("{version=\""));
        json!(line.and_then(|rest| rest.split('"').next()))
    };
    vec![
        Says::Runs(label("upgo_go_info")),
        Says::Count(value("upgo_go_vulnerabilities")),
        Says::Leads(label("upgo_update_info")),
        Says::IsExposed(value("upgo_exposed") == 1),
    ]
}

fn of_audit(machine: &Machine) -> Vec<Says> {
    let said = ask(machine, &["audit", "--json"]);
    let ids = said["vulnerabilities"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned());
    vec![
        Says::Runs(said["version"].clone()),
        Says::Known(ids.collect()),
        fix_of(&said["headline"]),
        exposure(&said["exposure"]),
    ]
}

/// The report of the machine, which the overview reads later.
fn of_report(machine: &Machine) -> Vec<Says> {
    let ran = machine.upgo(&["fleet", "report"]).succeeds();
    std::fs::write(machine.lab.path("report.json"), &ran.output).unwrap();
    let said = ran.json();
    vec![Says::Runs(said["go"].clone()), Says::Leads(said["update"].clone()), exposure(&said["exposure"])]
}

fn of_whatsnew(machine: &Machine) -> Vec<Says> {
    let said = ask(machine, &["whatsnew", "--json"]);
    let leads = if said["to"] == said["from"] { Value::Null } else { said["to"].clone() };
    vec![Says::Runs(said["from"].clone()), Says::Leads(leads)]
}

fn of_preflight(machine: &Machine) -> Vec<Says> {
    let said = ask(machine, &["preflight", "--json"]);
    vec![Says::Leads(if said["upgrades"] == true { said["to"].clone() } else { Value::Null })]
}

fn of_dry_run(machine: &Machine) -> Vec<Says> {
    of_plan(&ask(machine, &["upgrade", "--dry-run", "--json"]))
}

pub(super) fn of_plan(said: &Value) -> Vec<Says> {
    let plan = &said["plan"];
    let is_empty = plan["steps"].as_array().is_none_or(Vec::is_empty);
    vec![Says::Leads(if is_empty { Value::Null } else { plan["to"].clone() })]
}

/// Also the gate, which no day of the story concerns: files decide.
fn of_projects(machine: &Machine) -> Vec<Says> {
    let repository = machine.repository();
    let said = ask(machine, &["projects", repository.to_str().unwrap(), "--exit-code", "--json"]);
    vec![Says::Runs(said["runs"].clone()), Says::Leads(said["offered"].clone())]
}

/// The window and the tray draw this and ask nobody else: `src-tauri/src/tray/menu.rs`, `ui/src/features/home/hero.ts`.
/// They have no terminal, so the engine is opened here as the window opens it.
fn of_window(machine: &Machine) -> Vec<Says> {
    let said = serde_json::to_value(machine.engine().overview().unwrap()).unwrap();
    let known = said["vulnerabilities"]["vulnerabilities"].as_array().unwrap();
    let ids = known.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    vec![
        Says::Runs(said["active"]["version"].clone()),
        Says::Known(ids),
        Says::Leads(said["offer"].get("version").cloned().unwrap_or_default()),
        fix_of(&said["headline"]),
    ]
}
