//! Tests of the commands as the page calls them, over Tauri's mock runtime: names, arguments, results and errors as
//! JSON.
//!
//! Each test runs again in its own process in a sandbox, because the program reads its environment.
#![expect(clippy::disallowed_methods, reason = "a test starts itself in a sandbox")]
use std::collections::BTreeSet;
use std::env;
use std::sync::mpsc::{Receiver, channel};

use serde_json::{Value, json};
use specta_typescript::Typescript;
use tauri::http::HeaderMap;
use tauri::ipc::{CallbackFn, Channel, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{WebviewUrl, WebviewWindowBuilder};
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;

use crate::desk::Desk;
use crate::platform::OWN_PAGE;
use crate::runtime::Runtime;

/// Set in the test's own process.
const WITHIN: &str = "UPGO_TEST_WITHIN";

/// Runs `story` in its own process, in the sandbox's environment. `test` is the full name of the test.
fn in_sandbox(test: &str, lab: impl FnOnce() -> Lab, story: impl FnOnce(&Page)) {
    if env::var_os(WITHIN).is_some() {
        return story(&Page::open());
    }
    if cfg!(windows) && !upgo_engine::machine::fault::ARMED {
        println!("SKIPPED: this build would use the user's own PATH (it lacks the feature faults)");
        return;
    }
    let lab = lab();
    let this = env::current_exe().unwrap();
    let mut command = lab.command(&this);
    command.args([test, "--exact", "--nocapture"]).env(WITHIN, "1");
    if cfg!(windows) {
        // a test program imports WebView2Loader.dll, which is in a parent folder
        command.env("PATH", this.ancestors().nth(2).unwrap());
    }
    let ran = command.output_in_time().unwrap();
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(ran.status.success(), "{}{}", said(&ran.stdout), said(&ran.stderr));
    assert!(said(&ran.stdout).contains("1 passed"), "no test is called {test}");
}

/// A page that calls commands.
struct Page {
    app: tauri::App<Runtime>,
    window: tauri::WebviewWindow<Runtime>,
}

impl Page {
    fn open() -> Self {
        let bridge = crate::bridge::bridge();
        let app = mock_builder()
            .plugin(tauri_plugin_dialog::init())
            .invoke_handler(bridge.invoke_handler())
            .build(crate::context())
            .unwrap();
        bridge.mount_events(&app);
        Desk::set_up(app.handle());
        let window = WebviewWindowBuilder::new(&app, "main", WebviewUrl::default()).build().unwrap();
        Self { app, window }
    }

    /// The result of a command, or the error that the page would catch.
    fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        call_from(&self.window, OWN_PAGE, command, arguments)
    }

    fn ask(&self, command: &str) -> Value {
        self.call(command, json!({})).unwrap_or_else(|error| panic!("{command}: {error:#}"))
    }

    fn plan(&self, request: Value) -> Value {
        self.call("plan", json!({ "request": request })).unwrap_or_else(|error| panic!("plan: {error:#}"))
    }

    /// Starts a plan and returns every state of its job.
    fn run(&self, plan: &Value) -> Vec<Value> {
        self.ask("dismiss_job"); // only the states of this job are read below
        let jobs = self.follow();
        self.call("start", json!({ "plan": plan["id"], "whileRunning": "refuse", "withoutProof": false })).unwrap();
        let mut seen: Vec<Value> = Vec::new();
        loop {
            seen.push(jobs.recv().unwrap());
            let kind = seen.last().unwrap()["kind"].as_str().unwrap();
            if !matches!(kind, "idle" | "working") {
                return seen;
            }
        }
    }

    /// The messages sent to the channel of `follow_queue`.
    fn follow_queue(&self) -> Receiver<Value> {
        let (told, queue) = channel();
        Desk::of(self.app.handle()).unwrap().jobs().follow_queue(Channel::new(move |body| {
            let InvokeResponseBody::Json(waiting) = body else { panic!("a queue is JSON") };
            told.send(serde_json::from_str(&waiting).unwrap()).ok();
            Ok(())
        }));
        queue
    }

    /// How the running rehearsal ends.
    fn rehearsed(&self) -> Value {
        let (told, jobs) = channel();
        Desk::of(self.app.handle()).unwrap().rehearsals().follow(Channel::new(move |body| {
            let InvokeResponseBody::Json(job) = body else { panic!("a rehearsal is JSON") };
            told.send(serde_json::from_str::<Value>(&job).unwrap()).ok();
            Ok(())
        }));
        jobs.iter().find(|job| job["kind"] != "working").unwrap()
    }

    /// The messages sent to the channel of `follow_job`. The mock has no page to send them to.
    fn follow(&self) -> Receiver<Value> {
        let (told, jobs) = channel();
        Desk::of(self.app.handle()).unwrap().jobs().follow(Channel::new(move |body| {
            let InvokeResponseBody::Json(job) = body else { panic!("a job is JSON") };
            told.send(serde_json::from_str(&job).unwrap()).ok();
            Ok(())
        }));
        jobs
    }
}

