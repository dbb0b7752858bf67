//! One machine, one answer, whoever asks: each row is a machine, and every command that mentions the Go in use says the
//! same about it.
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;
use upgo_testkit::vulns::Vulns;

use crate::lab;
use crate::policy::managed;
use crate::unmanaged::beside;

/// What a command says about the machine; `None` if it does not say.
#[derive(Default)]
pub(crate) struct Says {
    /// The Go that a new terminal runs.
    runs: Option<Value>,
    /// Whether it works there.
    works: Option<bool>,
    /// Whether the policy permits it.
    is_permitted: Option<bool>,
    /// Where `upgrade` leads.
    leads_to: Option<Value>,
    /// The headline.
    headline: Option<Value>,
    /// Whether it is known which Go a new terminal runs.
    is_sure: Option<bool>,
}

impl Says {
    /// Where `upgrade` leads, if the command says it.
    pub(crate) fn leads_to(&self) -> Option<&Value> {
        self.leads_to.as_ref()
    }
}

const STARTUP: &str = "UPGO-GO-MISSING";

/// The answers of every command, by its name.
pub(crate) fn ask(lab: &Lab) -> Vec<(&'static str, Says)> {
    let json = |words: &[&str]| {
        let ran = lab.upgo(words).ends();
        // 15: the policy permits no release
        assert!([Some(0), Some(15)].contains(&ran.code), "{ran}");
        ran.json()
    };
    // what is not known yet is not a disagreement
    json(&["check", "--json"]);
    let status = json(&["status", "--json"]);
    let runs = status["active"]["version"].clone();
    // the same code stands for a newer release that is withheld
    let refuses = |report: &Value| {
        let in_use = runs.as_str().unwrap_or("no Go");
        let warnings = report["warnings"].as_array().unwrap().iter();
        let mut of_policy = warnings.filter(|warning| warning["code"] == "UPGO-POLICY-VERSION");
        of_policy.any(|warning| warning["message"].as_str().unwrap().contains(in_use))
    };
    let of_startup = |problem: &Value| {
        problem["code"] == STARTUP
            && problem["message"].as_str().unwrap().starts_with("Upgo can't see your terminal's Go")
    };
    let check = json(&["check", "--json"]);
    let dry_run = json(&["upgrade", "--dry-run", "--json"]);
    let preflight = json(&["preflight", "--json"]);
    let why = json(&["why", "--json"]);
    let doctor = json(&["doctor", "--json"]);
    let list = json(&["list", "--json"]);
    let fleet = json(&["fleet", "report"]);
    let active = |installed: &Value| {
        let found = installed.as_array().unwrap().iter().find(|go| go["active"] == true);
        found.map_or(Value::Null, |go| go["version"].clone())
    };
    let moves = |is_one: bool, to: &Value| if is_one { to.clone() } else { Value::Null };
    let has_steps = dry_run["plan"]["steps"].as_array().is_some_and(|steps| !steps.is_empty());
    let found = |id: &str| doctor["findings"].as_array().unwrap().iter().any(|finding| finding["id"] == id);
    let is_unsure = of_startup(&status["problem"]);
    let has_go = runs != Value::Null;
    let known = |says: bool| has_go.then_some(says);
    vec![
        (
            "status",
            Says {
                runs: Some(runs.clone()),
                works: known(status["problem"] == Value::Null),
                is_permitted: known(!refuses(&status)),
                leads_to: Some(status["update"]["version"].clone()),
                headline: Some(status["headline"].clone()),
                is_sure: Some(!is_unsure),
            },
        ),
        (
            "check",
            Says {
                leads_to: Some(moves(check["updateAvailable"] == true, &check["latest"])),
                headline: Some(check["headline"].clone()),
                is_permitted: known(!refuses(&check)),
                is_sure: Some(!of_startup(&check["problem"])),
                ..Says::default()
            },
        ),
        ("upgrade --dry-run", Says { leads_to: Some(moves(has_steps, &dry_run["plan"]["to"])), ..Says::default() }),
        (
            "preflight",
            Says { leads_to: Some(moves(preflight["upgrades"] == true, &preflight["to"])), ..Says::default() },
        ),
        (
            "why",
            Says {
                runs: known(true).map(|_| why["program"]["version"].clone()),
                works: known(why["works"] == true),
                is_permitted: known(!refuses(&why)),
                is_sure: Some(!of_startup(&why["problem"])),
                ..Says::default()
            },
        ),
        (
            "doctor",
            Says {
                works: known(
                    !["goroot.stale", "goflags.breaks-go", "goenv.breaks-go", "goenv.invalid-toolchain"]
                        .into_iter()
                        .any(found),
                ),
                is_permitted: known(!found("policy.not-permitted")),
                ..Says::default()
            },
        ),
        (
            "list",
            Says { runs: Some(active(&list["installed"])), is_permitted: known(!refuses(&list)), ..Says::default() },
        ),
        (
            "fleet report",
            Says {
                runs: Some(fleet["go"].clone()),
                is_permitted: fleet["permitted"].as_bool(),
                // besides, it names a fix that only another line has
                leads_to: Some(moves(status["update"] != Value::Null, &fleet["update"])),
                ..Says::default()
            },
        ),
    ]
}

