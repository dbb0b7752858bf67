//! PATH as data: how entries are compared, and that an edit touches only its own entries.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use upgo_engine::environment::{self, EditRefusal, End, SearchPath, Syntax, deduplicate, move_to, remove, revert};

const BIN: &str = r"C:\Users\Jürgen Müller\AppData\Local\Upgo\bin";
/// The same, as written to a value that Windows expands.
const WRITTEN: &str = r"%USERPROFILE%\AppData\Local\Upgo\bin";

fn variables(name: &str) -> Option<OsString> {
    let value = match name.to_lowercase().as_str() {
        "localappdata" => r"C:\Users\Jürgen Müller\AppData\Local",
        "userprofile" => r"C:\Users\Jürgen Müller",
        "systemroot" => r"C:\Windows",
        _ => return None,
    };
    Some(value.into())
}

fn windows(text: &str) -> SearchPath {
    SearchPath::from_units(Syntax::Windows, &text.encode_utf16().collect::<Vec<_>>())
}

fn text(path: &SearchPath) -> String {
    String::from_utf16(&path.to_units()).unwrap()
}

fn put_first(path: &SearchPath, dir: &Path) -> Result<Option<SearchPath>, EditRefusal> {
    environment::put_first(path, dir, &variables, &variables)
}

fn append_last(path: &SearchPath, dir: &Path) -> Result<Option<SearchPath>, EditRefusal> {
    environment::append_last(path, dir, &variables, &variables)
}

fn first(path: &str) -> Option<String> {
    put_first(&windows(path), Path::new(BIN)).unwrap().map(|path| text(&path))
}

/// Values as found on real machines.
fn corpus() -> Vec<Vec<u16>> {
    let long = r"C:\Program Files\A tool of many\bin;".repeat(120);
    assert!(long.len() > 4000);
    let texts = [
        "",
        ";",
        ";;;",
        r"C:\Windows\system32;C:\Windows;C:\Windows\System32\Wbem",
        r"%SystemRoot%\system32;%SystemRoot%;%USERPROFILE%\go\bin;",
        r#""C:\Program Files\Git\cmd";C:\a"#,
        r#""C:\odd;name\bin";C:\b;"#,
        r#"C:\a;"C:\never closed;C:\b"#,
        r"C:\Users\Jürgen Müller\AppData\Local\Upgo\bin-old;C:\Users\Jürgen Müller\AppData\Local\Upgo",
        r"c:\users\jürgen müller\appdata\local\upgo\BIN\;C:\x",
        r"C:/Users/Jürgen Müller/AppData/Local/Upgo//bin;C:\x",
        r#"C:\x;"%LocalAppData%\Upgo\bin\""#,
        r"%PATH%;C:\x;;C:\x;%NOPE%\bin;100%;%%;%",
        r"\\server\share\bin\;\\server\share\bin",
        r" C:\leading space; C:\x ;C:\trailing dot.",
        r"C:\Program Files\Go\bin;C:\Program Files\Go\bin\;c:\program files\go\BIN;%USERPROFILE%\go\bin",
        r"C:\Users\Jürgen Müller\AppData\Local\Microsoft\WindowsApps;C:\x;;C:\Program Files\dotnet\;C:\x\;",
        r"C:\日本語\bin;C:\emoji 😀\bin",
        &long,
    ];
    let mut corpus: Vec<Vec<u16>> = texts.iter().map(|text| text.encode_utf16().collect()).collect();
    let lone_surrogate =
        [&"C:\\bad".encode_utf16().collect::<Vec<_>>()[..], &[0xD800, u16::from(b';'), 0xDC00]].concat();
    corpus.push(lone_surrogate);
    corpus
}

#[test]
fn reading_and_writing_keeps_every_unit() {
    for units in corpus() {
        assert_eq!(SearchPath::from_units(Syntax::Windows, &units).to_units(), units);
        let bytes: Vec<u16> = units.iter().map(|unit| unit & 0xFF).collect();
        assert_eq!(SearchPath::from_units(Syntax::Unix, &bytes).to_units(), bytes);
    }
}

