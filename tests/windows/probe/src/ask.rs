//! Asks the questions, and makes a report of the answers.
use std::env;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;
use upgo_engine::base::report::Cancel;
use upgo_engine::change::log::Discretion;
use upgo_engine::machine::{effect, platform};

use crate::answer::{Answer, Ground, Group, Question, Value};
use crate::questions;

const FORMAT: u32 = 1;
/// How long one question may take. Those that start programs or try often have their own, shorter limits.
const PATIENCE: Duration = Duration::from_secs(6);
/// How long all of them may take. The rest is not asked.
const PATIENCE_FOR_ALL: Duration = Duration::from_secs(40);

/// What Windows said. `record.mjs` beside this crate reads it as JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The form of the report: 1.
    pub format: u32,
    /// The version of Upgo.
    pub upgo: &'static str,
    /// How long all questions took.
    pub milliseconds: u64,
    /// The answers by subject, always in the same order.
    pub groups: Vec<AskedGroup>,
    /// What the questions made and could not delete again.
    pub left: Vec<String>,
}

/// The answers about one subject.
#[derive(Clone, Debug, Serialize)]
pub struct AskedGroup {
    pub group: Group,
    pub probes: Vec<Asked>,
}

/// A question and its answer.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// The name of the question, which never changes.
    pub name: &'static str,
    /// How long it took.
    pub milliseconds: u64,
    pub result: Answer,
}

/// Why there is no report.
#[derive(Debug)]
pub enum Refusal {
    NotWindows,
    /// The temporary folder cannot be used.
    NoFolder(io::Error),
    /// The user cancelled, and this is left of what the questions made.
    Cancelled(Vec<String>),
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotWindows => formatter.write_str("the questions can be asked only on Windows"),
            Self::NoFolder(error) => write!(
                formatter,
                "no folder could be created in the temporary folder: {error}\n\
                 Nothing was asked. Set TEMP to a folder that you can write to, and try again."
            ),
            Self::Cancelled(left) => {
                formatter.write_str("the questions were cancelled")?;
                left.iter().try_for_each(|each| write!(formatter, "\n{}", left_over(each)))
            }
        }
    }
}

/// What to do about something that the questions could not delete again.
pub fn left_over(what: &str) -> String {
    format!("Delete it yourself: {what}")
}

/// Asks every question. Calls `begun` before each subject. Changes nothing that stays.
///
/// # Errors
/// If this is not Windows, if the temporary folder cannot be used, or if the user cancels. A question that fails is a
/// part of the report.
pub fn ask_windows(cancel: &Cancel, begun: &dyn Fn(Group)) -> Result<Report, Refusal> {
    let questions = questions::questions();
    if questions.is_empty() {
        return Err(Refusal::NotWindows);
    }
    let folder = effect::create_work_folder("probe").map_err(Refusal::NoFolder)?;
    let start = Instant::now();
    let groups = ask_all(&questions, &Setup::of(&folder), cancel, begun);
    let left = undo(&folder);
    if cancel.is_cancelled() {
        return Err(Refusal::Cancelled(left));
    }
    Ok(Report { format: FORMAT, upgo: env!("CARGO_PKG_VERSION"), milliseconds: milliseconds(start), groups, left })
}

struct Setup {
    ground: Arc<Ground>,
    discretion: Discretion,
    patience: Duration,
    patience_for_all: Duration,
}

impl Setup {
    fn of(folder: &Path) -> Self {
        let ground = Ground {
            folder: folder.to_owned(),
            program: env::current_exe().unwrap_or_else(|_| PathBuf::from("upgo-windows-probe.exe")),
            variables: Arc::new(|name: &str| env::var_os(name)),
        };
        Self {
            ground: Arc::new(ground),
            discretion: discretion(),
            patience: PATIENCE,
            patience_for_all: PATIENCE_FOR_ALL,
        }
    }
}

/// Leaves out the names of the user, the account and the machine, and the user's folder.
fn discretion() -> Discretion {
    let text = |name: OsString| name.to_string_lossy().into_owned();
    let folder = env::var_os("USERPROFILE").or_else(platform::own_profile).map(PathBuf::from);
    let folder_name = folder.as_deref().and_then(Path::file_name).map(OsString::from);
    let user = platform::process_user();
    let users = env::var_os("USERNAME").into_iter().chain(folder_name).map(text).chain(user.name);
    let machines = env::var_os("COMPUTERNAME").map(text).into_iter().chain(platform::machine_name());
    Discretion::of(folder.as_deref(), [])
        .and_names(users, "<user>")
        .and_names(machines, "<machine>")
        .and_names(user.id, "<account>")
}

fn ask_all(questions: &[Question], asking: &Setup, cancel: &Cancel, begun: &dyn Fn(Group)) -> Vec<AskedGroup> {
    let start = Instant::now();
    let mut groups: Vec<AskedGroup> = Vec::new();
    for question in questions.iter().take_while(|_| !cancel.is_cancelled()) {
        let probed = |milliseconds, result| Asked { name: question.name, milliseconds, result };
        if groups.last().is_none_or(|last| last.group != question.group) {
            begun(question.group);
            groups.push(AskedGroup { group: question.group, probes: Vec::new() });
        }
        let probed = if start.elapsed() < asking.patience_for_all {
            let begun = Instant::now();
            let result = ask(question, asking);
            probed(milliseconds(begun), result)
        } else {
            probed(0, Answer::not_asked("the time for all questions was over"))
        };
        groups.last_mut().into_iter().for_each(|group| group.probes.push(probed.clone()));
    }
    groups
}

