//! Facts become answers by the engine's types: what a type lacks is an error. The texts are said in both languages.
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::{self, AnySentence, Language, Statement};
use upgo_engine::cases::{
    CachesReport, EnvironmentReport, FoundGo, HistoryReport, LogReport, ManagedReport, Overview, ProjectsReport,
    RehearsalReport, RehearsalRows, SelfReport, ToolsReport, VerifyReport, VersionsReport, WhichTerminal, WhyReport,
    WhyRows, WslReport,
};
use upgo_engine::change::mirror::MirrorTrial;
use upgo_engine::choices::settings::Loaded;
use upgo_engine::guidance::doctor::DoctorReport;
use upgo_engine::store::proof::ProofChain;

/// Stands before the texts of both languages. No text of the program contains it.
const MARK: char = '\0';
/// The folder of the examples, as in `stage.ts`.
const FOLDER: &str = r"C:\src\telemetry";

/// The answer of a field of a state. Those of the window alone have no type here; the page compares them.
pub(super) fn answer(field: &str, facts: Value) -> Result<Value, String> {
    match field {
        "overview" => typed::<Overview>(&facts),
        "versions" => typed::<VersionsReport>(&facts),
        "tools" | "toolsAsked" => typed::<ToolsReport>(&facts),
        "caches" => typed::<CachesReport>(&facts),
        "wsl" | "wslAsked" => typed::<WslReport>(&facts),
        "verify" => typed::<VerifyReport>(&facts),
        "proof" => typed::<ProofChain>(&facts),
        "history" => typed::<HistoryReport>(&facts),
        "trial" => typed::<MirrorTrial>(&facts),
        "environment" => typed::<EnvironmentReport>(&facts),
        "why" => why(&facts, Some(Path::new(FOLDER))),
        "whyElsewhere" => why(&facts, None),
        "projects" => typed::<ProjectsReport>(&facts),
        "rehearsed" => rehearsed(&facts),
        "rehearsal" => rehearsal(facts),
        "doctor" => typed::<DoctorReport>(&facts),
        "upgo" | "upgoAsked" => typed::<SelfReport>(&facts),
        "found" => typed::<Vec<FoundGo>>(&facts),
        "log" => typed::<LogReport>(&facts),
        "managed" => typed::<ManagedReport>(&facts),
        "settings" => settings(facts),
        _ => texts(facts),
    }
}

/// Only settings that there are, each with a value like its default.
fn settings(facts: Value) -> Result<Value, String> {
    let all = Loaded::default().list();
    let find =
        |key: &str| all.iter().find(|entry| entry.key == key).ok_or_else(|| format!("there is no setting {key}"));
    for key in facts["managed"].as_array().into_iter().flatten() {
        find(key.as_str().unwrap_or_default())?;
    }
    for (key, value) in facts["set"].as_object().into_iter().flatten() {
        let default = serde_json::to_value(&find(key)?.default).map_err(|error| error.to_string())?;
        if !default.is_null() && std::mem::discriminant(&default) != std::mem::discriminant(value) {
            return Err(format!("{key} is {value}, but its default is {default}"));
        }
    }
    texts(facts)
}

/// A rehearsal that is done has its report.
fn rehearsal(facts: Value) -> Result<Value, String> {
    let Value::Object(mut job) = facts else { return Err("a rehearsal is a table".to_owned()) };
    let report = job.remove("report").as_ref().map(rehearsed).transpose()?;
    let Value::Object(job) = texts(Value::Object(job))? else { return Err("a rehearsal is a table".to_owned()) };
    Ok(Value::Object(job.into_iter().chain(report.map(|report| ("report".to_owned(), report))).collect()))
}

fn rehearsed(facts: &Value) -> Result<Value, String> {
    rows::<RehearsalReport, RehearsalRows>(facts, Into::into)
}

fn why(facts: &Value, folder: Option<&Path>) -> Result<Value, String> {
    rows(facts, |report: WhyReport| WhyRows::of(report, WhichTerminal::New, folder))
}

/// The rows of a report, as the window gets them.
fn rows<T: DeserializeOwned + Serialize, R: Serialize>(
    facts: &Value,
    rows: impl FnOnce(T) -> R,
) -> Result<Value, String> {
    let report = T::deserialize(facts).map_err(|error| error.to_string())?;
    covers(facts, &both(&report)?, "")?;
    both(&rows(report))
}

/// By a type: read, and written again in both languages.
pub(super) fn typed<T: DeserializeOwned + Serialize>(facts: &Value) -> Result<Value, String> {
    let read = T::deserialize(facts).map_err(|error| error.to_string())?;
    let answer = both(&read)?;
    covers(facts, &answer, "")?;
    Ok(answer)
}

pub(super) fn both(answer: &impl Serialize) -> Result<Value, String> {
    both_with(answer, |_| {})
}

/// The answer in each language is changed before they are paired.
pub(super) fn both_with(answer: &impl Serialize, change: impl Fn(&mut Value)) -> Result<Value, String> {
    let said = |language| {
        let said = words::speaking(language, || serde_json::to_value(answer));
        said.map_err(|error| error.to_string()).map(|mut said| {
            change(&mut said);
            said
        })
    };
    Ok(paired(said(Language::English)?, said(Language::Chinese)?))
}

