//! The stable error codes. docs/errors.md is generated from this file.
use serde::{Deserialize, Deserializer, Serialize};

use super::{Became, Remedy};

macro_rules! codes {
    ($(
        $name:ident, $text:literal, $exit:literal, $claim:ident, [$($remedy:ident),+],
        $what:literal, $(means $means:literal,)? $next:literal $(, $window:literal)?;
    )+) => {
        /// A stable code, which is the same in the terminal, the window, the log, the exit status and the
        /// documentation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
        #[cfg_attr(feature = "specta", derive(specta::Type))]
        pub enum Code {
            $(#[doc = $what] #[serde(rename = $text)] $name,)+
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The text, `UPGO-…`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// The exit status of the command line.
            pub fn exit(self) -> u8 {
                match self { $(Self::$name => $exit),+ }
            }

            /// A sentence about what happened. Without its full stop, the title of the problem in the window.
            pub fn what(self) -> &'static str {
                match self { $(Self::$name => $what),+ }
            }

            /// What it usually means for the user: the state of a change, as far as every use of the code guarantees
            /// it, and the rest.
            pub fn means(self) -> String {
                joined(self.claim().sentence(), self.rest())
            }

            /// What it means if the outcome of the change is known.
            pub(super) fn means_after(self, became: Became) -> String {
                match became {
                    Became::Untouched => joined(Claim::Untouched.sentence(), self.rest()),
                    Became::RolledBack => joined(Claim::RolledBack.sentence(), self.rest()),
                    Became::Unfinished => self.means(),
                }
            }

            /// What every use of the code guarantees about a change.
            pub fn claim(self) -> Claim {
                match self { $(Self::$name => Claim::$claim),+ }
            }

            /// The rest of what it means; may be empty.
            pub fn rest(self) -> &'static str {
                match self { $(Self::$name => concat!($($means)?)),+ }
            }

            /// What usually helps.
            pub fn next(self) -> &'static str {
                match self { $(Self::$name => $next),+ }
            }

            /// The buttons in the window, the most helpful first. The window leaves out those that do not apply, such as
            /// the test of a mirror where there is none.
            pub fn remedies(self) -> &'static [Remedy] {
                match self { $(Self::$name => &[$(Remedy::$remedy),+]),+ }
            }

            /// What usually helps in the window, which has no commands.
            pub fn next_in_window(self) -> &'static str {
                match self { $(Self::$name => [$next $(, $window)?].last().copied().unwrap_or($next)),+ }
            }
        }
    };
}

