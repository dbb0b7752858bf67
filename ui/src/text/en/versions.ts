export const versions = {
  installFromFile: "Install from file",

  searchName: "Search releases",
  searchHint: (count: number) =>
    count === 1 ? "Search 1 release, for example 1.26 or rc" : `Search ${count} releases, for example 1.26 or rc`,
  searchHintEmpty: "Search, for example 1.26 or rc",
  channelName: "Releases to show",
  channels: { stable: "Stable", prerelease: "Pre-release", all: "All" },

  installed: "Installed",
  installedCount: (count: number) => `${count}`,
  installedSum: (count: number, size: string, isMore: boolean) =>
    isMore ? `${count} · more than ${size}` : `${count} · ${size}`,
  available: "Available",
  availableOrder: {
    stable: "stable, newest first",
    prerelease: "pre-release, newest first",
    all: "newest first",
  },
  found: (count: number) => (count === 1 ? "1 release found" : `${count} releases found`),
  line: (line: string, count: number) => `Go ${line} · ${count === 1 ? "1 release" : `${count} releases`}`,
  restOfLine: (line: string, count: number) =>
    `Go ${line} · ${count === 1 ? "1 earlier release" : `${count} earlier releases`}`,

  unknownVersion: "Go, unknown version",
  releasedOn: (date: string) => `released ${date}`,
  releaseDateUnknown: "Release date unknown",
  lastOfLine: (line: string) => `last release of Go ${line}`,
  runs: (name: string, processes: number) =>
    processes === 1 ? `${name} runs from it` : `${name} runs from it (${processes} processes)`,

  installAndUse: "Install and use",
  copyDigest: "Copy SHA-256",
  ownedBy: (owner: string) => `Managed by ${owner}. Remove it there.`,
  unpackedByHand: "Unpacked by hand. To remove it, delete its folder.",
  chosen: "Selected in Upgo",
  owners: {
    msi: "the Go installer",
    "golang-dl": "golang.org/dl",
    gotoolchain: "Go's module cache",
    package: "the system's package manager",
    unknown: "another program",
  },
  alsoIn: "also in",
  adoptAndRemove: "Manage and remove the old folder",
  vulnerabilities: (count: number) => (count === 1 ? "1 vulnerability" : `${count} vulnerabilities`),
  smallestFix: (count: number) =>
    count === 1 ? "smallest upgrade that fixes it" : `smallest upgrade that fixes all ${count}`,
  details: {
    changed: "What changed",
    noFixes: (since: string) => `No security fixes since ${since}`,
    proof: "Proof and file hashes",
    file: "File and checksum",
  },
  damaged: "Damaged",
  files: {
    notVerified: "Compares every file with the published release.",
    intact: (files: string) => `All files match the published release: ${files}.`,
    ofOwnDatabase: (files: string) => `All files match the release in your own checksum database: ${files}.`,
    asInstalled: (files: string) => `All files match what was installed: ${files}. No published release confirms them.`,
    notPublished: (files: string) => `All files match what was installed: ${files}. They are not the published files.`,
    damaged: "Some files differ from the published release.",
    damagedInstalled: "Some files differ from what was installed.",
    changed: "Changed",
    missing: "Missing",
    notExecutable: "Not executable",
    added: "Added",
    more: (count: string) => `and ${count} more`,
  },
  proof: {
    kinds: {
      feed: "Release list",
      digest: "SHA-256 of the archive",
      checksumDatabase: "Go checksum database",
      openpgp: "OpenPGP signature",
      authenticode: "Authenticode signature",
    },
    hash: "the hash",
    changedSince: "Changed since the download",
    changedSinceLine: (files: string) => `The download was verified. Files that differ now: ${files}.`,
    states: {
      holds: "Valid",
      missing: "Unavailable",
      notAsked: "Not checked",
      none: "Not published for this file",
      contradicts: "Contradicted",
    },
  },
  noChecksum: "No official checksum",
  notHere: "not downloaded, no network connection",
  noFile: "Not available for this machine",
  unmet: {
    "system-too-old": (needs: string, system: string) => `Needs ${needs} or later; this is ${system}`,
    "release-too-old": (needs: string, system: string) => `Too old for ${system}, which runs Go ${needs} and later`,
  },
  otherArch: (arch: string) => `built for ${arch}, not for this machine`,
  busy: "A change is in progress. The next one waits for it.",
  running: "Running",
  progressOf: (version: string) => `Progress of ${version}`,

  /** Parts of a row's accessible name. */
  comma: ", ",
  installedByUpgo: "installed by Upgo",
  origin: (origin: string) => `origin: ${origin}`,

  noMatch: (query: string) => `No release matches “${query}”`,
  noMatchHint: "You can search for version numbers, rc, beta, or where a version came from.",
  clearSearch: "Clear search",
  nothingKnown: "No releases are known yet",
  nothingKnownHint: "Upgo has not reached go.dev yet. You can install from an archive file.",
  allInstalled: "Everything here is installed.",
  nothingInstalled: "Go is not installed yet.",
  stale: (date: string) => `As of ${date}. go.dev has not answered since; newer releases may be out.`,

  tools: {
    title: "Programs from go install",
    unread: "The programs from go install can't be listed.",
    check: "Check for updates",
    checked: (updates: number) =>
      updates === 0
        ? "No newer versions"
        : updates === 1
          ? "1 program has a newer version"
          : `${updates} programs have newer versions`,
    unanswered: (modules: number) =>
      modules === 1
        ? "The last check got no answer for 1 module. The program stays as it is."
        : `The last check got no answer for ${modules} modules. The programs stay as they are.`,
    update: "Update",
    updateAll: (count: number) => `Update all ${count}`,
    rebuildAll: (count: number) => `Rebuild all ${count}`,
    of: (verb: string, name: string) => `${verb} ${name}`,
    others: (count: number) => (count === 1 ? "1 more program" : `${count} more programs`),
    showAll: "Show all programs",
    available: (version: string) => `${version} available`,
    retracted: "Retracted",
    outdated: "Older Go",
    builtWith: (go: string) => `built with ${go}`,
    obstacle: "Upgo can't rebuild it",
    needs: (go: string) => `the newer version needs ${go}`,
    states: {
      local: "built from local source; update it there",
      private: "private module, not checked for updates",
      direct: "GOPROXY names no proxy to ask for updates",
      off: "GOPROXY=off: updates are not checked",
      refused: "GOPROXY has no https address to ask for updates",
    },
  },

  wsl: {
    title: "Go in WSL",
    offer: "Upgo can look for Go in your Linux distributions. This starts each of them; nothing in them is changed.",
    look: "Look for Go",
    lookAgain: "Look again",
    looking: "Starting each distribution to look for Go…",
    stopped: "You stopped the search. What was found before is still shown.",
    failed: "Upgo couldn't look for Go in WSL.",
    system: (version: number) => `WSL ${version}`,
    isDefault: "Default",
    notAsked: "not looked at yet",
    unknownVersion: "Go of unknown version",
    windows: "runs a Windows file as go",
    unknown: "unknown: ",
    leftAlone: "not started: ",
    windowsLine: (names: string) => `In ${names}, go is a Windows file.`,
    windowsHint:
      "WSL adds the PATH of Windows to that of a distribution. Such a script fails there, starts the Go of Windows, or calls itself without end. Install Go for Linux in the distribution, or set `appendWindowsPath = false` under `[interop]` in its /etc/wsl.conf and run `wsl --shutdown`.",
    manage: "To manage the Go in a distribution, install Upgo for Linux there. Upgo for Windows changes nothing in it.",
  },

  unused: (count: number) => (count === 1 ? "1 version is unused" : `${count} versions are unused`),
  notNeeded: (keeps: number) => `Not in use · Upgo keeps ${keeps === 1 ? "1 version" : `${keeps} versions`}`,
  removeSeveral: "Remove several versions",
  removeChosen: (count: number) => (count === 1 ? "Remove 1 version" : `Remove ${count} versions`),

  dropTitle: "Drop to install",
  dropHint: "Upgo checks the file against its official SHA-256, then shows what will happen.",
  dropRefused: (name: string) => `${name} isn't a Go archive. Upgo installs .zip and .tar.gz files from go.dev.`,
  dropInstaller: "That is an installer. Drop the .zip of the same version.",
  dropBehindDialog: "Close the dialog first, then drop the file.",
  dropSeveral: "One file at a time. Nothing was installed.",

  vouch: {
    title: "This file has no known official checksum",
    file: "File",
    digest: "SHA-256 of the file",
    copyDigest: "the SHA-256",
    meaning:
      "Upgo can't tell whether this file is from the Go team. A tampered file runs with all your permissions as soon as you build something.",
    advice:
      "Compare the SHA-256 with one that you trust, for example on go.dev/dl or from the person who gave you the file. Continue only if they match.",
    confirm: "I compared them, and they match",
  },

  import: {
    open: "Manage existing Go",
    found: (count: number) =>
      count === 1 ? "You already have Go: 1 version found" : `You already have Go: ${count} versions found`,
    foundLine: "Upgo installs the same versions. Your folders stay where they are.",
    have: "I already have Go",
    haveMore: "Go in another folder",
    haveLine: "Choose its folder, and Upgo shows what is in it.",
    chosenTitle: "Go in the chosen folder",
    lead: "Upgo installs the same versions from the official archives. No file is taken from these folders, and none is changed.",
    none: "Upgo found no other Go on this machine.",
    sum: (count: number, folders: number) => {
      const versions = count === 1 ? "1 version to manage" : `${count} versions to manage`;
      return folders > count ? `${versions}, from ${folders} folders` : versions;
    },
    some: (done: number, count: number) => `Upgo now manages ${done} of ${count} versions`,
    stored: "Upgo already has this version.",
    damaged: "Its go program is missing. Upgo installs a working one.",
    refusals: {
      versionUnknown: "Not managed: its version can't be read, or it is not a release.",
      upgo: "This is one of Upgo's own.",
      packageManager: "Not managed: the system's package manager keeps it up to date, and may have changed it.",
      moduleCache: "Not managed: go downloads it again when a project needs it.",
    },
  },
};