/// Of what has no type, only the problems and sentences.
fn texts(facts: Value) -> Result<Value, String> {
    match facts {
        Value::Object(all) if all.contains_key("means") && all.contains_key("code") => {
            typed::<Problem>(&Value::Object(all))
        }
        Value::Object(all) if all.contains_key("sentence") => typed::<Statement>(&Value::Object(all)),
        Value::Object(all) => {
            let all = all.into_iter().map(|(name, value)| Ok((name, texts(value)?)));
            Ok(Value::Object(all.collect::<Result<Map<_, _>, String>>()?))
        }
        Value::Array(all) => Ok(Value::Array(all.into_iter().map(texts).collect::<Result<_, _>>()?)),
        other => Ok(other),
    }
}

/// Where the languages differ, the texts of both.
fn paired(english: Value, chinese: Value) -> Value {
    match (english, chinese) {
        (Value::String(english), Value::String(chinese)) if english != chinese => {
            Value::String(format!("{MARK}{}", json!([english, chinese])))
        }
        (Value::Array(english), Value::Array(chinese)) => {
            english.into_iter().zip(chinese).map(|(english, chinese)| paired(english, chinese)).collect()
        }
        (Value::Object(english), Value::Object(mut chinese)) => {
            let both = english.into_iter().map(|(name, english)| {
                let chinese = chinese.remove(&name).unwrap_or_default();
                (name, paired(english, chinese))
            });
            Value::Object(both.collect())
        }
        (english, _) => english,
    }
}

/// Whether the answer has everything that the facts say.
fn covers(facts: &Value, answer: &Value, path: &str) -> Result<(), String> {
    match (facts, answer) {
        (Value::Object(facts), Value::Object(answer)) => facts.iter().try_for_each(|(name, facts)| {
            let path = format!("{path}.{name}");
            match answer.get(name) {
                Some(answer) => covers(facts, answer, &path),
                None if facts.is_null() => Ok(()),
                None => Err(format!("the engine knows no {path}")),
            }
        }),
        (Value::Array(facts), Value::Array(answer)) if facts.len() == answer.len() => {
            facts.iter().zip(answer).try_for_each(|(facts, answer)| covers(facts, answer, path))
        }
        (Value::Object(facts), Value::String(_)) if facts.contains_key("sentence") => Ok(()),
        (Value::String(_), Value::String(_)) | (Value::Number(_), Value::Number(_)) => Ok(()),
        (facts, answer) if facts == answer => Ok(()),
        (facts, answer) => Err(format!("{path} is {facts}, and the engine says {answer}")),
    }
}

/// `{ say = "…", …values }` becomes a sentence of `text`, and `{ code = "UPGO-…", message = … }` a problem with the
/// meaning and the advice of its code.
pub(super) fn prepare(facts: &mut Value) -> Result<(), String> {
    match facts {
        Value::Array(all) => all.iter_mut().try_for_each(prepare),
        Value::Object(all) => {
            all.values_mut().try_for_each(prepare)?;
            if let Some(Value::String(name)) = all.remove("say") {
                let values = std::mem::take(all);
                *facts = sentence(&name, &values)?;
            } else if let Some(code) = all.get("code").and_then(Value::as_str).filter(|code| code.starts_with("UPGO-"))
                && all.contains_key("message")
            {
                let code: Code = serde_json::from_value(code.into()).map_err(|error| error.to_string())?;
                complete(code, all);
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn sentence(name: &str, values: &Map<String, Value>) -> Result<Value, String> {
    let name = capital(name);
    serde_json::from_value::<AnySentence>(name.as_str().into()).map_err(|error| error.to_string())?;
    Ok(json!({ "sentence": name, "values": values, "text": "" }))
}

/// `nothing-is-so` and `nothingIsSo` are `NothingIsSo`.
fn capital(name: &str) -> String {
    let words = name.split('-').map(|word| word[..1].to_ascii_uppercase() + &word[1..]);
    words.collect()
}

fn complete(code: Code, facts: &mut Map<String, Value>) {
    let known = Problem::new(code, Statement::quoted(""));
    let advice = facts.get("next").cloned();
    for (name, statement) in [("title", known.title), ("means", known.means), ("next", known.next)] {
        facts.entry(name).or_insert_with(|| data(&statement));
    }
    facts.entry("advice").or_insert_with(|| advice.unwrap_or_else(|| data(&known.advice)));
    facts.entry("causes").or_insert_with(|| json!([]));
}

/// A sentence as the data of a fact.
fn data(statement: &Statement) -> Value {
    let values = statement.values.iter().map(|(name, value)| (name.clone(), inner(value)));
    json!({ "sentence": statement.sentence.name(), "values": values.collect::<Map<_, _>>(), "text": "" })
}

fn inner(value: &words::Value) -> Value {
    match value {
        words::Value::Statement(statement) => data(statement),
        words::Value::List(all) => all.iter().map(inner).collect(),
        words::Value::Text(text) => text.as_str().into(),
        words::Value::EnglishOr { english, others } => json!({ "english": english, "others": data(others) }),
    }
}
