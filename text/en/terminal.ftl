### What the command line says. Columns, labels and parts of sentences begin with a lower-case letter and have no full stop.

## How texts are put together

in-parentheses = ({ $text })
with-note = { $text } ({ $note })
note-separator = {", "}
warning = warning
error = error
because-of = because: { $cause }
run-command = Run `{ $command }`.
file-written = Wrote { $file }.

## Output

output-unwritten = could not write to standard output: { $error }
output-incomplete = The command has ended, but its output is incomplete.
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
next-check-nobody = No check runs by itself (`upgo background scheduled` sets one up).
next-check-never = Automatic checks never run: all of `check.window` is within `quiet-hours`.
when-now = now
when-today = today at { $time }
when-tomorrow = tomorrow at { $time }
when-on = on { $date } at { $time }
origin-unknown = unknown
origin-package = package
size-unknown = size unknown

## Progress

unpacked-files = { $count ->
    [one] { $title } (1 file)
   *[other] { $title } ({ $count } files)
}
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
name-version = Name a version, such as 1.27.3, 1.27, latest or rc.
name-version-or-project = Name a version, such as 1.27.3, 1.27 or latest, or `project` for the one of the project here.
current-folder-unusable = the current folder cannot be used: { $error }
change-to-folder = Change to an existing folder.
file-asks-for = { $file } asks for { $version }
evidence-unofficial = no official checksum: not verified
evidence-proof = with proof
evidence-signed = signed

## Programs that run from a Go to be removed

programs-run = Upgo closes no programs. { $wait }ait until they end, { $remove }emove it now, or { $cancel }ancel?

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
this-frees = This frees { $size }.
nothing-to-clean = There is nothing to clean.
nothing-to-remove = Nothing to remove.
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
upgo-up-to-date = Upgo is up to date.
already-asks-for = The project already asks for that version.
none-raised = No project was raised.
to-undo-it = To undo it: `upgo rollback`.
another-go = another Go ({ $origin })
now-in-use = { $to } is now in use.
selected-but-runs = { $to } is selected, but new terminals still run { $active }.
selected-but-none = { $to } is selected, but new terminals find no Go
terminals-find-none = New terminals find no Go
verified-by-list-only = { $version } is verified against the release list only; there is no independent proof.
log-in-for-values = Log in again: your shell reads its startup file only at login.
new-terminal-for-values = Open a new terminal: open terminals keep the old values.
log-in-for-path = Log in again to get Upgo's folder on your PATH: your shell reads its startup file only at login.
new-terminal-for-path = Open a new terminal: open terminals do not have Upgo's folder on their PATH.
one-still-uses = { $program } still uses { $version } until restarted.
others-still-use = { $program } and others still use { $version } until restarted.
built-with-older = Built with an older Go release line: { $names }. To rebuild: `upgo tools rebuild`.
reload-editors = Reload { $names }: it uses the old Go until then.
can-be-removed = { $names } can be removed: `upgo remove --unused`.

## upgo status

status-in-use = { $version } is in use { $notes }
for-other-arch = for { $arch }, which is not this machine's architecture
go-not-installed = Go is not installed yet
finds-but-fails = A new terminal finds it, but it does not work: { $problem }.
new-terminal-runs-it = A new terminal runs it: { $why }.
first-by-switch = { $folder } comes first on PATH, and Upgo's switch selects this version
first-with-go = { $folder } is the first folder on PATH that has a go
later-on-path = { $folder } comes later on PATH
is-available = { $version } is available.
supported = Supported.
supported-until = Supported until about { $date }.
support-over = Support has ended.
support-over-since = Support ended on { $date }.
none-known-then = No vulnerabilities were known on { $day }, but newer data is not available.
none-known = No known vulnerabilities.
known-vulnerabilities = { $count ->
    [one] 1 known vulnerability. Run `upgo audit` to see it.
   *[other] { $count } known vulnerabilities. Run `upgo audit` to see them.
}
known-vulnerabilities-fixed = { $count ->
    [one] 1 known vulnerability, fixed in { $releases }. Run `upgo audit` to see it.
   *[other] { $count } known vulnerabilities, fixed in { $releases }. Run `upgo audit` to see them.
}
on-this-machine = On this machine
for-all-users = for all users
by-administrators = managed by administrators
by-package-manager = managed by a package manager
read-only = read-only
feed-line = Releases: { $feed }, { $when }
feed-of-policy = { $feed } (set by the policy: not the official feed)
feed-of-variable = { $feed } (set by UPGO_FEED_URL: not the official feed)
last-checked = last checked { $ago }
not-checked-yet = not checked yet (run `upgo check`)

