### What went wrong. These are parts of sentences: they start with a lower-case letter and have no full stop.

## Releases

startup-chooses-go = it is unknown which Go new terminals run: a startup file of your shell chooses one ({ $line }), and Upgo was started without it

## Problems

first-then = { $first }; { $then }
at-place = { $place }: { $what }
cancelled = cancelled
unreadable = { $path } cannot be read

## Requests

not-address = { $text } is not an address
address-scheme = { $address } is refused: an address must start with https:// or file:///, or with http:// on this machine
address-login = the address of { $host } is refused: it holds a user name or password
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
host-not-expected = the host is not expected
only-https = only https redirects are followed
sent-too-much = { $address } sent more than { $size }
damaged-response = { $address } sent a damaged response

## Plans

not-installed = { $version } is not installed
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
not-adoptable = Upgo cannot adopt the Go in { $folder }: { $why }
managed-by = { $name } manages it
package-manager-manages = the system's package manager manages it
version-unreadable = its version cannot be read
upgo-manages = Upgo already manages it
go-manages = the go command manages it in its module cache
not-official = { $version } is not an official release
nothing-to-undo = there is nothing to undo
no-such-change = there is no change number { $id } in the history
not-undoable = change number { $id } { $state }
not-finished = has not finished yet
already-undone = has already been undone
changed-nothing = changed nothing
caches-are-not-kept = deleted what caches contained, which is not kept
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

## Files of projects

file-is-link = it is missing, a link, or not a file that Upgo edits
file-is-read-only = it is read-only, or its permissions could not be kept
file-is-no-text = it is not text in UTF-8
file-is-malformed = line { $line }: { $why }
file-has-no-go-line = it has no `module` or `go` line
file-not-edited = { $path } cannot be edited: { $why }
file-stays = { $path } stays unchanged: it has been edited since
file-stays-deleted = { $path } is not restored: it has been deleted since
project-names-no-go = { $folder } has no go.mod, go.work or file of a version manager
project-needs-newer = { $path } asks for at least Go { $needs }, so the project cannot be pinned to { $version }
toolchain-line-is-newer = the `toolchain` line works with Go 1.21 and later, so { $path } cannot name { $version }
pin-unread = Go itself does not read { $file }: without a version manager that does, { $runs } still runs here, not { $version }
pin-is-minimum = the `toolchain` line names the oldest Go for this project: in a terminal with { $runs }, Go does not switch to { $version }
nothing-to-pin-to = there is no Go in use to pin the project to
no-project-to-raise = no project was named, and no project is known
project-left-out = { $folder } is left out: { $why }
raise-breaks = it does not work with { $version }
raise-unknown = its rehearsal with { $version } has no result: { $why }
raise-not-rehearsed = it was not rehearsed with { $version }
raise-workspace = another module of { $path } is left out
raise-shared = { $path } stays unchanged, because it applies to all modules in { $folder }, one of which was left out
no-archive-in-plan = the plan has no archive
not-unpackable = { $file } is not an archive that Upgo can unpack
other-installed = another Upgo process has installed { $file }
archive-missing = the archive of { $version } is missing
installed-meanwhile = { $version } was installed meanwhile
no-server-provides = no server provides { $file } anymore
in-use-by = { $folder } is in use by { $programs }
does-not-work = { $version } does not work on this machine: { $reason }
built-program-blocked = { $version } works, but this machine did not start the small program that it built: { $reason }
installer-no-effect = Windows Installer reported success, but the change did not take effect
upgo-no-publisher = this build of Upgo has no release key, so it cannot update itself
upgo-not-signed = the description of Upgo's newest release is not signed by its publisher
upgo-signed-other = the signature of the description of Upgo's newest release is the one of another file
upgo-key-unknown = the description of Upgo's newest release is signed by the key { $key }, which this Upgo does not know
upgo-key-revoked = the description of Upgo's newest release is signed by the key { $key }, which was revoked
upgo-older = the description of Upgo { $offered } is of { $day }, but one of { $before } offered { $known } before
upgo-future = the description of Upgo { $version } is of { $day }, but the clock of this machine says { $today }
upgo-impossible = the description of Upgo's newest release names version { $version }, which cannot exist yet
upgo-foreign = the description of Upgo's newest release is not for this program: { $why }
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
no-parts = { $address } does not send the wanted part of its file
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
other-owner = { $folder } belongs to { $owner }, not to the account that runs Upgo
others-write = other accounts can write to { $path }
not-a-folder = { $path } is not a folder
folder-not-for-lists = Go does not work in { $folder }: PATH and GOPATH cannot hold a path with `{ $separator }`
no-user-folder = the home folder { $folder } does not exist
no-release-list = cannot get the list of Go releases: { $why }
not-release-list = { $address } did not send the list of Go releases
older-release-list = { $address } sent an outdated list of Go releases: its newest is { $newest }, and it lacks { $missing }, already known
own-list-lacks = the list of Go releases at { $address } no longer names { $missing }
lists-disagree = the official release lists disagree about { $file }: { $one } says { $first }, { $two } says { $second }

