//! What the version in a file means, in the notations of version managers, of setup-go and of images.
//! Sources: <https://github.com/actions/setup-go#usage>, <https://hub.docker.com/_/golang>,
//! <https://asdf-vm.com/manage/configuration.html>, <https://mise.jdx.dev/configuration.html>.
use super::{AskedMeaning, images};
use crate::base::version::Version;
use crate::which_go::follow::{Wanted, wanted};
use crate::which_go::toolchain::{Mode, parse_setting};

pub(super) type Meaning = (AskedMeaning, Option<Version>);

pub(super) const UNKNOWN: Meaning = (AskedMeaning::Unknown, None);

/// The meaning of a version, which is the same to Upgo's `go` and to what runs on a server.
pub(super) fn of_version(text: &str) -> Meaning {
    let (meaning, number) = match wanted(text) {
        Some(Wanted::Newest) => return (AskedMeaning::Newest, None),
        Some(Wanted::Line(line)) => (AskedMeaning::NewestOfLine, line),
        Some(Wanted::Since { least, in_line: true }) => (AskedMeaning::NewestOfLine, least),
        Some(Wanted::Since { least, in_line: false }) => (AskedMeaning::AtLeast, least),
        Some(Wanted::Exactly(exact)) => (AskedMeaning::Exactly, exact),
        Some(Wanted::Nobodys) => return (AskedMeaning::Other, None),
        // setup-go knows it, and version managers do not
        None if text.trim().eq_ignore_ascii_case("oldstable") => return (AskedMeaning::Other, None),
        None => return UNKNOWN,
    };
    let is_line = meaning == AskedMeaning::NewestOfLine;
    let version = Version::from_name(&format!("go{number}")).ok();
    let version = version.map(|version| if is_line { version.language() } else { version });
    version.map_or(UNKNOWN, |version| (meaning, Some(version)))
}

/// The meaning of an image, such as `golang:1.27-alpine`, unknown if others made it; `None` if it is not one of Go.
pub(super) fn of_image(image: &str) -> Option<Meaning> {
    let (named, digest) = image.split_once('@').map_or((image, None), |(named, digest)| (named, Some(digest)));
    let last = named.rsplit('/').next().unwrap_or_default();
    let (name, tag) = last.split_once(':').map_or((last, None), |(name, tag)| (name, Some(tag)));
    if name != "golang" {
        return images::names_go(image).then_some(UNKNOWN);
    }
    let Some(tag) = tag else {
        // a digest alone says nothing about the version
        return Some(if digest.is_some() { UNKNOWN } else { (AskedMeaning::Newest, None) });
    };
    let number = tag.split('-').next().unwrap_or_default();
    Some(if number.starts_with(|first: char| first.is_ascii_digit()) {
        of_version(number)
    } else if number.contains('$') {
        UNKNOWN
    } else {
        (AskedMeaning::Newest, None) // `alpine`, `bookworm`
    })
}

/// GOTOOLCHAIN in the images of Go: <https://github.com/docker-library/golang/issues/472>.
pub(super) const IMAGE_TOOLCHAIN: &str = "local";

/// GOTOOLCHAIN after setup-go; `None` if that leaves it alone, or it is unknown. From version 6 on it sets the variable
/// for all later steps, over what the workflow or the job says: <https://github.com/actions/setup-go/pull/460>.
pub(super) fn setup_go_toolchain(version: &str) -> Option<&'static str> {
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    major.filter(|major| *major >= 6).map(|_| "local")
}

/// What commands, or the instructions of an image, set GOTOOLCHAIN to.
pub(super) fn toolchains_in(text: &str) -> impl Iterator<Item = String> {
    text.match_indices("GOTOOLCHAIN").filter_map(move |(at, name)| {
        let (before, rest) = (&text[..at], &text[at + name.len()..]);
        if before.ends_with(['$', '{']) {
            return None; // its value is used
        }
        let is_env = || text.trim_start().get(..4).is_some_and(|word| word.eq_ignore_ascii_case("ENV "));
        let value = rest.strip_prefix('=').or_else(|| rest.strip_prefix(' ').filter(|_| is_env()))?;
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(|letter: char| letter.is_whitespace() || "\"';&|)".contains(letter));
        Some(value[..end.unwrap_or(value.len())].to_owned())
    })
}

/// What a version means to a build where GOTOOLCHAIN is `usual`, and `others` in parts of it. Unless it is `local`, Go may
/// run a newer version, since 1.21: <https://go.dev/doc/toolchain>.
pub(super) fn with_toolchain((means, version): Meaning, usual: &str, others: &[String]) -> Meaning {
    let setting = others.iter().rev().map(String::as_str).find(|other| *other != "local").unwrap_or(usual);
    match parse_setting(if setting.is_empty() { "auto" } else { setting }) {
        Ok((Some(name), Mode::Fixed)) if name != "local" => {
            (AskedMeaning::Exactly, Version::from_toolchain(&name).ok())
        }
        Ok((_, Mode::Auto | Mode::Path)) if version.as_ref().is_some_and(|version| version.is_since("go1.21")) => {
            (AskedMeaning::AtLeast, version)
        }
        Ok(_) => (means, version),
        Err(_) => UNKNOWN,
    }
}

