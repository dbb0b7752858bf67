//! `list --wsl`: the Go in each distribution of WSL. Looking starts a distribution, so it happens only on request.
use std::io;
use std::path::{Path, PathBuf};

use super::Engine;
use super::overview::OverviewFacts;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::machine::{effect, fault, platform};
use crate::net::http::HttpError;
use crate::released::catalog::newest_out;
use crate::which_go::asked::{self, TerminalAnswer, Unreadable};
use crate::which_go::wsl::{self, Distribution, DistributionState};

/// The output of `list --wsl`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct WslReport {
    /// The distributions of WSL that are registered for this user: the default one first, then by name.
    pub distributions: Vec<WslDistribution>,
    pub warnings: Vec<Problem>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct WslDistribution {
    pub name: String,
    pub default: bool,
    /// The version of WSL that it runs with: 1 or 2; `null` if unknown.
    pub wsl_version: Option<u8>,
    /// What a new terminal in it runs as `go`.
    pub go: WslGo,
    /// The file that the terminal starts; `null` if there is none, or if it is unknown.
    pub program: Option<String>,
    /// That file with links resolved; `null` if it was not asked.
    pub real_program: Option<String>,
    /// Its version; `null` if it is unknown.
    pub version: Option<Version>,
    /// Whether its release line still gets fixes; `null` if unknown.
    pub supported: Option<bool>,
    /// The number of its known vulnerabilities on Linux; `null` if unknown.
    pub vulnerabilities: Option<u32>,
    /// The files named `go` in folders of Windows on its PATH.
    pub windows_programs: Vec<String>,
    /// Why it is not known; `null` if it is.
    pub why: Option<Statement>,
}

/// What a new terminal in a distribution runs as `go`.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum WslGo {
    /// Nobody has looked yet.
    NotAsked,
    Linux,
    /// The Go of Windows, or a script that is meant for Windows: they come first on its PATH.
    Windows,
    None,
    /// It could not be read.
    Unknown,
    LeftAlone,
}

impl Engine {
    /// By the registry. Starts none.
    pub fn wsl(&self) -> WslReport {
        let distributions = self.registered_in_wsl().into_iter().map(WslDistribution::not_asked).collect();
        WslReport { distributions, warnings: self.recover_and_warn() }
    }

    /// The Go in each distribution of WSL, one after the other. Starts each one, after calling `begun` with its name,
    /// and changes nothing in it. What cannot be read is in the report: only a cancel or another system is an error.
    pub fn look_in_wsl(&self, cancel: &Cancel, begun: &dyn Fn(&str)) -> Result<WslReport> {
        if self.test_of_wsl().is_none() && !platform::HAS_REGISTRY {
            return Err(Problem::new(Code::Usage, Sentence::WslOnlyOnWindows).with_next(Sentence::WslFromLinux));
        }
        let (program, seen) = (self.wsl_program(), self.seen_for_wsl());
        let mut distributions = Vec::new();
        for distribution in self.registered_in_wsl() {
            if distribution.standing == DistributionState::Ready {
                begun(&distribution.name);
            }
            let asked = ask(program.as_deref(), &distribution, cancel);
            cancel.check().map_err(HttpError::from)?;
            distributions.push(self.described(distribution, asked, &seen));
        }
        Ok(WslReport { distributions, warnings: self.recover_and_warn() })
    }

    /// What is known about releases, without the Go installations of Windows.
    fn seen_for_wsl(&self) -> OverviewFacts {
        let catalog = self.known_catalog();
        let newest_out = newest_out(catalog.as_ref(), []);
        OverviewFacts { newest_out, catalog, advisories: self.known_advisories(), ..OverviewFacts::default() }
    }

