//! The elevated part on a simulated machine: what it refuses, what it starts, and what it reports. The prompt, the pipe
//! and the real installer are tested on Windows, in `crates/cli/tests/cli/windows/elevation.rs`.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use tempfile::TempDir;
use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::base::version::Version;
use upgo_engine::change::elevation::{ElevatedPolicy, ElevationError, Hands, Stage, Task, TaskDone, Windows};
use upgo_engine::choices::policy::POLICY_KEY;
use upgo_engine::environment::Registry;
use upgo_engine::environment::{MACHINE_KEY, RegistryValue};
use upgo_engine::machine::platform::{CodeSignature, Grant, Guard, plain};
use upgo_testkit::go_msi;
use upgo_testkit::limit::InTime as _;
use upgo_testkit::release::{Release, write_mirror};
use upgo_testkit::server::{Authority, Proxy, Server};

use crate::registry::Dump;

const AMD64: &str = "0567AE226CA41004FB924F8B77D51B0C";

/// The official package.
static PACKAGE: LazyLock<Vec<u8>> = LazyLock::new(|| go_msi::made("go1.27.3", "amd64", &[]));

/// A machine with the feed of go1.27.3, and optionally an installed Go.
#[derive(Clone, Debug)]
struct Machine(Arc<State>);

#[derive(Debug)]
struct State {
    disk: TempDir,
    registry: Dump,
    values: Mutex<BTreeMap<String, RegistryValue>>,
    signature: CodeSignature,
    owner: &'static str,
    /// The rights on each folder.
    grants: Vec<Grant>,
    exit: u32,
    lines: Mutex<Vec<String>>,
}

impl Windows for Machine {
    fn registry(&self) -> &dyn Registry {
        &self.0.registry
    }

    fn msiexec(&self, line: &str, temporary: &Path) -> io::Result<u32> {
        assert!(temporary.is_dir());
        // The package must exist while Windows Installer runs, and be the official one.
        if let Some(package) = line.split('"').nth(1).filter(|name| name.contains(".windows-")) {
            assert!(std::fs::read(package).unwrap() == *PACKAGE);
        }
        self.0.lines.lock().unwrap().push(line.to_owned());
        if line.starts_with("/x") {
            self.set_value(MACHINE_KEY, "Path", &path(r"C:\Windows"))?; // as Go's package does
        }
        Ok(self.0.exit)
    }

    fn signature(&self, _: &Path) -> CodeSignature {
        self.0.signature.clone()
    }

    fn guard(&self, _: &Path) -> io::Result<Guard> {
        Ok(Guard { owner: self.0.owner.to_owned(), grants: Some(self.0.grants.clone()) })
    }

    fn create_guarded(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir(folder)
    }

    fn data_folder(&self) -> Option<PathBuf> {
        Some(plain(&std::fs::canonicalize(self.0.disk.path()).unwrap()))
    }

    fn program_folder(&self, _: &str) -> Option<PathBuf> {
        self.data_folder()
    }

    fn windows_folder(&self) -> PathBuf {
        r"C:\Windows".into()
    }

    fn value(&self, key: &str, name: &str) -> io::Result<Option<RegistryValue>> {
        Ok(self.0.values.lock().unwrap().get(&format!(r"{key}\{name}")).cloned())
    }

    fn set_value(&self, key: &str, name: &str, value: &RegistryValue) -> io::Result<()> {
        self.0.values.lock().unwrap().insert(format!(r"{key}\{name}"), value.clone());
        Ok(())
    }
}

impl State {
    fn new() -> Self {
        Self::with_official(&PACKAGE)
    }

