use super::ToastWords;

const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];

pub(super) const WORDS: ToastWords = ToastWords {
    released: |day| {
        let month = usize::try_from(day.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
        format!("Released on {} {month} {}.", day.day(), day.year())
    },
    out_of_reach: "Terminals don't run Upgo's Go.",
    is_here: "Already downloaded. The upgrade takes only a moment.",
    terminals_run: |version| format!("Terminals run {version} until you upgrade."),
    no_answer: "Upgo can't get new releases",
    for_days: |days| format!("Checking, downloading or installing has been failing for {days} days."),
    upgrade: "Upgrade",
    later: "Later",
    skip: "Skip",

    open_terminals: "Open terminals pick it up with their next command.",
    new_terminals: "New terminals use it.",
    undo: "Undo",
    open: "Open Upgo",

    in_progress: "In progress",
    network_stalled: "Waiting for the network",
    other_stalled: "Waiting for another program",
    prompt_stalled: "Confirm in the administrator prompt (look at the taskbar)",
    seconds_left: |seconds| format!("{seconds} s left"),
    minutes_left: |minutes| format!("about {minutes} min left"),
    long_left: "more than an hour left",
    cancel: "Cancel",

    still_runs: |version| format!("Nothing changed; {version} is still in use."),
    nothing_changed: "Nothing changed.",
    try_again: "Try again",
    details: "Details",

    stays: "Upgo is still running",
    from_its_icon: "Open or quit it from its icon in the tray.",
    from_its_hidden_icon: "Open or quit it from its icon behind \u{2c4} beside the clock.",
    work: "Notifications work",
    will_speak: "This is how Upgo's notifications look.",
    also: |news| format!("Also: {news}."),
    between: "; ",
    gap: " ",
};
