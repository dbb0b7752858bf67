use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::Discretion;
use crate::base::display;
use crate::base::report::{Code, Problem, StepKind};
use crate::base::version::Version;
use crate::base::words::Language;

/// The longest text of a line or an audit entry, in bytes. A compiler's output, for example, is too long.
const LONGEST: usize = 1_000;

/// The level of a line, the most important first.
#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, Type)]
pub enum Level {
    /// Something failed.
    Error,
    /// Something did not work as intended.
    Warn,
    /// Something was done.
    Info,
    /// Details of how something was done.
    Debug,
}

/// The event of a line. The name of a released event never changes; new events may be added.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, rename_all = "kebab-case")]
pub enum LogEvent {
    /// The desktop program started.
    Started,
    /// The desktop program could not start, or could not do what an installer or the system started it for.
    StartFailed,
    /// The desktop program ended.
    Ended,
    /// A change could not be planned.
    PlanRefused,
    /// A plan started.
    ChangeBegun,
    StepBegun,
    StepDone,
    /// A step was skipped, and the plan continues.
    StepSkipped,
    /// The same source is tried again.
    Retrying,
    /// The next source is tried.
    SourceChanged,
    /// A step waits for another program.
    Waiting,
    /// The machine changed in the meantime, so a new plan starts.
    PlannedAnew,
    /// A line that a hook printed.
    HookSaid,
    HookEnded,
    /// A plan succeeded.
    ChangeDone,
    /// A plan failed or was cancelled; its begun steps are rolled back.
    ChangeFailed,
    /// The machine had changed since the plan was made; its begun steps are rolled back.
    ChangeOvertaken,
    /// A change whose process was killed was completed or rolled back, or waits for an administrator.
    Recovered,
    /// A check for releases or vulnerabilities succeeded.
    CheckDone,
    CheckFailed,
    /// The decision of a background check, and its reason.
    Watched,
    BackgroundSet,
    /// A finding of the doctor was fixed.
    Mended,
    /// The administrator prompt is shown.
    ElevationAsked,
    /// A task with administrator rights succeeded.
    ElevationDone,
    /// A task with administrator rights failed.
    ElevationFailed,
    /// An entry of the audit log could not be written.
    AuditLogFailed,
    /// The report that the policy wants in a folder could not be written in time.
    FleetReportFailed,
}

/// A line of the log. It always has these fields, `null` if one does not apply. Fields may be added but are never
/// removed.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct LogEntry {
    /// The time in UTC, to the millisecond.
    #[serde(serialize_with = "to_the_millisecond")]
    pub time: Timestamp,
    pub level: Level,
    /// The event, such as `step-done`.
    pub event: String,
    /// The Go version that the entry is about.
    pub version: Option<String>,
    /// The number of the change in the history.
    pub change: Option<u64>,
    /// The kind of the step, as in a plan.
    pub step: Option<String>,
    /// The code of the problem, `UPGO-…`.
    pub code: Option<String>,
    /// The duration in milliseconds.
    pub ms: Option<u64>,
    /// The host that was contacted.
    pub host: Option<String>,
    pub process: u32,
    /// The command or window that made the request.
    pub by: String,
    /// The message in English, for people.
    pub text: String,
}

/// The content of a line, before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Note {
    what: LogEvent,
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
    pub fn new(what: LogEvent, text: impl Into<String>) -> Self {
        let (level, text) = (what.usual_level(), text.into());
        Self { what, level, text, version: None, change: None, step: None, code: None, took: None, host: None }
    }

    pub fn at(self, level: Level) -> Self {
        Self { level, ..self }
    }

    pub fn of(self, version: Option<&Version>) -> Self {
        Self { version: version.map(ToString::to_string), ..self }
    }

    pub(crate) fn in_change(self, change: Option<u64>) -> Self {
        Self { change, ..self }
    }

    pub(crate) fn in_step(self, step: Option<StepKind>) -> Self {
        Self { step, ..self }
    }

    pub fn took(self, took: Option<Duration>) -> Self {
        Self { took, ..self }
    }

    pub(crate) fn with_host(self, host: Option<&str>) -> Self {
        Self { host: host.map(str::to_owned), ..self }
    }

    /// The note with a problem and its causes. A cancellation by the user is not an error, so its level is info.
    pub fn because(self, problem: &Problem) -> Self {
        let level = if problem.code == Code::Cancelled { Level::Info } else { self.level };
        let first_lines = problem.causes.iter().filter_map(|cause| cause.lines().next());
        let message = problem.message.say(Language::English);
        let new = first_lines.filter(|cause| !message.contains(cause));
        let causes = new.fold(String::new(), |causes, cause| causes + ", because " + cause);
        // The message of a rehearsal names projects, and that of a hook repeats what the hook printed.
        let is_of_others = matches!(problem.code, Code::RehearsalBreaks | Code::HookFailed);
        let message = if is_of_others { problem.code.what().say(Language::English) } else { message };
        let text = [self.text.as_str(), message.as_str()].into_iter().filter(|part| !part.is_empty());
        let text = text.collect::<Vec<_>>().join(": ") + &causes;
        Self { level, text, code: Some(problem.code), ..self }
    }

    pub(super) fn into_entry(self, time: Timestamp, process: u32, by: &str, discretion: &Discretion) -> LogEntry {
        LogEntry {
            time,
            level: self.level,
            event: word(&self.what),
            version: self.version,
            change: self.change,
            step: self.step.map(|step| word(&step)),
            code: self.code.map(|code| code.to_string()),
            ms: self.took.map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX)),
            host: self.host.map(|host| display::one_line(discretion.tell(&host))),
            process,
            by: by.to_owned(),
            text: shortened(&display::one_line(discretion.tell(&self.text))),
        }
    }
}

