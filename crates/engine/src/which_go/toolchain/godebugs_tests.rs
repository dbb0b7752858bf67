//! The GODEBUG defaults, compared with the answers of real Go.
use super::choice::version_in;
use super::debug_lines::settings_of;
use super::modfile::{self, MODULE_DEFAULT, ModFileError, ReadingGo};
use super::{GoFile, GodebugTable, RefusedValues};
use crate::base::version::Version;

const ANSWERS: &str = include_str!("../../../tests/data/default-godebug.tsv");

/// The tables of the four versions.
const TABLES: [(&str, &str); 4] = [
    ("go1.21.13", include_str!("../../../../../tests/corpora/godebugs/go1.21.13")),
    ("go1.25.5", include_str!("../../../../../tests/corpora/godebugs/go1.25.5")),
    ("go1.26.6", include_str!("../../../../../tests/corpora/godebugs/go1.26.6")),
    ("go1.27.3", include_str!("../../../../../tests/corpora/godebugs/go1.27.3")),
];

fn table(version: &str) -> GodebugTable {
    let (_, text) = TABLES.iter().find(|(name, _)| *name == version).unwrap();
    GodebugTable::parse(text).unwrap()
}

/// What Go prints for a module with one program.
fn answer(version: &Version, go_mod: String, program: &str) -> String {
    let table = table(version.as_str());
    // Go reports every line that it does not know, and the last one was recorded.
    let last = go_mod.lines().collect::<Vec<_>>().iter().rposition(|line| line.starts_with("godebug"));
    let file = GoFile { path: "/m/go.mod".into(), shown: "go.mod".into(), text: go_mod, is_work: false };
    let reader = ReadingGo { version, is_windows: false, is_offline: true, is_lax: false };
    let content = match modfile::read(&file, reader) {
        Ok(content) => content,
        Err(ModFileError { at, what }) => {
            let line = last.filter(|_| what.ends_with("directive: godebug")).map_or(at.line, |last| last + 1);
            return format!("! go.mod:{line}: {what}");
        }
    };
    let go = content.go.unwrap_or_else(|| MODULE_DEFAULT.to_owned());
    if version_in(&go).as_ref() > Some(version) {
        let running = version.number();
        return format!("! go: go.mod requires go >= {go} (running go {running}; GOTOOLCHAIN=local)");
    }
    let refusal = |key: &str, value: &str| table.refusal(version, "godebug", key, value);
    if let Some((line, what)) =
        content.godebugs.iter().find_map(|(at, key, value)| Some((at.line, refusal(key, value)?)))
    {
        return format!("! go.mod:{line}: {what}");
    }
    let of_module = content.godebugs.into_iter().map(|(_, key, value)| (key, value));
    let of_program = settings_of(program).into_iter().filter(|(key, value)| refusal(key, value).is_none());
    let set: Vec<_> = of_module.chain(of_program).collect();
    let defaults: Vec<_> = table.defaults(&go, &set).iter().map(|(key, value)| format!("{key}={value}")).collect();
    defaults.join(",")
}

#[test]
fn the_defaults_are_those_of_real_go() {
    let mut rows = 0;
    for row in ANSWERS.lines().filter(|row| !row.starts_with('#')) {
        let [version, go_mod, program, expected]: [&str; 4] = row.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let version = Version::from_name(version).unwrap();
        let text = |json: &str| serde_json::from_str::<String>(json).unwrap();
        assert_eq!(answer(&version, text(go_mod), &text(program)), expected, "{row}");
        rows += 1;
    }
    assert_eq!(rows, 136);
}

#[test]
fn the_table_has_every_setting_and_nothing_of_its_comments() {
    let newest = table("go1.27.3");
    assert_eq!((newest.names().count(), newest.names().next()), (51, Some("allowmultiplevcs")));
    assert_eq!(newest.get("multipartfiles"), None, "it is a comment");
    let panicnil = newest.get("panicnil").unwrap();
    assert_eq!((panicnil.package.as_str(), panicnil.changed, panicnil.old.as_str()), ("runtime", Some(21), "1"));
    let refused = |name: &str| newest.removed(name).map(|removed| removed.refused.clone());
    let these = |values: &[&str]| Some(RefusedValues::These(values.iter().map(|value| (*value).to_owned()).collect()));
    assert_eq!(refused("tls3des"), these(&["1"]));
    assert_eq!(refused("gotypesalias"), these(&["0"]));
    assert_eq!(refused("asynctimerchan"), these(&["1", "2"]));
    let older = table("go1.26.6");
    assert_eq!(older.removed("x509sha1").map(|removed| removed.refused.clone()), Some(RefusedValues::All));
    assert_eq!(older.removed("asynctimerchan"), None);
    assert_eq!(table("go1.21.13").removed("x509sha1"), None);
}

#[test]
fn other_text_is_no_table() {
    for text in [
        "",
        "package godebugs\n",
        "var All = []Info{}\n",
        "{Name: panicnil}",
        "{Name: \"a\", Changed: \"21\"}",
        "{Name: \"a\", Changed: 21",
        "{Name: \"a\" Changed: 21}",
        "{Name: \"a\", Old: 1}",
        "{Name: \"a",
        "{Name: \"a\"}, {Package: \"b\", Name: \"c\"}",
        "{Name: \"a\"}, {\"b\", \"c\"}",
    ] {
        assert_eq!(GodebugTable::parse(text), None, "{text:?}");
    }
    let odd = "{Name: \"a\", New: f(1, \"x\", {2}), Old: \"0\", Changed: 30}\n{Name: \"b\", Removed: 30, Old: func(s string) bool { return f(s) }}\n";
    let table = GodebugTable::parse(odd).unwrap();
    assert_eq!(table.get("a").map(|setting| setting.changed), Some(Some(30)), "a field of a newer Go is ignored");
    assert_eq!(table.removed("b").map(|removed| removed.refused.clone()), Some(RefusedValues::Unknown));
}
