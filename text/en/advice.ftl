### What to do about a problem: whole sentences.

## Releases

ask-in-terminal = Run the command in a terminal, where that file takes effect.
use-a-release = Run `upgo upgrade` to use a release instead.

## The environment

put-first-on-path = Put { $folder } first on your PATH.
unset-toolchain = Remove that setting: `upgo env unset GOTOOLCHAIN`. If a startup file sets it, remove it there.
startup-file-decides = A startup file of your shell decides: { $line }.
choose-in-manager = Set a version in the version manager whose shim it is, or run `upgo env path first` to put Upgo's Go first.
correct-what-go-says = Correct what it names; `upgo env` shows where Go's settings come from.
put-before-on-path = Put { $folder } before it on PATH. `upgo why` shows what comes first.
selected-in-vain = Upgo will select { $version }, but that terminal will not run it.
adopt-or-step-aside = Let Upgo manage that Go (`upgo adopt`), put Upgo's Go before it with one administrator prompt (`upgo step-aside`), or keep it and let Upgo upgrade it (`upgo system keep`).
put-first-in-shell = Put { $folder } first on PATH in the configuration of your shell.
add-to-path-and-open = Run `upgo env path first`, then open a new terminal.
path-by-variable = Change PATH yourself, or let Upgo do it: remove the variable { $variable }.
path-by-setting = Change PATH yourself, or let Upgo do it: `upgo settings set modify-path true`.
path-by-policy = Change PATH yourself. Your organization does not let Upgo do it.
see-path = Run `upgo env` to see PATH; `upgo env path add` adds a folder.
add-line-to-startup = Add this line to a startup file of your shell: { $line }
set-home-or-leave-path = Set HOME to your home folder, or UPGO_NO_MODIFY_PATH to 1.
edit-yourself = Check { $path }, and edit it yourself.
close-writer = Another program is writing to it at the same time; close that program and try again.
use-user-or-go-scope = Use --scope user or --scope go.
use-user-scope = Use --scope user.
remove-go-env-off = Remove GOENV=off, or use --scope user.
use-admin-terminal = Run the command in a terminal opened as administrator.
use-same-home = Run it with the UPGO_HOME that the change was made with.
see-go-variables = `go help environment` lists the variables.
use-other-scope = Use another scope, or let Go choose the value.
choose-other-value = Choose another value for { $name }; see `go help environment`.
open-home-to-others = Set UPGO_HOME to a folder of your own. To let others run the Go in this one, its owner can open it with `{ $command }`.
use-own-home = Set UPGO_HOME to a folder of your own, or run the command as the account that owns this one.
close-to-others = Remove their write permission (`{ $command }`), or set UPGO_HOME to a folder of your own.
use-closed-folder = Choose a folder to which no other account can write.
use-empty-home = Set UPGO_HOME to an empty folder, or to one that Upgo created.
replace-link = Replace { $path } with a folder. To keep Upgo's data on another disk, move the whole folder and set UPGO_HOME.
use-folder-as-home = Set UPGO_HOME to a folder, or to one that does not exist yet.
set-user-folder = Set HOME to your home folder, or create { $folder }. Upgo does not create it.
use-home-alone = Set UPGO_HOME to a folder that only Upgo uses.
use-full-path = Set UPGO_HOME to a full path, or remove it and set HOME.
use-home-without = Set UPGO_HOME to a folder without `{ $separator }` in its path.
home-is-no-setting = The environment variable UPGO_HOME, not a setting, determines where Upgo keeps its files.
did-you-mean = Did you mean `{ $name }`? { $then }
fix-position = Fix the file at this position.
fix-or-restore-settings = Fix { $path } in an editor, or restore the last valid settings: `upgo settings import { $good }`. If you delete it, all settings return to their defaults.
fix-settings-file = Fix { $path } in an editor, then try again. If you delete it, all settings return to their defaults.
wait-or-end = Wait until it is done, then try again. If that process hangs, end it: the next command completes or rolls back its change.
close-and-repeat = Close it, then try again.
repeat-and-agree = Try again and choose Yes at the prompt: this finishes the interrupted change first.
install-and-use = Run `upgo install { $version } --use`.
switch-first = Switch to another version first, or run `upgo remove { $version } --force`.
install-fitting = Run `upgo install { $version } --use`: it is the newest release that this system can run.
install-newest-of-bundle = Omit the version to install the newest release in the bundle.
leave-old-go = Omit --remove-old to leave the old Go where it is.
install-published = Run `upgo install { $version }` for the published release.
repair-version = Run `upgo verify { $version } --repair`.
wait-for-records = Try again when the checksum database is reachable. A GOPROXY may also serve its records.
bundle-again = Create the bundle again on a network that can reach the checksum database, or run `upgo check` here once.
proof-required = Try again on another network. The setting `proof` requires a proof.
check-date-first = Check the date of this machine. { $then }
address-example = Use an address such as https://go.dev/dl/ or file:///srv/go/.
proxy-example = Use an address such as http://proxy.example:3128.
allow-host = If that address is right, add its host to the setting redirect-hosts and try again.
give-server-login = Put the user name and the password for this server into .netrc. On Linux and macOS, no other account may be able to read that file (chmod 600). For a GOPROXY, its address works, too.
give-proxy-login = The proxy { $proxy } requires a user name and a password. Put them into HTTPS_PROXY.
proxy-login-unsupported = The proxy { $proxy } accepts only { $schemes }, but Upgo can sign in with Basic only. Ask your network administrator for a proxy without a sign-in, or run a local one that signs in for you, such as Px, and name it: `upgo settings set proxy http://127.0.0.1:3128`.
proxy-script-unusable = Windows takes its proxy from the script { $script }, which Upgo could not use ({ $reason }). Name the proxy itself: `upgo settings set proxy http://HOST:PORT`.
certificates-in-pem = Set ca-file to a file with certificates in PEM format.
install-newest-upgo = Install the newest Upgo with its installer.
allow-reading = Give your account permission to read it.
reinstall-program = Reinstall the program if it does not run.
add-module-folders = Name folders of Go modules, or add them once: `upgo settings set projects FOLDER,FOLDER`.
install-desktop-or-schedule = Install Upgo's desktop program, or run `upgo background scheduled`, which does not need it.
install-desktop-or-off = Install Upgo's desktop program, or run `upgo background off`.
ask-to-delete-task = Ask an administrator to delete the task in Task Scheduler, in the folder Upgo.

