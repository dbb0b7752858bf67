//! The changes of machine-wide variables that a program without administrator rights may request. None of them may make
//! other accounts run a program of its choice.
use std::path::{Path, PathBuf};

use super::registry::path_of;
use super::registry_value::PATH;
use super::{EditScope, RegistryValue, SearchPath, Syntax, variable};

pub(crate) struct MachineRules<'a> {
    pub(crate) windows: &'a Path,
    /// Entries of PATH that an administrator removed earlier.
    pub(crate) were_there: &'a [Vec<u16>],
    /// The value of the variable before an administrator changed it, if it has not changed since.
    pub(crate) had: Option<&'a RegistryValue>,
    /// The reason why standard users can write to a folder; `None` if they cannot.
    pub(crate) why_open: &'a dyn Fn(&Path) -> Option<String>,
}

/// Variables that may get another value. Go still verifies what a proxy sends with the checksum database, except for
/// modules that [`PRIVATE`] names.
const ADDRESSES: [&str; 2] = ["GOPROXY", "GOTOOLCHAIN"];
/// The variable with the modules that Go does not verify. It may name fewer of them, but no others: with `GONOPROXY=none`,
/// as behind a company's proxy, it alone decides whether what that proxy sends is verified.
const PRIVATE: &str = "GOPRIVATE";
/// Variables that name folders with programs or sources that are run.
const FOLDERS: [&str; 3] = ["GOROOT", "GOPATH", "GOBIN"];

impl MachineRules<'_> {
    pub(crate) fn refusal(
        &self,
        name: &str,
        before: Option<&RegistryValue>,
        after: Option<&RegistryValue>,
    ) -> Option<String> {
        if name.eq_ignore_ascii_case(PATH) {
            return self.refusal_of_path(before, after);
        }
        let text = match after.map(RegistryValue::text).transpose() {
            Ok(units) => units.map(|units| String::from_utf16_lossy(&units)),
            Err(why) => return Some(format!("the new value {why}")),
        };
        if let Err(refusal) = variable::check(name, text.as_deref(), EditScope::Machine) {
            return Some(refusal.to_string());
        }
        let text = text?;
        if after == self.had || ADDRESSES.contains(&name) {
            return None;
        }
        if name == PRIVATE {
            return refusal_of_private(before, &text);
        }
        if !FOLDERS.contains(&name) {
            return Some("it can make Go run other programs, for every account".to_owned());
        }
        text.split(';').find_map(|folder| self.refusal_of_folder(folder))
    }

    /// Allows an entry if it is or was on PATH, or if only administrators can write to its folder. No entry that standard
    /// users can write to gets in front of one that they cannot, and those of Windows stay.
    fn refusal_of_path(&self, before: Option<&RegistryValue>, after: Option<&RegistryValue>) -> Option<String> {
        let (Some(before), Some(after)) = (before, after) else {
            return Some("the machine-wide PATH can be neither created nor removed as a whole".to_owned());
        };
        if Some(after) == self.had {
            return None;
        }
        if before.kind != after.kind {
            return Some("the type of the machine-wide PATH cannot change".to_owned());
        }
        let (old, new) = match (path_of(PATH, Some(before)), path_of(PATH, Some(after))) {
            (Ok(old), Ok(new)) => (old, new),
            (Err(error), _) | (_, Err(error)) => return Some(error.to_string()),
        };
        let limit = Syntax::Windows.limit().unwrap_or(usize::MAX);
        if new.to_units().len() > limit.max(old.to_units().len()) {
            return Some("it would be longer than Windows allows".to_owned());
        }
        self.refusal_of_entries(&old, &new).or_else(|| self.refusal_of_order(&old, &new))
    }

    fn refusal_of_entries(&self, old: &SearchPath, new: &SearchPath) -> Option<String> {
        let is_known = |entry: &&Vec<u16>| old.entries().contains(entry) || self.were_there.contains(entry);
        new.entries().iter().filter(|entry| !is_known(entry)).find_map(|entry| self.refusal_of_entry(entry))
    }

    /// No entry of Windows may be removed. No entry that standard users can write to may come before a closed one that it
    /// followed: other accounts would run its programs in place of those.
    fn refusal_of_order(&self, old: &SearchPath, new: &SearchPath) -> Option<String> {
        let is_closed = |entry: &[u16]| self.is_of_windows(entry) || self.refusal_of_entry(entry).is_none();
        let closed = old.entries().iter().enumerate().filter(|(_, entry)| !entry.is_empty() && is_closed(entry));
        for (place, own) in closed {
            let shown = Syntax::Windows.display(own);
            let Some(now) = new.entries().iter().position(|entry| entry == own) else {
                if self.is_of_windows(own) {
                    return Some(format!("{shown} belongs to Windows"));
                }
                continue;
            };
            let was_before = |entry: &&Vec<u16>| old.entries()[..place].contains(entry);
            let mut earlier =
                new.entries()[..now].iter().filter(|entry| !was_before(entry) && !self.is_of_windows(entry));
            if let Some(why) = earlier.find_map(|entry| self.refusal_of_entry(entry)) {
                return Some(format!("it would come before {shown}: {why}"));
            }
        }
        None
    }

    fn refusal_of_entry(&self, entry: &[u16]) -> Option<String> {
        if entry.is_empty() {
            return None;
        }
        self.refusal_of_folder(&String::from_utf16_lossy(entry))
    }

    fn refusal_of_folder(&self, folder: &str) -> Option<String> {
        let plain = folder.trim_matches('"');
        let path = PathBuf::from(plain);
        if plain.contains('%') || !Syntax::Windows.is_full(&path) && !path.is_absolute() {
            return Some(format!("{folder} must be a full path without variables"));
        }
        (self.why_open)(&path).map(|why| format!("standard users can write there: {why}"))
    }

    /// Matches `%SystemRoot%\…`, or a path below the folder of Windows.
    fn is_of_windows(&self, entry: &[u16]) -> bool {
        let text = String::from_utf16_lossy(entry).to_lowercase().replace('/', "\\");
        let windows = self.windows.display().to_string().to_lowercase();
        ["%systemroot%", "%windir%", &windows].iter().any(|root| {
            let rest = text.trim_start_matches('"').strip_prefix(root);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['\\', '"']))
        })
    }
}

