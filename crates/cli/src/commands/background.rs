//! `background`.
use upgo_engine::engine::{BackgroundReport, Engine};
use upgo_engine::settings::Background;

use super::Answer;
use crate::arguments::BackgroundForm;
use crate::output::Output;

pub(super) fn run(engine: &Engine, form: BackgroundForm, output: &Output) -> Answer {
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
        (Some(true), Some(true)) => "Both the tray icon and the scheduled check are started by the system.",
        (Some(true), _) => "The tray icon starts at log-in.",
        (_, Some(true)) => "The system starts Upgo each hour; it looks whether it is time, and ends.",
        (None, None) => "This system starts nothing of Upgo's.",
        _ if report.switched_off => "The start at log-in is switched off in Task Manager, under Startup apps.",
        _ => "The system starts nothing of Upgo's by itself.",
    };
    let program = if report.program.is_none() { "\nThe desktop program is not installed here." } else { "" };
    format!("{form}\nSetting: background = {}{program}", report.setting)
}
