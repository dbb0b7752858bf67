//! Rehearsals with real Go: exactly what differs is named, and nothing outside of Upgo's folder is written.
use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::real_go;
use upgo_testkit::release::Release;

use crate::kill::Victim;
use crate::real_go::{quick_lab, real_lab};
use crate::schemas::fits;

const EMPTY: &str = "package main\n\nfunc main() {}\n";

/// Go 1.27 refuses this setting, which older ones accept.
const GODEBUG: &str = "//go:debug asynctimerchan=1\npackage main\n\nfunc main() {}\n";

/// Timers of Go 1.27 have no buffer, whatever the `go` line says.
const TIMER: &str = "package main\n\nimport (\n\t\"testing\"\n\t\"time\"\n)\n\nfunc TestCap(t *testing.T) {\n\tif got := \
                     cap(time.NewTimer(time.Hour).C); got != 1 {\n\t\tt.Errorf(\"cap is %d, want 1\", got)\n\t}\n}\n\n\
                     func TestFine(t *testing.T) {}\n";

/// The second and the third run fail.
const LUCK: &str = "package main\n\nimport (\n\t\"os\"\n\t\"testing\"\n)\n\nfunc TestLuck(t *testing.T) {\n\tfile := \
                    os.TempDir() + \"/luck\"\n\truns, _ := os.ReadFile(file)\n\tif err := os.WriteFile(file, append(runs, \
                    1), 0o600); err != nil {\n\t\tt.Fatal(err)\n\t}\n\tif len(runs) == 1 || len(runs) == 2 \
                    {\n\t\tt.Fatal(\"bad luck\")\n\t}\n}\n";

/// Since Go 1.22, that depends on the `go` line, and not on the toolchain.
const LOOP: &str = "package main\n\nimport \"testing\"\n\nfunc TestLoop(t *testing.T) {\n\tvar all []func() int\n\tfor i := \
                    0; i < 3; i++ {\n\t\tall = append(all, func() int { return i })\n\t}\n\tif all[0]() != 3 \
                    {\n\t\tt.Fatal(\"one for each iteration\")\n\t}\n}\n";

/// Since Go 1.24, a seed has no effect if the `go` line is that new. The toolchain alone changes nothing.
const SEED: &str = "package seed\n\nimport (\n\t\"math/rand\"\n\t\"testing\"\n)\n\nfunc TestSeed(t *testing.T) \
                    {\n\trand.Seed(42)\n\tfirst := rand.Int63()\n\trand.Seed(42)\n\tif rand.Int63() != first \
                    {\n\t\tt.Fatal(\"the seed has no effect\")\n\t}\n}\n";

/// A test that writes into its own project.
const WRITES: &str = "package main\n\nimport (\n\t\"os\"\n\t\"testing\"\n)\n\nfunc TestWrite(t *testing.T) {\n\tif err := \
                      os.WriteFile(\"left.txt\", nil, 0o600); err != nil {\n\t\tt.Fatal(err)\n\t}\n}\n";

/// A test that never ends.
const HANGS: &str = "package main\n\nimport (\n\t\"testing\"\n\t\"time\"\n)\n\nfunc TestFine(t *testing.T) {}\n\nfunc \
                     TestHang(t *testing.T) {\n\ttime.Sleep(time.Hour)\n}\n";

/// The same, but only with the newer Go.
const HANGS_NOW: &str = "package main\n\nimport (\n\t\"runtime\"\n\t\"testing\"\n\t\"time\"\n)\n\nfunc TestHang(t \
                         *testing.T) {\n\tif runtime.Version() == \"go1.27.3\" \
                         {\n\t\ttime.Sleep(time.Hour)\n\t}\n}\n";

