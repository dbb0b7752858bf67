//! Reading reports, and what the overview makes of them.
use jiff::tz::{TimeZone, offset};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::gather::{GatherError, Gathered, gather_some};
use super::left_out::LeftOutKind;
use super::summary::{FleetReport, Judge};
use super::{MachineId, MachineReport, page};
use crate::base::report::{Cancel, Code};
use crate::base::version::Version;
use crate::base::words::Language;
use crate::choices::policy::Ring;
use crate::released::advisories::Advisories;

fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

/// A valid report, with some fields replaced.
fn report(number: u32, other: Value) -> Value {
    let mut report = json!({
        "format": 1, "id": format!("{number:032x}"), "name": null, "ring": "early", "at": "2026-11-23T06:00:00Z",
        "upgo": "0.1.0", "target": "linux-amd64", "go": "go1.27.3", "installed": ["go1.27.3", "go1.26.6"],
        "update": null, "permitted": true, "releasesAt": "2026-11-23T05:00:00Z", "checkProblem": null,
        "lastChange": { "at": "2026-11-20T06:00:00Z", "outcome": "done", "problem": null },
    });
    let Value::Object(other) = other else { panic!("{other} has no fields") };
    for (name, value) in other {
        report[name] = value;
    }
    report
}

fn heard(report: &Value) -> Result<MachineReport, LeftOutKind> {
    MachineReport::parse(report.to_string().as_bytes(), now())
}

/// The overview of these reports; each has a file with its number.
fn fleet(reports: &[Value]) -> FleetReport {
    let mut gathered = Gathered::default();
    for (number, report) in reports.iter().enumerate() {
        gathered.add_file(&format!("{number:03}.json"), report.to_string().as_bytes(), now());
    }
    FleetReport::of(gathered, judge())
}

fn html(fleet: &FleetReport, language: Language) -> String {
    page::html(fleet, language, &TimeZone::UTC)
}

fn judge() -> Judge<'static> {
    Judge { advisories: None, now: now(), silent_after: SignedDuration::from_hours(14 * 24), within: None }
}

#[test]
fn each_value_must_have_its_form() {
    assert!(heard(&report(1, json!({ "anotherField": ["of", "a", "newer", "version"] }))).is_ok());
    assert!(heard(&report(1, json!({ "ring": "platinum" }))).is_ok_and(|heard| heard.ring.is_none()));
    for (other, why) in [
        (json!({ "id": "1" }), LeftOutKind::Malformed),
        (json!({ "id": "+0000000000000000000000000000001" }), LeftOutKind::Malformed),
        (json!({ "id": "0000000000000000000000000000000A" }), LeftOutKind::Malformed),
        (json!({ "name": "x".repeat(254) }), LeftOutKind::Malformed),
        (json!({ "name": 7 }), LeftOutKind::Malformed),
        (json!({ "at": "yesterday" }), LeftOutKind::Malformed),
        (json!({ "at": null }), LeftOutKind::Malformed),
        (json!({ "upgo": "<b>" }), LeftOutKind::Malformed),
        (json!({ "target": "linux/amd64" }), LeftOutKind::Malformed),
        (json!({ "target": format!("linux-{}", "a".repeat(100)) }), LeftOutKind::Malformed),
        (json!({ "go": "1.27.3" }), LeftOutKind::Malformed),
        (json!({ "go": "go1.27.3<script>" }), LeftOutKind::Malformed),
        (json!({ "installed": vec!["go1.27.3"; 33] }), LeftOutKind::Malformed),
        (json!({ "given": vec!["go1.27.3"; 33] }), LeftOutKind::Malformed),
        (json!({ "lastChange": { "outcome": "failed" } }), LeftOutKind::Malformed),
        (json!({ "format": 2, "id": "another form" }), LeftOutKind::NewerFormat),
        (json!({ "format": "1" }), LeftOutKind::Malformed),
    ] {
        assert_eq!(heard(&report(1, other.clone())), Err(why), "{other}");
    }
    for bytes in [&b""[..], b"[]", b"null", b"{", b"{}", &[0; 100], "[".repeat(10_000).as_bytes()] {
        assert_eq!(MachineReport::parse(bytes, now()), Err(LeftOutKind::Malformed));
    }
    assert_eq!(MachineReport::parse(b"{\"format\": 1, \"name\": \"\xff\"}", now()), Err(LeftOutKind::NotUtf8));
    let newer = json!({
        "checkProblem": "UPGO-<script>", "stage": "<script>",
        "lastChange": { "at": "2026-11-20T06:00:00Z", "outcome": "<script>", "problem": "rm -rf" },
    });
    let newer = heard(&report(1, newer)).unwrap();
    let change = newer.last_change.as_ref().unwrap();
    assert_eq!(
        (newer.failed(), newer.stage, change.outcome),
        (Some(Code::Other), None, None),
        "a newer Upgo has more words"
    );
    let with_mark = format!("\u{feff}{}", report(1, json!({})));
    assert!(MachineReport::parse(with_mark.as_bytes(), now()).is_ok());
}

