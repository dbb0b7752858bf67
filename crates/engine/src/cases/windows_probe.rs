//! `doctor --windows-probe`: what only a real Windows answers, as a report that a user can attach to an issue.
//!
//! Upgo is tested under Wine, which answers some of these questions differently. The report has what Windows said, and
//! no conclusion. Everything that the questions made is deleted before it is returned.
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Engine;
use crate::base::display;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::words::Sentence;
use crate::change::log::Discretion;
use crate::machine::effect::{self, of_io};
use crate::machine::platform::{self, ProbeGround, ProbeGroup, ProbeQuestion, ProbeResult, ProbeValue};

const FORMAT: u32 = 1;
/// How long one question may take. Those that start programs or try often have their own, shorter limits.
const PATIENCE: Duration = Duration::from_secs(6);
/// How long all of them may take. The rest is not asked.
const PATIENCE_FOR_ALL: Duration = Duration::from_secs(40);

/// The output of `doctor --windows-probe`.
#[answer(Clone, Debug, Serialize, JsonSchema)]
pub struct WindowsProbeReport {
    /// The form of the report: 1.
    pub format: u32,
    /// The version of Upgo.
    pub upgo: &'static str,
    /// How long all questions took.
    pub milliseconds: u64,
    /// The answers by subject, always in the same order.
    pub groups: Vec<ProbedGroup>,
    /// What the questions made and could not delete again.
    pub left: Vec<String>,
}

/// The answers about one subject.
#[answer(Clone, Debug, Serialize, JsonSchema)]
pub struct ProbedGroup {
    /// The subject.
    pub group: ProbeGroup,
    /// Its questions.
    pub probes: Vec<Probed>,
}

/// A question and its answer.
#[answer(Clone, Debug, Serialize, JsonSchema)]
pub struct Probed {
    /// The name of the question, which never changes.
    pub name: &'static str,
    /// How long it took.
    pub milliseconds: u64,
    /// The answer.
    pub result: ProbeResult,
}

impl Engine {
    /// Calls `begun` before each subject. Changes nothing that stays.
    ///
    /// # Errors
    /// If this is not Windows, if the temporary folder cannot be used, or if the user cancels. A question that fails is
    /// a part of the report.
    pub fn windows_probe(&self, cancel: &Cancel, begun: &dyn Fn(ProbeGroup)) -> Result<WindowsProbeReport> {
        let questions = platform::windows_questions();
        if questions.is_empty() {
            return Err(Problem::new(Code::Usage, Sentence::ProbeOnlyOnWindows).with_next(Sentence::SeeDoctor));
        }
        let folder = effect::create_work_folder("probe")
            .map_err(|error| Problem::new(of_io(&error), say!(NoTemporaryFolder { error: &error })))?;
        let start = Instant::now();
        let groups = ask_all(&questions, &self.asking(&folder), cancel, begun);
        let left = undo(&folder);
        if cancel.is_cancelled() {
            return Err(Problem::new(Code::Cancelled, Sentence::ProbeCancelled));
        }
        Ok(WindowsProbeReport {
            format: FORMAT,
            upgo: env!("CARGO_PKG_VERSION"),
            milliseconds: milliseconds(start),
            groups,
            left,
        })
    }

    pub fn write_windows_probe(&self, report: &WindowsProbeReport, file: &Path) -> Result<()> {
        let text = display::ascii_json(&serde_json::to_string_pretty(report).unwrap_or_default()) + "\n";
        effect::replace(file, text.as_bytes()).map_err(|error| {
            let says = say!(CouldNotBeWritten { path: file, error: &error });
            Problem::new(of_io(&error), says)
        })
    }

    fn asking(&self, folder: &Path) -> ProbeSetup {
        let setup = self.setup.clone();
        let ground = ProbeGround {
            folder: folder.to_owned(),
            program: std::env::current_exe().unwrap_or_else(|_| PathBuf::from("upgo.exe")),
            variables: Arc::new(move |name| setup.variable(name)),
        };
        ProbeSetup {
            ground: Arc::new(ground),
            discretion: self.discretion().and_names(platform::process_user().id, "<account>"),
            patience: PATIENCE,
            patience_for_all: PATIENCE_FOR_ALL,
        }
    }
}

struct ProbeSetup {
    ground: Arc<ProbeGround>,
    discretion: Discretion,
    patience: Duration,
    patience_for_all: Duration,
}

fn ask_all(
    questions: &[ProbeQuestion],
    asking: &ProbeSetup,
    cancel: &Cancel,
    begun: &dyn Fn(ProbeGroup),
) -> Vec<ProbedGroup> {
    let start = Instant::now();
    let mut groups: Vec<ProbedGroup> = Vec::new();
    for question in questions.iter().take_while(|_| !cancel.is_cancelled()) {
        let probed = |milliseconds, result| Probed { name: question.name, milliseconds, result };
        if groups.last().is_none_or(|last| last.group != question.group) {
            begun(question.group);
            groups.push(ProbedGroup { group: question.group, probes: Vec::new() });
        }
        let probed = if start.elapsed() < asking.patience_for_all {
            let begun = Instant::now();
            let result = ask(question, asking);
            probed(milliseconds(begun), result)
        } else {
            probed(0, ProbeResult::not_asked("the time for all questions was over"))
        };
        groups.last_mut().into_iter().for_each(|group| group.probes.push(probed.clone()));
    }
    groups
}

