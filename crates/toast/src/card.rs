//! The content of a toast: texts, buttons and their meanings.
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{Language, Words as Shared, fill};
use upgo_engine::guidance::assessment::{Headline, Sentence};

use crate::intent::Intent;
use crate::picture::Picture;
use crate::toast::Toast;
use crate::words::{self, ToastWords};

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
    /// The progress of a running change, which changes while the toast is shown.
    pub bar: Option<Bar>,
    /// The buttons, from the left.
    pub buttons: Vec<Button>,
    /// The meaning of a press outside the buttons.
    pub press: Intent,
}

/// The progress of a running change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The completed part in percent, if known.
    pub percent: Option<u8>,
    /// The text for it.
    pub done: String,
    /// The remaining time; often empty.
    pub left: String,
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
    /// The same for a system whose toasts have no progress bar.
    #[must_use]
    pub fn without_bar(&self) -> Self {
        Self { bar: None, ..self.clone() }
    }

    /// The content of `toast` in `language`.
    pub fn of(toast: &Toast, language: Language) -> Self {
        let (title, body) = texts(toast, language);
        Self {
            tag: toast.tag().to_owned(),
            title,
            body,
            also: also(toast, language),
            picture: picture(toast),
            bar: bar(toast, words::of(language)),
            buttons: buttons(toast, words::of(language)),
            press: press(toast),
        }
    }
}

fn texts(toast: &Toast, language: Language) -> (String, String) {
    let words = words::of(language);
    let Shared { headlines, changes, .. } = language.words();
    match toast {
        Toast::NewRelease { version, from: Some(from), fixes: fixes @ 1.., fixes_in_your_projects, .. } => {
            let (runs, to) = (from.clone(), version.clone());
            let in_your_projects = *fixes_in_your_projects;
            let headline = Headline::Security { runs, to, fixes: *fixes, in_your_projects };
            let Sentence { title, line } = headline.sentence(language);
            (title, words.sentences([Some(line), words.reach_of(toast)]))
        }
        Toast::NewRelease { version, from, released_on, unsupported, .. } => {
            let ended = |from: &Version| fill(headlines.unsupported, &[("line", &from.language().number())]);
            let ended = from.as_ref().filter(|_| *unsupported).map(|from| ended(from) + headlines.full_stop);
            let news = ended.or_else(|| released_on.map(words.released));
            let now = from.as_ref().map(|from| fill(headlines.you_have, &[("runs", from)]));
            (fill(headlines.update, &[("to", version)]), words.sentences([news, now, words.reach_of(toast)]))
        }
        Toast::Ready { version } => (fill(headlines.update, &[("to", version)]), words.is_here.to_owned()),
        Toast::Installed { version, runs } => {
            let runs = runs.as_ref().map(words.terminals_run).unwrap_or_default();
            (fill(changes.install.done, &[("to", version)]), runs)
        }
        Toast::NewUpgo { version, from } => {
            let name = |version: &String| format!("Upgo {version}");
            let title = fill(headlines.update, &[("to", &name(version))]);
            (title, fill(headlines.you_have, &[("runs", &name(from))]))
        }
        Toast::NoAnswer { days } => (words.no_answer.to_owned(), (words.for_days)(*days)),
        Toast::Running(running) => (running.change.doing(language), words::detail(running, language)),
        Toast::Done { change, terminals, .. } => (change.done(language), words.reach(*terminals)),
        Toast::Failed { change, runs } => {
            let state = runs.as_ref().map_or_else(|| words.nothing_changed.to_owned(), words.still_runs);
            (change.failed(language), state)
        }
        Toast::StillHere { icon_is_hidden } => {
            let way = if *icon_is_hidden { words.from_its_hidden_icon } else { words.from_its_icon };
            (words.stays.to_owned(), way.to_owned())
        }
        Toast::Several { first, .. } => texts(first, language),
        Toast::Test => (words.work.to_owned(), words.will_speak.to_owned()),
    }
}

fn also(toast: &Toast, language: Language) -> String {
    let words = words::of(language);
    let Toast::Several { others, .. } = toast else { return String::new() };
    let titles: Vec<_> = others.iter().map(|other| texts(other, language).0).collect();
    (words.also)(&titles.join(words.between))
}

fn bar(toast: &Toast, words: &ToastWords) -> Option<Bar> {
    let Toast::Running(running) = toast else { return None };
    let done = running.percent.map_or_else(|| words.in_progress.to_owned(), |percent| format!("{percent}%"));
    let left = running.seconds.map(|seconds| words.left(seconds)).unwrap_or_default();
    Some(Bar { percent: running.percent, done, left })
}

fn buttons(toast: &Toast, words: &ToastWords) -> Vec<Button> {
    let button = |word, intent| Button { word, intent };
    let first_of = |version: &Version| match toast {
        Toast::NewRelease { out_of_reach: true, .. } => button(words.open, Intent::Open),
        _ => button(words.upgrade, Intent::Upgrade { version: version.clone() }),
    };
    match toast {
        Toast::NewRelease { version, .. } | Toast::Ready { version } | Toast::Installed { version, .. } => vec![
            first_of(version),
            button(words.later, Intent::Later { version: version.clone() }),
            button(words.skip, Intent::Skip { version: version.clone() }),
        ],
        Toast::Running(running) => vec![button(words.cancel, running.cancel())],
        Toast::Done { undo, .. } => {
            let undo = undo.map(|id| button(words.undo, Intent::Undo { id }));
            undo.into_iter().chain([button(words.open, Intent::Open)]).collect()
        }
        Toast::Failed { .. } => {
            vec![button(words.try_again, Intent::TryAgain), button(words.details, Intent::Details)]
        }
        Toast::NewUpgo { .. } => vec![button(words.open, Intent::Upgo)],
        Toast::NoAnswer { .. } => vec![button(words.open, Intent::Open)],
        Toast::StillHere { .. } | Toast::Test => Vec::new(),
        Toast::Several { first, .. } => buttons(first, words),
    }
}

fn press(toast: &Toast) -> Intent {
    match toast {
        Toast::Failed { .. } => Intent::Details,
        Toast::NewUpgo { .. } => Intent::Upgo,
        Toast::Several { first, .. } if matches!(**first, Toast::NewUpgo { .. }) => Intent::Upgo,
        _ => Intent::Open,
    }
}

fn picture(toast: &Toast) -> Picture {
    match toast {
        Toast::NewRelease { fixes: 1.., .. } => Picture::Security,
        Toast::NewRelease { .. } | Toast::Ready { .. } | Toast::NewUpgo { .. } => Picture::Update,
        Toast::Installed { .. } | Toast::Done { .. } | Toast::Test => Picture::Done,
        Toast::Failed { .. } | Toast::NoAnswer { .. } => Picture::Problem,
        Toast::StillHere { .. } | Toast::Running(_) => Picture::App,
        Toast::Several { first, .. } => picture(first),
    }
}
