//! Who may call which command, and with what arguments.
use std::collections::BTreeSet;

use serde_json::{Value, json};
use specta_typescript::Typescript;
use tauri::{WebviewUrl, WebviewWindowBuilder};

use super::{call_from, in_sandbox, install, releases};
use crate::platform::OWN_PAGE;

#[test]
fn invalid_requests_are_refused() {
    in_sandbox("commands::tests::access::invalid_requests_are_refused", releases, |page| {
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
            ("plan_rehearsal", json!({ "to": "../../evil", "tests": false, "fixes": false, "raises": false })),
            ("plan_rehearsal", json!({ "to": "go1.27.3", "tests": "yes", "fixes": false, "raises": false })),
            ("plan_rehearsal", json!({ "to": "go1.27.3", "tests": false, "fixes": 1, "raises": false })),
            ("plan_rehearsal", json!({ "to": "go1.27.3", "tests": false, "fixes": false, "raises": 1 })),
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
    let capability: Value = serde_json::from_str(include_str!("../../../capabilities/main.json")).unwrap();
    let permissions: Vec<&str> =
        capability["permissions"].as_array().unwrap().iter().map(|each| each.as_str().unwrap()).collect();
    let (of_plugins, own): (Vec<&str>, Vec<&str>) = permissions.into_iter().partition(|each| each.contains(':'));
    let permitted: BTreeSet<String> = own.iter().map(|each| each[6..].replace('-', "_")).collect();
    assert!(own.iter().all(|each| each.starts_with("allow-")), "{own:?}");
    let handled = handled();
    assert!(handled.len() > 20, "{handled:?}");
    assert_eq!(permitted, handled, "src-tauri/capabilities/main.json and the commands of the bridge differ");
    assert_eq!(own.len(), handled.len(), "a command is permitted twice");
    // ui/src/api/tauri.ts listens to events, stops that, and zooms; nothing else of Tauri is used
    assert_eq!(
        of_plugins,
        ["core:event:allow-listen", "core:event:allow-unlisten", "core:webview:allow-set-webview-zoom"]
    );
    assert_eq!((&capability["windows"], &capability["remote"]), (&json!(["main"]), &Value::Null));
}

#[test]
fn only_the_page_in_upgos_window_may_call_a_command() {
    in_sandbox("commands::tests::access::only_the_page_in_upgos_window_may_call_a_command", releases, |page| {
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
