//! Secrets in texts: logins and queries of URLs, and values whose names say that they are secret.
//!
//! [`without_secrets`] is the only place that removes them. It prefers to remove too much: a password need not be
//! escaped properly. What a text does not mark as a secret cannot be found here; see [`crate::change::log::Discretion`].
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use percent_encoding::percent_decode_str;

/// Stands for each secret.
pub(crate) const HIDDEN: char = '…';

/// Why a value in which a secret is hidden cannot be stored.
pub(crate) const REFUSED: &str = "must be entered whole, because … stands for a hidden part";

/// Parsers of URLs accept any number of slashes of either kind before the host.
const SLASHES: [char; 2] = ['/', '\\'];

/// Parts of names whose values are secret: of variables, flags and parameters.
const SECRET_NAMES: [&str; 16] = [
    "token", "secret", "password", "passwd", "passphrase", "pwd", "credential", "apikey", "api_key", "api-key",
    "access_key", "accesskey", "private_key", "signature", "authorization", "cookie",
];

/// A text without secrets. Each becomes `…`:
///
/// - the login in a URL, or in `user:password@host`, anywhere in the text, also in lists
/// - the query of a URL, or a fragment with values, which hold tokens and signatures
/// - the value in `name=value` if the name says that it is secret, and that of a linker flag `-X name=value`
/// - the word after an option with such a name (`--password VALUE`) or after `Bearer`, also in a list of quoted words
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
pub fn words_without_secrets<S: AsRef<str>>(words: &[S]) -> Vec<String> {
    let mut before = "";
    let mut hidden = Vec::with_capacity(words.len());
    for word in words.iter().map(AsRef::as_ref) {
        let is_short = matches!(before, "-p" | "-P") && !word.contains(['/', '\\']) && !is_number(word);
        let is_login = matches!(before, "-u" | "--user") && word.contains(':');
        let is_value = is_secret_option(before) && !word.is_empty();
        hidden.push(match header_of(word) {
            _ if is_value || is_short || is_login => HIDDEN.to_string(),
            Some(at) => format!("{} {HIDDEN}", &word[..at]),
            // an `@` in a path is no login
            None if Path::new(word).is_absolute() => word.to_owned(),
            // what is left may look like another login
            None => (0..4).fold(word.to_owned(), |word, _| without_secrets(&word)),
        });
        before = word;
    }
    hidden
}

/// The value of a variable or setting without secrets. All of it is one if its name says so.
pub fn value_without_secrets(name: &str, value: &str) -> String {
    // GOAUTH names commands, which may be given a password.
    let is_command = name == "GOAUTH" && !value.split(';').all(|each| matches!(each.trim(), "" | "off" | "netrc"));
    if is_command || is_secret_name(name) { HIDDEN.into() } else { without_secrets(value) }
}

/// Whether a value was shown without its secrets, so that it must not be stored.
pub(crate) fn is_hidden(value: &str) -> bool {
    value.contains(HIDDEN) || value.contains("%E2%80%A6")
}

/// The passwords, or the user names without one, in the URLs of a text: what [`without_secrets`] hides as logins.
pub(crate) fn logins(text: &str) -> Vec<String> {
    // every login ends with it, and almost no variable has one
    if !text.contains('@') {
        return Vec::new();
    }
    // a password may contain a comma, too
    let is_list = |word: &str| word.matches("://").count() != 1;
    let entries = |word| if is_list(word) { word.split([',', '|']).collect() } else { vec![word] };
    let logins = words(text).flat_map(|(word, _)| entries(word)).filter_map(|word| {
        let (_, rest) = word.split_once("://").unwrap_or(("", word));
        let login = &rest[login(rest, word.contains("://"))?];
        Some(login.split_once(':').map_or(login, |(_, password)| password).to_owned())
    });
    let plain = |login: String| [percent_decode_str(&login).decode_utf8_lossy().into_owned(), login];
    logins.flat_map(plain).filter(|login| !login.is_empty()).collect()
}

