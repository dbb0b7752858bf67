//! Why a plan ended early.
use std::error::Error;
use std::fmt;
use std::io;

use super::in_use::InUse;
use super::reach::OutOfReach;
use crate::base::report::{Became, Cancelled, Code, Explain, HookEnd, HookRun, stated};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::audit_log::AuditLogError;
use crate::change::elevation::ElevationError;
use crate::change::fetch::FetchError;
use crate::change::journal::JournalError;
use crate::choices::settings::SettingsError;
use crate::environment::EnvironmentError;
use crate::machine::effect::of_io;
use crate::projects::go_caches::CleanError;
use crate::projects::rebuild::{NotBuilt, NotUsable, RebuildError};
use crate::projects::rehearsal::NotRehearsed;
use crate::released::upgo::UpgoError;
use crate::store::StoreError;
use crate::store::proof::ProofError;
use crate::store::unpack::UnpackError;
use crate::store::verify::VerifyError;

/// A plan that ended early, and why.
#[derive(Debug)]
pub(crate) struct FailedPlan {
    /// Why it ended.
    pub error: Box<ApplyError>,
    /// The outcome; `None` if it never ran.
    pub became: Option<Became>,
}

impl FailedPlan {
    /// Whether a new plan is worth a try.
    pub(crate) fn is_moved(&self) -> bool {
        self.error.is_moved()
    }
}

impl From<ApplyError> for FailedPlan {
    /// The error of a plan that never ran.
    fn from(error: ApplyError) -> Self {
        Self { error: Box::new(error), became: None }
    }
}

impl fmt::Display for FailedPlan {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(to)
    }
}

impl Error for FailedPlan {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.source()
    }
}

impl Explain for FailedPlan {
    fn code(&self) -> Code {
        self.error.code()
    }

    fn statement(&self) -> Option<Statement> {
        self.error.statement()
    }

    fn next(&self) -> Statement {
        self.error.next()
    }

    fn advice(&self) -> Option<Statement> {
        self.error.advice()
    }

    fn means(&self) -> Statement {
        self.error.means()
    }

    fn became(&self) -> Option<Became> {
        self.became
    }
}

