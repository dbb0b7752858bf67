//! How to rebuild a program, or why that is impossible, by its build info alone. Pure. Only settings for `go install`
//! that contain no path are repeated: others would build another program. Source of the settings: `setBuildInfo` in
//! `cmd/go/internal/load`.
use std::collections::BTreeMap;

use crate::base::words::{Sentence, Statement};
use crate::environment::go_value;
use crate::net::goproxy::SemVer;
use crate::which_go::buildinfo::{BuildInfo, BuildSetting, Module};

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// The import path of its main package.
    pub package: String,
    /// The path of its module; empty if only Go knows it.
    pub module: String,
    pub version: String,
    pub flags: Vec<String>,
    pub variables: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.says())]
pub enum Obstacle {
    NoModule,
    Checkout,
    Name(String),
    Replaced(String),
    OtherSystem { built: String, here: String },
    // the key is such as `-gcflags`
    Setting { key: String, value: String },
    Link,
}

impl Obstacle {
    pub fn says(&self) -> Statement {
        match self {
            Self::NoModule => Sentence::NoModuleInInfo.into(),
            Self::Checkout => Sentence::FromCheckout.into(),
            Self::Name(name) => say!(PackageNameInvalid { name: format!("{name:?}") }),
            Self::Replaced(module) => say!(ModuleReplaced { module }),
            Self::OtherSystem { built, here } => say!(BuiltForOther { built, here }),
            Self::Setting { key, value } => say!(BuiltWithSetting { key, value }),
            Self::Link => Sentence::LinkElsewhere.into(),
        }
    }
}

/// Variables that select the processor features and rules of a build.
const VARIABLES: [&str; 13] = [
    "CGO_ENABLED", "GO386", "GOAMD64", "GOARCH", "GOARM", "GOARM64", "GOFIPS140", "GOMIPS", "GOMIPS64", "GOOS",
    "GOPPC64", "GORISCV64", "GOWASM",
];

impl Recipe {
    /// The recipe for the program with the build info `build`, for a Go that builds for `system` (`linux/amd64`).
    pub fn of(build: &BuildInfo, system: &str) -> Result<Self, Obstacle> {
        let main = build.main.as_ref().filter(|main| !build.package.is_empty() && !main.path.is_empty());
        let main = main.ok_or(Obstacle::NoModule)?;
        // Go records the checksum of modules from its module cache, and has none for a folder.
        if main.sum.is_empty() {
            return Err(Obstacle::Checkout);
        }
        let mut modules = std::iter::once(main).chain(&build.dependencies);
        if let Some(replaced) = modules.find(|module| module.replacement.is_some()) {
            return Err(Obstacle::Replaced(replaced.path.clone()));
        }
        require_names(&build.package, main)?;
        require_system(build, system)?;
        let mut recipe = Self {
            package: build.package.clone(),
            module: main.path.clone(),
            version: main.version.clone(),
            flags: Vec::new(),
            variables: BTreeMap::new(),
        };
        build.settings.iter().try_for_each(|setting| recipe.repeat(setting))?;
        Ok(recipe)
    }

    /// The recipe for a package at a version, as somebody else wrote them; `None` if they are not both in the form that
    /// Go writes, with a host and an exact version. Go finds the module.
    pub(crate) fn named(package: &str, version: &str) -> Option<Self> {
        let has_host = package.split_once('/').is_some_and(|(host, rest)| host.contains('.') && !rest.is_empty());
        let is_exact = SemVer::parse(version).is_some() && is_plain_target(package, version);
        let is_path = !package.ends_with('/') && !package.contains("//");
        (has_host && is_exact && is_path).then(|| Self {
            package: package.to_owned(),
            module: String::new(),
            version: version.to_owned(),
            flags: Vec::new(),
            variables: BTreeMap::new(),
        })
    }

    /// Source: `DefaultExecName` in `cmd/go/internal/load`.
    pub(crate) fn program_name(&self) -> &str {
        let is_major = |part: &&str| {
            let number = part.strip_prefix('v').unwrap_or_default();
            !number.is_empty()
                && !number.starts_with('0')
                && number != "1"
                && number.bytes().all(|b| b.is_ascii_digit())
        };
        let mut parts = self.package.rsplit('/');
        let last = parts.next().unwrap_or_default();
        if is_major(&last) { parts.next().unwrap_or(last) } else { last }
    }

    /// The argument of `go install`: `golang.org/x/tools/gopls@v0.20.0`.
    pub fn target(&self) -> String {
        format!("{}@{}", self.package, self.version)
    }

    /// Whether the linker flags contain this version, such as `-X main.version=1.2.3`. An update would repeat them.
    pub(crate) fn names_version(&self, version: &str) -> bool {
        let number = version.trim_start_matches('v');
        self.flags.iter().any(|flag| flag.starts_with("-ldflags=") && flag.contains(number))
    }

