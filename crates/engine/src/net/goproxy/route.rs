//! Which servers Go asks for a module, in which order, and which modules it asks no server for.
//! Source: `go help goproxy`, `go help goproxy-protocol`, `cmd/go/internal/modfetch/proxy.go` (`proxyList`,
//! `TryProxies`), `golang.org/x/mod/module` (`MatchPrefixPatterns`), `path` (`Match`).
use url::Url;

use super::address_of;
use crate::net::http::Login;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hop {
    pub(crate) server: Server,
    /// Whether any failure leads to the next entry (`|`), and not only a missing module (`,`).
    pub(crate) any_failure: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Server {
    /// Without a login in its address.
    At(Box<Url>),
    /// Only Go can read it.
    Direct,
    Off,
    /// Such as plain http.
    Refused,
}

/// Up to the first `off` or `direct`, and the logins in the addresses.
pub(super) fn read(value: &str) -> (Vec<Hop>, Vec<Login>) {
    let mut rest = value;
    let (mut hops, mut logins) = (Vec::new(), Vec::new());
    while !rest.is_empty() {
        let (entry, separator, next) = match rest.find([',', '|']) {
            Some(end) => (&rest[..end], &rest[end..=end], &rest[end + 1..]),
            None => (rest, "", ""),
        };
        rest = next;
        let server = match entry.trim() {
            "" => continue,
            "direct" => Server::Direct,
            "off" => Server::Off,
            address => address_of(address).map_or(Server::Refused, |(url, login)| {
                logins.extend(login);
                Server::At(Box::new(url))
            }),
        };
        let is_last = matches!(server, Server::Direct | Server::Off);
        hops.push(Hop { server, any_failure: separator == "|" });
        if is_last {
            break;
        }
    }
    (hops, logins)
}

/// Whether patterns such as `*.corp.example,example.com/private` (GONOPROXY) name the module or a path above it.
pub(crate) fn is_matched(patterns: &str, module: &str) -> bool {
    let elements: Vec<&str> = module.split('/').collect();
    patterns.split(',').map(|pattern| pattern.trim_end_matches('/')).filter(|pattern| !pattern.is_empty()).any(
        |pattern| {
            let globs: Vec<&str> = pattern.split('/').collect();
            globs.len() <= elements.len()
                && globs.iter().zip(&elements).all(|(glob, element)| is_glob_of(glob, element))
        },
    )
}

/// Whether a pattern of `path.Match` matches the whole text. A malformed pattern matches nothing.
fn is_glob_of(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    // The places in the text at which the rest of the pattern may begin.
    let mut places = vec![false; text.len() + 1];
    places[0] = true;
    let mut at = 0;
    while let Some(first) = pattern.get(at) {
        if *first == '*' {
            let from = places.iter().position(|place| *place).unwrap_or(places.len());
            places.iter_mut().skip(from).for_each(|place| *place = true);
            at += 1;
            continue;
        }
        let Some((accepts, length)) = one_of(&pattern[at..]) else { return false };
        let mut next = vec![false; text.len() + 1];
        for (index, letter) in text.iter().enumerate() {
            next[index + 1] = places[index] && accepts.has(*letter);
        }
        (places, at) = (next, at + length);
    }
    places.last().copied().unwrap_or_default()
}

/// The characters that one place of a pattern accepts.
enum Accepts {
    Any,
    Only(char),
    Ranges { ranges: Vec<(char, char)>, negated: bool },
}

impl Accepts {
    fn has(&self, letter: char) -> bool {
        match self {
            Self::Any => true,
            Self::Only(only) => *only == letter,
            Self::Ranges { ranges, negated } => {
                ranges.iter().any(|(low, high)| (*low..=*high).contains(&letter)) != *negated
            }
        }
    }
}

/// The first place of a pattern, and its length; `None` if it is malformed.
fn one_of(pattern: &[char]) -> Option<(Accepts, usize)> {
    match pattern.first()? {
        '?' => Some((Accepts::Any, 1)),
        '\\' => Some((Accepts::Only(*pattern.get(1)?), 2)),
        '[' => class(pattern),
        only => Some((Accepts::Only(*only), 1)),
    }
}

/// A class such as `[a-c]` or `[^x]`.
fn class(pattern: &[char]) -> Option<(Accepts, usize)> {
    let negated = pattern.get(1) == Some(&'^');
    let mut at = if negated { 2 } else { 1 };
    let mut ranges = Vec::new();
    let letter = |at: &mut usize| {
        let escaped = pattern.get(*at) == Some(&'\\');
        *at += usize::from(escaped);
        let letter = *pattern.get(*at)?;
        *at += 1;
        Some(letter).filter(|letter| escaped || !matches!(letter, '-' | ']'))
    };
    while pattern.get(at) != Some(&']') || ranges.is_empty() {
        let low = letter(&mut at)?;
        let mut high = low;
        if pattern.get(at) == Some(&'-') {
            at += 1;
            high = letter(&mut at)?;
        }
        ranges.push((low, high));
    }
    Some((Accepts::Ranges { ranges, negated }, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_order_and_say_when_the_next_one_is_asked() {
        let shown = |value: &str| -> Vec<String> {
            let name = |hop: &Hop| match &hop.server {
                Server::At(url) => url.to_string(),
                other => format!("{other:?}"),
            };
            read(value).0.iter().map(|hop| name(hop) + if hop.any_failure { " |" } else { "" }).collect()
        };
        assert_eq!(shown(super::super::DEFAULT), ["https://proxy.golang.org/", "Direct"]);
        assert_eq!(
            shown("https://me:secret@a.example/x|https://b.example, direct,https://never.example"),
            ["https://a.example/x/ |", "https://b.example/", "Direct"]
        );
        assert_eq!(shown("off,https://never.example"), ["Off"]);
        assert_eq!(shown("http://plain.example,off"), ["Refused", "Off"]);
        assert_eq!(shown(",,direct"), ["Direct"]);
    }

    #[test]
    fn private_modules_are_matched_as_go_does() {
        for (patterns, module, matched) in [
            ("corp.example", "corp.example/a/b", true),
            ("corp.example/a", "corp.example/a/b", true),
            ("corp.example/a/", "corp.example/a", true),
            ("corp.example/a", "corp.example/ab", false),
            ("corp.example/a/b/c", "corp.example/a", false),
            ("*.corp.example", "git.corp.example/x", true),
            ("*.corp.example", "corp.example/x", false),
            ("*", "anything.example/x", true),
            ("x.example,*.corp.example/team?", "a.corp.example/team1/tool", true),
            ("x.example/[a-c]*", "x.example/build", true),
            ("x.example/[^a-c]*", "x.example/build", false),
            ("x.example/[]*", "x.example/build", false),
            ("x.example/[a", "x.example/a", false),
            ("x.example/\\*", "x.example/*", true),
            ("none", "x.example/a", false),
            ("", "x.example/a", false),
        ] {
            assert_eq!(is_matched(patterns, module), matched, "{patterns} {module}");
        }
    }
}
