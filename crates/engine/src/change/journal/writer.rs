//! The journal file of a running plan, and its lines.
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use fs_err::File;
use jiff::Timestamp;

use super::{JournalEntry, Reading, Seal, ended_path, is_running_name, numbered, running_path};
use crate::base::report::HookRun;
use crate::base::{bounded, own_json};
use crate::change::audit_log::AuditNote;
use crate::change::plan::Plan;
use crate::machine::effect::{self, of_io, own_file};
use crate::machine::home::Home;
use crate::machine::platform::FileLock;
use crate::machine::reserve;

const FORMAT: u32 = 1;

/// One line, with its checksum. Lines are only added. An incomplete last line, as after a power cut, is ignored.
#[answer(Clone, Debug, PartialEq, Serialize, Deserialize, tag = "record")]
pub enum Record<'a> {
    /// Written before anything is done.
    Intent {
        format: u32,
        at: Timestamp,
        /// The command or window that requested it, such as `upgo upgrade`.
        by: Cow<'a, str>,
        plan: Cow<'a, Plan>,
        /// The entry of the audit log with its beginning, or a later one; `None` if it could not be added.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        audit: Option<AuditNote>,
    },
    Begin {
        /// The index of the step, counted from 0.
        step: usize,
    },
    /// A hook that ran. One for failures comes after the end.
    Hook(HookRun),
    Outcome(Seal),
}

explain! {
    pub enum JournalError {
        Disk(#[from] error: io::Error) = (of_io(error)), JournalUnwritten { error };
        Plan(#[from] error: serde_json::Error) = Other, PlanUnwritten;
    }
}

/// The open journal file of one plan, with its lock. If it is dropped without an outcome, the plan counts as killed.
#[derive(Debug)]
pub struct Writer {
    id: u64,
    file: File,
    home: Home,
    begun: BTreeSet<usize>,
    ran_hooks: bool,
    _lock: FileLock,
}

impl Writer {
    /// Writes the intent first. The caller holds the store's lock: numbers are unique, and nobody takes the file over.
    pub fn begin(
        home: &Home,
        plan: &Plan,
        by: &str,
        at: Timestamp,
        audit: Option<AuditNote>,
    ) -> Result<Self, JournalError> {
        let intent = Record::Intent { format: FORMAT, at, by: by.into(), plan: Cow::Borrowed(plan), audit };
        match Self::try_begin(home, &intent) {
            Err(JournalError::Disk(error)) if reserve::is_given_up(home, &error) => Self::try_begin(home, &intent),
            result => result,
        }
    }

    fn try_begin(home: &Home, intent: &Record<'_>) -> Result<Self, JournalError> {
        effect::create_lasting_dir(&home.journal())?;
        let id = numbered(home)?.into_iter().map(|(id, _)| id).fold(0, u64::max).saturating_add(1);
        let file = effect::create_new_file(&running_path(home, id))?;
        let lock = FileLock::try_acquire(&file)?.ok_or_else(|| io::Error::from(io::ErrorKind::ResourceBusy))?;
        let mut writer = Self { id, file, home: home.clone(), begun: BTreeSet::new(), ran_hooks: false, _lock: lock };
        if let Err(error) = writer.add(intent) {
            writer.discard().ok(); // without its intent, it would look like a change that another process begins
            return Err(error);
        }
        effect::sync_dir(&home.journal())?;
        Ok(writer)
    }

    /// `None` if its process still runs. The caller holds the store's lock.
    pub(crate) fn take_over(home: &Home, id: u64) -> Result<Option<(Self, Reading)>, JournalError> {
        let path = running_path(home, id);
        let Some(file) = bounded::if_there(effect::open_to_append(&path))? else { return Ok(None) };
        let Some(lock) = FileLock::try_acquire(&file)? else { return Ok(None) };
        // Its process may have finished it between the listing and the lock.
        if !path.exists() {
            return Ok(None);
        }
        let reading = JournalEntry::read(id, &path)?;
        let mut writer = Self { id, file, home: home.clone(), begun: BTreeSet::new(), ran_hooks: false, _lock: lock };
        if matches!(reading, Reading::Entry(_)) {
            writer.end_torn_line(&path)?;
        }
        Ok(Some((writer, reading)))
    }

    pub fn id(&self) -> u64 {
        self.id
    }

    pub(crate) fn step_begins(&mut self, step: usize) -> Result<(), JournalError> {
        self.add(&Record::Begin { step })?;
        self.begun.insert(step);
        Ok(())
    }

    pub fn begun(&self) -> &BTreeSet<usize> {
        &self.begun
    }

    pub(crate) fn hook_ran(&mut self, ran: &HookRun) -> Result<(), JournalError> {
        self.ran_hooks = true;
        self.add(&Record::Hook(ran.clone()))
    }

    pub(crate) fn ran_hooks(&self) -> bool {
        self.ran_hooks
    }

    /// Records the end and gives the file its final name.
    pub fn end(mut self, seal: Seal) -> Result<(), JournalError> {
        self.write_outcome(seal)?;
        self.settle()
    }

    pub(crate) fn write_outcome(&mut self, seal: Seal) -> Result<(), JournalError> {
        self.add(&Record::Outcome(seal))
    }

    /// Gives its final name to a file that already has its outcome.
    pub fn settle(self) -> Result<(), JournalError> {
        debug_assert!(is_running_name(self.file.path()));
        effect::rename(&running_path(&self.home, self.id), &ended_path(&self.home, self.id))?;
        Ok(effect::sync_dir(&self.home.journal())?)
    }

    /// Deletes a file without a complete intent, because nothing was done.
    pub fn discard(self) -> Result<(), JournalError> {
        Ok(effect::remove_file(&running_path(&self.home, self.id))?)
    }

    /// Renames a file that Upgo did not write, so that nothing reads it any more.
    pub fn refuse(self) -> Result<(), JournalError> {
        let path = running_path(&self.home, self.id);
        self.set_aside(&path.with_extension("refused"))
    }

    /// Does the same with a damaged file, and returns its new path.
    pub(crate) fn set_damaged_aside(self) -> Result<PathBuf, JournalError> {
        let aside = own_file::aside(&running_path(&self.home, self.id));
        self.set_aside(&aside)?;
        Ok(aside)
    }

    fn set_aside(&self, aside: &Path) -> Result<(), JournalError> {
        effect::rename(&running_path(&self.home, self.id), aside)?;
        Ok(effect::sync_dir(&self.home.journal())?)
    }

    /// Ends a line that a power cut left incomplete, so that the next line is not appended to it.
    fn end_torn_line(&mut self, path: &Path) -> Result<(), JournalError> {
        let text = fs_err::read(path)?;
        if text.last().is_some_and(|byte| *byte != b'\n') {
            effect::append(&mut self.file, b"\n")?;
        }
        Ok(())
    }

    fn add(&mut self, record: &Record<'_>) -> Result<(), JournalError> {
        let mut line = own_json::to_vec(record)?;
        line.push(b'\n');
        Ok(effect::append(&mut self.file, &line)?)
    }
}
