//! The policy of an organization for this machine: read from the registry or from `/etc`, never written. It overrides
//! the user's settings and environment variables. Reading never fails: a malformed value is reported, and the safer
//! meaning of its key is used.
mod key;
mod places;
mod read;
mod rules;
mod table;
mod usable;
mod value;

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use url::Url;

pub use key::{PolicyChoice, PolicyGroup, PolicyKey, PolicyKind};
pub use places::{POLICY_KEY, PolicyPlaces};
pub(crate) use rules::manager_said;
pub use rules::{NotPermitted, Refused, VersionRule};
pub(crate) use usable::UsableVersion;

use rules::ADMINISTRATOR;

use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::choices::settings::{Named, Settings, named};

/// What the organization decided; a field that no policy sets is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Whom to ask about the policy, such as `IT Service Desk, 4711`.
    pub contact: Option<String>,
    pub user_may_change: Option<Vec<&'static str>>,
    pub fleet_machine_name: Option<bool>,
    /// The folder that gets a report after each check and change.
    pub fleet_report_to: Option<PathBuf>,
    /// The only version that may be installed and used: the newest, the newest patch of a line, or one release.
    pub version: Option<VersionLock>,
    /// The only versions that may be installed and used.
    pub allowed: Option<Vec<VersionRule>>,
    /// Versions that may be neither installed nor used. Takes precedence over everything else.
    pub blocked: Option<Vec<VersionRule>>,
    /// Versions that are approved, so that neither the lock nor the delay of the ring applies to them.
    pub approved: Option<Vec<VersionRule>>,
    /// Until this day, only approved versions may be installed.
    pub locked_until: Option<Date>,
    /// Whether a rule about versions is malformed, so that none can be installed.
    pub is_closed: bool,
    pub ring: Option<Ring>,
    /// How many days after a release each ring gets it.
    pub ring_days: RingDays,
    /// The days for a release that fixes a known vulnerability of the Go in use.
    pub ring_security_days: RingDays,
    /// Whether such a release needs an approval, too.
    pub security_needs_approval: Option<bool>,
    /// The source of releases and their digests, instead of Go's own release lists.
    pub feed: Option<Url>,
    /// Whether the policy names a feed that cannot be used. Official releases need a proof then.
    pub is_feed_malformed: bool,
    pub vulnerabilities: Option<Url>,
    pub mirror: MirrorPolicy,
    pub installer: Option<Installer>,
    pub msi_signer: Option<String>,
    pub audit_log: AuditLogPolicy,
    pub hooks: HooksPolicy,
    pub settings: Vec<ManagedSetting>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagedSetting {
    pub key: &'static str,
    /// Its value, in the notation of the settings file; `None` is the default of the setting.
    pub value: Option<String>,
    /// Whether the user may change it nevertheless.
    pub is_default: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionLock {
    Latest,
    /// The newest patch of a release line.
    Line(Version),
    Exact(Version),
}

worded! {
    /// How early a machine gets a release.
    #[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, Type)]
    pub enum Ring {
        /// Among the first machines.
        Canary = FleetRingCanary;
        /// After the first ones had no problem.
        Early = FleetRingEarly;
        /// With all others.
        Broad = FleetRingBroad;
    }
    pub(crate) fn title(self) -> Sentence;
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RingDays {
    pub canary: Option<u16>,
    pub early: Option<u16>,
    pub broad: Option<u16>,
}

impl RingDays {
    fn of(self, ring: Ring) -> Option<u16> {
        match ring {
            Ring::Canary => self.canary,
            Ring::Early => self.early,
            Ring::Broad => self.broad,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Installer {
    /// Each user has toolchains from archives.
    Zip,
    /// The machine has one Go from the official package for Windows Installer.
    Msi,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MirrorPolicy {
    pub versions: Option<Vec<VersionRule>>,
    pub targets: Option<Vec<Target>>,
    /// How many of the newest releases of each line to keep.
    pub keep: Option<NonZeroU32>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditLogPolicy {
    /// Whether a change is refused if its entry cannot be written.
    pub required: Option<bool>,
    /// The file, instead of the one in Upgo's data folder.
    pub file: Option<PathBuf>,
    /// Also the event log of Windows.
    pub event_log: Option<bool>,
    /// Also the journal of systemd.
    pub journald: Option<bool>,
}

/// The programs that run around a switch, as the user who makes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HooksPolicy {
    /// Before a switch; a status other than 0 stops it.
    pub before_switch: Option<PathBuf>,
    /// After a switch; a status other than 0 takes it back.
    pub after_switch: Option<PathBuf>,
    /// After a switch, every minute for some time; a status other than 0 takes it back.
    pub soak: Option<PathBuf>,
    pub soak_minutes: Option<NonZeroU32>,
    pub on_failure: Option<PathBuf>,
    /// When a release was found that Upgo offers.
    pub on_release: Option<PathBuf>,
    pub on_vulnerability: Option<PathBuf>,
    pub on_check_failure: Option<PathBuf>,
    /// When a change has ended for which nobody waited.
    pub on_unattended: Option<PathBuf>,
    pub time_limit_seconds: Option<NonZeroU32>,
    pub from_user: Option<bool>,
}

/// Where a value of the policy comes from.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub enum PolicySource {
    MachineRegistry,
    UserRegistry,
    /// The file in `/etc`.
    File,
}

/// A value that a policy sets.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct PolicyValue {
    /// The key, as in `policy.toml`.
    pub key: String,
    /// The value in effect, as text without a login; `null` if there is none.
    pub value: Option<String>,
    /// Where it comes from.
    pub source: PolicySource,
    /// The registry value or the file that sets it.
    pub place: String,
    /// Why the value cannot be used, so that the safer interpretation is in effect; `null` if it can.
    pub malformed: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyInForce {
    pub policy: Policy,
    /// Each value that is set, in the order of the table of keys.
    pub values: Vec<PolicyValue>,
    /// What is wrong with a whole place, or with a name in it.
    pub problems: Vec<Statement>,
}

named! {
    Ring: "canary" = Canary, "early" = Early, "broad" = Broad;
    Installer: "zip" = Zip, "msi" = Msi;
}

impl Policy {
    /// Never fails: see [`PolicyInForce::problems`] and [`PolicyValue::malformed`].
    pub fn read(places: &PolicyPlaces) -> PolicyInForce {
        read::read(places)
    }

    /// What is wrong with a policy file that is not in force yet. The owner of the file does not matter.
    pub fn check(file: &Path) -> Vec<Statement> {
        read::check(file)
    }

    pub(crate) fn key(name: &str) -> Option<&'static PolicyKey> {
        Self::KEYS.iter().find(|key| key.name == name)
    }

    /// The number of days that this machine waits after a release; 0 without a ring.
    pub fn delay_days(&self) -> u16 {
        self.ring.map_or(0, |ring| {
            self.ring_days.of(ring).unwrap_or(match ring {
                Ring::Canary => 0,
                Ring::Early => 3,
                Ring::Broad => 10,
            })
        })
    }

    /// The delay of a release that fixes a known vulnerability of the Go in use: never longer than that of any other.
    pub fn security_delay_days(&self) -> u16 {
        let own =
            self.ring.map_or(0, |ring| self.ring_security_days.of(ring).unwrap_or(u16::from(ring == Ring::Broad)));
        own.min(self.delay_days())
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl PolicyInForce {
    pub fn value(&self, key: &str) -> Option<&PolicyValue> {
        self.values.iter().find(|value| value.key == key)
    }

    /// The setting `key` as the policy sets it, if the user may not change it.
    pub fn managed(&self, key: &str) -> Option<&ManagedSetting> {
        self.policy.settings.iter().find(|setting| setting.key == key && !setting.is_default)
    }

    /// Who manages this machine, for messages: the contact, otherwise `your administrator`.
    pub fn manager(&self) -> &str {
        self.policy.contact.as_deref().unwrap_or(ADMINISTRATOR)
    }

    pub(crate) fn managed_keys(&self) -> Vec<&'static str> {
        let managed = self.policy.settings.iter().filter(|setting| !setting.is_default);
        managed.map(|setting| setting.key).collect()
    }

    /// Gives the settings the values of the policy. `is_set` says whether the user's file sets a key.
    pub(crate) fn applied_to(&self, settings: &mut Settings, is_set: &dyn Fn(&str) -> bool) {
        for managed in &self.policy.settings {
            if !(managed.is_default && is_set(managed.key)) {
                read::apply(settings, managed);
            }
        }
        // A release list that a variable names would otherwise need no proof.
        if self.managed("proof").is_some() && self.policy.feed.is_none() && self.value("proof-for-own-feed").is_none() {
            settings.proof_for_own_feed = true;
        }
    }
}