/// A test that starts a program in a new session, which the limits of a rehearsal refuse on Linux.
const SESSION: &str = "package main\n\nimport (\n\t\"os/exec\"\n\t\"syscall\"\n\t\"testing\"\n)\n\nfunc TestFine(t \
                       *testing.T) {}\n\nfunc TestSession(t *testing.T) {\n\tcommand := \
                       exec.Command(\"true\")\n\tcommand.SysProcAttr = &syscall.SysProcAttr{Setsid: true}\n\tif err := \
                       command.Run(); err != nil {\n\t\tt.Fatal(err)\n\t}\n}\n";

/// A test that fails, and one that is skipped.
const FAILS: &str = "package main\n\nimport \"testing\"\n\nfunc TestFails(t *testing.T) { t.Fatal(\"always\") }\n\nfunc \
                     TestFine(t *testing.T) {}\n";
const SKIPPED: &str = "package main\n\nimport \"testing\"\n\nfunc TestSkipped(t *testing.T) { t.Skip(\"never\") }\n";

/// A module in the folder of all projects.
pub(crate) fn module(lab: &Lab, name: &str, go_line: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = lab.path("code").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("go.mod"), format!("module example.com/{name}\n\ngo {go_line}\n")).unwrap();
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}

pub(crate) fn project<'a>(report: &'a Value, name: &str) -> &'a Value {
    let projects = report["projects"].as_array().unwrap();
    let found = projects.iter().find(|project| project["module"] == json!(format!("example.com/{name}")));
    found.unwrap_or_else(|| panic!("{name} is missing: {report:#}"))
}

/// What differs in a project: phase, kind, test, and the first place.
fn differences(project: &Value) -> Vec<(String, String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let one = |difference: &Value| {
        let found = &difference["findings"][0];
        let file = text(&found["file"]).rsplit('/').next().unwrap_or_default().to_owned();
        let place = format!("{file}:{}", found["line"]);
        (text(&difference["phase"]), text(&difference["kind"]), text(&difference["test"]), place)
    };
    project["differences"].as_array().unwrap().iter().map(one).collect()
}

fn words(difference: (&str, &str, &str, &str)) -> (String, String, String, String) {
    let (phase, kind, test, place) = difference;
    (phase.to_owned(), kind.to_owned(), test.to_owned(), place.to_owned())
}

/// Every file and folder of the user outside of Upgo's folder, with the content of files.
pub(crate) fn of_user(lab: &Lab) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let (mut all, mut folders) = (BTreeMap::new(), vec![lab.path("code"), lab.user()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() && path != lab.home() {
                all.insert(path.clone(), None);
                folders.push(path);
            } else if path != lab.home() {
                let content = std::fs::read(&path).ok();
                all.insert(path, content);
            }
        }
    }
    all
}

