//! What a hook may do, and who decides about hooks.
use std::fs;

use serde_json::{Value, json};

use super::lab::{hook, is_as_before, machine, newest, script, set};

#[test]
fn a_hook_can_ask_upgo_but_starts_no_switch() {
    let lab = machine();
    let upgo = lab.program().display().to_string();
    let body = format!(
        "\"{upgo}\" status --json >/dev/null || exit 1\n\"{upgo}\" use 1.26.6 --json >\"$HOME/said\"\n[ $? = 5 ] || exit 2\n"
    );
    hook(&lab, "after-switch", &body);
    lab.upgo(["upgrade"]).succeeds();
    let said = fs::read_to_string(lab.user().join("said")).unwrap();
    assert!(said.contains("UPGO-HOOK-REFUSED"), "{said}");
    assert_eq!(lab.go_version(), "go1.27.3");
}

#[test]
fn no_hook_runs_with_the_rights_of_an_administrator() {
    let lab = machine();
    hook(&lab, "on-failure", "exit 0");
    if !upgo_engine::machine::platform::is_elevated() {
        return println!("SKIPPED: only root can be given rights by sudo");
    }
    for name in ["SUDO_UID", "DOAS_USER", "PKEXEC_UID"] {
        let refused = lab.upgo(["upgrade", "--json"]).with(name, "1000").exits(5).json();
        assert_eq!(refused["error"]["code"], "UPGO-HOOK-REFUSED", "{name}: {refused:#}");
        is_as_before(&lab);
        // what needs no hook is done
        lab.upgo(["list"]).with(name, "1000").succeeds();
    }
    lab.upgo(["upgrade"]).succeeds();
}

#[cfg(target_os = "linux")]
#[test]
fn a_hook_cannot_gain_rights() {
    let lab = machine();
    hook(&lab, "before-switch", "grep NoNewPrivs /proc/self/status");
    lab.upgo(["upgrade"]).succeeds();
    if upgo_engine::machine::platform::confinement().descendants != upgo_engine::machine::platform::Hold::Enforced {
        return println!("SKIPPED: this kernel has no filter for system calls");
    }
    let entry = newest(&lab);
    assert!(entry["hooks"][0]["output"][0].as_str().unwrap().ends_with('1'), "{entry:#}");
}

#[test]
fn a_hook_of_the_policy_runs_first_and_the_settings_cannot_remove_it() {
    if !upgo_engine::machine::fault::ARMED {
        return println!("SKIPPED: build it with --features faults");
    }
    let lab = machine();
    let decide = |lines: &str| fs::write(lab.path("policy.toml"), format!("[hooks]\n{lines}\n")).unwrap();
    let told = lab.user().join("told");
    let tell = |name: &str, status: u8| {
        script(&lab, name, &format!("echo \"{name} $UPGO_HOOK\" >>\"$HOME/told\"\nexit {status}")).display().to_string()
    };
    let (firm, weak) = (tell("firm", 0), tell("firm-fails", 1));
    let own = tell("own", 0);
    decide(&format!("before-switch = '{firm}'\nafter-switch = '{firm}'\ntime-limit = 7"));
    let file = lab.path("policy.toml");
    let lab = lab.with_variable("UPGO_TEST_POLICY", &file);
    for point in ["before-switch", "after-switch"] {
        set(&lab, point, &[&own]);
    }
    let plan = lab.upgo(["upgrade", "--dry-run", "--json"]).succeeds().json();
    let steps = plan["plan"]["steps"].as_array().unwrap();
    let hooks: Vec<&Value> = steps.iter().map(|step| &step["hook"]).filter(|hook| !hook.is_null()).collect();
    let owners: Vec<&str> = hooks.iter().filter_map(|hook| hook["owner"].as_str()).collect();
    assert_eq!(owners, ["policy", "settings", "policy", "settings"], "{plan:#}");
    assert_eq!((&hooks[0]["limitSeconds"], &hooks[1]["limitSeconds"]), (&json!(7), &json!(120)));
    let said = lab.upgo(["upgrade", "--dry-run"]).succeeds().output;
    assert!(said.contains("the before-switch hook of the policy: "), "{said}");
    lab.upgo(["upgrade"]).succeeds();
    let expected = "firm before-switch\nown before-switch\nfirm after-switch\nown after-switch\n";
    assert_eq!(fs::read_to_string(&told).unwrap(), expected);

    // without those of the settings, that of the policy still stops a change
    for point in ["before-switch", "after-switch"] {
        lab.upgo(["settings", "unset", &format!("hooks.{point}")]).succeeds();
    }
    fs::write(&file, format!("[hooks]\nbefore-switch = '{weak}'\n")).unwrap();
    lab.upgo(["use", "1.26.6"]).exits(16);
    lab.upgo(["remove", "1.27.3", "--force"]).exits(16);
    assert_eq!(lab.go_version(), "go1.27.3");

    // nothing but the removal of Upgo itself does without it
    let plan = lab.upgo(["purge", "--dry-run", "--json"]).succeeds().output;
    assert!(!plan.contains("hookBefore"), "{plan}");

    // the policy may forbid those of the settings
    set(&lab, "before-switch", &[&own]);
    fs::write(&file, "[hooks]\nfrom-user = false\n").unwrap();
    fs::remove_file(&told).unwrap();
    lab.upgo(["use", "1.26.6"]).succeeds();
    assert!(!told.exists());
}
