//! Tests of the requests of the page.
use serde_json::json;

use super::plan::Then;
use super::request::{ChangeRequest, InstallFrom};
use crate::machine::platform::THEN;
use crate::released::catalog::ReleaseRequest;

fn read(request: serde_json::Value) -> ChangeRequest {
    serde_json::from_value(request).unwrap()
}

#[test]
fn parses_the_requests_of_the_page() {
    let version = |text: &str| text.parse::<ReleaseRequest>().unwrap();
    for (json, request) in [
        (json!({ "kind": "upgrade", "to": null, "patch": true }), ChangeRequest::Upgrade { to: None, patch: true }),
        (
            json!({ "kind": "install", "from": { "kind": "release", "version": "go1.27.1" }, "then": "use" }),
            ChangeRequest::Install { from: InstallFrom::Release { version: version("1.27.1") }, then: Then::Switch },
        ),
        (
            json!({ "kind": "install", "from": { "kind": "file", "path": "/a", "sha256": null }, "then": "keep" }),
            ChangeRequest::Install { from: InstallFrom::File { path: "/a".into(), sha256: None }, then: Then::Stay },
        ),
        (json!({ "kind": "use", "version": "1.26" }), ChangeRequest::Use { version: version("1.26") }),
        (
            json!({ "kind": "remove", "versions": ["go1.27.1", "1.26"], "force": false }),
            ChangeRequest::Remove { versions: vec![version("1.27.1"), version("1.26")], force: false },
        ),
        (json!({ "kind": "removeUnused" }), ChangeRequest::RemoveUnused),
        (json!({ "kind": "rollback", "id": 3 }), ChangeRequest::Rollback { id: Some(3) }),
        (json!({ "kind": "addToPath" }), ChangeRequest::AddToPath),
        (json!({ "kind": "unpinEditors" }), ChangeRequest::UnpinEditors),
        (
            json!({ "kind": "adopt", "root": "/go", "removeOld": true }),
            ChangeRequest::Adopt { root: "/go".into(), remove_old: true },
        ),
        (json!({ "kind": "import", "roots": ["/go"] }), ChangeRequest::Import { roots: vec!["/go".into()] }),
        (json!({ "kind": "stepAside", "root": "/go" }), ChangeRequest::StepAside { root: "/go".into() }),
        (json!({ "kind": "keepSystem" }), ChangeRequest::KeepSystem),
        (json!({ "kind": "systemInstall", "version": null }), ChangeRequest::SystemInstall { version: None }),
        (json!({ "kind": "systemUninstall", "arch": "386" }), ChangeRequest::SystemUninstall { arch: "386".into() }),
        (json!({ "kind": "systemRepair", "arch": "amd64" }), ChangeRequest::SystemRepair { arch: "amd64".into() }),
    ] {
        assert_eq!(read(json.clone()), request, "{json}");
    }
    assert!(serde_json::from_value::<ChangeRequest>(json!({ "kind": "use", "version": "../x" })).is_err());
}

