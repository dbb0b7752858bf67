//! The values of Go's variables that Go does not accept, or that make its commands fail.
//!
//! Sources: `cmd/go` (`checkEnvWrite`, `InitGOFLAGS`, `CheckGOOSARCHPair`, `dbDial`, `proxyList`, `MkEnv`),
//! `internal/buildcfg` and `runtime` (`parseByteCount`) of Go 1.21 to 1.27. `cli/tests/cli/real_go.rs` compares the
//! table with real Go.
use super::flags;
use crate::base::words::{Sentence, Statement};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueFault {
    /// The reason, as the end of a sentence: `GOOS cannot be banana: …`.
    pub why: Statement,
    /// Whether no Go accepts it. Otherwise a Go that Upgo does not know may.
    pub is_certain: bool,
    /// Whether `go` commands fail that do not need the network.
    pub breaks_go: bool,
}

/// Those that [`fault`] uses. Others have their own rules in [`crate::which_go::toolchain`].
pub const BREAKING: [&str; 27] = [
    "AR", "CC", "CGO_CFLAGS", "CGO_CPPFLAGS", "CGO_CXXFLAGS", "CGO_FFLAGS", "CGO_LDFLAGS", "CXX", "FC", "GCCGO",
    "GO111MODULE", "GOARCH", "GOARM64", "GOCACHE", "GODEBUG", "GOEXPERIMENT", "GOFIPS140", "GOFLAGS", "GOMEMLIMIT",
    "GOMIPS", "GOMIPS64", "GOOS", "GOPPC64", "GORISCV64", "GOTMPDIR", "GOWASM", "PKG_CONFIG",
];

/// The variables that the runtime of every Go program reads. They do not come from the `go env -w` file.
pub const OF_RUNTIME: [&str; 2] = ["GODEBUG", "GOMEMLIMIT"];

/// The systems that Go builds for, each with its processors: `go tool dist list` of Go 1.21 to 1.27, with the pairs
/// that the list leaves out because they do not work yet or no longer.
const TARGETS: &[(&str, &str)] = &[
    ("aix", "ppc64"),
    ("android", "386 amd64 arm arm64"),
    ("darwin", "amd64 arm64"),
    ("dragonfly", "amd64"),
    ("freebsd", "386 amd64 arm arm64 riscv64"),
    ("illumos", "amd64"),
    ("ios", "amd64 arm64"),
    ("js", "wasm"),
    ("linux", "386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x sparc64"),
    ("netbsd", "386 amd64 arm arm64"),
    ("openbsd", "386 amd64 arm arm64 mips64 ppc64 riscv64"),
    ("plan9", "386 amd64 arm"),
    ("solaris", "amd64"),
    ("wasip1", "wasm"),
    ("windows", "386 amd64 arm arm64"),
];

const EXPERIMENTS: &str = "aliastypeparams allocheaders arenas boringcrypto cacheprog cgocheck2 coverageredesign dwarf5 \
    exectracer2 fieldtrack goroutineleakprofile greenteagc heapminimum512kib jsonv2 loopvar mapsplitgroup newinliner \
    pagetrace preemptibleloops randomizedheapbase64 rangefunc regabi regabiargs regabiwrappers runtimefreegc \
    runtimesecret simd sizespecializedmalloc spinbitmutex staticlockranking swissmap synchashtriemap synctest unified";

