### What the trial of a new Go on the user's projects found.

rehearsal-runs = another rehearsal is running
rehearsal-no-projects = there are no projects to try a Go on
rehearsal-no-module = there is no go.mod in { $path }
rehearsal-same-go = { $version } is the Go in use, and no older one is installed to compare it with
rehearsal-changed-files = its tests changed { $path }
rehearsal-modules-missing = its modules are not in the module cache; run `go mod download` there, then try again ({ $error })
rehearsal-no-packages = there is nothing to build in it for this system
rehearsal-fails = { $command } fails with both versions: { $error }
rehearsal-fails-in-copy = { $command } fails with both versions in a copy of the project: { $error }
rehearsal-time = { $command } with { $version } took longer than { $time }, and was stopped
rehearsal-tests-time = the tests of { $package } did not finish within { $time } with { $version }
rehearsal-tests-never-end = the tests of { $package } did not finish within { $time } with either version
rehearsal-perhaps-limits = a test of { $package } failed, perhaps because of Upgo's limits, which refuse writes to other folders, new sessions and new process groups: { $error }
rehearsal-memory = { $command } with { $version } used more than { $size } of memory, and was stopped
rehearsal-processes = { $command } with { $version } started more than { $count } processes or { $threads } threads, and was stopped
rehearsal-wrote-to = { $command } with { $version } tried to write to { $path }, which was refused
rehearsal-wrote = { $command } with { $version } tried to write outside its own folders, which was refused
fixes-too-old = { $version } has no fixes to try: its `go fix` is older than Go 1.26
fixes-places = { $count ->
    [one] 1 place
   *[other] { $count } places
}
fixes-files = { $count ->
    [one] 1 file
   *[other] { $count } files
}
fixes-projects = { $count ->
    [one] 1 project
   *[other] { $count } projects
}
fixes-none = `go fix` of { $version } changes nothing in your projects.
fixes-all-unknown = What `go fix` of { $version } changes in { $projects } is unknown.
fixes-all-tested = { $count ->
    [one] `go fix` of { $version } changes { $places } in { $projects }; everything still builds, and 1 test still passes.
   *[other] `go fix` of { $version } changes { $places } in { $projects }; everything still builds, and { $count } tests still pass.
}
fixes-all-built = `go fix` of { $version } changes { $places } in { $projects }; everything still builds. No test was run.
fixes-all-without-tests = `go fix` of { $version } changes { $places } in { $projects }; everything still builds. There was no test to run.
fixes-mixed = `go fix` of { $version } changes { $places } in { $projects }: still working: { $works }, failing: { $fails }, unknown: { $unknown }.
fixes-change-nothing = nothing to change
fixes-tested = { $count ->
    [one] { $places } in { $files }; it still builds, and 1 test still passes
   *[other] { $places } in { $files }; it still builds, and { $count } tests still pass
}
fixes-built = { $places } in { $files }; it still builds, and was not tested
fixes-without-tests = { $places } in { $files }; it still builds, and has no test
fixes-fail = { $places } in { $files }; then { $command } fails
fixes-unknown = { $places } in { $files }; whether it still works is unknown: { $why }
fixes-not-tried = not tried: { $why }
fixes-fails-before = it fails with { $version } even without the fixes
fixes-refused = `go fix` cannot change a part of it ({ $error })
fixes-flaky = { $command } does not end the same way each time
fixes-copy-fails = { $command } fails in a copy of the project even without the fixes
fixes-moved = { $path } was changed meanwhile
fixes-too-large = { $path } has more than { $files } files or { $size }, and is not copied
fixes-outside = it uses { $path }, which is not in its workspace or repository
fixes-not-copied = it could not be copied ({ $error })
rehearsal-breaks = with { $version }, these projects no longer work: { $names }
rehearsal-unknown = { $name } has no clear result: { $why }
rehearsal-unguarded = this system cannot keep tests from writing to your files; they are compared before and after
rehearsal-signals = this system cannot keep tests from ending your other programs; Linux 6.12 and later can
