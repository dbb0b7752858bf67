//! Redaction of logs and reports: passwords, the user's folder and name, and the names of projects are left out.
use std::path::Path;

use serde_json::Value;
use url::Url;

use crate::base::secret::without_secrets;
use crate::machine::platform;

/// The shortest name that is redacted. Shorter ones may be ordinary words.
const SHORTEST_NAME: usize = 3;
/// The shortest secret that is redacted. Shorter ones would match within ordinary words.
const SHORTEST_SECRET: usize = 6;
/// Names that are not redacted, because they are ordinary words.
const NO_NAMES: [&str; 6] = ["root", "user", "admin", "administrator", "upgo", "golang"];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discretion {
    /// The user's home folder, in every notation.
    folders: Vec<String>,
    projects: Vec<String>,
    names: Vec<(String, &'static str)>,
    secrets: Vec<String>,
}

impl Discretion {
    /// Redacts folders: the user's home folder becomes `~`, and a path in a project becomes `<project>`.
    pub fn of<'a>(folder: Option<&Path>, projects: impl IntoIterator<Item = &'a Path>) -> Self {
        // the root of a disk is part of every path
        let folder = folder.filter(|folder| folder.parent().is_some());
        // 8.3 names begin with the same letters
        let short = folder.and_then(platform::with_short_names);
        let folders = folder.into_iter().chain(short.as_deref()).flat_map(ways).collect();
        Self { folders, projects: projects.into_iter().flat_map(ways).collect(), ..Self::default() }
    }

    /// Also redacts names, such as the user's; each is replaced with `by`.
    #[must_use]
    pub fn and_names(mut self, names: impl IntoIterator<Item = String>, by: &'static str) -> Self {
        let is_name = |name: &String| {
            name.chars().count() >= SHORTEST_NAME && !NO_NAMES.contains(&name.to_ascii_lowercase().as_str())
        };
        self.names.extend(names.into_iter().filter(is_name).map(|name| (name, by)));
        self
    }

    /// Also redacts secrets, even within words; each becomes `<secret>`.
    #[must_use]
    pub(crate) fn and_secrets(mut self, secrets: impl IntoIterator<Item = String>) -> Self {
        self.secrets.extend(secrets.into_iter().filter(|secret| secret.chars().count() >= SHORTEST_SECRET));
        // longest first, because one may be part of another
        self.secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        self
    }

    pub(crate) fn tell_all(&self, document: Value) -> Value {
        match document {
            Value::String(text) => Value::String(self.tell(&text)),
            Value::Array(items) => items.into_iter().map(|item| self.tell_all(item)).collect(),
            Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, self.tell_all(value))).collect(),
            other => other,
        }
    }

    /// The redacted form of a text, without the secrets that it marks, too.
    pub fn tell(&self, text: &str) -> String {
        let mut text = without_secrets(text);
        for secret in &self.secrets {
            text = text.replace(secret, "<secret>");
        }
        let ends_path = ['"', '\'', '`', '\n', ':', ',', ';', ')'];
        for project in &self.projects {
            text = replaced(&text, project, "<project>", |rest| rest.find(ends_path).unwrap_or(rest.len()));
        }
        for folder in &self.folders {
            text = replaced(&text, folder, "~", |_| 0);
        }
        for (name, by) in &self.names {
            text = replaced(&text, name, by, |_| 0);
        }
        text
    }
}

/// The notations of a path: plain, escaped as in a string literal, and as a URL.
fn ways(path: &Path) -> Vec<String> {
    // as documents show a path that is not Unicode
    let shown = path.to_string_lossy();
    let plain = shown.trim_end_matches(['/', '\\']);
    if plain.is_empty() {
        return Vec::new();
    }
    let address = Url::from_file_path(path).ok().map(|url| url.path().trim_end_matches('/').to_owned());
    // `/C:/Users` without its leading slash, which stays in the text
    let address =
        address.map(|path| path.strip_prefix('/').filter(|path| path.contains(':')).unwrap_or(&path).to_owned());
    let mut ways = vec![plain.to_owned(), plain.replace('\\', r"\\"), plain.replace('\\', "/")];
    ways.extend(address);
    ways.sort_by_key(|way| std::cmp::Reverse(way.len()));
    ways.dedup();
    ways
}

