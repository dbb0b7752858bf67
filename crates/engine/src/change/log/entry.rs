//! One line of the log.
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::Discretion;
use crate::report::{Code, Problem, StepKind};
use crate::version::Version;

/// The longest text of a line, in bytes: what a compiler has to say is not for here.
const LONGEST: usize = 1_000;

/// How much a line matters, the most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Something was not done.
    Error,
    /// Something was done in another way than it should be.
    Warn,
    /// Something was done.
    Info,
    /// How it was done.
    Debug,
}

/// What a line tells of. A name stays as it is once it was released; there may be new ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The desktop program starts.
    Started,
    /// The desktop program ends.
    Ended,
    /// A change could not be planned.
    PlanRefused,
    /// A plan begins.
    ChangeBegun,
    /// A step begins.
    StepBegun,
    /// A step ended well.
    StepDone,
    /// A step did nothing, and the plan goes on without it.
    StepSkipped,
    /// The same source is asked again.
    Retrying,
    /// The next source is asked.
    SourceChanged,
    /// Nothing moves until somebody else is done.
    Waiting,
    /// The machine changed meanwhile: a new plan begins.
    PlannedAnew,
    /// A plan ended well.
    ChangeDone,
    /// A plan did not end well; what it had begun is taken back.
    ChangeFailed,
    /// A change whose process was killed was completed or taken back.
    Recovered,
    /// Somebody answered what is out, or what is known to be broken.
    CheckDone,
    /// Nobody did.
    CheckFailed,
    /// What the watcher has decided, and why.
    Watched,
    /// How Upgo lives on while its window is closed was chosen.
    BackgroundSet,
    /// A finding of the doctor was mended.
    Mended,
    /// An administrator is asked.
    ElevationAsked,
    /// What needed an administrator was done.
    ElevationDone,
    /// What needed an administrator was not done.
    ElevationFailed,
}

/// A line: always these fields, `null` where one does not apply. Fields may be added, none is taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// When, to the millisecond, in UTC.
    #[serde(serialize_with = "to_the_millisecond")]
    #[schemars(with = "String")]
    pub time: Timestamp,
    /// How much it matters.
    pub level: Level,
    /// What it tells of, as `step-done`.
    pub event: String,
    /// The Go that it is about.
    pub version: Option<String>,
    /// The number of the change in the history.
    pub change: Option<u64>,
    /// The kind of the step, as in a plan.
    pub step: Option<String>,
    /// The code of the problem, `UPGO-…`.
    pub code: Option<String>,
    /// How long it took, in milliseconds.
    pub ms: Option<u64>,
    /// The host that was asked.
    pub host: Option<String>,
    /// The number of the process.
    pub process: u32,
    /// Which command or window has asked.
    pub by: String,
    /// The same for people: an English sentence.
    pub text: String,
}

/// What a line is to say, before it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    what: What,
    level: Level,
    text: String,
    version: Option<String>,
    change: Option<u64>,
    step: Option<StepKind>,
    code: Option<Code>,
    took: Option<Duration>,
    host: Option<String>,
}

impl Note {
    /// A note at the level that such a thing usually has.
    pub fn new(what: What, text: impl Into<String>) -> Self {
        let (level, text) = (what.usual_level(), text.into());
        Self { what, level, text, version: None, change: None, step: None, code: None, took: None, host: None }
    }

    /// The same at this level.
    #[must_use]
    pub fn at(self, level: Level) -> Self {
        Self { level, ..self }
    }

    /// The same about this Go.
    #[must_use]
    pub fn of(self, version: Option<&Version>) -> Self {
        Self { version: version.map(ToString::to_string), ..self }
    }

    /// The same in this change.
    #[must_use]
    pub fn in_change(self, change: Option<u64>) -> Self {
        Self { change, ..self }
    }

    /// The same in a step of this kind.
    #[must_use]
    pub fn in_step(self, step: Option<StepKind>) -> Self {
        Self { step, ..self }
    }

    /// The same, which took so long.
    #[must_use]
    pub fn took(self, took: Option<Duration>) -> Self {
        Self { took, ..self }
    }

    /// The same, which this host was asked for.
    #[must_use]
    pub fn from_host(self, host: Option<&str>) -> Self {
        Self { host: host.map(str::to_owned), ..self }
    }

