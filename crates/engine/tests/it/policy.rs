//! The policy of an organization: the table, the templates made from it, and the reader agree; a malformed value gets
//! the safer interpretation; and only an administrator can weaken it.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Date, date};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Language;
use upgo_engine::choices::policy::templates::{self, TemplateLanguage};
use upgo_engine::choices::policy::{
    Policy, PolicyGroup, PolicyInForce, PolicyKey, PolicyKind, PolicyPlaces, PolicySource, Refused, Ring, Wanted,
};
use upgo_engine::environment::Registry;

const MACHINE: &str = r"HKLM64\SOFTWARE\Policies\Upgo";
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
struct Fake(BTreeMap<(String, String), Value>);

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

    /// Sets a policy, as Group Policy does: a list is a key of its own.
    fn give(&mut self, root: &str, key: &PolicyKey, sample: &Sample) {
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

    fn read(&self) -> PolicyInForce {
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

/// A valid value of a key.
#[derive(Clone, Debug)]
enum Sample {
    Text(&'static str),
    Number(u32),
    List(&'static [&'static str]),
}

impl Sample {
    fn shown(&self, key: &PolicyKey) -> String {
        match (self, &key.kind) {
            (Self::Number(number), PolicyKind::Flag) => (*number == 1).to_string(),
            (Self::Number(number), _) => number.to_string(),
            (Self::Text(text), _) => (*text).to_owned(),
            (Self::List(items), _) => items.join(", "),
        }
    }
}

/// Valid values of a key.
fn samples(key: &PolicyKey) -> Vec<Sample> {
    match &key.kind {
        PolicyKind::Flag => vec![Sample::Number(0), Sample::Number(1)],
        PolicyKind::Number { min, max } => vec![Sample::Number(*min), Sample::Number(*max)],
        PolicyKind::Choice(choices) => choices.iter().map(|choice| Sample::Text(choice.value)).collect(),
        PolicyKind::List => vec![Sample::List(match key.name {
            "user-may-change" => &["background", "check.interval"],
            "channels" => &["stable", "rc"],
            "mirrors" => &["https://go.example.com/", "https://mirror.example.com/go/"],
            "redirect-hosts" => &["cdn.example.com"],
            "download.automatic" | "install.automatic" => &["security", "patch"],
            "mirror.targets" => &["linux-amd64", "windows-arm64"],
            _ => &["1.27", "go1.26.4", ">=1.20", "<1.25.4"],
        })],
        PolicyKind::Text => vec![Sample::Text(match key.name {
            "version" => "go1.27.3",
            "locked-until" => "2027-01-31",
            "feed" => "https://go.example.com/dl/",
            "checksum-database" => "sum.corp.example+17c1e79c+Aaov4OCxi1Nz2Qxsa6bpZ6K7pN02QawX4DPWcDQ7Tj/l",
            "proxy" => "http://proxy.example.com:3128",
            "ca-file" | "audit-log.file" | "hooks.before-switch" | "hooks.after-switch" | "hooks.on-failure" => {
                if cfg!(windows) { r"C:\Program Files\Upgo\file" } else { "/opt/upgo/file" }
            }
            "check.interval" => "12h",
            "check.window" | "quiet-hours" => "22:00-07:00",
            _ => "IT Service Desk, 4711",
        })],
    }
}

/// An element of a template: the names on the way to it, its attributes and its text.
#[derive(Clone, Debug, Default)]
struct Element {
    path: Vec<String>,
    attributes: BTreeMap<String, String>,
    text: String,
}

impl Element {
    fn name(&self) -> &str {
        self.path.last().unwrap()
    }

    fn is(&self, path: &str) -> bool {
        self.path.join("/") == path
    }
}

/// The elements of a document that the generator wrote. It must be well-formed.
fn elements(xml: &str) -> Vec<Element> {
    let unescape = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let (mut found, mut path): (Vec<Element>, Vec<String>) = (Vec::new(), Vec::new());
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n").expect("an XML declaration");
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("an end of each tag");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(path.pop().as_deref(), Some(name), "the innermost element ends first");
            assert!(text.trim().is_empty(), "no text after an element: {text}");
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, rest) = tag.trim().split_once(' ').unwrap_or((tag.trim(), ""));
        let quoted: Vec<&str> = rest.split('"').collect();
        let attributes = quoted.chunks_exact(2).map(|pair| {
            (pair[0].trim().strip_suffix('=').expect("a value for each attribute").to_owned(), unescape(pair[1]))
        });
        path.push(name.to_owned());
        found.push(Element { path: path.clone(), attributes: attributes.collect(), text: unescape(text.trim()) });
        if is_empty {
            path.pop();
        }
    }
    assert!(path.is_empty(), "every element ends");
    found
}

