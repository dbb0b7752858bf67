//! `background`.
use upgo_engine::cases::{BackgroundReport, Engine};
use upgo_engine::choices::settings::Background;

use super::CommandResult;
use crate::arguments::BackgroundForm;
use crate::output::Output;

pub(super) fn run(engine: &Engine, form: BackgroundForm, output: &Output) -> CommandResult {
    let report = match form {
        BackgroundForm::Status => engine.background(),
        BackgroundForm::Tray => engine.set_background(Background::Tray)?,
        BackgroundForm::Scheduled => engine.set_background(Background::Scheduled)?,
        BackgroundForm::Off => engine.set_background(Background::Off)?,
    };
    output.answer(&report, describe);
    Ok(0)
}

fn describe(report: &BackgroundReport) -> String {
    let form = match (report.starts_at_log_in, report.is_scheduled) {
        (Some(true), Some(true)) => "The system starts both the tray icon and the scheduled check.",
        (Some(true), _) => "The tray icon starts at sign-in.",
        (_, Some(true)) => "The system starts Upgo every hour. Upgo runs a check if one is due, then exits.",
        (None, None) => "Upgo has no background mode on this system.",
        _ if report.switched_off => "Starting at sign-in is turned off in Task Manager, under Startup apps.",
        _ if report.schedule_switched_off => "The hourly check is disabled in Task Scheduler.",
        _ => "Background checks are off.",
    };
    let program = if report.program.is_none() { "\nThe desktop program is not installed." } else { "" };
    format!("{form}\nSetting: background = {}{program}", report.setting)
}
