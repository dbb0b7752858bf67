//! `dsc`: the resource of Microsoft DSC. Each line is valid by the resource's own schema; get, test, what-if and set
//! agree with each other and with the machine.
use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};
use upgo_testkit::lab::{Lab, Ran};
use upgo_testkit::server::Act;

use crate::lab;
use crate::policy::managed;

/// The JSON lines of an operation, as the engine of DSC starts it: with the instance on standard input.
fn dsc(lab: &Lab, operation: &str, instance: &Value) -> Vec<Value> {
    let ran = started(lab, operation, instance.to_string().as_bytes());
    assert_eq!(ran.code, Some(0), "{ran}");
    lines(&ran)
}

fn started(lab: &Lab, operation: &str, input: &[u8]) -> Ran {
    // through a file, because a pipe needs another thread
    let file = lab.path("instance.json");
    std::fs::File::create(&file).unwrap().write_all(input).unwrap();
    let input = Stdio::from(std::fs::File::open(file).unwrap());
    lab.upgo(["dsc", operation]).reads_from(input).ends()
}

fn lines(ran: &Ran) -> Vec<Value> {
    ran.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The state and the names of an operation that prints both, checked by the schema of `dsc schema`.
fn pair(lab: &Lab, operation: &str, instance: &Value) -> (Value, Value) {
    let printed = dsc(lab, operation, instance);
    let [state, names] = printed.as_slice() else { panic!("{operation} printed {printed:?}") };
    is_instance(lab, state);
    (state.clone(), names.clone())
}

fn is_instance(lab: &Lab, state: &Value) {
    let schema: Value = serde_json::from_str(&lab.upgo(["dsc", "schema"]).succeeds().output).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(state).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{state:#}");
    assert!(!validator.is_valid(&json!({ "version": "banana" })));
}

fn get(lab: &Lab, instance: &Value) -> Value {
    let printed = dsc(lab, "get", instance);
    let [state] = printed.as_slice() else { panic!("get printed {printed:?}") };
    is_instance(lab, state);
    assert_eq!(state["_inDesiredState"], json!(null), "only `test` says so: {state:#}");
    state.clone()
}

fn changes(lab: &Lab) -> usize {
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    history["entries"].as_array().unwrap().len()
}

#[test]
fn get_test_what_if_and_set_agree_and_a_second_set_changes_nothing() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    for (desired, release, differing) in [
        (json!({ "version": "1.26", "use": true }), "go1.26.6", &["_exist", "use"][..]),
        (json!({ "version": "latest", "use": true }), "go1.27.3", &["version"]),
        (json!({ "version": "go1.26.6", "use": true }), "go1.26.6", &["use"]),
        (json!({}), "go1.27.3", &["version"]), // what `upgo upgrade` leads to
    ] {
        let before = changes(&lab);
        let (state, unmet) = pair(&lab, "test", &desired);
        assert_eq!(state["_inDesiredState"], false, "{state:#}");
        assert_eq!(unmet, json!(differing), "{desired}");
        let (predicted, would_change) = pair(&lab, "what-if", &desired);
        assert_eq!(changes(&lab), before, "neither changes anything");
        let (reached, changed) = pair(&lab, "set", &desired);
        assert_eq!((&predicted, &would_change), (&reached, &changed), "{desired}");
        assert_eq!((&reached["release"], &reached["use"]), (&json!(release), &json!(true)));
        assert_eq!(reached["_inDesiredState"], json!(null));
        assert_eq!(lab.go_version(), release);
        assert_eq!(get(&lab, &desired), reached);
        let (state, unmet) = pair(&lab, "test", &desired);
        assert_eq!((&state["_inDesiredState"], &unmet), (&json!(true), &json!([])), "{state:#}");
        assert_eq!(changes(&lab), before + 1);
        assert_eq!(pair(&lab, "set", &desired), (reached, json!([])));
        assert_eq!(pair(&lab, "what-if", &desired).1, json!([]));
        assert_eq!(changes(&lab), before + 1, "a second set changes nothing");
    }
}

#[test]
fn a_newer_patch_is_a_difference_of_the_version() {
    let mut lab = lab().with_release("go1.27.1");
    let desired = json!({ "version": "1.27" });
    assert_eq!(pair(&lab, "set", &desired).1, json!(["_exist", "release"]));
    assert_eq!(lab.go_version(), "", "without `use`, it is only installed");
    assert_eq!(pair(&lab, "test", &desired).0["_inDesiredState"], true);
    lab.add_release("go1.27.3");
    let (state, unmet) = pair(&lab, "test", &desired);
    assert_eq!((&state["release"], &unmet), (&json!("go1.27.1"), &json!(["version"])));
    assert_eq!(pair(&lab, "what-if", &desired).0["release"], "go1.27.3");
    assert_eq!(lab.toolchains(), ["go1.27.1"]);
    assert_eq!(pair(&lab, "set", &desired).1, json!(["release"]));
    assert_eq!(lab.toolchains(), ["go1.27.1", "go1.27.3"]);
}

#[test]
fn a_release_that_must_not_exist_is_removed_but_never_the_one_in_use() {
    let lab = lab().with_release("go1.26.5").with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    lab.upgo(["install", "1.26.5"]).succeeds();
    lab.upgo(["install", "1.26.6"]).succeeds();
    let gone = json!({ "version": "1.26", "_exist": false });
    let (state, unmet) = pair(&lab, "test", &gone);
    assert_eq!((&state["_inDesiredState"], &unmet), (&json!(false), &json!(["_exist"])));
    assert_eq!(pair(&lab, "what-if", &gone).0["_exist"], false);
    assert_eq!(lab.toolchains().len(), 3);
    assert_eq!(pair(&lab, "set", &gone).0["_exist"], false);
    assert_eq!(lab.toolchains(), ["go1.27.3"]);
    assert_eq!(get(&lab, &gone), json!({ "version": "1.26", "use": false, "_exist": false, "_inDesiredState": null }));
    assert_eq!(pair(&lab, "test", &gone).0["_inDesiredState"], true);
    assert_eq!(pair(&lab, "set", &gone).1, json!([]));
    let current = started(&lab, "set", br#"{"version":"1.27.3","_exist":false}"#);
    assert_eq!((current.code, current.output.as_str()), (Some(2), ""), "{current}");
    assert!(current.errors.contains("UPGO-REMOVE-CURRENT"), "{current}");
    // `test` answers what `set` refuses.
    let (state, unmet) = pair(&lab, "test", &json!({ "version": "1.27.3", "_exist": false }));
    assert_eq!((&state["_inDesiredState"], &unmet), (&json!(false), &json!(["_exist"])), "{state:#}");
    let (state, unmet) = pair(&lab, "test", &json!({ "version": "1.99" }));
    assert_eq!(
        (&state["_inDesiredState"], &state["_exist"], &unmet),
        (&json!(false), &json!(false), &json!(["_exist"]))
    );
    assert_eq!(started(&lab, "set", br#"{"version":"1.99"}"#).code, Some(7));
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
#[cfg(unix)] // the other Go is a copied program on PATH
fn an_instance_is_a_release_of_upgos_even_if_another_go_is_the_newest() {
    let lab = lab().with_release("go1.27.3");
    let bin = lab.path("other/bin");
    std::fs::create_dir_all(&bin).unwrap();
    std::fs::write(lab.path("other/VERSION"), "go1.27.3\n").unwrap();
    upgo_testkit::copy_program(&lab.sample_go(), &bin.join("go"));
    let lab = lab.with_variable("PATH", upgo_testkit::system::path_after(&bin));
    assert_eq!(lab.upgo(["upgrade", "--json"]).succeeds().json()["changed"], false);
    assert_eq!(pair(&lab, "test", &json!({})).1, json!(["_exist", "use"]));
    assert_eq!(pair(&lab, "set", &json!({})).0["release"], "go1.27.3");
    assert_eq!(lab.toolchains(), ["go1.27.3"]);
    assert_eq!(pair(&lab, "test", &json!({})).0["_inDesiredState"], true);
}

#[test]
fn what_is_exported_holds_and_brings_another_machine_to_the_same_state() {
    let releases = |lab: Lab| lab.with_release("go1.26.6").with_release("go1.27.3");
    let (one, other) = (releases(lab()), releases(lab()));
    one.upgo(["install", "1.26.6", "--use"]).succeeds();
    one.upgo(["install", "1.27.3"]).succeeds();
    let exported = lines(&one.upgo(["dsc", "export", "--input", ""]).succeeds());
    assert_eq!(exported.iter().map(|it| &it["version"]).collect::<Vec<_>>(), [&json!("1.27.3"), &json!("1.26.6")]);
    for instance in &exported {
        is_instance(&one, instance);
        assert_eq!(pair(&one, "test", instance).0["_inDesiredState"], true, "{instance}");
        pair(&other, "set", instance);
    }
    assert_eq!(lines(&other.upgo(["dsc", "export"]).succeeds()), exported);
    assert_eq!(other.go_version(), "go1.26.6");
    assert_eq!(dsc(&one, "export", &json!({ "version": "1.27" })), exported[..1]);
    assert_eq!(dsc(&one, "export", &json!({ "use": true })), exported[1..]);
}

#[test]
fn what_cannot_be_reached_is_refused_before_anything_changes() {
    let lab = lab().with_release("go1.27.3").with_release("go1.26.6");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let before = changes(&lab);
    for (input, code) in [
        (&br#"{"version":"1.27.3","use":false}"#[..], 2),
        (br#"{"version":"latest","_exist":false}"#, 2),
        (br#"{"version":"1.27.3","_exist":false,"use":true}"#, 2),
        (br#"{"_exist":false}"#, 2),
        (br#"{"use":false}"#, 2),
        (br#"{"version":"1.99.1"}"#, 7),
        (br#"{"version":"../../etc"}"#, 2),
        (br#"{"version":127}"#, 2),
        (br#"{"versions":"1.27"}"#, 2),
        (br#"{"version":"1.27""#, 2),
        (b"\xff\xfe", 2),
        (b"", 2),
        (b" \r\n", 2),
    ] {
        let ran = started(&lab, "set", input);
        assert_eq!((ran.code, ran.output.as_str()), (Some(code), ""), "{ran}");
        assert!(ran.errors.contains("(UPGO-"), "{ran}");
    }
    let (state, unmet) = pair(&lab, "test", &json!({ "version": "1.27.3", "use": false }));
    assert_eq!((&state["_inDesiredState"], &unmet), (&json!(false), &json!(["use"])));
    assert_eq!(started(&lab, "set", &vec![b' '; 1 << 20]).code, Some(2));
    assert_eq!((changes(&lab), lab.go_version().as_str()), (before, "go1.27.3"));
}

#[test]
fn a_release_that_fails_its_test_leaves_the_state_as_it_was() {
    let lab = lab().with_release("go1.26.6").with_broken_release("go1.27.3");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let before = get(&lab, &json!({}));
    let failed = started(&lab, "set", br#"{"version":"latest","use":true}"#);
    assert_eq!((failed.code, failed.output.as_str()), (Some(1), ""), "{failed}");
    assert_eq!(get(&lab, &json!({})), before);
    assert_eq!(lab.toolchains(), ["go1.26.6"]);
}

#[test]
fn without_the_network_test_uses_the_cached_list_and_says_so() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    lab.server.always("", Act::Status(404));
    let ran = started(&lab, "test", br#"{"version":"latest","use":true}"#);
    assert_eq!(lines(&ran)[0]["_inDesiredState"], true, "{ran}");
    assert!(ran.errors.contains("UPGO-NET-STATUS"), "{ran}");
}

#[test]
fn the_manifest_names_the_commands_and_exit_codes_of_the_program() {
    let lab = lab();
    let manifest: Value = serde_json::from_str(&lab.upgo(["dsc", "manifest"]).succeeds().output).unwrap();
    for operation in ["get", "test", "set", "whatIf", "export"] {
        let words = manifest[operation]["args"].as_array().unwrap();
        let words = words.iter().map(|word| word.as_str().or(word["jsonInputArg"].as_str()).unwrap());
        let given = if operation == "export" { vec![""] } else { vec!["--help"] };
        lab.upgo(words.chain(given)).succeeds();
        assert_eq!(manifest[operation]["executable"], "upgo");
    }
    let help = lab.upgo(["help", "--all"]).succeeds().output;
    let (_, listed) = help.split_once("Exit codes:\n").unwrap();
    for (code, meaning) in manifest["exitCodes"].as_object().unwrap() {
        let said = listed.lines().find_map(|line| line.trim_start().strip_prefix(&format!("{code} ")).map(str::trim));
        let meaning = meaning.as_str().unwrap();
        assert!(said.is_some_and(|said| said.starts_with(meaning)), "{code} {meaning}: {said:?}");
    }
}

#[test]
fn the_policy_decides_what_can_be_desired() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    let Some(lab) = managed(lab, "allowed = ['1.26']\n") else { return };
    for operation in ["test", "what-if", "set"] {
        let refused = started(&lab, operation, br#"{"version":"1.27.3","use":true}"#);
        assert_eq!((refused.code, refused.output.as_str()), (Some(15), ""), "{refused}");
        assert!(refused.errors.contains("UPGO-POLICY-VERSION"), "{refused}");
    }
    assert_eq!(pair(&lab, "set", &json!({})).0["release"], "go1.26.6", "the newest that is permitted");
    assert_eq!(pair(&lab, "test", &json!({ "version": "latest", "use": true })).0["_inDesiredState"], true);
}
