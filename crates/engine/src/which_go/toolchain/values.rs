//! The values of Go's variables that make its commands fail, in one terminal.
use std::path::Path;

use super::{EffectiveSettings, GoError, GoSetting, GoSettingSource, Machine};
use crate::base::words::{Sentence, Statement};
use crate::environment::go_value::{self, BREAKING, OF_RUNTIME, ValueFault};

/// The first value that makes `go` commands fail. `root` is the tree of the Go that runs.
pub(super) fn accepted(
    machine: &Machine<'_>,
    settings: &EffectiveSettings,
    root: Option<&Path>,
) -> Result<(), GoError> {
    let faults = BREAKING.iter().filter_map(|name| {
        let setting = setting(settings, name)?;
        let why = of_text(machine, root, name, &setting).or_else(|| on_disk(machine, name, &setting.value))?;
        Some(GoError::Value { name, setting, why })
    });
    faults.chain(wrong_pair(machine, settings)).next().map_or(Ok(()), Err)
}

/// The runtime reads its own variables from the environment only.
fn setting(settings: &EffectiveSettings, name: &str) -> Option<GoSetting> {
    let of_runtime = OF_RUNTIME.contains(&name);
    settings.get(name).filter(|setting| !of_runtime || matches!(setting.source, GoSettingSource::Variable(_)))
}

fn of_text(machine: &Machine<'_>, root: Option<&Path>, name: &str, setting: &GoSetting) -> Option<Statement> {
    let ValueFault { why, breaks_go, .. } = go_value::fault(name, &setting.value)?;
    let knows = || name == "GOEXPERIMENT" && knows_experiments(machine, root, &setting.value);
    (breaks_go && !knows()).then_some(why)
}

/// Whether the tree has every experiment that Upgo does not know.
fn knows_experiments(machine: &Machine<'_>, root: Option<&Path>, value: &str) -> bool {
    let flags = root.and_then(|root| machine.files.read(&root.join("src/internal/goexperiment/flags.go")));
    let Some(flags) = flags.map(|text| text.to_lowercase()) else { return false };
    let has = |name: &str| flags.lines().any(|line| line.split_whitespace().eq([name, "bool"]));
    go_value::experiments(value).all(|name| go_value::unknown_experiment(name).is_none() || has(name))
}

fn on_disk(machine: &Machine<'_>, name: &str, value: &str) -> Option<Statement> {
    let folder = Path::new(value);
    let sentence = match name {
        "GOCACHE" if !machine.is_full(folder) => Sentence::NoFullPath,
        "GOCACHE" if machine.files.is_file(folder) => Sentence::IsAFile,
        // Go resolves a relative one from the current folder.
        "GOTMPDIR" if machine.is_full(folder) && !machine.files.is_folder(folder) => Sentence::NoFolder,
        _ => return None,
    };
    Some(sentence.into())
}

fn wrong_pair(machine: &Machine<'_>, settings: &EffectiveSettings) -> Option<GoError> {
    let (os, arch) = (settings.get("GOOS"), settings.get("GOARCH"));
    let value = |setting: &Option<GoSetting>| setting.as_ref().map(|setting| setting.value.clone());
    let names = (value(&os), value(&arch));
    let os_name = names.0.unwrap_or_else(|| machine.target.os.clone());
    let arch_name = names.1.unwrap_or_else(|| machine.target.goarch().to_owned());
    let (name, setting) = os.map(|os| ("GOOS", os)).or_else(|| Some(("GOARCH", arch?)))?;
    let why = go_value::target_fault(&os_name, &arch_name)?.why;
    Some(GoError::Value { name, setting, why })
}