    /// A machine where this is the official package of go1.27.3.
    fn with_official(package: &[u8]) -> Self {
        let disk = tempfile::tempdir().unwrap();
        let folder =
            write_mirror(&[Release::installer("go1.27.3", "amd64", package.to_vec())], &disk.path().join("feed"));
        let feed = format!("file:///{}/", folder.display().to_string().replace('\\', "/").trim_start_matches('/'));
        let mut state = Self {
            disk,
            registry: Dump::default(),
            values: Mutex::default(),
            signature: CodeSignature { verdict: 0, signer: Some("Google LLC".to_owned()), rooted: true },
            owner: "S-1-5-18",
            grants: Vec::new(),
            exit: 0,
            lines: Mutex::default(),
        };
        state.set(POLICY_KEY, "FeedUrl", &feed);
        state
    }

    fn set(&mut self, key: &str, name: &str, text: &str) {
        self.registry.0.insert(format!(r"{key}\{name}"), text.to_owned());
    }

    fn with_installed(mut self, version: &str, folder: &Path) -> Self {
        let product = "10000000000000000000000000000000";
        self.set(&format!(r"HKLM64\SOFTWARE\Classes\Installer\UpgradeCodes\{AMD64}"), product, "");
        let key = r"HKLM64\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\{00000001-0000-0000-0000-000000000000}";
        self.set(key, "DisplayName", &format!("Go Programming Language amd64 {version}"));
        self.set(key, "InstallLocation", &folder.display().to_string());
        self
    }

    /// Writes a package to the user's disk.
    fn package(&self, bytes: &[u8]) -> PathBuf {
        let path = self.disk.path().join("downloaded.msi");
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn perform(self, task: &Task) -> (Machine, Result<TaskDone, ElevationError>, Vec<Stage>) {
        let (machine, mut stages) = (Machine(Arc::new(self)), Vec::new());
        let done = Hands::with(Box::new(machine.clone())).perform(task, &mut |stage| stages.push(stage));
        (machine, done, stages)
    }
}

fn version(name: &str) -> Version {
    Version::from_name(name).unwrap()
}

fn install(file: PathBuf, folder: Option<PathBuf>) -> Task {
    Task::InstallMsi { version: version("go1.27.3"), arch: "amd64".to_owned(), file, folder }
}

fn remove(name: &str) -> Task {
    Task::UninstallMsi { version: version(name), arch: "amd64".to_owned() }
}

#[test]
fn unknown_tasks_and_fields_are_refused() {
    for refused in [
        r#"{"task":"run","program":"cmd.exe"}"#,
        r#"{"task":"uninstallMsi","version":"go1.27.3","arch":"amd64","sha256":"00"}"#,
        r#"{"task":"installMsi","version":"go1.27.3","arch":"amd64","file":"C:\\x.msi","folder":null,"url":"https://x"}"#,
        r#"{"task":"installMsi","version":"go1.27.3","arch":"amd64","file":"C:\\x.msi","signer":"me"}"#,
        r#"{"task":"editMachine","key":"HKLM\\SOFTWARE","name":"Path","before":null,"after":null}"#,
        r#"{"task":"installMsi","version":"../../x","arch":"amd64","file":"C:\\x.msi"}"#,
        r"[]",
    ] {
        assert!(serde_json::from_str::<Task>(refused).is_err(), "{refused}");
    }
    let task = install("C:\\x.msi".into(), Some("C:\\Go".into()));
    let line = serde_json::to_string(&task).unwrap();
    assert_eq!(serde_json::from_str::<Task>(&line).unwrap(), task, "{line}");
}

#[test]
fn the_official_package_is_installed_from_a_temporary_copy() {
    let state = State::new();
    let file = state.package(&PACKAGE);
    let (machine, done, stages) = state.perform(&install(file.clone(), None));
    let done = done.unwrap();
    assert_eq!(stages, [Stage::Reading, Stage::Copying, Stage::Checking, Stage::Installing]);
    let lines = machine.0.lines.lock().unwrap();
    let (folder, log) = (machine.data_folder().unwrap().join("Upgo"), done.log.unwrap());
    let copy = folder.join("packages").join("go1.27.3.windows-amd64.msi");
    let expected = format!("/i \"{}\" /qn /norestart /l*v \"{}\"", copy.display(), log.display());
    assert_eq!(*lines, [expected]);
    assert!(log.parent().unwrap().is_dir() && !copy.exists() && file.exists() && !done.needs_restart);
}

#[test]
fn nothing_is_started_for_another_package() {
    let signed =
        |verdict, signer: Option<&str>, rooted| CodeSignature { verdict, signer: signer.map(str::to_owned), rooted };
    let google = Some("Google LLC");
    for (bytes, signature, code, words) in [
        (&b"another"[..], signed(0, google, true), Code::VerifyDigest, "SHA-256"),
        (&**PACKAGE, signed(0x800b_0100, None, false), Code::VerifySigner, "0x800b0100"), // not signed
        (&**PACKAGE, signed(0x8009_6010, google, true), Code::VerifySigner, "0x80096010"), // changed
        (&**PACKAGE, signed(0x800b_0109, google, false), Code::VerifySigner, "0x800b0109"), // unknown root
        (&**PACKAGE, signed(0, google, false), Code::VerifySigner, "does not chain to a root"), // the user's own root
        (&**PACKAGE, signed(0, Some("Google LLC "), true), Code::VerifySigner, "signed by"),
        (&**PACKAGE, signed(0, None, true), Code::VerifySigner, "no name"),
    ] {
        let mut state = State::new();
        state.signature = signature;
        let file = state.package(bytes);
        let (machine, done, _) = state.perform(&install(file, None));
        let error = done.unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains(words), "{error}");
        assert!(machine.0.lines.lock().unwrap().is_empty());
        assert_eq!(std::fs::read_dir(machine.0.disk.path().join("Upgo/packages")).unwrap().count(), 0);
    }
}

