//! A change that runs, and those that wait for their turn.
use std::sync::mpsc::Receiver;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use super::{TestPage, in_sandbox, install, releases};
use crate::desk::Desk;

/// Starts a plan without waiting for its end.
fn begin(page: &TestPage, plan: &Value) {
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

fn actions(page: &TestPage) -> Vec<Value> {
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
    in_sandbox("commands::tests::queue::a_notification_cancels_only_the_change_that_it_shows", very_slow, |page| {
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
        "commands::tests::queue::a_second_change_waits_can_be_taken_out_and_runs_after_the_first",
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
        "commands::tests::queue::a_waiting_change_whose_plan_has_become_another_one_asks_again",
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
    in_sandbox(
        "commands::tests::queue::after_a_failure_the_waiting_changes_wait_for_the_user",
        slow_releases,
        |page| {
            let (broken, second) = (page.plan(install("go1.27.4")), page.plan(install("go1.27.3")));
            let (jobs, queue) = (page.follow(), page.follow_queue());
            begin(page, &broken);
            begin(page, &second);
            until(&jobs, |job| job["kind"] == "failed");
            until(&queue, |queue| queue[0]["until"] == "decision");
            page.call("unqueue", json!({ "plan": second["id"] })).unwrap();
            until(&queue, |queue| queue.as_array().unwrap().is_empty());
            assert_eq!(page.ask("overview")["active"], Value::Null);
        },
    );
}
