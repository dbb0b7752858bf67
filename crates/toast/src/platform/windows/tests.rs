//! These tests use their own registry key and folder. Wine has no Windows toasts, which is tested separately.
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use upgo_engine::base::report::Problem;
use upgo_engine::base::words::Language;
use upgo_engine::change::plan::{Action, ChangeName};
use upgo_engine::machine::home::Home;
use winreg::RegKey;
use winreg::enums::HKEY_CURRENT_USER;

use super::*;
use crate::card::Card;
use crate::press::Presses;
use crate::running::Running;
use crate::toast::Toast;

struct Lab {
    folder: tempfile::TempDir,
    key: String,
}

impl Lab {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let key = format!(r"Software\UpgoTest\toast-{}-{number}", std::process::id());
        Self { folder: tempfile::tempdir().unwrap(), key }
    }

    fn registration(&self, program: &str) -> Registration {
        Registration {
            program: self.folder.path().join(program),
            icon: self.folder.path().join("app.png"),
            classes: format!(r"{}\classes", self.key),
            start_menu: self.folder.path().join("Start Menu"),
        }
    }

    /// Every value below the key, as `key : name = value`, without the folder of the test.
    fn values(&self) -> Vec<String> {
        let mut values = Vec::new();
        if let Ok(key) = RegKey::predef(HKEY_CURRENT_USER).open_subkey(&self.key) {
            collect(&key, "", &mut values);
        }
        let folder = self.folder.path().display().to_string();
        values.iter().map(|value| value.replace(&folder, "F:")).collect()
    }

    fn shortcut(&self) -> PathBuf {
        self.folder.path().join("Start Menu").join("Upgo.lnk")
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        RegKey::predef(HKEY_CURRENT_USER).delete_subkey_all(&self.key).ok();
    }
}

fn collect(key: &RegKey, at: &str, values: &mut Vec<String>) {
    for name in key.enum_values().map(|value| value.unwrap().0) {
        let value: String = key.get_value(&name).unwrap();
        values.push(format!("{at} : {name} = {value}"));
    }
    for name in key.enum_keys().map(Result::unwrap) {
        collect(&key.open_subkey(&name).unwrap(), &format!(r"{at}\{name}"), values);
    }
}

#[test]
fn registers_the_program_its_links_and_its_shortcut() {
    let lab = Lab::new();
    let registration = lab.registration("Üpgo 50%.exe");
    register(&registration).unwrap();
    let mut values = lab.values();
    values.sort();
    assert_eq!(
        values,
        [
            r"\classes\AppUserModelId\dev.upgo.desktop : DisplayName = Upgo",
            r"\classes\AppUserModelId\dev.upgo.desktop : IconUri = F:\app.png",
            r"\classes\upgo :  = URL:Upgo",
            r"\classes\upgo : URL Protocol = ",
            r#"\classes\upgo\DefaultIcon :  = "F:\Üpgo 50%.exe",0"#,
            r#"\classes\upgo\shell\open\command :  = "F:\Üpgo 50%.exe" "%1""#,
        ]
    );
    assert_eq!(shortcut::program_of(&lab.shortcut()).unwrap(), registration.program);
    if keeps_names() {
        assert!(shortcut::is_ours(&lab.shortcut()));
    }
}

#[test]
fn keeps_correct_registrations_and_repairs_wrong_ones() {
    let lab = Lab::new();
    let registration = lab.registration("upgo-desktop.exe");
    register(&registration).unwrap();
    let (values, written) = (lab.values(), modified(&lab.shortcut()));
    register(&registration).unwrap();
    assert_eq!(lab.values(), values);
    if keeps_names() {
        assert_eq!(modified(&lab.shortcut()), written);
    }

    effect::write_plain(&lab.shortcut(), b"not a shortcut").unwrap();
    let key = format!(r"{}\classes\upgo\shell\open\command", lab.key);
    RegKey::predef(HKEY_CURRENT_USER).create_subkey(&key).unwrap().0.set_value("", &"other.exe").unwrap();
    register(&registration).unwrap();
    assert_eq!(lab.values(), values);
    assert_eq!(shortcut::program_of(&lab.shortcut()).unwrap(), registration.program);

    let moved = lab.registration("moved.exe");
    register(&moved).unwrap();
    assert_eq!(shortcut::program_of(&lab.shortcut()).unwrap(), moved.program);
}

#[test]
fn unregistering_removes_everything() {
    let lab = Lab::new();
    let registration = lab.registration("upgo-desktop.exe");
    register(&registration).unwrap();
    unregister(&registration).unwrap();
    assert!(lab.values().is_empty(), "{:?}", lab.values());
    assert!(!lab.shortcut().exists());
    unregister(&registration).unwrap();
}

