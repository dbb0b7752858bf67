//! What Upgo can do about something: a plan that the engine can make today.
use schemars::JsonSchema;
use serde::Serialize;

use super::{ChangeRequest, InstallFrom};
use crate::catalog::ReleaseRequest;
use crate::environment::{EditScope, EnvironmentEdit, PathEdit};
use crate::plan::Then;
use crate::version::Version;

/// A plan that mends something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// What kind of plan: `addToPath`, `environment`, `install`, `remove`, `upgrade` or `use`.
    pub plan: String,
    /// The command that makes it.
    pub command: String,
    /// What the engine is asked for.
    pub request: ChangeRequest,
}

impl Fix {
    /// The plan that `request` asks for.
    pub fn new(request: ChangeRequest) -> Self {
        Self { plan: request.kind().to_owned(), command: request.command(), request }
    }

    /// Puts Upgo's folder onto PATH.
    pub fn add_to_path() -> Self {
        Self::new(ChangeRequest::AddToPath)
    }

    /// Makes an installed toolchain the current one.
    pub fn use_it(version: &Version) -> Self {
        Self::new(ChangeRequest::Use { version: ReleaseRequest::Exact(version.clone()) })
    }

    /// Brings a toolchain.
    pub fn install(version: ReleaseRequest, then: Then) -> Self {
        Self::new(ChangeRequest::Install { from: InstallFrom::Release { version }, then })
    }

    /// Brings the newest toolchain of the user's channel.
    pub fn upgrade() -> Self {
        Self::new(ChangeRequest::Upgrade { to: None, patch: false })
    }

    /// Gives a variable of Go a value.
    pub fn set(name: &str, value: &str, scope: EditScope) -> Self {
        Self::edit(EnvironmentEdit::Set { name: name.to_owned(), value: value.to_owned(), scope })
    }

    /// Takes the value of a variable of Go away.
    pub fn unset(name: &str, scope: EditScope) -> Self {
        Self::edit(EnvironmentEdit::Unset { name: name.to_owned(), scope })
    }

    /// Edits PATH.
    pub fn path(edits: Vec<PathEdit>, scope: EditScope) -> Self {
        Self::edit(EnvironmentEdit::Path { edits, scope })
    }

    fn edit(edit: EnvironmentEdit) -> Self {
        Self::new(ChangeRequest::Environment { edit })
    }
}
