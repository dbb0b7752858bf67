//! Known vulnerabilities: refreshed with the releases, shown by `status` and `audit`, for projects and programs.
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use upgo_testkit::lab::{EXE, Lab};
use upgo_testkit::program::{Format, Program};
use upgo_testkit::server::Act;
use upgo_testkit::unsealed;
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::schemas::fits;
use crate::tools::{put, put_tool, usual};

const INDEX: &str = "vuln/index/db.json";

/// A user with installed Go `runs`, a few releases, and the real database of August 2026.
fn user(runs: &str) -> Lab {
    let lab = lab();
    let url = Vulns::real().serve(&lab.server);
    let mut lab = lab.with_variable("UPGO_VULN_URL", url);
    for version in ["go1.27.0", "go1.26.7", "go1.26.6", "go1.26.5", "go1.25.0"] {
        lab.add_release(version);
    }
    lab.upgo(["install", runs, "--use"]).succeeds();
    lab
}

/// Makes the copy of the database older. Without its checksum, the changed file counts as intact.
fn age_by_two_days(lab: &Lab) {
    let folder = lab.home().join("cache");
    let mut names = lab.names_in("cache").into_iter();
    let is_copy =
        |name: &&str| name.starts_with("vulnerabilities-") && Path::new(name).extension() == Some("json".as_ref());
    let name = names.find(|name| is_copy(&&**name)).unwrap();
    let path = folder.join(name);
    let text = unsealed(&fs::read_to_string(&path).unwrap());
    let at = text.find("\"heard\":{\"at\":\"").unwrap() + "\"heard\":{\"at\":\"".len();
    let end = at + text[at..].find('"').unwrap();
    let old = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(48);
    fs::write(&path, format!("{}{old}{}", &text[..at], &text[end..])).unwrap();
}

