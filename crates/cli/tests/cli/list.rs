//! The Go installations on the machine, and who owns them.
use crate::lab;

#[test]
fn lists_every_go_with_its_origin_and_who_can_change_it() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    for folder in ["sdk/go1.25.0", "go/pkg/mod/golang.org/toolchain@v0.0.1-go1.26.0.linux-amd64"] {
        let root = lab.user().join(folder);
        std::fs::create_dir_all(root.join("bin")).unwrap();
        let version = if folder.starts_with("sdk") { "go1.25.0" } else { "go1.26.0" };
        std::fs::write(root.join("VERSION"), version).unwrap();
        let program = root.join("bin").join(format!("go{}", upgo_testkit::lab::EXE));
        std::fs::copy(lab.sample_go(), program).unwrap();
    }
    let listed = lab.upgo(["list", "--json"]).succeeds().json();
    let own = |version: &str| {
        let all = listed["installed"].as_array().unwrap();
        let go = all.iter().find(|go| go["version"] == version).unwrap();
        ["origin", "scope", "changedBy"].map(|field| go[field].as_str().unwrap().to_owned())
    };
    assert_eq!(own("go1.27.3"), ["upgo", "user", "user"]);
    assert_eq!(own("go1.25.0"), ["goland", "user", "user"]);
    assert_eq!(own("go1.26.0"), ["gotoolchain", "user", "nobody"]);
    assert!(listed["installed"].as_array().unwrap().iter().all(|go| go["native"] == true), "{listed:#}");
    let sizes = |words: &[&str]| {
        let listed = lab.upgo(words).succeeds().json();
        let all = listed["installed"].as_array().unwrap();
        all.iter().filter(|go| go["sizeBytes"].as_u64().is_some_and(|size| size > 1000)).count()
    };
    assert_eq!((sizes(&["list", "--json"]), sizes(&["list", "--sizes", "--json"])), (1, 3));
    let said = lab.upgo(["list"]).succeeds().output;
    let line = |origin: &str| said.lines().find(|line| line.contains(origin)).unwrap().to_owned();
    assert!(line("gotoolchain").ends_with("(read-only)"), "{said}");
    assert!(line("goland").ends_with("go1.25.0"), "{said}");
}

#[cfg(unix)] // on Windows, variables and the registry name the places
#[test]
fn a_go_for_all_users_is_found_on_the_disk_of_this_machine_only() {
    let lab = lab();
    let found = || {
        let listed = lab.upgo(["list", "--json"]).succeeds().json();
        let all = listed["installed"].as_array().unwrap().clone();
        let facts = |go: &serde_json::Value| ["version", "origin", "scope"].map(|field| go[field].clone());
        all.iter().map(facts).collect::<Vec<_>>()
    };
    assert_eq!(found(), Vec::<[serde_json::Value; 3]>::new(), "a Go of the machine that runs the tests");
    let root = lab.disk().join("usr/lib/go-1.26");
    std::fs::create_dir_all(root.join("bin")).unwrap();
    std::fs::write(root.join("VERSION"), "go1.26.6\n").unwrap();
    upgo_testkit::copy_program(&lab.sample_go(), &root.join("bin/go"));
    assert_eq!(found(), [["go1.26.6", "package", "machine"].map(serde_json::Value::from)]);
}

#[test]
fn what_the_user_should_know_is_told_beside_the_list() {
    let lab = lab();
    std::fs::create_dir_all(lab.home()).unwrap();
    std::fs::write(lab.home().join("settings.toml"), "keep-versions = 0\n").unwrap();
    let listed = lab.upgo(["list", "--json"]).succeeds().json();
    assert_eq!(listed["warnings"][0]["code"], "UPGO-SETTING-INVALID", "{listed:#}");
    let said = lab.upgo(["list"]).succeeds().errors;
    assert_eq!(said.matches("settings.toml, line 1, column").count(), 1, "{said}");
}
