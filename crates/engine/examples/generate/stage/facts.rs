//! The facts as they are written: what is common to many states once, and of each state what is different.
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use toml_edit::DocumentMut;

use super::said;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/api/scenarios/facts");

/// The state that every other one differs from.
const MACHINE: &str = "machine";

/// Tables of the facts by their names: states, and what states are made from.
pub(super) struct Facts {
    tables: BTreeMap<String, Map<String, Value>>,
    /// What each thing of a kind has if nothing else is said, by its path.
    defaults: Map<String, Value>,
    states: Vec<String>,
    /// What was put together before.
    known: RefCell<BTreeMap<String, Map<String, Value>>>,
}

impl Facts {
    /// `templates.toml` has what is no state by itself.
    pub(super) fn read() -> Result<Self, String> {
        let (mut tables, mut states) = (BTreeMap::new(), Vec::new());
        let folder = fs::read_dir(Path::new(FOLDER)).map_err(|error| format!("{FOLDER}: {error}"))?;
        for file in folder.flatten().map(|file| file.path()) {
            let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            let document: DocumentMut = text.parse().map_err(|error| format!("{}: {error}", file.display()))?;
            let Value::Object(all) = table(document.as_table()) else { continue };
            for (name, facts) in all {
                let Value::Object(facts) = facts else { return Err(format!("{name} is no table")) };
                if !file.ends_with("templates.toml") {
                    states.push(name.clone());
                }
                tables.insert(name, facts);
            }
        }
        states.sort();
        let defaults = tables.remove("defaults").unwrap_or_default();
        Ok(Self { tables, defaults, states, known: RefCell::default() })
    }

    pub(super) fn states(&self) -> impl Iterator<Item = &str> {
        self.states.iter().map(String::as_str)
    }

    pub(super) fn table(&self, name: &str) -> Map<String, Value> {
        self.tables.get(name).cloned().unwrap_or_default()
    }

    /// All facts of a state: its own, and those of the state that it is like.
    pub(super) fn state(&self, name: &str) -> Result<Map<String, Value>, String> {
        let mut state = self.whole(name, 0)?;
        let runs = state.get("runs").and_then(Value::as_str).unwrap_or_default().to_owned();
        for (field, facts) in &mut state {
            self.complete(field, facts);
            fill(facts, &runs);
            said::prepare(facts)?;
        }
        Ok(state)
    }

    fn whole(&self, name: &str, depth: usize) -> Result<Map<String, Value>, String> {
        if let Some(known) = self.known.borrow().get(name) {
            return Ok(known.clone());
        }
        if depth > 8 {
            return Err(format!("{name} is like itself"));
        }
        let mut own = self.tables.get(name).cloned().ok_or_else(|| format!("there are no facts of {name}"))?;
        let like = match own.remove("like") {
            Some(Value::String(like)) => Some(like),
            _ => (name != MACHINE).then(|| MACHINE.to_owned()),
        };
        let mut all = like.map_or_else(|| Ok(Map::new()), |like| self.whole(&like, depth + 1))?;
        for (field, facts) in own {
            merge(all.entry(field).or_insert(Value::Null), facts);
        }
        all.values_mut().try_for_each(|facts| self.follow(facts, depth))?;
        self.known.borrow_mut().insert(name.to_owned(), all.clone());
        Ok(all)
    }

    /// `like = "state.field"` gives a table everything of that place besides its own; a list has its `then` after that.
    fn follow(&self, facts: &mut Value, depth: usize) -> Result<(), String> {
        match facts {
            Value::Array(all) => all.iter_mut().try_for_each(|each| self.follow(each, depth)),
            Value::Object(all) => {
                if let Some(Value::String(place)) = all.remove("like") {
                    let mut own = std::mem::take(all);
                    let (state, path) = place.split_once('.').unwrap_or((&place, ""));
                    let whole = Value::Object(self.whole(state, depth + 1)?);
                    let found = whole.pointer(&format!("/{}", path.replace('.', "/")));
                    let mut whole = found.cloned().ok_or_else(|| format!("there is no {place}"))?;
                    match (&mut whole, own.remove("then")) {
                        (Value::Array(whole), Some(Value::Array(then))) => whole.extend(then),
                        (_, _) if own.is_empty() => {}
                        (whole, _) => merge(whole, Value::Object(own)),
                    }
                    *facts = whole;
                    return self.follow(facts, depth);
                }
                all.values_mut().try_for_each(|each| self.follow(each, depth))
            }
            _ => Ok(()),
        }
    }

    /// Adds the defaults of all paths below a field.
    fn complete(&self, path: &str, facts: &mut Value) {
        match facts {
            Value::Array(all) => all.iter_mut().for_each(|each| self.complete(path, each)),
            Value::Object(all) => {
                if let Some(Value::Object(defaults)) = self.defaults.get(path) {
                    for (name, value) in defaults {
                        all.entry(name.clone()).or_insert_with(|| value.clone());
                    }
                }
                for (name, value) in all {
                    self.complete(&format!("{path}.{name}"), value);
                }
            }
            _ => {}
        }
    }
}

/// Tables are merged; all else is replaced. The text `null` is nothing, and `unset` what nothing is said of.
fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) if !from.contains_key("like") => {
            for (name, value) in from {
                if value == "unset" {
                    into.remove(&name);
                } else {
                    merge(into.entry(name).or_insert(Value::Null), value);
                }
            }
        }
        (into, from) => *into = from,
    }
}

/// `{runs}` in a text is the Go that the state runs, `{home}` is Upgo's home.
fn fill(facts: &mut Value, runs: &str) {
    match facts {
        Value::String(text) if text == "null" => *facts = Value::Null,
        Value::String(text) => *text = text.replace("{runs}", runs).replace("{home}", super::machine::HOME),
        Value::Array(all) => all.iter_mut().for_each(|each| fill(each, runs)),
        Value::Object(all) => all.values_mut().for_each(|each| fill(each, runs)),
        _ => {}
    }
}

fn table(table: &dyn toml_edit::TableLike) -> Value {
    table.iter().map(|(name, item)| (name.to_owned(), value(item))).collect::<Map<_, _>>().into()
}

fn value(item: &toml_edit::Item) -> Value {
    if let Some(inner) = item.as_table_like() {
        return table(inner);
    }
    if let Some(all) = item.as_array_of_tables() {
        return all.iter().map(|each| table(each)).collect();
    }
    if let Some(all) = item.as_array() {
        return all.iter().map(|each| value(&toml_edit::Item::Value(each.clone()))).collect();
    }
    item.as_str()
        .map(Value::from)
        .or_else(|| item.as_bool().map(Value::from))
        .or_else(|| item.as_integer().map(Value::from))
        .or_else(|| item.as_float().map(Value::from))
        .unwrap_or_default()
}
