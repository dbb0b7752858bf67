//! The sources of each value, and which of several values wins. Pure.
use std::ffi::OsString;
use std::path::PathBuf;

/// The source of a value, in Go's order of precedence: the first one wins.
#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, Type)]
pub enum Source {
    /// The calling process: its terminal has a value that is stored nowhere else.
    Process,
    /// The user's variables: the registry, or on Unix the file that Upgo's line in a profile reads.
    User,
    /// The machine-wide variables (Windows).
    Machine,
    /// The `go env -w` file.
    Go,
    /// The toolchain's own file, `GOROOT/go.env`.
    Goroot,
    /// Go itself.
    Default,
}

/// A value from one source.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Setting {
    pub source: Source,
    /// Its value, with Windows variables expanded.
    pub value: String,
    /// The registry key or the file; `null` if it is in neither.
    pub place: Option<String>,
}

/// The value in effect.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Effective {
    /// The value; `null` if no source has one.
    pub value: Option<String>,
    pub from: Option<Source>,
}

/// A Go variable: every source that has a value, and the value in effect.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct VariableReading {
    pub name: String,
    /// The value for a `go` started by the calling process.
    pub here: Effective,
    /// The value for a `go` in a new terminal.
    pub new_terminal: Effective,
    /// Every source that has a value, in order of precedence.
    pub settings: Vec<Setting>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct PathEntry {
    /// The text as written; empty between two separators.
    pub text: String,
    /// The folders that it stands for: usually one, none for an empty entry on Windows, several if it contains a
    /// variable with a list.
    pub folders: Vec<PathBuf>,
    pub source: Source,
    /// Whether earlier entries already name its folders.
    pub duplicate: bool,
    /// Whether one of its folders does not exist.
    pub missing: bool,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct PathValue {
    pub source: Source,
    /// The registry key or the file; `null` if it is in neither.
    pub place: Option<String>,
    /// The length in characters (UTF-16 units on Windows, bytes on Unix).
    pub length: usize,
    /// The maximum length in characters; `null` if there is no limit.
    pub limit: Option<usize>,
    /// Whether Windows expands `%NAME%` in it (`REG_EXPAND_SZ`).
    pub expands: bool,
}

/// The PATH of a new terminal.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct PathReading {
    /// Its entries, in search order.
    pub entries: Vec<PathEntry>,
    pub values: Vec<PathValue>,
}

/// Whether a new terminal inherits the variables of the calling process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewTerminal {
    /// It starts with the variables that the system stores (Windows).
    BeginsAnew,
    /// It inherits them, unless the user's profile sets them otherwise (Unix).
    Inherits,
}

/// Decides which of `settings` is in effect. Each source occurs at most once. A process usually has the value that the
/// system stores, which is then named as the source.
pub fn weigh(name: &str, mut settings: Vec<Setting>, terminal: NewTerminal) -> VariableReading {
    settings.sort_by_key(|setting| setting.source);
    let of = |source: Source| settings.iter().find(|setting| setting.source == source);
    let process = of(Source::Process).map(|process| {
        let kept = [Source::User, Source::Machine].into_iter().filter_map(of);
        kept.into_iter().find(|kept| kept.value == process.value).unwrap_or(process)
    });
    let first = |order: &[Source]| order.iter().copied().find_map(of);
    let below = || first(&[Source::Go, Source::Goroot, Source::Default]);
    let kept = match terminal {
        NewTerminal::BeginsAnew => first(&[Source::User, Source::Machine]),
        NewTerminal::Inherits => of(Source::User).or(process),
    };
    let (here, new_terminal) = (effective(process.or_else(below)), effective(kept.or_else(below)));
    let is_own = process.is_some_and(|setting| setting.source == Source::Process);
    settings.retain(|setting| setting.source != Source::Process || is_own);
    VariableReading { name: name.to_owned(), here, new_terminal, settings }
}

fn effective(setting: Option<&Setting>) -> Effective {
    Effective { value: setting.map(|setting| setting.value.clone()), from: setting.map(|setting| setting.source) }
}

impl Setting {
    /// An empty environment value counts as none.
    pub fn of(source: Source, value: Option<OsString>, place: Option<String>) -> Option<Self> {
        let value = value.filter(|value| !value.is_empty())?;
        Some(Self { source, value: value.to_string_lossy().into_owned(), place })
    }
}
