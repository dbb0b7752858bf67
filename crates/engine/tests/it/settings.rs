//! settings.toml: reading never fails, and writing touches nothing else.
use std::fs;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::json;
use upgo_engine::base::report::{Code, Explain as _, Problem};
use upgo_engine::cases::{Engine, Setup};
use upgo_engine::choices::settings::{
    Imported, Loaded, Settings, SettingsError, Theme, WriteOutcome, export, load, reference, set, unset,
};
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
        ("hooks.on-failure", certificate, json!([certificate])),
        ("hooks.time-limit", "90s", json!("90s")),
        ("proof", "required", json!("required")),
        ("proof-for-own-feed", "true", json!(true)),
        ("checksum-database", DATABASE, json!(DATABASE)),
        ("modify-path", "false", json!(false)),
        ("system-wide", "true", json!(true)),
        ("projects", project, json!([project])),
        ("projects-from-editors", "true", json!(true)),
        ("theme", "dark", json!("dark")),
        ("language", "zh-CN", json!("zh-CN")),
        ("close-to-tray", "false", json!(false)),
        ("notifications", "false", json!(false)),
        ("notify.security", "false", json!(false)),
        ("notify.stable", "false", json!(false)),
        ("notify.rc", "false", json!(false)),
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
fn only_the_given_value_is_changed() {
    let before =
        "# mine\r\n\r\n  \"keep-versions\"   =   4   # four\r\nunknown = [ 1,\r\n 2 ]\r\ntheme='light'\r\n# end";
    let file = File::with(before);
    file.set("keep-versions", "9");
    assert_eq!(file.text(), before.replace("   4   ", "   9   "));
    file.set("theme", "dark");
    assert_eq!(file.text(), before.replace("   4   ", "   9   ").replace("'light'", "\"dark\""));
    file.set("keep-archives", "true");
    let text = file.text();
    assert!(text.contains("theme=\"dark\"\r\nkeep-archives = true\r\n# end"), "{text}");
    unset(&file.path(), "keep-versions").unwrap();
    unset(&file.path(), "keep-archives").unwrap();
    assert_eq!(file.text(), "# mine\r\n\r\nunknown = [ 1,\r\n 2 ]\r\ntheme=\"dark\"\r\n# end");
}

#[test]
fn a_key_is_not_inserted_into_a_table_or_a_string() {
    for before in [
        "[later]\nkeep-archives = 1\n",
        "text = '''\n# theme = \"light\"\n'''\n\n[later]\nx = 1",
        "\u{feff}[later]\nx = 1\n",
        "\u{feff}# theme = \"x\"",
        "a.b = 1\n[[x]]\n[[x]]\n",
        "# no newline at the end",
    ] {
        let file = File::with(before);
        file.set("theme", "dark");
        let loaded = file.load();
        assert_eq!((loaded.settings.theme, loaded.problem), (Theme::Dark, None), "{before}");
        let without = file.text().replacen("theme = \"dark\"\n", "", 1);
        assert_eq!(without.trim_end(), before.trim_end(), "{before}");
        unset(&file.path(), "theme").unwrap();
        assert_eq!(file.text().trim_end(), before.trim_end());
    }
}

#[test]
fn a_dotted_key_is_read_in_every_notation() {
    for text in [
        "check.interval = \"12h\"\ncheck.unmetered-only = true\n",
        "[check]\ninterval = \"12h\"\nunmetered-only = true\n",
        "check = { interval = \"12h\", unmetered-only = true }\n",
        "check . \"interval\" = '12h'\n[x]\n[y]\n",
    ] {
        let loaded = File::with(text).load();
        assert_eq!(loaded.get("check.interval").unwrap().value, json!("12h"), "{text}");
        assert_eq!(loaded.problem, None, "{text}");
        assert!(loaded.get("check.interval").unwrap().is_set && !loaded.get("check.window").unwrap().is_set);
    }
}

