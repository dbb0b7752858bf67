//! Progress on standard error: bars, lines, or JSON events.
use std::fmt::Display;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressFinish, ProgressStyle as BarStyle};
use jiff::Timestamp;
use upgo_engine::base::display;
use upgo_engine::base::report::{Event, Problem, StepTitle, size, time_left};
use upgo_engine::base::words::{Language, Sentence, Value, speaking};
use upgo_engine::machine::effect::of_io;

use crate::output::{self, Output, Telling};
use crate::waiting;

const TICK: Duration = Duration::from_millis(120);
/// How long work takes before its [`LateBar`] is shown.
const QUICK: Duration = Duration::from_secs(1);

pub(crate) struct ProgressPrinter {
    style: Style,
    steps: Mutex<Vec<StepTitle>>,
    now: AtomicUsize,
    log: Option<Mutex<Box<dyn Write + Send>>>,
}

enum Style {
    Bar(ProgressBar),
    Lines,
    Json,
    None,
}

impl ProgressPrinter {
    pub(crate) fn new(output: &Output) -> Self {
        let style = match output.telling() {
            // hidden until there is progress
            Telling::Bar => {
                Style::Bar(ProgressBar::no_length().with_style(spinner_style()).with_finish(ProgressFinish::AndClear))
            }
            Telling::Lines => Style::Lines,
            Telling::Json => Style::Json,
            Telling::Nothing => Style::None,
        };
        let log = open_log().unwrap_or_else(|problem| {
            // nothing but events may appear on standard error with --progress json
            if !matches!(style, Style::Json) {
                output::warn(&problem);
            }
            None
        });
        Self { style, steps: Mutex::default(), now: AtomicUsize::new(0), log }
    }

    pub(crate) fn event(&self, event: &Event) {
        if let (Event::PlanStarted { steps, .. }, Ok(mut kept)) = (event, self.steps.lock()) {
            kept.clone_from(steps);
        }
        self.log(event);
        match event {
            Event::PlanStarted { .. } => waiting::leave_to_a_plan(true),
            Event::PlanDone | Event::PlanFailed { .. } => waiting::leave_to_a_plan(false),
            _ => {}
        }
        match &self.style {
            Style::Bar(bar) => self.on_bar(bar, event),
            Style::Lines => self.as_line(event),
            Style::Json => output::error_document(event),
            Style::None => {}
        }
    }

    /// Logs one JSON object per line: the event with its time. A log that cannot be written is not an error.
    fn log(&self, event: &Event) {
        let Some(Ok(mut log)) = self.log.as_ref().map(Mutex::lock) else { return };
        let mut line = speaking(Language::English, || serde_json::to_value(event)).unwrap_or_default();
        line["time"] = Timestamp::now().to_string().into();
        writeln!(log, "{}", display::json(&line.to_string())).ok();
    }

    fn as_line(&self, event: &Event) {
        let line = match event {
            Event::StepStarted { step } => Some(self.title(*step)),
            other => note(other),
        };
        if let Some(line) = line {
            output::error_line(&line);
        }
    }

    fn on_bar(&self, bar: &ProgressBar, event: &Event) {
        match event {
            Event::PlanStarted { .. } => {
                bar.set_style(spinner_style());
                bar.enable_steady_tick(TICK);
            }
            Event::StepStarted { step } => {
                self.now.store(*step, Ordering::Relaxed);
                bar.set_style(spinner_style());
                bar.set_message(self.title(*step));
            }
            Event::Transferred { step, done, total, bytes_per_second, remaining_seconds } => {
                self.now.store(step + usize::from(Some(*done) == *total), Ordering::Relaxed); // then it is unpacked
                let rate = bytes_per_second.map(|rate| format!("{}/s", size(rate)));
                show_bytes(bar, *done, *total, *remaining_seconds, rate);
            }
            Event::Unpacked { step, done, total, remaining_seconds } if self.now.load(Ordering::Relaxed) == *step => {
                show_bytes(bar, *done, *total, *remaining_seconds, Some(self.title(*step)));
            }
            Event::StepDone { step } => {
                let title = self.title(*step);
                bar.suspend(|| output::error_line(&format!("{} {title}", output::good("✓"))));
            }
            Event::Rehearsing { step, done, total, .. } => {
                if bar.is_finished() {
                    bar.reset(); // it was that of an installation
                }
                bar.set_style(bar_style());
                bar.enable_steady_tick(TICK);
                bar.set_length(*total);
                bar.set_position(*done);
                self.now.store(*step, Ordering::Relaxed);
                bar.set_message(note(event).unwrap_or_default().trim().to_owned());
            }
            Event::PlanDone | Event::PlanFailed { .. } => bar.finish_and_clear(),
            other => {
                if let Some(note) = note(other) {
                    bar.suspend(|| output::error_line(&note));
                }
            }
        }
    }

    fn title(&self, step: usize) -> String {
        let steps = self.steps.lock();
        steps.ok().and_then(|steps| Some(display::one_line(&steps.get(step)?.description))).unwrap_or_default()
    }
}

