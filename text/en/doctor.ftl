### The findings of `upgo doctor` and of the tab Findings: a title, its evidence, and why it matters (…-why).

## PATH

other-go-first = Another Go comes first
other-go-first-why = You chose { $chosen }, but new terminals run { $other }: its folder comes before Upgo's on PATH, and the first one wins. Move Upgo's folder before it.
machine-go-hides = A machine-wide Go hides yours
machine-go-hides-why = You chose { $chosen }, but new terminals run { $other }: Windows searches the system PATH before yours, so none of your entries can come before it. Let Upgo manage that Go, move it behind Upgo's, or keep it and let Upgo upgrade it.
first = First: { $folder }, { $go }
first-on = First: { $folder } ({ $path }), { $go }
later = Later: { $folder }, { $go }
not-on-path = Not on PATH: { $folder }, { $go }
upgo-not-found = Terminals do not find Upgo's Go
upgo-not-found-why = Upgo has installed Go, but its folder is not on PATH: terminals find another Go, or none.
path-lacks = The PATH of a new terminal does not contain { $folder }
windows-go-in-wsl = `go` is a Windows file
windows-go-in-wsl-why = WSL adds the PATH of Windows to that of { $name }, and every file on a Windows drive counts as a program. So `go` runs a script that is meant for Windows: it fails, starts the Go of Windows, or calls itself without end. Install Go in this distribution with `upgo install latest --use`, which puts it first. To keep all programs of Windows out, set `appendWindowsPath = false` under `[interop]` in /etc/wsl.conf, and run `wsl --shutdown` in Windows.
windows-go-file = { $folder } is on PATH before any Go for Linux: { $file }
tools-not-on-path = Programs installed with `go install` are not on PATH
tools-not-on-path-why = `go install` puts programs into this folder, but it is not on PATH: terminals do not find them by name.
tools-in = { $folder }: { $names }
missing-folders = { $count ->
    [one] 1 missing folder on PATH
   *[other] { $count } missing folders on PATH
}
missing-folders-why = Each of these folders is searched for every command but does not exist. Any program that creates one of them later puts its commands on your PATH.
folders-twice = { $count ->
    [one] 1 folder is on PATH twice
   *[other] { $count } folders are on PATH twice
}
folders-twice-why = An earlier entry of the same value already names each of these folders, so the later one only makes PATH longer.
path-near-limit = PATH is close to its maximum length
path-near-limit-why = Windows stores at most 32,766 characters, and cmd.exe accepts at most 8,191 in one line: scripts that add to PATH fail, and some programs truncate a longer value. Remove or shorten entries.
path-length = { $place }: { $count } characters
path-together = Together: { $count } characters
path-cut = PATH was cut off at { $count } characters
path-cut-why = A program silently truncated PATH to the length that it supports; `setx` does so at 1,024. The entries after the last one are lost and no longer searched. Find them in a backup or on a similar machine, and add them again.
path-last-entry = Its last entry is { $entry }
path-wrong-kind = PATH is stored as the wrong type of value
path-wrong-kind-why = Windows expands %NAME% only in a value of the type REG_EXPAND_SZ, and finds folders only in a string. A program has stored PATH as another type. Upgo does not change such a value: in the registry editor, create a new value of the right type with the same text.
path-literal = { $entry } is searched literally, because the value is a REG_SZ, not a REG_EXPAND_SZ
path-tilde = A folder on PATH begins with ~
path-tilde-why = Only bash finds programs there. Other shells, build tools and Go itself look for a folder with the name ~. In the startup file that sets PATH, write $HOME instead of ~.
path-no-text = { $place } { $what }
has-type = has the type { $type }, which is not text
ends-in-half = ends with half a character
has-nul = has a NUL character in the middle, where most programs stop reading
path-writable = A folder on the system PATH is writable without administrator rights
path-writable-why = Services and other accounts also search the system PATH and start programs from there. Any program can write to these folders without administrator rights, including malware running as you. If the folder is your own, put it on your PATH instead.

## GOROOT

