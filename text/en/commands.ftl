### What each command says in the terminal.

## upgo

overview-next = Next
overview-help = `upgo help` lists the commands.
next-upgrade = install { $version }, test it and switch to it
next-whatsnew = what it fixes, and what changes for your projects
next-rehearse = try it on your projects first
next-install = install the newest Go and switch to it
next-available = list the available releases
next-use = switch to { $version }
next-list = list the installed versions
next-path = put Upgo's folder first on your PATH
next-why = why this Go runs here
next-doctor = find problems in the Go setup
next-status = the installed versions and the last check
next-check-now = look for newer releases
next-projects = which of your projects an upgrade affects
next-audit = the known vulnerabilities, and what fixes them
next-adopt = let Upgo manage this Go

## upgo audit

newer-data-missing = Newer data is not available.
options-need-version = --target and --module apply to a version, not to programs
audit-one-version = Audit one version at a time, such as `upgo audit 1.27.3`.
known-and-used = { $projects ->
    [one] { $known } known, { $used } of them in packages that your project uses.
   *[other] { $known } known, { $used } of them in packages that your { $projects } projects use.
}
about-the-published = This describes the published { $version }. The installed one may differ from it: { $why }
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
audit-note = note
last-entry = last entry: { $number }, hash { $hash }

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
not-searched = Not searched: { $names }. A change can also arrive in a patch of an older line.

## upgo bundle

bundle-has = { $file } is { $size }. Without a network, `upgo install --bundle { $typed }` installs from it.

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

## upgo check

upgo-available-too = Upgo { $version } is available, too. Run `upgo self update`.
newer-available = { $latest } is available; you have { $current }.
up-to-date-in-line = { $current } is up to date in its release line.
newest-permitted = { $current } is the newest permitted release.
newest-with-file = { $current } is the newest release with a file for this machine.
up-to-date-newest = { $current } is up to date (newest: { $latest }).
newest-but-none = { $latest } is the newest release, but { $why }.
release-list-empty = The release list is empty ({ $code }).
checked-releases = Checked for releases.
checked-advisories = Checked for vulnerabilities.
notified-about = Notified about { $topic }.

## upgo doctor

now-ignored = { $id } is now ignored.
no-longer-ignored = { $id } is no longer ignored.
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
findings-and-passed = { $findings }, { $passed } checks passed.
severity-problem = problem
severity-caution = caution
severity-hint = hint
to-fix-it = To fix it: { $command }

## upgo dsc

no-instance = there is no instance on standard input
pass-instance = Pass one as JSON, such as { $example }.
input-unreadable = could not read standard input: { $error }

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

## upgo exec

no-command = there is no command to run
name-it-after = Name it after `--`.

## upgo fleet

count-machines = { $count ->
    [one] 1 machine
   *[other] { $count } machines
}
machines-vulnerable = run a Go with known vulnerabilities
machines-failed = failed in their last change or check
machines-silent = have not reported since { $day }
machines-behind = do not have the Go that their policy or settings ask for
machines-unknown = may run a Go whose vulnerabilities are unknown
machines-late = were without a published security fix for longer than { $time }
machines-late-unknown = may have been without a published security fix for longer than { $time }; their reports do not say
machines-changing = are changing Go now
machines-fine = need no attention
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
column-behind = behind
version-use = in use on { $used }, installed on { $installed }
version-use-vulnerable = in use on { $used }, { $vulnerable }, installed on { $installed }
count-vulnerable = { $count } vulnerable

## upgo history

older-changes = Older changes: { $command }
no-change-before = There is no change before number { $id }.
nothing-changed-yet = Nothing has been changed yet.
history-done = done
history-undone = undone
history-undone-by = undone by { $id }
history-late = stopped at its deadline
history-recovered = recovered
history-interrupted = interrupted
history-overtaken = overtaken
history-running = running
downloaded-instead-of = downloaded { $part } instead of { $whole }
hook-line = { $hook } hook of { $owner }: { $program } ({ $end })
hook-end-status = status { $code }
hook-end-time = stopped after { $seconds } s
hook-end-memory = stopped: too much memory
hook-end-processes = stopped: too many processes
hook-end-killed = killed by another program
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

