//! `tools check` and `tools update`, with module proxies on loopback and a sample Go. `real_go` tests a real one.
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use upgo_testkit::lab::{EXE, Lab};
use upgo_testkit::server::{Act, Server};

use crate::rebuild::module;
use crate::schemas::fits;
use crate::tools::{put_tool, user, usual};

/// A user of go1.27.3 whose GOPROXY is this server.
fn user_of(proxy: &Server) -> Lab {
    user().with_variable("GOPROXY", proxy.url())
}

/// Serves the versions of `example.com/NAME`.
fn serve(proxy: &Server, name: &str, versions: &[&str], go_mod: &str) {
    proxy.file(&format!("example.com/{name}/@v/list"), versions.join("\n"));
    for version in versions {
        proxy.file(&format!("example.com/{name}/@v/{version}.mod"), go_mod);
    }
}

/// Installs a program of `example.com/NAME` in this version.
fn put_version(lab: &Lab, name: &str, version: &str) {
    put_tool(&usual(lab), name, "go1.27.3", &module(name).replace("v1.2.3", version));
}

fn program(lab: &Lab, name: &str) -> PathBuf {
    usual(lab).join(format!("{name}{EXE}"))
}

/// Of each program: its name, version, state, and newer version.
fn states(report: &Value) -> Vec<[Value; 4]> {
    let fields = ["name", "version", "update", "latest"];
    report["tools"].as_array().unwrap().iter().map(|tool| fields.map(|field| tool[field].clone())).collect()
}

fn asked(proxy: &Server) -> Vec<String> {
    proxy.requests().into_iter().map(|seen| seen.path).collect()
}

#[test]
fn newer_versions_are_asked_for_listed_and_built_and_undo_restores_each_byte() {
    let proxy = Server::start();
    serve(&proxy, "a", &["v1.2.3", "v1.4.0", "v1.5.0-rc.1"], "module example.com/a\n");
    serve(&proxy, "b", &["v1.2.3"], "module example.com/b\n");
    let lab = user_of(&proxy);
    put_version(&lab, "a", "v1.2.3");
    put_version(&lab, "b", "v1.2.3");
    let before = fs::read(program(&lab, "a")).unwrap();

    let listed = lab.upgo(["tools", "--json"]).succeeds().json();
    assert!(states(&listed).iter().all(|tool| tool[2] == "unknown"), "{listed:#}");
    assert_eq!(asked(&proxy), [""; 0], "a list asks nobody");
    let checked = lab.upgo(["tools", "check", "--json"]).succeeds().json();
    fits("tools", &checked);
    let expected = json!([["a", "v1.2.3", "available", "v1.4.0"], ["b", "v1.2.3", "current", null]]);
    assert_eq!(json!(states(&checked)), expected);
    assert_eq!((&checked["tools"][0]["updates"], &checked["tools"][1]["updates"]), (&json!(true), &json!(false)));
    let count = asked(&proxy).len();
    assert_eq!(lab.upgo(["tools", "--json"]).succeeds().json()["tools"], checked["tools"], "the answers are kept");
    let told = lab.upgo(["tools"]).succeeds().output;
    assert!(told.contains("    v1.4.0 is available. To update: `upgo tools update a`.\n"), "{told}");
    assert_eq!(asked(&proxy).len(), count);

    let plan = lab.upgo(["tools", "update", "--dry-run", "--json"]).succeeds().json();
    fits("dry-run", &plan);
    let steps = plan["plan"]["steps"].as_array().unwrap();
    assert_eq!((steps.len(), &steps[0]["kind"]), (1, &json!("updateTool")), "{plan:#}");
    let said = steps[0]["description"].as_str().unwrap();
    assert!(said.starts_with("Update a v1.2.3 → v1.4.0 with go1.27.3; Go may download from "), "{said}");
    assert_eq!(fs::read(program(&lab, "a")).unwrap(), before, "a plan changes nothing");

    let changed = lab.upgo(["tools", "update", "--yes", "--json"]).succeeds().json();
    fits("change", &changed);
    assert_eq!((&changed["action"], &changed["programs"]), (&json!("updateTools"), &json!(["a"])));
    let after = lab.upgo(["tools", "--json"]).succeeds().json();
    assert_eq!(json!(states(&after)[0]), json!(["a", "v1.4.0", "current", null]));
    let again = lab.upgo(["tools", "update"]).succeeds().output;
    assert_eq!(again, "No newer versions are available.\n");

    lab.upgo(["rollback"]).succeeds();
    assert_eq!(fs::read(program(&lab, "a")).unwrap(), before);
}

