//! The rules of Windows' schema for what the task has: what else Windows would refuse, no test under Wine shows.
use upgo_testkit::xml::Element;

use super::*;

/// What a value is. The dates and spans of a task have no fractions and no time zone.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Elements; these are required.
    Elements(&'static [&'static str]),
    Text,
    Bool,
    Moment,
    /// ISO 8601, at least this many seconds and at most that many.
    Span(u64, u64),
    Number(u32, u32),
    OneOf(&'static [&'static str]),
}

const DAY: u64 = 24 * 60 * 60;

/// Every element of the schema that a task of Upgo has.
/// Source: <https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema-elements>.
const RULES: &[(&str, Kind)] = &[
    ("Task", Kind::Elements(&["Actions"])),
    ("Task/RegistrationInfo", Kind::Elements(&[])),
    ("Task/RegistrationInfo/Author", Kind::Text),
    ("Task/RegistrationInfo/Description", Kind::Text),
    ("Task/RegistrationInfo/URI", Kind::Text),
    ("Task/Triggers", Kind::Elements(&[])),
    ("Task/Triggers/TimeTrigger", Kind::Elements(&["StartBoundary"])),
    ("Task/Triggers/TimeTrigger/Repetition", Kind::Elements(&["Interval"])),
    ("Task/Triggers/TimeTrigger/Repetition/Interval", Kind::Span(60, 31 * DAY)),
    ("Task/Triggers/TimeTrigger/Repetition/StopAtDurationEnd", Kind::Bool),
    ("Task/Triggers/TimeTrigger/StartBoundary", Kind::Moment),
    ("Task/Triggers/TimeTrigger/Enabled", Kind::Bool),
    ("Task/Triggers/TimeTrigger/RandomDelay", Kind::Span(0, 31 * DAY)),
    ("Task/Principals", Kind::Elements(&["Principal"])),
    ("Task/Principals/Principal", Kind::Elements(&[])),
    ("Task/Principals/Principal/UserId", Kind::Text),
    ("Task/Principals/Principal/LogonType", Kind::OneOf(&["S4U", "Password", "InteractiveToken"])),
    ("Task/Principals/Principal/RunLevel", Kind::OneOf(&["LeastPrivilege", "HighestAvailable"])),
    ("Task/Settings", Kind::Elements(&[])),
    ("Task/Settings/MultipleInstancesPolicy", Kind::OneOf(&["Parallel", "Queue", "IgnoreNew", "StopExisting"])),
    ("Task/Settings/DisallowStartIfOnBatteries", Kind::Bool),
    ("Task/Settings/StopIfGoingOnBatteries", Kind::Bool),
    ("Task/Settings/StartWhenAvailable", Kind::Bool),
    ("Task/Settings/ExecutionTimeLimit", Kind::Span(0, 31 * DAY)),
    ("Task/Settings/Enabled", Kind::Bool),
    ("Task/Settings/Priority", Kind::Number(0, 10)),
    ("Task/Actions", Kind::Elements(&["Exec"])),
    ("Task/Actions/Exec", Kind::Elements(&["Command"])),
    ("Task/Actions/Exec/Command", Kind::Text),
    ("Task/Actions/Exec/Arguments", Kind::Text),
];

/// Elements that follow one another in the schema and in what Windows writes. In a trigger, these two differ.
const IN_ORDER: &[&[&str]] = &[&["Interval", "StopAtDurationEnd"], &["Command", "Arguments", "WorkingDirectory"]];

/// What Windows would refuse in a task.
fn refused(document: &str) -> Vec<String> {
    let task = Element::read(document);
    let mut found = Vec::new();
    let mut unless = |holds: bool, what: String| {
        if !holds {
            found.push(what);
        }
    };
    unless(document.starts_with("<?xml version=\"1.0\" encoding=\"UTF-16\"?>"), "the declaration".to_owned());
    unless(
        task.attribute("xmlns") == Some("http://schemas.microsoft.com/windows/2004/02/mit/task"),
        "xmlns".to_owned(),
    );
    unless(task.attribute("version") == Some("1.2"), "version".to_owned());
    for (path, element) in task.all() {
        let Some((_, kind)) = RULES.iter().find(|(each, _)| *each == path) else {
            unless(false, format!("{path} is unknown"));
            continue;
        };
        let names: Vec<&str> = element.children.iter().map(|child| child.name.as_str()).collect();
        for (at, name) in names.iter().enumerate() {
            unless(!names[..at].contains(name), format!("{path} has {name} twice"));
        }
        for order in IN_ORDER {
            let places = order.iter().filter_map(|name| names.iter().position(|each| each == name));
            unless(places.is_sorted(), format!("{path} has another order"));
        }
        let text = element.text.as_str();
        let holds = match kind {
            Kind::Elements(required) => text.is_empty() && required.iter().all(|name| names.contains(name)),
            Kind::Text => !text.is_empty(),
            Kind::Bool => ["true", "false"].contains(&text),
            Kind::Moment => jiff::civil::DateTime::strptime("%Y-%m-%dT%H:%M:%S", text).is_ok(),
            Kind::Span(least, most) => seconds(text).is_some_and(|span| (*least..=*most).contains(&span)),
            Kind::Number(least, most) => text.parse().is_ok_and(|number| (*least..=*most).contains(&number)),
            Kind::OneOf(words) => words.contains(&text),
        };
        unless(holds, format!("{path} is no {kind:?}: {text}"));
    }
    let named = |path: &str, attribute: &str| {
        task.all()
            .iter()
            .find(|(each, _)| each == path)
            .and_then(|(_, element)| element.attribute(attribute).map(str::to_owned))
    };
    unless(named("Task/Actions", "Context") == named("Task/Principals/Principal", "id"), "the principal".to_owned());
    found
}

