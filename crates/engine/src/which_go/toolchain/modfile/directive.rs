//! The directives of `go.mod` and `go.work`.
//! Source: <https://github.com/golang/mod/blob/master/modfile/rule.go> (`add`, `parseReplace`, `parseVersionInterval`).
use super::syntax::Line;
use super::version::{beginning, canonical, is_canonical, is_go_version, major_of, wrong_lookup, wrong_major};
use super::{ModContent, ModFileError, ModuleVersion, Position, ReadingGo};
use crate::base::version::Version;
use crate::which_go::buildinfo::quoted::unquoted;

/// Directives that were added later, and the first Go version that knows each.
const LATER: [(&str, &str); 4] =
    [("toolchain", "go1.21"), ("godebug", "go1.23rc1"), ("tool", "go1.24rc1"), ("ignore", "go1.25rc1")];
/// The first Go version that accepts `.` and `..` as folders.
const SHORT_FOLDERS: &str = "go1.22rc1";

pub(super) struct DirectiveReading<'a> {
    pub(super) reader: ReadingGo<'a>,
    pub(super) is_work: bool,
    pub(super) content: ModContent,
    pub(super) first: Option<ModFileError>,
}

impl DirectiveReading<'_> {
    pub(super) fn end(mut self) -> Result<ModContent, ModFileError> {
        for (at, words) in std::mem::take(&mut self.content.retracts) {
            let result = self.retracted(&words);
            self.note(at, result);
        }
        self.first.map_or(Ok(self.content), Err)
    }

    pub(super) fn line(&mut self, at: Position, word: &str, rest: &[String]) {
        let is_heeded = matches!(word, "go" | "module" | "retract" | "require" | "ignore");
        let result = match self.knows(word) {
            _ if self.reader.is_lax && !is_heeded => return,
            true => self.directive(at, word, rest),
            false if self.reader.is_lax => return,
            false => Err(unknown("directive", word)),
        };
        self.note(at, result);
    }

    pub(super) fn block(&mut self, opening: &Line, lines: &[Line]) {
        let word = &opening.words[0];
        let is_known = opening.words.len() == 1 && self.knows(word) && !matches!(&**word, "go" | "toolchain");
        if is_known {
            for line in lines {
                self.line(line.at, word, &line.words);
            }
        } else if !self.reader.is_lax {
            self.note(opening.at, Err(unknown("block type", &opening.words.join(" "))));
        }
    }

    fn note(&mut self, at: Position, result: Result<(), String>) {
        if let Err(what) = result {
            self.first.get_or_insert(ModFileError { at, what });
        }
    }

    fn is_at_least(&self, first: &str) -> bool {
        Some(self.reader.version) >= Version::from_name(first).as_ref().ok()
    }

    fn knows(&self, word: &str) -> bool {
        let is_of_file = match word {
            "go" | "toolchain" | "godebug" | "replace" => true,
            "use" => self.is_work,
            "module" | "require" | "exclude" | "retract" | "tool" | "ignore" => !self.is_work,
            _ => false,
        };
        is_of_file && LATER.iter().all(|(later, first)| *later != word || self.is_at_least(first))
    }

    fn directive(&mut self, at: Position, word: &str, rest: &[String]) -> Result<(), String> {
        match word {
            "go" => self.go(at, rest),
            "toolchain" => self.toolchain(at, rest),
            "module" => self.module(rest),
            "godebug" => {
                let pair = one(rest).filter(|pair| !pair.contains(['"', '`', '\'', ',']));
                let (key, value) = pair.and_then(|pair| pair.split_once('=')).ok_or("usage: godebug key=value")?;
                self.content.godebugs.push((at, key.to_owned(), value.to_owned()));
                Ok(())
            }
            "use" => {
                let folder = string(one(rest).ok_or("usage: use local/dir")?)?;
                self.content.uses.push((at, folder));
                Ok(())
            }
            "replace" => self.replace(rest),
            "retract" => self.retract(at, rest),
            "require" | "exclude" => {
                let [path, version] = rest else { return Err(format!("usage: {word} module/path v1.2.3")) };
                let path = string(path)?;
                let module = ModuleVersion { version: self.version(word, &path, version)?, path };
                let list = if word == "require" { &mut self.content.requires } else { &mut self.content.excludes };
                list.push(module);
                Ok(())
            }
            _ => {
                let path = one(rest).ok_or_else(|| format!("{word} directive expects exactly one argument"))?;
                let path = string(path)?;
                if word == "tool" {
                    self.content.tools.push(path);
                }
                Ok(())
            }
        }
    }

    fn go(&mut self, at: Position, rest: &[String]) -> Result<(), String> {
        if self.content.go.is_some() {
            return Err("repeated go statement".to_owned());
        }
        let text = one(rest).ok_or("go directive expects exactly one argument")?;
        let knows_patches = self.knows("toolchain");
        let is_right = is_go_version(text) && (knows_patches || text.matches('.').count() == 1);
        let understood = if is_right { Some(text) } else { beginning(text).filter(|_| self.reader.is_lax) };
        let form = if self.is_at_least("go1.22rc1") { "1.23.0" } else { "1.23" };
        let go = understood.ok_or_else(|| format!("invalid go version '{text}': must match format {form}"))?;
        self.content.go = Some(go.to_owned());
        self.content.go_at = at;
        Ok(())
    }

    fn toolchain(&mut self, at: Position, rest: &[String]) -> Result<(), String> {
        if self.content.toolchain.is_some() {
            return Err("repeated toolchain statement".to_owned());
        }
        let name = one(rest).ok_or("toolchain directive expects exactly one argument")?;
        if name != "default" && name != "go1" && !name.starts_with("go1.") {
            return Err(format!("invalid toolchain version '{name}': must match format go1.23.0 or default"));
        }
        self.content.toolchain = Some(name.to_owned());
        self.content.toolchain_at = at;
        Ok(())
    }

    fn module(&mut self, rest: &[String]) -> Result<(), String> {
        if self.content.module.is_some() {
            return Err("repeated module statement".to_owned());
        }
        let path = one(rest).ok_or_else(|| "usage: module module/path".to_owned()).and_then(string);
        self.content.module = Some(path.clone().unwrap_or_default());
        path.map(drop)
    }

    fn replace(&mut self, rest: &[String]) -> Result<(), String> {
        let usage = || {
            let word = "replace module/path [v1.2.3] =>";
            Err(format!("usage: {word} other/module v1.4\n\t or {word} ../local/directory"))
        };
        let (old, old_version, new, new_version) = match rest {
            [old, arrow, new] if arrow == "=>" => (old, None, new, None),
            [old, arrow, new, version] if arrow == "=>" => (old, None, new, Some(version)),
            [old, version, arrow, new] if arrow == "=>" => (old, Some(version), new, None),
            [old, version, arrow, new, by] if arrow == "=>" => (old, Some(version), new, Some(by)),
            _ => return usage(),
        };
        let path = string(old)?;
        major_of(&path).ok_or_else(|| format!("replace {path}: invalid module path"))?;
        let version = old_version.map(|version| self.version("replace", &path, version)).transpose()?;
        let by = string(new)?;
        let is_folder = self.is_folder(&by);
        let by_version = new_version.map(|version| {
            if self.is_work { in_full("replace", &by, version) } else { self.version("replace", &by, version) }
        });
        let by_version = by_version.transpose()?;
        match (&by_version, is_folder) {
            (Some(_), true) => return Err(format!("replacement module directory path {by:?} cannot have version")),
            (None, false) if by.contains('@') => {
                return Err("replacement module must match format 'path version', not 'path@version'".to_owned());
            }
            (None, false) => {
                let form = "replacement module without version must be directory path";
                return Err(format!("{form} (rooted or starting with . or ..)"));
            }
            (None, true) if !self.reader.is_windows && by.contains('\\') => {
                let what = "replacement directory appears to be Windows path (on a non-windows system)";
                return Err(what.to_owned());
            }
            _ => {}
        }
        let module = |path, version: Option<String>| ModuleVersion { path, version: version.unwrap_or_default() };
        self.content.replaces.push((module(path, version), module(by, by_version)));
        Ok(())
    }

    /// By the rules of every system, because files are shared between systems.
    fn is_folder(&self, path: &str) -> bool {
        let bytes = path.as_bytes();
        let has_drive = bytes.len() >= 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':';
        let is_short = (path == "." || path == "..") && self.is_at_least(SHORT_FOLDERS);
        is_short || has_drive || ["./", ".\\", "../", "..\\", "/", "\\"].iter().any(|start| path.starts_with(start))
    }

    /// Checks the form of the line. Its versions are checked at the end, when the module's path is known.
    fn retract(&mut self, at: Position, rest: &[String]) -> Result<(), String> {
        let after = interval(rest, |version| string(version).map_err(|why| invalid("retract", "", version, &why)));
        match after {
            Err(_) | Ok([_, ..]) if self.reader.is_lax => return Ok(()),
            Ok([other, ..]) => return Err(format!("unexpected token after version: {other:?}")),
            Err(what) => return Err(what),
            Ok([]) => {}
        }
        self.content.retracts.push((at, rest.to_vec()));
        Ok(())
    }

    fn retracted(&mut self, words: &[String]) -> Result<(), String> {
        let path = self.content.module.clone().filter(|path| !path.is_empty());
        let path = path.ok_or("no module directive found, so retract cannot be used")?;
        interval(words, |version| self.version("retract", &path, version)).map(drop)
    }

    /// A version of the module `path`. One that is not written in full is looked up, except in a workspace's file.
    fn version(&mut self, word: &str, path: &str, text: &str) -> Result<String, String> {
        let version = if self.is_work {
            in_full(word, path, text)?
        } else {
            string(text).map_err(|why| invalid(word, path, text, &why))?
        };
        let wrong = |what| format!("{word} {path}: {what}");
        let malformed = || invalid(word, path, &version, &format!("malformed module path {path:?}"));
        let major = major_of(path).ok_or_else(malformed)?;
        if is_canonical(&version) || path == "go" {
            return wrong_major(&version, major).map_or(Ok(version), |what| Err(wrong(what)));
        }
        if let Some(why) = wrong_lookup(path).filter(|_| path != "toolchain") {
            return Err(format!("malformed module path {path:?}: {why}"));
        }
        if self.reader.is_offline {
            return Err("module lookup disabled by GOPROXY=off".to_owned());
        }
        let module = ModuleVersion { path: path.to_owned(), version: version.clone() };
        self.content.looked_up.get_or_insert(module);
        Ok(version)
    }
}

