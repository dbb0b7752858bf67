//! Strings in the quotes of Go. Source: <https://go.dev/ref/spec#String_literals>, and `QuotedPrefix` and `Unquote` of
//! <https://github.com/golang/go/blob/master/src/strconv/quote.go>.

/// The string in the quotes that enclose all of `text`; `None` if there are none.
pub(crate) fn unquoted(text: &str) -> Option<String> {
    prefix(text).and_then(|(string, rest)| rest.is_empty().then_some(string))
}

/// The quoted string at the start of `text`, and the rest; `None` if it does not start with one.
pub(crate) fn prefix(text: &str) -> Option<(String, &str)> {
    if let Some(raw) = text.strip_prefix('`') {
        let (string, rest) = raw.split_once('`')?;
        return Some((string.replace('\r', ""), rest));
    }
    let mut rest = text.strip_prefix('"')?;
    let mut string = Vec::new();
    loop {
        let mut characters = rest.chars();
        let character = characters.next()?;
        rest = characters.as_str();
        match character {
            '"' => return Some((String::from_utf8_lossy(&string).into_owned(), rest)),
            '\n' => return None,
            '\\' => rest = escape(rest, &mut string)?,
            other => push(&mut string, other),
        }
    }
}

/// Appends the character after a `\` to the string, and returns the rest.
fn escape<'a>(text: &'a str, string: &mut Vec<u8>) -> Option<&'a str> {
    let kind = *text.as_bytes().first()?;
    let (digits, radix) = match kind {
        b'x' => (1..3, 16),
        b'u' => (1..5, 16),
        b'U' => (1..9, 16),
        b'0'..=b'7' => (0..3, 8),
        _ => {
            string.push(control(kind)?);
            return text.get(1..);
        }
    };
    let number = number(text.get(digits.clone())?, radix)?;
    if kind == b'u' || kind == b'U' {
        push(string, char::from_u32(number)?);
    } else {
        string.push(u8::try_from(number).ok()?);
    }
    text.get(digits.end..)
}

fn control(letter: u8) -> Option<u8> {
    Some(match letter {
        b'a' => 7,
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 11,
        b'f' => 12,
        b'r' => b'\r',
        b'\\' | b'"' => letter,
        _ => return None,
    })
}

/// The standard library's parser would accept a sign.
fn number(digits: &str, radix: u32) -> Option<u32> {
    digits.chars().try_fold(0u32, |number, digit| number.checked_mul(radix)?.checked_add(digit.to_digit(radix)?))
}

fn push(string: &mut Vec<u8>, character: char) {
    string.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_quoted_strings_like_go() {
        for (text, string) in [
            (r#""""#, Some("")),
            (r#""a b""#, Some("a b")),
            (r#""-X main.v=\"1\" \\ü""#, Some("-X main.v=\"1\" \\ü")),
            (r#""\a\b\t\n\v\f\r""#, Some("\u{7}\u{8}\t\n\u{b}\u{c}\r")),
            (r#""\x41\102\u00fc\U0001F600""#, Some("AB\u{fc}\u{1f600}")),
            (r#""\xc3\xbc""#, Some("ü")),
            (r#""\xff""#, Some("\u{fffd}")),
            ("`a \\n\r \" b`", Some("a \\n \" b")),
            ("``", Some("")),
            (r#""open"#, None),
            (r#""\"#, None),
            (r#""\q""#, None),
            (r#""\'""#, None),
            (r#""\x4""#, None),
            (r#""\x+4""#, None),
            (r#""\xü""#, None),
            (r#""\400""#, None),
            (r#""\ud800""#, None),
            (r#""\U00110000""#, None),
            ("\"a\nb\"", None),
            (r#""a" "#, None),
            ("`open", None),
            ("plain", None),
            ("", None),
        ] {
            assert_eq!(unquoted(text).as_deref(), string, "{text}");
        }
    }

    #[test]
    fn returns_the_rest_after_the_string() {
        assert_eq!(prefix(r#""a=b"=c"#), Some(("a=b".to_owned(), "=c")));
        assert_eq!(prefix("`a`\"b\""), Some(("a".to_owned(), "\"b\"")));
    }
}
