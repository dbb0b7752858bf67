//! `cache clean`.
use upgo_engine::engine::{Cleaned, Engine};
use upgo_engine::report::size;

use super::Answer;
use crate::output::Output;

pub(super) fn clean(engine: &Engine, output: &Output) -> Answer {
    output.answer(&engine.clean_cache()?, describe);
    Ok(0)
}

fn describe(cleaned: &Cleaned) -> String {
    let freed = format!("Freed {}.", size(cleaned.freed_bytes));
    let ids: Vec<String> = cleaned.no_longer_undoable.iter().map(u64::to_string).collect();
    match ids.as_slice() {
        [] => freed,
        [id] => {
            format!("{freed}\nChange {id} can no longer be undone: the Go version that it had moved aside was deleted.")
        }
        ids => format!(
            "{freed}\nChanges {} can no longer be undone: the Go versions that they had moved aside were deleted.",
            ids.join(", ")
        ),
    }
}
