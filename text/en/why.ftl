### What `upgo why` says of each link of the chain that decides which Go runs.

tried-before = { $first } is tried before { $second } in the same folder
switch-dangling = Upgo's switch selects a toolchain that is missing
shim-starts = { $program } is a shim of { $tool } that starts the Go in { $root }
shim-unknown = { $program } is a shim of { $tool }; no file says which Go it starts
script-starts = { $program } is a script that starts the Go in { $root }
script-unknown = { $program } is a script; no file says which Go it starts
set-by = Set { $place }: { $effect }
later-place = no effect, because the first place wins
goroot-no-folder = there is no such folder, so Go stops
goroot-unused = no effect after the switch to { $version }
goroot-own = it is the folder of the Go that runs, and will be wrong after an upgrade
goroot-tools = the Go that runs uses the tools there, which belong to another version
goenv-off = GOENV is off: Go ignores the settings of `go env -w`
goenv-file = GOENV is set: Go reads the settings of `go env -w` from { $file }
modules-on = modules are used, which is the default
modules-auto = modules are used if there is a go.mod
modules-off = Go reads no go.mod, and switches to no other toolchain
modules-invalid = the value is invalid, and Go switches to no other toolchain
no-toolchain-name = not a valid toolchain name, so Go stops
ignored-here = this Go ignores it here
depends-on-go = its effect depends on the Go that runs
may-switch = Go may switch to a newer toolchain, on PATH or downloaded
may-switch-on-path = Go may switch to a newer toolchain that is on PATH
at-least = { $version } or newer runs; { $effect }
never-switches = Go switches to no other toolchain
always-runs = { $version } runs, whatever a project requires
no-workspace = it does not name a usable workspace file, so Go stops
work-off = Go reads no go.work
work-auto = Go uses the nearest go.work, which is the default
work-everywhere = { $file } is the workspace in every folder
workspace-decides = go.mod has no effect, because the workspace decides
nothing-about-go = nothing about Go
two-lines = { $one } and { $other }
mod-not-read = { $file } says { $lines }: Go stops before reading it
mod-no-switch = { $file } says { $lines }: this Go does not switch because of it
mod-nothing = { $file } requires no particular Go version
mod-requires = { $file } says { $lines }: its `{ $line }` line requires { $version }
mod-default = { $file } says { $lines }: Go does not switch to a newer version
mod-fixed = { $file } says { $lines }: no effect, because GOTOOLCHAIN={ $value }
mod-met = { $file } says { $lines }: { $version } is new enough
forbidden-download = { $version } is not on PATH, and GOTOOLCHAIN does not allow downloads
other-on-path = { $program } on PATH should be { $version }, but is { $other }
found-on-path = Go finds { $version } on PATH: { $program }
found-in-cache = Go has already downloaded { $version }: { $program }
not-released = { $version } is not a release yet, so Go cannot download it
will-download = { $version } is neither on PATH nor in Go's module cache, so Go downloads it

## What stops Go

toolchain-name-invalid = { $file } says `toolchain { $name }`, which is not a valid toolchain name
required-no-release = { $wanted } is required, but is not a Go release
required-language = { $name } is a language version, not a toolchain
required-not-on-path = { $name } is required, but not on PATH, and GOTOOLCHAIN does not allow downloads
required-not-released = { $wanted } is required, but there is no such release yet
required-no-download = { $wanted } is required, but not available, and GOPROXY=off does not allow downloads
should-be = { $program } should be { $wanted }, but is { $found }
should-start = { $program } should start { $wanted }, but that toolchain is not installed
goroot-names-none = GOROOT names { $root }, which is not a folder
goroot-names-other = { $runs } runs, but GOROOT, set { $place }, names { $other } in { $folder }
gowork-not-full = GOWORK is { $path }, which is not a full path
gowork-missing = GOWORK names { $path }, which does not exist
gowork-is-folder = GOWORK names { $path }, which is a folder
gopath-not-full = GOPATH names { $folder }, which is not a full path
module-mode-invalid = GO111MODULE is { $value }, which is not a valid value
toolchain-value-invalid = GOTOOLCHAIN is { $value }, set { $place }, which is not a valid toolchain name
required-value-no-release = the project requires { $value }, which is not a Go release
variable-refused = { $what } (set { $place })
needs-newer = { $file } needs Go { $needs }, but { $running } runs here
needs-newer-default = { $file } needs Go { $needs }, but { $running } runs here, because of `toolchain default`
needs-newer-fixed = { $file } needs Go { $needs }, but { $running } runs here, because GOTOOLCHAIN is { $value }, set { $place }
work-too-old = { $module } needs Go { $needs }, but go.work says `go { $lists }`
work-without-go = { $module } needs Go { $needs }, but go.work has no `go` line, which means 1.18
module-here = the module in this folder
module-named = the module { $module }
work-module-unread = go.work uses { $module }, which cannot be read: { $why }
work-mod-flag = GOFLAGS has -mod=mod, which Go does not accept in a workspace
not-in-workspace = { $module } is not in its workspace
line-not-valid = line { $line } of { $file } is not valid: { $why }
line-not-accepted = line { $line } of { $file } is not accepted: { $why }
no-module-line = { $file } has no `module` line
module-reserved = { $file } names its module { $path }, which Go reserves
path-malformed = { $file } names the { $kind } { $path }: { $why }
no-use-line = { $file } has no `use` line
modules-same-path = two modules of the workspace have the path { $path }
replaces-own-module = go.work replaces { $path }, which is a module of the workspace
replaced-twice = { $module } is replaced in two ways
not-tidy = go.mod { $what }; Go stops until it is tidied
tidy-nameless = requires a module without a path
tidy-no-go = says `go { $go }`, and there is no such Go version
tidy-two-versions = requires { $module } in two versions
tidy-toolchain = says `toolchain { $name }`, which adds nothing to its `go` line
tidy-not-full = names { $version } of { $module }, which is not a full version
tidy-excluded = requires { $module } { $version } and excludes it
tidy-no-module = requires { $path }, which is not a module
cache-would-be = Go's module cache would be { $folder }, which is not a full path
no-module-cache = Go has no module cache: GOPATH does not begin with a folder
sum-db-empty = GOSUMDB is empty
sum-db-invalid = GOSUMDB is { $value }, which is invalid: { $why }
runs-none-without-sum-db = { $what }, and Go runs no toolchain from a proxy or the module cache without the checksum database

## Folders on PATH

path-has-no-go = no folder on PATH has a go
first-on-machine-path = { $folder } is on the machine's PATH, which Windows searches before yours; it is { $go }
first-on-your-path = { $folder } is the first folder on your PATH that has a go; it is { $go }
first-on-path = { $folder } is the first folder on PATH that has a go; it is { $go }
later-than-machine = { $folder } is on your PATH, which comes after the machine's: its { $go } does not run
later-does-not-run = { $folder } comes later on PATH: its { $go } does not run
go-of-origin = { $go } ({ $origin })
switch-selects = Upgo's switch selects { $version }
first-and-selected = { $folder } comes first on PATH, and Upgo's switch selects this version
first-with-go = { $folder } is the first folder on PATH that has a go
later-on-path = { $folder } comes later on PATH
