//! The command line of the program, including that of a second start, which passes its arguments to the first.

use serde_json::Value;
use upgo_engine::machine::acts;
use upgo_toast::press;

use crate::bridge::Place;

/// Asks the running program to quit.
pub(crate) const QUIT: &str = "--quit";

/// A task of the jump list, or of a restart. It opens the window; a change is only shown there, as a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Jump {
    /// Show the plan of the upgrade that is offered by then.
    Upgrade,
    CheckNow,
    /// Show the plan that undoes the change with this number.
    Back(u64),
    /// Show a place.
    At(Place),
}

impl Jump {
    pub(crate) fn argument(self) -> String {
        match self {
            Self::Upgrade => "--plan-upgrade".to_owned(),
            Self::CheckNow => "--check-now".to_owned(),
            Self::Back(id) => format!("--back={id}"),
            Self::At(place) => {
                let name = serde_json::to_value(place).unwrap_or_default();
                format!("--at={}", name.as_str().unwrap_or_default())
            }
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word {
            "--plan-upgrade" => Some(Self::Upgrade),
            "--check-now" => Some(Self::CheckNow),
            _ => match word.split_once('=')? {
                ("--back", id) => id.parse().ok().map(Self::Back),
                ("--at", name) => serde_json::from_value(Value::from(name)).ok().map(Self::At),
                _ => None,
            },
        }
    }
}

/// None of them starts a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StartArguments {
    /// Started at sign-in: the tray icon only.
    pub(crate) hidden: bool,
    /// Run one check for news and exit, without a window or tray icon.
    pub(crate) check: bool,
    /// The link behind a notification's button, `upgo:TOKEN`. [`press`] decides whether it is valid.
    pub(crate) link: Option<String>,
    /// From the jump list, or from before a restart.
    pub(crate) task: Option<Jump>,
    pub(crate) quit: bool,
    /// Register this program with the system (`--register`) or unregister it (`--unregister`), and exit.
    pub(crate) register: Option<bool>,
}

impl StartArguments {
    /// Unknown words are ignored. Any web page can open a link, and a quote or a space in it may split it into several
    /// words. So a link excludes everything else: a command line with a link and any other word only opens the window.
    pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Self {
        let words: Vec<String> = words.into_iter().collect();
        if words.iter().any(|word| press::mentions_link(word)) {
            let link = if let [only] = &words[..] { Some(only.clone()) } else { None };
            return Self { link, ..Self::default() };
        }
        let mut arguments = Self::default();
        for word in words {
            match word.as_str() {
                acts::HIDDEN => arguments.hidden = true,
                acts::CHECK => arguments.check = true,
                QUIT => arguments.quit = true,
                "--register" => arguments.register = Some(true),
                "--unregister" => arguments.register = Some(false),
                word => arguments.task = Jump::parse(word).or(arguments.task),
            }
        }
        arguments
    }

    /// Whether a person started the program and sees a message box. An installer would wait for it, perhaps unseen.
    pub(crate) fn is_by_person(&self) -> bool {
        !(self.hidden || self.check || self.quit || self.register.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> StartArguments {
        StartArguments::parse(words.iter().map(ToString::to_string))
    }

    #[test]
    fn a_start_at_sign_in_is_hidden() {
        assert_eq!(parsed(&["--hidden"]), StartArguments { hidden: true, ..StartArguments::default() });
    }

    #[test]
    fn the_system_can_start_a_check() {
        assert_eq!(parsed(&["--check"]), StartArguments { check: true, ..StartArguments::default() });
    }

    #[test]
    fn only_a_start_by_a_person_may_open_a_message_box() {
        for form in ["--hidden", "--check", "--quit", "--register", "--unregister"] {
            assert!(!parsed(&[form]).is_by_person(), "{form}");
        }
        for words in [&[][..], &["upgo:0a1b2c"], &["--plan-upgrade"], &["--at=settings"]] {
            assert!(parsed(words).is_by_person(), "{words:?}");
        }
    }

    #[test]
    fn the_link_of_a_toast_is_passed_on() {
        assert_eq!(parsed(&["upgo:0a1b2c"]).link.as_deref(), Some("upgo:0a1b2c"));
    }

    #[test]
    fn a_link_excludes_every_other_argument() {
        let opens = StartArguments::default();
        let others = [
            "--quit", "--unregister", "--register", "--check", "--hidden", "--back=1", "", "--as-administrator",
            "upgo:1",
        ];
        for other in others {
            // What Windows makes of the link `upgo:" OTHER`, and of a link that a program passes on after a word.
            for words in [["upgo:", other], ["upgo:0a1b2c", other], [other, "UPGO:0a1b2c"], [other, "\"upgo:0a1b2c"]] {
                assert_eq!(parsed(&words), opens, "{words:?}");
            }
        }
        // A whole link in one word means nothing but its token, whatever it contains.
        for word in ["upgo:\" --quit", "upgo: --unregister", "upgo:x|--quit", " upgo:x", "--quit upgo:x"] {
            assert_eq!(parsed(&[word]), StartArguments { link: Some(word.to_owned()), ..opens.clone() }, "{word}");
        }
    }

    #[test]
    fn a_task_of_the_jump_list_is_understood() {
        let places = [Jump::At(Place::Home), Jump::At(Place::Settings)];
        assert_eq!(Jump::At(Place::Settings).argument(), "--at=settings");
        let others = [Jump::Upgrade, Jump::CheckNow, Jump::Back(0), Jump::Back(u64::MAX)];
        for task in others.into_iter().chain(places) {
            assert_eq!(parsed(&[&task.argument()]), StartArguments { task: Some(task), ..StartArguments::default() });
        }
    }

    #[test]
    fn other_arguments_do_nothing() {
        for word in
            ["--back", "--back=", "--back=-1", "--back=1;2", "--back 1", "--check-now=1", "--at", "--at=", "--at=x"]
        {
            assert_eq!(parsed(&[word]), StartArguments::default(), "{word}");
        }
        for word in ["upgrade", "--upgrade", "rollback", "https://go.dev", "C:\\go"] {
            assert_eq!(parsed(&[word]), StartArguments::default(), "{word}");
        }
    }
}
