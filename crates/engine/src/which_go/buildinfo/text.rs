//! The text with the modules and settings: lines of words with tabs between them.
//! Source: <https://github.com/golang/go/blob/master/src/runtime/debug/mod.go> (`ParseBuildInfo`).
use super::quoted::{prefix, unquoted};
use super::{BuildInfo, BuildSetting, Defect, Module};

/// The maximum length of a line about a package or a module, in bytes. Their names and versions are shown.
const LINE_MAX: usize = 4096;

/// Unknown lines are ignored, because later versions of Go may write them, and so is a last line without its end.
pub(super) fn parse(text: &str) -> Result<BuildInfo, Defect> {
    let mut info = BuildInfo::default();
    let mut replaceable = None;
    let lines = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
    for (index, line) in lines.enumerate() {
        let damaged = |reason| Defect::Damaged { line: index + 1, reason };
        let Some((kind, rest)) = line.split_once('\t') else { continue };
        if rest.len() > LINE_MAX && matches!(kind, "path" | "mod" | "dep" | "=>") {
            return Err(damaged("a name without end"));
        }
        match kind {
            "path" => rest.clone_into(&mut info.package),
            "mod" => {
                info.main = Some(module(rest).map_err(damaged)?);
                replaceable = Some(Which::Main);
            }
            "dep" => {
                info.dependencies.push(module(rest).map_err(damaged)?);
                replaceable = Some(Which::LastDependency);
            }
            "=>" => {
                let replaced = replaceable.take().and_then(|which| which.of(&mut info));
                let replaced = replaced.ok_or_else(|| damaged("a replacement without a module"))?;
                replaced.replacement = Some(Box::new(replacement(rest).map_err(damaged)?));
            }
            "build" => info.settings.push(setting(rest).map_err(damaged)?),
            _ => {}
        }
    }
    Ok(info)
}

/// The module that a replacement belongs to: the one of the previous line.
#[derive(Clone, Copy)]
enum Which {
    Main,
    LastDependency,
}

impl Which {
    fn of(self, info: &mut BuildInfo) -> Option<&mut Module> {
        match self {
            Self::Main => info.main.as_mut(),
            Self::LastDependency => info.dependencies.last_mut(),
        }
    }
}

fn module(words: &str) -> Result<Module, &'static str> {
    let words: Vec<&str> = words.split('\t').collect();
    let (path, version, sum) = match words[..] {
        [path, version] => (path, version, ""),
        [path, version, sum] => (path, version, sum),
        _ => return Err("a module needs a path and a version"),
    };
    Ok(Module { path: path.to_owned(), version: version.to_owned(), sum: sum.to_owned(), replacement: None })
}

fn replacement(words: &str) -> Result<Module, &'static str> {
    // Its checksum may be empty, but not be left out.
    if words.split('\t').count() == 3 { module(words) } else { Err("a replacement needs a path, a version and a sum") }
}

/// `key=value`; either may be quoted.
fn setting(text: &str) -> Result<BuildSetting, &'static str> {
    let (key, value) = if let Some((key, rest)) = prefix(text) {
        (key, rest.strip_prefix('=').ok_or("missing = after a quoted key")?)
    } else {
        let (key, value) = text.split_once('=').ok_or("missing = after a key")?;
        (plain(key).filter(|key| !key.is_empty()).ok_or("an unquoted key")?, value)
    };
    let value = if value.starts_with(QUOTES) { unquoted(value) } else { plain(value) };
    Ok(BuildSetting { key, value: value.ok_or("an unquoted value")? })
}

const QUOTES: [char; 2] = ['"', '`'];

/// The word if it needs no quotes.
fn plain(word: &str) -> Option<String> {
    let needs_quotes = word.contains([' ', '\t', '\r', '\n', '"', '`']);
    (!needs_quotes).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    fn named(path: &str, version: &str, sum: &str) -> Module {
        Module { path: path.into(), version: version.into(), sum: sum.into(), replacement: None }
    }

    #[test]
    fn parses_the_build_information() {
        let info = parse(
            "path\texample.com/m/cmd/x\nmod\texample.com/m\tv1.2.3\th1:a=\ndep\tb\tv0.1.0\th1:b=\ndep\tc\tv1.0.0\n\
             =>\t../c\t\t\nbuild\t-ldflags=\"-s -X main.v=\\\"1\\\"\"\nbuild\tGOOS=linux\nbuild\t\"a key\"=`a b`\n\
             build\tempty=\nnews\tof a later Go\nno tab\nbuild\tcut=off",
        );
        let info = info.unwrap();
        assert_eq!(info.package, "example.com/m/cmd/x");
        assert_eq!(info.main, Some(named("example.com/m", "v1.2.3", "h1:a=")));
        let replaced = Module { replacement: Some(Box::new(named("../c", "", ""))), ..named("c", "v1.0.0", "") };
        assert_eq!(info.dependencies, [named("b", "v0.1.0", "h1:b="), replaced]);
        let settings: Vec<(&str, &str)> =
            info.settings.iter().map(|setting| (&*setting.key, &*setting.value)).collect();
        let ldflags = "-s -X main.v=\"1\"";
        assert_eq!(settings, [("-ldflags", ldflags), ("GOOS", "linux"), ("a key", "a b"), ("empty", "")]);
        assert_eq!((info.setting("GOOS"), info.setting("GOARCH")), (Some("linux"), None));
        assert_eq!(parse("").unwrap(), BuildInfo::default());
    }

    #[test]
    fn names_the_first_invalid_line() {
        for (text, line, what) in [
            ("path\tx\nmod\tone\n", 2, "path and a version"),
            ("dep\ta\tb\tc\td\n", 1, "path and a version"),
            (&*format!("path\tx\ndep\ta\tv1.{}\n", "0".repeat(LINE_MAX)), 2, "a name without end"),
            ("=>\ta\tv1\th1:\n", 1, "replacement without a module"),
            ("mod\ta\tv1\n=>\tb\tv1\th1:\n=>\tc\tv1\th1:\n", 3, "replacement without a module"),
            ("mod\ta\tv1\n=>\tb\tv1\n", 2, "a path, a version and a sum"),
            ("build\tkey\n", 1, "missing = after a key"),
            ("build\t\n", 1, "missing = after a key"),
            ("build\t=value\n", 1, "an unquoted key"),
            ("build\ta b=c\n", 1, "an unquoted key"),
            ("build\t\"a\"\n", 1, "missing = after a quoted key"),
            ("build\t\"a\"b=c\n", 1, "missing = after a quoted key"),
            ("build\ta=b c\n", 1, "an unquoted value"),
            ("build\ta=\"b\n", 1, "an unquoted value"),
            ("build\ta=\"b\"c\n", 1, "an unquoted value"),
        ] {
            let said = reason(text);
            assert!(said.contains(&format!("line {line} ")) && said.contains(what), "{text:?}: {said}");
        }
    }
}
