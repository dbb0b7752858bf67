//! Programs that run from a Go version to be removed: wait for them, remove it anyway, or cancel.
use std::io::{self, BufRead as _, IsTerminal as _};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Cancel, Code, Problem};
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{Engine, WhileRunning};
use upgo_engine::change::request::ChangeRequest;

use super::change::NewChange;
use crate::output::{self, Output, bold};
use crate::words;

/// The choice on the command line, or else the user's answer in a terminal. Without either, the change is refused if
/// programs run.
pub(super) fn choose(
    engine: &Engine,
    change: &NewChange<'_>,
    cancel: &Cancel,
    output: &Output,
) -> Result<WhileRunning, Problem> {
    let Some(running) = change.running else {
        return Ok(WhileRunning::Refuse); // the command removes no Go version
    };
    let may_ask = !change.options.yes && !output.is_json() && io::stdin().is_terminal() && output::is_terminal();
    match running.choice() {
        Some(choice) => Ok(choice),
        None if may_ask => ask_where_needed(engine, &change.request, cancel),
        None => Ok(WhileRunning::Refuse),
    }
}

fn ask_where_needed(engine: &Engine, request: &ChangeRequest, cancel: &Cancel) -> Result<WhileRunning, Problem> {
    let in_use = engine.in_use(&engine.plan(request, cancel)?.plan);
    if in_use.is_empty() {
        return Ok(WhileRunning::Refuse); // a program that starts later was not part of the question
    }
    for found in &in_use {
        output::error_line(&words::sentence(one_line(found)).to_string());
    }
    let [wait, remove, stop] = ["w", "r", "c"].map(bold);
    let question = say!(ProgramsRun { wait, remove, cancel: stop });
    output::error_line(&question.to_string());
    chosen(&answer(cancel)).ok_or_else(|| Problem::new(Code::Cancelled, Sentence::Cancelled))
}

/// The line that the user types; empty if there is none, or after Ctrl+C.
fn answer(cancel: &Cancel) -> String {
    let (send, answer) = mpsc::channel();
    // Reading cannot be interrupted: after Ctrl+C the thread ends with the process.
    thread::spawn(move || {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).ok();
        send.send(line).ok();
    });
    while !cancel.is_cancelled() {
        match answer.recv_timeout(Duration::from_millis(50)) {
            Err(RecvTimeoutError::Timeout) => {}
            line => return line.unwrap_or_default(),
        }
    }
    String::new()
}

/// `None` to cancel the change.
fn chosen(answer: &str) -> Option<WhileRunning> {
    match answer.trim().to_ascii_lowercase().as_str() {
        "w" | "wait" => Some(WhileRunning::Wait),
        "r" | "remove" => Some(WhileRunning::GoOn),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_unambiguous_answer_continues() {
        for (answer, choice) in [
            ("w\n", Some(WhileRunning::Wait)),
            (" Wait\r\n", Some(WhileRunning::Wait)),
            ("r\n", Some(WhileRunning::GoOn)),
            ("REMOVE", Some(WhileRunning::GoOn)),
            ("c\n", None),
            ("\n", None),
            ("", None),
            ("y\n", None),
            ("rw\n", None),
        ] {
            assert_eq!(chosen(answer), choice, "{answer:?}");
        }
    }
}