goroot-missing = GOROOT points to a missing folder
goroot-missing-why = Every go command looks for its tools there and fails: `cannot find GOROOT directory`. Go finds its own folder, so GOROOT can be removed.
goroot-without-go = GOROOT points to a folder without Go
goroot-without-go-why = Every go command looks for its tools there and finds none. Go finds its own folder, so GOROOT can be removed.
goroot-other = GOROOT points to another Go
goroot-other-why = The running Go takes its compiler from the GOROOT folder, which contains another version, and builds fail: `compile: version … does not match go tool version …`. Go finds its own folder, so GOROOT can be removed.
goroot-set = GOROOT is set and should not be
goroot-set-why = It is correct today but wrong after the next upgrade: then every go command uses the tools of the old version. Go finds its own folder, so GOROOT can be removed.
folder-contains = That folder contains { $version }

## Go's settings

toolchain-invalid = GOTOOLCHAIN has an invalid value
toolchain-invalid-why = Every go command fails, even `go env -u GOTOOLCHAIN`, which would fix it; only `go env -w GOTOOLCHAIN=auto` works. With `auto`, Go uses the toolchain that the project requires.
toolchain-pins = GOTOOLCHAIN pins Go to { $version }
toolchain-pins-why = Every go command runs { $version }, whatever is installed and whatever a project requires: an upgrade has no effect. Without this value, Go uses the newest version that the project requires.
builds32-bit = You are building 32-bit programs
builds-for = You are building programs for { $target }
builds-for-why = Wherever you run it, `go build` builds programs for another system or processor: `go run` and `go test` cannot start them, or they run slower. To build for another target occasionally, set the variable for that one command.
setting-ignored = Go ignores a `go env -w` setting
setting-ignored-why = The file starts with a byte order mark, which some editors write, so Go ignores its first line: { $name } is not set. Save the file as UTF-8 without a byte order mark, or add the line again.
first-line-ignored = Go ignores the first line of { $file }: { $line }
flags-break-go = GOFLAGS makes go commands fail
flags-break-go-why = Go reads GOFLAGS before every command, splits it at each space outside quotes, and fails at an unknown flag, even in `go version`. A flag that contains a space needs quotes around all of it: `'-ldflags=-s -w'`.

## cgo

named-compiler-missing = { $name } names a program that does not exist
named-compiler-missing-why = Go starts this program for packages that import "C", and their builds fail. Correct { $name }, or unset it; Go then starts `{ $default }`.
no-compiler = Go finds no C compiler, but cgo needs one
no-compiler-why = Packages that import "C" do not build: Go reports `C compiler "gcc" not found`, or that build constraints exclude all Go files. { $remedy }
compiler-off-path = The C compiler is not on PATH
compiler-off-path-why = Go looks for `gcc` on PATH, so packages that import "C" do not build. Add its folder: `upgo env path add { $folder }`. Then open a new terminal.
compiler-for-other = The C compiler is for another processor
compiler-for-other-why = Packages that import "C" do not build, and the errors do not name the cause: `sorry, unimplemented: 64-bit mode not compiled in`. { $remedy } Its folder must come first on PATH.
named-compiler-for-other-why = Packages that import "C" do not build, and the errors do not name the cause: `sorry, unimplemented: 64-bit mode not compiled in`. Correct { $name }, or unset it; Go then starts `{ $default }`.
install-compiler-on-windows = Install one with `winget install --exact --id { $package }`, then open a new terminal.
install-compiler = Install `gcc` with the packages of your distribution, such as `sudo apt install gcc libc6-dev` or `sudo dnf install gcc`.
project-uses-cgo = { $folder } uses cgo
not-found-on-path = No folder on PATH contains { $program }
compiler-not-there = { $program } is not a program
compiler-is-in = { $program } is in { $folder }
compiler-is-for = { $program } is for { $arch }, Go builds for { $own }
compiler-not-text = The name of the C compiler is not valid Unicode
projects-unread = The imports of some projects are unknown; run `upgo audit`

## Projects

