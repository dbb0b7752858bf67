//! Secrets in texts: logins and queries of URLs, and values whose names say that they are secret. [`without_secrets`]
//! is the only place that removes them, and removes too much if in doubt: a password need not be escaped properly. A
//! secret that nothing marks cannot be found here; see [`crate::change::log::Discretion`].
mod address;

use std::borrow::Cow;
use std::path::Path;

use percent_encoding::percent_decode_str;

pub(crate) use address::logins;

use address::addresses;

/// Stands for each secret.
pub(crate) const HIDDEN: char = '…';

/// Why a value in which a secret is hidden cannot be stored.
pub(crate) const REFUSED: &str = "must be entered whole, because … stands for a hidden part";

/// Parts of names whose values are secret: of variables, flags and parameters.
const SECRET_NAMES: [&str; 18] = [
    "token", "secret", "password", "passwd", "passphrase", "passcode", "pwd", "credential", "apikey", "api_key",
    "api-key", "access_key", "accesskey", "private_key", "privatekey", "signature", "authorization", "cookie",
];

/// Words of such names, which may be parts of other words.
const SECRET_WORDS: [&str; 6] = ["auth", "bearer", "key", "otp", "pass", "pw"];

/// A text without secrets. Each becomes `…`:
///
/// - the login in a URL, or in `user:password@host`, anywhere in the text, also in lists
/// - the query of a URL, or a fragment with values, which hold tokens and signatures
/// - the value in `name=value` if the name says that it is secret, and that of a linker flag `-X name=value`
/// - the word after an option with such a name (`--password VALUE`) or after `Bearer`, also in a list of quoted words;
///   if it is quoted, up to the end of the quotes
/// - the value of such a name in JSON (`"password": "VALUE"`)
/// - the value of the headers `Authorization` and `Cookie`, and of others with such names after `-H`
pub fn without_secrets(text: &str) -> String {
    let mut hidden = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        hidden += &line_without_secrets(line);
    }
    hidden
}

/// A program's arguments without secrets. Besides what [`without_secrets`] finds in each, the word after an option with
/// a secret name is one, and that after `-p`, unless it looks like a path or a number.
pub(crate) fn words_without_secrets<S: AsRef<str>>(words: &[S]) -> Vec<String> {
    let mut before = "";
    let mut hidden = Vec::with_capacity(words.len());
    for word in words.iter().map(AsRef::as_ref) {
        let is_short = matches!(before, "-p" | "-P") && !word.contains(['/', '\\']) && !is_number(word);
        let is_login = matches!(before, "-u" | "-U" | "--user" | "--proxy-user") && word.contains(':');
        let is_value = is_secret_option(before) && !word.is_empty();
        hidden.push(match header_of(word) {
            _ if is_value || is_short || is_login => HIDDEN.to_string(),
            Some(at) => format!("{} {HIDDEN}", &word[..at]),
            // an `@` in a path is not a login
            None if Path::new(word).is_absolute() => word.to_owned(),
            // what is left may look like another login
            None => (0..4).fold(word.to_owned(), |word, _| without_secrets(&word)),
        });
        before = word;
    }
    hidden
}

/// The value of a variable or setting without secrets. All of it is one if its name says so.
pub(crate) fn value_without_secrets(name: &str, value: &str) -> String {
    if name == "GOAUTH" {
        return value.split(';').map(command_alone).collect::<Vec<_>>().join("; ");
    }
    if is_secret_name(name) { HIDDEN.into() } else { without_secrets(value) }
}

/// A command of GOAUTH, whose arguments may be secret. Which program it starts is not.
fn command_alone(command: &str) -> String {
    match command.trim().split_once(char::is_whitespace) {
        Some((program, _)) => format!("{} {HIDDEN}", without_secrets(program)),
        None => without_secrets(command.trim()),
    }
}

/// Whether a value was shown without its secrets, so that it must not be stored.
pub(crate) fn is_hidden(value: &str) -> bool {
    value.contains(HIDDEN) || value.contains("%E2%80%A6")
}

