### What to do about a problem: whole sentences.

## Releases

ask-in-terminal = Run the command in a terminal, which has read that file.

## The environment

as-the-code-says = { $remedy }
put-first-on-path = Put { $folder } first on your PATH.
put-before-on-path = Put { $folder } before it on PATH. `upgo why` shows what comes first.
put-first-in-shell = Put { $folder } first on PATH in the configuration of your shell.
add-to-path-and-open = Run `upgo add-to-path`, then open a new terminal.
path-by-variable = Change PATH yourself, or let Upgo do it: remove the variable { $variable }.
path-by-setting = Change PATH yourself, or let Upgo do it: `upgo settings set modify-path true`.
path-by-policy = Change PATH yourself. Your organization does not let Upgo do it.
see-path = Run `upgo env` to see PATH; `upgo env path add` adds a folder.
add-line-to-startup = Add this line to a startup file of your shell: { $line }
set-home-or-leave-path = Set HOME to your home folder, or UPGO_NO_MODIFY_PATH=1.
edit-yourself = Check { $path }, and edit it yourself.
close-writer = Another program is writing it at the same time; close that program and try again.
use-user-or-go-scope = Use --scope user or --scope go.
use-user-scope = Use --scope user.
remove-go-env-off = Remove GOENV=off, or use --scope user.
use-admin-terminal = Run the command in a terminal opened as administrator.
use-same-home = Run it with the UPGO_HOME that the change was made with.
see-go-variables = `go help environment` lists the variables.
use-other-scope = Use another scope, or let Go choose the value.
choose-other-value = Choose another value for { $name }; see `go help environment`.
use-own-home = Set UPGO_HOME to a folder of your own, or run the command as the account that owns this one.
close-to-others = Take the right to write from them (`{ $command }`), or set UPGO_HOME to a folder of your own.
use-empty-home = Set UPGO_HOME to an empty folder, or to one that Upgo made.
replace-link = Replace { $path } with a folder. To keep Upgo's data on another disk, move the whole folder and set UPGO_HOME.
use-folder-as-home = Set UPGO_HOME to a folder, or to one that does not exist yet.
set-user-folder = Set HOME to your home folder, or create { $folder }. Upgo does not create it.
use-home-alone = Set UPGO_HOME to a folder for Upgo alone.
use-full-path = Set UPGO_HOME to a full path, or remove it and set HOME.
use-home-without = Set UPGO_HOME to a folder without `{ $separator }` in its path.
home-is-no-setting = The environment variable UPGO_HOME sets where Upgo keeps its files, not a setting.
did-you-mean = Did you mean `{ $name }`? { $then }
fix-position = Fix the file at this position.
fix-or-restore-settings = Fix { $path } in an editor, or take the last valid settings: `upgo settings import "{ $good }"`. If you delete it, every setting has its default.
fix-settings-file = Fix { $path } in an editor, then try again. If you delete it, every setting has its default.
wait-or-end = Wait until it is done, then try again. If that process hangs, end it: the next command completes or rolls back its change.
close-and-repeat = Close it, then try again.
see-broken = Change { $change } in History shows what breaks. To upgrade anyway, install the version and use it.
repeat-and-agree = Try again and choose Yes at the prompt: this finishes the interrupted change first.
install-and-use = Run `upgo install { $version } --use`.
switch-first = Switch to another version first, or run `upgo remove { $version } --force`.
install-fitting = Run `upgo install { $version } --use`: it is the newest release that this system can run.
install-newest-of-bundle = Omit the version to install the newest release in the bundle.
leave-old-go = Omit --remove-old to leave the old Go where it is.
install-published = Run `upgo install { $version }` for the published release.
repair-version = Run `upgo verify { $version } --repair`.
wait-for-records = Try again when the checksum database is reachable. A GOPROXY may also serve its records.
bundle-again = Create the bundle again on a network that reaches the checksum database, or run `upgo check` here once.
proof-required = Try again on another network. The setting `proof` requires a proof.
check-date-first = Check the date of this machine. { $then }
address-example = Use an address such as https://go.dev/dl/ or file:///srv/go/.
proxy-example = Use an address such as http://proxy.example:3128.
allow-host = If that address is right, add its host to the setting redirect-hosts and try again.
give-server-login = The server requires a user name and a password. For a GOPROXY, put them into .netrc or into the address in GOPROXY.
give-proxy-login = The proxy { $proxy } requires a user name and a password. Put them into HTTPS_PROXY.
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
still-unfinished = It is still unfinished, and no new change was begun.
keeps-vulnerability-data = Upgo keeps using the vulnerability data that it has. Information about releases is not affected.
build-unknown = Nothing was changed. How the program was built is unknown.
