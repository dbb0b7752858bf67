//! The configuration of mise. Source: <https://mise.jdx.dev/configuration.html>.
use toml_edit::{Document, Item, Value};

use super::{NotEdited, VersionPlace};

const NAMES: [&str; 3] = ["go", "golang", "core:go"];

/// Of a list, the first one is used; the others only have to be installed.
pub(super) fn places(text: &str) -> Result<Vec<VersionPlace>, NotEdited> {
    let document = Document::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        NotEdited::Syntax(line, error.message().lines().collect::<Vec<_>>().join("; "))
    })?;
    let tools = document.get("tools").and_then(Item::as_table_like);
    let values = NAMES.iter().filter_map(|name| value(tools?.get(name)?));
    let mut places: Vec<VersionPlace> = values.filter_map(|value| place(text, value)).collect();
    places.sort_by_key(|place| place.range.start);
    Ok(places)
}

/// The version of a tool: `"1.27"`, `["1.27", "1.26"]` or `{ version = "1.27" }`.
fn value(item: &Item) -> Option<&Value> {
    match item {
        Item::Value(Value::Array(all)) => all.get(0),
        Item::Value(Value::InlineTable(table)) => table.get("version"),
        Item::Value(value) => Some(value),
        Item::Table(table) => table.get("version")?.as_value(),
        _ => None,
    }
}

/// The bytes of a string between its quotes, if it is written without escapes.
fn place(text: &str, value: &Value) -> Option<VersionPlace> {
    let (said, span) = (value.as_str()?, value.span()?);
    let (start, end) = (span.start.checked_add(1)?, span.end.checked_sub(1)?);
    let is_quoted = matches!(text.get(span)?.chars().next(), Some('"' | '\''));
    (is_quoted && text.get(start..end)? == said).then(|| VersionPlace::plain(start..end))
}