#[test]
#[ignore = "long"]
fn a_rehearsal_names_exactly_what_differs_and_writes_nothing() {
    let Some(lab) = real_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    module(&lab, "same", "1.26.0", &[("main.go", EMPTY)]);
    module(&lab, "godebug", "1.21", &[("main.go", GODEBUG)]);
    module(&lab, "timer", "1.21", &[("main.go", EMPTY), ("main_test.go", TIMER)]);
    module(&lab, "flaky", "1.26.0", &[("main.go", EMPTY), ("main_test.go", LUCK)]);
    module(&lab, "loop", "1.21", &[("main.go", EMPTY), ("main_test.go", LOOP)]);
    module(&lab, "newer", "1.27.0", &[("main.go", EMPTY)]);
    module(&lab, "writes", "1.26.0", &[("main.go", EMPTY), ("main_test.go", WRITES)]);
    let outside = WRITES.replace("left.txt", "../left.txt");
    module(&lab, "outside", "1.26.0", &[("main.go", EMPTY), ("main_test.go", &outside)]);
    module(&lab, "broken", "1.26.0", &[("main.go", "package main\n\nfunc main() { missing() }\n")]);
    let absent = module(
        &lab,
        "absent",
        "1.26.0",
        &[("main.go", "package main\n\nimport _ \"example.org/absent\"\n\nfunc main() {}\n")],
    );
    let line = "module example.com/absent\n\ngo 1.26.0\n\nrequire example.org/absent v1.0.0\n";
    std::fs::write(absent.join("go.mod"), line).unwrap();
    let sum = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    let sums = format!("example.org/absent v1.0.0 {sum}\nexample.org/absent v1.0.0/go.mod {sum}\n");
    std::fs::write(absent.join("go.sum"), sums).unwrap();
    std::fs::create_dir(lab.path("code/same/empty \u{e9}")).unwrap();
    let before = of_user(&lab);
    let code = lab.path("code").display().to_string();

    let flags = [("GOFLAGS", "-mod=mod -o=left"), ("GOTOOLCHAIN", "auto"), ("CGO_ENABLED", "0")];
    let run = flags
        .into_iter()
        .fold(lab.upgo(["rehearse", "1.27.3", &code, "--test", "--json"]), |run, (name, value)| run.with(name, value));
    let report = run.with("UPGO_TEST_BUILD_CACHE", real_go::build_cache()).exits(14).json();
    fits("rehearse", &report);
    assert_eq!(of_user(&lab), before, "files of the user were written");

    // With its own build cache, which is empty and does not stay. Compiling the standard library there, which the
    // other projects need, would take a minute of processor time.
    let same = lab.path("code/same").display().to_string();
    let own = lab.upgo(["rehearse", "1.27.3", &same, "--test", "--json"]).with("CGO_ENABLED", "0").succeeds().json();
    assert_eq!(project(&own, "same")["verdict"], "same", "{own:#}");
    assert_eq!(of_user(&lab), before, "files of the user were written");
    assert_eq!(lab.go_version(), "go1.26.6", "nothing is switched");
    assert!(!lab.home().join("cache/rehearsal").exists());
    assert_eq!(
        (&report["from"], &report["to"], &report["tests"]),
        (&json!("go1.26.6"), &json!("go1.27.3"), &json!(true))
    );

    let godebug = words(("build", "breaks", "", "main.go:1"));
    for (name, verdict, expected) in [
        ("same", "same", vec![]),
        ("godebug", "breaks", vec![godebug]),
        ("timer", "breaks", vec![words(("test", "breaks", "TestCap", "main_test.go:10"))]),
        ("flaky", "differs", vec![words(("test", "flaky", "TestLuck", "main_test.go:15"))]),
        ("loop", "same", vec![]),
        ("newer", "differs", vec![words(("build", "mended", "", ":null"))]),
        ("broken", "failsWithBoth", vec![]),
        ("absent", "unknown", vec![]),
    ] {
        let project = project(&report, name);
        assert_eq!((&project["verdict"], differences(project)), (&json!(verdict), expected), "{project:#}");
    }
    assert_eq!(project(&report, "broken")["failingWithBoth"], 1);
    let reason = |name| project(&report, name)["reason"].as_str().unwrap_or_default();
    assert!(reason("absent").starts_with("its modules are not in the module cache"), "{report:#}");
    // A test may write into its project, which is a copy; elsewhere only the system can refuse it.
    assert_eq!(project(&report, "writes")["verdict"], "same", "{report:#}");
    let is_guarded = reason("outside").contains("tried to write");
    assert_eq!(is_guarded, cfg!(target_os = "linux"), "{report:#}");
    let mut warnings = report["warnings"].as_array().unwrap().iter();
    assert_eq!(warnings.any(|warning| warning["code"] == "UPGO-REHEARSAL-LIMITED"), !is_guarded, "{report:#}");
    let same = project(&report, "same");
    let sizes = &same["binaries"][0];
    assert!(sizes["name"] == "same" && sizes["fromBytes"].as_u64() > Some(100_000), "{same:#}");
    assert_ne!(sizes["fromBytes"], sizes["toBytes"]);
    assert_eq!(same["phases"].as_array().unwrap().len(), 3);
}

/// Part of the message about a test that fails with both versions, as Upgo's limits make it fail.
const LIMITS: &str = "perhaps because of Upgo's limits";

