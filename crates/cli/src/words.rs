//! Numbers, times and columns for people.
use std::fmt::Display;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};
use upgo_engine::base::words::{Sentence, Statement, Value};
use upgo_engine::guidance::exposure::Exposure;
use upgo_engine::guidance::watch::{NextCheck, Why};
use upgo_engine::released::advisories::FixedBy;
use upgo_engine::which_go::inventory::Origin;

const LINE: usize = 100;

/// `3 minutes ago`.
pub(crate) fn ago(then: Timestamp, now: Timestamp) -> Statement {
    let seconds = now.duration_since(then).as_secs();
    match seconds {
        i64::MIN..60 => Sentence::JustNow.into(),
        60..3_600 => say!(MinutesAgo { count: seconds / 60 }),
        3_600..86_400 => say!(HoursAgo { count: seconds / 3_600 }),
        _ => say!(DaysAgo { count: seconds / 86_400 }),
    }
}

/// How long a machine has been, or was, without a security fix; `None` if unknown.
pub(crate) fn exposure(exposure: &Exposure) -> Option<Statement> {
    let (fix, time) = (exposure.fix.as_str(), hours(exposure.hours?));
    Some(if exposure.until.is_none() { say!(ExposedFor { fix, time }) } else { say!(WasExposedFor { fix, time }) })
}

/// `5 hours`, `3 days`.
pub(crate) fn hours(hours: u64) -> Statement {
    match hours {
        0 => Sentence::UnderAnHour.into(),
        1..48 => say!(LastingHours { count: hours }),
        _ => say!(LastingDays { count: hours / 24 }),
    }
}

/// In the time zone of this machine, as every time that a person reads; JSON is in UTC.
pub(crate) fn local(at: Timestamp) -> ZonedDateTime {
    at.to_zoned_datetime(TimeZone::system())
}

/// `2026-09-01`.
pub(crate) fn day(at: Timestamp) -> String {
    local(at).date().to_string()
}

/// `Next check tomorrow at 09:12.`
pub(crate) fn next_check(next: &NextCheck, now: &ZonedDateTime) -> Statement {
    let at = next.at.map(|at| when(&local(at), now));
    let at = at.unwrap_or(Sentence::Nothing.into());
    match next.why {
        Why::First => Sentence::NextCheckFirst.into(),
        Why::Regular => say!(NextCheck { when: at }),
        Why::Security => say!(NextCheckSecurity { when: at }),
        Why::NewlyKnown => say!(NextCheckNewlyKnown { when: at }),
        Why::AfterFailure => say!(NextCheckAfterFailure { when: at }),
        Why::Window => say!(NextCheckWindow { when: at }),
        Why::QuietHours => say!(NextCheckQuietHours { when: at }),
        Why::Offline => Sentence::NextCheckOffline.into(),
        Why::Metered => Sentence::NextCheckMetered.into(),
        Why::BatterySaver => Sentence::NextCheckBatterySaver.into(),
        Why::Off => Sentence::NextCheckOff.into(),
        Why::Nobody => Sentence::NextCheckNobody.into(),
        Why::Never => Sentence::NextCheckNever.into(),
    }
}

/// `tomorrow at 09:12`.
fn when(at: &ZonedDateTime, now: &ZonedDateTime) -> Statement {
    let time = at.strftime("%H:%M").to_string();
    match at.date() {
        _ if at <= now => Sentence::WhenNow.into(),
        date if date == now.date() => say!(WhenToday { time }),
        date if now.date().tomorrow().is_ok_and(|tomorrow| date == tomorrow) => say!(WhenTomorrow { time }),
        date => say!(WhenOn { date: date.to_string(), time }),
    }
}

/// The releases that fix all: `go1.26.6 and go1.27.3`; `None` if there is none.
pub(crate) fn fixed_in(FixedBy { patch, newest }: &FixedBy) -> Option<Statement> {
    let mut releases: Vec<_> = patch.iter().chain(newest).collect();
    releases.dedup();
    match releases.as_slice() {
        [] => None,
        [only] => Some(say!(Named { name: only.as_str() })),
        [patch, newest, ..] => Some(say!(TwoLines { one: patch.as_str(), other: newest.as_str() })),
    }
}

pub(crate) fn origin(origin: Origin) -> String {
    match origin {
        Origin::Unknown => Sentence::IsUnknown.to_string(),
        Origin::Package => Sentence::OriginPackage.to_string(),
        named => named.name().to_owned(),
    }
}

/// A time in seconds, with one decimal place: `12.3 s`.
pub(crate) fn seconds(milliseconds: u64) -> String {
    format!("{:.1} s", milliseconds as f64 / 1e3)
}

