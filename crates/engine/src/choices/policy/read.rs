//! Reading a policy: from each place what it says, then one value for each key.
use std::ops::Range;
use std::path::Path;

use toml_edit::{Document, Item, Value as Toml};

use super::key::{Effect, PolicyKey};
use super::value::Raw;
use super::{Installer, ManagedSetting, Policy, PolicyInForce, PolicyPlaces, PolicySource, PolicyValue};
use crate::base::display::line_number;
use crate::base::display::one_line;
use crate::base::secret::without_secrets;
use crate::base::words::Statement;
use crate::base::{bounded, likeness};
use crate::choices::settings::{self, Settings};
use crate::environment::Registry;
use crate::machine::path_walk::{Lost, PathWalk};
use crate::machine::{fault, platform};

/// The longest file that is read, in bytes.
const FILE_MAX: u64 = 1 << 20;
const UNKNOWN_MAX: usize = 20;
const MAY_CHANGE: &str = "user-may-change";
const UNREADABLE: &str = "cannot be read";
/// The keys whose safer interpretation is in effect if the whole file, or the whole key of the registry, cannot be read.
const WITHOUT_FILE: [&str; 5] = ["version", "proof", "proof-for-own-feed", "install.automatic", "install.switch"];

struct GivenValue {
    key: &'static PolicyKey,
    source: PolicySource,
    place: String,
    raw: Result<Raw, String>,
}

#[derive(Default)]
struct PolicyReading {
    said: Vec<GivenValue>,
    problems: Vec<Statement>,
    /// Whether places have lines. In force they have none: the audit log records a new place as a new policy.
    has_lines: bool,
}

pub(super) fn read(places: &PolicyPlaces) -> PolicyInForce {
    let mut heard = PolicyReading::default();
    match &places.file {
        Some(file) => heard.read_file(file, places.why_open),
        None if places.registry.is_there() => {
            heard.read_registry(&*places.registry, PolicySource::MachineRegistry, &places.machine_key);
            heard.read_registry(&*places.registry, PolicySource::UserRegistry, &places.user_key);
        }
        None => {}
    }
    heard.in_force()
}

/// The mistakes in a file, whoever may change it.
pub(super) fn check(file: &Path) -> Vec<Statement> {
    let mut heard = PolicyReading { has_lines: true, ..PolicyReading::default() };
    heard.read_text_of(file);
    heard.in_force().mistakes()
}

/// A value that was checked when it was read is always valid.
pub(super) fn apply(settings: &mut Settings, managed: &ManagedSetting) {
    let Ok(key) = settings::find(managed.key) else { return };
    let value = managed.value.as_deref().and_then(|value| value.parse::<Toml>().ok());
    if value.is_none_or(|value| (key.read)(settings, &value).is_err()) {
        (key.copy)(settings, &Settings::default());
    }
}

impl PolicyReading {
    fn read_file(&mut self, path: &Path, why_open: fn(&Path) -> Option<String>) {
        let mut give_up = |why: &str| self.give_up(PolicySource::File, &path.display().to_string(), why);
        // No user can put anything there, so an untrusted entry is an attempt to avoid a policy.
        let (mut parts, mut is_there) = (Vec::new(), true);
        for part in PathWalk::to(path) {
            match part {
                Ok(part) => parts.push(part.path),
                Err(Lost::Missing { is_last: false }) => return,
                Err(Lost::Missing { is_last: true }) => is_there = false,
                Err(Lost::Dangling(link)) => return give_up(&format!("the link {} leads to nothing", link.display())),
                Err(Lost::Circle) => return give_up(&format!("too many links on the way to {}", path.display())),
                Err(Lost::Unreadable(error)) => return give_up(&error.to_string()),
            }
        }
        if let Some(why) = parts.iter().find_map(|part| why_open(part)) {
            return give_up(&format!("only root may be able to change it, but {why}"));
        }
        if is_there {
            self.read_text_of(path);
        }
    }

