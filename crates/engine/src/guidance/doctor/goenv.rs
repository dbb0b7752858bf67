//! The Go settings in environment variables and in the `go env -w` file.
use super::{Diagnosis, Facts, flags};
use crate::environment::{EditScope, VariableScope, variable};
use crate::fix::Fix;
use crate::secret::value_without_secrets;
use crate::toolchain::{GoSetting, GoSettingSource, Mode, parse_setting};

/// A setting and its source: `GOTOOLCHAIN is go1.26.6, set by …`.
fn says(facts: &Facts<'_>, name: &str, setting: &GoSetting) -> String {
    let place = setting.source.place(facts.machine.terminal.syntax);
    format!("{name} is {}, set {place}", value_without_secrets(name, &setting.value))
}

/// The effective value of GOTOOLCHAIN, unless it is the default of the toolchain.
fn toolchain(facts: &Facts<'_>) -> Option<GoSetting> {
    facts.answer.settings.get("GOTOOLCHAIN").filter(|setting| !matches!(setting.source, GoSettingSource::Tree(_)))
}

pub(super) fn invalid_toolchain(facts: &Facts<'_>) -> Option<Diagnosis> {
    let setting = toolchain(facts).filter(|setting| parse_setting(&setting.value).is_err())?;
    let explanation = "Every go command fails, even `go env -u GOTOOLCHAIN`, which would fix it; only `go env -w \
                       GOTOOLCHAIN=auto` works. With `auto`, Go uses the toolchain that the project requires.";
    // Not `auto`: in a file with Windows line endings each value ends in `\r`, and "auto\r" is invalid, too.
    let fix = Fix::unset_at("GOTOOLCHAIN", &setting);
    let found = Diagnosis::new("GOTOOLCHAIN has an invalid value", explanation);
    Some(found.shown_by([says(facts, "GOTOOLCHAIN", &setting)]).fixed_by(fix))
}

/// A version that is pinned, whatever a project requires. `local` is not reported, because users choose it on purpose;
/// see [`local_too_old`](super::project::local_too_old).
pub(super) fn pins_toolchain(facts: &Facts<'_>) -> Option<Diagnosis> {
    let setting = toolchain(facts)?;
    let Ok((Some(held), Mode::Fixed)) = parse_setting(&setting.value) else { return None };
    let explanation = format!(
        "Every go command runs {held}, whatever is installed and whatever a project requires: an upgrade has no \
         effect. Without this value, Go uses the newest version that the project requires."
    );
    let found = Diagnosis::new(format!("GOTOOLCHAIN pins Go to {held}"), explanation);
    let fix = Fix::unset_at("GOTOOLCHAIN", &setting);
    (held != "local").then(|| found.shown_by([says(facts, "GOTOOLCHAIN", &setting)]).fixed_by(fix))
}

/// A forgotten GOOS or GOARCH. A variable that is set only in the terminal is not reported, because the user wants it
/// there.
pub(super) fn foreign_target(facts: &Facts<'_>) -> Option<Diagnosis> {
    let own_arch = facts.active.as_ref().and_then(|active| active.arch.as_deref());
    let own =
        [("GOOS", facts.machine.target.os.as_str()), ("GOARCH", own_arch.unwrap_or(facts.machine.target.goarch()))];
    let foreign = own.into_iter().filter_map(|(name, own)| {
        let setting = facts.answer.settings.get(name).filter(|setting| setting.value != own)?;
        (setting.source != GoSettingSource::Variable(VariableScope::Terminal)).then_some((name, setting))
    });
    let foreign: Vec<(&str, GoSetting)> = foreign.collect();
    let (name, setting) = foreign.first()?;
    let title = match (*name, setting.value.as_str()) {
        ("GOARCH", "386" | "arm") => "You are building 32-bit programs".to_owned(),
        (_, other) => format!("You are building programs for {}", other.trim_end()),
    };
    let explanation = "Wherever you run it, `go build` builds programs for another system or processor: `go run` and \
                       `go test` cannot start them, or they run slower. To build for another target occasionally, set \
                       the variable for that one command.";
    let evidence = foreign.iter().map(|(name, setting)| says(facts, name, setting));
    Some(Diagnosis::new(title, explanation).shown_by(evidence).fixed_by(Fix::unset_at(name, setting)))
}

/// The byte order mark that Notepad writes before the first line, which Go then ignores.
pub(super) fn byte_order_mark(facts: &Facts<'_>) -> Option<Diagnosis> {
    let file = facts.answer.settings.go.user_file()?;
    let text = facts.machine.files.read(file)?;
    let line = text.strip_prefix('\u{feff}')?.lines().next()?;
    let (name, value) = line.split_once('=').filter(|(name, _)| variable::is_name(name))?;
    let is_in_file = |setting: &GoSetting| matches!(setting.source, GoSettingSource::UserFile(_));
    if facts.answer.settings.everywhere(name).iter().any(is_in_file) {
        return None;
    }
    let explanation = format!(
        "The file starts with a byte order mark, which some editors write, so Go ignores its first line: {name} is not \
         set. Save the file as UTF-8 without a byte order mark, or add the line again."
    );
    // In a file with Windows line endings, an added value would end in `\r`, as all its other values do.
    let can_be_set = variable::check(name, Some(value), EditScope::Go).is_ok() && !text.contains('\r');
    // The command of a fix is shown, with its value.
    let shown = value_without_secrets(name, value);
    let fix = (can_be_set && shown == value).then(|| Fix::set(name, value, EditScope::Go));
    let evidence = format!("Go ignores the first line of {}: {name}={shown}", file.display());
    Some(Diagnosis::new("Go ignores a `go env -w` setting", explanation).shown_by([evidence]).fixed_by(fix))
}

pub(super) fn goflags(facts: &Facts<'_>) -> Option<Diagnosis> {
    let setting = facts.answer.settings.get("GOFLAGS")?;
    let fault = flags::fault(&setting.value)?;
    let explanation = "Go reads GOFLAGS before every command, splits it at each space, and fails at an unknown flag, \
                       even in `go version`. A value that contains a space, such as `-ldflags=-s -w`, does not work \
                       there.";
    let evidence = [says(facts, "GOFLAGS", &setting), fault];
    let found = Diagnosis::new("GOFLAGS makes every go command fail", explanation).shown_by(evidence);
    Some(found.fixed_by(Fix::unset_at("GOFLAGS", &setting)))
}
