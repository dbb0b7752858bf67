//! The templates made from the table: their structure, and that the reader takes each of their values.
#[path = "../../../examples/generate/templates.rs"]
mod made;

use std::collections::{BTreeMap, BTreeSet};

use upgo_engine::base::words::Language;
use upgo_engine::choices::policy::{Policy, PolicyGroup, PolicyKind, PolicySource};

use super::registry::{Fake, MACHINE};
use super::samples::samples;

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
    let admx = elements(&made::admx());
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
    for language in Language::ALL {
        let texts = elements(&made::adml(language));
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
    let chinese = made::adml(Language::Chinese);
    for key in Policy::KEYS {
        let [english, own] = Language::ALL.map(|language| key.words.what.say(language));
        assert!(chinese.contains(&own) && own != english, "{} has Chinese words", key.name);
    }
}

/// Group Policy writes what a template says; the reader must take each of these values.
#[test]
fn each_value_of_the_templates_is_read_as_the_table_means_it() {
    let admx = elements(&made::admx());
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
    let reference = made::reference();
    let (mut names, mut values) = (BTreeSet::new(), BTreeSet::new());
    for key in Policy::KEYS {
        assert!(names.insert(key.name) && values.insert(key.registry.to_ascii_lowercase()), "{}", key.name);
        assert!(reference.contains(&format!("#### `{}`\n", key.name)), "{}", key.name);
        let docs = Language::ALL.map(|language| key.words.doc.say(language));
        assert!(!key.safer.is_empty() && docs.iter().all(|doc| doc.ends_with(['.', '。'])), "{}", key.name);
    }
    assert_eq!(reference.matches("\n### ").count(), PolicyGroup::ALL.len());
}