impl LogEvent {
    fn usual_level(self) -> Level {
        match self {
            Self::ChangeFailed | Self::ElevationFailed | Self::StartFailed => Level::Error,
            Self::PlanRefused
            | Self::StepSkipped
            | Self::Retrying
            | Self::SourceChanged
            | Self::ChangeOvertaken
            | Self::CheckFailed
            | Self::AuditLogFailed
            | Self::FleetReportFailed => Level::Warn,
            Self::StepBegun => Level::Debug,
            _ => Level::Info,
        }
    }
}

impl LogEntry {
    /// The line of the file, with its line ending.
    pub(super) fn line(&self) -> Vec<u8> {
        // cannot fail: JSON can represent every field
        let line = display::json(&serde_json::to_string(self).unwrap_or_default());
        (line + "\n").into_bytes()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&word(self))
    }
}

/// The serialized name of a value without fields.
pub(crate) fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

fn to_the_millisecond<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{time:.3}"))
}

pub(crate) fn shortened(text: &str) -> String {
    if text.len() <= LONGEST { text.to_owned() } else { format!("{}…", &text[..text.floor_char_boundary(LONGEST)]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::words::{Sentence, Statement};

    fn entry(note: Note) -> LogEntry {
        note.into_entry(Timestamp::UNIX_EPOCH, 7, "upgo upgrade", &Discretion::default())
    }

    #[test]
    fn a_line_always_has_the_same_fields() {
        let full = Note::new(LogEvent::StepDone, "Unpack")
            .of(Some(&"go1.27.3".parse().unwrap()))
            .in_change(Some(3))
            .in_step(Some(StepKind::Unpack))
            .took(Some(Duration::from_millis(1500)))
            .with_host(Some("go.dev"));
        let names = |note| {
            let line: serde_json::Value = serde_json::from_slice(&entry(note).line()).unwrap();
            line.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
        };
        let all =
            ["by", "change", "code", "event", "host", "level", "ms", "process", "step", "text", "time", "version"];
        assert_eq!(names(full.clone()), all);
        assert_eq!(names(Note::new(LogEvent::Started, "")), all);
        assert_eq!(
            String::from_utf8(entry(full).line()).unwrap(),
            "{\"time\":\"1970-01-01T00:00:00.000Z\",\"level\":\"info\",\"event\":\"step-done\",\"version\":\"go1.27.3\",\
             \"change\":3,\"step\":\"unpack\",\"code\":null,\"ms\":1500,\"host\":\"go.dev\",\"process\":7,\
             \"by\":\"upgo upgrade\",\"text\":\"Unpack\"}\n"
        );
    }

    #[test]
    fn a_problem_is_logged_with_the_first_line_of_each_cause() {
        let mut problem = Problem::new(Code::ToolBuild, Statement::quoted("gopls does not build"));
        problem.causes = vec!["go build: exit 1\nsecond line".into(), "gopls does not build".into()];
        let told = entry(Note::new(LogEvent::ChangeFailed, "rebuild").because(&problem));
        assert_eq!(told.text, "rebuild: gopls does not build, because go build: exit 1");
        assert_eq!((told.level, told.code.as_deref()), (Level::Error, Some("UPGO-TOOL-BUILD")));
        let cancelled =
            Note::new(LogEvent::ChangeFailed, "").because(&Problem::new(Code::Cancelled, Sentence::Cancelled));
        assert_eq!(entry(cancelled).level, Level::Info);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let told = entry(Note::new(LogEvent::Started, "ü".repeat(5_000)));
        assert!(told.text.len() <= LONGEST + '…'.len_utf8() && told.text.ends_with("ü…"));
    }
}