#[test]
fn an_edit_keeps_every_other_entry_and_undo_restores_each_byte() {
    for units in corpus() {
        let path = SearchPath::from_units(Syntax::Windows, &units);
        for dir in [BIN, r"C:\x", r"D:\new"] {
            let mut edits = vec![put_first(&path, Path::new(dir)), Ok(remove(&path, Path::new(dir), &variables))];
            edits.push(append_last(&path, Path::new(dir)));
            for edited in edits.into_iter().filter_map(|edit| {
                edit.unwrap_or_else(|refusal| {
                    assert_eq!(refusal, EditRefusal::OpenQuote);
                    None
                })
            }) {
                assert_ne!(edited, path);
                assert_eq!(revert(&path, &edited, &edited, &variables).unwrap(), Some(path.clone()), "{path:?} {dir}");
                let others = |path: &SearchPath| {
                    let own = |entry: &String| windows(entry).contains(Path::new(dir), &variables);
                    path.shown().into_iter().filter(|entry| !entry.is_empty() && !own(entry)).collect::<Vec<_>>()
                };
                assert_eq!(others(&edited), others(&path), "{path:?} {dir}");
            }
        }
    }
}

#[test]
fn entries_are_compared_by_the_rules_of_windows() {
    let same = [
        r"c:\users\JÜRGEN müller\appdata\LOCAL\upgo\bin;C:\x",
        r#""C:\Users\Jürgen Müller\AppData\Local\Upgo\bin";C:\x"#,
        r"C:\Users\Jürgen Müller\AppData\Local\Upgo\bin\\;C:\x",
        r"C:/Users/Jürgen Müller/AppData/Local\\Upgo/bin/;C:\x",
        r"%LOCALAPPDATA%\Upgo\bin;C:\x",
        r"%userprofile%\AppData\Local\Upgo\bin;C:\x",
        r";;%LOCALAPPDATA%\Upgo\bin;C:\x",
    ];
    for path in same {
        assert_eq!(first(path), None, "{path}");
    }
    let others = [
        r"C:\Users\Jürgen Müller\AppData\Local\Upgo\bin-old",
        r"C:\Users\Jürgen Müller\AppData\Local\Upgo",
        r"D:\C:\Users\Jürgen Müller\AppData\Local\Upgo\bin",
        r"C:\Users\Jurgen Müller\AppData\Local\Upgo\bin",
        r"%NOPE%\Upgo\bin",
    ];
    for path in others {
        assert_eq!(first(path), Some(format!("{WRITTEN};{path}")));
    }
}

#[test]
fn a_later_entry_is_moved_to_the_front() {
    let path = r"C:\x;%LOCALAPPDATA%\Upgo\bin\;C:\y;C:\users\jürgen müller\appdata\local\upgo\bin";
    assert_eq!(first(path), Some(format!(r"{WRITTEN};C:\x;C:\y")));
}

#[test]
fn a_folder_in_the_profile_is_written_with_userprofile() {
    let put = |dir: &str, profile: &'static str| {
        let variables = |name: &str| (name == "USERPROFILE" && !profile.is_empty()).then(|| OsString::from(profile));
        let path = environment::put_first(&windows(r"C:\x"), Path::new(dir), &variables, &variables);
        text(&path.unwrap().unwrap())
    };
    let rows = [
        (r"C:\Users\Jörg 测试 x\go\bin", r"C:\Users\Jörg 测试 x", r"%USERPROFILE%\go\bin;C:\x"),
        (r"c:/users/JÖRG 测试 X/go/bin", r"C:\Users\Jörg 测试 x", r"%USERPROFILE%/go/bin;C:\x"),
        (r"C:\Users\Jörg 测试 x-old\bin", r"C:\Users\Jörg 测试 x", r"C:\Users\Jörg 测试 x-old\bin;C:\x"),
        (r"C:\Users\Jörg 测试 x\bin", "", r"C:\Users\Jörg 测试 x\bin;C:\x"),
        (r"C:\Users\a\bin", r"D:\Users\b", r"C:\Users\a\bin;C:\x"),
        (r"C:\Users\a", r"C:\Users\a", r"C:\Users\a;C:\x"),
        (r"C:\%x\bin", r"C:\%x", r"%USERPROFILE%\bin;C:\x"),
        (r"\\server\home\x\bin", r"\\server\home\x", r"%USERPROFILE%\bin;C:\x"),
    ];
    for (dir, profile, expected) in rows {
        assert_eq!(put(dir, profile), expected, "{dir} in {profile}");
    }
}

