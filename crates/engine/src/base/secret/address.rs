//! Logins and queries of URLs, and logins without a scheme.
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::{HIDDEN, words};

/// Parsers of URLs accept any number of slashes of either kind before the host.
const SLASHES: [char; 2] = ['/', '\\'];

/// Passwords, or user names without one: what [`without_secrets`](super::without_secrets) hides as logins.
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

/// A word, or a list of words, without the logins and queries of its URLs.
pub(super) fn addresses(word: &str) -> String {
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
    use super::super::without_secrets;
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
    fn finds_the_passwords_of_a_list() {
        let text = "https://a.example,https://zoe:p%40w@b.example|http://hunter2@c,x:y@d";
        assert_eq!(logins(text), ["p@w", "p%40w", "hunter2", "hunter2", "y", "y"]);
        assert_eq!(logins("http://zoe:hun,ter2@proxy"), ["hun,ter2"; 2]);
        assert_eq!(logins("https:////hunter2@c"), ["hunter2"; 2]);
        assert_eq!(logins("https://a.example/m@v1 golang.org/x@v1"), [""; 0]);
    }
}
