### The error codes: what happened, what else is known (.means), what to do in the terminal (.next), and what to do
### in the window if that differs (.window). docs/errors.md is made from them.

UPGO-OTHER = Something unexpected went wrong
    .next = Try again. If it keeps happening, report it with the details.

UPGO-USAGE = The request or one of its values is not valid here
    .next = Run `upgo help` to see the commands and their options.
    .window = Copy the details and report them.

UPGO-REMOVE-CURRENT = The version to remove is in use
    .next = Switch to another one first, or pass --force.
    .window = Switch to another version first, then remove this one.

UPGO-SETTING-INVALID = A setting or its value is not valid
    .means = The last valid value is still used.
    .next = Run `upgo settings list` to see the settings and their values.
    .window = Choose another value in Settings.

UPGO-SETUP-INVALID = A setup file is not valid
    .next = Correct that line, or export the file again with `upgo setup export FILE`.
    .window = Correct that line of the file, or export it again.

UPGO-SETUP-LEFT-OUT = Something is not in the setup file
    .means = Another machine does not get it.
    .next = If the other machine needs it, set it there yourself.

UPGO-SETUP-CAUTION = The setup file changes what runs, or what is verified
    .means = Whoever wrote the file decides this for you.
    .next = Apply the file only if you trust its author.

UPGO-POLICY-VERSION = The policy of your organization does not permit this version
    .next = Choose another version. `upgo policy` shows the rules.
    .window = Choose another version, or ask your administrator.

UPGO-POLICY-SETTING = This setting is managed by your organization
    .next = Ask your administrator. `upgo policy` shows what is managed.
    .window = Ask your administrator to change the policy.

UPGO-POLICY-MALFORMED = Part of your organization's policy is invalid
    .means = Upgo applies the safer interpretation.
    .next = Ask your administrator to correct it. `upgo policy` shows all of it.
    .window = Ask your administrator to correct the policy.

UPGO-BACKGROUND-UNSUPPORTED = This background mode is not available here
    .means = The background mode is unchanged.
    .next = Choose another mode: `upgo background tray`, `scheduled` or `off`.
    .window = Choose another mode in Settings.

UPGO-BACKGROUND-OFF = Starting Upgo at sign-in is turned off in the system settings
    .means = The background mode is unchanged. Your choice in the system settings takes precedence.
    .next = Turn Upgo on in Task Manager, under Startup apps, then try again.

UPGO-BACKGROUND-TASK-OFF = The hourly check is disabled in Task Scheduler
    .means = The background mode is unchanged. Your choice in Task Scheduler takes precedence.
    .next = Enable the task in Task Scheduler, in the folder Upgo, then try again.

UPGO-BACKGROUND-FAILED = The system refused to change what it starts automatically
    .means = Settings and `upgo background` show the mode that applies now.
    .next = Try again. If it keeps happening, report it with the details.

UPGO-NET-OFFLINE = A server cannot be reached
    .next = Check the connection or the proxy, then try again.

UPGO-NET-TLS = The secure connection to a server failed
    .means = A proxy or antivirus software may be intercepting the connection.
    .next = Add the issuer's certificate to the system, or set ca-file to it in Upgo's settings.
    .window = Check the proxy. If it replaces certificates, choose the file with its issuer's certificate.

UPGO-NET-PROXY = A connection through the proxy failed
    .next = Check HTTPS_PROXY, NO_PROXY and the system's proxy settings.
    .window = Check the proxy in Upgo's settings and in the system's, then try again.

UPGO-NET-STATUS = A server returned an error or an unusable answer
    .next = Try again later, or set another mirror.

UPGO-NET-FEED = A server did not send the list of Go releases
    .means = A sign-in page or a proxy may have answered.
    .next = Open the address in a browser, sign in if asked, then try again.

UPGO-NET-FEED-OLDER = The official list of Go releases is missing a known release
    .means = Upgo keeps using the data that it has. Something on the network may be withholding newer releases.
    .next = Try again later or on another network. If a false list was accepted before, `upgo cache reset` forgets it.
    .window = Try again later or on another network.

UPGO-NET-FEED-WITHDRAWN = Your own list of Go releases no longer lists a release that it listed before
    .means = It may have been withdrawn on purpose. Otherwise you may miss a fix.
    .next = Ask whoever maintains the list. To forget the earlier list, run `upgo cache reset`.
    .window = Ask whoever maintains the list.

