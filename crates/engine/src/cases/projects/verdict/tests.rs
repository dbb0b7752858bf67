//! What is said about projects, by their lines and the Go that each gets.
use upgo_testkit::vulns::Vulns;

use super::*;
use crate::projects::{AskedBy, AskedMeaning};
use crate::released::advisories::{Advisories, Advisory, DatabaseStamp, Projects};

fn facts() -> OverviewFacts {
    OverviewFacts {
        other: None,
        other_is_worse: false,
        searched: Vec::new(),
        unsure: None,
        active: None,
        installed: Vec::new(),
        current: None,
        chosen: None,
        catalog: None,
        newest_out: Some("go1.27.3".parse().unwrap()),
        advisories: None,
        projects: Projects::default(),
    }
}

fn gets(version: &str) -> ProjectGo {
    ProjectGo {
        version: Some(version.to_owned()).filter(|version| !version.is_empty()),
        from: None,
        works: !version.is_empty(),
        problem: None,
        decided_by: Some(Cause::GoMod),
        reason: None,
        unlisted: None,
    }
}

fn line(by: AskedBy, word: &str, means: AskedMeaning, version: &str) -> Asked {
    let file = match by {
        AskedBy::GoMod => "/m/go.mod",
        AskedBy::GoVersionFile => "/m/.go-version",
        AskedBy::ToolVersions => "/m/.tool-versions",
        _ => "/m/ci.yml",
    };
    Asked {
        by,
        file: Some(file.into()),
        line: 3,
        word: word.to_owned(),
        text: version.to_owned(),
        means,
        version: version.parse().ok(),
    }
}

/// The concern, the line and the findings of a project.
fn verdict(asked: &[Asked], today: &str, after: Option<&str>) -> (ProjectConcern, String, Vec<String>) {
    let seen = facts();
    let (target, offered) = (Target::new("linux", "amd64"), "go1.27.3".parse().unwrap());
    let known = VerdictFacts { seen: &seen, target: &target, after: after.map(|_| &offered) };
    let (today, after) = (gets(today), after.map(gets));
    let case = Case {
        base: Path::new("/m"),
        asked,
        today: &today,
        after: after.as_ref(),
        imports: None,
        unread: None,
        refusal: None,
    };
    let ProjectVerdict { concern, statement, findings, .. } = ProjectJudge::new(&known).verdict(&case);
    (concern, statement.to_string(), findings.into_iter().map(|finding| format!("{}.", finding.text)).collect())
}

#[test]
fn the_concern_is_what_differs_after_the_upgrade() {
    use ProjectConcern::{Breaks, Broken, Changes, Keeps, NoUpgrade, Repairs};
    for (today, after, concern, line) in [
        ("go1.26.6", Some("go1.27.3"), Changes, "The upgrade moves it from go1.26.6 to go1.27.3"),
        ("go1.27.1", Some("go1.27.1"), Keeps, "The upgrade does not affect it: go.mod keeps it on go1.27.1"),
        ("", Some("go1.27.3"), Repairs, "It does not build today, but would with go1.27.3"),
        ("go1.26.6", Some(""), Breaks, "It builds with go1.26.6, but would not with go1.27.3"),
        ("", Some(""), Broken, "It does not build, before or after the upgrade"),
        ("", None, Broken, "It does not build"),
        ("go1.27.3", None, NoUpgrade, "It gets go1.27.3; no upgrade is available"),
    ] {
        let found = verdict(&[], today, after);
        assert_eq!((found.0, &*found.1), (concern, line), "{today} {after:?}");
    }
}

