//! The limits of a confined program (ADR 39).
use super::HeldFolder;

#[derive(Clone, Debug)]
pub struct Confinement {
    /// Reading is not limited.
    pub may_write: Vec<HeldFolder>,
    pub of: Whose,
    /// The memory that all its processes may use together, without the parts of files that the system can drop.
    pub memory_bytes: u64,
    /// How many of its processes may exist at the same time. They may have [`THREADS`] times as many threads.
    pub processes: u32,
    /// How many cores they may use; 0 counts as 1.
    pub cores: u32,
}

/// The average threads of a process at the limit. The go command and a compiler have 10 to 20; few of them run.
pub const THREADS: u32 = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A program of the user, such as a hook, which may do to the user's files and keys whatever the user may.
    User,
    /// A project and the modules that it uses, whose authors may be anybody.
    Project,
}

/// How a limit holds.
#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, Type)]
pub enum Hold {
    /// It does not.
    No,
    /// Upgo looks several times a second, and ends the program if it is over the limit. It may be over it for a moment.
    Watched,
    /// The system itself never lets the program over the limit.
    Enforced,
}

/// What this system can hold a confined program to.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ConfinementPower {
    /// Whether writes outside the named folders are refused. If not, compare the files before and after.
    pub writes: WriteHold,
    pub memory: Hold,
    pub processes: Hold,
    pub cores: Hold,
    /// Whether all that the program starts ends with it. Otherwise, what makes itself independent (`setsid`) may stay.
    pub descendants: Hold,
    /// Whether signals cannot end the user's other programs.
    pub signals: Hold,
}

/// How writes outside the named folders are treated.
#[answer(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, Type)]
pub enum WriteHold {
    /// They are not refused.
    #[default]
    No,
    /// They are refused, except that a file can be cut short (the user's own programs on Linux before 6.2).
    ExceptTruncation,
    /// They are refused. On Linux, permissions and times of a file can still be changed.
    Refused,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TreeUse {
    /// The memory of all its processes now, or the most since the start; `None` if the system does not say.
    pub memory_bytes: Option<u64>,
    /// `None` if the system does not say.
    pub processes: Option<u32>,
    /// `None` if the system does not say.
    pub threads: Option<u32>,
    pub enforced: Option<EnforcedLimit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnforcedLimit {
    Memory,
    Processes,
}
