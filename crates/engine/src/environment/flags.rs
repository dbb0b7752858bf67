//! The words of GOFLAGS, as the `go` command parses them.
//!
//! Source: <https://github.com/golang/go/blob/master/src/cmd/go/internal/base/goflags.go>. Words are split at white
//! space, unless quotes surround one. Each is `-name` or `-name=value`, and at least one command must know the name.
use super::go_value::split;
use crate::base::words::Statement;

/// The flags of all commands of Go 1.27, except those of `go vet`'s analyzers, which change between releases.
const KNOWN: &str = "C a args artifacts asan asmflags bench benchmem benchtime blockprofile blockprofilerate buildmode \
    buildvcs c cache changed cmd compat compiled compiler count cover covermode coverpkg coverprofile cpu cpuprofile d deps \
    diff dropexclude dropgodebug dropignore dropreplace droprequire droptool dropuse e exclude exec export f failfast find \
    fix fixtool fmt fullpath fuzz fuzzcache fuzzminimizetime fuzztime gccgoflags gcflags go godebug h help http i ignore \
    insecure installsuffix json ldflags linkshared list m memprofile memprofilerate mod modcache modcacherw modfile module \
    msan mutexprofile mutexprofilefraction n o outputdir overlay p parallel pgo pkgdir print r race replace require retract \
    retracted reuse run short shuffle skip src t tags test testcache timeout tool toolchain toolexec toolname trace trimpath \
    u use v versions vet vettool w work x";

/// The flags that most commands have and that are true or false.
const BOOLEAN: [&str; 13] =
    ["a", "asan", "cover", "linkshared", "modcacherw", "msan", "n", "race", "trimpath", "v", "work", "x", "i"];

/// The build modes of Go 1.27.
const BUILD_MODES: [&str; 9] = ["archive", "c-archive", "c-shared", "default", "exe", "pie", "shared", "plugin", ""];

/// What is wrong with the value, and whether no Go accepts it; `None` if Go is expected to.
pub(super) fn fault(value: &str) -> Option<(Statement, bool)> {
    let words = match split(value) {
        Ok(words) => words,
        Err(open) => return Some((open.into(), true)),
    };
    words.iter().enumerate().find_map(|(index, word)| {
        let before = index.checked_sub(1).and_then(|before| words.get(before));
        match (name_of(word), before) {
            // a flag of the linker or the compiler only
            (Some("s" | "w" | "w'" | "w\""), Some(before)) if before.contains("flags=") => {
                Some((say!(FlagCut { flag: *word, before: *before }), true))
            }
            (Some(name), _) if is_known(name) => is_wrong(word, name).then(|| (say!(FlagValue { flag: *word }), true)),
            (Some(_), _) => Some((say!(FlagUnknown { flag: *word }), false)),
            (None, _) => Some((say!(FlagMalformed { flag: *word }), true)),
        }
    })
}

/// Whether the builds of every Go fail with what a known flag is set to.
fn is_wrong(word: &str, name: &str) -> bool {
    let value = word.split_once('=').map(|(_, value)| value);
    match (name, value) {
        // the first one is only for the first argument of a command
        (
            "mod" | "p" | "buildmode" | "compiler" | "modfile" | "tags" | "ldflags" | "gcflags" | "asmflags"
            | "gccgoflags" | "overlay" | "pgo" | "toolexec" | "installsuffix" | "pkgdir",
            None,
        )
        | ("C", _) => true,
        ("mod", Some(mode)) => !["", "mod", "readonly", "vendor"].contains(&mode),
        ("p", Some(count)) => !count.parse::<u32>().is_ok_and(|count| count > 0),
        ("buildmode", Some(mode)) => !BUILD_MODES.contains(&mode),
        ("buildvcs", Some(when)) => when != "auto" && !is_boolean(when),
        ("compiler", Some(compiler)) => !["gc", "gccgo"].contains(&compiler),
        ("modfile", Some(file)) => !file.is_empty() && !is_mod_file(file),
        (_, Some(value)) => BOOLEAN.contains(&name) && !is_boolean(value),
        (_, None) => false,
    }
}

/// For Go, the name of a `go.mod`.
#[expect(clippy::case_sensitive_file_extension_comparisons, reason = "Go's own comparison, on every system")]
fn is_mod_file(file: &str) -> bool {
    file.ends_with(".mod")
}

/// Whether it is a truth value for Go (`strconv.ParseBool`).
fn is_boolean(value: &str) -> bool {
    ["1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False"].contains(&value)
}

/// None if a quote is not closed.
pub(super) fn names(value: &str) -> impl Iterator<Item = &str> {
    split(value).unwrap_or_default().into_iter().filter_map(name_of)
}

/// The name in `-name`, `--name`, `-name=value`.
fn name_of(word: &str) -> Option<&str> {
    let name = word.strip_prefix("--").or_else(|| word.strip_prefix('-'))?;
    let name = name.split('=').next().unwrap_or_default();
    (!name.is_empty() && !name.starts_with('-')).then_some(name)
}

/// A name with a dot belongs to a test program (`-test.v`).
fn is_known(name: &str) -> bool {
    name.contains('.') || KNOWN.split_whitespace().any(|known| known == name) || is_analyzer(name)
}

/// Analyzers of `go vet` are whole words, so no common mistake looks like one.
fn is_analyzer(name: &str) -> bool {
    const ANALYZERS: &str = "appends asmdecl assign atomic bool bools buildtag cgocall composites copylocks defers \
        directive errorsas framepointer hostport httpresponse ifaceassert loopclosure lostcancel methods nilfunc nilness \
        printf printfuncs rangeloops shadow shift sigchanyzer slog stdmethods stdversion stringintconv structtag \
        testinggoroutine tests timeformat unmarshal unreachable unsafeptr unusedresult waitgroup";
    ANALYZERS.split_whitespace().any(|known| known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_flags_that_go_accepts() {
        for value in [
            "", "-v", "-mod=mod -trimpath", "--tags=a,b", "-ldflags=-s", "-test.v", "-printf=false", "-vet=off",
            "'-ldflags=-s -w' -v", "\"-v\"", "-p=4", "-buildvcs=auto", "-mod=", "-count=x", "-o=x", "-race=1",
        ] {
            assert_eq!(fault(value), None, "{value}");
        }
    }

    #[test]
    fn names_the_flag_that_makes_go_fail() {
        for (value, expected) in [
            ("-bogus", "Go has no flag -bogus"),
            ("-ldflags=-s -w", "The space before -w ends the value of -ldflags=-s, and Go has no flag -w"),
            ("-v mod=mod", "mod=mod is not a flag: a flag starts with - and has a name"),
            ("-", "- is not a flag: a flag starts with - and has a name"),
            ("---v", "---v is not a flag: a flag starts with - and has a name"),
            ("-=x", "-=x is not a flag: a flag starts with - and has a name"),
            ("“-v”", "“-v” is not a flag: a flag starts with - and has a name"),
            ("'-ldflags=-s -w", "a quote in it is not closed"),
            ("-ldflags='-s -w'", "The space before -w' ends the value of -ldflags='-s, and Go has no flag -w'"),
            ("-mod=foo", "Go does not accept -mod=foo"),
            ("-mod", "Go does not accept -mod"),
            ("-p=0", "Go does not accept -p=0"),
            ("-v=maybe", "Go does not accept -v=maybe"),
            ("-C=/tmp", "Go does not accept -C=/tmp"),
            ("-modfile=x", "Go does not accept -modfile=x"),
        ] {
            assert_eq!(fault(value).map(|(fault, _)| fault.to_string()).as_deref(), Some(expected), "{value}");
        }
    }
}
