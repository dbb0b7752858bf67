//! The stage of the page: what its tests, its pictures and the demo show of machines that are not there. Facts in
//! `ui/src/api/scenarios/facts` become answers by the engine's own types and functions.
mod facts;
mod known;
mod machine;
mod news;
mod plans;
mod said;
mod steps;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::{Map, Value, json};

use facts::Facts;
use known::Known;
use machine::Seen;

/// Every state by its name, as the file that the page reads.
pub(crate) fn stage() -> Result<String, String> {
    let facts = Facts::read()?;
    let known = Known::read(&facts.table("releases"))?;
    let mut states = Map::new();
    let (mut seen, mut answered, mut wrong) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for name in facts.states() {
        match facts.state(name).and_then(|state| answers(state, &known, &mut seen, &mut answered)) {
            Ok(state) => drop(states.insert(name.to_owned(), state)),
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n"));
    }
    let details = known.details()?;
    let mut pool = Pool::default();
    pool.count(&json!([states, details]));
    let states: Map<String, Value> = states.into_iter().map(|(name, state)| (name, pool.fields(state))).collect();
    let details = pool.fields(details);
    Ok(pool.written(&states, &details))
}

/// What the program would answer on a machine with these facts. `seen` has the machines of other states with their
/// overview and versions, `answered` the answers to the same facts of other states.
fn answers<'a>(
    mut state: Map<String, Value>,
    known: &'a Known,
    seen: &mut BTreeMap<String, (Seen<'a>, Value, Value)>,
    answered: &mut BTreeMap<String, Value>,
) -> Result<Value, String> {
    let facts = machine::FACTS.into_iter().filter_map(|name| Some((name.to_owned(), state.remove(name)?)));
    let facts: Map<String, Value> = facts.collect();
    let key = Value::Object(facts.clone()).to_string();
    let (seen, overview, versions) = match seen.entry(key) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(new) => {
            let seen = Seen::of(facts, known)?;
            let (overview, versions) = (seen.overview(), seen.versions()?);
            new.insert((seen, overview, versions))
        }
    };
    let plans = state.remove("plans").unwrap_or_default();
    let plans = plans::of(plans, &state, seen).map_err(|error| format!("plans: {error}"))?;
    let projects = state.remove("whatsNew").filter(|_| state["settings"]["set"].get("projects").is_some());
    let news = news::of(&projects.unwrap_or_else(|| json!([])), seen)?;
    state.insert("overview".to_owned(), overview.clone());
    state.insert("versions".to_owned(), versions.clone());
    let mut answers = Map::new();
    for (field, facts) in state {
        let key = format!("{field} {facts}");
        if !answered.contains_key(&key) {
            let answer = said::answer(&field, facts).map_err(|error| format!("{field}: {error}"))?;
            answered.insert(key.clone(), answer);
        }
        answers.extend(answered.get(&key).cloned().map(|answer| (field, answer)));
    }
    answers.extend([("plans".to_owned(), plans), ("whatsNew".to_owned(), news)]);
    Ok(Value::Object(answers))
}

/// What several states have in common is written once.
#[derive(Default)]
struct Pool {
    counts: BTreeMap<String, usize>,
    places: BTreeMap<String, usize>,
    values: Vec<String>,
}

/// Shorter values are written where they are.
const SHORT: usize = 120;

impl Pool {
    fn count(&mut self, value: &Value) {
        let text = value.to_string();
        if text.len() > SHORT {
            let count = self.counts.entry(text).or_default();
            *count += 1;
            if *count > 1 {
                return;
            }
        }
        match value {
            Value::Array(all) => all.iter().for_each(|each| self.count(each)),
            Value::Object(all) => all.values().for_each(|each| self.count(each)),
            _ => {}
        }
    }

    fn fields(&mut self, value: Value) -> Value {
        match value {
            Value::Array(all) => all.into_iter().map(|each| self.short(each)).collect(),
            Value::Object(all) => all.into_iter().map(|(name, each)| (name, self.short(each))).collect(),
            other => other,
        }
    }

    fn short(&mut self, value: Value) -> Value {
        let text = value.to_string();
        if self.counts.get(&text).is_none_or(|count| *count < 2) || value.is_string() {
            return self.fields(value);
        }
        let at = if let Some(at) = self.places.get(&text) {
            *at
        } else {
            let written = self.fields(value).to_string();
            self.values.push(written);
            self.places.insert(text, self.values.len() - 1);
            self.values.len() - 1
        };
        json!({ "$": at })
    }

    /// One line for each value and each state, so that a difference can be read.
    fn written(&self, states: &Map<String, Value>, details: &Value) -> String {
        let states: Vec<String> = states.iter().map(|(name, state)| format!("{name:?}: {state}")).collect();
        let (values, states) = (self.values.join(",\n"), states.join(",\n"));
        format!("{{\"values\": [\n{values}\n],\n\"details\": {details},\n\"states\": {{\n{states}\n}}}}\n")
    }
}