#[test]
fn who_missed_a_fix_is_known_unknown_or_nobody() {
    let exposed = |since: &str, until: Value| json!({ "fix": "go1.27.3", "since": since, "until": until });
    let early = || exposed("2026-11-20T00:00:00Z", json!("2026-11-20T20:00:00Z"));
    let late = || exposed("2026-11-20T00:00:00Z", json!("2026-11-21T01:00:00Z"));
    let lasting = |since: &str| exposed(since, Value::Null);
    let rows = [
        ("it ran the fix in time", json!({ "exposure": early() }), Some(false)),
        ("it ran the fix too late", json!({ "exposure": late() }), Some(true)),
        (
            "it still lacks the fix",
            json!({ "exposure": lasting("2026-11-20T00:00:00Z"), "go": "go1.26.6" }),
            Some(true),
        ),
        ("it has time left", json!({ "exposure": lasting("2026-11-23T02:00:00Z"), "go": "go1.26.6" }), Some(false)),
        ("it had time left then", json!({ "exposure": lasting("2026-11-22T09:00:00Z"), "go": "go1.26.6" }), None),
        ("since when is unknown", json!({ "exposure": { "fix": "go1.27.3", "since": null, "until": null } }), None),
        ("it was never exposed", json!({}), Some(false)),
        ("it does not know what is known here", json!({ "go": "go1.26.6" }), None),
        ("it ran a fix in time, but lacks another", json!({ "exposure": early(), "go": "go1.26.6" }), None),
    ];
    let known = Advisories::sample(
        &[&[("introduced", "0"), ("fixed", "1.26.7"), ("introduced", "1.27.0-0"), ("fixed", "1.27.3")]],
        now(),
    );
    let mut gathered = Gathered::default();
    for (number, (_, other, _)) in rows.iter().enumerate() {
        let text = report(u32::try_from(number).unwrap(), other.clone()).to_string();
        gathered.add_file(&format!("{number:03}.json"), text.as_bytes(), now());
    }
    let judge = Judge { advisories: Some(&known), within: Some(SignedDuration::from_hours(24)), ..judge() };
    let fleet = FleetReport::of(gathered, judge);
    for (number, (what, _, expected)) in rows.iter().enumerate() {
        let id = format!("{number:032x}");
        let machine = fleet.machines.iter().find(|machine| machine.report.id.to_string() == id).unwrap();
        assert_eq!(machine.late, *expected, "{what}");
    }
    assert_eq!((fleet.total.late, fleet.total.late_unknown), (2, 4));
    let page = html(&fleet, Language::English);
    assert!(page.contains("<dt>Late</dt><dd class=\"bad\">2</dd>"), "{page}");
}

#[test]
fn a_machine_that_is_changing_says_where_it_is() {
    let changing = json!({ "stage": "download", "tries": 3, "updatedAt": "2026-11-01T06:00:00Z" });
    let fleet = fleet(&[report(1, changing), report(2, json!({}))]);
    assert_eq!(fleet.total.changing, 1);
    let page = html(&fleet, Language::English);
    for cell in ["changing: download", "2026-11-01 06:00", "<td class=\"number caution\">3</td>"] {
        assert!(page.contains(cell), "{cell}: {page}");
    }
}

