//! `verify --why`.
use upgo_engine::engine::Engine;
use upgo_engine::proof::{Link, ProofChain, State};
use upgo_engine::store::Level;
use upgo_engine::words::Language;

use super::{Answer, change};
use crate::output::{Output, bad, bold, caution, dim, good};

pub(super) fn run(engine: &Engine, version: &str, output: &Output) -> Answer {
    let version = engine.find_toolchain(&change::release(version)?)?;
    output.answer(&engine.proof(&version)?, describe);
    Ok(0)
}

fn describe(chain: &ProofChain) -> String {
    let means = chain.level.of(&Language::English.words().proof.means);
    let level = match chain.level {
        Level::Proven => good(means),
        Level::DigestOnly => caution(means),
        Level::Unknown => bad(means),
    };
    let links = chain.links.iter().map(describe_link);
    std::iter::once(format!("{}  {level}", bold(&chain.version))).chain(links).collect::<Vec<_>>().join("\n")
}

fn describe_link(link: &Link) -> String {
    let state = match link.state {
        State::Holds => good("holds"),
        State::Missing => bad("missing"),
        State::NotAsked => caution("not asked"),
        State::None => dim("none"),
    };
    let width = link.evidence.iter().map(|evidence| evidence.name.len()).max().unwrap_or_default();
    let evidence = link.evidence.iter().map(|evidence| {
        let name = format!("{:<width$}", evidence.name);
        format!("\n      {}  {}", dim(name), evidence.value)
    });
    format!("  {state}: {}{}", link.says, evidence.collect::<String>())
}
