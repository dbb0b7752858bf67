//! `verify --rebuild` builds a real release from its source with another real Go.
use serde_json::json;
use upgo_testkit::release::Release;

use super::real_lab;
use crate::lab;
use crate::schemas::fits;

#[test]
#[ignore = "long"]
fn one_changed_byte_of_a_real_release_is_found_among_all_files() {
    let Some(real) = real_lab() else { return };
    let honest = Release::with_tar_gz("go1.27.3", real.release("go1.27.3").bytes().to_vec());
    let vet = "pkg/tool/linux_amd64/vet";
    let mut bytes = honest.content(vet).to_vec();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let mut lab = lab();
    lab.add(real.release("go1.26.6").clone());
    lab.add(honest.clone().with_file(vet, &bytes));
    lab.add(Release::source_in(&honest));
    for version in ["1.26.6", "1.27.3"] {
        lab.upgo(["install", version]).succeeds();
    }
    lab.upgo(["verify", "1.27.3"]).succeeds();
    let report = lab.upgo(["verify", "1.27.3", "--rebuild", "--json"]).exits(4).json();
    fits("verify-rebuild", &report);
    let found = ["changed", "missing", "added"].map(|kind| report[kind].clone());
    assert_eq!(found, [json!([vet]), json!([]), json!([])], "{report:#}");
    assert_eq!((&report["builtWith"], &report["installed"]["ok"]), (&json!("go1.26.6"), &json!(true)));
    assert!(report["files"].as_u64().unwrap() > 10_000, "{report:#}");
    assert!(!lab.names_in("cache").contains(&"rebuild".to_owned()));
}