/// A question that hangs is abandoned; its programs end with this process.
fn ask(question: &ProbeQuestion, asking: &ProbeSetup) -> ProbeResult {
    let (start, ground, ask) = (Instant::now(), Arc::clone(&asking.ground), question.ask);
    match platform::within(asking.patience, move || ask(&ground)) {
        Some(result) => redacted(result, &asking.discretion),
        None if start.elapsed() < asking.patience => ProbeResult::Error("it ended without an answer".to_owned()),
        None => ProbeResult::TimedOut(u64::try_from(asking.patience.as_millis()).unwrap_or(u64::MAX)),
    }
}

/// The result without names of the user and the machine, their folders, and secrets.
fn redacted(result: ProbeResult, discretion: &Discretion) -> ProbeResult {
    use ProbeValue::{Names, Text};
    match result {
        ProbeResult::Value(Text(text)) => ProbeResult::Value(Text(discretion.tell(&text))),
        ProbeResult::Value(Names(names)) => {
            ProbeResult::Value(Names(names.iter().map(|name| discretion.tell(name)).collect()))
        }
        ProbeResult::Error(text) => ProbeResult::Error(discretion.tell(&text)),
        other => other,
    }
}

/// Returns what is left.
fn undo(folder: &Path) -> Vec<String> {
    effect::remove_work_folder(folder);
    let left = folder.exists().then_some("a folder upgo-probe-* in the temporary folder");
    left.into_iter().chain(platform::undo_windows_questions()).map(str::to_owned).collect()
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
            (ProbeResult::from(text.to_owned()), ProbeResult::from(expected.clone())),
            (ProbeResult::Error(text.to_owned()), ProbeResult::Error(expected.clone())),
            (
                ProbeResult::Value(ProbeValue::Names(names)),
                ProbeResult::Value(ProbeValue::Names(vec![expected.clone()])),
            ),
            (ProbeResult::from(true), ProbeResult::from(true)),
        ] {
            assert_eq!(redacted(result, &discretion), redacted_result);
        }
    }

    fn question(name: &'static str, ask: fn(&ProbeGround) -> ProbeResult) -> ProbeQuestion {
        ProbeQuestion { group: if name == "last" { ProbeGroup::Files } else { ProbeGroup::Machine }, name, ask }
    }

    fn asking(patience: Duration, patience_for_all: Duration) -> ProbeSetup {
        let ground = ProbeGround { folder: PathBuf::new(), program: PathBuf::new(), variables: Arc::new(|_| None) };
        ProbeSetup { ground: Arc::new(ground), discretion: Discretion::of(None, []), patience, patience_for_all }
    }

    fn results(groups: &[ProbedGroup]) -> Vec<(&'static str, ProbeResult)> {
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
            question("fails", |_| ProbeResult::failed(&std::io::Error::from_raw_os_error(5))),
            question("breaks", |_| panic!("as a bug in a question would")),
            question("last", |_| true.into()),
        ];
        let (patient, unlimited) = (Duration::from_secs(2), Duration::MAX);
        let begun = std::cell::RefCell::new(Vec::new());
        let note = |group| begun.borrow_mut().push(group);
        let groups = ask_all(&questions, &asking(patient, unlimited), &Cancel::default(), &note);
        assert_eq!(begun.into_inner(), [ProbeGroup::Machine, ProbeGroup::Files]);
        let results = results(&groups);
        assert_eq!(results[0], ("hangs", ProbeResult::TimedOut(2000)));
        assert_eq!(results[1], ("fails", ProbeResult::Error("5".to_owned())));
        assert!(matches!(results[2], ("breaks", ProbeResult::Error(_) | ProbeResult::TimedOut(_))), "{results:?}");
        assert_eq!(results[3], ("last", ProbeResult::from(true)));
    }

    #[test]
    fn questions_beyond_the_time_for_all_are_named_and_none_is_asked_once_the_user_cancels() {
        let questions = [question("late", |_| true.into())];
        let groups = ask_all(&questions, &asking(PATIENCE, Duration::ZERO), &Cancel::default(), &|_| ());
        assert!(matches!(results(&groups)[..], [("late", ProbeResult::NotAsked(_))]), "{groups:?}");
        let cancel = Cancel::default();
        cancel.cancel();
        assert_eq!(results(&ask_all(&questions, &asking(PATIENCE, PATIENCE), &cancel, &|_| ())), []);
    }
}
