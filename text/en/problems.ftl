### What went wrong. These are parts of sentences: they start with a lower-case letter and have no full stop.

## Releases

startup-chooses-go = Upgo can't see your terminal's Go: your shell sets it when it starts ({ $line }), and Upgo was started without it

## Problems

first-then = { $first }; { $then }
at-place = { $place }: { $what }
cancelled = cancelled
unreadable = { $path } cannot be read

## Requests

not-address = { $text } is not an address
address-scheme = { $address } is refused: an address must start with https:// or file:///, or with http:// on this machine
address-login = the address of { $host } is refused: it contains a user name or password, which belong in .netrc
address-query = { $address } is refused: an address must end with a folder, not with a query (?) or fragment (#)
proxy-not-address = { $proxy } is not the address of a proxy
certificates-unusable = the certificates in { $path } cannot be used
network-unusable = the network cannot be used
host-unreachable = { $host } cannot be reached
proxy-cannot-connect = the proxy { $proxy } cannot connect to { $host }
not-trusted = the connection to { $host } is not trusted: { $reason }
not-trusted-signed-by = the connection to { $host } is not trusted: { $reason } (its certificate is signed by { $issuer })
no-answer-within = { $host } did not answer within { $seconds } s
stalled = { $host } sent nothing more for { $seconds } s
too-slow = { $host } is too slow: it sent { $size } in { $seconds } s
connection-lost = the connection to { $host } was lost
http-status = { $address } returned HTTP status { $status }
redirect-refused = { $address } redirects to { $target }: { $reason }
too-many-redirects = too many redirects
target-too-long = the target is too long
target-no-address = the target is not a valid address
target-has-login = the target contains a user name or password
host-not-expected = the host is not among those allowed
only-https = only https redirects are followed
sent-too-much = { $address } sent more than { $size }
damaged-response = { $address } sent a damaged response

## Plans

none-installed = no installed version matches `{ $name }`
not-installed = { $version } is not installed
version-is-damaged = { $version } is damaged: a program is missing, empty or not executable
is-current = { $version } is the current Go
no-such-go = there is no Go { $name }
not-in-bundle = there is no Go { $name } in the bundle
not-for-target = { $version } is not available for { $target }
unmet-system = { $version } needs { $needs } or later, but this is { $system }
unmet-release = { $version } is too old for { $system }, which needs Go { $needs } or later
no-official-digest = there is no official SHA-256 for { $file }
no-machine-go = the official installer has not installed a machine-wide Go
package-unknown = the package of the machine-wide Go ({ $width }) is unknown
only-administrator = only an administrator may remove { $path }
not-adoptable = Upgo cannot manage the Go in { $folder }: { $why }
managed-by = { $name } manages it
up-to-date-unmanaged = { $go } in { $root } is up to date, but Upgo does not manage it
package-manager-manages = the system's package manager manages it
version-unreadable = its version cannot be read
upgo-manages = Upgo already manages it
go-manages = the go command manages it in its module cache
not-official = { $version } is not an official release
nothing-to-undo = there is nothing to undo
no-such-change = there is no change number { $id } in the history
not-undoable = change number { $id } { $state }
was-rolled-back = was interrupted and rolled back
not-finished = has not finished yet
already-undone = has already been undone
changed-nothing = changed nothing
is-final = cannot be undone: what it deleted from Go's caches is not kept
undo-blocked = change { $id } cannot be undone: { $reason }
would-remove-current = it would remove { $version }, which is your current Go
before-it-missing = { $version }, the version before it, is no longer installed
switched-since = you have switched to { $version } since that change
none-in-use = no version is in use anymore
source-unknown = the source of { $version } is unknown
machine-go-is-now = the machine-wide Go is now { $version }
machine-go-missing = the machine-wide Go is now missing
package-of-unknown = the package of { $version } is unknown
moved-deleted = the Go that it moved to { $path } has been deleted
place-taken = { $path } has taken the place of the Go that it moved aside
setting-changed-since = the setting { $key } has been changed since
stays-as-left = { $what } stays as change { $id } left it
files-stay-as-left = the files of { $version } stay as change { $id } left them
stays-changed = { $what } stays unchanged: it has been changed since
entry-of-path = { $folder } on PATH
switched-again = change { $id } has switched to { $version } again
none-in-use-again = since change { $id }, no version is in use again
setting-set-again = change { $id } has changed the setting { $key } again
machine-go-changed-again = change { $id } has changed the machine-wide Go again
moved-again = change { $id } has moved { $path } again

## Changes that failed

replaced-by = change { $id } ({ $what }) has replaced this change
replaces-running = this change replaces change { $id } ({ $what }), which was still running
machine-moved = the machine changed since the plan was made: { $why }
no-longer-installed = { $version } is no longer installed
now-current = { $version } is now the current Go
exists-already = { $path } exists already
no-longer-exists = { $path } no longer exists
list-was-wrong = the file list of { $version } was wrong
files-were-changed = files of { $version } were changed meanwhile
machine-go-changed = the machine-wide Go has changed
no-longer-registered = { $version } is no longer registered
path-was-changed = your PATH or GOPATH was changed
setting-was-changed = the setting { $key } was changed
program-was-changed = { $path } was changed meanwhile
installed-as-before = { $version } is installed again, as before
nothing-left-behind = nothing was left behind
previous-not-restored = the previous installation could not be restored: { $why }
previous-is-missing = the previous installation is missing

## Files of projects

file-is-link = it is missing, a link, or not a file that Upgo edits
file-is-read-only = it is read-only, or its permissions could not be kept
file-is-no-text = it is not text in UTF-8
file-is-malformed = line { $line }: { $why }
file-has-no-go-line = it has no `module` or `go` line
file-not-edited = { $path } cannot be edited: { $why }
file-stays = { $path } stays unchanged: it has been edited since
file-stays-deleted = { $path } is not restored: it has been deleted since
project-names-no-go = { $folder } has no go.mod or go.work, and no version file that names a Go version
project-needs-newer = { $path } asks for at least Go { $needs }, so the project cannot be pinned to { $version }
toolchain-line-is-newer = the `toolchain` line works with Go 1.21 and later, so { $path } cannot name { $version }
pin-unread = Go itself does not read { $file }: without a version manager that does, { $runs } still runs here, not { $version }
pin-is-minimum = the `toolchain` line names the oldest Go for this project: in a terminal with { $runs }, Go does not switch to { $version }
nothing-to-pin-to = no Go is in use, so there is no version to pin the project to
no-project-to-change = no project was named, and no project is known
project-left-out = { $folder } is left out: { $why }
raise-breaks = it does not work with { $version } and the updated line: { $command }: { $error }
raise-unknown = its rehearsal with { $version } has no result: { $why }
raise-together = Go compares its line with that of { $path }, which is left out
raise-needs = with the updated line, Go asks for `{ $command }`
changed-since-tried = it has changed since it was tried
raise-not-rehearsed = it was not rehearsed with { $version }
raise-shared = { $path } stays unchanged, because it applies to all modules in { $folder }, one of which was left out
raise-leaves = { $what }; it stays, because { $why }
stays-composed = no part of the file contains the whole version
stays-digest = the image has a digest
stays-in-matrix = the matrix has several versions
stays-elsewhere = the version is in another file
stays-unpublished = Upgo knows of no such image for { $version }
stays-without-ci = builds on servers are not included
fixes-not-rehearsed = what `go fix` changes in it was not tried
fixes-too-long = its changes are too large for one change of Upgo
fixes-too-many = this change is too large with it
no-archive-in-plan = the plan has no archive
not-unpackable = { $file } is not an archive that Upgo can unpack
other-installed = another Upgo process has installed { $file }
archive-missing = the archive of { $version } is missing
installed-meanwhile = { $version } was installed meanwhile
no-server-provides = no server provides { $file } anymore
in-use-by = { $folder } is in use by { $programs }
does-not-work = { $version } does not work on this machine: { $reason }
setting-refused-by-new = { $version } would not work with your settings: { $setting }, and it says: { $says }
built-program-blocked = { $version } works, but this machine did not start the small program that it built: { $reason }
installer-no-effect = Windows Installer reported success, but the change did not take effect
upgo-no-publisher = this build of Upgo has no release key, so it cannot update itself
upgo-not-signed = the description of Upgo's newest release is not signed by its publisher
upgo-signed-other = the signature of the description of Upgo's newest release belongs to another file
upgo-key-unknown = the description of Upgo's newest release is signed by the key { $key }, which this Upgo does not know
upgo-key-revoked = the description of Upgo's newest release is signed by the key { $key }, which was revoked
upgo-older = the description of Upgo { $offered } is dated { $day }, but one dated { $before } already offered { $known }
upgo-future = the description of Upgo { $version } is dated { $day }, but the clock of this machine says { $today }
upgo-impossible = the description of Upgo's newest release names version { $version }, which cannot exist yet
upgo-foreign = this version of Upgo cannot read the description of the newest release: { $why }
upgo-too-old = Upgo { $version } can update only Upgo { $minimum } and later
upgo-package = the package of Upgo { $version } cannot be used: { $why }
upgo-trial = Upgo { $version } does not work on this machine: { $reason }
not-taken-back = { $error }; restoring the previous state failed too: { $left }
still-interrupted = { $name } was interrupted and could not be finished: { $error }
no-file-list = there is no list of the files that were unpacked for { $version }
could-not-read = could not read { $path }
prompt-declined = the administrator prompt was declined
not-elevated = Upgo cannot be started as administrator: { $reason }
administrator-silent = Upgo's administrator process did not answer: { $reason }
digest-differs = { $file } does not match its official SHA-256
no-package-digest = the official release list has no package with a SHA-256 for { $version } on { $arch }
wrong-signer = { $file } is not signed by { $expected }: { $reason }
not-registered = { $version } for { $arch } is not registered as installed
installer-said = Windows Installer: { $what } ({ $exit })

## Downloads and the store

no-archive-name = { $file } is not the name of a Go archive
too-large-for-archive = { $file } is too large for a Go archive: { $size }
not-official-from = { $file } from { $place } is not the official file: its SHA-256 is { $actual }, expected { $expected }
not-official-here = { $file } from this machine is not the official file: its SHA-256 is { $actual }, expected { $expected }
cannot-download = { $file } cannot be downloaded: { $why }
file-changed-meanwhile = the file changed during the download
other-finished-first = another Upgo process finished first
gave-way = the download stopped, because another Upgo process needs the file now
cannot-write = { $path } cannot be written
no-parts = { $address } did not send the requested part of its file
wrong-size = { $address } has the wrong size: { $actual } instead of { $expected }
no-toolchain-in-archive = the archive is not a Go toolchain: { $why }
no-bin-go = it has no bin/go
no-version-file = it has no VERSION file that names a release
other-in-archive = the archive contains { $found }, not { $expected }
not-enough-space = not enough space on the volume of { $path }: { $needed } needed, { $free } free
open-file-blocks = { $path } cannot be renamed because { $holder } has a file in it open
switch-unreadable = the switch { $path } cannot be read
foreign-content = { $folder } contains { $name }, which Upgo did not create
is-link = { $path } is a link
elevated-foreign = Upgo runs with administrator rights, but { $folder } belongs to { $owner }
audit-log-unwritten = could not add to the audit log in { $place }
home-shut = this account may not open { $folder }
other-owner = { $folder } belongs to { $owner }, not to the account that runs Upgo
others-write = other accounts can write to { $path }
not-a-folder = { $path } is not a folder
folder-not-for-lists = Go does not work in { $folder }: PATH and GOPATH cannot hold a path with `{ $separator }`
no-user-folder = the home folder { $folder } does not exist
no-release-list = cannot get the list of Go releases: { $why }
last-list-is-used = The list of the last successful check is used.
not-release-list = { $address } did not send the list of Go releases
older-release-list = { $address } sent an outdated list of Go releases: its newest release is { $newest }, and it lacks { $missing }, which is already known
own-list-lacks = the list of Go releases at { $address } no longer names { $missing }
lists-disagree = the official release lists disagree about { $file }: { $one } says { $first }, { $two } says { $second }

## Settings

no-setting = there is no setting { $name }
no-setting-meant = there is no setting { $name }, did you mean { $meant }?
more-no-settings = there are { $count } more entries that are not settings
setting-value = the setting { $name } { $why }
name-and = { $name } { $why }
table-not-value = { $name } must be a table of settings, not a value
table-not-list = { $name } must be a table of settings, not a list
at-line = line { $line }, column { $column }: { $why }
in-file = { $path }, { $what }
file-empty = the file is empty
not-utf8 = this is not UTF-8 text
not-simple-value = this is not a simple value that Upgo can replace
settings-unchangeable = the settings in { $path } cannot be changed
file-too-large = the file is larger than { $size }
settings-busy = the settings in { $path } are being changed by another program

## The environment

left-alone-because = { $place } { $why }, so it is left alone
no-machine-variables = this system has no machine-wide variables that Upgo can edit
no-path-in-go-env = PATH cannot be set with go env -w
no-go-env-file = there is no go env -w file: GOENV is off, or the settings folder is unknown
no-home-folder = there is no home folder
no-home-folder-at = there is no home folder at { $path }
place-changed = { $place } has changed since it was read
place-not-kept = { $place } was written, but another program has changed it since
place-elsewhere = { $place } does not belong to this environment
registry-key = the registry key { $key } cannot be read or written
name-not-for-path = the folder { $folder } has { $what } in its name, which PATH cannot hold
a-line-break = a line break
a-semicolon = a semicolon
a-quotation-mark = a quotation mark
a-variable = a %NAME% that Windows would expand
a-colon = a colon
folder-not-full = the folder { $folder } is not a full path
value-too-long = the value would have { $length } characters, and the limit is { $limit }
first-or-last-only = a startup file can only put { $folder } first or last, not at a position in between
folder-not-on-path = the folder { $folder } is not on the PATH being edited
open-quote = PATH has a quotation mark that is never closed
no-go-variable = { $name } is not a Go variable
variable-is = { $name } { $why }
set-by-go = is set by Go itself
not-read-from-file = is not read from the go env -w file
variable-cannot-be = { $name } cannot be { $value }: { $why }
empty-is-none = an empty value means unset; unset the variable instead
has-line-break = it contains a line break
hidden-login = it must be entered whole, because … stands for a hidden part
no-full-path = it is not a full path
no-full-paths = it is not a list of full paths
must-be-toolchain = it must be a name such as go1.27.3, or auto, path or local
is-language-version = it is a language version; name a release, such as go1.27.0
must-be-database = it must be off, or the name or key of a database, optionally followed by its address
must-be-vcs = it must be a list such as public:git,private:all
needs-cache = Go needs its build cache
no-pattern = it contains an invalid pattern
names-no-server = it names no server
no-proxy-address = { $entry } is not an address
no-go-tree = that folder contains no Go
is-a-file = it is a file
no-such-file = there is no such file
path-not-allowed = Upgo may not change PATH here
current-but-none = { $version } is the current Go, but a new terminal finds no Go
selected-is-damaged = { $to } is selected, but its files are missing or damaged
terminals-find-none = new terminals find no Go
shell-late = your shell took too long to start
shell-ended = your shell ended without an answer
shell-flood = a startup file of your shell prints without end
shell-not-started = your shell could not be started
shell-not-by-variable = the variable UPGO_NO_SHELL is set
shell-not-by-setting = the setting ask-shell is off
shell-not-for-others = Upgo runs with the files of another account
no-terminal-asked = no terminal is asked here
go-fails-in-terminal = go fails in a new terminal: { $says }
current-but-pinned = { $terminal } still runs { $other } instead of { $version }, because { $setting } selects it
current-but-other = { $terminal } still runs { $other } instead of { $version }: { $folder } comes first on PATH
pin-stays = { $terminal } will still run { $other }, which { $setting } selects
other-stays-first = { $terminal } will still run { $other } in { $folder }, which comes before Upgo's folder on PATH
a-new-terminal = a new terminal
prompt-unattended = the change needs the administrator prompt, which an unattended run does not show
deadline-passed = the change was not finished before its deadline of { $time }
hook-exited = the { $hook } hook { $program } ended with status { $code }
hook-timed-out = the { $hook } hook { $program } took longer than { $seconds } s, and was stopped
hook-not-started = the { $hook } hook { $program } could not be started: { $why }
hook-memory = the { $hook } hook { $program } used too much memory, and was stopped
hook-processes = the { $hook } hook { $program } started too many processes or threads, and was stopped
hook-killed = the { $hook } hook { $program } was killed by another program
hook-said = { $what }; its last line was: { $line }
hook-elevated = hooks never run with administrator rights, which this process was given
hook-in-hook = this change was started by a hook and would run hooks itself
hooks-moved = the hooks have changed

## What Windows Installer said, by its exit code

msi-0 = it succeeded
msi-3010 = it succeeded, and Windows must be restarted
msi-3010-next = Restart Windows when convenient.
msi-1641 = it succeeded, and Windows is restarting
msi-1641-next = Save your work.
msi-1602 = it was cancelled
msi-1602-next = Run the command again to continue.
msi-1603 = the installation failed
msi-1603-next = Close programs that use this Go and try again; the log shows the step that failed.
msi-1605 = this product is not installed
msi-1605-next = Review the new plan and try again.
msi-1612 = the source of the installed product no longer exists
msi-1612-next = Install the same version again with Upgo, then remove it.
msi-1618 = another installation is running
msi-1618-next = Wait until it has finished (it may be Windows Update), and try again.
msi-1619 = the package cannot be opened
msi-1619-next = Try again; a virus scanner may be using it.
msi-1620 = the file is not a package for Windows Installer
msi-1620-next = Download it again.
msi-1625 = a policy of this machine forbids it
msi-1625-next = Ask your administrator, or install Go with Upgo for your account only, which needs no installer.
msi-1633 = the package is for another processor architecture
msi-1633-next = Use the package for this machine.
msi-1638 = another version is installed, and this package does not replace it
msi-1638-next = Remove the installed version first.
msi-1639 = its command line is invalid
report-with-details = Report it with the details.
msi-1601 = the Windows Installer service cannot be reached
msi-1601-next = Start the Windows Installer service (msiserver), and try again.
msi-1624 = a transform cannot be applied
msi-1925 = this account may not install for all users
msi-1925-next = Confirm the prompt as an administrator.
msi-other = it failed
msi-other-next = The log shows the step that failed.

## Archives, bundles and mirrors

archive-of-unknown-go = cannot tell which Go version { $path } contains
no-known-digest = no official SHA-256 is known for { $path }
archive-not-listed = the archive of { $version }, { $file }, is in no known release list
no-archive-known = no archive of { $version } is known
not-a-file = { $path } is not a file
no-go-in-bundle = there is no Go for { $target } in the bundle
bundle-busy = another Upgo is working with a bundle
no-upgo-for-bundle = there is no Upgo for the targets of the bundle, so it is left out
mirror-busy = another Upgo is changing the mirror in { $folder }
file-without-proof = the file has no proof: no record of the Go checksum database, and no signature
files-without-proof = { $count } of { $all } files have no proof: no record of the Go checksum database, and no signature
source-has-other = { $source } has another { $file }
not-in-list = there is no { $wanted } for { $target } in { $place }
not-read-or-written = { $path } cannot be read or written
not-a-mirror = { $folder } is not a mirror: it contains no index.json
mirror-list-damaged = the release list of the mirror in { $folder } is damaged
not-in-mirror = there is no { $wanted } in the mirror in { $folder }
none-would-remain = no release in { $folder } would remain
not-loopback = { $address } is refused: a mirror can be served only on this machine
cannot-listen = cannot listen at { $address }
already-exists = { $path } already exists
bundle-too-large = the bundle would be larger than 4 GB
archive-is-damaged = { $archive } is damaged: { $what }
archive-was-rejected = { $archive } was rejected: { $what }
path-not-read = { $path } could not be read
path-not-written = { $path } could not be written
not-as-installed = { $path } has changed since it was installed
download-stopped = the download of { $archive } stopped before it was unpacked
unpacking-cancelled = unpacking was cancelled
report-has-no-text = the report does not contain { $name }
signature-not-valid = { $place } is not valid: { $why }

## Vulnerabilities and release lists

version-not-comparable = { $version } cannot be compared with releases
no-known-release = no known release matches { $wanted }
no-release-named = there is no release { $wanted }
no-vulnerability-database = Upgo queries no vulnerability database, because a release list other than go.dev's is set
vulnerabilities-never-fetched = the vulnerability database was never fetched
neither-release-nor-file = { $path } is neither a Go release nor a file
more-files-unread = { $count } more files could not be read
search-cut-short = the search was incomplete: more than { $files } files, or folders nested deeper than { $depth }
modules-examined = only { $most } of { $count } modules in your projects are examined
imports-unknown-without-go = Go is not installed, so the imports of your projects are unknown
imports-partly = only some imports of { $folder } could be read: { $why }
imports-unread = could not read the imports of { $folder }: { $why }
contains-no-package = it contains no Go package
fix-not-listed = the vulnerability database names { $fix } as a fix, but the official release list does not have it
fleet-clocks-wrong = { $count ->
    [one] 1 machine reports times in the future, or in an impossible order: { $names }
   *[other] { $count } machines report times in the future, or in an impossible order: { $names }
}
fleet-clocks-mean = Such machines count, but not as fine, and since when they lack a security fix is unknown.
adds-vulnerabilities = { $version } has known vulnerabilities that your Go does not have, so no upgrade leads to it
out-without-file = { $version } is out, but { $address } lists no file of it for { $target }
fix-without-file = { $fixes ->
    [one] { $version } fixes 1 known vulnerability, but { $address } lists no file of it for { $target }
   *[other] { $version } fixes { $fixes } known vulnerabilities, but { $address } lists no file of it for { $target }
}
fixed-in-other-line = { $fixes ->
    [one] only another release line fixes 1 known vulnerability in { $runs }: { $version }
   *[other] only another release line fixes { $fixes } known vulnerabilities in { $runs }: { $version }
}
impossible-releases = the release list of { $url } names { $names }, which cannot exist
last-answer-rejected = the last answer of the vulnerability database { $url } was rejected
older-than = { $to } is older than { $from }, and `whatsnew` describes upgrades
go-not-judged = a new terminal runs the Go in { $folder }, which Upgo does not judge: it is a development version, or its version is unknown
newest-unknown-nowhere = could not find out the newest version of { $module }: no module proxy provides it
newest-unknown = could not find out the newest version of { $module }: { $why }

## Searches for a release

another-bisect = another `upgo bisect` is running
not-removed = { $names } could not be removed: { $why }
bisect-ends = the bad release { $bad } is not newer than the good release { $good }
bisect-not-good = { $version } is not good: the command { $ended }
bisect-not-bad = { $version } is not bad: the command { $ended }
bisect-succeeded = succeeded
bisect-failed = failed (exit status { $status })
bisect-no-judgment = could not judge it (exit status { $status })
command-ended = the command was killed while it ran with { $version } ({ $status }), which says nothing about the release

## Releases built from source

release-not-reproducible = { $version } cannot be compared with its source: Go builds are reproducible only since Go 1.21
no-other-go-to-build = building { $version } needs another Go that Upgo has installed, Go { $oldest } or later
builder-differs = { $builder }, which would build the release, was modified after it was installed
source-not-listed = the release list at { $list } does not name the source of { $version }
release-not-built = { $version } could not be built from its source: { $why }
built-no-archive = the build did not make { $file }
rebuild-runs = another `upgo verify --rebuild` is running
measure-runs = another `upgo doctor --measure` is running
measure-cache-off = Go's build cache is turned off (GOCACHE=off), so no Go since 1.12 builds anything
measure-no-temporary = no variable names a folder for temporary files
measure-not-built = Go could not build the program: { $said }
place-not-measured = { $folder } was not measured: { $why }
no-go-to-measure = no Go is in use that could be measured
old-cache-stays = the old build cache stays in { $folder }
folder-stays = { $folder } stays, because it is not empty
new-folder = new folder
deleted-if-empty = folder, deleted if it is empty
in-upgos-folder = it is in Upgo's own folder
on-network-volume = it is on a network drive

## Other processes

deadline-unwatched = the deadline cannot be watched: { $error }
notifications-busy = another Upgo process is using the record of notifications
other-process-changes = another Upgo process is making a change: { $by }
could-not-read-because = could not read { $path }: { $error }
not-understood = it is invalid, nested too deeply, or too long
could-not-write-because = could not write { $path }: { $error }
could-not-start = could not start { $program }: { $error }
could-not-open = could not open { $name }: { $error }
no-terminal = found no terminal to open
audit-lines-left-out = { $count ->
    [one] 1 line is left out, because it is incomplete or its hash does not match
   *[other] { $count } lines are left out, because they are incomplete or their hashes do not match
}
other-process = another Upgo process { $doing }
other-process-by = another Upgo process { $doing }: { $by } (process { $process }), for { $seconds } s
changes-same-home = is changing the same home
is-downloading = is downloading { $file }
for-windows-installer = for Windows Installer
the-checksum-database = the Go checksum database
the-signature = the OpenPGP signature

## Desired states

instance-too-large = the instance is larger than { $limit } bytes
instance-no-object = the instance is not a JSON object
instance-invalid = the instance is not valid: { $error }
instance-absent-in-use = a release that must not be installed cannot be the one in use
instance-names-nothing = to remove a release, name its version or its line
instance-use-without-version = without a version, Upgo chooses the Go in use; `use` cannot be false
instance-no-other = { $version } is in use, and the instance does not say which Go to use instead

## Values that have no effect

goroot-for-all = GOROOT now applies to every go command, whatever its version
still-on-machine-path = { $folder } is still on PATH, because the system PATH adds it
still-on-path = { $folder } is still on PATH, because a startup file or the system adds it
also-set-user = { $name } is also set in the user's variables, to { $value }
also-set-machine = { $name } is also set in the machine's variables, to { $value }
also-set-go = { $name } is also set in the go env -w file, to { $value }
also-set-terminal = { $name } is also set in the environment of this terminal, to { $value }
begins-with-mark = { $path } begins with a byte order mark, so Go ignores its first line
variable-invalid = the variable { $name } is invalid: { $why }
it-is-not-utf8 = it is not UTF-8 text

## Commands with a Go

installation-names-none = the installation names no version
no-shell-for-lines = cannot tell which shell the lines are for
path-cannot-contain = PATH cannot contain { $path }: { $why }
no-program-on-path = found no program named { $name } on PATH
version-file-useless = { $file } { $what }
nothing-asks-for-go = no file in { $folder } asks for a Go version
unprintable-for = the value of { $name } has a character that cannot be printed for { $shell }
switch-selects-none = Upgo's switch selects no Go

## Other installations of Go

not-existing-folder = { $path } is not an existing folder
several-match = several installations match: { $roots }
no-other-version = found no { $version } on this machine other than Upgo's own
no-other-go = found no Go on this machine other than Upgo's own
cannot-be-behind = { $go } in { $root } cannot be moved behind Upgo's: { $why }
not-on-machine-path = it is not on a machine-wide PATH that Upgo can edit
no-go-in-folder = there is no Go in { $folder }
msi-only-on-windows = machine-wide installation with the official installer works only on Windows
system-interrupted = change { $id } was interrupted while changing { $version } for all users
system-path-interrupted = change { $id } was interrupted while changing the system PATH for all users
also-installed = { $version } for { $arch } also stays installed for all users, and may come first on PATH
restart-to-finish = restart Windows to finish the installation
installer-not-started = Windows Installer cannot be started: { $error }

## Interrupted and earlier changes

future-change = change { $id } is dated in the future: the clock of this machine was wrong then, or is wrong now
record-damaged = the record of change number { $id } is damaged, so it cannot be undone
not-continued-elevated = the interrupted change { $id } is not continued with administrator rights
recovered-completed = an interrupted change (number { $id }) was completed
recovered-rolled-back = an interrupted change (number { $id }) was rolled back
recovered-but-installed = an interrupted change (number { $id }) was rolled back, except for what it had installed: Go { $versions }
not-made-by-upgo = the interrupted change { $id } in the journal was not made by Upgo: { $why }
would-change-foreign = it would change { $what }, which Upgo never changes
interrupted-record-damaged = the record of the interrupted change { $id } is damaged, so it can be neither completed nor rolled back
no-rehearsal-of = change number { $change } has no rehearsal
program-stays = { $program } stays unchanged: { $why }
previous-program-gone = the previous program is no longer kept
it-no-longer-exists = it no longer exists
not-built-by-upgo = it is not the program that Upgo built
upgo-stays = Upgo stays at version { $version }: { $why }
previous-programs-gone = the previous programs are no longer kept
changed-since = they have changed since
files-stay = the files of { $version } stay unchanged: { $why }
previous-files-gone = the previous ones are no longer kept
journal-unwritten = the journal cannot be written: { $error }
plan-unwritten = the plan cannot be written to the journal
recorded-not-by-upgo = the recorded change was not made by Upgo: { $why }

## Programs that Go built

no-go-for-caches = no Go is installed that could clean its caches
no-go-to-build = there is no Go to build programs with
no-go-for-patch = no Go is in use, so there is no patch to find
no-go-to-compare = no Go is in use to compare with
nothing-installed = no Go was installed
not-rebuilt = { $program } is not rebuilt: { $why }
not-updated = { $program } is not updated: { $why }
not-installed-tool = { $program } is not installed: { $why }
no-such-program = there is no Go program named { $name }
tool-not-published = it was not built from a published version
tool-needs-go = { $version } needs { $go }
tool-flags-name-version = its linker flags name its version, which they would keep
tool-private = its module is private (GOPRIVATE or GONOPROXY), so Upgo does not query a proxy for it
tool-direct = GOPROXY names no proxy, and Upgo does not read repositories
tool-proxy-off = GOPROXY=off forbids downloads
tool-proxy-refused = GOPROXY names no address that Upgo accepts (https, or http on this machine)
no-module-in-info = its build info names no module
from-checkout = it was built from a local checkout; rebuild it there
package-name-invalid = the name of its package, { $name }, is not valid
module-replaced = { $module } was replaced in the build, which `go install` does not support
built-for-other = it was built for { $built }, but this Go builds for { $here }
built-with-setting = it was built with { $key }={ $value }, which Upgo does not support
link-elsewhere = it is a link to a file elsewhere
cache-partly-cleaned = the { $cache } was not cleaned completely: { $why }
command-failed = `{ $command }` failed
longer-than-hour = it took longer than an hour
longer-than-half-hour = it took longer than half an hour
go-not-started = could not start Go: { $error }
built-no-program = Go built no program
was-not-rebuilt = { $program } was not rebuilt: { $why }
was-not-updated = { $program } was not updated: { $why }
was-not-installed = { $program } was not installed: { $why }
programs-left = { $names } were left as they are
build-info-unread = it cannot be read
not-a-program = it is not a program
not-a-go-program = it is not a Go program, or has no build info
build-info-invalid = line { $line } of its build info is invalid: { $why }
built-other = Go built { $package } { $version } with { $go }
built-of-other = `go install` would build it from other modules: { $others }

## Projects and settings

not-writable-path = { $path } is not writable
free-but-needs = { $free } is free, but the upgrade needs { $needed }
not-in-projects = { $folder } is not in the setting `projects`
name-not-unicode = the name of { $folder } is not Unicode
no-folder-read = no folder in { $folders } could be read
either = { $first } or { $second }
not-a-path = { $path } is not a valid path
path-does-not-exist = { $path } does not exist
decides-trust = the setting { $key } decides whom Upgo trusts, so it can be changed only through a plan
startup-file-left = { $path } was not edited: { $why }

## The setup of a machine

setup-must-be-versions = it must be a list of versions, such as ["1.27.3", "1.26"]
setup-too-many-versions = a setup file has at most { $most } versions
setup-must-be-quoted = it must be text in quotes
setup-must-be-table = it must be a table
setup-no-such-part = a setup file has no { $name }
setup-no-schema = the line `schema = { $schema }` is missing
setup-other-schema = this version of Upgo reads only schema { $schema }
setup-tool-form = { $name } with { $version } is not the path of a package with an exact version, such as "v1.2.3"
setup-not-exported = { $what } is left out: { $why }
setup-built-with-flags = it was built with { $flags }, which the file cannot say
setup-other-version = it is also installed at { $version }
setup-from-environment = an environment variable sets it
setup-has-login = it contains a login, or leads to one
setup-of-policy = your organization manages it
setup-names-place = it names a place on this machine
setup-no-tool-folder = Go has no folder for it
setup-other-program = { $path } is another file
setup-rest-is-done = The rest of the file is applied without it.
setup-trusts = the setting { $key } decides whom Upgo trusts: { $value }
setup-starts = { $name } decides which programs Go starts: { $value }
setup-weakens = { $name } decides what Go verifies: { $value }
setup-pins = { $name } decides which Go every go command runs: { $value }
setup-names-open-folder = { $name } names { $folder }: { $why }
setup-runs-tests = the setting { $key } runs the tests of your projects

## Updates of Upgo

upgo-described-on = the newest known release of Upgo, { $version }, was described on { $date }
upgo-updates-off-variable = updates of Upgo are turned off by UPGO_NO_SELF_UPDATE
upgo-updates-off = updates of Upgo are turned off in the settings
upgo-by-dpkg = the package manager of this system (dpkg) installed Upgo
upgo-by-rpm = the package manager of this system (rpm) installed Upgo
upgo-by-pacman = a package of the AUR (upgo-bin) installed Upgo
upgo-by-snap = Snap installed Upgo
upgo-by-nix = Nix installed Upgo
upgo-by-homebrew = Homebrew installed Upgo
upgo-by-app-image = Upgo runs from an AppImage
upgo-by-scoop = Scoop installed Upgo
upgo-by-chocolatey = Chocolatey installed Upgo
upgo-by-winget = winget installed Upgo
upgo-by-administrators = an administrator installed Upgo
upgo-read-only = Upgo is on a read-only file system
upgo-developer = this Upgo was built from its source

## WSL

wsl-only-on-windows = --wsl asks the distributions of WSL, and works only on Windows

## Names that are none

not-a-digest = { $text } is not a SHA-256 (64 hex digits)
not-an-upgo-version = { $text } is not a version of Upgo
not-a-key-id = { $text } is not a key ID (16 hex digits)
the-setting = the setting { $name }
the-file = the file { $name }
packages-for = packages for { $arch }

## Files that are left alone

not-a-plain-file = it is not a file
file-too-long = it is too long
broken-link = it is a broken link
it-cannot-be-read = it cannot be read ({ $error })
not-a-text-file = it is not a text file
not-valid-json = it is not valid JSON: { $error }
link-outside-home = it is a link to { $path }, outside your home folder
is-read-only = it is read-only
of-other-account = it belongs to another account
of-other-group = it belongs to a group that you are not in
has-second-name = it has a second name (a hard link), which would keep the old content
has-capabilities = it has capabilities (setcap), which only root can give it again
protected-file = it is protected against changes, or mounted
not-changed-because = { $path } was not changed: { $why }
no-startup-file = no startup file of your shell can be edited
not-added-to-machine-path = { $folder } was not added to the machine-wide PATH, which services and other accounts also search: { $why }
folder-read-only = its folder is read-only
goenv-not-full = GOENV is not a full path

## The vulnerability database

database-unreached = cannot query the vulnerability database: { $why }
not-the-database = { $url } did not respond like the vulnerability database
database-older = the vulnerability database is dated { $now }, older than the known { $known }; Upgo keeps the newer data
database-in-future = the vulnerability database is dated { $modified }, but it is { $now }; Upgo keeps the data that it has
database-lacks = the vulnerability database no longer lists { $ids }; Upgo keeps the data that it has

## Automatic checks

desktop-not-here = the desktop program is not installed next to `upgo`
startup-apps-off = Upgo is turned off under Startup apps in Windows Settings
hourly-check-disabled = the hourly check is disabled in Task Scheduler
task-of-other = the scheduled task with the name of this account's hourly check belongs to another account
system-lacks = this system does not support { $what }
system-lacks-because = this system does not support { $what }: { $why }
not-changeable = { $what } could not be changed
starting-at-sign-in = starting at sign-in
scheduled-start = scheduled start

## Upgo's folder

home-not-full = UPGO_HOME is { $path }, which is not a full path
home-holds-more = UPGO_HOME is { $path }, which holds more than Upgo's data
no-data-folder = cannot determine your data folder

## Administrator tasks

task-refused = Upgo's administrator process refused { $what }: { $why }
not-the-package = { $file } is not the package of the requested Go: { $why }

## Notifications

no-notification-service = no notification service is available
notification-rejected = the notification service rejected the notification
notifications-off-everything = Upgo's notifications are turned off: for all programs
notifications-off-program = Upgo's notifications are turned off: for this program
notifications-off-policy = Upgo's notifications are turned off: by a policy
buttons-not-saved = the data for the notification's buttons could not be saved
not-registered-for-notifications = Upgo could not be registered for notifications
unknown-to-windows = Windows drops notifications of this copy of Upgo, because it is not registered
no-notifications-here = Upgo cannot show notifications on this system

## The command line and the window

internal-task-failed = an internal task of Upgo failed: { $error }
not-shown = { $path } is not in a report that the window shows
could-not-open-it = could not open it: { $error }
upgo-no-web-site = this build of Upgo does not know the address of its web site, so nothing was opened
plan-expired = this plan has expired
system-call-failed = a system call failed: { $error }
rehearsal-already-runs = a rehearsal is already running
rehearsal-expired = this rehearsal has expired
rehearsal-moved = the projects or the installed versions have changed since this rehearsal was shown
window-not-started = Upgo could not start its window: { $error }
