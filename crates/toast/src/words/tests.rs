use upgo_engine::base::report::{Diff, Progress, StepKind, StepTitle};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Language;
use upgo_engine::change::plan::{Action, ChangeName};
use upgo_testkit::xml::Element;

use super::*;
use crate::card::Card;
use crate::intent::Intent;
use crate::toast::Toast;
use crate::xml::document;

fn version(name: &str) -> Version {
    Version::from_name(name).unwrap()
}

fn running(change: ChangeName) -> Running {
    Running::new(change, &[], &Progress::new(&[]), 3)
}

fn download(of: &Version) -> StepTitle {
    StepTitle {
        kind: StepKind::Download,
        name: Sentence::Nothing.into(),
        description: Sentence::Nothing.into(),
        version: Some(of.clone()),
        from: None,
        file: None,
        host: None,
        place: None,
        bytes: None,
        diff: Diff::default(),
        patch: None,
        hook: None,
        reuse: None,
        needs_admin: false,
    }
    .named()
}

/// Every occasion, with as much content as possible and with as little as possible.
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_toast() -> Vec<Toast> {
    let (new, old) = (version("go1.27.1"), version("go1.26.5"));
    let release = |from: Option<&Version>, released_on, unsupported| Toast::NewRelease {
        version: new.clone(),
        from: from.cloned(),
        released_on,
        unsupported,
        fixes: 0,
        fixes_in_your_projects: None,
        out_of_reach: false,
    };
    let security = |fixes, fixes_in_your_projects| Toast::NewRelease {
        version: new.clone(),
        from: Some(old.clone()),
        released_on: Some(Date::constant(2026, 9, 2)),
        unsupported: false,
        fixes,
        fixes_in_your_projects,
        out_of_reach: false,
    };
    let elsewhere = |fixes| Toast::NewRelease {
        version: new.clone(),
        from: Some(old.clone()),
        released_on: None,
        unsupported: false,
        fixes,
        fixes_in_your_projects: None,
        out_of_reach: true,
    };
    let day = Date::constant(2026, 9, 2);
    let change = |action, from: &Version, to: &Version| ChangeName::new(action, Some(from.clone()), Some(to.clone()));
    let upgrade = || change(Action::Upgrade, &old, &new);
    vec![
        release(Some(&old), Some(day), false),
        release(Some(&version("go1.25.7")), Some(day), true),
        release(None, None, true),
        security(10, Some(6)),
        security(1, None),
        elsewhere(10),
        elsewhere(0),
        Toast::Ready { version: new.clone() },
        Toast::Installed { version: new.clone(), runs: Some(old.clone()) },
        Toast::Running(Box::new(Running {
            step: Some(download(&new)),
            percent: Some(58),
            bytes_per_second: Some(11_400_000),
            seconds: Some(12),
            ..running(upgrade())
        })),
        Toast::Running(Box::new(Running { percent: None, ..running(change(Action::Install, &old, &new)) })),
        Toast::Running(Box::new(Running {
            step: Some(download(&new)),
            percent: Some(70),
            stalled: Some(Stall::Network),
            ..running(change(Action::Rollback, &new, &old))
        })),
        Toast::Done { change: upgrade(), undo: Some(7), terminals: Terminals::Open },
        Toast::Done { change: change(Action::Use, &old, &new), undo: None, terminals: Terminals::New },
        Toast::Done { change: change(Action::Rollback, &new, &old), undo: None, terminals: Terminals::Open },
        Toast::Failed { change: upgrade(), runs: Some(old.clone()) },
        Toast::Failed { change: ChangeName::new(Action::Upgrade, None, Some(new.clone())), runs: None },
        Toast::Failed { change: change(Action::Adopt, &old, &new), runs: None },
        Toast::Failed { change: ChangeName::new(Action::AddToPath, None, None), runs: None },
        Toast::NewUpgo { version: "0.2.0".to_owned(), from: "0.1.0".to_owned() },
        Toast::NoAnswer { days: 5 },
        Toast::Several {
            first: Box::new(security(10, Some(6))),
            others: vec![Toast::Ready { version: version("go1.28rc1") }, Toast::NoAnswer { days: 5 }],
        },
        Toast::StillHere { icon_is_hidden: false },
        Toast::StillHere { icon_is_hidden: true },
        Toast::Test,
    ]
}