## For one error each

close-or-wait = Close it, or run the command again with --wait, or with --even-if-running to remove it anyway.
see-broken-in-terminal = Run `upgo rehearse --change { $change }` to see what breaks. To upgrade anyway: `upgo install { $version } --use`.
run-again-and-agree = Run the command again and choose Yes at the prompt: this finishes the interrupted change first.
choose-verifiable = Choose another version: Upgo installs nothing that it cannot verify.
its-log-is = Its log is { $log }.
nothing-closed = Nothing was changed, and nothing was closed.
still-unfinished = It is still unfinished, and no new change was started.
keeps-vulnerability-data = Upgo keeps using the vulnerability data that it has. Information about releases is not affected.
build-unknown = Nothing was changed. How the program was built is unknown.

## Archives, bundles and mirrors

give-official-name = Give the file its official name, such as go1.27.3.windows-amd64.zip.
compare-digest = The file's SHA-256 is { $digest }. Compare it with the one on https://go.dev/dl/, then run the command again with --sha256 { $digest }.
name-bundle-file = Name a file made by `upgo bundle create`.
create-bundle-for = Create the bundle with `--os { $os } --arch { $arch }`.
choose-other-file = Choose another file name, or delete the file first.
bundle-less = Choose fewer versions or targets, or copy a mirror folder (`upgo mirror build`) to the USB stick.
copy-bundle-again = Copy the bundle again, or create it again with `upgo bundle create`.
name-archive-folder = Name a folder with archives, such as a mirror.
demand-proofs = Machines that require proofs refuse such files, and so does a machine that installs from a bundle and has never fetched a list of releases. Run the command again where the checksum database can be reached.
list-mirror = Run `upgo mirror verify` to list what is in it.
keep-with-versions = Name the versions to keep with --versions, or build the mirror again first.
build-whole-mirror = Run `upgo mirror build` again with all versions of the mirror. Existing files are kept.
build-mirror-first = Create it with `upgo mirror build` first.
serve-here = Use an address such as 127.0.0.1:8080. To serve other machines, use a web server.
use-other-port = Use another port, or 0 for any free port.
remove-and-install = Run `upgo remove { $version }`, then install it from the file again.
use-list-with-source = Use a release list that names the source, such as the official one.
verify-version = Run `upgo verify { $version }`.

## Vulnerabilities, projects and searches

