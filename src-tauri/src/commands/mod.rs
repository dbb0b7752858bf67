//! The commands of the page. Each parses its arguments, calls one use case and returns its result.
#![expect(clippy::needless_pass_by_value, reason = "Tauri passes arguments by value")]

pub(crate) mod environment;
pub(crate) mod health;
pub(crate) mod home;
pub(crate) mod jobs;
pub(crate) mod links;
pub(crate) mod managed;
pub(crate) mod projects;
pub(crate) mod settings;
pub(crate) mod support;
pub(crate) mod versions;

use upgo_engine::base::report::{Code, Problem};

use upgo_engine::base::words::Statement;

/// Runs work that may wait for the disk or the network, off the threads that answer the page.
async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|error| {
        let why = Statement::quoted(error.to_string());
        Err(Problem::new(Code::Other, say!(InternalTaskFailed { error: why })))
    })
}

/// The same for work that changes nothing, so that its errors do not mention a change.
async fn reading<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    in_background(work).await.map_err(Problem::of_no_change)
}

#[cfg(test)]
mod tests;
