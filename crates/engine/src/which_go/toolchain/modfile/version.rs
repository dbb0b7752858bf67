//! Versions and paths of modules: <https://github.com/golang/mod/blob/master/module/module.go>.
use super::syntax::quoted;

const RESERVED: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2",
    "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// The version in full: `v1.2.0` for `v1.2`.
pub(super) fn canonical(version: &str) -> Option<String> {
    let number = version.strip_prefix('v')?;
    let is_short = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let missing = 2_usize.saturating_sub(number.matches('.').count());
    let padded = format!("{number}{}", if is_short { ".0".repeat(missing) } else { String::new() });
    let mut parsed = semver::Version::parse(&padded).ok()?;
    if parsed.build.as_str() != "incompatible" {
        parsed.build = semver::BuildMetadata::EMPTY;
    }
    Some(format!("v{parsed}"))
}

/// Whether the version is written in full; Go looks up all others in a `go.mod`.
pub(super) fn is_canonical(version: &str) -> bool {
    canonical(version).is_some_and(|canonical| canonical == version)
}

/// Whether the `go` line of a go.mod, such as `go 1.21`, has a version that Go's grammar accepts.
pub(super) fn is_go_version(text: &str) -> bool {
    let rest = number(text).filter(|_| !text.starts_with('0')).and_then(|rest| number(rest.strip_prefix('.')?));
    let Some(rest) = rest else { return false };
    let rest = match rest.strip_prefix('.') {
        Some(patch) => number(patch),
        None => Some(rest),
    };
    rest.is_some_and(|rest| {
        let digits = rest.trim_start_matches(|letter: char| letter.is_ascii_lowercase());
        let are_digits = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        rest.is_empty() || (digits.len() < rest.len() && are_digits)
    })
}

/// The prefix `1.27` of `v1.27-foo`: the meaning of a dependency's `go` line to a Go that does not know its form.
pub(super) fn beginning(text: &str) -> Option<&str> {
    let text = text.strip_prefix('v').unwrap_or(text);
    let rest = number(text).filter(|_| !text.starts_with('0'))?;
    let rest = number(rest.strip_prefix('.')?)?;
    (!rest.is_empty()).then(|| &text[..text.len() - rest.len()])
}

/// The text after a number without leading zeros.
fn number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digits = &text[..text.len() - rest.len()];
    (digits == "0" || !(digits.is_empty() || digits.starts_with('0'))).then_some(rest)
}

/// The major version in a module's path: `/v2`, `.v2` of gopkg.in, or nothing. `None` if its form is invalid.
pub(super) fn major_of(path: &str) -> Option<&str> {
    let is_gopkg = path.starts_with("gopkg.in/");
    let stable = path.strip_suffix("-unstable").filter(|_| is_gopkg).unwrap_or(path);
    let is_number = |c: char| c.is_ascii_digit() || (c == '.' && !is_gopkg);
    let digits = &stable[stable.trim_end_matches(is_number).len()..];
    let before = &stable[..stable.len() - digits.len()];
    let mark = if is_gopkg { ".v" } else { "/v" };
    let major = before.strip_suffix(mark).map(|prefix| &path[prefix.len()..]);
    let has_zero = digits.starts_with('0');
    match (is_gopkg, major) {
        (true, major) => major.filter(|major| !digits.is_empty() && (!has_zero || *major == ".v0")),
        (false, None) => Some(""),
        (false, Some(_)) if digits.is_empty() => Some(""),
        (false, major) => major.filter(|major| !digits.contains('.') && !has_zero && *major != "/v1"),
    }
}

pub(super) fn wrong_major(version: &str, major: &str) -> Option<String> {
    let wanted = major.strip_suffix("-unstable").unwrap_or(major);
    if version.starts_with("v0.0.0-") && wanted == ".v1" {
        return None;
    }
    let is = if is_canonical(version) { version.split('.').next().unwrap_or_default() } else { "" };
    let fits = match wanted.get(1..) {
        Some(wanted) => is == wanted,
        None => is == "v0" || is == "v1" || version.ends_with("+incompatible"),
    };
    let wanted = wanted.get(1..).unwrap_or("v0 or v1");
    (!fits).then(|| format!("version {version:?} invalid: should be {wanted}, not {is}"))
}

pub(super) fn wrong_lookup(path: &str) -> Option<String> {
    let host = path.split('/').next().unwrap_or_default();
    wrong_path(path).or_else(|| (!host.contains('.')).then(|| "missing dot in first path element".to_owned()))
}

pub(crate) fn wrong_path(path: &str) -> Option<String> {
    let all = [
        (path.is_empty(), "empty string"),
        (path.starts_with('-'), "leading dash"),
        (path.contains("//"), "double slash"),
        (path.ends_with('/'), "trailing slash"),
    ];
    let whole = all.iter().find(|(is_wrong, _)| *is_wrong).map(|(_, what)| (*what).to_owned());
    whole.or_else(|| path.split('/').find_map(wrong_element))
}

fn wrong_element(element: &str) -> Option<String> {
    if element.is_empty() {
        return Some("empty path element".to_owned());
    }
    if element.bytes().all(|byte| byte == b'.') {
        return Some(format!("invalid path element {element:?}"));
    }
    if element.ends_with('.') {
        return Some("trailing dot in path element".to_owned());
    }
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '+');
    if let Some(other) = element.chars().find(|character| !is_allowed(*character)) {
        return Some(format!("invalid char {}", quoted(other)));
    }
    let short = element.split('.').next().unwrap_or_default();
    if RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(short)) {
        return Some(format!("{short:?} disallowed as path element component on Windows"));
    }
    let (_, digits) = short.rsplit_once('~')?;
    let is_short_name = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_short_name.then(|| "trailing tilde and digits in path element".to_owned())
}