/// Reads `v1.0.0` or `[v1.0.0, v1.1.0]`, and returns the remaining words.
fn interval(words: &[String], mut version: impl FnMut(&str) -> Result<String, String>) -> Result<&[String], String> {
    match words {
        [] => Err("expected '[' or version".to_owned()),
        [first, ..] if first == "(" => Err("expected '[' or version".to_owned()),
        [first, rest @ ..] if first != "[" => version(first).map(|_| rest),
        [_, rest @ ..] => {
            let (low, rest) = rest.split_first().ok_or("expected version after '['")?;
            version(low)?;
            let rest = after(rest, ",").ok_or("expected ',' after version")?;
            let (high, rest) = rest.split_first().ok_or("expected version after ','")?;
            version(high)?;
            Ok(after(rest, "]").ok_or("expected ']' after version")?)
        }
    }
}

fn after<'a>(words: &'a [String], mark: &str) -> Option<&'a [String]> {
    words.split_first().filter(|(first, _)| *first == mark).map(|(_, rest)| rest)
}

fn one(rest: &[String]) -> Option<&str> {
    match rest {
        [only] => Some(only),
        _ => None,
    }
}

fn string(word: &str) -> Result<String, String> {
    if word.starts_with('"') {
        return unquoted(word).ok_or_else(|| "invalid quoted string: invalid syntax".to_owned());
    }
    if word.contains(['"', '\'', '`']) {
        return Err("invalid quoted string: unquoted string cannot contain quote".to_owned());
    }
    Ok(word.to_owned())
}

/// A full version, where Go cannot look one up.
fn in_full(word: &str, path: &str, text: &str) -> Result<String, String> {
    let version = string(text).map_err(|why| invalid(word, path, text, &why))?;
    canonical(&version).ok_or_else(|| invalid(word, path, &version, "must be of the form v1.2.3"))
}

fn invalid(word: &str, path: &str, version: &str, why: &str) -> String {
    let path = if path.is_empty() { String::new() } else { format!(" {path}") };
    let why = why.strip_prefix("invalid quoted string: ").unwrap_or(why);
    format!("{word}{path}: version {version:?} invalid: {why}")
}

fn unknown(kind: &str, what: &str) -> String {
    format!("unknown {kind}: {what}")
}