/// The length of a span in days, hours, minutes and seconds.
fn seconds(text: &str) -> Option<u64> {
    let (days, time) =
        text.strip_prefix('P')?.split_once('T').map_or((text.get(1..)?, ""), |(days, time)| (days, time));
    let mut sum = 0;
    for (part, units) in [(days, &[('D', DAY)][..]), (time, &[('H', 3600), ('M', 60), ('S', 1)][..])] {
        let mut rest = part;
        for (letter, length) in units {
            if let Some((number, following)) = rest.split_once(*letter) {
                sum += number.parse::<u64>().ok()? * length;
                rest = following;
            }
        }
        if !rest.is_empty() {
            return None;
        }
    }
    Some(sum)
}

#[test]
fn the_task_follows_the_schema_of_windows() {
    for path in [r"C:\Users\Zoë & Co\<x>\upgo-desktop.exe", "/opt/upgo"] {
        let task = task(&CheckProgram::desktop(path.into()), "S-1-5-21-1-2-3-1001");
        assert_eq!(refused(&task), Vec::<String>::new(), "{task}");
    }
}

#[test]
fn what_windows_would_refuse_in_a_task_is_found() {
    let task = task(&CheckProgram::desktop("upgo-desktop.exe".into()), "S-1-5-21-1-2-3-1001");
    for (from, to, message) in [
        ("UTF-16", "UTF-8", "the declaration"),
        (r#"version="1.2""#, r#"version="9.9""#, "version"),
        ("/mit/task", "/mit/tasks", "xmlns"),
        ("PT1H</Interval>", "PT30S</Interval>", "Task/Triggers/TimeTrigger/Repetition/Interval is no"),
        ("PT1H</Interval>", "1 hour</Interval>", "Task/Triggers/TimeTrigger/Repetition/Interval is no"),
        ("T00:00:00<", "<", "Task/Triggers/TimeTrigger/StartBoundary is no"),
        ("<StartBoundary>2026-01-01T00:00:00</StartBoundary>", "", "Task/Triggers/TimeTrigger is no"),
        ("LeastPrivilege", "Least", "Task/Principals/Principal/RunLevel is no"),
        ("<Priority>7</Priority>", "<Priority>11</Priority>", "Task/Settings/Priority is no"),
        ("<Priority>7</Priority>", "<Prio-rity/>", "a name"),
        ("<Priority>7</Priority>", "<Hidden>true</Hidden>", "Task/Settings/Hidden is unknown"),
        ("<Priority>7</Priority>", "<Enabled>true</Enabled>", "Task/Settings has Enabled twice"),
        ("<Command>upgo-desktop.exe</Command>", "", "Task/Actions/Exec is no"),
        (r#"Context="Author""#, r#"Context="Users""#, "the principal"),
        ("<Interval>PT1H</Interval>", "", "Task/Triggers/TimeTrigger/Repetition is no"),
    ] {
        assert!(task.contains(from), "{from}");
        let changed = task.replacen(from, to, 1);
        let found = std::panic::catch_unwind(|| refused(&changed));
        let found = found.unwrap_or_else(|panic| vec![panic.downcast_ref::<String>().cloned().unwrap_or_default()]);
        assert!(found.iter().any(|what| what.starts_with(message)), "{to}: {found:?}");
    }
    let swapped = "<Arguments>--check</Arguments>\n      <Command>upgo-desktop.exe</Command>";
    let (start, rest) = task.split_once("<Command>").unwrap();
    let (_, end) = rest.split_once("</Arguments>").unwrap();
    assert_eq!(refused(&format!("{start}{swapped}{end}")), ["Task/Actions/Exec has another order"]);
}