local-too-old = GOTOOLCHAIN blocks the Go that the project needs
local-too-old-why = `go version` works here, but `go build` and other commands fail: { $file } requires Go { $needs }, but { $runs } runs and GOTOOLCHAIN={ $value } prevents a switch. Use a newer Go, or let Go choose (GOTOOLCHAIN=auto).
setting-runs = GOTOOLCHAIN is { $value }, set { $place }: { $runs } runs
not-available = { $wanted } is required but not available
not-available-why = Go commands fail: { $wanted } is required but is not on PATH. If Upgo installs it, Go finds it on PATH.
no-download = GOTOOLCHAIN allows no download
no-proxy = GOPROXY=off allows no download
named-but = { $program } has that name, but is { $version }
toolchain-is = GOTOOLCHAIN is { $value }
no-such-toolchain = The project names a toolchain that does not exist
no-such-toolchain-why = Go commands fail: { $name } is not a release. Since Go 1.21, a number such as 1.27 is a language version, and its releases are 1.27.0, 1.27.1 and so on. Name one of them in the `toolchain` line, or remove the line: the `go` line is enough.
toolchain-line = { $file }: toolchain { $name }
wrapper-empty = A goX.Y.Z command has no toolchain
wrapper-empty-why = If a project requires { $name }, Go finds this program on PATH and starts it, and it fails: `{ $name }: not downloaded`. Run `{ $name } download`, remove the program, or let Upgo install that version in a folder that comes first on PATH.
wrapper-has-no = { $program } has no { $marker }

## Releases

go-not-permitted = { $version } is in use, but not permitted
go-not-permitted-why = Your organization decides which Go this machine may use. An upgrade switches to one that it permits.
policy-has-mistakes = The policy has mistakes
policy-has-mistakes-why = Upgo applies the safer interpretation, which may hold every release back. Only your organization can correct the policy.
unsupported-why = Go { $line } gets no more fixes, not even for security: a release line is supported until two newer ones are out. Programs built with it contain the vulnerabilities found since.
new-terminal-runs-in = A new terminal runs { $version } in { $folder }
support-ended = Its support ended on { $date }
system-too-old = { $system } is too old for the newest Go
system-too-old-why = Go { $line } and later do not start on this system, so Upgo does not offer them. To use them, upgrade the operating system.
system-too-old-but-why = Go { $line } and later do not start on this system, so Upgo does not offer them. The newest that runs here is Go { $runs }, which gets no more fixes. To use them, upgrade the operating system.
version-needs = { $version } needs { $system } or later
newest-here = The newest release line that runs here is Go { $line }
emulated = This Go runs emulated on your ARM64 machine
emulated-why = Builds take several times as long, and the programs that it builds are also for the other processor.
other-processor = This Go is not built for your machine
other-processor-why = It does not use the machine's full capabilities, and the programs that it builds are also for the other processor.
go-is-for = The Go in { $folder } is for { $arch }, the machine is { $own }
mixed-tree = A Go installation contains files of another version
mixed-tree-why = A release was unpacked over another one, or an update was interrupted. Such an installation fails in strange ways: `compile: version … does not match`, or duplicate packages. Remove the folder and install the version again.
mixed-own-tree-why = A release was unpacked over another one, or an update was interrupted. Such an installation fails in strange ways: `compile: version … does not match`, or duplicate packages. Upgo restores the files of its own toolchains from the verified archive; `upgo verify` lists them.
file-is-from = { $file } says { $version }, but { $part } is from { $other }
system-go-gone = The folder of an installed Go is missing
system-go-gone-why = The folder of an installed Go was deleted. Windows still lists it, its entry on the system PATH points nowhere, and the installer may refuse to replace it. Repair or uninstall it.
registered-in = { $name } for { $arch } is registered in { $folder }, which contains no Go

## Upgo's folder