#[test]
fn a_dotted_key_is_written_next_to_its_siblings() {
    let rows = [
        // no siblings: dotted, at the top
        ("theme = \"dark\"\n[later]\nx = 1\n", "theme = \"dark\"\ncheck.window = \"08:00-12:00\"\n[later]\nx = 1\n"),
        ("[later]\nx = 1\n", "check.window = \"08:00-12:00\"\n[later]\nx = 1\n"),
        // dotted siblings
        (
            "check.interval = \"2h\" # two\ntheme = \"dark\"",
            "check.interval = \"2h\" # two\ncheck.window = \"08:00-12:00\"\ntheme = \"dark\"",
        ),
        // its own table, empty or not, last or not
        (
            "[check] # mine\n\ninterval = \"2h\" # two\n\n[notify]\nrc = false\n",
            "[check] # mine\n\ninterval = \"2h\" # two\nwindow = \"08:00-12:00\"\n\n[notify]\nrc = false\n",
        ),
        ("a = 1\r\n[check]", "a = 1\r\n[check]\r\nwindow = \"08:00-12:00\"\r\n"),
        (
            "[check]\n# window = \"\"\n# more\ninterval = \"2h\"",
            "[check]\n# window = \"\"\nwindow = \"08:00-12:00\"\n# more\ninterval = \"2h\"",
        ),
        // an inline table
        ("check = { interval = \"2h\" } # two\n", "check = { interval = \"2h\", window = \"08:00-12:00\" } # two\n"),
        ("check = {}\n", "check = { window = \"08:00-12:00\" }\n"),
        // a comment with an example
        ("# check.window =\n# end\n", "# check.window =\ncheck.window = \"08:00-12:00\"\n# end\n"),
    ];
    for (before, after) in rows {
        let file = File::with(before);
        file.set("check.window", "08:00-12:00");
        assert_eq!(file.text(), after);
        file.set("check.window", "09:00-12:00");
        assert_eq!(file.text(), after.replace("08:00", "09:00"));
        unset(&file.path(), "check.window").unwrap();
        assert_eq!(file.load().settings, File::with(before).load().settings, "{}", file.text());
        assert!(!file.text().contains("09:00"), "{}", file.text());
    }
    let file = File::with("check = { window = \"08:00-12:00\", interval = \"2h\" }");
    unset(&file.path(), "check.window").unwrap();
    assert_eq!(file.text(), "check = { interval = \"2h\" }");
}

#[test]
fn problems_in_a_table_have_their_line_and_column() {
    let file = File::with("[check]\ninterval = \"5m\"\nwindows = 1\n[check.window]\nx = 1\n[[notify]]\nrc = true\n");
    let last_good =
        load(&File::with("notify.rc = false\ncheck.interval = \"3h\"").path(), &Settings::default()).settings;
    let loaded = load(&file.path(), &last_good);
    let problems: Vec<_> = loaded.problem.iter().chain(&loaded.warnings).map(|it| it.message.to_string()).collect();
    for expected in [
        "line 2, column 12: check.interval must be a time from 1h to 52w, such as 12h, 3d or 2w, not \"5m\": checks run at most once an hour",
        "line 3, column 11: there is no setting \"check.windows\", did you mean check.window?",
        "line 4, column 1: check.window must be a time range such as 22:00-07:00, not a table",
        "line 6, column 1: notify must be a table of settings, not a list",
    ] {
        assert!(problems.iter().any(|problem| problem.contains(expected)), "{expected}: {problems:#?}");
    }
    assert_eq!((problems.len(), loaded.settings), (4, last_good));
    let quoted = File::with("\"check.interval\" = \"2h\"").load();
    assert!(quoted.warnings[0].message.to_string().contains("no setting \"check.interval\""), "{quoted:?}");
    assert_eq!(quoted.settings, Settings::default());
}

#[test]
fn a_file_of_another_program_is_read_quickly_and_reported_briefly() {
    let lines: Vec<_> = (0..100_000).map(|number| format!("k{number}=1\n")).collect();
    let lines = lines.concat();
    let loaded = File::with(format!("{}=1\ntheme = \"dark\"\n{lines}", "x".repeat(50_000))).load();
    assert_eq!(loaded.settings.theme, Theme::Dark);
    assert_eq!(loaded.warnings.len(), 21, "some of them, and their number");
    assert!(loaded.warnings[20].message.to_string().contains("99981 more"), "{}", loaded.warnings[20].message);
    assert!(loaded.warnings.iter().all(|warning| warning.message.to_string().len() < 500));
}

#[test]
fn an_unknown_key_suggests_a_similar_one() {
    let file = File::missing();
    let next = |name| set(&file.path(), name, "1").map_err(|error| Problem::of(&error)).unwrap_err().next;
    assert!(
        next("keep_versions").to_string().starts_with("Did you mean `keep-versions`? Run"),
        "{}",
        next("keep_versions")
    );
    assert!(next("color").to_string().starts_with("Run `upgo settings list`"), "{}", next("color"));
    assert!(next("home").to_string().contains("UPGO_HOME"), "{}", next("home"));
}

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
            "hooks.before-switch", "hooks.after-switch", "hooks.on-failure", "mirrors", "proxy", "ca-file",
            "redirect-hosts", "proof", "proof-for-own-feed", "checksum-database",
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