#[test]
fn times_of_a_wrong_clock_do_not_count_but_the_machine_does() {
    let exposed =
        |since: &str, until: Value| json!({ "exposure": { "fix": "go1.27.3", "since": since, "until": until } });
    for (what, other, is_wrong) in [
        ("exposed since after the report", exposed("2026-11-23T07:00:00Z", Value::Null), true),
        ("until after the report", exposed("2026-11-20T07:00:00Z", json!("2026-11-23T07:00:00Z")), true),
        ("until before since", exposed("2026-11-20T07:00:00Z", json!("2026-11-19T07:00:00Z")), true),
        ("changed after the report", json!({ "updatedAt": "2026-11-23T07:00:00Z" }), true),
        ("reported in the future", json!({ "at": "2026-11-25T12:00:00Z" }), true),
        ("clocks differ a little", json!({ "at": "2026-11-23T12:30:00Z" }), false),
        ("in order", exposed("2026-11-20T07:00:00Z", json!("2026-11-21T07:00:00Z")), false),
    ] {
        let fleet = fleet(&[report(1, other)]);
        let [machine] = fleet.machines.as_slice() else { panic!("{what}: {fleet:#?}") };
        let since = machine.report.exposure.as_ref().and_then(|exposure| exposure.since);
        assert_eq!(
            (machine.clock_wrong, machine.report.updated_at.or(since).is_some() && is_wrong),
            (is_wrong, false),
            "{what}"
        );
        assert_eq!(machine.silent, machine.report.at.is_none(), "{what}");
        assert_eq!(html(&fleet, Language::English).contains("wrong clock"), is_wrong, "{what}");
    }
    let ahead = report(1, json!({ "at": "2027-11-25T12:00:00Z", "go": "go1.20.1" }));
    let fleet = fleet(&[ahead.clone(), report(1, json!({})), ahead]);
    assert_eq!(
        fleet.machines[0].report.go.as_ref().unwrap().as_str(),
        "go1.27.3",
        "it hides no report of a right clock"
    );
}

#[test]
fn a_page_has_one_time_zone_and_names_it() {
    let fleet = fleet(&[report(1, json!({ "updatedAt": "2026-11-01T20:30:00Z" }))]);
    for (zone, [read, reported, updated]) in [
        (TimeZone::UTC, ["12:00 UTC", "2026-11-23 06:00", "2026-11-01 20:30"]),
        (TimeZone::fixed(offset(8)), ["20:00 +08:00", "2026-11-23 14:00", "2026-11-02 04:30"]),
    ] {
        let page = page::html(&fleet, Language::English, &zone);
        let as_of = format!("Reports read at 2026-11-23 {read}. All times are in this time zone.");
        for text in [as_of, format!("<td>{reported}</td>"), format!("<td>{updated}</td>")] {
            assert!(page.contains(&text), "{text}: {page}");
        }
    }
}

#[test]
fn counts_by_ring_and_version() {
    let fleet = fleet(&[
        report(1, json!({})),
        report(2, json!({ "ring": "canary", "go": "go1.26.6", "update": "go1.27.3" })),
        report(3, json!({ "ring": null, "go": null, "update": "go1.27.3", "installed": [] })),
        report(
            4,
            json!({ "lastChange": { "at": "2026-11-20T06:00:00Z", "outcome": "failed", "problem": "UPGO-DISK-FULL" } }),
        ),
        report(5, json!({ "checkProblem": "UPGO-NET-OFFLINE", "lastChange": null })),
        report(6, json!({ "at": "2026-11-01T00:00:00Z", "ring": "broad" })),
        // an update that is not newer is none
        report(7, json!({ "update": "go1.27.3" })),
        report(8, json!({ "permitted": false })),
    ]);
    let total = fleet.total;
    assert_eq!((total.machines, total.behind, total.failed, total.silent), (8, 3, 2, 1));
    assert_eq!((total.vulnerable, total.unknown, total.fine), (0, 8, 0), "without a database, nothing is known");
    let rings: Vec<_> = fleet.rings.iter().map(|ring| (ring.ring, ring.counts.machines)).collect();
    let expected = [(Some(Ring::Canary), 1), (Some(Ring::Early), 5), (Some(Ring::Broad), 1), (None, 1)];
    assert_eq!(rings, expected);
    let name = |version: &Option<Version>| version.as_ref().map(ToString::to_string);
    let versions: Vec<_> = fleet.versions.iter().map(|one| (name(&one.version), one.in_use, one.installed)).collect();
    let named = |text: &str| Some(text.to_owned());
    assert_eq!(versions, [(named("go1.27.3"), 6, 7), (named("go1.26.6"), 1, 7), (None, 1, 0)]);
    let first: Vec<_> = fleet.machines.iter().take(2).map(|one| one.failed.as_ref().unwrap().to_string()).collect();
    assert_eq!(first, ["UPGO-DISK-FULL", "UPGO-NET-OFFLINE"], "what failed comes first");
}

