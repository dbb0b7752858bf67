//! What Go is told by variables and by the file of `go env -w`.
use super::{Facts, Found, flags};
use crate::environment::{EditScope, Scope, variable};
use crate::fix::Fix;
use crate::toolchain::{Mode, Setting, Source, parse_setting};

/// Who says so: `GOTOOLCHAIN is go1.26.6, set by …`.
fn says(facts: &Facts<'_>, name: &str, setting: &Setting) -> String {
    let place = setting.source.place(facts.machine.terminal.syntax);
    format!("{name} is {}, set {place}", setting.value.escape_debug())
}

/// The value of GOTOOLCHAIN that counts, where somebody has set it.
fn toolchain(facts: &Facts<'_>) -> Option<Setting> {
    facts.answer.settings.get("GOTOOLCHAIN").filter(|setting| !matches!(setting.source, Source::Tree(_)))
}

pub(super) fn invalid_toolchain(facts: &Facts<'_>) -> Option<Found> {
    let setting = toolchain(facts).filter(|setting| parse_setting(&setting.value).is_err())?;
    let explanation = "Every go command stops, also `go env -u GOTOOLCHAIN`, which would mend it; only `go env -w \
                       GOTOOLCHAIN=auto` gets through. `auto` lets Go take the toolchain that a project asks for.";
    // Not `auto`: in a file with the line ends of Windows each value has a `\r`, and Go knows no "auto\r" either.
    let fix = Fix::unset_at("GOTOOLCHAIN", &setting);
    let found = Found::new("GOTOOLCHAIN names no toolchain", explanation);
    Some(found.shown_by([says(facts, "GOTOOLCHAIN", &setting)]).fixed_by(fix))
}

/// A version that is held whatever a project asks for. `local` is a choice that people make, see
/// [`local_too_old`](super::project::local_too_old).
pub(super) fn pins_toolchain(facts: &Facts<'_>) -> Option<Found> {
    let setting = toolchain(facts)?;
    let Ok((Some(held), Mode::Fixed)) = parse_setting(&setting.value) else { return None };
    let explanation = format!(
        "Every go command runs {held}, whatever is installed and whatever a project asks for: an upgrade changes nothing. \
         Without the value Go takes the newest that is asked for."
    );
    let found = Found::new(format!("GOTOOLCHAIN holds you at {held}"), explanation);
    let fix = Fix::unset_at("GOTOOLCHAIN", &setting);
    (held != "local").then(|| found.shown_by([says(facts, "GOTOOLCHAIN", &setting)]).fixed_by(fix))
}

/// A GOOS or GOARCH that was left behind. Who sets one in a terminal wants it there.
pub(super) fn foreign_target(facts: &Facts<'_>) -> Option<Found> {
    let own_arch = facts.active.as_ref().and_then(|active| active.arch.as_deref());
    let own =
        [("GOOS", facts.machine.target.os.as_str()), ("GOARCH", own_arch.unwrap_or(facts.machine.target.goarch()))];
    let foreign = own.into_iter().filter_map(|(name, own)| {
        let setting = facts.answer.settings.get(name).filter(|setting| setting.value != own)?;
        (setting.source != Source::Variable(Scope::Terminal)).then_some((name, setting))
    });
    let foreign: Vec<(&str, Setting)> = foreign.collect();
    let (name, setting) = foreign.first()?;
    let title = match (*name, setting.value.as_str()) {
        ("GOARCH", "386" | "arm") => "You are building 32-bit programs".to_owned(),
        (_, other) => format!("You are building programs for {}", other.trim_end()),
    };
    let explanation = "`go build` makes programs for another system or processor, wherever you run it: `go run` and `go \
                       test` cannot start them, or they are slower. To build for another target now and then, set \
                       the variable for that one command.";
    let evidence = foreign.iter().map(|(name, setting)| says(facts, name, setting));
    Some(Found::new(title, explanation).shown_by(evidence).fixed_by(Fix::unset_at(name, setting)))
}

/// The mark that Notepad writes before the first line, which Go then does not know.
pub(super) fn byte_order_mark(facts: &Facts<'_>) -> Option<Found> {
    let file = facts.answer.settings.user_file.as_ref()?;
    let text = facts.machine.files.read(file)?;
    let line = text.strip_prefix('\u{feff}')?.lines().next()?;
    let (name, value) = line.split_once('=').filter(|(name, _)| variable::is_name(name))?;
    let is_in_file = |setting: &Setting| matches!(setting.source, Source::UserFile(_));
    if facts.answer.settings.everywhere(name).iter().any(is_in_file) {
        return None;
    }
    let explanation = format!(
        "The file begins with a byte order mark, which some editors write, so Go does not see its first line: {name} is as \
         if it were not set. Saved as UTF-8 without a mark, or with the line once more, it counts."
    );
    // With the line ends of Windows a value that is added would have a `\r`, as all others of the file have.
    let can_be_set = variable::check(name, Some(value), EditScope::Go).is_ok() && !text.contains('\r');
    let fix = can_be_set.then(|| Fix::set(name, value, EditScope::Go));
    let evidence = format!("the first line of {} is hidden: {line}", file.display());
    Some(Found::new("Go does not see a line of `go env -w`", explanation).shown_by([evidence]).fixed_by(fix))
}

pub(super) fn goflags(facts: &Facts<'_>) -> Option<Found> {
    let setting = facts.answer.settings.get("GOFLAGS")?;
    let fault = flags::fault(&setting.value)?;
    let explanation = "Go reads GOFLAGS before every command, splits it at each space, and stops where it does not know \
                       a word, also at `go version`. A value with a space in it, as `-ldflags=-s -w`, cannot stand there.";
    let evidence = [says(facts, "GOFLAGS", &setting), fault];
    let found = Found::new("GOFLAGS stops Go", explanation).shown_by(evidence);
    Some(found.fixed_by(Fix::unset_at("GOFLAGS", &setting)))
}
