### The keys of the policy, as the administrative templates and the documentation show them: the title of each, and what
### it decides.

## The templates

policy-template-about = Policies of Upgo, which keeps Go up to date
policy-template-supported = Windows 10 or later with Upgo
policy-template-manages = Users then cannot change the setting { $setting }, unless "{ $free }" names it.

## Groups

policy-group-management = Management
policy-group-releases = Releases
policy-group-sources = Sources and proof
policy-group-background = Background
policy-group-installation = Installation
policy-group-mirror = Mirror
policy-group-audit-log = Audit log
policy-group-hooks = Hooks

## Values of several keys

choice-proof-digest = Checksum of the release list only
choice-proof-when-reachable = Second source when reachable
choice-proof-required = Second source always
choice-rehearsal-off = Nothing
choice-rehearsal-build = go build and go vet
choice-rehearsal-test = go build, go vet and go test

## Management

key-contact = Contact
    .doc = Whom to ask about this policy. Upgo names them wherever the policy refuses something.
key-user-may-change = Settings that users may change
    .doc = Settings for which this policy provides only a default: a value in the user's settings file takes precedence.
key-fleet-machine-name = Machine name in fleet reports
    .doc = Whether `upgo fleet report` includes the name of the machine. Otherwise, a random number replaces it.
key-fleet-report-to = Reports
    .doc = A folder, such as a share, to which this machine writes its report after each check, and while and after it changes Go.

## Releases

key-version = Version to use
    .doc = The version that `upgo upgrade` installs: the newest release, the newest patch of a line, or one release. With a line or a release, no other version can be installed or used.
key-allowed-versions = Allowed versions
    .doc = The only versions that can be installed and used.
key-blocked-versions = Blocked versions
    .doc = Versions that can be neither installed nor used, even if another key allows them.
key-approved-versions = Approved versions
    .doc = Versions that can be installed despite `locked-until` and the ring. Without `locked-until`, only these can be installed.
key-locked-until = Locked until
    .doc = Before this day, only approved versions can be installed. It ends at the start of the day in UTC.
key-ring = Ring
    .doc = How early this machine gets a release: each ring waits a number of days after the release.
choice-ring-canary = Canary: the first machines
choice-ring-early = Early: after the first ones
choice-ring-broad = Broad: all other machines
key-ring-days-canary = Delay of the canary ring
    .doc = How many days after its release the canary ring gets a version (0 if not set).
key-ring-days-early = Delay of the early ring
    .doc = How many days after its release the early ring gets a version (3 if not set).
key-ring-days-broad = Delay of the broad ring
    .doc = How many days after its release the broad ring gets a version (10 if not set).
key-ring-security-days-canary = Delay of security fixes in the canary ring
    .doc = The delay in days for a release that fixes a known vulnerability of the Go in use (0 if not set, and at most `ring-days.canary`).
key-ring-security-days-early = Delay of security fixes in the early ring
    .doc = The delay in days for a release that fixes a known vulnerability of the Go in use (0 if not set, and at most `ring-days.early`).
key-ring-security-days-broad = Delay of security fixes in the broad ring
    .doc = The delay in days for a release that fixes a known vulnerability of the Go in use (1 if not set, and at most `ring-days.broad`).
key-security-needs-approval = Approve security fixes
    .doc = Whether a release that fixes a known vulnerability of the Go in use must be in `approved`, like any other. If not set, it need not be; `locked-until` holds in any case.
key-channels = Release channels
    .doc = The release channels to follow: stable, rc, beta.
key-suggest = Release to suggest
    .doc = The release that Upgo suggests and `upgo upgrade` installs.
choice-suggest-newest = The newest release
choice-suggest-line = The newest release of the line in use

## Sources and proof

key-feed-url = Release list
    .doc = The address of the list of releases and their digests, instead of Go's own. The variable UPGO_FEED_URL then has no effect.
key-vulnerabilities-url = Vulnerability database
    .doc = The address of a copy of the vulnerability database, instead of the Go team's. The variable UPGO_VULN_URL then has no effect. Only the Go team's database and this one make a release a security fix for `approved` and the rings.
key-mirrors = Mirrors
    .doc = Addresses to try before the official one when downloading. Each file is verified against the release list. The variable UPGO_MIRRORS then has no effect.
key-proof = Required proof
    .doc = The proof that a release needs in addition to the checksum in the release list. Releases from a list named by UPGO_FEED_URL need it, too.
key-proof-for-own-feed = Proof for other release lists
    .doc = Whether releases of a list other than Go's own need a proof like official ones.
key-checksum-database = Checksum database
    .doc = The checksum database that proves releases, as in GOSUMDB: name and key, and an address if needed. If a policy sets `proof`, only this database counts, or Go's own if this key is not set.