#[test]
fn of_several_reports_of_a_machine_the_newest_counts_in_any_order() {
    let old = report(1, json!({ "at": "2026-11-01T00:00:00Z", "go": "go1.25.0", "installed": ["go1.25.0"] }));
    let new = report(1, json!({}));
    for (reports, older) in [([old.clone(), new.clone()], "000.json"), ([new, old], "001.json")] {
        let fleet = fleet(&reports);
        assert_eq!(fleet.total.machines, 1);
        assert_eq!(fleet.machines[0].report.go.as_ref().unwrap().as_str(), "go1.27.3");
        assert_eq!(fleet.versions.len(), 2, "the older report leaves nothing behind");
        assert_eq!((fleet.left_out[0].why, &*fleet.left_out[0].files), (LeftOutKind::Older, &[older.to_owned()][..]));
    }
}

#[test]
fn copies_of_a_machine_are_named_in_any_order() {
    let named = |name: &str, at: &str| report(1, json!({ "name": name, "at": at }));
    let [newest, copy] = [named("a", "2026-11-23T06:00:00Z"), named("b", "2026-11-22T07:00:00Z")];
    let of_windows = report(1, json!({ "target": "windows-amd64", "at": "2026-11-23T05:00:00Z" }));
    let was_renamed = named("c", "2026-11-21T06:00:00Z");
    let is_the_same = named("a", "2026-11-23T05:30:00Z");
    let had_no_name = report(1, json!({ "at": "2026-11-23T05:10:00Z" }));
    let all = [newest, copy, of_windows, was_renamed, is_the_same, had_no_name];
    for turn in 0..all.len() {
        let mut reports = all.clone();
        reports.rotate_left(turn);
        let fleet = fleet(&reports);
        assert_eq!((fleet.total.machines, fleet.machines[0].report.name.as_deref()), (1, Some("a")), "{turn}");
        let left_out: Vec<_> = fleet.left_out.iter().map(|one| (one.why, one.count)).collect();
        assert_eq!(left_out, [(LeftOutKind::Older, 3), (LeftOutKind::SharedId, 2)], "{turn}");
        assert!(html(&fleet, Language::English).contains("Another machine has the same ID"));
    }
}

#[test]
fn nobody_counts_as_safe_if_nothing_is_known_and_without_a_go_everybody_is() {
    let without = json!({ "go": null, "hasGo": false, "installed": [] });
    let reports = [report(1, json!({})), report(2, without), report(3, json!({ "go": null, "hasGo": true }))];
    let unknown = fleet(&reports);
    let known = Advisories::sample(&[&[("introduced", "0"), ("fixed", "1.26.7")]], now());
    let mut gathered = Gathered::default();
    for (number, report) in reports.iter().enumerate() {
        gathered.add_file(&format!("{number}.json"), report.to_string().as_bytes(), now());
    }
    let within = Some(SignedDuration::from_hours(24));
    let known = FleetReport::of(gathered, Judge { advisories: Some(&known), within, ..judge() });
    for (fleet, unknown, cell) in
        [(&unknown, 2, "<dd class=\"caution\">unknown</dd>"), (&known, 1, "<dd class=\"\">0</dd>")]
    {
        assert_eq!((fleet.total.vulnerable, fleet.total.unknown), (0, unknown), "{fleet:#?}");
        let page = html(fleet, Language::English);
        assert!(page.contains(&format!("<dt>Vulnerable</dt>{cell}")), "{page}");
        let cells = |text: &str| page.matches(text).count();
        let is_known = usize::from(fleet.database.is_some());
        assert_eq!(cells(">unknown</td>"), 7 - 5 * is_known, "{page}");
        assert_eq!((cells("<td>No Go</td>"), cells(">None or unknown</th>")), (1, 1), "{page}");
    }
    assert_eq!((known.total.late, known.total.late_unknown), (0, 1), "a machine without a Go lacks no fix");
}