/// The order that Microsoft's schema asks for, and the attributes that it requires.
/// <https://learn.microsoft.com/previous-versions/windows/desktop/Policy/elements>
#[test]
fn the_templates_have_the_structure_of_microsofts_schema() {
    let is_name = |text: &str| !text.is_empty() && text.chars().all(|one| one.is_alphanumeric() || one == '_');
    let reference = |text: &str, table: &str| {
        let inner = text.strip_prefix(&format!("$({table}.")).and_then(|text| text.strip_suffix(')'));
        let inner = inner.unwrap_or_else(|| panic!("{text} refers to no {table}")).to_owned();
        assert!(is_name(&inner), "{text}");
        inner
    };
    let admx = elements(&templates::admx());
    let order = |parent: &str, names: &[&str]| {
        let mut last = 0;
        for element in admx.iter().filter(|one| one.path.len() > 1 && one.path[one.path.len() - 2] == parent) {
            let at = names.iter().position(|name| *name == element.name());
            let at = at.unwrap_or_else(|| panic!("{} in {parent}", element.name()));
            assert!(at >= last || parent == "policy" && at == 0, "{} is out of order in {parent}", element.name());
            last = at;
        }
    };
    order(
        "policyDefinitions",
        &["policyNamespaces", "supersededAdm", "resources", "supportedOn", "categories", "policies"],
    );
    order("policy", &["parentCategory", "supportedOn", "enabledValue", "disabledValue", "elements"]);
    let of_schema = |attributes: &[&str], element: &Element| {
        for name in attributes {
            assert!(element.attributes.contains_key(*name), "{} lacks {name}", element.name());
        }
    };
    let (mut strings, mut shown, mut categories, mut parents) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for element in &admx {
        match element.name() {
            "policyDefinitions" => of_schema(&["revision", "schemaVersion", "xmlns"], element),
            "policy" => {
                of_schema(&["name", "class", "displayName", "key"], element);
                assert!(["Machine", "User", "Both"].contains(&&*element.attributes["class"]));
                assert!(is_name(&element.attributes["name"]));
            }
            "category" => {
                of_schema(&["name", "displayName"], element);
                categories.insert(element.attributes["name"].clone());
            }
            "parentCategory" => {
                parents.insert(element.attributes["ref"].clone());
            }
            "text" | "decimal" if element.path[element.path.len() - 2] == "elements" => {
                of_schema(&["id", "valueName"], element);
            }
            "enum" => of_schema(&["id", "valueName"], element),
            "list" => of_schema(&["id", "key"], element),
            _ => {}
        }
        for name in ["displayName", "explainText"] {
            strings.extend(element.attributes.get(name).map(|text| reference(text, "string")));
        }
        shown.extend(element.attributes.get("presentation").map(|text| reference(text, "presentation")));
    }
    assert!(parents.is_subset(&categories), "{parents:?}");
    for language in TemplateLanguage::ALL {
        let texts = elements(&templates::adml(language));
        let ids = |name: &str| {
            let all = texts.iter().filter(|one| one.name() == name).map(|one| one.attributes["id"].clone());
            let (list, set): (Vec<_>, BTreeSet<_>) = (all.clone().collect(), all.collect());
            assert_eq!(list.len(), set.len(), "each {name} has an id of its own");
            set
        };
        assert_eq!(ids("string"), strings, "{language:?}: texts that are used, and no others");
        assert_eq!(ids("presentation"), shown, "{language:?}");
        let controls: BTreeSet<_> = texts.iter().filter_map(|one| one.attributes.get("refId").cloned()).collect();
        assert_eq!(controls, shown, "{language:?}: a control for each presentation");
        assert!(texts.iter().all(|one| one.name() != "string" || !one.text.is_empty()), "{language:?}");
        let top = ["displayName", "description", "resources"];
        let of_top = texts.iter().filter(|one| one.path.len() == 2).map(Element::name);
        assert_eq!(of_top.collect::<Vec<_>>(), top, "{language:?}");
    }
    let chinese = templates::adml(TemplateLanguage::Chinese);
    for key in Policy::KEYS {
        let [english, own] = Language::ALL.map(|language| key.words.what.say(language));
        assert!(chinese.contains(&own) && own != english, "{} has Chinese words", key.name);
    }
}

