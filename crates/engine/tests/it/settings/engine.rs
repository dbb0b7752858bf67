//! The settings of an engine: the last good values, those that decide trust, and copies of the file.
use std::fs;
use std::path::Path;

use upgo_engine::base::report::{Code, Problem};
use upgo_engine::cases::{Engine, Setup};
use upgo_engine::choices::settings::{Imported, Settings, WriteOutcome, export};

use super::{File, number};

fn import(path: &Path, from: &Path) -> Result<(WriteOutcome, Vec<Problem>), Problem> {
    let imported = Imported::read(from)?;
    let outcome = imported.write(path, &Settings::default()).map_err(|error| Problem::of(&error))?;
    Ok((outcome, imported.warnings().to_vec()))
}

#[test]
fn export_and_import_copy_the_file_byte_for_byte_or_not_at_all() {
    let (file, other) = (File::with("# mine\r\n[check]\r\ninterval = '2h'\r\nto-come = 1"), File::missing());
    let exported = file.0.path().join("exported.toml");
    export(&file.path(), &exported).unwrap();
    let (outcome, warnings) = import(&other.path(), &exported).unwrap();
    assert_eq!((outcome, other.text()), (WriteOutcome::Changed, file.text()));
    assert!(
        warnings[0].message.to_string().contains("line 4, column 11: there is no setting \"check.to-come\""),
        "{warnings:?}"
    );
    assert_eq!(import(&other.path(), &exported).unwrap().0, WriteOutcome::Unchanged);
    fs::write(&exported, "theme = \"dark\"\ncheck.interval = \"5m\"\n").unwrap();
    let problem = import(&other.path(), &exported).unwrap_err();
    assert_eq!((problem.code, problem.code.exit()), (Code::SettingInvalid, 2));
    assert!(
        problem.message.to_string().contains("exported.toml, line 2, column 18: check.interval"),
        "{}",
        problem.message
    );
    assert_eq!(other.text(), file.text());
    import(&other.path(), &file.0.path().join("missing")).unwrap_err();
    export(&File::missing().path(), &exported).unwrap();
    import(&other.path(), &exported).unwrap();
    assert_eq!(other.load().settings, Settings::default());
    fs::write(other.path(), "broken = = 1").unwrap();
    assert_eq!(import(&other.path(), &exported).unwrap().0, WriteOutcome::Changed, "an import repairs a broken file");
}

#[test]
fn whom_upgo_trusts_changes_only_by_a_plan() {
    let file = File::with("theme = \"dark\"\n");
    let variables = [
        ("UPGO_HOME".into(), file.path().parent().unwrap().into()),
        ("HOME".into(), file.0.path().into()),
        ("USERPROFILE".into(), file.0.path().into()),
    ];
    let engine = Engine::open(Setup { variables: variables.into(), ..Setup::of_this_process("a test") }).unwrap();
    let trust: Vec<&str> = Settings::KEYS.iter().filter(|key| key.decides_trust).map(|key| key.name).collect();
    assert_eq!(
        trust,
        [
            "hooks.before-switch", "hooks.after-switch", "hooks.soak", "hooks.on-failure", "hooks.on-release",
            "hooks.on-vulnerability", "hooks.on-check-failure", "hooks.on-unattended", "mirrors", "proxy", "ca-file",
            "redirect-hosts", "proof", "proof-for-own-feed", "checksum-database", "follow-projects",
        ]
    );
    for key in trust {
        assert_eq!(engine.set_setting(key, None).unwrap_err().code, Code::Usage, "{key}");
    }
    let other = file.0.path().join("other.toml");
    fs::write(&other, "theme = \"light\"\nproof = \"digest\"\n").unwrap();
    let problem = import(&file.path(), &other).unwrap_err();
    assert_eq!((problem.code, file.text()), (Code::Busy, "theme = \"dark\"\n".to_owned()));
    engine.set_setting("theme", Some("light")).unwrap();
}

#[test]
fn the_last_good_values_survive_a_restart() {
    let made = File::with("");
    let (file, home) = (made.path(), made.0.path().join("home"));
    let engine = || {
        let variables = [("UPGO_HOME".into(), home.clone().into()), ("HOME".into(), made.0.path().into())].into();
        Engine::open(Setup { variables, ..Setup::of_this_process("a test") }).unwrap()
    };
    fs::write(&file, "quiet-hours = \"22:00-07:00\"\nkeep-versions = 8\n").unwrap();
    let good = engine().settings().clone();
    assert_eq!(good.keep_versions, number(8));
    fs::write(&file, "quiet-hours = \"22:00-07:00\nkeep-versions = 9\n").unwrap();
    for _ in 0..2 {
        let engine = engine();
        assert_eq!(engine.settings(), &good);
        assert!(engine.loaded_settings().problem.is_some());
    }
    fs::write(&file, "quiet-hours = \"late\"\nkeep-versions = 9\n").unwrap();
    let half = engine().settings().clone();
    assert_eq!(
        (half.keep_versions, half.quiet_hours),
        (number(9), good.quiet_hours),
        "only the invalid value stays as it was"
    );
    fs::remove_file(&file).unwrap();
    assert_eq!(engine().settings(), &Settings::default());
    fs::write(&file, "=").unwrap();
    assert_eq!(engine().settings(), &Settings::default(), "removing the file restores the defaults");

    fs::remove_file(&file).unwrap();
    engine().set_setting("keep-versions", Some("7")).unwrap();
    fs::write(&file, "=").unwrap();
    assert_eq!(engine().settings().keep_versions, number(7), "a value that Upgo wrote counts at once");
}
