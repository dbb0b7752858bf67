//! The bug report: shown before it is written, and without private data.
use std::fs;
use std::io::Read as _;
use std::path::Path;

use upgo_testkit::lab::Lab;

use crate::lab;

/// A machine with a failed change, and secrets in many places.
fn machine() -> Lab {
    let mut lab = lab().with_release("go1.26.6").with_broken_release("go1.27.3");
    for (name, value) in [
        ("HTTPS_PROXY", "http://zoe.miller:hunter2@proxy.example:8080"),
        ("GITHUB_TOKEN", "ghp_0123456789"),
        ("USER", "zoe.miller"),
        ("HOSTNAME", "zoes-laptop"),
        ("GOFLAGS", "-ldflags=-X=main.token=ghp_0123456789"),
    ] {
        lab = lab.with_variable(name, value);
    }
    let project = lab.user().join("secret plan");
    fs::create_dir_all(&project).unwrap();
    fs::create_dir_all(lab.home()).unwrap();
    let settings = format!(
        "proxy = \"http://zoe.miller:hunter2@127.0.0.1:1\"\nprojects = [{:?}]\nno-such-key = \"zoe.miller\"\n",
        project.to_str().unwrap()
    );
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["upgrade"]).ends();
    lab.upgo(["env", "set", "GOPROXY", "https://zoe.miller:hunter2@go.example", "--scope", "go"]).succeeds();
    lab.upgo(["env", "set", "GOPRIVATE", "ghp_0123456789", "--scope", "go"]).succeeds();
    fs::write(lab.home().join("settings.toml"), settings).unwrap();
    lab
}

/// Every text of a zip file.
pub(crate) fn unpacked(file: &Path) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut text = String::new();
        zip.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn a_report_has_useful_data_and_nothing_private() {
    let lab = machine();
    let file = lab.path("report.zip");
    let answer = lab.upgo(["report", file.to_str().unwrap(), "--yes", "--json"]).succeeds().json();
    let texts = unpacked(&file);
    let mut names: Vec<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "README.txt", "about.json", "doctor.json", "history.json", "logs/upgo.log", "outcomes.json",
            "settings.json", "status.json", "terminals.json", "why.json"
        ]
    );
    for (name, text) in &texts {
        let told = answer["texts"].as_array().unwrap().iter().find(|told| told["name"] == name.as_str()).unwrap();
        assert_eq!(told["bytes"], text.len(), "{name} does not have the reported size");
        for secret in ["hunter2", "zoe.miller", "Zoë", "zoes-laptop", "ghp_", "secret plan"] {
            let line = text.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{secret} is in {name}: {line:?}");
        }
    }
    let text = |name: &str| texts.iter().find(|(other, _)| other == name).unwrap().1.clone();
    let json = |name: &str| serde_json::from_str::<serde_json::Value>(&text(name)).unwrap();
    assert_eq!(json("history.json")[2]["problem"]["code"], "UPGO-SMOKE-FAILED");
    assert_eq!(json("history.json")[0]["by"], "upgo env");
    assert_eq!(json("outcomes.json")[2]["outcome"]["outcome"], "failed");
    assert_eq!(json("settings.json")["set"][0]["value"], "http://…@127.0.0.1:1/");
    assert_eq!(json("status.json")["current"]["version"], "go1.26.6");
    assert!(json("about.json")["home"].as_str().unwrap().starts_with('~'), "{}", text("about.json"));
    assert!(text("logs/upgo.log").contains("change-failed"));
    assert!(json("doctor.json")["findings"].is_array());
    assert_eq!(json("terminals.json")["answers"], serde_json::json!([]), "tests ask no shell");
    assert_eq!(json("why.json")["toolchain"]["version"], "go1.26.6");
}

#[test]
fn a_report_is_shown_first_and_overwrites_nothing() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let folder = lab.path("tmp");
    let asked = lab.upgo(["report"]).succeeds();
    assert!(asked.output.contains("logs/upgo.log") && asked.output.contains("Nothing is sent"), "{asked}");
    assert!(asked.output.contains("No file was created"), "written without confirmation: {asked}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    assert_eq!(lab.upgo(["report", "--json"]).succeeds().json()["written"], false);
    lab.upgo(["report", "--yes"]).succeeds();
    let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 1, "{names:?}");
    assert!(names[0].to_str().unwrap().starts_with("upgo-report-"), "{names:?}");
    fs::write(folder.join("mine.zip"), "mine").unwrap();
    let refused = lab.upgo(["report", "mine.zip", "--yes"]).exits(2);
    assert!(refused.errors.contains("already exists"), "{refused}");
    assert_eq!(fs::read_to_string(folder.join("mine.zip")).unwrap(), "mine");
    lab.upgo(["report", "no such folder/report.zip", "--yes"]).exits(8);
}

#[test]
fn a_single_text_can_be_printed() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    let about: serde_json::Value =
        serde_json::from_str(&lab.upgo(["report", "--print", "about.json"]).succeeds().output).unwrap();
    assert!(about["upgo"].is_string() && about["target"].is_string(), "{about:#}");
    lab.upgo(["report", "--print", "no-such-text"]).exits(2);
}

#[test]
fn a_machine_without_a_home_has_a_report_too() {
    let lab = lab();
    let listed = lab.upgo(["report", "--json"]).succeeds().json();
    assert!(listed["texts"].as_array().unwrap().len() >= 6, "{listed:#}");
    assert!(!lab.home().exists());
}

#[test]
fn a_variable_that_stops_other_commands_is_in_the_report() {
    let lab = lab().with_release("go1.27.3");
    lab.upgo(["install", "latest", "--use"]).succeeds();
    for (variable, bad) in [
        ("UPGO_FEED_URL", "not an address"),
        ("UPGO_MIRRORS", "https://zoe:hunter2@mirror.example/"),
        ("UPGO_VULN_URL", "ftp://host/vulns"),
    ] {
        let file = lab.path(variable);
        let ran = lab.upgo(["report", file.to_str().unwrap(), "--yes", "--json"]).with(variable, bad).succeeds();
        let named = |problem: &serde_json::Value| {
            assert_eq!(problem["code"], "UPGO-USAGE", "{problem:#}");
            assert!(problem["message"].as_str().unwrap().contains(variable), "{problem:#}");
        };
        named(&ran.json()["warnings"][0]);
        let texts = unpacked(&file);
        assert!(texts.iter().all(|(_, text)| !text.contains("hunter2")), "{texts:#?}");
        let text = |name: &str| texts.iter().find(|(other, _)| other == name).unwrap().1.as_str();
        let json = |name: &str| serde_json::from_str::<serde_json::Value>(text(name)).unwrap();
        named(&json("about.json")["problem"]);
        assert_eq!(json("status.json")["current"]["version"], "go1.27.3");
        assert!(text("logs/upgo.log").contains("change-done"));
    }
    let answer = lab.upgo(["report", "--json"]).succeeds().json();
    assert_eq!(answer["warnings"], serde_json::json!([]));
}