codes! {
    Other, "UPGO-OTHER", 1, RolledBackLater, [TryAgain, Report],
        "Something unexpected went wrong.",
        "Try again. If it keeps happening, report it with the details.";
    Usage, "UPGO-USAGE", 2, Untouched, [Report],
        "The request or one of its values is not valid here.",
        "Run `upgo help` to see the commands and their options.",
        "Copy the details and report them.";
    RemoveCurrent, "UPGO-REMOVE-CURRENT", 2, Untouched, [Versions],
        "The version to remove is in use.",
        "Switch to another one first, or pass --force.",
        "Switch to another version first, then remove this one.";
    SettingInvalid, "UPGO-SETTING-INVALID", 2, None, [Settings, SettingsFile],
        "A setting or its value is not valid.",
        means "The last valid value is still used.",
        "Run `upgo settings list` to see the settings and their values.",
        "Choose another value in Settings.";
    PolicyVersion, "UPGO-POLICY-VERSION", 15, Untouched, [Versions, Settings],
        "The policy of your organization does not permit this version.",
        "Choose another version. `upgo policy` shows the rules.",
        "Choose another version, or ask your administrator.";
    PolicySetting, "UPGO-POLICY-SETTING", 15, Untouched, [Settings],
        "This setting is managed by your organization.",
        "Ask your administrator. `upgo policy` shows what is managed.",
        "Ask your administrator to change the policy.";
    PolicyMalformed, "UPGO-POLICY-MALFORMED", 15, None, [Settings],
        "A part of your organization's policy is invalid.",
        means "Upgo applies the safer interpretation.",
        "Ask your administrator to correct it. `upgo policy` shows all of it.",
        "Ask your administrator to correct the policy.";
    BackgroundUnsupported, "UPGO-BACKGROUND-UNSUPPORTED", 1, None, [BackgroundSettings],
        "This background mode is not available here.",
        means "The background mode is unchanged.",
        "Choose another mode: `upgo background tray`, `scheduled` or `off`.",
        "Choose another mode in Settings.";
    BackgroundOff, "UPGO-BACKGROUND-OFF", 1, None, [StartupApps, TryAgain, BackgroundSettings],
        "Starting Upgo at sign-in is turned off in the system settings.",
        means "The background mode is unchanged. Your choice in the system settings takes precedence.",
        "Turn Upgo on in Task Manager, under Startup apps, then try again.";
    BackgroundTaskOff, "UPGO-BACKGROUND-TASK-OFF", 1, None, [TryAgain, BackgroundSettings],
        "The hourly check is disabled in Task Scheduler.",
        means "The background mode is unchanged. Your choice in Task Scheduler takes precedence.",
        "Enable the task in Task Scheduler, in the folder Upgo, then try again.";
    BackgroundFailed, "UPGO-BACKGROUND-FAILED", 1, None, [TryAgain, BackgroundSettings, Report],
        "The system refused to change what it starts automatically.",
        means "Settings and `upgo background` show the mode that applies now.",
        "Try again. If it keeps happening, report it with the details.";
    NetOffline, "UPGO-NET-OFFLINE", 3, Dependents, [TryAgain, ProxySettings],
        "A server cannot be reached.",
        "Check the connection or the proxy, then try again.";
    NetTls, "UPGO-NET-TLS", 3, Dependents, [ProxySettings, ChooseCertificate, TryAgain],
        "The secure connection to a server failed.",
        means "A proxy or antivirus software may be intercepting the connection.",
        "Add the issuer's certificate to the system, or set ca-file to it in Upgo's settings.",
        "Check the proxy. If it replaces certificates, choose the file with its issuer's certificate.";
    NetProxy, "UPGO-NET-PROXY", 3, Dependents, [ProxySettings, TryAgain],
        "A connection through the proxy failed.",
        "Check HTTPS_PROXY, NO_PROXY and the system's proxy settings.",
        "Check the proxy in Upgo's settings and in the system's, then try again.";
    NetStatus, "UPGO-NET-STATUS", 3, Dependents, [TryAgain, TestMirror, MirrorSettings],
        "A server returned an error or an unusable answer.",
        "Try again later, or set another mirror.";
    NetFeed, "UPGO-NET-FEED", 3, Dependents, [TryAgain, GoDownloads, ProxySettings],
        "A server did not send the list of Go releases.",
        means "A sign-in page or a proxy may have answered.",
        "Open the address in a browser, sign in if asked, then try again.";
    NetFeedOlder, "UPGO-NET-FEED-OLDER", 3, None, [TryAgain, GoDownloads],
        "The official list of Go releases is missing a known release.",
        means "Upgo keeps using the data that it has. Something on the network may be withholding newer releases.",
        "Try again later or on another network. If a false list was accepted before, `upgo cache reset` forgets it.",
        "Try again later or on another network.";
    NetFeedWithdrawn, "UPGO-NET-FEED-WITHDRAWN", 3, None, [TryAgain],
        "Your own list of Go releases no longer has a release that it had before.",
        means "It may have been withdrawn on purpose. Otherwise you may miss a fix.",
        "Ask whoever maintains the list. To forget what it had before, run `upgo cache reset`.",
        "Ask whoever maintains the list.";
    NetVuln, "UPGO-NET-VULN", 3, None, [TryAgain, ProxySettings],
        "A server did not send the vulnerability database.",
        means "Upgo keeps using the vulnerability data that it has.",
        "Open the address in a browser, then try again.";
    VulnUnknown, "UPGO-VULN-UNKNOWN", 3, Untouched, [CheckNow],
        "There is no vulnerability data.",
        "Run `upgo check` while online. With UPGO_FEED_URL, set UPGO_VULN_URL to a copy of the database, too.",
        "Check now when you're online.";
    VerifyDigest, "UPGO-VERIFY-DIGEST", 4, NotInstalled, [TryAgain, TestMirror, RemoveMirrors],
        "A file does not match the official release.",
        "Try again. If it keeps happening, the source is broken or tampered with; use another one.";
    VerifyNoDigest, "UPGO-VERIFY-NO-DIGEST", 4, Untouched, [Versions],
        "There is no official SHA-256 for a file.",
        means "Upgo installs nothing that it cannot verify.",
        "Choose a release that has one. For a file of your own, check its SHA-256 and pass it with --sha256.",
        "Choose a release that has an official SHA-256.";
    VerifyNoManifest, "UPGO-VERIFY-NO-MANIFEST", 4, None, [Repair],
        "The file list of a toolchain is missing.",
        means "Upgo cannot tell whether the files match the published release.",
        "Run `upgo verify VERSION --repair` to recreate the list from a verified archive.",
        "Choose Repair to recreate the list.";
    VerifyFeeds, "UPGO-VERIFY-FEEDS", 4, Untouched, [TryAgain, GoDownloads],
        "The two official release lists disagree, or one names a release that cannot exist.",
        means "One of the two lists may be forged.",
        "Try again later or on another network. If a false list was accepted before, `upgo cache reset` forgets it.",
        "Try again later or on another network.";
    VerifyVuln, "UPGO-VERIFY-VULN", 4, None, [TryAgain, Log],
        "The vulnerability database contradicts what it said before, or is dated in the future.",
        means "Upgo keeps using the data that it has. Something on the network may be withholding entries.",
        "Try again later or on another network. If false data was accepted before, `upgo cache reset` forgets it.",
        "Try again later or on another network.";
    Permission, "UPGO-PERMISSION", 5, RolledBackLater, [TryAgain, OpenFolder],
        "Access to a file or folder was denied.",
        "Give your account permission for it, or set UPGO_HOME to a folder that you own.",
        "Give your account permission for the folder, then try again.";
    PermissionAccount, "UPGO-PERMISSION-ACCOUNT", 5, Untouched, [OpenFolder],
        "Upgo's home folder belongs to a different account.",
        means "Files would end up owned by the wrong account.",
        "Run Upgo as yourself, without administrator rights.";
    HomeOnlyRead, "UPGO-HOME-ONLY-READ", 5, None, [OpenFolder],
        "Upgo only reads its data folder, because it cannot tell that nobody else decides what is in there.",
        means "Its settings do not count, no Go in it is started, and nothing in it changes.",
        "Set UPGO_HOME to a folder of your own.",
        "Choose a folder of your own for Upgo's data, then start Upgo again.";
    HomeForeign, "UPGO-HOME-FOREIGN", 5, Untouched, [OpenFolder],
        "Upgo did not create the folder that it should change, or one of its own folders is a link.",
        means "Upgo deletes files in its folder without asking, so it uses only a folder of its own.",
        "Set UPGO_HOME to an empty folder.",
        "Choose an empty folder for Upgo's data, then start Upgo again.";
    RehearsalBreaks, "UPGO-REHEARSAL-BREAKS", 14, RolledBackLater, [History, Settings],
        "One of your projects does not work with the new Go.",
        "Find the number of the change with `upgo history`; `upgo rehearse --change 12` shows what broke in change 12.",
        "Look at the change in History. To upgrade anyway, turn off the rehearsal in Settings.";
    RehearsalLimited, "UPGO-REHEARSAL-LIMITED", 1, None, [Log],
        "A part of a rehearsal could not be done.",
        means "It is unknown whether the new Go breaks it.",
        "Remove the cause, then run `upgo rehearse` again.",
        "Remove the cause, then try again.";
    HookFailed, "UPGO-HOOK-FAILED", 16, RolledBackLater, [History, Settings, Log],
        "A hook stopped or took back a change.",
        "Run `upgo history --hooks` to see what the hook printed. Remove the cause, then try again.",
        "History shows what the hook printed. Remove the cause, then try again.";
    HookRefused, "UPGO-HOOK-REFUSED", 5, Untouched, [Settings, Log],
        "This change has hooks, which do not run here.",
        means "A hook never has more rights than your other programs, and starts no change that has hooks itself.",
        "Run the command yourself, without administrator rights.",
        "Start Upgo without administrator rights, then try again.";
    Busy, "UPGO-BUSY", 6, None, [TryAgain, History],
        "Another process is making a conflicting change.",
        means "This was not done, because Upgo does not interfere with the other process.",
        "Wait until it is done, then try again.";
    FileBusy, "UPGO-FILE-BUSY", 6, RolledBackLater, [TryAgain, Log],
        "Another program is using a file.",
        "Close the program, then try again.";
    GoManaged, "UPGO-GO-MANAGED", 1, Untouched, [WhyThisGo, Versions],
        "Another program manages this Go installation.",
        "Remove it with the program that installed it. Or keep it and install Upgo's own: `upgo install latest --use`.",
        "Remove it with the program that installed it, or leave it: Upgo's Go comes first on PATH.";
    VersionUnknown, "UPGO-VERSION-UNKNOWN", 7, Untouched, [Versions, CheckNow],
        "This version does not exist or is not available here.",
        "Run `upgo list --available` to see the available versions.",
        "Choose one of the available versions.";
    VersionNotInstalled, "UPGO-VERSION-NOT-INSTALLED", 7, Untouched, [Versions],
        "This version is not installed.",
        "Run `upgo install VERSION --use`.",
        "Install it first.";
    VersionSystem, "UPGO-VERSION-SYSTEM", 7, Untouched, [Versions],
        "This system cannot run this version.",
        "Choose an older version. `upgo list --available --channel all` shows which ones run here.",
        "Choose an older version.";
    Terminal, "UPGO-TERMINAL", 7, Untouched, [TryAgain, Log],
        "No terminal could be opened.",
        "Set the variable TERMINAL to the name of your terminal program, or install one.";
    Command, "UPGO-COMMAND", 7, None, [TryAgain, Log],
        "A command or a shell could not be started.",
        means "It did not run.",
        "Check its name, and that it is installed.";
    DiskFull, "UPGO-DISK-FULL", 8, RolledBackLater, [RemoveUnused, Caches, TryAgain],
        "There is not enough disk space.",
        "Free up some space, for example with `upgo remove --unused`, `upgo cache clean` or `upgo cache clean-go build`.",
        "Remove versions that you don't use, clean Go's caches, or free up some space, and try again.";
    DiskFailed, "UPGO-DISK-FAILED", 8, RolledBackLater, [TryAgain, OpenFolder, Log],
        "A file could not be read or written.",
        "Check the disk and the folder, then try again.";
    ArchiveDamaged, "UPGO-ARCHIVE-DAMAGED", 9, NotInstalled, [TryAgain, TestMirror, RemoveMirrors],
        "An archive cannot be unpacked.",
        "Download it again from the official source.";
    ArchiveHostile, "UPGO-ARCHIVE-HOSTILE", 9, None, [GoDownloads],
        "An archive contains unsafe entries that no Go archive has.",
        means "Nothing from it was installed or kept.",
        "Do not use this file.";
    ActiveOther, "UPGO-ACTIVE-OTHER", 12, None, [Home, EditPath, WhyThisGo],
        "A new terminal may run another Go, or none.",
        means "The change was made. Nothing was lost.",
        "Run `upgo why` to see which Go comes first.",
        "See which Go comes first on PATH.";
    GoMissing, "UPGO-GO-MISSING", 7, Untouched, [Versions],
        "There is no Go to run.",
        "Run `upgo install latest --use`.",
        "Install a version.";
    GoTooOld, "UPGO-GO-TOO-OLD", 1, None, [Versions, EditVariables],
        "The Go that runs here is older than the project requires.",
        means "`go version` works here; `go build` and similar commands fail.",
        "Install the Go version that the project requires, or set GOTOOLCHAIN to auto so that Go downloads it.";
    GoSetting, "UPGO-GO-SETTING", 1, None, [EditVariables, WhyThisGo],
        "A Go setting has an invalid value.",
        means "Go commands fail until it is corrected.",
        "Correct the value; `upgo why` shows where it is set.",
        "Correct the value.";
    GoToolchainLine, "UPGO-GO-TOOLCHAIN-LINE", 1, None, [WhyThisGo, EditVariables],
        "The requested toolchain has an invalid name.",
        means "Go commands fail until it is corrected.",
        "Use the name of a release, such as go1.27.3.";
    GoToolchainMissing, "UPGO-GO-TOOLCHAIN-MISSING", 1, None, [Versions, EditVariables],
        "Go cannot get the toolchain that it needs.",
        means "Go commands fail until that toolchain is available.",
        "Run `upgo install VERSION`; Go then finds it on PATH.",
        "Install it and Go will find it.";
    GoToolchainOther, "UPGO-GO-TOOLCHAIN-OTHER", 1, None, [EditPath, Versions],
        "A program has the name of a toolchain but is a different version.",
        means "Go notices the mismatch and stops.",
        "Remove the program, or install the toolchain that it is named after.";
    GoMod, "UPGO-GO-MOD", 1, None, [WhyThisGo],
        "Go does not accept go.mod or go.work.",
        means "`go version` works here; `go build` and similar commands fail.",
        "Correct the file.";
    GoWork, "UPGO-GO-WORK", 1, None, [WhyThisGo, EditVariables],
        "The workspace does not match its modules.",
        means "`go version` works here; `go build` and similar commands fail.",
        "Run `go work use`, or set GOWORK=off to ignore the workspace.";
    GoRoot, "UPGO-GO-ROOT", 1, None, [EditVariables],
        "GOROOT does not match the Go that runs.",
        means "Builds fail, for example with `compile: version … does not match go tool version …`.",
        "Remove GOROOT; Go finds its own folder.";
    ProjectUnread, "UPGO-PROJECT-UNREAD", 1, Untouched, [WhyThisGo],
        "Upgo cannot tell what a project imports.",
        means "It is unknown whether a vulnerability affects the project.",
        "Run `go list ./...` in its folder to see what is missing.";
    ProjectEdit, "UPGO-PROJECT-EDIT", 1, Untouched, [WhyThisGo],
        "Upgo cannot edit a file of a project.",
        means "The project still asks for the same Go.",
        "Check the file that the message names, or edit it yourself.";
    ProjectLeftOut, "UPGO-PROJECT-LEFT-OUT", 0, None, [WhyThisGo],
        "A project is left out of a change.",
        means "It still asks for the same Go.",
        "See what the rehearsal found: `upgo rehearse VERSION PROJECT`.",
        "See what its rehearsal found in Projects.";
    PinMinimum, "UPGO-PIN-MINIMUM", 0, None, [WhyThisGo],
        "A newer Go stays in use for the project.",
        means "A `toolchain` line names the oldest Go that may be used, and Go never switches to an older one.",
        "To use exactly that Go in a terminal: `upgo terminal VERSION`.",
        "Open a terminal with that version in Versions.";
    PinUnread, "UPGO-PIN-UNREAD", 0, None, [WhyThisGo],
        "Go does not follow the pin by itself.",
        means "Only a version manager reads the file that names the Go of the project.",
        "Install the version manager, or add a `toolchain` line: `go get toolchain@go1.27.3`, with your version.",
        "Install the version manager, or add a `toolchain` line to go.mod.";
    ProjectFile, "UPGO-PROJECT-FILE", 1, Untouched, [WhyThisGo],
        "A project or a file of one cannot be read.",
        means "Upgo does not know which Go it asks for.",
        "Check that it exists, and that this account may read it.";
    ToolUnknown, "UPGO-TOOL-UNKNOWN", 7, Untouched, [Versions],
        "No program of this name was installed with `go install`.",
        "Run `upgo tools` to see the programs.",
        "Choose one of the programs in Versions.";
    ToolRefused, "UPGO-TOOL-REFUSED", 1, None, [Log],
        "Upgo cannot rebuild or update a program.",
        means "The program is unchanged.",
        "Build it the way it was built before.";
    ToolBuild, "UPGO-TOOL-BUILD", 1, None, [TryAgain, Log],
        "A program could not be rebuilt or updated.",
        means "The old program is unchanged.",
        "Check Go's output. A newer version of the program may be needed: `go install PACKAGE@latest`.";
    CacheRefused, "UPGO-CACHE-REFUSED", 1, Untouched, [EditVariables, Log],
        "A cache of Go cannot be cleaned safely.",
        means "The go command deletes whatever folder GOMODCACHE names, so Upgo checks the folder first.",
        "Set GOCACHE or GOMODCACHE to a folder that holds only the cache, or clean it with `go clean` yourself.";
    CacheClean, "UPGO-CACHE-CLEAN", 8, None, [TryAgain, OpenFolder, Log],
        "A cache of Go was not cleaned completely.",
        means "What was deleted stays deleted; Go builds or downloads it again.",
        "Close the programs that use the cache, then try again.";
    CacheCost, "UPGO-CACHE-COST", 0, None, [EditVariables],
        "What a cache contained may not be available again.",
        means "Projects that need it cannot be built until Go can download it.",
        "Keep the module cache if you want to build without the network.";
    SmokeFailed, "UPGO-SMOKE-FAILED", 1, RolledBack, [TryAgain, Log, Report],
        "The new toolchain failed its test.",
        means "The old Go stays.",
        "Check the details. Antivirus software or a policy may be blocking the toolchain.";
    ProgramBlocked, "UPGO-PROGRAM-BLOCKED", 0, None, [Health, Log],
        "This machine does not start the programs that Go builds here.",
        means "Go itself works. A virus scanner or a policy refuses programs that it does not know.",
        "Ask your administrator to allow the programs that you build. `upgo doctor` says what blocks them.",
        "Ask your administrator to allow the programs that you build. Health says what blocks them.";
    PlanMoved, "UPGO-PLAN-MOVED", 1, NotCarriedOut, [SeeNewPlan],
        "The machine has changed since the plan was made.",
        means "A toolchain that it had already unpacked may be kept for the next plan.",
        "Review the new plan, then try again.";
    PlanUnfinished, "UPGO-PLAN-UNFINISHED", 1, None, [LookAgain, History, Report],
        "A change failed, and the previous state could not be restored completely.",
        means "Part of the change is still in place. Every step leaves a working Go.",
        "Run `upgo status`; it continues restoring the previous state.",
        "Choose Check again to continue restoring it.";
    UndoBlocked, "UPGO-UNDO-BLOCKED", 1, Untouched, [History],
        "A change cannot be undone.",
        "Run `upgo history` to see the changes and their state.",
        "History shows what changed after it.";
    UndoPartial, "UPGO-UNDO-PARTIAL", 0, None, [History],
        "Something has changed since the change that is being undone.",
        means "Only the parts that are still in effect are undone. Later changes are kept.",
        "Run `upgo env` to see what is set.",
        "You don't have to do anything.";
    PathRefused, "UPGO-PATH-REFUSED", 1, None, [EditPath, TryAgain],
        "PATH was not edited, because that is not safe or not allowed.",
        means "PATH is unchanged.",
        "Add the folder yourself, or shorten PATH first.",
        "Remove entries that you don't need, or add the folder in the PATH editor.";
    ProfileLeft, "UPGO-PROFILE-LEFT", 0, None, [EditPath, TryAgain],
        "A shell startup file was not edited.",
        means "The rest of the change is not affected.",
        "Edit the file yourself. Or take ownership of it, make it writable, and try again.";
    PathLeft, "UPGO-PATH-LEFT", 0, None, [EditPath, Settings],
        "A new terminal finds no Go, because PATH is left to you.",
        means "The change was made.",
        "Put Upgo's folder first on PATH. `upgo status` shows which Go a new terminal finds.",
        "Put Upgo's folder first on PATH.";
    EnvUnheard, "UPGO-ENV-UNHEARD", 0, None, [LookAgain],
        "Explorer did not answer when it was told about the changed environment.",
        means "The change was made. A terminal opened from the Start menu or the taskbar may still have the old environment.",
        "Sign out or restart Explorer if a new terminal does not find go.";
    EnvRefused, "UPGO-ENV-REFUSED", 1, None, [EditVariables, TryAgain],
        "A variable cannot be edited safely.",
        means "The variable is unchanged.",
        "Run `upgo env`, and change the variable where it is set.",
        "Change it where it is set.";
    EnvGoroot, "UPGO-ENV-GOROOT", 0, None, [EditVariables],
        "GOROOT is set.",
        means "Every go command uses the tools in that folder. Any other Go version then fails.",
        "Run `upgo env unset GOROOT`; Go finds its own folder.",
        "Remove it. Go finds its own folder.";
    EnvHidden, "UPGO-ENV-HIDDEN", 0, None, [EditVariables],
        "A value in the environment has no effect.",
        means "Usually another value takes precedence. Nothing is lost.",
        "Run `upgo env` to see which value takes effect.",
        "Remove the other value, or leave things as they are.";
    ElevateRefused, "UPGO-ELEVATE-REFUSED", 13, NotMade, [TryAgain],
        "The administrator prompt was declined.",
        "Try again and choose Yes at the prompt. Most of what Upgo does needs no administrator rights.";
    ElevateFailed, "UPGO-ELEVATE-FAILED", 5, NotMade, [TryAgain, Log, Report],
        "Upgo's administrator process failed.",
        "Try again. If it keeps happening, run the command in an administrator terminal.";
    ElevateList, "UPGO-ELEVATE-LIST", 5, Untouched, [EditVariables],
        "Upgo does not do this as administrator on behalf of a standard user.",
        "Use Windows' own settings for it, such as Environment Variables.";
    ElevateUnattended, "UPGO-ELEVATE-UNATTENDED", 5, Untouched, [TryAgain],
        "An unattended run does not show the administrator prompt.",
        "Run the command in an administrator terminal or as a system account, or without --unattended.",
        "Try again.";
    VerifyUnproven, "UPGO-VERIFY-UNPROVEN", 4, Untouched, [TryAgain, WithoutProof, ProxySettings],
        "The Go checksum database could not confirm a release.",
        means "No second source confirms the download.",
        "Try again later or on another network, or pass --without-proof to rely on the release list alone.",
        "Try again later or on another network, or install without proof.";
    VerifyContradicts, "UPGO-VERIFY-CONTRADICTS", 4, Untouched, [ReportToGo, Log],
        "The Go checksum database contradicts the download or itself.",
        means "Either the release list and its files are not from Google, or the database is not.",
        "Do not install it. Try another network. If it keeps happening, report it at https://go.dev/security/policy.";
    VerifySignature, "UPGO-VERIFY-SIGNATURE", 4, Untouched, [TestMirror, RemoveMirrors, ReportToGo],
        "The OpenPGP signature of an archive is not valid.",
        means "The archive is not the one that was signed, or it was not signed by Google.",
        "Do not install it. Try another source. If it keeps happening, report it at https://go.dev/security/policy.";
    VerifySigner, "UPGO-VERIFY-SIGNER", 4, None, [GoDownloads],
        "A package is not signed by the expected publisher.",
        means "The package was not installed.",
        "Do not use this file. Download it again from the official source.";
    MsiFailed, "UPGO-MSI-FAILED", 1, NotMade, [TryAgain, Log],
        "Windows Installer failed.",
        "Check the log named in the details, then try again.";
    MsiBusy, "UPGO-MSI-BUSY", 6, NotMade, [TryAgain],
        "Another installation is in progress.",
        "Wait until it is done, then try again.";
    MsiPolicy, "UPGO-MSI-POLICY", 5, NotMade, [Versions],
        "A policy on this machine blocks the installation.",
        "Ask your administrator, or use `upgo install latest --use`, which needs no installer.",
        "Ask your administrator, or use a Go managed by Upgo, which needs no installer.";
    MsiPackage, "UPGO-MSI-PACKAGE", 9, NotMade, [TryAgain, GoDownloads],
        "Windows Installer cannot use the package.",
        "Download it again from the official source.";
    MsiRestart, "UPGO-MSI-RESTART", 0, None, [LookAgain],
        "Windows must be restarted to finish an installation.",
        means "Everything else is done.",
        "Restart Windows when it suits you.";
    SystemMissing, "UPGO-SYSTEM-MISSING", 7, Untouched, [Versions],
        "The official installer has not installed a machine-wide Go here.",
        "Run `upgo system install` to install one for all users, or `upgo install latest --use` for yourself only.",
        "Install a version on the Versions page.";
    SystemUnsecured, "UPGO-SYSTEM-UNSECURED", 4, Untouched, [InstalledApps, EditPath],
        "The installer package of the machine-wide Go is unknown.",
        means "Upgo could not restore this Go after a failure.",
        "Uninstall it in Windows Settings, or keep it and run `upgo step-aside` so that Upgo's Go comes first on PATH.",
        "Uninstall it in Windows Settings, or put Upgo's Go first on PATH.";
    SystemUnfinished, "UPGO-SYSTEM-UNFINISHED", 1, None, [Versions],
        "A change to the machine-wide Go was interrupted.",
        means "It may be missing until the change is finished. Upgo has the package of the previous one.",
        "Run `upgo system repair` to restore the previous one, with one administrator prompt.",
        "Repair it in Versions to restore the old one. This takes one administrator prompt.";
    HomeDamaged, "UPGO-HOME-DAMAGED", 1, Untouched, [TryAgain, Health, OpenFolder],
        "One of Upgo's own files is damaged.",
        "Move the file to another folder, then try again.",
        "Try again; Upgo sets most damaged files aside by itself. If this one remains, move it out of the folder.";
    AuditLogUnwritten, "UPGO-AUDIT-LOG-WRITE", 8, None, [TryAgain, OpenFolder],
        "The audit log could not be written.",
        means "A policy of this machine requires an entry for each change, so Upgo changes nothing without it.",
        "Check the disk and the folder that the message names, then try again.";
    AuditLogDamaged, "UPGO-AUDIT-LOG-DAMAGED", 4, None, [OpenFolder],
        "A part of the audit log does not match its hashes.",
        means "A disk or a person has changed it. The other entries are not affected.",
        "Run `upgo audit-log verify` to see which lines, and compare them with a copy.",
        "Compare the log with a copy.";
    SelfManaged, "UPGO-SELF-MANAGED", 2, Untouched, [Settings],
        "Upgo does not update itself here.",
        "Run `upgo self check` to see who updates it, and how.",
        "Update Upgo in the way that you installed it.";
    SelfSignature, "UPGO-SELF-SIGNATURE", 4, Untouched, [TryAgain, ProxySettings, Report],
        "The description of Upgo's newest release is not signed by a trusted key.",
        means "A server or a proxy may have sent something else. This Upgo stays as it is.",
        "Try again later or on another network. If it keeps happening, install the newest Upgo from its website.",
        "Try again later or on another network.";
    SelfOlder, "UPGO-SELF-OLDER", 4, Untouched, [TryAgain, ProxySettings],
        "The description of Upgo's newest release is older than one that was read before.",
        means "Something on the network may be withholding a newer release.",
        "Try again later or on another network. If a false description was accepted before, `upgo cache reset` forgets it.",
        "Try again later or on another network.";
    SelfImplausible, "UPGO-SELF-IMPLAUSIBLE", 4, Untouched, [TryAgain, ProxySettings, Report],
        "The description of Upgo's newest release has a date or a version that cannot be true yet.",
        means "The clock of this machine may be wrong, or the description is. Upgo uses nothing of it except the keys that it revokes.",
        "Check the date of this machine, then try again later.";
    SelfStale, "UPGO-SELF-STALE", 3, None, [TryAgain, ProxySettings],
        "The description of Upgo's newest release is more than half a year old.",
        means "There may be no newer release, or something on the network may be withholding it.",
        "Look at Upgo's website for a newer release.";
    SelfForeign, "UPGO-SELF-FOREIGN", 4, Untouched, [TryAgain, Report],
        "A release of Upgo is not for this program.",
        means "It is of another format or for another system, or its package lacks something.",
        "Install the newest Upgo with its installer.";
    SelfTrial, "UPGO-SELF-TRIAL", 1, NotMade, [TryAgain, Log, Report],
        "The new Upgo does not work on this machine.",
        means "The present Upgo stays.",
        "Check the details. Antivirus software or a policy may be blocking the new program.";
    Notify, "UPGO-NOTIFY", 1, None, [SystemNotifications, TryAgain, NotificationSettings],
        "A notification could not be shown.",
        means "Nothing else is affected.",
        "Allow notifications for Upgo in the system settings, then try again.";
    Recovered, "UPGO-RECOVERED", 0, None, [History],
        "An interrupted change was completed or rolled back.",
        means "Go works. Nothing was lost.",
        "Run `upgo history` to see what was done.",
        "History shows what was done.";
    Cancelled, "UPGO-CANCELLED", 130, InProgress, [TryAgain],
        "The operation was cancelled.",
        means "A stopped download resumes next time.",
        "Run the command again to continue.",
        "Try again to continue.";
    Deadline, "UPGO-DEADLINE", 124, InProgress, [TryAgain, Log],
        "The deadline of an unattended run has passed.",
        means "A stopped download resumes next time.",
        "Run the command again, with a later --deadline if the time was too short.",
        "Try again to continue.";
}

