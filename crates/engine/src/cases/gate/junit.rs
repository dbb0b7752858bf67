//! Test results as build servers show them. There is no standard; this is the part that Jenkins, GitLab and Azure
//! Pipelines read: <https://docs.gitlab.com/ci/testing/unit_test_reports/>.
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Gate, KINDS};
use crate::base::display::xml;

pub(super) fn document(gate: &Gate) -> String {
    let tests = gate.projects.len() * KINDS.len();
    let failed: BTreeSet<_> = gate.new_ones().map(|one| (&one.project, one.kind)).collect();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\
        <testsuite name=\"upgo projects\" tests=\"{tests}\" failures=\"{}\" errors=\"0\">\n",
        failed.len()
    );
    for project in &gate.projects {
        for (_, kind, meaning) in KINDS {
            let found = gate.disagreements.iter().filter(|one| one.project == *project && one.kind == *kind);
            let (known, new): (Vec<_>, Vec<_>) = found.partition(|one| one.is_known);
            write!(text, "<testcase classname=\"{}\" name=\"{kind}\">", xml(project)).ok(); // writing to a text cannot fail
            for one in &new {
                let places = xml(one.shown_places().join("\n"));
                write!(text, "<failure message=\"{}\">{}\n{places}</failure>", xml(&one.text), xml(meaning)).ok();
            }
            if let Some(known) = known.first().filter(|_| new.is_empty()) {
                write!(text, "<skipped message=\"Named in the baseline: {}\"/>", xml(&known.text)).ok();
            }
            text.push_str("</testcase>\n");
        }
    }
    text + "</testsuite>\n</testsuites>"
}
