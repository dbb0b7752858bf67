//! The tasks in the menu of the taskbar button and of the entry in the Start menu, on Windows. Pure.
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{ChangeWords, Language, Sentence, Statement};
use upgo_engine::cases::Back;

use super::menu::change;
use crate::arguments::{Jump, QUIT};
use crate::bridge::Place;

/// A task of the jump list: a second start of the program with one argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JumpTask {
    pub(crate) argument: String,
    pub(crate) title: String,
}

/// From the top. `offered` is the upgrade that is due; `back` is the undo of the last switch, if it is possible.
pub(super) fn tasks(offered: Option<&Version>, back: Option<&Back>, language: Language) -> Vec<JumpTask> {
    let task = |task: Jump, title: Statement| JumpTask { argument: task.argument(), title: title.say(language) };
    let upgrade = offered.map(|version| task(Jump::Upgrade, change(ChangeWords::Upgrade, version)));
    let always = [
        task(Jump::CheckNow, Sentence::TrayCheckNow.into()),
        task(Jump::At(Place::Versions), Sentence::TrayVersions.into()),
        task(Jump::At(Place::Projects), Sentence::TrayProjects.into()),
    ];
    let back = back.map(|back| task(Jump::Back(back.id), change(ChangeWords::GoBack, &back.version)));
    let quit = JumpTask { argument: QUIT.to_owned(), title: Sentence::TrayQuit.say(language) };
    upgrade.into_iter().chain(always).chain(back).chain([quit]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::StartArguments;

    fn shown(offered: Option<&str>, back: Option<&Back>, language: Language) -> Vec<String> {
        let offered = offered.map(|name| Version::from_name(name).unwrap());
        let tasks = tasks(offered.as_ref(), back, language);
        tasks.into_iter().map(|JumpTask { argument, title }| format!("{title} ({argument})")).collect()
    }

    #[test]
    fn an_upgrade_that_is_due_is_the_first_task() {
        assert_eq!(shown(Some("go1.27.3"), None, Language::English)[0], "Upgrade to go1.27.3 (--plan-upgrade)");
        assert_eq!(shown(None, None, Language::English)[0], "Check now (--check-now)");
    }

    #[test]
    fn going_back_is_a_task_only_if_it_is_possible() {
        let back = Back { id: 12, version: Version::from_name("go1.26.5").unwrap() };
        assert_eq!(
            shown(None, Some(&back), Language::English),
            [
                "Check now (--check-now)",
                "Versions (--at=versions)",
                "Projects (--at=projects)",
                "Go back to go1.26.5 (--back=12)",
                "Quit Upgo (--quit)"
            ]
        );
        assert_eq!(
            shown(None, None, Language::Chinese),
            ["立即检查 (--check-now)", "版本 (--at=versions)", "项目 (--at=projects)", "退出 Upgo (--quit)"]
        );
    }

    #[test]
    fn the_program_understands_every_task() {
        let back = Back { id: 12, version: Version::from_name("go1.26.5").unwrap() };
        for task in tasks(Some(&back.version), Some(&back), Language::English) {
            assert!(!task.argument.contains([' ', '"']), "{task:?}");
            assert_ne!(StartArguments::parse([task.argument.clone()]), StartArguments::default(), "{task:?}");
        }
    }
}
