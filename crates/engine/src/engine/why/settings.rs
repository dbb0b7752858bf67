//! The links of the chain that are variables and settings of Go.
use std::path::{Path, PathBuf};

use super::chain::{Cause, ChainFacts, ChainLink};
use crate::fix::Fix;
use crate::secret::value_without_secrets;
use crate::toolchain::{From, GoSetting, GoSettingSource, Mode, Refusal};

/// The links for those of GOROOT, GOENV, GO111MODULE, GOTOOLCHAIN and GOWORK that are set.
pub(super) fn links(told: &ChainFacts<'_>) -> Vec<ChainLink> {
    if told.answer.go.is_none() {
        return Vec::new();
    }
    let of = |cause, name, effect: fn(&ChainFacts<'_>, &GoSetting) -> String| every(told, cause, name, effect);
    let mut links = of(Cause::Goroot, "GOROOT", goroot);
    links.extend(goenv(told));
    links.extend(of(Cause::Go111module, "GO111MODULE", go111module));
    links.extend(of(Cause::Gotoolchain, "GOTOOLCHAIN", gotoolchain));
    links.extend(of(Cause::Gowork, "GOWORK", gowork));
    links
}

/// Each place that sets `name`: the effect of the first one, and that the others have none. A default is left out.
fn every(
    told: &ChainFacts<'_>,
    cause: Cause,
    name: &str,
    effect: impl Fn(&ChainFacts<'_>, &GoSetting) -> String,
) -> Vec<ChainLink> {
    let settings = told.answer.settings.everywhere(name);
    let links = settings.iter().enumerate().map(|(index, setting)| {
        let place = setting.source.place(told.machine.terminal.syntax);
        let says = format!("{name} is {}, set {place}", value_without_secrets(name, &setting.value));
        match index {
            0 => {
                let fix = Fix::unset_at(name, setting).filter(|_| is_in_the_way(told, cause));
                Some(ChainLink::new(cause, &setting.value, format!("{says}: {}", effect(told, setting))).with_fix(fix))
            }
            _ if matches!(setting.source, GoSettingSource::Tree(_)) => None,
            _ => {
                Some(ChainLink::new(cause, &setting.value, format!("{says}: no effect, because the first place wins")))
            }
        }
    });
    links.flatten().collect()
}

/// Whether Go would work better without the effective value.
fn is_in_the_way(told: &ChainFacts<'_>, cause: Cause) -> bool {
    let refusal = told.answer.refusal.as_ref();
    match cause {
        Cause::Goroot => true,
        Cause::Gotoolchain => {
            let pins = told.answer.choice.as_ref().is_some_and(|choice| choice.mode == Mode::Fixed);
            pins || (told.answer.choice.is_none() && matches!(refusal, Some(Refusal::Setting { .. })))
        }
        Cause::Go111module => matches!(refusal, Some(Refusal::ModuleMode(_))),
        _ => told.answer.project.bad_work.is_some(),
    }
}

fn goroot(told: &ChainFacts<'_>, setting: &GoSetting) -> String {
    if matches!(told.answer.refusal, Some(Refusal::NoRoot(_))) {
        return "there is no such folder, so Go stops".to_owned();
    }
    let toolchain = told.answer.toolchain.as_ref();
    if let Some(other) = toolchain.filter(|toolchain| toolchain.from != From::Local) {
        return format!("no effect after the switch to {}", other.name);
    }
    match toolchain.and_then(|toolchain| toolchain.root.as_deref()) {
        Some(root) if told.machine.is_same(root, Path::new(&setting.value)) => {
            "it is the folder of the Go that runs, and will be wrong after an upgrade".to_owned()
        }
        _ => "the Go that runs uses the tools there, which belong to another version".to_owned(),
    }
}

fn goenv(told: &ChainFacts<'_>) -> Option<ChainLink> {
    let value = told.machine.variable("GOENV")?;
    let effect = match told.answer.settings.go.user_file() {
        None => "GOENV is off: Go ignores the settings of `go env -w`".to_owned(),
        Some(file) => format!("GOENV is set: Go reads the settings of `go env -w` from {}", file.display()),
    };
    Some(ChainLink::new(Cause::Goenv, value, effect))
}

fn go111module(_: &ChainFacts<'_>, setting: &GoSetting) -> String {
    match setting.value.as_str() {
        "on" => "modules are used, which is the default".to_owned(),
        "auto" => "modules are used if there is a go.mod".to_owned(),
        "off" => "Go reads no go.mod, and switches to no other toolchain".to_owned(),
        _ => "the value is invalid, and Go switches to no other toolchain".to_owned(),
    }
}

fn gotoolchain(told: &ChainFacts<'_>, setting: &GoSetting) -> String {
    if told.answer.choice.is_none() {
        let is_known = told.answer.go.as_ref().is_some_and(|go| go.version().is_some());
        return match &told.answer.refusal {
            Some(Refusal::Setting { .. }) => "not a valid toolchain name, so Go stops",
            _ if is_known => "this Go ignores it here",
            _ => "its effect depends on the Go that runs",
        }
        .to_owned();
    }
    let (minimum, mode) = setting.value.split_once('+').unwrap_or((&setting.value, ""));
    let at_least = if minimum == "local" { String::new() } else { format!("{minimum} or newer runs; ") };
    match (minimum, mode) {
        ("auto", "") | (_, "auto") if minimum == "auto" || minimum == "local" => {
            "Go may switch to a newer toolchain, on PATH or downloaded".to_owned()
        }
        ("path", "") => "Go may switch to a newer toolchain that is on PATH".to_owned(),
        ("local", "") => "Go switches to no other toolchain".to_owned(),
        (_, "") => format!("{minimum} runs, whatever a project requires"),
        (_, "auto") => format!("{at_least}Go may switch to a newer toolchain, on PATH or downloaded"),
        (_, _) => format!("{at_least}Go may switch to a newer toolchain that is on PATH"),
    }
}

fn gowork(told: &ChainFacts<'_>, setting: &GoSetting) -> String {
    match setting.value.as_str() {
        _ if told.answer.project.bad_work.is_some() => {
            "it does not name a usable workspace file, so Go stops".to_owned()
        }
        "off" => "Go reads no go.work".to_owned(),
        "auto" => "Go uses the nearest go.work, which is the default".to_owned(),
        file => format!("{} is the workspace in every folder", PathBuf::from(file).display()),
    }
}
