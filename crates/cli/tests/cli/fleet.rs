//! Promise: a report of a machine has the documented fields and nothing else; the overview of any folder counts what is
//! valid, names what is not, and believes no report about vulnerabilities.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;
use upgo_testkit::release::Release;
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::schemas::fits;

/// The path of each value in a document, such as `lastChange.at`.
fn fields(value: &Value, path: &str, all: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(name, value)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            fields(value, &path, all);
        }),
        Value::Array(items) => items.iter().for_each(|item| match item {
            Value::Object(_) | Value::Array(_) => fields(item, &format!("{path}[]"), all),
            _ => drop(all.insert(path.to_owned())),
        }),
        _ => drop(all.insert(path.to_owned())),
    }
}

/// The fields in the table of docs/teams/fleet.md, each with its purpose.
fn documented() -> BTreeMap<String, String> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/teams/fleet.md");
    let text = fs::read_to_string(docs).unwrap();
    let table = text.split_once("\n| field | value | purpose |\n").unwrap().1;
    let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    let cells = |row: &str| row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect::<Vec<_>>();
    rows.map(cells).map(|cells| (cells[1].clone(), cells[3].clone())).collect()
}

/// A machine that has a failed change, a user, secrets and projects.
fn user() -> Lab {
    let mut lab = lab().with_release("go1.26.6").with_broken_release("go1.27.3");
    let mut vulns = Vulns::real();
    let fault = Vulns::sample("GO-2026-9999", &[("introduced", "0"), ("fixed", "1.27.3")]);
    let url = vulns.put(fault, "2026-09-01T00:00:00Z").serve(&lab.server);
    lab = lab.with_variable("UPGO_VULN_URL", url);
    for (name, value) in [
        ("HTTPS_PROXY", "http://zoe.miller:hunter2@proxy.example:8080"),
        ("GITHUB_TOKEN", "ghp_0123456789"),
        ("USER", "zoe.miller"),
        ("HOSTNAME", "zoes-laptop"),
        ("COMPUTERNAME", "zoes-laptop"),
    ] {
        lab = lab.with_variable(name, value);
    }
    let project = lab.user().join("secret plan");
    fs::create_dir_all(&project).unwrap();
    fs::write(project.join("go.mod"), "module example.com/secretplan\n\ngo 1.26\n").unwrap();
    let own = Release::sample("go1.25.9", &lab.sample_go()); // in no list
    let file = lab.path("tmp").join(own.filename());
    fs::write(&file, own.bytes()).unwrap();
    lab.upgo(["install", file.to_str().unwrap(), "--sha256", &own.sha256()]).succeeds();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["upgrade"]).ends();
    fs::write(lab.home().join("settings.toml"), format!("projects = [{:?}]\n", project.to_str().unwrap())).unwrap();
    lab
}

#[test]
fn a_report_has_the_documented_fields_and_nothing_else() {
    let lab = user();
    let ran = lab.upgo(["fleet", "report"]).succeeds();
    let report = ran.json();
    fits("fleet-report", &report);
    let mut found = BTreeSet::new();
    fields(&report, "", &mut found);
    let documented = documented();
    assert_eq!(found, documented.keys().cloned().collect(), "docs/teams/fleet.md has other fields");
    assert!(documented.values().all(|purpose| purpose.len() > 20), "each field has a purpose: {documented:#?}");
    let places = [lab.user(), lab.home(), lab.path("")].map(|path| path.to_str().unwrap().to_owned());
    let names = ["zoe", "Zoë", "miller", "hunter2", "ghp_", "secret", "laptop", "upgo home", "\\", "/"];
    for private in names.into_iter().chain(places.iter().map(String::as_str)) {
        assert!(!ran.output.contains(private), "{private:?} is in the report: {ran}");
    }
    let change = &report["lastChange"];
    assert_eq!((&report["name"], &report["ring"]), (&Value::Null, &Value::Null));
    assert_eq!((&report["go"], &report["update"]), (&json!("go1.26.6"), &json!("go1.27.3")));
    assert_eq!(report["hasGo"], true);
    assert_eq!((&change["outcome"], &change["problem"]), (&json!("failed"), &json!("UPGO-SMOKE-FAILED")));
    assert_eq!(report["checkProblem"], Value::Null);
    let other = user().upgo(["fleet", "report"]).succeeds().json();
    assert_ne!(report["id"], other["id"], "the number is drawn, not computed");
}