/// Group Policy writes what a template says; the reader must take each of these values.
#[test]
fn each_value_of_the_templates_is_read_as_the_table_means_it() {
    let admx = elements(&templates::admx());
    let mut policies: Vec<(&Element, Vec<&Element>)> = Vec::new();
    for element in &admx {
        if element.is("policyDefinitions/policies/policy") {
            policies.push((element, Vec::new()));
        } else if element.path.get(2).is_some_and(|name| name == "policy")
            && let Some((_, inner)) = policies.last_mut()
        {
            inner.push(element);
        }
    }
    assert_eq!(policies.len(), Policy::KEYS.len(), "a policy for each key");
    for ((policy, inner), key) in policies.iter().zip(Policy::KEYS) {
        assert_eq!(policy.attributes["name"], key.registry);
        assert_eq!(policy.attributes["key"], r"Software\Policies\Upgo");
        let find = |name: &str| inner.iter().find(|one| one.name() == name);
        let texts = inner.iter().filter(|one| one.name() == "string").map(|one| one.text.as_str());
        let attribute = |element: &Element, name: &str| element.attributes.get(name).cloned().unwrap_or_default();
        match &key.kind {
            PolicyKind::Flag => {
                assert_eq!(attribute(policy, "valueName"), key.registry);
                let values: Vec<_> = inner.iter().filter(|one| one.name() == "decimal").collect();
                assert_eq!(values.iter().map(|one| attribute(one, "value")).collect::<Vec<_>>(), ["1", "0"]);
            }
            PolicyKind::Number { min, max } => {
                let number = find("decimal").expect("a number");
                let said = ["valueName", "minValue", "maxValue"].map(|name| attribute(number, name));
                assert_eq!(said, [key.registry.to_owned(), min.to_string(), max.to_string()]);
            }
            PolicyKind::Choice(choices) => {
                assert_eq!(attribute(find("enum").expect("choices"), "valueName"), key.registry);
                let values: Vec<_> = choices.iter().map(|choice| choice.value).collect();
                assert_eq!(texts.collect::<Vec<_>>(), values, "{}", key.name);
            }
            PolicyKind::List => {
                let list = find("list").expect("a list");
                assert_eq!(attribute(list, "key"), format!(r"Software\Policies\Upgo\{}", key.registry));
            }
            PolicyKind::Text => assert_eq!(attribute(find("text").expect("a text"), "valueName"), key.registry),
        }
        for sample in samples(key) {
            let mut registry = Fake::default();
            registry.give(MACHINE, key, &sample);
            let read = registry.read();
            let value = read.value(key.name).unwrap_or_else(|| panic!("{} is not read", key.name));
            assert_eq!(value.malformed, None, "{} = {sample:?}", key.name);
            assert_eq!(value.value.as_deref(), Some(&*sample.shown(key)), "{}", key.name);
            assert_eq!(value.source, PolicySource::MachineRegistry);
            assert_eq!(value.place, format!(r"HKLM\SOFTWARE\Policies\Upgo\{}", key.registry));
            assert_eq!(read.problems, [], "{}", key.name);
            assert!(!read.policy.is_empty(), "{} = {sample:?} decides something", key.name);
        }
    }
}

#[test]
fn each_key_is_documented_and_unique() {
    let reference = templates::reference();
    let (mut names, mut values) = (BTreeSet::new(), BTreeSet::new());
    for key in Policy::KEYS {
        assert!(names.insert(key.name) && values.insert(key.registry.to_ascii_lowercase()), "{}", key.name);
        assert!(reference.contains(&format!("#### `{}`\n", key.name)), "{}", key.name);
        let docs = Language::ALL.map(|language| key.words.doc.say(language));
        assert!(!key.safer.is_empty() && docs.iter().all(|doc| doc.ends_with(['.', '。'])), "{}", key.name);
    }
    assert_eq!(reference.matches("\n### ").count(), PolicyGroup::ALL.len());
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
        let install = policy.permits_install(&version("go1.27.3"), None, date(2026, 9, 1));
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

/// The policy in a file with this content, which counts as root's.
fn in_file(content: &[u8]) -> (tempfile::TempDir, PolicyInForce) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.toml");
    std::fs::write(&file, content).unwrap();
    let read = at(file, |_| None);
    (folder, read)
}

