//! Settings of Upgo and of Go: read, changed, refused, and managed by an organization.
use std::env;

use serde_json::{Value, json};

use super::{in_sandbox, install, releases};

#[test]
fn settings_are_read_set_and_refused() {
    in_sandbox("commands::tests::settings::settings_are_read_set_and_refused", releases, |page| {
        let set = |key: &str, value: Value| page.call("set_setting", json!({ "key": key, "value": value }));
        let value_of = |report: &Value, key: &str| {
            let entries = report["entries"].as_array().unwrap();
            entries.iter().find(|entry| entry["key"] == key).unwrap()["value"].clone()
        };
        assert_eq!(value_of(&page.ask("settings"), "theme"), "system");
        assert_eq!(value_of(&set("theme", json!("dark")).unwrap(), "theme"), "dark");
        assert_eq!(value_of(&set("theme", Value::Null).unwrap(), "theme"), "system");
        let refused = set("theme", json!("purple")).unwrap_err();
        assert!(refused["message"].as_str().unwrap().contains("purple"), "{refused:#}");
        assert!(set("no-such-key", json!("1")).is_err());
        assert_eq!(page.ask("about")["system"], env::consts::OS);
    });
}

#[test]
fn whom_upgo_trusts_changes_only_by_a_plan_that_was_shown() {
    in_sandbox("commands::tests::settings::whom_upgo_trusts_changes_only_by_a_plan_that_was_shown", releases, |page| {
        let proof = || {
            let report = page.ask("settings");
            let entries = report["entries"].as_array().unwrap();
            entries.iter().find(|entry| entry["key"] == "proof").unwrap().clone()
        };
        assert_eq!(proof()["decidesTrust"], true);
        for value in [json!("digest"), Value::Null] {
            let refused = page.call("set_setting", json!({ "key": "proof", "value": value })).unwrap_err();
            assert_eq!(refused["code"], "UPGO-USAGE", "{refused:#}");
        }
        assert_eq!(proof()["value"], "when-reachable");

        let edits = json!([{ "key": "proof", "value": "digest" }]);
        let plan = page.plan(json!({ "kind": "settings", "edits": edits }));
        assert_eq!((&plan["action"], &plan["routine"]), (&json!("settings"), &json!(false)), "{plan:#}");
        assert_eq!(plan["command"], "upgo settings set proof digest");
        assert_eq!(page.run(&plan).last().unwrap()["kind"], "done");
        assert_eq!(proof()["value"], "digest");
        let undo = page.plan(json!({ "kind": "rollback", "id": null }));
        assert_eq!(undo["routine"], false, "{undo:#}");
        assert_eq!(page.run(&undo).last().unwrap()["kind"], "done");
        assert_eq!(proof()["value"], "when-reachable");
    });
}

#[test]
fn what_an_organization_manages_is_shown_and_reported() {
    let managed = || {
        let lab = releases();
        let policy = lab.path("policy.toml");
        let text = "contact = '4711'\nself-update = 'off'\nquiet-hours = 'never'\nblocked = ['1.27']\n";
        std::fs::write(&policy, text).unwrap();
        lab.with_variable("UPGO_TEST_POLICY", policy)
    };
    if !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build reads the policy of the machine only (it lacks the feature faults)");
        return;
    }
    in_sandbox("commands::tests::settings::what_an_organization_manages_is_shown_and_reported", managed, |page| {
        page.run(&page.plan(install("go1.26.6")));
        page.ask("check");
        let managed = page.ask("managed");
        assert_eq!(managed["contact"], "4711");
        let value = |key: &str| {
            let values = managed["values"].as_array().unwrap();
            values.iter().find(|value| value["key"] == key).unwrap_or_else(|| panic!("no {key}")).clone()
        };
        let updates = value("self-update");
        assert_eq!((&updates["setting"], &updates["source"]), (&json!("self-update"), &json!("file")), "{updates}");
        assert_eq!(updates["malformed"], Value::Null);
        assert_ne!(value("quiet-hours")["malformed"], Value::Null);
        assert_eq!(managed["heldBack"]["version"], "go1.27.3");
        assert_eq!(managed["heldBack"]["why"], "blocked");
        assert_eq!(page.ask("overview")["offer"], Value::Null, "Home does not offer what the policy forbids");

        let refused = page.call("plan", json!({ "request": install("go1.27.3") })).unwrap_err();
        assert_eq!(refused["code"], "UPGO-POLICY-VERSION");
        let report = page.ask("administrator_report");
        let report = report.as_str().unwrap();
        for part in ["Contact        4711", "self-update = off", "go1.27.3: blocked", "UPGO-POLICY-VERSION"] {
            assert!(report.contains(part), "no {part:?} in {report}");
        }
    });
}

#[test]
fn a_value_is_shown_with_its_source_edited_and_restored() {
    in_sandbox("commands::tests::settings::a_value_is_shown_with_its_source_edited_and_restored", releases, |page| {
        page.run(&page.plan(install("go1.26.6")));
        let proxy = || {
            let report = page.ask("environment");
            let variables = report["variables"].as_array().unwrap();
            variables.iter().find(|variable| variable["name"] == "GOPROXY").unwrap()["newTerminal"].clone()
        };
        let before = proxy();
        let edit = json!({ "kind": "set", "name": "GOPROXY", "value": "https://goproxy.cn,direct", "scope": "go" });
        let plan = page.plan(json!({ "kind": "environment", "edit": edit }));
        assert_eq!(plan["action"], "environment", "{plan:#}");
        assert_eq!(page.run(&plan).last().unwrap()["kind"], "done");
        assert_eq!(proxy(), json!({ "value": "https://goproxy.cn,direct", "from": "go" }));
        page.run(&page.plan(json!({ "kind": "rollback", "id": null })));
        assert_eq!(proxy(), before);
    });
}
