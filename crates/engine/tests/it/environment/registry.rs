//! PATH in the Windows registry. Every test has its own key; the user's real one is never written.
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use upgo_engine::base::report::{Code, DiffKind, Explain as _};
use upgo_engine::environment::{
    Change, EditKind, EditScope, EnvironmentEdit, EnvironmentError, PathEdit, RegistryEnvironment, RegistryValue,
    Source, USER_KEY, Undone, UserEnvironment, commit, prepare, prepare_edit, prepare_undo, undo,
};
use upgo_engine::machine::platform::{registry_get, registry_remove, registry_set};
use winreg::RegKey;
use winreg::enums::HKEY_CURRENT_USER;

use super::searched;

const BIN: &str = r"C:\Users\Jürgen Müller\AppData\Local\Upgo\bin";
/// The same, as written to a value that Windows expands.
const WRITTEN: &str = r"%USERPROFILE%\AppData\Local\Upgo\bin";
const REG_SZ: u32 = 1;
const REG_EXPAND_SZ: u32 = 2;

struct Registry {
    path: String,
    environment: UserEnvironment,
}

impl Registry {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::SeqCst);
        let path = format!(r"Software\UpgoTest-{}-{count}", std::process::id());
        let variables = |name: &str| match name {
            "LOCALAPPDATA" => Some(OsString::from(r"C:\Users\Jürgen Müller\AppData\Local")),
            "USERPROFILE" => Some(OsString::from(r"C:\Users\Jürgen Müller")),
            "SystemRoot" => Some(OsString::from(r"C:\Windows")),
            _ => None,
        };
        let [user, machine] = ["User", "Machine"].map(|name| format!(r"HKCU\{path}\{name}"));
        let environment = UserEnvironment::Registry(RegistryEnvironment::at(user, machine, &variables));
        Self { path, environment }
    }

    fn with(value: &RegistryValue) -> Self {
        let registry = Self::new();
        registry.set("User", "Path", value);
        registry
    }

    fn set(&self, key: &str, name: &str, value: &RegistryValue) {
        registry_set(&format!(r"HKCU\{}\{key}", self.path), name, value.kind, &value.bytes).unwrap();
    }

    fn path(&self) -> Option<RegistryValue> {
        let value = registry_get(&format!(r"HKCU\{}\User", self.path), "PATH").unwrap();
        value.map(|(kind, bytes)| RegistryValue { kind, bytes })
    }

    fn prepare(&self, edits: &[PathEdit]) -> Option<Change> {
        let change = prepare(&self.environment, edits).unwrap()?;
        let journaled = serde_json::from_str(&serde_json::to_string(&change).unwrap()).unwrap();
        assert_eq!(change, journaled);
        Some(journaled)
    }

    fn value(&self, key: &str, name: &str) -> Option<RegistryValue> {
        let value = registry_get(&format!(r"HKCU\{}\{key}", self.path), name).unwrap();
        value.map(|(kind, bytes)| RegistryValue { kind, bytes })
    }

    fn edit(&self, edit: &EnvironmentEdit) -> Change {
        let change = prepare_edit(&self.environment, None, edit).unwrap().unwrap();
        commit(&self.environment, &change).unwrap();
        change
    }

    fn apply(&self, edits: &[PathEdit]) -> Change {
        let change = self.prepare(edits).unwrap();
        commit(&self.environment, &change).unwrap();
        change
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        RegKey::predef(HKEY_CURRENT_USER).delete_subkey_all(&self.path).ok();
    }
}

fn first() -> [PathEdit; 1] {
    [PathEdit::PutFirst(BIN.into())]
}

fn expand(text: &str) -> RegistryValue {
    RegistryValue::text_of_kind(REG_EXPAND_SZ, text)
}

#[test]
fn a_missing_value_is_created_expandable_and_undo_deletes_it() {
    let registry = Registry::new();
    let change = registry.apply(&first());
    assert_eq!(registry.path(), Some(expand(WRITTEN)));
    assert_eq!(undo(&registry.environment, &change).unwrap(), Undone::Restored);
    assert_eq!(registry.path(), None);
}