fn line_without_secrets(line: &str) -> String {
    if let Some(at) = header_value(line) {
        let end = line.trim_end_matches(['\n', '\r']).len();
        return format!("{} {HIDDEN}{}", line_without_secrets(&line[..at]), &line[end..]);
    }
    let mut hidden = String::with_capacity(line.len());
    let (mut before, mut is_named, mut is_value, mut is_header, mut open) = ("", false, false, false, None);
    for (word, between) in words(line) {
        // the marks of a list are between its quoted words, and those of JSON after a name
        let is_mark = word.chars().all(|c| ",[](){}:\\".contains(c));
        let is_quote = ["\"", "'", "`"].contains(&between);
        let is_of_json = is_named && word.starts_with(':');
        if is_mark {
            hidden += word;
            is_named &= word.chars().all(|c| c == '\\');
            let ends = Some((between, word.ends_with('\\')));
            is_value = (is_value || is_of_json) && open != ends;
            open = open.or(ends.filter(|_| is_quote)).filter(|_| is_value);
        } else {
            if is_value {
                hidden.push(HIDDEN);
                // of an escaped quote
                hidden +=
                    if open.is_some_and(|(_, is_escaped)| is_escaped) && word.ends_with('\\') { "\\" } else { "" };
            } else if is_of_json {
                let end = word.trim_end_matches([',', ']', '}']).len();
                hidden.extend([':', HIDDEN]);
                hidden += &word[end..];
            } else {
                hidden += &word_without_secrets(word, before == "-X");
            }
            // the value of a header is the rest of a quoted word
            let begins_header = matches!(before, "-H" | "--header") && header_of(&format!("{word} x")).is_some();
            is_header = (is_header || begins_header) && !is_quote;
            // a quoted value ends with its quote, which is escaped if the first one was
            open = open.filter(|(quote, is_escaped)| between != *quote || word.ends_with('\\') != *is_escaped);
            is_value = open.is_some() || is_header || is_secret_option(word.trim_end_matches(','));
            is_named = is_quote && is_secret_name(word.trim_end_matches('\\'));
            before = word;
        }
        hidden += between;
    }
    hidden
}

fn is_secret_option(word: &str) -> bool {
    let is_option = word.starts_with('-') && !word.contains(['=', ':', '/']) && is_secret_name(word);
    is_option || word.eq_ignore_ascii_case("bearer")
}

/// Where the header's name ends, if the word is a whole header with a secret name.
fn header_of(word: &str) -> Option<usize> {
    let (name, value) = word.split_once(": ")?;
    let own = name.strip_prefix("--header=").or_else(|| name.strip_prefix("-H")).unwrap_or(name);
    let is_name = !own.is_empty() && own.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    (is_name && is_secret_name(own) && !value.trim().is_empty()).then_some(name.len() + 1)
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || ":.".contains(c))
}

fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let (mut rest, mut is_quoted) = (text, false);
    std::iter::from_fn(move || {
        let (word, after) = rest.split_at_checked(end_of_word(rest, is_quoted))?;
        let between = after.chars().next().map_or(0, char::len_utf8);
        if word.len() + between == 0 {
            return None;
        }
        let (between, after) = after.split_at(between);
        (rest, is_quoted) = (after, between == "'");
        Some((word, between))
    })
}

/// The length of the first word. A login in a URL may contain a `'`, which need not be escaped.
fn end_of_word(text: &str, is_quoted: bool) -> usize {
    let end = text.find(is_between).unwrap_or(text.len());
    let Some(after) = text[end..].strip_prefix('\'') else { return end };
    let whole = text.find(|c| is_between(c) && c != '\'').unwrap_or(text.len());
    let is_in_login = text[..end].contains("://") && text[end..whole].contains('@');
    let is_closing = is_quoted && !after.starts_with(char::is_alphanumeric);
    if is_in_login && !is_closing { whole } else { end }
}

fn header_value(line: &str) -> Option<usize> {
    ["authorization:", "cookie:"].into_iter().find_map(|name| {
        let at = line.to_ascii_lowercase().find(name)? + name.len();
        (!line[at..].trim().is_empty()).then_some(at)
    })
}

