### What the commands from `install` to `why` say in the terminal, each in its group.

## Parts of several commands

labelled = { $label }: { $text }
in-brackets = ({ $text })
one-or-other = { $one } or { $other }
no-value = none
mark-ok = ok
mark-no = no

## install

sha256-needs-file = --sha256 works with a file, not with a version
neither-version-nor-file = { $name } is neither a Go version nor a file
name-version-or-archive = Name a version, such as 1.27.3, 1.27, latest or rc, or the path of an archive.

## log

log-empty = No log entries to show ({ $file }).

## man

no-manual-page = no manual page: { $why }
no-such-command = there is no command `{ $command }`
see-commands = Run `upgo help` for a list of the commands.

## mirror

mirror-is-in = The mirror is in { $folder }. Serve it with `upgo mirror serve`, or any web server.
mirror-present = already present
mirror-file = { $file }, { $state }
mirror-missing = missing
mirror-damaged = damaged
mirror-contradicts = its checksum differs from the official one
mirror-bad-signature = its signature is not valid
mirror-with-proof = with proof
mirror-signed = signed
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
mirror-nothing-to-remove = Nothing to remove.
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
mirror-list-older = { $file }, and its release list ends with { $newest }
mirror-list-contradicts = { $file }, but its release list has a checksum that differs from the official one

## policy

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

## preflight

preflight-ready = An unattended upgrade would succeed.
preflight-nothing = There is nothing to upgrade.
preflight-not-ready = An unattended upgrade would fail.
preflight-warning = warning
preflight-fails = fails
preflight-unknown = unknown
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

## projects

projects-no-folders = No folders to search. To add one: `upgo projects add PATH`.
projects-findings = { $count ->
    [one] 1 finding
   *[other] { $count } findings
}
projects-today = Today
projects-after = After the upgrade
projects-no-go = no Go
projects-because = { $go }, because { $reason }
projects-problem = { $go } ({ $code }: { $problem })
projects-no-module = There is no go.mod in { $folders }.
projects-concerned = { $count ->
    [one] 1 project; the upgrade to { $to } concerns { $concerned }.
   *[other] { $count } projects; the upgrade to { $to } concerns { $concerned }.
}
projects-no-upgrade = { $count ->
    [one] 1 project; no upgrade is available.
   *[other] { $count } projects; no upgrade is available.
}
projects-more = There are more; name fewer folders.

## purge

purge-deletes = this deletes every Go version that Upgo installed, the settings and the history
purge-first-look = Run `upgo purge --dry-run` to see what it removes, then `upgo purge --yes`.
purge-removed = { $what } was removed.
purge-restored = { $path } has its own name again.
purge-off-path = Upgo's folder was removed from your PATH.
purge-left = Left in place, because Upgo did not create it or it is in use:

## rehearse

rehearse-no-version = there is no version to try
rehearse-runs-tests = The tests of your projects are executed.
rehearse-breaks-one = { $to } breaks this project, which works with { $from }.
rehearse-breaks-some = { $to } breaks { $broken } of { $count } projects, compared with { $from }.
rehearse-one-unknown = Whether { $to } breaks this project is unknown.
rehearse-one-fails = This project fails with { $from } and with { $to }, so it does not show whether the upgrade breaks it.
rehearse-differs = { $to } breaks nothing, but something differs from { $from }.
rehearse-tests-work = { $count ->
    [one] With { $to }, your project and its tests work as with { $from }.
   *[other] With { $to }, your { $count } projects and their tests work as with { $from }.
}
rehearse-builds-without-tests = { $count ->
    [one] With { $to }, your project can be built as with { $from }. There was no test to run.
   *[other] With { $to }, your { $count } projects can be built as with { $from }. There was no test to run.
}
rehearse-builds = { $count ->
    [one] With { $to }, your project can be built as with { $from }. No test was run.
   *[other] With { $to }, your { $count } projects can be built as with { $from }. No test was run.
}
rehearse-breaks-nothing = { $to } breaks nothing in { $clear } of { $count } projects
rehearse-named-fails = { $name } fails with both versions
rehearse-named-fail = { $names } fail with both versions
rehearse-many-fail = { $count } fail with both versions
rehearse-name-unknown = { $name } is unknown
rehearse-named-unknown = { $names } are unknown
rehearse-many-unknown = { $count } are unknown
rehearse-is-same = no difference
rehearse-is-different = differs
rehearse-is-failing = fails with both
rehearse-is-unknown = unknown
rehearse-is-broken = breaks
rehearse-more-differences = { $count ->
    [one] and 1 more difference
   *[other] and { $count } more differences
}
rehearse-failing = fails with both: { $count }
rehearse-passing = tests that pass with both: { $count }
rehearse-fails-now = fails now
rehearse-new-finding = new finding
rehearse-flaky = flaky
rehearse-works-now = works now
rehearse-more-lines = { $count ->
    [one] and 1 more line
   *[other] and { $count } more lines
}

