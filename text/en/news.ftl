### What an upgrade brings: fixes, changed defaults.

news-setting-refused = { $version } refuses { $name }={ $value }: the project does not build until that line is removed.
news-setting-removed = { $version } no longer has the old behavior that the go line has kept ({ $name }={ $value }).
news-setting-changed = The new behavior takes effect; { $name }={ $value } restores the old one.
news-setting-differs = The behavior changes with { $version }.
news-setting-kept = Go { $line } changes the default; the go line keeps the old behavior ({ $name }={ $value }).
news-new-setting = { $version } has a new setting, { $name }. Its default is the same for every go line.
news-table-unknown = Which GODEBUG defaults change is unknown: this machine does not have the table of { $version }. Install that version, without switching to it, to find out.
news-no-module = There is no go.mod here.
news-project-unread = { $file } cannot be used: { $why }.
news-project-refusal = Go chooses no toolchain for it: { $why }.
news-project-too-old = It requires Go { $go }, and { $after } is older, too.
news-project-enabled = It requires Go { $go }: { $after } builds it, and { $before } does not.
news-project-not-concerned = { $after } builds it, before and after the upgrade.
news-project-unknown = Which GODEBUG defaults change for it is unknown: this machine does not have the table of { $version }.
news-project-refused = { $after } refuses to build it because of these settings: { $names }.
news-project-changes = The behavior of its programs changes: { $names }.
news-project-kept = Nothing changes: its go line keeps the defaults of Go { $go }.
news-project-same = No GODEBUG default changes for it.
news-refused-projects = { $to } refuses to build { $names }.
news-changed-projects = GODEBUG defaults change the behavior of { $names }.
news-enabled-projects = { $to } builds { $names }, which { $from } does not.
news-nothing-changes = No GODEBUG default changes the behavior of your projects.
news-no-fixes = No known vulnerability is fixed.
news-fixes-unlisted = { $to } fixes security problems that the vulnerability database does not list for { $from }.
news-fixes = { $count ->
    [one] 1 known vulnerability is fixed.
   *[other] { $count } known vulnerabilities are fixed.
}
news-fixes-unused = { $count ->
    [one] 1 known vulnerability is fixed, in a package that your projects do not import.
   *[other] { $count } known vulnerabilities are fixed, none of them in packages that your projects import.
}
news-fixes-used = { $count ->
    [one] 1 known vulnerability is fixed, in a package that your projects import.
   *[other] { $count } known vulnerabilities are fixed, { $used } of them in packages that your projects import.
}
news-no-release = Upgo offers no release after { $from }.
news-one-release = { $to } is the next release after { $from }.
news-one-security-release = { $to } is the next release after { $from }, with security fixes.
news-releases = { $count } releases from { $from } to { $to }.
news-releases-security = { $security ->
    [one] { $count } releases from { $from } to { $to }, 1 of them with security fixes.
   *[other] { $count } releases from { $from } to { $to }, { $security } of them with security fixes.
}

## Events for hooks

event-release = { $version } is available.
event-vulnerabilities = { $count ->
    [one] A vulnerability of the Go in use was published.
   *[other] { $count } vulnerabilities of the Go in use were published.
}
event-check-failed = A background check failed: { $problem }
event-changed = An unattended change has ended.
event-nothing = An unattended change had nothing to do.
event-failed = An unattended change failed: { $problem }

## What is new in a release line, at most three sentences each. Source: https://go.dev/doc/go1.21 and so on

go1-21-functions = New built-in functions: `min`, `max` and `clear`.
go1-21-packages = New packages: `log/slog`, `slices`, `maps` and `cmp`.
go1-21-toolchains = If go.mod asks for a newer Go, the `go` command downloads and runs it.
go1-22-loops = In modules with go 1.22 or later, each iteration of a `for` loop has its own variables.
go1-22-ranges = A `for` loop can range over an integer.
go1-22-routes = `net/http` routes requests by method and with wildcards.
go1-23-iterators = A `for` loop can range over an iterator function; `slices` and `maps` provide many.
go1-23-timers = In modules with go 1.23 or later, unused timers are freed even if they were not stopped.
go1-23-telemetry = The toolchain counts how it is used, on this machine only. `go telemetry` shows and changes that.
go1-24-aliases = A type alias can have type parameters.
go1-24-tools = go.mod can list the tools of a module, which `go tool` runs.
go1-24-speed = Programs use 2 to 3 % less processor time on average, partly because of faster maps.
go1-25-containers = On Linux, a program follows the CPU limit of its container.
go1-25-nil = A compiler bug is fixed: a program that uses a result before it checks the error may now panic.
go1-25-synctest = The new package `testing/synctest` tests concurrent code with a simulated clock.
go1-26-new = `new` takes a value: `new(42)` is a pointer to 42.
go1-26-collector = The Green Tea garbage collector is the default: 10 to 40 % less overhead in programs that use it heavily.
go1-26-fix = `go fix` is rewritten, and updates code to newer features of Go.
go1-27-methods = A method can have type parameters of its own.
go1-27-literals = A struct literal can set the fields of embedded structs directly.
go1-27-packages = New packages: `encoding/json/v2`, `encoding/json/jsontext`, `uuid` and others.
