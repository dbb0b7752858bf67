//! The Go settings in environment variables and in the `go env -w` file.
use std::path::PathBuf;

use super::{Diagnosis, DoctorFacts};
use crate::base::secret::value_without_secrets;
use crate::base::words::{Sentence, Statement};
use crate::change::offered_fix::Fix;
use crate::environment::{EditScope, VariableScope, user_cache_folder, variable};
use crate::which_go::toolchain::{GoError, GoSetting, GoSettingSource, Mode, parse_setting, temporary};
use crate::which_go::trial::Tried;

/// A setting and its source: `GOTOOLCHAIN is go1.26.6, set by …`.
pub(super) fn says(facts: &DoctorFacts<'_>, name: &str, setting: &GoSetting) -> Statement {
    let place = setting.source.place(facts.machine.terminal.syntax);
    let value = value_without_secrets(name, &setting.value);
    say!(SettingIs { name, value: &*value, place })
}

/// The effective value of GOTOOLCHAIN, unless it is the default of the toolchain.
fn toolchain(facts: &DoctorFacts<'_>) -> Option<GoSetting> {
    facts.answer.settings.get("GOTOOLCHAIN").filter(|setting| !matches!(setting.source, GoSettingSource::Tree(_)))
}

pub(super) fn invalid_toolchain(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let is_invalid = |setting: &GoSetting| parse_setting(&setting.value).is_err() || names_no_release(facts);
    let setting = toolchain(facts).filter(is_invalid)?;
    // Not `auto`: in a file with Windows line endings each value ends in `\r`, and "auto\r" is invalid, too.
    let fix = Fix::unset_at("GOTOOLCHAIN", &setting);
    let found = Diagnosis::new(Sentence::ToolchainInvalid, Sentence::ToolchainInvalidWhy);
    Some(found.shown_by([says(facts, "GOTOOLCHAIN", &setting)]).fixed_by(fix))
}

/// Whether the toolchain that Go refuses, such as `go1.27`, is the setting's own, which no line of a project replaces.
fn names_no_release(facts: &DoctorFacts<'_>) -> bool {
    let is_refused = matches!(&facts.answer.refusal, Some(GoError::LanguageVersion(_) | GoError::NotReleased(_)));
    is_refused && facts.answer.choice.as_ref().is_some_and(|choice| choice.deciding().is_none())
}

/// A pinned version. `local` is chosen on purpose; see [`local_too_old`](super::project::local_too_old).
pub(super) fn pins_toolchain(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let setting = toolchain(facts)?;
    let Ok((Some(held), Mode::Fixed)) = parse_setting(&setting.value) else { return None };
    let found = Diagnosis::new(say!(ToolchainPins { version: &*held }), say!(ToolchainPinsWhy { version: &*held }));
    let fix = Fix::unset_at("GOTOOLCHAIN", &setting);
    (held != "local" && !names_no_release(facts))
        .then(|| found.shown_by([says(facts, "GOTOOLCHAIN", &setting)]).fixed_by(fix))
}

/// A forgotten GOOS or GOARCH; one set only in the terminal is meant. An unknown target is [`breaks_go`].
pub(super) fn foreign_target(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    if matches!(&facts.answer.refusal, Some(GoError::Value { name: "GOOS" | "GOARCH", .. })) {
        return None;
    }
    let foreign = own_target(facts).into_iter().filter_map(|(name, own)| {
        let setting = facts.answer.settings.get(name).filter(|setting| setting.value != own)?;
        (setting.source != GoSettingSource::Variable(VariableScope::Terminal)).then_some((name, setting))
    });
    let foreign: Vec<(&str, GoSetting)> = foreign.collect();
    let (name, setting) = foreign.first()?;
    let title = match (*name, setting.value.as_str()) {
        ("GOARCH", "386" | "arm") => Sentence::Builds32Bit.into(),
        (_, other) => say!(BuildsFor { target: other.trim_end() }),
    };
    let evidence = foreign.iter().map(|(name, setting)| says(facts, name, setting));
    let found = Diagnosis::new(title, Sentence::BuildsForWhy).shown_by(evidence);
    Some(found.fixed_by(Fix::unset_at(name, setting)))
}

/// The system and the processor that Go builds for, unless a setting names others.
pub(super) fn own_target<'a>(facts: &'a DoctorFacts<'_>) -> [(&'static str, &'a str); 2] {
    let of_go = facts.active.as_ref().and_then(|active| active.arch.as_deref());
    let target = &facts.machine.target;
    [("GOOS", &target.os), ("GOARCH", of_go.unwrap_or(target.goarch()))]
}

