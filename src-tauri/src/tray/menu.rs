//! The content of the tray menu, as a pure function of the machine's state and the job.
use serde::{Deserialize, Serialize};
use upgo_engine::base::report::{Progress, time_left};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{ChangeWords, Language, Pattern, Sentence, Statement};
use upgo_engine::cases::Overview;
use upgo_engine::guidance::assessment::{Headline, HeadlineWords, Situation};
use upgo_engine::released::upgo::UpgoVersion;

use super::icon;
use crate::commands::home::PauseLength;
use crate::jobs::Job;

/// Everything that the tray icon shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) icon: (icon::IconState, icon::TaskbarStyle),
    pub(super) tooltip: String,
    /// From top to bottom.
    pub(super) entries: Vec<MenuEntry>,
}

struct MenuFacts<'a> {
    overview: Option<&'a Overview>,
    upgo: Option<&'a UpgoVersion>,
    job: &'a Job,
    waiting: usize,
    language: Language,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MenuEntry {
    Line,
    /// An action, or a plain text if disabled.
    Item {
        id: Id,
        text: String,
        enabled: bool,
    },
    Choices {
        text: String,
        choices: Vec<MenuChoice>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MenuChoice {
    pub(super) id: Id,
    pub(super) text: String,
    pub(super) chosen: bool,
}

/// Its text form is the entry's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Id {
    Head,
    Waiting,
    Open,
    Settings,
    CheckNow,
    UpdateUpgo,
    Upgrade(Version),
    Install(Version),
    Use(Version),
    Terminal(Version),
    Back(u64),
    Skip(Version),
    OfferAgain,
    Cancel,
    Pause(Option<PauseLength>),
    Quit,
}

impl Face {
    /// Has a newer Upgo if one is known. `frame` is how far the ring of a running job has turned. `is_quiet` says that the
    /// user wants no notifications.
    pub(super) fn of(
        (overview, upgo): (Option<&Overview>, Option<&UpgoVersion>),
        job: &Job,
        waiting: usize,
        frame: u8,
        (language, is_quiet): (Language, bool),
    ) -> Self {
        let facts = MenuFacts { overview, upgo, job, waiting, language };
        let state = marked(state_of(overview, job, frame), is_quiet);
        Self { icon: (state, icon::TaskbarStyle::now()), tooltip: facts.tooltip(), entries: facts.entries() }
    }
}

impl MenuFacts<'_> {
    fn say(&self, words: impl Into<Statement>) -> String {
        words.into().say(self.language)
    }

    fn item(&self, id: Id, words: impl Into<Statement>) -> MenuEntry {
        MenuEntry::Item { id, text: self.say(words), enabled: true }
    }

    fn tooltip(&self) -> String {
        self.say(match self.job {
            Job::Working { progress, .. } => {
                let tip = tip_of(progress);
                if self.waiting > 0 { say!(TrayTipAnd { tip, more: self.waiting() }) } else { tip }
            }
            Job::Failed { plan, .. } => {
                say!(TrayTip { state: plan.change.without_number().ended(Pattern::OutcomeFailed) })
            }
            _ => say!(TrayTip { state: self.state() }),
        })
    }

    fn waiting(&self) -> Statement {
        say!(TrayWaiting { count: self.waiting })
    }

    fn entries(&self) -> Vec<MenuEntry> {
        let mut entries = vec![self.head()];
        if self.waiting > 0 {
            entries.push(self.item(Id::Waiting, self.waiting()));
        }
        entries.push(MenuEntry::Line);
        entries.extend(self.first_group());
        entries.push(MenuEntry::Line);
        entries.push(self.pause());
        entries.push(self.item(Id::Settings, Sentence::TraySettings));
        let is_working = matches!(self.job, Job::Working { .. });
        let upgo = self.upgo.filter(|_| !is_working);
        let update = |version: &UpgoVersion| say!(TrayUpdateUpgo { version: version.to_string() });
        entries.extend(upgo.map(|version| self.item(Id::UpdateUpgo, update(version))));
        entries.push(self.item(Id::Quit, Sentence::TrayQuit));
        entries
    }

    /// The state, as a disabled entry.
    fn head(&self) -> MenuEntry {
        let words = match self.job {
            Job::Working { plan, .. } => plan.change.without_number().doing(),
            _ => self.security().unwrap_or_else(|| self.state()),
        };
        MenuEntry::Item { id: Id::Head, text: self.say(words), enabled: false }
    }

    fn first_group(&self) -> Vec<MenuEntry> {
        if let Job::Working { progress, cancelling, .. } = self.job {
            let text = self.say(if progress.switched { Sentence::TrayUndo } else { Sentence::TrayCancel });
            let cancel = MenuEntry::Item { id: Id::Cancel, text, enabled: !cancelling };
            return vec![self.item(Id::Open, Sentence::TrayShowProgress), cancel];
        }
        let open = self.item(Id::Open, Sentence::TrayOpen);
        let Some(overview) = self.overview else { return vec![open] };
        let mut entries = self.news(overview);
        if !entries.is_empty() {
            entries.push(MenuEntry::Line);
        }
        entries.extend([open, self.item(Id::CheckNow, Sentence::TrayCheckNow)]);
        entries.extend(self.choices(overview));
        entries.extend(self.terminals(overview));
        let back = overview.back.as_ref();
        entries.extend(back.map(|back| self.item(Id::Back(back.id), change(ChangeWords::GoBack, &back.version))));
        entries
    }

    fn news(&self, overview: &Overview) -> Vec<MenuEntry> {
        let upgrade =
            |version: &Version| self.item(Id::Upgrade(version.clone()), change(ChangeWords::Upgrade, version));
        match (&overview.situation, overview.offer.as_ref().map(|offer| &offer.version)) {
            (Situation::NoGo, Some(version)) => {
                vec![self.item(Id::Install(version.clone()), change(ChangeWords::Install, version))]
            }
            (Situation::NotPermitted, Some(version)) => {
                vec![self.item(Id::Upgrade(version.clone()), change(ChangeWords::Use, version))]
            }
            (situation, Some(version)) if is_due(situation) => {
                vec![upgrade(version), self.item(Id::Skip(version.clone()), Sentence::TraySkip)]
            }
            (Situation::Postponed { .. }, Some(version)) => {
                vec![upgrade(version), self.item(Id::OfferAgain, Sentence::TrayRemindNow)]
            }
            (Situation::Skipped { version, .. }, _) => {
                vec![self.item(Id::OfferAgain, say!(TrayOfferAgain { version }))]
            }
            _ => Vec::new(),
        }
    }

    /// The installed versions, if there is another one to choose.
    fn choices(&self, overview: &Overview) -> Option<MenuEntry> {
        let can_choose = overview.installed.iter().any(|version| Some(version) != overview.current.as_ref());
        let choice = |version: &Version| MenuChoice {
            id: Id::Use(version.clone()),
            text: version.to_string(),
            chosen: Some(version) == overview.current.as_ref(),
        };
        can_choose.then(|| MenuEntry::Choices {
            text: self.say(Sentence::TrayUseAnother),
            choices: overview.installed.iter().map(choice).collect(),
        })
    }

    /// The installed versions, each for a new terminal.
    fn terminals(&self, overview: &Overview) -> Option<MenuEntry> {
        let choice = |version: &Version| MenuChoice {
            id: Id::Terminal(version.clone()),
            text: version.to_string(),
            chosen: false,
        };
        let choices: Vec<MenuChoice> = overview.installed.iter().map(choice).collect();
        (!choices.is_empty()).then(|| MenuEntry::Choices { text: self.say(Sentence::TrayOpenTerminal), choices })
    }

    fn pause(&self) -> MenuEntry {
        if self.overview.is_some_and(|overview| overview.paused_until.is_some()) {
            return self.item(Id::Pause(None), Sentence::TrayResume);
        }
        let choices = [
            (PauseLength::Hour, Sentence::TrayPauseHour),
            (PauseLength::Today, Sentence::TrayPauseToday),
            (PauseLength::UntilResumed, Sentence::TrayPauseUntilResumed),
        ];
        let choices = choices.map(|(length, words)| MenuChoice {
            id: Id::Pause(Some(length)),
            text: self.say(words),
            chosen: false,
        });
        MenuEntry::Choices { text: self.say(Sentence::TrayPause), choices: choices.into() }
    }

    /// Window and notification show the same sentence.
    fn security(&self) -> Option<Statement> {
        let headline = self.overview?.headline.as_ref()?;
        let is_about_them = match headline {
            Headline::Security { .. } | Headline::NotPermitted { .. } => true,
            Headline::Postponed { fixes, .. } | Headline::Skipped { fixes, .. } => *fixes > 0,
            Headline::Unsupported { .. } | Headline::Update { .. } | Headline::Current { .. } => false,
        };
        let HeadlineWords { title, line } = headline.words();
        is_about_them.then(|| say!(TraySentence { title, line }))
    }

    fn state(&self) -> Statement {
        let Some(overview) = self.overview else { return Sentence::TrayUnknown.into() };
        let runs = overview.active.as_ref().and_then(|active| active.go.version.as_ref());
        let offer = overview.offer.as_ref().map(|offer| &offer.version);
        match (&overview.situation, runs, offer) {
            (Situation::NoGo | Situation::NotOnPath, ..) => Sentence::TrayNotOnPath.into(),
            (Situation::Unsure, ..) => Sentence::TrayUnsure.into(),
            (Situation::Shadowed { .. }, ..) => Sentence::TrayShadowed.into(),
            (Situation::NotPermitted, Some(runs), _) => say!(HeadlineNotPermitted { runs }),
            (Situation::Security { .. }, _, Some(new)) => say!(TraySecurity { new }),
            (Situation::Update | Situation::Unsupported, Some(runs), Some(new)) => say!(TrayUpdate { runs, new }),
            (Situation::Unsupported, Some(runs), None) => say!(TrayUnsupported { runs }),
            (Situation::Postponed { .. }, Some(runs), Some(new)) => say!(TrayPostponed { runs, new }),
            (Situation::Skipped { version: new, .. }, Some(runs), _) => say!(TraySkipped { runs, new }),
            (Situation::Current, ..) if terminals_differ(overview) => Sentence::TrayTerminalsDiffer.into(),
            (Situation::Current, Some(runs), _) => say!(TrayCurrent { runs }),
            (_, Some(runs), _) => say!(TrayNotChecked { runs }),
            (_, None, _) => Sentence::TrayUnknown.into(),
        }
    }
}

