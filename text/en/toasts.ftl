### Notifications.

toast-released = Released on { $day } { $month } { $year }.
toast-out-of-reach = Terminals don't run Upgo's Go.
toast-is-here = Already downloaded. The upgrade takes only a moment.
toast-terminals-run = Terminals run { $version } until you upgrade.
toast-no-answer = Upgo can't get new releases
toast-for-days = Checking, downloading or installing has been failing for { $days } days.
toast-upgrade = Upgrade
toast-later = Later
toast-skip = Skip
toast-open-terminals = Open terminals pick it up with their next command.
toast-new-terminals = New terminals use it.
toast-undo = Undo
toast-open = Open Upgo
toast-in-progress = In progress
toast-network-stalled = Waiting for the network
toast-other-stalled = Waiting for another program
toast-prompt-stalled = Confirm in the administrator prompt (look at the taskbar)
toast-cancel = Cancel
toast-still-runs = Nothing changed; { $version } is still in use.
toast-nothing-changed = Nothing changed.
toast-try-again = Try again
toast-details = Details
toast-stays = Upgo is still running
toast-from-its-icon = Open or quit it from its icon in the tray.
toast-from-its-hidden-icon = Open or quit it from its icon behind ˄ beside the clock.
toast-work = Notifications work
toast-will-speak = This is what Upgo's notifications look like.
toast-also = Also: { $news }.
toast-both-news = { $first }; { $then }

## The remaining time

left-seconds = { $count } s left
left-minutes = about { $count } min left
left-long = more than an hour left

## Months

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