/// The answer to a page at `address` in `window`.
fn call_from(
    window: &tauri::WebviewWindow<Runtime>,
    address: &str,
    command: &str,
    arguments: Value,
) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.into(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: address.parse().unwrap(),
        body: InvokeBody::Json(arguments),
        headers: HeaderMap::default(),
        invoke_key: INVOKE_KEY.into(),
    };
    get_ipc_response(window, request).map(|answer| answer.deserialize().unwrap())
}

fn releases() -> Lab {
    Lab::new("upgo").with_release("go1.26.6").with_release("go1.27.3")
}

fn install(version: &str) -> Value {
    json!({ "kind": "install", "from": { "kind": "release", "version": version }, "then": "use" })
}

#[test]
fn a_change_is_planned_run_shown_and_undone() {
    in_sandbox("commands::tests::a_change_is_planned_run_shown_and_undone", releases, |page| {
        assert_eq!(page.ask("check"), Value::Null);
        assert_eq!(page.ask("overview")["active"], Value::Null);

        let plan = page.plan(install("go1.26.6"));
        let ended = page.run(&plan);
        let last = ended.last().unwrap();
        assert_eq!((&last["kind"], &last["plan"]["id"]), (&json!("done"), &plan["id"]), "{last:#}");
        assert!(ended.iter().any(|job| job["kind"] == "working"), "progress is reported");
        assert_eq!(page.ask("overview")["active"]["version"], "go1.26.6");

        let upgraded = page.run(&page.plan(json!({ "kind": "upgrade", "to": null, "patch": false })));
        assert_eq!(upgraded.last().unwrap()["kind"], "done", "{upgraded:#?}");
        let undone = page.run(&page.plan(json!({ "kind": "rollback", "id": null })));
        assert_eq!(undone.last().unwrap()["kind"], "done", "{undone:#?}");
        assert_eq!(page.ask("overview")["active"]["version"], "go1.26.6");

        let history = page.call("history", json!({ "most": 100 })).unwrap();
        let actions: Vec<_> =
            history["entries"].as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
        assert_eq!(actions, ["rollback", "upgrade", "install"]);
        assert_eq!(page.ask("versions")["installed"].as_array().unwrap().len(), 2);
        assert_eq!(page.ask("dismiss_job"), Value::Null);
        assert_eq!(page.follow().recv().unwrap(), json!({ "kind": "idle" }));
    });
}

/// Starts a plan without waiting for its end.
fn begin(page: &Page, plan: &Value) {
    page.call("start", json!({ "plan": plan["id"], "whileRunning": "refuse", "withoutProof": false })).unwrap();
}

/// Reads states until one matches.
fn until(states: &Receiver<Value>, is_wanted: impl Fn(&Value) -> bool) -> Value {
    loop {
        let state = states.recv().unwrap();
        if is_wanted(&state) {
            return state;
        }
    }
}

