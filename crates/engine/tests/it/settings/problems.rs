//! A file or a value that is not valid is reported with its place, and is never made worse.
use std::fs;

use proptest::prelude::*;
use serde_json::json;
use upgo_engine::base::report::{Code, Explain as _, Problem};
use upgo_engine::choices::settings::{Settings, SettingsError, Theme, WriteOutcome, load, set, unset};

use super::{File, number};

#[test]
fn problems_in_a_table_have_their_line_and_column() {
    let file = File::with("[check]\ninterval = \"5m\"\nwindows = 1\n[check.window]\nx = 1\n[[notify]]\nrc = true\n");
    let last_good =
        load(&File::with("notify.results = false\ncheck.interval = \"3h\"").path(), &Settings::default()).settings;
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
        ("proxy", "htps://proxy.example:3128"),
        ("proxy", "file:///etc/passwd"),
        ("ca-file", "company.pem"),
        ("hooks.before-switch", "hook.sh"),
        ("hooks.before-switch", "/no such/hook"),
        ("hooks.after-switch", "[]"),
        ("hooks.on-failure", "[1]"),
        ("hooks.time-limit", "0"),
        ("hooks.time-limit", "61m"),
        ("hooks.soak-time", "0"),
        ("hooks.soak-time", "25h"),
        ("check.interval", "30s"),
        ("modify-path", ""),
        ("follow-projects", "yes"),
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
