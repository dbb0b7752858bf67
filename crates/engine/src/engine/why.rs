//! `why` and `which`: which `go` a terminal runs, and the chain of causes.
use std::path::PathBuf;

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
    /// What it is: `path` or `switch`.
    pub cause: String,
    /// Its value.
    pub value: String,
    /// What follows from it, a sentence.
    pub effect: String,
}

impl Engine {
    /// Which `go` a new terminal runs, and why. Nothing is executed, and no network is asked.
    pub fn why(&self, _folder: Option<&std::path::Path>) -> Result<WhyReport, Problem> {
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
        let program = found.into_iter().next().map(|active| Program {
            path: active.program(),
            version: active.found.version,
            root: active.found.root,
            origin: active.found.origin,
        });
        Ok(WhyReport { program, chain, warnings })
    }
}