#[test]
fn words_of_a_report_are_only_text_in_the_page() {
    let names = [
        "</td></table><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' style='color:red",
        "&lt;b&gt;",
        "a\u{202e}b\u{1b}[31m\r\n<b>",
        "]]>--><!--",
    ];
    let reports: Vec<Value> = (1..).zip(names).map(|(number, name)| report(number, json!({ "name": name }))).collect();
    let mut fleet = fleet(&reports);
    fleet.left_out.push(super::LeftOut {
        why: LeftOutKind::Malformed,
        count: 30,
        files: vec!["<script src=//x>.json".to_owned(); 30],
    });
    for language in [Language::English, Language::Chinese] {
        let html = html(&fleet, language);
        let count = |text: &str| html.matches(text).count();
        assert_eq!((count("<script"), count("</script"), count("<style"), count("<table")), (1, 1, 1, 3), "{html}");
        for text in ["<img", "<b>", "<!--", "\u{202e}", "\u{1b}", "\r", "onmouseover=\"", " style='"] {
            assert_eq!(count(text), 0, "{text:?} is in the page");
        }
        assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;") && html.contains("&amp;lt;b&amp;gt;"), "{html}");
        assert_eq!(count("&lt;script src=//x&gt;.json"), 20, "the rest is counted");
        assert!(!html.contains("http://") && !html.contains("https://"), "it names no other place");
    }
    let english = html(&fleet, Language::English);
    assert!(english.contains("<html lang=\"en\">") && english.contains("and 10 more"), "{english}");
}

#[test]
fn the_page_permits_its_own_script_and_style_only() {
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;

    use crate::base::digest::Sha256;

    let html = html(&fleet(&[report(1, json!({}))]), Language::English);
    for tag in ["style", "script"] {
        let text = html.split_once(&format!("<{tag}>")).unwrap().1.split_once(&format!("</{tag}>")).unwrap().0;
        let digest = BASE64_STANDARD.encode(Sha256::of(text.as_bytes()).bytes());
        assert!(html.contains(&format!("{tag}-src 'sha256-{digest}'")), "{tag}");
    }
    assert!(html.contains("content=\"default-src 'none'; "), "{html}");
}

#[test]
fn a_page_names_the_machines_that_need_attention_first_and_says_how_many_are_left() {
    let machines = u32::try_from(page::MOST_MACHINES).unwrap() + 7;
    let silent = json!({ "at": "2026-01-01T00:00:00Z" });
    let other = |number: u32| if number.is_multiple_of(1_000) { silent.clone() } else { json!({}) };
    let reports: Vec<Value> = (1..=machines).map(|number| report(number, other(number))).collect();
    let fleet = fleet(&reports);
    let html = html(&fleet, Language::English);
    assert!(html.contains("7 more machines, which need less attention"), "it does not say that some are missing");
    let row = |number: u32| html.find(&format!("{number:032x}"));
    assert!(row(5_000).unwrap() < row(1).unwrap() && row(machines).is_none());
    assert_eq!(html.matches("<tr>").count(), page::MOST_MACHINES + 2 + 3 + 1, "{}", html.len());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
fn a_folder_with_too_many_files_is_read_in_part_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..30 {
        let path = folder.path().join(format!("{number:02}.json"));
        std::fs::write(path, report(number, json!({})).to_string()).unwrap();
    }
    let read = |most| FleetReport::of(gather_some(folder.path(), most, now(), &Cancel::default()).unwrap(), judge());
    assert_eq!((read(30).total.machines, read(30).left_out), (30, Vec::new()));
    let part = read(20);
    let [too_many] = part.left_out.as_slice() else { panic!("{part:?}") };
    assert_eq!((part.total.machines, too_many.why, too_many.count), (20, LeftOutKind::TooMany, 1));
    let cancel = Cancel::default();
    cancel.cancel();
    assert!(matches!(gather_some(folder.path(), 30, now(), &cancel), Err(GatherError::Cancelled(_))));
}

#[test]
fn an_id_is_random_and_read_back() {
    let [one, two] = [MachineId::random(), MachineId::random()];
    assert_ne!(one, two);
    let text = serde_json::to_string(&one).unwrap();
    assert_eq!(text.len(), 34);
    assert_eq!(serde_json::from_str::<MachineId>(&text).unwrap(), one);
}