fn as_read(language: Language) -> String {
    let line = |toast: &Toast| {
        let card = Card::of(toast, language);
        let buttons = card.buttons.iter().map(|button| format!("[{}]", button.word));
        let bar = card.bar.map(|bar| format!("({}, {})", bar.done, bar.left));
        let also = Some(card.also).filter(|also| !also.is_empty());
        let words = [card.title, "—".to_owned(), card.body].into_iter().chain(bar).chain(also).chain(buttons);
        words.collect::<Vec<_>>().join(" ") + "\n"
    };
    every_toast().iter().map(line).collect::<Vec<_>>().concat()
}

#[test]
fn english() {
    assert_eq!(
        as_read(Language::English),
        "\
go1.27.1 is out — Released on 2 September 2026. You have go1.26.5. [Upgrade] [Later] [Skip]
go1.27.1 is out — Go 1.25 is no longer supported. You have go1.25.7. [Upgrade] [Later] [Skip]
go1.27.1 is out —  [Upgrade] [Later] [Skip]
Security update: go1.27.1 — Fixes 10 known vulnerabilities in go1.26.5, 6 in packages that your projects use. [Upgrade] [Later] [Skip]
Security update: go1.27.1 — Fixes 1 known vulnerability in go1.26.5. [Upgrade] [Later] [Skip]
Security update: go1.27.1 — Fixes 10 known vulnerabilities in go1.26.5. Terminals don't run Upgo's Go. [Open Upgo] [Later] [Skip]
go1.27.1 is out — You have go1.26.5. Terminals don't run Upgo's Go. [Open Upgo] [Later] [Skip]
go1.27.1 is out — Already downloaded. The upgrade takes only a moment. [Upgrade] [Later] [Skip]
Installed go1.27.1 — Terminals run go1.26.5 until you upgrade. [Upgrade] [Later] [Skip]
Upgrading to go1.27.1 — Download and verify go1.27.1 · 11.4 MB/s (58%, 12 s left) [Cancel]
Installing go1.27.1 —  (In progress, ) [Cancel]
Going back to go1.26.5 — Waiting for the network (70%, ) [Cancel]
Upgraded from go1.26.5 to go1.27.1 — Open terminals pick it up with their next command. [Undo] [Open Upgo]
Switched to go1.27.1 — New terminals use it. [Open Upgo]
Went back to go1.26.5 — Open terminals pick it up with their next command. [Open Upgo]
Upgrade to go1.27.1 failed — Nothing changed; go1.26.5 is still in use. [Try again] [Details]
Installation of go1.27.1 failed — Nothing changed. [Try again] [Details]
Addition of go1.27.1 to Upgo failed — Nothing changed. [Try again] [Details]
Addition of Upgo to PATH failed — Nothing changed. [Try again] [Details]
Upgo 0.2.0 is out — You have Upgo 0.1.0. [Open Upgo]
Upgo can't get new releases — Checking, downloading or installing has been failing for 5 days. [Open Upgo]
Security update: go1.27.1 — Fixes 10 known vulnerabilities in go1.26.5, 6 in packages that your projects use. Also: go1.28rc1 is out; Upgo can't get new releases. [Upgrade] [Later] [Skip]
Upgo is still running — Open or quit it from its icon in the tray.
Upgo is still running — Open or quit it from its icon behind ˄ beside the clock.
Notifications work — This is what Upgo's notifications look like.
"
    );
}

