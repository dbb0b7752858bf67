//! The stable error codes. docs/errors.md is generated from this file.
use serde::{Deserialize, Deserializer, Serialize};

use super::Became;

macro_rules! codes {
    ($(
        $name:ident, $text:literal, $exit:literal, $claim:ident,
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

            /// What usually helps in the window, which has no commands.
            pub fn next_in_window(self) -> &'static str {
                match self { $(Self::$name => [$next $(, $window)?].last().copied().unwrap_or($next)),+ }
            }
        }
    };
}

codes! {
    Other, "UPGO-OTHER", 1, RolledBackLater,
        "Something unexpected went wrong.",
        "Try again. If it keeps happening, report it with the details.";
    Usage, "UPGO-USAGE", 2, Untouched,
        "The request or one of its values is not valid here.",
        "Run `upgo help` to see the commands and their options.",
        "Copy the details and report them.";
    RemoveCurrent, "UPGO-REMOVE-CURRENT", 2, Untouched,
        "The version to remove is in use.",
        "Switch to another one first, or pass --force.",
        "Switch to another version first, then remove this one.";
    SettingInvalid, "UPGO-SETTING-INVALID", 2, None,
        "A setting or its value is not valid.",
        means "The last valid value is still used.",
        "Run `upgo settings list` to see the settings and their values.",
        "Choose another value in Settings.";
    BackgroundUnsupported, "UPGO-BACKGROUND-UNSUPPORTED", 1, None,
        "This background mode is not available here.",
        means "The background mode is unchanged.",
        "Choose another mode: `upgo background tray`, `scheduled` or `off`.",
        "Choose another mode in Settings.";
    BackgroundOff, "UPGO-BACKGROUND-OFF", 1, None,
        "Starting Upgo at sign-in is turned off in the system settings.",
        means "The background mode is unchanged. Your choice in the system settings takes precedence.",
        "Turn Upgo on in Task Manager, under Startup apps, then try again.";
    BackgroundFailed, "UPGO-BACKGROUND-FAILED", 1, None,
        "The system refused to change what it starts automatically.",
        means "Settings and `upgo background` show the mode that applies now.",
        "Try again. If it keeps happening, report it with the details.";
    NetOffline, "UPGO-NET-OFFLINE", 3, Dependents,
        "A server cannot be reached.",
        "Check the connection or the proxy, then try again.";
    NetTls, "UPGO-NET-TLS", 3, Dependents,
        "The secure connection to a server failed.",
        means "A proxy or antivirus software may be intercepting the connection.",
        "Add the issuer's certificate to the system, or set ca-file to it in Upgo's settings.";
    NetProxy, "UPGO-NET-PROXY", 3, Dependents,
        "A connection through the proxy failed.",
        "Check HTTPS_PROXY, NO_PROXY and the system's proxy settings.";
    NetStatus, "UPGO-NET-STATUS", 3, Dependents,
        "A server returned an error or an unusable answer.",
        "Try again later, or set another mirror.";
    NetFeed, "UPGO-NET-FEED", 3, Dependents,
        "A server did not send the list of Go releases.",
        means "A sign-in page or a proxy may have answered.",
        "Open the address in a browser, sign in if asked, then try again.";
    NetFeedOlder, "UPGO-NET-FEED-OLDER", 3, None,
        "The official list of Go releases is missing a known release.",
        means "Upgo keeps using the data that it has. Something on the network may be withholding newer releases.",
        "Try again later or on another network. If a false list was accepted before, `upgo cache reset` forgets it.",
        "Try again later or on another network.";
    NetVuln, "UPGO-NET-VULN", 3, None,
        "A server did not send the vulnerability database.",
        means "Upgo keeps using the vulnerability data that it has.",
        "Open the address in a browser, then try again.";
    VulnUnknown, "UPGO-VULN-UNKNOWN", 3, Untouched,
        "There is no vulnerability data.",
        "Run `upgo check` while online. With UPGO_FEED_URL, set UPGO_VULN_URL to a copy of the database, too.",
        "Check now when you're online.";
    VerifyDigest, "UPGO-VERIFY-DIGEST", 4, NotInstalled,
        "A file does not match the official release.",
        "Try again. If it keeps happening, the source is broken or tampered with; use another one.";
    VerifyNoDigest, "UPGO-VERIFY-NO-DIGEST", 4, Untouched,
        "There is no official SHA-256 for a file.",
        means "Upgo installs nothing that it cannot verify.",
        "Choose a release that has one. For a file of your own, check its SHA-256 and pass it with --sha256.",
        "Choose a release that has an official SHA-256.";
    VerifyNoManifest, "UPGO-VERIFY-NO-MANIFEST", 4, None,
        "The file list of a toolchain is missing.",
        means "Upgo cannot tell whether the files match the published release.",
        "Run `upgo verify VERSION --repair` to recreate the list from a verified archive.",
        "Repair recreates the list.";
    VerifyFeeds, "UPGO-VERIFY-FEEDS", 4, Untouched,
        "The two official release lists disagree, or one names a release that cannot exist.",
        means "One of the two lists may be forged.",
        "Try again later or on another network. If a false list was accepted before, `upgo cache reset` forgets it.",
        "Try again later or on another network.";
    VerifyVuln, "UPGO-VERIFY-VULN", 4, None,
        "The vulnerability database contradicts what it said before, or is dated in the future.",
        means "Upgo keeps using the data that it has. Something on the network may be withholding entries.",
        "Try again later or on another network. If false data was accepted before, `upgo cache reset` forgets it.",
        "Try again later or on another network.";
    Permission, "UPGO-PERMISSION", 5, RolledBackLater,
        "Access to a file or folder was denied.",
        "Give your account permission for it, or set UPGO_HOME to a folder that you own.",
        "Give your account permission for the folder, then try again.";
    PermissionAccount, "UPGO-PERMISSION-ACCOUNT", 5, Untouched,
        "Upgo's home folder belongs to a different account.",
        means "Files would end up owned by the wrong account.",
        "Run Upgo as yourself, without administrator rights.";
    HomeForeign, "UPGO-HOME-FOREIGN", 5, Untouched,
        "Upgo did not create the folder that it should change, or one of its own folders is a link.",
        means "Upgo deletes files in its folder without asking, so it uses only a folder of its own.",
        "Set UPGO_HOME to an empty folder.",
        "Choose an empty folder for Upgo's data, then start Upgo again.";
    Busy, "UPGO-BUSY", 6, None,
        "Another process is making a conflicting change.",
        means "This was not done, because Upgo does not interfere with the other process.",
        "Wait until it is done, then try again.";
    FileBusy, "UPGO-FILE-BUSY", 6, RolledBackLater,
        "Another program is using a file.",
        "Close the program, then try again.";
    GoManaged, "UPGO-GO-MANAGED", 1, Untouched,
        "Another program manages this Go installation.",
        "Remove it with the program that installed it. Or keep it and install Upgo's own: `upgo install latest --use`.",
        "Remove it with the program that installed it, or leave it: Upgo's Go comes first on PATH.";
    VersionUnknown, "UPGO-VERSION-UNKNOWN", 7, Untouched,
        "This version does not exist or is not available here.",
        "Run `upgo list --available` to see the available versions.",
        "Choose one of the available versions.";
    VersionNotInstalled, "UPGO-VERSION-NOT-INSTALLED", 7, Untouched,
        "This version is not installed.",
        "Run `upgo install VERSION --use`.",
        "Install it first.";
    VersionSystem, "UPGO-VERSION-SYSTEM", 7, Untouched,
        "This system cannot run this version.",
        "Choose an older version. `upgo list --available --channel all` shows which ones run here.",
        "Choose an older version.";
    DiskFull, "UPGO-DISK-FULL", 8, RolledBackLater,
        "There is not enough disk space.",
        "Free up some space, for example with `upgo remove --unused` or `upgo cache clean`.",
        "Remove versions that you don't use, or free up some space, and try again.";
    DiskFailed, "UPGO-DISK-FAILED", 8, RolledBackLater,
        "A file could not be read or written.",
        "Check the disk and the folder, then try again.";
    ArchiveDamaged, "UPGO-ARCHIVE-DAMAGED", 9, NotInstalled,
        "An archive cannot be unpacked.",
        "Download it again from the official source.";
    ArchiveHostile, "UPGO-ARCHIVE-HOSTILE", 9, None,
        "An archive contains unsafe entries that no Go archive has.",
        means "Nothing from it was installed or kept.",
        "Do not use this file.";
    ActiveOther, "UPGO-ACTIVE-OTHER", 12, None,
        "A new terminal may run another Go, or none.",
        means "The change was made. Nothing was lost.",
        "Run `upgo why` to see which Go comes first.",
        "See which Go comes first on PATH.";
    GoMissing, "UPGO-GO-MISSING", 7, Untouched,
        "There is no Go to run.",
        "Run `upgo install latest --use`.",
        "Install a version.";
    GoTooOld, "UPGO-GO-TOO-OLD", 1, None,
        "The Go that runs here is older than the project requires.",
        means "`go version` works here; `go build` and similar commands fail.",
        "Install the Go version that the project requires, or set GOTOOLCHAIN to auto so that Go downloads it.";
    GoSetting, "UPGO-GO-SETTING", 1, None,
        "A Go setting has an invalid value.",
        means "Go commands fail until it is corrected.",
        "Correct the value; `upgo why` shows where it is set.",
        "Correct the value.";
    GoToolchainLine, "UPGO-GO-TOOLCHAIN-LINE", 1, None,
        "The requested toolchain has an invalid name.",
        means "Go commands fail until it is corrected.",
        "Use the name of a release, such as go1.27.3.";
    GoToolchainMissing, "UPGO-GO-TOOLCHAIN-MISSING", 1, None,
        "Go cannot get the toolchain that it needs.",
        means "Go commands fail until that toolchain is available.",
        "Run `upgo install VERSION`; Go then finds it on PATH.",
        "Install it and Go will find it.";
    GoToolchainOther, "UPGO-GO-TOOLCHAIN-OTHER", 1, None,
        "A program has the name of a toolchain but is a different version.",
        means "Go notices the mismatch and stops.",
        "Remove the program, or install the toolchain that it is named after.";
    GoMod, "UPGO-GO-MOD", 1, None,
        "Go does not accept go.mod or go.work.",
        means "`go version` works here; `go build` and similar commands fail.",
        "Correct the file.";
    GoWork, "UPGO-GO-WORK", 1, None,
        "The workspace does not match its modules.",
        means "`go version` works here; `go build` and similar commands fail.",
        "Run `go work use`, or set GOWORK=off to ignore the workspace.";
    GoRoot, "UPGO-GO-ROOT", 1, None,
        "GOROOT does not match the Go that runs.",
        means "Builds fail, for example with `compile: version … does not match go tool version …`.",
        "Remove GOROOT; Go finds its own folder.";
    ProjectUnread, "UPGO-PROJECT-UNREAD", 1, Untouched,
        "Upgo cannot tell what a project imports.",
        means "It is unknown whether a vulnerability affects the project.",
        "Run `go list ./...` in its folder to see what is missing.";
    ToolUnknown, "UPGO-TOOL-UNKNOWN", 7, Untouched,
        "No program of this name was installed with `go install`.",
        "Run `upgo tools` to see the programs.",
        "See which tools there are, then try again.";
    ToolRefused, "UPGO-TOOL-REFUSED", 1, None,
        "Upgo cannot rebuild or update a program.",
        means "The program is unchanged.",
        "Build it the way it was built before.";
    ToolBuild, "UPGO-TOOL-BUILD", 1, None,
        "A program could not be rebuilt or updated.",
        means "The old program is unchanged.",
        "Check Go's output. A newer version of the program may be needed: `go install PACKAGE@latest`.";
    SmokeFailed, "UPGO-SMOKE-FAILED", 1, RolledBack,
        "The new toolchain failed its test.",
        means "The old Go stays.",
        "Check the details. Antivirus software or a policy may be blocking the toolchain.";
    PlanMoved, "UPGO-PLAN-MOVED", 1, NotCarriedOut,
        "The machine has changed since the plan was made.",
        means "A toolchain that it had already unpacked may be kept for the next plan.",
        "Review the new plan, then try again.";
    PlanUnfinished, "UPGO-PLAN-UNFINISHED", 1, None,
        "A change failed, and the previous state could not be restored completely.",
        means "Part of the change is still in place. Every step leaves a working Go.",
        "Run `upgo status`; it continues restoring the previous state.",
        "Refresh to continue restoring it.";
    UndoBlocked, "UPGO-UNDO-BLOCKED", 1, Untouched,
        "A change cannot be undone.",
        "Run `upgo history` to see the changes and their state.",
        "History shows what changed after it.";
    UndoPartial, "UPGO-UNDO-PARTIAL", 0, None,
        "Something has changed since the change that is being undone.",
        means "Only the parts that are still in effect are undone. Later changes are kept.",
        "Run `upgo env` to see what is set.",
        "You don't have to do anything.";
    PathRefused, "UPGO-PATH-REFUSED", 1, None,
        "PATH was not edited, because that is not safe or not allowed.",
        means "PATH is unchanged.",
        "Add the folder yourself, or shorten PATH first.";
    ProfileLeft, "UPGO-PROFILE-LEFT", 0, None,
        "A shell startup file was not edited.",
        means "The rest of the change is not affected.",
        "Edit the file yourself. Or take ownership of it, make it writable, and try again.";
    EnvRefused, "UPGO-ENV-REFUSED", 1, None,
        "A variable cannot be edited safely.",
        means "The variable is unchanged.",
        "Run `upgo env`, and change the variable where it is set.",
        "Change it where it is set.";
    EnvGoroot, "UPGO-ENV-GOROOT", 0, None,
        "GOROOT is set.",
        means "Every go command uses the tools in that folder. Any other Go version then fails.",
        "Run `upgo env unset GOROOT`; Go finds its own folder.",
        "Remove it. Go finds its own folder.";
    EnvHidden, "UPGO-ENV-HIDDEN", 0, None,
        "A value in the environment has no effect.",
        means "Usually another value takes precedence. Nothing is lost.",
        "Run `upgo env` to see which value takes effect.",
        "Remove the other value, or leave things as they are.";
    ElevateRefused, "UPGO-ELEVATE-REFUSED", 13, NotMade,
        "The administrator prompt was declined.",
        "Try again and choose Yes at the prompt. Most of what Upgo does needs no administrator rights.";
    ElevateFailed, "UPGO-ELEVATE-FAILED", 5, NotMade,
        "Upgo's administrator process failed.",
        "Try again. If it keeps happening, run the command in an administrator terminal.";
    ElevateList, "UPGO-ELEVATE-LIST", 5, Untouched,
        "Upgo does not do this as administrator on behalf of a standard user.",
        "Use Windows' own settings for it, such as Environment Variables.";
    VerifyUnproven, "UPGO-VERIFY-UNPROVEN", 4, Untouched,
        "The Go checksum database could not confirm a release.",
        means "No second source confirms the download.",
        "Try again later or on another network, or pass --without-proof to rely on the release list alone.",
        "Try again later or on another network, or install without proof.";
    VerifyContradicts, "UPGO-VERIFY-CONTRADICTS", 4, Untouched,
        "The Go checksum database contradicts the download or itself.",
        means "Either the release list and its files are not from Google, or the database is not.",
        "Do not install it. Try another network. If it keeps happening, report it at https://go.dev/security/policy.";
    VerifySignature, "UPGO-VERIFY-SIGNATURE", 4, Untouched,
        "The OpenPGP signature of an archive is not valid.",
        means "The archive is not the one that was signed, or it was not signed by Google.",
        "Do not install it. Try another source. If it keeps happening, report it at https://go.dev/security/policy.";
    VerifySigner, "UPGO-VERIFY-SIGNER", 4, None,
        "A package is not signed by the expected publisher.",
        means "The package was not installed.",
        "Do not use this file. Download it again from the official source.";
    MsiFailed, "UPGO-MSI-FAILED", 1, NotMade,
        "Windows Installer failed.",
        "Check the log named in the details, then try again.";
    MsiBusy, "UPGO-MSI-BUSY", 6, NotMade,
        "Another installation is in progress.",
        "Wait until it is done, then try again.";
    MsiPolicy, "UPGO-MSI-POLICY", 5, NotMade,
        "A policy on this machine blocks the installation.",
        "Ask your administrator, or use `upgo install latest --use`, which needs no installer.",
        "Ask your administrator, or use a Go managed by Upgo, which needs no installer.";
    MsiPackage, "UPGO-MSI-PACKAGE", 9, NotMade,
        "Windows Installer cannot use the package.",
        "Download it again from the official source.";
    MsiRestart, "UPGO-MSI-RESTART", 0, None,
        "Windows must be restarted to finish an installation.",
        means "Everything else is done.",
        "Restart Windows when it suits you.";
    SystemMissing, "UPGO-SYSTEM-MISSING", 7, Untouched,
        "The official installer has not installed a machine-wide Go here.",
        "Run `upgo system install` to install one for all users, or `upgo install latest --use` for yourself only.",
        "Install a version in Versions.";
    SystemUnsecured, "UPGO-SYSTEM-UNSECURED", 4, Untouched,
        "The installer package of the machine-wide Go is unknown.",
        means "Upgo could not restore this Go after a failure.",
        "Uninstall it in Windows Settings, or keep it and run `upgo step-aside` so that Upgo's Go comes first on PATH.",
        "Uninstall it in Windows Settings, or put Upgo's Go first on PATH.";
    SystemUnfinished, "UPGO-SYSTEM-UNFINISHED", 1, None,
        "A change to the machine-wide Go was interrupted.",
        means "It may be missing until the change is finished. Upgo has the package of the previous one.",
        "Run `upgo system repair` to restore the previous one, with one administrator prompt.",
        "Repair it in Versions to restore the old one. This takes one administrator prompt.";
    HomeDamaged, "UPGO-HOME-DAMAGED", 1, Untouched,
        "One of Upgo's own files is damaged.",
        "Move the file to another folder, then try again.";
    Notify, "UPGO-NOTIFY", 1, None,
        "A notification could not be shown.",
        means "Nothing else is affected.",
        "Allow notifications for Upgo in the system settings, then try again.";
    Recovered, "UPGO-RECOVERED", 0, None,
        "An interrupted change was completed or rolled back.",
        means "Go works. Nothing was lost.",
        "Run `upgo history` to see what was done.",
        "History shows what was done.";
    Cancelled, "UPGO-CANCELLED", 130, InProgress,
        "The operation was cancelled.",
        means "A stopped download resumes next time.",
        "Run the command again to continue.",
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