#[test]
#[ignore = "long"]
fn what_was_not_tried_or_fails_with_both_is_not_called_no_difference() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let with_test =
        |name: &str, test: &str| module(&lab, name, "1.26.0", &[("main.go", EMPTY), ("main_test.go", test)]);
    with_test("hangs", HANGS);
    with_test("hangsnow", HANGS_NOW);
    with_test("session", SESSION);
    with_test("fails", FAILS);
    with_test("skipped", SKIPPED);
    module(&lab, "untested", "1.26.0", &[("main.go", EMPTY)]);
    module(&lab, "other", "1.26.0", &[("main_plan9.go", EMPTY)]);
    let half = module(&lab, "half", "1.26.0", &[("main.go", EMPTY)]);
    std::fs::create_dir(half.join("inner")).unwrap();
    std::fs::write(half.join("inner/inner.go"), "package inner\n\nfunc F() int { return \"x\" }\n").unwrap();
    let code = lab.path("code").display().to_string();

    let run = lab.upgo(["rehearse", "1.27.3", &code, "--test", "--timeout", "5s", "--json"]).with("CGO_ENABLED", "0");
    let report = run.exits(14).json();
    fits("rehearse", &report);
    let is_held = project(&report, "session")["reason"].as_str().is_some_and(|reason| reason.contains(LIMITS));
    for (name, verdict, reason, passing) in [
        ("hangs", "unknown", "with either version", json!(1)),
        ("hangsnow", "breaks", "did not finish within 5s with go1.27.3", json!(0)),
        ("session", if is_held { "unknown" } else { "same" }, if is_held { LIMITS } else { "" }, json!(1)),
        ("fails", "failsWithBoth", "fails with both versions", json!(1)),
        ("skipped", "same", "", json!(0)),
        ("untested", "same", "", json!(0)),
        ("other", "unknown", "there is nothing to build in it", json!(null)),
        ("half", "failsWithBoth", "fails with both versions", json!(0)),
    ] {
        let project = project(&report, name);
        let said = project["reason"].as_str().unwrap_or_default();
        assert_eq!(project["verdict"], verdict, "{project:#}");
        assert!(said.contains(reason) && said.is_empty() == reason.is_empty(), "{project:#}");
        let tests = &project["passingTests"];
        assert!(*tests == passing || name == "session", "{project:#}");
    }
    assert_eq!(is_held, cfg!(target_os = "linux"), "{report:#}");
    assert_eq!(differences(project(&report, "hangsnow"))[0].2, "TestHang");

    for (name, says) in [
        ("hangs", "Whether go1.27.3 breaks this project is unknown."),
        ("fails", "This project fails with both go1.26.6 and go1.27.3"),
        ("half", "? example.com/half  fails with both"),
        ("untested", "There was no test to run."),
        ("skipped", "There was no test to run."),
        ("other", "? example.com/other  unknown"),
    ] {
        let folder = lab.path("code").join(name).display().to_string();
        let run = lab.upgo(["rehearse", "1.27.3", &folder, "--test", "--timeout", "5s"]).with("CGO_ENABLED", "0");
        let said = run.succeeds().output;
        assert!(said.contains(says) && (says.contains("no test") || !said.contains('✓')), "{name}: {said}");
    }
    let two = ["same", "fails"].map(|name| lab.path("code").join(name).display().to_string());
    module(&lab, "same", "1.26.0", &[("main.go", EMPTY)]);
    let run = lab.upgo(["rehearse", "1.27.3", &two[0], &two[1], "--test"]).with("CGO_ENABLED", "0");
    let said = run.succeeds().output;
    let headline = "go1.27.3 breaks nothing in 1 of 2 projects; example.com/fails fails with both versions.";
    assert!(said.contains(headline), "{said}");
}

