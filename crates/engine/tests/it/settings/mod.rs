//! settings.toml: reading never fails, and writing touches nothing else.
mod edit;
mod engine;
mod problems;

use std::fs;
use std::num::NonZeroU32;
use std::path::PathBuf;

use serde_json::json;
use upgo_engine::choices::settings::{Loaded, Settings, WriteOutcome, load, set, unset};
use upgo_engine::released::catalog::Channel;

/// A checksum database of an organization.
const DATABASE: &str =
    "sum.corp.example+17c1e79c+Aaov4OCxi1Nz2Qxsa6bpZ6K7pN02QawX4DPWcDQ7Tj/l https://sum.corp.example/go";

struct File(tempfile::TempDir);

impl File {
    fn missing() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(content: impl AsRef<[u8]>) -> Self {
        let file = Self::missing();
        fs::create_dir(file.0.path().join("home")).unwrap();
        fs::write(file.path(), content).unwrap();
        file
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("home").join("settings.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    fn load(&self) -> Loaded {
        load(&self.path(), &Settings::default())
    }

    fn set(&self, name: &str, value: &str) -> WriteOutcome {
        set(&self.path(), name, value).unwrap()
    }
}

fn number(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap()
}

#[test]
fn without_a_file_the_defaults_apply() {
    let loaded = File::missing().load();
    assert_eq!(loaded.settings, Settings::default());
    assert_eq!((loaded.problem, loaded.warnings), (None, Vec::new()));
    let defaults = Settings::default();
    assert_eq!(
        (defaults.channels.widest(), defaults.keep_versions, defaults.keep_archives),
        (Channel::Stable, number(3), false)
    );
    assert!(defaults.modify_path && defaults.mirrors.is_empty() && defaults.proxy.is_none());
}

#[test]
fn the_first_set_creates_a_file_that_explains_every_key() {
    let file = File::missing();
    assert_eq!(file.set("keep-versions", "5"), WriteOutcome::Changed);
    let text = file.text();
    for key in Settings::KEYS {
        assert!(text.contains(&key.doc.to_string()) && text.contains(&format!("\n# {} =", key.name)), "{text}");
    }
    assert!(text.contains("# keep-versions = 3\nkeep-versions = 5\n"), "{text}");
    assert_eq!(file.load().settings.keep_versions, number(5));
    assert_eq!(file.load().problem, None);
    assert_eq!(file.set("keep-versions", "5"), WriteOutcome::Unchanged);
    assert_eq!(unset(&file.path(), "keep-versions").unwrap(), WriteOutcome::Changed);
    assert_eq!(file.text(), text.replace("\nkeep-versions = 5", ""));
    assert_eq!(unset(&file.path(), "keep-versions").unwrap(), WriteOutcome::Unchanged);
}

#[test]
fn every_commented_default_is_correct() {
    let file = File::missing();
    file.set("modify-path", "false");
    let uncommented = file.text().replace("modify-path = false\n", "");
    let lines = uncommented.lines().map(|line| match line.strip_prefix("# ") {
        Some(rest) if Settings::KEYS.iter().any(|key| rest.starts_with(&format!("{} = ", key.name))) => rest,
        _ => line,
    });
    let file = File::with(lines.collect::<Vec<_>>().join("\n"));
    let loaded = file.load();
    assert_eq!((loaded.settings, loaded.problem), (Settings::default(), None));
}

#[test]
fn every_key_can_be_set_listed_and_unset() {
    let file = File::missing();
    let certificate = file.0.path().join("company ca.pem");
    fs::write(&certificate, upgo_testkit::server::Authority::new("Example Root").pem()).unwrap();
    let certificate = certificate.to_str().unwrap();
    let with_arguments = json!([certificate, "-x", "a, b"]).to_string();
    let project = if cfg!(windows) { r"C:\src\my server" } else { "/src/my server" };
    let values = [
        ("channels", "rc, stable", json!(["stable", "rc"])),
        ("suggest", "line", json!("line")),
        ("check.automatic", "false", json!(false)),
        ("check.interval", "12h", json!("12h")),
        ("check.security-interval", "90m", json!("90m")),
        ("check.unmetered-only", "true", json!(true)),
        ("check.window", "18:00-24:00", json!("18:00-00:00")),
        ("check.cool-down", "72h", json!("3d")),
        ("quiet-hours", "22:00 - 7:00", json!("22:00-07:00")),
        ("download.automatic", "patch,security,patch", json!(["security", "patch"])),
        (
            "install.automatic",
            "security, patch, major, prerelease",
            json!(["security", "patch", "major", "prerelease"]),
        ),
        ("install.switch", "true", json!(true)),
        ("install.idle", "0", json!("0")),
        ("rehearse.before-upgrade", "build", json!("build")),
        ("rehearse.after-upgrade", "test", json!("test")),
        ("background", "scheduled", json!("scheduled")),
        ("self-update", "auto", json!("auto")),
        ("keep-versions", "7", json!(7)),
        ("keep-archives", "true", json!(true)),
        ("whole-archives", "true", json!(true)),
        ("mirrors", "https://a.example/go, http://[::1]/", json!(["https://a.example/go/", "http://[::1]/"])),
        ("redirect-hosts", "CDN.example, b.example", json!(["cdn.example", "b.example"])),
        ("proxy", "http://user:pass@proxy.example:3128", json!("http://…@proxy.example:3128/")),
        ("ca-file", certificate, json!(certificate)),
        ("hooks.before-switch", certificate, json!([certificate])),
        ("hooks.after-switch", &*with_arguments, json!([certificate, "-x", "a, b"])),
        ("hooks.soak", certificate, json!([certificate])),
        ("hooks.soak-time", "15m", json!("15m")),
        ("hooks.on-failure", certificate, json!([certificate])),
        ("hooks.on-release", certificate, json!([certificate])),
        ("hooks.on-vulnerability", certificate, json!([certificate])),
        ("hooks.on-check-failure", certificate, json!([certificate])),
        ("hooks.on-unattended", certificate, json!([certificate])),
        ("hooks.time-limit", "90s", json!("90s")),
        ("proof", "required", json!("required")),
        ("proof-for-own-feed", "true", json!(true)),
        ("checksum-database", DATABASE, json!(DATABASE)),
        ("modify-path", "false", json!(false)),
        ("ask-shell", "false", json!(false)),
        ("follow-projects", "true", json!(true)),
        ("system-wide", "true", json!(true)),
        ("projects", project, json!([project])),
        ("projects-from-editors", "true", json!(true)),
        ("theme", "dark", json!("dark")),
        ("language", "zh-CN", json!("zh-CN")),
        ("close-to-tray", "false", json!(false)),
        ("notifications", "false", json!(false)),
        ("notify.releases", "", json!([])),
        ("notify.results", "false", json!(false)),
        ("notify.errors", "false", json!(false)),
    ];
    assert_eq!(values.len(), Settings::KEYS.len(), "a new key needs a row here");
    for (name, text, expected) in &values {
        assert_eq!(file.set(name, text), WriteOutcome::Changed, "{name}");
        let entry = file.load().get(name).unwrap();
        assert_eq!((&entry.value, entry.is_set), (expected, true), "{name}");
        assert_ne!(entry.value, entry.default);
    }
    assert_eq!(file.load().list().len(), values.len());
    for (name, _, _) in &values {
        unset(&file.path(), name).unwrap();
    }
    assert_eq!(file.load().settings, Settings::default());
    assert!(file.load().list().iter().all(|entry| !entry.is_set));
}

#[test]
fn the_reference_has_a_row_for_every_key() {
    let reference = include_str!("../../../../../docs/settings.md");
    for key in Settings::KEYS {
        assert!(reference.contains(&format!("| `{}` | {} |", key.name, key.kind)), "{reference}");
    }
    assert!(reference.contains("| `keep-versions` | a whole number of at least 1 | `3` |"), "{reference}");
}
