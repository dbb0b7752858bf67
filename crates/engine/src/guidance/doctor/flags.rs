//! The words of GOFLAGS, as the `go` command parses them.
//!
//! Source: <https://github.com/golang/go/blob/master/src/cmd/go/internal/base/goflags.go>. Words are split at white
//! space. Each is `-name` or `-name=value`, and at least one command must know the name.

use crate::words::{Sentence, Statement};

/// The flags of all commands of Go 1.27, except those of `go vet`'s analyzers, which change between releases.
const KNOWN: &str = "a args artifacts asan asmflags bench benchmem benchtime blockprofile blockprofilerate buildmode \
    buildvcs c cache changed cmd compat compiled compiler count cover covermode coverpkg coverprofile cpu cpuprofile d deps \
    diff dropexclude dropgodebug dropignore dropreplace droprequire droptool dropuse e exclude exec export f failfast find \
    fix fixtool fmt fullpath fuzz fuzzcache fuzzminimizetime fuzztime gccgoflags gcflags go godebug h help http i ignore \
    insecure installsuffix json ldflags linkshared list m memprofile memprofilerate mod modcache modcacherw modfile module \
    msan mutexprofile mutexprofilefraction n o outputdir overlay p parallel pgo pkgdir print r race replace require retract \
    retracted reuse run short shuffle skip src t tags test testcache timeout tool toolchain toolexec toolname trace trimpath \
    u use v versions vet vettool w work x";

/// What is wrong with the value; `None` if Go is expected to accept it.
pub(super) fn fault(value: &str) -> Option<Statement> {
    let words: Vec<&str> = value.split_whitespace().collect();
    words.iter().enumerate().find_map(|(index, word)| {
        let before = index.checked_sub(1).and_then(|before| words.get(before));
        match (name_of(word), before) {
            // a flag of the linker or the compiler only
            (Some("s" | "w"), Some(before)) if before.contains("flags=") => {
                Some(Sentence::FlagCut.with("flag", *word).with("before", *before))
            }
            (Some(name), _) if is_known(name) => None,
            (Some(_), _) => Some(Sentence::FlagUnknown.with("flag", *word)),
            (None, _) => Some(Sentence::FlagMalformed.with("flag", *word)),
        }
    })
}

/// The name in `-name`, `--name`, `-name=value`.
fn name_of(word: &str) -> Option<&str> {
    let name = word.strip_prefix("--").or_else(|| word.strip_prefix('-'))?;
    let name = name.split('=').next().unwrap_or_default();
    (!name.is_empty() && !name.starts_with('-')).then_some(name)
}

/// Whether a command knows the flag. A name with a dot belongs to a test program (`-test.v`).
fn is_known(name: &str) -> bool {
    name.contains('.') || KNOWN.split_whitespace().any(|known| known == name) || is_analyzer(name)
}

/// Whether it may be an analyzer of `go vet`. Those are whole words, so no common mistake looks like one.
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
        for value in
            ["", "-v", "-mod=mod -trimpath", "--tags=a,b", "-ldflags=-s", "-test.v", "-printf=false", "-vet=off"]
        {
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
        ] {
            assert_eq!(fault(value).map(|fault| fault.to_string()).as_deref(), Some(expected), "{value}");
        }
    }
}
