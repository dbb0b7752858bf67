//! The second copy with administrator rights, really started: under Wine, which shows no prompt, and on Windows if the
//! test has administrator rights. The copy reads its policy from one machine-wide key, so these tests take turns.
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use upgo_engine::base::report::{Cancel, Code, Explain as _};
use upgo_engine::base::version::Version;
use upgo_engine::change::elevation::{Caller, ElevationError, Session, Stage, Task, TaskDone};
use upgo_engine::environment::RegistryValue;
use upgo_engine::environment::SystemRegistry;
use upgo_engine::machine::platform;
use upgo_engine::which_go::inventory::{Product, UninstallKeys, products};
use upgo_testkit::go_msi::{self, Kind};
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::policy::Policy;
use upgo_testkit::release::Release;

use super::short_names::short;
use crate::lab;

const EXPANDS: u32 = 2;

/// A machine whose variables belong to the test, as the elevated copy sees it.
struct Machine {
    lab: Lab,
    policy: Policy,
    name: String,
}

impl Machine {
    /// Prints a line and returns `None` if this account cannot write machine-wide keys.
    fn begin() -> Option<Self> {
        let policy = Policy::begin()?;
        let lab = lab();
        let name = lab.path("").file_name().unwrap().to_str().unwrap().to_owned();
        policy.set("TestMachineKey", &format!(r"HKLM64\SOFTWARE\UpgoTest\{name}")).set("FeedUrl", &lab.server.url());
        policy.set("MsiSigner", go_msi::SIGNER);
        // Under Wine, everything belongs to a single user.
        policy.set("TestAdministrator", &platform::guard(&lab.path("")).unwrap().owner);
        Some(Self { lab, policy, name })
    }

    fn key(&self) -> String {
        format!(r"HKLM64\SOFTWARE\UpgoTest\{}", self.name)
    }

    fn set(&self, name: &str, text: &str) {
        let value = RegistryValue::text_of_kind(EXPANDS, text);
        platform::registry_set(&self.key(), name, value.kind, &value.bytes).unwrap();
    }

    fn value(&self, name: &str) -> Option<RegistryValue> {
        platform::registry_get(&self.key(), name).unwrap().map(|(kind, bytes)| RegistryValue { kind, bytes })
    }

    /// With the real profile, because an administrator's `upgo` changes nothing for an account with another one.
    fn upgo(&self, arguments: &[&str]) -> upgo_testkit::lab::Run {
        let run = self.lab.upgo(arguments).with("UPGO_TEST_MACHINE", self.key());
        run.with("USERPROFILE", platform::own_profile().unwrap())
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        upgo_testkit::registry::delete_of_machine(&self.name);
    }
}

fn session() -> Box<dyn Session> {
    // under Wine, its path is a host path
    Caller::new(std::path::absolute(env!("CARGO_BIN_EXE_upgo")).unwrap()).apart()
}

fn perform(session: &mut dyn Session, task: &Task) -> Result<TaskDone, ElevationError> {
    session.perform(task, &Cancel::default(), &mut |_| {})
}

#[test]
fn the_second_copy_edits_the_machine_wide_path_and_undoes_it() {
    let Some(machine) = Machine::begin() else { return };
    let (go, theirs) = (machine.lab.path("machine go"), r"C:\theirs;%SystemRoot%\system32;;C:\last");
    std::fs::create_dir(&go).unwrap();
    let with_go = format!(r"C:\gone;{theirs}");
    machine.set("Path", &with_go);
    let path = || machine.value("Path").unwrap();
    let text = |text: &str| RegistryValue::text_of_kind(EXPANDS, text);

    machine.upgo(&["env", "path", "remove", r"C:\gone", "--scope", "machine"]).succeeds();
    assert_eq!(path(), text(theirs));
    // The folder does not exist and comes before Windows' own. It is restored only because the second copy remembers
    // the previous value.
    machine.upgo(&["rollback"]).succeeds();
    assert_eq!(path(), text(&with_go));

    machine.upgo(&["env", "path", "add", go.to_str().unwrap(), "--scope", "machine"]).succeeds();
    assert_eq!(path(), text(&format!("{with_go};{}", go.display())));
    let other = machine.lab.path("another folder with a long name");
    std::fs::create_dir(&other).unwrap();
    if let Some(short) = short(&other) {
        machine.upgo(&["env", "path", "add", short.to_str().unwrap(), "--scope", "machine"]).succeeds();
        machine.upgo(&["rollback"]).succeeds();
    }
    machine.policy.set("TestAdministrator", "S-1-5-32-544");
    let refused = machine.upgo(&["env", "path", "add", r"C:\users", "--scope", "machine", "--json"]).exits(2).json();
    assert!(refused["error"]["message"].as_str().unwrap().contains("services and other accounts"), "{refused:#}");
}