fn line_without_secrets(line: &str) -> String {
    if let Some(at) = header_value(line) {
        let end = line.trim_end_matches(['\n', '\r']).len();
        return format!("{} {HIDDEN}{}", line_without_secrets(&line[..at]), &line[end..]);
    }
    let mut hidden = String::with_capacity(line.len());
    let (mut before, mut is_value, mut is_header) = ("", false, false);
    for (word, between) in words(line) {
        // the marks of a list are between its quoted words
        let is_mark = word.chars().all(|c| ",[](){}".contains(c));
        if is_value && !is_mark {
            hidden.push(HIDDEN);
        } else {
            hidden += &word_without_secrets(word, before == "-X");
        }
        hidden += between;
        if !is_mark {
            // the value of a header is the rest of a quoted word
            let begins_header = matches!(before, "-H" | "--header") && header_of(&format!("{word} x")).is_some();
            is_header = (is_header || begins_header) && !between.starts_with(['"', '\'', '`']);
            is_value = is_header || is_secret_option(word.trim_end_matches(','));
            before = word;
        }
    }
    hidden
}

/// Whether the next word is the value of an option with a secret name, or a token.
fn is_secret_option(word: &str) -> bool {
    let is_option = word.starts_with('-') && !word.contains(['=', ':', '/']) && is_secret_name(word);
    is_option || word.eq_ignore_ascii_case("bearer")
}

/// The end of the name of a header with a secret name, in a word that is all of the header.
fn header_of(word: &str) -> Option<usize> {
    let (name, value) = word.split_once(": ")?;
    let own = name.strip_prefix("--header=").or_else(|| name.strip_prefix("-H")).unwrap_or(name);
    let is_name = !own.is_empty() && own.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    (is_name && is_secret_name(own) && !value.trim().is_empty()).then_some(name.len() + 1)
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || ":.".contains(c))
}

/// The words of a text, each with the character that ends it.
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

/// The end of the name of a header whose value is secret.
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
    SECRET_NAMES.iter().any(|secret| name.contains(secret))
}

/// A word, or a list of words, without the logins and queries of its URLs.
fn addresses(word: &str) -> String {
    let Some((start, rest)) = word.split_once("://") else { return without_scheme(word) };
    // the scheme of the next URL is the end of this one
    let next = rest.find("://").map(|at| {
        let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        rest[..at]
            .rfind(|c| !is_scheme(c))
            .map_or(0, |before| before + rest[before..].chars().next().map_or(1, char::len_utf8))
    });
    let (own, others) = rest.split_at(next.unwrap_or(rest.len()));
    // the last character divides the list
    let (own, divider) = match own.char_indices().next_back() {
        Some((at, divider)) if next.is_some() && divider != '@' => own.split_at(at),
        _ => (own, ""),
    };
    let others = if others.is_empty() { String::new() } else { addresses(others) };
    // entries of the list may precede the scheme
    format!("{}://{}{divider}{others}", without_scheme(start), address(own))
}

/// The part of a URL after `://`, without login and query.
fn address(rest: &str) -> String {
    let (login, host) = match login(rest, true) {
        Some(login) => (format!("{}{HIDDEN}@", &rest[..login.start]), &rest[login.end + 1..]),
        None => (String::new(), rest),
    };
    // a fragment without a value is a place on a page
    let fragment = || host.find('#').filter(|at| host[*at..].contains('='));
    if let Some(end) = host.find('?').or_else(fragment) {
        return format!("{login}{}?{HIDDEN}", &host[..end]);
    }
    // further entries of a list, without a scheme
    let mut entries = host.split_inclusive([',', '|']);
    let first = entries.next().unwrap_or_default();
    login + first + &entries.map(without_scheme).collect::<String>()
}

