//! The modes of the background check: one at a time, and none leaves anything behind.
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use upgo_testkit::lab::{Lab, Ran};
use upgo_testkit::limit::InTime as _;

use crate::lab;

/// A sandbox with both programs in a folder with unusual characters, and a fake systemd that links and unlinks like the
/// real one.
struct Machine {
    lab: Lab,
    systemd: PathBuf,
}

impl Machine {
    fn new() -> Self {
        let lab = lab();
        fs::create_dir_all(lab.user().join(".config")).unwrap();
        let programs = lab.path("pro grams %d");
        let systemd = lab.path("systemd");
        fs::create_dir_all(&programs).unwrap();
        for name in ["upgo", "upgo-desktop"] {
            script(&programs.join(name), "exit 0");
        }
        put_systemd(&systemd);
        let path = upgo_testkit::system::path_after(&systemd);
        let lab = lab.with_variable("UPGO_TEST_DESKTOP", programs.join("upgo-desktop")).with_variable("PATH", path);
        Self { lab: lab.with_variable("UPGO_TEST_PROGRAMS", &programs), systemd }
    }

    fn background(&self, form: &str) -> Value {
        self.lab.upgo(["background", form, "--json"]).succeeds().json()
    }

    fn refused(&self, form: &str) -> Ran {
        self.lab.upgo(["background", form, "--json"]).exits(1)
    }

    fn calls(&self) -> Vec<String> {
        let calls = fs::read_to_string(self.systemd.join("calls")).unwrap_or_default();
        calls.lines().map(str::to_owned).collect()
    }

    /// Every file and folder of the user outside Upgo's home, with its content.
    fn files(&self) -> Vec<(PathBuf, String)> {
        let mut found = Vec::new();
        let mut folders = vec![self.lab.user()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
                if entry == self.lab.home() {
                    continue;
                }
                let is_folder = entry.symlink_metadata().unwrap().is_dir();
                found.push((entry.clone(), fs::read_to_string(&entry).unwrap_or_default()));
                folders.extend(is_folder.then_some(entry));
            }
        }
        found.sort();
        found
    }

    fn config(&self) -> PathBuf {
        self.lab.user().join(".config")
    }

    fn service(&self) -> PathBuf {
        self.config().join("systemd/user/upgo-check.service")
    }
}

/// The command line in the text of a service.
fn started_by(service: &Path) -> String {
    let text = fs::read_to_string(service).unwrap();
    text.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap().to_owned()
}

/// Writes a `systemctl` that links and unlinks like the real one, and lists its calls.
pub(crate) fn put_systemd(folder: &Path) {
    let link = r#"
        units="$HOME/.config/systemd/user" wants="$HOME/.config/systemd/user/timers.target.wants"
        echo "$@" >> "$(dirname "$0")/calls"
        case "$3" in
        enable) mkdir -p "$wants" && ln -sf "$units/$5" "$wants/$5" ;;
        disable) rm -f "$wants/$5" ;;
        esac"#;
    fs::create_dir_all(folder).unwrap();
    script(&folder.join("systemctl"), link);
}