## Settings

no-setting = there is no setting { $name }
no-setting-meant = there is no setting { $name }, did you mean { $meant }?
more-no-settings = there are { $count } more entries that are no settings
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
must-be-one-of = it must be one of { $values }
must-be-arm64 = it must be v8.0 to v8.9 or v9.0 to v9.5, with ,lse and ,crypto after it if you want them
must-be-fips = it must be off, latest, inprocess, certified or a version such as v1.0.0
must-be-memory = it must be a number of bytes such as 512MiB, or off
must-be-database = it must be off, or the name or key of a database, with its address after it if you want one
must-be-vcs = it must be a list such as public:git,private:all
no-such-system = Go builds for no system of that name
no-such-processor = Go builds for no processor of that name
no-such-pair = Go does not build for { $os } on { $arch }
no-such-experiment = Go has no experiment { $name }
fips-setting = fips140={ $value } makes every Go program panic
needs-cache = Go needs its build cache
quote-open = a quote in it is not closed
no-program = it names no program
no-pattern = it contains an invalid pattern
names-no-server = it names no server
no-proxy-address = { $entry } is not an address
no-go-tree = that folder contains no Go
is-a-file = it is a file
no-such-file = there is no such file
path-not-allowed = Upgo may not change PATH here
current-but-none = { $version } is the current Go, but a new terminal finds no Go
current-but-other = { $version } is the current Go, but a new terminal runs { $other } in { $folder } ({ $origin })
prompt-unattended = the change needs the administrator prompt, which an unattended run does not show
deadline-passed = the change was not finished before its deadline of { $time }
hook-exited = the { $hook } hook { $program } ended with status { $code }
hook-timed-out = the { $hook } hook { $program } took longer than { $seconds } s, and was ended
hook-not-started = the { $hook } hook { $program } could not be started: { $why }
hook-memory = the { $hook } hook { $program } used too much memory, and was ended
hook-processes = the { $hook } hook { $program } started too many processes or threads, and was ended
hook-killed = the { $hook } hook { $program } was ended by another program
hook-said = { $what }; its last line was: { $line }
hook-elevated = hooks never run with administrator rights, which this process was given
hook-in-hook = this change was started by a hook and would run hooks itself
hooks-moved = other hooks are set now

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
msi-1639-next = Report it with the details.
msi-1601 = the Windows Installer service cannot be reached
msi-1601-next = Start the Windows Installer service (msiserver), and try again.
msi-1624 = a transform cannot be applied
msi-1624-next = Report it with the details.
msi-1925 = this account may not install for all users
msi-1925-next = Confirm the prompt as an administrator.
msi-other = it failed
msi-other-next = The log shows the step that failed.
