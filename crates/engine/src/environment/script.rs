//! The scripts in Upgo's home that the profiles of the shells read, and the line that reads them.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::revert::revert_entries;
use super::search_path::EditRefusal;
use super::syntax::Syntax;
use super::{PathEdit, search_path, search_path::SearchPath};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShellLanguage {
    /// sh, dash, bash, zsh.
    Posix,
    Fish,
}

/// The end of PATH where a folder goes: to the front also if it is on PATH already, to the end only if it is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum PathEnd {
    First,
    Last,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Script {
    /// In order.
    pub(super) folders: Vec<(PathEnd, Vec<u8>)>,
    pub(super) variables: BTreeMap<String, String>,
}

const HEADER: &str = "# Written by Upgo. It overwrites your changes to this file.\n";
const FIRST: &str = "# upgo first: ";
const LAST: &str = "# upgo last: ";
const SET: &str = "# upgo set: ";

const POSIX_LAST: &str = r#"case ":${PATH-}:" in
    *:"$upgo_dir":*) ;;
    *) PATH="${PATH:+$PATH:}$upgo_dir" ;;
esac
"#;
const POSIX_FIRST: &str = r#"PATH="${PATH:+:$PATH}:"
while :; do
    case $PATH in
        *:"$upgo_dir":*) PATH="${PATH%%:"$upgo_dir":*}:${PATH#*:"$upgo_dir":}" ;;
        *) break ;;
    esac
done
PATH="$upgo_dir${PATH%:}"
"#;
const POSIX_END: &str = "export PATH\nunset upgo_dir\n";
const FISH_LAST: &str = "contains -- $upgo_dir $PATH; or set -gx PATH $PATH $upgo_dir\n";
const FISH_FIRST: &str = "while set -l upgo_at (contains -i -- $upgo_dir $PATH)
    set -e PATH[$upgo_at]
end
set -gx PATH $upgo_dir $PATH
";

/// The end of the line in a profile.
pub(super) const MARK: &[u8] = b"# Upgo";

impl ShellLanguage {
    pub(super) fn of(path: &Path) -> Self {
        if path.extension().is_some_and(|extension| extension == "fish") { Self::Fish } else { Self::Posix }
    }

    pub(super) fn script(self, home: &Path) -> PathBuf {
        home.join(match self {
            Self::Posix => "env",
            Self::Fish => "env.fish",
        })
    }

    /// If Upgo's home is deleted, the line does nothing, whereas a bare `.` would end the shell.
    pub(super) fn line(self, home: &Path) -> Vec<u8> {
        let script = self.quote(self.script(home).as_os_str().as_encoded_bytes());
        let pieces: [&[u8]; 6] = match self {
            Self::Posix => [b"if [ -r ", &script, b" ]; then . ", &script, b"; fi ", MARK],
            Self::Fish => [b"if test -r ", &script, b"; source ", &script, b"; end ", MARK],
        };
        pieces.concat()
    }

    /// How a script puts the folder on PATH whose quoted name is between both texts. It starts no program.
    fn adds(self, place: PathEnd) -> (&'static str, String) {
        let prepared = self.is_prepared();
        match (self, place) {
            (Self::Posix, PathEnd::First) => {
                let moves = format!("\nif {prepared}; then\n{POSIX_LAST}else\n{POSIX_FIRST}fi\n{POSIX_END}");
                ("upgo_dir=", moves)
            }
            (Self::Posix, PathEnd::Last) => ("upgo_dir=", format!("\n{POSIX_LAST}{POSIX_END}")),
            (Self::Fish, PathEnd::First) => {
                ("set -l upgo_dir ", format!("\nif {prepared}\n{FISH_LAST}else\n{FISH_FIRST}end\n"))
            }
            (Self::Fish, PathEnd::Last) => ("set -l upgo_dir ", format!("\n{FISH_LAST}")),
        }
    }

    /// `text` as one word that the shell takes literally.
    fn quote(self, text: &[u8]) -> Vec<u8> {
        let mut quoted = vec![b'\''];
        for byte in text {
            match (self, byte) {
                (Self::Posix, b'\'') => quoted.extend(br"'\''"),
                (Self::Fish, b'\'' | b'\\') => quoted.extend([b'\\', *byte]),
                _ => quoted.push(*byte),
            }
        }
        quoted.push(b'\'');
        quoted
    }
}

