//! The table of sentences, in English. The tests of the page compare it with the window's other languages.
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

macro_rules! sentences {
    ($($name:ident: $english:literal;)+) => {
        /// A sentence that the engine says with values.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "specta", derive(specta::Type))]
        #[serde(rename_all = "camelCase")]
        #[expect(missing_docs, reason = "the table says what each one says")]
        pub enum Sentence {
            $($name),+
        }

        impl Sentence {
            /// Every sentence.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Their names in the same order, as they are in the table.
            const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            /// The sentence in English, with the names of its values in braces.
            pub const fn english(self) -> &'static str {
                match self {
                    $(Self::$name => $english),+
                }
            }
        }
    };
}

/// By a search. Derived code would compare with each name, again for each format: a hundred kilobytes every time.
impl<'de> Deserialize<'de> for Sentence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let at = Self::NAMES.iter().position(|known| is_written_as(known, &name));
        let found = at.and_then(|at| Self::ALL.get(at)).copied();
        found.ok_or_else(|| D::Error::custom(format_args!("unknown sentence {name}")))
    }
}

/// Whether `name` is what JSON has for the sentence `known`: the same with a lower-case letter in front.
fn is_written_as(known: &str, name: &str) -> bool {
    match (known.as_bytes(), name.as_bytes()) {
        ([first, known @ ..], [lower, name @ ..]) => first.to_ascii_lowercase() == *lower && known == name,
        _ => false,
    }
}