    /// Those that Go determines itself are left out.
    fn repeat(&mut self, BuildSetting { key, value }: &BuildSetting) -> Result<(), Obstacle> {
        match key.as_str() {
            "-buildmode" if value == "exe" => {}
            "-compiler" if value == "gc" => {}
            "-pgo" if value.rsplit(['/', '\\']).next() == Some("default.pgo") => {}
            "DefaultGODEBUG" => {}
            key if key.starts_with("vcs") => {}
            "-trimpath" => self.flags.push(key.clone()),
            "-tags" => self.flags.push(format!("{key}={value}")),
            "-buildmode" if value == "pie" => self.flags.push(format!("{key}={value}")),
            "-ldflags" if names_no_path(value) => self.flags.push(format!("{key}={value}")),
            key if VARIABLES.contains(&key) => drop(self.variables.insert(key.to_owned(), value.clone())),
            _ if value.is_empty() => {}
            _ => return Err(Obstacle::Setting { key: key.clone(), value: value.clone() }),
        }
        Ok(())
    }
}

/// The content of a file decides the arguments of `go`, so it must have the form that Go writes.
fn require_names(package: &str, module: &Module) -> Result<(), Obstacle> {
    if is_in_module(package, &module.path) && is_plain_target(package, &module.version) {
        return Ok(());
    }
    Err(Obstacle::Name(format!("{package}@{}", module.version)))
}

pub(super) fn is_in_module(package: &str, module: &str) -> bool {
    package.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a package and a version have the form that Go writes, so that `PACKAGE@VERSION` is nothing else for `go`.
fn is_plain_target(package: &str, version: &str) -> bool {
    let is_plain = |name: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte);
        !name.starts_with(['-', '.', '/']) && !name.contains("..") && name.bytes().all(plain)
    };
    version.starts_with('v') && !version.contains('/') && is_plain(version) && is_plain(package)
}

fn require_system(build: &BuildInfo, here: &str) -> Result<(), Obstacle> {
    let Some((os, arch)) = build.setting("GOOS").zip(build.setting("GOARCH")) else { return Ok(()) };
    let theirs = format!("{os}/{arch}");
    if theirs == here { Ok(()) } else { Err(Obstacle::OtherSystem { built: theirs, here: here.to_owned() }) }
}