## upgo check

upgo-available-too = Upgo { $version } is available, too. Run `upgo self update`.
newer-available = { $latest } is available; you have { $current }.
up-to-date-in-line = { $current } is up to date in its release line.
newest-permitted = { $current } is the newest release that is permitted.
up-to-date-newest = { $current } is up to date (newest: { $latest }).
newest-but-none = { $latest } is the newest release, but new terminals find no Go.
release-list-empty = The release list is empty ({ $code }).
checked-releases = Checked for releases.
checked-advisories = Checked for vulnerabilities.
notified-about = Notified about { $topic }.

## upgo list

not-for-this-machine = not available for this machine
is-supported = supported
needs-newer-system = needs { $needs } or later, but this is { $system }
too-old-for-system = is too old for { $system }, which needs Go { $needs } or later

## upgo history

older-changes = Older changes: { $command }
no-change-before = There is no change before number { $id }.
nothing-changed-yet = Nothing has been changed yet.
history-done = done
history-undone = undone
history-undone-by = undone by { $id }
history-failed = failed
history-late = stopped at its deadline
history-recovered = recovered
history-interrupted = interrupted
history-overtaken = overtaken
history-running = running
downloaded-instead-of = downloaded { $part } instead of { $whole }
hook-line = { $hook } hook of { $owner }: { $program } ({ $end })
hook-end-status = status { $code }
hook-end-time = ended after { $seconds } s
hook-end-memory = ended, too much memory
hook-end-processes = ended, too many processes
hook-end-killed = ended by another program
hook-end-not-started = not started: { $why }
lines-left-out = { $count ->
    [one] … 1 line left out
   *[other] … { $count } lines left out
}
tried-breaks = { $count ->
    [one] tried on 1 project: breaks { $names }
   *[other] tried on { $count } projects: breaks { $names }
}
tried-unknown = { $count ->
    [one] tried on 1 project: not all have a clear result
   *[other] tried on { $count } projects: not all have a clear result
}
tried-fails-with-both = { $count ->
    [one] tried on 1 project: something fails with both versions
   *[other] tried on { $count } projects: something fails with both versions
}
tried-same = { $count ->
    [one] tried on 1 project: breaks nothing
   *[other] tried on { $count } projects: breaks nothing
}

## upgo doctor

now-ignored = { $id } is now ignored.
no-longer-ignored = { $id } is no longer ignored.
asking-windows = Asking Windows about { $subject }…
delete-yourself = Please delete it yourself: { $path }
nothing-sent = Nothing was sent.
probe-machine = its version and the account
probe-folders = the user's folders
probe-guards = scanners and policies
probe-files = files and locks
probe-renames = renames
probe-processes = processes
probe-console = the console
probe-schedule = the Task Scheduler
probe-desktop = the desktop
probe-conditions = the network and the power
probe-environment = the environment
probe-install = Windows Installer
cannot-fix-itself = Upgo cannot fix { $id } itself
no-such-check = there is no check named "{ $id }"
see-findings = Run `upgo doctor` to see the findings.
see-fixes = Run `upgo doctor --fix --dry-run` to see the plans, then pass --yes.
make-this-change = Make this change?
can-fix-none = Upgo can fix none of the findings.
fixes-made = { $count ->
    [one] 1 change was made. `upgo rollback` undoes it.
   *[other] { $count } changes were made. `upgo rollback` undoes them one at a time.
}
no-findings-left = No findings are left.
still-open = Still open: { $ids }.
ignored-findings = Ignored: { $ids } (to show one again: `upgo doctor --show-again ID`)
not-checked = Not checked: { $id }: { $why }.
fixes-the-one = { $command } fixes it, after showing each plan.
fixes-all = { $command } fixes them, after showing each plan.
fixes-some = { $command } fixes { $count } of them, after showing each plan.
setup-is-ok = Your Go setup is OK.
checks-passed = { $passed } checks passed.
findings = { $count ->
    [one] 1 finding
   *[other] { $count } findings
}
findings-and-passed = { $findings }, { $passed } checks passed.
severity-problem = problem
severity-caution = caution
severity-hint = hint
to-fix-it = To fix it: { $command }