    fn described(
        &self,
        distribution: Distribution,
        asked: Result<TerminalAnswer, Statement>,
        seen: &OverviewFacts,
    ) -> WslDistribution {
        let is_ready = distribution.standing == DistributionState::Ready;
        let known = WslDistribution::not_asked(distribution);
        let answer = match asked {
            Ok(answer) => answer,
            Err(_) if !is_ready => return known,
            Err(why) => return WslDistribution { go: WslGo::Unknown, why: Some(why), ..known },
        };
        let go = match answer.on_path.first() {
            None => WslGo::None,
            Some(first) if first.windows || answer.starts_windows_go => WslGo::Windows,
            Some(_) => WslGo::Linux,
        };
        let version = answer.version.filter(|_| go == WslGo::Linux);
        let linux = Target::new("linux", &self.target().arch);
        let advisories = seen.advisories.as_ref().map(|advisories| advisories.on(&linux));
        WslDistribution {
            go,
            supported: seen.support(version.as_ref()).map(|support| support.supported),
            vulnerabilities: version.as_ref().and_then(|version| advisories.as_ref()?.count(version)),
            version,
            program: answer.on_path.first().map(|first| first.file.clone()),
            real_program: answer.real,
            windows_programs: answer.on_path.into_iter().filter(|on| on.windows).map(|on| on.file).collect(),
            ..known
        }
    }

    fn registered_in_wsl(&self) -> Vec<Distribution> {
        if let Some(test) = self.test_of_wsl() {
            return wsl::of_lines(test.lines().skip(1));
        }
        let key = self.setup.test_registry().map(|key| format!(r"HKCU\{key}\lxss"));
        wsl::distributions(&*self.setup.registry, key.as_deref().unwrap_or(wsl::KEY))
    }

    fn wsl_program(&self) -> Option<PathBuf> {
        match self.test_of_wsl() {
            Some(test) => test.lines().next().map(PathBuf::from),
            None => platform::wsl_program(),
        }
    }

    /// The program in place of `wsl.exe`, and a line for each distribution, which only a test build reads.
    fn test_of_wsl(&self) -> Option<String> {
        self.setup.text("UPGO_TEST_WSL").filter(|_| fault::ARMED)
    }
}

fn ask(program: Option<&Path>, distribution: &Distribution, cancel: &Cancel) -> Result<TerminalAnswer, Statement> {
    if let Some(why) = why_left_alone(distribution) {
        return Err(why.into());
    }
    let program = program.ok_or(Sentence::WslMissing)?;
    let printed = effect::run_for_bytes(&mut wsl::command(program, distribution), wsl::PATIENCE, cancel);
    let printed = printed.map_err(|error| match error.kind() {
        io::ErrorKind::TimedOut => say!(WslTooSlow { seconds: wsl::PATIENCE.as_secs() }),
        _ => say!(WslNotStarted { error: &error }),
    })?;
    asked::read(&printed.output, "").map_err(|Unreadable { said }| match said {
        Some(said) => say!(WslSaid { text: said }),
        None => Sentence::WslNoAnswer.into(),
    })
}

/// `None` if it is asked.
fn why_left_alone(distribution: &Distribution) -> Option<Sentence> {
    match distribution.standing {
        DistributionState::Ready => None,
        DistributionState::Incomplete => Some(Sentence::WslIncomplete),
        DistributionState::OfContainers => Some(Sentence::WslOfContainers),
        DistributionState::NameRefused => Some(Sentence::WslNameRefused),
    }
}

impl WslDistribution {
    fn not_asked(distribution: Distribution) -> Self {
        let why = why_left_alone(&distribution).map(Statement::from);
        let go = match distribution.standing {
            DistributionState::Ready => WslGo::NotAsked,
            DistributionState::OfContainers => WslGo::LeftAlone,
            DistributionState::Incomplete | DistributionState::NameRefused => WslGo::Unknown,
        };
        let Distribution { name, is_default: default, wsl: wsl_version, .. } = distribution;
        Self {
            name,
            default,
            wsl_version,
            go,
            program: None,
            real_program: None,
            version: None,
            supported: None,
            vulnerabilities: None,
            windows_programs: Vec::new(),
            why,
        }
    }
}