#[test]
fn a_policy_adds_the_name_of_the_machine_and_its_ring() {
    if !upgo_engine::machine::fault::ARMED || cfg!(windows) {
        println!("SKIPPED: this build reads no policy of a test (feature faults)");
        return;
    }
    let lab = lab();
    let policy = lab.path("policy.toml");
    fs::write(&policy, "ring = \"canary\"\n\n[fleet]\nmachine-name = true\n").unwrap();
    let report = lab.upgo(["fleet", "report"]).with("UPGO_TEST_POLICY", &policy).succeeds().json();
    fits("fleet-report", &report);
    let full = lab.other("uname", ["-n"]).succeeds().output;
    assert_eq!(report["name"].as_str(), full.trim().split('.').next());
    assert_eq!(report["ring"], "canary");
    assert_eq!((&report["go"], &report["permitted"], &report["hasGo"]), (&Value::Null, &Value::Null, &json!(false)));
    fs::write(&policy, "[fleet]\nmachine-name = \"perhaps\"\n").unwrap();
    let report = lab.upgo(["fleet", "report"]).with("UPGO_TEST_POLICY", &policy).succeeds().json();
    assert_eq!(report["name"], Value::Null, "a malformed value does not reveal the name");
}

#[test]
fn a_machine_has_one_report_in_a_folder() {
    let lab = lab().with_release("go1.27.3");
    let share = lab.path("share");
    let to_share = || lab.upgo(["fleet", "report", "--json", "--to", share.to_str().unwrap()]);
    let refused = to_share().exits(2);
    assert_eq!(refused.json()["error"]["code"], "UPGO-USAGE", "{refused}");
    assert!(!share.exists(), "a share that is not connected must not become a folder");
    fs::create_dir_all(&share).unwrap();
    let written = to_share().succeeds().json();
    fits("file", &written);
    let path = Path::new(written["path"].as_str().unwrap()).to_owned();
    let read = || serde_json::from_str::<Value>(&fs::read_to_string(&path).unwrap()).unwrap();
    let before = read();
    assert_eq!(path, share.join(format!("{}.json", before["id"].as_str().unwrap())));
    assert_eq!((&before["go"], &before["lastChange"]), (&Value::Null, &Value::Null));
    lab.upgo(["install", "latest", "--use"]).succeeds();
    to_share().succeeds();
    assert_eq!((&read()["go"], &read()["id"]), (&json!("go1.27.3"), &before["id"]));
    assert_eq!(fs::read_dir(&share).unwrap().count(), 1);
    // without its number, the installation is a new one
    fs::remove_file(lab.home().join("fleet.json")).unwrap();
    to_share().succeeds();
    assert_eq!(fs::read_dir(&share).unwrap().count(), 2);
}

#[test]
fn a_damaged_number_is_drawn_again_and_kept_aside() {
    let lab = lab();
    let id = || lab.upgo(["fleet", "report"]).succeeds().json()["id"].clone();
    let first = id();
    assert_eq!(id(), first);
    let file = lab.home().join("fleet.json");
    let mut bytes = fs::read(&file).unwrap();
    bytes[8] ^= 1;
    fs::write(&file, bytes).unwrap();
    let second = id();
    assert_ne!(second, first);
    assert_eq!(id(), second);
    assert!(lab.home().join("fleet.json.damaged").exists());
}

/// A report of a machine, as Upgo writes it.
fn report(number: u32, at: &str, ring: &Value, go: &str) -> Value {
    json!({
        "format": 1, "id": format!("{number:032x}"), "name": format!("machine-{number}"), "ring": ring, "at": at,
        "upgo": "0.1.0", "target": "linux-amd64", "go": go, "installed": [go], "update": null, "permitted": true,
        "releasesAt": at,
        "checkProblem": null, "lastChange": null,
    })
}

/// A machine that knows the real vulnerabilities of August 2026.
fn administrator() -> Lab {
    let lab = lab();
    let url = Vulns::real().serve(&lab.server);
    let lab = lab.with_variable("UPGO_VULN_URL", url).with_release("go1.27.0");
    lab.upgo(["check"]).succeeds();
    lab
}

