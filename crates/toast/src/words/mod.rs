//! The texts that only toasts have. Every language fills the same struct, so a missing text does not compile.
mod chinese;
mod english;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use upgo_engine::base::report::{StepKind, StepTitle, size};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{Language, fill};

use crate::running::{Running, Stall};
use crate::toast::{Terminals, Toast};

/// The texts in a language.
pub(crate) fn of(language: Language) -> &'static ToastWords {
    match language {
        Language::English => &english::WORDS,
        Language::Chinese => &chinese::WORDS,
    }
}

/// The texts, in the order of the occasions.
pub(crate) struct ToastWords {
    pub(crate) released: fn(Date) -> String,
    /// New terminals find another Go first, or none.
    pub(crate) out_of_reach: &'static str,
    /// The release is downloaded.
    pub(crate) is_here: &'static str,
    pub(crate) terminals_run: fn(&Version) -> String,
    pub(crate) no_answer: &'static str,
    pub(crate) for_days: fn(u32) -> String,
    pub(crate) upgrade: &'static str,
    pub(crate) later: &'static str,
    pub(crate) skip: &'static str,

    pub(crate) open_terminals: &'static str,
    pub(crate) new_terminals: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) open: &'static str,

    /// The completed part is unknown.
    pub(crate) in_progress: &'static str,
    pub(crate) network_stalled: &'static str,
    pub(crate) other_stalled: &'static str,
    pub(crate) prompt_stalled: &'static str,
    pub(crate) seconds_left: fn(u64) -> String,
    pub(crate) minutes_left: fn(u64) -> String,
    pub(crate) long_left: &'static str,
    pub(crate) cancel: &'static str,

    pub(crate) still_runs: fn(&Version) -> String,
    pub(crate) nothing_changed: &'static str,
    pub(crate) try_again: &'static str,
    pub(crate) details: &'static str,

    pub(crate) stays: &'static str,
    pub(crate) from_its_icon: &'static str,
    pub(crate) from_its_hidden_icon: &'static str,
    pub(crate) work: &'static str,
    pub(crate) will_speak: &'static str,
    /// Introduces the other news.
    pub(crate) also: fn(&str) -> String,
    /// The separator of the other news.
    pub(crate) between: &'static str,
    /// The separator of sentences.
    pub(crate) gap: &'static str,
}

/// What a running change does now: `Download and verify go1.27.1 · 11.4 MB/s`.
pub(crate) fn detail(running: &Running, language: Language) -> String {
    let words = of(language);
    match running.stalled {
        Some(Stall::Network) => return words.network_stalled.to_owned(),
        Some(Stall::Other) => return words.other_stalled.to_owned(),
        Some(Stall::Prompt) => return words.prompt_stalled.to_owned(),
        None => {}
    }
    let step = running.step.as_ref().map(|step| step_name(step, language));
    let rate = running.bytes_per_second.map(|bytes| format!("{}/s", size(bytes)));
    step.into_iter().chain(rate).collect::<Vec<_>>().join(" · ")
}

/// What a step is called, as in the window (`stepName` in ui/src/text/change.ts).
fn step_name(step: &StepTitle, language: Language) -> String {
    let steps = &language.words().steps;
    let text = match step.kind {
        StepKind::Download => steps.download,
        StepKind::ReadFile => steps.read_file,
        StepKind::Unpack => steps.unpack,
        StepKind::Publish => steps.publish,
        StepKind::Test => steps.test,
        StepKind::Switch if step.version.is_none() => steps.switch_off,
        StepKind::Switch => steps.switch,
        StepKind::EditPath if step.needs_admin => steps.edit_machine_path,
        StepKind::EditPath => steps.edit_path,
        StepKind::EditVariables => steps.edit_variables,
        StepKind::Check => steps.check,
        StepKind::Unpublish => steps.unpublish,
        StepKind::DownloadPackage => steps.download_package,
        StepKind::SecurePackage => steps.secure_package,
        StepKind::InstallSystem => steps.install_system,
        StepKind::ReplaceSystem => steps.replace_system,
        StepKind::UninstallSystem => steps.uninstall_system,
        StepKind::RepairSystem => steps.repair_system,
        StepKind::GiveBack => steps.give_back,
        StepKind::ChangeSetting => steps.change_setting,
        StepKind::SetAside => steps.set_aside,
        StepKind::Delete => steps.delete,
        StepKind::RebuildTool => steps.rebuild_tool,
        StepKind::UpdateTool => steps.update_tool,
        StepKind::RepairFiles => steps.repair_files,
        StepKind::RestoreFiles => steps.restore_files,
        StepKind::RestoreTool => steps.restore_tool,
        StepKind::CleanBuildCache => steps.clean_build_cache,
        StepKind::CleanModuleCache => steps.clean_module_cache,
        StepKind::DownloadUpgo => steps.download_upgo,
        StepKind::TryUpgo => steps.try_upgo,
        StepKind::ReplaceUpgo => steps.replace_upgo,
        StepKind::RestoreUpgo => steps.restore_upgo,
        StepKind::Rehearse => steps.rehearse,
        StepKind::EditProject => steps.edit_project,
        StepKind::HookBefore => steps.hook_before,
        StepKind::HookAfter => steps.hook_after,
        StepKind::HookOnFailure => steps.hook_on_failure,
    };
    let name = |version: &Option<Version>| version.as_ref().map_or_else(|| "Go".to_owned(), ToString::to_string);
    let (version, from) = (name(&step.version), name(&step.from));
    let file = step.file.as_deref().unwrap_or_default();
    fill(text, &[("version", &version), ("from", &from), ("file", &file)])
}

impl ToastWords {
    /// The remaining time, rounded as in the window (`timeLeft` in ui/src/features/home/hero.ts): to 1 s below 20 s, to
    /// 5 s below a minute, then to minutes.
    pub(crate) fn left(&self, seconds: u64) -> String {
        match seconds {
            0..20 => (self.seconds_left)(seconds.max(1)),
            20..58 => (self.seconds_left)(seconds.next_multiple_of(5)),
            58..3600 => (self.minutes_left)((seconds + 30) / 60),
            _ => self.long_left.to_owned(),
        }
    }

    pub(crate) fn reach(&self, terminals: Terminals) -> String {
        match terminals {
            Terminals::Open => self.open_terminals.to_owned(),
            Terminals::New => self.new_terminals.to_owned(),
        }
    }

    /// What an upgrade cannot do, if new terminals do not run Upgo's Go.
    pub(crate) fn reach_of(&self, toast: &Toast) -> Option<String> {
        matches!(toast, Toast::NewRelease { out_of_reach: true, .. }).then(|| self.out_of_reach.to_owned())
    }

    pub(crate) fn sentences<const N: usize>(&self, sentences: [Option<String>; N]) -> String {
        sentences.into_iter().flatten().collect::<Vec<_>>().join(self.gap)
    }
}