/// Everything else is right, the digest and the signature included: whoever answers for the feed has listed it.
#[test]
fn a_package_that_says_it_is_something_else_is_not_started() {
    let other = go_msi::made("go1.27.3", "amd64", &[("UpgradeCode", "{C1DFDF69-5945-32F2-A35E-EE94C99C7CF4}")]);
    for (package, words) in [
        (other, "its UpgradeCode is {C1DFDF69"),
        (go_msi::made("go1.27.2", "amd64", &[]), "its ProductName is Go Programming Language amd64 go1.27.2"),
        (go_msi::made("go1.27.3", "386", &[]), "its UpgradeCode is {1C3114EA"),
        (b"nothing like a package".to_vec(), "is not the package of the requested Go"),
    ] {
        let state = State::with_official(&package);
        let file = state.package(&package);
        let (machine, done, _) = state.perform(&install(file, None));
        let error = done.unwrap_err();
        assert_eq!(error.code(), Code::MsiPackage);
        assert!(error.to_string().contains(words), "{error}");
        assert!(machine.0.lines.lock().unwrap().is_empty());
    }
}

#[test]
fn an_unknown_release_and_a_file_on_another_machine_are_refused() {
    let other = State::new();
    let full = other.package(&PACKAGE).display().to_string();
    let task = |name: &str, arch: &str, file: &str| Task::InstallMsi {
        version: version(name),
        arch: arch.to_owned(),
        file: file.into(),
        folder: None,
    };
    for (task, code) in [
        (task("go1.27.4", "amd64", &full), Code::VerifyNoDigest),
        (task("go1.27.3", "arm64", &full), Code::VerifyNoDigest),
        (task("go1.27.3", "riscv64", &full), Code::ElevateList),
        (task("go1.27.3", "amd64", "go.msi"), Code::ElevateList),
        (task("go1.27.3", "amd64", r"\\server\share\go.msi"), Code::ElevateList),
    ] {
        let (_, done, _) = State::new().perform(&task);
        assert_eq!(done.unwrap_err().code(), code, "{task:?}");
    }
}