fn ids(vulnerabilities: &Value) -> Vec<&str> {
    vulnerabilities.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

#[test]
fn a_release_that_fixes_a_vulnerability_is_called_a_security_update() {
    let lab = user("go1.26.5");
    for command in ["check", "status", "audit"] {
        let said = lab.upgo([command]).succeeds().output;
        assert!(said.contains("Security update: go1.27.0. Fixes 10 known vulnerabilities in go1.26.5."), "{said}");
    }
}

#[test]
fn without_a_list_no_command_says_until_when_a_go_is_supported() {
    let lab = user("go1.26.5");
    lab.upgo(["audit"]).succeeds();
    for name in lab.names_in("cache").iter().filter(|name| !name.starts_with("vulnerabilities-")) {
        fs::remove_file(lab.home().join("cache").join(name)).ok();
    }
    for command in [&["audit", "--offline", "--json"][..], &["status", "--json"]] {
        let report = lab.upgo(command).succeeds().json();
        assert_eq!((&report["supported"], &report["supportedUntil"]), (&Value::Null, &Value::Null), "{report:#}");
    }
}

#[test]
fn audit_reports_vulnerabilities_and_fixes_of_the_go_in_use_and_exits_with_11() {
    let lab = user("go1.26.5");
    let report = lab.upgo(["audit", "--json", "--exit-code"]).exits(11).json();
    fits("audit", &report);
    assert_eq!(report["vulnerabilities"].as_array().unwrap().len(), 10);
    assert_eq!(report["fixedBy"], json!({ "patch": "go1.26.6", "newest": "go1.27.0" }));
    assert_eq!((&report["supported"], &report["supportedUntil"]), (&json!(true), &json!("2027-02")));
    let newest = &report["vulnerabilities"][0];
    assert_eq!((&newest["id"], &newest["aliases"]), (&json!("GO-2026-6218"), &json!(["CVE-2026-56860"])), "{newest:#}");
    assert_eq!((&newest["fixedIn"], &newest["firstFixed"]), (&json!("go1.26.6"), &json!("go1.26.6")));
    assert_eq!(report["inYourProjects"], Value::Null);

    let clean = lab.upgo(["audit", "1.27.0", "--json", "--exit-code"]).succeeds().json();
    assert_eq!((&clean["vulnerabilities"], &clean["headline"]), (&json!([]), &Value::Null));
    let line = lab.upgo(["audit", "1.26", "--json"]).succeeds().json();
    assert_eq!(line["version"], "go1.26.7", "a line is its newest release");
}

#[test]
fn audits_any_release_on_any_target() {
    let lab = user("go1.26.5");
    let count = |target: &str| {
        let report = lab.upgo(["audit", "1.21.13", "--target", target, "--json"]).succeeds().json();
        fits("audit", &report);
        report["vulnerabilities"].as_array().unwrap().len()
    };
    assert_eq!(count("windows-amd64"), 67);
    assert_ne!(count("darwin-arm64"), 67);
    let refused = lab.upgo(["audit", "1.21.13", "--target", "Windows"]).exits(2);
    assert!(refused.errors.contains("windows-amd64"), "{refused}");
}

#[test]
fn prints_a_summary_and_then_each_vulnerability() {
    let lab = user("go1.26.5");
    let said = lab.upgo(["audit"]).succeeds().output;
    let mut lines = said.lines();
    let sentence = "Security update: go1.27.0. Fixes 10 known vulnerabilities in go1.26.5.";
    assert_eq!(lines.next(), Some(sentence));
    assert!(said.contains("go1.26.6 also fixes all of them, and stays on go1.26."), "{said}");
    assert!(said.contains("GO-2026-6179   CVE-2026-56865    fixed in go1.26.6"), "{said}");
    assert!(said.contains("Vulnerability data: The Go Authors, CC BY 4.0"), "{said}");
    let status = lab.upgo(["status"]).succeeds().output;
    assert!(status.contains(sentence), "{status}");
    assert!(status.contains("10 known vulnerabilities, fixed in go1.26.6 and go1.27.0."), "{status}");
    let clean = lab.upgo(["audit", "1.27.0"]).succeeds().output;
    assert!(clean.starts_with("go1.27.0 has no known vulnerabilities on "), "{clean}");
}

#[test]
fn status_shows_vulnerabilities_without_the_network() {
    let lab = user("go1.26.5");
    let asked = lab.server.requests().len();
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    fits("status", &status);
    assert_eq!(status["headline"]["kind"], "security");
    assert_eq!((&status["headline"]["to"], &status["headline"]["fixes"]), (&json!("go1.27.0"), &json!(10)));
    assert_eq!((&status["supported"], &status["supportedUntil"]), (&json!(true), &json!("2027-02")));
    assert_eq!(status["vulnerabilities"]["count"], 10);
    assert_eq!(status["vulnerabilities"]["fixedBy"]["patch"], "go1.26.6");
    assert_eq!(lab.server.requests().len(), asked);
}

#[test]
fn available_releases_are_listed_with_their_vulnerability_counts() {
    let lab = user("go1.26.5");
    let list = lab.upgo(["list", "--available", "--channel", "all", "--json"]).succeeds().json();
    fits("list-available", &list);
    let told: Vec<_> = list["releases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|release| json!([release["version"], release["vulnerabilities"], release["smallestFix"]]))
        .collect();
    assert_eq!(
        told[..4],
        [
            json!(["go1.27.0", 0, false]),
            json!(["go1.26.7", 0, false]),
            json!(["go1.26.6", 0, true]),
            json!(["go1.26.5", 10, false]),
        ]
    );
}

#[test]
fn an_unreachable_database_blocks_nothing_and_its_copy_counts_for_a_day() {
    let lab = user("go1.26.5");
    lab.server.always(INDEX, Act::Status(404));
    let check = lab.upgo(["check", "--json"]).succeeds().json();
    assert_eq!(check["latest"], "go1.27.0");
    assert_eq!(check["warnings"][0]["code"], "UPGO-NET-STATUS", "{check:#}");
    let is_stale = |stale: bool| {
        let audit = lab.upgo(["audit", "--json", "--exit-code"]).exits(11).json();
        let (said, known) = (&audit["database"]["stale"], audit["vulnerabilities"].as_array().unwrap());
        assert_eq!((said, known.len()), (&json!(stale), 10));
        assert_eq!(lab.upgo(["audit"]).succeeds().output.contains("out of date"), stale);
    };
    is_stale(false);
    age_by_two_days(&lab);
    is_stale(true);
    let upgrade = lab.upgo(["upgrade", "--json"]).succeeds().json();
    assert_eq!(upgrade["warnings"], json!([]), "the plan needs no database");
    assert_eq!(lab.go_version(), "go1.27.0");
}

#[test]
fn data_that_is_out_of_date_or_disputed_is_no_clean_bill() {
    let lab = user("go1.27.0");
    let audit = |code: i32| lab.upgo(["audit", "--exit-code"]).exits(code).output;
    assert!(audit(0).starts_with("go1.27.0 has no known vulnerabilities on "));
    let no_clean_bill = |code: i32| {
        let said = audit(code);
        assert!(said.starts_with("No vulnerabilities of go1.27.0 on ") && said.contains("Newer data is not"), "{said}");
        lab.upgo(["audit", "--exit-code", "--offline"]).exits(code);
        lab.upgo(["audit"]).succeeds();
        let status = lab.upgo(["status"]).succeeds().output;
        assert!(status.contains("newer data is not available") && !status.contains("No known vuln"), "{status}");
        let sarif = lab.upgo(["audit", "--sarif", "--exit-code"]).exits(code).json();
        assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false, "{sarif:#}");
        let folder = lab.path("programs");
        put_tool(&folder, "fresh", "go1.27.0", "path\texample.com/fresh\n");
        let said = lab.upgo(["audit".as_ref(), folder.as_os_str(), "--exit-code".as_ref()]).exits(code).output;
        assert!(said.starts_with("No vulnerabilities of the Go versions that built them"), "{said}");
    };
    lab.server.always(INDEX, Act::Status(404));
    audit(0);
    age_by_two_days(&lab);
    no_clean_bill(3);
    lab.server.well(INDEX);
    audit(0);
    Vulns::real().changed_at("9999-01-01T00:00:00Z").serve(&lab.server);
    no_clean_bill(4);
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["warnings"][0]["code"], "UPGO-VERIFY-VULN", "{status:#}");
    // one such answer does not keep out the honest ones after it
    let news = Vulns::sample("GO-2026-9999", &[("introduced", "0")]);
    let mut honest = Vulns::real();
    honest.put(news, "2026-09-01T00:00:00Z").serve(&lab.server);
    audit(11);
    honest.remove("GO-2026-9999", "2026-09-02T00:00:00Z").serve(&lab.server);
    let hidden = lab.upgo(["audit", "--exit-code", "--json"]).exits(11).json();
    assert_eq!(ids(&hidden["vulnerabilities"]), ["GO-2026-9999"], "what is known stays known");
    assert_eq!(hidden["warnings"][0]["code"], "UPGO-VERIFY-VULN", "{hidden:#}");
}