fn at(file: PathBuf, why_open: fn(&Path) -> Option<String>) -> PolicyInForce {
    let places = PolicyPlaces::of_this_machine(Arc::new(Fake::default()));
    Policy::read(&PolicyPlaces { file: Some(file), why_open, ..places })
}

#[test]
fn the_file_has_the_same_keys() {
    let text = r#"
        contact = "IT"
        version = "1.27"
        blocked = ["1.27.0", "<1.26"]
        locked-until = 2027-01-31
        ring = "early"
        ring-days.early = 5
        proof = "required"
        user-may-change = ["background"]
        background = "scheduled"
        installer = "zip"
        [check]
        window = "12:00-13:00"
        automatic = true
        [audit-log]
        journald = true
    "#;
    let (_folder, read) = in_file(text.as_bytes());
    assert_eq!(read.problems, []);
    assert!(read.values.iter().all(|value| value.malformed.is_none()), "{:#?}", read.values);
    let policy = &read.policy;
    assert_eq!(policy.version, Some(Wanted::Line(version("go1.27"))));
    assert_eq!((policy.ring, policy.delay_days()), (Some(Ring::Early), 5));
    assert_eq!(policy.locked_until, Some(date(2027, 1, 31)));
    assert_eq!(policy.audit_log.journald, Some(true));
    assert!(read.managed("system-wide").is_some() && read.managed("check.window").is_some());
    assert!(read.managed("background").is_none(), "users may change it");
    assert_eq!(read.value("ring").unwrap().source, PolicySource::File);
}