UPGO-NET-VULN = A server did not send the vulnerability database
    .means = Upgo keeps using the vulnerability data that it has.
    .next = Open the address in a browser, then try again.

UPGO-VULN-UNKNOWN = There is no vulnerability data
    .next = Run `upgo check` while online. With UPGO_FEED_URL, set UPGO_VULN_URL to a copy of the database, too.
    .window = Check now when you're online.

UPGO-VULN-AVOIDED = A newer release has a known vulnerability that your Go does not have
    .means = No upgrade leads to that release.
    .next = Run `upgo upgrade --to VERSION` to install it nevertheless.
    .window = Choose it in Versions to install it nevertheless.

UPGO-CLOCK-WRONG = The clock of a machine was wrong
    .means = Times in the future do not count, so it is unknown since when that machine lacked a security fix.
    .next = Check the date and time of that machine, and let the system set them automatically.

UPGO-VULN-OTHER-LINE = Only another release line fixes a known vulnerability of your Go
    .means = You stay on your release line, so an upgrade leads there only if you name the release.
    .next = Run `upgo upgrade --to VERSION` to install it.
    .window = Choose it in Versions to install it.

UPGO-VERIFY-DIGEST = A file does not match the official release
    .next = Try again. If it keeps happening, the source is broken or tampered with; use another one.

UPGO-VERIFY-NO-DIGEST = There is no official SHA-256 for a file
    .means = Upgo installs nothing that it cannot verify.
    .next = Choose a release that has one. For a file of your own, check its SHA-256 and pass it with --sha256.
    .window = Choose a release that has an official SHA-256.

UPGO-VERIFY-NO-MANIFEST = The file list of a toolchain is missing
    .means = Upgo cannot tell whether the files match the published release.
    .next = Run `upgo verify VERSION --repair` to recreate the list from a verified archive.
    .window = Choose Repair to recreate the list.

UPGO-VERIFY-REBUILD = A release could not be built from its source
    .means = It is unknown whether the release is what its source makes.
    .next = Read the last lines of the build, then try again.

UPGO-VERIFY-FEEDS = The two official release lists disagree, or one names a release that cannot exist
    .means = One of the two lists may be forged.
    .next = Try again later or on another network. If a false list was accepted before, `upgo cache reset` forgets it.
    .window = Try again later or on another network.

UPGO-VERIFY-VULN = The vulnerability database contradicts what it said before, or is dated in the future
    .means = Upgo keeps using the data that it has. Something on the network may be withholding entries.
    .next = Try again later or on another network. If false data was accepted before, `upgo cache reset` forgets it.
    .window = Try again later or on another network.

UPGO-PERMISSION = Access to a file or folder was denied
    .next = Give your account permission for it. If it is in Upgo's folder, UPGO_HOME can name another folder.
    .window = Give your account permission for the folder, then try again.

UPGO-PERMISSION-ACCOUNT = Upgo's home folder belongs to a different account
    .means = Files would end up owned by the wrong account.
    .next = Run Upgo as yourself, without administrator rights.

UPGO-HOME-ONLY-READ = Upgo only reads its data folder, because somebody else may control what is in it
    .means = Its settings are ignored, no Go in it is started, and nothing in it changes.
    .next = Set UPGO_HOME to a folder of your own.
    .window = Choose a folder of your own for Upgo's data, then start Upgo again.

UPGO-HOME-FOREIGN = Upgo did not create the folder that it was asked to change, or one of its own folders is a link
    .means = Upgo deletes files in its folder without asking, so it uses only a folder of its own.
    .next = Set UPGO_HOME to an empty folder.
    .window = Choose an empty folder for Upgo's data, then start Upgo again.

UPGO-REHEARSAL-BREAKS = One of your projects does not work with the new Go
    .next = Find the number of the change with `upgo history`; `upgo rehearse --change 12` shows what broke in change 12.
    .window = Change history shows what breaks. To upgrade anyway, install the version and use it.

UPGO-REHEARSAL-LIMITED = Part of a rehearsal could not be done
    .means = It is unknown whether the new Go breaks that part.
    .next = Remove the cause, then run `upgo rehearse` again.
    .window = Remove the cause, then try again.

UPGO-HOOK-FAILED = A hook stopped or rolled back a change
    .next = Run `upgo history --hooks` to see what the hook printed. Remove the cause, then try again.
    .window = Change history shows what the hook printed. Remove the cause, then try again.

