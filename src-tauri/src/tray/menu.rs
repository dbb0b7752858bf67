//! The content of the tray menu, as a pure function of the machine's state and the job.
use serde::{Deserialize, Serialize};
use upgo_engine::base::report::Progress;
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Language;
use upgo_engine::cases::Overview;
use upgo_engine::guidance::assessment::{Headline, Situation};
use upgo_engine::released::upgo::UpgoVersion;

use super::icon;
use super::words::MenuWords;
use crate::jobs::Job;

/// Everything that the tray icon shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) icon: (icon::IconState, icon::Taskbar),
    pub(super) tooltip: String,
    /// From top to bottom.
    pub(super) entries: Vec<MenuEntry>,
}

struct MenuFacts<'a> {
    overview: Option<&'a Overview>,
    /// A newer version of Upgo itself.
    upgo: Option<&'a UpgoVersion>,
    job: &'a Job,
    waiting: usize,
    paused: bool,
    words: MenuWords,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PauseLength {
    Hour,
    Today,
    UntilResumed,
}

impl Face {
    /// Has a newer Upgo if one is known. `frame` is how far the ring of a running job has turned.
    pub(super) fn of(
        (overview, upgo): (Option<&Overview>, Option<&UpgoVersion>),
        job: &Job,
        waiting: usize,
        frame: u8,
        language: Language,
    ) -> Self {
        let paused = overview.is_some_and(|overview| overview.paused_until.is_some());
        let facts = MenuFacts { overview, upgo, job, waiting, paused, words: MenuWords(language) };
        let state = state_of(overview, job, frame);
        Self { icon: (state, icon::Taskbar::now()), tooltip: facts.tooltip(), entries: facts.entries() }
    }
}