/// Compares one column of every command with that of the first that has it.
fn agree<T: PartialEq + std::fmt::Debug>(
    machine: &str,
    what: &str,
    says: &[(&str, Says)],
    of: fn(&Says) -> Option<&T>,
) {
    let mut all = says.iter().filter_map(|(who, says)| Some((who, of(says)?)));
    let Some((first, expected)) = all.next() else { return };
    for (who, said) in all {
        assert_eq!(said, expected, "{machine}: `{who}` and `{first}` disagree about {what}");
    }
}

/// A machine, with what is expected of it: the Go that runs, where an upgrade leads, and the kind of its headline.
struct Machine {
    name: &'static str,
    make: fn() -> Option<Lab>,
    runs: Option<&'static str>,
    leads_to: Option<&'static str>,
    headline: Option<&'static str>,
    works: bool,
}

/// A user of `runs`, with three releases to choose from.
fn user(runs: &str) -> Lab {
    let lab = lab().with_release("go1.26.5").with_release("go1.26.6").with_release("go1.27.3");
    lab.upgo(["install", runs, "--use"]).succeeds();
    lab
}

fn under(runs: &str, policy: &str) -> Option<Lab> {
    managed(user(runs), policy)
}

/// The line in use lacks a fix that the next one has, by the real database.
fn unfixed_in_its_line() -> Lab {
    let lab = lab().with_release("go1.26.5").with_release("go1.27.3");
    let url = Vulns::real().serve(&lab.server);
    let lab = lab.with_variable("UPGO_VULN_URL", url);
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    lab.upgo(["settings", "set", "suggest", "line"]).succeeds();
    lab
}

/// A Go that only a startup file puts on PATH, which this process does not inherit, as in a scheduled task.
fn started_without_its_shell() -> Lab {
    let lab = lab().with_release("go1.27.3");
    let bin = lab.user().join("sdk/go1.26.5/bin");
    fs::create_dir_all(&bin).unwrap();
    fs::write(bin.parent().unwrap().join("VERSION"), "go1.26.5\n").unwrap();
    upgo_testkit::copy_program(&lab.sample_go(), &bin.join("go"));
    fs::write(lab.user().join(".bashrc"), "export PATH=$HOME/sdk/go1.26.5/bin:$PATH\n").unwrap();
    lab
}

fn stays_on_its_line() -> Lab {
    let lab = user("1.26.5");
    lab.upgo(["settings", "set", "suggest", "line"]).succeeds();
    lab
}