/// A note in parentheses: `(upgo, C:\Go)`.
pub(crate) fn in_parentheses(note: impl Display) -> String {
    say!(InParentheses { text: note.to_string() }).to_string()
}

pub(crate) fn listed<T: Display>(notes: impl IntoIterator<Item = T>) -> String {
    let notes: Vec<String> = notes.into_iter().map(|note| note.to_string()).collect();
    notes.join(&Sentence::NoteSeparator.to_string())
}

/// A text after what it is about: `warning: the release list is empty`.
pub(crate) fn labelled(label: impl Into<Value>, text: impl Into<Value>) -> Statement {
    say!(AtPlace { place: label, what: text })
}

/// A text, followed by another one: in English after a space.
pub(crate) fn after(text: impl Into<String>, then: impl Into<String>) -> Statement {
    say!(Sentences { first: text.into(), then: then.into() })
}

pub(crate) fn sentence(text: impl Display) -> Statement {
    say!(FullSentence { text: text.to_string() })
}

/// Names, with the language's separator between them.
pub(crate) fn names<T: Display>(names: impl IntoIterator<Item = T>) -> Value {
    Value::List(names.into_iter().map(|name| Value::Text(name.to_string())).collect())
}

/// `GOBIN or GOPATH`.
pub(crate) fn one_of(names: impl IntoIterator<Item = String>) -> Statement {
    let names = names.into_iter().map(|name| say!(Named { name }));
    let either = names.reduce(|one, other| say!(Either { first: one, second: other }));
    either.unwrap_or_else(|| Sentence::Nothing.into())
}

pub(crate) fn run(command: &str) -> Statement {
    say!(RunCommand { command })
}

/// A Chinese character takes two.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

pub(crate) fn left(text: impl Display, columns: usize) -> String {
    let text = text.to_string();
    let gap = columns.saturating_sub(width(&text));
    format!("{text}{:gap$}", "")
}

pub(crate) fn right(text: impl Display, columns: usize) -> String {
    let text = text.to_string();
    let gap = columns.saturating_sub(width(&text));
    format!("{:gap$}{text}", "")
}

/// A text, wrapped into lines of at most [`LINE`] columns that start with `indent`.
pub(crate) fn wrapped(text: &str, indent: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        for (index, piece) in pieces(word).into_iter().enumerate() {
            let space = if index == 0 { " " } else { "" };
            match lines.last_mut() {
                Some(line) if width(line) + space.len() + width(piece) <= LINE => {
                    line.push_str(space);
                    line.push_str(piece);
                }
                _ => lines.push(format!("{indent}{piece}")),
            }
        }
    }
    lines.join("\n")
}

/// Where a line may end in a word: around each Chinese character, but not before a closing mark or after an opening
/// one. Source: <https://www.w3.org/TR/clreq/#prohibition_rules_for_line_start_end>.
fn pieces(word: &str) -> Vec<&str> {
    let is_wide = |letter: char| letter.width() == Some(2);
    let (mut pieces, mut begun, mut last) = (Vec::new(), 0, None::<char>);
    for (at, letter) in word.char_indices() {
        let may_end = last.is_some_and(|last| (is_wide(last) || is_wide(letter)) && !"（“《(`".contains(last));
        if may_end && !"，。；：！？）”、》…,.;:!?)`".contains(letter) {
            pieces.extend(word.get(begun..at));
            begun = at;
        }
        last = Some(letter);
    }
    pieces.extend(word.get(begun..));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_chinese_characters_twice() {
        for (text, padded) in
            [("done", "done      "), ("已完成", "已完成    "), ("a much longer one", "a much longer one")]
        {
            assert_eq!(left(text, 10), padded);
        }
        assert_eq!((right("12", 4), right("电脑", 6)), ("  12".to_owned(), "  电脑".to_owned()));
    }

    #[test]
    fn lines_end_at_spaces_or_around_chinese_characters() {
        let english = "word ".repeat(40);
        let wrapped_english = wrapped(&english, "  ");
        assert!(wrapped_english.lines().all(|line| line.len() <= 100 && line.starts_with("  word")));
        let chinese = wrapped(&"新终端运行 go1.27.3，它来自“某处”。".repeat(12), "  ");
        assert!(chinese.lines().count() > 1);
        for line in chinese.lines() {
            assert!(width(line) <= 100, "{line}");
            let begins = line.trim_start().chars().next().unwrap();
            assert!(!"，。”".contains(begins) && !line.ends_with('“'), "{line}");
        }
        assert!(!chinese.contains("go1.\n"), "{chinese}");
    }
}
