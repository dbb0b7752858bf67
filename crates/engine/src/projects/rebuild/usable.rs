use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use super::Builder;
use crate::base::report::{Code, Explain};
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::choices::policy::{NotPermitted, UsableVersion};
use crate::machine::home::StartableProgram;
use crate::store::StoreError;

/// A Go that may be started: the policy permits its version, and no other account decides which program it is. Every
/// command that starts the `go` of a known version is made from one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UsableGo<'a> {
    version: UsableVersion<'a>,
    program: StartableProgram<'a>,
    root: Option<&'a Path>,
}

#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(crate) enum NotUsable {
    Policy(#[from] NotPermitted),
    Program(#[from] StoreError),
}

impl Builder {
    pub(crate) fn usable<'a>(
        &'a self,
        permitted: impl FnOnce(&'a Version) -> Result<UsableVersion<'a>, NotPermitted>,
        startable: impl FnOnce(&'a Path) -> Result<StartableProgram<'a>, StoreError>,
    ) -> Result<UsableGo<'a>, NotUsable> {
        Ok(UsableGo { version: permitted(&self.version)?, program: startable(&self.program)?, root: self.root() })
    }
}

impl<'a> UsableGo<'a> {
    pub(crate) fn version(&self) -> &'a Version {
        self.version.get()
    }

    /// Its tree, if the program is in one.
    pub(crate) fn root(&self) -> Option<&'a Path> {
        self.root
    }

    pub(crate) fn bin(&self) -> Option<&'a Path> {
        self.program.path().parent()
    }

    /// A command with exactly these `variables`, and with its own tree: a GOROOT that is set, or stored by `go env -w`,
    /// would be that of another Go. It reads no input, and starts no other toolchain.
    pub(crate) fn command(&self, variables: impl IntoIterator<Item = (OsString, OsString)>) -> Command {
        let mut command = Command::new(self.program.path());
        command.env_clear().envs(variables).env("GOTOOLCHAIN", "local").stdin(Stdio::null());
        match self.root {
            Some(root) => command.env("GOROOT", root),
            None => command.env_remove("GOROOT"),
        };
        command
    }
}

impl NotUsable {
    fn why(&self) -> &dyn Explain {
        match self {
            Self::Policy(error) => error,
            Self::Program(error) => error,
        }
    }
}

impl Explain for NotUsable {
    fn code(&self) -> Code {
        self.why().code()
    }

    fn passed_on(&self) -> Option<&dyn Explain> {
        Some(self.why())
    }

    /// The window says the same as the terminal.
    fn advice(&self) -> Option<Statement> {
        None
    }
}

#[cfg(test)]
impl<'a> UsableGo<'a> {
    /// One on a machine without a policy and without other accounts.
    pub(crate) fn unmanaged(go: &'a Builder) -> Self {
        let version = UsableVersion::unmanaged(&go.version);
        Self { version, program: StartableProgram::trusted(&go.program), root: go.root() }
    }
}