#[test]
fn unregistering_keeps_entries_of_other_programs() {
    let lab = Lab::new();
    register(&lab.registration("other.exe")).unwrap();
    effect::write_plain(&lab.shortcut(), b"not a shortcut of ours").unwrap();
    unregister(&lab.registration("upgo-desktop.exe")).unwrap();
    let values = lab.values();
    assert!(values.iter().any(|value| value.contains(r#""F:\other.exe" "%1""#)), "{values:?}");
    assert!(!values.iter().any(|value| value.contains("AppUserModelId")), "{values:?}");
    assert!(lab.shortcut().exists());
}

#[test]
fn a_toast_is_shown_or_the_error_gives_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let desk = Notifier::new(home.clone(), Arc::new(|_| ()));
    let change = ChangeName::new(Action::Upgrade, None, Some(version()));
    let toast = Toast::Done { change, undo: Some(7), terminals: crate::Terminals::Open };
    let card = Card::of(&toast, Language::English);
    match desk.show(&card, Timestamp::UNIX_EPOCH) {
        // a Windows without a desktop (a service, a build machine) may accept or reject it
        Ok(()) => desk.withdraw(&card.tag).unwrap(),
        Err(error) => {
            let problem = Problem::from(error);
            assert_eq!(problem.code.as_str(), "UPGO-NOTIFY");
            assert!(!problem.causes.is_empty() || problem.message.to_string().contains("turned off"), "{problem:?}");
        }
    }
}

#[test]
fn an_update_needs_the_toast_or_the_error_gives_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Notifier::new(Home::new(folder.path()), Arc::new(|_| ()));
    let change = ChangeName::new(Action::Upgrade, None, Some(version()));
    let running = Running::new(change, &[], &upgo_engine::base::report::Progress::new(&[]), 1);
    match desk.update(&Card::of(&Toast::Running(Box::new(running)), Language::English)) {
        Ok(_) => {}
        Err(error) => assert_eq!(Problem::from(error).code.as_str(), "UPGO-NOTIFY"),
    }
}

#[test]
fn missing_toasts_are_reported_on_wine() {
    let Err(error) = desk::notifier() else {
        println!("SKIPPED: this Windows has toasts");
        return;
    };
    assert_eq!(error.code().0.cast_unsigned(), 0x8004_0154, "class not registered");
    let error = desk::no_service(error);
    assert_eq!(error.to_string(), "no notification service is available");
}

#[test]
fn a_press_that_does_more_than_open_has_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path());
    let desk = Notifier::new(home.clone(), Arc::new(|_| ()));
    let toast = Toast::Failed { change: ChangeName::new(Action::Upgrade, None, Some(version())), runs: None };
    let xml = desk.document(&Card::of(&toast, Language::Chinese), Timestamp::UNIX_EPOCH).unwrap();
    let links: Vec<_> = xml.split('"').filter(|text| text.starts_with("upgo:")).collect();
    assert_eq!(links.len(), 3, "the toast and two buttons: {xml}");
    assert_eq!(links[0], links[2], "a press outside the buttons and Details mean the same");
    let redeemed = Presses::of(&home).redeem(links[1], Timestamp::UNIX_EPOCH);
    assert_eq!(redeemed, Some(crate::Intent::TryAgain));
    assert!(xml.contains("src=\"file:///"), "{xml}");

    let xml = desk.document(&Card::of(&Toast::Test, Language::English), Timestamp::UNIX_EPOCH).unwrap();
    assert!(xml.contains(r#"launch="upgo:""#), "{xml}");
}

#[test]
fn windows_time_begins_in_1601() {
    assert_eq!(desk::date_time(Timestamp::UNIX_EPOCH).UniversalTime, 116_444_736_000_000_000);
}

/// Whether the system stores a shortcut's properties. Wine accepts and discards them.
fn keeps_names() -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lnk");
    shortcut::put(&path, Path::new(r"C:\upgo-desktop.exe")).unwrap();
    let keeps = shortcut::is_ours(&path);
    if !keeps {
        println!("SKIPPED: this system (Wine) stores no name in a shortcut");
    }
    keeps
}

fn version() -> upgo_engine::base::version::Version {
    upgo_engine::base::version::Version::from_name("go1.27.1").unwrap()
}

fn modified(path: &Path) -> std::time::SystemTime {
    fs_err::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn the_start_menu_is_the_systems_own_and_no_test_writes_there() {
    let variables = |name: &str| (name == "APPDATA").then(|| r"C:\moved".into());
    let home = Home::new(r"C:\nowhere\Upgo");
    let registration = Registration::locate(&home, PathBuf::from(r"C:\nowhere\upgo.exe"), &variables).unwrap();
    let menu = start_menu().unwrap();
    assert!(menu.is_dir() && !menu.starts_with(r"C:\moved"), "{}", menu.display());
    let expected = if upgo_engine::machine::fault::ARMED { home.root().join("start-menu") } else { menu };
    assert_eq!(registration.start_menu, expected);
}
