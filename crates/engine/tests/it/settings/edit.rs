//! Writing changes the given value and nothing else.
use serde_json::json;
use upgo_engine::choices::settings::{Theme, unset};

use super::File;

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

#[cfg(unix)]
#[test]
fn writing_keeps_a_link_to_the_settings() {
    use std::fs;
    let file = File::with("");
    let target = file.0.path().join("dotfiles.toml");
    fs::write(&target, "# mine\n").unwrap();
    fs::remove_file(file.path()).unwrap();
    std::os::unix::fs::symlink(&target, file.path()).unwrap();
    file.set("theme", "dark");
    assert!(file.path().is_symlink());
    assert_eq!(fs::read_to_string(target).unwrap(), "# mine\ntheme = \"dark\"\n");
}