risky-place = Upgo's folder is in a risky location
synced-why = For each version, about ten thousand small files are synced, and syncing locks or replaces them while Go reads them. Set UPGO_HOME to a folder on a local disk, and install Go there again.
on-network-why = Every build reads thousands of small files from there, and Go does not work without the network. Set UPGO_HOME to a folder on a local disk, and install Go there again.
removable-why = Go does not work without the drive, and a switch to another version may be lost when it is unplugged. Set UPGO_HOME to a folder on a local disk, and install Go there again.
is-synced = { $folder } is in a folder that is synced to the cloud ({ $cloud })
is-on-network-drive = { $folder } is on a network drive
is-on-share = { $folder } is on a network share
is-removable = { $folder } is on a removable drive
disk-low = Disk space is low
disk-low-why = An upgrade temporarily needs about 400 MB and keeps about 250 MB; builds need space as well. If there is too little, Upgo refuses to upgrade and changes nothing.
free-on = { $size } free on the disk of { $folder }
no-longer-needed = No longer needed: { $names }
leftovers = Files are left over from an earlier change
leftovers-why = A finished change could not delete all files that it had set aside, usually because one of the programs was still running. Go is not affected. Upgo's next change deletes them, if no program runs from them anymore.
not-the-published-go = An installed Go is not the published one
not-the-published-go-why = It was installed from a file whose SHA-256 you gave, and the release list now has another one for this version. Its files may have been altered. The fix restores the published files.
list-has-other-of = The release list has another SHA-256 for { $version }
bisect-left = An interrupted search for a release has left toolchains
bisect-left-why = `upgo bisect` installs releases for its search and removes them at the end. It was stopped before that. Go is not affected. The next search removes them, too.
own-files-damaged = Some of Upgo's own files are damaged
own-files-damaged-why = Upgo does not use them, so Go is not affected. `upgo check` recreates the files of the cache, and `upgo verify VERSION --repair` the manifest of a version. To get a new receipt, remove the version and install it again. A change whose record is damaged cannot be undone. Move other damaged files to another folder. Damage can mean that the disk is failing.

## The network

not-asked = No check for releases has run yet; run `upgo check`
intercepted = Something is intercepting the connection to the release server
intercepted-why = A company proxy or a virus scanner between this machine and the server presents its own certificate, which neither Upgo nor Go accepts. Ask your administrator for that certificate. Add it to the system's trusted certificates, or name its file in the setting `ca-file`. Upgo still verifies the SHA-256 of every file.
unreachable = The release list cannot be reached
unreachable-why = The last check could not fetch the release list, so Upgo does not know the newest releases. { $remedy } If go.dev is blocked, as in some companies and countries, use a mirror: the setting `mirrors`, or UPGO_FEED_URL.
last-check-failed = The last check failed: { $problem }

## Policies and virus scanners

blocked = A policy prevents Go from starting
blocked-why = Windows did not start a program in Upgo's folder: { $reason }. Many companies allow programs only in folders that standard users cannot write to. See { $log } for details. Ask your administrator to allow this folder, or install Go machine-wide with the official installer.
treated-as-malware = the virus scanner treats it as malware
security-history = Windows Security, Protection history
blocked-by-restriction = a software restriction policy or AppLocker blocks it
app-locker-log = Event Viewer, Microsoft-Windows-AppLocker
blocked-by-app-control = App Control for Business or Smart App Control blocks it
code-integrity-log = Event Viewer, Microsoft-Windows-CodeIntegrity
folder-is = Folder: { $folder }
built-blocked = Programs that you build may be blocked
built-blocked-why = Go works, but this machine did not start the small program that Upgo built with it. `go run`, `go test` and your own programs fail in the same way. The usual cause on Linux is a file system mounted with `noexec`, SELinux or fapolicyd. Ask your administrator to allow the programs that you build.
built-blocked-on-windows-why = Go works, but Windows did not start the small program that Upgo built with it: { $reason }. `go run`, `go test` and your own programs fail in the same way. See { $log } for details. Ask your administrator to allow the programs that you build.
smart-app-control-on = Smart App Control is on
smart-app-control-on-why = Smart App Control starts only programs that are signed or well known, and has no exceptions. It may block programs that you build with Go, programs installed with `go install`, and updates of Upgo. You can turn it off under Windows Security > App & browser control, but turning it on again may require a reset of Windows. Upgo never turns it off.
smart-app-control-evaluates = Smart App Control is evaluating this machine
smart-app-control-evaluates-why = Windows blocks nothing yet, but may turn Smart App Control on by itself. Then it starts only programs that are signed or well known, and may block those that you build with Go. You can turn it off under Windows Security > App & browser control.
smart-app-control-state = VerifiedAndReputablePolicyState is { $state }
program-missing = One of Upgo's programs is missing
programs-cannot-start = Programs of an installed Go cannot start
programs-cannot-start-why = These files are there, but their permissions or sizes are not those of the release. A backup, a copy over a network drive, or a virus scanner may have changed them. Upgo restores them from the verified archive, or just makes them executable again.
program-missing-why = Upgo installed these programs but did not remove them. The usual cause is a virus scanner. `upgo install VERSION` restores the files of a toolchain from the verified archive, and its command in `bin`.
program-missing-on-windows-why = Upgo installed these programs but did not remove them. The usual cause is a virus scanner. Windows Security lists removed files under Protection history. Restore them there and report a false positive. `upgo install VERSION` restores the files of a toolchain from the verified archive, and its command in `bin`.
slow-install = The installation was slow
slow-install-why = The ten thousand files of a Go toolchain were slow to write: the disk is slow, or a program scans each file.
slow-install-on-windows-why = A virus scanner checks each of the ten thousand files of a Go toolchain when it is written, and the files of every build. On a Dev Drive (Settings, System, Storage, Disks & volumes) it checks them later, in the background. To move Upgo's folder there, set UPGO_HOME. Upgo never turns a scanner off.
finished-after = { $version }: { $files } files, finished { $seconds } seconds after the last byte arrived

