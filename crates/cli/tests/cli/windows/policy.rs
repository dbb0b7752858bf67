//! The policy in a registry, under Wine and on Windows.
use upgo_engine::environment::RegistryValue;
use upgo_engine::machine::platform;
use upgo_testkit::lab::Lab;
use upgo_testkit::policy::Policy;

use crate::lab;

const REG_SZ: u32 = 1;
const REG_DWORD: u32 = 4;

fn set(lab: &Lab, whose: &str, name: &str, text: &str) {
    let value = RegistryValue::text_of_kind(REG_SZ, text);
    let (key, name) = match name.rsplit_once('\\') {
        Some((list, name)) => (format!(r"HKCU\{}\policy\{whose}\{list}", lab.registry()), name),
        None => (format!(r"HKCU\{}\policy\{whose}", lab.registry()), name),
    };
    platform::registry_set(&key, name, value.kind, &value.bytes).unwrap();
}

#[test]
fn the_policy_of_the_machine_wins_over_that_of_the_user() {
    let lab = lab().with_release("go1.26.6").with_release("go1.27.3");
    set(&lab, "machine", r"AllowedVersions\1", "1.26");
    set(&lab, "user", r"AllowedVersions\1", "1.27");
    set(&lab, "user", r"ApprovedVersions\1", "1.27.3");
    lab.upgo(["install", "1.27.3"]).exits(15);
    lab.upgo(["install", "1.26.6"]).succeeds();
    set(&lab, "machine", "Proof", "when-reachable");
    set(&lab, "user", "Proof", "digest");
    set(&lab, "user", "UserMayChange", "proof");
    set(&lab, "user", "Background", "off");
    let off = 0_u32.to_le_bytes();
    platform::registry_set(&format!(r"HKCU\{}\policy\machine", lab.registry()), "ModifyPath", REG_DWORD, &off).unwrap();
    for (key, value) in [("proof", "when-reachable"), ("background", "off"), ("modify-path", "false")] {
        assert_eq!(lab.upgo(["settings", "get", key]).succeeds().output.trim(), value);
    }
    lab.upgo(["settings", "set", "proof", "digest"]).exits(15);
    let report = lab.upgo(["policy", "--json"]).succeeds().json();
    let of = |key: &str| report["values"].as_array().unwrap().iter().find(|value| value["key"] == key).unwrap().clone();
    assert_eq!(of("allowed")["origin"], "machineRegistry");
    assert_eq!(of("background")["origin"], "userRegistry");
}

#[test]
fn a_malformed_value_of_the_registry_is_reported() {
    let lab = lab().with_release("go1.27.3");
    let key = format!(r"HKCU\{}\policy\machine", lab.registry());
    platform::registry_set(&key, "BlockedVersions", 3, &[1, 2, 3]).unwrap();
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["warnings"][0]["code"], "UPGO-POLICY-MALFORMED", "{status:#}");
    lab.upgo(["install", "1.27.3"]).exits(15);
}

/// The real key, which only administrators can write to.
#[test]
fn the_policy_of_this_machine_is_read() {
    let Some(policy) = Policy::begin() else { return };
    policy.set("Proof", "required").set("Contact", "IT");
    let lab = lab();
    let own = |words: &[&str]| lab.upgo(words).with("UPGO_TEST_REGISTRY", "");
    assert_eq!(own(&["settings", "get", "proof"]).succeeds().output.trim(), "required");
    assert!(own(&["policy"]).succeeds().output.contains("managed by IT"));
}