#[test]
fn chinese() {
    assert_eq!(
        as_read(Language::Chinese),
        "\
go1.27.1 已发布 — 2026 年 9 月 2 日发布。当前版本为 go1.26.5。 [升级] [稍后] [跳过]
go1.27.1 已发布 — Go 1.25 已不再受支持。当前版本为 go1.25.7。 [升级] [稍后] [跳过]
go1.27.1 已发布 —  [升级] [稍后] [跳过]
安全更新：go1.27.1 — 修复 go1.26.5 中的 10 个已知漏洞，其中 6 个位于你的项目使用的包中。 [升级] [稍后] [跳过]
安全更新：go1.27.1 — 修复 go1.26.5 中的 1 个已知漏洞。 [升级] [稍后] [跳过]
安全更新：go1.27.1 — 修复 go1.26.5 中的 10 个已知漏洞。新终端不使用 Upgo 的 Go。 [打开 Upgo] [稍后] [跳过]
go1.27.1 已发布 — 当前版本为 go1.26.5。新终端不使用 Upgo 的 Go。 [打开 Upgo] [稍后] [跳过]
go1.27.1 已发布 — 已下载，升级只需片刻。 [升级] [稍后] [跳过]
已安装 go1.27.1 — 升级之前，终端仍使用 go1.26.5。 [升级] [稍后] [跳过]
正在升级到 go1.27.1 — 下载并校验 go1.27.1 · 11.4 MB/s (58%, 剩余 12 秒) [取消]
正在安装 go1.27.1 —  (正在进行, ) [取消]
正在回到 go1.26.5 — 正在等待网络 (70%, ) [取消]
已从 go1.26.5 升级到 go1.27.1 — 已打开的终端从下一条命令起使用它。 [撤销] [打开 Upgo]
已切换到 go1.27.1 — 新打开的终端会使用它。 [打开 Upgo]
已回到 go1.26.5 — 已打开的终端从下一条命令起使用它。 [打开 Upgo]
升级到 go1.27.1 失败 — 没有任何更改，仍在使用 go1.26.5。 [重试] [详细信息]
安装 go1.27.1 失败 — 没有任何更改。 [重试] [详细信息]
将 go1.27.1 纳入管理失败 — 没有任何更改。 [重试] [详细信息]
将 Upgo 添加到 PATH 失败 — 没有任何更改。 [重试] [详细信息]
Upgo 0.2.0 已发布 — 当前版本为 Upgo 0.1.0。 [打开 Upgo]
Upgo 无法获取新版本 — 检查、下载或安装已连续失败 5 天。 [打开 Upgo]
安全更新：go1.27.1 — 修复 go1.26.5 中的 10 个已知漏洞，其中 6 个位于你的项目使用的包中。 另外：go1.28rc1 已发布；Upgo 无法获取新版本。 [升级] [稍后] [跳过]
Upgo 仍在运行 — 可通过通知区域的图标打开或退出。
Upgo 仍在运行 — 可通过时钟旁 ˄ 中的图标打开或退出。
通知功能正常 — Upgo 的通知会这样显示。
"
    );
}

#[test]
fn toasts_are_calm_and_fit_two_lines() {
    // a line of a toast on Windows holds about 44 letters next to its picture
    let width = |text: &str| text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum::<usize>();
    for language in Language::ALL {
        for toast in every_toast() {
            let card = Card::of(&toast, language);
            assert!(!card.title.is_empty() && width(&card.title) <= 44, "{card:?}");
            assert!(width(&card.body) <= 88 && width(&card.also) <= 88, "{card:?}");
            assert!(
                ![&card.title, &card.body, &card.also].iter().any(|text| text.contains(['!', '！', '\n'])),
                "{card:?}"
            );
        }
    }
}

#[test]
fn each_button_of_a_toast_has_its_own_name() {
    for toast in every_toast() {
        let card = Card::of(&toast, Language::English);
        let mut names: Vec<_> = card.buttons.iter().map(|button| button.intent.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), card.buttons.len(), "{card:?}");
    }
}

#[test]
fn a_later_toast_about_a_release_replaces_the_earlier_one() {
    let tags: Vec<_> = every_toast().iter().map(|toast| toast.tag().to_owned()).collect();
    assert_eq!(tags[..18], ["go1.27.1"; 18]);
    assert_eq!(tags[18..], ["change", "upgo", "no-answer", "go1.27.1", "still-here", "still-here", "test"]);
}

#[test]
fn a_newer_upgo_leads_to_its_row_and_not_only_to_the_window() {
    let upgo = || Toast::NewUpgo { version: "0.2.0".to_owned(), from: "0.1.0".to_owned() };
    let several = Toast::Several { first: Box::new(upgo()), others: vec![Toast::NoAnswer { days: 5 }] };
    for toast in [upgo(), several] {
        let card = Card::of(&toast, Language::English);
        assert_eq!((&card.press, &card.buttons[0].intent), (&Intent::Upgo, &Intent::Upgo), "{card:?}");
    }
    let failing = Card::of(&Toast::NoAnswer { days: 5 }, Language::English);
    assert_eq!((failing.press, &failing.buttons[0].intent), (Intent::Open, &Intent::Open));
}