    fn read_text_of(&mut self, path: &Path) {
        let (place, has_lines) = (path.display().to_string(), self.has_lines);
        let text = match bounded::read_text(path, FILE_MAX) {
            Ok(text) => text,
            Err(error) => return self.give_up(PolicySource::File, &place, &error.to_string()),
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let at = |span: Option<Range<usize>>| {
            let start = span.filter(|_| has_lines).map(|span| span.start);
            start.map_or_else(|| place.clone(), |start| format!("{place}:{}", line_number(text, start)))
        };
        let document = match Document::parse(text) {
            Ok(document) => document,
            Err(error) => {
                let why = error.message().lines().collect::<Vec<_>>().join("; ");
                return self.give_up(PolicySource::File, &at(error.span()), &why);
            }
        };
        let mut unknown = Vec::new();
        for (name, item) in document.iter() {
            let is_table = Policy::KEYS.iter().any(|key| is_in(key.name, name));
            match item.as_table_like().filter(|_| is_table) {
                Some(table) => {
                    for (inner, item) in table.iter() {
                        self.hear(&format!("{name}.{inner}"), item, at(item.span()), &mut unknown);
                    }
                }
                None => self.hear(name, item, at(item.span()), &mut unknown),
            }
        }
        self.report_unknown(&unknown);
    }

    fn hear(&mut self, name: &str, item: &Item, place: String, unknown: &mut Vec<(String, String)>) {
        let Some(key) = Policy::key(name) else { return unknown.push((place, name.to_owned())) };
        let raw = Ok(item.as_value().map_or(Raw::Other("a table"), Raw::of_toml));
        self.said.push(GivenValue { key, source: PolicySource::File, place, raw });
    }

    /// The whole place is of no use: the most important keys get their safer interpretations.
    fn give_up(&mut self, source: PolicySource, place: &str, why: &str) {
        for key in Policy::KEYS.iter().filter(|key| WITHOUT_FILE.contains(&key.name)) {
            let raw = Err(UNREADABLE.to_owned());
            self.said.push(GivenValue { key, source, place: place.to_owned(), raw });
        }
        self.problems.push(say!(PolicyUnreadable { place: without_view(place), why: one_line(why) }));
    }

    fn read_registry(&mut self, registry: &dyn Registry, source: PolicySource, root: &str) {
        if let Some(why) = registry.why_unreadable(root) {
            return self.give_up(source, root, &why);
        }
        let names = registry.value_names(root);
        let is_named = |key: &PolicyKey, name: &String| name.eq_ignore_ascii_case(key.registry);
        for key in Policy::KEYS {
            if key.is_machine_only() && source == PolicySource::UserRegistry {
                continue;
            }
            let is_there = names.iter().any(|name| is_named(key, name));
            let place = format!(r"{root}\{}", key.registry);
            let raw = if is_there { value_of(registry, root, key).map(Ok) } else { list_of(registry, &place) };
            self.said.extend(raw.map(|raw| GivenValue { key, source, place, raw }));
        }
        let of_test = |name: &str| fault::ARMED && (name.starts_with("Test") || name == "OfATest");
        let is_known = |name: &String| Policy::KEYS.iter().any(|key| is_named(key, name));
        // Group Policy marks deletions with names that start so.
        let is_mark = |name: &String| name.is_empty() || name.starts_with("**") || of_test(name);
        let unknown = names.into_iter().filter(|name| !is_known(name) && !is_mark(name));
        self.report_unknown(&unknown.map(|name| (root.to_owned(), name)).collect::<Vec<_>>());
    }

    fn report_unknown(&mut self, names: &[(String, String)]) {
        let name = |(place, name): &(String, String)| {
            let short: String = one_line(name).chars().take(60).collect();
            let meant = likeness::nearest(&short, Policy::KEYS.iter().flat_map(|key| [key.name, key.registry]));
            let meant = meant.map_or(String::new(), |meant| format!(", did you mean {meant}?"));
            format!("{place}: there is no policy {short:?}{meant}")
        };
        let mut problems: Vec<String> = names.iter().take(UNKNOWN_MAX).map(name).collect();
        if let Some((place, _)) = names.get(UNKNOWN_MAX) {
            problems.push(format!("{place}: {} more names are no policies", names.len() - UNKNOWN_MAX));
        }
        self.problems.extend(problems.iter().map(|what| say!(PolicyProblem { what: one_line(what) })));
    }

    /// The machine's values, and the user's where it is silent. Keys that weaken each other come from one place only.
    fn in_force(self) -> PolicyInForce {
        let of_machine: Vec<&PolicyKey> =
            self.said.iter().filter(|said| said.is_of_machine()).map(|said| said.key).collect();
        let counts = |said: &GivenValue| {
            let is_said =
                |key: &&PolicyKey| key.name == said.key.name || (key.group == said.key.group && key.group.is_whole());
            // What users may change is decided by whoever decides the value.
            said.is_of_machine() || said.key.name == MAY_CHANGE || !of_machine.iter().any(is_said)
        };
        let mut in_force = PolicyInForce { problems: self.problems.clone(), ..PolicyInForce::default() };
        let mut said: Vec<&GivenValue> = self.said.iter().filter(|said| counts(said)).collect();
        let order = |said: &&GivenValue| Policy::KEYS.iter().position(|key| key.name == said.key.name);
        said.sort_by_key(order);
        let mut may_change: Vec<(PolicySource, Vec<&'static str>)> = Vec::new();
        for said in said {
            let value = said.take(&mut in_force.policy, &may_change);
            if said.key.name == MAY_CHANGE {
                let keys = in_force.policy.user_may_change.clone().unwrap_or_default();
                may_change.push((said.source, keys));
            }
            in_force.values.push(value);
        }
        if !may_change.is_empty() {
            let all = may_change.into_iter().flat_map(|(_, keys)| keys);
            in_force.policy.user_may_change = Some(all.collect());
        }
        if in_force.policy.is_feed_malformed {
            in_force.policy.require_proof();
        }
        in_force
    }
}

impl GivenValue {
    fn is_of_machine(&self) -> bool {
        self.source != PolicySource::UserRegistry
    }

    /// Takes the value, or the safer interpretation of its key.
    fn take(&self, policy: &mut Policy, may_change: &[(PolicySource, Vec<&'static str>)]) -> PolicyValue {
        let is_default =
            |key: &str| may_change.iter().any(|(source, keys)| *source == self.source && keys.contains(&key));
        let given = self.raw.clone().and_then(|raw| raw.given(&self.key.kind));
        let taken = given.and_then(|given| {
            let shown = given.shown();
            match self.key.effect {
                Effect::Own { set, .. } => set(policy, given)?,
                Effect::Setting(key, _) => {
                    let value = valid(key, &given.to_toml())?;
                    policy.settings.push(ManagedSetting { key, value: Some(value), is_default: is_default(key) });
                }
            }
            Ok(shown)
        });
        let malformed = taken.as_ref().err().cloned();
        if malformed.is_some() {
            match self.key.effect {
                Effect::Own { safer, .. } => safer(policy),
                // A malformed value is never only a default.
                Effect::Setting(key, value) => {
                    let value = value.map(str::to_owned);
                    policy.settings.push(ManagedSetting { key, value, is_default: false });
                }
            }
        }
        if let (Effect::Own { .. }, Some(key), Some(installer)) =
            (&self.key.effect, self.key.setting(), policy.installer)
        {
            let value = Some((installer == Installer::Msi && platform::HAS_REGISTRY).to_string());
            let is_default = malformed.is_none() && is_default(key);
            policy.settings.push(ManagedSetting { key, value, is_default });
        }
        let shown = |text: &String| one_line(without_secrets(text));
        PolicyValue {
            key: self.key.name.to_owned(),
            value: taken.as_ref().ok().map(shown).or_else(|| self.key.safer_value()),
            source: self.source,
            place: without_view(&self.place),
            malformed: malformed.as_ref().map(shown),
        }
    }
}

impl PolicyValue {
    /// Whether the value itself is a mistake, and not one of a whole place that cannot be read.
    pub(crate) fn is_mistake(&self) -> bool {
        self.malformed.as_deref().is_some_and(|why| why != UNREADABLE)
    }
}

impl PolicyInForce {
    /// What is wrong with values, then with whole places and with names.
    pub(crate) fn mistakes(&self) -> Vec<Statement> {
        let malformed = self.values.iter().filter(|value| value.is_mistake()).map(|value| {
            let (key, place) = (value.key.as_str(), value.place.as_str());
            let used = value.value.as_deref().unwrap_or("none");
            say!(PolicyMalformed { key, place, why: one_line(value.malformed.as_deref().unwrap_or_default()), used })
        });
        malformed.chain(self.problems.iter().cloned()).collect()
    }
}

impl Policy {
    fn require_proof(&mut self) {
        self.settings.retain(|setting| setting.key != "proof");
        let value = Some(r#""required""#.to_owned());
        self.settings.push(ManagedSetting { key: "proof", value, is_default: false });
    }
}

impl PolicyKey {
    /// The safer interpretation of a setting, for people; `None` if it has no value.
    fn safer_value(&self) -> Option<String> {
        match self.effect {
            Effect::Setting(_, value) => value.map(|value| value.trim_matches('"').to_owned()),
            Effect::Own { .. } => Some(self.safer.replace('`', "")),
        }
    }
}

/// The value in the notation of the settings file, if the setting accepts it.
fn valid(key: &str, value: &Toml) -> Result<String, String> {
    let key = settings::find(key).map_err(|error| error.to_string())?;
    key.alone(value)?;
    Ok(value.to_string())
}

/// A value; `None` if it is empty, which is how Group Policy stores a text that was not filled in.
fn value_of(registry: &dyn Registry, root: &str, key: &PolicyKey) -> Option<Raw> {
    match (registry.number(root, key.registry), registry.text(root, key.registry)) {
        (Some(number), _) => Some(Raw::Number(number.into())),
        (None, Some(text)) => {
            Some(Raw::Text(text)).filter(|raw| !matches!(raw, Raw::Text(text) if text.trim().is_empty()))
        }
        (None, None) => Some(Raw::Other("a value of another type")),
    }
}

/// A list, which is a key with one value for each item. A key that exists but cannot be read is an error.
fn list_of(registry: &dyn Registry, list: &str) -> Option<Result<Raw, String>> {
    let mut names = registry.value_names(list);
    names.retain(|name| !name.starts_with("**"));
    if names.is_empty() {
        return registry.why_unreadable(list).map(|why| Err(format!("{UNREADABLE}: {why}")));
    }
    // in the order of their numbers
    names.sort_by_key(|name| (name.parse::<u32>().unwrap_or(u32::MAX), name.clone()));
    let items: Option<Vec<String>> = names.iter().map(|name| registry.text(list, name)).collect();
    Some(Ok(items.map_or(Raw::Other("a list of something other than text"), Raw::List)))
}

fn is_in(name: &str, table: &str) -> bool {
    name.split_once('.').is_some_and(|(own, _)| own == table)
}

fn without_view(place: &str) -> String {
    place.replacen(r"HKLM64\", r"HKLM\", 1)
}
