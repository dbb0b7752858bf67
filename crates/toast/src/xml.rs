//! A toast as XML for Windows, with buttons that open links.
//! Source: <https://learn.microsoft.com/windows/apps/design/shell/tiles-and-notifications/toast-schema>.
use std::fmt::Write as _;

use crate::card::Card;
use crate::intent::Intent;
use crate::picture::Picture;

/// `picture` is the address of its picture; `link` returns the link behind a press.
pub fn document(card: &Card, picture: Option<&str>, link: impl Fn(&Intent) -> String) -> String {
    let mut xml = format!(r#"<toast activationType="protocol" launch="{}">"#, escaped(&link(&card.press)));
    xml += r#"<visual><binding template="ToastGeneric">"#;
    // What changes is a name in braces, for which `bindings` gives the values.
    let body = if card.bar.is_some() { "{detail}" } else { &card.body };
    for text in [&card.title, body, &card.also].into_iter().filter(|text| !text.is_empty()) {
        let _ = write!(xml, "<text>{}</text>", escaped(text));
    }
    if card.bar.is_some() {
        xml += r#"<progress value="{value}" status="{done}" valueStringOverride="{left}"/>"#;
    }
    // Every toast already shows the program's own icon.
    if let Some(address) = picture.filter(|_| card.picture != Picture::App) {
        let _ = write!(xml, r#"<image placement="appLogoOverride" hint-crop="circle" src="{}"/>"#, escaped(address));
    }
    xml += "</binding></visual>";
    if card.bar.is_some() {
        // the user has just asked for the change
        xml += r#"<audio silent="true"/>"#;
    }
    xml += "<actions>";
    for button in &card.buttons {
        let (word, link) = (escaped(&button.word), escaped(&link(&button.intent)));
        let _ = write!(xml, r#"<action activationType="protocol" content="{word}" arguments="{link}"/>"#);
    }
    xml + "</actions></toast>"
}

/// The values of the names in the document of a card with progress. Windows replaces them while the toast is shown.
pub fn bindings(card: &Card) -> Vec<(&'static str, String)> {
    let Some(bar) = &card.bar else { return Vec::new() };
    let value =
        bar.percent.map_or_else(|| "indeterminate".to_owned(), |percent| format!("{:.2}", f64::from(percent) / 100.0));
    // in place of an empty text, Windows would show the percentage again
    let left = if bar.left.is_empty() { "\u{a0}".to_owned() } else { bar.left.clone() };
    vec![("detail", card.body.clone()), ("value", value), ("done", bar.done.clone()), ("left", left)]
}

/// Characters that XML 1.0 forbids become U+FFFD.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&apos;",
            // in an attribute, all of them would be read as spaces
            '\t' | '\n' | '\r' => write!(escaped, "&#{};", u32::from(letter)).unwrap_or_default(),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
