use std::time::Duration;

use clap::{Args, Subcommand};
use upgo_engine::answers::NamedFile;
use upgo_engine::base::display::one_line;
use upgo_engine::cases::Engine;
use upgo_engine::change::log::{Level, LogEntry};

use super::audit_log::AuditLog;
use super::report::Report;
use super::shared::{CommandResult, Run, Start};
use crate::options::{count, values};
use crate::output::{bad, caution, dim};
use crate::words;

const TICK: Duration = Duration::from_millis(200);

/// Show Upgo's log, or make a report or an audit of it
///
/// Without a subcommand, shows the newest lines.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Log {
    #[command(subcommand)]
    action: Option<LogAction>,
    /// Keep printing new lines until Ctrl+C; with --json, one document per line
    #[arg(long, short)]
    follow: bool,
    /// Show only this level and above
    #[arg(long, default_value = "info")]
    level: LogLevel,
    /// Number of newest lines to show
    #[arg(long, value_name = "N", default_value = "100", value_parser = count)]
    last: usize,
    /// Print the path of the log file instead
    #[arg(long, conflicts_with_all = ["follow", "level", "last"])]
    path: bool,
}

#[derive(Debug, Subcommand)]
enum LogAction {
    Report(Report),
    Audit(AuditLog),
}

values! {
    /// The lowest level of log lines to show.
    enum LogLevel = Level {
        /// Errors
        Error,
        /// Errors and warnings
        Warn,
        /// The above, and normal activity
        Info,
        /// Everything, including details
        Debug,
    }
}

impl Run for Log {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        match &self.action {
            Some(LogAction::Report(report)) => return report.run(start),
            Some(LogAction::Audit(audit)) => return audit.run(start),
            None => {}
        }
        let (engine, output) = (start.engine_without_sources()?, start.output);
        if self.path {
            let path = engine.log_file();
            output.verbatim(&NamedFile { path }, |file| one_line(file.path.display()));
        } else if self.follow {
            self.follow(engine, start);
        } else {
            output.answer(&engine.log(self.level.into(), self.last), |report| {
                if report.entries.is_empty() {
                    return say!(LogEmpty { file: one_line(report.file.display()) }).to_string();
                }
                report.entries.iter().map(describe).collect::<Vec<_>>().join("\n")
            });
        }
        Ok(0)
    }
}

impl Log {
    /// Prints the existing lines and then the new ones, until Ctrl+C or until the reader of the output is gone.
    fn follow(&self, engine: &Engine, start: &Start<'_>) {
        let (cancel, output) = (start.cancel(), start.output);
        let mut follow = engine.follow_log(self.level.into());
        let mut entries = follow.next_lines();
        entries.drain(..entries.len().saturating_sub(self.last));
        let write = |entry: &LogEntry| {
            if output.is_json() { output.document_line(entry) } else { output.line(&describe(entry)) }
        };
        while entries.iter().all(write) {
            std::thread::sleep(TICK);
            if cancel.is_cancelled() {
                return;
            }
            entries = follow.next_lines();
        }
    }
}

fn describe(entry: &LogEntry) -> String {
    let at = words::local(entry.time).strftime("%Y-%m-%d %H:%M:%S");
    let level = format!("{:<5}", entry.level.to_string());
    let level = match entry.level {
        Level::Error => bad(level),
        Level::Warn => caution(level),
        Level::Info => level,
        Level::Debug => dim(level),
    };
    let change = entry.change.map(|change| format!(" #{change}")).unwrap_or_default();
    let took = entry.ms.map(words::seconds);
    let rest: Vec<String> = took.into_iter().chain(entry.host.clone()).chain(entry.code.clone()).collect();
    let rest =
        if rest.is_empty() { String::new() } else { format!(" {}", dim(one_line(format!("({})", rest.join(", "))))) };
    format!("{} {level} {}{change}  {}{rest}", dim(at), one_line(&entry.event), one_line(&entry.text))
}