impl MenuFacts<'_> {
    fn tooltip(&self) -> String {
        match self.job {
            Job::Working { progress, .. } => {
                let tip = self.words.tip_of_job(percent(progress), progress.remaining_seconds);
                if self.waiting > 0 { self.words.tip_and(&tip, &self.words.waiting(self.waiting)) } else { tip }
            }
            Job::Failed { plan, .. } => self.words.tip(&self.words.failed(plan)),
            _ => self.words.tip(&self.state_in_words()),
        }
    }

    fn entries(&self) -> Vec<MenuEntry> {
        let mut entries = vec![self.head()];
        if self.waiting > 0 {
            entries.push(item(Id::Waiting, self.words.waiting(self.waiting)));
        }
        entries.push(MenuEntry::Line);
        entries.extend(self.first_group());
        entries.push(MenuEntry::Line);
        entries.push(self.pause());
        entries.push(item(Id::Settings, self.words.settings()));
        let is_working = matches!(self.job, Job::Working { .. });
        let upgo = self.upgo.filter(|_| !is_working);
        entries.extend(upgo.map(|version| item(Id::UpdateUpgo, self.words.update_upgo(version))));
        entries.push(item(Id::Quit, self.words.quit()));
        entries
    }

    /// The state, as a disabled entry.
    fn head(&self) -> MenuEntry {
        let text = match self.job {
            Job::Working { plan, .. } => self.words.working(plan),
            _ => self.security_in_words().unwrap_or_else(|| self.state_in_words()),
        };
        MenuEntry::Item { id: Id::Head, text, enabled: false }
    }

    fn first_group(&self) -> Vec<MenuEntry> {
        let words = &self.words;
        if let Job::Working { progress, cancelling, .. } = self.job {
            let text = if progress.switched { words.undo() } else { words.cancel() };
            let cancel = MenuEntry::Item { id: Id::Cancel, text, enabled: !cancelling };
            return vec![item(Id::Open, words.show_progress()), cancel];
        }
        let Some(overview) = self.overview else { return vec![item(Id::Open, words.open())] };
        let mut entries = self.news(overview);
        if !entries.is_empty() {
            entries.push(MenuEntry::Line);
        }
        entries.push(item(Id::Open, words.open()));
        entries.push(item(Id::CheckNow, words.check_now()));
        if let Some(choices) = self.choices(overview) {
            entries.push(choices);
        }
        entries.extend(self.terminals(overview));
        if let Some(back) = &overview.back {
            entries.push(item(Id::Back(back.id), words.back_to(&back.version)));
        }
        entries
    }

    fn news(&self, overview: &Overview) -> Vec<MenuEntry> {
        let words = &self.words;
        let upgrade = |version: &Version| item(Id::Upgrade(version.clone()), words.upgrade_to(version));
        match (&overview.situation, overview.offer.as_ref().map(|offer| &offer.version)) {
            (Situation::NoGo, Some(version)) => vec![item(Id::Install(version.clone()), words.install(version))],
            (Situation::NotPermitted, Some(version)) => {
                vec![item(Id::Upgrade(version.clone()), words.switch_to(version))]
            }
            (Situation::Security { .. } | Situation::Update | Situation::Unsupported, Some(version)) => {
                vec![upgrade(version), item(Id::Skip(version.clone()), words.skip())]
            }
            (Situation::Postponed { .. }, Some(version)) => {
                vec![upgrade(version), item(Id::OfferAgain, words.remind_now())]
            }
            (Situation::Skipped { version, .. }, _) => vec![item(Id::OfferAgain, words.offer_again(version))],
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
            text: self.words.use_another(),
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
        (!choices.is_empty()).then(|| MenuEntry::Choices { text: self.words.open_terminal(), choices })
    }

    fn pause(&self) -> MenuEntry {
        if self.paused {
            return item(Id::Pause(None), self.words.resume());
        }
        let choices = [PauseLength::Hour, PauseLength::Today, PauseLength::UntilResumed].map(|pause| MenuChoice {
            id: Id::Pause(Some(pause)),
            text: self.words.pause_for(pause).clone(),
            chosen: false,
        });
        MenuEntry::Choices { text: self.words.pause(), choices: choices.into() }
    }

    /// Window and notification show the same sentence.
    fn security_in_words(&self) -> Option<String> {
        let headline = self.overview?.headline.as_ref()?;
        let is_about_them = match headline {
            Headline::Security { .. } | Headline::NotPermitted { .. } => true,
            Headline::Postponed { fixes, .. } | Headline::Skipped { fixes, .. } => *fixes > 0,
            Headline::Unsupported { .. } | Headline::Update { .. } | Headline::Current { .. } => false,
        };
        is_about_them.then(|| self.words.headline(headline))
    }

    fn state_in_words(&self) -> String {
        let words = &self.words;
        let Some(overview) = self.overview else { return words.unknown() };
        let runs = overview.active.as_ref().and_then(|active| active.go.version.as_ref());
        match (&overview.situation, runs, &overview.offer) {
            (Situation::NoGo | Situation::NotOnPath, ..) => words.not_on_path(),
            (Situation::Unsure, ..) => words.unsure(),
            (Situation::Shadowed { .. }, ..) => words.shadowed(),
            (Situation::NotPermitted, Some(runs), _) => words.not_permitted(runs),
            (Situation::Security { .. }, _, Some(offer)) => words.security(&offer.version),
            (Situation::Update | Situation::Unsupported, Some(runs), Some(offer)) => words.update(runs, &offer.version),
            (Situation::Unsupported, Some(runs), None) => words.unsupported(runs),
            (Situation::Postponed { .. }, Some(runs), Some(offer)) => words.postponed(runs, &offer.version),
            (Situation::Skipped { version, .. }, Some(runs), _) => words.skipped(runs, version),
            (Situation::Current, Some(runs), _) => words.current(runs),
            (_, Some(runs), _) => words.not_checked(runs),
            (_, None, _) => words.unknown(),
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
        (_, Some(Situation::Security { .. })) => icon::IconState::Security,
        (_, Some(Situation::NoGo | Situation::Update | Situation::Unsupported)) => icon::IconState::Update,
        _ => icon::IconState::Current,
    }
}

fn item(id: Id, text: String) -> MenuEntry {
    MenuEntry::Item { id, text, enabled: true }
}

fn percent(progress: &Progress) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
    progress.fraction.map(|fraction| (fraction * 100.0) as u32)
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

    /// The texts of the menu while nothing is known about the machine.
    fn texts(upgo: Option<&str>, job: &Job, language: Language) -> Vec<String> {
        let upgo = upgo.map(|version| version.parse().unwrap());
        let entries = Face::of((None, upgo.as_ref()), job, 0, 0, language).entries;
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