#[test]
fn each_request_has_its_command_line() {
    let said = |json| read(json).command().replace(THEN, " && ");
    assert_eq!(said(json!({ "kind": "upgrade", "to": null, "patch": false })), "upgo upgrade");
    assert_eq!(said(json!({ "kind": "upgrade", "to": null, "patch": true })), "upgo upgrade --patch");
    assert_eq!(said(json!({ "kind": "upgrade", "to": "go1.27.1", "patch": false })), "upgo upgrade --to 1.27.1");
    let from = json!({ "kind": "release", "version": "go1.27.1" });
    assert_eq!(said(json!({ "kind": "install", "from": from, "then": "use" })), "upgo install 1.27.1 --use");
    let from = json!({ "kind": "file", "path": "/a b/go.zip", "sha256": null });
    assert_eq!(said(json!({ "kind": "install", "from": from, "then": "keep" })), "upgo install '/a b/go.zip'");
    let remove = |versions: &[&str], force| said(json!({ "kind": "remove", "versions": versions, "force": force }));
    assert_eq!(remove(&["1.26.6"], true), "upgo remove 1.26.6 --force");
    assert_eq!(remove(&["go1.26.6", "1.25"], false), "upgo remove 1.26.6 1.25");
    assert_eq!(remove(&["go1.20"], false), "upgo remove go1.20", "1.20 is that release line");
    assert_eq!(said(json!({ "kind": "rollback", "id": 12 })), "upgo rollback 12");
    assert_eq!(said(json!({ "kind": "rollback", "id": null })), "upgo rollback");
    assert_eq!(said(json!({ "kind": "addToPath" })), "upgo env path first");
    let adopt = json!({ "kind": "adopt", "root": "/my $(go)", "removeOld": true });
    assert_eq!(said(adopt), "upgo adopt '/my $(go)' --remove-old");
    assert_eq!(said(json!({ "kind": "import", "roots": [] })), "upgo adopt --all");
    assert_eq!(said(json!({ "kind": "import", "roots": ["/a b", "/c"] })), "upgo adopt --all '/a b' /c");
    assert_eq!(said(json!({ "kind": "stepAside", "root": "/go" })), "upgo env path first --machine /go");
    assert_eq!(said(json!({ "kind": "keepSystem" })), "upgo system keep");
    assert_eq!(said(json!({ "kind": "systemInstall", "version": "go1.27.1" })), "upgo system install 1.27.1");
    assert_eq!(said(json!({ "kind": "systemInstall", "version": null })), "upgo system install");
    assert_eq!(said(json!({ "kind": "systemUninstall", "arch": "386" })), "upgo system uninstall --arch 386");
    assert_eq!(said(json!({ "kind": "systemRepair", "arch": "amd64" })), "upgo system repair --arch amd64");
    assert_eq!(said(json!({ "kind": "rebuildTools", "names": [] })), "upgo tools rebuild");
    assert_eq!(said(json!({ "kind": "rebuildTools", "names": ["a", "b c"] })), "upgo tools rebuild a 'b c'");
    assert_eq!(said(json!({ "kind": "updateTools", "names": ["a"] })), "upgo tools update a");
    assert_eq!(said(json!({ "kind": "updateSelf" })), "upgo self update");
    assert_eq!(said(json!({ "kind": "pin", "folder": "/p", "version": null })), "upgo projects pin --project /p");
    assert_eq!(
        said(json!({ "kind": "pin", "folder": "/a b", "version": "go1.27.1" })),
        "upgo projects pin 1.27.1 --project '/a b'"
    );
    let clean = |caches: &[&str]| said(json!({ "kind": "cleanCaches", "caches": caches }));
    assert_eq!(clean(&["modules"]), "upgo cache clean-go modules");
    assert_eq!(clean(&[]), "upgo cache clean-go build modules");
    assert_eq!(said(json!({ "kind": "moveGoCaches", "to": "/a b" })), "upgo cache move '/a b'");
    assert_eq!(said(json!({ "kind": "removeDownloaded", "roots": ["/a b"] })), "upgo remove --downloaded '/a b'");
    assert_eq!(said(json!({ "kind": "unpinEditors" })), "upgo doctor --fix editor.pins-go");
    let edits = json!([
        { "key": "proxy", "value": "http://zoe:hunter2@proxy.example" },
        { "key": "ca-file", "value": null },
    ]);
    assert_eq!(
        said(json!({ "kind": "settings", "edits": edits })),
        "upgo settings set proxy 'http://…@proxy.example' && upgo settings unset ca-file"
    );
    let said = |edit| said(json!({ "kind": "environment", "edit": edit }));
    assert_eq!(
        said(json!({ "kind": "set", "name": "GOFLAGS", "value": "-v -x", "scope": "go" })),
        "upgo env set GOFLAGS '-v -x' --scope go"
    );
    assert_eq!(said(json!({ "kind": "unset", "name": "GOROOT", "scope": "user" })), "upgo env unset GOROOT");
    let edits = json!([{ "putFirst": "/a b" }, { "moveTo": { "dir": "/c", "position": 3 } }, "deduplicate"]);
    assert_eq!(
        said(json!({ "kind": "path", "edits": edits, "scope": "machine" })),
        "upgo env path add '/a b' --first --scope machine && upgo env path move /c --to 3 --scope machine \
         && upgo env path deduplicate --scope machine"
    );
}

#[test]
fn a_raise_has_its_command_line() {
    let said = |json| read(json).command();
    let raise = json!({
        "kind": "raiseProjects", "go": "1.27", "projects": ["/a"], "ci": true, "withoutRehearsal": false
    });
    assert_eq!(said(raise), "upgo projects raise --go 1.27 /a --ci");
    let fix = json!({ "kind": "fixProjects", "go": "1.27.3", "projects": ["/a b"] });
    assert_eq!(said(fix), "upgo projects fix --tried --go 1.27.3 '/a b'");
}