#[test]
fn vulnerabilities_count_in_packages_that_the_project_imports() {
    use ProjectConcern::{Changes, Secures};
    let id = "GO-2026-9999";
    let entry = Vulns::sample(id, &[("introduced", "0"), ("fixed", "1.27.3")]).to_string();
    let stamp = DatabaseStamp {
        url: "https://vuln.go.dev/".parse().unwrap(),
        fetched_at: "2026-11-01T00:00:00Z".parse().unwrap(),
        stale: false,
    };
    let entries = vec![Advisory::parse(entry.as_bytes(), id).unwrap()];
    let seen = OverviewFacts { advisories: Some(Advisories::new(entries, false, stamp)), ..facts() };
    let (target, offered) = (Target::new("linux", "amd64"), "go1.27.3".parse().unwrap());
    let known = VerdictFacts { seen: &seen, target: &target, after: Some(&offered) };
    let (today, after) = (gets("go1.26.6"), gets("go1.27.3"));
    let of = |package: &str| ProjectImports {
        folder: "/m".into(),
        imports: [package.to_owned()].into(),
        importers: std::collections::BTreeMap::default(),
    };
    for (imports, concern, fixed, finding) in [
        (
            Some(of("net/http")),
            Secures,
            vec![id],
            vec!["It gets go1.26.6, which has known vulnerabilities in packages that it imports: 1."],
        ),
        (Some(of("os")), Changes, vec![], vec![]),
        (None, Changes, vec![], vec!["It gets go1.26.6, which has known vulnerabilities: 1."]),
    ] {
        let case = Case {
            base: Path::new("/m"),
            asked: &[],
            today: &today,
            after: Some(&after),
            imports: imports.as_ref(),
            unread: None,
            refusal: None,
        };
        let verdict = ProjectJudge::new(&known).verdict(&case);
        assert_eq!((verdict.concern, verdict.fixed), (concern, fixed.into_iter().map(str::to_owned).collect()));
        let texts: Vec<String> = verdict.findings.into_iter().map(|finding| format!("{}.", finding.text)).collect();
        assert_eq!(texts, finding);
    }
}

#[test]
fn builds_and_version_files_are_compared_with_what_the_module_requires() {
    use AskedMeaning::{AtLeast, Exactly, NewestOfLine};
    let asked = [
        line(AskedBy::GoMod, "go", AtLeast, "go1.27.1"),
        line(AskedBy::GoVersionFile, "", Exactly, "go1.26.6"),
        line(AskedBy::SetupGo, "go-version", NewestOfLine, "go1.26"),
        line(AskedBy::Dockerfile, "FROM", Exactly, "go1.27.0"),
        line(AskedBy::GitlabCi, "image", NewestOfLine, "go1.27"),
    ];
    let (_, _, findings) = verdict(&asked, "go1.27.3", None);
    assert_eq!(
        findings,
        [
            "ci.yml:3 names Go 1.26, but go.mod:3 requires Go 1.27.1.",
            "ci.yml:3 names go1.27.0, but go.mod:3 requires Go 1.27.1.",
            ".go-version:3 names go1.26.6, but go.mod:3 requires Go 1.27.1.",
        ]
    );
}

#[test]
fn files_that_disagree_and_unsupported_lines_are_named_once() {
    use AskedMeaning::{AtLeast, Exactly, NewestOfLine};
    let asked = [
        line(AskedBy::GoMod, "go", AtLeast, "go1.20"),
        line(AskedBy::GoMod, "toolchain", AtLeast, "go1.27.3"),
        line(AskedBy::GoVersionFile, "", Exactly, "go1.26.6"),
        line(AskedBy::ToolVersions, "golang", NewestOfLine, "go1.25"),
        line(AskedBy::SetupGo, "go-version", NewestOfLine, "go1.25"),
        line(AskedBy::SetupGo, "go-version", Exactly, "go1.25.1"),
    ];
    let (_, _, findings) = verdict(&asked, "go1.24.1", None);
    assert_eq!(
        findings,
        [
            "It gets go1.24.1, which no longer gets security fixes.",
            "ci.yml:3 names Go 1.25, which no longer gets security fixes.",
            ".tool-versions:3 names Go 1.25, but .go-version:3 names go1.26.6.",
            ".go-version:3 names go1.26.6, but go.mod:3 names go1.27.3.",
            "ci.yml:3 builds with Go 1.25, but a terminal gets go1.24.1.",
        ]
    );
}
