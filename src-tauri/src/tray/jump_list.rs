//! The tasks in the menu of the taskbar button and of the entry in the Start menu, on Windows. Pure.
use upgo_engine::base::words::{ChangeWords, Language, Sentence, Statement};
use upgo_engine::cases::Back;

use super::menu::change;
use crate::arguments::{Jump, QUIT};

/// A task of the jump list: a second start of the program with one argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JumpTask {
    pub(crate) argument: String,
    pub(crate) title: String,
}

/// From the top. `back` is the undo of the last switch, if it is possible.
pub(super) fn tasks(back: Option<&Back>, language: Language) -> Vec<JumpTask> {
    let task = |task: Jump, title: Statement| JumpTask { argument: task.argument(), title: title.say(language) };
    let mut tasks = vec![
        task(Jump::CheckNow, Sentence::TrayCheckNow.into()),
        task(Jump::Versions, Sentence::TrayVersions.into()),
        task(Jump::Projects, Sentence::TrayProjects.into()),
    ];
    tasks.extend(back.map(|back| task(Jump::Back(back.id), change(ChangeWords::GoBack, &back.version))));
    tasks.push(JumpTask { argument: QUIT.to_owned(), title: Sentence::TrayQuit.say(language) });
    tasks
}

#[cfg(test)]
mod tests {
    use upgo_engine::base::version::Version;

    use super::*;
    use crate::arguments::StartArguments;

    fn shown(back: Option<&Back>, language: Language) -> Vec<String> {
        tasks(back, language).into_iter().map(|JumpTask { argument, title }| format!("{title} ({argument})")).collect()
    }

    #[test]
    fn going_back_is_a_task_only_if_it_is_possible() {
        let back = Back { id: 12, version: Version::from_name("go1.26.5").unwrap() };
        assert_eq!(
            shown(Some(&back), Language::English),
            [
                "Check now (--check-now)",
                "Versions (--versions)",
                "Projects (--projects)",
                "Go back to go1.26.5 (--back=12)",
                "Quit Upgo (--quit)"
            ]
        );
        assert_eq!(
            shown(None, Language::Chinese),
            ["立即检查 (--check-now)", "版本 (--versions)", "项目 (--projects)", "退出 Upgo (--quit)"]
        );
    }

    #[test]
    fn the_program_understands_every_task() {
        let back = Back { id: 12, version: Version::from_name("go1.26.5").unwrap() };
        for task in tasks(Some(&back), Language::English) {
            assert!(!task.argument.contains([' ', '"']), "{task:?}");
            assert_ne!(StartArguments::parse([task.argument.clone()]), StartArguments::default(), "{task:?}");
        }
    }
}