#[test]
fn a_machine_wide_variable_that_runs_programs_is_refused_and_the_plan_reverted() {
    let Some(machine) = Machine::begin() else { return };
    machine.upgo(&["env", "set", "GOPROXY", "https://proxy.example", "--scope", "machine"]).succeeds();
    assert_eq!(machine.value("GOPROXY").unwrap(), RegistryValue::text_of_kind(1, "https://proxy.example"));
    let refused =
        machine.upgo(&["env", "set", "GOFLAGS", "-toolexec=x", "--scope", "machine", "--json"]).exits(5).json();
    assert_eq!(refused["error"]["code"], "UPGO-ELEVATE-LIST", "{refused:#}");
    assert_eq!(machine.value("GOFLAGS"), None);
    machine.upgo(&["rollback"]).succeeds();
    assert_eq!(machine.value("GOPROXY"), None);
}

/// A journal that any program of the user could have written. Its first step counts as done, because it changes nothing.
/// Wine lets this process write machine-wide keys, as a terminal does that was opened as administrator.
#[test]
fn recovery_never_writes_a_machine_wide_variable_by_itself() {
    let Some(machine) = Machine::begin() else { return };
    machine.upgo(&["settings", "set", "channels", "stable,rc"]).succeeds();
    let after = RegistryValue::text_of_kind(1, "https://planted.example");
    let write = json!({ "kind": "value", "key": machine.key(), "name": "GOPROXY", "before": null, "after": after });
    let change = json!({ "purpose": "edit", "writes": [write] });
    let steps = [
        json!({ "kind": "changeSystem", "arch": "amd64", "from": null, "to": null }),
        json!({ "kind": "editEnvironment", "purpose": "asked", "change": change }),
    ];
    let plan = json!({ "action": "environment", "from": null, "to": null, "steps": steps });
    let lines = [
        json!({ "record": "intent", "format": 1, "at": "2026-01-01T00:00:00Z", "by": "upgo env", "plan": plan }),
        json!({ "record": "begin", "step": 0 }),
    ];
    let folder = machine.lab.home().join("journal");
    std::fs::create_dir_all(&folder).unwrap();
    let journal = folder.join("00000099.running.jsonl");
    std::fs::write(&journal, lines.map(|line| line.to_string() + "\n").concat()).unwrap();
    machine.upgo(&["status"]).succeeds();
    assert!(!journal.exists(), "it was recovered");
    assert_eq!(machine.value("GOPROXY"), None);
}

#[test]
fn the_second_copy_does_only_what_is_on_its_list() {
    let Some(machine) = Machine::begin() else { return };
    let mut session = session();
    machine.set("Path", r"C:\Windows\system32;C:\x");
    let edit = |name: &str, before: Option<&str>, after: &str| Task::EditMachine {
        name: name.to_owned(),
        before: before.map(|text| RegistryValue::text_of_kind(EXPANDS, text)),
        after: Some(RegistryValue::text_of_kind(EXPANDS, after)),
    };
    for (task, code) in [
        (edit("Path", Some(r"C:\Windows\system32;C:\x"), r"C:\Windows\system32;C:\x;%TEMP%"), Code::ElevateList),
        (edit("Path", Some(r"C:\Windows\system32;C:\x"), r"C:\x"), Code::ElevateList),
        (edit("ComSpec", None, r"C:\evil.exe"), Code::ElevateList),
        (edit("Path", Some(r"C:\Windows\system32;C:\y"), r"C:\Windows\system32"), Code::PlanMoved),
    ] {
        let error = perform(&mut *session, &task).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
    }
    assert_eq!(machine.value("Path").unwrap(), RegistryValue::text_of_kind(EXPANDS, r"C:\Windows\system32;C:\x"));
    assert_eq!(machine.value("ComSpec"), None);
    // The same copy still works.
    perform(&mut *session, &edit("Path", Some(r"C:\Windows\system32;C:\x"), r"C:\Windows\system32")).unwrap();
}

#[test]
fn a_program_that_cannot_be_started_as_a_second_copy_is_an_error() {
    let mut session = Caller::new(r"C:\no such program.exe").apart();
    let task = Task::EditMachine { name: "GOPROXY".to_owned(), before: None, after: None };
    let error = perform(&mut *session, &task).unwrap_err();
    assert_eq!(error.code(), Code::ElevateFailed, "{error}");
}