## upgo install

sha256-needs-file = --sha256 applies to a file, not to a version
neither-version-nor-file = { $name } is neither a Go version nor a file
name-version-or-archive = Name a version, such as 1.27.3, 1.27, latest or rc, or the path of an archive.

## upgo list

not-for-this-machine = not available for this machine
is-supported = supported
looking-in-wsl = Starting { $name } to look for Go…
wsl-has-none = WSL has no distribution for this user.
wsl-no-go = no Go
wsl-go-unknown-version = unknown version
wsl-windows-go = a Windows file runs as `go`
wsl-known-vulnerabilities = { $count ->
    [one] 1 known vulnerability
   *[other] { $count } known vulnerabilities
}
wsl-not-supported = no longer supported
wsl-unknown = unknown: { $why }
wsl-left-alone = not started: { $why }
wsl-incomplete = it is being installed or removed, or that was interrupted
wsl-of-containers = it belongs to a container program
wsl-name-refused = WSL does not accept its name
wsl-missing = this Windows has no wsl.exe
wsl-too-slow = it did not answer within { $seconds } seconds
wsl-not-started = wsl.exe could not be started ({ $error })
wsl-said = WSL said: { $text }
wsl-no-answer = it gave no answer
wsl-how-to-install = Upgo changes nothing in a distribution. To manage its Go, install Upgo for Linux there.
wsl-how-to-keep-out = WSL adds the PATH of Windows to that of a distribution. Install Go for Linux there, or set `appendWindowsPath = false` under `[interop]` in its /etc/wsl.conf and run `wsl --shutdown`.
is-installed = installed
needs-newer-system = needs { $needs } or later, but this is { $system }
too-old-for-system = is too old for { $system }, which needs Go { $needs } or later

## upgo log

log-empty = No log entries to show ({ $file }).

## upgo man

no-manual-page = no manual page: { $why }
no-such-command = there is no command `{ $command }`
see-commands = Run `upgo help` for a list of the commands.

## upgo mirror

mirror-is-in = The mirror is in { $folder }. Serve it with `upgo mirror serve`, or any web server.
mirror-present = already present
mirror-file = { $file }, { $state }
mirror-contradicts = its checksum differs from the official one
mirror-bad-signature = its signature is not valid
mirror-database = the vulnerability database
mirror-entries = { $count ->
    [one] 1 entry
   *[other] { $count } entries
}
mirror-entries-new = { $count } new
mirror-index-damaged = its index is missing or damaged
mirror-entries-damaged = { $damaged ->
    [one] 1 of { $count } entries is missing, damaged or outdated
   *[other] { $damaged } of { $count } entries are missing, damaged or outdated
}
mirror-is-whole = All files match the release list of the mirror.
mirror-repair = To repair it, run `upgo mirror build` again with the same versions.
mirror-would-remove = These files would be removed, which frees { $size }.
mirror-removed = Removed. This frees { $size }.
mirror-keeps = These releases stay: { $releases }.
mirror-use = To use it, set UPGO_FEED_URL={ $url }. Press Ctrl+C to stop.
mirror-none = No mirror is set or given.
mirror-has = has { $file }, answered in { $time } ms
mirror-cannot-resume = has { $file }, but cannot resume an interrupted download
mirror-has-other = has a different { $file }: { $actual } instead of { $expected }
mirror-lacks = does not serve { $file }: { $why }
mirror-list-agrees = { $file }, and its release list has the official checksum
mirror-list-older = { $file }, but its release list ends with { $newest }
mirror-list-contradicts = { $file }, but its release list has a checksum that differs from the official one

## upgo policy

policy-managed-by = This machine is managed by { $manager }.
policy-none = No policy is set on this machine.
policy-mistake = mistake
policy-others = { $count ->
    [one] 1 other key is not set by the policy; --json lists it, too.
   *[other] { $count } other keys are not set by the policy; --json lists them, too.
}
policy-from = From { $place }
policy-value-malformed = The value of the policy { $why }, so Upgo applies the safer interpretation.
policy-user-may-change = You may change it in the settings.

## upgo preflight

