### What an upgrade means for a project, and what its files ask for.

project-runs = It gets { $go }; no upgrade is available
project-changes = The upgrade moves it from { $from } to { $to }
project-secures = The upgrade moves it from { $from } to { $to }, which fixes { $count } of the known vulnerabilities in packages that it imports
project-repairs = It does not build today, but would with { $to }
project-breaks = It builds with { $from }, but would not with { $to }
project-keeps = The upgrade does not affect it: it keeps { $go }
project-keeps-because = The upgrade does not affect it: { $cause } keeps it on { $go }
project-broken = It does not build, before or after the upgrade
project-does-not-work = It does not build
cannot-read = { $file } cannot be read
asked-too-often = More lines ask for a Go than Upgo compares
asked-too-old = { $place } names { $version }, but { $file } requires { $wanted }
files-differ = { $place } names { $version }, but { $other } names { $wanted }
ci-differs = { $place } builds with { $version }, but a terminal gets { $go }
gets-unsupported = It gets { $version }, which no longer gets security fixes
asked-unsupported = { $place } names { $version }, which no longer gets security fixes
gets-vulnerable = It gets { $version }, which has known vulnerabilities in packages that it imports: { $count }
gets-vulnerable-somewhere = It gets { $version }, which has known vulnerabilities: { $count }
asked-vulnerable = { $place } names { $version }, which has known vulnerabilities: { $count }

## --exit-code of projects and why

gate-none = No files disagree about Go.
gate-new = { $count ->
    [one] Files disagree about Go in 1 place:
   *[other] Files disagree about Go in { $count } places:
}
gate-known = { $count ->
    [one] The baseline names 1 more.
   *[other] The baseline names { $count } more.
}
gate-gone = { $count ->
    [one] 1 entry of the baseline is not needed any more.
   *[other] { $count } entries of the baseline are not needed any more.
}
gate-notes = Does not count, because it changes with the date:
gate-projects = { $what } ({ $count } projects: { $names })
nothing-to-judge = no go.mod in { $folders }, so there is nothing to compare
write-baseline = Create a new one with `--write-baseline`.
baseline-other = { $path } was written by another version of Upgo