#[test]
#[ignore = "long"]
fn a_check_of_vet_that_is_new_is_found_without_running_anything() {
    let (Some(lab), Some(archive)) = (quick_lab(), real_go::archive("go1.21.13.linux-amd64.tar.gz")) else { return };
    let mut lab = lab;
    lab.add(Release::with_bytes("go1.21.13", std::fs::read(archive).unwrap()));
    lab.upgo(["install", "1.21.13", "--use"]).succeeds();
    let waits = "package vet\n\nimport \"sync\"\n\nfunc Wait() {\n\tvar wg sync.WaitGroup\n\tgo func() \
                 {\n\t\twg.Add(1)\n\t\tdefer wg.Done()\n\t}()\n\twg.Wait()\n}\n";
    module(&lab, "vet", "1.21", &[("vet.go", waits)]);
    // The name of the test became an error of `go test` with Go 1.24.
    let lower = "package name\n\nimport \"testing\"\n\nfunc Testlower(t *testing.T) {}\n";
    let named = module(&lab, "name", "1.21", &[("name.go", "package name\n"), ("name_test.go", lower)]);
    let code = lab.path("code").display().to_string();
    let report = lab.upgo(["rehearse", "1.27.3", &code, "--json"]).with("CGO_ENABLED", "0").succeeds().json();
    assert_eq!(differences(project(&report, "vet")), [words(("vet", "newFinding", "", "vet.go:8"))], "{report:#}");
    let found = &project(&report, "vet")["differences"][0]["findings"][0];
    assert_eq!((&found["analyzer"], &found["column"]), (&json!("waitgroup"), &json!(9)));
    assert_eq!(report["tests"], false);
    let seed = module(&lab, "seed", "1.21", &[("seed.go", "package seed\n"), ("seed_test.go", SEED)]);
    let [named, seed] = [named, seed].map(|folder| folder.display().to_string());
    let tested = lab.upgo(["rehearse", "1.27.3", &named, &seed, "--test", "--json"]).with("CGO_ENABLED", "0");
    let report = tested.exits(14).json();
    assert_eq!(project(&report, "seed")["verdict"], "same", "{report:#}");
    let found = differences(project(&report, "name"));
    assert!(found.contains(&words(("test", "breaks", "", "name_test.go:5"))), "{report:#}");
}

#[test]
#[ignore = "long"]
fn an_upgrade_that_breaks_a_project_is_not_made_or_rolled_back_with_its_report() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let folder = module(&lab, "godebug", "1.21", &[("main.go", GODEBUG)]);
    let code = lab.path("code").display().to_string();
    lab.upgo(["settings", "set", "projects", &code]).succeeds();
    for (key, kinds) in
        [("rehearse.before-upgrade", ["rehearse", "switch"]), ("rehearse.after-upgrade", ["switch", "rehearse"])]
    {
        lab.upgo(["settings", "set", key, "build"]).succeeds();
        let plan = lab.upgo(["upgrade", "--dry-run", "--json"]).succeeds().json();
        let steps = plan["plan"]["steps"].as_array().unwrap().iter().filter_map(|step| step["kind"].as_str());
        assert_eq!(steps.filter(|kind| kinds.contains(kind)).collect::<Vec<_>>(), kinds, "{plan:#}");

        let failed = lab.upgo(["upgrade", "--json"]).with("CGO_ENABLED", "0").exits(14).json();
        assert_eq!(failed["error"]["code"], "UPGO-REHEARSAL-BREAKS", "{failed:#}");
        let said = failed["error"]["message"].as_str().unwrap();
        assert!(said.contains("example.com/godebug") && said.contains("go1.27.3"), "{said}");
        assert_eq!((lab.go_version().as_str(), lab.toolchains()), ("go1.26.6", vec!["go1.26.6".to_owned()]));
        let history = lab.upgo(["history", "--json"]).succeeds().json();
        let entry = &history["entries"][0];
        assert_eq!((&entry["outcome"], &entry["inEffect"]), (&json!("failed"), &json!(false)));
        assert_eq!(entry["rehearsal"]["broken"], json!(["example.com/godebug"]), "{entry:#}");
        let id = entry["id"].to_string();
        let kept = lab.upgo(["rehearse", "--change", &id, "--json"]).exits(14).json();
        assert_eq!(differences(project(&kept, "godebug")), [words(("build", "breaks", "", "main.go:1"))]);
        let said = lab.upgo(["rehearse", "--change", &id]).exits(14).output;
        let place = format!("{}:1:1: invalid //go:debug", folder.join("main.go").display());
        assert!(said.contains(&place), "{said}");
        for words in [&["log", "--level", "debug"][..], &["report", "--print", "history.json"]] {
            let said = lab.upgo(words).succeeds().output;
            assert!(said.contains("UPGO-REHEARSAL-BREAKS") && !said.contains("godebug"), "{words:?}: {said}");
        }
        lab.upgo(["settings", "unset", key]).succeeds();
    }

    std::fs::write(folder.join("main.go"), EMPTY).unwrap();
    lab.upgo(["settings", "set", "rehearse.before-upgrade", "test"]).succeeds();
    lab.upgo(["upgrade"]).with("CGO_ENABLED", "0").succeeds();
    assert_eq!(lab.go_version(), "go1.27.3");
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(
        history["entries"][0]["rehearsal"],
        json!({ "verdict": "same", "tests": true, "projects": 1, "broken": [] })
    );
}

