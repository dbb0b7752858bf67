//! The characters that change how the text around them looks, or are invisible, and their escapes. The engine compiles
//! this file, too: its `base/display.rs` says where they come from.

/// Whether a text has only visible ASCII, spaces and some other characters, so that nothing needs to be looked at.
pub(crate) fn is_usual(text: &str, others: &[char]) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~') || others.contains(&char::from(byte)))
}

/// The text with the escapes of a string literal for such characters, except the `kept` ones.
pub(crate) fn escaped(text: &str, kept: &[char]) -> String {
    if is_usual(text, kept) {
        return text.to_owned();
    }
    let mut safe = String::with_capacity(text.len());
    for (character, is_unsafe) in marked(text) {
        if is_unsafe && !kept.contains(&character) {
            safe.extend(character.escape_default());
        } else {
            safe.push(character);
        }
    }
    safe
}

/// Each character, and whether it changes how others look or is invisible.
pub(crate) fn marked(text: &str) -> impl Iterator<Item = (char, bool)> {
    let before = std::iter::once(None).chain(text.chars().map(Some));
    text.chars().zip(before).map(|(character, before)| {
        // Parts of words in several scripts, and of emoji. After an ASCII character, all that they do is hide.
        let is_joiner = matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
        (character, if is_joiner { before.is_none_or(|before| before.is_ascii()) } else { is_unsafe(character) })
    })
}

fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' // Mongolian selectors
                | '\u{200b}' | '\u{200e}' | '\u{200f}' // zero width, direction
                | '\u{2028}'..='\u{202e}' // line and paragraph separators, direction
                | '\u{2060}'..='\u{206f}' // invisible, isolates
                | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
                | '\u{e0000}'..='\u{e0fff}' // tags
        )
}
