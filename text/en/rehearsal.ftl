### What the trial of a new Go on the user's projects found.

rehearsal-runs = another rehearsal is running
rehearsal-no-projects = there are no projects to try a Go on
rehearsal-no-module = there is no go.mod in { $path }
rehearsal-same-go = { $version } is the Go in use, and no older one is installed to compare it with
rehearsal-changed-files = its tests changed { $path }
rehearsal-modules-missing = its modules are not in the module cache; run `go mod download` there, then try again ({ $error })
rehearsal-no-packages = there is nothing to build in it for this system
rehearsal-fails = { $command } fails with both versions: { $error }
rehearsal-time = { $command } with { $version } took longer than { $time }, and was stopped
rehearsal-tests-time = the tests of { $package } did not finish within { $time } with { $version }
rehearsal-tests-never-end = the tests of { $package } did not finish within { $time } with either version
rehearsal-perhaps-limits = a test of { $package } failed, perhaps because of Upgo's limits, which refuse writes to other folders, new sessions and new process groups: { $error }
rehearsal-memory = { $command } with { $version } used more than { $size } of memory, and was stopped
rehearsal-processes = { $command } with { $version } started more than { $count } processes or { $threads } threads, and was stopped
rehearsal-wrote-to = { $command } with { $version } tried to write to { $path }, which was refused
rehearsal-wrote = { $command } with { $version } tried to write outside its own folders, which was refused
rehearsal-breaks = with { $version }, these projects no longer work: { $names }
rehearsal-unknown = { $name } has no clear result: { $why }
rehearsal-unguarded = this system cannot keep tests from writing to your files; they are compared before and after
rehearsal-signals = this system cannot keep tests from ending your other programs; Linux 6.12 and later can
