//! What `list --wsl` prints.
use upgo_engine::base::display::one_line;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{WslDistribution, WslGo, WslReport};

use crate::output::{bad, caution, dim};
use crate::words;

pub(super) fn describe(report: &WslReport) -> String {
    if report.distributions.is_empty() {
        return Sentence::WslHasNone.to_string();
    }
    let mut lines: Vec<String> = report.distributions.iter().map(line).collect();
    let has = |go: WslGo| report.distributions.iter().any(|distribution| distribution.go == go);
    if has(WslGo::Windows) {
        lines.push(Sentence::WslHowToKeepOut.to_string());
    }
    lines.push(dim(Sentence::WslHowToInstall));
    lines.join("\n")
}

fn line(distribution: &WslDistribution) -> String {
    let WslDistribution { name, wsl_version, go, program, .. } = distribution;
    let system = wsl_version.map_or_else(|| "WSL".to_owned(), |version| format!("WSL {version}"));
    let place = program.as_ref().map(|program| dim(one_line(program))).unwrap_or_default();
    let why = || distribution.why.clone().unwrap_or_else(|| Sentence::WslNoAnswer.into());
    let said = match go {
        WslGo::Linux => format!("{} {place}{}", words::left(version(distribution), 12), notes(distribution)),
        WslGo::Windows => format!("{}  {place}", caution(Sentence::WslWindowsGo)),
        WslGo::None => Sentence::WslNoGo.to_string(),
        WslGo::Unknown | WslGo::NotAsked => say!(WslUnknown { why: why() }).to_string(),
        WslGo::LeftAlone => dim(say!(WslLeftAlone { why: why() })),
    };
    format!("{} {system:<6} {said}", words::left(one_line(name), 20))
}

fn version(distribution: &WslDistribution) -> String {
    match &distribution.version {
        Some(version) => version.to_string(),
        None => Sentence::WslGoUnknownVersion.to_string(),
    }
}

fn notes(distribution: &WslDistribution) -> String {
    let unsupported = (distribution.supported == Some(false)).then(|| Sentence::WslNotSupported.into());
    let known = distribution.vulnerabilities.filter(|count| *count > 0);
    let known = known.map(|count| say!(WslKnownVulnerabilities { count }));
    let notes: Vec<String> = unsupported.into_iter().chain(known).map(bad).collect();
    if notes.is_empty() { String::new() } else { format!("  {}", words::in_parentheses(words::listed(notes))) }
}
