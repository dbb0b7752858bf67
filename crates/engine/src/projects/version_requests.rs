//! What a file, a setting or a build on a server asks of Go.
use std::path::{Path, PathBuf};

use crate::base::version::Version;

/// A line that asks for a Go.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Asked {
    /// The kind of file or setting.
    pub by: AskedBy,
    /// The file; `null` for a variable of the environment.
    pub file: Option<PathBuf>,
    /// The line, counted from 1; 0 if there is no file.
    pub line: u32,
    /// The word that the version follows: `go`, `toolchain`, `golang`, `go-version`, `FROM`.
    pub word: String,
    /// The version as it is written there: `1.27`, `stable`, `golang:1.27-alpine`.
    pub text: String,
    pub means: AskedMeaning,
    /// The version that it names, `go1.27` for a release line; `null` if it names none.
    pub version: Option<Version>,
}

/// A kind of file or setting that asks for a Go.
#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, Type)]
pub enum AskedBy {
    GoWork,
    GoMod,
    /// GOTOOLCHAIN, from the environment or from the file of `go env -w`.
    Gotoolchain,
    GoVersionFile,
    ToolVersions,
    /// `mise.toml`, or another file of mise.
    Mise,
    /// `actions/setup-go` in a workflow of GitHub Actions.
    SetupGo,
    /// A `golang` image in a Dockerfile.
    Dockerfile,
    /// A `golang` image in `.gitlab-ci.yml`.
    GitlabCi,
    /// An image of Go in `devcontainer.json`, a compose file, or a pipeline of `CircleCI` or Cloud Build.
    Images,
}

/// What a version in a file means.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum AskedMeaning {
    /// This version or a newer one: the `go` and `toolchain` lines, `^1.27`, `>=1.27`, a build that may switch.
    AtLeast,
    Exactly,
    /// The newest release of a release line: `1.27`, `1.27.x`, `~1.27.0`.
    NewestOfLine,
    /// The newest release of all: `stable`, `latest`.
    Newest,
    /// The Go that starts, or the release line before the newest one, or something else without a version: `auto`,
    /// `local`, `oldstable`.
    Other,
    /// It is decided when the file is used: a variable, an expression, a range that Upgo does not evaluate.
    Unknown,
}

impl AskedBy {
    pub(crate) fn is_ci(self) -> bool {
        matches!(self, Self::SetupGo | Self::Dockerfile | Self::GitlabCi | Self::Images)
    }

    pub(crate) fn is_version_file(self) -> bool {
        matches!(self, Self::GoVersionFile | Self::ToolVersions | Self::Mise)
    }
}

impl Asked {
    /// The place for people: `ci.yml:12`, relative to `folder` if it is in there.
    pub fn place(&self, folder: &Path) -> String {
        let Some(file) = &self.file else { return self.word.clone() };
        let short = file.strip_prefix(folder).unwrap_or(file).display();
        if self.line == 0 { short.to_string() } else { format!("{short}:{}", self.line) }
    }
}
