//! What is set where, and which of several values wins. Pure.
use std::ffi::OsString;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

/// Where a value comes from, in the order in which Go asks: who comes first wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// The process that asks: its terminal has a value that is kept nowhere else.
    Process,
    /// The user's variables: the registry, on Unix the file that Upgo's line in a profile reads.
    User,
    /// The machine's variables, which Windows has.
    Machine,
    /// The file of `go env -w`.
    Go,
    /// The toolchain's own file, `GOROOT/go.env`.
    Goroot,
    /// Go itself.
    Default,
}

/// One place that has a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Setting {
    /// Which place.
    pub source: Source,
    /// Its value, with variables of Windows replaced.
    pub value: String,
    /// The registry key or the file; `null` where it is in neither.
    pub place: Option<String>,
}

/// A value that counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Effective {
    /// The value; `null` where nothing has one.
    pub value: Option<String>,
    /// Who has it.
    pub from: Option<Source>,
}

/// A variable of Go's: every place that has a value, and which one counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VariableReading {
    /// Its name.
    pub name: String,
    /// What a `go` gets that is started by the process that asks.
    pub here: Effective,
    /// What a `go` gets in a new terminal.
    pub new_terminal: Effective,
    /// Every place that has a value, in the order in which they are asked.
    pub settings: Vec<Setting>,
}

/// One entry of PATH.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PathEntry {
    /// As it is written; empty between two separators.
    pub text: String,
    /// The folders that it stands for: usually one, none for an empty entry of Windows, several where a variable in it
    /// holds a list.
    #[serde(serialize_with = "crate::paths::shown")]
    #[cfg_attr(feature = "specta", specta(type = Vec<String>))]
    pub folders: Vec<PathBuf>,
    /// Where it is written.
    pub source: Source,
    /// Whether its folders are named by earlier entries already.
    pub duplicate: bool,
    /// Whether a folder of it does not exist.
    pub missing: bool,
}

/// A PATH as one place keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PathValue {
    /// Which place.
    pub source: Source,
    /// The registry key or the file; `null` where it is in neither.
    pub place: Option<String>,
    /// Characters (UTF-16 units on Windows, bytes on Unix).
    pub length: usize,
    /// The characters that are possible; `null` where there is no limit.
    pub limit: Option<usize>,
    /// Whether Windows replaces `%NAME%` in it (`REG_EXPAND_SZ`).
    pub expands: bool,
}

/// PATH of a new terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PathReading {
    /// Its entries, in the order in which they are searched.
    pub entries: Vec<PathEntry>,
    /// The values that it is made of.
    pub values: Vec<PathValue>,
}

/// Whether a new terminal has the variables of the process that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewTerminal {
    /// It begins with what the system keeps (Windows).
    BeginsAnew,
    /// It has them too, unless the user's profile sets them otherwise (Unix).
    Inherits,
}

/// Decides which of `settings` counts, where each source is there at most once.
///
/// A process usually has what the system keeps: then that is named as the source, and not the process.
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
    /// The setting of `source`, unless it has none: an empty value is as good as none in an environment.
    pub fn of(source: Source, value: Option<OsString>, place: Option<String>) -> Option<Self> {
        let value = value.filter(|value| !value.is_empty())?;
        Some(Self { source, value: value.to_string_lossy().into_owned(), place })
    }
}
