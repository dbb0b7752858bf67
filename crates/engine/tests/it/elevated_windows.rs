//! What Windows reports about owners, permissions and signatures. Tests that Wine does not support are skipped with a
//! message.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use upgo_engine::base::report::{Cancel, Code, Event};
use upgo_engine::base::target::Target;
use upgo_engine::cases::{Clock, Engine, Setup};
use upgo_engine::change::elevation::{Elevation, ElevationError, Hands, Session, Stage, Task, TaskDone, why_open};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::environment::SystemRegistry;
use upgo_engine::environment::{EditScope, EnvironmentEdit};
use upgo_engine::machine::fault;
use upgo_engine::machine::platform::{
    create_guarded, guard, hold, is_elevated, machine_data_folder, signature, windows_folder,
};
use upgo_testkit::limit::InTime as _;

const ADMINISTRATORS: &str = "S-1-5-32-544";
const USERS: &str = "S-1-5-32-545";

#[test]
fn a_folder_for_administrators_is_closed_to_everyone_else() {
    let lab = tempfile::tempdir().unwrap();
    let folder = lab.path().join("guarded ü");
    match create_guarded(&folder) {
        Ok(()) => {}
        // Only administrators can make administrators the owner of a folder.
        Err(error) => return println!("SKIPPED: this account cannot create such a folder: {error}"),
    }
    assert!(create_guarded(&folder).is_err(), "an existing folder is not reused");
    let own = guard(&folder).unwrap();
    if own.owner != ADMINISTRATORS {
        return println!("SKIPPED: on this system, everything belongs to {}", own.owner);
    }
    let grants = own.grants.unwrap();
    let mut accounts: Vec<&str> = grants.iter().map(|grant| grant.account.as_str()).collect();
    accounts.sort_unstable();
    assert_eq!(accounts, ["S-1-5-18", ADMINISTRATORS, USERS]);
    let users = grants.iter().find(|grant| grant.account == USERS).unwrap();
    assert_eq!(users.rights & 0x000d_0156, 0, "they may read and run: {:#x}", users.rights);
}

#[test]
fn a_user_folder_is_open_and_a_windows_folder_is_not() {
    let lab = tempfile::tempdir().unwrap();
    assert!(why_open(lab.path()).is_some());
    assert!(why_open(Path::new(r"\\localhost\c$\Windows")).is_some(), "not on a local drive");
    let windows = windows_folder();
    if guard(&windows).unwrap().owner.starts_with("S-1-5-21-") {
        return println!("SKIPPED: on this system, everything belongs to one user");
    }
    assert_eq!(why_open(&windows.join("System32")), None);
}

#[test]
fn the_system_reports_the_signer_of_a_file() {
    let lab = tempfile::tempdir().unwrap();
    let unsigned = lab.path().join("go.msi");
    std::fs::write(&unsigned, b"nothing like a package").unwrap();
    assert_ne!(signature(&unsigned).verdict, 0);
    let own = signature(&std::env::current_exe().unwrap());
    assert_eq!((own.verdict, own.signer, own.rooted), (0x800b_0100, None, false), "this test has no signature");
    let edge = Path::new(r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe");
    if !edge.exists() {
        return println!("SKIPPED: {} does not exist", edge.display());
    }
    let edge = signature(edge);
    assert_eq!((edge.verdict, edge.signer.as_deref(), edge.rooted), (0, Some("Microsoft Corporation"), true));
}

#[test]
fn a_held_file_cannot_be_changed_deleted_or_renamed() {
    let lab = tempfile::tempdir().unwrap();
    let file = lab.path().join("go.msi");
    std::fs::write(&file, b"the official one").unwrap();
    let held = hold(&file).unwrap();
    assert!(std::fs::write(&file, b"another").is_err());
    assert!(std::fs::remove_file(&file).is_err());
    assert!(std::fs::rename(&file, lab.path().join("other")).is_err());
    assert_eq!(std::fs::read(&file).unwrap(), b"the official one");
    drop(held);
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn the_machine_folders_are_found_without_variables() {
    assert!(machine_data_folder().unwrap().is_dir());
    assert!(windows_folder().join("System32").is_dir());
}

#[test]
fn the_proxy_of_the_machine_is_read_as_netsh_writes_it() {
    if std::env::var_os("UPGO_TEST_MACHINE").is_none() || !is_elevated() {
        return println!("SKIPPED: this changes the whole machine; set UPGO_TEST_MACHINE=1 if that is allowed");
    }
    let netsh =
        |words: &[&str]| Command::new("netsh").args(["winhttp"]).args(words).status_in_time().unwrap().success();
    let has_proxy = || format!("{:?}", Hands::of_this_machine()).contains("http://upgo-test-proxy.example:3128");
    assert!(!has_proxy());
    assert!(netsh(&["set", "proxy", "upgo-test-proxy.example:3128", "*.corp.example"]));
    let is_read = has_proxy();
    assert!(netsh(&["reset", "proxy"]));
    assert!(is_read && !has_proxy());
}

/// An administrator prompt that is always declined.
#[derive(Clone, Debug, Default)]
struct Refusing(Arc<AtomicUsize>);

impl Elevation for Refusing {
    fn session(&self) -> Box<dyn Session> {
        Box::new(self.clone())
    }
}

impl Session for Refusing {
    fn perform(&mut self, _: &Task, _: &Cancel, report: &mut dyn FnMut(Stage)) -> Result<TaskDone, ElevationError> {
        self.0.fetch_add(1, Ordering::SeqCst);
        report(Stage::Asking);
        Err(ElevationError::Refused)
    }
}

#[test]
fn a_declined_prompt_reverts_the_plan() {
    if is_elevated() || !fault::ARMED {
        return println!("SKIPPED: there is no prompt here, or this is not a test build");
    }
    let lab = tempfile::tempdir().unwrap();
    let name = format!("UpgoTest-elevated-{}", std::process::id());
    let variables: BTreeMap<OsString, OsString> = [
        ("UPGO_HOME", lab.path().join("home").into_os_string()),
        ("UPGO_TEST_REGISTRY", format!(r"Software\{name}").into()),
        ("UPGO_TEST_MACHINE", format!(r"HKLM64\SOFTWARE\{name}").into()),
    ]
    .map(|(name, value)| (name.into(), value))
    .into();
    let (asked, waits) = (Refusing::default(), Mutex::new(Vec::new()));
    let (target, elevation) = (Target::new("windows", "amd64"), Arc::new(asked.clone()));
    let registry = Arc::new(SystemRegistry);
    let asked_by = "a test".into();
    let setup = Setup { variables, target, system: None, clock: Clock::default(), asked_by, elevation, registry };
    let engine = Engine::open(setup).unwrap();
    let (name, value) = ("GOPROXY".to_owned(), "direct".to_owned());
    let request = ChangeRequest::Environment { edit: EnvironmentEdit::Set { name, value, scope: EditScope::Machine } };
    let events = |event: Event| {
        if let Event::Prompt { answered, .. } = event {
            waits.lock().unwrap().push(answered);
        }
    };
    let problem = engine.change(&request, &Cancel::default(), &events).unwrap_err();
    assert_eq!((problem.code, problem.code.exit()), (Code::ElevateRefused, 13), "{problem}");
    assert_eq!(asked.0.load(Ordering::SeqCst), 1, "reverting prompts again");
    assert_eq!(*waits.lock().unwrap(), [false, true]);
    let history = engine.history().unwrap();
    assert!(!history.entries[0].in_effect && history.entries[0].problem.is_some());
}
