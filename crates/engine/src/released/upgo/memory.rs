//! What is remembered of Upgo's own releases.
use jiff::Timestamp;

use super::{Described, UpgoVersion};
use crate::base::report::Problem;
use crate::machine::effect::own_file;
use crate::machine::home::Home;

/// A publisher's statement is stored with its signature, and verified again whenever it is used, so an edited file
/// cannot hold anything back. Losing the file costs the protection against an older description, until the next one.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, default)]
pub struct UpgoMemory {
    /// The newest description that was accepted.
    pub newest: Option<Described>,
    /// The descriptions that revoke keys, for ever.
    pub revocations: Vec<Described>,
    pub asked: Option<Timestamp>,
    pub problem: Option<Problem>,
    pub told: Option<UpgoVersion>,
    /// The version that was installed automatically, or failed to be. It is not tried again.
    pub tried: Option<UpgoVersion>,
}

impl UpgoMemory {
    /// A missing or damaged file counts as empty.
    pub fn read(home: &Home) -> Self {
        own_file::read(&home.self_update()).found().unwrap_or_default()
    }

    /// A damaged file is kept under another name.
    pub fn write(&self, home: &Home) -> std::io::Result<()> {
        home.make(home.root())?;
        own_file::write(&home.self_update(), self)
    }
}
