//! What the version in a file means, in the notations of version managers, of setup-go and of images.
//! Sources: <https://github.com/actions/setup-go#usage>, <https://hub.docker.com/_/golang>,
//! <https://asdf-vm.com/manage/configuration.html>, <https://mise.jdx.dev/configuration.html>.
use std::collections::BTreeSet;
use std::path::PathBuf;

use super::AskedMeaning;
use super::traced::{Kept, Place, Traced};
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

/// The newest release that each variant of the image has or had; of the newest line, whose later patches are taken to
/// have the same ones, the line. <https://github.com/docker-library/golang>, `versions.json` and its history, as of
/// 2026-08-19.
const VARIANTS: &str = "\
    alpine3.11 1.14.15, alpine3.12 1.16.5, alpine3.13 1.17.3, alpine3.14 1.18.2, alpine3.15 1.19.3, alpine3.16 1.20.4, \
    alpine3.17 1.21.5, alpine3.18 1.22.3, alpine3.19 1.23.4, alpine3.20 1.24.3, alpine3.21 1.25.5, alpine3.22 1.26.4, \
    alpine3.23 1.27, alpine3.24 1.27, stretch 1.18.3, buster 1.20.5, bullseye 1.24.6, bookworm 1.27, trixie 1.27, \
    windowsservercore-ltsc2016 1.17.6, windowsservercore-1809 1.24.3, windowsservercore-ltsc2022 1.27, \
    windowsservercore-ltsc2025 1.27, nanoserver-1809 1.24.3, nanoserver-ltsc2022 1.27, nanoserver-ltsc2025 1.27";
/// The variants that every release has, which choose the system themselves.
const FOR_EVERY_RELEASE: [&str; 4] = ["", "alpine", "windowsservercore", "nanoserver"];

fn newest_with(variant: &str) -> Option<Version> {
    let mut all = VARIANTS.split(", ").filter_map(|entry| entry.split_once(' '));
    all.find(|(name, _)| *name == variant).and_then(|(_, newest)| Version::from_name(&format!("go{newest}")).ok())
}

/// Whether the image of a release has a variant, as far as is known.
pub(crate) fn is_published(variant: &str, version: &Version) -> bool {
    let is_new_enough = |newest: Version| *version <= newest || (newest.is_language() && version.same_line(&newest));
    FOR_EVERY_RELEASE.contains(&variant) || newest_with(variant).is_some_and(is_new_enough)
}

/// The meaning of an image, such as `golang:1.27-alpine`, unknown if others made it, and where its version stands;
/// `None` if it is not an image of Go.
pub(super) fn of_image(image: &Traced) -> Option<(Meaning, Result<Place, Kept>)> {
    let text = image.text();
    let (named, digest) = text.split_once('@').map_or((text, None), |(named, digest)| (named, Some(digest)));
    let last = named.rsplit('/').next().unwrap_or_default();
    let (name, tag) = last.split_once(':').map_or((last, None), |(name, tag)| (name, Some(tag)));
    if name != "golang" {
        return names_go(text).then_some((UNKNOWN, Err(Kept::Unpublished)));
    }
    let kept = if digest.is_some() { Kept::Digest } else { Kept::Unpublished };
    let Some(tag) = tag else {
        // a digest alone says nothing about the version
        return Some((if digest.is_some() { UNKNOWN } else { (AskedMeaning::Newest, None) }, Err(kept)));
    };
    let (number, variant) = tag.split_once('-').unwrap_or((tag, ""));
    if number.starts_with(|first: char| first.is_ascii_digit()) {
        let start = named.len() - tag.len();
        let place = image.place(&(start..start + number.len())).and_then(|place| match digest {
            Some(_) => Err(kept),
            None => Ok(Place { variants: vec![variant.to_owned()], ..place }),
        });
        return Some((of_version(number), place));
    }
    let meaning = match newest_with(tag) {
        Some(newest) if !newest.is_language() => (AskedMeaning::NewestOfLine, Some(newest.language())),
        None if tag.is_empty() || (tag != "latest" && !FOR_EVERY_RELEASE.contains(&tag)) => UNKNOWN,
        _ => (AskedMeaning::Newest, None),
    };
    Some((meaning, Err(kept)))
}