## upgo audit

newer-data-missing = Newer data is not available.
options-need-version = --target and --module work with a version, not with programs
known-and-used = { $projects ->
    [one] { $known } known, { $used } of them in packages that your project uses.
   *[other] { $known } known, { $used } of them in packages that your { $projects } projects use.
}
about-the-published = This is about the published { $version }. The installed one is not known to be that: { $why }
none-known-of-then = No vulnerabilities of { $version } on { $target } were known on { $day }.
has-none-known = { $version } has no known vulnerabilities on { $target }.
has-known = { $count ->
    [one] { $version } has 1 known vulnerability on { $target }.
   *[other] { $version } has { $count } known vulnerabilities on { $target }.
}
line-supported = { $line } is supported.
line-supported-until = { $line } is supported until about { $date }.
line-unsupported = { $line } is no longer supported.
line-unsupported-since = { $line } has not been supported since { $date }.
patch-fixes-too = { $version } also fixes all of them, and stays on { $line }.
is-fixed-in = fixed in { $version }
not-fixed-yet = not fixed yet
used-by = used by
no-programs-found = No Go programs found.
none-known-of-builders = No vulnerabilities of the Go versions that built them were known on { $day }.
program-is-fine = The program was built with a Go version that has no known vulnerabilities.
programs-are-fine = All { $all } programs were built with Go versions that have no known vulnerabilities.
some-programs-are-fine = { $count } of { $all } programs were built with Go versions that have no known vulnerabilities.
rebuild-program = Rebuild the program: it was built with a Go version that has known vulnerabilities.
rebuild-programs = Rebuild { $count } of { $all } programs: the Go versions that built them have known vulnerabilities.
programs-not-judged = { $count ->
    [one] 1 program could not be judged: its Go version is unknown or unreadable.
   *[other] { $count } programs could not be judged: their Go versions are unknown or unreadable.
}
is-unknown = unknown
known-none = none known
known-some = { $count } known
vulnerability-data = Vulnerability data: The Go Authors, CC BY 4.0. { $source }, last updated { $ago }.
vulnerability-data-old = Vulnerability data: The Go Authors, CC BY 4.0. { $source }, last updated { $ago }, out of date.

## upgo audit-log

audit-log-empty = The audit log has no entries ({ $path }).
audit-entries = { $count ->
    [one] 1 entry from { $from } to { $to }
   *[other] { $count } entries from { $from } to { $to }
}
audit-entries-chained = { $count ->
    [one] 1 entry from { $from } to { $to }, each following the one before
   *[other] { $count } entries from { $from } to { $to }, each following the one before
}
audit-ok = ok
audit-damaged = damaged
audit-note = note
last-entry = last entry: { $number }, hash { $hash }

## upgo env

path-of-terminal = PATH of a new terminal
go-env-file-is = The go env -w file: { $file }
off-by-goenv = turned off by GOENV
in-new-terminal = in a new terminal: { $value }
value-overridden = overridden: { $value }
value-not-set = not set
source-terminal = this terminal
source-user = user
source-machine = machine
source-toolchain = the toolchain
source-default = Go's default
entry-empty = (empty)
does-not-exist = does not exist
is-duplicate = duplicate

## upgo cache

