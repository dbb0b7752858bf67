//! The policy in the registry: malformed and unknown values, keys that cannot be read, and the user's against the
//! machine's.
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use upgo_engine::choices::policy::{
    Policy, PolicyGroup, PolicyInForce, PolicyKey, PolicyPlaces, PolicySource, Refused, Ring,
};
use upgo_engine::environment::Registry;

use super::samples::{Sample, samples};
use super::{is_closed, version};

pub(super) const MACHINE: &str = r"HKLM64\SOFTWARE\Policies\Upgo";
const USER: &str = r"HKCU\Software\Policies\Upgo";

/// A value of the registry.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Number(u32),
    Bytes,
}

/// A registry with these values, by key and name.
#[derive(Clone, Debug, Default)]
pub(super) struct Fake(BTreeMap<(String, String), Value>);

impl Registry for Fake {
    fn value_names(&self, key: &str) -> Vec<String> {
        self.0.keys().filter(|(own, _)| own == key).map(|(_, name)| name.clone()).collect()
    }

    fn text(&self, key: &str, name: &str) -> Option<String> {
        match self.0.get(&(key.to_owned(), name.to_owned()))? {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn number(&self, key: &str, name: &str) -> Option<u32> {
        match self.0.get(&(key.to_owned(), name.to_owned()))? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// A registry with one key that exists but cannot be read.
#[derive(Clone, Debug)]
struct Denied {
    all: Fake,
    denied: String,
}

impl Registry for Denied {
    fn value_names(&self, key: &str) -> Vec<String> {
        if key == self.denied { Vec::new() } else { self.all.value_names(key) }
    }

    fn why_unreadable(&self, key: &str) -> Option<String> {
        (key == self.denied).then(|| "access is denied".to_owned())
    }

    fn text(&self, key: &str, name: &str) -> Option<String> {
        self.all.text(key, name)
    }

    fn number(&self, key: &str, name: &str) -> Option<u32> {
        self.all.number(key, name)
    }
}

impl Denied {
    fn read(self) -> PolicyInForce {
        in_registry(Arc::new(self))
    }
}

impl Fake {
    fn set(&mut self, key: &str, name: &str, value: Value) {
        self.0.insert((key.to_owned(), name.to_owned()), value);
    }

    /// Sets a policy, as Group Policy does: a list is a separate key.
    pub(super) fn give(&mut self, root: &str, key: &PolicyKey, sample: &Sample) {
        match sample {
            Sample::Text(text) => self.set(root, key.registry, Value::Text((*text).to_owned())),
            Sample::Number(number) => self.set(root, key.registry, Value::Number(*number)),
            Sample::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    let list = format!(r"{root}\{}", key.registry);
                    self.set(&list, &(at + 1).to_string(), Value::Text((*item).to_owned()));
                }
            }
        }
    }

    pub(super) fn read(&self) -> PolicyInForce {
        in_registry(Arc::new(self.clone()))
    }
}

/// The policy in a registry.
fn in_registry(registry: Arc<dyn Registry>) -> PolicyInForce {
    Policy::read(&PolicyPlaces {
        registry,
        machine_key: MACHINE.to_owned(),
        user_key: USER.to_owned(),
        file: None,
        why_open: |_| None,
    })
}

#[test]
fn a_malformed_value_is_reported_and_gets_the_safer_interpretation() {
    for key in Policy::KEYS {
        let mut registry = Fake::default();
        registry.set(MACHINE, key.registry, Value::Bytes);
        let read = registry.read();
        let value = read.value(key.name).expect("the value is explained");
        assert!(value.malformed.is_some(), "{}", key.name);
        if let Some(setting) = key.setting() {
            assert!(read.managed(setting).is_some(), "{} cannot be changed by the user", key.name);
        }
    }
    let read = |name: &str, text: &str| {
        let mut registry = Fake::default();
        registry.set(MACHINE, name, Value::Text(text.to_owned()));
        let read = registry.read();
        assert!(read.values[0].malformed.is_some(), "{name} = {text:?}");
        read.policy
    };
    for (name, text) in [("AllowedVersions", "1.27, one"), ("BlockedVersions", "all"), ("Version", "newest")] {
        let policy = read(name, text);
        let install = policy.permits_install(&version("go1.27.3"), None, date(2026, 9, 1), false);
        assert_eq!(install, Err(Refused::Malformed), "{name}: nothing new is installed");
        assert_eq!(policy.permits_use(&version("go1.27.3")), Ok(()), "{name}: what is there still runs");
    }
    assert_eq!(read("LockedUntil", "soon").locked_until, Some(Date::MAX));
    assert_eq!(read("Ring", "fast").ring, Some(Ring::Broad));
    let setting = |name: &str, text: &str| read(name, text).settings[0].value.clone();
    assert_eq!(setting("Proof", "none").as_deref(), Some("\"required\""));
    assert_eq!(setting("Background", "always").as_deref(), Some("\"off\""));
    assert_eq!(setting("InstallAutomatic", "everything").as_deref(), Some("[]"));
    let feed = read("FeedUrl", "http://go.example.com/");
    assert!(feed.feed.is_none() && feed.is_feed_malformed);
    assert_eq!(feed.settings[0].key, "proof", "official releases need a proof then");
}

#[test]
fn the_policy_of_the_user_cannot_weaken_that_of_the_machine() {
    for key in Policy::KEYS {
        let samples = samples(key);
        let (first, last) = (samples.first().unwrap(), samples.last().unwrap());
        let mut registry = Fake::default();
        registry.give(MACHINE, key, first);
        let alone = registry.read().policy;
        registry.give(USER, key, last);
        let both = registry.read();
        if key.name != "user-may-change" {
            assert_eq!(both.policy, alone, "{}: the machine decides", key.name);
        }
        let whole = [PolicyGroup::Releases, PolicyGroup::Sources, PolicyGroup::AuditLog, PolicyGroup::Hooks]
            .contains(&key.group);
        for other in Policy::KEYS.iter().filter(|other| whole && other.group == key.group) {
            registry.give(USER, other, self::samples(other).last().unwrap());
        }
        assert_eq!(registry.read().policy.settings, both.policy.settings, "{}: nor by another key", key.name);
    }
    let mut registry = Fake::default();
    registry.set(MACHINE, "Proof", Value::Text("required".to_owned()));
    registry.set(USER, "UserMayChange", Value::Text("proof, background".to_owned()));
    registry.set(USER, "Background", Value::Text("off".to_owned()));
    registry.set(USER, "MsiSigner", Value::Text("Mallory".to_owned()));
    let read = registry.read();
    assert!(read.managed("proof").is_some(), "the user's policy does not free a setting of the machine's");
    assert!(read.managed("background").is_none(), "but its own");
    assert_eq!(read.policy.msi_signer, None);
    assert_eq!(read.value("background").unwrap().source, PolicySource::UserRegistry);
}

#[test]
fn unknown_names_are_reported() {
    let mut registry = Fake::default();
    registry.set(MACHINE, "BlockVersions", Value::Text("1.27".to_owned()));
    registry.set(MACHINE, "**del.Ring", Value::Text(" ".to_owned()));
    let read = registry.read();
    assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
    assert!(read.problems[0].to_string().contains("did you mean BlockedVersions?"), "{:?}", read.problems);
    assert!(read.policy.is_empty());
}

#[test]
fn a_key_of_the_registry_that_cannot_be_read_closes_what_matters() {
    let all = Fake::default();
    let none = all.read();
    assert!(none.values.is_empty() && none.problems.is_empty(), "{none:?}");
    for root in [MACHINE, USER] {
        let read = Denied { all: all.clone(), denied: root.to_owned() }.read();
        assert!(is_closed(&read), "{root}: {read:?}");
        assert!(read.problems[0].to_string().contains("access is denied"), "{:?}", read.problems);
    }
    let mut all = Fake::default();
    all.set(MACHINE, "Contact", Value::Text("IT".to_owned()));
    let read = Denied { all, denied: format!(r"{MACHINE}\BlockedVersions") }.read();
    let blocked = read.value("blocked").unwrap();
    assert_eq!(blocked.malformed.as_deref(), Some("cannot be read: access is denied"), "{blocked:?}");
    assert!(read.policy.is_closed && read.problems.is_empty(), "{read:?}");
}