name-smaller-folder = Name a smaller folder.
name-fewer-projects = Name fewer folders in `projects`.
imports-unknown = The imports of your projects are unknown.
entries-ignored = Upgo ignores these entries. The list may be forged.
whatsnew-reversed = Run `upgo whatsnew { $to } { $from }`.
wait-for-it = Wait until it ends.
next-bisect-removes = The next `upgo bisect` removes them, or remove them with `upgo remove`.
find-fix = To find the release that fixed something, swap the command's success and failure.
not-tried = It is skipped.
name-older-good = With --good, name an older release, or correct the command.
name-failing-bad = With --bad, name a release that breaks the command, or correct the command.
see-with-exec = Run it with `upgo exec` to see why, then search again.
checks-are = The checks are: { $names }.
see-instance-schema = `upgo dsc schema` prints the JSON schema of an instance.
give-other-use = Set `"use": true` for another release.
connect-share = Connect the share, or create the folder.
name-report-folder = Name the folder with the reports.
see-projects-setting = Run `upgo settings get projects` to see the folders.
rename-or-name = Rename the folder, or name it on the command line: `upgo projects PATH`.
stop-searching = To stop searching it: `upgo projects remove { $folder }`.
name-existing-folder = Name an existing folder.
name-existing-file = Name an existing file.
name-or-add-project = Name the folder of a project, or add one: `upgo projects add PATH`.
restore-then-undo = To undo it, restore the file, and then run `upgo rollback { $id }` again.
run-then-raise = Run `{ $command }`, and then raise it again.
run-both-then-raise = Run `{ $command }` and `{ $then }`, and then raise it again.
try-fixes = To try it: `upgo rehearse { $version } --fixes`.
fix-the-rest = Repeat the command to change the rest.
init-or-version-file = Run `go mod init`. Or run `upgo settings set follow-projects true`: a pin then creates a `.go-version`, and `go` obeys it.
correct-line-first = Correct that line first.
pin-newer = Pin the project to Go { $needs } or newer.
name-go-with-line = Name Go 1.21 or newer.
name-other-version = Name another version.
see-rehearsals = Run `upgo history` to see the changes that have one.
nothing-to-compare-with = The projects are not rehearsed, because there is nothing to compare with.
commit-before-tests = Commit your work before you run tests here.
save-before-tests = Save your work in other programs before you run tests here.

## Values and commands

if-wrong-roll-back = If that is wrong, run `upgo rollback`. `go help environment` describes { $name }.
see-its-value = Run `upgo env` to see its value.
remove-there = Remove it there. `upgo env` shows the whole PATH.
unset-in-scope = Run `upgo env unset { $name } --scope { $scope }`.
save-without-mark = Save the file as UTF-8 without a BOM.
correct-or-unset = Correct { $name }, or unset it.
see-setting = Run `upgo settings get { $key }` to see its value.
name-other-shell = Name another one, such as `upgo shell VERSION --shell bash`.
name-shell = Name it with --shell: bash, zsh, fish, powershell or cmd.
shell-without-print = Run `upgo shell` without --print.
move-home-plain = Move Upgo's folder to a path without this character.
write-version-into = Write a version such as 1.26.6, 1.26 or >=1.26.6 into { $file }, or name a version in the command.
name-a-version = Name a version, such as 1.27.3, 1.27 or latest.
wsl-from-linux = In a distribution, `upgo status` shows its Go.
add-line-by-hand = Add this line to it by hand: { $line }
remove-line-by-hand = Remove this line from it by hand; it no longer has any effect: { $line }

## Other installations of Go

name-one-folder = Name the folder of one of them.
check-downloaded = Check the folder, or delete the whole module cache with `upgo cache clean-go modules`.
remove-downloaded-with = Go downloaded it. To delete it, run `upgo remove --downloaded { $version }`.
adopt-folder = To let Upgo manage it, run `upgo adopt { $root }`.
see-installations = Run `upgo list` to see every Go installation on this machine.
can-leave-there = You can leave it there, because Upgo's Go comes first on PATH.
install-to-come-first = Run `upgo install { $version } --use` to put Upgo's Go first on PATH.
remove-other-with = If nothing needs the other one, remove it with `{ $command }`.
move-elsewhere = Move { $path } elsewhere, then try again.
choose-go-folder = Choose the folder that contains VERSION and bin/{ $program }.
install-for-account = Run `upgo install latest --use` to install Go for your account.
finish-with-repair = Run `upgo system repair --arch { $arch }` to finish it. This shows one administrator prompt.
finish-again = Run the command again to finish it. This shows one administrator prompt.
uninstall-if-unneeded = If you do not need it, run `upgo system uninstall --arch { $arch }`.
administrator-network = Upgo's administrator process uses neither your proxy nor root certificates that only you trust. An administrator can set them in HKLM\Software\Policies\Upgo (`Proxy`, `CaFile`), or set the machine's proxy with `netsh winhttp set proxy`.

## Earlier changes

