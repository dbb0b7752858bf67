use proptest::prelude::*;

use super::*;
use crate::card::{Bar, Button};

fn card() -> Card {
    Card {
        tag: "go1.27.1".to_owned(),
        title: "go1.27.1 is out".to_owned(),
        body: "You have go1.26.5.".to_owned(),
        also: String::new(),
        picture: Picture::Update,
        bar: None,
        buttons: vec![
            Button { word: "Later".to_owned(), intent: Intent::TryAgain },
            Button { word: "打开".to_owned(), intent: Intent::Open },
        ],
        press: Intent::Open,
    }
}

fn link(intent: &Intent) -> String {
    format!("upgo:{}", intent.name())
}

#[test]
fn a_toast() {
    assert_eq!(
        document(&card(), Some("file:///C:/Users/J%C3%B6/update.png"), link),
        concat!(
            r#"<toast activationType="protocol" launch="upgo:open"><visual><binding template="ToastGeneric">"#,
            "<text>go1.27.1 is out</text><text>You have go1.26.5.</text>",
            r#"<image placement="appLogoOverride" hint-crop="circle" src="file:///C:/Users/J%C3%B6/update.png"/>"#,
            "</binding></visual><actions>",
            r#"<action activationType="protocol" content="Later" arguments="upgo:try-again"/>"#,
            r#"<action activationType="protocol" content="打开" arguments="upgo:open"/>"#,
            "</actions></toast>",
        )
    );
}

#[test]
fn what_changes_in_a_running_change_is_bound_to_values() {
    let bar = |percent, left: &str| Some(Bar { percent, done: "58%".to_owned(), left: left.to_owned() });
    let running = Card {
        body: "Download & verify".to_owned(),
        picture: Picture::App,
        bar: bar(Some(58), "12 s left"),
        buttons: Vec::new(),
        ..card()
    };
    assert_eq!(
        document(&running, None, link),
        concat!(
            r#"<toast activationType="protocol" launch="upgo:open"><visual><binding template="ToastGeneric">"#,
            "<text>go1.27.1 is out</text><text>{detail}</text>",
            r#"<progress value="{value}" status="{done}" valueStringOverride="{left}"/>"#,
            r#"</binding></visual><audio silent="true"/><actions></actions></toast>"#,
        )
    );
    let values =
        |card: &Card| bindings(card).into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
    assert_eq!(values(&running), ["detail=Download & verify", "value=0.58", "done=58%", "left=12 s left"]);
    for (percent, value) in [(None, "value=indeterminate"), (Some(0), "value=0.00"), (Some(100), "value=1.00")] {
        let values = values(&Card { bar: bar(percent, ""), ..running.clone() });
        assert_eq!(values[1..], [value, "done=58%", "left=\u{a0}"]);
    }
    assert!(bindings(&card()).is_empty());
    // Windows before version 1703 knows neither values nor a bar
    let plain = document(&running.without_bar(), None, link);
    assert!(plain.contains("<text>Download &amp; verify</text>"), "{plain}");
    assert!(!plain.contains(['{', '}']) && !plain.contains("<progress"), "{plain}");
}

#[test]
fn other_news_are_a_third_text() {
    let several = Card { also: "Also: go1.28rc1 is out.".to_owned(), ..card() };
    let texts = "<text>You have go1.26.5.</text><text>Also: go1.28rc1 is out.</text>";
    assert!(document(&several, None, link).contains(texts));
}

#[test]
fn markup_in_texts_is_escaped() {
    let hostile = Card {
        title: "</text><audio src='x'/>".to_owned(),
        body: "a & b\0\u{1b}[31m\n\"".to_owned(),
        buttons: vec![Button { word: "'\" onclick=\"<&>".to_owned(), intent: Intent::Open }],
        picture: Picture::App,
        ..card()
    };
    assert_eq!(
        document(&hostile, Some("never shown"), |_| "upgo:\"/><x y=\"".to_owned()),
        concat!(
            r#"<toast activationType="protocol" launch="upgo:&quot;/&gt;&lt;x y=&quot;">"#,
            r#"<visual><binding template="ToastGeneric">"#,
            "<text>&lt;/text&gt;&lt;audio src=&apos;x&apos;/&gt;</text>",
            "<text>a &amp; b\u{fffd}\u{fffd}[31m&#10;&quot;</text>",
            "</binding></visual><actions>",
            r#"<action activationType="protocol" content="&apos;&quot; onclick=&quot;&lt;&amp;&gt;""#,
            r#" arguments="upgo:&quot;/&gt;&lt;x y=&quot;"/>"#,
            "</actions></toast>",
        )
    );
}

fn unescaped(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'")];
    let numbered = [("&#9;", "\t"), ("&#10;", "\n"), ("&#13;", "\r")];
    let all = named.into_iter().chain(numbered).chain([("&amp;", "&")]);
    all.fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

proptest! {
    #[test]
    fn escaping_is_complete_and_reversible(text in any::<String>()) {
        let escaped = escaped(&text);
        prop_assert!(!escaped.contains(['<', '>', '"', '\'', '\t', '\n', '\r', '\0']));
        for (at, _) in escaped.match_indices('&') {
            let name = escaped[at + 1..].split(';').next().unwrap();
            prop_assert!(["amp", "lt", "gt", "quot", "apos", "#9", "#10", "#13"].contains(&name), "{escaped}");
        }
        let kept = |letter: char| (letter >= ' ' || "\t\n\r".contains(letter)) && !"\u{fffe}\u{ffff}".contains(letter);
        let expected: String = text.chars().map(|letter| if kept(letter) { letter } else { '\u{fffd}' }).collect();
        prop_assert_eq!(unescaped(&escaped), expected);
    }
}