#[test]
fn only_the_registered_folder_of_the_product_is_accepted() {
    let lab = tempfile::tempdir().unwrap();
    let registered = real(&lab).join("My Go");
    for (folder, accepted) in [
        (registered.clone(), true),
        (registered.join(""), true), // with a trailing separator
        (real(&lab).join("Other"), false),
        (registered.join(".."), false),
        (PathBuf::from(format!("{}\" TRANSFORMS=\"x", registered.display())), false),
    ] {
        let state = State::new().with_installed("go1.26.6", &registered);
        let file = state.package(&PACKAGE);
        let (machine, done, _) = state.perform(&install(file, Some(folder.clone())));
        assert_eq!(done.is_ok(), accepted, "{}: {done:?}", folder.display());
        let lines = machine.0.lines.lock().unwrap().concat();
        assert_eq!(lines.contains(&format!("INSTALLDIR=\"{}\" /qn", registered.display())), accepted, "{lines}");
    }
}

/// A folder below the root of a drive inherits rights that let any user redirect what an administrator writes.
#[test]
fn nothing_is_installed_into_a_folder_that_others_can_change() {
    let lab = tempfile::tempdir().unwrap();
    let registered = real(&lab).join("Go");
    let modify = |is_here, is_passed_on| {
        vec![Grant { account: "S-1-5-11".to_owned(), rights: 0x0013_01bf, is_here, is_passed_on }]
    };
    for (grants, exists) in [(modify(true, true), true), (modify(false, true), true), (modify(false, true), false)] {
        let state = || {
            let mut state = State::new().with_installed("go1.27.3", &registered);
            state.grants.clone_from(&grants);
            state
        };
        if exists {
            std::fs::create_dir(&registered).unwrap();
        }
        let (version, arch) = (version("go1.27.3"), "amd64".to_owned());
        let repair = |file| Task::RepairMsi { version: version.clone(), arch: arch.clone(), file };
        let tasks: [&dyn Fn(PathBuf) -> Task; 3] =
            [&|file| install(file, Some(registered.clone())), &|file| install(file, None), &repair];
        for task in tasks {
            let state = state();
            let file = state.package(&PACKAGE);
            let (machine, done, stages) = state.perform(&task(file));
            let error = done.unwrap_err();
            assert_eq!(error.code(), Code::ElevateList);
            assert!(error.to_string().contains("S-1-5-11"), "{error}");
            assert!(machine.0.lines.lock().unwrap().is_empty() && stages.is_empty());
        }
        std::fs::remove_dir(&registered).ok();
    }
    // It can still be removed from there.
    let mut state = State::new().with_installed("go1.27.3", &registered);
    state.grants = modify(false, true);
    state.perform(&remove("go1.27.3")).1.unwrap();
}

/// Every program of the user can set these variables. The test runs itself with them.
#[test]
fn the_release_list_is_read_without_the_proxy_of_the_user() {
    const MARK: &str = "UPGO_TEST_WITHOUT_PROXY";
    if std::env::var_os(MARK).is_some() {
        return install_from_a_feed_with_tls();
    }
    let proxy = Proxy::start();
    let mut itself = std::process::Command::new(std::env::current_exe().unwrap());
    itself.args(["elevation::the_release_list_is_read_without_the_proxy_of_the_user", "--exact", "--nocapture"]);
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        itself.env(name, proxy.url());
    }
    let output = itself.env(MARK, "1").env_remove("NO_PROXY").env_remove("no_proxy").output_in_time().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(proxy.requests().len(), 0);
}

fn install_from_a_feed_with_tls() {
    let authority = Authority::new("Example Corp Root");
    let server = Server::start_tls(&authority);
    server.feed(Release::feed(&[Release::installer("go1.27.3", "amd64", PACKAGE.clone())]));
    let mut state = State::new();
    let certificates = state.disk.path().join("ca.pem");
    std::fs::write(&certificates, authority.pem()).unwrap();
    state.set(POLICY_KEY, "FeedUrl", &server.url());
    let file = state.package(&PACKAGE);
    // Without the policy of the administrator, nobody trusts that server.
    let (machine, done, _) = state.perform(&install(file.clone(), None));
    let error = done.unwrap_err();
    assert_eq!(error.code(), Code::NetTls);
    assert!(error.next().to_string().contains("CaFile") && server.requests().is_empty(), "{}", error.next());
    let mut state = Arc::try_unwrap(machine.0).unwrap();
    state.set(POLICY_KEY, "CaFile", certificates.to_str().unwrap());
    state.perform(&install(file, None)).1.unwrap();
    assert!(!server.requests().is_empty());
}

