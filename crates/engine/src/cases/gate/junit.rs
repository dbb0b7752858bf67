//! Test results as build servers show them. There is no standard; this is the part that Jenkins, GitLab and Azure
//! Pipelines read: <https://docs.gitlab.com/ci/testing/unit_test_reports/>.
use std::collections::BTreeMap;

use super::{Disagreement, Gate};
use crate::base::display::{one_line, xml};

impl Gate {
    /// A test case for each file.
    pub fn junit(&self) -> String {
        let mut cases: BTreeMap<&str, Vec<&Disagreement>> =
            self.files.iter().map(|file| (&**file, Vec::new())).collect();
        for (_, one) in self.disagreements() {
            cases.entry(one.places.first().map_or("", |place| &*place.file)).or_default().push(one);
        }
        let case = |(file, found): (&&str, &Vec<&Disagreement>)| {
            let (known, new): (Vec<&Disagreement>, Vec<_>) = found.iter().copied().partition(|one| one.known);
            let said = |all: &[&Disagreement]| xml(all.iter().map(|one| &*one.text).collect::<Vec<_>>().join("; "));
            let lines = |one: &&Disagreement| {
                format!("{}: {}\n  at {}\n", one.name(), one.text, one.shown_places().join("\n  at "))
            };
            let result = match (new.first(), known.first()) {
                (Some(first), _) => {
                    let (kind, text) = (first.name(), xml(new.iter().map(lines).collect::<String>()));
                    format!("<failure type=\"{kind}\" message=\"{}\">{text}</failure>", said(&new))
                }
                (None, Some(_)) => format!("<skipped message=\"Named in the baseline: {}\"/>", said(&known)),
                (None, None) => String::new(),
            };
            format!("<testcase classname=\"upgo\" name=\"{}\">{result}</testcase>\n", xml(one_line(file)))
        };
        let (count, text) = (cases.len(), cases.iter().map(case).collect::<String>());
        let failures = text.matches("<failure ").count();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"upgo projects\" tests=\"{count}\" \
            failures=\"{failures}\" errors=\"0\">\n{text}</testsuite>\n</testsuites>"
        )
    }
}
