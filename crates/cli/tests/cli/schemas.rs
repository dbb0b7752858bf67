//! The JSON output of every command matches its committed schema.
use std::path::Path;

use serde_json::Value;
use upgo_testkit::limit::{InTime as _, lines_in_time};

use crate::every_command::{ENDLESS, ROWS, machine, words};
use crate::lab;

pub(crate) fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schemas").join(format!("{name}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn validator(name: &str) -> jsonschema::Validator {
    jsonschema::options().offline().should_validate_formats(true).build(&schema(name)).unwrap()
}

pub(crate) fn fits(name: &str, answer: &Value) {
    let errors: Vec<String> = validator(name).iter_errors(answer).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}\n{answer:#}");
}

/// Checks a SARIF document by the schema of its version, without the descriptions, as `@microsoft/jest-sarif` 1.0.0-beta.0
/// of npm has it but for a pattern that is no regular expression, and by what GitHub asks for besides: each result has a place in the checkout.
pub(crate) fn sarif(document: &Value) -> Value {
    let schema: Value = serde_json::from_str(include_str!("../data/sarif-2.1.0.json")).unwrap();
    let validator = jsonschema::options().offline().build(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{document:#}");
    for result in document["runs"][0]["results"].as_array().unwrap() {
        for location in result["locations"].as_array().filter(|all| !all.is_empty()).unwrap() {
            let place = &location["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            assert!(!uri.is_empty() && !uri.starts_with('/') && !uri.contains([':', '\\']), "{result:#}");
            assert!(place["region"]["startLine"].as_u64() > Some(0), "{result:#}");
        }
    }
    document.clone()
}

#[test]
fn the_output_of_every_command_matches_its_schema() {
    let lab = machine();
    for (row, schemas) in ROWS {
        let ran = lab.upgo(words(&lab, row).into_iter().chain(["--json".to_owned()])).ends();
        let answer = ran.json();
        let has_failed = answer.get("error").is_some();
        let schema = schemas.split(' ').find(|schema| (*schema == "error") == has_failed);
        fits(schema.unwrap_or_else(|| panic!("expected {schemas}: {ran}")), &answer);
        let is_answer =
            matches!(ran.code, Some(0 | 4 | 10 | 11 | 12)) || (*schemas, ran.code) == ("policy-check", Some(2));
        assert_eq!(has_failed, !is_answer, "{ran}");
    }
}

#[test]
fn endless_commands_print_json_too() {
    let lab = machine();
    lab.upgo(["install", "1.27.3"]).succeeds();
    for (row, schema) in ENDLESS {
        let mut child = lab.upgo(words(&lab, row).into_iter().chain(["--json".to_owned()])).starts();
        let mut text = String::new();
        let mut lines = lines_in_time(child.stdout.take().unwrap());
        let answer = loop {
            text.push_str(&lines.next().unwrap_or_else(|| panic!("{row} ended: {text}")).unwrap());
            if let Ok(answer) = serde_json::from_str(&text) {
                break answer;
            }
        };
        child.kill().unwrap();
        child.status_in_time().unwrap();
        fits(schema, &answer);
    }
}

#[test]
fn every_schema_is_documented_and_used_by_a_row() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let text = std::fs::read_to_string(docs.join("json.md")).unwrap();
    let names = std::fs::read_dir(docs.join("schemas")).unwrap().map(|file| file.unwrap().file_name());
    let is_used = |name: &str| ROWS.iter().chain(ENDLESS).any(|(_, schemas)| schemas.split(' ').any(|own| own == name));
    for file in names.map(|name| name.into_string().unwrap()) {
        assert!(text.contains(&format!("](schemas/{file})")), "docs/json.md does not name {file}");
        let name = file.trim_end_matches(".json");
        let has_no_row = ["event", "hook-event"];
        assert!(is_used(name) || has_no_row.contains(&name), "no row has the schema {name}");
    }
}

#[test]
fn every_event_matches_its_schema() {
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
fn the_upgo_log_file_gets_every_event_with_its_time() {
    let lab = lab().with_release("go1.27.3");
    let log = lab.path("log");
    lab.upgo(["install", "latest", "--use", "--quiet"]).with("UPGO_LOG", &log).succeeds();
    let text = std::fs::read_to_string(log).unwrap();
    let events: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events.last().unwrap()["type"], "planDone");
    assert!(events.iter().all(|event| event["time"].is_string()));
}
