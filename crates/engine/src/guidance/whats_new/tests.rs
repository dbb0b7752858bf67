//! Upgrades between real releases, with the tables of these.
use std::path::PathBuf;

use jiff::Timestamp;

use super::defaults::changes;
use super::{
    FixesNews, NewsOutlook, ProjectFacts, ProjectNews, SettingEffect, SettingNews, SummaryFacts, TableOf, new_settings,
    news_of, releases, summary,
};
use crate::base::version::Version;
use crate::released::advisories::DatabaseStamp;
use crate::released::catalog::history;
use crate::which_go::toolchain::{DebugProgram, GodebugLines, GodebugTable, UnreadLines};

const OLD: &str = include_str!("../../../../../tests/corpora/godebugs/go1.26.6");
const NEW: &str = include_str!("../../../../../tests/corpora/godebugs/go1.27.3");

struct Upgrade {
    versions: [Version; 2],
    tables: [GodebugTable; 2],
}

impl Upgrade {
    fn real() -> Self {
        Self::of(["go1.26.6", "go1.27.3"], [OLD, NEW])
    }

    fn of(versions: [&str; 2], tables: [&str; 2]) -> Self {
        Self {
            versions: versions.map(|version| version.parse().unwrap()),
            tables: tables.map(|text| GodebugTable::parse(text).unwrap()),
        }
    }

    fn before(&self) -> TableOf<'_> {
        TableOf { version: &self.versions[0], table: &self.tables[0] }
    }

    fn after(&self) -> TableOf<'_> {
        TableOf { version: &self.versions[1], table: &self.tables[1] }
    }

    fn changes(&self, go: &str, set: &[(&str, &str)]) -> Vec<SettingNews> {
        changes(self.before(), self.after(), go, &owned(set))
    }

    fn project(&self, go: &str, set: &[(&str, &str)], programs: Vec<DebugProgram>) -> ProjectNews {
        let lines = GodebugLines {
            file: "/src/api/go.mod".into(),
            module: Some("example.com/api".into()),
            go: go.to_owned(),
            settings: owned(set),
        };
        news_of(ProjectFacts { programs, ..self.facts(Ok(lines)) })
    }

    fn facts(&self, lines: Result<GodebugLines, UnreadLines>) -> ProjectFacts<'_> {
        let [before, after] = self.versions.clone().map(|version| Ok(version.to_string()));
        let tables = (Some(self.before()), Some(self.after()));
        let programs = Vec::new();
        ProjectFacts { folder: "/src/api".into(), lines, before, after, tables, programs, fixes: None }
    }
}