#[test]
fn without_a_database_the_audit_fails_instead_of_reporting_no_vulnerabilities() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    let nobody = lab.upgo(["audit", "--json", "--exit-code"]).exits(3).json();
    assert_eq!(nobody["error"]["code"], "UPGO-VULN-UNKNOWN", "with a custom feed, the default database is not asked");
    assert!(nobody["error"]["next"].as_str().unwrap().contains("UPGO_VULN_URL"), "{nobody:#}");
    lab.upgo(["audit", "--json"]).with("UPGO_VULN_URL", "http://127.0.0.1:1/").exits(3);
    let url = Vulns::real().serve(&lab.server);
    lab.upgo(["audit", "--offline"]).with("UPGO_VULN_URL", &url).exits(3);
    lab.upgo(["audit"]).with("UPGO_VULN_URL", &url).succeeds();
    let asked = lab.server.requests().len();
    lab.upgo(["audit", "--offline"]).with("UPGO_VULN_URL", &url).succeeds();
    assert_eq!(lab.server.requests().len(), asked);
    let status = lab.upgo(["status", "--json"]).succeeds().json();
    assert_eq!(status["vulnerabilities"], Value::Null, "another database's answer is not this one's");
}

#[test]
fn a_database_may_be_a_folder() {
    let lab = lab().with_release("go1.26.5");
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    Vulns::real().write(&lab.path("copy of the database"));
    let path = lab.path("copy of the database").to_string_lossy().replace('\\', "/").replace(' ', "%20");
    let url = format!("file:///{}", path.trim_start_matches('/'));
    lab.upgo(["audit", "--exit-code"]).with("UPGO_VULN_URL", url).exits(11);
    let refused = lab.upgo(["status"]).with("UPGO_VULN_URL", "http://example.com/").ends();
    assert!(refused.code != Some(0) && refused.errors.contains("example.com"), "{refused}");
}

