//! The content of a toast: texts, buttons and their meanings.
use upgo_engine::base::report::time_left;
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{ChangeWords, Language, Pattern, Sentence, Statement, speaking};
use upgo_engine::guidance::assessment::{Headline, HeadlineWords};

use crate::intent::Intent;
use crate::picture::Picture;
use crate::toast::Toast;
use crate::words;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// A toast replaces an older one with the same tag.
    pub tag: String,
    pub title: String,
    pub body: String,
    /// The third line, which names other news; often empty.
    pub also: String,
    pub picture: Picture,
    /// The progress of a running change, which changes while the toast is shown.
    pub bar: Option<Bar>,
    /// From the left.
    pub buttons: Vec<Button>,
    /// The meaning of a press outside the buttons.
    pub press: Intent,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub percent: Option<u8>,
    pub done: String,
    /// The remaining time; often empty.
    pub left: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    pub word: String,
    pub intent: Intent,
}

impl Card {
    /// The card for a system whose toasts have no progress bar.
    #[must_use]
    pub fn without_bar(&self) -> Self {
        Self { bar: None, ..self.clone() }
    }

    pub fn of(toast: &Toast, language: Language) -> Self {
        speaking(language, || {
            let (title, body) = texts(toast);
            Self {
                tag: toast.tag().to_owned(),
                title: title.to_string(),
                body: body.to_string(),
                also: also(toast),
                picture: picture(toast),
                bar: bar(toast),
                buttons: buttons(toast),
                press: press(toast),
            }
        })
    }
}

fn texts(toast: &Toast) -> (Statement, Statement) {
    let is_out = |name: &str| say!(HeadlineUpdate { to: name });
    match toast {
        Toast::NewRelease { version, from: Some(from), fixes: fixes @ 1.., fixes_in_your_projects, .. } => {
            let (runs, to) = (from.clone(), version.clone());
            let in_your_projects = *fixes_in_your_projects;
            let headline = Headline::Security { runs, to, fixes: *fixes, in_your_projects };
            let HeadlineWords { title, line } = headline.words();
            (title, words::sentences([Some(line), words::reach_of(toast)]))
        }
        Toast::NewRelease { version, from, released_on, unsupported, .. } => {
            let ended = |from: &Version| say!(HeadlineUnsupported { line: from.language().number() });
            let ended = from.as_ref().filter(|_| *unsupported).map(ended);
            let ended = ended.map(|ended| say!(FullSentence { text: ended }));
            let news = ended.or_else(|| released_on.map(words::released));
            let now = from.as_ref().map(|from| say!(HeadlineYouHave { runs: from.as_str() }));
            (is_out(version.as_str()), words::sentences([news, now, words::reach_of(toast)]))
        }
        Toast::Ready { version } => (is_out(version.as_str()), Sentence::ToastIsHere.into()),
        Toast::Installed { version, runs } => {
            let runs = runs.as_ref().map(|runs| say!(ToastTerminalsRun { version: runs.as_str() }));
            let done = ChangeWords::Install.done.with_known([("to", version.as_str().into())]);
            (done, runs.unwrap_or_else(|| Sentence::Nothing.into()))
        }
        Toast::NewUpgo { version, from } => {
            (is_out(&format!("Upgo {version}")), say!(HeadlineYouHave { runs: format!("Upgo {from}") }))
        }
        Toast::NoAnswer { days } => (Sentence::ToastNoAnswer.into(), say!(ToastForDays { days: *days })),
        Toast::Running(running) => (running.change.doing(), say!(Named { name: words::detail(running) })),
        Toast::Done { change, terminals, .. } => (change.done(), words::reach(*terminals)),
        Toast::Failed { change, runs } => {
            let state = runs.as_ref().map(|runs| say!(ToastStillRuns { version: runs.as_str() }));
            let state = state.unwrap_or_else(|| Sentence::ToastNothingChanged.into());
            (change.ended(Pattern::OutcomeFailed), state)
        }
        Toast::StillHere { icon_is_hidden } => {
            let way = if *icon_is_hidden { Sentence::ToastFromItsHiddenIcon } else { Sentence::ToastFromItsIcon };
            (Sentence::ToastStays.into(), way.into())
        }
        Toast::Several { first, .. } => texts(first),
        Toast::Test => (Sentence::ToastWork.into(), Sentence::ToastWillSpeak.into()),
    }
}

fn also(toast: &Toast) -> String {
    let Toast::Several { others, .. } = toast else { return String::new() };
    let both = |first: Statement, then: Statement| say!(ToastBothNews { first, then });
    let news = others.iter().map(|other| texts(other).0).reduce(both).unwrap_or_else(|| Sentence::Nothing.into());
    say!(ToastAlso { news }).to_string()
}

fn bar(toast: &Toast) -> Option<Bar> {
    let Toast::Running(running) = toast else { return None };
    let done = running.percent.map_or_else(|| Sentence::ToastInProgress.to_string(), |percent| format!("{percent}%"));
    let left = running.seconds.map(|seconds| time_left(seconds).to_string()).unwrap_or_default();
    Some(Bar { percent: running.percent, done, left })
}

fn buttons(toast: &Toast) -> Vec<Button> {
    let button = |word: Sentence, intent| Button { word: word.to_string(), intent };
    let first_of = |version: &Version| match toast {
        Toast::NewRelease { out_of_reach: true, .. } => button(Sentence::ToastOpen, Intent::Open),
        _ => button(Sentence::ToastUpgrade, Intent::Upgrade { version: version.clone() }),
    };
    match toast {
        Toast::NewRelease { version, .. } | Toast::Ready { version } | Toast::Installed { version, .. } => vec![
            first_of(version),
            button(Sentence::ToastLater, Intent::Later { version: version.clone() }),
            button(Sentence::ToastSkip, Intent::Skip { version: version.clone() }),
        ],
        Toast::Running(running) => vec![button(Sentence::ToastCancel, running.cancel())],
        Toast::Done { undo, .. } => {
            let undo = undo.map(|id| button(Sentence::ToastUndo, Intent::Undo { id }));
            undo.into_iter().chain([button(Sentence::ToastOpen, Intent::Open)]).collect()
        }
        Toast::Failed { .. } => {
            vec![button(Sentence::ToastTryAgain, Intent::TryAgain), button(Sentence::ToastDetails, Intent::Details)]
        }
        Toast::NewUpgo { .. } => vec![button(Sentence::ToastOpen, Intent::Upgo)],
        Toast::NoAnswer { .. } => vec![button(Sentence::ToastOpen, Intent::Open)],
        Toast::StillHere { .. } | Toast::Test => Vec::new(),
        Toast::Several { first, .. } => buttons(first),
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