/// The folder without links and short names.
fn real(folder: &TempDir) -> PathBuf {
    plain(&std::fs::canonicalize(folder.path()).unwrap())
}

fn path(text: &str) -> RegistryValue {
    RegistryValue::text_of_kind(2, text)
}

#[test]
fn path_entries_removed_by_an_uninstall_are_remembered() {
    let lab = tempfile::tempdir().unwrap();
    let state = State::new().with_installed("go1.26.6", lab.path());
    let before = path(r"C:\Windows;C:\Program Files\Go\bin");
    state.values.lock().unwrap().insert(format!(r"{MACHINE_KEY}\Path"), before);
    let (machine, done, _) = state.perform(&remove("go1.26.6"));
    done.unwrap();
    let note = machine.value(r"HKLM64\SOFTWARE\Upgo", "PathEntries").unwrap().unwrap();
    let texts = "C:\\Program Files\\Go\\bin\0\0".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    assert_eq!((note.kind, note.bytes), (7, texts), "a list of strings");
}

#[test]
fn the_folder_of_an_uninstalled_product_is_remembered() {
    let lab = tempfile::tempdir().unwrap();
    let (machine, done, _) = State::new().with_installed("go1.26.6", &real(&lab)).perform(&remove("go1.26.6"));
    done.unwrap();
    let state = State::new();
    *state.values.lock().unwrap() = machine.0.values.lock().unwrap().clone();
    let file = state.package(&PACKAGE);
    state.perform(&install(file, Some(real(&lab)))).1.unwrap();
}

#[test]
fn a_product_is_removed_and_repaired_by_its_registered_code() {
    let lab = tempfile::tempdir().unwrap();
    let state = || State::new().with_installed("go1.27.3", &real(&lab));
    let (machine, done, _) = state().perform(&remove("go1.27.3"));
    done.unwrap();
    let line = machine.0.lines.lock().unwrap().concat();
    assert!(line.starts_with("/x {00000001-0000-0000-0000-000000000000} /qn /norestart /l*v \""), "{line}");

    let repairs = state();
    let (version, arch, file) = (version("go1.27.3"), "amd64".to_owned(), repairs.package(&PACKAGE));
    let (machine, done, _) = repairs.perform(&Task::RepairMsi { version, arch, file });
    done.unwrap();
    let line = machine.0.lines.lock().unwrap().concat();
    assert!(
        line.starts_with("/i {00000001-0000-0000-0000-000000000000} REINSTALL=ALL REINSTALLMODE=amus /qn"),
        "{line}"
    );

    let mut repairs = state();
    repairs.exit = 1612;
    let (version, arch, file) = (self::version("go1.27.3"), "amd64".to_owned(), repairs.package(&PACKAGE));
    let (machine, done, _) = repairs.perform(&Task::RepairMsi { version, arch, file });
    assert_eq!(done.unwrap_err().code(), Code::MsiPackage);
    let lines = machine.0.lines.lock().unwrap();
    assert!(
        lines[1].starts_with("/i \"") && lines[1].contains(".msi\" REINSTALL=ALL REINSTALLMODE=vamus /qn"),
        "{lines:?}"
    );
    drop(lines);

    let (machine, done, _) = state().perform(&remove("go1.26.6"));
    assert_eq!(done.unwrap_err().code(), Code::PlanMoved);
    assert!(machine.0.lines.lock().unwrap().is_empty());
}

