//! The content of a toast: texts, buttons and their meanings.
use upgo_engine::advice::{Headline, Sentence};

use crate::intent::Intent;
use crate::picture::Picture;
use crate::toast::Toast;
use crate::words::{Language, Words};

/// A toast as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// A toast replaces an older one with the same tag.
    pub tag: String,
    /// The first line.
    pub title: String,
    /// The second line.
    pub body: String,
    /// The third line, which names other news; often empty.
    pub also: String,
    /// The picture next to the text.
    pub picture: Picture,
    /// The buttons, from the left.
    pub buttons: Vec<Button>,
    /// The meaning of a press outside the buttons.
    pub press: Intent,
}

/// A button of a toast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// The label.
    pub word: &'static str,
    /// The meaning of a press.
    pub intent: Intent,
}

impl Card {
    /// The content of `toast` in `language`.
    pub fn of(toast: &Toast, language: Language) -> Self {
        let words = language.words();
        let (title, body) = texts(toast, words);
        Self {
            tag: toast.tag().to_owned(),
            title,
            body,
            also: also(toast, words),
            picture: picture(toast),
            buttons: buttons(toast, words),
            press: if matches!(toast, Toast::Failed { .. }) { Intent::Details } else { Intent::Open },
        }
    }
}

fn texts(toast: &Toast, words: &Words) -> (String, String) {
    match toast {
        Toast::NewRelease { version, from: Some(from), fixes: fixes @ 1.., fixes_in_your_projects, .. } => {
            let Sentence { title, line } = (words.sentence)(&Headline::Security {
                runs: from.clone(),
                to: version.clone(),
                fixes: *fixes,
                in_your_projects: *fixes_in_your_projects,
            });
            (title, line)
        }
        Toast::NewRelease { version, from, released_on, unsupported, .. } => {
            let ended = from.as_ref().filter(|_| *unsupported).map(|from| (words.ended)(&from.language()));
            let news = ended.or_else(|| released_on.map(words.released));
            let now = from.as_ref().map(words.you_have);
            ((words.is_out)(version), words.sentences([news, now]))
        }
        Toast::Ready { version } => ((words.is_out)(version), words.is_here.to_owned()),
        Toast::Installed { version, runs } => {
            let runs = runs.as_ref().map(words.terminals_run).unwrap_or_default();
            ((words.is_installed)(version), runs)
        }
        Toast::NoAnswer { days } => (words.no_answer.to_owned(), (words.for_days)(*days)),
        Toast::Upgraded { version, terminals, .. } => ((words.you_now_have)(version), words.reach(*terminals)),
        Toast::Undone { version, .. } => ((words.back_on)(version), words.open_terminals.to_owned()),
        Toast::Failed { attempt, runs, .. } => {
            let state = runs.as_ref().map_or_else(|| words.nothing_changed.to_owned(), words.still_runs);
            (words.did_not_finish(*attempt).to_owned(), state)
        }
        Toast::StillHere => (words.stays.to_owned(), words.from_its_icon.to_owned()),
        Toast::Several { first, .. } => texts(first, words),
        Toast::Test => (words.work.to_owned(), words.will_speak.to_owned()),
    }
}

fn also(toast: &Toast, words: &Words) -> String {
    let Toast::Several { others, .. } = toast else { return String::new() };
    let titles: Vec<_> = others.iter().map(|other| texts(other, words).0).collect();
    (words.also)(&titles.join(words.between))
}

fn buttons(toast: &Toast, words: &Words) -> Vec<Button> {
    let button = |word, intent| Button { word, intent };
    match toast {
        Toast::NewRelease { version, .. } | Toast::Ready { version } | Toast::Installed { version, .. } => vec![
            button(words.upgrade, Intent::Upgrade { version: version.clone() }),
            button(words.later, Intent::Later { version: version.clone() }),
            button(words.skip, Intent::Skip { version: version.clone() }),
        ],
        Toast::Upgraded { undo, .. } => {
            let undo = undo.map(|id| button(words.undo, Intent::Undo { id }));
            undo.into_iter().chain([button(words.open, Intent::Open)]).collect()
        }
        Toast::Failed { .. } => {
            vec![button(words.try_again, Intent::TryAgain), button(words.details, Intent::Details)]
        }
        Toast::Undone { .. } | Toast::NoAnswer { .. } => vec![button(words.open, Intent::Open)],
        Toast::StillHere | Toast::Test => Vec::new(),
        Toast::Several { first, .. } => buttons(first, words),
    }
}

fn picture(toast: &Toast) -> Picture {
    match toast {
        Toast::NewRelease { fixes: 1.., .. } => Picture::Security,
        Toast::NewRelease { .. } | Toast::Ready { .. } => Picture::Update,
        Toast::Installed { .. } | Toast::Upgraded { .. } | Toast::Undone { .. } | Toast::Test => Picture::Done,
        Toast::Failed { .. } | Toast::NoAnswer { .. } => Picture::Problem,
        Toast::StillHere => Picture::App,
        Toast::Several { first, .. } => picture(first),
    }
}