/// What Windows takes of the schema of toasts: the elements with those that may be in them, and their attributes with
/// the values; no value stands for any text, and a star for what is required.
/// Source: <https://learn.microsoft.com/windows/apps/design/shell/tiles-and-notifications/toast-schema>.
const SCHEMA: &[(&str, &[&str], Attributes)] = &[
    ("toast", &["visual*", "audio", "actions"], &[("activationType", ACTIVATIONS), ("launch", &[])]),
    ("toast/visual", &["binding*"], &[]),
    ("toast/visual/binding", &["text", "image", "progress"], &[("template*", &["ToastGeneric"])]),
    ("toast/visual/binding/text", &[], &[]),
    (
        "toast/visual/binding/image",
        &[],
        &[("placement", &["appLogoOverride", "hero"]), ("hint-crop", &["circle"]), ("src*", &[])],
    ),
    ("toast/visual/binding/progress", &[], &[("value*", &[]), ("status*", &[]), ("valueStringOverride", &[])]),
    ("toast/audio", &[], &[("silent", &["true", "false"])]),
    ("toast/actions", &["action"], &[]),
    ("toast/actions/action", &[], &[("activationType", ACTIVATIONS), ("content*", &[]), ("arguments*", &[])]),
];
type Attributes = &'static [(&'static str, &'static [&'static str])];
const ACTIVATIONS: &[&str] = &["foreground", "background", "protocol"];

/// What Windows would not show of a toast.
fn refused(document: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (path, element) in Element::read(document).all() {
        let Some((_, children, attributes)) = SCHEMA.iter().find(|(each, ..)| *each == path) else {
            found.push(format!("{path} is unknown"));
            continue;
        };
        let count = |name: &str| element.children.iter().filter(|child| child.name == name).count();
        for name in *children {
            let (name, is_required) = name.strip_suffix('*').map_or((*name, false), |name| (name, true));
            let most = match name {
                "text" => 3,
                "action" => 5,
                _ => 1,
            };
            if !(usize::from(is_required)..=most).contains(&count(name)) {
                found.push(format!("{path} has {} {name}", count(name)));
            }
        }
        for (name, value) in &element.attributes {
            let rule = attributes.iter().find(|(each, _)| each.trim_end_matches('*') == name);
            if !rule.is_some_and(|(_, values)| values.is_empty() || values.contains(&value.as_str())) {
                found.push(format!("{path} has {name}={value}"));
            }
        }
        for name in attributes.iter().filter_map(|(name, _)| name.strip_suffix('*')) {
            if element.attribute(name).is_none_or(str::is_empty) {
                found.push(format!("{path} has no {name}"));
            }
        }
        if path.ends_with("text") && element.text.is_empty() {
            found.push(format!("{path} is empty"));
        }
    }
    found
}

#[test]
fn every_toast_follows_the_schema_of_windows() {
    for language in [Language::English, Language::Chinese] {
        let change = ChangeName::new(Action::Upgrade, None, Some(version("go1.27.1")));
        let bar = Toast::Running(Box::new(Running { percent: Some(58), seconds: Some(12), ..running(change) }));
        for toast in every_toast().into_iter().chain([bar]) {
            let card = Card::of(&toast, language);
            let document = document(&card, Some("file:///C:/a%20b.png"), |intent| format!("upgo:{}?x", intent.name()));
            assert_eq!(refused(&document), Vec::<String>::new(), "{document}");
        }
    }
    let sound =
        r#"<toast launch="x"><visual><binding template="ToastGeneric"><text>a</text></binding></visual></toast>"#;
    assert_eq!(refused(sound), Vec::<String>::new());
    for (from, to, message) in [
        ("launch", "start", "toast has start=x"),
        ("ToastGeneric", "ToastText04", "toast/visual/binding has template=ToastText04"),
        (r#" template="ToastGeneric""#, "", "toast/visual/binding has no template"),
        ("<text>a</text>", "<text></text>", "toast/visual/binding/text is empty"),
        (
            "<text>a</text>",
            "<text>a</text><text>b</text><text>c</text><text>d</text>",
            "toast/visual/binding has 4 text",
        ),
        ("<text>a</text>", "<progress/>", "toast/visual/binding/progress has no value"),
        ("<text>a</text>", "<picture/>", "toast/visual/binding/picture is unknown"),
        ("</toast>", "<audio silent=\"yes\"/></toast>", "toast/audio has silent=yes"),
    ] {
        let found = refused(&sound.replacen(from, to, 1));
        assert!(found.iter().any(|what| what == message), "{to}: {found:?}");
    }
}
