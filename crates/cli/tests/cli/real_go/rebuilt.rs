//! `verify --rebuild` builds a real release from its source with another real Go.
use upgo_engine::base::report::{Cancel, ignore};
use upgo_engine::base::version::Version;
use upgo_engine::cases::{Engine, Setup};
use upgo_testkit::release::Release;

use super::real_lab;
use crate::lab;

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
    // in this process: on a busy machine, a build takes longer than a program of a test may
    let command = lab.command(lab.program());
    let variables = command.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())));
    let setup = Setup { variables: variables.collect(), ..Setup::of_this_process("a test") };
    let version = Version::from_name("go1.27.3").unwrap();
    let report = Engine::open(setup).unwrap().rebuild_release(&version, &Cancel::default(), &|_| {}, &ignore).unwrap();
    assert_eq!(
        (&report.changed[..], &report.missing[..], &report.added[..]),
        (&[vet.to_owned()][..], &[][..], &[][..])
    );
    assert!(report.files > 10_000 && report.installed.ok && !report.ok, "{report:#?}");
    assert_eq!(report.built_with.as_str(), "go1.26.6");
    assert!(!lab.names_in("cache").contains(&"rebuild".to_owned()));
}