#[test]
fn a_crash_while_writing_the_database_keeps_the_previous_copy() {
    if !cfg!(feature = "faults") {
        println!("SKIPPED: this build has no fault points (feature faults)");
        return;
    }
    let lab = user("go1.26.5");
    let mut vulns = Vulns::real();
    vulns.put(Vulns::sample("GO-2026-9999", &[("introduced", "0")]), "2026-09-01T00:00:00Z").serve(&lab.server);
    let trace = lab.path("trace");
    lab.upgo(["check"]).with("UPGO_FAULT", format!("trace:{}", trace.display())).succeeds();
    let points = std::fs::read_to_string(trace).unwrap().lines().count();
    assert!(points > 2, "only {points} effects");
    for point in 1..=points {
        let modified = format!("2026-09-{:02}T00:00:00Z", point + 1);
        vulns.put(Vulns::sample("GO-2026-9999", &[("introduced", "0")]), &modified).serve(&lab.server);
        lab.upgo(["check"]).with("UPGO_FAULT", format!("abort@{point}")).ends();
        let count =
            lab.upgo(["audit", "--offline", "--json"]).succeeds().json()["vulnerabilities"].as_array().unwrap().len();
        assert_eq!(count, 11, "after {point}");
    }
}

#[test]
fn audits_the_programs_in_a_folder_by_the_go_that_built_them() {
    let lab = user("go1.27.0");
    let folder = lab.path("programs");
    let module = |name: &str| format!("path\texample.com/{name}\nmod\texample.com/{name}\tv1.0.0\th1:abc=\n");
    put_tool(&folder.join("a").join("b"), "old", "go1.25.0", &module("old"));
    put_tool(&folder, "fresh", "go1.27.0", &module("fresh"));
    put_tool(&folder, "unknown", "devel", &module("unknown"));
    put(&folder, "notes.txt", b"not a program");
    let report = lab.upgo(["audit", &folder.to_string_lossy(), "--json", "--exit-code"]).exits(11).json();
    fits("audit-programs", &report);
    assert_eq!((&report["rebuild"], &report["files"]), (&json!(1), &json!(4)));
    let programs: Vec<_> = report["programs"].as_array().unwrap().iter().map(|program| &program["builtWith"]).collect();
    assert_eq!(programs, [&json!("go1.25.0"), &json!("go1.27.0"), &json!("devel")], "{report:#}");
    let old = &report["programs"][0];
    assert_eq!(old["vulnerabilities"].as_array().unwrap().len(), report["vulnerabilities"].as_array().unwrap().len());
    assert!(ids(&report["vulnerabilities"]).contains(&"GO-2026-6090"), "crypto/tls");
    assert!(
        !ids(&report["vulnerabilities"]).contains(&"GO-2026-6179"),
        "no program contains the vulnerabilities of cmd/go"
    );

    let said = lab.upgo(["audit", &folder.to_string_lossy()]).succeeds().output;
    assert!(
        said.starts_with("Rebuild 1 of 3 programs: the Go versions that built them have known vulnerabilities."),
        "{said}"
    );
    let fresh = folder.join(format!("fresh{EXE}"));
    let said = lab.upgo(["audit".as_ref(), fresh.as_os_str(), "--exit-code".as_ref()]).succeeds().output;
    assert!(said.starts_with("The program was built with a Go version that has no known vulnerabilities."), "{said}");
    let other = lab.upgo(["audit".as_ref(), folder.join("notes.txt").as_os_str()]).succeeds();
    assert!(other.errors.contains("it is not a program"), "{other}");
    let mistyped = lab.upgo(["audit", "1.26.y", "--exit-code"]).exits(2);
    assert!(mistyped.errors.contains("1.26.y is neither a Go release nor a file"), "{mistyped}");
}