fn is_between(character: char) -> bool {
    character.is_whitespace() || matches!(character, '"' | '\'' | '`' | '<' | '>')
}

/// A word without secrets; `is_linked` if it follows `-X`.
fn word_without_secrets(word: &str, is_linked: bool) -> Cow<'_, str> {
    if let Some(at) = secret_value(word, is_linked) {
        return format!("{}{HIDDEN}", word_without_secrets(&word[..at], false)).into();
    }
    let hidden = addresses(word);
    if hidden != word || !word.contains('%') {
        return hidden.into();
    }
    // a whole URL may be percent-encoded
    let decoded = percent_decode_str(word).decode_utf8_lossy();
    let hidden = addresses(&decoded);
    if hidden == decoded { word.into() } else { hidden.into() }
}

/// The start of a secret value in a word: after the `=` that follows a secret name.
fn secret_value(word: &str, is_linked: bool) -> Option<usize> {
    word.match_indices('=').map(|(at, _)| at).find_map(|at| {
        let before = &word[..at];
        let name = before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c))).next()?;
        let rest = &before[..before.len() - name.len()];
        // in a URL, the whole query is hidden
        let is_secret = is_secret_name(name) || rest.ends_with("-X=") || (is_linked && rest.is_empty());
        (is_secret && !before.contains("://") && at + 1 < word.len()).then_some(at + 1)
    })
}

fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    SECRET_NAMES.iter().any(|secret| name.contains(secret)) || words.any(|word| SECRET_WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_with_secret_names_are_hidden() {
        for (text, shown) in [
            ("-ldflags=-X=main.token=hunter2 -v", "-ldflags=-X=main.token=… -v"),
            ("-ldflags='-X main.build=hunter2'", "-ldflags='-X main.build=…'"),
            ("-ldflags=-X=main.build=hunter2", "-ldflags=-X=main.build=…"),
            ("--password=hunter2", "--password=…"),
            ("login --password hunter2 --verbose", "login --password … --verbose"),
            ("--api-key  hunter2", "--api-key  …"),
            (r#"["/bin/x", "--token", "hunter2", "-v"]"#, r#"["/bin/x", "--token", "…", "-v"]"#),
            (r#"["/bin/x","-password","hunter2"]"#, r#"["/bin/x","-password","…"]"#),
            ("/bin/x, --secret, hunter2, -v", "/bin/x, --secret, … -v"),
            ("curl -H 'X-Api-Key: hunter2' -v", "curl -H 'X-Api-Key: …' -v"),
            ("curl --auth 'Bearer hunter2'", "curl --auth '… …'"),
            ("curl --say 'Bearer hunter2'", "curl --say 'Bearer …'"),
            ("x --password 'hunter2 \"hunter2' -v", "x --password '… \"…' -v"),
            ("x --password '' -v", "x --password '' -v"),
            ("curl --oauth2-bearer hunter2 --key hunter2 --pw=hunter2", "curl --oauth2-bearer … --key … --pw=…"),
            (r#"-d '{"password":"hunter2","to":"a"}'"#, r#"-d '{"password":"…","to":"a"}'"#),
            (r#"-d '{ "key" : "hunter2 hunter2", "to": 1 }'"#, r#"-d '{ "key" : "… …", "to": 1 }'"#),
            (r#"-d '{"to":1,"pw":123}'"#, r#"-d '{"to":1,"pw":…}'"#),
            (r#"["-d", "{\"apiKey\":\"hunter2\"}"]"#, r#"["-d", "{\"apiKey\":\"…\"}"]"#),
            ("monkey: business, \"monkey\": 1", "monkey: business, \"monkey\": 1"),
            ("--password", "--password"),
            ("the signature: it is by another key", "the signature: it is by another key"),
            ("GITHUB_TOKEN=hunter2 go build", "GITHUB_TOKEN=… go build"),
            ("sent Authorization: Basic em9lOmh1bnRlcjI=\nnext", "sent Authorization: …\nnext"),
            ("-tags=netgo -ldflags=-s", "-tags=netgo -ldflags=-s"),
            ("the token= is missing", "the token= is missing"),
        ] {
            assert_eq!(without_secrets(text), shown);
        }
        for (name, value, shown) in [
            ("GOAUTH", "netrc", "netrc"),
            ("GOAUTH", "/tmp/helper hunter2; netrc;git /home/me", "/tmp/helper …; netrc; git …"),
            ("DEPLOY_KEY", "hunter2", "…"),
            ("GOMONKEY", "wrench", "wrench"),
            ("GITHUB_TOKEN", "hunter2", "…"),
            ("GOPROXY", "https://z:hunter2@a,direct", "https://…@a,direct"),
        ] {
            assert_eq!(value_without_secrets(name, value), shown);
        }
    }

    #[test]
    fn the_word_after_an_option_with_a_secret_name_is_hidden() {
        for (words, shown) in [
            (&["/bin/x", "--password", "hunter2"][..], &["/bin/x", "--password", "…"][..]),
            (&["/bin/x", "-token", "hun ter2", "-v"], &["/bin/x", "-token", "…", "-v"]),
            (&["/bin/x", "--api-key", "-hunter2"], &["/bin/x", "--api-key", "…"]),
            (&["/bin/x", "-p", "hunter2"], &["/bin/x", "-p", "…"]),
            (&["/bin/mkdir", "-p", "/a/b"], &["/bin/mkdir", "-p", "/a/b"]),
            (&["/bin/x", "-p", "8080:80"], &["/bin/x", "-p", "8080:80"]),
            (&["/bin/curl", "-u", "zoe:hunter2", "-v"], &["/bin/curl", "-u", "…", "-v"]),
            (&["/bin/curl", "-H", "X-Api-Key: hunter2"], &["/bin/curl", "-H", "X-Api-Key: …"]),
            (&["/bin/curl", "-H", "Authorization: Bearer hunter2"], &["/bin/curl", "-H", "Authorization: …"]),
            (&["/bin/curl", "-HPrivate-Token: hunter2"], &["/bin/curl", "-HPrivate-Token: …"]),
            (&["/bin/sh", "-c", "x --token hunter2; y"], &["/bin/sh", "-c", "x --token … y"]),
            (&["/bin/curl", "--oauth2-bearer", "hunter2"], &["/bin/curl", "--oauth2-bearer", "…"]),
            (&["/bin/x", "--data", "{\"password\":\"hunter2\"}"], &["/bin/x", "--data", "{\"password\":\"…\"}"]),
            (&["/bin/x", "--token=hunter2", "a"], &["/bin/x", "--token=…", "a"]),
            (&["/src/a:b/m@v1"], &["/src/a:b/m@v1"]),
        ] {
            assert_eq!(words_without_secrets(words), shown);
            assert_eq!(words_without_secrets(shown), shown, "again");
        }
    }

    proptest! {
        #[test]
        fn a_marked_word_is_in_no_form_of_a_command(
            name in prop::sample::select(&SECRET_NAMES[..]),
            dashes in "--?(my-|db_)?",
            upper in any::<bool>(),
            secret in "Q[A-Za-z0-9!$%&*+,.:;@^~-]{5,20}Q",
            others in prop::collection::vec("[a-z/.-]{1,8}", 0..4),
        ) {
            let option = format!("{dashes}{}", if upper { name.to_ascii_uppercase() } else { name.to_owned() });
            let mut words = vec!["/bin/hook".to_owned()];
            words.extend(others.iter().cloned());
            words.extend([option, secret.clone()]);
            words.extend(others);
            let hidden = words_without_secrets(&words);
            prop_assert!(!hidden.iter().any(|word| word.contains(&secret)), "{hidden:?}");
            prop_assert_eq!(&words_without_secrets(&hidden), &hidden);
            for text in [words.join(" "), words.join(", "), format!("{words:?}"), format!("'{}'", words.join("' '"))] {
                let shown = without_secrets(&text);
                prop_assert!(!shown.contains(&secret), "{shown}");
            }
        }
    }
}
