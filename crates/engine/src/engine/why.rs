//! `why` and `which`: which `go` a terminal runs, and the chain of causes.
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::Engine;
use crate::inventory::Origin;
use crate::report::Problem;
use crate::resolve;
use crate::version::Version;

/// The answer of `why`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WhyReport {
    /// The `go` that a new terminal starts.
    pub program: Option<Program>,
    /// Every cause, the decisive one first.
    pub chain: Vec<ChainLink>,
    /// What the user should know.
    pub warnings: Vec<Problem>,
}

/// A `go` program.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Program {
    /// The program, as PATH finds it.
    pub path: PathBuf,
    /// Its version; `null` where it would not tell.
    pub version: Option<Version>,
    /// Its folder (GOROOT).
    pub root: PathBuf,
    /// Who put it there.
    pub origin: Origin,
}

/// One cause.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChainLink {
    /// What it is: `path`, `switch`, `go.work` or `go.mod`.
    pub cause: String,
    /// Its value.
    pub value: String,
    /// What follows from it, a sentence.
    pub effect: String,
}

impl Engine {
    /// Which `go` a new terminal runs, and why. Nothing is executed, and no network is asked.
    /// With `folder`, also what the module or workspace there asks for.
    pub fn why(&self, folder: Option<&Path>) -> Result<WhyReport, Problem> {
        let warnings = self.standing_warnings();
        let found = self.with_surroundings(|around| resolve::all_on_path(around, &self.environment));
        let mut chain = Vec::new();
        for active in &found {
            let version = active.found.version.as_ref().map_or("a Go of unknown version".into(), ToString::to_string);
            let effect = format!("{}; it is {version} ({})", active.why, active.found.origin);
            chain.push(ChainLink { cause: "path".into(), value: active.folder.display().to_string(), effect });
            if active.is_upgo_switch(&self.home) {
                let effect = format!("Upgo's switch names {version}");
                chain.push(ChainLink {
                    cause: "switch".into(),
                    value: self.home.current().display().to_string(),
                    effect,
                });
            }
        }
        chain.extend(folder.and_then(what_a_module_asks));
        let program = found.into_iter().next().map(|active| Program {
            path: active.program(),
            version: active.found.version,
            root: active.found.root,
            origin: active.found.origin,
        });
        Ok(WhyReport { program, chain, warnings })
    }
}

/// What the nearest `go.work`, or else the nearest `go.mod`, says in its `go` and `toolchain` lines.
fn what_a_module_asks(folder: &Path) -> Option<ChainLink> {
    let folder = std::path::absolute(folder).ok()?;
    let nearest = |name: &str| folder.ancestors().map(|folder| folder.join(name)).find(|path| path.is_file());
    let path = nearest("go.work").or_else(|| nearest("go.mod"))?;
    let text = fs_err::read_to_string(&path).ok()?;
    let line = |word: &str| {
        let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default().split_whitespace());
        let mut found =
            lines.filter_map(|mut words| (words.next()? == word).then(|| words.next().map(str::to_owned))?);
        found.next()
    };
    let asks: Vec<String> =
        ["go", "toolchain"].iter().filter_map(|word| Some(format!("{word} {}", line(word)?))).collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let effect = if asks.is_empty() {
        format!("{name} asks for no particular Go")
    } else {
        format!(
            "{name} says `{}`: an older Go takes a newer one from PATH or downloads it, as GOTOOLCHAIN allows",
            asks.join("`, `")
        )
    };
    Some(ChainLink { cause: name, value: path.display().to_string(), effect })
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_workspace_or_module_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let module = folder.path().join("a/b");
        std::fs::create_dir_all(&module).unwrap();
        std::fs::write(folder.path().join("a/go.mod"), "module m\n\ngo 1.26.0 // old\ntoolchain go1.27.3\n").unwrap();
        let link = what_a_module_asks(&module).unwrap();
        assert_eq!(link.cause, "go.mod");
        assert!(link.effect.contains("`go 1.26.0`, `toolchain go1.27.3`"), "{}", link.effect);
        std::fs::write(folder.path().join("go.work"), "go 1.27\n").unwrap();
        assert_eq!(what_a_module_asks(&module).unwrap().cause, "go.work");
    }
}
