use std::error::Error;
use std::fmt;
use std::io;

use super::allowed::OutOfReach;
use super::in_use::InUse;
use crate::base::report::{Became, Cancelled, Code, Explain, HookEnd, HookRun, stated};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::audit_log::AuditLogError;
use crate::change::elevation::ElevationError;
use crate::change::fetch::FetchError;
use crate::change::journal::JournalError;
use crate::change::site::SettingRefused;
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

pub(crate) type Result<T, E = ApplyError> = std::result::Result<T, E>;

#[derive(Debug)]
pub(crate) struct FailedPlan {
    pub error: Box<ApplyError>,
    /// `None` if it never ran, or if it stays as it is.
    pub became: Option<Became>,
}

impl From<ApplyError> for FailedPlan {
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

    fn passed_on(&self) -> Option<&dyn Explain> {
        Some(&*self.error)
    }

    fn became(&self) -> Option<Became> {
        self.became
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub(crate) enum ApplyError {
    /// Something that the plan assumed has changed.
    Moved(Statement),
    /// The change was made, and a later one has moved the switch since. Nothing is rolled back.
    Replaced(Statement),
    OutOfReach(#[from] OutOfReach),
    /// No step has begun.
    InUse(Vec<InUse>),
    Cancelled(#[from] Cancelled),
    /// The deadline, as the user gave it.
    Late(String),
    Smoke {
        version: Version,
        reason: String,
        /// Whether it was installed before the change.
        is_old: bool,
    },
    /// The plan continues without the program, unless there was nothing else to do.
    #[error(transparent)]
    Rebuild(#[from] RebuildError),
    #[error(transparent)]
    NotUsable(#[from] NotUsable),
    #[error(transparent)]
    Setting(#[from] SettingRefused),
    #[error(transparent)]
    NotRehearsed(#[from] NotRehearsed),
    Breaks(Box<BrokenProjects>),
    Hook(Box<HookRun>),
    HookRefused(Sentence),
    #[error(transparent)]
    Cache(#[from] CleanError),
    #[error(transparent)]
    Verify(#[from] VerifyError),
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Unpack(#[from] UnpackError),
    #[error(transparent)]
    Proof(#[from] Box<ProofError>),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    #[error(transparent)]
    Elevation(#[from] ElevationError),
    /// Windows Installer reported success, but Windows has registered a different product.
    NotAsAsked,
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Upgo(#[from] UpgoError),
    System {
        error: Box<ApplyError>,
        /// The state of the machine-wide Go afterwards.
        became: Statement,
        is_back: bool,
    },
    /// The plan stays unfinished, and the next command continues reverting it.
    NotTakenBack {
        error: Box<ApplyError>,
        left: Box<ApplyError>,
    },
    /// The older change stays unfinished, and no new one begins.
    Interrupted {
        /// Its number in the history, and what it does.
        name: String,
        #[source]
        error: Box<ApplyError>,
    },
    /// A policy requires the entry. Nothing was changed.
    #[error(transparent)]
    AuditLog(#[from] AuditLogError),
    #[error(transparent)]
    Journal(#[from] JournalError),
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

    /// Whether a new plan is worth a try.
    pub(crate) fn is_moved(&self) -> bool {
        self.code() == Code::PlanMoved
    }

    /// Its own code, or the error of a part of the engine, which explains itself.
    fn own_code(&self) -> Result<Code, &dyn Explain> {
        Ok(match self {
            Self::Moved(_) => Code::PlanMoved,
            Self::Replaced(_) => Code::ChangeReplaced,
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
            Self::Setting(error) => return Err(error),
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
}

fn hook_failed(ran: &HookRun) -> Statement {
    let (hook, program) = (ran.hook.name(), ran.program.as_str());
    let says = match &ran.end {
        HookEnd::Exited { code } => say!(HookExited { hook, program, code }),
        HookEnd::TimedOut { seconds } => say!(HookTimedOut { hook, program, seconds }),
        HookEnd::NotStarted { why } => say!(HookNotStarted { hook, program, why: Statement::quoted(why) }),
        HookEnd::Memory => say!(HookMemory { hook, program }),
        HookEnd::Processes => say!(HookProcesses { hook, program }),
        HookEnd::Passed | HookEnd::Killed | HookEnd::Cancelled => say!(HookKilled { hook, program }),
    };
    match ran.output.iter().rfind(|line| !line.trim().is_empty()) {
        Some(line) => say!(HookSaid { what: says, line: Statement::quoted(line) }),
        None => says,
    }
}

/// Projects that work with the Go in use and not with another one.
#[derive(Debug)]
pub(crate) struct BrokenProjects {
    /// The Go that they do not work with.
    pub(crate) version: Version,
    pub(crate) names: Vec<String>,
    /// The number of this change in the history, which has the report.
    pub(crate) change: u64,
}

impl Explain for ApplyError {
    fn code(&self) -> Code {
        self.own_code().unwrap_or_else(Explain::code)
    }

    fn passed_on(&self) -> Option<&dyn Explain> {
        self.own_code().err()
    }

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::Moved(why) => say!(MachineMoved { why }),
            Self::Replaced(by) => by.clone(),
            Self::InUse(folders) => Statement::all(folders.iter().map(InUse::says))?,
            Self::Cancelled(_) => Sentence::Cancelled.into(),
            Self::Late(time) => say!(DeadlinePassed { time }),
            Self::Smoke { version, reason, .. } => say!(DoesNotWork { version, reason: Statement::quoted(reason) }),
            Self::Breaks(broken) => say!(RehearsalBreaks { version: &broken.version, names: broken.names.join(", ") }),
            Self::Hook(ran) => hook_failed(ran),
            Self::HookRefused(why) => (*why).into(),
            Self::NotAsAsked => Sentence::InstallerNoEffect.into(),
            Self::NotTakenBack { error, left } => say!(NotTakenBack { error: error.says(), left: left.says() }),
            Self::Interrupted { name, error } => say!(StillInterrupted { name, error: error.says() }),
            Self::OutOfReach(what) => say!(RecordedNotByUpgo { why: what.says() }),
            Self::System { error, became, .. } => say!(FirstThen { first: error.says(), then: became }),
            Self::Disk(_) => return None,
            _ => self.passed_on()?.statement()?,
        })
    }

    fn next(&self) -> Statement {
        match self {
            Self::InUse(_) => Sentence::CloseOrWait.into(),
            Self::Breaks(broken) => {
                let BrokenProjects { version, change, .. } = &**broken;
                say!(SeeBrokenInTerminal { change: *change, version: version.number() })
            }
            Self::Interrupted { error, .. } if error.code() == Code::ElevateRefused => {
                Sentence::RunAgainAndAgree.into()
            }
            Self::Smoke { version, is_old: true, .. } => say!(RepairVersion { version: version.number() }),
            _ => self.passed_on().map_or_else(|| self.code().next().into(), Explain::next),
        }
    }

    /// The window has no options of a command, and shows one prompt for each press of its button.
    fn advice(&self) -> Option<Statement> {
        match self {
            Self::InUse(_) => Some(Sentence::CloseAndRepeat.into()),
            Self::Breaks(_) => Some(self.code().next_in_window().into()),
            Self::Interrupted { error, .. } if error.code() == Code::ElevateRefused => {
                Some(Sentence::RepeatAndAgree.into())
            }
            Self::Smoke { version, is_old: true, .. } => Some(say!(RepairVersion { version: version.number() })),
            _ => self.passed_on()?.advice(),
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
