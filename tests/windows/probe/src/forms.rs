//! The two forms of a report: the text that a person reads, and the JSON that a maintainer records.
use upgo_engine::base::display::{self, one_line};

use crate::answer::{Answer, Value};
use crate::ask::Report;

/// JSON in ASCII, which Windows PowerShell does not spoil.
pub fn json(report: &Report) -> String {
    let text = serde_json::to_string_pretty(report).unwrap_or_default();
    display::ascii_json(&display::json(&text)) + "\n"
}

/// A heading for each subject, and a line for each of its questions.
pub fn text(report: &Report) -> String {
    let mut lines = Vec::new();
    for group in &report.groups {
        lines.push(format!("Windows about {}", group.group.subject()));
        let widest = group.probes.iter().map(|asked| asked.name.len()).max().unwrap_or_default();
        lines.extend(group.probes.iter().map(|asked| {
            let (name, answer) = (asked.name, one_line(words(&asked.result)));
            format!("  {name:widest$}  {answer}")
        }));
        lines.push(String::new());
    }
    lines.push(format!("Upgo {}, {} ms", report.upgo, report.milliseconds));
    lines.join("\n") + "\n"
}

fn words(answer: &Answer) -> String {
    match answer {
        Answer::Value(value) => value_in_words(value),
        Answer::Error(error) if error.starts_with("exit code ") => error.clone(),
        Answer::Error(error) => format!("error {error}"),
        Answer::NotAsked(why) => format!("not asked: {why}"),
        Answer::TimedOut(milliseconds) => format!("no answer within {milliseconds} ms"),
    }
}

fn value_in_words(value: &Value) -> String {
    let listed = |names: Vec<String>| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    match value {
        Value::Nothing(()) => "no such value".to_owned(),
        Value::Flag(true) => "yes".to_owned(),
        Value::Flag(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) if text.is_empty() => "an empty text".to_owned(),
        Value::Text(text) => text.clone(),
        Value::Names(names) => listed(names.clone()),
        Value::Numbers(numbers) => listed(numbers.iter().map(|(name, number)| format!("{name} {number}")).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Group;
    use crate::ask::{Asked, AskedGroup};

    fn report() -> Report {
        let asked = |name, result| Asked { name, milliseconds: 1, result };
        let machine = vec![
            asked("version", Answer::Value(Value::Text("10.0.26100 ü\n".to_owned()))),
            asked("edition", Answer::Value(Value::Nothing(()))),
            asked("long-paths", Answer::from(1_u32)),
            asked("session", Answer::NotAsked("the folder is unknown".to_owned())),
        ];
        let files = vec![
            asked("letter-case-is-ignored", Answer::from(true)),
            asked("delete-an-open-file", Answer::Error("32".to_owned())),
            asked("junction", Answer::Error("exit code 1".to_owned())),
            asked("second-lock", Answer::TimedOut(6000)),
            asked("known", Value::from([("in-profile", true), ("offline", false)]).into()),
            asked("many-small-files", Value::from([("refusals", 2_i64), ("renameCode", 0)]).into()),
            asked("nothing", Value::Names(Vec::new()).into()),
        ];
        let group = |group, probes| AskedGroup { group, probes };
        Report {
            format: 1,
            upgo: "0.1.0",
            milliseconds: 20,
            groups: vec![group(Group::Machine, machine), group(Group::Files, files)],
            left: vec!["a folder".to_owned()],
        }
    }

    #[test]
    fn a_person_reads_a_line_for_each_question() {
        let expected = "\
Windows about its version and the account
  version     10.0.26100 ü\\n
  edition     no such value
  long-paths  1
  session     not asked: the folder is unknown

Windows about files and locks
  letter-case-is-ignored  yes
  delete-an-open-file     error 32
  junction                exit code 1
  second-lock             no answer within 6000 ms
  known                   in-profile
  many-small-files        refusals 2, renameCode 0
  nothing                 none

Upgo 0.1.0, 20 ms
";
        assert_eq!(text(&report()), expected);
    }

    /// What is recorded of a report (`record.mjs`) has this form for good.
    #[test]
    fn the_json_has_the_form_that_is_recorded() {
        let json = json(&report());
        assert!(json.is_ascii(), "{json}");
        let document: serde_json::Value = serde_json::from_str(&json).unwrap();
        let result = |group: usize, probe: usize| &document["groups"][group]["probes"][probe]["result"];
        assert_eq!(document["groups"][0]["group"], "machine");
        assert_eq!(document["groups"][0]["probes"][0]["name"], "version");
        let head = ["format", "upgo", "milliseconds", "left"].map(|name| document[name].clone());
        assert_eq!(serde_json::json!(head), serde_json::json!([1, "0.1.0", 20, ["a folder"]]));
        for (found, expected) in [
            (result(0, 0), serde_json::json!({ "value": "10.0.26100 ü\n" })),
            (result(0, 1), serde_json::json!({ "value": null })),
            (result(0, 3), serde_json::json!({ "notAsked": "the folder is unknown" })),
            (result(1, 0), serde_json::json!({ "value": true })),
            (result(1, 1), serde_json::json!({ "error": "32" })),
            (result(1, 3), serde_json::json!({ "timedOut": 6000 })),
            (result(1, 4), serde_json::json!({ "value": ["in-profile"] })),
            (result(1, 5), serde_json::json!({ "value": { "refusals": 2, "renameCode": 0 } })),
        ] {
            assert_eq!(*found, expected);
        }
    }
}