/// Whether an image has Go, by the words of its last name and its tag: `golang-builder:1.26`,
/// `builder:rhel-9-golang-1.25`, `devcontainers/go:1`.
pub(super) fn names_go(image: &str) -> bool {
    let (before, last) = image.rsplit_once('/').unwrap_or(("", image));
    let is_go = !before.is_empty() && last.split([':', '@']).next() == Some("go");
    is_go || last.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == "golang")
}

/// What the commands of a job, or of the stage of an image, build with Go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Builds {
    /// Perhaps every module of the repository.
    Anything,
    /// Modules in these folders.
    Folders(BTreeSet<PathBuf>),
    /// No module of the repository.
    Nothing,
}

/// What commands do with Go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Work {
    Nothing,
    /// They install or run programs of other modules: `go install example.com/tool@latest`.
    Installs,
    /// They may build a module.
    Builds,
}

/// Programs that build Go modules when they are asked to.
const BUILDERS: [&str; 13] = [
    "bazel", "bazelisk", "ginkgo", "golangci-lint", "goreleaser", "gotestsum", "govulncheck", "just", "ko", "mage",
    "make", "staticcheck", "task",
];

/// The commands of Go that read the module of their folder, besides those that may name another one.
const BUILDING: [&str; 11] = ["-C", "build", "fix", "generate", "get", "list", "mod", "test", "tool", "vet", "work"];