const MACHINES: &[Machine] = &[
    Machine {
        name: "up to date",
        make: || Some(user("1.27.3")),
        runs: Some("go1.27.3"),
        leads_to: None,
        headline: Some("current"),
        works: true,
    },
    Machine {
        name: "behind",
        make: || Some(user("1.26.5")),
        runs: Some("go1.26.5"),
        leads_to: Some("go1.27.3"),
        headline: Some("update"),
        works: true,
    },
    Machine {
        name: "stays on its line",
        make: || Some(stays_on_its_line()),
        runs: Some("go1.26.5"),
        leads_to: Some("go1.26.6"),
        headline: Some("update"),
        works: true,
    },
    Machine {
        name: "the policy wants an older line",
        make: || under("1.27.3", "version = '1.26'\n"),
        runs: Some("go1.27.3"),
        leads_to: Some("go1.26.6"),
        headline: Some("not-permitted"),
        works: true,
    },
    Machine {
        name: "the policy blocks it",
        make: || under("1.27.3", "blocked = ['1.27']\n"),
        runs: Some("go1.27.3"),
        leads_to: Some("go1.26.6"),
        headline: Some("not-permitted"),
        works: true,
    },
    Machine {
        name: "the policy permits nothing",
        make: || under("1.27.3", "allowed = ['1.20']\n"),
        runs: Some("go1.27.3"),
        leads_to: None,
        headline: Some("not-permitted"),
        works: true,
    },
    Machine {
        name: "the policy withholds the newest",
        make: || under("1.26.6", "blocked = ['1.27']\n"),
        runs: Some("go1.26.6"),
        leads_to: None,
        headline: Some("current"),
        works: true,
    },
    Machine {
        name: "its line lacks a fix",
        make: || Some(unfixed_in_its_line()),
        runs: Some("go1.26.5"),
        leads_to: None,
        headline: Some("security"),
        works: true,
    },
    Machine {
        name: "GOROOT names nothing",
        make: || Some(user("1.27.3").with_variable("GOROOT", "/x")),
        runs: Some("go1.27.3"),
        leads_to: None,
        headline: Some("current"),
        works: false,
    },
    Machine {
        name: "Go refuses GOFLAGS",
        make: || Some(user("1.27.3").with_variable("GOFLAGS", "-banana")),
        runs: Some("go1.27.3"),
        leads_to: None,
        headline: Some("current"),
        works: false,
    },
    Machine {
        name: "another Go is the newest",
        make: || Some(beside("go1.27.3", None)),
        runs: Some("go1.27.3"),
        leads_to: None,
        headline: Some("current"),
        works: true,
    },
    Machine {
        name: "another Go is the newest, and comes first",
        make: || Some(beside("go1.27.3", Some("1.26.5"))),
        runs: Some("go1.27.3"),
        leads_to: None,
        headline: None,
        works: true,
    },
    Machine {
        name: "no Go",
        make: || Some(lab().with_release("go1.27.3")),
        runs: None,
        leads_to: Some("go1.27.3"),
        headline: None,
        works: true,
    },
    Machine {
        name: "started without its shell",
        make: || Some(started_without_its_shell()),
        runs: None,
        leads_to: Some("go1.27.3"),
        headline: None,
        works: true,
    },
];

#[test]
fn every_command_says_the_same_about_one_machine() {
    for Machine { name, make, runs, leads_to, headline, works } in MACHINES {
        let Some(lab) = make() else { continue };
        let says = ask(&lab);
        agree(name, "the Go that runs", &says, |says| says.runs.as_ref());
        agree(name, "whether it works", &says, |says| says.works.as_ref());
        agree(name, "whether it is permitted", &says, |says| says.is_permitted.as_ref());
        agree(name, "where an upgrade leads", &says, |says| says.leads_to.as_ref());
        agree(name, "the headline", &says, |says| says.headline.as_ref());
        agree(name, "whether the answer is known", &says, |says| says.is_sure.as_ref());
        let (_, status) = &says[0];
        assert_eq!(status.runs, Some(json!(runs)), "{name}");
        assert_eq!(status.leads_to, Some(json!(leads_to)), "{name}");
        assert_eq!(status.headline.as_ref().unwrap()["kind"], json!(headline), "{name}");
        assert_eq!(status.works.unwrap_or(true), *works, "{name}");
    }
}

#[test]
fn a_named_release_is_installed_even_if_it_is_older_and_then_called_so() {
    for to in ["1.26", "1.26.6"] {
        let lab = user("1.27.3");
        let plan = lab.upgo(["upgrade", "--to", to, "--dry-run", "--json"]).succeeds();
        assert_eq!(plan.json()["plan"]["action"], "downgrade", "{plan}");
        let done = lab.upgo(["upgrade", "--to", to]).succeeds();
        assert!(done.output.contains("Downgraded from go1.27.3 to go1.26.6"), "{done}");
        let again = lab.upgo(["upgrade", "--to", to]).succeeds();
        assert!(again.output.contains("go1.26.6 is up to date"), "{again}");
        assert!(!again.output.contains("kept for undo"), "nothing was replaced: {again}");
        let back = lab.upgo(["rollback"]).succeeds();
        assert!(back.output.contains("go1.27.3"), "{back}");
    }
}