/// The second copy inherits the variables of this process, so the test runs itself with misleading ones.
#[test]
fn a_package_is_installed_repaired_and_removed_whatever_the_environment_says() {
    const MARK: &str = "UPGO_TEST_ASTRAY";
    if std::env::var_os(MARK).is_some() {
        return install_repair_and_remove();
    }
    let name = "windows::elevation::a_package_is_installed_repaired_and_removed_whatever_the_environment_says";
    let mut itself = Command::new(std::env::current_exe().unwrap());
    itself.args([name, "--exact", "--nocapture"]).env(MARK, "1").env("UPGO_FEED_URL", "http://127.0.0.1:9/");
    itself.env("UPGO_MIRRORS", "http://127.0.0.1:9/").env("UPGO_HOME", r"C:\nowhere");
    let output = itself.output_in_time().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    println!("{text}");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn install_repair_and_remove() {
    let (Some(good), Some(stranger)) =
        (go_msi::package(Kind::Good, "go1.27.3"), go_msi::package(Kind::Stranger, "go1.27.3"))
    else {
        return;
    };
    let (Some(unsigned), Some(mut machine)) = (go_msi::package(Kind::Unsigned, "go1.27.3"), Machine::begin()) else {
        return;
    };
    let mut session = session();
    let (version, arch) = (Version::from_name("go1.27.3").unwrap(), "amd64".to_owned());
    match registered() {
        None => {}
        Some(product) if is_of_a_test(&product) => {
            let (version, arch) = (product.version.unwrap(), arch.clone());
            perform(&mut *session, &Task::UninstallMsi { version, arch }).unwrap();
        }
        Some(product) => return println!("SKIPPED: this machine has {product:?}"),
    }
    let install = |file: &Path| Task::InstallMsi {
        version: version.clone(),
        arch: arch.clone(),
        file: file.to_owned(),
        folder: None,
    };
    for (file, official, code) in [
        (&stranger, &good, Code::VerifyDigest),
        (&stranger, &stranger, Code::VerifySigner),
        (&unsigned, &unsigned, Code::VerifySigner),
    ] {
        offer(&mut machine.lab, official);
        let error = perform(&mut *session, &install(file)).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(registered().is_none());
    }
    offer(&mut machine.lab, &good);
    let mut stages = Vec::new();
    let done = session.perform(&install(&good), &Cancel::default(), &mut |stage| stages.push(stage)).unwrap();
    assert_eq!(stages, [Stage::Reading, Stage::Copying, Stage::Checking, Stage::Installing]);
    assert!(done.log.unwrap().is_file());
    let product = registered().unwrap();
    let root = product.root.unwrap();
    assert_eq!(product.version.as_ref(), Some(&version));
    assert!(root.join(r"bin\go.exe").is_file(), "{}", root.display());

    std::fs::remove_file(root.join(r"bin\go.exe")).unwrap();
    let file = good.clone();
    perform(&mut *session, &Task::RepairMsi { version: version.clone(), arch: arch.clone(), file }).unwrap();
    assert!(root.join(r"bin\go.exe").is_file());

    perform(&mut *session, &Task::UninstallMsi { version: version.clone(), arch: arch.clone() }).unwrap();
    assert!(registered().is_none() && !root.join(r"bin\go.exe").exists());
    let again = perform(&mut *session, &Task::UninstallMsi { version, arch }).unwrap_err();
    assert_eq!(again.code(), Code::PlanMoved, "{again}");
}

/// Makes the feed of the policy list `package` as the official one.
fn offer(lab: &mut Lab, package: &PathBuf) {
    lab.server.feed(Release::feed(&[Release::installer("go1.27.3", "amd64", std::fs::read(package).unwrap())]));
}

/// Whether an interrupted test left this: Go's own package has no such file.
fn is_of_a_test(product: &Product) -> bool {
    let (Some(root), Some(version)) = (&product.root, &product.version) else { return false };
    root.join(format!(r"src\builtin\only-{version}.go")).exists()
}

fn registered() -> Option<Product> {
    products(&SystemRegistry, &UninstallKeys::default()).into_iter().find(|product| product.arch == "amd64")
}

/// Uses the real package from the real feed, signed by Google, if the workflow provided it.
#[test]
fn the_real_go_package_is_installed_and_removed() {
    let Some(file) = go_msi::real("go1.26.0") else { return };
    let Some(machine) = Machine::begin() else { return };
    if let Some(product) = registered() {
        println!("SKIPPED: this machine has {product:?}");
        return;
    }
    for name in ["FeedUrl", "MsiSigner", "TestAdministrator"] {
        machine.policy.set(name, "");
    }
    let (version, arch) = (Version::from_name("go1.26.0").unwrap(), "amd64".to_owned());
    let mut session = session();
    let install = Task::InstallMsi { version: version.clone(), arch: arch.clone(), file, folder: None };
    perform(&mut *session, &install).unwrap();
    let root = registered().unwrap().root.unwrap();
    assert!(root.join(r"bin\go.exe").is_file(), "{}", root.display());
    perform(&mut *session, &Task::UninstallMsi { version, arch }).unwrap();
    assert!(registered().is_none() && !root.join(r"bin\go.exe").exists());
}
