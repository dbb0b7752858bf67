//! `doctor --windows-probe`.
use std::path::Path;

use upgo_engine::answers::NamedFile;
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Cancel;
use upgo_engine::cases::Engine;
use upgo_engine::machine::platform::ProbeGroup;

use super::CommandResult;
use crate::output::{Output, bold, dim, error_line};

/// Asks what only a real Windows answers, and prints or writes the report.
pub(super) fn run(engine: &Engine, out: Option<&Path>, cancel: &Cancel, output: &Output) -> CommandResult {
    let is_shown = !output.quiet && !output.is_json();
    let report = engine.windows_probe(cancel, &|group| {
        if is_shown {
            error_line(&dim(format!("Asking Windows about {}…", subject(group))));
        }
    })?;
    for left in report.left.iter().filter(|_| is_shown) {
        error_line(&format!("Please delete it yourself: {}", one_line(left)));
    }
    let Some(out) = out else {
        output.document(&report);
        return Ok(0);
    };
    engine.write_windows_probe(&report, out)?;
    output.answer(&NamedFile { path: out.to_owned() }, |file| {
        format!("Wrote {}. Nothing was sent.", bold(one_line(file.path.display())))
    });
    Ok(0)
}

fn subject(group: ProbeGroup) -> &'static str {
    match group {
        ProbeGroup::Machine => "its version and the account",
        ProbeGroup::Folders => "the user's folders",
        ProbeGroup::Guards => "scanners and policies",
        ProbeGroup::Files => "files and locks",
        ProbeGroup::Renames => "renames",
        ProbeGroup::Processes => "processes",
        ProbeGroup::Console => "the console",
        ProbeGroup::Schedule => "the Task Scheduler",
        ProbeGroup::Desktop => "the desktop",
        ProbeGroup::Conditions => "the network and the power",
        ProbeGroup::Environment => "the environment",
        ProbeGroup::Install => "Windows Installer",
    }
}