#[test]
fn a_broken_file_is_reported_with_line_and_column_and_never_written() {
    for (content, place) in [
        (&b"theme = \"dark\"\nkeep-versions = = 3\n"[..], "line 2, column 17"),
        (b"theme = \"dark\"\ntheme = \"light\"\n", "line 2, column 1"),
        (b"# \xc3\xbc\nx = \"\xc3\xa4\xff\"", "line 2, column 7"),
        (b"theme = \"dark", "line 1"),
        (b"\0", "line 1"),
    ] {
        let file = File::with(content);
        let last_good = Settings { keep_versions: number(8), ..Settings::default() };
        let loaded = load(&file.path(), &last_good);
        let problem = loaded.problem.unwrap();
        assert_eq!((problem.code, loaded.settings), (Code::SettingInvalid, last_good));
        assert!(problem.message.to_string().contains(place), "{}", problem.message);
        assert!(problem.message.to_string().contains("settings.toml"), "{}", problem.message);
        for result in [set(&file.path(), "theme", "dark"), unset(&file.path(), "theme")] {
            let error = result.unwrap_err();
            assert_eq!(error.code(), Code::SettingInvalid);
            assert!(error.next().to_string().contains("settings.toml"), "{}", error.next());
        }
        assert_eq!(fs::read(file.path()).unwrap(), content);
    }
}

#[test]
fn one_invalid_value_does_not_affect_the_others() {
    let file =
        File::with("keep-versions = 0\ntheme = \"dark\"\nkeep-archives = \"yes\"\nnew-key = 1\n[proxy]\nx = 1\n");
    let last_good = Settings { keep_versions: number(8), ..Settings::default() };
    let loaded = load(&file.path(), &last_good);
    assert_eq!((loaded.settings.keep_versions, loaded.settings.theme), (number(8), Theme::Dark));
    let problem = loaded.problem.unwrap().message;
    assert!(
        problem.to_string().contains("line 1, column 17: keep-versions must be a whole number of at least 1, not 0"),
        "{problem}"
    );
    let warnings: Vec<_> = loaded.warnings.iter().map(|warning| warning.message.to_string()).collect();
    assert!(
        warnings.iter().any(|warning| warning.contains("line 4") && warning.contains("\"new-key\"")),
        "{warnings:?}"
    );
    assert!(warnings.iter().any(|warning| warning.contains("keep-archives must be true or false")), "{warnings:?}");
    assert!(warnings.iter().any(|warning| warning.contains("proxy must be an address")), "{warnings:?}");
    file.set("keep-versions", "2");
    assert!(file.text().starts_with("keep-versions = 2\ntheme"));
    assert!(set(&file.path(), "proxy", "http://p.example").is_err(), "a table is not discarded");
}

#[test]
fn an_invalid_value_is_refused_and_nothing_changes() {
    let senseless = [
        ("channels", "archived"),
        ("channels", "Stable"),
        ("channels", ""),
        ("theme", "Dark"),
        ("check.interval", "59m"),
        ("check.interval", "53w"),
        ("check.interval", "0"),
        ("check.interval", "12"),
        ("check.interval", "1.5h"),
        ("check.interval", "-12h"),
        ("check.interval", "12 h"),
        ("check.interval", "h"),
        ("check.interval", "12h30m"),
        ("check.interval", "99999999999w"),
        ("check.interval", "1 日"),
        ("check.window", "22-7"),
        ("check.window", "22:00"),
        ("check.window", "22:00-22:00"),
        ("check.window", "00:00-24:00"),
        ("check.window", "24:00-25:00"),
        ("check.window", "22:60-07:00"),
        ("quiet-hours", "+2:00-07:00"),
        ("check.cool-down", "27w"),
        ("install.idle", "2d"),
        ("download.automatic", "minor"),
        ("background", "service"),
        ("check", "true"),
        ("check.", "true"),
        ("keep-versions", "0"),
        ("keep-versions", "-1"),
        ("keep-versions", "99999999999999999999"),
        ("keep-versions", "many"),
        ("keep-archives", "yes"),
        ("whole-archives", "1"),
        ("mirrors", "ftp://a.example"),
        ("mirrors", "https://a.example,b.example"),
        ("redirect-hosts", "https://a.example"),
        ("proxy", ""),
        ("proxy", "proxy.example:3128"),
        ("proxy", "file:///etc/passwd"),
        ("ca-file", "company.pem"),
        ("hooks.before-switch", "hook.sh"),
        ("hooks.before-switch", "/no such/hook"),
        ("hooks.after-switch", "[]"),
        ("hooks.on-failure", "[1]"),
        ("hooks.time-limit", "0"),
        ("hooks.time-limit", "61m"),
        ("check.interval", "30s"),
        ("modify-path", ""),
        ("no-such-key", "1"),
    ];
    let file = File::with("# mine\n");
    for (name, value) in senseless {
        let error = set(&file.path(), name, value).unwrap_err();
        assert_eq!(error.code(), Code::SettingInvalid, "{name} {value}");
        assert!(error.to_string().contains(name), "{error}");
    }
    assert!(matches!(unset(&file.path(), "no-such-key").unwrap_err(), SettingsError::Unknown { .. }));
    assert_eq!(file.text(), "# mine\n");
    assert_eq!(unset(&File::missing().path(), "check.window").unwrap(), WriteOutcome::Unchanged);
}