/// Replaces `what` with `by` where it is a whole word, with as many bytes after it as `swallows` returns.
fn replaced(text: &str, what: &str, by: &str, swallows: impl Fn(&str) -> usize) -> String {
    // Windows ignores letter case
    let ignores_case = what.contains([':', '\\']);
    if !ignores_case && !text.contains(what) {
        return text.to_owned();
    }
    let same = |part: &str| if ignores_case { part.eq_ignore_ascii_case(what) } else { part == what };
    let (mut told, mut rest, mut before) = (String::new(), text, None);
    while let Some(letter) = rest.chars().next() {
        let found = rest.get(..what.len()).is_some_and(same);
        let after = rest.get(what.len()..).unwrap_or_default();
        if found && is_end(before, what.chars().next()) && is_end(after.chars().next(), what.chars().last()) {
            told += by;
            rest = &after[swallows(after)..];
            before = None;
        } else {
            told.push(letter);
            rest = &rest[letter.len_utf8()..];
            before = Some(letter);
        }
    }
    told
}

/// Whether a name ends between `own`, a letter of the name, and the letter `other` next to it.
fn is_end(other: Option<char>, own: Option<char>) -> bool {
    let of_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    !(other.is_some_and(of_word) && own.is_some_and(of_word))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_home_folder_becomes_a_tilde_and_projects_are_not_named() {
        let projects = [PathBuf::from("/home/zoe/src/secret plan")];
        let discretion = Discretion::of(Some(Path::new("/home/zoe")), projects.iter().map(PathBuf::as_path));
        for (text, told) in [
            ("/home/zoe", "~"),
            ("could not read /home/zoe/.config/go/env: denied", "could not read ~/.config/go/env: denied"),
            ("/home/zoe2/x /home/zoe-b /mnt/home/zoe", "/home/zoe2/x /home/zoe-b /mnt~"),
            ("in /home/zoe/src/secret plan/cmd/a b/main.go: no", "in <project>: no"),
            ("\"/home/zoe/src/secret plan\"", "\"<project>\""),
        ] {
            assert_eq!(discretion.tell(text), told);
        }
        assert_eq!(Discretion::of(Some(Path::new("/")), []).tell("/usr/bin"), "/usr/bin");
    }

    #[test]
    fn a_folder_is_found_by_its_short_name() {
        let lab = tempfile::tempdir().unwrap();
        let folder = lab.path().join("A Long Name");
        fs_err::create_dir(&folder).unwrap();
        let Some(short) = platform::with_short_names(&folder) else {
            return println!("SKIPPED: the volume keeps no 8.3 names");
        };
        let discretion = Discretion::of(Some(&folder), []);
        assert_eq!(discretion.tell(&format!(r"in {}\Temp", short.display())), r"in ~\Temp");
        assert_eq!(discretion.tell(&format!(r"in {}\Temp", folder.display())), r"in ~\Temp");
    }

    #[test]
    fn a_windows_folder_is_found_in_every_notation() {
        let discretion = Discretion { folders: ways(Path::new(r"C:\Users\Zoë")), ..Discretion::default() };
        for (text, told) in [
            (r"C:\Users\Zoë\AppData", r"~\AppData"),
            (r"c:\users\Zoë\AppData", r"~\AppData"),
            (r#""C:\\Users\\Zoë\\go""#, r#""~\\go""#),
            ("file:///C:/Users/Zoë/go", "file:///~/go"),
        ] {
            assert_eq!(discretion.tell(text), told);
        }
    }

    #[test]
    fn a_name_is_removed_only_as_a_whole_word() {
        let named = |name: &str| Discretion::default().and_names([name.to_owned()], "<user>");
        assert_eq!(named("zoe").tell(r"\\server\zoe\x of zoe, zoey"), r"\\server\<user>\x of <user>, zoey");
        assert_eq!(named("go").tell("go version"), "go version");
        assert_eq!(named("Root").tell("Root certificate"), "Root certificate");
    }

    #[test]
    fn a_secret_is_removed_everywhere() {
        let discretion = Discretion::default().and_secrets(["hunter".into(), "hunter2".into(), "x2".into()]);
        assert_eq!(discretion.tell("xhunter2x, hunter"), "x<secret>x, <secret>");
        let document = serde_json::json!({ "a": ["hunter2", 1, null], "b": { "c": "http://a:b@host" } });
        let told = serde_json::json!({ "a": ["<secret>", 1, null], "b": { "c": "http://…@host" } });
        assert_eq!(discretion.tell_all(document), told);
    }

    #[test]
    fn multi_byte_characters_stay_intact() {
        let discretion = Discretion::of(Some(Path::new("/home/zoë")), []);
        assert_eq!(discretion.tell("ü/home/zoë/ß测试/home/zoë测"), "ü~/ß测试/home/zoë测");
    }
}