#[test]
fn every_key_can_be_in_the_file() {
    for key in Policy::KEYS {
        for sample in samples(key) {
            let value = match &sample {
                Sample::Number(number) if matches!(key.kind, PolicyKind::Flag) => (*number == 1).to_string(),
                Sample::Number(number) => number.to_string(),
                Sample::Text(text) => format!("'{text}'"),
                Sample::List(items) => format!("{items:?}"),
            };
            let (_folder, read) = in_file(format!("{} = {value}\n", key.name).as_bytes());
            let said = read.value(key.name).unwrap_or_else(|| panic!("{} = {value}", key.name));
            assert_eq!((said.malformed.as_deref(), said.value.as_deref()), (None, Some(&*sample.shown(key))));
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_closes_what_matters() {
    let hostile: [&[u8]; 5] = [
        b"ring = ",
        b"\xff\xfe\x00",
        b"ring = 'early'\nring = 'broad'",
        &vec![b'['; 100_000],
        &vec![b' '; (1 << 20) + 1],
    ];
    for content in hostile {
        let (_folder, read) = in_file(content);
        assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
        let install = read.policy.permits_install(&version("go1.27.3"), None, date(2026, 9, 1));
        assert_eq!(install, Err(Refused::Malformed));
        assert!(read.managed("proof").is_some() && read.managed("install.automatic").is_some());
    }
    for content in ["", "# nothing\n", "\u{feff}contact = 'IT'\n"] {
        let (_folder, read) = in_file(content.as_bytes());
        assert!(read.problems.is_empty() && !read.policy.is_closed, "{content:?}: {:?}", read.problems);
    }
    let (_folder, read) = in_file(b"ring = { is = 'early' }\nblocked = [1]\nproxies = 1\n[check]\nwindows = 1\n");
    assert_eq!(read.problems.len(), 2, "{:?}", read.problems);
    assert_eq!(read.values.iter().filter(|value| value.malformed.is_some()).count(), 2, "{:#?}", read.values);
}

/// Whether the policy permits no version, and requires a proof, with one mistake to correct.
fn is_closed(read: &PolicyInForce) -> bool {
    let install = read.policy.permits_install(&version("go1.27.3"), None, date(2026, 9, 1));
    let is_proof_required = read.managed("proof").is_some_and(|proof| proof.value.as_deref() == Some("\"required\""));
    install == Err(Refused::Malformed) && is_proof_required && read.problems.len() == 1
}

#[test]
fn a_file_that_others_can_change_is_reported_and_closes_what_matters() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("folder").join("policy.toml");
    let read = at(file.clone(), |_| Some("never asked".to_owned()));
    assert_eq!(read, PolicyInForce::default(), "without the folder, there is no policy");
    std::fs::create_dir(file.parent().unwrap()).unwrap();
    assert_eq!(at(file.clone(), |_| None), PolicyInForce::default(), "a folder without a file is no policy");
    let emptied = at(file.clone(), |_| Some("anyone can".to_owned()));
    assert!(is_closed(&emptied), "whoever may change the folder may have removed the file: {emptied:?}");
    std::fs::write(&file, "feed = 'https://mallory.example/'\n").unwrap();
    let read = at(file.clone(), |part| part.ends_with("folder").then(|| "anyone can change the folder".to_owned()));
    let said = read.problems[0].to_string();
    assert!(is_closed(&read) && read.policy.feed.is_none(), "{read:?}");
    assert!(said.contains("anyone can change the folder") && said.contains(&*file.to_string_lossy()), "{said}");
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

/// Folders of root in which the policy may be.
#[cfg(unix)]
struct Folders {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

#[cfg(unix)]
impl Folders {
    /// With a file `roots/policy.toml`; `None` with a message if the test cannot make folders of root.
    fn make() -> Option<Self> {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let path = folder.path().canonicalize().unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        if let Some(why) = path.ancestors().find_map(upgo_engine::machine::platform::why_not_roots) {
            println!("SKIPPED: the folder of the test must be root's: {why}");
            return None;
        }
        let folders = Self { path, _folder: folder };
        folders.with_file("roots");
        Some(folders)
    }

    fn of_root(&self) -> PathBuf {
        self.path.join("roots").join("policy.toml")
    }

    /// A folder of this name, and the path of a file in it.
    fn with_folder(&self, name: &str) -> (PathBuf, PathBuf) {
        let folder = self.path.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        (folder.clone(), folder.join("policy.toml"))
    }

    /// The same, with the file.
    fn with_file(&self, name: &str) -> (PathBuf, PathBuf) {
        let (folder, file) = self.with_folder(name);
        std::fs::write(&file, "contact = 'IT'\n").unwrap();
        (folder, file)
    }

    /// The policy in the folder of this name is believed, or closes what matters.
    fn expect(&self, name: &str, is_believed: bool) {
        let read = at(self.path.join(name).join("policy.toml"), upgo_engine::machine::platform::why_not_roots);
        let contact = read.policy.contact.as_deref();
        assert_eq!((is_closed(&read), contact), (!is_believed, is_believed.then_some("IT")), "{name}: {read:?}");
    }
}

#[cfg(unix)]
#[test]
fn only_what_root_alone_can_change_on_the_whole_way_is_believed() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::{PermissionsExt as _, chown, lchown, symlink};
    let Some(folders) = Folders::make() else { return };
    let nobody = Some(65534);
    folders.expect("roots", true);
    symlink(folders.of_root(), folders.with_folder("a link to a file of root").1).unwrap();
    folders.expect("a link to a file of root", true);
    symlink("roots", folders.path.join("a folder that is a link")).unwrap();
    folders.expect("a folder that is a link", true);

    chown(folders.with_file("a file of another account").1, nobody, nobody).unwrap();
    folders.expect("a file of another account", false);
    set_permissions(folders.with_file("a file that all may write").1, Permissions::from_mode(0o666)).unwrap();
    folders.expect("a file that all may write", false);
    chown(folders.with_file("a folder of another account").0, nobody, None).unwrap();
    folders.expect("a folder of another account", false);
    set_permissions(folders.with_file("a folder that all may write").0, Permissions::from_mode(0o1777)).unwrap();
    folders.expect("a folder that all may write", false);
    folders.with_file("open/inner");
    set_permissions(folders.path.join("open"), Permissions::from_mode(0o777)).unwrap();
    folders.expect("open/inner", false);
    chown(folders.with_folder("an emptied folder of another account").0, nobody, None).unwrap();
    folders.expect("an emptied folder of another account", false);
    let link = folders.with_folder("a link of another account").1;
    symlink(folders.of_root(), &link).unwrap();
    lchown(link, nobody, nobody).unwrap();
    folders.expect("a link of another account", false);
    let (users, _) = folders.with_folder("users");
    symlink(folders.of_root(), users.join("l")).unwrap();
    chown(&users, nobody, nobody).unwrap();
    symlink(users.join("l"), folders.with_folder("a chain through a folder of another account").1).unwrap();
    folders.expect("a chain through a folder of another account", false);
}

#[cfg(unix)]
#[test]
fn a_place_that_leads_nowhere_closes_what_matters() {
    use std::os::unix::fs::symlink;
    let Some(folders) = Folders::make() else { return };
    symlink("/nonexistent/policy.toml", folders.with_folder("a link to nothing").1).unwrap();
    folders.expect("a link to nothing", false);
    symlink("/nonexistent", folders.path.join("a folder that is a link to nothing")).unwrap();
    folders.expect("a folder that is a link to nothing", false);
    let link = folders.with_folder("a loop of links").1;
    symlink(&link, &link).unwrap();
    folders.expect("a loop of links", false);
    std::fs::write(folders.path.join("a file in place of the folder"), "").unwrap();
    folders.expect("a file in place of the folder", false);
}

fn version(name: &str) -> Version {
    name.parse().unwrap()
}

#[test]
fn versions_follow_the_rules() {
    let today = date(2026, 9, 10);
    let released = Some(date(2026, 9, 8));
    let of = |text: &str| in_file(text.as_bytes()).1.policy;
    let waits = |day| Err(Refused::Waits(Ring::Broad, day));
    for (text, name, expected) in [
        ("", "go1.27.3", Ok(())),
        ("allowed = ['1.27']", "go1.27.3", Ok(())),
        ("allowed = ['1.27']", "go1.26.4", Err(Refused::NotAllowed)),
        ("allowed = []", "go1.26.4", Err(Refused::NotAllowed)),
        ("allowed = ['>=1.26']", "go1.28.0", Ok(())),
        ("blocked = ['<1.26.2']", "go1.26.1", Err(Refused::Blocked)),
        ("blocked = ['<1.26.2']", "go1.26.2", Ok(())),
        ("blocked = ['1.27.3']\nallowed = ['1.27']\napproved = ['1.27.3']", "go1.27.3", Err(Refused::Blocked)),
        ("version = '1.27.2'", "go1.27.3", Err(Refused::Wanted(Wanted::Exact(version("go1.27.2"))))),
        ("version = '1.27'", "go1.27.3", Ok(())),
        ("version = 'latest'", "go1.27.3", Ok(())),
        ("locked-until = '2026-09-11'", "go1.27.3", Err(Refused::Locked(date(2026, 9, 11)))),
        ("locked-until = '2026-09-10'", "go1.27.3", Ok(())),
        ("locked-until = '2026-09-11'\napproved = ['1.27.3']", "go1.27.3", Ok(())),
        ("locked-until = '2026-09-10'\napproved = ['1.27.2']", "go1.27.3", Ok(())),
        ("approved = ['1.27.2']", "go1.27.3", Err(Refused::NotApproved)),
        ("ring = 'canary'", "go1.27.3", Ok(())),
        ("ring = 'broad'", "go1.27.3", waits(date(2026, 9, 18))),
        ("ring = 'broad'\n[ring-days]\nbroad = 2", "go1.27.3", Ok(())),
        ("ring = 'broad'\n[ring-days]\nbroad = 3", "go1.27.3", waits(date(2026, 9, 11))),
        ("ring = 'broad'\napproved = ['1.27']", "go1.27.3", Ok(())),
    ] {
        assert_eq!(of(text).permits_install(&version(name), released, today), expected, "{text}: {name}");
    }
    let ring = of("ring = 'broad'");
    let unknown = ring.permits_install(&version("go1.27.3"), None, today);
    assert_eq!(unknown, waits(date(2026, 9, 20)), "a release of an unknown day counts as one of today");
    assert_eq!(ring.permits_use(&version("go1.27.3")), Ok(()), "what is installed can be used");
    let end = ring.permits_install(&version("go1.27.3"), None, Date::MAX);
    assert_eq!(end, Ok(()), "the calendar ends");
}