/// What a code guarantees about a change if nothing more is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Claim {
    /// Nothing.
    None,
    /// Nothing was changed.
    Untouched,
    /// What needs the server was not changed.
    Dependents,
    /// The change was rolled back, or it had not begun.
    NotMade,
    /// The plan was not carried out.
    NotCarriedOut,
    /// The file was not installed.
    NotInstalled,
    /// A change that ran was rolled back.
    InProgress,
    /// The change was rolled back.
    RolledBack,
    /// A change that failed is rolled back, or will be.
    RolledBackLater,
}

impl Claim {
    /// Every claim, in order.
    pub const ALL: [Self; 9] = [
        Self::None,
        Self::Untouched,
        Self::Dependents,
        Self::NotMade,
        Self::NotCarriedOut,
        Self::NotInstalled,
        Self::InProgress,
        Self::RolledBack,
        Self::RolledBackLater,
    ];

    /// The claim as a sentence; empty for [`Claim::None`].
    pub fn sentence(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Untouched => "Nothing was changed.",
            Self::Dependents => "Changes that need it were not made.",
            Self::NotMade => "The change was not made. Steps that had begun were rolled back.",
            Self::NotCarriedOut => "The plan was not carried out.",
            Self::NotInstalled => "Nothing from it was installed.",
            Self::InProgress => "Any change in progress was rolled back.",
            Self::RolledBack => "The change was rolled back.",
            Self::RolledBackLater => "A failed change is rolled back, now or the next time Upgo runs.",
        }
    }
}

fn joined(claim: &str, rest: &str) -> String {
    if claim.is_empty() || rest.is_empty() { format!("{claim}{rest}") } else { format!("{claim} {rest}") }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // A code that a newer Upgo wrote to the journal must not make the history unreadable.
        Ok(Self::ALL.iter().copied().find(|code| code.as_str() == text).unwrap_or(Self::Other))
    }
}

impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let all: Vec<_> = Self::ALL.iter().map(|code| code.as_str()).collect();
        schemars::json_schema!({ "type": "string", "enum": all })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_one_to_three_different_remedies() {
        for code in Code::ALL {
            let different: BTreeSet<_> = code.remedies().iter().collect();
            assert!((1..=3).contains(&different.len()), "{code}: {different:?}");
            assert_eq!(different.len(), code.remedies().len(), "{code} names one twice");
        }
    }

    #[test]
    fn every_remedy_helps_with_some_code() {
        for remedy in Remedy::ALL {
            assert!(Code::ALL.iter().any(|code| code.remedies().contains(remedy)), "{remedy:?}");
        }
    }
}
