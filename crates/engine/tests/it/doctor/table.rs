//! The table: machines, and what their users read.
use std::collections::BTreeSet;

use upgo_engine::base::words::Statement;
use upgo_engine::guidance::doctor::{CHECKS, Finding};
use upgo_engine::machine::platform::THEN;

use super::lab::{Patient, plain};

/// A machine with one problem.
pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) patient: Patient,
    title: &'static str,
    evidence: Vec<&'static str>,
    says: &'static str,
    fix: Option<&'static str>,
    /// The other findings on this machine.
    also: Vec<&'static str>,
}

impl Row {
    pub(crate) fn new(id: &'static str, patient: Patient) -> Self {
        Self { id, patient, title: "", evidence: Vec::new(), says: "", fix: None, also: Vec::new() }
    }

    pub(crate) fn reads(mut self, title: &'static str, evidence: &[&'static str]) -> Self {
        self.title = title;
        self.evidence = evidence.to_vec();
        self
    }

    /// A part of the explanation.
    pub(crate) fn explains(mut self, says: &'static str) -> Self {
        self.says = says;
        self
    }

    pub(crate) fn fixed_by(mut self, command: &'static str) -> Self {
        self.fix = Some(command);
        self
    }

    pub(crate) fn beside(mut self, others: &[&'static str]) -> Self {
        self.also = others.to_vec();
        self
    }
}

fn rows() -> Vec<Row> {
    let all =
        [super::path::rows(), super::go::rows(), super::cgo::rows(), super::terminals::rows(), super::rest::rows()];
    all.into_iter().flatten().collect()
}

#[test]
fn each_finding_has_its_title_evidence_explanation_and_fix() {
    for row in rows() {
        let examined = row.patient.examine();
        let told = format!("{}: {:#?}", row.id, examined.findings);
        let ids: BTreeSet<&str> = examined.findings.iter().map(|finding| finding.id.as_str()).collect();
        let expected: BTreeSet<&str> = row.also.iter().copied().chain([row.id]).collect();
        assert_eq!(ids, expected, "{told}");
        let finding = examined.findings.iter().find(|finding| finding.id == row.id).unwrap();
        assert_eq!(plain(&finding.title), row.title, "{told}");
        let evidence: Vec<String> = finding.evidence.iter().map(plain).collect();
        let expected: Vec<String> = row.evidence.iter().map(plain).collect();
        assert_eq!(evidence, expected, "{told}");
        assert!(!row.says.is_empty() && plain(&finding.explanation).contains(row.says), "{told}");
        let command = finding.fix.as_ref().map(|fix| plain(&fix.command).replace(THEN, " && "));
        assert_eq!(command.as_deref(), row.fix, "{told}");
        assert!(finding.explanation.to_string().ends_with('.'), "{told}");
    }
}

#[test]
fn each_line_of_a_finding_is_said_once_and_begins_as_it_should() {
    for row in rows() {
        for finding in row.patient.examine().findings {
            let title = finding.title.to_string();
            assert!(!title.ends_with('.'), "{finding:#?}");
            let mut lines = BTreeSet::from([title]);
            let is_new = |line: &Statement| lines.insert(line.to_string());
            assert!(finding.evidence.iter().all(is_new), "a line is repeated: {finding:#?}");
            for statement in finding.evidence.iter().chain([&finding.title, &finding.explanation]) {
                let said = statement.to_string();
                let first = said.chars().next().unwrap();
                let starts = first.is_uppercase() || !first.is_alphabetic() || !statement.values.is_empty();
                assert!(starts || said.starts_with("go "), "starts in lower case: {said}");
            }
        }
    }
}

#[test]
fn every_check_has_a_row() {
    let rows = rows();
    let with_row: BTreeSet<&str> = rows.iter().map(|row| row.id).collect();
    let missing: Vec<&str> = CHECKS.iter().map(|check| check.id).filter(|id| !with_row.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let ids: BTreeSet<&str> = CHECKS.iter().map(|check| check.id).collect();
    assert_eq!(ids.len(), CHECKS.len(), "an ID is used twice");
}

#[test]
fn every_check_is_documented() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/doctor.md");
    let page = std::fs::read_to_string(page).unwrap();
    let rows: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let checks: Vec<&str> = CHECKS.iter().map(|check| check.id).collect();
    assert_eq!(rows, checks);
}

#[test]
fn a_healthy_machine_has_no_findings() {
    for (name, patient) in [("Windows", Patient::windows()), ("Linux", Patient::linux())] {
        let examined = patient.examine();
        assert_eq!(examined.findings, [], "{name}");
        assert_eq!(examined.not_checked, [], "{name}");
        assert_eq!(examined.passed.len(), CHECKS.len(), "{name}");
        if name != "Windows" {
            let passed = format!("{:?}", examined.passed);
            assert!(!passed.contains("Windows"), "{name}: {passed}");
        }
    }
}

#[test]
fn ignored_findings_are_listed_last_and_marked() {
    let rows = rows();
    let row = rows.iter().find(|row| row.also.len() == 1).unwrap();
    let id = row.id;
    let examined = row.patient.examine_ignoring(&|finding| finding == id);
    let told: Vec<(&str, bool)> =
        examined.findings.iter().map(|finding: &Finding| (finding.id.as_str(), finding.ignored)).collect();
    assert_eq!(told, [(row.also[0], false), (id, true)]);
}

#[test]
fn findings_are_sorted_by_severity() {
    for row in rows() {
        let severities: Vec<_> = row.patient.examine().findings.iter().map(|finding| finding.severity).collect();
        assert!(severities.is_sorted(), "{}: {severities:?}", row.id);
    }
}

#[test]
fn a_check_without_data_is_listed_as_not_checked() {
    let mut patient = Patient::windows();
    patient.asked = upgo_engine::guidance::doctor::LastCheck::Never;
    let examined = patient.examine();
    let ids: Vec<&str> = examined.not_checked.iter().map(|check| check.id.as_str()).collect();
    assert_eq!(ids, ["network.tls-intercepted", "network.go-dev-blocked"]);
    assert_eq!(examined.passed.len() + 2, CHECKS.len());
    assert_eq!(examined.not_checked[0].why.to_string(), "No check for releases has run yet; run `upgo check`");
}
