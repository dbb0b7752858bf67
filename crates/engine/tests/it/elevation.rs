//! The elevated part on a simulated machine: what it refuses, what it starts, and what it reports. The prompt, the pipe
//! and the real installer are tested on Windows, in `crates/cli/tests/cli/windows/elevation.rs`.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use upgo_engine::elevation::{ElevationError, Hands, POLICY_KEY, Policy, Stage, Task, TaskDone, Windows};
use upgo_engine::environment::{MACHINE_KEY, RegistryValue};
use upgo_engine::inventory::Registry;
use upgo_engine::platform::{CodeSignature, Guard, plain};
use upgo_engine::report::{Code, Explain as _};
use upgo_engine::version::Version;
use upgo_testkit::release::{Release, write_mirror};

use crate::registry::Dump;

const AMD64: &str = "0567AE226CA41004FB924F8B77D51B0C";
const BYTES: &[u8] = b"the official package";

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
            assert_eq!(std::fs::read(package).unwrap(), BYTES);
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
        Ok(Guard { owner: self.0.owner.to_owned(), grants: Some(Vec::new()) })
    }

    fn create_guarded(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir(folder)
    }

    fn data_folder(&self) -> Option<PathBuf> {
        Some(plain(&std::fs::canonicalize(self.0.disk.path()).unwrap()))
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
        let disk = tempfile::tempdir().unwrap();
        let folder =
            write_mirror(&[Release::installer("go1.27.3", "amd64", BYTES.to_vec())], &disk.path().join("feed"));
        let feed = format!("file:///{}/", folder.display().to_string().replace('\\', "/").trim_start_matches('/'));
        let mut state = Self {
            disk,
            registry: Dump::default(),
            values: Mutex::default(),
            signature: CodeSignature { verdict: 0, signer: Some("Google LLC".to_owned()), rooted: true },
            owner: "S-1-5-18",
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
    let file = state.package(BYTES);
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
        (BYTES, signed(0x800b_0100, None, false), Code::VerifySigner, "0x800b0100"), // not signed
        (BYTES, signed(0x8009_6010, google, true), Code::VerifySigner, "0x80096010"), // changed
        (BYTES, signed(0x800b_0109, google, false), Code::VerifySigner, "0x800b0109"), // unknown root
        (BYTES, signed(0, google, false), Code::VerifySigner, "does not chain to a root"), // the user's own root
        (BYTES, signed(0, Some("Google LLC "), true), Code::VerifySigner, "signed by"),
        (BYTES, signed(0, None, true), Code::VerifySigner, "no name"),
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

#[test]
fn an_unknown_release_and_a_file_on_another_machine_are_refused() {
    let other = State::new();
    let full = other.package(BYTES).display().to_string();
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
    let registered = lab.path().join("My Go");
    for (folder, accepted) in [
        (registered.clone(), true),
        (registered.join(""), true), // with a trailing separator
        (lab.path().join("Other"), false),
        (registered.join(".."), false),
        (PathBuf::from(format!("{}\" TRANSFORMS=\"x", registered.display())), false),
    ] {
        let state = State::new().with_installed("go1.26.6", &registered);
        let file = state.package(BYTES);
        let (machine, done, _) = state.perform(&install(file, Some(folder.clone())));
        assert_eq!(done.is_ok(), accepted, "{}: {done:?}", folder.display());
        let lines = machine.0.lines.lock().unwrap().concat();
        assert_eq!(lines.contains(&format!("INSTALLDIR=\"{}\" /qn", registered.display())), accepted, "{lines}");
    }
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
    let (machine, done, _) = State::new().with_installed("go1.26.6", lab.path()).perform(&remove("go1.26.6"));
    done.unwrap();
    let state = State::new();
    *state.values.lock().unwrap() = machine.0.values.lock().unwrap().clone();
    let file = state.package(BYTES);
    state.perform(&install(file, Some(lab.path().to_owned()))).1.unwrap();
}

#[test]
fn a_product_is_removed_and_repaired_by_its_registered_code() {
    let lab = tempfile::tempdir().unwrap();
    let state = || State::new().with_installed("go1.27.3", lab.path());
    let (machine, done, _) = state().perform(&remove("go1.27.3"));
    done.unwrap();
    let line = machine.0.lines.lock().unwrap().concat();
    assert!(line.starts_with("/x {00000001-0000-0000-0000-000000000000} /qn /norestart /l*v \""), "{line}");

    let repairs = state();
    let (version, arch, file) = (version("go1.27.3"), "amd64".to_owned(), repairs.package(BYTES));
    let (machine, done, _) = repairs.perform(&Task::RepairMsi { version, arch, file });
    done.unwrap();
    let line = machine.0.lines.lock().unwrap().concat();
    assert!(
        line.starts_with("/i {00000001-0000-0000-0000-000000000000} REINSTALL=ALL REINSTALLMODE=amus /qn"),
        "{line}"
    );

    let mut repairs = state();
    repairs.exit = 1612;
    let (version, arch, file) = (self::version("go1.27.3"), "amd64".to_owned(), repairs.package(BYTES));
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
        assert!(error.next().contains(".log"), "{}", error.next());
    }
}

#[test]
fn a_folder_that_another_account_created_is_not_used() {
    let mut state = State::new();
    state.owner = "S-1-5-21-1-2-3-1001";
    let file = state.package(BYTES);
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
    let file = state.package(BYTES);
    let error = state.perform(&install(file, None)).1.unwrap_err();
    assert!(error.to_string().contains("is reached through a link"), "{error}");
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn policies_are_read_only_from_the_key_of_the_administrators() {
    let mut data = Dump::default();
    let default = Policy::read(&data);
    assert_eq!((default.signer.as_str(), &default.feed, &default.ca_file), ("Google LLC", &None, &None));
    assert!(default.lenient.is_none() && default.machine_key.starts_with(r"HKLM\SYSTEM\"), "{default:?}");
    for key in [r"HKCU\Software\Policies\Upgo", r"HKLM32\SOFTWARE\Policies\Upgo", r"HKLM64\SOFTWARE\Upgo"] {
        data.0.insert(format!(r"{key}\FeedUrl"), "https://evil.example/".to_owned());
    }
    assert_eq!(Policy::read(&data), default);
    for (name, text) in [("FeedUrl", "https://go.corp.example/"), ("MsiSigner", "Corp"), ("CaFile", r"C:\corp.pem")] {
        data.0.insert(format!(r"{POLICY_KEY}\{name}"), text.to_owned());
    }
    let policy = Policy::read(&data);
    assert_eq!(policy.feed.as_deref(), Some("https://go.corp.example/"));
    assert_eq!((policy.signer.as_str(), policy.ca_file), ("Corp", Some(PathBuf::from(r"C:\corp.pem"))));
}
