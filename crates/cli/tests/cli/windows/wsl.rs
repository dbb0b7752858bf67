//! The distributions of WSL in a registry, under Wine and on Windows. None of these is really registered, so none can
//! be started.
use upgo_testkit::registry::{set, set_number};

use crate::lab;
use crate::schemas::fits;

#[test]
fn the_distributions_are_those_in_the_registry_and_one_that_cannot_be_started_is_unknown() {
    let lab = lab();
    let key = format!(r"{}\lxss", lab.registry());
    let text = |key: &str, name: &str, text: &str| {
        set(key, name, (false, text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()));
    };
    text(&key, "DefaultDistribution", "{00000000-0000-4000-8000-000000000002}");
    for (number, name, flags) in [(1, "UpgoTest-None", 7), (2, "UpgoTest-Other", 15), (3, "docker-desktop", 15)] {
        let key = format!(r"{key}\{{00000000-0000-4000-8000-00000000000{number}}}");
        text(&key, "DistributionName", name);
        set_number(&key, "State", 1);
        set_number(&key, "Flags", flags);
    }
    let report = lab.upgo(["list", "--wsl", "--json"]).succeeds().json();
    fits("list-wsl", &report);
    let all = report["distributions"].as_array().unwrap();
    let told = |field: &str| all.iter().map(|told| told[field].to_string()).collect::<Vec<_>>().join(" ");
    assert_eq!(told("name"), r#""UpgoTest-Other" "docker-desktop" "UpgoTest-None""#);
    assert_eq!(told("wslVersion"), "2 2 1");
    assert_eq!(told("default"), "true false false");
    assert_eq!(told("go"), r#""unknown" "leftAlone" "unknown""#);
    assert!(all.iter().all(|told| told["why"].is_string()), "{report:#}");
}
