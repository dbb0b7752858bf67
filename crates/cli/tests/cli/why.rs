//! *Why this Go?*: which Go runs in a folder, and whether it works there. Nothing is executed.
use std::path::PathBuf;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use crate::lab;
use crate::schemas::fits;

/// Two toolchains, the older one current, and a project.
fn lab_with_project(lines: &str) -> (Lab, PathBuf) {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3").with_variable("GOTOOLCHAIN", "auto");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let folder = lab.path("my project");
    std::fs::create_dir_all(folder.join("deep")).unwrap();
    std::fs::write(folder.join("go.mod"), format!("module m\n\n{lines}")).unwrap();
    (lab, folder)
}

fn decides(why: &Value) -> Value {
    let chain = why["chain"].as_array().unwrap();
    chain.iter().find(|link| link["decides"] == true).unwrap().clone()
}

#[test]
fn a_toolchain_line_selects_the_toolchain_in_upgos_bin() {
    let (lab, folder) = lab_with_project("go 1.26\ntoolchain go1.27.3\n");
    let why = lab.upgo(["why", "--json"]).within(&folder.join("deep")).succeeds().json();
    fits("why", &why);
    assert_eq!(why["program"]["version"], "go1.26.6", "{why:#}");
    assert_eq!(why["program"]["origin"], "upgo");
    assert_eq!(why["toolchain"], json!({ "version": "go1.27.3", "from": "path" }));
    assert_eq!((&why["works"], &why["problem"]), (&json!(true), &Value::Null));
    assert_eq!(decides(&why)["cause"], "go.mod");
    let told = lab.upgo(["why".as_ref(), folder.as_os_str()]).succeeds().output;
    let place = folder.display();
    assert!(
        told.starts_with(&format!("A new terminal in {place} runs go1.27.3 (found on PATH)\n  because go.mod says")),
        "{told}"
    );
}

#[test]
fn outside_a_project_the_switch_decides() {
    let (lab, _) = lab_with_project("");
    let why = lab.upgo(["why", "--json"]).succeeds().json();
    assert_eq!(why["toolchain"], json!({ "version": "go1.26.6", "from": "local" }), "{why:#}");
    assert_eq!(decides(&why)["effect"], "Upgo's switch selects go1.26.6");
    let told = lab.upgo(["why"]).succeeds().output;
    assert!(told.starts_with("A new terminal runs go1.26.6 "), "{told}");
}

#[test]
fn which_go_runs_and_whether_it_works_are_separate_answers() {
    let (lab, folder) = lab_with_project("go 1.27.3\n");
    let why = lab.upgo(["why", "--json"]).within(&folder).with("GOTOOLCHAIN", "local").succeeds().json();
    fits("why", &why);
    assert_eq!(why["toolchain"]["version"], "go1.26.6");
    assert_eq!((&why["works"], &why["problem"]["code"]), (&json!(false), &json!("UPGO-GO-TOO-OLD")));
    assert_eq!(decides(&why)["cause"], "gotoolchain");
    let fixes = why["chain"].as_array().unwrap().iter().filter(|link| !link["fix"].is_null());
    let fixes: Vec<_> = fixes.map(|link| (&link["cause"], &link["fix"]["plan"], &link["fix"]["command"])).collect();
    assert_eq!(fixes, [(&json!("switch"), &json!("use"), &json!("upgo use 1.27.3"))], "{why:#}");
    lab.upgo(["use", "1.27.3"]).succeeds();
    let why = lab.upgo(["why", "--json"]).within(&folder).with("GOTOOLCHAIN", "local").succeeds().json();
    assert_eq!(why["works"], true, "{why:#}");
}

#[test]
fn a_go_that_refuses_to_run_gives_no_toolchain() {
    let (lab, folder) = lab_with_project("go 1.26\n");
    let why = lab.upgo(["why", "--json"]).within(&folder).with("GOTOOLCHAIN", "foo").succeeds().json();
    fits("why", &why);
    assert_eq!((&why["toolchain"], &why["works"]), (&Value::Null, &json!(false)), "{why:#}");
    assert_eq!(why["problem"]["causes"], json!(["go: invalid GOTOOLCHAIN \"foo\""]));
}

#[test]
fn a_version_that_is_not_installed_would_be_downloaded_by_go() {
    let (lab, folder) = lab_with_project("go 1.27.9\n");
    let lab = lab.with_release("go1.27.9");
    lab.upgo(["check"]).succeeds();
    let why = lab.upgo(["why", "--json"]).within(&folder).with("GOSUMDB", "sum.golang.org").succeeds().json();
    assert_eq!(why["toolchain"], json!({ "version": "go1.27.9", "from": "download" }), "{why:#}");
    assert_eq!(why["chain"].as_array().unwrap().last().unwrap()["fix"]["command"], "upgo install 1.27.9");
}

#[cfg(unix)]
#[test]
fn a_folder_that_only_bash_finds_is_named_where_no_go_is_found() {
    let lab = lab();
    let why = lab.upgo(["why", "--this-terminal", "--json"]).with("PATH", "/usr/bin:/bin:~/go/bin").ends();
    assert!(why.output.contains("~/go/bin begins with ~"), "{}", why.output);
}

#[test]
fn this_terminal_may_have_an_older_path() {
    let (lab, _) = lab_with_project("");
    let why = lab.upgo(["why", "--this-terminal", "--json"]).succeeds().json();
    fits("why", &why);
    assert_eq!((&why["program"], &why["problem"]["code"]), (&Value::Null, &json!("UPGO-GO-MISSING")), "{why:#}");
}

#[test]
fn a_missing_folder_is_a_usage_error() {
    let error = lab().upgo(["why", "no such folder", "--json"]).exits(2).json();
    assert_eq!(error["error"]["code"], "UPGO-USAGE", "{error:#}");
}

/// A list other than the official one may lack it, so neither "it works" nor "it does not exist" is known.
#[test]
fn a_release_that_another_release_list_lacks_is_unknown() {
    let (lab, folder) = lab_with_project("go 1.99\n");
    let lab = lab.with_variable("GOSUMDB", "sum.golang.org http://127.0.0.1:1");
    let unknown = "go1.99.0 (if it exists: the release list of 127.0.0.1 from 20";
    for (command, begins) in [("why", " runs "), ("projects", "go.mod keeps it on ")] {
        let told = lab.upgo([command.as_ref(), folder.as_os_str()]).succeeds();
        assert!(told.output.contains(&format!("{begins}{unknown}")), "{told}");
    }
    let why = lab.upgo(["why".as_ref(), "--json".as_ref(), folder.as_os_str()]).succeeds().json();
    fits("why", &why);
    let effects: Vec<&str> =
        why["chain"].as_array().unwrap().iter().filter_map(|link| link["effect"].as_str()).collect();
    assert!(effects.iter().any(|effect| effect.contains("so Go downloads it (if it exists")), "{why:#}");
}

#[test]
fn the_command_that_adds_a_module_to_its_workspace_names_its_folder() {
    let (lab, folder) = lab_with_project("go 1.26\n");
    let deep = folder.join("deep");
    std::fs::create_dir_all(deep.join("part")).unwrap();
    std::fs::write(deep.join("part").join("go.mod"), "module part\n\ngo 1.26\n").unwrap();
    std::fs::write(deep.join("go.work"), "go 1.26.0\n\nuse ./part\n").unwrap();
    let why = lab.upgo(["why", "--json"]).within(&deep).succeeds().json();
    assert_eq!(why["problem"]["next"], "Run `go work use ..`, or set GOWORK=off.", "{why:#}");
}