/// The byte order mark that Notepad writes before the first line, which Go then ignores.
pub(super) fn byte_order_mark(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let file = facts.answer.settings.go.user_file()?;
    let text = facts.machine.files.read(file)?;
    let line = text.strip_prefix('\u{feff}')?.lines().next()?;
    let (name, value) = line.split_once('=').filter(|(name, _)| variable::is_name(name))?;
    let is_in_file = |setting: &GoSetting| matches!(setting.source, GoSettingSource::UserFile(_));
    if facts.answer.settings.everywhere(name).iter().any(is_in_file) {
        return None;
    }
    let explanation = say!(SettingIgnoredWhy { name });
    // In a file with Windows line endings, an added value would end in `\r`, as all its other values do.
    let can_be_set = variable::check(name, Some(value), EditScope::Go).is_ok() && !text.contains('\r');
    // The command of a fix is shown, with its value.
    let shown = value_without_secrets(name, value);
    let fix = (can_be_set && shown == value).then(|| Fix::set(name, value, EditScope::Go));
    let evidence = say!(FirstLineIgnored { file, line: format!("{name}={shown}") });
    Some(Diagnosis::new(Sentence::SettingIgnored, explanation).shown_by([evidence]).fixed_by(fix))
}

pub(super) fn untried(facts: &DoctorFacts<'_>) -> Option<Sentence> {
    (facts.answer.tried == Tried::Unknown).then_some(Sentence::GoNotTried)
}

pub(super) fn goflags(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let Some(GoError::Value { name: "GOFLAGS", setting, why }) = &facts.answer.refusal else { return None };
    let evidence = [says(facts, "GOFLAGS", setting), why.clone()];
    let found = Diagnosis::new(Sentence::FlagsBreakGo, Sentence::FlagsBreakGoWhy).shown_by(evidence);
    Some(found.fixed_by(Fix::unset_at("GOFLAGS", setting)))
}

/// A value of another variable that makes `go` commands fail.
pub(super) fn breaks_go(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let Some(GoError::Value { name, setting, why }) = &facts.answer.refusal else { return None };
    let shown = format!("{:?}", value_without_secrets(name, &setting.value));
    let refused = say!(VariableCannotBe { name: *name, value: shown, why: why.clone() });
    let found = Diagnosis::new(say!(VariableBreaksGo { name: *name }), say!(VariableBreaksGoWhy { name: *name }));
    let found = found.shown_by([says(facts, name, setting), refused]).fixed_by(Fix::unset_at(name, setting));
    (*name != "GOFLAGS").then_some(found)
}

/// Where Go puts the programs that it builds and starts.
fn work_folder(facts: &DoctorFacts<'_>) -> Option<PathBuf> {
    let named = facts.answer.settings.value("GOTMPDIR").map(PathBuf::from);
    named.or_else(|| temporary(facts.machine)).filter(|_| facts.answer.go.is_some())
}

fn starts(facts: &DoctorFacts<'_>) -> Option<bool> {
    *facts.starts.get_or_init(|| facts.machine.tries.starts_programs(&work_folder(facts)?))
}

pub(super) fn starts_untried(facts: &DoctorFacts<'_>) -> Option<Sentence> {
    starts(facts).is_none().then_some(Sentence::StartsUntried)
}

/// A folder in which the system starts no program, such as one that is mounted with `noexec`.
pub(super) fn starts_nothing(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let folder = work_folder(facts).filter(|_| starts(facts) == Some(false))?;
    let fix = if let Some(setting) = facts.answer.settings.get("GOTMPDIR") {
        Fix::unset_at("GOTMPDIR", &setting)
    } else {
        let cache = user_cache_folder(&|name| facts.machine.terminal.value(name));
        let other = cache.filter(|cache| facts.machine.tries.starts_programs(cache) == Some(true));
        other.and_then(|cache| Some(Fix::set("GOTMPDIR", cache.to_str()?, EditScope::Go)))
    };
    let evidence = say!(NothingStartsIn { folder: &*folder });
    let found = Diagnosis::new(Sentence::BuiltProgramsCannotStart, Sentence::BuiltProgramsCannotStartWhy);
    Some(found.shown_by([evidence]).fixed_by(fix))
}