delete-now = Delete now?
clean-now = Clean now?
see-deletions = Run the command with --dry-run to see what it deletes, then with --yes.
measuring-cache = Measuring the { $cache }: { $size }, { $files }
count-files = { $count ->
    [one] 1 file
   *[other] { $count } files
}
size-in-files = { $count ->
    [one] { $size } in 1 file
   *[other] { $size } in { $count } files
}
size-at-least = { $count ->
    [one] at least { $size } in 1 file
   *[other] at least { $size } in { $count } files
}
upgo-downloads = Upgo's downloads
upgo-downloads-are = Upgo's downloads: { $size }
to-clean-caches = To clean Go's caches: { $command }
would-delete = Would delete
cannot-be-undone = This cannot be undone.
moved-by-change = { $size }, by change { $id }
moved-aside = Moved aside by `adopt --remove-old`
cache-empty = empty
cache-is-off = off
cache-not-usable = not usable
does-not-clean = Upgo does not clean it: { $why }.
freed = Freed { $size }.
no-longer-undoable = { $count ->
    [one] Change { $ids } can no longer be undone: the Go version that it had moved aside was deleted.
   *[other] Changes { $ids } can no longer be undone: the Go versions that they had moved aside were deleted.
}
nothing-to-forget = There was nothing to forget.
forgot-answers = Forgot the cached answers: { $answers }. Run `upgo check` to ask again.
forgot-lists = { $count ->
    [one] 1 release list
   *[other] { $count } release lists
}
forgot-vulnerabilities = { $count ->
    [one] 1 vulnerability database
   *[other] { $count } vulnerability databases
}
forgot-checksums = { $count ->
    [one] 1 checksum database
   *[other] { $count } checksum databases
}
forgot-upgo = { $count ->
    [one] 1 description of Upgo's newest release
   *[other] { $count } descriptions of Upgo's newest release
}

## upgo bisect

bisect-step = Step { $step } of about { $about }: { $version }
bisect-verdict = { $version } is { $verdict } { $status }
bisect-good = good
bisect-bad = bad
bisect-skipped = skipped
exit-status = exit status { $code }
first-bad = { $version } is the first bad release.
first-bad-searched = { $version } is the first bad release of those searched.
first-bad-dated = { $version } is the first bad release, released on { $date }.
first-bad-searched-dated = { $version } is the first bad release of those searched, released on { $date }.
one-is-first-bad = One of these is the first bad release; those before it could not be judged:
released-on = { $version }, released on { $date }
release-notes = Release notes: { $address }
last-good = The last good release is { $version }.
last-good-dated = The last good release is { $version }, released on { $date }.
removed-again = Removed again: { $names }
versions-from-to = { $first } to { $last }
not-searched = Not searched: { $names }. A change can also arrive in a patch of an older line.

## upgo bundle

bundle-has = { $file } has { $size }. To install from it: `upgo install --bundle FILE`.

## upgo dsc

no-instance = there is no instance on standard input
pass-instance = Pass one as JSON, such as { $example }.
input-unreadable = could not read standard input: { $error }

## upgo exec

no-command = there is no command to run
name-it-after = Name it after `--`.

## upgo background

both-start = The system starts both the tray icon and the scheduled check.
tray-starts = The tray icon starts at sign-in.
schedule-starts = The system starts Upgo every hour. Upgo runs a check if one is due, then exits.
no-background = Upgo has no background mode on this system.
sign-in-off = Starting at sign-in is turned off in Task Manager, under Startup apps.
hourly-off = The hourly check is disabled in Task Scheduler.
background-off = Background checks are off.
setting-background = Setting: background = { $value }
desktop-missing = The desktop program is not installed.

## upgo fleet

count-machines = { $count ->
    [one] 1 machine
   *[other] { $count } machines
}
machines-vulnerable = run a Go with known vulnerabilities
machines-failed = failed at their last change or check
machines-silent = not heard of since { $day }
machines-behind = do not have the Go that their policy or settings ask for
machines-unknown = run a Go whose vulnerabilities are unknown, or none
machines-fine = need nothing
by-ring = By ring
by-version = By version
more-in-json = and { $count } more, see --json
files-left-out = { $count ->
    [one] 1 file left out
   *[other] { $count } files left out
}
column-ring = ring
column-machines = machines
column-vulnerable = vulnerable
column-failed = failed
column-silent = silent
column-behind = behind
ring-none = none
version-use = in use on { $used }, installed on { $installed }
version-use-vulnerable = in use on { $used }, { $vulnerable }, installed on { $installed }
count-vulnerable = { $count } vulnerable
