### What the command line says. Columns, labels and parts of sentences begin with a lower-case letter and have no full stop.

## How texts are put together

in-parentheses = ({ $text })
note-separator = {", "}
warning = warning
error = error
because-of = because: { $cause }
run-command = Run `{ $command }`.
file-written = Wrote { $file }.

## Output

output-unwritten = could not write to standard output: { $error }
output-incomplete = The command finished, but its output is incomplete.
output-elsewhere = Write the output to another place. Before you repeat a change, check `upgo history`.
cannot-confirm = cannot ask for confirmation here (not a terminal)

## Numbers, times and places

just-now = just now
minutes-ago = { $count ->
    [one] 1 minute ago
   *[other] { $count } minutes ago
}
hours-ago = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
}
days-ago = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
}
under-an-hour = less than an hour
lasting-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
lasting-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
exposed-for = This machine has been without the security fixes of { $fix } for { $time }.
was-exposed-for = This machine got the security fixes of { $fix } after { $time }.
next-check = Next check { $when }.
next-check-first = The first check runs as soon as Upgo runs in the background.
next-check-security = Next check { $when }, for vulnerabilities.
next-check-newly-known = Next check { $when }, because a vulnerability was published.
next-check-after-failure = Next check { $when }, because the last one failed.
next-check-window = Next check { $when }, when `check.window` begins.
next-check-quiet-hours = Next check { $when }, when `quiet-hours` end.
next-check-offline = Next check when the network is back.
next-check-metered = Next check on an unmetered network (`check.unmetered-only`).
next-check-battery-saver = Next check when battery saver turns off.
next-check-off = Automatic checks are off (`check.automatic` or `background`).
next-check-nobody = No check is scheduled (`upgo background scheduled` sets one up).
next-check-never = Automatic checks never run: all of `check.window` is within `quiet-hours`.
when-now = now
when-today = today at { $time }
when-tomorrow = tomorrow at { $time }
when-on = on { $date } at { $time }
origin-package = package
size-unknown = size unknown

## Progress

done-of = { $done } of { $total }
trying-again = { $reason }; attempt { $attempt } in { $seconds } s
trying-elsewhere = { $reason }; trying { $host } instead
rehearsing = { $command } with { $version } in { $project } ({ $number } of { $total })
rehearsing-left = { $command } with { $version } in { $project } ({ $number } of { $total }, { $left })
waiting-for = waiting: { $reason }
waiting-for-host = Waiting for { $host }…
confirm-prompt = confirm in the administrator prompt; if you do not see it, look at the taskbar
was-skipped = skipped: { $reason }
planned-anew = something changed on this machine; the plan was updated
event-log-unwritable = the variable UPGO_LOG names a file that cannot be written: { $error }
event-log-next = No events are logged. Correct or unset UPGO_LOG.

## Releases on the command line

not-a-version = "{ $text }" is not a Go version such as 1.27.3
not-a-target = "{ $text }" is not a target such as windows-amd64
not-a-channel = "{ $text }" is not one of stable, rc, beta, archived, all
version-as-path = "{ $text }" is a version, not a path
name-version-with = Name the version with `{ $option }`.
name-version = Name a version, such as 1.27.3, 1.27, latest or rc.
name-version-or-project = Name a version, such as 1.27.3, 1.27 or latest, or `project` for the one that the project here asks for.
current-folder-unusable = the current folder cannot be used: { $error }
use-existing-folder = Change to an existing folder.
file-asks-for = { $file } asks for { $version }
evidence-unofficial = no official checksum: not verified
evidence-proof = with proof
evidence-signed = signed

## Programs that run from a Go to be removed

programs-run = Upgo does not close programs. { $wait }ait until they end, { $remove }emove it now, or { $cancel }ancel?

## Plans and changes

