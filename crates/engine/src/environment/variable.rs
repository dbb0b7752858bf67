//! The variables that Go knows, and the values that it accepts.
use std::path::Path;

use super::go_value;
use crate::base::secret;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::machine::platform;

/// The places that Upgo can edit.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub enum EditScope {
    /// The user's variables.
    User,
    /// The machine-wide variables (Windows).
    Machine,
    /// The file of `go env -w`.
    Go,
}

/// The most common ones, in display order.
pub const USUAL: [&str; 6] = ["GOROOT", "GOPATH", "GOBIN", "GOPROXY", "GOPRIVATE", "GOTOOLCHAIN"];

/// The other variables that change Go's behavior. Source: `KnownEnv` in `internal/cfg` of Go 1.27.
pub const OTHERS: [&str; 60] = [
    "AR", "CC", "CGO_CFLAGS", "CGO_CFLAGS_ALLOW", "CGO_CFLAGS_DISALLOW", "CGO_CPPFLAGS", "CGO_CPPFLAGS_ALLOW",
    "CGO_CPPFLAGS_DISALLOW", "CGO_CXXFLAGS", "CGO_CXXFLAGS_ALLOW", "CGO_CXXFLAGS_DISALLOW", "CGO_ENABLED",
    "CGO_FFLAGS", "CGO_FFLAGS_ALLOW", "CGO_FFLAGS_DISALLOW", "CGO_LDFLAGS", "CGO_LDFLAGS_ALLOW",
    "CGO_LDFLAGS_DISALLOW", "CXX", "FC", "GCCGO", "GO111MODULE", "GO386", "GOAMD64", "GOARCH", "GOARM", "GOARM64",
    "GOAUTH", "GOCACHE", "GOCACHEPROG", "GODEBUG", "GOENV", "GOEXPERIMENT", "GOFIPS140", "GOFLAGS", "GOGC",
    "GOINSECURE", "GOMAXPROCS", "GOMEMLIMIT", "GOMIPS", "GOMIPS64", "GOMODCACHE", "GONOPROXY", "GONOSUMDB", "GOOS",
    "GOPPC64", "GORISCV64", "GOSUMDB", "GOTMPDIR", "GOTRACEBACK", "GOVCS", "GOWASM", "GOWORK", "GO_EXTLINK_ENABLED",
    "PKG_CONFIG", "GOTELEMETRY", "GOTELEMETRYDIR", "GOTOOLDIR", "GOEXE", "GOGCCFLAGS",
];

/// Every variable of Go.
pub fn all() -> impl Iterator<Item = &'static str> {
    USUAL.into_iter().chain(OTHERS)
}

const FIXED: [&str; 10] = [
    "GOEXE", "GOGCCFLAGS", "GOHOSTARCH", "GOHOSTOS", "GOMOD", "GOTELEMETRY", "GOTELEMETRYDIR", "GOTOOLDIR",
    "GOVERSION", "GOWORK",
];

explain! {
    #[derive(Clone, PartialEq, Eq)]
    pub enum VariableRefusal {
        Unknown(name: String) = Usage, NoGoVariable { name }, next SeeGoVariables;
        /// Go sets it itself, or does not read it there. The reason is the end of a sentence: `cannot be kept there`.
        NotThere { name: String, why: Sentence } = Usage, VariableIs { name, why: *why }, next UseOtherScope;
        /// The value is without secrets.
        Value { name: String, value: String, why: Statement } =
            Usage, VariableCannotBe { name, value: format!("{value:?}"), why }, next ChooseOtherValue { name };
    }
}

/// Checks whether `name` may get this value in `scope` (`None` removes it), by the rules of `go env -w`, and only
/// values that Go accepts: a wrong one would also break the `go env -w` that fixes it.
/// Source: `checkEnvWrite` in `cmd/go/internal/envcmd`.
pub fn check(name: &str, value: Option<&str>, scope: EditScope) -> Result<(), VariableRefusal> {
    let not_there = |why| Err(VariableRefusal::NotThere { name: name.to_owned(), why });
    let is_in_file = value.is_none() && scope == EditScope::Go && is_name(name);
    if !(is_known(name) || is_in_file) {
        return Err(VariableRefusal::Unknown(name.to_owned()));
    }
    let Some(value) = value else { return Ok(()) };
    if FIXED.contains(&name) && !(name == "GOWORK" && scope != EditScope::Go) {
        return not_there(Sentence::SetByGo);
    }
    if ["GOENV", "GODEBUG"].contains(&name) && scope == EditScope::Go {
        return not_there(Sentence::NotReadFromFile);
    }
    match fault_of(name, value, scope) {
        Some(why) => Err(VariableRefusal::Value {
            name: name.to_owned(),
            value: secret::value_without_secrets(name, value),
            why,
        }),
        None => Ok(()),
    }
}

fn is_known(name: &str) -> bool {
    USUAL.contains(&name) || OTHERS.contains(&name)
}

/// Whether it is a valid name of a variable in the `go env -w` file.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_uppercase()) && !name.contains(['=', '#', '\n', '\r'])
}

fn fault_of(name: &str, value: &str, scope: EditScope) -> Option<Statement> {
    // Windows expands `%USERPROFILE%` in variables; Go does not expand it in its file.
    let expands = platform::HAS_REGISTRY && scope != EditScope::Go;
    let is_full = |folder: &str| (expands && folder.starts_with('%')) || Path::new(folder).is_absolute();
    let fault = match name {
        _ if value.is_empty() => Sentence::EmptyIsNone,
        _ if value.contains(['\0', '\n', '\r', '\u{b}']) => Sentence::HasLineBreak,
        _ if secret::is_hidden(value) => Sentence::HiddenLogin,
        // Go says of this one what it needs.
        "GOCACHE" if value == "off" => Sentence::NeedsCache,
        "GOROOT" | "GOBIN" | "GOMODCACHE" | "GOCACHE" | "GOTMPDIR" if !is_full(value) => Sentence::NoFullPath,
        "GOWORK" if !["off", "auto"].contains(&value) && !is_full(value) => Sentence::NoFullPath,
        "GOPATH" if !value.split(platform::LIST_SEPARATOR).all(is_full) => Sentence::NoFullPaths,
        "GOTOOLCHAIN" if is_language(value) => Sentence::IsLanguageVersion,
        "GOTOOLCHAIN" if !is_toolchain(value) => Sentence::MustBeToolchain,
        _ => go_value::fault(name, value)?,
    };
    Some(fault.into())
}

/// Whether it names a language version such as `go1.27`, which has had no toolchain since Go 1.21.
fn is_language(value: &str) -> bool {
    let name = value.split('+').next().unwrap_or_default();
    let minor = name.strip_prefix("go1.").and_then(|minor| minor.parse::<u32>().ok());
    minor.is_some_and(|minor| minor >= 21)
}

/// Matches `local`, `auto`, `path`, `go1.27.3`, and the last one or `local` with `+auto` or `+path`.
fn is_toolchain(value: &str) -> bool {
    let is_name = |name: &str| name == "local" || Version::from_toolchain(name).is_ok();
    match value.split_once('+') {
        Some((name, rest)) => is_name(name) && ["auto", "path"].contains(&rest),
        None => ["auto", "path"].contains(&value) || is_name(value),
    }
}