/// A question that hangs is abandoned; its programs end with this process.
fn ask(question: &Question, asking: &Setup) -> Answer {
    let (start, ground, ask) = (Instant::now(), Arc::clone(&asking.ground), question.ask);
    match within(asking.patience, move || ask(&ground)) {
        Some(result) => redacted(result, &asking.discretion),
        None if start.elapsed() < asking.patience => Answer::Error("it ended without an answer".to_owned()),
        None => Answer::TimedOut(u64::try_from(asking.patience.as_millis()).unwrap_or(u64::MAX)),
    }
}

/// `None` if the answer does not come in time. The hanging thread is abandoned.
fn within<T: Send + 'static>(patience: Duration, ask: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (tell, told) = mpsc::channel();
    thread::Builder::new().spawn(move || tell.send(ask()).ok()).ok()?;
    told.recv_timeout(patience).ok()
}

/// The result without names of the user and the machine, their folders, and secrets.
fn redacted(result: Answer, discretion: &Discretion) -> Answer {
    use Value::{Names, Text};
    match result {
        Answer::Value(Text(text)) => Answer::Value(Text(discretion.tell(&text))),
        Answer::Value(Names(names)) => Answer::Value(Names(names.iter().map(|name| discretion.tell(name)).collect())),
        Answer::Error(text) => Answer::Error(discretion.tell(&text)),
        other => other,
    }
}

/// Returns what is left.
fn undo(folder: &Path) -> Vec<String> {
    effect::remove_work_folder(folder);
    let left = folder.exists().then_some("a folder upgo-probe-* in the temporary folder");
    left.into_iter().chain(questions::undo()).map(str::to_owned).collect()
}

fn milliseconds(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_answer_names_the_user_or_the_account() {
        let discretion = Discretion::of(Some(Path::new("/home/joergx")), [])
            .and_names(["joergx".to_owned()], "<user>")
            .and_names(["S-1-5-21-1-2-3-1001".to_owned()], "<account>");
        let text = "/home/joergx/x joergx S-1-5-21-1-2-3-1001";
        let expected = "~/x <user> <account>".to_owned();
        let names = vec![text.to_owned()];
        for (result, redacted_result) in [
            (Answer::from(text.to_owned()), Answer::from(expected.clone())),
            (Answer::Error(text.to_owned()), Answer::Error(expected.clone())),
            (Answer::Value(Value::Names(names)), Answer::Value(Value::Names(vec![expected.clone()]))),
            (Answer::from(true), Answer::from(true)),
        ] {
            assert_eq!(redacted(result, &discretion), redacted_result);
        }
    }

    fn question(name: &'static str, ask: fn(&Ground) -> Answer) -> Question {
        Question { group: if name == "last" { Group::Files } else { Group::Machine }, name, ask }
    }

    fn asking(patience: Duration, patience_for_all: Duration) -> Setup {
        let ground = Ground { folder: PathBuf::new(), program: PathBuf::new(), variables: Arc::new(|_| None) };
        Setup { ground: Arc::new(ground), discretion: Discretion::of(None, []), patience, patience_for_all }
    }

    fn results(groups: &[AskedGroup]) -> Vec<(&'static str, Answer)> {
        groups.iter().flat_map(|group| &group.probes).map(|probed| (probed.name, probed.result.clone())).collect()
    }

    #[test]
    fn a_question_that_hangs_or_fails_does_not_stop_the_others() {
        let questions = [
            question("hangs", |_| {
                loop {
                    std::thread::park();
                }
            }),
            question("fails", |_| Answer::failed(&std::io::Error::from_raw_os_error(5))),
            question("breaks", |_| panic!("as a bug in a question would")),
            question("last", |_| true.into()),
        ];
        let (patient, unlimited) = (Duration::from_secs(2), Duration::MAX);
        let begun = std::cell::RefCell::new(Vec::new());
        let note = |group| begun.borrow_mut().push(group);
        let groups = ask_all(&questions, &asking(patient, unlimited), &Cancel::default(), &note);
        assert_eq!(begun.into_inner(), [Group::Machine, Group::Files]);
        let results = results(&groups);
        assert_eq!(results[0], ("hangs", Answer::TimedOut(2000)));
        assert_eq!(results[1], ("fails", Answer::Error("5".to_owned())));
        assert!(matches!(results[2], ("breaks", Answer::Error(_) | Answer::TimedOut(_))), "{results:?}");
        assert_eq!(results[3], ("last", Answer::from(true)));
    }

    #[test]
    fn questions_beyond_the_time_for_all_are_named_and_none_is_asked_once_the_user_cancels() {
        let questions = [question("late", |_| true.into())];
        let groups = ask_all(&questions, &asking(PATIENCE, Duration::ZERO), &Cancel::default(), &|_| ());
        assert!(matches!(results(&groups)[..], [("late", Answer::NotAsked(_))]), "{groups:?}");
        let cancel = Cancel::default();
        cancel.cancel();
        assert_eq!(results(&ask_all(&questions, &asking(PATIENCE, PATIENCE), &cancel, &|_| ())), []);
    }
}