// A sentence ends with a full stop; a title and a line of evidence have none. A part of another sentence starts with a
// lower-case letter.
sentences! {
    // parts of other sentences
    Quoted: "{text}";
    Named: "{name}";
    ForMachine: "for the whole machine";
    ForUser: "in your environment";
    InTerminal: "in this terminal";
    InProcess: "in the terminal's environment";
    InGoEnv: "by `go env -w` in {file}";
    ByGo: "by Go's own defaults";
    MachinePath: "the machine PATH";
    UserPath: "your PATH";
    UnknownGo: "a Go of unknown version";
    UnknownFolder: "an unknown folder";
    AndMore: "{names} and {count} more";

    // evidence of several findings
    SettingIs: "{name} is {value}, set {place}";
    NewTerminalRuns: "A new terminal runs {version}";
    EntryOn: "{entry} ({path})";
    IsMissing: "{path} is missing";
    Requires: "{file} requires {wanted}";

    // PATH
    OtherGoFirst: "Another Go comes first";
    OtherGoFirstWhy: "You chose {chosen}, but new terminals run {other}: its folder comes before Upgo's on PATH, and the first one wins. Move Upgo's folder before it.";
    MachineGoHides: "A machine-wide Go hides yours";
    MachineGoHidesWhy: "You chose {chosen}, but new terminals run {other}: Windows searches the machine PATH before yours, so none of your entries can come before it. Let Upgo manage that Go, move it behind Upgo's, or keep it and let Upgo upgrade it.";
    First: "First: {folder}, {go}";
    FirstOn: "First: {folder} ({path}), {go}";
    Later: "Later: {folder}, {go}";
    NotOnPath: "Not on PATH: {folder}, {go}";
    UpgoNotFound: "Terminals do not find Upgo's Go";
    UpgoNotFoundWhy: "Upgo has installed Go, but its folder is not on PATH: terminals find another Go, or none.";
    PathLacks: "The PATH of a new terminal does not contain {folder}";
    ToolsNotOnPath: "Programs installed with `go install` are not on PATH";
    ToolsNotOnPathWhy: "`go install` puts programs into this folder, but it is not on PATH: terminals do not find them by name.";
    ToolsIn: "{folder}: {names}";
    MissingFolder: "1 missing folder on PATH";
    MissingFolders: "{count} missing folders on PATH";
    MissingFoldersWhy: "Each of these folders is searched for every command but does not exist. Any program that creates one of them later puts its commands on your PATH.";
    FolderTwice: "1 folder is on PATH twice";
    FoldersTwice: "{count} folders are on PATH twice";
    FoldersTwiceWhy: "An earlier entry of the same value already names each of these folders, so the later one only makes PATH longer.";
    PathNearLimit: "PATH is close to its maximum length";
    PathNearLimitWhy: "Windows stores at most 32,766 characters, and cmd.exe accepts at most 8,191 in one line: scripts that add to PATH fail, and some programs truncate a longer value. Remove or shorten entries.";
    PathLength: "{place}: {count} characters";
    PathTogether: "Together: {count} characters";
    PathCut: "PATH was cut off at {count} characters";
    PathCutWhy: "A program silently truncated PATH to the length that it supports; `setx` does so at 1,024. The entries after the last one are lost and no longer searched. Find them in a backup or on a similar machine, and add them again.";
    PathLastEntry: "Its last entry is {entry}";
    PathWrongKind: "PATH is stored as the wrong type of value";
    PathWrongKindWhy: "Windows expands %NAME% only in a value of the type REG_EXPAND_SZ, and finds folders only in a string. A program has stored PATH as another type. Upgo does not change such a value: in the registry editor, create a new value of the right type with the same text.";
    PathLiteral: "{entry} is searched literally, because the value is a REG_SZ, not a REG_EXPAND_SZ";
    PathNoText: "{place} {what}";
    HasType: "has the type {type}, which is not text";
    EndsInHalf: "ends with half a character";
    HasNul: "has a NUL character in the middle, where most programs stop reading";
    PathWritable: "A folder on the machine PATH is writable without administrator rights";
    PathWritableWhy: "Services and other accounts also search the machine PATH and start programs from there. Any program can write to these folders without administrator rights, including malware running as you. If the folder is your own, put it on your PATH instead.";

    // GOROOT
    GorootMissing: "GOROOT points to a missing folder";
    GorootMissingWhy: "Every go command looks for its tools there and fails: `cannot find GOROOT directory`. Go finds its own folder, so GOROOT can be removed.";
    GorootWithoutGo: "GOROOT points to a folder without Go";
    GorootWithoutGoWhy: "Every go command looks for its tools there and finds none. Go finds its own folder, so GOROOT can be removed.";
    GorootOther: "GOROOT points to another Go";
    GorootOtherWhy: "The running Go takes its compiler from the GOROOT folder, which contains another version, and builds fail: `compile: version … does not match go tool version …`. Go finds its own folder, so GOROOT can be removed.";
    GorootSet: "GOROOT is set and should not be";
    GorootSetWhy: "It is correct today but wrong after the next upgrade: then every go command uses the tools of the old version. Go finds its own folder, so GOROOT can be removed.";
    FolderContains: "That folder contains {version}";

    // Go's settings
    ToolchainInvalid: "GOTOOLCHAIN has an invalid value";
    ToolchainInvalidWhy: "Every go command fails, even `go env -u GOTOOLCHAIN`, which would fix it; only `go env -w GOTOOLCHAIN=auto` works. With `auto`, Go uses the toolchain that the project requires.";
    ToolchainPins: "GOTOOLCHAIN pins Go to {version}";
    ToolchainPinsWhy: "Every go command runs {version}, whatever is installed and whatever a project requires: an upgrade has no effect. Without this value, Go uses the newest version that the project requires.";
    Builds32Bit: "You are building 32-bit programs";
    BuildsFor: "You are building programs for {target}";
    BuildsForWhy: "Wherever you run it, `go build` builds programs for another system or processor: `go run` and `go test` cannot start them, or they run slower. To build for another target occasionally, set the variable for that one command.";
    SettingIgnored: "Go ignores a `go env -w` setting";
    SettingIgnoredWhy: "The file starts with a byte order mark, which some editors write, so Go ignores its first line: {name} is not set. Save the file as UTF-8 without a byte order mark, or add the line again.";
    FirstLineIgnored: "Go ignores the first line of {file}: {line}";
    FlagsBreakGo: "GOFLAGS makes go commands fail";
    FlagsBreakGoWhy: "Go reads GOFLAGS before every command, splits it at each space outside quotes, and fails at an unknown flag, even in `go version`. A flag that contains a space needs quotes around all of it: `'-ldflags=-s -w'`.";
    FlagCut: "The space before {flag} ends the value of {before}, and Go has no flag {flag}";
    FlagUnknown: "Go has no flag {flag}";
    FlagValue: "Go does not accept {flag}";
    FlagMalformed: "{flag} is not a flag: a flag starts with - and has a name";

    // projects
    LocalTooOld: "GOTOOLCHAIN blocks the Go that the project needs";
    LocalTooOldWhy: "`go version` works here, but `go build` and other commands fail: {file} requires Go {needs}, {runs} runs, and GOTOOLCHAIN={value} prevents a switch. Use a newer Go, or let Go choose (GOTOOLCHAIN=auto).";
    SettingRuns: "GOTOOLCHAIN is {value}, set {place}: {runs} runs";
    NotAvailable: "{wanted} is required but not available";
    NotAvailableWhy: "Go commands fail: {wanted} is required but is not on PATH. If Upgo installs it, Go finds it on PATH.";
    NoDownload: "GOTOOLCHAIN allows no download";
    NoProxy: "GOPROXY=off allows no download";
    NamedBut: "{program} has that name, but is {version}";
    ToolchainIs: "GOTOOLCHAIN is {value}";
    NoSuchToolchain: "The project names a toolchain that does not exist";
    NoSuchToolchainWhy: "Go commands fail: {name} is not a release. Since Go 1.21, a number such as 1.27 is a language version, and its releases are 1.27.0, 1.27.1 and so on. Name one of them in the `toolchain` line, or remove the line: the `go` line is enough.";
    ToolchainLine: "{file}: toolchain {name}";
    WrapperEmpty: "A goX.Y.Z command has no toolchain";
    WrapperEmptyWhy: "If a project requires {name}, Go finds this program on PATH and starts it, and it fails: `{name}: not downloaded`. Run `{name} download`, remove the program, or let Upgo install that version in a folder that comes first on PATH.";
    WrapperHasNo: "{program} has no {marker}";

    // releases
    YourAdministrator: "your administrator";
    GoNotPermitted: "{version} is in use, but not permitted";
    GoNotPermittedWhy: "Your organization decides which Go this machine may use. An upgrade switches to one that it permits.";
    StartupChoosesGo: "it is unknown which Go new terminals run: a startup file of your shell chooses one ({line}), and Upgo was started without it";
    AskInTerminal: "Run the command in a terminal, which has read that file.";
    PolicyBlocks: "{version} is blocked by {manager}";
    PolicyDoesNotAllow: "{version} is not among the versions that {manager} allows";
    PolicyWants: "{manager} requires {wanted}, so {version} cannot be used";
    PolicyLocks: "{manager} allows no new version before {day}, so {version} is held back";
    PolicyApproves: "{version} is not approved by {manager} yet";
    PolicyUnclear: "a rule of the policy about versions is invalid, so {version} is held back";
    PolicyRingWaits: "the ring {ring} gets {version} on {day}";
    PolicyManages: "the setting {key} is managed by {manager} ({place})";
    PolicyInstaller: "{manager} chose the form of installation: {form}";
    PolicyMalformed: "the policy {key} in {place} {why}; in effect: {used}";
    PolicyUnreadable: "the policy {place} cannot be read or trusted, so no version can be installed: {why}";
    PolicyProblem: "{what}";
    PolicyProblems: "the policy has {count} mistakes; where a value is malformed, Upgo applies the safer interpretation";
    Unsupported: "Go {line} is no longer supported";
    UnsupportedWhy: "Go {line} gets no more fixes, not even for security: a release line is supported until two newer ones are out. Programs built with it contain the vulnerabilities found since.";
    NewTerminalRunsIn: "A new terminal runs {version} in {folder}";
    SupportEnded: "Its support ended on {date}";
    SystemTooOld: "{system} is too old for the newest Go";
    SystemTooOldWhy: "Go {line} and later do not start on this system, so Upgo does not offer them. To use them, upgrade the operating system.";
    SystemTooOldButWhy: "Go {line} and later do not start on this system, so Upgo does not offer them. The newest that runs here is Go {runs}, which gets no more fixes. To use them, upgrade the operating system.";
    VersionNeeds: "{version} needs {system} or later";
    NewestHere: "The newest release line that runs here is Go {line}";
    Emulated: "This Go runs emulated on your ARM64 machine";
    EmulatedWhy: "Builds take several times as long, and the programs that it builds are also for the other processor.";
    OtherProcessor: "This Go is not built for your machine";
    OtherProcessorWhy: "It does not use the machine's full capabilities, and the programs that it builds are also for the other processor.";
    GoIsFor: "The Go in {folder} is for {arch}, the machine is {own}";
    MixedTree: "A Go installation contains files of another version";
    MixedTreeWhy: "A release was unpacked over another one, or an update was interrupted. Such an installation fails in strange ways: `compile: version … does not match`, or duplicate packages. Remove the folder and install the version again.";
    MixedOwnTreeWhy: "A release was unpacked over another one, or an update was interrupted. Such an installation fails in strange ways: `compile: version … does not match`, or duplicate packages. Upgo restores the files of its own toolchains from the verified archive; `upgo verify` lists them.";
    FileIsFrom: "{file} says {version}, but {part} is from {other}";
    SystemGoGone: "The folder of an installed Go is missing";
    SystemGoGoneWhy: "The folder of an installed Go was deleted. Windows still lists it, its entry on the machine PATH points nowhere, and the installer may refuse to replace it. Repair or uninstall it.";
    RegisteredIn: "{name} for {arch} is registered in {folder}, which contains no Go";

    // Upgo's folder
    RiskyPlace: "Upgo's folder is in a risky location";
    SyncedWhy: "For each version, about ten thousand small files are synced, and syncing locks or replaces them while Go reads them. Set UPGO_HOME to a folder on a local disk, and install Go there again.";
    OnNetworkWhy: "Every build reads thousands of small files from there, and Go does not work without the network. Set UPGO_HOME to a folder on a local disk, and install Go there again.";
    RemovableWhy: "Go does not work without the drive, and a switch to another version may be lost when it is unplugged. Set UPGO_HOME to a folder on a local disk, and install Go there again.";
    IsSynced: "{folder} is in a folder that is synced to the cloud ({cloud})";
    IsOnNetworkDrive: "{folder} is on a network drive";
    IsOnShare: "{folder} is on a network share";
    IsRemovable: "{folder} is on a removable drive";
    DiskLow: "Disk space is low";
    DiskLowWhy: "An upgrade temporarily needs about 400 MB and keeps about 250 MB; builds need space as well. If there is too little, Upgo refuses to upgrade and changes nothing.";
    FreeOn: "{size} free on the disk of {folder}";
    NoLongerNeeded: "No longer needed: {names}";
    Leftovers: "Files are left over from an earlier change";
    LeftoversWhy: "A finished change could not delete all files that it had set aside, usually because one of the programs was still running. Go is not affected. Upgo's next change deletes them, if no program runs from them anymore.";
    NotThePublishedGo: "An installed Go is not the published one";
    NotThePublishedGoWhy: "It was installed from a file whose SHA-256 you gave, and the release list now has another one for this version. Its files may have been altered. The fix restores the published files.";
    ListHasOtherOf: "The release list has another SHA-256 for {version}";
    BisectLeft: "An interrupted search for a release has left toolchains";
    BisectLeftWhy: "`upgo bisect` installs releases for its search and removes them at the end. It was ended before that. Go is not affected. The next search removes them, too.";
    OwnFilesDamaged: "Some of Upgo's own files are damaged";
    OwnFilesDamagedWhy: "Upgo does not use them, so Go is not affected. `upgo check` writes the files of the cache again, and `upgo verify VERSION --repair` the manifest of a version. To get a new receipt, remove the version and install it again. A change whose record is damaged cannot be undone. Move other damaged files to another folder. Damage can mean that the disk is failing.";

    // the network
    NotAsked: "No check for releases has run yet; run `upgo check`";
    Intercepted: "Something is intercepting the connection to the release server";
    InterceptedWhy: "A company proxy or a virus scanner between this machine and the server presents its own certificate, which neither Upgo nor Go accepts. Ask your administrator for that certificate. Add it to the system's trusted certificates, or name its file in the setting `ca-file`. Upgo still verifies the SHA-256 of every file.";
    Unreachable: "The release list cannot be reached";
    UnreachableWhy: "The last check could not fetch the release list, so Upgo does not know the newest releases. {remedy} If go.dev is blocked, as in some companies and countries, use a mirror: the setting `mirrors`, or UPGO_FEED_URL.";
    LastCheckFailed: "The last check failed: {problem}";

    // policies and virus scanners
    Blocked: "A policy prevents Go from starting";
    BlockedWhy: "Windows did not start a program in Upgo's folder: {reason}. Many companies allow programs only in folders that standard users cannot write to. See {log} for details. Ask your administrator to allow this folder, or install Go machine-wide with the official installer.";
    TreatedAsMalware: "the virus scanner treats it as malware";
    SecurityHistory: "Windows Security, Protection history";
    BlockedByRestriction: "a software restriction policy or AppLocker blocks it";
    AppLockerLog: "Event Viewer, Microsoft-Windows-AppLocker";
    BlockedByAppControl: "App Control for Business or Smart App Control blocks it";
    CodeIntegrityLog: "Event Viewer, Microsoft-Windows-CodeIntegrity";
    FolderIs: "Folder: {folder}";
    BuiltBlocked: "Programs that you build may be blocked";
    BuiltBlockedWhy: "Go works, but this machine did not start the small program that Upgo built with it. `go run`, `go test` and your own programs fail in the same way. The usual cause on Linux is a file system mounted with `noexec`, SELinux or fapolicyd. Ask your administrator to allow the programs that you build.";
    BuiltBlockedOnWindowsWhy: "Go works, but Windows did not start the small program that Upgo built with it: {reason}. `go run`, `go test` and your own programs fail in the same way. See {log} for details. Ask your administrator to allow the programs that you build.";
    SmartAppControlOn: "Smart App Control is on";
    SmartAppControlOnWhy: "Smart App Control starts only programs that are signed or well known, and has no exceptions. It may block programs that you build with Go, programs of `go install`, and updates of Upgo. You can turn it off under Windows Security > App & browser control, but turning it on again may require a reset of Windows. Upgo never turns it off.";
    SmartAppControlEvaluates: "Smart App Control is evaluating this machine";
    SmartAppControlEvaluatesWhy: "Windows blocks nothing yet, but may turn Smart App Control on by itself. Then it starts only programs that are signed or well known, and may block those that you build with Go. You can turn it off under Windows Security > App & browser control.";
    SmartAppControlState: "VerifiedAndReputablePolicyState is {state}";
    ProgramMissing: "One of Upgo's programs is missing";
    ProgramMissingWhy: "Upgo installed these programs but did not remove them. The usual cause is a virus scanner. Upgo restores the files of a toolchain from the verified archive. If its command in `bin` is missing, remove the version and install it again.";
    ProgramMissingOnWindowsWhy: "Upgo installed these programs but did not remove them. The usual cause is a virus scanner. Windows Security lists removed files under Protection history. Restore them there and report a false positive. Upgo restores the files of a toolchain from the verified archive. If its command in `bin` is missing, remove the version and install it again.";
    SlowInstall: "The installation was slow";
    SlowInstallWhy: "The ten thousand files of a Go toolchain were slow to write: the disk is slow, or a program scans each file.";
    SlowInstallOnWindowsWhy: "A virus scanner checks each of the ten thousand files of a Go toolchain when it is written, and the files of every build. On a Dev Drive (Settings, System, Storage, Disks & volumes) it checks them later, in the background. To move Upgo's folder there, set UPGO_HOME. Upgo never turns a scanner off.";
    FinishedAfter: "{version}: {files} files, finished {seconds} seconds after the last byte arrived";

    // shells and editors
    ProfileOverrides: "A shell startup file sets its own Go";
    ProfileOverridesWhy: "Shells run these lines when they start, and they override Upgo's line, whichever version you choose. Remove the lines; Go never needs GOROOT.";
    ProfileOverridesOnWindowsWhy: "Shells run these lines when they start, and they override the PATH and variables that Windows stores, whichever version you choose. Remove the lines; Go never needs GOROOT.";
    LineOf: "{place}, line {number}: {text}";
    EditorPinned: "An editor is pinned to one Go";
    EditorPinnedWhy: "The editor uses the Go in its settings, whatever a terminal runs: after an upgrade it keeps using the old one, and it fails if that is removed. Remove the setting, or select the Go on PATH, which Upgo keeps up to date.";
    EditorSetting: "{file}: {name} is {value}";
    EditorUses: "{editor} still uses {version}";
    EditorUsesOld: "{editor} still uses the old Go";
    EditorsUseOld: "{count} editors still use the old Go";
    EditorsUseOldWhy: "The Go extension looks for Go when it starts, and uses the old one until the window is reloaded: run the command `Developer: Reload Window`. If PATH was edited as well, close all windows of the editor and start it again.";
    StartedBefore: "{editor} started before the last switch";

    // why this Go runs
    TriedBefore: "{first} is tried before {second} in the same folder";
    SwitchDangling: "Upgo's switch selects a toolchain that is missing";
    ShimStarts: "{program} is a shim of {tool} that starts the Go in {root}";
    ShimUnknown: "{program} is a shim of {tool}; no file says which Go it starts";
    ScriptStarts: "{program} is a script that starts the Go in {root}";
    ScriptUnknown: "{program} is a script; no file says which Go it starts";
    SetBy: "Set {place}: {effect}";
    LaterPlace: "no effect, because the first place wins";
    GorootNoFolder: "there is no such folder, so Go stops";
    GorootUnused: "no effect after the switch to {version}";
    GorootOwn: "it is the folder of the Go that runs, and will be wrong after an upgrade";
    GorootTools: "the Go that runs uses the tools there, which belong to another version";
    GoenvOff: "GOENV is off: Go ignores the settings of `go env -w`";
    GoenvFile: "GOENV is set: Go reads the settings of `go env -w` from {file}";
    ModulesOn: "modules are used, which is the default";
    ModulesAuto: "modules are used if there is a go.mod";
    ModulesOff: "Go reads no go.mod, and switches to no other toolchain";
    ModulesInvalid: "the value is invalid, and Go switches to no other toolchain";
    NoToolchainName: "not a valid toolchain name, so Go stops";
    IgnoredHere: "this Go ignores it here";
    DependsOnGo: "its effect depends on the Go that runs";
    MaySwitch: "Go may switch to a newer toolchain, on PATH or downloaded";
    MaySwitchOnPath: "Go may switch to a newer toolchain that is on PATH";
    AtLeast: "{version} or newer runs; {effect}";
    NeverSwitches: "Go switches to no other toolchain";
    AlwaysRuns: "{version} runs, whatever a project requires";
    NoWorkspace: "it does not name a usable workspace file, so Go stops";
    WorkOff: "Go reads no go.work";
    WorkAuto: "Go uses the nearest go.work, which is the default";
    WorkEverywhere: "{file} is the workspace in every folder";
    WorkspaceDecides: "go.mod has no effect, because the workspace decides";
    NothingAboutGo: "nothing about Go";
    TwoLines: "{one} and {other}";
    ModNotRead: "{file} says {lines}: Go stops before reading it";
    ModNoSwitch: "{file} says {lines}: this Go does not switch because of it";
    ModNothing: "{file} requires no particular Go version";
    ModRequires: "{file} says {lines}: its `{line}` line requires {version}";
    ModDefault: "{file} says {lines}: Go does not switch to a newer version";
    ModFixed: "{file} says {lines}: no effect, because GOTOOLCHAIN={value}";
    ModMet: "{file} says {lines}: {version} is new enough";
    ForbiddenDownload: "{version} is not on PATH, and GOTOOLCHAIN does not allow downloads";
    OtherOnPath: "{program} on PATH should be {version}, but is {other}";
    FoundOnPath: "Go finds {version} on PATH: {program}";
    FoundInCache: "Go has already downloaded {version}: {program}";
    NotReleased: "{version} is not a release yet, so Go cannot download it";
    WillDownload: "{version} is neither on PATH nor in Go's module cache, so Go downloads it";

    // problems: they start with a lower-case letter and have no full stop, like every error
    FirstThen: "{first}; {then}";
    AtPlace: "{place}: {what}";
    Cancelled: "cancelled";
    Unreadable: "{path} cannot be read";

    // requests
    NotAddress: "{text} is not an address";
    AddressScheme: "{address} is refused: an address must start with https:// or file:///, or with http:// on this machine";
    AddressLogin: "the address of {host} is refused: it holds a user name or password";
    AddressQuery: "{address} is refused: an address must end with a folder, not with a query (?) or fragment (#)";
    ProxyNotAddress: "{proxy} is not the address of a proxy";
    CertificatesUnusable: "the certificates in {path} cannot be used";
    NetworkUnusable: "the network cannot be used";
    HostUnreachable: "{host} cannot be reached";
    ProxyCannotConnect: "the proxy {proxy} cannot connect to {host}";
    NotTrusted: "the connection to {host} is not trusted: {reason}";
    NotTrustedSignedBy: "the connection to {host} is not trusted: {reason} (its certificate is signed by {issuer})";
    NoAnswerWithin: "{host} did not answer within {seconds} s";
    Stalled: "{host} sent nothing more for {seconds} s";
    TooSlow: "{host} is too slow: it sent {size} in {seconds} s";
    ConnectionLost: "the connection to {host} was lost";
    HttpStatus: "{address} returned HTTP status {status}";
    RedirectRefused: "{address} redirects to {target}: {reason}";
    TooManyRedirects: "too many redirects";
    TargetTooLong: "the target is too long";
    TargetNoAddress: "the target is not a valid address";
    TargetHasLogin: "the target contains a user name or password";
    HostNotExpected: "the host is not expected";
    OnlyHttps: "only https redirects are followed";
    SentTooMuch: "{address} sent more than {size}";
    DamagedResponse: "{address} sent a damaged response";

    // proofs that failed
    SumDbUnknown: "GOSUMDB does not name a known checksum database: {text}";
    SumDbFields: "GOSUMDB contains more than a key and an address: {text}";
    SumDbAddress: "GOSUMDB contains no address that Upgo accepts: {text}";
    NoRecordThere: "{place} has no record of it";
    NotLikeDatabase: "{place} did not respond like a checksum database";
    AnswerUnsigned: "the answer from {place} is not signed by {name}";
    RecordNotInTree: "the record from {place} is not in the signed tree of the database";
    DatabaseForked: "the checksum database {name} has signed two histories that contradict each other: a {seen}, and at {place} a {told}";
    TreeOfRecords: "tree of {count} records ({root})";
    NoServer: "there is no server to query";
    NotAskedAbout: "it is not asked about this release";
    GoSumDbDoesNotCount: "{why}; the database that GOSUMDB names does not count here";
    NoOldRecords: "the checksum database has no records before Go 1.21";
    NorSignature: "{why}; there is no valid OpenPGP signature either: {unsigned}";
    NoneNextToArchive: "there is none next to the archive";
    NoSignatureFile: "the file next to the archive is not a signature";
    KeysMissing: "the signer's keys are not available: {why}";
    NewerKeysMissing: "the known keys do not include its maker, and newer keys are not available: {why}";
    NoSourceHasThem: "no source has them";
    Contradicts: "the files of {version} do not match the record in the checksum database {database}: their hash is {actual}, the recorded hash is {told}";
    SignatureInvalid: "the OpenPGP signature of {version} at {place} is not valid: {why}";
    NotASignature: "it is not an OpenPGP signature of a file: {what}";
    SignatureTooLarge: "it is too large for a signature";
    UnknownSubkey: "it was made by the key {key}, which does not belong to the signer";
    SubkeyNotBound: "the key {key} is not bound to the primary key for signing";
    KeyRevoked: "the key {key} was revoked";
    KeyExpired: "the key {key} was not valid when it was made";
    SignatureFuture: "its creation time is in the future";
    WeakHash: "it uses the hash {hash}, which is not secure";
    SignatureUnsupported: "it is of a kind that this version of Upgo cannot check ({what})";
    SignatureOfOther: "it does not match this file";
    ArchiveUnreadable: "the archive could not be read";
    ModuleUnproven: "could not verify {version}, which was downloaded as a module, with the checksum database: {why}";
    BundleUnproven: "{version} in the bundle has no proof, and no known release list has its checksum: {why}";
    GivenOnly: "{version} has only the SHA-256 that you gave: {why}";
    ListContradicts: "the release list of {host} has another SHA-256 for {version}: {file} has {listed}, not {actual}";
    ListOnly: "{version} could only be verified against the release list: {why}";

    // the chain of proof
    FromParts: "Put together from files of {version} and parts of {file}; verified with the checksum database.";
    NoDigestOfParts: "{file} was not downloaded whole, so its SHA-256 was not compared; all installed files are verified instead.";
    AsModule: "Downloaded as a module, which the release list does not contain; verified with the checksum database.";
    FeedRead: "The release list was read from {host} over an authenticated connection.";
    OwnFeed: "The release list is that of UPGO_FEED_URL or of a policy, which is trusted instead of Google's.";
    DigestGiven: "You gave the SHA-256; no known release list has it.";
    ListHasOther: "You gave the SHA-256, but the release list has another one for {file}.";
    DigestOfBundle: "The SHA-256 is from the bundle, which is not trusted; other sources verify the files.";
    DigestOriginUnknown: "Upgo has no record of where the SHA-256 came from.";
    NoDigestOfModule: "No SHA-256 is published for {file}; its files are verified instead.";
    DigestMatches: "{file} has the expected SHA-256.";
    DigestMatchesGiven: "{file} has the SHA-256 that you gave.";
    RecordInFirstTree: "The Go checksum database {database} has a record with the hash of these files, in its signed tree, the first one that this machine has seen.";
    RecordInTree: "The Go checksum database {database} has a record with the hash of these files, in its signed tree, which continues the one that this machine has seen before.";
    RecordInOlderTree: "The Go checksum database {database} has a record with the hash of these files, in its signed tree. This tree is older than one seen before, and nothing proves that the newer one extends it.";
    RecordInNewerTree: "The Go checksum database {database} has a record with the hash of these files, in its signed tree. The mirror could not prove that this tree continues the one seen before.";
    RecordInOwnDatabase: "Your own checksum database {database}, whose key is not built into Upgo, has a record with the hash of these files.";
    DatabaseCouldNot: "The Go checksum database could not verify it: {why}.";
    DatabaseNotChecked: "The Go checksum database was not checked: {why}.";
    DatabaseTooYoung: "The Go checksum database has records for Go 1.21 and later only.";
    SignatureValid: "The archive has a valid OpenPGP signature from Google, by a key that the pinned key certifies.";
    SignatureMissing: "No OpenPGP signature verifies the archive: {why}.";
    SignatureNotChecked: "The archive's OpenPGP signature was not checked: {why}.";
    NoZipSignature: "No signature is published for a .zip.";
    ByProofSetting: "the setting proof accepts the SHA-256 alone";
    ByOwnFeed: "the release list is not Google's. The setting proof-for-own-feed changes this";
    SumDbOff: "GOSUMDB is off";
    EvidenceFeed: "feed";
    EvidenceSha256: "SHA-256";
    EvidenceSource: "source";
    EvidenceModule: "module";
    EvidenceHash: "hash";
    EvidenceRecord: "record";
    EvidenceTreeSize: "tree size";
    EvidencePlace: "place";
    EvidencePinnedKey: "pinned key";
    EvidenceSigningKey: "signing key";
    EvidenceSignedAt: "signed at";

    // plans
    NotInstalled: "{version} is not installed";
    IsCurrent: "{version} is the current Go";
    NoSuchGo: "there is no Go {name}";
    NotInBundle: "there is no Go {name} in the bundle";
    NotForTarget: "{version} is not available for {target}";
    UnmetSystem: "{version} needs {needs} or later, but this is {system}";
    UnmetRelease: "{version} is too old for {system}, which needs Go {needs} or later";
    NoOfficialDigest: "there is no official SHA-256 for {file}";
    NoMachineGo: "the official installer has not installed a machine-wide Go";
    PackageUnknown: "the package of the machine-wide Go ({width}) is unknown";
    OnlyAdministrator: "only an administrator may remove {path}";
    NotAdoptable: "Upgo cannot adopt the Go in {folder}: {why}";
    ManagedBy: "{name} manages it";
    PackageManagerManages: "the system's package manager manages it";
    VersionUnreadable: "its version cannot be read";
    UpgoManages: "Upgo already manages it";
    GoManages: "the go command manages it in its module cache";
    NotOfficial: "{version} is not an official release";
    NothingToUndo: "there is nothing to undo";
    NoSuchChange: "there is no change number {id} in the history";
    NotUndoable: "change number {id} {state}";
    NotFinished: "has not finished yet";
    AlreadyUndone: "has already been undone";
    ChangedNothing: "changed nothing";
    CachesAreNotKept: "deleted what caches contained, which is not kept";
    UndoBlocked: "change {id} cannot be undone: {reason}";
    WouldRemoveCurrent: "it would remove {version}, which is your current Go";
    BeforeItMissing: "{version}, the version before it, is no longer installed";
    SwitchedSince: "you have switched to {version} since that change";
    NoneInUse: "no version is in use anymore";
    SourceUnknown: "the source of {version} is unknown";
    MachineGoIsNow: "the machine-wide Go is now {version}";
    MachineGoMissing: "the machine-wide Go is now missing";
    PackageOfUnknown: "the package of {version} is unknown";
    MovedDeleted: "the Go that it moved to {path} has been deleted";
    PlaceTaken: "{path} has taken the place of the Go that it moved aside";
    SettingChangedSince: "the setting {key} has been changed since";
    StaysAsLeft: "{what} stays as change {id} left it";
    FilesStayAsLeft: "the files of {version} stay as change {id} left them";
    StaysChanged: "{what} stays unchanged: it has been changed since";
    EntryOfPath: "{folder} on PATH";
    SwitchedAgain: "change {id} has switched to {version} again";
    NoneInUseAgain: "since change {id}, no version is in use again";
    SettingSetAgain: "change {id} has changed the setting {key} again";
    MachineGoChangedAgain: "change {id} has changed the machine-wide Go again";
    MovedAgain: "change {id} has moved {path} again";

    // changes that failed
    MachineMoved: "the machine changed since the plan was made: {why}";
    NoLongerInstalled: "{version} is no longer installed";
    NowCurrent: "{version} is now the current Go";
    ExistsAlready: "{path} exists already";
    NoLongerExists: "{path} no longer exists";
    ListWasWrong: "the file list of {version} was wrong";
    FilesWereChanged: "files of {version} were changed meanwhile";
    MachineGoChanged: "the machine-wide Go has changed";
    NoLongerRegistered: "{version} is no longer registered";
    PathWasChanged: "your PATH or GOPATH was changed";
    SettingWasChanged: "the setting {key} was changed";
    ProgramWasChanged: "{path} was changed meanwhile";

    // files of projects
    FileIsLink: "it is missing, a link, or not a file that Upgo edits";
    FileIsReadOnly: "it is read-only, or its permissions could not be kept";
    FileIsNoText: "it is not text in UTF-8";
    FileIsMalformed: "line {line}: {why}";
    FileHasNoGoLine: "it has no `module` or `go` line";
    FileNotEdited: "{path} cannot be edited: {why}";
    FileStays: "{path} stays unchanged: it has been edited since";
    FileStaysDeleted: "{path} is not restored: it has been deleted since";
    ProjectNamesNoGo: "{folder} has no go.mod, go.work or file of a version manager";
    ProjectNeedsNewer: "{path} asks for at least Go {needs}, so the project cannot be pinned to {version}";
    ToolchainLineIsNewer: "the `toolchain` line works with Go 1.21 and later, so {path} cannot name {version}";
    PinUnread: "Go itself does not read {file}: without a version manager that does, {runs} still runs here, not {version}";
    PinIsMinimum: "the `toolchain` line names the oldest Go for this project: in a terminal with {runs}, Go does not switch to {version}";
    NothingToPinTo: "there is no Go in use to pin the project to";
    NoProjectToRaise: "no project was named, and no project is known";
    ProjectLeftOut: "{folder} is left out: {why}";
    RaiseBreaks: "it does not work with {version}";
    RaiseUnknown: "its rehearsal with {version} has no result: {why}";
    RaiseNotRehearsed: "it was not rehearsed with {version}";
    RaiseWorkspace: "another module of {path} is left out";
    RaiseShared: "{path} stays unchanged, because it applies to all modules in {folder}, one of which was left out";
    NoArchiveInPlan: "the plan has no archive";
    NotUnpackable: "{file} is not an archive that Upgo can unpack";
    OtherInstalled: "another Upgo process has installed {file}";
    ArchiveMissing: "the archive of {version} is missing";
    InstalledMeanwhile: "{version} was installed meanwhile";
    NoServerProvides: "no server provides {file} anymore";
    InUseBy: "{folder} is in use by {programs}";
    DoesNotWork: "{version} does not work on this machine: {reason}";
    BuiltProgramBlocked: "{version} works, but this machine did not start the small program that it built: {reason}";
    InstallerNoEffect: "Windows Installer reported success, but the change did not take effect";
    UpgoNoPublisher: "this build of Upgo has no release key, so it cannot update itself";
    UpgoNotSigned: "the description of Upgo's newest release is not signed by its publisher";
    UpgoSignedOther: "the signature of the description of Upgo's newest release is the one of another file";
    UpgoKeyUnknown: "the description of Upgo's newest release is signed by the key {key}, which this Upgo does not know";
    UpgoKeyRevoked: "the description of Upgo's newest release is signed by the key {key}, which was revoked";
    UpgoOlder: "the description of Upgo {offered} is of {day}, but one of {before} offered {known} before";
    UpgoFuture: "the description of Upgo {version} is of {day}, but the clock of this machine says {today}";
    UpgoImpossible: "the description of Upgo's newest release names version {version}, which cannot exist yet";
    UpgoForeign: "the description of Upgo's newest release is not for this program: {why}";
    UpgoTooOld: "Upgo {version} can update only Upgo {minimum} and later";
    UpgoPackage: "the package of Upgo {version} cannot be used: {why}";
    UpgoTrial: "Upgo {version} does not work on this machine: {reason}";
    NotTakenBack: "{error}; restoring the previous state failed too: {left}";
    StillInterrupted: "{name} was interrupted and could not be finished: {error}";
    NoFileList: "there is no list of the files that were unpacked for {version}";
    CouldNotRead: "could not read {path}";
    PromptDeclined: "the administrator prompt was declined";
    NotElevated: "Upgo cannot be started as administrator: {reason}";
    AdministratorSilent: "Upgo's administrator process did not answer: {reason}";
    DigestDiffers: "{file} does not match its official SHA-256";
    NoPackageDigest: "the official release list has no package with a SHA-256 for {version} on {arch}";
    WrongSigner: "{file} is not signed by {expected}: {reason}";
    NotRegistered: "{version} for {arch} is not registered as installed";
    InstallerSaid: "Windows Installer: {what} ({exit})";

    // downloads and the store
    NoArchiveName: "{file} is not the name of a Go archive";
    TooLargeForArchive: "{file} is too large for a Go archive: {size}";
    NotOfficialFrom: "{file} from {place} is not the official file: its SHA-256 is {actual}, expected {expected}";
    NotOfficialHere: "{file} from this machine is not the official file: its SHA-256 is {actual}, expected {expected}";
    CannotDownload: "{file} cannot be downloaded: {why}";
    FileChangedMeanwhile: "the file changed during the download";
    OtherFinishedFirst: "another Upgo process finished first";
    GaveWay: "the download stopped, because another Upgo process needs the file now";
    CannotWrite: "{path} cannot be written";
    NoParts: "{address} does not send the wanted part of its file";
    WrongSize: "{address} has the wrong size: {actual} instead of {expected}";
    NoToolchainInArchive: "the archive is not a Go toolchain: {why}";
    NoBinGo: "it has no bin/go";
    NoVersionFile: "it has no VERSION file that names a release";
    OtherInArchive: "the archive contains {found}, not {expected}";
    NotEnoughSpace: "not enough space on the volume of {path}: {needed} needed, {free} free";
    OpenFileBlocks: "{path} cannot be renamed because {holder} has a file in it open";
    SwitchUnreadable: "the switch {path} cannot be read";
    ForeignContent: "{folder} contains {name}, which Upgo did not create";
    IsLink: "{path} is a link";
    ElevatedForeign: "Upgo runs with administrator rights, but {folder} belongs to {owner}";
    AuditLogUnwritten: "could not add to the audit log in {place}";
    OtherOwner: "{folder} belongs to {owner}, not to the account that runs Upgo";
    OthersWrite: "other accounts can write to {path}";
    NotAFolder: "{path} is not a folder";
    FolderNotForLists: "Go does not work in {folder}: PATH and GOPATH cannot hold a path with `{separator}`";
    NoUserFolder: "the home folder {folder} does not exist";
    NoReleaseList: "cannot get the list of Go releases: {why}";
    NotReleaseList: "{address} did not send the list of Go releases";
    OlderReleaseList: "{address} sent an outdated list of Go releases: its newest is {newest}, and it lacks {missing}, already known";
    OwnListLacks: "the list of Go releases at {address} no longer names {missing}";
    ListsDisagree: "the official release lists disagree about {file}: {one} says {first}, {two} says {second}";

    // settings
    NoSetting: "there is no setting {name}";
    NoSettingMeant: "there is no setting {name}, did you mean {meant}?";
    MoreNoSettings: "there are {count} more entries that are no settings";
    SettingValue: "the setting {name} {why}";
    NameAnd: "{name} {why}";
    TableNotValue: "{name} must be a table of settings, not a value";
    TableNotList: "{name} must be a table of settings, not a list";
    AtLine: "line {line}, column {column}: {why}";
    InFile: "{path}, {what}";
    FileEmpty: "the file is empty";
    NotUtf8: "this is not UTF-8 text";
    NotSimpleValue: "this is not a simple value that Upgo can replace";
    SettingsUnchangeable: "the settings in {path} cannot be changed";
    FileTooLarge: "the file is larger than {size}";
    SettingsBusy: "the settings in {path} are being changed by another program";

    // the environment
    LeftAloneBecause: "{place} {why}, so it is left alone";
    NoMachineVariables: "this system has no machine-wide variables that Upgo can edit";
    NoPathInGoEnv: "PATH cannot be set with go env -w";
    NoGoEnvFile: "there is no go env -w file: GOENV is off, or the settings folder is unknown";
    NoHomeFolder: "there is no home folder";
    NoHomeFolderAt: "there is no home folder at {path}";
    PlaceChanged: "{place} has changed since it was read";
    PlaceNotKept: "{place} was written, but another program has changed it since";
    PlaceElsewhere: "{place} does not belong to this environment";
    RegistryKey: "the registry key {key} cannot be read or written";
    NameNotForPath: "the folder {folder} has {what} in its name, which PATH cannot hold";
    ALineBreak: "a line break";
    ASemicolon: "a semicolon";
    AQuotationMark: "a quotation mark";
    AVariable: "a %NAME% that Windows would expand";
    AColon: "a colon";
    FolderNotFull: "the folder {folder} is not a full path";
    ValueTooLong: "the value would have {length} characters, and the limit is {limit}";
    FirstOrLastOnly: "a startup file can only put {folder} first or last, not at a position in between";
    FolderNotOnPath: "the folder {folder} is not on the PATH being edited";
    OpenQuote: "PATH has a quotation mark that is never closed";
    NoGoVariable: "{name} is not a Go variable";
    VariableIs: "{name} {why}";
    SetByGo: "is set by Go itself";
    NotReadFromFile: "is not read from the go env -w file";
    VariableCannotBe: "{name} cannot be {value}: {why}";
    EmptyIsNone: "an empty value means unset; unset the variable instead";
    HasLineBreak: "it contains a line break";
    HiddenLogin: "it must be entered whole, because … stands for a hidden part";
    NoFullPath: "it is not a full path";
    NoFullPaths: "it is not a list of full paths";
    MustBeToolchain: "it must be a name such as go1.27.3, or auto, path or local";
    IsLanguageVersion: "it is a language version; name a release, such as go1.27.0";
    MustBeOneOf: "it must be one of {values}";
    MustBeArm64: "it must be v8.0 to v8.9 or v9.0 to v9.5, with ,lse and ,crypto after it if you want them";
    MustBeFips: "it must be off, latest, inprocess, certified or a version such as v1.0.0";
    MustBeMemory: "it must be a number of bytes such as 512MiB, or off";
    MustBeDatabase: "it must be off, or the name or key of a database, with its address after it if you want one";
    MustBeVcs: "it must be a list such as public:git,private:all";
    NoSuchSystem: "Go builds for no system of that name";
    NoSuchProcessor: "Go builds for no processor of that name";
    NoSuchPair: "Go does not build for {os} on {arch}";
    NoSuchExperiment: "Go has no experiment {name}";
    FipsSetting: "fips140={value} makes every Go program panic";
    NeedsCache: "Go needs its build cache";
    QuoteOpen: "a quote in it is not closed";
    NoProgram: "it names no program";
    NoPattern: "it contains an invalid pattern";
    NamesNoServer: "it names no server";
    NoProxyAddress: "{entry} is not an address";
    NoGoTree: "that folder contains no Go";
    IsAFile: "it is a file";
    NoSuchFile: "there is no such file";
    VariableBreaksGo: "Go fails because of {name}";
    VariableBreaksGoWhy: "Go commands stop with an error until {name} has another value, or none.";
    PathNotAllowed: "Upgo may not change PATH here";
    CurrentButNone: "{version} is the current Go, but a new terminal finds no Go";
    CurrentButOther: "{version} is the current Go, but a new terminal runs {other} in {folder} ({origin})";
    AsTheCodeSays: "{remedy}";
    PutFirstOnPath: "Put {folder} first on your PATH.";
    PutBeforeOnPath: "Put {folder} before it on PATH. `upgo why` shows what comes first.";
    PutFirstInShell: "Put {folder} first on PATH in the configuration of your shell.";
    AddToPathAndOpen: "Run `upgo add-to-path`, then open a new terminal.";
    PathByVariable: "Change PATH yourself, or let Upgo do it: remove the variable {variable}.";
    PathBySetting: "Change PATH yourself, or let Upgo do it: `upgo settings set modify-path true`.";
    PathByPolicy: "Change PATH yourself. Your organization does not let Upgo do it.";
    SeePath: "Run `upgo env` to see PATH; `upgo env path add` adds a folder.";
    AddLineToStartup: "Add this line to a startup file of your shell: {line}";
    SetHomeOrLeavePath: "Set HOME to your home folder, or UPGO_NO_MODIFY_PATH=1.";
    EditYourself: "Check {path}, and edit it yourself.";
    CloseWriter: "Another program is writing it at the same time; close that program and try again.";
    UseUserOrGoScope: "Use --scope user or --scope go.";
    UseUserScope: "Use --scope user.";
    RemoveGoEnvOff: "Remove GOENV=off, or use --scope user.";
    UseAdminTerminal: "Run the command in a terminal opened as administrator.";
    UseSameHome: "Run it with the UPGO_HOME that the change was made with.";
    SeeGoVariables: "`go help environment` lists the variables.";
    UseOtherScope: "Use another scope, or let Go choose the value.";
    ChooseOtherValue: "Choose another value for {name}; see `go help environment`.";
    UseOwnHome: "Set UPGO_HOME to a folder of your own, or run the command as the account that owns this one.";
    CloseToOthers: "Take the right to write from them (`{command}`), or set UPGO_HOME to a folder of your own.";
    UseEmptyHome: "Set UPGO_HOME to an empty folder, or to one that Upgo made.";
    ReplaceLink: "Replace {path} with a folder. To keep Upgo's data on another disk, move the whole folder and set UPGO_HOME.";
    UseFolderAsHome: "Set UPGO_HOME to a folder, or to one that does not exist yet.";
    SetUserFolder: "Set HOME to your home folder, or create {folder}. Upgo does not create it.";
    UseHomeAlone: "Set UPGO_HOME to a folder for Upgo alone.";
    UseFullPath: "Set UPGO_HOME to a full path, or remove it and set HOME.";
    UseHomeWithout: "Set UPGO_HOME to a folder without `{separator}` in its path.";
    HomeIsNoSetting: "The environment variable UPGO_HOME sets where Upgo keeps its files, not a setting.";
    DidYouMean: "Did you mean `{name}`? {then}";
    FixPosition: "Fix the file at this position.";
    FixOrRestoreSettings: "Fix {path} in an editor, or take the last valid settings: `upgo settings import \"{good}\"`. If you delete it, every setting has its default.";
    FixSettingsFile: "Fix {path} in an editor, then try again. If you delete it, every setting has its default.";
    WaitOrEnd: "Wait until it is done, then try again. If that process hangs, end it: the next command completes or rolls back its change.";
    CloseAndRepeat: "Close it, then try again.";
    SeeBroken: "Change {change} in History shows what breaks. To upgrade anyway, install the version and use it.";
    RepeatAndAgree: "Try again and choose Yes at the prompt: this finishes the interrupted change first.";
    InstallAndUse: "Run `upgo install {version} --use`.";
    SwitchFirst: "Switch to another version first, or run `upgo remove {version} --force`.";
    InstallFitting: "Run `upgo install {version} --use`: it is the newest release that this system can run.";
    InstallNewestOfBundle: "Omit the version to install the newest release in the bundle.";
    LeaveOldGo: "Omit --remove-old to leave the old Go where it is.";
    InstallPublished: "Run `upgo install {version}` for the published release.";
    RepairVersion: "Run `upgo verify {version} --repair`.";
    WaitForRecords: "Try again when the checksum database is reachable. A GOPROXY may also serve its records.";
    BundleAgain: "Create the bundle again on a network that reaches the checksum database, or run `upgo check` here once.";
    ProofRequired: "Try again on another network. The setting `proof` requires a proof.";
    CheckDateFirst: "Check the date of this machine. {then}";
    AddressExample: "Use an address such as https://go.dev/dl/ or file:///srv/go/.";
    ProxyExample: "Use an address such as http://proxy.example:3128.";
    AllowHost: "If that address is right, add its host to the setting redirect-hosts and try again.";
    GiveServerLogin: "The server requires a user name and a password. For a GOPROXY, put them into .netrc or into the address in GOPROXY.";
    GiveProxyLogin: "The proxy {proxy} requires a user name and a password. Put them into HTTPS_PROXY.";
    CertificatesInPem: "Set ca-file to a file with certificates in PEM format.";
    InstallNewestUpgo: "Install the newest Upgo with its installer.";
    AllowReading: "Give your account permission to read it.";
    ReinstallProgram: "Reinstall the program if it does not run.";
    AddModuleFolders: "Name folders of Go modules, or add them once: `upgo settings set projects FOLDER,FOLDER`.";
    InstallDesktopOrSchedule: "Install Upgo's desktop program, or run `upgo background scheduled`, which does not need it.";
    InstallDesktopOrOff: "Install Upgo's desktop program, or run `upgo background off`.";
    AskToDeleteTask: "Ask an administrator to delete the task in Task Scheduler, in the folder Upgo.";
    PromptUnattended: "the change needs the administrator prompt, which an unattended run does not show";
    DeadlinePassed: "the change was not finished before its deadline of {time}";
    RehearsalRuns: "another rehearsal is running";
    RehearsalNoProjects: "there are no projects to try a Go on";
    RehearsalNoModule: "there is no go.mod in {path}";
    RehearsalSameGo: "{version} is the Go in use, so there is nothing to compare";
    RehearsalChangedFiles: "its tests changed {path}";
    RehearsalModulesMissing: "its modules are not in the module cache; run `go mod download` there, then try again ({error})";
    RehearsalNoPackages: "there is nothing to build in it for this system";
    RehearsalFails: "{command} fails with both versions: {error}";
    RehearsalTime: "{command} with {version} took longer than {time}, and was stopped";
    RehearsalTestsTime: "the tests of {package} did not end within {time} with {version}";
    RehearsalTestsNeverEnd: "the tests of {package} did not end within {time} with either version";
    RehearsalPerhapsLimits: "a test of {package} failed, perhaps because of Upgo's limits, which refuse writes to other folders, new sessions and new process groups: {error}";
    RehearsalMemory: "{command} with {version} used more than {size} of memory, and was stopped";
    RehearsalProcesses: "{command} with {version} started more than {count} processes or {threads} threads, and was stopped";
    RehearsalWroteTo: "{command} with {version} tried to write to {path}, which was refused";
    RehearsalWrote: "{command} with {version} tried to write outside its own folders, which was refused";
    RehearsalBreaks: "with {version}, these projects no longer work: {names}";
    RehearsalUnknown: "{name} has no clear result: {why}";
    RehearsalUnguarded: "this system cannot keep tests from writing to your files; they are compared before and after";
    RehearsalSignals: "this system cannot keep tests from ending your other programs; Linux 6.12 and later can";
    HookExited: "the {hook} hook {program} ended with status {code}";
    HookTimedOut: "the {hook} hook {program} took longer than {seconds} s, and was ended";
    HookNotStarted: "the {hook} hook {program} could not be started: {why}";
    HookMemory: "the {hook} hook {program} used too much memory, and was ended";
    HookProcesses: "the {hook} hook {program} started too many processes or threads, and was ended";
    HookKilled: "the {hook} hook {program} was ended by another program";
    HookSaid: "{what}; its last line was: {line}";
    HookElevated: "hooks never run with administrator rights, which this process was given";
    HookInHook: "this change was started by a hook and would run hooks itself";
    HooksMoved: "other hooks are set now";
    CacheNotCleaned: "the {cache} is not cleaned: {why}";
    CacheInNotCleaned: "the {cache} in {folder} is not cleaned: {why}";
    BuildCache: "build cache";
    ModuleCache: "module cache";
    CacheOff: "{variable} is off";
    CacheNowhere: "{variable} is not set, and there is no default";
    CachePathNotFull: "{variable} is {folder}, which is not a full path";
    NoGoToClean: "there is no Go to clean it with";
    FolderIsLink: "the folder is a link; set {variable} to the folder that it points to";
    NoFolder: "it is not a folder";
    RootOfDisk: "it is the root of a disk";
    CacheContains: "the folder contains {what}";
    YourHomeFolder: "your home folder";
    TheGoThatCleans: "the Go that would clean it";
    GoInstallPrograms: "the programs of go install";
    UpgosFolder: "Upgo's own folder";
    FolderOfAccount: "the folder belongs to another account ({account})";
    NotWritable: "this account cannot write there";
    ReadOnlySystem: "the file system is read-only";
    ReadmeMissing: "Go's own README is missing there";
    CacheFolderMissing: "Go's own folder cache is missing there";
    NotAModule: "{name} in the folder is not a module";
    ProxyOff: "GOPROXY is off, so Go cannot download the modules again";
    ModuleMode: "GOFLAGS contains -mod=mod, so projects with a vendor folder need the modules, too";
    NoNetworkForModules: "the last check found no network, which Go needs to download the modules again";
    ToolchainsToo: "the Go toolchains that Go has downloaded for projects are deleted, too: {versions}";

    // projects
    ProjectRuns: "It gets {go}; no upgrade is available";
    ProjectChanges: "The upgrade moves it from {from} to {to}";
    ProjectSecures: "The upgrade moves it from {from} to {to}, which fixes {count} of the known vulnerabilities in packages that it imports";
    ProjectRepairs: "It does not work today; after the upgrade it would, with {to}";
    ProjectBreaks: "It works with {from} today; after the upgrade to {to} it would not";
    ProjectKeeps: "The upgrade does not concern it: it keeps {go}";
    ProjectKeepsBecause: "The upgrade does not concern it: {cause} keeps it on {go}";
    ProjectBroken: "It works neither today nor after the upgrade";
    ProjectDoesNotWork: "It does not work today";
    CannotRead: "{file} cannot be read";
    AskedTooOld: "{place} names {version}, but {file} requires {wanted}";
    FilesDiffer: "{place} names {version}, but {other} names {wanted}";
    CiDiffers: "{place} builds with {version}, but a terminal gets {go}";
    GetsUnsupported: "It gets {version}, which no longer gets security fixes";
    AskedUnsupported: "{place} names {version}, which no longer gets security fixes";
    GetsVulnerable: "It gets {version}, which has known vulnerabilities in packages that it imports: {count}";
    GetsVulnerableSomewhere: "It gets {version}, which has known vulnerabilities: {count}";
    AskedVulnerable: "{place} names {version}, which has known vulnerabilities: {count}";
    // what an upgrade brings
    NewsSettingRefused: "{version} refuses {name}={value}: the project does not build until that line is removed.";
    NewsSettingRemoved: "{version} no longer has the old behavior that the go line has kept ({name}={value}).";
    NewsSettingChanged: "The new behavior takes effect; {name}={value} restores the old one.";
    NewsSettingDiffers: "The behavior changes with {version}.";
    NewsSettingKept: "Go {line} changes the default; the go line keeps the old behavior ({name}={value}).";
    NewsNewSetting: "{version} has a new setting, {name}. Its default is the same for every go line.";
    NewsTableUnknown: "Which GODEBUG defaults change is unknown: this machine does not have the table of {version}. Install that version, without switching to it, to find out.";
    NewsNoModule: "There is no go.mod here.";
    NewsProjectUnread: "{file} cannot be used: {why}.";
    NewsProjectRefusal: "Go chooses no toolchain for it: {why}.";
    NewsProjectTooOld: "It requires Go {go}, and {after} is older, too.";
    NewsProjectEnabled: "It requires Go {go}: {after} builds it, and {before} does not.";
    NewsProjectNotConcerned: "{after} builds it, before and after the upgrade.";
    NewsProjectUnknown: "Which GODEBUG defaults change for it is unknown: this machine does not have the table of {version}.";
    NewsProjectRefused: "{after} refuses to build it because of these settings: {names}.";
    NewsProjectChanges: "The behavior of its programs changes: {names}.";
    NewsProjectKept: "Nothing changes: its go line keeps the defaults of Go {go}.";
    NewsProjectSame: "No GODEBUG default changes for it.";
    NewsRefusedProjects: "{to} refuses to build {names}.";
    NewsChangedProjects: "GODEBUG defaults change the behavior of {names}.";
    NewsEnabledProjects: "{to} builds {names}, which {from} does not.";
    NewsNothingChanges: "No GODEBUG default changes the behavior of your projects.";
    NewsNoFixes: "No known vulnerability is fixed.";
    NewsFix: "1 known vulnerability is fixed.";
    NewsFixUnused: "1 known vulnerability is fixed, in a package that your projects do not import.";
    NewsFixUsed: "1 known vulnerability is fixed, in a package that your projects import.";
    NewsFixes: "{count} known vulnerabilities are fixed.";
    NewsFixesUnused: "{count} known vulnerabilities are fixed, none of them in packages that your projects import.";
    NewsFixesUsed: "{count} known vulnerabilities are fixed, {used} of them in packages that your projects import.";
    NewsNoRelease: "There is no release after {from} to upgrade to.";
    NewsOneRelease: "{to} is the next release after {from}.";
    NewsOneSecurityRelease: "{to} is the next release after {from}, with security fixes.";
    NewsReleases: "{count} releases from {from} to {to}.";
    NewsReleasesOneSecurity: "{count} releases from {from} to {to}, 1 of them with security fixes.";
    NewsReleasesSecurity: "{count} releases from {from} to {to}, {security} of them with security fixes.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_is_read_by_the_name_that_is_written() {
        for sentence in Sentence::ALL {
            let written = serde_json::to_string(sentence).unwrap();
            assert_eq!(serde_json::from_str::<Sentence>(&written).unwrap(), *sentence, "{written}");
        }
        for unknown in ["\"Quoted\"", "\"\"", "\"é\"", "1", "null"] {
            assert!(serde_json::from_str::<Sentence>(unknown).is_err(), "{unknown}");
        }
    }
}