#[test]
fn the_exit_codes_of_windows_installer_are_explained() {
    let lab = tempfile::tempdir().unwrap();
    for (exit, restart) in [(0, false), (3010, true), (1641, true)] {
        let mut state = State::new().with_installed("go1.27.3", lab.path());
        state.exit = exit;
        let done = state.perform(&remove("go1.27.3")).1.unwrap();
        assert_eq!(done.needs_restart, restart, "{exit}");
    }
    for (exit, code, words) in [
        (1602, Code::Cancelled, "it was cancelled"),
        (1603, Code::MsiFailed, "the installation failed"),
        (1605, Code::PlanMoved, "not installed"),
        (1618, Code::MsiBusy, "another installation is running"),
        (1625, Code::MsiPolicy, "a policy"),
        (1638, Code::MsiFailed, "another version"),
        (7, Code::MsiFailed, "(7)"),
    ] {
        let mut state = State::new().with_installed("go1.27.3", lab.path());
        state.exit = exit;
        let error = state.perform(&remove("go1.27.3")).1.unwrap_err();
        let travelled: ElevationError = serde_json::from_str(&serde_json::to_string(&error).unwrap()).unwrap();
        assert_eq!((travelled.code(), &travelled), (code, &error));
        assert!(error.to_string().contains(words), "{error}");
        assert!(error.next().to_string().contains(".log"), "{}", error.next());
    }
}

#[test]
fn a_folder_that_another_account_created_is_not_used() {
    let mut state = State::new();
    state.owner = "S-1-5-21-1-2-3-1001";
    let file = state.package(&PACKAGE);
    let (machine, done, _) = state.perform(&install(file, None));
    let error = done.unwrap_err();
    assert_eq!(error.code(), Code::ElevateList);
    assert!(error.to_string().contains("belongs to S-1-5-21-1-2-3-1001"), "{error}");
    assert!(machine.0.lines.lock().unwrap().is_empty());
}

/// Another account could create the link first, and redirect the elevated copy to another protected folder.
#[cfg(unix)]
#[test]
fn a_link_in_place_of_the_folder_is_not_followed() {
    let (state, elsewhere) = (State::new(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(elsewhere.path(), state.disk.path().join("Upgo")).unwrap();
    let file = state.package(&PACKAGE);
    let error = state.perform(&install(file, None)).1.unwrap_err();
    assert!(error.to_string().contains("is reached through a link"), "{error}");
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn policies_are_read_only_from_the_key_of_the_administrators() {
    let mut data = Dump::default();
    let default = ElevatedPolicy::read(&data);
    assert_eq!((default.signer.as_str(), &default.feed, &default.ca_file), ("Google LLC", &None, &None));
    assert!(default.lenient.is_none() && default.machine_key.starts_with(r"HKLM\SYSTEM\"), "{default:?}");
    for key in [r"HKCU\Software\Policies\Upgo", r"HKLM32\SOFTWARE\Policies\Upgo", r"HKLM64\SOFTWARE\Upgo"] {
        data.0.insert(format!(r"{key}\FeedUrl"), "https://evil.example/".to_owned());
    }
    assert_eq!(ElevatedPolicy::read(&data), default);
    for (name, text) in [
        ("FeedUrl", "https://go.corp.example/"),
        ("MsiSigner", "Corp"),
        ("CaFile", r"C:\corp.pem"),
        ("Proxy", "http://proxy.corp.example:3128"),
    ] {
        data.0.insert(format!(r"{POLICY_KEY}\{name}"), text.to_owned());
    }
    let policy = ElevatedPolicy::read(&data);
    assert_eq!(policy.feed.as_deref(), Some("https://go.corp.example/"));
    assert_eq!((policy.proxy.as_deref(), default.proxy), (Some("http://proxy.corp.example:3128"), None));
    assert_eq!((policy.signer.as_str(), policy.ca_file), ("Corp", Some(PathBuf::from(r"C:\corp.pem"))));
}