    /// The same with what went wrong and its causes. That the user has cancelled is nothing that went wrong.
    #[must_use]
    pub fn because(self, problem: &Problem) -> Self {
        let level = if problem.code == Code::Cancelled { Level::Info } else { self.level };
        let first_lines = problem.causes.iter().filter_map(|cause| cause.lines().next());
        let new = first_lines.filter(|cause| !problem.message.contains(cause));
        let causes = new.fold(String::new(), |causes, cause| causes + ", because " + cause);
        let text = [self.text.as_str(), problem.message.as_str()].into_iter().filter(|part| !part.is_empty());
        let text = text.collect::<Vec<_>>().join(": ") + &causes;
        Self { level, text, code: Some(problem.code), ..self }
    }

    pub(super) fn into_entry(self, time: Timestamp, process: u32, by: &str, discretion: &Discretion) -> Entry {
        Entry {
            time,
            level: self.level,
            event: word(&self.what),
            version: self.version,
            change: self.change,
            step: self.step.map(|step| word(&step)),
            code: self.code.map(|code| code.to_string()),
            ms: self.took.map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX)),
            host: self.host.map(|host| discretion.tell(&host)),
            process,
            by: by.to_owned(),
            text: shortened(&discretion.tell(&self.text)),
        }
    }
}

impl What {
    fn usual_level(self) -> Level {
        match self {
            Self::ChangeFailed | Self::ElevationFailed => Level::Error,
            Self::PlanRefused | Self::StepSkipped | Self::Retrying | Self::SourceChanged | Self::CheckFailed => {
                Level::Warn
            }
            Self::StepBegun => Level::Debug,
            _ => Level::Info,
        }
    }
}

impl Entry {
    /// As it stands in the file, with the end of its line.
    pub(super) fn line(&self) -> Vec<u8> {
        // it has nothing that JSON has not
        let mut line = serde_json::to_vec(self).unwrap_or_default();
        line.push(b'\n');
        line
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&word(self))
    }
}

impl FromStr for Level {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let all = [Self::Error, Self::Warn, Self::Info, Self::Debug];
        all.into_iter().find(|level| level.to_string() == text).ok_or(())
    }
}

/// The word that serde has for a value without fields.
pub(crate) fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
fn to_the_millisecond<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{time:.3}"))
}

fn shortened(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(note: Note) -> Entry {
        note.into_entry(Timestamp::UNIX_EPOCH, 7, "upgo upgrade", &Discretion::default())
    }

    #[test]
    fn a_line_has_always_the_same_fields() {
        let full = Note::new(What::StepDone, "Unpack")
            .of(Some(&"go1.27.3".parse().unwrap()))
            .in_change(Some(3))
            .in_step(Some(StepKind::Unpack))
            .took(Some(Duration::from_millis(1500)))
            .from_host(Some("go.dev"));
        let names = |note| {
            let line: serde_json::Value = serde_json::from_slice(&entry(note).line()).unwrap();
            line.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
        };
        let all =
            ["by", "change", "code", "event", "host", "level", "ms", "process", "step", "text", "time", "version"];
        assert_eq!(names(full.clone()), all);
        assert_eq!(names(Note::new(What::Started, "")), all);
        assert_eq!(
            String::from_utf8(entry(full).line()).unwrap(),
            "{\"time\":\"1970-01-01T00:00:00.000Z\",\"level\":\"info\",\"event\":\"step-done\",\"version\":\"go1.27.3\",\
             \"change\":3,\"step\":\"unpack\",\"code\":null,\"ms\":1500,\"host\":\"go.dev\",\"process\":7,\
             \"by\":\"upgo upgrade\",\"text\":\"Unpack\"}\n"
        );
    }

    #[test]
    fn a_problem_is_told_with_the_first_line_of_each_cause() {
        let mut problem = Problem::new(Code::ToolBuild, "gopls does not build");
        problem.causes = vec!["go build: exit 1\nsecond line".into(), "gopls does not build".into()];
        let told = entry(Note::new(What::ChangeFailed, "rebuild").because(&problem));
        assert_eq!(told.text, "rebuild: gopls does not build, because go build: exit 1");
        assert_eq!((told.level, told.code.as_deref()), (Level::Error, Some("UPGO-TOOL-BUILD")));
        let cancelled = Note::new(What::ChangeFailed, "").because(&Problem::new(Code::Cancelled, "cancelled"));
        assert_eq!(entry(cancelled).level, Level::Info);
    }

    #[test]
    fn a_text_without_end_is_cut_between_two_letters() {
        let told = entry(Note::new(What::Started, "ü".repeat(5_000)));
        assert!(told.text.len() <= LONGEST + '…'.len_utf8() && told.text.ends_with("ü…"));
    }
}
