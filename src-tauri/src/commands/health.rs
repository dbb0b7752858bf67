//! Health: what is wrong, why, and what mends it?
use upgo_engine::doctor::DoctorReport;
use upgo_engine::report::Problem;

use super::in_background;
use crate::desk::Desk;

/// What is wrong with how Go is set up here. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn doctor() -> Result<DoctorReport, Problem> {
    in_background(|| Desk::engine("window")?.doctor()).await
}
