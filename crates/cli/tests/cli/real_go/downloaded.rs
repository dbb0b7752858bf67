//! A toolchain that a real Go downloads: it is removed, and downloaded again.
use std::path::Path;
use std::process::Output;

use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::release::Release;

use super::{go, module, quick_lab};
use crate::downloaded::Places;

/// Makes a GOPROXY folder with the toolchain of a sample Go.
fn toolchain_proxy(lab: &Lab, version: &str) -> String {
    // Go makes the programs in these folders executable, too
    let release = Release::sample(version, &lab.sample_go());
    let release = release.with_file("pkg/tool/linux_amd64/asm", b"a sample").with_file("lib/time/README", b"a sample");
    let folder = lab.path("proxy");
    let files = folder.join("golang.org/toolchain/@v");
    std::fs::create_dir_all(&files).unwrap();
    let name = format!("v0.0.1-{}", release.toolchain());
    std::fs::write(files.join(format!("{name}.info")), format!(r#"{{"Version":"{name}"}}"#)).unwrap();
    std::fs::write(files.join(format!("{name}.mod")), "module golang.org/toolchain\n").unwrap();
    std::fs::write(files.join(format!("{name}.zip")), release.module_zip(&[])).unwrap();
    format!("file://{}", folder.display())
}

/// `go version` in a project. A folder as the only GOPROXY is the only one that Go trusts without a checksum database.
fn version(lab: &Lab, project: &Path, proxy: &str) -> Output {
    let mut go = go(lab, project, &["version"]);
    go.env("GOPROXY", proxy).env("GOSUMDB", "off").output_in_time().unwrap()
}

fn says(output: &Output) -> String {
    String::from_utf8_lossy(&[&*output.stdout, &*output.stderr].concat()).into_owned()
}

#[test]
#[ignore = "long"]
fn a_removed_toolchain_is_missing_for_go_and_downloaded_again_for_the_project() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let proxy = toolchain_proxy(&lab, "go1.27.3");
    let project = module(&lab, "small", "1.27.3", "package main\n\nfunc main() {}\n");
    let places = Places::of(&lab, "go1.27.3");
    let runs = |proxy: &str| version(&lab, &project, proxy);
    let works = || {
        let output = runs(&proxy);
        assert!(says(&output).starts_with("go version go1.27.3"), "{}", says(&output));
        assert!(places.root.metadata().unwrap().permissions().readonly(), "as Go makes it");
    };
    works();
    let files = places.left();
    let empty = format!("file://{}", lab.path("empty").display());
    assert!(runs(&empty).status.success(), "it is in the module cache");
    lab.upgo(["remove", "--downloaded", "1.27.3", "--yes"]).succeeds();
    let missing = runs(&empty);
    assert!(!missing.status.success() && says(&missing).contains("not available"), "{}", says(&missing));
    works();
    assert_eq!(places.left(), files);

    // After a kill at any effect, Go has the toolchain or downloads it, before Upgo has tidied up.
    if !cfg!(feature = "faults") {
        println!("SKIPPED: this build has no fault points (feature faults)");
        return;
    }
    for point in 1.. {
        let removal = lab.upgo(["remove", "--downloaded", "1.27.3", "--yes"]);
        let ran = removal.with("UPGO_FAULT", format!("abort@{point}")).ends();
        works();
        lab.upgo(["status"]).succeeds();
        works();
        assert_eq!(places.left(), files, "killed at {point}");
        if ran.code == Some(0) {
            break;
        }
    }
}
