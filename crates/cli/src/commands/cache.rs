//! `cache clean` and `cache reset`.
use upgo_engine::engine::{Cleaned, Engine, Forgotten};
use upgo_engine::report::size;

use super::CommandResult;
use crate::arguments::CacheAction;
use crate::output::Output;

pub(super) fn run(engine: &Engine, action: &CacheAction, output: &Output) -> CommandResult {
    match action {
        CacheAction::Clean => output.answer(&engine.clean_cache()?, describe),
        CacheAction::Reset => output.answer(&engine.reset_cache()?, describe_forgotten),
    }
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

fn describe_forgotten(forgotten: &Forgotten) -> String {
    let Forgotten { release_lists, vulnerability_databases, checksum_databases } = forgotten;
    let parts = [
        (release_lists, "release list", "release lists"),
        (vulnerability_databases, "vulnerability database", "vulnerability databases"),
        (checksum_databases, "checksum database", "checksum databases"),
    ];
    let named = parts.into_iter().filter(|(count, ..)| **count > 0);
    let named = named.map(|(count, one, several)| format!("{count} {}", if *count == 1 { one } else { several }));
    match named.collect::<Vec<_>>().as_slice() {
        [] => "There was nothing to forget.".to_owned(),
        all => format!("Forgot the cached answers: {}. Run `upgo check` to ask again.", all.join(", ")),
    }
}
