//! Variables and the `go env -w` file: checking, writing, undoing, and which value wins.
use std::fs;
use std::path::PathBuf;

use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::change::plan::Step;
use upgo_engine::environment::{
    Change, EditKind, EditScope, EnvironmentEdit, EnvironmentError, NewTerminal, PathEdit, ProfileEnvironment, Setting,
    Source, Undone, UserEnvironment, commit, prepare_edit, prepare_undo, undo, variable, weigh,
};
use upgo_engine::machine::home::Home;

/// A Unix user; the `go env -w` file is the same on every system.
struct User {
    folder: tempfile::TempDir,
    environment: UserEnvironment,
}

impl User {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().to_owned();
        let variables = |name: &str| match name {
            "HOME" => Some(home.clone().into_os_string()),
            "SHELL" => Some("/bin/sh".into()),
            _ => None,
        };
        let environment = UserEnvironment::Profiles(ProfileEnvironment::locate(home.join("upgo"), &variables));
        Self { folder, environment }
    }

    fn with_file(content: &[u8]) -> Self {
        let user = Self::new();
        user.write(content);
        user
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("go").join("env")
    }

    fn write(&self, content: &[u8]) {
        fs::create_dir_all(self.file().parent().unwrap()).unwrap();
        fs::write(self.file(), content).unwrap();
    }

    fn content(&self) -> Option<String> {
        fs::read(self.file()).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    fn script(&self) -> String {
        fs::read_to_string(self.folder.path().join("upgo/env")).unwrap_or_default()
    }

    fn prepare(&self, edit: &EnvironmentEdit) -> Result<Option<Change>, EnvironmentError> {
        let change = prepare_edit(&self.environment, Some(&self.file()), edit)?;
        // After a crash, only the data in the journal is left.
        let journaled = serde_json::from_str(&serde_json::to_string(&change).unwrap()).unwrap();
        assert_eq!(change, journaled);
        Ok(journaled)
    }

    fn apply(&self, edit: &EnvironmentEdit) -> Change {
        let change = self.prepare(edit).unwrap().unwrap();
        commit(&self.environment, &change).unwrap();
        assert_eq!(self.prepare(edit).unwrap(), None, "the second time, there is nothing to do");
        change
    }
}

fn set(name: &str, value: &str, scope: EditScope) -> EnvironmentEdit {
    EnvironmentEdit::Set { name: name.into(), value: value.into(), scope }
}

fn unset(name: &str, scope: EditScope) -> EnvironmentEdit {
    EnvironmentEdit::Unset { name: name.into(), scope }
}

#[test]
fn undo_restores_the_go_env_file_byte_for_byte() {
    for before in
        [&b"# mine\r\nGOFLAGS=-v\r\nGOPROXY=a\r\nnonsense"[..], b"\xff\xfe\nGOPROXY=a", b"GOPROXY=1\nGOPROXY=2\n"]
    {
        for edit in [set("GOPROXY", "direct", EditScope::Go), unset("GOPROXY", EditScope::Go)] {
            let user = User::with_file(before);
            let change = user.apply(&edit);
            assert_eq!(change.names(), ["GOPROXY"]);
            assert!(!change.edits_path());
            assert_eq!(undo(&user.environment, &change).unwrap(), Undone::Restored);
            assert_eq!(fs::read(user.file()).unwrap(), before);
        }
    }
}

#[test]
fn undo_removes_a_go_env_file_that_did_not_exist_before() {
    let user = User::new();
    let change = user.apply(&set("GOPROXY", "direct", EditScope::Go));
    assert_eq!(user.content().unwrap(), "GOPROXY=direct\n");
    assert_eq!(change.diff().to_string(), format!("+ GOPROXY=direct ({})\n", user.file().display()));
    undo(&user.environment, &change).unwrap();
    assert_eq!(user.content(), None);
}

