//! Tests of the commands as the page calls them, over Tauri's mock runtime: names, arguments, results and errors as
//! JSON. Each runs again in its own process in a sandbox, because the program reads its environment.
#![expect(clippy::disallowed_methods, reason = "a test starts itself in a sandbox")]
#![expect(clippy::needless_pass_by_value, reason = "a test writes JSON where it passes it")]
mod access;
mod places;
mod projects;
mod queue;
mod settings;

use std::env;
use std::sync::mpsc::{Receiver, channel};

use serde_json::{Value, json};
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
fn in_sandbox(test: &str, lab: impl FnOnce() -> Lab, story: impl FnOnce(&TestPage)) {
    if env::var_os(WITHIN).is_some() {
        return story(&TestPage::open());
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

struct TestPage {
    app: tauri::App<Runtime>,
    window: tauri::WebviewWindow<Runtime>,
}

impl TestPage {
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