#[test]
fn a_go_install_tool_is_shown_with_its_rebuild_command() {
    let lab = user("go1.27.0");
    let text = "path\texample.com/one\nmod\texample.com/one\tv1.0.0\th1:abc=\nbuild\tGOOS=linux\nbuild\tGOARCH=amd64\n";
    let text = if cfg!(windows) { text.replace("linux", "windows") } else { text.to_owned() };
    put(&usual(&lab), &format!("one{EXE}"), &Program::new(Format::here(), "go1.25.0", &text).bytes());
    let report = lab.upgo(["audit".as_ref(), usual(&lab).as_os_str(), "--json".as_ref()]).succeeds().json();
    assert_eq!(report["programs"][0]["tool"], "one", "{report:#}");
    let said = lab.upgo(["audit".as_ref(), usual(&lab).as_os_str()]).succeeds().output;
    assert!(said.contains("Run `upgo tools rebuild one`."), "{said}");
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_not_followed() {
    let lab = user("go1.27.0");
    let (folder, elsewhere) = (lab.path("programs"), lab.path("elsewhere"));
    put_tool(&elsewhere, "old", "go1.25.0", "path\texample.com/old\n");
    std::fs::create_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink(&folder, folder.join("circle")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.join("elsewhere")).unwrap();
    let report = lab.upgo(["audit".as_ref(), folder.as_os_str(), "--json".as_ref()]).succeeds().json();
    assert_eq!((&report["files"], &report["programs"]), (&json!(0), &json!([])));
}

#[test]
fn sarif_has_a_rule_per_vulnerability_and_a_result_per_location() {
    let lab = user("go1.26.5");
    let checkout = lab.path("check out");
    let put = |name: &str, text: &str| {
        let path = checkout.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let audit = |words: &[&str]| lab.upgo(["audit", "--sarif"].iter().chain(words)).within(&checkout).succeeds().json();
    let at = |sarif: &Value| {
        let location = &sarif["runs"][0]["results"][0]["locations"][0];
        let place = &location["physicalLocation"];
        (
            place["artifactLocation"]["uri"].clone(),
            place["region"]["startLine"].clone(),
            location["logicalLocations"].clone(),
        )
    };
    let go = json!([{ "fullyQualifiedName": "go1.26.5", "kind": "module" }]);
    put("readme", "");
    assert_eq!(at(&audit(&[])), (json!("go.mod"), json!(1), go.clone()), "nothing asks for a Go");
    put(".git/HEAD", "");
    put("go.mod", "module m\n\ngo 1.26\n\ntoolchain go1.26.5\n");
    let sarif = audit(&[]);
    assert_eq!(at(&sarif), (json!("go.mod"), json!(5), go));
    assert_eq!(check_sarif(&sarif), (10, 10));
    lab.upgo(["audit", "--sarif", "--exit-code"]).exits(11);

    let folders = [lab.path("programs of Zoë"), checkout.join("bin of Zoë")];
    for folder in &folders {
        for name in ["one", "two"] {
            put_tool(folder, name, "go1.26.5", "path\texample.com/old\n");
        }
    }
    let [elsewhere, inside] = folders.each_ref().map(|folder| audit(&[folder.to_str().unwrap()]));
    assert_eq!((check_sarif(&elsewhere), check_sarif(&inside)), ((8, 16), (8, 16)));
    let (uri, line, program) = at(&elsewhere);
    assert_eq!((uri, line), (json!("go.mod"), json!(5)));
    assert!(program[0]["fullyQualifiedName"].as_str().unwrap().contains("programs of Zoë"), "{program}");
    assert_eq!(at(&inside).0, json!(format!("bin%20of%20Zo%C3%AB/one{EXE}")));
    lab.upgo(["audit", "--sarif", "--json"]).exits(2);
}

/// Checks the document, and that its rules and results fit together. Returns their numbers.
fn check_sarif(sarif: &Value) -> (usize, usize) {
    let run = &crate::schemas::sarif(sarif)["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "upgo");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!((&rule["id"], &result["level"]), (&result["ruleId"], &json!("warning")));
        assert!(result["message"]["text"].as_str().unwrap().contains(result["ruleId"].as_str().unwrap()));
    }
    (rules.len(), results.len())
}

#[test]
fn a_project_that_go_cannot_read_gives_a_warning_and_no_result() {
    let lab = user("go1.26.5");
    let missing = lab.path("missing");
    let audit = |module: &Path| {
        lab.upgo(["audit".as_ref(), "--json".as_ref(), "--module".as_ref(), module.as_os_str()]).succeeds().json()
    };
    let report = audit(&missing);
    assert_eq!((&report["inYourProjects"], &report["projects"]), (&Value::Null, &json!([])));
    assert_eq!(report["warnings"][0]["code"], "UPGO-PROJECT-UNREAD", "{report:#}");
}