fn state_of(overview: Option<&Overview>, job: &Job, frame: u8) -> icon::IconState {
    match (job, overview.map(|overview| &overview.situation)) {
        (Job::Working { .. }, _) => icon::IconState::Working(frame),
        (Job::Failed { .. }, _)
        | (_, Some(Situation::NotOnPath | Situation::NotPermitted | Situation::Shadowed { .. })) => {
            icon::IconState::Problem
        }
        (_, Some(Situation::Current)) if overview.is_some_and(terminals_differ) => icon::IconState::Problem,
        (_, Some(Situation::Security { .. })) => icon::IconState::Security,
        (_, Some(Situation::NoGo | Situation::Update | Situation::Unsupported)) => icon::IconState::Update,
        _ => icon::IconState::Current,
    }
}

/// Without notifications, a release is no reason for a mark. A known vulnerability and a Go that does not work still are:
/// a mark interrupts nobody, and nothing else would tell.
fn marked(state: icon::IconState, is_quiet: bool) -> icon::IconState {
    if is_quiet && state == icon::IconState::Update { icon::IconState::Current } else { state }
}

/// Whether an upgrade is offered that the user has not put off.
pub(super) fn is_due(situation: &Situation) -> bool {
    matches!(situation, Situation::Security { .. } | Situation::Update | Situation::Unsupported)
}