## Shells and editors

new-login = A new login
new-window = A new window
cmd-shell = cmd
windows-powershell = Windows PowerShell
powershell-seven = PowerShell 7
git-bash = Git Bash
terminal-runs-in = { $terminal } runs { $version } in { $folder }
terminal-finds-none = { $terminal } finds no Go
terminal-says = { $terminal }: { $says }
should-run = By its environment, it should run { $version }
should-fail = By its environment, it should fail: { $says }
terminals-differ = A new login and a new window run different Go versions
terminals-differ-why = Shells read some startup files only at a login, and others only in a window, so which Go runs depends on how the terminal was opened. Set PATH in a file that both read, or remove the line that puts another Go first.
answers-otherwise = A new terminal runs another Go than expected
answers-otherwise-why = By Go's rules, the environment of that terminal leads to another version. Upgo goes by what the terminal answered. A script named `go` can cause this, or a Go folder with files of another version. If it is neither, report it: `upgo log report` collects the details.
fails-in-terminal = Go fails in a new terminal
fails-in-terminal-why = Every `go` command in a new terminal stops with this error. Correct what it names; `upgo env` shows where Go's settings come from.
profile-overrides = A shell startup file sets its own Go
profile-overrides-why = Shells run these lines when they start, and they override Upgo's line, whichever version you choose. Remove the lines; Go never needs GOROOT.
profile-overrides-on-windows-why = Shells run these lines when they start, and they override the PATH and variables that Windows stores, whichever version you choose. Remove the lines; Go never needs GOROOT.
line-of = { $place }, line { $number }: { $text }
editor-pinned = An editor is pinned to one Go
editor-pinned-why = The editor uses the Go in its settings, whatever a terminal runs: after an upgrade it keeps using the old one, and it fails if that is removed. Upgo can remove the settings of the Go extension from your own settings of VS Code and the editors derived from it. Remove those of a project, of gopls and of the terminal, and a PATH, yourself; in GoLand, choose another SDK in Settings › Go › GOROOT.
editor-unread = The settings of an editor cannot be read
editor-unread-why = They may select a Go, which the editor then uses whatever a terminal runs. Open the file in the editor and fix it.
editor-settings-unread = { $file }: { $why }
editor-setting = { $file }: { $name } is { $value }
editor-uses = { $editor } still uses { $version }
editor-uses-old = { $editor } still uses the old Go
editors-use-old = { $count } editors still use the old Go
editors-use-old-why = The Go extension looks for Go when it starts, and uses the old one until the window is reloaded: run the command `Developer: Reload Window`. If PATH was edited as well, close all windows of the editor and start it again.
started-before = { $editor } started before the last switch

