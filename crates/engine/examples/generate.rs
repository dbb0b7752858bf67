//! Prints the generated documents as one JSON object, path → text; `scripts/gen.mjs` writes or checks them.
#![allow(clippy::print_stdout)]
use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use upgo_engine::doctor::DoctorReport;
use upgo_engine::engine::{
    AuditReport, AvailableReport, BackgroundReport, Changed, CheckReport, EnvironmentReport, HistoryReport,
    InstalledToolchain, LogReport, ProgramsReport, Purged, StatusReport, ToolsReport, WhyReport,
};
use upgo_engine::proof::ProofChain;
use upgo_engine::report::{Code, Event, Problem};
use upgo_engine::settings;
use upgo_engine::verify::VerifyReport;
use upgo_engine::version::Version;

fn main() {
    let mut files = BTreeMap::new();
    files.insert("docs/errors.md".to_owned(), errors());
    let settings = settings::reference();
    files.insert("docs/settings.md".to_owned(), format!("# Settings\n\nMade by `npm run gen`. The file is `settings.toml` in Upgo's home; `upgo settings` edits it too.\n\n{settings}"));
    add::<MirrorTrials>(&mut files, "mirror-test");
    add::<StatusReport>(&mut files, "status");
    add::<ListReport>(&mut files, "list");
    add::<AvailableReport>(&mut files, "list-available");
    add::<CheckReport>(&mut files, "check");
    add::<AuditReport>(&mut files, "audit");
    add::<ProgramsReport>(&mut files, "audit-programs");
    add::<Changed>(&mut files, "change");
    add::<Purged>(&mut files, "purge");
    add::<HistoryReport>(&mut files, "history");
    add::<LogReport>(&mut files, "log");
    add::<ReportAnswer>(&mut files, "report");
    add::<BackgroundReport>(&mut files, "background");
    add::<WhyReport>(&mut files, "why");
    add::<ToolsReport>(&mut files, "tools");
    add::<EnvironmentReport>(&mut files, "env");
    add::<DoctorReport>(&mut files, "doctor");
    add::<DoctorPlans>(&mut files, "doctor-dry-run");
    add::<DoctorChanges>(&mut files, "doctor-fix");
    add::<DoctorIgnored>(&mut files, "doctor-ignore");
    add::<VerifyReport>(&mut files, "verify");
    add::<ProofChain>(&mut files, "proof");
    add::<VerifyAll>(&mut files, "verify-all");
    add::<VerifyPlans>(&mut files, "verify-dry-run");
    add::<VerifyChanges>(&mut files, "verify-repair");
    add::<Event>(&mut files, "event");
    add::<DryRun>(&mut files, "dry-run");
    add::<Failure>(&mut files, "error");
    println!("{}", serde_json::to_string(&files).unwrap_or_default());
}

/// The answer of `list`.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct ListReport {
    installed: Vec<InstalledToolchain>,
}

/// The answer of `report`.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct ReportAnswer {
    file: std::path::PathBuf,
    /// Whether it was: without --yes it is only shown what would be in it.
    written: bool,
    texts: Vec<upgo_engine::bug_report::ReportText>,
}

/// The answer of `--dry-run`.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct DryRun {
    plan: PlanReport,
    /// The programs that run from a toolchain that is left or removed.
    running: Vec<upgo_engine::platform::RunningProgram>,
    warnings: Vec<Problem>,
}

/// The answer of `doctor --fix --dry-run`.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct DoctorPlans {
    plans: Vec<DoctorPlan>,
}

/// A plan that would mend a finding.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct DoctorPlan {
    id: String,
    plan: PlanReport,
    warnings: Vec<Problem>,
}

/// The answer of `doctor --fix`.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct DoctorChanges {
    fixed: Vec<DoctorChange>,
    /// The findings that are left.
    left: Vec<String>,
}

/// A change that was made for a finding.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct DoctorChange {
    id: String,
    change: Changed,
}

/// The answer of `doctor --ignore` and `doctor --show-again`.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct DoctorIgnored {
    id: String,
    ignored: bool,
}

/// The answer of `verify` where no version is named.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct VerifyAll {
    /// Whether every file of every toolchain is as it was unpacked.
    ok: bool,
    toolchains: Vec<VerifyReport>,
    /// The toolchains of which it cannot be told.
    unknown: Vec<VerifyUnknown>,
}

/// A toolchain of which nobody knows what it was unpacked with.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct VerifyUnknown {
    version: Version,
    problem: Problem,
}

/// The answer of `verify --repair --dry-run` where no version is named.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct VerifyPlans {
    plans: Vec<VerifyPlan>,
}

/// A plan that would repair a toolchain.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct VerifyPlan {
    version: Version,
    plan: PlanReport,
    warnings: Vec<Problem>,
}

/// The answer of `verify --repair` where no version is named.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct VerifyChanges {
    repaired: Vec<VerifyChange>,
}

/// A toolchain that was repaired.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct VerifyChange {
    version: Version,
    change: Changed,
}

/// The answer of `mirror test`.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct MirrorTrials {
    mirrors: Vec<upgo_engine::mirror::MirrorTrial>,
}

/// A plan as `--dry-run` shows it; the journal keeps the whole plan.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
struct PlanReport {
    action: upgo_engine::plan::Action,
    from: Option<upgo_engine::version::Version>,
    to: Option<upgo_engine::version::Version>,
    steps: Vec<upgo_engine::report::StepTitle>,
    needs_admin: bool,
}

/// Any answer of a command that failed.
#[derive(Serialize, JsonSchema)]
#[allow(dead_code)]
struct Failure {
    error: Problem,
}

fn add<T: JsonSchema>(files: &mut BTreeMap<String, String>, name: &str) {
    let mut text = serde_json::to_string_pretty(&schema_for!(T)).unwrap_or_default();
    text.push('\n');
    files.insert(format!("docs/schemas/{name}.json"), text);
}

fn errors() -> String {
    let mut text = String::from(
        "# Error codes\n\nMade from `crates/engine/src/report/code.rs` by `npm run gen`. A code is the same in the terminal, \
         in JSON, in the log and in the exit status; once released it stays.\n",
    );
    for code in Code::ALL {
        write!(
            text,
            "\n## {code}\n\nExit status {}. {}\n\n- What it means: {}\n- What to do: {}\n",
            code.exit(),
            code.what(),
            code.means(),
            code.next()
        )
        .ok();
    }
    text
}
