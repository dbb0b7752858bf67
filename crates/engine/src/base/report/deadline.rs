//! The deadline of work that nobody watches.
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::{Cancel, Code, Problem};

/// When it passes, its token is cancelled: the work stops at the next safe point and is rolled back.
#[derive(Debug)]
pub struct Deadline {
    cancel: Cancel,
    /// Ends the thread when the deadline is dropped.
    _end: Sender<()>,
}

impl Deadline {
    /// A deadline for work that `cancel` can stop as well. `time` is what the user gave, for messages.
    pub fn start(after: Duration, time: &str, cancel: &Cancel) -> Result<Self, Problem> {
        let cancel = cancel.child();
        let (end, ended) = mpsc::channel::<()>();
        let (token, time) = (cancel.clone(), time.to_owned());
        let wait = move || {
            if ended.recv_timeout(after) == Err(RecvTimeoutError::Timeout) {
                token.expire(&time);
            }
        };
        let spawned = thread::Builder::new().spawn(wait);
        spawned.map_err(|error| Problem::new(Code::Other, say!(DeadlineUnwatched { error: &error })))?;
        Ok(Self { cancel, _end: end })
    }

    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// The problem that ended the work. If the deadline has stopped it before a change began, that is the reason.
    #[must_use]
    pub fn explain(&self, problem: Problem) -> Problem {
        let Some(time) = self.cancel.passed_deadline().filter(|_| problem.code == Code::Cancelled) else {
            return problem;
        };
        let late = Problem::new(Code::Deadline, say!(DeadlinePassed { time }));
        let Problem { causes, became, .. } = problem;
        let means = became.map_or_else(|| late.means.clone(), |became| Code::Deadline.means_after(became));
        Problem { means, causes, became, ..late }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::report::Became;
    use crate::base::words::Sentence;

    #[test]
    fn work_that_the_deadline_stopped_says_so_and_other_failures_stay() {
        let user = Cancel::default();
        let deadline = Deadline::start(Duration::ZERO, "30m", &user).unwrap();
        while !deadline.cancel().is_cancelled() {
            thread::yield_now();
        }
        assert!(!user.is_cancelled());
        let cancelled =
            Problem { became: Some(Became::RolledBack), ..Problem::new(Code::Cancelled, Sentence::Cancelled) };
        let late = deadline.explain(cancelled);
        assert_eq!((late.code, late.became), (Code::Deadline, Some(Became::RolledBack)));
        assert_eq!(late.message.to_string(), "the change was not finished before its deadline of 30m");
        assert_eq!(deadline.explain(Problem::new(Code::DiskFull, Code::DiskFull.what())).code, Code::DiskFull);
    }

    #[test]
    fn the_user_can_stop_it_before() {
        let user = Cancel::default();
        let deadline = Deadline::start(Duration::from_hours(1), "1h", &user).unwrap();
        assert!(!deadline.cancel().is_cancelled());
        user.cancel();
        assert!(deadline.cancel().is_cancelled());
        assert_eq!(deadline.explain(Problem::new(Code::Cancelled, Sentence::Cancelled)).code, Code::Cancelled);
    }
}
