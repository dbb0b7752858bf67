//! An installed product: removed, repaired, and what Windows Installer answers to that.
use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::change::elevation::{ElevationError, Task, Windows as _};
use upgo_engine::environment::MACHINE_KEY;

use super::machine::{PACKAGE, State, path, real, remove, version};

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