/// Whether linker flags only affect the content. Others name files of the machine that built it, or programs.
fn names_no_path(ldflags: &str) -> bool {
    let Some(words) = go_value::split(ldflags) else { return false };
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let is_harmless = match word {
            "-s" | "-w" | "-H=windowsgui" => true,
            "-X" => words.next().is_some_and(|value| value.contains('=')),
            "-H" => words.next() == Some("windowsgui"),
            _ => word.starts_with("-X=") || word.starts_with("-buildid="),
        };
        if !is_harmless {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "linux/amd64";

    /// A program from the module cache with these additional lines.
    fn program(package: &str, version: &str, settings: &[(&str, &str)]) -> BuildInfo {
        let module = package.split("/cmd/").next().unwrap().to_owned();
        BuildInfo {
            go: "go1.26.6".into(),
            package: package.into(),
            main: Some(Module { path: module, version: version.into(), sum: "h1:a=".into(), replacement: None }),
            dependencies: vec![Module { path: "example.com/b".into(), ..Module::default() }],
            settings: settings
                .iter()
                .map(|(key, value)| BuildSetting { key: (*key).into(), value: (*value).into() })
                .collect(),
        }
    }

    fn with(settings: &[(&str, &str)]) -> Result<Recipe, Obstacle> {
        Recipe::of(&program("example.com/a/cmd/a", "v1.2.3", settings), HERE)
    }

    #[test]
    fn repeats_the_flags_of_go_install() {
        let usual = [
            ("-buildmode", "exe"),
            ("-compiler", "gc"),
            ("-tags", "a,b"),
            ("-ldflags", "-s -w -X main.version=1 -X 'main.name=a b'"),
            ("-pgo", "/home/me/go/pkg/mod/example.com/a@v1.2.3/cmd/a/default.pgo"),
            ("DefaultGODEBUG", "panicnil=1"),
            ("CGO_ENABLED", "0"),
            ("CGO_CFLAGS", ""),
            ("GOARCH", "amd64"),
            ("GOOS", "linux"),
            ("GOAMD64", "v1"),
        ];
        let recipe = with(&usual).unwrap();
        assert_eq!(recipe.target(), "example.com/a/cmd/a@v1.2.3");
        assert_eq!(recipe.flags, ["-tags=a,b", "-ldflags=-s -w -X main.version=1 -X 'main.name=a b'"]);
        let variables: Vec<_> = recipe.variables.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(variables, ["CGO_ENABLED=0", "GOAMD64=v1", "GOARCH=amd64", "GOOS=linux"]);
        assert_eq!(
            with(&[("-trimpath", "true"), ("-buildmode", "pie")]).unwrap().flags,
            ["-trimpath", "-buildmode=pie"]
        );
    }

    #[test]
    fn a_package_that_somebody_wrote_must_be_one_at_an_exact_version() {
        for (package, version, program) in [
            ("golang.org/x/tools/gopls", "v0.20.0", "gopls"),
            ("example.com/a/v2", "v2.1.0", "a"),
            ("example.com/a/v1", "v1.1.0", "v1"),
            ("example.com/a/v2x", "v1.1.0-20260101000000-abcdefabcdef", "v2x"),
            ("example.com/v2", "v2.0.0+incompatible", "example.com"),
        ] {
            let recipe = Recipe::named(package, version).unwrap();
            assert_eq!((recipe.program_name(), recipe.target()), (program, format!("{package}@{version}")));
        }
        for (package, version) in [
            ("golang.org/x/tools/gopls", "latest"),
            ("golang.org/x/tools/gopls", "v1"),
            ("golang.org/x/tools/gopls", "main"),
            ("gopls", "v0.20.0"),
            ("cmd/go", "v1.2.3"),
            ("./a.b/c", "v1.2.3"),
            ("a.b/c/", "v1.2.3"),
            ("a.b//c", "v1.2.3"),
            ("a.b/../c", "v1.2.3"),
            ("-a.b/c", "v1.2.3"),
            ("a.b/c@v1.0.0", "v1.2.3"),
            ("a.b/c d", "v1.2.3"),
            ("a.b/c", "v1.2.3 -x"),
        ] {
            assert_eq!(Recipe::named(package, version), None, "{package}@{version}");
        }
    }

    #[test]
    fn paths_and_unusual_build_modes_are_obstacles() {
        for (key, value) in [
            ("-gcflags", "all=-N -l"),
            ("-asmflags", "-x"),
            ("-race", "true"),
            ("-buildmode", "plugin"),
            ("-compiler", "gccgo"),
            ("-pgo", "/home/me/cpu.pprof"),
            ("-ldflags", "-s -extld=/tmp/x"),
            ("-ldflags", "-linkmode external -extldflags '-L/x'"),
            ("-ldflags", "all=-s"),
            ("-ldflags", "-X"),
            ("-ldflags", "-X 'main.a=b"),
            ("-ldflags", "-H elf"),
            ("CGO_CFLAGS", "-I/x"),
            ("GOEXPERIMENT", "boringcrypto"),
            ("new", "of a later Go"),
        ] {
            let obstacle = with(&[(key, value)]).unwrap_err();
            assert_eq!(obstacle, Obstacle::Setting { key: key.into(), value: value.into() });
        }
    }

    #[test]
    fn only_a_published_module_for_this_system_is_rebuilt() {
        let plain = program("example.com/a/cmd/a", "v1.2.3", &[]);
        let changed = |change: fn(&mut BuildInfo)| {
            let mut build = plain.clone();
            change(&mut build);
            Recipe::of(&build, HERE).unwrap_err().to_string()
        };
        for (said, change) in [
            ("names no module", (|build| build.main = None) as fn(&mut BuildInfo)),
            ("names no module", |build| build.package.clear()),
            ("a local checkout", |build| build.main.as_mut().unwrap().sum.clear()),
            ("example.com/b was replaced", |build| build.dependencies[0].replacement = Some(Box::default())),
            ("example.com/a was replaced", |build| build.main.as_mut().unwrap().replacement = Some(Box::default())),
            ("built for windows/386, but this Go builds for linux/amd64", |build| {
                build.settings = program("a", "v1", &[("GOOS", "windows"), ("GOARCH", "386")]).settings;
            }),
            ("is not valid", |build| build.package = "example.com/other".into()),
            ("is not valid", |build| build.package = "example.com/a/../../x".into()),
            ("is not valid", |build| build.package = "example.com/a/cmd a".into()),
            ("is not valid", |build| build.main.as_mut().unwrap().version = "(devel)".into()),
            ("is not valid", |build| build.main.as_mut().unwrap().version = "v1 -x".into()),
        ] {
            let obstacle = changed(change);
            assert!(obstacle.contains(said), "{obstacle}");
        }
        let dash = Recipe::of(&program("-toolexec=x", "v1.0.0", &[]), HERE);
        assert_eq!(dash, Err(Obstacle::Name("-toolexec=x@v1.0.0".into())));
    }
}
