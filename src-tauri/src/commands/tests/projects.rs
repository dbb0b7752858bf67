//! Projects and their rehearsals.
use serde_json::{Value, json};

use super::{in_sandbox, releases};

#[test]
fn projects_are_found_and_only_what_a_report_named_is_opened() {
    in_sandbox(
        "commands::tests::projects::projects_are_found_and_only_what_a_report_named_is_opened",
        releases,
        |page| {
            assert_eq!(page.ask("projects")["projects"], json!([]));
            let folder = tempfile::tempdir().unwrap();
            let module = folder.path().join("go.mod");
            std::fs::write(&module, "module example.com/app\n\ngo 1.26.0\n").unwrap();
            page.call("set_setting", json!({ "key": "projects", "value": folder.path() })).unwrap();
            let found = page.ask("projects");
            let project = &found["projects"][0];
            assert_eq!(project["module"], "example.com/app", "{found:#}");
            assert_eq!((&project["asked"][0]["text"], &project["asked"][0]["line"]), (&json!("1.26.0"), &json!(3)));

            std::fs::write(folder.path().join("main.go"), "package main\n").unwrap();
            for unnamed in [
                json!({ "kind": "project", "folder": "/" }),
                json!({ "kind": "source", "file": folder.path().join("main.go") }),
                json!({ "kind": "source", "file": module.join("..").join("go.mod") }),
            ] {
                let refused = page.call("open_folder", json!({ "folder": unnamed })).unwrap_err();
                assert_eq!(refused["code"], "UPGO-USAGE", "{refused:#}");
            }
            page.ask("cancel_projects"); // none is running
            let missing = page.call("rehearsal_of", json!({ "id": 1 })).unwrap_err();
            assert_eq!(missing["code"], "UPGO-USAGE", "{missing:#}");
        },
    );
}

#[test]
fn a_rehearsal_starts_only_as_it_was_shown() {
    in_sandbox("commands::tests::projects::a_rehearsal_starts_only_as_it_was_shown", releases, |page| {
        let plan = |tests: bool, raises: bool| {
            let chosen = json!({ "to": "go1.27.3", "tests": tests, "fixes": !tests, "raises": raises });
            page.call("plan_rehearsal", chosen).unwrap()
        };
        let start = |id: &Value| page.call("rehearse", json!({ "plan": id }));
        let unseen = start(&json!(1)).unwrap_err();
        assert_eq!(unseen["code"], "UPGO-PLAN-MOVED", "{unseen:#}");

        let folder = tempfile::tempdir().unwrap();
        let add = |name: &str| {
            let project = folder.path().join(name);
            std::fs::create_dir(&project).unwrap();
            std::fs::write(project.join("go.mod"), format!("module example.com/{name}\n\ngo 1.26.0\n")).unwrap();
            project
        };
        let one = add("one");
        page.call("set_setting", json!({ "key": "projects", "value": folder.path() })).unwrap();
        let shown = plan(true, false);
        let said = ["tests", "fixes", "raises", "installs"].map(|name| &shown[name]);
        assert_eq!(said, [&json!(true), &json!(false), &json!(false), &json!(true)], "{shown:#}");
        assert_eq!(shown["projects"], json!([one]));

        // a project that nobody was asked about
        add("other");
        start(&shown["id"]).unwrap();
        let ended = page.rehearsed();
        assert_eq!(
            (&ended["kind"], &ended["problem"]["code"]),
            (&json!("failed"), &json!("UPGO-PLAN-MOVED")),
            "{ended:#}"
        );
        assert_eq!(page.ask("overview")["installed"], json!([]), "nothing was installed");
        let again = start(&shown["id"]).unwrap_err();
        assert_eq!(again["code"], "UPGO-PLAN-MOVED", "it starts once: {again:#}");

        // it now gets as far as a rehearsal does without a Go in use, with and without raised lines
        for raises in [false, true] {
            let shown = plan(false, raises);
            assert_eq!(shown["projects"].as_array().unwrap().len(), 2, "{shown:#}");
            assert_eq!(["fixes", "raises"].map(|name| &shown[name]), [&json!(!raises), &json!(raises)], "{shown:#}");
            start(&shown["id"]).unwrap();
            let ended = page.rehearsed();
            let said = [&ended["tests"], &ended["raises"], &ended["problem"]["code"]];
            assert_eq!(said, [&json!(false), &json!(raises), &json!("UPGO-GO-MISSING")], "{ended:#}");
        }
    });
}