preflight-ready = An unattended upgrade would succeed.
preflight-nothing = An upgrade would change nothing.
preflight-not-ready = An unattended upgrade would fail.
preflight-fails = fails
preflight-feed = Release list
preflight-policy = Policy
preflight-plan = Plan
preflight-system = System
preflight-rights = Rights
preflight-disk = Disk space
preflight-sources = Download
preflight-proof = Proof
preflight-running = Running programs
preflight-restart = Restart
preflight-projects = Projects
preflight-app-control = App Control

## upgo projects

projects-no-folders = No folders to search. To add one: `upgo projects add PATH`.
projects-today = Today
projects-after = After the upgrade
projects-because = { $go }, because { $reason }
projects-problem = { $go } ({ $code }: { $problem })
projects-no-module = There is no go.mod in { $folders }. A link does not count.
projects-concerned = { $count ->
    [one] 1 project; the upgrade to { $to } affects { $concerned }.
   *[other] { $count } projects; the upgrade to { $to } affects { $concerned }.
}
projects-no-upgrade = { $count ->
    [one] 1 project; no upgrade is available.
   *[other] { $count } projects; no upgrade is available.
}
projects-raise-them = To raise the version that they ask for: `upgo projects raise`.
rehearse-apply-fixes = To write what still works: `{ $command }`.
projects-more = There are more projects; name fewer folders.

## upgo purge

purge-deletes = this deletes every Go version that Upgo installed, the settings and the history
purge-first-look = Run `upgo self uninstall --dry-run` to see what it removes, then `upgo self uninstall --yes`.
purge-then-home = Then the rest of { $home } is deleted: settings, history, downloads and cache. That cannot be undone.
purge-program-stays = The program itself stays: { $file }
purge-removed = { $what } was removed.
purge-restored = { $path } has its original name again.
purge-off-path = Upgo's folder was removed from your PATH.
purge-left = Left in place, because Upgo did not create it or it is in use:

## upgo rehearse

rehearse-runs-tests = The tests of your projects are executed.
rehearse-breaks-one = { $to } breaks this project, which works with { $from }.
rehearse-breaks-some = { $to } breaks { $broken } of { $count } projects, compared with { $from }.
rehearse-one-unknown = Whether { $to } breaks this project is unknown.
rehearse-one-fails = This project fails with both { $from } and { $to }, so it does not show whether the upgrade breaks it.
rehearse-differs = { $to } breaks nothing, but something differs from { $from }.
rehearse-tests-work = { $count ->
    [one] With { $to }, your project and its tests work as they do with { $from }.
   *[other] With { $to }, your { $count } projects and their tests work as they do with { $from }.
}
rehearse-builds-without-tests = { $count ->
    [one] With { $to }, your project builds as it does with { $from }. There was no test to run.
   *[other] With { $to }, your { $count } projects build as they do with { $from }. There was no test to run.
}
rehearse-builds = { $count ->
    [one] With { $to }, your project builds as it does with { $from }. No test was run.
   *[other] With { $to }, your { $count } projects build as they do with { $from }. No test was run.
}
rehearse-breaks-nothing = { $to } breaks nothing in { $clear } of { $count } projects
rehearse-named-fail = { $count ->
    [one] { $names } fails with both versions
   *[other] { $names } fail with both versions
}
rehearse-named-unknown = { $count ->
    [one] { $names } is unknown
   *[other] { $names } are unknown
}
rehearse-is-same = no difference
rehearse-is-different = differs
rehearse-is-failing = fails with both
rehearse-is-broken = breaks
rehearse-more-differences = { $count ->
    [one] 1 more difference
   *[other] { $count } more differences
}
rehearse-failing = Fails with both, so not because of the upgrade: { $count }
rehearse-passing = Tests that pass with both: { $count }
rehearse-fails-now = fails now
rehearse-new-finding = new finding
rehearse-flaky = flaky
rehearse-works-now = works now
rehearse-more-lines = { $count ->
    [one] and 1 more line
   *[other] and { $count } more lines
}

## upgo report

report-contains = The report contains:
report-read-first = To read one first: upgo log report --print NAME. Nothing is sent anywhere.
report-create = Create { $file }?
report-created = Created { $file }.
report-not-created = No file was created. To create it: { $command }