/// A bar or a line that is shown only if the work takes a while, and that disappears at its end.
pub(crate) struct LateBar {
    shown: OnceLock<ProgressBar>,
    begun: Instant,
    is_wanted: bool,
}

impl LateBar {
    pub(crate) fn new(output: &Output) -> Self {
        Self { shown: OnceLock::new(), begun: Instant::now(), is_wanted: output.has_bar() }
    }

    /// Does `work`. If it takes a while, a line says `what` it is.
    pub(crate) fn during<T>(output: &Output, what: impl Display, work: impl FnOnce() -> T) -> T {
        let (late, what) = (Self::new(output), what.to_string());
        let (working, ended) = mpsc::channel::<()>();
        thread::scope(|scope| {
            let late = &late;
            scope.spawn(move || {
                if ended.recv_timeout(QUICK) == Err(RecvTimeoutError::Timeout) {
                    late.tell(|| spinner(what), |_| ());
                }
            });
            let done = work();
            drop(working);
            done
        })
    }

    pub(crate) fn tell(&self, new: impl FnOnce() -> ProgressBar, tell: impl FnOnce(&ProgressBar)) {
        if self.is_wanted && self.begun.elapsed() >= QUICK {
            tell(self.shown.get_or_init(new));
        }
    }
}

impl Drop for LateBar {
    fn drop(&mut self) {
        if let Some(bar) = self.shown.get() {
            bar.finish_and_clear();
        }
    }
}

/// The file that `UPGO_LOG` names.
fn open_log() -> Result<Option<Mutex<Box<dyn Write + Send>>>, Problem> {
    let Some(path) = std::env::var_os("UPGO_LOG").filter(|path| !path.is_empty()) else { return Ok(None) };
    let file = upgo_engine::machine::effect::open_log(path.as_ref()).map_err(|error| {
        let message = say!(EventLogUnwritable { error: error.to_string() });
        Problem::new(of_io(&error), message).with_next(Sentence::EventLogNext)
    })?;
    Ok(Some(Mutex::new(Box::new(file))))
}

fn show_bytes(bar: &ProgressBar, done: u64, total: Option<u64>, remaining: Option<u64>, more: Option<String>) {
    let mut figures = vec![match total {
        Some(total) => say!(DoneOf { done: size(done), total: size(total) }).to_string(),
        None => size(done),
    }];
    figures.extend(remaining.map(|seconds| time_left(seconds).to_string()));
    figures.extend(more);
    if let Some(total) = total {
        bar.set_style(bar_style());
        bar.set_length(total);
        bar.set_position(done);
    }
    bar.set_message(figures.join(" · "));
}

/// A remark for events other than progress.
fn note(event: &Event) -> Option<String> {
    Some(match event {
        Event::Retrying { attempt, pause_ms, reason, .. } => {
            retrying(reason, *attempt, Duration::from_millis(*pause_ms))
        }
        Event::SourceChanged { host, reason, .. } => elsewhere(reason, host),
        Event::Rehearsing { project, phase, version, done, total, remaining_seconds, .. } => {
            let (command, version, number) = (phase.command(), version.as_str(), done + 1);
            let project = display::one_line(project);
            let rehearsing = match remaining_seconds.map(time_left) {
                Some(left) => say!(RehearsingLeft { command, version, project, number, total, left }),
                None => say!(Rehearsing { command, version, project, number, total }),
            };
            format!("  {rehearsing}")
        }
        Event::Hook { line: Some(line), .. } => format!("  | {}", display::one_line(line)),
        Event::Waiting { reason, .. } => format!("  {}", say!(WaitingFor { reason })),
        Event::Prompt { answered: false, .. } => format!("  {}", Sentence::ConfirmPrompt),
        Event::StepSkipped { reason, .. } => format!("  {}", say!(WasSkipped { reason })),
        Event::PlannedAnew => format!("  {}", Sentence::PlannedAnew),
        _ => return None,
    })
}

pub(crate) fn retrying(reason: impl Into<Value>, attempt: u32, pause: Duration) -> String {
    format!("  {}", say!(TryingAgain { reason, attempt, seconds: format!("{:.1}", pause.as_secs_f64()) }))
}

pub(crate) fn elsewhere(reason: impl Into<Value>, host: &str) -> String {
    format!("  {}", say!(TryingElsewhere { reason, host }))
}

pub(crate) fn spinner(what: String) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_style(spinner_style()).with_message(what);
    spinner.enable_steady_tick(TICK);
    spinner
}

fn spinner_style() -> BarStyle {
    BarStyle::with_template("{spinner} {wide_msg}").unwrap_or_else(|_| BarStyle::default_spinner())
}

pub(crate) fn bar_style() -> BarStyle {
    // Short, so that at 40 columns the figures have room.
    BarStyle::with_template("{bar:14} {percent:>3}% {wide_msg}").unwrap_or_else(|_| BarStyle::default_bar())
}