fn owned(set: &[(&str, &str)]) -> Vec<(String, String)> {
    set.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn names(news: &[SettingNews], effect: SettingEffect) -> Vec<&str> {
    news.iter().filter(|setting| setting.effect == effect).map(|setting| setting.name.as_str()).collect()
}

#[test]
fn an_old_go_line_loses_what_the_new_go_removed_and_keeps_the_rest() {
    let news = Upgrade::real().changes("1.21", &[]);
    let removed =
        ["asynctimerchan", "gotypesalias", "tls10server", "tls3des", "tlsrsakex", "tlsunsafeekm", "x509keypairleaf"];
    assert_eq!(names(&news, SettingEffect::Removed), removed);
    let kept = ["httpservecontentmaxranges", "tracebacklabels", "x509sslcertoverrideplatform"];
    assert_eq!(names(&news, SettingEffect::Kept), kept);
    assert_eq!(news.len(), removed.len() + kept.len());
    let timers = &news[0];
    assert_eq!((timers.before.as_deref(), timers.after.as_deref()), (Some("1"), None));
    assert_eq!((timers.package.as_deref(), timers.since.as_deref()), (Some("time"), Some("1.27")));
    assert_eq!(timers.link, "https://go.dev/doc/godebug#go-127");
    assert_eq!(
        timers.says.to_string(),
        "go1.27.3 no longer has the old behavior that the go line has kept (asynctimerchan=1)."
    );
}

#[test]
fn a_new_behavior_of_an_older_line_takes_effect_at_once() {
    let news = Upgrade::real().changes("1.26", &[]);
    assert_eq!(names(&news, SettingEffect::Changed), ["httpservecontentmaxranges"], "changed in 1.26, added later");
    assert_eq!(names(&news, SettingEffect::Kept), ["tracebacklabels", "x509sslcertoverrideplatform"]);
    assert_eq!(
        news[0].says.to_string(),
        "The new behavior takes effect; httpservecontentmaxranges=1 restores the old one."
    );
    assert_eq!(names(&Upgrade::real().changes("1.25", &[]), SettingEffect::Changed), [""; 0]);
}

#[test]
fn a_setting_of_the_project_decides_itself() {
    let upgrade = Upgrade::real();
    let pinned = upgrade.changes("1.26", &[("tracebacklabels", "0"), ("httpservecontentmaxranges", "1")]);
    // the old Go refuses names that it does not know, so the project needs the new one anyway
    assert_eq!(names(&pinned, SettingEffect::Changed), [""; 0]);
    let refused = upgrade.changes("1.26", &[("asynctimerchan", "1"), ("panicnil", "1")]);
    assert_eq!(names(&refused, SettingEffect::Refused), ["asynctimerchan"]);
    let says = "go1.27.3 refuses asynctimerchan=1: the project does not build until that line is removed.";
    assert_eq!(
        (refused[0].says.to_string().as_str(), refused[0].link.as_str()),
        (says, "https://go.dev/doc/godebug#go-127")
    );
    let harmless = upgrade.changes("1.26", &[("asynctimerchan", "0")]);
    assert_eq!(names(&harmless, SettingEffect::Refused), [""; 0]);
    let by_default = upgrade.changes("1.26", &[("default", "go1.21")]);
    assert_eq!(names(&by_default, SettingEffect::Removed).len(), 7, "as with the go line 1.21");
}

#[test]
fn a_go_without_a_table_kept_nothing() {
    let old = Version::from_name("go1.20.14").unwrap();
    let none = GodebugTable::before_tables(&old).unwrap();
    let upgrade = Upgrade::real();
    let news = changes(TableOf { version: &old, table: &none }, upgrade.after(), "1.20", &[]);
    assert!(names(&news, SettingEffect::Kept).contains(&"panicnil"), "{news:?}");
    assert_eq!(names(&news, SettingEffect::Changed), ["netedns0"], "changed in 1.19");
    assert_eq!(GodebugTable::before_tables(&upgrade.versions[0]), None);
}

#[test]
fn a_project_gets_one_word_and_one_sentence() {
    let upgrade = Upgrade::real();
    let told = |go: &str, set: &[(&str, &str)]| {
        let news = upgrade.project(go, set, Vec::new());
        (news.outlook, news.says.to_string())
    };
    let rows = [
        (
            "1.26",
            &[("tls3des", "1")][..],
            NewsOutlook::Refused,
            "go1.27.3 refuses to build it because of these settings: tls3des.",
        ),
        (
            "1.21",
            &[][..],
            NewsOutlook::Changes,
            "The behavior of its programs changes: asynctimerchan, gotypesalias, tls10server and 4 more.",
        ),
        ("1.25.3", &[][..], NewsOutlook::Kept, "Nothing changes: its go line keeps the defaults of Go 1.25.3."),
        ("1.27", &[][..], NewsOutlook::Enabled, "It requires Go 1.27: go1.27.3 builds it, and go1.26.6 does not."),
        ("1.28", &[][..], NewsOutlook::TooOld, "It requires Go 1.28, and go1.27.3 is older, too."),
    ];
    for (go, set, outlook, says) in rows {
        assert_eq!(told(go, set), (outlook, says.to_owned()), "{go}");
    }
    let decided = upgrade.project("1.25", &[("default", "go1.21")], Vec::new());
    assert_eq!((decided.go.as_deref(), decided.outlook), (Some("1.21"), NewsOutlook::Changes));
}

#[test]
fn a_program_is_listed_if_its_own_lines_matter() {
    let program = |name: &str, set: &[(&str, &str)]| DebugProgram {
        folder: PathBuf::from("/src/api/cmd").join(name),
        settings: owned(set),
    };
    let programs = vec![program("same", &[("panicnil", "1")]), program("old", &[("asynctimerchan", "1")])];
    let news = Upgrade::real().project("1.25", &[], programs);
    assert_eq!(news.outlook, NewsOutlook::Refused);
    let [only] = news.programs.as_slice() else { panic!("{news:?}") };
    assert!(only.folder.ends_with("old"));
    assert_eq!(names(&only.settings, SettingEffect::Refused), ["asynctimerchan"]);
}

#[test]
fn what_is_not_known_is_said() {
    let upgrade = Upgrade::real();
    let unread = |file: Option<&str>| {
        let lines = UnreadLines { file: file.map(PathBuf::from), what: "go.mod:4: unknown directive: x".into() };
        news_of(upgrade.facts(Err(lines)))
    };
    assert_eq!(unread(None).says.to_string(), "There is no go.mod here.");
    let broken = unread(Some("/m/go.mod"));
    assert_eq!((broken.outlook, broken.go, broken.module), (NewsOutlook::Unknown, None, None));
    assert_eq!(broken.says.to_string(), "/m/go.mod cannot be used: go.mod:4: unknown directive: x.");

    let lines = || GodebugLines { file: "/m/go.mod".into(), module: None, go: "1.21".into(), settings: Vec::new() };
    let news = news_of(ProjectFacts { tables: (Some(upgrade.before()), None), ..upgrade.facts(Ok(lines())) });
    assert_eq!(news.outlook, NewsOutlook::Unknown);
    assert_eq!(
        news.says.to_string(),
        "Which GODEBUG defaults change for it is unknown: this machine does not have the table of go1.27.3."
    );
    let refusal = Err("invalid GOTOOLCHAIN \"x\"".to_owned());
    let news = news_of(ProjectFacts { after: refusal, ..upgrade.facts(Ok(lines())) });
    assert_eq!(news.says.to_string(), "Go chooses no toolchain for it: invalid GOTOOLCHAIN \"x\".");
    let own = || Ok("go1.28.0".to_owned());
    let news = news_of(ProjectFacts { before: own(), after: own(), ..upgrade.facts(Ok(lines())) });
    assert_eq!(news.outlook, NewsOutlook::NotConcerned);
    assert_eq!(news.says.to_string(), "go1.28.0 builds it, before and after the upgrade.");
    assert!(news.settings.is_empty());
}

#[test]
fn only_settings_that_no_go_line_decides_are_new_for_everybody() {
    let before = "{Name: \"panicnil\", Package: \"runtime\", Changed: 21, Old: \"1\"}";
    let after =
        format!("{before}\n{{Name: \"limit\", Package: \"net/url\"}}\n{{Name: \"x\", Changed: 27, Old: \"0\"}}");
    let upgrade = Upgrade::of(["go1.26.6", "go1.27.3"], [before, &after]);
    let new = new_settings(upgrade.before(), upgrade.after());
    let [only] = new.as_slice() else { panic!("{new:?}") };
    assert_eq!((only.name.as_str(), only.package.as_deref()), ("limit", Some("net/url")));
    assert_eq!(only.says.to_string(), "go1.27.3 has a new setting, limit. Its default is the same for every go line.");
}

#[test]
fn the_releases_between_are_those_that_the_new_version_contains() {
    let [from, to]: [Version; 2] = ["go1.25.12", "go1.26.6"].map(|version| version.parse().unwrap());
    let all = releases(&from, &to, None, None);
    let told: Vec<String> = all.iter().map(|release| release.version.to_string()).collect();
    let expected = ["go1.26.6", "go1.26.5", "go1.26.4", "go1.26.3", "go1.26.2", "go1.26.1", "go1.26.0", "go1.25.13"];
    assert_eq!(told, expected, "go1.25.14 came out after go1.26.6");
    let newest = &all[0];
    assert_eq!((newest.security, newest.first_of_line), (Some(true), false));
    assert_eq!(newest.released_on.map(|day| day.to_string()).as_deref(), Some("2026-08-13"));
    assert_eq!(newest.notes, "https://go.dev/doc/devel/release#go1.26.6");
    assert!(newest.security_fixes.contains(&"net/http".to_owned()) && newest.other_fixes.contains(&"os".to_owned()));
    let first = &all[6];
    assert_eq!((first.first_of_line, first.notes.as_str()), (true, "https://go.dev/doc/go1.26"));

    let unknown: Version = "go1.26.99".parse().unwrap();
    let later = releases(&to, &unknown, None, None);
    let newest = &later[0];
    assert_eq!(newest.version, unknown);
    assert_eq!((newest.security, newest.released_on), (None, None), "newer than this Upgo");
    assert!(releases(&to, &to, None, None).is_empty());
}

#[test]
fn the_summary_begins_with_what_matters_most() {
    let upgrade = Upgrade::real();
    let [from, to] = &upgrade.versions;
    let told = |projects: &[ProjectNews]| {
        let releases = releases(from, to, None, None);
        let unknown = [super::UnknownDefaults { version: to.clone(), says: super::unknown(to) }];
        let summary = summary(SummaryFacts { from, to, releases: &releases, fixes: None, projects, unknown: &unknown });
        summary.lines.into_iter().map(|line| line.to_string()).collect::<Vec<_>>()
    };
    let calm = || upgrade.project("1.25", &[], Vec::new());
    let nothing = "No GODEBUG default changes the behavior of your projects.";
    assert_eq!(told(&[calm()]), [nothing, "3 releases from go1.26.6 to go1.27.3."]);
    let refused = || upgrade.project("1.26", &[("tls3des", "1")], Vec::new());
    let changed = upgrade.project("1.21", &[], Vec::new());
    let lines = told(&[calm(), changed, refused()]);
    assert_eq!(lines[..2], ["go1.27.3 refuses to build api.", "GODEBUG defaults change the behavior of api."]);
    assert_eq!(lines.len(), 3);
    assert_eq!(told(&[]).len(), 1);
    let unknown = ProjectNews { outlook: NewsOutlook::Unknown, ..calm() };
    let lines = told(&[calm(), unknown]);
    assert!(lines.len() == 2 && lines[1].starts_with("Which GODEBUG defaults change is unknown"), "{lines:?}");
}

#[test]
fn fixes_that_the_database_does_not_list_are_no_contradiction() {
    let [from, to]: [Version; 2] = ["go1.26.5", "go1.26.6"].map(|version| version.parse().unwrap());
    let releases = releases(&from, &to, None, None);
    assert_eq!(releases[0].security, Some(true));
    let database =
        DatabaseStamp { url: "https://vuln.go.dev".parse().unwrap(), fetched_at: Timestamp::UNIX_EPOCH, stale: false };
    let none = FixesNews { vulnerabilities: Vec::new(), in_your_projects: None, left: 0, database };
    let facts = SummaryFacts { from: &from, to: &to, releases: &releases, fixes: None, projects: &[], unknown: &[] };
    let told = |fixes| summary(SummaryFacts { fixes, ..facts }).lines.into_iter().map(|line| line.to_string());
    assert_eq!(
        told(Some(&none)).collect::<Vec<_>>(),
        [
            "go1.26.6 fixes security problems that the vulnerability database does not list for go1.26.5.",
            "go1.26.6 is the next release after go1.26.5."
        ]
    );
    let unknown = ["go1.26.6 is the next release after go1.26.5, with security fixes."];
    assert_eq!(told(None).collect::<Vec<_>>(), unknown);
    let other_line = "go1.25.14".parse().unwrap();
    let facts = SummaryFacts { from: &other_line, fixes: Some(&none), ..facts };
    assert_eq!(summary(facts).lines[0].to_string(), "No known vulnerability is fixed.", "go1.25.14 may have the fixes");
}

/// The list is that of `release-history.txt`, so a new line in it needs its sentences.
#[test]
fn each_known_line_since_go_1_21_says_what_it_brings_in_at_most_three_sentences() {
    let to = history::versions().max().unwrap();
    let all = releases(&"go1.20".parse().unwrap(), to, None, None);
    let (lines, patches): (Vec<_>, Vec<_>) = all.iter().partition(|release| release.first_of_line);
    assert!(lines.len() >= 7, "{lines:?}");
    for release in lines {
        assert!((1..=3).contains(&release.brings.len()), "{}", release.version);
    }
    assert!(patches.iter().all(|release| release.brings.is_empty()));
}
