//! The runtime of windows and pages: Wry, or Tauri's mock without a screen in this crate's own tests.
#[cfg(not(test))]
pub(crate) use tauri::Wry as Runtime;
#[cfg(test)]
pub(crate) use tauri::test::MockRuntime as Runtime;

pub(crate) type AppHandle = tauri::AppHandle<Runtime>;