impl Script {
    /// Parses the output of [`render`](Self::render). Any other text results in an empty script.
    pub(super) fn parse(text: &[u8]) -> Self {
        let folder = |line: &[u8]| {
            let first = line.strip_prefix(FIRST.as_bytes()).map(|dir| (PathEnd::First, dir.to_vec()));
            first.or_else(|| line.strip_prefix(LAST.as_bytes()).map(|dir| (PathEnd::Last, dir.to_vec())))
        };
        let variable = |line: &[u8]| {
            let (name, value) = str::from_utf8(line.strip_prefix(SET.as_bytes())?).ok()?.split_once('=')?;
            is_name(name).then(|| (name.to_owned(), value.to_owned()))
        };
        let lines = || text.split(|byte| *byte == b'\n');
        Self { folders: lines().filter_map(folder).collect(), variables: lines().filter_map(variable).collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn render(&self, language: ShellLanguage) -> Vec<u8> {
        let mut text = HEADER.as_bytes().to_vec();
        for (name, value) in &self.variables {
            let quoted = language.quote(value.as_bytes());
            text.extend([SET, name, "=", value, "\n"].concat().into_bytes());
            text.extend(match language {
                ShellLanguage::Posix => [name.as_bytes(), b"=", &quoted, b"; export ", name.as_bytes(), b"\n"].concat(),
                ShellLanguage::Fish => [b"set -gx ", name.as_bytes(), b" ", &quoted, b"\n"].concat(),
            });
        }
        for (place, dir) in &self.folders {
            let mark = if *place == PathEnd::First { FIRST } else { LAST };
            let (variable, then) = language.adds(*place);
            let quoted = language.quote(dir);
            text.extend([mark.as_bytes(), dir, b"\n", variable.as_bytes(), &quoted, then.as_bytes()].concat());
        }
        text
    }

    pub(super) fn edit(&self, edit: &PathEdit) -> Result<Self, EditRefusal> {
        let none: super::Lookup<'_> = &|_| None;
        let empty = SearchPath::from_units(Syntax::Unix, &[]);
        let (place, dir) = match edit {
            PathEdit::MoveFirst(dir) | PathEdit::MoveLast(dir) if !self.has(dir) => {
                return Err(EditRefusal::Missing { dir: dir.display().to_string() });
            }
            PathEdit::MoveTo { dir, .. } => return Err(EditRefusal::NoPlace { dir: dir.display().to_string() }),
            PathEdit::PutFirst(dir) | PathEdit::MoveFirst(dir) => (PathEnd::First, dir),
            PathEdit::AppendLast(dir) => (PathEnd::Last, dir),
            PathEdit::MoveLast(dir) => return Ok(self.without(dir).with(PathEnd::Last, dir)),
            PathEdit::Remove(dir) => return Ok(self.without(dir)),
            PathEdit::Deduplicate => return Ok(self.clone()), // a script contains no folder twice
        };
        search_path::put_first(&empty, dir, none, none)?; // fails if PATH cannot hold it
        let at_front =
            self.folders.iter().rfind(|(place, _)| *place == PathEnd::First).is_some_and(|(_, it)| same(it, dir));
        let stays = match place {
            PathEnd::First => at_front,
            PathEnd::Last => self.has(dir),
        };
        Ok(if stays { self.clone() } else { self.without(dir).with(place, dir) })
    }

    /// Without a value, the variable is removed.
    pub(super) fn with_variable(&self, name: &str, value: Option<&str>) -> Self {
        let mut edited = self.clone();
        edited.set_variable(name, value);
        edited
    }

    fn set_variable(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.variables.insert(name.to_owned(), value.to_owned()),
            None => self.variables.remove(name),
        };
    }

    /// Including PATH.
    pub(super) fn names_of_difference(&self, other: &Self) -> Vec<String> {
        let path = (self.folders != other.folders).then(|| "PATH".to_owned());
        let names = self.variables.keys().chain(other.variables.keys());
        let changed = names.filter(|name| self.variables.get(*name) != other.variables.get(*name));
        path.into_iter().chain(changed.cloned()).collect()
    }

    pub(super) fn revert(&self, before: &Self, after: &Self) -> Self {
        let key = |(_, dir): &(PathEnd, Vec<u8>)| comparable(dir);
        let mut reverted = self.clone();
        reverted.folders = revert_entries(&before.folders, &after.folders, &self.folders, key);
        for name in before.names_of_difference(after) {
            // A value that has been changed since is kept.
            if self.variables.get(&name) == after.variables.get(&name) {
                reverted.set_variable(&name, before.variables.get(&name).map(String::as_str));
            }
        }
        reverted
    }

    fn has(&self, dir: &Path) -> bool {
        self.folders.iter().any(|(_, it)| same(it, dir))
    }

    fn with(mut self, place: PathEnd, dir: &Path) -> Self {
        self.folders.push((place, dir.as_os_str().as_encoded_bytes().to_vec()));
        self
    }

    fn without(&self, dir: &Path) -> Self {
        let others = self.folders.iter().filter(|(_, it)| !same(it, dir)).cloned();
        Self { folders: others.collect(), variables: self.variables.clone() }
    }
}

/// Whether a shell takes the text as the name of a variable. Anything else would be a command in the script.
fn is_name(text: &str) -> bool {
    !text.starts_with(|first: char| first.is_ascii_digit())
        && !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn same(entry: &[u8], dir: &Path) -> bool {
    comparable(entry) == Syntax::Unix.comparable_dir(dir)
}

pub(super) fn comparable(entry: &[u8]) -> Vec<u16> {
    let entry: Vec<u16> = entry.iter().copied().map(u16::from).collect();
    Syntax::Unix.comparable(&entry)
}