fn actions(page: &Page) -> Vec<Value> {
    let history = page.call("history", json!({ "most": 100 })).unwrap();
    history["entries"].as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect()
}

/// Releases that take a while to download.
fn slow_releases() -> Lab {
    let lab = releases().with_broken_release("go1.27.4");
    lab.server.limit(2_000_000);
    lab
}

#[test]
fn a_notification_cancels_only_the_change_that_it_shows() {
    let very_slow = || {
        let lab = releases();
        lab.server.limit(100_000);
        lab
    };
    in_sandbox("commands::tests::a_notification_cancels_only_the_change_that_it_shows", very_slow, |page| {
        let desk = Desk::of(page.app.handle()).unwrap();
        let plan = page.plan(install("go1.27.3"));
        let id = u32::try_from(plan["id"].as_u64().unwrap()).unwrap();
        assert!(!desk.jobs().cancel_plan(id), "it does not run yet");
        let jobs = page.follow();
        begin(page, &plan);
        assert!(!desk.jobs().cancel_plan(id + 1));
        assert_eq!(until(&jobs, |job| job["kind"] == "working")["cancelling"], false);
        assert!(desk.jobs().cancel_plan(id));
        until(&jobs, |job| job["kind"] == "cancelled");
        assert!(!desk.jobs().cancel_plan(id), "it has ended");
        assert_eq!(page.ask("overview")["active"], Value::Null);
    });
}

#[test]
fn a_second_change_waits_can_be_taken_out_and_runs_after_the_first() {
    in_sandbox(
        "commands::tests::a_second_change_waits_can_be_taken_out_and_runs_after_the_first",
        slow_releases,
        |page| {
            let beside = |version: &str| json!({ "kind": "install", "from": { "kind": "release", "version": version }, "then": "keep" });
            let (first, second) = (page.plan(install("go1.26.6")), page.plan(beside("go1.27.3")));
            let unwanted = page.plan(install("go1.27.4"));
            let (jobs, queue) = (page.follow(), page.follow_queue());
            for plan in [&first, &second, &unwanted] {
                begin(page, plan);
            }
            let waiting = until(&queue, |queue| queue.as_array().unwrap().len() == 2);
            assert_eq!(
                (&waiting[0]["plan"]["id"], &waiting[0]["until"]),
                (&second["id"], &json!("turn")),
                "{waiting:#}"
            );
            page.call("unqueue", json!({ "plan": unwanted["id"] })).unwrap();
            until(&queue, |queue| queue.as_array().unwrap().len() == 1);
            let ended = |plan: &Value| until(&jobs, |job| job["kind"] == "done" && job["plan"]["id"] == plan["id"]);
            ended(&first);
            ended(&second);
            until(&queue, |queue| queue.as_array().unwrap().is_empty());
            assert_eq!(actions(page), ["install", "install"]);
            assert_eq!(page.ask("overview")["active"]["version"], "go1.26.6");
        },
    );
}

#[test]
fn a_waiting_change_whose_plan_has_become_another_one_asks_again() {
    in_sandbox(
        "commands::tests::a_waiting_change_whose_plan_has_become_another_one_asks_again",
        slow_releases,
        |page| {
            page.run(&page.plan(install("go1.26.6")));
            page.ask("dismiss_job");
            let last = json!({ "kind": "rollback", "id": null });
            let (first, second) = (page.plan(install("go1.27.3")), page.plan(last.clone()));
            let (jobs, queue) = (page.follow(), page.follow_queue());
            begin(page, &first);
            begin(page, &second);
            let waiting = until(&queue, |queue| queue[0]["until"] == "consent");
            assert_eq!(waiting[0]["plan"]["undoes"], 1, "the change before the one that ran meanwhile");
            until(&jobs, |job| job["kind"] == "done");
            assert_eq!(actions(page), ["install", "install"], "nothing was undone");
            let anew = page.plan(last);
            assert_eq!(anew["undoes"], 2);
            begin(page, &anew);
            until(&queue, |queue| queue.as_array().unwrap().is_empty());
            until(&jobs, |job| job["kind"] == "done" && job["plan"]["id"] == anew["id"]);
            assert_eq!(actions(page), ["rollback", "install", "install"]);
        },
    );
}