UPGO-HOOK-REFUSED = This change has hooks, which do not run here
    .means = A hook never has more rights than your other programs, and cannot start a change that has hooks of its own.
    .next = Run the command yourself, without administrator rights.
    .window = Start Upgo without administrator rights, then try again.

UPGO-BUSY = Another process is making a conflicting change
    .means = This was not done, because Upgo does not interfere with the other process.
    .next = Wait until it is done, then try again.

UPGO-FILE-BUSY = Another program is using a file
    .next = Close the program, then try again.

UPGO-GO-MANAGED = Another program manages this Go installation
    .next = Remove it with the program that installed it. Or keep it and install Upgo's own: `upgo install latest --use`.
    .window = Remove it with the program that installed it, or leave it: Upgo's Go comes first on PATH.

UPGO-GO-UNMANAGED = The newest Go is in use, but Upgo does not manage it
    .means = Nothing is downloaded until there is a newer release.
    .next = Run `upgo list` to see what installed it. If no other program manages it, `upgo adopt` lets Upgo do so.
    .window = Versions shows what installed it, and whether Upgo can manage it.

UPGO-VERSION-UNKNOWN = This version does not exist or is not available here
    .next = Run `upgo list --available` to see the available versions.
    .window = Choose one of the available versions.

UPGO-VERSION-NO-FILE = A newer release has no file for this machine
    .means = No upgrade leads to that release.
    .next = If the list is that of a mirror, add the file there. Otherwise try again later: Upgo looks at every check. Go may also have dropped this platform.

UPGO-VERSION-NOT-INSTALLED = This version is not installed
    .next = Run `upgo install VERSION --use`.
    .window = Install it first.

UPGO-VERSION-DAMAGED = An installed version is damaged
    .means = Something, such as a virus scanner, removed or changed one of its programs.
    .next = Run `upgo verify VERSION --repair`.
    .window = Choose Repair.

UPGO-VERSION-SYSTEM = This system cannot run this version
    .next = Choose an older version. `upgo list --available --channel all` shows which ones run here.
    .window = Choose an older version.

UPGO-TERMINAL = No terminal could be opened
    .next = Set the variable TERMINAL to the name of your terminal program, or install one.

UPGO-COMMAND = A command or a shell could not be started
    .means = It did not run.
    .next = Check its name, and that it is installed.

UPGO-DISK-FULL = There is not enough disk space
    .next = Free up some space, for example with `upgo remove --unused`, `upgo cache clean` or `upgo cache clean-go build`.
    .window = Remove versions that you don't use, clean Go's caches, or free up some space, and try again.

UPGO-DISK-FAILED = A file could not be read or written
    .next = Check the disk and the folder, then try again.

UPGO-ARCHIVE-DAMAGED = An archive cannot be unpacked
    .next = Download it again from the official source.

UPGO-ARCHIVE-HOSTILE = An archive contains unsafe entries that no Go archive has
    .means = Nothing from it was installed or kept.
    .next = Do not use this file.

UPGO-ACTIVE-OTHER = A new terminal may run another Go, or none
    .means = The change was made. Nothing was lost.
    .next = Run `upgo why` to see which Go comes first.
    .window = See which Go comes first on PATH.

UPGO-GO-MISSING = There is no Go to run
    .next = Run `upgo install latest --use`.
    .window = Install a version.

UPGO-GO-TOO-OLD = The Go that runs here is older than the project requires
    .means = `go version` works here; `go build` and similar commands fail.
    .next = Install the Go version that the project requires, or set GOTOOLCHAIN to auto so that Go downloads it.

UPGO-GO-SETTING = A Go setting has an invalid value
    .means = Go commands fail until it is corrected.
    .next = Correct the value; `upgo why` shows where it is set.
    .window = Correct the value.

UPGO-GO-TOOLCHAIN-LINE = The requested toolchain has an invalid name
    .means = Go commands fail until it is corrected.
    .next = Use the name of a release, such as go1.27.3.

UPGO-GO-TOOLCHAIN-MISSING = Go cannot get the toolchain that it needs
    .means = Go commands fail until that toolchain is available.
    .next = Run `upgo install VERSION`; Go then finds it on PATH.
    .window = Install it and Go will find it.

UPGO-GO-TOOLCHAIN-OTHER = A program has the name of a toolchain but is a different version
    .means = Go notices the mismatch and stops.
    .next = Remove the program, or install the toolchain that it is named after.

