//! `verify --why`.
use upgo_engine::engine::Engine;
use upgo_engine::proof::{Link, ProofChain, State};
use upgo_engine::store::Level;

use super::{Answer, change};
use crate::output::{Output, bad, bold, caution, dim, good};

pub(super) fn run(engine: &Engine, version: &str, output: &Output) -> Answer {
    let version = engine.find_toolchain(&change::release(version)?)?;
    output.answer(&engine.proof(&version)?, describe);
    Ok(0)
}

fn describe(chain: &ProofChain) -> String {
    let level = match chain.level {
        Level::Proven => good("Proven: the feed and a second root of trust vouch for it."),
        Level::DigestOnly => caution("Digest only: nobody but the feed vouches for it."),
        Level::Unknown => bad("Nothing was written down of where it came from."),
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
