//! The Go that the settings of VS Code and its derivatives select, in JSON with comments and trailing commas. An edit
//! removes or inserts one property and keeps every other byte. The parser's own edits (its feature `cst`) also remove
//! comments beside a property and break an object into lines.
use std::ops::Range;

use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::tokens::{Token, TokenAndRange};
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, ParseResult, parse_to_ast};

use crate::base::words::{Sentence, Statement};

/// Settings that can select a Go, and of objects the entries that can.
/// Source: <https://github.com/golang/vscode-go/wiki/settings>.
const NAMES: [(&str, &[&str]); 3] =
    [("go.goroot", &[]), ("go.alternateTools", &["go"]), ("go.toolsEnvVars", &["GOROOT", "GOTOOLCHAIN"])];

/// Far more than a person writes; each is removed on its own.
const MOST: usize = 100;

const MARK: &str = "\u{feff}";

/// A setting with text as its value, or an entry of a setting that is an object.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditorSetting {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    pub value: String,
}

impl EditorSetting {
    /// `go.goroot`, `go.alternateTools.go`.
    pub fn label(&self) -> String {
        [Some(&self.name), self.entry.as_ref()].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(".")
    }

    /// `auto`, `local` and `go1.26.0+auto` let the `go` that runs decide.
    fn selects_go(&self) -> bool {
        match self.entry.as_deref() {
            Some("GOTOOLCHAIN") => self.value.starts_with("go") && !self.value.contains('+'),
            _ => !self.value.trim().is_empty(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        (&self.name, &self.entry) == (&other.name, &other.entry)
    }
}

struct SettingPlace {
    setting: EditorSetting,
    property: Range<usize>,
}

/// Whether the text may name a setting that selects a Go, in a comment or anywhere else.
pub(crate) fn mentions_go(text: &str) -> bool {
    NAMES.iter().any(|(name, _)| text.contains(name))
}

/// Each as often as the file has it; the last of a name counts. Fails if this is no such file.
pub(crate) fn selecting(text: &str) -> Result<Vec<EditorSetting>, Statement> {
    let found: Vec<EditorSetting> = places(unmarked(text))?.into_iter().map(|place| place.setting).collect();
    let counts = |setting: &EditorSetting| found.iter().rfind(|other| other.is_same(setting));
    let is_in_force = |setting: &&EditorSetting| counts(setting).is_some_and(EditorSetting::selects_go);
    Ok(found.iter().filter(is_in_force).filter(|setting| setting.selects_go()).cloned().collect())
}

/// The values in other settings that can select a Go, of an editor on this system. Upgo only names them: a PATH has more
/// in it, and the settings of gopls are nested.
pub(crate) fn environments(text: &str, os: &str) -> Result<Vec<EditorSetting>, Statement> {
    const EACH: &[&str] = &["GOROOT", "GOTOOLCHAIN", "PATH"];
    let parsed = parse(unmarked(text))?;
    let terminal = format!("terminal.integrated.env.{}", if os == "darwin" { "osx" } else { os });
    let ways: [(&[&str], &[&str]); 3] =
        [(&["go.toolsEnvVars"], &["PATH"]), (&["gopls", "build.env"], EACH), (&[&terminal], EACH)];
    let mut found = Vec::new();
    for (way, names) in ways {
        let root = parsed.value.as_ref().and_then(object_of);
        let Some(object) = way.iter().fold(root, |object, name| object_of(&last_of(object?, name)?.value)) else {
            continue;
        };
        for property in &object.properties {
            let name = property.name.as_str();
            let is_meant = names.iter().any(|meant| meant.eq_ignore_ascii_case(name));
            let setting = place(&way.join("."), Some(name), property).map(|place| place.setting);
            found.extend(setting.filter(|setting| is_meant && setting.selects_go()));
        }
    }
    Ok(found)
}

/// `None` if it has none, or one that is not text.
pub(super) fn value_of(text: &str, setting: &EditorSetting) -> Result<Option<String>, Statement> {
    let same = places(unmarked(text))?.into_iter().rfind(|place| place.setting.is_same(setting));
    Ok(same.map(|place| place.setting.value))
}

/// The text without the last property that is this setting with this value; `None` if it has none.
pub(super) fn without(text: &str, setting: &EditorSetting) -> Result<Option<String>, Statement> {
    let body = unmarked(text);
    let Some(place) = places(body)?.into_iter().rfind(|place| place.setting == *setting) else { return Ok(None) };
    let tokens = parse(body)?.tokens.unwrap_or_default();
    Ok(Some(mark_of(text).to_owned() + &cut(body, &tokens, place.property)))
}

/// The text with this setting; `None` if it has another value, or nowhere to put it.
pub(super) fn with(text: &str, setting: &EditorSetting) -> Result<Option<String>, Statement> {
    let body = unmarked(text);
    let parsed = parse(body)?;
    let Some(Value::Object(root)) = &parsed.value else { return Ok(None) };
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let existing = last_of(root, &setting.name);
    let property = |name: &str, value: &str| format!("{}: {}", quoted(name), quoted(value));
    let inserted = match (existing.map(|property| &property.value), &setting.entry) {
        (None, None) => inserted(body, root, &property(&setting.name, &setting.value)),
        (None, Some(entry)) => {
            let object = format!("{}: {{ {} }}", quoted(&setting.name), property(entry, &setting.value));
            inserted(body, root, &object)
        }
        (Some(Value::Object(object)), Some(entry)) if !has(object, entry) => {
            inserted(body, object, &property(entry, &setting.value))
        }
        (Some(_), _) => return Ok(None),
    };
    Ok(Some(mark_of(text).to_owned() + &inserted))
}

fn unmarked(text: &str) -> &str {
    text.strip_prefix(MARK).unwrap_or(text)
}

fn mark_of(text: &str) -> &str {
    &text[..text.len() - unmarked(text).len()]
}

/// Strict: these editors guess the meaning of what they complain about, so Upgo leaves it alone.
fn parse(text: &str) -> Result<ParseResult<'_>, Statement> {
    let options = ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: true };
    parse_to_ast(text, &collect, &options)
        .map_err(|error| say!(NotValidJson { error: Statement::quoted(error.to_string()) }))
}

