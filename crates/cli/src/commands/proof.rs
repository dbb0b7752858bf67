//! `verify --why`.
use upgo_engine::base::display::one_line;
use upgo_engine::base::words::Language;
use upgo_engine::cases::Engine;
use upgo_engine::store::ProofLevel;
use upgo_engine::store::proof::{ProofChain, ProofLink, ProofState};

use super::{CommandResult, change};
use crate::output::{Output, bad, bold, caution, dim, good};

pub(super) fn run(engine: &Engine, version: &str, output: &Output) -> CommandResult {
    let version = engine.find_toolchain(&change::release(version)?)?;
    output.answer(&engine.proof(&version)?, describe);
    Ok(0)
}

fn describe(chain: &ProofChain) -> String {
    let means = chain.level.of(&Language::English.words().proof.means);
    let level = match chain.level {
        ProofLevel::Proven => good(means),
        ProofLevel::OwnDatabase | ProofLevel::DigestOnly | ProofLevel::Given => caution(means),
        ProofLevel::Contradicted | ProofLevel::Unknown => bad(means),
    };
    let links = chain.links.iter().map(describe_link);
    std::iter::once(format!("{}  {level}", bold(&chain.version))).chain(links).collect::<Vec<_>>().join("\n")
}

fn describe_link(link: &ProofLink) -> String {
    let state = match link.state {
        ProofState::Holds => good("valid"),
        ProofState::Missing => bad("unavailable"),
        ProofState::NotAsked => caution("not checked"),
        ProofState::None => dim("not published"),
        ProofState::Contradicts => bad("contradicted"),
    };
    let width = link.evidence.iter().map(|evidence| evidence.name.len()).max().unwrap_or_default();
    let evidence = link.evidence.iter().map(|evidence| {
        let name = format!("{:<width$}", evidence.name);
        format!("\n      {}  {}", dim(name), one_line(&evidence.value))
    });
    format!("  {state}: {}{}", link.says, evidence.collect::<String>())
}
