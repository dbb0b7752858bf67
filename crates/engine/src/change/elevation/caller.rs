//! The un-elevated side: one prompt, then task after task over a pipe whose name only the two copies know.
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::pipe::{LONGEST, Message, OPTION, line, new_name};
use super::{Elevation, ElevationError, Hands, Result, Session, Stage, Task, TaskDone};
use crate::base::report::Cancel;
use crate::machine::platform::{self, Partner};

/// The longest time without a message. The elevated copy sends one every five seconds.
const UNTIL_NEXT_WORD: Duration = Duration::from_mins(1);

/// Starts a second copy of a program as administrator.
#[derive(Clone, Debug)]
pub struct Caller {
    program: PathBuf,
}

impl Caller {
    /// The `main` of `program` calls [`serve_if_asked`](super::serve_if_asked).
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into() }
    }

    /// A session in a second copy, even if this process is already elevated; for tests.
    #[doc(hidden)]
    pub fn apart(&self) -> Box<dyn Session> {
        Box::new(CallerSession { program: self.program.clone(), partner: None })
    }
}

impl Elevation for Caller {
    fn session(&self) -> Box<dyn Session> {
        if platform::is_elevated() { Box::new(Hands::of_this_machine()) } else { self.apart() }
    }

    fn prompts(&self) -> bool {
        !platform::is_elevated()
    }

    fn has_more_rights(&self) -> bool {
        platform::has_more_rights()
    }
}

/// Already elevated: no prompt, in this process.
impl Session for Hands {
    fn perform(&mut self, task: &Task, cancel: &Cancel, report: &mut dyn FnMut(Stage)) -> Result<TaskDone> {
        cancel.check()?;
        Self::perform(self, task, report)
    }
}

#[derive(Debug)]
struct CallerSession {
    program: PathBuf,
    partner: Option<Partner>,
}

impl Session for CallerSession {
    fn perform(&mut self, task: &Task, cancel: &Cancel, report: &mut dyn FnMut(Stage)) -> Result<TaskDone> {
        cancel.check()?;
        let mut partner = match self.partner.take() {
            Some(partner) => partner,
            None => start(&self.program, report)?,
        };
        cancel.check()?;
        let result = talk(&mut partner, task, report);
        if !matches!(result, Err(ElevationError::Lost { .. })) {
            self.partner = Some(partner);
        }
        result
    }
}

fn start(program: &Path, report: &mut dyn FnMut(Stage)) -> Result<Partner> {
    report(Stage::Asking);
    Partner::start(program, OPTION, &new_name()).map_err(|error| match error.kind() {
        io::ErrorKind::Interrupted => ElevationError::Refused,
        _ => ElevationError::NotStarted { reason: error.to_string() },
    })
}

fn talk(partner: &mut Partner, task: &Task, report: &mut dyn FnMut(Stage)) -> Result<TaskDone> {
    let lost = |error: io::Error| ElevationError::Lost { reason: error.to_string() };
    partner.send(&line(task).map_err(lost)?).map_err(lost)?;
    loop {
        let heard = partner.receive(LONGEST, UNTIL_NEXT_WORD).map_err(lost)?;
        match serde_json::from_slice(&heard).map_err(|error| lost(error.into()))? {
            Message::Alive => {}
            Message::Stage(stage) => report(stage),
            Message::Done(done) => return Ok(done),
            Message::Failed(error) => return Err(error),
        }
    }
}