#[test]
fn after_a_failure_the_waiting_changes_wait_for_the_user() {
    in_sandbox("commands::tests::after_a_failure_the_waiting_changes_wait_for_the_user", slow_releases, |page| {
        let (broken, second) = (page.plan(install("go1.27.4")), page.plan(install("go1.27.3")));
        let (jobs, queue) = (page.follow(), page.follow_queue());
        begin(page, &broken);
        begin(page, &second);
        until(&jobs, |job| job["kind"] == "failed");
        until(&queue, |queue| queue[0]["until"] == "decision");
        page.call("unqueue", json!({ "plan": second["id"] })).unwrap();
        until(&queue, |queue| queue.as_array().unwrap().is_empty());
        assert_eq!(page.ask("overview")["active"], Value::Null);
    });
}

#[test]
fn a_plan_runs_once_and_only_if_it_was_shown() {
    in_sandbox("commands::tests::a_plan_runs_once_and_only_if_it_was_shown", releases, |page| {
        let never_shown =
            page.call("start", json!({ "plan": 7, "whileRunning": "refuse", "withoutProof": false })).unwrap_err();
        assert_eq!(never_shown["code"], "UPGO-PLAN-MOVED", "{never_shown:#}");
        let plan = page.plan(install("go1.26.6"));
        page.run(&plan);
        let again = page.call("start", json!({ "plan": plan["id"], "whileRunning": "wait", "withoutProof": false }));
        assert_eq!(again.unwrap_err()["code"], "UPGO-PLAN-MOVED");
    });
}

#[test]
fn a_failure_is_reported_with_its_code_and_changes_nothing() {
    in_sandbox(
        "commands::tests::a_failure_is_reported_with_its_code_and_changes_nothing",
        || releases().with_broken_release("go1.27.4"),
        |page| {
            page.run(&page.plan(install("go1.27.3")));
            let failed = page.run(&page.plan(install("go1.27.4")));
            let last = failed.last().unwrap();
            assert_eq!((&last["kind"], &last["runs"]), (&json!("failed"), &json!("go1.27.3")), "{last:#}");
            assert_eq!(last["problem"]["code"], "UPGO-SMOKE-FAILED", "{last:#}");
            assert_eq!(page.ask("overview")["active"]["version"], "go1.27.3");
            let unknown = page.call("plan", json!({ "request": install("go1.99.1") })).unwrap_err();
            assert!(unknown["next"].as_str().is_some_and(|next| !next.is_empty()), "{unknown:#}");
        },
    );
}

