//! A machine whose changes run hooks, and what its history says of them.
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use crate::lab;
use crate::schemas::fits;

/// A machine that has go1.26.6 and is offered go1.27.3.
pub(super) fn machine() -> Lab {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab
}

/// Writes a script into a folder with a space, and returns its path.
pub(super) fn script(lab: &Lab, name: &str, body: &str) -> PathBuf {
    let path = lab.path("my hooks").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Sets a hook of the user, with arguments.
pub(super) fn set(lab: &Lab, point: &str, words: &[&str]) {
    lab.upgo(["settings", "set", &format!("hooks.{point}"), &json!(words).to_string()]).succeeds();
}

/// Sets a hook that runs `body`.
pub(super) fn hook(lab: &Lab, point: &str, body: &str) -> PathBuf {
    let path = script(lab, point, body);
    set(lab, point, &[path.to_str().unwrap()]);
    path
}

/// The newest change of the history.
pub(super) fn newest(lab: &Lab) -> Value {
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    fits("history", &history);
    history["entries"][0].clone()
}

/// When each hook of a change ran, and how it ended.
pub(super) fn ends(entry: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    entry["hooks"].as_array().unwrap().iter().map(|ran| (text(&ran["hook"]), text(&ran["end"]["kind"]))).collect()
}

pub(super) fn words(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(hook, end)| ((*hook).to_owned(), (*end).to_owned())).collect()
}

/// Checks that the old Go is in use, and that nothing of the new one is left.
pub(super) fn is_as_before(lab: &Lab) {
    assert_eq!((lab.go_version().as_str(), lab.toolchains()), ("go1.26.6", vec!["go1.26.6".to_owned()]));
    assert_eq!(lab.names_in("staging"), [""; 0]);
}

/// Tells everything that a hook gets.
pub(super) const TELL: &str =
    "echo \"$UPGO_HOOK|$UPGO_FROM|$UPGO_TO|$UPGO_CHANGE|${UPGO_ERROR-none}|$1|$(basename \"$UPGO_GOROOT\")\"";
