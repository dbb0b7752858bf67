//! What a row of the table of keys says.
use super::Policy;
use super::value::Given;
use crate::base::words::{PolicyWords, Sentence};
use crate::choices::settings;

/// A key of the policy.
#[derive(Debug)]
pub struct PolicyKey {
    /// Its name in `policy.toml`; a part before a dot is a table.
    pub name: &'static str,
    /// Its name in the registry: a value, or for a list a key with one value for each item.
    pub registry: &'static str,
    /// The possible values.
    pub kind: PolicyKind,
    /// What it is about.
    pub group: PolicyGroup,
    /// Its name for people, and its purpose.
    pub words: PolicyWords,
    /// What is used instead of a malformed value, in words.
    pub safer: &'static str,
    pub(super) effect: Effect,
}

/// What a key decides.
#[derive(Debug)]
pub(super) enum Effect {
    /// The setting of this key. The value in the notation of the settings file replaces a malformed one; `None` is the
    /// default of the setting.
    Setting(&'static str, Option<&'static str>),
    /// Something else.
    Own {
        /// Takes a value, or says what is wrong with it.
        set: fn(&mut Policy, Given) -> Result<(), String>,
        /// Takes the safer interpretation.
        safer: fn(&mut Policy),
    },
}

/// The possible values of a key.
#[derive(Debug)]
pub enum PolicyKind {
    /// A text.
    Text,
    /// Yes or no.
    Flag,
    /// A whole number.
    Number {
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
    },
    /// One of a few.
    Choice(&'static [PolicyChoice]),
    /// A list of texts.
    List,
}

/// One of the values of a key.
#[derive(Debug)]
pub struct PolicyChoice {
    /// The value.
    pub value: &'static str,
    /// Its name for people.
    pub title: Sentence,
}

/// What keys are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicyGroup {
    /// Who manages the machine.
    Management,
    /// Which versions.
    Releases,
    /// Where releases come from, and what proves them.
    Sources,
    /// What happens without the user.
    Background,
    /// How Go is installed.
    Installation,
    /// What a mirror contains.
    Mirror,
    /// The audit log.
    AuditLog,
    /// Programs around a switch.
    Hooks,
}

impl PolicyGroup {
    /// Every group, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::Management,
        Self::Releases,
        Self::Sources,
        Self::Background,
        Self::Installation,
        Self::Mirror,
        Self::AuditLog,
        Self::Hooks,
    ];

    /// Its name for people.
    pub fn title(self) -> Sentence {
        match self {
            Self::Management => Sentence::PolicyGroupManagement,
            Self::Releases => Sentence::PolicyGroupReleases,
            Self::Sources => Sentence::PolicyGroupSources,
            Self::Background => Sentence::PolicyGroupBackground,
            Self::Installation => Sentence::PolicyGroupInstallation,
            Self::Mirror => Sentence::PolicyGroupMirror,
            Self::AuditLog => Sentence::PolicyGroupAuditLog,
            Self::Hooks => Sentence::PolicyGroupHooks,
        }
    }

    /// Its name in the templates.
    pub fn id(self) -> &'static str {
        match self {
            Self::Management => "Management",
            Self::Releases => "Releases",
            Self::Sources => "Sources",
            Self::Background => "Background",
            Self::Installation => "Installation",
            Self::Mirror => "Mirror",
            Self::AuditLog => "AuditLog",
            Self::Hooks => "Hooks",
        }
    }

    /// Whether its keys weaken each other, so that the policy of the user counts only if that of the machine sets none
    /// of them.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Self::Releases | Self::Sources | Self::AuditLog | Self::Hooks)
    }
}

impl PolicyKind {
    /// The possible values in words.
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
    /// The setting that the key manages.
    pub fn setting(&self) -> Option<&'static str> {
        match self.effect {
            Effect::Setting(key, _) => Some(key),
            Effect::Own { .. } if self.name == INSTALLER => Some("system-wide"),
            Effect::Own { .. } => None,
        }
    }

    /// Whether only the policy of the whole machine counts.
    pub(crate) fn is_machine_only(&self) -> bool {
        self.name == MSI_SIGNER
    }

    /// The possible values in words, as precisely as they are known.
    pub fn values(&self) -> String {
        match self.setting().and_then(|key| settings::find(key).ok()) {
            Some(key) if self.name == key.name => key.kind.to_owned(),
            _ => match self.name {
                "version" => "`latest`, a release line such as `1.27`, or a release such as `go1.27.3`".to_owned(),
                "allowed" | "blocked" | "approved" | "mirror.versions" => {
                    "a list of `1.27` (a line), `1.27.3`, `>=1.26` and `<1.25.4`".to_owned()
                }
                "locked-until" => "a date such as `2027-01-31`".to_owned(),
                "feed" | "vulnerabilities" => "an address (https, file, or http on this machine)".to_owned(),
                "user-may-change" => "a list of settings".to_owned(),
                "mirror.targets" => "a list of systems such as `linux-amd64`".to_owned(),
                "fleet.report-to" => "the full path of a folder".to_owned(),
                name if name == "audit-log.file"
                    || (name.starts_with("hooks.") && matches!(self.kind, PolicyKind::Text)) =>
                {
                    "the full path of a file".to_owned()
                }
                _ => self.kind.words(),
            },
        }
    }
}

/// The key that names the setting `system-wide` as organizations know it.
const INSTALLER: &str = "installer";
/// The key that only the elevated copy reads.
const MSI_SIGNER: &str = "msi-signer";
