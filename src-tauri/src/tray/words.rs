//! The texts of the tray menu and its tooltip.
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{ChangeWords, Language, Pattern, Sentence};
use upgo_engine::cases::PlanView;
use upgo_engine::change::plan::Subject;
use upgo_engine::guidance::assessment::{Headline, HeadlineWords};
use upgo_engine::released::upgo::UpgoVersion;

use super::menu::PauseLength;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MenuWords(pub(super) Language);

impl MenuWords {
    pub(super) fn open(self) -> String {
        Sentence::TrayOpen.say(self.0)
    }

    pub(super) fn show_progress(self) -> String {
        Sentence::TrayShowProgress.say(self.0)
    }

    pub(super) fn check_now(self) -> String {
        Sentence::TrayCheckNow.say(self.0)
    }

    pub(super) fn versions(self) -> String {
        Sentence::TrayVersions.say(self.0)
    }

    pub(super) fn projects(self) -> String {
        Sentence::TrayProjects.say(self.0)
    }

    pub(super) fn skip(self) -> String {
        Sentence::TraySkip.say(self.0)
    }

    pub(super) fn offer_again(self, version: &Version) -> String {
        say!(TrayOfferAgain { version: version.to_string() }).say(self.0)
    }

    pub(super) fn remind_now(self) -> String {
        Sentence::TrayRemindNow.say(self.0)
    }

    pub(super) fn use_another(self) -> String {
        Sentence::TrayUseAnother.say(self.0)
    }

    pub(super) fn open_terminal(self) -> String {
        Sentence::TrayOpenTerminal.say(self.0)
    }

    pub(super) fn pause(self) -> String {
        Sentence::TrayPause.say(self.0)
    }

    pub(super) fn resume(self) -> String {
        Sentence::TrayResume.say(self.0)
    }

    pub(super) fn settings(self) -> String {
        Sentence::TraySettings.say(self.0)
    }

    pub(super) fn update_upgo(self, version: &UpgoVersion) -> String {
        say!(TrayUpdateUpgo { version: version.to_string() }).say(self.0)
    }

    pub(super) fn quit(self) -> String {
        Sentence::TrayQuit.say(self.0)
    }

    pub(super) fn waiting(self, count: usize) -> String {
        say!(TrayWaiting { count }).say(self.0)
    }

    pub(super) fn tip_and(self, tip: &str, more: &str) -> String {
        say!(TrayTipAnd { tip, more }).say(self.0)
    }

    pub(super) fn cancel(self) -> String {
        Sentence::TrayCancel.say(self.0)
    }

    pub(super) fn undo(self) -> String {
        Sentence::TrayUndo.say(self.0)
    }

    pub(super) fn current(self, runs: &Version) -> String {
        say!(TrayCurrent { runs: runs.to_string() }).say(self.0)
    }

    pub(super) fn update(self, runs: &Version, new: &Version) -> String {
        say!(TrayUpdate { runs: runs.to_string(), new: new.to_string() }).say(self.0)
    }

    pub(super) fn security(self, new: &Version) -> String {
        say!(TraySecurity { new: new.to_string() }).say(self.0)
    }

    pub(super) fn unsupported(self, runs: &Version) -> String {
        say!(TrayUnsupported { runs: runs.to_string() }).say(self.0)
    }

    pub(super) fn postponed(self, runs: &Version, new: &Version) -> String {
        say!(TrayPostponed { runs: runs.to_string(), new: new.to_string() }).say(self.0)
    }

    pub(super) fn skipped(self, runs: &Version, new: &Version) -> String {
        say!(TraySkipped { runs: runs.to_string(), new: new.to_string() }).say(self.0)
    }

    pub(super) fn not_checked(self, runs: &Version) -> String {
        say!(TrayNotChecked { runs: runs.to_string() }).say(self.0)
    }

    pub(super) fn not_on_path(self) -> String {
        Sentence::TrayNotOnPath.say(self.0)
    }

    pub(super) fn unsure(self) -> String {
        Sentence::TrayUnsure.say(self.0)
    }

    pub(super) fn shadowed(self) -> String {
        Sentence::TrayShadowed.say(self.0)
    }

    pub(super) fn unknown(self) -> String {
        Sentence::TrayUnknown.say(self.0)
    }

    pub(super) fn sentence(self, title: &str, line: &str) -> String {
        say!(TraySentence { title, line }).say(self.0)
    }

    pub(super) fn tip(self, state: &str) -> String {
        say!(TrayTip { state }).say(self.0)
    }

    pub(super) fn tip_left(self, percent: u32, seconds: u64) -> String {
        say!(TrayTipLeft { percent, seconds }).say(self.0)
    }

    pub(super) fn tip_working(self) -> String {
        Sentence::TrayTipWorking.say(self.0)
    }

    pub(super) fn headline(self, headline: &Headline) -> String {
        let HeadlineWords { title, line } = headline.words();
        self.sentence(&title.say(self.0), &line.say(self.0))
    }

    fn change(self, words: ChangeWords, version: &Version) -> String {
        words.what.with_known([("to", version.as_str().into())]).say(self.0)
    }

    pub(super) fn upgrade_to(self, version: &Version) -> String {
        self.change(ChangeWords::Upgrade, version)
    }

    pub(super) fn not_permitted(self, runs: &Version) -> String {
        say!(HeadlineNotPermitted { runs: runs.as_str() }).say(self.0)
    }

    pub(super) fn switch_to(self, version: &Version) -> String {
        self.change(ChangeWords::Use, version)
    }

    pub(super) fn install(self, version: &Version) -> String {
        self.change(ChangeWords::Install, version)
    }

    pub(super) fn back_to(self, version: &Version) -> String {
        self.change(ChangeWords::GoBack, version)
    }

    pub(super) fn pause_for(self, pause: PauseLength) -> String {
        match pause {
            PauseLength::Hour => Sentence::TrayPauseHour,
            PauseLength::Today => Sentence::TrayPauseToday,
            PauseLength::UntilResumed => Sentence::TrayPauseUntilResumed,
        }
        .say(self.0)
    }

    pub(super) fn working(self, plan: &PlanView) -> String {
        Subject::from(plan).doing().say(self.0)
    }

    pub(super) fn failed(self, plan: &PlanView) -> String {
        Subject::from(plan).ended(Pattern::OutcomeFailed).say(self.0)
    }

    pub(super) fn tip_of_job(self, percent: Option<u32>, seconds: Option<u64>) -> String {
        match (percent, seconds) {
            (Some(percent), Some(seconds)) => self.tip_left(percent, seconds),
            (Some(percent), None) => self.tip(&format!("{percent}%")),
            (None, _) => self.tip_working(),
        }
    }
}