#[test]
fn undo_keeps_another_programs_edit_of_the_go_env_file() {
    let user = User::with_file(b"GOPROXY=a\nGOFLAGS=-v\n");
    let change = user.apply(&set("GOPROXY", "b", EditScope::Go));
    user.write(b"# new\nGOPROXY=b\nGOFLAGS=-x\n");
    let inverse = prepare_undo(&user.environment, &change).unwrap().unwrap();
    assert_eq!(inverse.purpose, EditKind::Inverse);
    let Undone::Inverse(diff) = undo(&user.environment, &change).unwrap() else { panic!("not restored") };
    assert_eq!(diff.0.len(), 2, "{diff}");
    assert_eq!(user.content().unwrap(), "# new\nGOPROXY=a\nGOFLAGS=-x\n");
    undo(&user.environment, &inverse).unwrap();
    assert_eq!(user.content().unwrap(), "# new\nGOPROXY=b\nGOFLAGS=-x\n", "undoing the undo redoes it");
    user.write(b"GOPROXY=theirs\n");
    assert_eq!(undo(&user.environment, &change).unwrap(), Undone::Nothing);
    assert_eq!(user.content().unwrap(), "GOPROXY=theirs\n");
}

#[test]
fn a_file_that_changed_since_the_plan_is_not_touched() {
    let user = User::with_file(b"GOPROXY=a\n");
    let change = user.prepare(&set("GOPROXY", "b", EditScope::Go)).unwrap().unwrap();
    user.write(b"GOPROXY=a\nGOFLAGS=-v\n");
    assert!(matches!(commit(&user.environment, &change).unwrap_err(), EnvironmentError::Moved { .. }));
    assert_eq!(user.content().unwrap(), "GOPROXY=a\nGOFLAGS=-v\n");
}

#[test]
fn the_journal_contains_no_other_line_of_the_go_env_file() {
    let user = User::with_file(b"GOAUTH=secret\nGOPROXY=a\nGONOPROXY=private\n");
    let change = user.apply(&set("GOPROXY", "b", EditScope::Go));
    let journaled = serde_json::to_string(&change).unwrap();
    assert!(!journaled.contains("secret") && !journaled.contains("private"), "{journaled}");
}

#[test]
fn the_script_exports_a_user_variable_until_it_is_undone() {
    let user = User::new();
    let bin = EnvironmentEdit::Path { edits: vec![PathEdit::AppendLast("/opt/bin".into())], scope: EditScope::User };
    let path = user.apply(&bin);
    assert!(path.edits_path());
    let before = user.script();
    let change = user.apply(&set("GOPROXY", "https://x/'$(id)", EditScope::User));
    assert!(user.script().contains(r"GOPROXY='https://x/'\''$(id)'; export GOPROXY"), "{}", user.script());
    assert_eq!(undo(&user.environment, &change).unwrap(), Undone::Restored);
    assert_eq!(user.script(), before);
    let change = user.apply(&set("GOPROXY", "direct", EditScope::User));
    let second = user.apply(&set("GOPRIVATE", "x.example", EditScope::User));
    undo(&user.environment, &change).unwrap();
    assert!(user.script().contains("GOPRIVATE") && !user.script().contains("GOPROXY"), "{}", user.script());
    undo(&user.environment, &second).unwrap();
    assert_eq!(user.script(), before, "only PATH is left");
}

#[test]
fn impossible_edits_are_refused_with_a_next_step() {
    let user = User::new();
    let path = |edit, scope| EnvironmentEdit::Path { edits: vec![edit], scope };
    let remove = || PathEdit::Remove("/x".into());
    for (edit, code, words) in [
        (set("GOPROXY", "x", EditScope::Machine), Code::Usage, "no machine-wide"),
        (path(remove(), EditScope::Machine), Code::Usage, "no machine-wide"),
        (path(remove(), EditScope::Go), Code::Usage, "cannot be set with"),
        (path(PathEdit::MoveFirst("/x".into()), EditScope::User), Code::PathRefused, "/x"),
        (path(PathEdit::AppendLast("x".into()), EditScope::User), Code::PathRefused, "not a full path"),
        (set("HOME", "/x", EditScope::User), Code::Usage, "is not a Go variable"),
    ] {
        let error = user.prepare(&edit).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains(words), "{error}");
        assert!(!error.next().to_string().is_empty());
    }
    let relative =
        prepare_edit(&user.environment, Some("env".as_ref()), &set("GOPROXY", "x", EditScope::Go)).unwrap_err();
    assert!(relative.to_string().contains("full path"), "{relative}");
    let off = prepare_edit(&user.environment, None, &set("GOPROXY", "x", EditScope::Go)).unwrap_err();
    assert_eq!(off.code(), Code::EnvRefused);
    fs::create_dir_all(user.file()).unwrap();
    assert_eq!(user.prepare(&set("GOPROXY", "x", EditScope::Go)).unwrap_err().code(), Code::EnvRefused, "a folder");
}