fn script(path: &Path, text: &str) {
    fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn each_mode_replaces_the_previous_one_and_leaves_nothing_behind() {
    let machine = Machine::new();
    fs::create_dir_all(machine.config().join("systemd/user")).unwrap();
    fs::write(machine.config().join("systemd/user/mine.service"), "mine").unwrap();
    let before = machine.files();
    for form in ["tray", "scheduled", "tray", "off", "scheduled", "off"] {
        let report = machine.background(form);
        assert_eq!(report["changed"], true, "{form}: {report:#}");
        assert_eq!(
            (&report["startsAtLogIn"], &report["setting"]),
            (&(form == "tray").into(), &form.into()),
            "{report:#}"
        );
        assert_eq!(report["isScheduled"], form == "scheduled", "{report:#}");
        let files = machine.files();
        assert_eq!(machine.background(form)["changed"], false, "{form} is already set");
        assert_eq!(machine.files(), files, "{form} is not written again");
    }
    assert_eq!(machine.files(), before);
    let status = machine.background("status");
    assert_eq!((&status["startsAtLogIn"], &status["isScheduled"]), (&false.into(), &false.into()));
}

#[test]
fn purge_removes_the_background_mode() {
    let machine = Machine::new();
    let before = machine.files();
    machine.background("scheduled");
    machine.lab.upgo(["purge", "--yes"]).succeeds();
    assert_eq!(machine.files(), before);
    machine.background("tray");
    machine.lab.upgo(["purge", "--yes"]).succeeds();
    assert_eq!(machine.files(), before);
}

#[test]
fn systemctl_runs_once_for_each_change() {
    let machine = Machine::new();
    machine.background("scheduled");
    machine.background("scheduled");
    let timer = "upgo-check.timer";
    assert_eq!(
        machine.calls(),
        ["--user --quiet daemon-reload".into(), format!("--user --quiet enable --now {timer}")]
    );
    machine.background("off");
    assert_eq!(
        machine.calls()[2..],
        [format!("--user --quiet disable --now {timer}"), "--user --quiet daemon-reload".into()]
    );
}

#[test]
fn without_a_user_systemd_nothing_changes() {
    let machine = Machine::new();
    machine.background("tray");
    let before = machine.files();
    script(&machine.systemd.join("systemctl"), "echo 'Failed to connect to bus' >&2; exit 1");
    let refused = machine.refused("scheduled").json();
    assert_eq!(refused["error"]["code"], "UPGO-BACKGROUND-UNSUPPORTED", "{refused:#}");
    assert!(refused["error"]["message"].as_str().unwrap().contains("Failed to connect to bus"), "{refused:#}");
    assert_eq!(machine.files(), before);
    assert_eq!(machine.background("status")["setting"], "tray", "the settings match the machine");
}

#[test]
fn a_schedule_that_cannot_be_replaced_stays() {
    let machine = Machine::new();
    machine.background("scheduled");
    let service = machine.service();
    let older = fs::read_to_string(&service).unwrap().replace("/upgo\"", "/upgo-before\"");
    fs::write(&service, older).unwrap();
    let before = machine.files();
    script(&machine.systemd.join("systemctl"), "[ \"$3\" != enable ] || { echo 'no such unit' >&2; exit 1; }");
    let refused = machine.refused("scheduled").json();
    assert_eq!(refused["error"]["code"], "UPGO-BACKGROUND-UNSUPPORTED", "{refused:#}");
    assert_eq!(machine.files(), before);
}

/// The window's libraries would be loaded each hour.
#[test]
fn the_command_line_makes_the_scheduled_check() {
    let machine = Machine::new();
    // as if the window made it
    machine.background("scheduled");
    let text = fs::read_to_string(machine.service()).unwrap();
    let earlier =
        text.replace("/upgo\" check --notify --progress none\nStandardOutput=null", "/upgo-desktop\" --check");
    assert_ne!(earlier, text, "{text}");
    fs::write(machine.service(), earlier).unwrap();
    assert_eq!(machine.background("scheduled")["changed"], true, "the service is replaced");
    assert_eq!(fs::read_to_string(machine.service()).unwrap(), text);
}

/// Runs what systemd would start, in a sandbox without a screen.
#[test]
fn the_scheduled_check_downloads_when_it_is_due_and_bothers_nobody() {
    let systemd = tempfile::tempdir().unwrap();
    put_systemd(systemd.path());
    let lab = lab().with_release("go1.26.5").with_release("go1.26.6");
    let lab = lab.with_variable("PATH", upgo_testkit::system::path_after(systemd.path()));
    fs::create_dir_all(lab.user().join(".config")).unwrap();
    lab.upgo(["install", "1.26.5", "--use"]).succeeds();
    lab.upgo(["settings", "set", "download.automatic", "patch"]).succeeds();
    lab.upgo(["settings", "set", "notifications", "false"]).succeeds();
    fs::remove_file(lab.home().join("watch.json")).unwrap();
    lab.upgo(["background", "scheduled"]).succeeds();
    let line = started_by(&lab.user().join(".config/systemd/user/upgo-check.service"));
    let start = || lab.other("/bin/sh", ["-c", &line]).succeeds();
    assert_eq!(start().errors, "", "systemd's journal gets nothing");
    let history = lab.upgo(["history", "--json"]).succeeds().json();
    let entry = &history["entries"][0];
    assert_eq!((&entry["action"], &entry["by"]), (&"download".into(), &"scheduled".into()), "{history:#}");
    let requests = lab.server.requests().len();
    assert_eq!(start().errors, "");
    assert_eq!(lab.server.requests().len(), requests, "it was too early");
}

/// Each effect fails once: of the files, of the calls of systemd, of the settings.
#[test]
fn a_set_up_that_fails_at_any_point_leaves_what_was() {
    if !cfg!(feature = "faults") {
        println!("SKIPPED: this build has no fault points (feature faults)");
        return;
    }
    for (old, new) in [("tray", "scheduled"), ("scheduled", "tray"), ("scheduled", "off"), ("off", "scheduled")] {
        let machine = Machine::new();
        machine.background(old);
        machine.lab.keep("before");
        let before = machine.files();
        let set_up = |fault: String| machine.lab.upgo(["background", new, "--json"]).with("UPGO_FAULT", fault).ends();
        let trace = machine.lab.path("trace");
        set_up(format!("trace:{}", trace.display()));
        let points = fs::read_to_string(trace).unwrap().lines().count();
        let mut failures = 0;
        for point in 1..=points {
            machine.lab.go_back("before");
            if set_up(format!("fail@{point}")).code == Some(0) {
                continue;
            }
            failures += 1;
            assert_eq!(machine.files(), before, "from {old} to {new}, effect {point} fails");
        }
        assert!(failures > 3, "from {old} to {new}: {failures} of {points}");
    }
}

#[test]
fn an_app_image_starts_by_its_own_name_and_not_from_where_it_is_mounted() {
    let lab = lab();
    fs::create_dir_all(lab.user().join(".config")).unwrap();
    let image = lab.path("Upgo.AppImage");
    script(&image, "exit 0");
    let mounted = Path::new(env!("CARGO_BIN_EXE_upgo")).parent().unwrap();
    let systemd = lab.path("systemd");
    put_systemd(&systemd);
    let lab = lab.with_variable("PATH", upgo_testkit::system::path_after(&systemd));
    let lab = lab.with_variable("APPIMAGE", &image).with_variable("APPDIR", mounted);
    lab.upgo(["background", "tray"]).succeeds();
    let text = fs::read_to_string(lab.user().join(".config/autostart/upgo.desktop")).unwrap();
    assert!(text.contains("Upgo.AppImage") && !text.contains("upgo-desktop"), "{text}");
    lab.upgo(["background", "scheduled"]).succeeds();
    let line = started_by(&lab.user().join(".config/systemd/user/upgo-check.service"));
    assert_eq!(line, format!("\"{}\" --check", image.display()));
}

#[test]
fn the_tray_mode_needs_the_desktop_program() {
    let lab = lab().with_variable("UPGO_TEST_DESKTOP", "/nowhere/upgo-desktop");
    let refused = lab.upgo(["background", "tray", "--json"]).exits(1).json();
    assert_eq!(refused["error"]["code"], "UPGO-BACKGROUND-UNSUPPORTED", "{refused:#}");
    let advice = refused["error"]["next"].as_str().unwrap();
    assert!(advice.starts_with("Install Upgo's desktop program, or run `upgo background "), "{refused:#}");
    assert!(!advice.contains("tray"), "it does not work here: {refused:#}");
    lab.upgo(["background", "off"]).succeeds();
    assert!(lab.upgo(["background"]).succeeds().output.contains("not installed"));
}

#[test]
fn an_autostart_entry_that_the_desktop_disabled_stays_off_until_set_again() {
    let machine = Machine::new();
    machine.background("tray");
    let entry = machine.config().join("autostart/upgo.desktop");
    fs::write(&entry, fs::read_to_string(&entry).unwrap() + "Hidden=true\n").unwrap();
    assert_eq!(machine.background("status")["startsAtLogIn"], false);
    assert_eq!(machine.background("tray")["startsAtLogIn"], true);
}

/// The unit files, checked by systemd itself.
#[test]
fn systemd_accepts_the_units() {
    let machine = Machine::new();
    machine.background("scheduled");
    let units = machine.config().join("systemd/user");
    let verified = |units: &Path| {
        let mut verify = machine.lab.command("systemd-analyze");
        verify.env("XDG_RUNTIME_DIR", machine.lab.path("tmp")).args(["verify", "--user"]);
        verify.arg(units.join("upgo-check.service")).arg(units.join("upgo-check.timer")).output_in_time()
    };
    let Ok(ran) = verified(&units) else {
        println!("SKIPPED: systemd-analyze is not installed");
        return;
    };
    assert!(ran.status.success() && ran.stderr.is_empty(), "{}", String::from_utf8_lossy(&ran.stderr));
    // proves that the check works: systemd reports a missing program
    let service = machine.service();
    fs::write(&service, fs::read_to_string(&service).unwrap().replace("/upgo\"", "/no-such-program\"")).unwrap();
    assert!(!verified(&units).unwrap().status.success());
}

#[test]
fn a_link_in_place_of_the_timer_is_replaced_not_followed() {
    let machine = Machine::new();
    let units = machine.config().join("systemd/user");
    fs::create_dir_all(&units).unwrap();
    let other = machine.lab.path("other");
    fs::write(&other, "other").unwrap();
    symlink(&other, units.join("upgo-check.timer")).unwrap();
    machine.background("scheduled");
    machine.background("off");
    assert_eq!(fs::read_to_string(&other).unwrap(), "other");
    assert!(!Command::new("test").arg("-L").arg(units.join("upgo-check.timer")).status_in_time().unwrap().success());
}
