use upgo_engine::advice::Headline;

use super::Words;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const WORDS: Words = Words {
    sentence: Headline::english,
    is_out: |version| format!("{version} is out"),
    released: |day| {
        let month = usize::try_from(day.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
        format!("Released on {} {month} {}.", day.day(), day.year())
    },
    ended: |line| format!("Go {} is no longer supported.", line.number()),
    you_have: |version| format!("You have {version}."),
    is_here: "Already downloaded. The upgrade takes only a moment.",
    is_installed: |version| format!("{version} is installed"),
    terminals_run: |version| format!("Terminals run {version} until you upgrade."),
    no_answer: "Upgo can't get new releases",
    for_days: |days| format!("Checking, downloading or installing has been failing for {days} days."),
    upgrade: "Upgrade",
    later: "Later",
    skip: "Skip",

    you_now_have: |version| format!("You now have {version}"),
    open_terminals: "Open terminals pick it up with their next command.",
    new_terminals: "New terminals use it.",
    undo: "Undo",
    open: "Open Upgo",
    back_on: |version| format!("You are back on {version}"),

    upgrade_did_not_finish: "The upgrade did not finish",
    install_did_not_finish: "The installation did not finish",
    undo_did_not_finish: "The undo did not finish",
    change_did_not_finish: "The change did not finish",
    still_runs: |version| format!("Nothing changed; {version} is still in use."),
    nothing_changed: "Nothing changed.",
    try_again: "Try again",
    details: "Details",

    stays: "Upgo is still running",
    from_its_icon: "Open or quit it from its icon in the tray.",
    work: "Notifications work",
    will_speak: "This is how Upgo's notifications look.",
    also: |news| format!("Also: {news}."),
    between: "; ",
    gap: " ",
};