UPGO-GO-MOD = Go does not accept go.mod or go.work
    .means = `go version` works here; `go build` and similar commands fail.
    .next = Correct the file.

UPGO-GO-WORK = The workspace does not match its modules
    .means = `go version` works here; `go build` and similar commands fail.
    .next = Run `go work use`, or set GOWORK=off to ignore the workspace.

UPGO-GO-ROOT = GOROOT does not match the Go that runs
    .means = Builds fail, for example with `compile: version … does not match go tool version …`.
    .next = Remove GOROOT; Go finds its own folder.

UPGO-PROJECT-UNREAD = Upgo cannot tell what a project imports
    .means = It is unknown whether a vulnerability affects the project.
    .next = Run `go list ./...` in its folder to see what is missing.

UPGO-PROJECT-EDIT = Upgo cannot edit a file of a project
    .means = The project still asks for the same Go.
    .next = Check the file that the message names, or edit it yourself.

UPGO-PROJECT-LEFT-OUT = A project is left out of a change
    .means = It stays as it is.
    .next = To see the whole output, rehearse it again, which may take minutes: `upgo rehearse VERSION PROJECT`.
    .window = See what its rehearsal found in Projects.

UPGO-PROJECT-STAYS = A file still asks for an older Go
    .means = A build on a server, or Go itself, may refuse the project until the line is changed.
    .next = Edit the line yourself, and check it with `upgo projects --exit-code`.
    .window = Edit the line yourself.

UPGO-PIN-MINIMUM = A newer Go stays in use for the project
    .means = A `toolchain` line names the oldest Go that may be used, and Go never switches to an older one.
    .next = To use exactly that Go in a terminal: `upgo shell VERSION`.
    .window = Open a terminal with that version in Versions.

UPGO-PIN-UNREAD = Go does not follow the pin by itself
    .means = Only a version manager reads the file that names the Go of the project.
    .next = Install the version manager, or add a `toolchain` line: `go get toolchain@go1.27.3`, with your version.
    .window = Install the version manager, or add a `toolchain` line to go.mod.

UPGO-PROJECT-FILE = A project or one of its files cannot be read
    .means = Upgo does not know which Go it asks for.
    .next = Check that it exists, and that this account may read it.

UPGO-TOOL-UNKNOWN = No program of this name was installed with `go install`
    .next = Run `upgo tools` to see the programs.
    .window = Choose one of the programs in Versions.

UPGO-TOOL-REFUSED = Upgo cannot rebuild or update a program
    .means = The program is unchanged.
    .next = Build it the way it was built before.

UPGO-TOOL-BUILD = A program could not be rebuilt or updated
    .means = The old program is unchanged.
    .next = Check Go's output. If the program needs a newer version: `go install PACKAGE@latest`. If its module no longer exists, keep the old program.

UPGO-CACHE-REFUSED = A Go cache cannot be cleaned safely
    .means = The go command deletes whatever folder GOMODCACHE names, so Upgo checks the folder first.
    .next = Set GOCACHE or GOMODCACHE to a folder that holds only the cache, or clean it with `go clean` yourself.

UPGO-CACHE-CLEAN = A Go cache was not cleaned completely
    .means = What was deleted stays deleted; Go builds or downloads it again.
    .next = Close the programs that use the cache, then try again.

UPGO-CACHE-COST = What a cache contained may not be available again
    .means = Projects that need it cannot be built until Go can download it.
    .next = Keep the module cache if you want to build without the network.

UPGO-CACHE-LEFT = A folder that Go no longer uses was not deleted
    .means = It takes up space, and nothing else.
    .next = Delete the folder yourself once you are sure that Go will not use it again.

UPGO-MEASURE = Builds could not be measured
    .next = Check that `go build` works here, then try again.

UPGO-SMOKE-FAILED = The new toolchain failed its test
    .means = The old Go stays.
    .next = Check the details. Antivirus software or a policy may be blocking the toolchain.

UPGO-PROGRAM-BLOCKED = This machine does not start the programs that Go builds here
    .means = Go itself works. A virus scanner or a policy refuses programs that it does not know.
    .next = Ask your administrator to allow the programs that you build. `upgo doctor` says what blocks them.
    .window = Ask your administrator to allow the programs that you build. Findings says what blocks them.