#[test]
fn a_machine_wide_edit_without_rights_names_the_next_step() {
    let refused = |key: &str| EnvironmentError::Registry {
        key: key.to_owned(),
        source: std::io::ErrorKind::PermissionDenied.into(),
    };
    let error = refused(upgo_engine::environment::MACHINE_KEY);
    assert_eq!((error.code(), error.code().exit()), (Code::Permission, 5));
    assert!(error.next().to_string().contains("administrator"), "{}", error.next());
    assert!(!refused(r"HKCU\Environment").next().to_string().contains("administrator"));
}

#[test]
fn values_that_go_rejects_are_refused() {
    let full = if cfg!(windows) { r"C:\x" } else { "/x" };
    let taken = |name, value| variable::check(name, Some(value), EditScope::Go).is_ok();
    for (name, value) in [
        ("GOTOOLCHAIN", "auto"),
        ("GOTOOLCHAIN", "local"),
        ("GOTOOLCHAIN", "path"),
        ("GOTOOLCHAIN", "local+auto"),
        ("GOTOOLCHAIN", "go1.27.3"),
        ("GOTOOLCHAIN", "go1.27rc1+path"),
        ("GOROOT", full),
        ("GOPATH", full),
        ("GO111MODULE", "off"),
        ("GOPROXY", "https://proxy.golang.org,direct"),
        ("GOFLAGS", "-ldflags=-s"),
    ] {
        assert!(taken(name, value), "{name}={value}");
    }
    for (name, value) in [
        ("GOTOOLCHAIN", "foo"),
        ("GOTOOLCHAIN", "1.27.3"),
        ("GOTOOLCHAIN", "auto+local"),
        ("GOROOT", "go"),
        ("GOPATH", "~/go"),
        ("GOPATH", r"%USERPROFILE%\go"),
        ("GOBIN", "bin"),
        ("GOPROXY", ""),
        ("GOPROXY", "a\nGOFLAGS=b"),
        ("GOVERSION", "go1.27.3"),
        ("GOEXE", ".exe"),
        ("GOENV", full),
        ("GODEBUG", "x=1"),
        ("PATH", full),
    ] {
        assert!(!taken(name, value), "{name}={value}");
    }
    assert!(variable::check("GOENV", Some("off"), EditScope::User).is_ok());
    assert!(variable::check("GOXYZ", None, EditScope::Go).is_ok(), "unsetting it is allowed");
    assert!(variable::check("GOXYZ", None, EditScope::User).is_err());
}