/// Why a plan ended early.
#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub(crate) enum ApplyError {
    /// Something that the plan assumed has changed.
    Moved(Statement),
    /// A plan that was read from the journal names something that Upgo never changes.
    OutOfReach(#[from] OutOfReach),
    /// Programs run from a folder that the plan removes. No step has begun.
    InUse(Vec<InUse>),
    /// The user cancelled.
    Cancelled(#[from] Cancelled),
    /// The deadline passed, as the user gave it.
    Late(String),
    /// The new toolchain does not work.
    Smoke {
        /// Its version.
        version: Version,
        /// The reason, from the test.
        reason: String,
        /// Whether it was installed before the change.
        is_old: bool,
    },
    /// A program could not be rebuilt; the plan continues without it, unless there was nothing else to do.
    #[error(transparent)]
    Rebuild(#[from] RebuildError),
    /// A Go may not be used, or not be started.
    #[error(transparent)]
    NotUsable(#[from] NotUsable),
    /// The projects could not be tried with another Go.
    #[error(transparent)]
    NotRehearsed(#[from] NotRehearsed),
    /// Projects that work with the Go in use do not work with the new one.
    Breaks(Box<BrokenProjects>),
    /// A hook failed.
    Hook(Box<HookRun>),
    /// Hooks do not run here.
    HookRefused(Sentence),
    /// A cache of Go could not be cleaned.
    #[error(transparent)]
    Cache(#[from] CleanError),
    /// A toolchain could not be compared with its list of files.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// The archive could not be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The archive could not be unpacked.
    #[error(transparent)]
    Unpack(#[from] UnpackError),
    /// Its origin is not proven.
    #[error(transparent)]
    Proof(#[from] Box<ProofError>),
    /// The store reported an error.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// PATH could not be edited.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// The part that needs an administrator was not done.
    #[error(transparent)]
    Elevation(#[from] ElevationError),
    /// Windows Installer reported success, but Windows has registered a different product.
    NotAsAsked,
    /// A setting could not be changed.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Upgo itself could not be updated.
    #[error(transparent)]
    Upgo(#[from] UpgoError),
    /// Changing the machine-wide Go failed.
    System {
        /// What went wrong.
        error: Box<ApplyError>,
        /// The state of the machine-wide Go afterwards.
        became: Statement,
        /// Whether the previous state was restored.
        is_back: bool,
    },
    /// Reverting the steps failed, too: the plan stays unfinished, and the next command continues reverting it.
    NotTakenBack {
        /// What ended the plan.
        error: Box<ApplyError>,
        /// Why part of it is left.
        left: Box<ApplyError>,
    },
    /// An older change whose process was killed could not be finished. It stays unfinished, and no new change begins.
    Interrupted {
        /// The older change: its number in the history, and what it does.
        name: String,
        /// What went wrong.
        #[source]
        error: Box<ApplyError>,
    },
    /// A policy requires the audit log, and it could not be written. Nothing was changed.
    #[error(transparent)]
    AuditLog(#[from] AuditLogError),
    /// The journal could not be written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The file system reported an error.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl From<NotBuilt> for ApplyError {
    fn from(error: NotBuilt) -> Self {
        match error {
            NotBuilt::Failed(error) => error.into(),
            NotBuilt::Cancelled(error) => error.into(),
            NotBuilt::Disk(error) => error.into(),
        }
    }
}

impl ApplyError {
    /// Whether the user or a deadline cancelled, at any point.
    pub(crate) fn is_cancel(&self) -> bool {
        matches!(self.code(), Code::Cancelled | Code::Deadline)
    }

    /// Whether a new plan may succeed.
    pub(crate) fn is_moved(&self) -> bool {
        self.code() == Code::PlanMoved
    }

    /// Its own code, or the error of a part of the engine, which explains itself.
    fn own_code(&self) -> Result<Code, &dyn Explain> {
        Ok(match self {
            Self::Moved(_) => Code::PlanMoved,
            Self::OutOfReach(_) => Code::HomeDamaged,
            Self::InUse(_) => Code::FileBusy,
            Self::Cancelled(_) => Code::Cancelled,
            Self::Late(_) => Code::Deadline,
            Self::Smoke { .. } => Code::SmokeFailed,
            Self::Breaks(_) => Code::RehearsalBreaks,
            Self::Hook(_) => Code::HookFailed,
            Self::HookRefused(_) => Code::HookRefused,
            Self::NotAsAsked => Code::MsiFailed,
            Self::System { is_back: false, .. } => Code::SystemUnfinished,
            Self::NotTakenBack { .. } => Code::PlanUnfinished,
            // a new plan does not help here
            Self::Interrupted { error, .. } if error.is_moved() => Code::PlanUnfinished,
            Self::Disk(error) => of_io(error),
            Self::Rebuild(error) => return Err(error),
            Self::NotUsable(error) => return Err(error),
            Self::NotRehearsed(error) => return Err(error),
            Self::Cache(error) => return Err(error),
            Self::Verify(error) => return Err(error),
            Self::Fetch(error) => return Err(error),
            Self::Unpack(error) => return Err(error),
            Self::Proof(error) => return Err(&**error),
            Self::Store(error) => return Err(error),
            Self::Environment(error) => return Err(error),
            Self::Elevation(error) => return Err(error),
            Self::Settings(error) => return Err(error),
            Self::Upgo(error) => return Err(error),
            Self::AuditLog(error) => return Err(error),
            Self::Journal(error) => return Err(error),
            Self::System { error, is_back: true, .. } | Self::Interrupted { error, .. } => return Err(&**error),
        })
    }

    fn passed_on(&self) -> Option<&dyn Explain> {
        self.own_code().err()
    }
}

/// How a hook failed, with the last line that it printed.
fn hook_failed(ran: &HookRun) -> Statement {
    let says = |sentence: Sentence| sentence.with("hook", ran.hook.name()).with("program", ran.program.as_str());
    let says = match &ran.end {
        HookEnd::Exited { code } => says(Sentence::HookExited).with("code", code.to_string()),
        HookEnd::TimedOut { seconds } => says(Sentence::HookTimedOut).with("seconds", seconds.to_string()),
        HookEnd::NotStarted { why } => says(Sentence::HookNotStarted).with("why", Statement::quoted(why.as_str())),
        HookEnd::Memory => says(Sentence::HookMemory),
        HookEnd::Processes => says(Sentence::HookProcesses),
        HookEnd::Passed | HookEnd::Killed | HookEnd::Cancelled => says(Sentence::HookKilled),
    };
    match ran.output.iter().rfind(|line| !line.trim().is_empty()) {
        Some(line) => Sentence::HookSaid.with("what", says).with("line", Statement::quoted(line.as_str())),
        None => says,
    }
}

/// Projects that work with the Go in use and not with another one.
#[derive(Debug)]
pub(crate) struct BrokenProjects {
    /// The other one.
    pub(crate) version: Version,
    /// The names of the projects.
    pub(crate) names: Vec<String>,
    /// The number of this change in the history, which has the report.
    pub(crate) change: u64,
}

impl Explain for ApplyError {
    fn code(&self) -> Code {
        self.own_code().unwrap_or_else(Explain::code)
    }

    fn statement(&self) -> Option<Statement> {
        let said = |error: &Self| error.statement().unwrap_or_else(|| Statement::quoted(error.to_string()));
        Some(match self {
            Self::Moved(why) => Sentence::MachineMoved.with("why", why.clone()),
            Self::InUse(folders) => Statement::all(folders.iter().map(InUse::says))?,
            Self::Cancelled(_) => Sentence::Cancelled.into(),
            Self::Late(time) => Sentence::DeadlinePassed.with("time", time.as_str()),
            Self::Smoke { version, reason, .. } => Sentence::DoesNotWork
                .with("version", version.as_str())
                .with("reason", Statement::quoted(reason.as_str())),
            Self::Breaks(broken) => {
                let names = broken.names.join(", ");
                Sentence::RehearsalBreaks.with("version", broken.version.as_str()).with("names", names)
            }
            Self::Hook(ran) => hook_failed(ran),
            Self::HookRefused(why) => (*why).into(),
            Self::NotAsAsked => Sentence::InstallerNoEffect.into(),
            Self::NotTakenBack { error, left } => {
                Sentence::NotTakenBack.with("error", said(error)).with("left", said(left))
            }
            Self::Interrupted { name, error } => {
                Sentence::StillInterrupted.with("name", name.as_str()).with("error", said(error))
            }
            Self::OutOfReach(what) => Sentence::RecordedNotByUpgo.with("why", what.says()),
            Self::System { error, became, .. } => {
                Sentence::FirstThen.with("first", said(error)).with("then", became.clone())
            }
            Self::Disk(_) => return None,
            _ => self.passed_on()?.statement()?,
        })
    }

    fn next(&self) -> Statement {
        match self {
            Self::InUse(_) => Sentence::CloseOrWait.into(),
            Self::Breaks(broken) => {
                let BrokenProjects { version, change, .. } = &**broken;
                Sentence::SeeBrokenInTerminal.with("change", *change).with("version", version.number())
            }
            Self::Interrupted { error, .. } if error.code() == Code::ElevateRefused => {
                Sentence::RunAgainAndAgree.into()
            }
            Self::Smoke { version, is_old: true, .. } => Sentence::RepairVersion.with("version", version.number()),
            _ => self.passed_on().map_or_else(|| self.code().next().into(), Explain::next),
        }
    }

    /// The window has no options of a command, and shows one prompt for each press of its button.
    fn advice(&self) -> Option<Statement> {
        match self {
            Self::InUse(_) => Some(Sentence::CloseAndRepeat.into()),
            Self::Breaks(broken) => Some(Sentence::SeeBroken.with("change", broken.change.to_string())),
            Self::Interrupted { error, .. } if error.code() == Code::ElevateRefused => {
                Some(Sentence::RepeatAndAgree.into())
            }
            Self::Smoke { version, is_old: true, .. } => {
                Some(Sentence::RepairVersion.with("version", version.number()))
            }
            _ => self.passed_on().and_then(Explain::advice),
        }
    }

    fn means(&self) -> Statement {
        match self {
            Self::InUse(_) => Sentence::NothingClosed.into(),
            Self::Interrupted { .. } => Sentence::StillUnfinished.into(),
            _ => self.passed_on().map_or_else(|| self.code().means(), Explain::means),
        }
    }
}