UPGO-PLAN-MOVED = The machine has changed since the plan was made
    .means = A toolchain that it had already unpacked may be kept for the next plan.
    .next = Review the new plan, then try again.

UPGO-PLAN-UNFINISHED = A change failed, and the previous state could not be restored completely
    .means = Part of the change is still in place. Every step leaves a working Go.
    .next = Run `upgo status`; it continues restoring the previous state.
    .window = Choose Check again to continue restoring it.

UPGO-CHANGE-REPLACED = A later change replaced one that was still running
    .means = The later change decides which Go is in use. Nothing was rolled back.
    .next = Run `upgo history` to see both changes.
    .window = Change history shows both changes.

UPGO-UNDO-BLOCKED = A change cannot be undone
    .next = Run `upgo history` to see the changes and their state.
    .window = Change history shows what changed after it.

UPGO-UNDO-PARTIAL = Something has changed since the change that is being undone
    .means = Only the parts that are still in effect are undone. Later changes are kept.
    .next = Run `upgo env` to see what is set.
    .window = You don't have to do anything.

UPGO-PATH-REFUSED = PATH was not edited, because that is not safe or not allowed
    .means = PATH is unchanged.
    .next = Add the folder yourself, or shorten PATH first.
    .window = Remove entries that you don't need, or add the folder in the PATH editor.

UPGO-PROFILE-LEFT = A shell startup file was not edited
    .means = The rest of the change is not affected.
    .next = Edit the file yourself. Or take ownership of it, make it writable, and try again.

UPGO-PATH-LEFT = A new terminal finds no Go, because PATH is left to you
    .means = The change was made.
    .next = Put Upgo's folder first on PATH. `upgo status` shows which Go a new terminal finds.
    .window = Put Upgo's folder first on PATH.

UPGO-ENV-UNHEARD = Explorer did not respond to the change of the environment
    .means = The change was made. A terminal opened from the Start menu or the taskbar may still have the old environment.
    .next = Sign out or restart Explorer if a new terminal does not find go.

UPGO-ENV-REFUSED = A variable or a file of settings cannot be edited safely
    .means = It is unchanged.
    .next = Run `upgo env`, and change the variable where it is set.
    .window = Change it where it is set.

UPGO-ENV-GOROOT = GOROOT is set
    .means = Every go command uses the tools in that folder. Any other Go version then fails.
    .next = Run `upgo env unset GOROOT`; Go finds its own folder.
    .window = Remove it. Go finds its own folder.

UPGO-ENV-HIDDEN = A value in the environment has no effect
    .means = Usually another value takes precedence. Nothing is lost.
    .next = Run `upgo env` to see which value takes effect.
    .window = Remove the other value, or leave things as they are.

UPGO-ELEVATE-REFUSED = The administrator prompt was declined
    .next = Try again and choose Yes at the prompt. Most of what Upgo does needs no administrator rights.

UPGO-ELEVATE-FAILED = Upgo's administrator process failed
    .next = Try again. If it keeps happening, run the command in an administrator terminal.

UPGO-ELEVATE-LIST = Upgo does not do this as administrator on behalf of a standard user
    .next = Use Windows' own settings for it, such as Environment Variables.

UPGO-ELEVATE-UNATTENDED = An unattended run does not show the administrator prompt
    .next = Run the command in an administrator terminal or as a system account, or without --unattended.
    .window = Try again.

UPGO-VERIFY-UNPROVEN = The Go checksum database could not confirm a release
    .means = No second source confirms the download.
    .next = Try again later or on another network, or pass --without-proof to rely on the release list alone.
    .window = Try again later or on another network, or install without proof.

UPGO-VERIFY-CONTRADICTS = The Go checksum database contradicts the download or itself
    .means = Either the release list and its files are not from Google, or the database is not.
    .next = Do not install it. Try another network. If it keeps happening, report it at https://go.dev/security/policy.

UPGO-VERIFY-SIGNATURE = The OpenPGP signature of an archive is not valid
    .means = The archive is not the one that was signed, or it was not signed by Google.
    .next = Do not install it. Try another source. If it keeps happening, report it at https://go.dev/security/policy.

UPGO-VERIFY-SIGNER = A package is not signed by the expected publisher
    .means = The package was not installed.
    .next = Do not use this file. Download it again from the official source.

UPGO-MSI-FAILED = Windows Installer failed
    .next = Check the log named in the details, then try again.

UPGO-MSI-BUSY = Another installation is in progress
    .next = Wait until it is done, then try again.

