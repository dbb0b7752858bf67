//! The texts of the tray menu and its tooltip.
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{Language, fill};
use upgo_engine::cases::PlanView;
use upgo_engine::change::plan::Subject;
use upgo_engine::guidance::assessment::{Headline, Sentence};
use upgo_engine::released::upgo::UpgoVersion;

use super::menu::PauseLength;

/// The texts in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MenuWords(pub(super) Language);

/// Declares each text, and the values in it, in every language.
macro_rules! words {
    ($($name:ident $(($($value:ident: $type:ty),+))?: $english:literal, $chinese:literal;)+) => {
        impl MenuWords {
            $(pub(super) fn $name(self $(, $($value: $type),+)?) -> String {
                match self.0 {
                    Language::English => format!($english),
                    Language::Chinese => format!($chinese),
                }
            })+
        }
    };
}

words! {
    open: "Open Upgo", "打开 Upgo";
    show_progress: "Show progress", "显示进度";
    check_now: "Check now", "立即检查";
    versions: "Versions", "版本";
    projects: "Projects", "项目";
    skip: "Skip this version", "跳过此版本";
    offer_again(version: &Version): "Offer {version} again", "重新提供 {version}";
    remind_now: "Remind me now", "立即提醒";
    use_another: "Use another version", "使用其他版本";
    open_terminal: "Open a terminal with", "打开终端并使用";
    pause: "Pause notifications", "暂停通知";
    resume: "Resume notifications", "恢复通知";
    settings: "Settings", "设置";
    update_upgo(version: &UpgoVersion): "Update Upgo to {version}", "将 Upgo 更新到 {version}";
    quit: "Quit Upgo", "退出 Upgo";
    waiting(count: usize): "{count} waiting", "{count} 项等待中";
    tip_and(tip: &str, more: &str): "{tip}, {more}", "{tip}，{more}";
    cancel: "Cancel", "取消";
    undo: "Undo", "撤销";

    current(runs: &Version): "{runs}, up to date", "{runs}，已是最新";
    update(runs: &Version, new: &Version): "{runs}, {new} is out", "{runs}，{new} 已发布";
    security(new: &Version): "security update {new}", "安全更新 {new}";
    unsupported(runs: &Version): "{runs} is no longer supported", "{runs} 已不再受支持";
    postponed(runs: &Version, new: &Version): "{runs}, {new} is waiting", "{runs}，{new} 已推迟";
    skipped(runs: &Version, new: &Version): "{runs}, you skipped {new}", "{runs}，已跳过 {new}";
    not_checked(runs: &Version): "{runs}, not checked recently", "{runs}，最近没有检查过";
    not_on_path: "terminals can't find Go", "终端找不到 Go";
    unsure: "unknown which Go terminals run", "不确定终端运行哪个 Go";
    shadowed: "another Go comes first", "另一个 Go 排在前面";
    unknown: "checking your Go setup", "正在检查 Go 环境";
    sentence(title: &str, line: &str): "{title}. {line}", "{title}。{line}";

    tip(state: &str): "Upgo: {state}", "Upgo：{state}";
    tip_left(percent: u32, seconds: u64): "Upgo: {percent}%, {seconds} s left", "Upgo：{percent}%，剩余 {seconds} 秒";
    tip_working: "Upgo: working", "Upgo：正在进行";
}

impl MenuWords {
    pub(super) fn headline(self, headline: &Headline) -> String {
        let Sentence { title, line } = headline.sentence(self.0);
        self.sentence(&title, &line)
    }

    pub(super) fn upgrade_to(self, version: &Version) -> String {
        fill(self.0.words().changes.upgrade.title, &[("to", version)])
    }

    pub(super) fn not_permitted(self, runs: &Version) -> String {
        fill(self.0.words().headlines.not_permitted, &[("runs", runs)])
    }

    pub(super) fn switch_to(self, version: &Version) -> String {
        fill(self.0.words().changes.r#use.title, &[("to", version)])
    }

    pub(super) fn install(self, version: &Version) -> String {
        fill(self.0.words().changes.install.title, &[("to", version)])
    }

    pub(super) fn back_to(self, version: &Version) -> String {
        fill(self.0.words().changes.go_back.title, &[("to", version)])
    }

    pub(super) fn pause_for(self, pause: PauseLength) -> &'static str {
        match (pause, self.0) {
            (PauseLength::Hour, Language::English) => "1 hour",
            (PauseLength::Hour, Language::Chinese) => "1 小时",
            (PauseLength::Today, Language::English) => "Today",
            (PauseLength::Today, Language::Chinese) => "今天",
            (PauseLength::UntilResumed, Language::English) => "Until I resume them",
            (PauseLength::UntilResumed, Language::Chinese) => "直到手动恢复",
        }
    }

    pub(super) fn working(self, plan: &PlanView) -> String {
        Subject::from(plan).doing(self.0)
    }

    pub(super) fn failed(self, plan: &PlanView) -> String {
        Subject::from(plan).failed(self.0)
    }

    pub(super) fn tip_of_job(self, percent: Option<u32>, seconds: Option<u64>) -> String {
        match (percent, seconds) {
            (Some(percent), Some(seconds)) => self.tip_left(percent, seconds),
            (Some(percent), None) => self.tip(&format!("{percent}%")),
            (None, _) => self.tip_working(),
        }
    }
}