#[test]
fn an_edit_keeps_the_type_and_every_other_byte() {
    for kind in [REG_SZ, REG_EXPAND_SZ] {
        let old = r#"%SystemRoot%\x;"C:\odd;one";;C:\trailing\;"#;
        let registry = Registry::with(&RegistryValue::text_of_kind(kind, old));
        let change = registry.apply(&first());
        let written = if kind == REG_EXPAND_SZ { WRITTEN } else { BIN };
        assert_eq!(registry.path(), Some(RegistryValue::text_of_kind(kind, &format!("{written};{old}"))));
        assert!(registry.prepare(&first()).is_none());
        assert_eq!(undo(&registry.environment, &change).unwrap(), Undone::Restored);
        assert_eq!(registry.path(), Some(RegistryValue::text_of_kind(kind, old)));
    }
}

#[test]
fn undo_restores_even_malformed_bytes() {
    let units = |units: &[u16]| units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<u8>>();
    let path: Vec<u16> = r"C:\x;".encode_utf16().collect();
    for end in [&[][..], &[0, 0, 0], &[0xD800, 0], &[0xDC00]] {
        let value = RegistryValue { kind: REG_EXPAND_SZ, bytes: units(&[&path, end].concat()) };
        let registry = Registry::with(&value);
        let change = registry.apply(&first());
        let written = registry.path().unwrap().bytes;
        assert!(written.ends_with(&[0, 0]), "Upgo writes a final NUL");
        assert_eq!(undo(&registry.environment, &change).unwrap(), Undone::Restored);
        assert_eq!(registry.path(), Some(value));
    }
}

#[test]
fn memory_after_a_string_is_not_written() {
    let registry = Registry::new();
    let key = format!(r"HKCU\{}\User", registry.path);
    registry_set(&key, "PATH", REG_EXPAND_SZ, &[b'x', 0, 0, 0][..2]).unwrap();
    assert_eq!(registry.path(), Some(RegistryValue { kind: REG_EXPAND_SZ, bytes: vec![b'x', 0] }));
}

#[test]
fn a_value_that_is_not_text_is_not_changed() {
    let odd = [
        (4, vec![1, 0, 0, 0], "REG_DWORD"),
        (7, vec![b'a', 0, 0, 0, 0, 0], "REG_MULTI_SZ"),
        (3, vec![b'a', 0, 0, 0], "REG_BINARY"),
        (REG_EXPAND_SZ, vec![b'a', 0, b'b'], "half a character"),
        (REG_EXPAND_SZ, vec![b'a', 0, 0, 0, b'b', 0, 0, 0], "NUL"),
    ];
    for (kind, bytes, why) in odd {
        let value = RegistryValue { kind, bytes };
        let registry = Registry::with(&value);
        let error = prepare(&registry.environment, &first()).unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
        assert_eq!(error.code(), Code::PathRefused);
        assert_eq!(registry.path(), Some(value));
    }
}

#[test]
fn variables_are_expanded_only_in_an_expandable_value() {
    let bin = r"%LocalAppData%\Upgo\bin\;C:\x";
    assert!(Registry::with(&expand(bin)).prepare(&first()).is_none());
    let literal = Registry::with(&RegistryValue::text_of_kind(REG_SZ, bin));
    assert!(literal.prepare(&first()).is_some());
    let registry = Registry::with(&expand(r"C:\x;%MyGo%\bin"));
    registry.set("User", "MyGo", &expand(r"%USERPROFILE%\go"));
    let installed = [PathEdit::AppendLast(r"C:\Users\Jürgen Müller\go\bin".into())];
    assert!(registry.prepare(&installed).is_none());
}

#[test]
fn a_moved_entry_is_shown_as_moved() {
    let registry = Registry::with(&expand(&format!(r"C:\x;{WRITTEN};C:\y")));
    let shown = registry.prepare(&first()).unwrap().diff().to_string();
    assert_eq!(shown, format!("~ {WRITTEN} (your PATH, first)\n"));
}

