//! The elevated copy: accepts tasks until the process that started it ends.
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{BufReader, Write as _};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::pipe::{Message, OPTION, hear, is_name, line, say};
use super::{ElevationError, Hands, Result, Task, TaskDone};
use crate::machine::platform;

const HEARTBEAT: Duration = Duration::from_secs(5);

/// `arguments` are without the program's name. Returns the exit status if it has served. A program must call it first.
pub fn serve_if_asked(arguments: impl IntoIterator<Item = OsString>) -> Option<u8> {
    let mut arguments = arguments.into_iter();
    if arguments.next().as_deref() != Some(OsStr::new(OPTION)) {
        return None;
    }
    platform::only_system_libraries();
    let name = arguments.next().and_then(|name| name.into_string().ok()).filter(|name| is_name(name));
    // The other copy passes nothing else. Whoever does has another purpose.
    let name = name.filter(|_| arguments.next().is_none());
    let Some(pipe) = name.and_then(|name| platform::connect(&name).ok()) else { return Some(2) };
    serve(&pipe, &mut Hands::of_this_machine());
    Some(0)
}

/// Ends when the other side ends, or sends an invalid line.
fn serve(pipe: &File, hands: &mut Hands) {
    let mut words = BufReader::new(pipe);
    while let Ok(Some(heard)) = hear::<Task>(&mut words) {
        let result = match heard {
            Ok(task) => perform(pipe, hands, &task),
            Err(why) => Err(ElevationError::NotOnList { what: "this task".to_owned(), why }),
        };
        let answer = result.map_or_else(Message::Failed, Message::Done);
        if say(&mut &*pipe, &answer).is_err() {
            return;
        }
    }
}

/// Regularly reports that the task is still running. A started task is completed even if the other side ends.
fn perform(pipe: &File, hands: &mut Hands, task: &Task) -> Result<TaskDone> {
    let (done, wait) = mpsc::channel::<()>();
    let turn = Mutex::new(());
    let tell = &|answer: &Message| {
        let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(line) = line(answer) {
            (&*pipe).write_all(&line).ok();
        }
    };
    thread::scope(|scope| {
        scope.spawn(move || {
            while wait.recv_timeout(HEARTBEAT) == Err(RecvTimeoutError::Timeout) {
                tell(&Message::Alive);
            }
        });
        let result = hands.perform(task, &mut |stage| tell(&Message::Stage(stage)));
        drop(done);
        result
    })
}