#[test]
fn retracted_versions_majors_and_pseudo_versions_are_told_apart() {
    let proxy = Server::start();
    let retracts = "module example.com/retracted\n\nretract [v1.3.0, v1.4.0] // broken\n";
    serve(&proxy, "retracted", &["v1.2.3", "v1.3.0", "v1.4.0"], retracts);
    serve(&proxy, "major", &["v1.2.3", "v2.0.0+incompatible"], "module example.com/major\n");
    serve(&proxy, "old", &["v2.0.0+incompatible", "v2.1.0+incompatible", "v3.0.0+incompatible"], "");
    let (older, newer) = ("v0.0.0-20260101000000-aaaaaaaaaaaa", "v0.0.0-20260301000000-0123456789ab");
    serve(&proxy, "untagged", &[], "");
    proxy.file("example.com/untagged/@latest", format!(r#"{{"Version":"{newer}"}}"#));
    proxy.file(&format!("example.com/untagged/@v/{newer}.mod"), "module example.com/untagged\n");
    let lab = user_of(&proxy);
    put_version(&lab, "retracted", "v1.3.0");
    put_version(&lab, "major", "v1.2.3");
    put_version(&lab, "old", "v2.0.0+incompatible");
    put_version(&lab, "untagged", older);
    put_tool(&usual(&lab), "own", "go1.27.3", "path\texample.com/own\nmod\texample.com/own\t(devel)\t\n");
    let checked = lab.upgo(["tools", "check", "--json"]).succeeds().json();
    let expected = json!([
        ["major", "v1.2.3", "current", null],
        ["old", "v2.0.0+incompatible", "available", "v2.1.0+incompatible"],
        ["own", "(devel)", "local", null],
        ["retracted", "v1.3.0", "current", null],
        ["untagged", older, "available", newer],
    ]);
    assert_eq!(json!(states(&checked)), expected, "{checked:#}");
    assert_eq!(checked["tools"][3]["retracted"], true);
    let told = lab.upgo(["tools"]).succeeds().output;
    assert!(told.contains("    Its authors have retracted this version.\n"), "{told}");
    let changed = lab.upgo(["tools", "update", "--json"]).succeeds().json();
    assert_eq!((&changed["programs"], &changed["warnings"]), (&json!(["old", "untagged"]), &json!([])));
}

#[test]
fn nobody_is_asked_about_private_modules_or_when_goproxy_names_no_proxy() {
    let proxy = Server::start();
    serve(&proxy, "a", &["v1.2.3", "v1.4.0"], "");
    let lab = user_of(&proxy);
    put_version(&lab, "a", "v1.2.3");
    for (variable, value, state) in [
        ("GOPRIVATE", "example.com", "private"),
        ("GONOPROXY", "*.org,example.com/a", "private"),
        ("GOPROXY", "direct", "direct"),
        ("GOPROXY", "off", "off"),
        ("GOPROXY", "http://proxy.invalid", "refused"),
    ] {
        let checked = lab.upgo(["tools", "check", "--json"]).with(variable, value).succeeds().json();
        assert_eq!((&checked["tools"][0]["update"], &checked["warnings"]), (&json!(state), &json!([])), "{value}");
        let refused = lab.upgo(["tools", "update", "a", "--json"]).with(variable, value).exits(1).json();
        assert_eq!(refused["error"]["code"], "UPGO-TOOL-REFUSED", "{refused:#}");
    }
    assert_eq!(asked(&proxy), [""; 0]);
    let overridden = lab.upgo(["tools", "check", "--json"]).with("GOPRIVATE", "*").with("GONOPROXY", "none");
    assert_eq!(overridden.succeeds().json()["tools"][0]["update"], "available");
}

#[test]
fn the_next_proxy_is_asked_as_go_would() {
    let [first, second] = [Server::start(), Server::start()];
    serve(&second, "a", &["v1.2.3", "v1.4.0"], "");
    let lab = user();
    put_version(&lab, "a", "v1.2.3");
    let state = |separator: &str| {
        let goproxy = format!("{}{separator}{}", first.url(), second.url());
        let report = lab.upgo(["tools", "check", "--json"]).with("GOPROXY", goproxy).succeeds().json();
        (report["tools"][0]["update"].clone(), report["warnings"].as_array().unwrap().len())
    };
    first.always("example.com/a/@v/list", Act::Status(503));
    assert_eq!(state(","), (json!("unknown"), 1), "only a missing module leads on after a comma");
    assert_eq!(state("|"), (json!("available"), 0));
    assert_eq!(state(","), (json!("available"), 1), "a failure forgets nothing");
    first.always("example.com/a/@v/list", Act::Status(404));
    assert_eq!(state(","), (json!("available"), 0));
}

#[test]
fn without_an_answer_nothing_is_updated() {
    let proxy = Server::start();
    let lab = user_of(&proxy);
    put_version(&lab, "a", "v1.2.3");
    proxy.always("example.com/a/@v/list", Act::Status(503));
    for words in [&["tools", "update", "--json"][..], &["tools", "update", "a", "--json"]] {
        let error = lab.upgo(words).exits(3).json();
        fits("error", &error);
        assert_eq!(error["error"]["code"], "UPGO-NET-STATUS", "{error:#}");
        let message = error["error"]["message"].as_str().unwrap();
        assert!(message.starts_with("could not find out the newest version of example.com/a: "), "{message}");
    }
    let unknown = lab.upgo(["tools", "update", "gone", "--json"]).exits(7).json();
    assert_eq!(unknown["error"]["code"], "UPGO-TOOL-UNKNOWN");
}

#[test]
fn a_program_whose_linker_flags_name_its_version_is_not_updated() {
    let proxy = Server::start();
    serve(&proxy, "a", &["v1.2.3", "v1.4.0"], "");
    let lab = user_of(&proxy);
    let text = module("a") + "build\t-ldflags=\"-s -X main.version=1.2.3\"\n";
    put_tool(&usual(&lab), "a", "go1.27.3", &text);
    let refused = lab.upgo(["tools", "update", "a", "--json"]).exits(1).json();
    let message = "a is not updated: its linker flags name its version, which they would keep";
    assert_eq!(refused["error"]["message"], message);
}

#[test]
fn a_version_that_does_not_build_keeps_the_old_program() {
    let proxy = Server::start();
    serve(&proxy, "broken", &["v1.2.3", "v1.4.0"], "");
    let lab = user_of(&proxy);
    put_version(&lab, "broken", "v1.2.3");
    let before = fs::read(program(&lab, "broken")).unwrap();
    let error = lab.upgo(["tools", "update", "--json"]).exits(1).json();
    assert_eq!(error["error"]["code"], "UPGO-TOOL-BUILD");
    let message = error["error"]["message"].as_str().unwrap();
    assert!(
        message.starts_with("broken was not updated: `go install example.com/broken/cmd/broken@v1.4.0`"),
        "{message}"
    );
    assert_eq!(fs::read(program(&lab, "broken")).unwrap(), before);
}

#[test]
fn a_version_that_this_go_cannot_build_is_named_but_not_offered() {
    let proxy = Server::start();
    serve(&proxy, "future", &["v1.2.3", "v1.4.0"], "module example.com/future\n\ngo 1.28 // soon\n");
    serve(&proxy, "now", &["v1.2.3", "v1.4.0"], "module example.com/now\n\ngo 1.27.3\ntoolchain go1.28.0\n");
    // the version that says which one is retracted needs a newer Go, but the newest does not
    serve(&proxy, "back", &["v1.2.3", "v1.3.0"], "module example.com/back\n\ngo 1.26\n");
    proxy.file("example.com/back/@v/list", "v1.2.3\nv1.3.0\nv1.4.0\n");
    proxy.file("example.com/back/@v/v1.4.0.mod", "module example.com/back\n\ngo 1.28\n\nretract v1.4.0\n");
    let lab = user_of(&proxy);
    for name in ["back", "future", "now"] {
        put_version(&lab, name, "v1.2.3");
    }
    let checked = lab.upgo(["tools", "check", "--json"]).succeeds().json();
    fits("tools", &checked);
    let of = |field: &str| checked["tools"].as_array().unwrap().iter().map(|tool| tool[field].clone()).collect();
    let fields: [Value; 3] = ["latest", "needs", "updates"].map(of);
    let expected = json!([["v1.3.0", "v1.4.0", "v1.4.0"], [null, "go1.28", null], [true, false, true]]);
    assert_eq!(json!(fields), expected, "{checked:#}");
    let told = lab.upgo(["tools"]).succeeds().output;
    assert!(told.contains("    v1.4.0 is available, but needs go1.28. To upgrade Go: `upgo upgrade`.\n"), "{told}");

    let why = "future is not updated: v1.4.0 needs go1.28";
    let changed = lab.upgo(["tools", "update", "--json"]).succeeds().json();
    assert_eq!((&changed["programs"], &changed["warnings"][0]["message"]), (&json!(["back", "now"]), &json!(why)));
    let refused = lab.upgo(["tools", "update", "future", "--json"]).exits(1).json();
    assert_eq!((&refused["error"]["code"], &refused["error"]["message"]), (&json!("UPGO-TOOL-REFUSED"), &json!(why)));
    assert!(refused["error"]["next"].as_str().unwrap().starts_with("Run `upgo upgrade` first."), "{refused:#}");
    let rest = lab.upgo(["tools", "update"]).succeeds();
    assert_eq!(rest.output, "Nothing was updated.\n", "{rest}");
}

#[test]
fn an_update_comes_before_a_rebuild_and_never_lowers_a_module() {
    let proxy = Server::start();
    serve(&proxy, "needy", &["v1.2.3", "v1.4.0"], "module example.com/needy\n");
    let lab = user_of(&proxy);
    let put = |dependency: &str| {
        let text = format!("{}dep\texample.com/dep\t{dependency}\th1:x=\n", module("needy"));
        put_tool(&usual(&lab), "needy", "go1.26.6", &text);
    };
    put("v1.2.0");
    lab.upgo(["tools", "check"]).succeeds();
    let told = lab.upgo(["tools"]).succeeds().output;
    let offer = "    Built with a Go older than go1.27. v1.4.0 is available. To update and rebuild it: `upgo tools update \
                 needy`.\n";
    assert!(told.ends_with(offer) && !told.contains("tools rebuild"), "{told}");
    let refused = lab.upgo(["tools", "update", "--json"]).exits(1).json();
    let why = "needy was not updated: `go install` would build it from other modules: example.com/dep v1.2.0 → v1.1.0";
    assert_eq!(refused["error"]["message"], why);
    put("v1.0.0");
    assert_eq!(lab.upgo(["tools", "update"]).succeeds().output, "Updated needy.\n");
}

#[test]
fn a_module_without_an_answer_ends_an_update_of_the_others_with_its_status() {
    let proxy = Server::start();
    serve(&proxy, "a", &["v1.2.3", "v1.4.0"], "");
    proxy.always("example.com/b/@v/list", Act::Status(503));
    let lab = user_of(&proxy);
    put_version(&lab, "a", "v1.2.3");
    put_version(&lab, "b", "v1.2.3");
    let changed = lab.upgo(["tools", "update", "--json"]).exits(3).json();
    fits("change", &changed);
    assert_eq!((&changed["programs"], &changed["warnings"][0]["code"]), (&json!(["a"]), &json!("UPGO-NET-STATUS")));
}
