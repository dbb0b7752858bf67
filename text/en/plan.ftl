### The steps of a plan, with their details: what the terminal, the log and the plan's page list. No full stop.

plan-read-file = Read { $path } and verify its SHA-256
plan-test = Test { $version }: start it, then compile and run a small program
plan-download = Download { $file } from { $host } and verify its SHA-256
plan-download-module = Download { $file } from { $host } and verify its files with the Go checksum database
plan-download-old = Download { $file }, to restore it if something fails
plan-copy-of-bundle = Copy { $file } from the bundle and verify its SHA-256
plan-download-part = Download { $part } of { $file } from { $host } instead of { $all }, take all other files from { $base }, and verify all files with the Go checksum database; api, doc, misc and test, which it does not cover, are left out
plan-restore-system = Restore the files of { $go }
plan-give-back = Restore the PATH entries and GOPATH that the uninstaller removes
plan-change-setting = Change the setting { $key }
plan-change-setting-to = Change the setting { $key } to { $value }
plan-reset-setting = Reset the setting { $key } to its default
plan-rename = Rename { $from } to { $to }
plan-without-network = { $what }; the network is off
plan-may-download = { $what }; Go may download from { $hosts }
plan-remove-tool = Remove { $file }
plan-clean-build-cache = Clean the build cache in { $folder }; this cannot be undone, and the next build compiles every package again
plan-clean-module-cache = Clean the module cache in { $folder }; this cannot be undone, and Go downloads the modules again when it needs them
plan-delete-downloaded = Delete { $version }, which Go downloaded into { $folder }, and its download; this cannot be undone, and Go downloads it again when a project needs it
plan-start-upgo = Start Upgo { $version } once, before anything is replaced
plan-start-installed-upgo = Start the installed Upgo { $version } once
plan-replace-upgo = Replace Upgo { $from } in { $folder } with { $to }
plan-restore-upgo = Restore Upgo { $to } in { $folder }
plan-leave-switch = Leave the switch unchanged
plan-put-first = Put Upgo's folder first on your PATH
plan-put-tools-last = Put the go install folder last on your PATH
plan-edit = Edit { $names }
plan-edit-again = Edit { $names } again
plan-undo-edit = Undo the edit of { $names }
plan-add-folder = Add { $folder } to PATH
plan-remove-folder = Remove { $folder } from PATH
plan-remove-other-go = Remove the other Go from the system PATH
plan-move-other-go = Move the other Go behind Upgo's on your PATH
plan-edit-project = Edit { $files } in { $folder }
plan-compare-files = Compare every file of { $version } with the archive and restore those that differ
plan-restore-files = { $count ->
    [one] Restore 1 file of { $version } as published
   *[other] Restore { $count } files of { $version } as published
}
plan-remove-files = { $count ->
    [one] Remove 1 file from { $version } that is not part of it
   *[other] Remove { $count } files from { $version } that are not part of it
}
plan-restore-and-remove = { $what }, and remove { $count }
plan-rehearse = { $count ->
    [one] Build and check 1 project with { $from } and { $to }; if one breaks, roll back
   *[other] Build and check { $count } projects with { $from } and { $to }; if one breaks, roll back
}
plan-rehearse-tests = { $count ->
    [one] Build, check and test 1 project with { $from } and { $to }; if one breaks, roll back
   *[other] Build, check and test { $count } projects with { $from } and { $to }; if one breaks, roll back
}
plan-replace-system = Replace { $from } with { $to }
plan-install-system = Install { $go }
plan-uninstall-system = Uninstall { $go }
plan-leave-system = Leave the machine-wide Go unchanged

## Parts

machine-go = { $version }, { $width }, for all users
machine-go-in = { $version }, { $width }, for all users, in { $folder }
machine-go-gone = { $version }, { $width }, for all users, whose folder { $folder } is missing
width-of-32 = 32-bit
width-of-64 = 64-bit
width-of-arm = 64-bit ARM
hook-of-plan = Run the { $hook } hook of { $owner }: { $command }; { $effect }; at most { $limit }
hook-effect-before = if it fails, nothing is changed
hook-effect-after = if it fails, the change is rolled back
hook-effect-soak = every minute for { $time }; { $effect }
hook-effect-on-failure = only if the change fails
hook-of-policy = the policy
hook-of-settings = your settings
time-seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
}
time-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
change-before = { $title } (before: { $version })
change-back-to = { $title } (back to { $version })
