//! A program that a test starts, and what it printed.
use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::limit::InTime as _;

/// A program that is not started yet.
#[derive(Debug)]
#[must_use = "start it with `ends`, `succeeds`, `exits` or `starts`"]
pub struct Run(Command);

impl Run {
    pub(crate) fn new(mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Self(command)
    }

    pub fn with(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    pub fn within(mut self, folder: &Path) -> Self {
        self.0.current_dir(folder);
        self
    }

    /// Standard input is empty otherwise.
    pub fn reads_from(mut self, input: impl Into<Stdio>) -> Self {
        self.0.stdin(input);
        self
    }

    pub fn writes_to(mut self, output: impl Into<Stdio>) -> Self {
        self.0.stdout(output);
        self
    }

    /// Runs the program to its end.
    pub fn ends(mut self) -> Ran {
        let shown = format!("{:?}", self.0);
        let mut started = self.0.spawn();
        // A child of another test has the copy of this program open for writing until it begins its own program.
        while started.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::ExecutableFileBusy) {
            started = self.0.spawn();
        }
        let output =
            started.and_then(|mut started| started.output_in_time()).unwrap_or_else(|error| panic!("{shown}: {error}"));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        Ran { shown, code: output.status.code(), output: text(&output.stdout), errors: text(&output.stderr) }
    }

    /// Runs the program and expects exit status 0.
    pub fn succeeds(self) -> Ran {
        self.exits(0)
    }

    /// Runs the program and expects this exit status.
    pub fn exits(self, code: i32) -> Ran {
        let ran = self.ends();
        assert_eq!(ran.code, Some(code), "{ran}");
        ran
    }

    /// Starts the program, with access to its standard error.
    pub fn starts(self) -> Child {
        self.into_command().spawn().unwrap()
    }

    /// The command that starts the program, with access to its standard error.
    pub fn into_command(mut self) -> Command {
        self.0.stdout(Stdio::piped()).stderr(Stdio::piped());
        self.0
    }
}

#[derive(Clone, Debug)]
pub struct Ran {
    shown: String,
    /// `None` if a signal ended the program.
    pub code: Option<i32>,
    pub output: String,
    pub errors: String,
}

impl Ran {
    /// The standard output must be one JSON document.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.output).unwrap_or_else(|error| panic!("not one JSON document ({error}): {self}"))
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\nexit: {:?}\n--- output\n{}\n--- errors\n{}", self.shown, self.code, self.output, self.errors)
    }
}