/// Whether a new login and a new window run different versions.
fn terminals_differ(overview: &Overview) -> bool {
    overview.active.as_ref().is_some_and(|active| active.other.is_some())
}

fn tip_of(progress: &Progress) -> Statement {
    match (progress.percent(), progress.remaining_seconds) {
        (Some(percent), Some(seconds)) => say!(TrayTipLeft { percent, left: time_left(seconds) }),
        (Some(percent), None) => say!(TrayTip { state: format!("{percent}%") }),
        (None, _) => Sentence::TrayTipWorking.into(),
    }
}

pub(super) fn change(words: ChangeWords, version: &Version) -> Statement {
    words.what.with_known([("to", version.into())])
}

impl Id {
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_parsed_back() {
        let version = || Version::from_name("go1.27.1").unwrap();
        let ids = [
            Id::Head,
            Id::Waiting,
            Id::Open,
            Id::Settings,
            Id::CheckNow,
            Id::UpdateUpgo,
            Id::Upgrade(version()),
            Id::Install(version()),
            Id::Use(version()),
            Id::Back(12),
            Id::Skip(version()),
            Id::OfferAgain,
            Id::Cancel,
            Id::Pause(None),
            Id::Pause(Some(PauseLength::Hour)),
            Id::Pause(Some(PauseLength::Today)),
            Id::Pause(Some(PauseLength::UntilResumed)),
            Id::Quit,
        ];
        for id in ids {
            assert_eq!(Id::parse(&id.text()), Some(id));
        }
        assert_eq!(Id::parse(r#"{"Upgrade":"rubbish"}"#), None);
        assert_eq!(Id::parse("quit"), None);
    }

    #[test]
    fn without_notifications_the_icon_marks_no_release_but_still_what_is_wrong() {
        use icon::IconState::{Current, Problem, Security, Update, Working};
        for (state, expected) in
            [(Update, Current), (Current, Current), (Security, Security), (Problem, Problem), (Working(3), Working(3))]
        {
            assert_eq!((marked(state, true), marked(state, false)), (expected, state));
        }
    }

    #[test]
    fn the_tooltip_says_the_remaining_time_as_notifications_do() {
        let tip = |seconds, language| {
            let mut progress = Progress::new(&[]);
            (progress.fraction, progress.remaining_seconds) = (Some(0.129), Some(seconds));
            tip_of(&progress).say(language)
        };
        assert_eq!(tip(12, Language::English), "Upgo: 12%, 12 s left");
        assert_eq!(tip(214, Language::English), "Upgo: 12%, about 4 min left");
        assert_eq!(tip(214, Language::Chinese), "Upgo：12%，剩余约 4 分钟");
    }

    /// The texts of the menu while nothing is known about the machine.
    fn texts(upgo: Option<&str>, job: &Job, language: Language) -> Vec<String> {
        let upgo = upgo.map(|version| version.parse().unwrap());
        let entries = Face::of((None, upgo.as_ref()), job, 0, 0, (language, false)).entries;
        let text = |entry: MenuEntry| match entry {
            MenuEntry::Line => "-".to_owned(),
            MenuEntry::Item { text, .. } | MenuEntry::Choices { text, .. } => text,
        };
        entries.into_iter().map(text).collect()
    }

    #[test]
    fn a_newer_upgo_is_a_line_of_the_menu() {
        let english = texts(Some("0.2.0"), &Job::Idle, Language::English);
        assert_eq!(english[4..], ["Pause notifications", "Settings", "Update Upgo to 0.2.0", "Quit Upgo"]);
        let chinese = texts(Some("0.2.0"), &Job::Idle, Language::Chinese);
        assert_eq!(chinese[4..], ["暂停通知", "设置", "将 Upgo 更新到 0.2.0", "退出 Upgo"]);
        let none = texts(None, &Job::Idle, Language::English);
        assert_eq!(none[4..], ["Pause notifications", "Settings", "Quit Upgo"]);
    }
}