#[test]
#[ignore = "long"]
fn a_killed_rehearsal_can_be_repeated_and_is_kept_with_the_upgrade_that_follows() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let folder = module(&lab, "same", "1.26.0", &[("main.go", EMPTY)]).display().to_string();
    let before = of_user(&lab);
    for moment in ["\"phase\":\"build\"", "\"phase\":\"vet\""] {
        let run = lab.upgo(["rehearse", "1.27.3", &folder, "--progress", "json"]).with("CGO_ENABLED", "0");
        let mut victim = Victim::start(run);
        assert!(victim.events().any(|event| event.contains("rehearsing") && event.contains(moment)), "{moment}");
        victim.kill();
        assert_eq!(of_user(&lab), before, "killed at {moment}");
    }
    let said = lab.upgo(["rehearse", "1.27.3", &folder]).with("CGO_ENABLED", "0").succeeds().output;
    assert!(said.contains("No test was run"), "{said}");
    assert_eq!(of_user(&lab), before);
    assert!(!lab.home().join("cache/rehearsal").exists());
    // the upgrade that follows keeps its answer
    lab.upgo(["upgrade"]).succeeds();
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    assert_eq!(history["entries"][0]["rehearsal"]["verdict"], "same", "{history:#}");
    assert!(history["entries"][1]["rehearsal"].is_null(), "installing it alone was no upgrade");
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_the_bar_counts_the_commands() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    let folder = module(&lab, "same", "1.26.0", &[("main.go", EMPTY)]).display().to_string();
    let Some(mut command) = lab.at_terminal(120, &format!("rehearse 1.27.3 \"{folder}\"")) else { return };
    let ended = command.env("CGO_ENABLED", "0").output_in_time().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(said.contains("go vet with go1.27.3") && said.contains("75%"), "{said}");
    assert!(!said.contains("0/0"), "{said}");
    assert!(said.contains("With go1.27.3, your project builds as it does with go1.26.6"), "{said}");
}

#[test]
fn a_rehearsal_needs_a_project_and_another_go() {
    let Some(lab) = quick_lab() else { return };
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let folder = module(&lab, "same", "1.26.0", &[("main.go", EMPTY)]).display().to_string();
    let failed = lab.upgo(["rehearse", "1.26.6", &folder, "--json"]).exits(2).json();
    assert!(failed["error"]["message"].as_str().unwrap().contains("no older one is installed"), "{failed:#}");
    let failed = lab.upgo(["rehearse", "1.26.6", "--json"]).exits(2).json();
    assert!(failed["error"]["message"].as_str().unwrap().contains("no projects"), "{failed:#}");
}