/// In the order of the file.
fn places(text: &str) -> Result<Vec<SettingPlace>, Statement> {
    let parsed = parse(text)?;
    let Some(Value::Object(root)) = parsed.value else { return Ok(Vec::new()) };
    let mut places = Vec::new();
    for property in &root.properties {
        let name = property.name.as_str();
        let Some((_, entries)) = NAMES.iter().find(|(known, _)| *known == name) else { continue };
        match &property.value {
            Value::Object(object) => {
                let meant = object.properties.iter().filter(|entry| entries.contains(&entry.name.as_str()));
                places.extend(meant.filter_map(|entry| place(name, Some(entry.name.as_str()), entry)));
            }
            _ if entries.is_empty() => places.extend(place(name, None, property)),
            _ => {}
        }
    }
    if places.len() > MOST { Err(Sentence::FileTooLong.into()) } else { Ok(places) }
}

fn place(name: &str, entry: Option<&str>, property: &ObjectProp<'_>) -> Option<SettingPlace> {
    let value = property.value.as_string_lit()?.value.clone().into_owned();
    let setting = EditorSetting { name: name.to_owned(), entry: entry.map(str::to_owned), value };
    Some(SettingPlace { setting, property: property.start()..property.end() })
}

fn has(object: &Object<'_>, name: &str) -> bool {
    last_of(object, name).is_some()
}

fn object_of<'a>(value: &'a Value<'a>) -> Option<&'a Object<'a>> {
    if let Value::Object(object) = value { Some(object) } else { None }
}

/// The last of two with the same name counts.
fn last_of<'a>(object: &'a Object<'a>, name: &str) -> Option<&'a ObjectProp<'a>> {
    object.properties.iter().rfind(|property| property.name.as_str() == name)
}

