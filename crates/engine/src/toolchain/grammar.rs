//! The grammar of the `go` and `toolchain` lines.
//!
//! Source: <https://github.com/golang/mod/blob/master/modfile/rule.go> (`GoVersionRE`, `laxGoVersionRE`, `ToolchainRE`).
use super::GoFile;
use crate::version::Version;

/// A line that Go does not take: its first word, and what Go says of it.
pub(crate) type Broken = (&'static str, String);

/// The first line that Go does not take.
pub(crate) fn broken(file: &GoFile) -> Option<Broken> {
    let go = || {
        let wrong = file.says("go").filter(|go| !is_version(go))?;
        Some(("go", format!("invalid go version '{wrong}': must match format 1.23.0")))
    };
    let toolchain = || {
        let wrong = file.says("toolchain").filter(|name| !is_toolchain(name))?;
        Some(("toolchain", format!("invalid toolchain version '{wrong}': must match format go1.23.0 or default")))
    };
    not_one(file, "go").or_else(go).or_else(|| not_one(file, "toolchain")).or_else(toolchain)
}

/// The same for Go up to 1.20, which knows neither a patch version nor the `toolchain` line.
pub(crate) fn broken_for_old(file: &GoFile) -> Option<Broken> {
    let go = file.says("go").filter(|go| !is_version(go) || go.matches('.').count() > 1);
    let go = go.map(|go| ("go", format!("invalid go version '{go}': must match format 1.23")));
    go.or_else(|| file.says("toolchain").map(|_| ("toolchain", "unknown directive: toolchain".to_owned())))
}

/// The version in the `go` line: all of it, or in a `go.mod` also `1.27` of `1.27.3-foo`.
pub(crate) fn number(file: &GoFile) -> Option<&str> {
    let line = file.says("go")?;
    if is_version(line) { Some(line) } else { beginning(line).filter(|_| !file.is_work()) }
}

fn beginning(line: &str) -> Option<&str> {
    let digits = |text: &str| text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let text = line.strip_prefix('v').unwrap_or(line);
    let dot = digits(text);
    let minor = text[dot..].strip_prefix('.')?;
    let end = dot + 1 + digits(minor);
    Some(&text[..end]).filter(|number| end < text.len() && is_version(number))
}

fn not_one(file: &GoFile, word: &'static str) -> Option<Broken> {
    let is_one = file.says(word)?.split_whitespace().count() == 1;
    (!is_one).then(|| (word, format!("{word} directive expects exactly one argument")))
}

/// `1.27`, `1.27.3`, `1.27rc1`.
fn is_version(text: &str) -> bool {
    let has_minor = text.contains('.') && !text.starts_with('0');
    let ends_well = text.ends_with(|last: char| last.is_ascii_digit());
    has_minor && ends_well && Version::from_name(&format!("go{text}")).is_ok()
}

fn is_toolchain(name: &str) -> bool {
    name == "default" || name == "go1" || name.starts_with("go1.")
}