#[test]
fn appends_a_folder_only_if_it_is_missing() {
    let dir = Path::new(r"C:\Users\Jürgen Müller\go\bin");
    let append = |path: &str| append_last(&windows(path), dir).unwrap().map(|path| text(&path));
    assert_eq!(append(r"C:\x;%USERPROFILE%\go\bin;C:\y"), None);
    assert_eq!(append(r"C:\x;"), Some(r"C:\x;;%USERPROFILE%\go\bin".to_owned()));
    assert_eq!(append(""), Some(r"%USERPROFILE%\go\bin".to_owned()));
}

#[test]
fn an_entry_is_moved_exactly_as_written() {
    let path = windows(r"C:\x;%LocalAppData%\Upgo\bin\;;C:\y");
    let moved = |end| move_to(&path, Path::new(BIN), end, &variables).unwrap().map(|path| text(&path));
    assert_eq!(moved(End::First).unwrap(), r"%LocalAppData%\Upgo\bin\;C:\x;;C:\y");
    assert_eq!(moved(End::Last).unwrap(), r"C:\x;;C:\y;%LocalAppData%\Upgo\bin\");
    assert_eq!(moved(End::At(1)), moved(End::First));
    assert_eq!(moved(End::At(3)).unwrap(), r"C:\x;;%LocalAppData%\Upgo\bin\;C:\y");
    assert_eq!(moved(End::At(2)), None, "it is already there");
    assert_eq!(moved(End::At(99)), moved(End::Last));
    assert_eq!(move_to(&path, Path::new(r"C:\x\"), End::First, &variables).unwrap(), None, "it is already first");
    let refusal = move_to(&path, Path::new(r"C:\z"), End::First, &variables).unwrap_err();
    assert_eq!(refusal, EditRefusal::Missing { dir: r"C:\z".to_owned() });
}

#[test]
fn deduplicating_keeps_the_first_entry_as_written() {
    let tidy = |path: &str| deduplicate(&windows(path), &variables).map(|path| text(&path));
    let path = r"C:\x;%USERPROFILE%\go\bin;;c:\X\;C:\Users\Jürgen Müller\go\bin;C:\x-old;;";
    assert_eq!(tidy(path).unwrap(), r"C:\x;%USERPROFILE%\go\bin;;C:\x-old;;", "empty ones stay");
    assert_eq!(tidy(r"C:\x;C:\x-old"), None);
    let (twice, once) = (windows(r"C:\x;C:\x\"), windows(r"C:\x"));
    assert_eq!(revert(&twice, &once, &once, &variables).unwrap(), Some(twice.clone()), "the second comes back");
    assert_eq!(
        revert(&twice, &once, &windows(r"C:\x;c:\X"), &variables).unwrap(),
        None,
        "another program already restored it"
    );
}

#[test]
fn a_folder_that_cannot_be_an_entry_is_refused_with_the_reason() {
    let refused =
        |syntax, dir: &str| put_first(&SearchPath::from_units(syntax, &[]), Path::new(dir)).unwrap_err().to_string();
    assert!(refused(Syntax::Windows, r"C:\a;b").contains("semicolon"));
    assert!(refused(Syntax::Windows, r#"C:\a"b"#).contains("quotation mark"));
    assert!(refused(Syntax::Windows, r"C:\50%TEMP%\bin").contains("%NAME%"));
    assert!(refused(Syntax::Windows, r"bin").contains("not a full path"));
    assert!(refused(Syntax::Windows, r"C:bin").contains("not a full path"));
    assert!(refused(Syntax::Unix, "/a:b").contains("colon"));
    assert!(refused(Syntax::Unix, "/a\nb").contains("line break"));
    assert!(refused(Syntax::Unix, "a").contains("not a full path"));
    assert_eq!(put_first(&windows(""), Path::new(r"C:\100%\bin")).unwrap(), Some(windows(r"C:\100%\bin")));
}

#[test]
fn a_value_that_would_be_too_long_is_refused_not_truncated() {
    let path = windows(&"x".repeat(32_766 - WRITTEN.len()));
    let refusal = put_first(&path, Path::new(BIN)).unwrap_err();
    assert_eq!(refusal, EditRefusal::TooLong { length: 32_767, limit: 32_766 });
    let path = windows(&"x".repeat(32_765 - WRITTEN.len()));
    assert_eq!(put_first(&path, Path::new(BIN)).unwrap().unwrap().to_units().len(), 32_766);
    let far_too_long = windows(&format!(r"C:\x;{}", "y".repeat(40_000)));
    assert!(
        remove(&far_too_long, Path::new(r"C:\x"), &variables).is_some(),
        "an edit that makes it shorter is allowed"
    );
}

#[test]
fn nothing_is_appended_after_an_open_quotation_mark() {
    let path = windows(r#"C:\a;"C:\b"#);
    assert_eq!(append_last(&path, Path::new(BIN)), Err(EditRefusal::OpenQuote));
    assert!(put_first(&path, Path::new(BIN)).unwrap().is_some());
}

#[test]
fn variable_expansion_is_bounded() {
    let bomb = |_: &str| Some(OsString::from("%a%".repeat(10_000)));
    let path = windows(&"%a%".repeat(10_000));
    assert!(environment::put_first(&path, Path::new(BIN), &bomb, &bomb).unwrap().is_some());
}

#[test]
fn unix_compares_bytes_and_an_empty_entry_is_the_working_folder() {
    let unix = |text: &str| SearchPath::from_units(Syntax::Unix, &text.bytes().map(u16::from).collect::<Vec<_>>());
    let dir = Path::new("/home/x/.local/share/upgo/bin");
    let first = |path: &str| put_first(&unix(path), dir).unwrap();
    assert_eq!(first("/home/x/.local/share/upgo/bin//:/usr/bin"), None);
    assert_eq!(first(":/home/x/.local/share/upgo/bin"), Some(unix("/home/x/.local/share/upgo/bin:")));
    assert!(first("/home/x/.local/share/upgo/BIN").is_some());
    assert!(first("/home/x/.local/share/upgo/bin-old").is_some());
    assert_eq!(unix(":/a").folders(), [PathBuf::from("."), PathBuf::from("/a")]);
    assert_eq!(put_first(&unix("/"), Path::new("/")).unwrap(), None);
}

#[test]
fn on_windows_empty_entries_and_quotes_are_not_part_of_the_folders() {
    let folders = windows(r#";"C:\odd;name";C:\"x y"\bin;"#).folders();
    assert_eq!(folders, [PathBuf::from(r"C:\odd;name"), PathBuf::from(r"C:\x y\bin")]);
}

#[test]
fn undo_after_another_programs_edit_reverts_only_our_own() {
    let before = windows(r"C:\a;%LOCALAPPDATA%\Upgo\bin\;C:\b;C:\c");
    let after = put_first(&before, Path::new(BIN)).unwrap().unwrap();
    let undo = |today: &str| revert(&before, &after, &windows(today), &variables).unwrap().map(|path| text(&path));
    let stranger = format!(r#"D:\new;{BIN};C:\a;"E:\odd;one";C:\b;C:\c;;"#);
    let expected = r#"D:\new;C:\a;%LOCALAPPDATA%\Upgo\bin\;"E:\odd;one";C:\b;C:\c;;"#;
    assert_eq!(undo(&stranger), Some(expected.to_owned()));
    assert_eq!(undo(&format!(r"{BIN};C:\b")), Some(r"%LOCALAPPDATA%\Upgo\bin\;C:\b".to_owned()));
    let added = windows(r"C:\a");
    let after = put_first(&added, Path::new(BIN)).unwrap().unwrap();
    let nothing_left = revert(&added, &after, &windows(r"C:\z;C:\a"), &variables).unwrap();
    assert_eq!(nothing_left, None);
}

/// A foreign entry, made of troublesome characters.
fn entry() -> impl Strategy<Value = Vec<u16>> {
    let odd = prop_oneof![
        5 => Just(r"C:\Windows".to_owned()),
        5 => Just(r#""C:\with;semicolon""#.to_owned()),
        5 => Just(format!(r"{BIN}-old")),
        3 => Just(format!(r"{BIN}\")),
        3 => Just(r"%LocalAppData%/UPGO\bin".to_owned()),
        5 => Just(r"%SystemRoot%\System32\".to_owned()),
        5 => Just(String::new()),
        20 => r"[a-zA-Z%\\/ .äß😀]{0,12}",
    ];
    odd.prop_map(|text| text.encode_utf16().collect())
}

fn path() -> impl Strategy<Value = SearchPath> {
    let entries = prop::collection::vec(entry(), 0..12);
    entries.prop_map(|entries| SearchPath::from_units(Syntax::Windows, &entries.join(&u16::from(b';'))))
}

fn any_path() -> impl Strategy<Value = SearchPath> {
    prop_oneof![
        path(),
        prop::collection::vec(any::<u16>(), 0..200).prop_map(|units| SearchPath::from_units(Syntax::Windows, &units)),
        prop::collection::vec(any::<u8>().prop_map(u16::from), 0..200)
            .prop_map(|units| SearchPath::from_units(Syntax::Unix, &units)),
    ]
}

fn edited(path: &SearchPath, dir: &Path, how: u8) -> Option<SearchPath> {
    match how {
        0 => put_first(path, dir).ok().flatten(),
        1 => append_last(path, dir).ok().flatten(),
        3 => move_to(path, dir, End::First, &variables).ok().flatten(),
        6 => move_to(path, dir, End::At(2), &variables).ok().flatten(),
        4 => move_to(path, dir, End::Last, &variables).ok().flatten(),
        5 => deduplicate(path, &variables),
        _ => remove(path, dir, &variables),
    }
}

#[test]
fn undoing_a_move_restores_nothing_that_was_removed_since() {
    let before = windows(r"C:\a;C:\b;C:\c");
    let after = move_to(&before, Path::new(r"C:\a"), End::Last, &variables).unwrap().unwrap();
    let undo = |today: &str| revert(&before, &after, &windows(today), &variables).unwrap().map(|path| text(&path));
    assert_eq!(undo(r"C:\b;C:\c"), None, "it was removed");
    assert_eq!(undo(r"C:\b;C:\c;C:\d;c:\A\"), Some(r"C:\a;C:\b;C:\c;C:\d".to_owned()), "it was written again");
    assert_eq!(undo(r"C:\c;C:\a").as_deref(), Some(r"C:\a;C:\c"), "only the order");
}

#[test]
fn the_only_entry_is_restored_before_later_ones() {
    let undone = revert(&windows(BIN), &windows(""), &windows(r"C:\later"), &variables).unwrap().unwrap();
    assert_eq!(text(&undone), format!(r"{BIN};C:\later"));
}

proptest! {
    #[test]
    fn any_units_are_preserved(units in prop::collection::vec(any::<u16>(), 0..300)) {
        prop_assert_eq!(SearchPath::from_units(Syntax::Windows, &units).to_units(), units);
    }

    #[test]
    fn edit_then_undo_gives_the_same_units(path in any_path(), own in any::<bool>(), how in 0..7u8) {
        let dir = Path::new(if own { BIN } else { "/home/x/go/bin" });
        if let Some(after) = edited(&path, dir, how) {
            prop_assert_eq!(revert(&path, &after, &after, &variables).unwrap(), Some(path.clone()));
            let again = revert(&after, &path, &path, &variables).unwrap();
            prop_assert_eq!(again, Some(after), "undoing the undo redoes it");
        }
    }

    #[test]
    fn undo_keeps_a_foreign_entry_appended_later(path in any_path(), own in any::<bool>(), how in 0..3u8) {
        let dir = Path::new(if own { BIN } else { "/home/x/go/bin" });
        let Some(after) = edited(&path, dir, how) else { return Ok(()) };
        let (syntax, separator) = if path == SearchPath::from_units(Syntax::Unix, &path.to_units()) {
            (Syntax::Unix, b':')
        } else {
            (Syntax::Windows, b';')
        };
        let quotes = |path: &SearchPath| path.to_units().into_iter().filter(|unit| *unit == u16::from(b'"')).count();
        prop_assume!(quotes(&path) % 2 == 0 && quotes(&after) % 2 == 0);
        let with_stranger = |path: &SearchPath| {
            let mut units = path.to_units();
            if !units.is_empty() {
                units.push(u16::from(separator));
            }
            units.push(u16::from(b'S'));
            SearchPath::from_units(syntax, &units)
        };
        let undone = revert(&path, &after, &with_stranger(&after), &variables).unwrap();
        prop_assert_eq!(undone, Some(with_stranger(&path)));
    }

    #[test]
    fn a_repeated_edit_changes_nothing(path in path(), how in 0..7u8) {
        if let Some(after) = edited(&path, Path::new(BIN), how) {
            prop_assert_eq!(edited(&after, Path::new(BIN), how), None);
        }
    }

    #[test]
    fn an_edit_never_exceeds_the_length_limit(length in 32_000..33_000usize, how in 0..2u8) {
        let path = windows(&r"C:\yyyyyy;".repeat(4000)[..length]);
        if let Some(after) = edited(&path, Path::new(BIN), how) {
            prop_assert!(after.to_units().len() <= 32_766);
        }
    }

    #[test]
    fn undo_keeps_any_edit_made_in_between(
        path in path(),
        how in prop_oneof![0..5u8, Just(6)], // deduplicating removes foreign entries, too
        inserted in prop_oneof![entry(), Just(BIN.encode_utf16().collect())],
        at in any::<prop::sample::Index>(),
        deleted in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        without in any::<bool>(),
    ) {
        let dir = Path::new(BIN);
        let Some(after) = edited(&path, dir, how) else { return Ok(()) };
        let is_own = |entry: &[u16]| SearchPath::from_units(Syntax::Windows, entry).contains(dir, &variables);
        prop_assume!(!after.to_units().contains(&u16::from(b'"')) && !inserted.contains(&u16::from(b'"')));
        let mut entries: Vec<Vec<u16>> = after.to_units().split(|unit| *unit == u16::from(b';')).map(<[u16]>::to_vec).collect();
        if without {
            entries.retain(|entry| !is_own(entry));
        } else if !is_own(&inserted) || how != 2 {
            entries.insert(at.index(entries.len() + 1), inserted);
        }
        for index in deleted.iter().filter(|_| !entries.is_empty()).collect::<Vec<_>>() {
            if !entries.is_empty() {
                entries.remove(index.index(entries.len()));
            }
        }
        let today = SearchPath::from_units(Syntax::Windows, &entries.join(&u16::from(b';')));
        let undone = revert(&path, &after, &today, &variables).unwrap().unwrap_or_else(|| today.clone());
        let own = |path: &SearchPath| path.shown().iter().filter(|entry| windows(entry).contains(dir, &variables)).count();
        let strangers = |path: &SearchPath| {
            let all = path.shown().into_iter().filter(|entry| !entry.is_empty() && own(&windows(entry)) == 0);
            let mut all: Vec<_> = all.collect();
            if how > 2 {
                all.sort(); // of two neighbours, it is not visible which one was moved
            }
            all
        };
        prop_assert_eq!(strangers(&undone), strangers(&today));
        match (own(&path), own(&after), own(&today)) {
            (_, 0, _) => prop_assert!(own(&undone) > 0, "a removed entry is restored"),
            (0, added, now) => prop_assert_eq!(own(&undone), now.saturating_sub(added), "an added entry is removed"),
            (_, _, 0) => prop_assert_eq!(own(&undone), 0, "an entry removed since stays removed"),
            (was, left, now) if was == left => prop_assert_eq!(own(&undone), now, "a move changes only the order"),
            _ => prop_assert!(own(&undone) > 0),
        }
    }
}
