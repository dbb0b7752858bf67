//! `cache clean`.
use upgo_engine::engine::Engine;

use super::Answer;
use crate::output::Output;
use crate::words;

pub(super) fn clean(engine: &Engine, output: &Output) -> Answer {
    let freed = engine.clean_cache()?;
    output.answer(&serde_json::json!({ "freedBytes": freed }), |_| format!("{} freed.", words::size(freed)));
    Ok(0)
}
