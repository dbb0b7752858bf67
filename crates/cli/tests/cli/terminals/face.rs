//! Every command that names the Go of a new terminal, as data: one more is one more row.
#![expect(clippy::unnecessary_wraps, reason = "some faces are silent on some machines")]
use std::fs;
use std::path::Path;

use serde_json::Value;
use upgo_testkit::lab::Lab;

pub(super) struct Face {
    pub(super) name: &'static str,
    /// Whether it judges that Go. Where a login and a window run different ones, it may take the worse.
    pub(super) judges: bool,
    /// The version, or `null` if there is no Go; `None` if it does not say that here.
    pub(super) says: fn(&Lab) -> Option<Value>,
}

pub(super) const FACES: &[Face] = &[
    Face { name: "upgo", judges: false, says: |lab| at(lab, "", "/active/version") },
    Face { name: "status", judges: false, says: |lab| at(lab, "status", "/active/version") },
    Face { name: "status --format openmetrics", judges: true, says: of_metrics },
    Face { name: "why", judges: false, says: of_why },
    Face { name: "list", judges: false, says: of_list },
    Face { name: "check", judges: true, says: of_check },
    Face { name: "audit", judges: true, says: |lab| at(lab, "audit", "/version") },
    Face { name: "whatsnew", judges: true, says: |lab| at(lab, "whatsnew", "/from") },
    Face { name: "preflight", judges: false, says: |lab| before_upgrade(lab, "preflight", "/from") },
    Face { name: "upgrade", judges: false, says: |lab| before_upgrade(lab, "upgrade --dry-run", "/plan/from") },
    Face { name: "env", judges: false, says: of_env },
    Face { name: "projects", judges: false, says: |lab| at(lab, "projects .", "/runs") },
    Face { name: "tools", judges: false, says: |lab| at(lab, "tools", "/go") },
    Face { name: "fleet report", judges: true, says: |lab| at(lab, "fleet report", "/go") },
    Face { name: "dsc export", judges: true, says: of_dsc },
];

/// What the names of a development version contain. It is no release, so no command names one.
pub(super) const DEVELOPMENT: &str = "devel";

/// The JSON document of a command. It fails only because a new terminal finds no Go, or one that is no release.
pub(super) fn ask(lab: &Lab, words: &str) -> Value {
    let ran = lab.upgo(words.split_whitespace().chain(["--json"])).ends();
    let said = ran.json();
    let error = &said["error"];
    let is_unknown = error["message"].as_str().is_some_and(|message| message.contains("it is unknown"));
    let has_none = error["code"] == "UPGO-GO-MISSING" || error["code"] == "UPGO-VERSION-UNKNOWN";
    assert!(ran.code == Some(0) || (has_none && !is_unknown), "{ran}");
    said
}

fn at(lab: &Lab, words: &str, pointer: &str) -> Option<Value> {
    Some(ask(lab, words).pointer(pointer).cloned().unwrap_or_default())
}

/// No file says which version a shim starts.
fn of_why(lab: &Lab) -> Option<Value> {
    let said = ask(lab, "why");
    let explained = said["toolchain"]["version"].clone();
    if explained.as_str().is_some_and(|name| name.contains(DEVELOPMENT)) {
        return Some(said["program"]["version"].clone());
    }
    Some(explained).filter(|explained| !explained.is_null() || said["program"].is_null())
}

fn of_metrics(lab: &Lab) -> Option<Value> {
    let said = lab.upgo(["status", "--format", "openmetrics"]).succeeds();
    assert!(said.output.contains("\nupgo_go_installed{"), "{said}");
    let version = said.output.lines().find_map(|line| line.strip_prefix("upgo_go_info{version=\""));
    Some(version.and_then(|rest| rest.split('"').next()).into())
}

fn of_list(lab: &Lab) -> Option<Value> {
    let said = ask(lab, "list");
    let active: Vec<&Value> = said["installed"].as_array().unwrap().iter().filter(|go| go["active"] == true).collect();
    assert!(active.len() < 2, "{said:#}");
    Some(active.first().map(|go| go["version"].clone()).unwrap_or_default())
}

/// The headline, which names the Go only if nothing is more important. `current` is the switch's.
fn of_check(lab: &Lab) -> Option<Value> {
    let said = ask(lab, "check");
    let is_without_go = said["headline"].is_null() && said["current"].is_null();
    if is_without_go { Some(Value::Null) } else { said["headline"].get("runs").cloned() }
}

/// What an upgrade replaces: the switch's Go, and without one the terminal's.
fn before_upgrade(lab: &Lab, words: &str, pointer: &str) -> Option<Value> {
    let is_of_switch = !ask(lab, "status")["current"].is_null();
    if is_of_switch { None } else { at(lab, words, pointer) }
}

/// The release in the folder that `go env GOROOT` would print.
fn of_env(lab: &Lab) -> Option<Value> {
    let said = ask(lab, "env");
    let goroot = said["variables"].as_array().unwrap().iter().find(|variable| variable["name"] == "GOROOT").unwrap();
    let Some(root) = goroot["newTerminal"]["value"].as_str() else { return Some(Value::Null) };
    let text = fs::read_to_string(Path::new(root).join("VERSION")).unwrap_or_else(|error| format!("{root}: {error}"));
    Some(text.lines().next().filter(|name| !name.contains(DEVELOPMENT)).into())
}

/// The instance in use. There is none if Upgo has not chosen that Go.
fn of_dsc(lab: &Lab) -> Option<Value> {
    let said = ask(lab, "dsc export");
    let used = said["instances"].as_array().unwrap().iter().find(|instance| instance["use"] == true)?;
    Some(used["release"].clone())
}