/// Judged by the text alone. Whether paths are full is checked elsewhere.
pub fn fault(name: &str, value: &str) -> Option<ValueFault> {
    let one_of = |values: &str| {
        let must = say!(MustBeOneOf { values: values.replace(' ', ", ") });
        (!values.split(' ').any(|known| known == value)).then_some(must)
    };
    match name {
        "GOFLAGS" => flags::fault(value).map(|(why, is_certain)| ValueFault { why, is_certain, breaks_go: true }),
        "GO111MODULE" => one_of("auto on off").map(breaking),
        "GOOS" => (!TARGETS.iter().any(|(os, _)| *os == value)).then(|| breaking(Sentence::NoSuchSystem.into())),
        "GOARCH" => {
            let is_known = TARGETS.iter().any(|(_, all)| all.split(' ').any(|arch| arch == value));
            (!is_known).then(|| breaking(Sentence::NoSuchProcessor.into()))
        }
        "GOARM64" => (!is_arm64(value)).then(|| breaking(Sentence::MustBeArm64.into())),
        "GOMIPS" | "GOMIPS64" => one_of("hardfloat softfloat").map(breaking),
        "GOPPC64" => one_of("power8 power9 power10").map(breaking),
        "GORISCV64" => one_of("rva20u64 rva22u64 rva23u64").map(breaking),
        "GOWASM" => {
            let all = ["satconv", "signext", ""];
            let must = || say!(MustBeOneOf { values: "satconv, signext" });
            (!value.split(',').all(|part| all.contains(&part))).then(|| breaking(must()))
        }
        "GOFIPS140" if !is_fips(value) => Some(breaking(Sentence::MustBeFips.into())),
        "GOEXPERIMENT" => unknown_experiment(value).map(|name| ValueFault {
            why: say!(NoSuchExperiment { name }),
            is_certain: false,
            breaks_go: true,
        }),
        "GODEBUG" => fips_setting(value).map(|value| breaking(say!(FipsSetting { value }))),
        "GOMEMLIMIT" if !is_memory(value) => Some(breaking(Sentence::MustBeMemory.into())),
        "GOCACHE" if value == "off" => Some(breaking(Sentence::NeedsCache.into())),
        "CC" | "CXX" | "FC" => program_fault(value).map(breaking),
        "AR" | "GCCGO" | "PKG_CONFIG" | "CGO_CFLAGS" | "CGO_CPPFLAGS" | "CGO_CXXFLAGS" | "CGO_FFLAGS"
        | "CGO_LDFLAGS" => split(value).is_err().then(|| breaking(Sentence::QuoteOpen.into())),
        // Newer releases take another value for the default; older ones fail.
        "GOAMD64" => one_of("v1 v2 v3 v4").map(refused),
        "GO386" => one_of("sse2 softfloat").map(refused),
        "GOARM" => {
            let number = value.strip_suffix(",softfloat").or_else(|| value.strip_suffix(",hardfloat"));
            let is_known = ["5", "6", "7"].contains(&number.unwrap_or(value));
            (!is_known).then(|| refused(say!(MustBeOneOf { values: "5, 6, 7" })))
        }
        "CGO_ENABLED" => one_of("0 1").map(refused),
        "GOSUMDB" => wrong_database(value).map(|_| refused(Sentence::MustBeDatabase.into())),
        "GONOSUMDB" | "GONOPROXY" | "GOPRIVATE" | "GOINSECURE" if !value.split(',').all(is_pattern) => {
            Some(refused(Sentence::NoPattern.into()))
        }
        "GOVCS" if !value.split(',').all(|entry| entry.contains(':')) => Some(refused(Sentence::MustBeVcs.into())),
        "GOPROXY" => wrong_proxy(value).map(|why| ValueFault { why, is_certain: false, breaks_go: false }),
        _ => None,
    }
}

pub(crate) fn target_fault(os: &str, arch: &str) -> Option<ValueFault> {
    let (_, all) = TARGETS.iter().find(|(known, _)| *known == os)?;
    let is_pair = all.split(' ').any(|known| known == arch);
    let why = || say!(NoSuchPair { os, arch });
    (!is_pair).then(|| ValueFault { why: why(), is_certain: false, breaks_go: true })
}

pub(crate) fn unknown_experiment(value: &str) -> Option<&str> {
    let is_known = |name: &str| EXPERIMENTS.split_whitespace().any(|known| known == name);
    experiments(value).find(|name| !is_known(name))
}

pub(crate) fn experiments(value: &str) -> impl Iterator<Item = &str> {
    let named = value.split(',').filter(|name| !name.is_empty() && *name != "none");
    named.map(|name| name.strip_prefix("no").unwrap_or(name))
}

/// The problem in the form of GOSUMDB, which is a known name or a key, optionally followed by an address; in Go's words.
pub(crate) fn wrong_database(text: &str) -> Option<&'static str> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    match fields[..] {
        [_, _, _, ..] => Some("too many fields"),
        ["off" | "sum.golang.google.cn"] | ["sum.golang.org", ..] => None,
        [key, ..] if is_key(key) => None,
        _ => Some("malformed verifier id"),
    }
}

