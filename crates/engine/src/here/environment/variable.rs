//! The variables that Go knows, and the values that it takes.
use std::path::Path;

use super::EditScope;
use crate::platform;
use crate::report::{Code, Explain};
use crate::version::Version;

/// Those that a person asks for most, in the order in which they are shown.
pub const USUAL: [&str; 6] = ["GOROOT", "GOPATH", "GOBIN", "GOPROXY", "GOPRIVATE", "GOTOOLCHAIN"];

/// The others that change what Go does.
///
/// Source: `KnownEnv` in `internal/cfg` of Go 1.27.
pub const OTHERS: [&str; 60] = [
    "AR",
    "CC",
    "CGO_CFLAGS",
    "CGO_CFLAGS_ALLOW",
    "CGO_CFLAGS_DISALLOW",
    "CGO_CPPFLAGS",
    "CGO_CPPFLAGS_ALLOW",
    "CGO_CPPFLAGS_DISALLOW",
    "CGO_CXXFLAGS",
    "CGO_CXXFLAGS_ALLOW",
    "CGO_CXXFLAGS_DISALLOW",
    "CGO_ENABLED",
    "CGO_FFLAGS",
    "CGO_FFLAGS_ALLOW",
    "CGO_FFLAGS_DISALLOW",
    "CGO_LDFLAGS",
    "CGO_LDFLAGS_ALLOW",
    "CGO_LDFLAGS_DISALLOW",
    "CXX",
    "FC",
    "GCCGO",
    "GO111MODULE",
    "GO386",
    "GOAMD64",
    "GOARCH",
    "GOARM",
    "GOARM64",
    "GOAUTH",
    "GOCACHE",
    "GOCACHEPROG",
    "GODEBUG",
    "GOENV",
    "GOEXPERIMENT",
    "GOFIPS140",
    "GOFLAGS",
    "GOGC",
    "GOINSECURE",
    "GOMAXPROCS",
    "GOMEMLIMIT",
    "GOMIPS",
    "GOMIPS64",
    "GOMODCACHE",
    "GONOPROXY",
    "GONOSUMDB",
    "GOOS",
    "GOPPC64",
    "GORISCV64",
    "GOSUMDB",
    "GOTMPDIR",
    "GOTRACEBACK",
    "GOVCS",
    "GOWASM",
    "GOWORK",
    "GO_EXTLINK_ENABLED",
    "PKG_CONFIG",
    "GOTELEMETRY",
    "GOTELEMETRYDIR",
    "GOTOOLDIR",
    "GOEXE",
    "GOGCCFLAGS",
];

/// Those that Go works out itself.
const FIXED: [&str; 10] = [
    "GOEXE",
    "GOGCCFLAGS",
    "GOHOSTARCH",
    "GOHOSTOS",
    "GOMOD",
    "GOTELEMETRY",
    "GOTELEMETRYDIR",
    "GOTOOLDIR",
    "GOVERSION",
    "GOWORK",
];

/// Why a variable does not get a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VariableRefusal {
    /// Nobody knows the name.
    #[error("{0} is not a variable of Go's")]
    Unknown(String),
    /// Go works it out itself, or does not read it there.
    #[error("{name} {why}")]
    NotThere {
        /// The variable.
        name: String,
        /// Why not, as `cannot be kept there`.
        why: &'static str,
    },
    /// Go would stop at the value.
    #[error("{name} cannot be {value:?}: {why}")]
    Value {
        /// The variable.
        name: String,
        /// The value.
        value: String,
        /// Why not.
        why: &'static str,
    },
}

/// Whether the variable `name` may get this value there, or lose it where it is `None`: by the rules of `go env -w`, and
/// only what Go itself accepts, since a wrong value stops also the `go env -w` that would mend it.
///
/// Source: `checkEnvWrite` in `cmd/go/internal/envcmd`.
pub fn check(name: &str, value: Option<&str>, scope: EditScope) -> Result<(), VariableRefusal> {
    let not_there = |why| Err(VariableRefusal::NotThere { name: name.to_owned(), why });
    let is_in_file = value.is_none() && scope == EditScope::Go && is_name(name);
    if !(is_known(name) || is_in_file) {
        return Err(VariableRefusal::Unknown(name.to_owned()));
    }
    let Some(value) = value else { return Ok(()) };
    if FIXED.contains(&name) && !(name == "GOWORK" && scope != EditScope::Go) {
        return not_there("is worked out by Go itself");
    }
    if ["GOENV", "GODEBUG"].contains(&name) && scope == EditScope::Go {
        return not_there("is not read from the file of go env -w");
    }
    match fault_of(name, value, scope) {
        Some(why) => Err(VariableRefusal::Value { name: name.to_owned(), value: value.to_owned(), why }),
        None => Ok(()),
    }
}

fn is_known(name: &str) -> bool {
    USUAL.contains(&name) || OTHERS.contains(&name)
}

/// Whether it can be the name of a variable in the file of `go env -w`.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_uppercase()) && !name.contains(['=', '#', '\n', '\r'])
}

fn fault_of(name: &str, value: &str, scope: EditScope) -> Option<&'static str> {
    // Windows replaces `%USERPROFILE%` in variables; Go does not, in its file.
    let expands = platform::HAS_REGISTRY && scope != EditScope::Go;
    let is_full = |folder: &str| (expands && folder.starts_with('%')) || Path::new(folder).is_absolute();
    let separator = if platform::HAS_REGISTRY { ';' } else { ':' };
    match name {
        _ if value.is_empty() => Some("an empty value is as good as none; take it away instead"),
        _ if value.contains(['\0', '\n', '\r', '\u{b}']) => Some("it has a line break in it"),
        "GOROOT" | "GOBIN" | "GOMODCACHE" | "GOCACHE" if !is_full(value) => Some("it is not a full path"),
        "GOPATH" if !value.split(separator).all(is_full) => Some("it is not a list of full paths"),
        "GO111MODULE" if !["auto", "on", "off"].contains(&value) => Some("it is auto, on or off"),
        "GOTOOLCHAIN" if !is_toolchain(value) => Some("it is a name such as go1.27.3, or auto, path or local"),
        _ => None,
    }
}

/// `local`, `auto`, `path`, `go1.27.3`, and the last one or `local` with `+auto` or `+path`.
fn is_toolchain(value: &str) -> bool {
    let is_name = |name: &str| name == "local" || Version::from_toolchain(name).is_ok();
    match value.split_once('+') {
        Some((name, rest)) => is_name(name) && ["auto", "path"].contains(&rest),
        None => ["auto", "path"].contains(&value) || is_name(value),
    }
}

impl Explain for VariableRefusal {
    fn code(&self) -> Code {
        Code::Usage
    }

    fn next(&self) -> String {
        match self {
            Self::Unknown(_) => "`go help environment` lists the variables.".to_owned(),
            Self::NotThere { .. } => "Use another scope, or leave it to Go.".to_owned(),
            Self::Value { name, .. } => format!("Give {name} another value; `go help environment` says which."),
        }
    }
}