pub(super) fn work_of(commands: &str) -> Work {
    let ends = |letter: char| letter.is_whitespace() || ";&|()\"',[]`".contains(letter);
    let words: Vec<&str> = commands.split(ends).filter(|word| !word.is_empty()).collect();
    let of_word = |(at, word): (usize, &&str)| {
        let rest = words.get(at + 1..).unwrap_or_default();
        let program = word.rsplit('/').next().unwrap_or_default();
        match (program, rest.first().copied()) {
            ("go", Some("install" | "run")) => {
                let named = rest.iter().skip(1).find(|word| !word.starts_with('-'));
                if named.is_some_and(|named| named.contains('@')) { Work::Installs } else { Work::Builds }
            }
            ("go", Some(command)) if BUILDING.contains(&command) => Work::Builds,
            _ if word.starts_with("./") || word.rsplit('.').next() == Some("sh") || BUILDERS.contains(&program) => {
                Work::Builds
            }
            _ => Work::Nothing,
        }
    };
    words.iter().enumerate().map(of_word).max().unwrap_or(Work::Nothing)
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

/// A text with the values of its variables: `$NAME`, `${NAME}` and `${NAME:-default}`. An unknown one stays as it is
/// written, and so does a text that would become too long.
pub(super) fn with_variables(text: &Traced, variable: &dyn Fn(&str) -> Option<Traced>) -> Traced {
    const LONGEST: usize = 500;
    let (mut done, mut rest) = (Traced::default(), text.text());
    while let Some((before, after)) = rest.split_once('$') {
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let braced = after.strip_prefix('{').and_then(|braced| braced.split_once('}'));
        let (value, behind) = if let Some((inside, behind)) = braced {
            let end = inside.find(|letter| !is_of_name(letter)).unwrap_or(inside.len());
            let (name, usual) = inside.split_at(end);
            let given = variable(name).filter(|value| usual.is_empty() || !value.text().is_empty());
            let usual = usual.strip_prefix(":-").or(usual.strip_prefix('-')).map(|usual| text.part(usual));
            let is_whole = |usual: &Traced| !usual.text().is_empty() && !usual.text().contains('$');
            let is_plain = end == inside.len() || usual.is_some();
            (given.filter(|_| is_plain).or(usual.filter(is_whole)), behind)
        } else {
            let end = after.find(|letter| !is_of_name(letter)).unwrap_or(after.len());
            let (name, behind) = after.split_at(end);
            (variable(name), behind)
        };
        let written = rest.get(before.len()..rest.len() - behind.len()).unwrap_or_default();
        done.push(&text.part(before));
        done.push(&value.unwrap_or_else(|| text.part(written)));
        rest = behind;
        if done.text().len() > LONGEST {
            return text.clone();
        }
    }
    done.push(&text.part(rest));
    done
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
            ("golang:latest", Newest, ""),
            ("golang:alpine", Newest, ""),
            ("golang:trixie", Newest, ""),
            ("golang:windowsservercore-ltsc2025", Newest, ""),
            ("golang:bullseye", NewestOfLine, "go1.24"),
            ("golang:alpine3.22", NewestOfLine, "go1.26"),
            ("golang:onbuild", Unknown, ""),
            ("golang:rc", Unknown, ""),
            ("golang:", Unknown, ""),
            ("golang:1-alpine", Newest, ""),
            ("golang@sha256:00", Unknown, ""),
            ("golang:$VERSION", Unknown, ""),
            ("my-golang:1.27", Unknown, ""),
            ("registry.example/ocp/builder:rhel-9-golang-1.25-openshift-4.21", Unknown, ""),
            ("mcr.microsoft.com/devcontainers/go:1-1.26", Unknown, ""),
        ] {
            let found = of_image(&Traced::new(image)).map(|(meaning, _)| shown(meaning));
            assert_eq!(found, Some((meaning, version.to_owned())), "{image}");
        }
        for image in ["golangci/golangci-lint:v2", "alpine:3", "scratch", "", "golang-x/y:1"] {
            assert_eq!(of_image(&Traced::new(image)), None, "{image}");
        }
    }

    #[test]
    fn variables_are_replaced_if_they_are_known() {
        let variable = |name: &str| (name == "GO").then(|| Traced::new("1.27"));
        for (text, expected) in [
            ("golang:$GO", "golang:1.27"),
            ("golang:${GO}-alpine", "golang:1.27-alpine"),
            ("golang:${GO:-1.26}", "golang:1.27"),
            ("golang:${OTHER:-1.26}", "golang:1.26"),
            ("golang:${OTHER-1.26}-x", "golang:1.26-x"),
            ("golang:$OTHER", "golang:$OTHER"),
            ("$OTHER/golang:${GO}", "$OTHER/golang:1.27"),
            ("golang:${GO:+x}", "golang:${GO:+x}"),
            ("golang:${GO", "golang:${GO"),
            ("golang:$", "golang:$"),
            ("plain", "plain"),
        ] {
            assert_eq!(with_variables(&Traced::new(text), &variable).text(), expected, "{text}");
        }
        let long = |_: &str| Some(Traced::new(&"x".repeat(400)));
        assert_eq!(with_variables(&Traced::new("$A$A"), &long).text(), "$A$A");
    }

    #[test]
    fn a_variant_goes_with_the_releases_that_have_it() {
        for (variant, version, expected) in [
            ("", "go1.30", true),
            ("alpine", "go1.30.1", true),
            ("alpine3.24", "go1.27", true),
            ("alpine3.24", "go1.27.9", true),
            ("alpine3.24", "go1.28", false),
            ("alpine3.17", "go1.21.5", true),
            ("alpine3.17", "go1.27.3", false),
            ("bullseye", "go1.27", false),
            ("corporate", "go1.27", false),
        ] {
            assert_eq!(is_published(variant, &version.parse().unwrap()), expected, "{variant} {version}");
        }
    }

    #[test]
    fn commands_build_a_module_or_only_install_programs() {
        use Work::{Builds, Installs, Nothing};
        for (commands, expected) in [
            ("go build ./...", Builds),
            ("cd x && go test ./...", Builds),
            ("GOFLAGS=-mod=mod go vet", Builds),
            ("go install ./cmd/x", Builds),
            ("go install", Builds),
            ("go run . --port=1", Builds),
            ("make test", Builds),
            ("./hack/test.sh", Builds),
            ("bash hack/test.sh", Builds),
            ("[\"go\", \"run\", \".\"]", Builds),
            ("go install example.com/tool@v1.2.3", Installs),
            ("go install -v example.com/tool@latest\ngo version", Installs),
            ("go run example.com/tool@latest ./...", Builds),
            ("go install example.com/tool@v1\ngo build", Builds),
            ("go version && go env", Nothing),
            ("echo goes on", Nothing),
        ] {
            assert_eq!(work_of(commands), expected, "{commands}");
        }
    }
}