/// The words of a value that may have quotes around some of them.
///
/// Source: `cmd/internal/quoted` (`Split`).
pub(crate) fn split(value: &str) -> Result<Vec<&str>, Sentence> {
    let mut words = Vec::new();
    let mut rest = value.trim_start_matches(is_space);
    while let Some(first) = rest.chars().next() {
        let (word, after) = if first == '"' || first == '\'' {
            rest[1..].split_once(first).ok_or(Sentence::QuoteOpen)?
        } else {
            rest.split_at(rest.find(is_space).unwrap_or(rest.len()))
        };
        words.push(word);
        rest = after.trim_start_matches(is_space);
    }
    Ok(words)
}

fn is_space(letter: char) -> bool {
    [' ', '\t', '\n', '\r'].contains(&letter)
}

/// A value that makes commands fail, whichever Go runs.
fn breaking(why: Statement) -> ValueFault {
    ValueFault { why, is_certain: true, breaks_go: true }
}

/// A value that Go does not accept, or without effect.
fn refused(why: Statement) -> ValueFault {
    ValueFault { why, is_certain: true, breaks_go: false }
}

fn program_fault(value: &str) -> Option<Statement> {
    match split(value) {
        Err(open) => Some(open.into()),
        Ok(words) => match words.first() {
            None => Some(Sentence::NoProgram.into()),
            Some(program) => {
                let is_relative = program.contains(['/', '\\'])
                    && !program.starts_with(['/', '\\'])
                    && program.as_bytes().get(1) != Some(&b':');
                is_relative.then(|| Sentence::NoFullPath.into())
            }
        },
    }
}

/// `v8.0` to `v8.9` or `v9.0` to `v9.5`, with `,lse` and `,crypto` in any order.
fn is_arm64(value: &str) -> bool {
    let mut parts = value.split(',');
    let level = parts.next().unwrap_or_default();
    let is_level = match level.as_bytes() {
        [b'v', b'8', b'.', minor] => minor.is_ascii_digit(),
        [b'v', b'9', b'.', minor] => (b'0'..=b'5').contains(minor),
        _ => false,
    };
    is_level && parts.all(|part| ["lse", "crypto"].contains(&part))
}

fn is_fips(value: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if ["off", "latest", "inprocess", "certified"].contains(&value) {
        return true;
    }
    let Some((minor, patch)) = value.strip_prefix("v1.").and_then(|rest| rest.split_once('.')) else { return false };
    let (patch, suffix) = patch.split_once('-').map_or((patch, None), |(patch, suffix)| (patch, Some(suffix)));
    let is_suffix = |suffix: &str| suffix.strip_prefix("rc").is_some_and(is_number) || suffix.len() == 8;
    is_number(minor) && is_number(patch) && suffix.is_none_or(is_suffix)
}

/// The value of `fips140` in GODEBUG, if it makes every program panic. The last one counts.
fn fips_setting(value: &str) -> Option<&str> {
    let value = value.rsplit(',').find_map(|setting| setting.strip_prefix("fips140="))?;
    (!["", "off", "on", "only", "debug"].contains(&value)).then_some(value)
}

/// `off`, `1048576`, `512MiB`.
fn is_memory(value: &str) -> bool {
    let (number, shift) = match value {
        "off" => return true,
        _ if value.ends_with(|letter: char| letter.is_ascii_digit()) => (value, 0),
        _ => {
            let units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40), ("B", 0)];
            let found = units.iter().find_map(|(unit, shift)| Some((value.strip_suffix(unit)?, *shift)));
            let Some(found) = found else { return false };
            found
        }
    };
    let number = number.strip_prefix('+').unwrap_or(number);
    number.parse::<u64>().is_ok_and(|number| i64::try_from(u128::from(number) << shift).is_ok())
}

/// `name+0123abcd+base64`.
fn is_key(text: &str) -> bool {
    let mut parts = text.splitn(3, '+');
    let (name, hash, key) = (parts.next(), parts.next(), parts.next());
    let is_hash = |hash: &str| hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.is_some_and(|name| !name.is_empty()) && hash.is_some_and(is_hash) && key.is_some_and(|key| !key.is_empty())
}

/// Whether a pattern can match anything: each `[` is closed, and no `\` is at its end.
fn is_pattern(pattern: &str) -> bool {
    let mut letters = pattern.chars();
    let mut is_open = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.next().is_none() => return false,
            '[' if !is_open => is_open = true,
            ']' => is_open = false,
            _ => {}
        }
    }
    !is_open
}