#[test]
fn a_value_that_changed_since_the_plan_is_not_touched() {
    let registry = Registry::with(&expand(r"C:\x"));
    let change = registry.prepare(&first()).unwrap();
    registry.set("User", "Path", &RegistryValue::text_of_kind(REG_SZ, r"C:\x"));
    let error = commit(&registry.environment, &change).unwrap_err();
    assert!(matches!(error, EnvironmentError::Moved { .. }), "{error}");
    assert_eq!(registry.path(), Some(RegistryValue::text_of_kind(REG_SZ, r"C:\x")));
}

#[test]
fn undo_after_another_programs_edit_reverts_only_our_own_and_can_be_undone() {
    let registry = Registry::with(&expand(r"C:\x;%LocalAppData%\Upgo\bin\;C:\y"));
    let change = registry.apply(&first());
    let kinds: Vec<_> = change.diff().0.iter().map(|difference| difference.kind).collect();
    assert_eq!(kinds, [DiffKind::Removed, DiffKind::Added], "the two notations differ");
    let today = expand(&format!(r"D:\new;{WRITTEN};C:\x;C:\y;%TEMP%"));
    registry.set("User", "Path", &today);
    let inverse = prepare_undo(&registry.environment, &change).unwrap().unwrap();
    assert_eq!(inverse.purpose, EditKind::Inverse);
    let Undone::Inverse(diff) = undo(&registry.environment, &change).unwrap() else { panic!("not restored") };
    assert!(diff.to_string().contains(r"Upgo\bin\"), "{diff}");
    assert_eq!(registry.path(), Some(expand(r"D:\new;C:\x;%LocalAppData%\Upgo\bin\;C:\y;%TEMP%")));
    assert_eq!(undo(&registry.environment, &change).unwrap(), Undone::Nothing);
    assert_eq!(undo(&registry.environment, &inverse).unwrap(), Undone::Restored);
    assert_eq!(registry.path(), Some(today));
}

#[test]
fn undo_ignores_a_value_that_was_deleted_or_made_invalid() {
    let registry = Registry::new();
    let change = registry.apply(&first());
    registry_remove(&format!(r"HKCU\{}\User", registry.path), "Path").unwrap();
    assert_eq!(undo(&registry.environment, &change).unwrap(), Undone::Nothing);
    let spoilt = RegistryValue { kind: 4, bytes: vec![1, 0, 0, 0] };
    registry.set("User", "Path", &spoilt);
    assert!(matches!(undo(&registry.environment, &change).unwrap_err(), EnvironmentError::NoText { .. }));
    assert_eq!(registry.path(), Some(spoilt));
}

#[test]
fn a_long_path_is_accepted_and_a_too_long_one_refused() {
    let long = r"C:\Program Files\Tool\bin;".repeat(950);
    let registry = Registry::with(&expand(&long));
    registry.apply(&first());
    assert_eq!(registry.path(), Some(expand(&format!("{WRITTEN};{long}"))));
    let full = expand(&"x".repeat(32_760));
    let registry = Registry::with(&full);
    assert!(matches!(prepare(&registry.environment, &first()).unwrap_err(), EnvironmentError::Refused(_)));
    assert_eq!(registry.path(), Some(full));
}

#[test]
fn a_new_terminal_searches_the_machine_path_before_the_users() {
    let registry = Registry::with(&expand(r#"%LOCALAPPDATA%\Upgo\bin;;"C:\quoted;one";%Mine%;%NOPE%"#));
    registry.set("User", "Mine", &expand(r"%USERPROFILE%\go\bin"));
    registry.set("Machine", "Path", &expand(r"%SystemRoot%\system32;%SystemRoot%"));
    let caller = OsString::from(r"C:\only in this process");
    let expected =
        [r"C:\Windows\system32", r"C:\Windows", BIN, r"C:\quoted;one", r"C:\Users\Jürgen Müller\go\bin", "%NOPE%"];
    assert_eq!(searched(&registry.environment, Some(&caller)), expected.map(PathBuf::from));
    assert!(searched(&Registry::new().environment, None).is_empty());
}

fn set(name: &str, value: &str, scope: EditScope) -> EnvironmentEdit {
    EnvironmentEdit::Set { name: name.into(), value: value.into(), scope }
}

fn unset(name: &str) -> EnvironmentEdit {
    EnvironmentEdit::Unset { name: name.into(), scope: EditScope::User }
}

fn plain(text: &str) -> RegistryValue {
    RegistryValue::text_of_kind(REG_SZ, text)
}

#[test]
fn a_variable_keeps_its_type_and_a_new_one_is_expandable_if_needed() {
    let rows = [
        (None, "direct", plain("direct")),
        (None, r"%USERPROFILE%\go", expand(r"%USERPROFILE%\go")),
        (Some(expand("old")), "direct", expand("direct")),
        (Some(plain("old")), "100%", plain("100%")),
    ];
    for (before, value, after) in rows {
        let registry = Registry::new();
        if let Some(before) = &before {
            registry.set("User", "GOPROXY", before);
        }
        let change = registry.edit(&set("GOPROXY", value, EditScope::User));
        assert_eq!(registry.value("User", "GOPROXY"), Some(after));
        assert_eq!(change.names(), ["GOPROXY"]);
        assert_eq!(prepare_edit(&registry.environment, None, &set("GOPROXY", value, EditScope::User)).unwrap(), None);
        assert_eq!(undo(&registry.environment, &change).unwrap(), Undone::Restored);
        assert_eq!(registry.value("User", "GOPROXY"), before);
    }
}

#[test]
fn unsetting_a_variable_is_undone_unless_it_has_a_new_value() {
    let registry = Registry::new();
    registry.set("User", "GOROOT", &expand(r"%SystemDrive%\go"));
    let change = registry.edit(&unset("GOROOT"));
    assert_eq!(
        change.diff().to_string(),
        format!("- GOROOT=%SystemDrive%\\go (HKCU\\{}\\User\\GOROOT)\n", registry.path)
    );
    assert_eq!(registry.value("User", "GOROOT"), None);
    undo(&registry.environment, &change).unwrap();
    assert_eq!(registry.value("User", "GOROOT"), Some(expand(r"%SystemDrive%\go")));
    let change = registry.edit(&set("GOPROXY", "ours", EditScope::User));
    registry.set("User", "GOPROXY", &plain("theirs"));
    assert_eq!(undo(&registry.environment, &change).unwrap(), Undone::Nothing);
    assert_eq!(registry.value("User", "GOPROXY"), Some(plain("theirs")));
}

#[test]
fn a_variable_that_is_not_text_or_would_be_too_long_is_not_changed() {
    let registry = Registry::new();
    let odd = RegistryValue { kind: 4, bytes: vec![1, 0, 0, 0] };
    registry.set("User", "GOPROXY", &odd);
    for edit in [set("GOPROXY", "direct", EditScope::User), unset("GOPROXY")] {
        let error = prepare_edit(&registry.environment, None, &edit).unwrap_err();
        assert!(error.to_string().contains("GOPROXY has the type REG_DWORD"), "{error}");
    }
    assert_eq!(registry.value("User", "GOPROXY"), Some(odd));
    let long = set("GOPRIVATE", &"x".repeat(32_767), EditScope::User);
    assert!(matches!(prepare_edit(&registry.environment, None, &long).unwrap_err(), EnvironmentError::Refused(_)));
}

#[test]
fn machine_wide_values_are_edited_but_no_folder_is_added_to_the_machine_path() {
    let registry = Registry::new();
    registry.set("Machine", "Path", &expand(r"%SystemRoot%\system32;C:\Program Files\Go\bin;C:\x"));
    let path = |edit| EnvironmentEdit::Path { edits: vec![edit], scope: EditScope::Machine };
    let change = registry.edit(&path(PathEdit::Remove(r"c:\program files\go\bin\".into())));
    assert_eq!(registry.value("Machine", "Path"), Some(expand(r"%SystemRoot%\system32;C:\x")));
    registry.set("Machine", "Path", &expand(r"%SystemRoot%\system32;C:\x;C:\theirs"));
    assert!(matches!(undo(&registry.environment, &change).unwrap(), Undone::Inverse(_)));
    let back = r"%SystemRoot%\system32;C:\Program Files\Go\bin;C:\x;C:\theirs";
    assert_eq!(registry.value("Machine", "Path"), Some(expand(back)));
    registry.edit(&path(PathEdit::MoveFirst(r"C:\x".into())));
    let moved = r"C:\x;%SystemRoot%\system32;C:\Program Files\Go\bin;C:\theirs";
    assert_eq!(registry.value("Machine", "Path"), Some(expand(moved)));
    registry.edit(&set("GOPROXY", "direct", EditScope::Machine));
    assert_eq!(registry.value("Machine", "GOPROXY"), Some(plain("direct")));
    assert_eq!(registry.value("User", "GOPROXY"), None);
}

#[test]
fn path_entries_and_variables_are_read_with_their_sources() {
    let registry = Registry::with(&expand(r"%LOCALAPPDATA%\Upgo\bin;;c:\WINDOWS"));
    registry.set("Machine", "Path", &plain(r"C:\Windows;%NOPE%"));
    let (path, problems) = registry.environment.read_path(None);
    assert!(problems.is_empty(), "{problems:?}");
    let entries: Vec<_> =
        path.entries.iter().map(|entry| (entry.source, entry.text.as_str(), entry.duplicate)).collect();
    let expected = [
        (Source::Machine, r"C:\Windows", false),
        (Source::Machine, "%NOPE%", false),
        (Source::User, r"%LOCALAPPDATA%\Upgo\bin", false),
        (Source::User, "", false),
        (Source::User, r"c:\WINDOWS", true),
    ];
    assert_eq!(entries, expected);
    assert_eq!(path.entries[2].folders, [PathBuf::from(BIN)]);
    let values: Vec<_> = path.values.iter().map(|value| (value.source, value.length, value.expands)).collect();
    assert_eq!(values, [(Source::Machine, 17, false), (Source::User, 35, true)]);
    registry.set("User", "GOPATH", &expand(r"%USERPROFILE%\go"));
    registry.set("Machine", "GOPATH", &plain(r"%USERPROFILE%\go"));
    let (kept, _) = registry.environment.stored().kept("GOPATH");
    let kept: Vec<_> = kept.iter().map(|setting| (setting.source, setting.value.as_str())).collect();
    assert_eq!(kept, [(Source::User, r"C:\Users\Jürgen Müller\go"), (Source::Machine, r"%USERPROFILE%\go")]);
    registry.set("Machine", "Path", &RegistryValue { kind: 7, bytes: vec![0, 0] });
    let (path, problems) = registry.environment.read_path(None);
    assert_eq!((path.entries.len(), problems.len()), (3, 1), "the rest is still read");
}

#[test]
fn a_change_for_another_environment_is_refused() {
    let (registry, other) = (Registry::new(), Registry::new());
    let change = registry.prepare(&first()).unwrap();
    assert!(matches!(commit(&other.environment, &change).unwrap_err(), EnvironmentError::Elsewhere { .. }));
    assert!(matches!(undo(&other.environment, &change).unwrap_err(), EnvironmentError::Elsewhere { .. }));
}

#[test]
fn the_real_environment_can_be_read() {
    let variables = |name: &str| std::env::var_os(name);
    let real = UserEnvironment::Registry(RegistryEnvironment::of_user(&variables));
    let folders = searched(&real, None);
    assert!(folders.iter().any(|folder| folder.ends_with("system32")), "{folders:?}");
    assert!(registry_get(USER_KEY, "no such value").unwrap().is_none());
}

#[test]
fn the_profile_is_that_of_the_account_even_if_a_shell_sets_another() {
    let of_a_shell = |name: &str| (name == "USERPROFILE").then(|| OsString::from(r"D:\msys\home"));
    let profile = RegistryEnvironment::of_user(&of_a_shell).variable("USERPROFILE");
    assert_eq!(profile, std::env::var_os("USERPROFILE"));
}