## report

report-contains = The report contains:
report-read-first = To read one first: upgo report --print NAME. Nothing is sent anywhere.
report-create = Create { $file }?
report-created = Created { $file }. Nothing was sent.
report-not-created = No file was created. To create it: { $command }

## self

self-window-is-old = Quit and open Upgo's window: it uses the version before until then.
self-updated = Updated Upgo to { $version }. To go back: `upgo self rollback`.
self-restored = Upgo { $version } is restored.
self-current = Upgo { $version } is up to date.
self-available = Upgo { $latest } is available; you have { $version }. Run `upgo self update`.
self-unknown = Upgo { $version }. No newer version is known.
self-off = Upgo { $version }. Its own updates are turned off.
self-no-key = Upgo { $version }. This build has no release key, so it cannot update itself.
self-version = Upgo { $version }.
self-managed = Upgo { $version }. { $What }. { $next }
self-back = `upgo self rollback` undoes the last update (change { $id }).

## settings

settings-login-left-out = the login of `proxy` was left out
settings-export-to-file = To keep it, export to a file: `upgo settings export FILE`.
settings-exported = Exported the settings to { $file }.
settings-changed = Changed { $key }.
settings-unchanged = { $key } already has this value.
settings-imported = The settings now match { $file }.
settings-match = The settings already match { $file }.
settings-managed = managed by { $manager }
settings-default = default
settings-in-effect = In effect: { $value }, from { $place }
settings-of-system = the system

## shell and terminal

shell-runs = This shell runs { $version }. To leave it: `exit`.
terminal-opened = Opened a terminal with { $version }.

## tools

tools-none = There are no Go programs in { $place }.
tools-retracted = Its authors have retracted this version.
tools-newer = { $latest } is available. To update: `upgo tools update { $name }`.
tools-newer-but = { $latest } is available. Upgo cannot update it: { $why }.
tools-outdated = Built with a Go older than { $go }. To rebuild it: `upgo tools rebuild { $name }`.
tools-outdated-but = Built with a Go older than { $go }. Upgo cannot rebuild it: { $why }.

## verify

verify-plan-needs-repair = --dry-run needs --repair: without it there is no plan to show
verify-to-repair = To repair: { $command }
verify-none-installed = Upgo has not installed any Go version.
verify-checking = Checking the files of { $version }
verify-changed = changed
verify-missing = missing
verify-added = added
verify-more = and { $count } more
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
verify-match-given = All { $count } files match what was installed; no published release vouches for them.
verify-match-contradicted = All { $count } files match what was installed, but the release list has another SHA-256 for this version: they are not those of the published release.
verify-match-unknown = All { $count } files match what was installed; Upgo has no record of its origin.
proof-valid = valid
proof-unavailable = unavailable
proof-not-checked = not checked
proof-not-published = not published
proof-contradicted = contradicted

## whatsnew

whatsnew-title = { $from } to { $to }
whatsnew-projects = Your projects
whatsnew-releases = Releases
whatsnew-fixes = Fixed vulnerabilities
whatsnew-settings = New GODEBUG settings
whatsnew-unknown = Unknown
whatsnew-kept = kept by its go line: { $names }
whatsnew-security = security

## which and why

terminal-finds-no-go = a new terminal finds no Go
install-latest-and-use = Run `upgo install latest --use`.
why-new-terminal = A new terminal
why-this-terminal = This terminal
why-terminal-in = { $terminal } in { $folder }
why-finds-no-go = { $place } finds no Go.
why-fails = { $place } starts { $program }, which fails:
why-runs = { $place } runs { $version } { $from }
why-on-path = found on PATH
why-in-cache = from Go's module cache
why-downloads = Go downloads it first
why-because = because { $effect }
why-does-not-work = It does not work here: { $why }
why-chain = How it was chosen:
why-fix = To change it: { $command }