/// Now, minus some days.
fn days_ago(days: i64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let at = jiff::Timestamp::from_second(i64::try_from(now).unwrap() - days * 86_400).unwrap();
    at.to_string()
}

fn put(folder: &Path, name: &str, report: &Value) {
    fs::write(folder.join(name), report.to_string()).unwrap();
}

#[test]
fn thousands_of_reports_are_counted_and_the_bad_ones_named() {
    let lab = administrator();
    let folder = lab.path("reports");
    let (today, long_ago) = (days_ago(0), days_ago(30));
    let rings = [json!("canary"), json!("early"), json!("broad"), Value::Null];
    let mut expected: BTreeMap<&str, u64> = BTreeMap::new();
    let mut count = |what, is_so: bool| *expected.entry(what).or_default() += u64::from(is_so);
    for number in 0..3_000_u32 {
        let site = folder.join(format!("site-{}", number % 7));
        fs::create_dir_all(&site).unwrap();
        let ring = &rings[number as usize % 4];
        let (is_old, is_silent) = (number % 3 == 0, number % 10 == 9);
        let (is_behind, is_failed) = (number % 5 == 1, number % 100 == 50);
        let go = if is_old { "go1.26.5" } else { "go1.27.0" };
        let mut report = report(number, if is_silent { &long_ago } else { &today }, ring, go);
        // what a report says of itself is not believed
        report["vulnerabilities"] = json!(if is_old { 0 } else { 99 });
        if is_behind {
            report["update"] = json!("go1.28.0");
        }
        if is_failed {
            report["lastChange"] = json!({ "at": today, "outcome": "failed", "problem": "UPGO-DISK-FULL" });
        }
        put(&site, &format!("{number}.json"), &report);
        count("machines", true);
        count("vulnerable", is_old);
        count("unknown", false);
        count("behind", is_behind);
        count("failed", is_failed);
        count("silent", is_silent);
        for none in ["late", "lateUnknown", "changing"] {
            count(none, false);
        }
        count("fine", !(is_old || is_behind || is_failed || is_silent));
    }
    // of a machine with two reports, the newer one counts, wherever it is
    put(&folder, "older.json", &report(0, &long_ago, &json!("canary"), "go1.25.0"));
    fs::write(folder.join("broken.json"), "{").unwrap();
    fs::write(folder.join("huge.json"), vec![b' '; 20_000]).unwrap();
    fs::write(folder.join("latin.json"), b"{\"format\": 1, \"name\": \"Zo\xeb\"}").unwrap();
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    // and a copy of a machine is named
    let mut copy = report(1, &today, &json!("early"), "go1.27.0");
    copy["name"] = json!("copy-of-1");
    put(&folder, "0copy.json", &copy);
    put(&folder, "future.json", &report(0, &days_ago(-400), &json!("canary"), "go1.25.0")); // of a wrong clock
    put(&folder, "other.json", &json!({ "format": 7 }));
    #[cfg_attr(windows, expect(unused_mut, reason = "only Unix adds special files"))]
    let mut left_out = json!({
        "malformed": ["broken.json"], "tooLarge": ["huge.json"], "notUtf8": ["latin.json"], "otherName": ["notes.txt"],
        "older": ["future.json", "older.json"], "newerFormat": ["other.json"], "sharedId": ["0copy.json"],
    });
    #[cfg(unix)]
    put_special_files(&lab, &folder, &mut left_out);
    let page = lab.path("overview.html");
    let words = ["fleet", folder.to_str().unwrap(), "--html", page.to_str().unwrap(), "--json"];
    let fleet = lab.upgo(words).succeeds().json();
    fits("fleet", &fleet);
    assert_eq!(fleet["total"], json!(expected));
    assert_eq!(fleet["machines"].as_array().unwrap().len(), 3_000);
    let of_ring = |ring: &Value| fleet["rings"].as_array().unwrap().iter().find(|one| one["ring"] == *ring).cloned();
    for ring in &rings {
        assert_eq!(of_ring(ring).unwrap()["machines"], 750, "{ring}");
    }
    let versions: Vec<_> = fleet["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["version"], one["inUse"], one["vulnerable"], one["installed"]]))
        .collect();
    assert_eq!(versions, [json!(["go1.27.0", 2_000, 0, 2_000]), json!(["go1.26.5", 1_000, 1_000, 1_000])]);
    let first = &fleet["machines"][0];
    assert_eq!((&first["vulnerabilities"], &first["go"]), (&json!(10), &json!("go1.26.5")), "{first:#}");
    let found = fleet["leftOut"].as_array().unwrap().iter();
    let found: BTreeMap<&str, &Value> = found.map(|one| (one["why"].as_str().unwrap(), &one["files"])).collect();
    assert_eq!(json!(found), left_out);
    let html = fs::read_to_string(&page).unwrap();
    assert!(html.contains(">machine-2999<") && html.contains("UPGO-DISK-FULL"), "the page lacks machines");
    let said = lab.upgo(["fleet", folder.to_str().unwrap()]).succeeds().output;
    assert!(said.starts_with("3000 machines\n") && said.contains("1000  run a Go with known"), "{said}");
    assert!(said.contains("broken.json") && said.contains("Vulnerability data: The Go Authors"), "{said}");
    // a longer patience
    let patient =
        lab.upgo(["fleet", folder.to_str().unwrap(), "--silent-after", "9 weeks", "--json"]).succeeds().json();
    assert_eq!(patient["total"]["silent"], 0);
}

/// Links, a pipe, and a name that is not Unicode, which is read as usual.
#[cfg(unix)]
fn put_special_files(lab: &Lab, folder: &Path, left_out: &mut Value) {
    use std::os::unix::fs::symlink;

    symlink("broken.json", folder.join("link.json")).unwrap();
    symlink(".", folder.join("circle")).unwrap();
    symlink("/dev/zero", folder.join("endless.json")).unwrap();
    lab.other("mkfifo", [folder.join("pipe.json")]).succeeds();
    left_out["link"] = json!(["circle", "endless.json", "link.json"]);
    left_out["special"] = json!(["pipe.json"]);
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt as _;

        fs::write(folder.join(std::ffi::OsStr::from_bytes(b"z\xff.json")), "[]").unwrap();
        left_out["malformed"] = json!(["broken.json", "z\u{fffd}.json"]);
    }
}