## The environment

variable-breaks-go = Go fails because of { $name }
variable-breaks-go-why = Go commands stop with an error until { $name } has another value, or none.
go-not-tried = No Go of this terminal was tried with its settings
built-programs-cannot-start = Go cannot start the programs that it builds
built-programs-cannot-start-why = `go run` and `go test` build programs in a temporary folder and start them there. GOTMPDIR names another folder for that.
nothing-starts-in = The system starts no program in { $folder }, as on a file system that is mounted with noexec
starts-untried = No program was started in the temporary folder

## The checks that found nothing: the statement that holds

passed-path-shadowed = No other Go on your PATH comes before Upgo's
passed-path-machine-hides-user = No machine-wide Go hides yours
passed-path-missing-upgo = Terminals find the Go that Upgo installed
passed-path-gobin-missing = Programs installed with `go install` are on PATH
passed-path-go-of-other-system = In WSL, `go` is a Linux program
passed-path-truncated = PATH is complete
passed-path-tilde = No folder on PATH begins with ~
passed-path-wrong-kind = PATH is stored as the right type of value
passed-path-near-limit = PATH is short enough
passed-path-machine-user-writable = Only administrators can write to the folders on the system PATH
passed-path-dead-entry = Every folder on PATH exists
passed-path-duplicate = No folder is on PATH twice
passed-goroot-stale = GOROOT does not point to another Go
passed-goroot-set = GOROOT is not set
passed-goenv-invalid-toolchain = GOTOOLCHAIN has a valid value
passed-goflags-breaks-go = GOFLAGS has a valid value
passed-goenv-breaks-go = Every Go variable has a value that Go accepts
passed-goenv-starts-nothing = Go can start the programs that it builds
passed-goenv-pins-toolchain = GOTOOLCHAIN does not pin a version
passed-goenv-foreign-target = Go builds for this machine
passed-goenv-bom = Go reads every `go env -w` setting
passed-cgo-no-compiler = No setting or project needs a C compiler that Go does not find
passed-gotoolchain-local-too-old = GOTOOLCHAIN allows the Go that the project needs
passed-gotoolchain-missing = The required toolchain is available
passed-gomod-language-version-toolchain = The project names a toolchain that exists
passed-dl-wrapper-never-downloaded = Every goX.Y.Z command on PATH has its toolchain
passed-version-unsupported = Your Go is supported
passed-os-too-old = This system can run the newest Go
passed-arch-emulated = Your Go is built for this machine
passed-tree-mixed = No Go installation contains files of another version
passed-tree-other-digest = No release list contradicts an installed Go
passed-tree-cannot-start = Every program of an installed Go can start
passed-msi-folder-gone = The folder of every registered Go exists
passed-home-risky-place = Upgo's folder is on a local disk
passed-disk-low = There is enough disk space for the next Go
passed-home-damaged = Upgo's own files are intact
passed-leftover-staging = No files are left over from earlier changes
passed-leftover-bisect = No toolchains are left over from a search for a release
passed-network-tls-intercepted = Nothing intercepts the connection to the release server
passed-network-go-dev-blocked = The release list is reachable
passed-policy-not-permitted = The policy permits the Go in use
passed-policy-malformed = The policy has no mistakes
passed-policy-execution-blocked = No policy blocks Go
passed-policy-built-blocked = Programs that Go builds can start
passed-policy-smart-app-control = Smart App Control is not on
passed-policy-smart-app-control-evaluates = Smart App Control does not evaluate this machine
passed-antivirus-quarantined = None of Upgo's programs is missing
passed-antivirus-slow-install = No virus scanner slows down installations
passed-terminal-login-and-window-differ = A new login and a new window run the same Go
passed-terminal-answers-otherwise = A new terminal runs the expected Go
passed-shell-profile-overrides = No shell startup file sets its own Go
passed-editor-pins-go = No editor is pinned to one Go
passed-editor-needs-reload = Every editor uses the current Go