/// The value that counts here and in a new terminal, by the sources that have one.
#[test]
fn the_first_source_wins() {
    use NewTerminal::{BeginsAnew, Inherits};
    use Source::{Default, Go, Goroot, Machine, Process, User};
    type Row<'a> = (NewTerminal, &'a [(Source, &'a str)], Option<(Source, &'a str)>, Option<(Source, &'a str)>);
    let rows: &[Row<'_>] = &[
        (BeginsAnew, &[], None, None),
        (BeginsAnew, &[(Default, "d")], Some((Default, "d")), Some((Default, "d"))),
        (BeginsAnew, &[(Default, "d"), (Goroot, "r")], Some((Goroot, "r")), Some((Goroot, "r"))),
        (BeginsAnew, &[(Goroot, "r"), (Go, "")], Some((Go, "")), Some((Go, ""))),
        // a terminal that was opened before the user's value was set
        (BeginsAnew, &[(User, "u"), (Go, "g")], Some((Go, "g")), Some((User, "u"))),
        (BeginsAnew, &[(User, "u"), (Machine, "m")], None, Some((User, "u"))),
        (BeginsAnew, &[(User, "u"), (Machine, "m"), (Process, "u")], Some((User, "u")), Some((User, "u"))),
        (BeginsAnew, &[(User, "u"), (Machine, "m"), (Process, "m")], Some((Machine, "m")), Some((User, "u"))),
        (BeginsAnew, &[(Machine, "m"), (Process, "p")], Some((Process, "p")), Some((Machine, "m"))),
        (BeginsAnew, &[(Process, "p"), (Go, "g")], Some((Process, "p")), Some((Go, "g"))),
        (Inherits, &[(Process, "p"), (Go, "g")], Some((Process, "p")), Some((Process, "p"))),
        (Inherits, &[(Process, "p"), (User, "u")], Some((Process, "p")), Some((User, "u"))),
        (Inherits, &[(Process, "u"), (User, "u")], Some((User, "u")), Some((User, "u"))),
        (Inherits, &[(User, "u")], None, Some((User, "u"))),
    ];
    for (terminal, settings, here, new_terminal) in rows {
        let settings =
            settings.iter().map(|(source, value)| Setting { source: *source, value: (*value).to_owned(), place: None });
        let reading = weigh("GOPROXY", settings.collect(), *terminal);
        let shown = |effective: &upgo_engine::environment::Effective| effective.from.zip(effective.value.clone());
        let expected = |row: &Option<(Source, &str)>| row.map(|(source, value)| (source, value.to_owned()));
        assert_eq!(shown(&reading.here), expected(here), "{reading:?}");
        assert_eq!(shown(&reading.new_terminal), expected(new_terminal), "{reading:?}");
    }
}

#[test]
fn reads_a_step_from_the_journal() {
    let recorded = serde_json::json!({
        "kind": "editEnvironment",
        "purpose": "go",
        "change": {
            "purpose": "edit",
            "writes": [{
                "kind": "value",
                "key": r"HKCU\Environment",
                "name": "Path",
                "before": null,
                "after": { "kind": 2, "text": r"C:\upgo\bin" },
            }],
        },
    });
    let step: Step = serde_json::from_value(recorded).unwrap();
    assert!(step.edits_path());
    assert_eq!(step.title(&Home::new("/upgo")).description.to_string(), "Put Upgo's folder first on your PATH");
    assert_eq!(step.differences()[0].text, r"C:\upgo\bin");
    assert_eq!(serde_json::from_value::<Step>(serde_json::to_value(&step).unwrap()).unwrap(), step);
}

#[test]
fn undoing_a_move_in_the_script_changes_only_the_order() {
    let path = |edit: PathEdit| EnvironmentEdit::Path { edits: vec![edit], scope: EditScope::User };
    let first = |dir: &str| path(PathEdit::PutFirst(dir.into()));
    let lines = |user: &User| {
        let script = user.script();
        script.lines().filter_map(|line| Some(line.strip_prefix("# upgo ")?.to_owned())).collect::<Vec<_>>()
    };
    let folders = ["/a", "/b", "/c"];
    let moves = [PathEdit::MoveFirst("/a".into()), PathEdit::MoveLast("/a".into())];
    for (moved, edit, expected) in [
        (0, path(PathEdit::Remove("/a".into())), &["first: /b", "first: /c"][..]),
        (1, path(PathEdit::Remove("/a".into())), &["first: /b", "first: /c"]),
        (0, path(PathEdit::Remove("/b".into())), &["first: /a", "first: /c"]),
        (1, path(PathEdit::Remove("/b".into())), &["first: /a", "first: /c"]),
        (0, first("/d"), &["first: /a", "first: /b", "first: /c", "first: /d"]),
        (1, first("/d"), &["first: /a", "first: /b", "first: /c", "first: /d"]),
    ] {
        let user = User::new();
        for dir in folders {
            user.apply(&first(dir));
        }
        let change = user.apply(&path(moves[moved].clone()));
        user.apply(&edit);
        undo(&user.environment, &change).unwrap();
        assert_eq!(lines(&user), expected, "{:?}, then {edit:?}", moves[moved]);
    }
}