#[test]
fn without_a_database_vulnerabilities_are_unknown_and_said_to_be() {
    let lab = lab();
    let folder = lab.path("reports");
    fs::create_dir_all(&folder).unwrap();
    put(&folder, "1.json", &report(1, &days_ago(0), &Value::Null, "go1.20.1"));
    let fleet = lab.upgo(["fleet", folder.to_str().unwrap(), "--json"]).succeeds().json();
    assert_eq!((&fleet["database"], &fleet["total"]["unknown"]), (&Value::Null, &json!(1)));
    assert_eq!((&fleet["total"]["fine"], &fleet["machines"][0]["vulnerabilities"]), (&json!(0), &Value::Null));
    assert_eq!(fleet["warnings"][0]["code"], "UPGO-VULN-UNKNOWN", "{fleet:#}");
    let empty = lab.path("empty");
    fs::create_dir_all(&empty).unwrap();
    assert_eq!(lab.upgo(["fleet", empty.to_str().unwrap(), "--json"]).succeeds().json()["total"]["machines"], 0);
}

#[test]
fn a_wrong_folder_or_time_is_refused() {
    let lab = lab();
    lab.upgo(["fleet"]).exits(2);
    let refused = lab.upgo(["fleet", "no such folder", "--json"]).exits(8).json();
    assert_eq!(refused["error"]["means"], "Nothing was changed.", "{refused:#}");
    assert_eq!(refused["error"]["next"], "Name the folder with the reports.", "{refused:#}");
    for time in ["14", "-1d", "0s", "soon", "1y"] {
        lab.upgo(["fleet", ".", &format!("--silent-after={time}")]).exits(2);
    }
    let refused = lab.upgo(["fleet", ".", "--html", "no such folder/page.html", "--json"]).exits(8).json();
    assert_eq!(refused["error"]["means"], "Nothing was changed.", "{refused:#}");
}

