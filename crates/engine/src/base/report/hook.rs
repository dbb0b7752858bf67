//! Hooks: programs of the user or of the organization that run before a switch, after it, and after a failure.
use crate::base::display::one_line;
use crate::base::words::{Sentence, Statement};

worded! {
    #[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
    pub enum HookPoint {
        /// Before anything is changed. If it fails, the change stops.
        BeforeSwitch = "before-switch";
        /// After the switch. If it fails, the change is rolled back.
        AfterSwitch = "after-switch";
        /// After the switch, every minute for some time. If it fails, the change is rolled back.
        Soak = "soak";
        /// After a change that failed or was rolled back.
        OnFailure = "on-failure";
    }
    /// Its name in settings, and in the variable `UPGO_HOOK`.
    pub fn name(self) -> &'static str;
}

worded! {
    /// An event, other than the steps of a change, that a hook can be about.
    #[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, rename_all = "kebab-case")]
    pub enum EventKind {
        /// A release that Upgo offers was found.
        Release = "on-release";
        /// Vulnerabilities of the Go in use were found.
        Vulnerability = "on-vulnerability";
        /// A background check failed.
        CheckFailure = "on-check-failure";
        /// A change for which nobody waited has ended.
        Unattended = "on-unattended";
    }
    /// The name of its hook in settings, and in the variable `UPGO_HOOK`.
    pub fn hook(self) -> &'static str;
}

worded! {
    #[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, Type)]
    pub enum HookOwner {
        /// The policy of this machine. The user's settings cannot remove it.
        Policy = HookOfPolicy;
        /// The user's settings.
        Settings = HookOfSettings;
    }
    /// Where it is set, as a part of a sentence.
    pub fn place(self) -> Sentence;
}

/// A hook of a plan, as a display names it.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct HookTitle {
    /// Who wants it.
    pub owner: HookOwner,
    /// The program and its arguments, without logins.
    pub command: String,
    /// The time after which it is ended.
    pub limit_seconds: u32,
    /// How long it is run again and again; `null` for a hook that runs once.
    pub soak_seconds: Option<u32>,
}

/// A hook that ran, as the history lists it.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct HookRun {
    /// The step of the plan, counted from 0.
    pub step: usize,
    /// When it ran.
    pub hook: HookPoint,
    /// Who wanted it.
    pub owner: HookOwner,
    pub program: String,
    pub end: HookEnd,
    /// How long it took.
    pub milliseconds: u64,
    /// The last lines that it printed, without logins.
    pub output: Vec<String>,
    /// The number of earlier lines, which are not kept.
    pub left_out: u64,
}

impl HookRun {
    pub fn has_passed(&self) -> bool {
        self.end == HookEnd::Passed
    }
}

impl HookEnd {
    pub fn words(&self) -> Statement {
        match self {
            Self::Passed => Sentence::HistoryDone.into(),
            Self::Exited { code } => say!(HookEndStatus { code: *code }),
            Self::TimedOut { seconds } => say!(HookEndTime { seconds: *seconds }),
            Self::Memory => Sentence::HookEndMemory.into(),
            Self::Processes => Sentence::HookEndProcesses.into(),
            Self::Killed => Sentence::HookEndKilled.into(),
            Self::Cancelled => Sentence::Cancelled.into(),
            Self::NotStarted { why } => say!(HookEndNotStarted { why: one_line(why) }),
        }
    }
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type, tag = "kind")]
pub enum HookEnd {
    /// Its exit status was 0.
    Passed,
    /// It had another exit status.
    Exited {
        /// The status.
        code: i32,
    },
    /// Another program ended it.
    Killed,
    /// It took longer than it may, and was ended.
    TimedOut {
        /// How long it may take.
        seconds: u32,
    },
    /// It used more memory than it may, and was ended.
    Memory,
    /// It started more processes than it may, and was ended.
    Processes,
    /// The user cancelled, and it was ended.
    Cancelled,
    /// It could not be started.
    NotStarted {
        /// Why, in the words of the system.
        why: String,
    },
}