/// `None` if one is unknown, or if the text becomes too long. Variables: `$NAME`, `${NAME}` and `${NAME:-default}`.
pub(super) fn with_variables(text: &str, variable: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    const LONGEST: usize = 500;
    let (mut done, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('$') {
        done.push_str(before);
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let (value, behind) = if let Some(braced) = after.strip_prefix('{') {
            let (inside, behind) = braced.split_once('}')?;
            let end = inside.find(|letter| !is_of_name(letter)).unwrap_or(inside.len());
            let (name, usual) = inside.split_at(end);
            let usual = if usual.is_empty() { usual } else { usual.strip_prefix(":-").or(usual.strip_prefix('-'))? };
            let is_whole = !usual.is_empty() && !usual.contains('$');
            let given = variable(name).filter(|value| !value.is_empty());
            (given.or_else(|| is_whole.then(|| usual.to_owned()))?, behind)
        } else {
            let end = after.find(|letter| !is_of_name(letter)).unwrap_or(after.len());
            let (name, behind) = after.split_at(end);
            (variable(name)?, behind)
        };
        rest = behind;
        done.push_str(&value);
        if done.len() > LONGEST {
            return None;
        }
    }
    done.push_str(rest);
    (done.len() <= LONGEST).then_some(done)
}

#[cfg(test)]
mod tests {
    use AskedMeaning::{AtLeast, Exactly, Newest, NewestOfLine, Other, Unknown};

    use super::*;

    fn shown((meaning, version): Meaning) -> (AskedMeaning, String) {
        (meaning, version.map(|version| version.to_string()).unwrap_or_default())
    }

    #[test]
    fn versions_mean_what_their_tools_make_of_them() {
        for (text, meaning, version) in [
            ("1.27", NewestOfLine, "go1.27"),
            ("1.27.x", NewestOfLine, "go1.27"),
            ("~1.27.1", NewestOfLine, "go1.27"),
            ("1.20", NewestOfLine, "go1.20"),
            ("latest:1.26", NewestOfLine, "go1.26"),
            (" 1.27.3 ", Exactly, "go1.27.3"),
            ("go1.27.3", Exactly, "go1.27.3"),
            ("1.28rc1", Exactly, "go1.28rc1"),
            ("1.28.0-rc.1", Exactly, "go1.28rc1"),
            ("^1.26.1", AtLeast, "go1.26.1"),
            (">=1.26", AtLeast, "go1.26"),
            ("stable", Newest, ""),
            ("1.x", Newest, ""),
            ("oldstable", Other, ""),
            ("system", Other, ""),
            (">=1.20 <1.22", Unknown, ""),
            ("1.20 || 1.22", Unknown, ""),
            ("${{ inputs.go }}", Unknown, ""),
            ("ref:master", Unknown, ""),
            ("", Unknown, ""),
            ("2", Unknown, ""),
            ("1..2", Unknown, ""),
        ] {
            assert_eq!(shown(of_version(text)), (meaning, version.to_owned()), "{text}");
        }
    }

    #[test]
    fn images_of_go_are_recognised_by_their_last_name() {
        for (image, meaning, version) in [
            ("golang:1.27", NewestOfLine, "go1.27"),
            ("golang:1.27.3-alpine3.22", Exactly, "go1.27.3"),
            ("golang:1.28rc1-bookworm", Exactly, "go1.28rc1"),
            ("docker.io/library/golang:1.26@sha256:00", NewestOfLine, "go1.26"),
            ("registry.example:5000/golang:1.26.6", Exactly, "go1.26.6"),
            ("golang", Newest, ""),
            ("golang:alpine", Newest, ""),
            ("golang:1-alpine", Newest, ""),
            ("golang@sha256:00", Unknown, ""),
            ("golang:$VERSION", Unknown, ""),
            ("my-golang:1.27", Unknown, ""),
            ("registry.example/ocp/builder:rhel-9-golang-1.25-openshift-4.21", Unknown, ""),
            ("mcr.microsoft.com/devcontainers/go:1-1.26", Unknown, ""),
        ] {
            assert_eq!(of_image(image).map(shown), Some((meaning, version.to_owned())), "{image}");
        }
        for image in ["golangci/golangci-lint:v2", "alpine:3", "scratch", "", "golang-x/y:1"] {
            assert_eq!(of_image(image), None, "{image}");
        }
    }

    #[test]
    fn variables_are_replaced_only_if_all_are_known() {
        let variable = |name: &str| (name == "GO").then(|| "1.27".to_owned());
        for (text, expected) in [
            ("golang:$GO", Some("golang:1.27")),
            ("golang:${GO}-alpine", Some("golang:1.27-alpine")),
            ("golang:${OTHER:-1.26}", Some("golang:1.26")),
            ("golang:${OTHER-1.26}-x", Some("golang:1.26-x")),
            ("golang:$OTHER", None),
            ("golang:${GO:+x}", None),
            ("golang:${GO", None),
            ("golang:$", None),
            ("plain", Some("plain")),
        ] {
            assert_eq!(with_variables(text, &variable).as_deref(), expected, "{text}");
        }
        let long = |_: &str| Some("x".repeat(400));
        assert_eq!(with_variables("$A$A", &long), None);
    }
}