to-undo-earlier = To undo an earlier change, name it: `upgo rollback N`; `upgo history` lists them.
still-in-effect = Nothing was changed. That change is still in effect.
hide-damaged = To stop this warning, move { $path } to another folder.
undo-earlier = To undo the change before it: `upgo rollback { $id }`.
take-back = To undo that: `upgo rollback { $id }`.
install-first = Run `upgo install { $version }` first.
undo-first = Undo change { $id } first: `upgo rollback { $id }`.
to-remove-them = To remove what it installed: `upgo remove { $versions }`.
switch-to-other-first = Switch to another version first: `upgo use VERSION`.
upgrade-without-patch = Run `upgo upgrade` without --patch.
find-writer = Find out which program wrote it. Upgo set it aside.
record-is-now = What it had already done stays in place. Its record is now { $path }.
doctor-then-again = Run `upgo doctor` to check your Go, then make the change again.
half-purged = The toolchains and Upgo's edits of PATH were removed, but part of Upgo's folder is left.
purge-again = Fix the cause, then run `upgo self uninstall --yes` again to remove the rest.
end-unrecorded = The change is recorded in Upgo's history. Only its end is missing from the audit log.
run-as-yourself = Run the same command in a terminal that you open without “Run as administrator”.
run-without-sudo = Run the same command without sudo, or as that account: sudo -H -u '{ $owner }' upgo …

## Programs that Go built

see-tools = Run `upgo tools` to see the programs.
update-as-built = Update it the way it was built, or with `go install { $package }@latest`.
upgrade-go-first = Run `upgo upgrade` first. The program then builds with the newer Go.
check-goproxy = Check GOPROXY with `upgo env`. If the module is private, add it to GOPRIVATE.

## Upgo itself

install-wanted-upgo = Install the Upgo that you want with its installer.
unset-variable = Unset { $name }.
set-vulnerability-database = Set UPGO_VULN_URL to a copy of the database, or to https://vuln.go.dev.
upgrade-nevertheless = To install it nevertheless, run `upgo upgrade --to { $version }`.
use-exactly = `upgo exec { $version } COMMAND` runs one command with exactly that Go, and `upgo shell { $version }` opens a shell with it.
set-self-update-ask = Run `upgo settings set self-update ask`.
ask-manager = Ask { $manager } to change the policy. `upgo policy` shows all of it.
run-or-aur-helper = Run `{ $command }`, or the same with your own AUR helper.
replace-package = Download the new package, and install it as you did the first one.
replace-app-image = Download the new AppImage and replace the file.
update-nix = Update your Nix channel or flake.
ask-or-install-own = Ask your administrator, or install Upgo for yourself only.
build-or-install-release = Build it again, or install a release.
install-writable = Install Upgo into a folder that you can write to.
choose-report-name = Choose another file name: `upgo log report FILE`.
list-report = Run `upgo log report` to list its contents.

## What stops Go

name-a-release = Where { $name } is required, name a release, such as { $name }.0.
correct-or-wait = Correct the `go` or `toolchain` line, or wait for the release and run `upgo check`.
install-or-remove = Run `upgo install { $version }`, or remove the program.
install-so-found = Run `upgo install { $version }` so that Go finds it on PATH.
correct-or-remove = Correct { $name }, or remove it.
fix-then-repeat = { $fix } Then try again.
remove-named = Remove { $name }.
correct-go-mod-or-line = Correct its go.mod, or remove the line from go.work.
remove-mod-flag = Remove -mod=mod from GOFLAGS, or set GOWORK=off.
work-use-or-off = Run `{ $command }`, or set GOWORK=off.
correct-the-line = Correct the line.
correct-file = Correct { $file }.
correct-go-line = Correct its `go` line.
remove-toolchain-variable = Remove the variable GOTOOLCHAIN, or set it to auto.
remove-default-line = Remove the line `toolchain default`, or install Go { $needs } or newer.
use-newer-or-run-auto = Use Go { $needs } or newer, or run `go env -w GOTOOLCHAIN=auto` so that Go can switch to it.
use-newer-or-set-auto = Use Go { $needs } or newer, or set GOTOOLCHAIN to auto so that Go can switch to it.

## Policies

wait-or-ask = Wait until that day, or ask { $manager } to approve it. `upgo policy` shows the rules.
ask-to-correct = Ask { $manager } to correct { $place }. `upgo policy` shows all of it.
ask-to-correct-policy = Ask { $manager } to correct the policy. `upgo policy` shows all of it.
choose-other-or-ask = Choose another version, or ask { $manager }. `upgo policy` shows the rules.

## Notifications

start-notification-service = Start a notification service, or check Upgo's window from time to time.
ask-your-administrator = Ask your administrator.
turn-notifications-on = Turn them on in the system's settings, under Notifications.
register-desktop = Register it: `upgo-desktop --register`.
check-window = Check Upgo's window from time to time.

## The command line and the window

review-new-plan = Review the new plan.
look-and-start = Review it again, then start it.
use-in-terminal = You can use `upgo` in a terminal.
