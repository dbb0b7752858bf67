//! The links of the chain that are variables and settings of Go.
use std::path::Path;

use super::chain::{Cause, ChainFacts, ChainLink};
use crate::base::secret::value_without_secrets;
use crate::base::words::{Sentence, Statement};
use crate::change::offered_fix::Fix;
use crate::which_go::toolchain::{From, GoError, GoSetting, GoSettingSource, Mode};

/// The links for those of GOROOT, GOENV, GO111MODULE, GOTOOLCHAIN and GOWORK that are set.
pub(super) fn links(told: &ChainFacts<'_>) -> Vec<ChainLink> {
    if told.answer.go.is_none() {
        return Vec::new();
    }
    let of = |cause, name, effect: fn(&ChainFacts<'_>, &GoSetting) -> Statement| every(told, cause, name, effect);
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
    effect: impl Fn(&ChainFacts<'_>, &GoSetting) -> Statement,
) -> Vec<ChainLink> {
    let settings = told.answer.settings.everywhere(name);
    let links = settings.iter().enumerate().map(|(index, setting)| {
        let place = setting.source.place(told.machine.terminal.syntax);
        let value = value_without_secrets(name, &setting.value);
        let says = say!(SettingIs { name, value, place: place.clone() });
        let link = |effect: Statement| {
            let whole = say!(AtPlace { place: says.clone(), what: effect.clone() });
            ChainLink::plain(cause, &setting.value, whole).with_line(say!(SetBy { place: place.clone(), effect }))
        };
        match index {
            0 => {
                let fix = Fix::unset_at(name, setting).filter(|_| is_in_the_way(told, cause));
                Some(link(effect(told, setting)).with_fix(fix))
            }
            _ if matches!(setting.source, GoSettingSource::Tree(_)) => None,
            _ => Some(link(Sentence::LaterPlace.into())),
        }
    });
    links.flatten().collect()
}

fn is_in_the_way(told: &ChainFacts<'_>, cause: Cause) -> bool {
    let refusal = told.answer.refusal.as_ref();
    match cause {
        Cause::Goroot => true,
        Cause::Gotoolchain => {
            let pins = told.answer.choice.as_ref().is_some_and(|choice| choice.mode == Mode::Fixed);
            pins || (told.answer.choice.is_none() && matches!(refusal, Some(GoError::Setting { .. })))
        }
        Cause::Go111module => matches!(refusal, Some(GoError::ModuleMode(_))),
        _ => told.answer.project.bad_work.is_some(),
    }
}

fn goroot(told: &ChainFacts<'_>, setting: &GoSetting) -> Statement {
    if matches!(told.answer.refusal, Some(GoError::NoRoot(_))) {
        return Sentence::GorootNoFolder.into();
    }
    let toolchain = told.answer.toolchain.as_ref();
    if let Some(other) = toolchain.filter(|toolchain| toolchain.from != From::Local) {
        return say!(GorootUnused { version: &*other.name });
    }
    let is_own = toolchain
        .and_then(|toolchain| toolchain.root.as_deref())
        .is_some_and(|root| told.machine.is_same(root, Path::new(&setting.value)));
    if is_own { Sentence::GorootOwn.into() } else { Sentence::GorootTools.into() }
}

fn goenv(told: &ChainFacts<'_>) -> Option<ChainLink> {
    let value = told.machine.variable("GOENV")?;
    let effect = match told.answer.settings.go.user_file() {
        None => Sentence::GoenvOff.into(),
        Some(file) => say!(GoenvFile { file }),
    };
    Some(ChainLink::new(Cause::Goenv, value, effect))
}

fn go111module(_: &ChainFacts<'_>, setting: &GoSetting) -> Statement {
    match setting.value.as_str() {
        "on" => Sentence::ModulesOn,
        "auto" => Sentence::ModulesAuto,
        "off" => Sentence::ModulesOff,
        _ => Sentence::ModulesInvalid,
    }
    .into()
}

fn gotoolchain(told: &ChainFacts<'_>, setting: &GoSetting) -> Statement {
    if told.answer.choice.is_none() {
        let is_known = told.answer.go.as_ref().is_some_and(|go| go.version().is_some());
        return match &told.answer.refusal {
            Some(GoError::Setting { .. }) => Sentence::NoToolchainName,
            _ if is_known => Sentence::IgnoredHere,
            _ => Sentence::DependsOnGo,
        }
        .into();
    }
    let (minimum, mode) = setting.value.split_once('+').unwrap_or((&setting.value, ""));
    let at_least = |effect: Sentence| match minimum {
        "local" => Statement::from(effect),
        _ => say!(AtLeast { version: minimum, effect }),
    };
    match (minimum, mode) {
        ("auto", "") | (_, "auto") if minimum == "auto" || minimum == "local" => Sentence::MaySwitch.into(),
        ("path", "") => Sentence::MaySwitchOnPath.into(),
        ("local", "") => Sentence::NeverSwitches.into(),
        (_, "") => say!(AlwaysRuns { version: minimum }),
        (_, "auto") => at_least(Sentence::MaySwitch),
        (_, _) => at_least(Sentence::MaySwitchOnPath),
    }
}

fn gowork(told: &ChainFacts<'_>, setting: &GoSetting) -> Statement {
    match setting.value.as_str() {
        _ if told.answer.project.bad_work.is_some() => Sentence::NoWorkspace.into(),
        "off" => Sentence::WorkOff.into(),
        "auto" => Sentence::WorkAuto.into(),
        file => say!(WorkEverywhere { file }),
    }
}
