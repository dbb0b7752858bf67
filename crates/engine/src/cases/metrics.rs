//! Gauges for Prometheus, as text for the textfile collectors of its exporters: valid in Prometheus' text format 0.0.4,
//! which these parse, and in OpenMetrics. What is unknown is absent, never 0. Format:
//! <https://prometheus.io/docs/instrumenting/exposition_formats/>.
use std::fmt::{Display, Write as _};

use jiff::Timestamp;

use super::{Engine, StatusReport};
use crate::base::display::one_line;
use crate::base::report::Result;
use crate::change::journal::Outcome;
use crate::change::log::word;
use crate::choices::policy::Ring;
use crate::choices::settings::Named as _;
use crate::guidance::fleet::{FleetCounts, FleetReport, LeftOutKind, MachineId};
use crate::guidance::watch::Memory;
use crate::machine::platform::{self, ProcessUser};

/// The name and the meaning of each metric of a machine, in their order.
pub const OF_STATUS: &[(&str, &str)] = &[
    ("upgo_info", "The version of Upgo."),
    ("upgo_go_info", "The Go that a new terminal runs."),
    ("upgo_go_up_to_date", "Whether no release is offered, and the policy permits that Go."),
    ("upgo_go_supported", "Whether the release line of that Go still gets fixes."),
    ("upgo_go_permitted", "Whether the policy permits that Go."),
    ("upgo_go_vulnerabilities", "How many known vulnerabilities that Go has."),
    ("upgo_go_installed", "How many Go versions are installed."),
    ("upgo_update_info", "The release that an upgrade would install."),
    ("upgo_exposed", "Whether a fix for a vulnerability of that Go is published."),
    ("upgo_exposure_seconds", "How long the machine has been without a published fix, or was the last time."),
    ("upgo_last_check_success", "Whether the last check for releases got an answer."),
    ("upgo_last_check_timestamp_seconds", "When a check was last made."),
    ("upgo_releases_timestamp_seconds", "When a server last sent the release list."),
    ("upgo_advisories_timestamp_seconds", "When a server last sent the vulnerability data."),
    ("upgo_last_change_success", "Whether the last change did not fail."),
    ("upgo_last_change_timestamp_seconds", "When the last change began."),
    ("upgo_failed_tries", "How many changes in a row have failed until now."),
];

/// The gauges of a folder of reports. All but the last three have a value for each ring.
pub const OF_FLEET: &[(&str, &str)] = &[
    ("upgo_fleet_machines", "How many machines there are."),
    ("upgo_fleet_machines_vulnerable", "How many run a Go with known vulnerabilities."),
    ("upgo_fleet_machines_unknown", "How many run a Go whose vulnerabilities are unknown."),
    ("upgo_fleet_machines_behind", "How many do not have the Go that their policy asks for."),
    ("upgo_fleet_machines_failed", "How many failed in their last change or check."),
    ("upgo_fleet_machines_silent", "How many were not heard of for too long."),
    ("upgo_fleet_machines_changing", "How many were changing something."),
    ("upgo_fleet_machines_late", "How many did not run a security fix in time."),
    ("upgo_fleet_machines_late_unknown", "Of how many that is not known."),
    ("upgo_fleet_go_machines", "How many machines run a Go version."),
    ("upgo_fleet_left_out_files", "How many files are no valid or newest report, by the reason."),
    ("upgo_fleet_timestamp_seconds", "When the reports were read."),
];

impl Engine {
    pub fn status_metrics(&self, status: &StatusReport) -> Result<String> {
        let report = &self.machine_report_of(status.clone(), MachineId::random())?; // whose number is in no metric
        let last_check = Memory::read(self.home()).releases.last;
        let advisories_at = self.known_advisories().map(|advisories| advisories.stamp.fetched_at);
        // several accounts of a machine may have their files in the same folder
        let ProcessUser { id, name } = platform::process_user();
        let account = labels(&[("account", &name.or(id).unwrap_or_default())]);
        let mut text = Metrics { common: account, ..Metrics::of(OF_STATUS) };
        let exposure = status.exposure.as_ref();
        let lasted = exposure.and_then(|exposure| {
            let end = exposure.until.or(report.at)?;
            Some(end.duration_since(exposure.since?).as_secs().max(0))
        });
        let change = report.last_change.as_ref();
        let ended = change.and_then(|change| change.outcome);
        let version = |version: &dyn Display| labels(&[("version", version)]);
        text.put("upgo_info", [(version(&report.upgo), 1)]);
        let go = report.go.as_ref().map(|go| (labels(&[("version", go), ("target", &report.target)]), 1));
        text.put("upgo_go_info", go);
        text.one("upgo_go_up_to_date", status.up_to_date.map(i64::from));
        text.one("upgo_go_supported", status.supported.map(i64::from));
        text.one("upgo_go_permitted", report.permitted.map(i64::from));
        let known = status.vulnerabilities.as_ref();
        text.one("upgo_go_vulnerabilities", known.and_then(|known| i64::try_from(known.count).ok()));
        text.one("upgo_go_installed", i64::try_from(report.installed.len()).ok());
        text.put("upgo_update_info", status.update.as_ref().map(|update| (version(&update.version), 1)));
        let is_exposed = exposure.is_some_and(|exposure| exposure.until.is_none());
        text.one("upgo_exposed", known.map(|_| i64::from(is_exposed)));
        text.one("upgo_exposure_seconds", lasted);
        text.one("upgo_last_check_success", last_check.map(|_| i64::from(report.check_problem.is_none())));
        text.one("upgo_last_check_timestamp_seconds", last_check.map(Timestamp::as_second));
        text.one("upgo_releases_timestamp_seconds", report.releases_at.map(Timestamp::as_second));
        text.one("upgo_advisories_timestamp_seconds", advisories_at.map(Timestamp::as_second));
        text.one("upgo_last_change_success", ended.map(|outcome| i64::from(outcome != Outcome::Failed)));
        text.one("upgo_last_change_timestamp_seconds", change.map(|change| change.at.as_second()));
        text.one("upgo_failed_tries", Some(report.tries.into()));
        Ok(text.end())
    }
}

