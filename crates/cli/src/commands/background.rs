use clap::{Args, ValueEnum};
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::BackgroundReport;
use upgo_engine::choices::settings;

use super::shared::{CommandResult, Run, Start};

/// Show or choose how Upgo checks while its window is closed
#[derive(Args, Debug)]
pub(crate) struct Background {
    /// The mode to set, or status
    #[arg(default_value = "status")]
    form: BackgroundForm,
}

/// What `upgo background` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum BackgroundForm {
    /// Show the current mode
    Status,
    /// Start a tray icon at sign-in
    Tray,
    /// Keep nothing running; the system starts a short check every hour
    Scheduled,
    /// Check only when you ask
    Off,
}

impl Run for Background {
    const ONLY_READS: fn(&Self) -> bool = |background| background.form == BackgroundForm::Status;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let engine = start.engine()?;
        let report = match self.form {
            BackgroundForm::Status => engine.background(),
            BackgroundForm::Tray => engine.set_background(settings::Background::Tray)?,
            BackgroundForm::Scheduled => engine.set_background(settings::Background::Scheduled)?,
            BackgroundForm::Off => engine.set_background(settings::Background::Off)?,
        };
        start.output.answer(&report, describe);
        Ok(0)
    }
}

fn describe(report: &BackgroundReport) -> String {
    let form = match (report.starts_at_log_in, report.is_scheduled) {
        (Some(true), Some(true)) => Sentence::BothStart,
        (Some(true), _) => Sentence::TrayStarts,
        (_, Some(true)) => Sentence::ScheduleStarts,
        (None, None) => Sentence::NoBackground,
        _ if report.switched_off => Sentence::SignInOff,
        _ if report.schedule_switched_off => Sentence::HourlyOff,
        _ => Sentence::BackgroundOff,
    };
    let setting = say!(SettingBackground { value: &report.setting });
    let program = report.program.is_none().then(|| Sentence::DesktopMissing.to_string());
    [form.to_string(), setting.to_string()].into_iter().chain(program).collect::<Vec<_>>().join("\n")
}
