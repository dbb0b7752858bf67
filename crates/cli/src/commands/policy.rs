//! `policy`.
use clap::Args;
use upgo_engine::base::display::one_line;
use upgo_engine::cases::{EffectivePolicy, PolicyOrigin, PolicyReport};

use super::{CommandResult, Run, Start};
use crate::output::{bad, bold, dim};

/// Show the policy of your organization for this machine
///
/// Lists each value that the policy sets, where it is set, and the releases that it holds back. With --json, lists
/// every key with the value in effect and its source. Never goes online.
#[derive(Args, Debug)]
pub(crate) struct Policy;

impl Run for Policy {
    fn only_reads(&self) -> bool {
        true
    }

    fn run(&self, start: &Start<'_>) -> CommandResult {
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
        format!("This machine is managed by {}.", report.contact.as_deref().unwrap_or("your administrator"))
    } else {
        "No policy is set on this machine.".to_owned()
    }];
    lines.extend(set.iter().map(|value| one(value)));
    lines.extend(report.problems.iter().map(|problem| format!("{}: {}", bad("mistake"), one_line(problem))));
    lines.extend(report.held_back.iter().map(|held| one_line(&held.problem.message)));
    if report.is_managed {
        let others = report.values.len() - set.len();
        lines.push(dim(format!("{others} other keys are not set by the policy; --json lists them, too.")));
    }
    lines.join("\n")
}

fn one(value: &EffectivePolicy) -> String {
    let shown = value.value.as_deref().filter(|text| !text.is_empty()).unwrap_or("none");
    let place = value.place.as_deref().map_or(String::new(), |place| format!("\n  {}", dim(format!("From {place}"))));
    let malformed = value.malformed.as_deref().map_or(String::new(), |why| {
        format!("\n  The value of the policy {}, so Upgo applies the safer interpretation.", one_line(why))
    });
    let free = if value.user_may_change { "\n  You may change it in the settings." } else { "" };
    format!("{} = {}{place}{malformed}{free}", bold(&value.key), one_line(shown))
}
