//! The commands of the page. Each parses its arguments, calls one use case and returns its result.

/// Makes the commands of a module from a row for each, and `listed!`, by which [`crate::bridge`] lists them in this
/// order. The first word of a row says how its body runs: `now` at once, the others off the threads that answer the
/// page. `read` changes nothing, so its errors do not mention a change. `choose` shows a dialog and returns the chosen
/// path as text, or `null` if the user cancels. The shared state is the argument `&desk`, in front of the others.
macro_rules! page {
    (@read $($row:tt)*) => { page! { @background reading $($row)* } };
    (@change $($row:tt)*) => { page! { @background in_background $($row)* } };
    (@background $run:ident [$($doc:tt)*] $name:ident [$($desk:ident)?] [$($argument:ident: $type:ty),*] [$result:ty]
        $body:tt) => {
        $($doc)*
        #[tauri::command]
        #[specta::specta]
        pub(crate) async fn $name(
            $($desk: tauri::State<'_, crate::desk::Desk>,)? $($argument: $type),*
        ) -> Result<$result, upgo_engine::base::report::Problem> {
            $(let $desk = $desk.inner().clone();)?
            super::$run(move || $body).await
        }
    };
    (@choose [$($doc:tt)*] $name:ident [] [$($argument:ident: $type:ty),*] [] $body:tt) => {
        $($doc)*
        #[tauri::command]
        #[specta::specta]
        pub(crate) async fn $name($($argument: $type),*) -> Option<String> {
            super::chosen(move || $body).await
        }
    };
    (@now [$($doc:tt)*] $name:ident [$($desk:ident)?] [$($argument:ident: $type:ty),*] [$($result:ty)?] $body:tt) => {
        $($doc)*
        #[tauri::command]
        #[specta::specta]
        pub(crate) fn $name(
            $($desk: tauri::State<'_, crate::desk::Desk>,)? $($argument: $type),*
        ) $(-> $result)? $body
    };

    ($($(#[$($doc:tt)*])* $way:ident $name:ident($(&$desk:ident $(,)?)? $($argument:ident: $type:ty),*)
        $(-> $result:ty)? { $($body:tt)* })+) => {
        $(page! {
            @$way [$(#[$($doc)*])*] $name [$($desk)?] [$($argument: $type),*] [$($result)?] { $($body)* }
        })+

        macro_rules! listed {
            ($next:ident $before:tt $module:ident $rest:tt) => { $next!($before $module [$($name)+] $rest) };
        }
        pub(crate) use listed;
    };
}

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

use std::path::{Path, PathBuf};

use tauri_plugin_dialog::{DialogExt as _, FilePath};
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Statement;

use crate::desk::Desk;
use crate::runtime::AppHandle;

async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|error| {
        let why = Statement::quoted(error.to_string());
        Err(Problem::new(Code::Other, say!(InternalTaskFailed { error: why })))
    })
}

async fn reading<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    in_background(work).await.map_err(Problem::of_no_change)
}

async fn chosen(ask: impl FnOnce() -> Option<FilePath> + Send + 'static) -> Option<String> {
    let chosen = tauri::async_runtime::spawn_blocking(ask).await.ok()??;
    Some(chosen.to_string())
}

/// Lets the user choose a file for `write`; `None` if the user cancels. `kind` is what the dialog calls such a file.
fn save(
    app: &AppHandle,
    name: &str,
    (kind, extension): (&str, &str),
    write: impl FnOnce(&Path) -> Result<(), Problem>,
) -> Result<Option<PathBuf>, Problem> {
    let dialog = app.dialog().file().set_file_name(name).add_filter(kind, &[extension]);
    let file = dialog.blocking_save_file().and_then(|chosen| chosen.into_path().ok());
    file.as_deref().map_or(Ok(()), write)?;
    file.iter().zip(Desk::of(app)).for_each(|(file, desk)| desk.shown().show_saved(file));
    Ok(file)
}

#[cfg(test)]
mod tests;