#[test]
fn unreadable_files_are_reported_and_not_changed() {
    let file = File::with(vec![b'#'; (1 << 20) + 1]);
    assert!(file.load().problem.unwrap().message.to_string().contains("larger than 1.05 MB"));
    assert!(set(&file.path(), "theme", "dark").is_err());
    let file = File::with("");
    fs::remove_file(file.path()).unwrap();
    fs::create_dir(file.path()).unwrap();
    assert!(file.load().problem.unwrap().message.to_string().contains("not a file"));
    assert!(set(&file.path(), "theme", "dark").is_err());
    let deep = format!("x = {}", "[".repeat(100_000));
    let file = File::with(deep);
    assert!(file.load().problem.is_some());
}

#[test]
fn concurrent_writers_lose_nothing() {
    let file = File::missing();
    let values = [
        ("theme", "dark"),
        ("check.interval", "12h"),
        ("check.window", "08:00-12:00"),
        ("keep-versions", "4"),
        ("keep-archives", "true"),
        ("modify-path", "false"),
    ];
    std::thread::scope(|scope| {
        for (name, value) in values {
            let file = &file;
            scope.spawn(move || file.set(name, value));
        }
    });
    let loaded = file.load();
    assert_eq!(loaded.problem, None);
    assert!(values.iter().all(|(name, _)| loaded.get(name).unwrap().is_set), "{}", file.text());
}

#[test]
fn the_reference_has_a_row_for_every_key() {
    let reference = reference();
    for key in Settings::KEYS {
        assert!(reference.contains(&format!("| `{}` | {} |", key.name, key.kind)), "{reference}");
    }
    assert!(reference.contains("| `keep-versions` | a whole number of at least 1 | `3` |"), "{reference}");
}

#[cfg(unix)]
#[test]
fn writing_keeps_a_link_to_the_settings() {
    let file = File::with("");
    let target = file.0.path().join("dotfiles.toml");
    fs::write(&target, "# mine\n").unwrap();
    fs::remove_file(file.path()).unwrap();
    std::os::unix::fs::symlink(&target, file.path()).unwrap();
    file.set("theme", "dark");
    assert!(file.path().is_symlink());
    assert_eq!(fs::read_to_string(target).unwrap(), "# mine\ntheme = \"dark\"\n");
}

proptest! {
    #[test]
    fn any_file_is_read_without_a_panic_and_not_made_worse(text in r#"([a-z-]{1,4} ?= ?["'\[\]0-9a-z]{0,5}|check\.interval = "2h"|\[check\]|interval = "3h"|check = \{ \}|# check.interval =|\[x\]|""")?(\n([a-z-]{1,4} ?= ?["'\[\]0-9a-z]{0,5}|check\.interval = "2h"|\[check\]|interval = "3h"|check = \{ \}|# check.interval =|\[x\]|""")?){0,6}"#) {
        let file = File::with(&text);
        let before = file.load();
        if set(&file.path(), "check.interval", "12h").is_ok() {
            let after = file.load();
            prop_assert_eq!(after.get("check.interval").unwrap().value, json!("12h"));
            prop_assert_eq!(after.problem, None);
            prop_assert_eq!(after.warnings.len(), before.warnings.len());
        } else {
            prop_assert_eq!(file.text(), text);
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let file = File::with(&bytes);
        file.load();
    }
}
