//! Which tasks and packages are refused, and how the official package is installed.
use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::change::elevation::{Stage, Task, Windows as _};
use upgo_engine::machine::platform::CodeSignature;
use upgo_testkit::go_msi;

use super::machine::{PACKAGE, State, install, version};

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
