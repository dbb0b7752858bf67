use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::base::digest::Sha256;

/// What a policy says about the audit log, and the policy that each entry names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditPolicy {
    /// The file, instead of the one in the home.
    pub file: Option<PathBuf>,
    pub is_required: bool,
    pub event_log: bool,
    /// The socket of systemd's journal, if each entry also goes there.
    pub journald: Option<PathBuf>,
    /// Each value in force, by its key. An entry names their digest; the values themselves are recorded when they change.
    pub in_force: BTreeMap<String, String>,
}

impl AuditPolicy {
    /// `None` if no policy is in force.
    pub fn digest(&self) -> Option<Sha256> {
        let text = serde_json::to_vec(&self.in_force).unwrap_or_default();
        (!self.in_force.is_empty()).then(|| Sha256::of(&text))
    }
}
