//! Foreign text for people: names of files, build info, answers of servers, output of programs. Characters that move
//! the cursor, set colors and titles, reverse the direction or are invisible become the escapes of a string literal
//! (`\u{1b}`). JSON documents get JSON's own escapes (`\u009b`), so that they lose nothing. Source:
//! <https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point>,
//! <https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing>.
#[path = "../../../launcher/src/display.rs"]
mod unsafe_characters;

use std::fmt::{Display, Write as _};

use unsafe_characters::{escaped, marked};

use crate::base::secret;

/// A text on one line: line breaks are escaped, too. Escaping a text twice changes nothing.
pub fn one_line(text: impl Display) -> String {
    escaped(&text.to_string(), &[])
}

/// What a program printed, as a part of a sentence: its lines one after the other.
pub(crate) fn joined_lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The line of a byte, counted from 1.
pub(crate) fn line_number(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

/// A text that may have several lines, such as the messages of a compiler. A line break of Windows becomes a plain one.
pub fn lines(text: &str) -> String {
    escaped(&text.replace("\r\n", "\n"), &['\n', '\t'])
}

/// A text with a capital letter, for the start of a sentence. The name of a toolchain stays as it is.
pub fn at_start(text: &str) -> String {
    if text.starts_with("go1.") {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A sentence of Upgo that contains foreign text: [`one_line`], and without secrets.
pub fn sentence(text: impl Display) -> String {
    one_line(secret::without_secrets(&text.to_string()))
}

/// A text as text of XML or HTML, outside of attributes.
pub fn markup(text: impl Display) -> String {
    text.to_string().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A text as text of XML or HTML, also within an attribute in quotes.
pub fn xml(text: impl Display) -> String {
    markup(text).replace('"', "&quot;").replace('\'', "&#39;")
}

/// A JSON document in which such characters are written as its own escapes.
pub fn json(document: &str) -> String {
    let mut safe = String::with_capacity(document.len());
    for (character, is_unsafe) in marked(document) {
        if is_unsafe && character != '\n' {
            let units = &mut [0; 2];
            for unit in character.encode_utf16(units) {
                write!(safe, "\\u{unit:04x}").ok();
            }
        } else {
            safe.push(character);
        }
    }
    safe
}

/// A JSON document in plain ASCII, because its reader may decode it in the encoding of a console, as PowerShell does.
pub fn ascii_json(document: &str) -> String {
    let mut ascii = String::with_capacity(document.len());
    for character in document.chars() {
        if character.is_ascii() && character != '\u{7f}' {
            ascii.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(ascii, "\\u{unit:04x}").ok();
            }
        }
    }
    ascii
}

/// Whether a text contains no such character, and no line break.
pub(crate) fn is_plain(text: &str) -> bool {
    marked(text).all(|(_, is_unsafe)| !is_unsafe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_change_other_text_are_escaped() {
        for (text, shown) in [
            ("go1.27.3 Zoë 测试 שלום", "go1.27.3 Zoë 测试 שלום"),
            ("a\u{1b}[2Jb", "a\\u{1b}[2Jb"),
            ("a\rb\nc\td", "a\\rb\\nc\\td"),
            ("a\u{9b}31mb\u{7f}\0", "a\\u{9b}31mb\\u{7f}\\u{0}"),
            ("gpj.\u{202e}exe\u{2066}\u{2069}\u{200f}", "gpj.\\u{202e}exe\\u{2066}\\u{2069}\\u{200f}"),
            ("a\u{2028}b\u{2029}\u{200b}\u{feff}\u{e0041}", "a\\u{2028}b\\u{2029}\\u{200b}\\u{feff}\\u{e0041}"),
            ("go\u{200d}pls", "go\\u{200d}pls"),
            ("می\u{200c}خواهم 👨\u{200d}💻", "می\u{200c}خواهم 👨\u{200d}💻"),
        ] {
            assert_eq!(one_line(text), shown);
            assert_eq!(one_line(shown), shown, "again");
            assert_eq!(is_plain(text), text == shown, "{shown}");
        }
    }

    #[test]
    fn several_lines_keep_line_breaks_and_tabs_only() {
        assert_eq!(lines("a\r\n\tb\rc\u{1b}c\n"), "a\n\tb\\rc\\u{1b}c\n");
    }

    #[test]
    fn printed_lines_become_one() {
        assert_eq!(joined_lines("# runtime\r\n\n\ta.go:1: no\n"), "# runtime a.go:1: no");
    }

    #[test]
    fn a_json_document_keeps_its_meaning() {
        let value = serde_json::json!({ "a\u{9b}": ["\u{1b}\u{7f}\u{202e}", "\u{e0041}é😀\n"] });
        let written = serde_json::to_string_pretty(&value).unwrap();
        let document = json(&written);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&document).unwrap(), value);
        assert!(document.lines().all(is_plain), "{document}");
        let ascii = ascii_json(&written);
        assert!(ascii.is_ascii() && ascii.contains("\\u00e9\\ud83d\\ude00"), "{ascii}");
        assert!(ascii.lines().all(is_plain), "{ascii}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&ascii).unwrap(), value);
    }
}
