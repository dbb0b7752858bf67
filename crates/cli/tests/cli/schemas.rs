//! Every JSON answer is as its committed schema says.
use std::path::Path;

use serde_json::Value;

use crate::lab;

pub(crate) fn fits(schema: &str, answer: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schemas").join(format!("{schema}.json"));
    let text = std::fs::read_to_string(&path).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap();
    let errors: Vec<String> = validator.iter_errors(answer).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{schema}: {errors:#?}\n{answer:#}");
}

#[test]
fn every_answer_fits_its_schema() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let json = |words: &[&str]| lab.upgo(words.iter().chain(&["--json"])).ends().json();
    fits("status", &json(&["status"]));
    fits("change", &json(&["install", "1.26.6", "--use"]));
    fits("dry-run", &json(&["upgrade", "--dry-run"]));
    fits("change", &json(&["upgrade"]));
    fits("change", &json(&["upgrade"]));
    fits("status", &json(&["status"]));
    fits("list", &json(&["list"]));
    fits("list-available", &json(&["list", "--available", "--channel", "all"]));
    fits("check", &json(&["check"]));
    fits("change", &json(&["rollback"]));
    fits("change", &json(&["remove", "1.27.3"]));
    fits("history", &json(&["history"]));
    fits("background", &json(&["background"]));
    fits("log", &json(&["log"]));
    fits("report", &json(&["report"]));
    fits("why", &json(&["why"]));
    fits("tools", &json(&["tools"]));
    fits("doctor", &json(&["doctor"]));
    fits("dry-run", &json(&["purge", "--dry-run"]));
    fits("change", &json(&["add-to-path"]));
    fits("env", &json(&["env"]));
    fits("dry-run", &json(&["env", "set", "GOPROXY", "direct", "--dry-run"]));
    fits("change", &json(&["env", "set", "GOPROXY", "direct", "--scope", "go"]));
    fits("env", &json(&["env"]));
    fits("purge", &json(&["purge", "--yes"]));
    fits("error", &json(&["use", "1.99.1"]));
    fits("error", &json(&["no-such-command"]));
}

#[test]
fn every_event_fits_its_schema() {
    let lab = lab().with_release("go1.27.3");
    let ran = lab.upgo(["install", "latest", "--use", "--progress", "json"]).succeeds();
    let events: Vec<Value> = ran.errors.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for event in &events {
        fits("event", event);
    }
    assert_eq!(events.first().unwrap()["type"], "planStarted");
    assert_eq!(events.last().unwrap()["type"], "planDone");
}

#[test]
fn a_log_gets_every_event_with_its_time() {
    let lab = lab().with_release("go1.27.3");
    let log = lab.path("log");
    lab.upgo(["install", "latest", "--use", "--quiet"]).with("UPGO_LOG", &log).succeeds();
    let text = std::fs::read_to_string(log).unwrap();
    let events: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events.last().unwrap()["type"], "planDone");
    assert!(events.iter().all(|event| event["time"].is_string()));
}