## upgo self

self-window-is-old = Quit and reopen Upgo's window: it uses the previous version until then.
self-updated = Updated Upgo to { $version }. To go back: `upgo self rollback`.
self-restored = Upgo { $version } is restored.
self-unknown = Upgo { $version }. No newer version is known.
self-off = Upgo { $version }. Its own updates are turned off.
self-no-key = Upgo { $version }. This build has no release key, so it cannot update itself.
self-version = Upgo { $version }.
self-managed = Upgo { $version }. { $What }. { $next }
self-back = `upgo self rollback` undoes the last update (change { $id }).

## upgo settings

settings-login-left-out = the login of `proxy` was left out
settings-export-to-file = To keep it, export to a file: `upgo settings export FILE`.
settings-exported = Exported the settings to { $file }.
settings-changed = { $key } is now { $value }.
settings-reset = { $key } has its default value again.
settings-unchanged = { $key } already has this value.
settings-imported = The settings now match { $file }.
settings-match = The settings already match { $file }.
setup-exported = Wrote the setup of this machine to { $file }.
setup-matches = This machine is as the file says.
setup-matches-but = There is nothing to change. What this machine cannot have is named below.
setup-lacks = Missing items are listed below.
setup-apply-now = Set up this machine now?
setup-first-look = Run the command with --dry-run to see what changes, then with --yes.
setup-overwrite = { $file } exists. Overwrite it?
setup-overwrite-with = Choose another name, or pass --yes to overwrite the file.
setup-file-about = The Go setup of a machine. To set up another one like it, run: upgo setup apply FILE
setup-file-versions = The Go in use, and the installed versions. 1.27 stands for its newest patch, latest for the newest release.
setup-file-tools = Programs from go install: the package, and its exact version.
setup-file-go = Variables of go env -w.
setup-file-settings = Settings of Upgo. To see all of them, run: upgo settings list
settings-managed = managed by { $manager }
settings-default = default
settings-in-effect = In effect: { $value }, from { $place }
settings-of-system = the system

## upgo shell and terminal

shell-runs = This shell runs { $version }. To leave it: `exit`.
terminal-opened = Opened a terminal with { $version }.

## upgo status

status-in-use = { $version } is in use { $notes }
for-other-arch = for { $arch }, which is not this machine's architecture
finds-but-fails = A new terminal finds it, but it does not work: { $problem }.
status-followed = In this folder, `go` is { $version }, because { $file } names it.
status-followed-fails = In this folder, `go` stops: { $problem }.
new-terminal-runs-it = A new terminal runs it: { $why }.
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
needed-by = needed by { $projects }
toolchain-damaged = damaged
feed-line = Releases: { $feed }, { $when }
feed-of-policy = { $feed } (set by the policy: not the official feed)
feed-of-variable = { $feed } (set by UPGO_FEED_URL: not the official feed)
last-checked = last checked { $ago }
not-checked-yet = not checked yet (run `upgo check`)

## upgo tools

tools-none = There are no Go programs in { $place }.
tools-retracted = Its authors have retracted this version.
tools-newer = { $latest } is available. To update: `upgo tools update { $name }`.
tools-newer-but = { $latest } is available. Upgo cannot update it: { $why }.
tools-newer-needs = { $latest } is available, but needs { $needed }. To upgrade Go: `upgo upgrade`.
tools-newer-outdated = Built with a Go older than { $go }. { $latest } is available. To update and rebuild it: `upgo tools update { $name }`.
tools-outdated = Built with a Go older than { $go }. To rebuild it: `upgo tools rebuild { $name }`.
tools-outdated-but = Built with a Go older than { $go }. Upgo cannot rebuild it: { $why }.

## upgo verify

