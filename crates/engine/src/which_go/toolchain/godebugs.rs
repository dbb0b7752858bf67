//! The table of GODEBUG settings in a Go tree, and the defaults that a program gets from it. The table is Go source,
//! such as `{Name: "panicnil", Package: "runtime", Changed: 21, Old: "1"}`. Only these literals are read, and the
//! functions that name the old values of a removed setting; nothing is known here about any setting.
//!
//! Sources: <https://github.com/golang/go/blob/master/src/internal/godebugs/table.go>,
//! <https://github.com/golang/go/blob/master/src/cmd/go/internal/load/godebug.go> (`defaultGODEBUG`),
//! <https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/init.go> (`CheckGodebug`).
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::choice::version_in;
use super::go_source::{GoToken, tokens};
use crate::base::version::Version;

/// The maximum number of settings; Go 1.27 has 58.
const SETTINGS: usize = 1_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GodebugTable {
    known: BTreeMap<String, GodebugSetting>,
    removed: BTreeMap<String, RemovedGodebug>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GodebugSetting {
    /// The package that uses it, `net/http`.
    pub package: String,
    /// The release line that changed its default, by its second number.
    pub changed: Option<u32>,
    /// The value that restores the behavior before that.
    pub old: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedGodebug {
    /// The release line that removed it, by its second number.
    pub since: u32,
    pub refused: RefusedValues,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefusedValues {
    /// All, as up to Go 1.26.
    All,
    /// Those that stand for an old behavior.
    These(Vec<String>),
    /// The table says it in a form that is not understood here.
    Unknown,
}

pub(crate) fn file_in(root: &Path) -> PathBuf {
    root.join("src").join("internal").join("godebugs").join("table.go")
}

/// The first release line with a table. Older ones have no defaults that depend on the `go` line.
const FIRST: &str = "1.21rc1";

impl GodebugTable {
    /// The table of a Go that is older than the first one; `None` for a newer Go.
    pub(crate) fn before_tables(version: &Version) -> Option<Self> {
        (Some(version) < version_in(FIRST).as_ref()).then(Self::default)
    }

    /// Reads the source of a table; `None` if it contains none, or entries in an unknown form.
    pub fn parse(text: &str) -> Option<Self> {
        let tokens = tokens(text)?;
        let predicates = predicates(&tokens);
        let mut table = Self::default();
        let mut rest = tokens.as_slice();
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            if *first != GoToken::Mark('{') {
                continue;
            }
            match after {
                [GoToken::Word("Name"), GoToken::Mark(':'), ..] => {
                    let (fields, end) = fields(after)?;
                    rest = end;
                    table.add(&fields, &predicates)?;
                }
                // An entry in another form must not be missed in silence. `{ a := b` begins a statement.
                [GoToken::Text(_), ..] => return None,
                [GoToken::Word(_), GoToken::Mark(':'), next, ..] if *next != GoToken::Mark('=') => return None,
                _ => {}
            }
        }
        (!table.known.is_empty() && table.known.len() + table.removed.len() <= SETTINGS).then_some(table)
    }

    /// `None` if it is none of Go's.
    fn add(&mut self, fields: &BTreeMap<&str, &[GoToken<'_>]>, predicates: &BTreeMap<&str, Vec<String>>) -> Option<()> {
        let [GoToken::Text(name)] = fields.get("Name")? else { return None };
        let number = |field: &str| match fields.get(field) {
            None => Some(None),
            Some([GoToken::Word(number)]) => number.parse::<u32>().ok().map(Some),
            Some(_) => None,
        };
        let text = |field: &str| match fields.get(field) {
            None => Some(String::new()),
            Some([GoToken::Text(text)]) => Some(text.clone()),
            Some(_) => None,
        };
        if let Some(since) = number("Removed")? {
            let refused = match fields.get("Old") {
                None => RefusedValues::All,
                Some([GoToken::Word(function)]) => {
                    predicates.get(*function).cloned().map_or(RefusedValues::Unknown, RefusedValues::These)
                }
                Some(function) => compared(function).map_or(RefusedValues::Unknown, RefusedValues::These),
            };
            self.removed.entry(name.clone()).or_insert(RemovedGodebug { since, refused });
            return Some(());
        }
        let changed = number("Changed")?.filter(|line| *line > 0);
        let setting = GodebugSetting { package: text("Package")?, changed, old: text("Old")? };
        self.known.entry(name.clone()).or_insert(setting);
        Some(())
    }

    pub fn get(&self, name: &str) -> Option<&GodebugSetting> {
        self.known.get(name)
    }

    pub fn removed(&self, name: &str) -> Option<&RemovedGodebug> {
        self.removed.get(name).filter(|_| !self.known.contains_key(name))
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(String::as_str)
    }

    /// Go's message about a setting that it refuses. `kind` is what Go calls it: `godebug`, `//go:debug setting`.
    pub(crate) fn refusal(&self, version: &Version, kind: &str, key: &str, value: &str) -> Option<String> {
        if key == "default" {
            return refused_default(version, value);
        }
        if self.known.contains_key(key) {
            return None;
        }
        let Some(RemovedGodebug { since, refused }) = self.removed.get(key) else {
            return Some(format!("unknown {kind} {key:?}"));
        };
        let place = format!("https://go.dev/doc/godebug#go-1{since}");
        match refused {
            RefusedValues::All => Some(format!("use of removed {kind} {key:?}, see {place}")),
            RefusedValues::These(values) if values.iter().any(|old| old == value) => {
                Some(format!("removed GODEBUG {key:?} set to old value {value:?} ({place})"))
            }
            RefusedValues::These(_) | RefusedValues::Unknown => None,
        }
    }

    /// The values that Go builds into a program of a module with this `go` line, as `go list` prints them in
    /// `DefaultGODEBUG`. `set` are the settings of the module and the program, in the order in which Go reads them.
    pub fn defaults(&self, go: &str, set: &[(String, String)]) -> BTreeMap<String, String> {
        let mut own: BTreeMap<_, _> = set.iter().cloned().collect();
        let named = own.remove("default");
        let line = minor_of(&deciding(go, named.as_deref()));
        let changed_since = |setting: &GodebugSetting| line.is_some_and(|line| Some(line) < setting.changed);
        let old = self.known.iter().filter(|(_, setting)| changed_since(setting));
        let mut all: BTreeMap<_, _> = old.map(|(name, setting)| (name.clone(), setting.old.clone())).collect();
        all.append(&mut own);
        all
    }
}

/// The version whose defaults a program gets: the `go` line, or what `default=go1.21` names.
pub(crate) fn deciding(go: &str, default: Option<&str>) -> String {
    let named = default.map(|value| value.strip_prefix("go").unwrap_or(value));
    named.filter(|number| version_in(number).is_some()).unwrap_or(go).to_owned()
}

/// Go's message about a value of `default=` that it refuses.
pub(super) fn refused_default(version: &Version, value: &str) -> Option<String> {
    match value.strip_prefix("go").and_then(version_in) {
        None => Some("value for default= must be goVERSION".to_owned()),
        Some(wanted) => (wanted > *version).then(|| format!("default={value} too new (toolchain is {version})")),
    }
}

/// The second number of a `go` line. Go keeps no old defaults for a line without a plain one, such as `1.25rc1`.
fn minor_of(go: &str) -> Option<u32> {
    let rest = go.strip_prefix("1.")?;
    rest.split('.').next()?.parse().ok()
}

/// The fields of a literal up to its closing brace, and what follows. A value is a list of tokens.
type Fields<'t, 's> = BTreeMap<&'s str, &'t [GoToken<'s>]>;

fn fields<'t, 's>(mut tokens: &'t [GoToken<'s>]) -> Option<(Fields<'t, 's>, &'t [GoToken<'s>])> {
    let mut fields = BTreeMap::new();
    loop {
        match tokens {
            [GoToken::Mark('}'), rest @ ..] => return Some((fields, rest)),
            [GoToken::Mark(','), rest @ ..] => tokens = rest,
            [GoToken::Word(name), GoToken::Mark(':'), rest @ ..] => {
                let (value, after) = rest.split_at(length_of_value(rest)?);
                fields.insert(*name, value);
                tokens = after;
            }
            _ => return None,
        }
    }
}

/// The number of tokens up to the comma or the brace after a value.
fn length_of_value(tokens: &[GoToken<'_>]) -> Option<usize> {
    let mut open = 0usize;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            GoToken::Mark(',' | '}') if open == 0 => return Some(index),
            GoToken::Mark('(' | '[' | '{') => open += 1,
            GoToken::Mark(')' | ']' | '}') => open = open.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// The functions of the file that compare a text with others, by name: `func one(s string) bool { return s == "1" }`.
fn predicates<'s>(tokens: &[GoToken<'s>]) -> BTreeMap<&'s str, Vec<String>> {
    let mut found = BTreeMap::new();
    for (index, token) in tokens.iter().enumerate() {
        let Some([GoToken::Word(name), function @ ..]) =
            tokens.get(index + 1..).filter(|_| *token == GoToken::Word("func"))
        else {
            continue;
        };
        if let Some(values) = body(function).and_then(equal_to) {
            found.insert(*name, values);
        }
    }
    found
}

/// The values that a function literal, `func(s string) bool { return s == "1" || s == "2" }`, compares its argument with.
fn compared(function: &[GoToken<'_>]) -> Option<Vec<String>> {
    match function {
        [GoToken::Word("func"), function @ ..] => equal_to(body(function)?),
        _ => None,
    }
}

/// The body of `(s string) bool { … }`, without its braces.
fn body<'t, 's>(function: &'t [GoToken<'s>]) -> Option<&'t [GoToken<'s>]> {
    match function {
        [
            GoToken::Mark('('),
            GoToken::Word(_),
            GoToken::Word("string"),
            GoToken::Mark(')'),
            GoToken::Word("bool"),
            GoToken::Mark('{'),
            rest @ ..,
        ] => rest.split(|token| *token == GoToken::Mark('}')).next(),
        _ => None,
    }
}

/// The values in `return s == "1" || s == "2"`. `None` for any other code.
fn equal_to(body: &[GoToken<'_>]) -> Option<Vec<String>> {
    let [GoToken::Word("return"), comparisons @ ..] = body else { return None };
    let mut rest = comparisons;
    let mut values = Vec::new();
    loop {
        let [GoToken::Word(_), GoToken::Mark('='), GoToken::Mark('='), GoToken::Text(value), after @ ..] = rest else {
            return None;
        };
        values.push(value.clone());
        match after {
            [] => return Some(values),
            [GoToken::Mark('|'), GoToken::Mark('|'), next @ ..] => rest = next,
            _ => return None,
        }
    }
}