pub fn of_fleet(report: &FleetReport) -> String {
    let mut text = Metrics::of(OF_FLEET);
    let asks = report.within_seconds.is_some();
    let ring_name = |ring: Option<Ring>| ring.map_or("", Ring::name);
    for (name, count) in by_ring() {
        let is_known = match name {
            "upgo_fleet_machines_vulnerable" => report.knows_vulnerabilities(),
            _ => asks || !name.contains("_late"),
        };
        if is_known {
            let of_ring = report
                .rings
                .iter()
                .map(|ring| (labels(&[("ring", &ring_name(ring.ring))]), signed(count(&ring.counts))));
            text.put(name, of_ring);
        }
    }
    let versions = report.versions.iter().filter(|version| version.in_use > 0);
    let named = versions.filter_map(|of| Some((labels(&[("version", of.version.as_ref()?)]), signed(of.in_use))));
    text.put("upgo_fleet_go_machines", named);
    let left_out = LeftOutKind::ALL.into_iter().map(|why| {
        let count = report.left_out.iter().find(|left_out| left_out.why == why).map_or(0, |left_out| left_out.count);
        (labels(&[("reason", &word(&why))]), signed(count))
    });
    text.put("upgo_fleet_left_out_files", left_out);
    text.one("upgo_fleet_timestamp_seconds", Some(report.at.as_second()));
    text.end()
}

type MetricValue = fn(&FleetCounts) -> u64;

fn by_ring() -> [(&'static str, MetricValue); 9] {
    [
        ("upgo_fleet_machines", |counts| counts.machines),
        ("upgo_fleet_machines_vulnerable", |counts| counts.vulnerable),
        ("upgo_fleet_machines_unknown", |counts| counts.unknown),
        ("upgo_fleet_machines_behind", |counts| counts.behind),
        ("upgo_fleet_machines_failed", |counts| counts.failed),
        ("upgo_fleet_machines_silent", |counts| counts.silent),
        ("upgo_fleet_machines_changing", |counts| counts.changing),
        ("upgo_fleet_machines_late", |counts| counts.late),
        ("upgo_fleet_machines_late_unknown", |counts| counts.late_unknown),
    ]
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// `version="go1.27.3"`. A value of a report is a text of others.
fn labels(labels: &[(&str, &dyn Display)]) -> String {
    let one = |(name, value): &(&str, &dyn Display)| {
        let value = one_line(value).replace('\\', "\\\\").replace('"', "\\\"");
        format!("{name}=\"{value}\"")
    };
    labels.iter().map(one).collect::<Vec<_>>().join(",")
}

struct Metrics {
    text: String,
    /// The labels of each value.
    common: String,
    meanings: &'static [(&'static str, &'static str)],
}

impl Metrics {
    fn of(meanings: &'static [(&'static str, &'static str)]) -> Self {
        Self { text: String::new(), common: String::new(), meanings }
    }

    /// A metric with its values; nothing if there are none.
    fn put(&mut self, name: &str, values: impl IntoIterator<Item = (String, i64)>) {
        let meaning = self.meanings.iter().find(|(known, _)| *known == name).map_or("", |(_, meaning)| meaning);
        for (index, (labels, value)) in values.into_iter().enumerate() {
            if index == 0 {
                writeln!(self.text, "# HELP {name} {meaning}\n# TYPE {name} gauge").ok(); // writing to a text cannot fail
            }
            let labels = [labels.as_str(), &self.common].join(",");
            let labels = Some(labels.trim_matches(',')).filter(|labels| !labels.is_empty());
            let labels = labels.map_or_else(String::new, |labels| format!("{{{labels}}}"));
            writeln!(self.text, "{name}{labels} {value}").ok();
        }
    }

    fn one(&mut self, name: &str, value: Option<i64>) {
        self.put(name, value.map(|value| (String::new(), value)));
    }

    fn end(self) -> String {
        self.text + "# EOF\n"
    }
}