key-proxy = Proxy
    .doc = The proxy for every connection, instead of the system's.
key-ca-file = Additional certificates
    .doc = The full path of a PEM file with certificates to trust in addition to the system's.
key-redirect-hosts = Allowed redirects
    .doc = Hosts that a server may redirect to, in addition to itself and Google's.

## Background

key-background = Background mode
    .doc = How Upgo checks for releases while its window is closed.
choice-background-tray = Icon in the tray
choice-background-scheduled = The system's schedule
choice-background-off = Off
key-check-automatic = Automatic checks
    .doc = Whether Upgo checks for releases automatically.
key-check-interval = Check interval
    .doc = How often Upgo checks for new releases, such as 12h, 3d or 2w.
key-check-unmetered-only = Unmetered networks only
    .doc = Whether automatic checks and downloads run only on unmetered networks.
key-check-window = Hours for checks
    .doc = The daily hours for automatic checks and downloads, such as 22:00-07:00.
key-quiet-hours = Quiet hours
    .doc = The daily hours without automatic checks, downloads, installations or notifications, such as 09:00-18:00.
key-download-automatic = Automatic downloads
    .doc = The kinds of releases to download before notifying about them: security, patch, major, prerelease.
key-install-automatic = Automatic installations
    .doc = The kinds of releases to install while the machine is idle: security, patch, major, prerelease.
key-install-switch = Switch automatically
    .doc = Whether new terminals use an automatically installed release immediately.
key-rehearse-before-upgrade = Rehearsal before an upgrade
    .doc = What an upgrade runs in the user's projects before it switches.
key-rehearse-after-upgrade = Rehearsal after an upgrade
    .doc = What an upgrade runs in the user's projects after it has switched; if something breaks, it is rolled back.
key-self-update = Upgo updates
    .doc = Whether Upgo updates itself.
choice-self-update-ask = Notify
choice-self-update-auto = Install while idle
choice-self-update-off = Off

## Installation

key-installer = Installation type
    .doc = How Go is installed on Windows: from archives for each user, or with the official package for the whole machine. It manages the setting `system-wide`.
choice-installer-zip = Archives, for each user
choice-installer-msi = Official package, for the machine
key-msi-signer = Package signer
    .doc = The name in the certificate used to sign Windows Installer packages. Only the machine-wide policy counts.
key-modify-path = Changes to PATH
    .doc = Whether Upgo may change PATH.
key-ask-shell = Asking the shell
    .doc = Whether Upgo may start the user's shell to ask which Go a new terminal runs.
key-follow-projects = Versions that projects name
    .doc = Whether `go` takes the version that a version file of the folder names.

## Mirror

key-mirror-versions = Mirror versions
    .doc = The versions that `upgo mirror build` includes if the command names none.
key-mirror-targets = Mirror systems
    .doc = The systems that `upgo mirror build` includes if the command names none.
key-mirror-keep = Releases to keep in each line
    .doc = How many of the newest releases of each line a mirror keeps.

## Audit log

key-audit-log-required = Audit log required
    .doc = Whether a change is refused if its entry cannot be added to the audit log.
key-audit-log-file = File
    .doc = The full path of the audit log, instead of the one in Upgo's folder. %u in it stands for the name of the account: each account has its own log.
key-audit-log-event-log = Windows event log
    .doc = Whether each entry of the audit log also goes to the Windows event log.
key-audit-log-journald = systemd journal
    .doc = Whether each entry of the audit log also goes to the systemd journal.

## Hooks

key-hooks-before-switch = Before a switch
    .doc = The full path of a program that runs before a switch, as the user. A status other than 0 stops it.
key-hooks-after-switch = After a switch
    .doc = The full path of a program that runs after a switch, as the user. A status other than 0 rolls it back.
key-hooks-soak = Soak
    .doc = The full path of a program that runs every minute for some time after a switch, as the user. A status other than 0 rolls the switch back.
key-hooks-soak-minutes = Soak time in minutes
    .doc = For how many minutes that program is run (10 if not set).
key-hooks-on-failure = After a failure
    .doc = The full path of a program that runs after a change that failed, as the user.
key-hooks-on-release = On a release
    .doc = The full path of a program that runs when a background check finds a release to offer.
key-hooks-on-vulnerability = On a vulnerability
    .doc = The full path of a program that runs when a background check finds vulnerabilities of the Go in use.
key-hooks-on-check-failure = On a failed check
    .doc = The full path of a program that runs when a background check fails.
key-hooks-on-unattended = After an unattended change
    .doc = The full path of a program that runs when an unattended or automatic change ends.
key-hooks-time-limit = Time limit in seconds
    .doc = How many seconds each program may run (120 if not set).
key-hooks-from-user = User programs
    .doc = Whether programs in the user's settings run, too (true if not set).
