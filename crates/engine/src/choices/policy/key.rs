//! What a row of the table of keys says.
use super::Policy;
use super::value::Given;
use crate::base::words::{PolicyWords, Sentence};

#[derive(Debug)]
pub struct PolicyKey {
    /// Its name in `policy.toml`; a part before a dot is a table.
    pub name: &'static str,
    /// Its name in the registry: a value, or for a list a key with one value for each item.
    pub registry: &'static str,
    pub kind: PolicyKind,
    pub group: PolicyGroup,
    pub words: PolicyWords,
    /// What is used instead of a malformed value, in words.
    pub safer: &'static str,
    pub(super) effect: Effect,
}

#[derive(Debug)]
pub(super) enum Effect {
    /// The setting of this key, and the value that replaces a malformed one; `None` is the setting's default.
    Setting(&'static str, Option<&'static str>),
    Own {
        /// Takes a value, or says what is wrong with it.
        set: fn(&mut Policy, Given) -> Result<(), String>,
        safer: fn(&mut Policy),
    },
}

#[derive(Debug)]
pub enum PolicyKind {
    Text,
    Flag,
    Number { min: u32, max: u32 },
    Choice(&'static [PolicyChoice]),
    List,
}

#[derive(Debug)]
pub struct PolicyChoice {
    pub value: &'static str,
    pub title: Sentence,
}

worded! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum PolicyGroup {
        Management = PolicyGroupManagement;
        Releases = PolicyGroupReleases;
        Sources = PolicyGroupSources;
        /// What happens without the user.
        Background = PolicyGroupBackground;
        Installation = PolicyGroupInstallation;
        Mirror = PolicyGroupMirror;
        AuditLog = PolicyGroupAuditLog;
        Hooks = PolicyGroupHooks;
    }
    /// In the order of the documentation.
    pub const ALL: [Self; _];
    pub fn title(self) -> Sentence;
}

impl PolicyGroup {
    /// If its keys weaken each other, the policy of the user counts only if that of the machine sets none of them.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Self::Releases | Self::Sources | Self::AuditLog | Self::Hooks)
    }
}

impl PolicyKind {
    pub fn words(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Flag => "true or false".to_owned(),
            Self::Number { min, max } => format!("a whole number from {min} to {max}"),
            Self::Choice(choices) => {
                let values: Vec<_> = choices.iter().map(|choice| choice.value).collect();
                format!("one of {}", values.join(", "))
            }
            Self::List => "a list of texts".to_owned(),
        }
    }
}

impl PolicyKey {
    pub fn setting(&self) -> Option<&'static str> {
        match self.effect {
            Effect::Setting(key, _) => Some(key),
            Effect::Own { .. } if self.name == INSTALLER => Some("system-wide"),
            Effect::Own { .. } => None,
        }
    }

    pub fn is_machine_only(&self) -> bool {
        self.name == MSI_SIGNER
    }
}

/// The key that names the setting `system-wide` as organizations know it.
const INSTALLER: &str = "installer";
/// The key that only the elevated copy reads.
const MSI_SIGNER: &str = "msi-signer";