#[test]
fn nothing_promises_a_check_that_nothing_makes() {
    let lab = user("1.27.3");
    lab.upgo(["check"]).succeeds();
    let status = lab.upgo(["status"]).succeeds();
    assert!(status.output.ends_with("No check is scheduled (`upgo background scheduled` sets one up).\n"), "{status}");
    let next = &lab.upgo(["status", "--json"]).succeeds().json()["nextCheck"];
    assert_eq!((&next["at"], &next["why"]), (&Value::Null, &json!("nobody")));
}

#[test]
fn a_machine_without_a_go_is_given_one_order() {
    let no_go = lab().with_release("go1.27.3");
    no_go.upgo(["check"]).succeeds();
    let not_chosen = lab().with_release("go1.27.3");
    not_chosen.upgo(["install", "latest"]).succeeds();
    for (lab, order) in [(no_go, "Run `upgo install latest --use`."), (not_chosen, "Run `upgo use 1.27.3`.")] {
        let status = lab.upgo(["status"]).succeeds();
        assert_eq!(status.output.matches("Run `").count(), 1, "{status}");
        assert!(status.output.contains(order), "{status}");
    }
}

#[test]
fn a_fix_that_only_another_line_has_is_named_with_its_command() {
    let lab = unfixed_in_its_line();
    for command in ["check", "status"] {
        let said = lab.upgo([command]).succeeds();
        assert!(said.output.contains("Security update: go1.27.3"), "{said}");
        assert!(said.output.contains("Run `upgo upgrade --to 1.27.3`."), "{said}");
    }
    let news = lab.upgo(["whatsnew"]).succeeds();
    assert!(news.output.contains("go1.27.3"), "{news}");
}

/// Where the disk has what the upgrade asks for, but not more.
#[cfg(target_os = "linux")]
#[test]
fn preflight_asks_for_the_space_that_the_upgrade_needs() {
    let lab = lab().with_release("go1.26.6");
    let home = lab.path("disk").join("home");
    let mut lab = lab.with_variable("UPGO_HOME", &home);
    let Some(_disk) = lab.small_disk("64M") else { return println!("SKIPPED: a disk cannot be mounted") };
    lab.upgo(["install", "latest", "--use"]).succeeds();
    lab.add_release("go1.27.3");
    assert_ready(&lab, &home);
    lab.upgo(["upgrade", "--unattended"]).succeeds();
}

#[cfg(target_os = "linux")]
fn assert_ready(lab: &Lab, home: &Path) {
    let preflight = lab.upgo(["preflight", "--json", "--exit-code"]).succeeds().json();
    let disk = preflight["checks"].as_array().unwrap().iter().find(|check| check["id"] == "disk").unwrap();
    assert_eq!(disk["outcome"], "pass", "{}: {preflight:#}", home.display());
}

#[test]
fn what_is_unknown_is_said_once_and_in_the_same_words() {
    let lab = started_without_its_shell();
    for words in [&["status"][..], &["check"], &["why"], &["whatsnew"]] {
        let ran = lab.upgo(words).ends();
        let said = format!("{}{}", ran.output, ran.errors);
        assert_eq!(said.matches("can't see your terminal's Go").count(), 1, "{ran}");
        assert!(said.contains(".bashrc, line 1: ") && said.contains("Run the command in a terminal"), "{ran}");
        assert!(!said.contains("finds no Go") && !said.contains("upgo install"), "{ran}");
    }
}

#[test]
fn failed_commands_do_not_move_the_next_automatic_check() {
    let lab = user("1.27.3");
    // as the desktop program does while it runs
    let running = fs::File::create(lab.home().join("running.lock")).unwrap();
    running.lock().unwrap();
    lab.upgo(["check"]).succeeds();
    let next = || lab.upgo(["status", "--json"]).succeeds().json()["nextCheck"].clone();
    let before = next();
    lab.server.always("", upgo_testkit::server::Act::Status(503));
    for _ in 0..3 {
        lab.upgo(["check"]).ends();
    }
    assert_eq!(next(), before);
    drop(running);
}
