// Made by `npm run gen` from the table in crates/engine/src/here/settings/mod.rs.
import type { SettingEntry } from "./bindings";

/** A key of the settings file. */
export type SettingKey =
  | "channels"
  | "suggest"
  | "check.automatic"
  | "check.interval"
  | "check.security-interval"
  | "check.unmetered-only"
  | "check.window"
  | "check.cool-down"
  | "quiet-hours"
  | "download.automatic"
  | "install.automatic"
  | "install.switch"
  | "install.idle"
  | "rehearse.before-upgrade"
  | "rehearse.after-upgrade"
  | "hooks.before-switch"
  | "hooks.after-switch"
  | "hooks.on-failure"
  | "hooks.time-limit"
  | "background"
  | "self-update"
  | "keep-versions"
  | "keep-archives"
  | "mirrors"
  | "proxy"
  | "ca-file"
  | "redirect-hosts"
  | "proof"
  | "proof-for-own-feed"
  | "modify-path"
  | "system-wide"
  | "projects"
  | "projects-from-editors"
  | "theme"
  | "language"
  | "close-to-tray"
  | "notifications"
  | "notify.security"
  | "notify.stable"
  | "notify.rc"
  | "notify.results"
  | "notify.errors";

/** Every setting at its default. */
export const defaultSettings: SettingEntry[] = [
  {
    key: "channels",
    value: ["stable"],
    default: ["stable"],
    isSet: false,
    kind: "a list of stable, rc, beta",
    doc: "The release channels to follow; `check` and `upgrade` include all releases of the widest channel (rc: release candidates and stable releases, beta: betas as well).",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "suggest",
    value: "newest",
    default: "newest",
    isSet: false,
    kind: "one of newest, line",
    doc: "The release to suggest, and to install by `upgrade`: the newest one, or the newest of the release line in use (line). A line whose support has ended, a pre-release, and a machine-wide Go always get the newest.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "check.automatic",
    value: true,
    default: true,
    isSet: false,
    kind: "true or false",
    doc: "Whether Upgo checks for releases automatically, while it runs in the tray or on the system's schedule.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "check.interval",
    value: "1d",
    default: "1d",
    isSet: false,
    kind: "a time from 1h to 52w, such as 12h, 3d or 2w",
    doc: "How often Upgo checks for new releases.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "check.security-interval",
    value: "6h",
    default: "6h",
    isSet: false,
    kind: "a time from 1h to 52w, such as 12h, 3d or 2w",
    doc: "How often Upgo checks for new vulnerabilities, so that it reports a security release for your version sooner.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "check.unmetered-only",
    value: false,
    default: false,
    isSet: false,
    kind: "true or false",
    doc: "Whether automatic checks and downloads run only on unmetered networks.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "check.window",
    value: null,
    default: null,
    isSet: false,
    kind: "a time range such as 22:00-07:00",
    doc: "The daily hours for automatic checks and downloads; if not set, they run at any time.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "check.cool-down",
    value: "0",
    default: "0",
    isSet: false,
    kind: "a time up to 26w, such as 0, 12h, 3d or 2w",
    doc: "How long to delay notifications and downloads of a release, unless it fixes a vulnerability that affects you.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "quiet-hours",
    value: null,
    default: null,
    isSet: false,
    kind: "a time range such as 22:00-07:00",
    doc: "The daily hours without automatic checks, downloads, installations or notifications.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "download.automatic",
    value: [],
    default: [],
    isSet: false,
    kind: "a list of security, patch, major, prerelease",
    doc: "The kinds of releases to download before notifying about them, so that installing them is quick.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "install.automatic",
    value: [],
    default: [],
    isSet: false,
    kind: "a list of security, patch, major, prerelease",
    doc: "The kinds of releases to install alongside the others while the machine is idle; you decide when to use them.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "install.switch",
    value: false,
    default: false,
    isSet: false,
    kind: "true or false",
    doc: "Whether new terminals use an automatically installed release immediately, without asking.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "install.idle",
    value: "10m",
    default: "10m",
    isSet: false,
    kind: "a time up to 1d, such as 0, 10m or 2h",
    doc: "How long the machine must be idle before an automatic installation.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "rehearse.before-upgrade",
    value: "off",
    default: "off",
    isSet: false,
    kind: "one of off, build, test",
    doc: "What an upgrade runs in your projects before it switches, with both Go versions: go build and go vet (build), also go test (test), or nothing (off). If something breaks, it does not switch. Only `test` executes your projects.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "rehearse.after-upgrade",
    value: "off",
    default: "off",
    isSet: false,
    kind: "one of off, build, test",
    doc: "What an upgrade runs in your projects after it has switched; if something breaks, it is rolled back.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "hooks.before-switch",
    value: null,
    default: null,
    isSet: false,
    kind: "the full path of a program, or a list of it and its arguments",
    doc: "A program that runs before Upgo switches to another Go; if it fails, nothing is changed.",
    decidesTrust: true,
  },
  {
    key: "hooks.after-switch",
    value: null,
    default: null,
    isSet: false,
    kind: "the full path of a program, or a list of it and its arguments",
    doc: "A program that runs after Upgo has switched to another Go; if it fails, the change is rolled back.",
    decidesTrust: true,
  },
  {
    key: "hooks.on-failure",
    value: null,
    default: null,
    isSet: false,
    kind: "the full path of a program, or a list of it and its arguments",
    doc: "A program that runs after a switch to another Go failed or was rolled back.",
    decidesTrust: true,
  },
  {
    key: "hooks.time-limit",
    value: "2m",
    default: "2m",
    isSet: false,
    kind: "a time from 1s to 1h, such as 30s or 5m",
    doc: "How long each of these programs may take; then it is ended, with everything that it has started.",
    decidesTrust: false,
  },
  {
    key: "background",
    value: "tray",
    default: "tray",
    isSet: false,
    kind: "one of tray, scheduled, off",
    doc: "How Upgo checks for releases while its window is closed: from the tray, on the system's schedule, or not at all.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "self-update",
    value: "ask",
    default: "ask",
    isSet: false,
    kind: "one of ask, auto, off",
    doc: "Whether Upgo updates itself: it reports a newer version and waits (ask), installs it while the machine is idle (auto), or never looks for one (off). It has no effect where a package manager updates Upgo.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "keep-versions",
    value: 3,
    default: 3,
    isSet: false,
    kind: "a whole number of at least 1",
    doc: "How many toolchains may be installed before Upgo suggests removing some; it never removes any automatically.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "keep-archives",
    value: false,
    default: false,
    isSet: false,
    kind: "true or false",
    doc: "Whether a downloaded archive stays in the cache after its toolchain is installed.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "mirrors",
    value: [],
    default: [],
    isSet: false,
    kind: "a list of addresses (https, file, or http on this machine)",
    doc: "Addresses to try before the official one when downloading; each file is verified against the official feed.",
    decidesTrust: true,
    isManaged: false,
  },
  {
    key: "proxy",
    value: null,
    default: null,
    isSet: false,
    kind: "an address (http, https, socks5 or socks5h)",
    doc: "The proxy for every connection, instead of the system's.",
    decidesTrust: true,
    isManaged: false,
  },
  {
    key: "ca-file",
    value: null,
    default: null,
    isSet: false,
    kind: "the full path of a file",
    doc: "A PEM file with certificates to trust in addition to the system's, for a proxy that intercepts TLS connections.",
    decidesTrust: true,
    isManaged: false,
  },
  {
    key: "redirect-hosts",
    value: [],
    default: [],
    isSet: false,
    kind: "a list of host names",
    doc: "Hosts that a server may redirect to, in addition to itself and Google's.",
    decidesTrust: true,
    isManaged: false,
  },
  {
    key: "proof",
    value: "when-reachable",
    default: "when-reachable",
    isSet: false,
    kind: "one of digest, when-reachable, required",
    doc: "The proof that a release needs in addition to the checksum in the feed: none (digest), the Go checksum database or Google's OpenPGP signature of a .tar.gz when one is available (when-reachable), or one of them always (required).",
    decidesTrust: true,
    isManaged: false,
  },
  {
    key: "proof-for-own-feed",
    value: false,
    default: false,
    isSet: false,
    kind: "true or false",
    doc: "Whether releases of UPGO_FEED_URL need a proof like official ones; if not, a record in the Go checksum database that contradicts one still blocks it, unless proof = digest.",
    decidesTrust: true,
    isManaged: false,
  },
  {
    key: "modify-path",
    value: true,
    default: true,
    isSet: false,
    kind: "true or false",
    doc: "Whether Upgo may change PATH.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "system-wide",
    value: false,
    default: false,
    isSet: false,
    kind: "true or false",
    doc: "Whether to manage the machine-wide Go with the official installer (Windows); `upgrade` then uses it.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "projects",
    value: [],
    default: [],
    isSet: false,
    kind: "a list of full paths of folders",
    doc: "Folders with your Go projects: Upgo shows which Go each gets, whether an upgrade concerns it, and which known vulnerabilities are in packages that it uses.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "projects-from-editors",
    value: false,
    default: false,
    isSet: false,
    kind: "true or false",
    doc: "Whether `upgo projects` also searches the folders that VS Code and GoLand opened recently.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "theme",
    value: "system",
    default: "system",
    isSet: false,
    kind: "one of system, light, dark",
    doc: "The colors of the window: follow the system, light, or dark.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "language",
    value: "system",
    default: "system",
    isSet: false,
    kind: "one of system, en, zh-CN",
    doc: "The language of the window: follow the system, English, or Simplified Chinese.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "close-to-tray",
    value: true,
    default: true,
    isSet: false,
    kind: "true or false",
    doc: "Whether closing the window keeps Upgo running in the tray; otherwise Upgo exits.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "notifications",
    value: true,
    default: true,
    isSet: false,
    kind: "true or false",
    doc: "Whether Upgo shows notifications at all; the keys below select which.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "notify.security",
    value: true,
    default: true,
    isSet: false,
    kind: "true or false",
    doc: "Whether to notify about releases that fix vulnerabilities of your version.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "notify.stable",
    value: true,
    default: true,
    isSet: false,
    kind: "true or false",
    doc: "Whether to notify about other stable releases.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "notify.rc",
    value: true,
    default: true,
    isSet: false,
    kind: "true or false",
    doc: "Whether to notify about release candidates and betas, if `channels` includes them.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "notify.results",
    value: true,
    default: true,
    isSet: false,
    kind: "true or false",
    doc: "Whether to notify when a change finishes in the background, including automatic changes.",
    decidesTrust: false,
    isManaged: false,
  },
  {
    key: "notify.errors",
    value: true,
    default: true,
    isSet: false,
    kind: "true or false",
    doc: "Whether to notify when a change fails, or when checks or downloads keep failing for days.",
    decidesTrust: false,
    isManaged: false,
  },
];