/// Allows only patterns that are named already.
fn refusal_of_private(before: Option<&RegistryValue>, after: &str) -> Option<String> {
    let before = before.and_then(|before| before.text().ok()).map(|units| String::from_utf16_lossy(&units));
    let before = before.unwrap_or_default();
    let known: Vec<&str> = before.split(',').map(str::trim).collect();
    let mut patterns = after.split(',').map(str::trim).filter(|pattern| !pattern.is_empty());
    let other = patterns.find(|pattern| !known.contains(pattern))?;
    Some(format!("Go would no longer verify the modules {other}, for every account"))
}

/// The entries of PATH that `before` has and `after` does not, as written.
pub(crate) fn taken_off(before: Option<&RegistryValue>, after: Option<&RegistryValue>) -> Vec<Vec<u16>> {
    let entries = |value| path_of(PATH, value).map(|path| path.entries().to_vec()).unwrap_or_default();
    let left = entries(after);
    entries(before).into_iter().filter(|entry| !entry.is_empty() && !left.contains(entry)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPANDS: u32 = 2;
    const TODAY: &str = r"C:\open;%SystemRoot%\system32;C:\Windows;C:\Program Files\Go\bin;;D:\old";

    fn value(text: &str) -> RegistryValue {
        RegistryValue::text_of_kind(EXPANDS, text)
    }

    fn judge(name: &str, before: Option<&RegistryValue>, after: Option<&RegistryValue>) -> Option<String> {
        let were_there = [r"C:\gone\bin".encode_utf16().collect()];
        let had = value("-mod=vendor");
        let rules = MachineRules {
            windows: Path::new(r"C:\Windows"),
            were_there: &were_there,
            had: (name == "GOFLAGS").then_some(&had),
            why_open: &|folder| (!folder.to_string_lossy().contains("Program Files")).then(|| "anybody".to_owned()),
        };
        rules.refusal(name, before, after)
    }

    #[test]
    fn path_keeps_windows_entries_and_gets_no_user_writable_folder() {
        for (after, refused) in [
            // removed, moved, restored
            (r"C:\open;%SystemRoot%\system32;C:\Windows;;D:\old", None),
            (r"C:\open;%SystemRoot%\system32;C:\Windows;C:\Program Files\Go\bin;;D:\old;C:\gone\bin", None),
            (r"%SystemRoot%\system32;C:\Windows;C:\Program Files\Go\bin;C:\open;D:\old", None),
            (r"C:\Program Files\Go\bin;C:\open;%SystemRoot%\system32;C:\Windows;D:\old", None),
            // added
            (r"C:\open;%SystemRoot%\system32;C:\Windows;C:\Program Files\Other", None),
            (r"C:\open;%SystemRoot%\system32;C:\Windows;C:\Users\mei\bin", Some("standard users")),
            (r"C:\open;%SystemRoot%\system32;C:\Windows;%USERPROFILE%\bin", Some("without variables")),
            (r"C:\open;%SystemRoot%\system32;C:\Windows;bin", Some("must be a full path")),
            // before an entry that others cannot write to
            (r"C:\open;%SystemRoot%\system32;C:\Windows;;D:\old;C:\Program Files\Go\bin", Some("come before")),
            (r"C:\open;%SystemRoot%\system32;C:\Windows;D:\old;C:\Program Files\Go\bin", Some("Go\\bin")),
            (r"C:\open;%SystemRoot%\system32;C:\Windows;C:\gone\bin;C:\Program Files\Go\bin", Some("Go\\bin")),
            // entries of Windows
            (r"C:\open;C:\Windows;D:\old", Some("belongs to Windows")),
            (r"C:\open;%SystemRoot%\system32;D:\old", Some("belongs to Windows")),
            (r"D:\old;C:\open;%SystemRoot%\system32;C:\Windows", Some("come before %SystemRoot%\\system32")),
            (r"C:\open;%SystemRoot%\system32;D:\old;C:\Windows", Some("come before C:\\Windows")),
            (r"C:\gone\bin;C:\open;%SystemRoot%\system32;C:\Windows", Some("come before")),
        ] {
            let refusal = judge("Path", Some(&value(TODAY)), Some(&value(after)));
            assert_eq!(refusal.is_some(), refused.is_some(), "{after}: {refusal:?}");
            assert!(refusal.unwrap_or_default().contains(refused.unwrap_or_default()), "{after}");
        }
    }

    #[test]
    fn path_keeps_its_type_and_cannot_be_removed() {
        let (today, other) = (value(TODAY), RegistryValue::text_of_kind(1, TODAY));
        assert!(judge("PATH", Some(&today), None).is_some());
        assert!(judge("PATH", None, Some(&today)).is_some());
        assert!(judge("PATH", Some(&today), Some(&other)).is_some());
        let long = value(&format!("{TODAY};C:\\Program Files\\{}", "x".repeat(40_000)));
        assert!(judge("PATH", Some(&today), Some(&long)).is_some());
    }

    #[test]
    fn a_variable_gets_no_value_that_runs_other_programs() {
        for (name, text, allowed) in [
            ("GOPROXY", "https://proxy.example", true),
            ("GOTOOLCHAIN", "local", true),
            ("GOTOOLCHAIN", "rubbish", false),
            ("GOFLAGS", "-toolexec=C:\\evil.exe", false),
            ("GOFLAGS", "-mod=vendor", true), // the previous value
            ("CC", "C:\\evil.exe", false),
            ("CC", "C:\\Program Files\\other.exe", false), // even if only administrators can write there
            ("GOFLAGS", "C:\\Program Files", false),
            ("GOSUMDB", "off", false),
            ("ComSpec", "C:\\evil.exe", false),
            ("PATHEXT", ".EVIL", false),
        ] {
            assert_eq!(judge(name, None, Some(&value(text))).is_none(), allowed, "{name}={text}");
        }
        for (name, allowed) in [("GOFLAGS", true), ("GOROOT", true), ("ComSpec", false), ("PSModulePath", false)] {
            assert_eq!(judge(name, Some(&value("x")), None).is_none(), allowed, "{name} is removed");
        }
        let binary = RegistryValue { kind: 3, bytes: vec![1, 2] };
        assert!(judge("GOPROXY", None, Some(&binary)).is_some());
    }

    #[test]
    fn go_verifies_no_fewer_modules_than_before() {
        let before = value("corp.example/*, *.intern");
        for (text, allowed) in [
            ("corp.example/*,*.intern", true),
            ("*.intern", true),
            ("*.intern,corp.example/*,", true),
            ("*", false),
            ("corp.example/*,*.intern,github.com", false),
            ("corp.example", false),
            ("corp.*/*", false),
        ] {
            assert_eq!(judge("GOPRIVATE", Some(&before), Some(&value(text))).is_none(), allowed, "{text}");
        }
        assert!(judge("GOPRIVATE", None, Some(&value("*"))).is_some());
        assert!(judge("GOPRIVATE", Some(&before), None).is_none(), "it is removed");
        for name in ["GONOSUMDB", "GONOSUMCHECK", "GONOPROXY", "GOINSECURE"] {
            assert!(judge(name, None, Some(&value("*"))).is_some(), "{name}");
        }
    }

    #[test]
    fn removed_entries_are_remembered_as_written() {
        let shorter = value(r"C:\open;%SystemRoot%\system32;C:\Windows");
        let taken = taken_off(Some(&value(TODAY)), Some(&shorter));
        let shown: Vec<String> = taken.iter().map(|entry| String::from_utf16_lossy(entry)).collect();
        assert_eq!(shown, [r"C:\Program Files\Go\bin", r"D:\old"]);
    }
}