/// What is wrong with an entry of GOPROXY that Go reads, or with all of them.
fn wrong_proxy(value: &str) -> Option<Statement> {
    let mut entries = value.split([',', '|']).map(str::trim).filter(|entry| !entry.is_empty()).peekable();
    if entries.peek().is_none() {
        return Some(Sentence::NamesNoServer.into());
    }
    for entry in entries {
        if ["off", "direct"].contains(&entry) {
            return None;
        }
        let has_scheme = ["https://", "http://", "file://"].iter().any(|scheme| entry.starts_with(scheme));
        let is_host = entry.contains(['.', ':', '/']) && !entry.contains(":/") && !entry.starts_with('/');
        if !(has_scheme || is_host) || entry.contains(char::is_whitespace) {
            return Some(say!(NoProxyAddress { entry }));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What real Go 1.21.13, 1.26.6 and 1.27.3 said; see `real_go.rs` of the command line.
    #[test]
    fn knows_the_values_with_which_go_fails() {
        for (name, good, bad) in [
            ("GO111MODULE", "auto|on|off", "banana|1|On"),
            ("GOOS", "windows|darwin|js", "banana|Linux|linux,windows|nacl"),
            ("GOARCH", "386|wasm|riscv64", "banana|x86_64"),
            ("GOARM64", "v8.0|v8.0,lse|v9.5,crypto,lse", "banana|v8|v9.6|v8.0,neon"),
            ("GOMIPS", "softfloat", "banana"),
            ("GOPPC64", "power10", "banana|power7"),
            ("GORISCV64", "rva22u64", "banana"),
            ("GOWASM", "satconv|signext,satconv", "banana"),
            ("GOEXPERIMENT", "none|noregabi|jsonv2|loopvar,nojsonv2|,", "banana|loopvar,banana"),
            ("GOFIPS140", "off|latest|v1.0.0|v1.0.0-rc1|v1.0.0-c2097c7c", "banana|v9.9.9|v1.0"),
            ("GODEBUG", "banana|a=b|fips140=only|fips140=banana,fips140=on", "fips140=banana"),
            ("GOMEMLIMIT", "off|0|1MiB|1048576|7B", "banana|1GB|-1|1.5GiB|9999999TiB"),
            ("GOCACHE", "/tmp/x", "off"),
            ("CC", "gcc|gcc -m64|'/opt/my gcc' -m64|banana", "'|\"gcc -m64|rel/gcc| "),
            ("CXX", "g++", "'"),
            ("FC", "gfortran", "'"),
            ("CGO_CFLAGS", "-O2|'-I/a b'", "'"),
            ("PKG_CONFIG", "pkg-config", "'"),
        ] {
            for value in good.split('|') {
                assert_eq!(fault(name, value), None, "{name}={value}");
            }
            for value in bad.split('|') {
                assert!(fault(name, value).is_some_and(|fault| fault.breaks_go), "{name}={value}");
            }
        }
    }

    #[test]
    fn knows_the_values_that_go_does_not_accept_elsewhere() {
        for (name, good, bad) in [
            ("GOAMD64", "v3", "v9;3"),
            ("GO386", "softfloat", "x87"),
            ("GOARM", "7;6,softfloat", "9;banana"),
            ("CGO_ENABLED", "0;1", "2;true"),
            ("GOSUMDB", "off;sum.golang.org;sum.golang.org https://a.example;a+0123abcd+xyz", "banana;a b;a b c"),
            ("GOPRIVATE", "*.corp.example,a/[ab];a", "[;a,[x;a\\"),
            ("GOVCS", "public:git,*:all", "banana"),
            ("GOPROXY", "off;https://a,direct;a.example|direct;file:///x;http://x", ",;banana;ftp://x;/x;https://a b"),
        ] {
            for value in good.split(';') {
                assert_eq!(fault(name, value), None, "{name}={value}");
            }
            for value in bad.split(';') {
                assert!(fault(name, value).is_some_and(|fault| !fault.breaks_go), "{name}={value}");
            }
        }
    }

    #[test]
    fn knows_the_pairs_of_system_and_processor() {
        assert_eq!(target_fault("linux", "amd64"), None);
        assert_eq!(target_fault("js", "wasm"), None);
        assert!(target_fault("windows", "mips").is_some());
        assert!(target_fault("js", "amd64").is_some());
    }
}