/// The text without a property and the comma that belongs to it. Comments stay.
fn cut(text: &str, tokens: &[TokenAndRange<'_>], property: Range<usize>) -> String {
    let is_comma = |token: &&TokenAndRange<'_>| token.token == Token::Comma;
    let after = tokens.iter().find(|token| token.start() >= property.end).filter(is_comma);
    let before = tokens.iter().rfind(|token| token.end() <= property.start).filter(is_comma);
    let comma = after.or(before).map(|token| token.start()..token.end());
    let mut cuts = match comma {
        Some(comma) if comma.start >= property.end && text[property.end..comma.start].trim().is_empty() => {
            vec![with_spaces(text, property.start..comma.end)]
        }
        Some(comma) => vec![comma, with_spaces(text, property)],
        None => vec![with_spaces(text, property)],
    };
    cuts.sort_by_key(|cut| cut.start);
    let mut rest = text.to_owned();
    for cut in cuts.into_iter().rev() {
        rest.replace_range(cut, "");
    }
    rest
}

/// The range with the spaces next to it that have no purpose without it: its whole line, if nothing else is there.
fn with_spaces(text: &str, range: Range<usize>) -> Range<usize> {
    const SPACES: [char; 2] = [' ', '\t'];
    let (head, tail) = (&text[..range.start], &text[range.end..]);
    let start = head.trim_end_matches(SPACES).len();
    let end = text.len() - tail.trim_start_matches(SPACES).len();
    let rest = &text[end..];
    let begins_line = start == 0 || text[..start].ends_with(['\n', '\r']);
    let line_end = ["\r\n", "\n", "\r"].into_iter().find(|ending| rest.starts_with(ending));
    match line_end {
        Some(ending) if begins_line => start..end + ending.len(),
        Some(_) => start..range.end,
        None if !begins_line && rest.starts_with('}') => start..range.end,
        None => range.start..end,
    }
}

/// The text with this property as the first one of an object, on a line of its own if the present first one is.
fn inserted(text: &str, object: &Object<'_>, property: &str) -> String {
    let (head, tail) = text.split_at(object.start() + 1);
    if object.properties.is_empty() {
        return [head, property, tail].concat();
    }
    let space = &tail[..tail.len() - tail.trim_start().len()];
    [head, space, property, ",", tail].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn setting(name: &str, entry: Option<&str>, value: &str) -> EditorSetting {
        EditorSetting { name: name.into(), entry: entry.map(str::to_owned), value: value.into() }
    }

    /// The text without everything that selects a Go, each removed as a change does it.
    fn cleaned(text: &str) -> String {
        let settings = selecting(text).unwrap();
        settings.iter().rev().fold(text.to_owned(), |text, setting| without(&text, setting).unwrap().unwrap())
    }

    /// A file, and the same without what selects a Go.
    const FILES: &[(&str, &str)] = &[
        (r#"{"go.goroot": "/x"}"#, "{}"),
        (r#"{ "go.goroot": "/x" }"#, "{ }"),
        (r#"{ "go.goroot": "/x", "b": 2 }"#, r#"{ "b": 2 }"#),
        (r#"{ "a": 1, "go.goroot": "/x" }"#, r#"{ "a": 1 }"#),
        (r#"{"a":1,"go.goroot":"/x","b":2}"#, r#"{"a":1,"b":2}"#),
        ("{\n  \"go.goroot\": \"/x\"\n}\n", "{\n}\n"),
        ("{\n  \"a\": 1,\n  \"go.goroot\": \"/x\"\n}", "{\n  \"a\": 1\n}"),
        ("{\n  \"a\": 1,\n  \"go.goroot\": \"/x\",\n}\n", "{\n  \"a\": 1,\n}\n"),
        ("{\r\n\t\"go.goroot\": \"/x\",\r\n\r\n\t\"b\": 2\r\n}\r\n", "{\r\n\r\n\t\"b\": 2\r\n}\r\n"),
        ("\u{feff}{\n  \"go.goroot\": \"/x\",\n  \"b\": 2\n}", "\u{feff}{\n  \"b\": 2\n}"),
        // Comments stay, wherever they are.
        (
            "// head\n{\n  // why\n  \"go.goroot\": \"/x\", // which\n  \"b\": 2 /* b */\n}\n// tail",
            "// head\n{\n  // why\n  // which\n  \"b\": 2 /* b */\n}\n// tail",
        ),
        ("{\n  \"a\": 1, // a\n  \"go.goroot\": \"/x\" // x\n}", "{\n  \"a\": 1 // a\n  // x\n}"),
        ("{\"a\": 1, \"go.goroot\": \"/x\" /* x */, \"b\": 2}", "{\"a\": 1, /* x */ \"b\": 2}"),
        ("{/* a */\"go.goroot\"/* b */:/* c */\"/x\"/* d */,/* e */}", "{/* a *//* d *//* e */}"),
        ("{ // \"go.goroot\": \"/old\",\n}", "{ // \"go.goroot\": \"/old\",\n}"),
        // Only the entry that selects a Go, also if it is escaped, and as often as it is there.
        (
            "{\n  \"go.alternateTools\": {\n    \"dlv\": \"/dlv\",\n    \"go\": \"/x/go\"\n  },\n}",
            "{\n  \"go.alternateTools\": {\n    \"dlv\": \"/dlv\"\n  },\n}",
        ),
        (r#"{"go.alternateTools": {"go": "/x/go", "gopls": "/g"}}"#, r#"{"go.alternateTools": {"gopls": "/g"}}"#),
        (r#"{"go.alternateTools": {"go": "/x/go"}}"#, r#"{"go.alternateTools": {}}"#),
        (
            r#"{"go.toolsEnvVars": {"GOROOT": "/x", "GOPROXY": "off", "GOTOOLCHAIN": "go1.26.5"}}"#,
            r#"{"go.toolsEnvVars": {"GOPROXY": "off"}}"#,
        ),
        (r#"{"go\u002egoroot": "/x\u0031", "b": 2}"#, r#"{"b": 2}"#),
        (r#"{"go.goroot": "/x", "a": 1, "go.goroot": "/y"}"#, r#"{"a": 1}"#),
        (r#"{"go.goroot": "", "go.goroot": "/y"}"#, r#"{"go.goroot": ""}"#),
        // What selects no Go.
        ("", ""),
        ("// nothing\n", "// nothing\n"),
        (r#"["go.goroot", "/x"]"#, r#"["go.goroot", "/x"]"#),
        (r#"{"go.goroot": ""}"#, r#"{"go.goroot": ""}"#),
        (r#"{"go.goroot": null}"#, r#"{"go.goroot": null}"#),
        (r#"{"go.goroot": "/x", "go.goroot": ""}"#, r#"{"go.goroot": "/x", "go.goroot": ""}"#),
        (r#"{"x": {"go.goroot": "/x"}}"#, r#"{"x": {"go.goroot": "/x"}}"#),
        (r#"{"go.toolsEnvVars": {"GOTOOLCHAIN": "local"}}"#, r#"{"go.toolsEnvVars": {"GOTOOLCHAIN": "local"}}"#),
        (
            r#"{"go.toolsEnvVars": {"GOTOOLCHAIN": "go1.26.0+auto"}}"#,
            r#"{"go.toolsEnvVars": {"GOTOOLCHAIN": "go1.26.0+auto"}}"#,
        ),
        (r#"{"go.alternateTools": "go"}"#, r#"{"go.alternateTools": "go"}"#),
    ];

    #[test]
    fn removes_what_selects_a_go_and_keeps_every_other_byte() {
        for (text, expected) in FILES {
            assert_eq!(cleaned(text), *expected, "{text}");
            assert!(selecting(expected).unwrap().is_empty(), "{expected}");
        }
    }

    #[test]
    fn a_setting_is_inserted_in_the_style_of_the_file() {
        let root = setting("go.goroot", None, r#"C:\"go""#);
        let tool = setting("go.alternateTools", Some("go"), "/x/go");
        for (text, setting, expected) in [
            ("{}", &root, r#"{"go.goroot": "C:\\\"go\""}"#),
            ("{\r\n\t\"a\": 1\r\n}", &root, "{\r\n\t\"go.goroot\": \"C:\\\\\\\"go\\\"\",\r\n\t\"a\": 1\r\n}"),
            ("\u{feff}{ // a\n}", &tool, "\u{feff}{\"go.alternateTools\": { \"go\": \"/x/go\" } // a\n}"),
            (r#"{"go.alternateTools": {"dlv": "/d"}}"#, &tool, r#"{"go.alternateTools": {"go": "/x/go","dlv": "/d"}}"#),
        ] {
            let inserted = with(text, setting).unwrap().unwrap();
            assert_eq!(inserted, expected, "{text}");
            assert_eq!(value_of(&inserted, setting).unwrap().as_ref(), Some(&setting.value));
        }
        for text in ["", "[]", r#"{"go.goroot": "", "go.alternateTools": 1}"#] {
            assert_eq!((with(text, &root).unwrap(), with(text, &tool).unwrap()), (None, None), "{text}");
        }
    }

    #[test]
    fn refuses_what_an_editor_would_only_guess() {
        for text in [
            "{\"go.goroot\": \"/x\"",
            "{\"go.goroot\" \"/x\"}",
            "{\"a\": 1 \"go.goroot\": \"/x\"}",
            "{go.goroot: \"/x\"}",
            "{'go.goroot': '/x'}",
            "{\"go.goroot\": \"/x\"} {}",
            "{\"go.goroot\": \"/x\",,}",
            "{\"go.goroot\": \"/x\" /* }",
        ] {
            assert!(selecting(text).is_err(), "{text}");
            assert!(mentions_go(text), "{text}");
        }
        let many = format!("{{{}}}", r#""go.goroot": "/x","#.repeat(MOST + 1));
        assert!(selecting(&many).is_err());
        assert!(selecting(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))).is_err());
    }

    /// Everything that a settings file says, in order.
    fn properties(text: &str) -> Vec<(String, String)> {
        let body = unmarked(text);
        let Some(Value::Object(root)) = parse(body).unwrap().value else { return Vec::new() };
        let of = |property: &ObjectProp<'_>| (property.name.as_str().to_owned(), property.value.text(body).to_owned());
        root.properties.iter().map(of).collect()
    }

    proptest! {
        #[test]
        fn any_removal_and_insertion_changes_one_property(
            names in prop::collection::vec("go\\.goroot|b|c", 0..6),
            gaps in prop::collection::vec(" |\n|\r\n\t|/\\*,\\*/|//}\n|", 30),
            end in any::<bool>(),
        ) {
            let mut gaps = gaps.iter().map(String::as_str);
            let mut gap = || gaps.next().unwrap_or_default();
            let mut text = format!("{}{{", gap());
            for (at, name) in names.iter().enumerate() {
                let comma = if end || at + 1 < names.len() { "," } else { "" };
                text.extend([gap(), "\"", name, "\":", gap(), "\"v", &at.to_string(), "\"", gap(), comma]);
            }
            text.extend([gap(), "}", gap()]);
            let others = |text: &str| {
                properties(text).into_iter().filter(|(name, _)| name != "go.goroot").collect::<Vec<_>>()
            };
            let clean = cleaned(&text);
            prop_assert!(selecting(&clean).unwrap().is_empty(), "{}", clean);
            prop_assert_eq!(properties(&clean), others(&text));
            let root = setting("go.goroot", None, "/x");
            let again = with(&clean, &root).unwrap().unwrap();
            prop_assert_eq!(selecting(&again).unwrap(), vec![root.clone()]);
            prop_assert_eq!(others(&again), others(&text));
            prop_assert_eq!(properties(&without(&again, &root).unwrap().unwrap()), others(&text));
        }
    }
}
