//! What windows and pages run in: Wry; in this crate's own tests Tauri's mock, which shows nothing.
#[cfg(not(test))]
pub(crate) use tauri::Wry as Runtime;
#[cfg(test)]
pub(crate) use tauri::test::MockRuntime as Runtime;

/// Tauri's handle of the program.
pub(crate) type AppHandle = tauri::AppHandle<Runtime>;