nothing-to-do = Nothing to do.
these-steps = These steps would run, in this order:
one-prompt = One administrator prompt is shown.
what-it-brings = What it brings:
more-at = More: `{ $command }`.
no-go = no Go
already-installed = { $to } is already installed.
to-switch-to-it = To switch to it: `{ $command }`.
already-in-use = { $to } is already in use.
is-up-to-date = { $to } is up to date.
nothing-left-to-undo = Nothing of change { $id } was left to undo.
nothing-to-clean = There is nothing to clean.
nothing-to-remove = Nothing to remove.
nothing-unused = Nothing to remove: there are no more versions than the setting `keep-versions` keeps. `upgo remove VERSION` removes one of them.
no-more-for-path = Upgo cannot do more for PATH.
already-on-path = Upgo's folder is already on your PATH.
nothing-to-change = Nothing to change.
terminals-run-it = New terminals run it.
already-managed = Upgo already manages { $to }.
has-all-versions = Upgo already has all of these versions.
other-stays = The other one stays installed.
already-first = Upgo's Go already comes first on PATH.
upgrade-manages = `upgo upgrade` now manages it with the official installer.
already-with-installer = The machine-wide Go is already managed with the official installer.
already-for-all = { $to } is already installed for all users.
files-match-release = All files match the published release.
files-match-installed = All files match what was installed.
nothing-to-rebuild = Nothing to rebuild.
no-newer-versions = No newer versions are available.
nothing-to-update = Nothing was updated.
already-asks-for = The project already asks for that version.
none-raised = No project was raised.
none-fixed = No project was changed.
nothing-to-fix = `go fix` changes nothing in your projects.
projects-to-raise = Your projects may still name an older Go. To raise it in their files: `upgo projects raise --go { $version } --ci`.
to-commit-it = To commit it:
to-commit-more = { $count ->
    [one] One more repository: see `toCommit` in `--json`.
   *[other] { $count } more repositories: see `toCommit` in `--json`.
}
to-undo-it = To undo it: `upgo rollback`.
another-go = another Go ({ $origin })
terminal-answered = A new terminal answered: { $version }.
terminal-answered-at = A new terminal runs it: { $why }. It answered at { $time }.
terminal-computed = A new terminal should run it: { $why }. No terminal was heard: { $because }.
terminal-of-environment = This environment runs it: { $why }.
terminal-runs-other = { $terminal } runs { $version } instead, in { $root }.
now-in-use = { $to } is now in use.
selected-but-runs = { $to } is selected, but new terminals still run { $active }.
selected-but-none = { $to } is selected, but new terminals find no Go
verified-by-list-only = { $version } is verified against the release list only; there is no independent proof.
log-in-for-values = Log in again: your shell reads its startup file only at login.
new-terminal-for-values = Open a new terminal: open terminals keep the old values.
log-in-for-path = Log in again to get Upgo's folder on your PATH: your shell reads its startup file only at login.
asked-your-shell = Upgo started your shell to see which Go a new terminal runs. `upgo settings set ask-shell false` turns that off.
new-terminal-for-path = Open a new terminal: open terminals do not have Upgo's folder on their PATH.
one-still-uses = { $program } still uses { $version } until restarted.
others-still-use = { $program } and others still use { $version } until restarted.
built-with-older = Built with an older Go release line: { $names }. To rebuild: `upgo tools rebuild`.
built-with-older-debuggers = A debugger or linter may need a newer version for this Go: `upgo tools check`.
reload-editors = Reload { $names }: press Ctrl+Shift+P and run `{ $command }`. Until then, the old Go is used.
can-be-removed = { $names } can be removed: `upgo remove --unused`.
kept-for-undo = { $version } is kept for undo. To free its space: `upgo remove { $number }`.

## Parts of several commands

no-value = none
mark-ok = ok
mark-no = no
is-gone = missing
is-damaged = damaged
has-failed = failed
from-to = { $from } to { $to }
is-unknown = unknown
nothing-sent = Nothing was sent.
go-not-installed = Go is not installed yet
findings = { $count ->
    [one] 1 finding
   *[other] { $count } findings
}
