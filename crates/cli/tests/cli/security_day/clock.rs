//! The clock of each machine: a library that is loaded before a program adds so many seconds to the time of the system. It
//! moves every program that is started, also those that ask no clock of Upgo's own.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use upgo_testkit::limit::InTime as _;

const SOURCE: &str = r#"
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *at) {
  long failed = syscall(SYS_clock_gettime, clock, at);
  const char *ahead = getenv("STORY_AHEAD");
  if (!failed && clock == CLOCK_REALTIME && ahead) at->tv_sec += atol(ahead);
  return failed;
}
"#;

/// The library, built once; `None`, with a note, without a C compiler.
pub(super) fn library() -> Option<&'static Path> {
    static BUILT: LazyLock<Option<(TempDir, PathBuf)>> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        let (source, built) = (folder.path().join("clock.c"), folder.path().join("clock.so"));
        fs::write(&source, SOURCE).unwrap();
        let ran = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&built).arg(&source).status_in_time();
        ran.is_ok_and(|ran| ran.success()).then_some((folder, built))
    });
    if BUILT.is_none() {
        println!("SKIPPED: this system has no C compiler");
    }
    BUILT.as_ref().map(|(_, built)| built.as_path())
}

/// A moment of the story, and the real time when it began, which goes on.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    began: Timestamp,
    first: Timestamp,
}

impl Clock {
    /// The first hour is an early morning some weeks ahead, so that what was set up before it is not dated in the past.
    pub(super) fn new() -> Self {
        let began = Timestamp::now();
        let morning: Timestamp = began.strftime("%Y-%m-%dT06:00:00Z").to_string().parse().unwrap();
        Self { began, first: morning + SignedDuration::from_hours(24 * 45) }
    }

    /// So many hours after the first one.
    pub(super) fn at(self, hours: i64) -> Timestamp {
        self.first + SignedDuration::from_hours(hours)
    }

    /// How far ahead a clock is that shows this time now.
    pub(super) fn ahead(self, hours: i64) -> SignedDuration {
        self.at(hours).duration_since(self.began)
    }
}
