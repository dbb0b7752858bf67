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
