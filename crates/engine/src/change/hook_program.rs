//! Starts the program of a hook with the rights of this process. Everything that it starts ends with it.
use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::base::display::sentence;
use crate::base::report::{Cancel, HookEnd};
use crate::change::site::Site;
use crate::machine::effect::{self, ConfinedEnd, Stopped};
use crate::machine::platform::{Confinement, HeldFolder, Whose};

/// How many lines are kept, the last ones.
const LINES: usize = 80;
/// How many characters of a line are kept.
const LINE: usize = 400;
/// The memory that its processes may use together.
const MEMORY: u64 = 8 << 30;
const PROCESSES: u32 = 1_000;
/// The longest time for a hook after the user has cancelled, in seconds.
pub(crate) const AFTER_CANCEL: u32 = 10;

pub(crate) struct HookProgram<'a> {
    pub(crate) site: &'a Site,
    /// No shell reads them.
    pub(crate) words: &'a [String],
    pub(crate) name: &'a str,
    pub(crate) limit_seconds: u32,
    /// What it is told besides the variables and the PATH of a new terminal. A variable without a value is not set.
    pub(crate) variables: Vec<(&'static str, Option<String>)>,
    pub(crate) input: Option<String>,
}

/// How a hook ended, and the last lines that it printed, without logins.
pub(crate) struct EndedHook {
    pub(crate) end: HookEnd,
    pub(crate) milliseconds: u64,
    pub(crate) lines: VecDeque<String>,
    /// How many earlier lines are not kept.
    pub(crate) left_out: u64,
}

impl HookProgram<'_> {
    /// `hear` gets each line that the program prints.
    pub(crate) fn run(&self, cancel: &Cancel, hear: &mut dyn FnMut(&str)) -> EndedHook {
        let mut tail = OutputTail::default();
        let mut lines = |_, line: &str| {
            let line = self.site.log.redacted(&shortened(line));
            hear(&line);
            tail.add(line);
        };
        let patience = Duration::from_secs(self.limit_seconds.into());
        let ended = self
            .command()
            .and_then(|mut command| effect::run_confined(&mut command, &limits()?, patience, cancel, &mut lines));
        let milliseconds =
            ended.as_ref().map_or(0, |ended| u64::try_from(ended.elapsed.as_millis()).unwrap_or(u64::MAX));
        let end = ended.map_or_else(
            |error| HookEnd::NotStarted { why: sentence(error) },
            |ended| end_of(&ended, self.limit_seconds),
        );
        let OutputTail { lines, left_out } = tail;
        EndedHook { end, milliseconds, lines, left_out }
    }

    fn command(&self) -> io::Result<Command> {
        let (site, program) = (self.site, self.words.first().map_or("", String::as_str));
        let mut command = Command::new(program);
        command.args(self.words.iter().skip(1)).current_dir(site.home().root()).stdin(self.standard_input()?);
        command.env_clear().envs(site.terminal_variables()).envs(site.known_path().map(|path| ("PATH", path)));
        effect::set_variables(&mut command, self.variables.iter().map(|(name, value)| (*name, value.as_deref())));
        command.env("UPGO_HOOK", self.name);
        effect::set_variables(&mut command, [("UPGO_GOROOT", site.root_in_use())]);
        Ok(command)
    }

    /// A thread writes the input, because a pipe is small. It ends when the program has read it, or has ended.
    fn standard_input(&self) -> io::Result<Stdio> {
        let Some(input) = self.input.clone() else { return Ok(Stdio::null()) };
        let (reader, mut writer) = io::pipe()?;
        thread::spawn(move || writer.write_all(input.as_bytes()).ok()); // it need not read anything
        Ok(reader.into())
    }
}

/// It may write wherever the user may.
fn limits() -> io::Result<Confinement> {
    let everywhere = HeldFolder::open(Path::new("/"))?;
    Ok(Confinement {
        may_write: vec![everywhere],
        of: Whose::User,
        memory_bytes: MEMORY,
        processes: PROCESSES,
        cores: u32::MAX,
    })
}

fn end_of(ended: &ConfinedEnd, seconds: u32) -> HookEnd {
    match (&ended.stopped, ended.code) {
        (None, _) if ended.success => HookEnd::Passed,
        (Some(Stopped::Cancelled), _) => HookEnd::Cancelled,
        (Some(Stopped::Time), _) => HookEnd::TimedOut { seconds },
        (Some(Stopped::Memory), _) => HookEnd::Memory,
        (Some(Stopped::Processes), _) => HookEnd::Processes,
        (None | Some(Stopped::WroteOutside { .. }), Some(code)) => HookEnd::Exited { code },
        (None | Some(Stopped::WroteOutside { .. }), None) => HookEnd::Killed,
    }
}

#[derive(Debug, Default)]
struct OutputTail {
    lines: VecDeque<String>,
    left_out: u64,
}

impl OutputTail {
    fn add(&mut self, line: String) {
        if self.lines.len() == LINES {
            self.lines.pop_front();
            self.left_out = self.left_out.saturating_add(1);
        }
        self.lines.push_back(line);
    }
}

fn shortened(line: &str) -> String {
    let mut letters = line.chars();
    let start: String = letters.by_ref().take(LINE).collect();
    if letters.next().is_none() { start } else { start + "…" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_kept_and_the_others_counted() {
        let mut tail = OutputTail::default();
        (0..LINES + 5).for_each(|number| tail.add(number.to_string()));
        assert_eq!((tail.lines.len(), tail.left_out), (LINES, 5));
        assert_eq!((tail.lines.front().unwrap().as_str(), tail.lines.back().unwrap().as_str()), ("5", "84"));
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        assert_eq!(shortened("ü"), "ü");
        assert_eq!(shortened(&"ü".repeat(LINE)), "ü".repeat(LINE));
        assert_eq!(shortened(&"ü".repeat(LINE + 1)), "ü".repeat(LINE) + "…");
    }

    #[test]
    fn an_end_has_one_reason() {
        let ended = |success, code, stopped| ConfinedEnd {
            success,
            code,
            stopped,
            peak_memory_bytes: None,
            elapsed: Duration::ZERO,
        };
        for (ended, end) in [
            (ended(true, Some(0), None), HookEnd::Passed),
            (ended(false, Some(3), None), HookEnd::Exited { code: 3 }),
            (ended(false, None, None), HookEnd::Killed),
            (ended(false, None, Some(Stopped::Time)), HookEnd::TimedOut { seconds: 7 }),
            (ended(false, None, Some(Stopped::Cancelled)), HookEnd::Cancelled),
            (ended(false, None, Some(Stopped::Memory)), HookEnd::Memory),
            (ended(false, None, Some(Stopped::Processes)), HookEnd::Processes),
            (ended(false, Some(1), Some(Stopped::WroteOutside { path: None })), HookEnd::Exited { code: 1 }),
        ] {
            assert_eq!(end_of(&ended, 7), end);
        }
    }
}