#[test]
fn settings_are_read_set_and_refused() {
    in_sandbox("commands::tests::settings_are_read_set_and_refused", releases, |page| {
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
    in_sandbox("commands::tests::whom_upgo_trusts_changes_only_by_a_plan_that_was_shown", releases, |page| {
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
fn a_release_that_is_put_off_is_offered_again_on_request() {
    in_sandbox("commands::tests::a_release_that_is_put_off_is_offered_again_on_request", releases, |page| {
        page.run(&page.plan(install("go1.26.6")));
        page.ask("check");
        let kind = || page.ask("overview")["situation"]["kind"].clone();
        assert_eq!(kind(), "update");
        page.call("skip", json!({ "version": "go1.27.3" })).unwrap();
        assert_eq!(kind(), "skipped");
        page.call("offer_again", json!({})).unwrap();
        assert_eq!(kind(), "update");
        assert_eq!(page.call("remind_later", json!({ "version": "go1.27.3", "when": "tomorrow" })), Ok(Value::Null));
        assert_eq!(kind(), "postponed");
        page.call("offer_again", json!({})).unwrap();
        assert_eq!(kind(), "update");
    });
}

#[test]
fn the_log_is_shown_and_a_report_can_be_read_before_it_is_saved() {
    in_sandbox("commands::tests::the_log_is_shown_and_a_report_can_be_read_before_it_is_saved", releases, |page| {
        page.run(&page.plan(install("go1.26.6")));
        let lines = |level: &str| {
            let report = page.call("log", json!({ "level": level })).unwrap();
            report["entries"].as_array().unwrap().iter().map(|line| line["event"].to_string()).collect::<Vec<_>>()
        };
        assert!(lines("info").iter().any(|event| event == "\"change-done\""), "{:?}", lines("info"));
        assert_eq!(lines("error"), Vec::<String>::new());

        let texts = page.ask("gather_report");
        let names: Vec<_> = texts.as_array().unwrap().iter().map(|text| text["name"].clone()).collect();
        assert!(names.contains(&json!("status.json")), "{names:?}");
        let status = page.call("report_text", json!({ "name": "status.json" })).unwrap();
        assert!(status.as_str().unwrap().contains("go1.26.6"), "{status}");
        assert_eq!(page.call("report_text", json!({ "name": "../status" })).unwrap_err()["code"], "UPGO-USAGE");
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
    in_sandbox("commands::tests::what_an_organization_manages_is_shown_and_reported", managed, |page| {
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
fn releases_whose_archive_is_here_are_named() {
    in_sandbox("commands::tests::releases_whose_archive_is_here_are_named", releases, |page| {
        page.ask("check");
        assert_eq!(page.ask("versions")["downloaded"], json!([]));
        page.call("set_setting", json!({ "key": "keep-archives", "value": "true" })).unwrap();
        page.run(&page.plan(install("go1.26.6")));
        assert_eq!(page.ask("versions")["downloaded"], json!(["go1.26.6"]));
        assert_eq!(page.ask("caches")["downloads"]["size"]["files"], 1);
        page.ask("clean_cache");
        assert_eq!(page.ask("versions")["downloaded"], json!([]));
    });
}

#[test]
fn the_window_ends_a_pause_of_notifications() {
    in_sandbox("commands::tests::the_window_ends_a_pause_of_notifications", releases, |page| {
        page.run(&page.plan(install("go1.26.6")));
        Desk::of(page.app.handle()).unwrap().pause(Some(jiff::Timestamp::MAX)).unwrap();
        assert_ne!(page.ask("overview")["pausedUntil"], Value::Null);
        page.ask("resume_notifications");
        assert_eq!(page.ask("overview")["pausedUntil"], Value::Null);
    });
}

#[test]
fn a_value_is_shown_with_its_source_edited_and_restored() {
    in_sandbox("commands::tests::a_value_is_shown_with_its_source_edited_and_restored", releases, |page| {
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

#[test]
fn why_has_the_chain_and_a_fix_that_can_be_planned() {
    in_sandbox("commands::tests::why_has_the_chain_and_a_fix_that_can_be_planned", releases, |page| {
        let nothing = page.call("why", json!({ "folder": null })).unwrap();
        assert_eq!((&nothing["works"], &nothing["problem"]["code"]), (&json!(false), &json!("UPGO-GO-MISSING")));
        let fix = nothing["chain"][0]["fix"].clone();
        page.run(&page.plan(fix["request"].clone()));

        let folder = env::current_dir().unwrap();
        let answer = page.call("why", json!({ "folder": folder })).unwrap();
        assert_eq!(answer["program"]["version"], "go1.27.3", "{answer:#}");
        assert!(answer["chain"].as_array().unwrap().iter().any(|link| link["decides"] == true), "{answer:#}");
        let nowhere = page.call("why", json!({ "folder": folder.join("not there") })).unwrap_err();
        assert_eq!(nowhere["code"], "UPGO-USAGE", "{nowhere:#}");
    });
}

#[test]
fn a_finding_has_its_fix_and_can_be_ignored() {
    in_sandbox("commands::tests::a_finding_has_its_fix_and_can_be_ignored", releases, |page| {
        page.run(&page.plan(install("go1.26.6")));
        // another processor, which Go supports on each of these systems
        let other = if cfg!(target_arch = "aarch64") { "amd64" } else { "arm64" };
        let edit = json!({ "kind": "set", "name": "GOARCH", "value": other, "scope": "go" });
        page.run(&page.plan(json!({ "kind": "environment", "edit": edit })));
        let found = || {
            let report = page.ask("doctor");
            let findings = report["findings"].as_array().unwrap().clone();
            findings.into_iter().find(|finding| finding["id"] == "goenv.foreign-target")
        };
        let finding = found().unwrap();
        assert_eq!(finding["ignored"], false, "{finding:#}");
        page.call("ignore_finding", json!({ "id": "goenv.foreign-target", "ignore": true })).unwrap();
        assert_eq!(found().unwrap()["ignored"], true);
        assert!(page.call("ignore_finding", json!({ "id": "no.check", "ignore": true })).is_err());

        page.run(&page.plan(finding["fix"]["request"].clone()));
        assert_eq!(found(), None, "the fix repairs it");
    });
}

#[test]
fn projects_are_found_and_only_what_a_report_named_is_opened() {
    in_sandbox("commands::tests::projects_are_found_and_only_what_a_report_named_is_opened", releases, |page| {
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
    });
}

#[test]
fn a_rehearsal_starts_only_as_it_was_shown() {
    in_sandbox("commands::tests::a_rehearsal_starts_only_as_it_was_shown", releases, |page| {
        let plan = |tests: bool| page.call("plan_rehearsal", json!({ "to": "go1.27.3", "tests": tests })).unwrap();
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
        let shown = plan(true);
        assert_eq!((&shown["tests"], &shown["installs"]), (&json!(true), &json!(true)), "{shown:#}");
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

        // it now gets as far as a rehearsal does without a Go in use
        let shown = plan(false);
        assert_eq!(shown["projects"].as_array().unwrap().len(), 2, "{shown:#}");
        start(&shown["id"]).unwrap();
        let ended = page.rehearsed();
        assert_eq!(
            (&ended["tests"], &ended["problem"]["code"]),
            (&json!(false), &json!("UPGO-GO-MISSING")),
            "{ended:#}"
        );
    });
}

#[test]
fn invalid_requests_are_refused() {
    in_sandbox("commands::tests::invalid_requests_are_refused", releases, |page| {
        for (command, arguments) in [
            ("plan", json!({ "request": { "kind": "format-disk" } })),
            ("plan", json!({ "request": install("../../evil") })),
            ("start", json!({ "plan": "1", "whileRunning": "refuse", "withoutProof": false })),
            ("start", json!({ "plan": 1, "whileRunning": "close", "withoutProof": false })),
            ("start", json!({ "plan": 1, "whileRunning": "refuse", "withoutProof": 1 })),
            ("open_link", json!({ "link": { "kind": "address", "url": "https://example.com" } })),
            ("open_link", json!({ "link": { "kind": "advisory", "id": "GO-2026-6179/../../evil" } })),
            ("open_link", json!({ "link": { "kind": "advisory", "id": "GO-2026-617" } })),
            ("open_folder", json!({ "folder": { "kind": "toolchain", "version": "..\\..\\Windows" } })),
            ("open_folder", json!({ "folder": { "kind": "path", "path": "/" } })),
            ("plan_rehearsal", json!({ "to": "../../evil", "tests": false })),
            ("plan_rehearsal", json!({ "to": "go1.27.3", "tests": "yes" })),
            ("rehearse", json!({ "to": "go1.27.3", "tests": true })),
            ("rehearse", json!({ "plan": "1" })),
            ("whats_new", json!({ "to": "" })),
            ("open_terminal", json!({ "go": { "kind": "toolchain", "version": "..\\..\\Windows" } })),
            ("open_terminal", json!({ "go": { "kind": "program", "path": "/bin/sh" } })),
        ] {
            let refused = page.call(command, arguments.clone()).unwrap_err().to_string();
            assert!(refused.contains("invalid args"), "{command} {arguments}: {refused}");
        }
        assert!(page.call("no_such_command", json!({})).is_err());
        assert_eq!(page.ask("page_ready")["place"], "home");
    });
}

/// The commands that the program handles, as the page's TypeScript calls them.
fn handled() -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bindings.ts");
    crate::bridge::bridge().export(Typescript::default(), &file).unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    let calls = text.split("__TAURI_INVOKE").skip(1).filter_map(|rest| rest.split_once('(')?.1.strip_prefix('"'));
    calls.filter_map(|call| Some(call.split_once('"')?.0.to_owned())).collect()
}

#[test]
fn every_command_is_permitted_by_name_and_nothing_else_is() {
    let capability: Value = serde_json::from_str(include_str!("../../capabilities/main.json")).unwrap();
    let permissions: Vec<&str> =
        capability["permissions"].as_array().unwrap().iter().map(|each| each.as_str().unwrap()).collect();
    let (of_plugins, own): (Vec<&str>, Vec<&str>) = permissions.into_iter().partition(|each| each.contains(':'));
    let permitted: BTreeSet<String> = own.iter().map(|each| each[6..].replace('-', "_")).collect();
    assert!(own.iter().all(|each| each.starts_with("allow-")), "{own:?}");
    let handled = handled();
    assert!(handled.len() > 20, "{handled:?}");
    assert_eq!(permitted, handled, "src-tauri/capabilities/main.json and the commands of the bridge differ");
    assert_eq!(own.len(), handled.len(), "a command is permitted twice");
    // ui/src/api/tauri.ts listens to events, and stops that; the keys of Tauri zoom; nothing else of Tauri is used
    assert_eq!(
        of_plugins,
        ["core:event:allow-listen", "core:event:allow-unlisten", "core:webview:allow-set-webview-zoom"]
    );
    assert_eq!((&capability["windows"], &capability["remote"]), (&json!(["main"]), &Value::Null));
}

#[test]
fn only_the_page_in_upgos_window_may_call_a_command() {
    in_sandbox("commands::tests::only_the_page_in_upgos_window_may_call_a_command", releases, |page| {
        let is_refused = |answer: Result<Value, Value>| {
            let error = answer.unwrap_err().to_string();
            assert!(error.contains("not allowed"), "{error}");
        };
        page.call("about", json!({})).unwrap();
        for address in ["https://example.com", "http://localhost:5173", "http://127.0.0.1"] {
            is_refused(call_from(&page.window, address, "about", json!({})));
        }
        let other = WebviewWindowBuilder::new(&page.app, "other", WebviewUrl::default()).build().unwrap();
        is_refused(call_from(&other, OWN_PAGE, "about", json!({})));
        for (command, arguments) in [
            ("plugin:opener|open_url", json!({ "url": "https://example.com" })),
            ("plugin:opener|open_path", json!({ "path": "/" })),
            ("plugin:dialog|open", json!({ "options": {} })),
            ("plugin:event|emit", json!({ "event": "navigate", "payload": null })),
            ("plugin:webview|create_webview_window", json!({ "options": { "label": "new" } })),
            ("plugin:window|create", json!({ "options": { "label": "new" } })),
            ("plugin:window-state|save_window_state", json!({ "flags": 1 })),
            ("plugin:app|default_window_icon", json!({})),
        ] {
            is_refused(page.call(command, arguments));
        }
    });
}
