//! The values of Go's variables that only a request to the network would show to be wrong. What makes a build fail says
//! Go itself, see [`crate::which_go::trial`].
//! Sources: `cmd/go` (`checkEnvWrite`, `dbDial`, `proxyList`), `path` (`Match`) of Go 1.21 to 1.27.
use crate::base::words::{Sentence, Statement};

/// The reason why Go does not accept a value, as the end of a sentence: `GOSUMDB cannot be banana: …`.
pub(super) fn fault(name: &str, value: &str) -> Option<Sentence> {
    match name {
        "GOSUMDB" => wrong_database(value).map(|_| Sentence::MustBeDatabase),
        "GONOSUMDB" | "GONOPROXY" | "GOPRIVATE" | "GOINSECURE" if !value.split(',').all(is_pattern) => {
            Some(Sentence::NoPattern)
        }
        "GOVCS" if !value.split(',').all(|entry| entry.contains(':')) => Some(Sentence::MustBeVcs),
        _ => None,
    }
}

/// The problem in the form of GOSUMDB, which is a known name or a key, optionally followed by an address; in Go's words.
pub(crate) fn wrong_database(text: &str) -> Option<&'static str> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    match fields[..] {
        [_, _, _, ..] => Some("too many fields"),
        ["off" | "sum.golang.google.cn"] | ["sum.golang.org", ..] => None,
        [key, ..] if is_key(key) => None,
        _ => Some("malformed verifier id"),
    }
}

/// The words of a value that may have quotes around some of them; `None` if a quote is not closed.
/// Source: `cmd/internal/quoted` (`Split`).
pub(crate) fn split(value: &str) -> Option<Vec<&str>> {
    let mut words = Vec::new();
    let mut rest = value.trim_start_matches(is_space);
    while let Some(first) = rest.chars().next() {
        let (word, after) = if first == '"' || first == '\'' {
            rest[1..].split_once(first)?
        } else {
            rest.split_at(rest.find(is_space).unwrap_or(rest.len()))
        };
        words.push(word);
        rest = after.trim_start_matches(is_space);
    }
    Some(words)
}

fn is_space(letter: char) -> bool {
    [' ', '\t', '\n', '\r'].contains(&letter)
}

/// `name+0123abcd+base64`.
fn is_key(text: &str) -> bool {
    let mut parts = text.splitn(3, '+');
    let (name, hash, key) = (parts.next(), parts.next(), parts.next());
    let is_hash = |hash: &str| hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.is_some_and(|name| !name.is_empty()) && hash.is_some_and(is_hash) && key.is_some_and(|key| !key.is_empty())
}

/// Whether a pattern can match anything: each `[` is closed, and no `\` is at its end.
fn is_pattern(pattern: &str) -> bool {
    let mut letters = pattern.chars();
    let mut is_open = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.next().is_none() => return false,
            '[' if !is_open => is_open = true,
            ']' => is_open = false,
            _ => {}
        }
    }
    !is_open
}

/// What is wrong with an entry of GOPROXY that Go reads, or with all of them.
pub(crate) fn wrong_proxy(value: &str) -> Option<Statement> {
    let mut entries = value.split([',', '|']).map(str::trim).filter(|entry| !entry.is_empty()).peekable();
    if entries.peek().is_none() {
        return Some(Sentence::NamesNoServer.into());
    }
    for entry in entries {
        if ["off", "direct"].contains(&entry) {
            return None;
        }
        let has_scheme = ["https://", "http://", "file://"].iter().any(|scheme| entry.starts_with(scheme));
        let is_host = entry.contains(['.', ':', '/']) && !entry.contains(":/") && !entry.starts_with('/');
        if !(has_scheme || is_host) || entry.contains(char::is_whitespace) {
            return Some(say!(NoProxyAddress { entry }));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_values_that_go_does_not_accept() {
        for (name, good, bad) in [
            ("GOSUMDB", "off;sum.golang.org;sum.golang.org https://a.example;a+0123abcd+xyz", "banana;a b;a b c"),
            ("GOPRIVATE", "*.corp.example,a/[ab];a", "[;a,[x;a\\"),
            ("GOVCS", "public:git,*:all", "banana"),
        ] {
            for value in good.split(';') {
                assert_eq!(fault(name, value), None, "{name}={value}");
            }
            for value in bad.split(';') {
                assert!(fault(name, value).is_some(), "{name}={value}");
            }
        }
        for value in ["off", "https://a,direct", "a.example|direct", "file:///x", "http://x"] {
            assert_eq!(wrong_proxy(value), None, "{value}");
        }
        for value in [",", "banana", "ftp://x", "/x", "https://a b"] {
            assert!(wrong_proxy(value).is_some(), "{value}");
        }
    }
}
