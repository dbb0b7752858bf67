//! The stable codes. The table in docs/errors.md is made from this file.
use serde::{Deserialize, Deserializer, Serialize};

macro_rules! codes {
    ($($name:ident, $text:literal, $exit:literal, $what:literal, $means:literal, $next:literal;)+) => {
        /// A stable code: the same in terminal, window, log, exit status and documentation.
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

            /// What happened, a sentence.
            pub fn what(self) -> &'static str {
                match self { $(Self::$name => $what),+ }
            }

            /// What it usually means for the user.
            pub fn means(self) -> &'static str {
                match self { $(Self::$name => $means),+ }
            }

            /// What usually helps.
            pub fn next(self) -> &'static str {
                match self { $(Self::$name => $next),+ }
            }
        }
    };
}

codes! {
    Other, "UPGO-OTHER", 1,
        "Something that has no code of its own.",
        "Nothing was changed.",
        "Try again; if it stays, report it with the details.";
    Usage, "UPGO-USAGE", 2,
        "The command cannot be understood.",
        "Nothing was changed.",
        "Run `upgo help` to see what is possible.";
    RemoveCurrent, "UPGO-REMOVE-CURRENT", 2,
        "The toolchain in use was to be removed.",
        "Nothing was changed.",
        "Switch to another one first, or add --force.";
    SettingInvalid, "UPGO-SETTING-INVALID", 2,
        "A setting or its value is not valid.",
        "Nothing was changed; the last good value stays in force.",
        "Run `upgo settings list` to see the settings and their values.";
    BackgroundUnsupported, "UPGO-BACKGROUND-UNSUPPORTED", 1,
        "Upgo cannot live on in this form here.",
        "It is as it was before.",
        "Choose another form: `upgo background tray`, `scheduled` or `off`.";
    BackgroundOff, "UPGO-BACKGROUND-OFF", 1,
        "The start at log-in is switched off in the system's own settings.",
        "It is as it was before. What you have chosen there wins.",
        "Switch Upgo on in Task Manager, under Startup apps, then try again.";
    BackgroundFailed, "UPGO-BACKGROUND-FAILED", 1,
        "The system refused to change what it starts by itself.",
        "It is as it was before, or as `upgo background` says.",
        "Try again; if it stays, report it with the details.";
    NetOffline, "UPGO-NET-OFFLINE", 3,
        "A server cannot be reached.",
        "Nothing was changed.",
        "Check the connection or the proxy and try again.";
    NetTls, "UPGO-NET-TLS", 3,
        "A server shows a certificate that this machine does not trust.",
        "Nothing was changed. A proxy or a scanner may be opening the connection.",
        "Add the issuer's certificate to the system, or name it in the setting ca-file.";
    NetProxy, "UPGO-NET-PROXY", 3,
        "The proxy refused the connection.",
        "Nothing was changed.",
        "Check HTTPS_PROXY, NO_PROXY and the system's proxy settings.";
    NetStatus, "UPGO-NET-STATUS", 3,
        "A server answered with an error.",
        "Nothing was changed.",
        "Try again later, or set another mirror.";
    NetFeed, "UPGO-NET-FEED", 3,
        "What a server sent is not the list of Go releases.",
        "Nothing was changed. A sign-in page or a proxy may have answered.",
        "Open the address in a browser, then try again.";
    NetFeedOlder, "UPGO-NET-FEED-OLDER", 3,
        "The official list of Go releases lacks one that is known to be out.",
        "What is known stays in force. Somebody on the way may be holding new releases back.",
        "Try again later or from another network; if it stays, report it.";
    NetVuln, "UPGO-NET-VULN", 3,
        "What a server sent is not the vulnerability database.",
        "What was known of vulnerabilities stays in force.",
        "Open the address in a browser, then try again.";
    VulnUnknown, "UPGO-VULN-UNKNOWN", 3,
        "Nothing is known of vulnerabilities.",
        "Nothing was changed. With releases from UPGO_FEED_URL only the database that UPGO_VULN_URL names is asked.",
        "Run `upgo check` where there is a network, or name a copy of the database in UPGO_VULN_URL.";
    VerifyDigest, "UPGO-VERIFY-DIGEST", 4,
        "A file is not the official one.",
        "Nothing was changed; the file was deleted.",
        "Try again; if it stays, the source is broken or tampered with: use another one.";
    VerifyNoDigest, "UPGO-VERIFY-NO-DIGEST", 4,
        "There is no official SHA-256 for a file.",
        "Nothing was changed: Upgo installs nothing that it cannot verify.",
        "Compare the SHA-256 yourself and pass it with --sha256.";
    VerifyNoManifest, "UPGO-VERIFY-NO-MANIFEST", 4,
        "There is no list of the files that a toolchain was unpacked with.",
        "It cannot be told whether its files are as they were published.",
        "Let `upgo verify VERSION --repair` make the list anew from the verified archive.";
    VerifyFeeds, "UPGO-VERIFY-FEEDS", 4,
        "The two official feeds disagree.",
        "Nothing was changed: one of the two answers may be forged.",
        "Try again later; if it stays, report it.";
    VerifyVuln, "UPGO-VERIFY-VULN", 4,
        "The vulnerability database is older than it was.",
        "What was known stays in force: somebody may be hiding what was published since.",
        "Try again later; if it stays, report it.";
    Permission, "UPGO-PERMISSION", 5,
        "A file or folder may not be read or written.",
        "Nothing was changed.",
        "Give your account the right to the folder, or set UPGO_HOME to one that you own.";
    PermissionAccount, "UPGO-PERMISSION-ACCOUNT", 5,
        "The command runs as another account than the one that owns the home.",
        "Nothing was changed: files would end up owned by the wrong account.",
        "Run it as yourself, without administrator rights.";
    Busy, "UPGO-BUSY", 6,
        "Another Upgo is changing the same thing.",
        "Nothing was changed.",
        "Wait until it is done and try again.";
    FileBusy, "UPGO-FILE-BUSY", 6,
        "Another program holds a file open.",
        "The change was taken back.",
        "Close the program and try again.";
    GoManaged, "UPGO-GO-MANAGED", 1,
        "Another program manages this Go.",
        "Nothing was changed.",
        "Remove it with the program that installed it, or leave it there: Upgo's comes first on PATH.";
    VersionUnknown, "UPGO-VERSION-UNKNOWN", 7,
        "There is no such version.",
        "Nothing was changed.",
        "Run `upgo list --available` to see the versions.";
    VersionNotInstalled, "UPGO-VERSION-NOT-INSTALLED", 7,
        "This version is not installed.",
        "Nothing was changed.",
        "Run `upgo install VERSION --use`.";
    VersionSystem, "UPGO-VERSION-SYSTEM", 7,
        "This system cannot run the version.",
        "Nothing was changed.",
        "Take an older version; `upgo list --available --channel all` says which ones run here.";
    DiskFull, "UPGO-DISK-FULL", 8,
        "There is not enough space.",
        "The change was taken back.",
        "Free some space, for example with `upgo remove --unused` or `upgo cache clean`.";
    DiskFailed, "UPGO-DISK-FAILED", 8,
        "A file could not be read or written.",
        "The change was taken back.",
        "Check the disk and the folder.";
    ArchiveDamaged, "UPGO-ARCHIVE-DAMAGED", 9,
        "An archive cannot be unpacked.",
        "Nothing was changed.",
        "Download it again from the official source.";
    ArchiveHostile, "UPGO-ARCHIVE-HOSTILE", 9,
        "An archive tries to write where it must not.",
        "Nothing was changed; nothing of it was kept.",
        "Do not use this file.";
    ActiveOther, "UPGO-ACTIVE-OTHER", 12,
        "A new terminal runs another Go, or none.",
        "The change is done; nothing is lost.",
        "Run `upgo why` to see what comes first.";
    GoMissing, "UPGO-GO-MISSING", 7,
        "There is no Go to run.",
        "Nothing was changed.",
        "Run `upgo install latest --use`.";
    GoTooOld, "UPGO-GO-TOO-OLD", 1,
        "The Go that runs here is older than the project needs.",
        "`go version` works here; `go build` and the like stop.",
        "Install the Go that the project asks for, or let Go take it: set GOTOOLCHAIN to auto.";
    GoSetting, "UPGO-GO-SETTING", 1,
        "Go is told something that it does not understand.",
        "Go commands stop until it is put right.",
        "Correct the value; `upgo why` says where it is set.";
    GoToolchainLine, "UPGO-GO-TOOLCHAIN-LINE", 1,
        "The toolchain that is asked for has a name that no toolchain has.",
        "Go commands stop until it is put right.",
        "Write the name of a release, as go1.27.3.";
    GoToolchainMissing, "UPGO-GO-TOOLCHAIN-MISSING", 1,
        "The toolchain that Go wants to switch to cannot be had.",
        "Go commands stop.",
        "Install it with `upgo install VERSION`: then Go finds it on PATH.";
    GoToolchainOther, "UPGO-GO-TOOLCHAIN-OTHER", 1,
        "A program that is named like a toolchain is another one.",
        "Go asks it, sees that, and stops.",
        "Remove the program, or install the toolchain that it is named after.";
    GoMod, "UPGO-GO-MOD", 1,
        "Go does not accept go.mod or go.work.",
        "`go version` works here; `go build` and the like stop.",
        "Correct the file.";
    GoWork, "UPGO-GO-WORK", 1,
        "The workspace and its modules do not fit together.",
        "`go version` works here; `go build` and the like stop.",
        "Run `go work use`, or set GOWORK=off to leave the workspace out.";
    GoRoot, "UPGO-GO-ROOT", 1,
        "GOROOT names another Go than the one that runs.",
        "A build stops: `compile: version … does not match go tool version …`.",
        "Remove GOROOT: Go finds its own tree.";
    ProjectUnread, "UPGO-PROJECT-UNREAD", 1,
        "What a project imports cannot be told.",
        "Nothing was changed. Whether a vulnerability concerns the project is not known.",
        "Run `go list ./...` in its folder: Go says what is missing.";
    ToolUnknown, "UPGO-TOOL-UNKNOWN", 7,
        "There is no such program of `go install`.",
        "Nothing was changed.",
        "Run `upgo tools` to see the programs.";
    ToolRefused, "UPGO-TOOL-REFUSED", 1,
        "A program cannot be built again by Upgo.",
        "It stays as it is, and works.",
        "Build it again as it was built before.";
    ToolBuild, "UPGO-TOOL-BUILD", 1,
        "A program could not be built again.",
        "The old one stays, and works.",
        "Look at what Go said. A newer version of the program may be needed: `go install PACKAGE@latest`.";
    SmokeFailed, "UPGO-SMOKE-FAILED", 1,
        "The new toolchain did not work when it was tried.",
        "The change was taken back; the old Go stays.",
        "Look at the details; an antivirus or a policy may block it.";
    PlanMoved, "UPGO-PLAN-MOVED", 1,
        "The machine changed while the plan was waiting.",
        "Nothing was changed.",
        "Look at the new plan and try again.";
    PlanUnfinished, "UPGO-PLAN-UNFINISHED", 1,
        "A change failed, and the previous state could not be restored completely.",
        "Part of the change is still in place. Every step leaves a Go that works.",
        "Run `upgo status`: it goes on restoring the previous state.";
    UndoBlocked, "UPGO-UNDO-BLOCKED", 1,
        "A change cannot be undone.",
        "Nothing was changed.",
        "Look at `upgo history`.";
    UndoPartial, "UPGO-UNDO-PARTIAL", 0,
        "Something is not as the change that is taken back had left it.",
        "Only what is left of that change is taken back; what has been changed since stays whole.",
        "Run `upgo env` to see what is set.";
    PathRefused, "UPGO-PATH-REFUSED", 1,
        "PATH cannot be edited safely.",
        "PATH was left as it is.",
        "Add the folder yourself, or shorten PATH first.";
    ProfileLeft, "UPGO-PROFILE-LEFT", 0,
        "A start-up file of a shell was not edited.",
        "The rest of the change is done.",
        "Edit the file yourself, or make it yours and writable and run the command again.";
    EnvRefused, "UPGO-ENV-REFUSED", 1,
        "A variable cannot be edited safely.",
        "It was left as it is.",
        "Look at `upgo env`, and set it where it is kept.";
    EnvGoroot, "UPGO-ENV-GOROOT", 0,
        "GOROOT is set.",
        "Every go that is started takes its tools from there, also one of another version, which then fails.",
        "Take it away: Go finds its own folder. Run `upgo env unset GOROOT`.";
    EnvHidden, "UPGO-ENV-HIDDEN", 0,
        "A value of the environment has no effect, because another one comes before it.",
        "Nothing is lost; Go takes the other one.",
        "Run `upgo env` to see which value wins.";
    ElevateRefused, "UPGO-ELEVATE-REFUSED", 13,
        "The administrator's prompt was not answered with yes.",
        "The change was taken back.",
        "Try again and answer the prompt with yes; most of what Upgo does needs no such rights.";
    ElevateFailed, "UPGO-ELEVATE-FAILED", 5,
        "The part of Upgo that runs as administrator could not do its work.",
        "The change was taken back.",
        "Try again; if it stays, run the command in a terminal that was opened as administrator.";
    ElevateList, "UPGO-ELEVATE-LIST", 5,
        "Upgo does not do this as administrator for a program that is none.",
        "Nothing was changed.",
        "Run the command in a terminal that was opened as administrator.";
    VerifyUnproven, "UPGO-VERIFY-UNPROVEN", 4,
        "The Go checksum database could not confirm a release.",
        "Nothing was changed. The release has the digest of the feed, but nobody else vouches for it.",
        "Try again when the network lets you; or add --without-proof to rely on the digest alone.";
    VerifyContradicts, "UPGO-VERIFY-CONTRADICTS", 4,
        "The Go checksum database contradicts what was downloaded, or itself.",
        "Nothing was changed. Either the feed and its files are not Google's, or the database is not.",
        "Do not install it. Try another network, and report it at https://go.dev/security/policy if it stays.";
    VerifySignature, "UPGO-VERIFY-SIGNATURE", 4,
        "The OpenPGP signature beside an archive is not right.",
        "Nothing was changed. The archive is not what was signed, or whoever signed it is not Google.",
        "Do not install it. Try another network or source, and report it at https://go.dev/security/policy if it stays.";
    VerifySigner, "UPGO-VERIFY-SIGNER", 4,
        "A package is not signed by whom it should be.",
        "It was not installed.",
        "Do not use this file; download it again from the official source.";
    MsiFailed, "UPGO-MSI-FAILED", 1,
        "Windows Installer did not do its work.",
        "The change was taken back.",
        "Look at the log that is named, and try again.";
    MsiBusy, "UPGO-MSI-BUSY", 6,
        "Windows Installer is at work for another program.",
        "The change was taken back.",
        "Wait until the other installation has ended and try again.";
    MsiPolicy, "UPGO-MSI-POLICY", 5,
        "This machine does not allow the installation.",
        "The change was taken back.",
        "Ask whoever looks after this machine, or use a Go of Upgo's own: it needs no installer.";
    MsiPackage, "UPGO-MSI-PACKAGE", 9,
        "Windows Installer cannot use the package.",
        "The change was taken back.",
        "Download it again from the official source.";
    MsiRestart, "UPGO-MSI-RESTART", 0,
        "Windows has to be restarted to finish an installation.",
        "Everything else is done.",
        "Restart Windows when it suits you.";
    SystemMissing, "UPGO-SYSTEM-MISSING", 7,
        "There is no Go here that the official installer has installed for everybody.",
        "Nothing was changed.",
        "Run `upgo system install` to install one, or `upgo install latest --use` for one of your own.";
    SystemUnsecured, "UPGO-SYSTEM-UNSECURED", 4,
        "The package of the Go that everybody has is not known.",
        "Nothing was changed: if something failed, it could not be put back.",
        "Remove it in Windows' settings, or let it step aside with `upgo step-aside`.";
    SystemUnfinished, "UPGO-SYSTEM-UNFINISHED", 1,
        "The Go that everybody has was being changed when something stopped it.",
        "It may be missing until the change is finished; Upgo has the package of the old one.",
        "Run `upgo system repair`: it asks for an administrator once, and puts the old one back.";
    HomeDamaged, "UPGO-HOME-DAMAGED", 1,
        "A file of Upgo's own cannot be understood.",
        "Nothing was changed.",
        "Move the file aside and try again.";
    Notify, "UPGO-NOTIFY", 1,
        "A notification could not be shown.",
        "Nothing else depends on it.",
        "Look at the details, and at the system's settings for notifications.";
    Recovered, "UPGO-RECOVERED", 0,
        "A change was interrupted, and has been completed or taken back since.",
        "Go works; nothing was lost.",
        "Look at `upgo history`.";
    Cancelled, "UPGO-CANCELLED", 130,
        "It was cancelled.",
        "Nothing was changed. A stopped download is resumed next time.",
        "Run the command again to go on.";
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // A code of a newer Upgo in the journal must not make the history unreadable.
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