verify-plan-needs-repair = --dry-run needs --repair: without it there is no plan to show
verify-to-repair = To repair: { $command }
verify-none-installed = Upgo has not installed any Go version.
verify-checking = Checking the files of { $version }
verify-changed = changed
verify-added = added
verify-not-executable = not executable
verify-differs-published = { $count ->
    [one] 1 file differs from the published release:
   *[other] { $count } files differ from the published release:
}
verify-differs-own-database = { $count ->
    [one] 1 file differs from the release in your own checksum database:
   *[other] { $count } files differ from the release in your own checksum database:
}
verify-differs-installed = { $count ->
    [one] 1 file differs from what was installed:
   *[other] { $count } files differ from what was installed:
}
verify-match-published = All { $count } files match the published release.
verify-match-own-database = All { $count } files match the release in your own checksum database.
verify-match-given = All { $count } files match what was installed; no published release confirms them.
verify-match-contradicted = All { $count } files match what was installed, but the release list has another SHA-256 for this version: they are not the published files.
verify-match-unknown = All { $count } files match what was installed; Upgo has no record of where they came from.
rebuild-downloading = Downloading { $file }
rebuild-unpacking = Unpacking the source
rebuild-building = Building { $version } with { $builder }: this takes several minutes and up to { $size } of disk space
rebuild-comparing = Comparing what was built with the release
rebuild-match = All { $count } files of the release are what its source makes.
rebuild-differ = { $count ->
    [one] 1 file of the release is not what its source makes:
   *[other] { $count } files of the release are not what its source makes:
}
rebuild-how = Built from { $file } with { $builder } in { $time }
rebuild-proves = { $version } contains only what is in its source, as far as { $builder } can be trusted. This says nothing about the source itself.
rebuild-differ-means = Either the release was not made from this source, or it was built differently here. Build it on another machine to tell which.
measure-building = Round { $round }: building in { $place }
measure-warming-up = Building once in { $place }, so that the system has Go's files in memory
measure-head = { $version } built the same program { $count } times in each folder. Best times:
measure-builds = every package { $cold }, after a change { $warm }
measure-starts = first start of the program { $first }, second start { $second }
measure-not-started = this machine did not start the program
measure-temporary = temporary files in { $folder }
measure-faster = { $place } is faster: a build of every package takes { $time } less there.
measure-to-move = To move Go's build cache and temporary files there: `{ $command }`.
measure-none-faster = No other place is clearly faster.
measure-nothing-else = Upgo found no Dev Drive to compare with. To measure a folder on another drive: `upgo doctor --measure FOLDER`.
measure-defender = While Go built in today's folders, Microsoft Defender used { $used } of processor time. The builds took { $built }, so that is { $percent } % of their time.
measure-defender-unseen = Upgo did not see Microsoft Defender at work. Whether another scanner makes Go slower is unknown.
measure-scanner-unknown = Whether a scanner makes Go slower is unknown, because Upgo can only see Microsoft Defender.
measure-start-costs = The first start of a new program took { $time } longer than the second one. A check of new programs costs at most that.
measure-method = Method: each round begins with an empty cache. Upgo builds a small program with some 80 packages of the standard library, changes a line, builds it again, and starts it twice. A place is faster if each of its builds of every package was, the fastest by at least a tenth, and builds after a change were not slower. Upgo changes nothing and deletes what the builds wrote.
proof-valid = valid
proof-unavailable = unavailable
proof-not-checked = not checked
proof-not-published = not published
proof-contradicted = contradicted

## upgo whatsnew

whatsnew-projects = Your projects
whatsnew-releases = Releases
whatsnew-fixes = Fixed vulnerabilities
whatsnew-settings = New GODEBUG settings
whatsnew-unknown = Unknown
whatsnew-kept = kept by its go line: { $names }
whatsnew-security = security

## upgo which and why

terminal-finds-no-go = a new terminal finds no Go
why-new-terminal = A new terminal
why-this-terminal = This terminal
why-terminal-in = { $terminal } in { $folder }
why-fails = { $place } starts { $program }, which fails:
why-runs = { $place } runs { $version } { $from }
why-on-path = found on PATH
why-in-cache = from Go's module cache
why-downloads = Go downloads it first
why-because = because { $effect }
why-decides = decides
why-does-not-work = It does not work here: { $why }
why-by-answer = By what a new terminal answered at { $time }.
why-unexplained = A new terminal answered { $version } at { $time }, which this does not explain.
why-not-heard = No terminal was heard: { $because }.
asking-shell = Asking your shell…
why-chain = How it was chosen:
why-fix = To change it: { $command }
