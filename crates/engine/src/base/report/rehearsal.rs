//! The phases of a rehearsal, which its report and its progress name.

/// What a rehearsal runs.
#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Type)]
pub enum RehearsalPhase {
    /// `go build ./...`
    Build,
    /// `go vet ./...`
    Vet,
    /// `go test ./...`
    Test,
    /// `go fix ./...`, in a copy of the project.
    Fix,
}

impl RehearsalPhase {
    /// The command, as users know it.
    pub fn command(self) -> &'static str {
        match self {
            Self::Build => "go build",
            Self::Vet => "go vet",
            Self::Test => "go test",
            Self::Fix => "go fix",
        }
    }
}