#[test]
fn the_report_of_this_machine_is_read_back() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let share = lab.path("share");
    fs::create_dir_all(&share).unwrap();
    lab.upgo(["fleet", "report", "--to", share.to_str().unwrap()]).succeeds();
    let fleet = lab.upgo(["fleet", share.to_str().unwrap(), "--json"]).succeeds().json();
    assert_eq!((&fleet["leftOut"], &fleet["machines"][0]["go"]), (&json!([]), &json!("go1.27.3")));
}

#[cfg(unix)]
#[test]
fn a_policy_lets_each_machine_report_after_checks_and_while_go_changes() {
    let with = lab().with_release("go1.26.6").with_release("go1.27.3");
    let share = with.path("share");
    fs::create_dir_all(&share).unwrap();
    let policy = format!("fleet.report-to = {:?}\n", share.to_str().unwrap());
    let Some(lab) = crate::policy::managed(with, &policy) else { return };
    let report = || -> Option<Value> {
        let file = fs::read_dir(&share).unwrap().next()?.unwrap().path();
        serde_json::from_str(&fs::read_to_string(file).ok()?).ok()
    };
    lab.upgo(["check"]).succeeds();
    let first = report().unwrap();
    fits("fleet-report", &first);
    assert_eq!((&first["go"], &first["stage"], &first["updatedAt"]), (&Value::Null, &Value::Null, &Value::Null));
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let installed = report().unwrap();
    assert_eq!((&installed["go"], &installed["stage"]), (&json!("go1.26.6"), &Value::Null), "{installed:#}");
    assert!(installed["updatedAt"].is_string());

    // while it downloads, and after it was killed there
    let archive = lab.release("go1.27.3").filename().to_owned();
    lab.server.next(&archive, [upgo_testkit::server::Act::Hold]);
    let mut upgrade = lab.upgo(["upgrade"]).starts();
    while report().is_none_or(|report| report["stage"] != "download") {
        std::thread::yield_now();
    }
    upgrade.kill().unwrap();
    upgrade.status_in_time().unwrap();
    lab.server.release();
    lab.upgo(["upgrade"]).succeeds();
    let upgraded = report().unwrap();
    assert_eq!(
        (&upgraded["go"], &upgraded["stage"], &upgraded["tries"]),
        (&json!("go1.27.3"), &Value::Null, &json!(0))
    );

    // a share that is gone keeps nobody from anything
    fs::remove_dir_all(&share).unwrap();
    lab.upgo(["rollback"]).succeeds();
    assert!(lab.upgo(["log"]).succeeds().output.contains("the report for the fleet was not written"));
    assert!(!share.exists());
}

#[test]
fn a_fleet_that_missed_a_fix_is_an_exit_status() {
    let lab = lab();
    let share = lab.path("share");
    fs::create_dir_all(&share).unwrap();
    let id = "0123456789abcdef0123456789abcdef";
    let report = |exposure: Value| {
        let now = jiff::Timestamp::now();
        let text = json!({ "format": 1, "id": id, "name": null, "ring": null, "at": now, "upgo": "0.1.0",
            "target": "linux-amd64", "go": "go1.27.3", "exposure": exposure });
        fs::write(share.join(format!("{id}.json")), text.to_string()).unwrap();
    };
    let judge = |code: i32, within: &str| {
        let words = ["fleet", share.to_str().unwrap(), "--within", within, "--exit-code", "--json"];
        let answer = lab.upgo(words).exits(code).json();
        fits("fleet", &answer);
    };
    report(json!({ "fix": "go1.27.3", "since": "2026-09-01T00:00:00Z", "until": "2026-09-02T12:00:00Z" }));
    judge(10, "24h");
    // without vulnerability data, it is unknown whether there is another one
    judge(3, "2d");
    let said = lab.upgo(["fleet", share.to_str().unwrap(), "--within", "2d"]).succeeds().output;
    let unsure = "1  may have been without a published security fix for longer than 2 days; their reports do not say";
    assert!(said.contains(unsure), "{said}");
    assert!(said.contains("1    unknown          0"), "{said}");
    // where no Go runs, nothing can be late
    let words = ["fleet", "report", "--to", share.to_str().unwrap()];
    fs::remove_file(share.join(format!("{id}.json"))).unwrap();
    lab.upgo(words).succeeds();
    judge(0, "2d");
    lab.upgo(["fleet", share.to_str().unwrap(), "--exit-code"]).exits(2);
}
