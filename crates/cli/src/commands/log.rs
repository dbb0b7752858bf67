//! `log`.
use std::time::Duration;

use jiff::tz::TimeZone;
use upgo_engine::answers::NamedFile;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Cancel;
use upgo_engine::cases::Engine;
use upgo_engine::change::log::{Level, LogEntry};

use crate::arguments::LogLevel;
use crate::output::{Output, bad, caution, dim};

/// The interval between checks for new lines.
const TICK: Duration = Duration::from_millis(200);

pub(super) fn run(engine: &Engine, level: LogLevel, last: usize, output: &Output) {
    let report = engine.log(level.into(), last);
    let zone = TimeZone::system();
    output.answer(&report, |report| {
        if report.entries.is_empty() {
            return format!("No log entries to show ({}).", one_line(report.file.display()));
        }
        report.entries.iter().map(|entry| describe(entry, &zone)).collect::<Vec<_>>().join("\n")
    });
}

pub(super) fn path(engine: &Engine, output: &Output) {
    let path = engine.log_file();
    output.answer(&NamedFile { path }, |file| one_line(file.path.display()));
}

/// Prints the existing lines and then the new ones, until Ctrl+C or until the reader of the output is gone.
pub(super) fn follow(engine: &Engine, level: LogLevel, last: usize, cancel: &Cancel, output: &Output) {
    let mut follow = engine.follow_log(level.into());
    let zone = TimeZone::system();
    let mut entries = follow.next_lines();
    entries.drain(..entries.len().saturating_sub(last));
    loop {
        for entry in &entries {
            let is_written =
                if output.is_json() { output.document_line(entry) } else { output.line(&describe(entry, &zone)) };
            if !is_written {
                return;
            }
        }
        std::thread::sleep(TICK);
        if cancel.is_cancelled() {
            return;
        }
        entries = follow.next_lines();
    }
}

fn describe(entry: &LogEntry, zone: &TimeZone) -> String {
    let at = entry.time.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M:%S");
    let level = format!("{:<5}", entry.level.to_string());
    let level = match entry.level {
        Level::Error => bad(level),
        Level::Warn => caution(level),
        Level::Info => level,
        Level::Debug => dim(level),
    };
    let change = entry.change.map(|change| format!(" #{change}")).unwrap_or_default();
    let took = entry.ms.map(|ms| format!("{:.1} s", ms as f64 / 1e3));
    let rest: Vec<String> = took.into_iter().chain(entry.host.clone()).chain(entry.code.clone()).collect();
    let rest =
        if rest.is_empty() { String::new() } else { format!(" {}", dim(one_line(format!("({})", rest.join(", "))))) };
    format!("{} {level} {}{change}  {}{rest}", dim(at), one_line(&entry.event), one_line(&entry.text))
}

impl From<LogLevel> for Level {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Error => Self::Error,
            LogLevel::Warn => Self::Warn,
            LogLevel::Info => Self::Info,
            LogLevel::Debug => Self::Debug,
        }
    }
}