UPGO-MSI-POLICY = A policy on this machine blocks the installation
    .next = Ask your administrator, or use `upgo install latest --use`, which needs no installer.
    .window = Ask your administrator, or use a Go managed by Upgo, which needs no installer.

UPGO-MSI-PACKAGE = Windows Installer cannot use the package
    .next = Download it again from the official source.

UPGO-MSI-RESTART = Windows must be restarted to finish an installation
    .means = Everything else is done.
    .next = Restart Windows when it suits you.

UPGO-SYSTEM-MISSING = The official installer has not installed a machine-wide Go here
    .next = Run `upgo system install` to install one for all users, or `upgo install latest --use` for yourself only.
    .window = Install a version in Versions.

UPGO-SYSTEM-UNSECURED = The installer package of the machine-wide Go is unknown
    .means = Upgo could not restore this Go after a failure.
    .next = Uninstall it in Windows Settings, or keep it and run `upgo env path first --machine` so that Upgo's Go comes first on PATH.
    .window = Uninstall it in Windows Settings, or put Upgo's Go first on PATH.

UPGO-SYSTEM-UNFINISHED = A change to the machine-wide Go was interrupted
    .means = It may be missing until the change is finished. Upgo has the package of the previous one.
    .next = Run `upgo system repair` to restore the previous one, with one administrator prompt.
    .window = Repair it in Versions to restore the old one. This takes one administrator prompt.

UPGO-HOME-DAMAGED = One of Upgo's own files is damaged
    .next = Move the file to another folder, then try again.
    .window = Try again; Upgo sets most damaged files aside by itself. If this one remains, move it out of the folder.

UPGO-AUDIT-LOG-WRITE = The audit log could not be written
    .means = A policy of this machine requires an entry for each change, so Upgo changes nothing without it.
    .next = Check the disk and the folder that the message names, then try again.

UPGO-AUDIT-LOG-DAMAGED = Part of the audit log does not match its hashes
    .means = A disk error or a person has changed it. The other entries are not affected.
    .next = Run `upgo log audit verify` to see which lines, and compare them with a copy.
    .window = Compare the log with a copy.

UPGO-SELF-MANAGED = Upgo does not update itself here
    .next = Run `upgo self check` to see who updates it, and how.
    .window = Update Upgo the way you installed it.

UPGO-SELF-SIGNATURE = The description of Upgo's newest release is not signed by a trusted key
    .means = A server or a proxy may have sent something else. This Upgo stays as it is.
    .next = Try again later or on another network. If it keeps happening, install the newest Upgo from its website.
    .window = Try again later or on another network.

UPGO-SELF-OLDER = The description of Upgo's newest release is older than one read before
    .means = Something on the network may be withholding a newer release.
    .next = Try again later or on another network. If a false description was accepted before, `upgo cache reset` forgets it.
    .window = Try again later or on another network.

UPGO-SELF-IMPLAUSIBLE = The description of Upgo's newest release has an impossible date or version
    .means = The clock of this machine may be wrong, or the description is. Upgo uses nothing in it except the keys that it revokes.
    .next = Check the date of this machine, then try again later.

UPGO-SELF-STALE = The description of Upgo's newest release is more than half a year old
    .means = There may be no newer release, or something on the network may be withholding it.
    .next = Look at Upgo's website for a newer release.

UPGO-SELF-FOREIGN = A release of Upgo is not for this program
    .means = It has another format, is for another system, or its package is incomplete.
    .next = Install the newest Upgo with its installer.

UPGO-SELF-TRIAL = The new Upgo does not work on this machine
    .means = The current Upgo stays.
    .next = Check the details. Antivirus software or a policy may be blocking the new program.

UPGO-NOTIFY = A notification could not be shown
    .means = Nothing else is affected.
    .next = Allow notifications for Upgo in the system settings, then try again.

UPGO-RECOVERED = An interrupted change was completed or rolled back
    .means = Go works. Nothing was lost.
    .next = Run `upgo history` to see what was done.
    .window = Change history shows what was done.

UPGO-CANCELLED = The operation was cancelled
    .means = A stopped download resumes next time.
    .next = Run the command again to continue.
    .window = Try again to continue.

UPGO-DEADLINE = The deadline of an unattended run has passed
    .means = A stopped download resumes next time.
    .next = Run the command again, with a later --deadline if the time was too short.
    .window = Try again to continue.
