use std::path::PathBuf;

use clap::{Args, Subcommand};
use upgo_engine::answers::PolicyChecked;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Code;
use upgo_engine::base::words::{Sentence, Statement, Value};
use upgo_engine::cases::{EffectivePolicy, PolicyOrigin, PolicyReport};
use upgo_engine::choices::policy;

use super::shared::{CommandResult, Run, Start};
use crate::output::{bad, bold, dim};
use crate::words;

/// Show the policy of your organization for this machine
///
/// Lists each value that the policy sets, where it is set, and the releases that it holds back. With --json, lists
/// every key with the value in effect and its source. Never goes online.
#[derive(Args, Debug)]
pub(crate) struct Policy {
    #[command(subcommand)]
    action: Option<PolicyAction>,
}

#[derive(Debug, Subcommand)]
enum PolicyAction {
    /// Find the mistakes in a policy file before it is put in force
    ///
    /// Reads the file as every machine would read /etc/upgo/policy.toml. Ends with exit status 2 if there is a mistake.
    Check {
        /// The file
        file: PathBuf,
    },
}

impl Run for Policy {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        if let Some(PolicyAction::Check { file }) = &self.action {
            let checked = PolicyChecked { file: file.clone(), mistakes: policy::Policy::check(file) };
            start.output.answer(&checked, describe_mistakes);
            return Ok(if checked.mistakes.is_empty() { 0 } else { Code::Usage.exit() });
        }
        let report = start.engine_with_any_sources()?.policy_report();
        start.output.answer(&report, describe);
        Ok(0)
    }
}

fn describe(report: &PolicyReport) -> String {
    let is_set = |value: &&EffectivePolicy| {
        matches!(value.origin, PolicyOrigin::MachineRegistry | PolicyOrigin::UserRegistry | PolicyOrigin::File)
            || value.malformed.is_some()
    };
    let set: Vec<&EffectivePolicy> = report.values.iter().filter(is_set).collect();
    let mut lines = vec![if report.is_managed {
        let manager = report.contact.as_deref().map_or_else(|| Sentence::YourAdministrator.into(), Value::from);
        say!(PolicyManagedBy { manager }).to_string()
    } else {
        Sentence::PolicyNone.to_string()
    }];
    lines.extend(set.iter().map(|value| one(value)));
    lines.extend(report.problems.iter().map(mistake));
    lines.extend(report.held_back.iter().map(|held| one_line(&held.problem.message)));
    if report.is_managed {
        let others = report.values.len() - set.len();
        lines.push(dim(say!(PolicyOthers { count: others })));
    }
    lines.join("\n")
}

fn describe_mistakes(checked: &PolicyChecked) -> String {
    if checked.mistakes.is_empty() {
        return Sentence::PassedPolicyMalformed.to_string();
    }
    checked.mistakes.iter().map(mistake).collect::<Vec<_>>().join("\n")
}

fn mistake(mistake: &Statement) -> String {
    words::labelled(bad(Sentence::PolicyMistake), one_line(mistake)).to_string()
}

fn one(value: &EffectivePolicy) -> String {
    let shown = value.value.as_deref().filter(|text| !text.is_empty()).map(one_line);
    let shown = shown.unwrap_or_else(|| Sentence::NoValue.to_string());
    let mut lines = vec![format!("{} = {shown}", bold(&value.key))];
    lines.extend(value.place.as_deref().map(|place| dim(say!(PolicyFrom { place }))));
    let malformed = |why| say!(PolicyValueMalformed { why: one_line(why) }).to_string();
    lines.extend(value.malformed.as_deref().map(malformed));
    lines.extend(value.user_may_change.then(|| Sentence::PolicyUserMayChange.to_string()));
    lines.join("\n  ")
}
