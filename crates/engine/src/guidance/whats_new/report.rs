use std::path::PathBuf;

use crate::base::version::Version;
use crate::base::words::Statement;
use crate::released::advisories::{DatabaseStamp, Vulnerability};
use crate::released::catalog::Day;

/// A release between the two versions.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ReleaseNews {
    pub version: Version,
    /// Its release line, `1.27`.
    pub line: String,
    /// Whether it is the first release of its line, which brings new features. The others bring fixes.
    pub first_of_line: bool,
    /// What is new in its line, in at most three sentences. Empty for a patch, and if unknown.
    pub brings: Vec<Statement>,
    /// Its release date; `null` if unknown.
    pub released_on: Option<Day>,
    /// Whether it fixes vulnerabilities; `null` if unknown.
    pub security: Option<bool>,
    /// The packages and parts of Go with security fixes: `net/http`, `the compiler`. Empty if unknown.
    pub security_fixes: Vec<String>,
    /// Those with other fixes. Empty if unknown.
    pub other_fixes: Vec<String>,
    /// The address of its release notes.
    pub notes: String,
}

/// The vulnerabilities that the upgrade fixes.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct FixesNews {
    /// Known vulnerabilities of the old version that the new one does not have: those in packages that the projects
    /// import first, then the newest.
    pub vulnerabilities: Vec<Vulnerability>,
    /// How many of them are in packages that the user's projects import; `null` if no project could be examined.
    pub in_your_projects: Option<u32>,
    /// How many known vulnerabilities the new version has.
    pub left: u32,
    /// The database, and the age of its data.
    pub database: DatabaseStamp,
}

/// What the upgrade means for a project.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ProjectNews {
    pub folder: PathBuf,
    /// The path of its module; `null` if its `go.mod` cannot be read.
    pub module: Option<String>,
    /// The Go version that decides its GODEBUG defaults: the `go` line of its `go.mod` or `go.work`, or
    /// `godebug default=…`. `null` if the file cannot be read.
    pub go: Option<String>,
    /// The Go that builds it before the upgrade, `go1.26.6`; `null` if unknown.
    pub before: Option<String>,
    /// The Go that builds it after the upgrade.
    pub after: Option<String>,
    /// The result in one word.
    pub outlook: NewsOutlook,
    /// The result in one sentence.
    pub says: Statement,
    /// The GODEBUG settings whose default changes for its programs, the most important first.
    pub settings: Vec<SettingNews>,
    /// The programs whose own `//go:debug` lines lead to another result.
    pub programs: Vec<ProgramNews>,
    /// How many of the fixed vulnerabilities are in packages that it imports; `null` if its imports are unknown.
    pub fixes: Option<u32>,
}

/// What the upgrade means for a project, in one word. The most important first.
#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema, Type)]
pub enum NewsOutlook {
    /// The new Go refuses to build it, because of a setting that it names.
    Refused,
    /// The behavior of its programs changes.
    Changes,
    /// Its `go` line keeps the behavior that the new Go would change.
    Kept,
    /// None of the defaults changes for it.
    Same,
    /// The new Go builds it, and the old one does not.
    Enabled,
    /// The same Go builds it before and after the upgrade.
    NotConcerned,
    /// It requires a Go that is newer than both.
    TooOld,
    /// Unknown; the sentence says why.
    Unknown,
}

/// A main package with `//go:debug` lines.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ProgramNews {
    pub folder: PathBuf,
    /// Its settings whose default changes.
    pub settings: Vec<SettingNews>,
}

/// A GODEBUG setting that the upgrade concerns.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct SettingNews {
    /// Its name, `asynctimerchan`.
    pub name: String,
    /// The package that uses it, `time`; `null` if unknown.
    pub package: Option<String>,
    pub effect: SettingEffect,
    /// The value that programs get before the upgrade; `null` stands for the current behavior of Go.
    pub before: Option<String>,
    /// The value that they get after it.
    pub after: Option<String>,
    /// The release line that changed or removed it, `1.27`; `null` if unknown.
    pub since: Option<String>,
    /// The address of its description.
    pub link: String,
    /// The effect in one sentence.
    pub says: Statement,
}

/// The effect of an upgrade on a GODEBUG setting. The most important first.
#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema, Type)]
pub enum SettingEffect {
    /// The project sets it to a value that the new Go refuses, so the project no longer builds.
    Refused,
    /// The `go` line kept an old behavior that the new Go no longer has.
    Removed,
    /// The new behavior takes effect.
    Changed,
    /// Go's default changes, and the `go` line keeps the old behavior.
    Kept,
}

/// A GODEBUG setting that only the new Go knows. Its default is the same for every `go` line.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct NewSetting {
    pub name: String,
    pub package: Option<String>,
    /// The address of Go's page about settings.
    pub link: String,
    /// The news in one sentence.
    pub says: Statement,
}

/// A version whose GODEBUG defaults are unknown here.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct UnknownDefaults {
    pub version: Version,
    /// Why, and what to do.
    pub says: Statement,
}

/// The report in a few lines, for a plan.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct WhatsNewSummary {
    /// The version before the upgrade.
    pub from: Version,
    pub to: Version,
    /// How many releases lie between, the new version included.
    pub releases: u32,
    /// How many of them fix vulnerabilities.
    pub security_releases: u32,
    /// How many known vulnerabilities the upgrade fixes; `null` if unknown.
    pub fixes: Option<u32>,
    /// How many of those are in packages that the user's projects import; `null` if no project could be examined.
    pub in_your_projects: Option<u32>,
    /// How many projects the new Go refuses to build, because of a setting that they name.
    pub refused_projects: u32,
    /// How many projects get another behavior.
    pub changed_projects: u32,
    /// The same in sentences, the most important first.
    pub lines: Vec<Statement>,
}