/// `user:password@host`, a common way to write a proxy.
fn without_scheme(word: &str) -> String {
    // `NAME=user:password@host`, `(user:password@host)`
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    let from = word.split_once('=').filter(|(name, _)| is_name(name)).map_or(0, |(name, _)| name.len() + 1);
    let from = from + (word[from..].len() - word[from..].trim_start_matches(['(', '[', '{']).len());
    match login(&word[from..], false) {
        Some(login) => format!("{}{HIDDEN}{}", &word[..from + login.start], &word[from + login.end..]),
        None => word.to_owned(),
    }
}

/// The position of a login, which ends before the `@`.
fn login(rest: &str, has_scheme: bool) -> Option<Range<usize>> {
    let own = rest.trim_start_matches(SLASHES);
    let start = rest.len() - own.len();
    if !has_scheme {
        let (login, _) = own.rsplit_once('@')?;
        let (user, password) = login.split_once(':')?;
        // `C:\go\pkg\mod\example.com\m@v1`, `/bin:/opt/go@1.27/bin`: only what follows may be a login
        if password.starts_with(SLASHES) && (start > 0 || user.len() == 1) {
            let before = start + user.len() + 1;
            return self::login(&rest[before..], false).map(|login| before + login.start..before + login.end);
        }
        // `./main.go:3:example.com/m@v1`
        return (!user.contains(SLASHES)).then_some(start..start + login.len());
    }
    let authority = &own[..own.find(['/', '?', '#']).unwrap_or(own.len())];
    // A password that is not properly escaped may contain a slash. Then the text after the colon is not a port.
    let is_port = |(_, port): (&str, &str)| port.chars().all(|digit| digit.is_ascii_digit());
    let is_whole = authority.contains(['@', '[']) || authority.rsplit_once(':').is_none_or(is_port);
    let end = if is_whole { authority.rfind('@') } else { own.rfind('@') }?;
    Some(start..start + end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn logins_and_queries_of_urls_are_hidden() {
        for (text, shown) in [
            ("https://go.dev/dl/", "https://go.dev/dl/"),
            ("asked https://zoe:hunter2@go.dev:8443/dl/, twice", "asked https://…@go.dev:8443/dl/, twice"),
            ("http://hunter2@proxy", "http://…@proxy"),
            ("http://zo'e:hun'ter2@proxy:80 'x'", "http://…@proxy:80 'x'"),
            ("via 'http://zoe:hun'ter2@proxy', 'b@c'", "via 'http://…@proxy', 'b@c'"),
            ("'http://a','b@c'", "'http://a','b@c'"),
            ("http://zoe:hun',ter2@proxy", "http://…@proxy"),
            ("\"http://zoe:hun:te@r2@proxy:80\"", "\"http://…@proxy:80\""),
            ("http://zoe:hun/ter2@proxy:80/x", "http://…@proxy:80/x"),
            ("http://zoe:hun,ter2@proxy:80/x", "http://…@proxy:80/x"),
            ("http://zoe:12,34@proxy", "http://…@proxy"),
            ("http://zoe:p%40w%2Fd@[::1]:80/", "http://…@[::1]:80/"),
            ("https://go.dev/dl/?token=hunter2&mode=json#part", "https://go.dev/dl/?…"),
            ("https://s3.example/a?X-Amz-Signature=hunter2 failed", "https://s3.example/a?… failed"),
            (
                "https://proxy.golang.org/golang.org/x/tools/@v/list",
                "https://proxy.golang.org/golang.org/x/tools/@v/list",
            ),
            ("http://[::1]:8080/x", "http://[::1]:8080/x"),
            ("http://127.0.0.1:1/ does not answer", "http://127.0.0.1:1/ does not answer"),
            ("https://go.dev: no answer", "https://go.dev: no answer"),
            ("file:///srv/go/", "file:///srv/go/"),
            ("a\nhttp://zoe:hunter2@x\n", "a\nhttp://…@x\n"),
            ("ssh://git@github.com/x", "ssh://…@github.com/x"),
            ("see https%3A%2F%2Fzoe%3Ahunter2%40proxy%2F now", "see https://…@proxy/ now"),
            ("https://go.dev/a%20b", "https://go.dev/a%20b"),
            ("https://go.dev/doc/godebug#go-127", "https://go.dev/doc/godebug#go-127"),
            ("https://x/#access_token=hunter2", "https://x/?…"),
            ("https:////zoe:hunter2@proxy/x", "https:////…@proxy/x"),
            (r"https://\/hunter2@proxy", r"https://\/…@proxy"),
            ("https:/zoe:hunter2@proxy", "…@proxy"),
            (r"https:\\zoe:hunter2@proxy", "…@proxy"),
            ("https:zoe:hunter2@proxy", "…@proxy"),
            ("https:/\t/zoe:hunter2@proxy", "https:/\t/…@proxy"),
            ("x:/zoe:hunter2@proxy", "x:/…@proxy"),
            ("https://zoe:hunter2@x://proxy", "https://…@x://proxy"),
            ("file:///srv/go/m@v1", "file:///srv/go/m@v1"),
        ] {
            assert_eq!(without_secrets(text), shown);
            assert_eq!(without_secrets(shown), shown, "again");
        }
    }

    #[test]
    fn every_login_of_a_list_is_hidden() {
        for (text, shown) in [
            (
                "https://zoe:hunter2@a.example,https://hunter2@b.example|direct",
                "https://…@a.example,https://…@b.example|direct",
            ),
            (
                "GOPROXY=https://a.example,https://z:p@b.example/x,off",
                "GOPROXY=https://a.example,https://…@b.example/x,off",
            ),
            ("https://a.example/m@v1|https://z:hunter2@b", "https://a.example/m@v1|https://…@b"),
            ("https://a.example/?k=hunter2,https://z:hunter2@b/?k=hunter2", "https://a.example/?…,https://…@b/?…"),
            ("zoe:hunter2@a.example,https://b.example", "…@a.example,https://b.example"),
            ("https://a.example/x,zoe:hunter2@b|direct", "https://a.example/x,…@b|direct"),
        ] {
            assert_eq!(without_secrets(text), shown);
        }
    }

    #[test]
    fn a_login_without_a_scheme_is_hidden_and_a_path_is_not() {
        for (text, shown) in [
            ("zoe:hunter2@proxy:80 is no address", "…@proxy:80 is no address"),
            ("HTTP_PROXY=zoe:hunter2@[::1]:80", "HTTP_PROXY=…@[::1]:80"),
            ("(zoe:hunter2@proxy)", "(…@proxy)"),
            ("//zoe:hunter2@proxy", "//…@proxy"),
            ("zoe:hunter2@proxy/?next=https://go.dev", "…@proxy/?next=https://go.dev"),
            ("golang.org/x/tools/gopls@v0.16.1", "golang.org/x/tools/gopls@v0.16.1"),
            ("git@github.com:golang/go", "git@github.com:golang/go"),
            (r"C:\go\pkg\mod\example.com\m@v1.0.0", r"C:\go\pkg\mod\example.com\m@v1.0.0"),
            ("/src/a:b/m@v1.0.0", "/src/a:b/m@v1.0.0"),
            ("/bin:/sbin:/opt/go@1.27/bin", "/bin:/sbin:/opt/go@1.27/bin"),
        ] {
            assert_eq!(without_secrets(text), shown);
        }
    }

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
            ("curl --auth 'Bearer hunter2'", "curl --auth 'Bearer …'"),
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
            ("GOAUTH", "helper hunter2", "…"),
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

    #[test]
    fn finds_the_passwords_of_a_list() {
        let text = "https://a.example,https://zoe:p%40w@b.example|http://hunter2@c,x:y@d";
        assert_eq!(logins(text), ["p@w", "p%40w", "hunter2", "hunter2", "y", "y"]);
        assert_eq!(logins("http://zoe:hun,ter2@proxy"), ["hun,ter2"; 2]);
        assert_eq!(logins("https:////hunter2@c"), ["hunter2"; 2]);
        assert_eq!(logins("https://a.example/m@v1 golang.org/x@v1"), [""; 0]);
    }
}
