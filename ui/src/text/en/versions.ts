/** The page Versions. */
export const versions = {
  installFromFile: "Install from file",

  searchName: "Search releases",
  searchHint: (count: number) => `Search ${count} releases, for example 1.26 or rc`,
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

  unknownVersion: "Go of unknown version",
  releasedOn: (date: string) => `released ${date}`,
  releaseDateUnknown: "Release date not known",
  lastOfLine: (line: string) => `last release of Go ${line}`,
  runs: (name: string, processes: number) =>
    processes === 1 ? `${name} runs from it` : `${name} runs from it (${processes} processes)`,

  installAndUse: "Install and use",
  copyDigest: "Copy SHA-256",
  ownedBy: (owner: string) => `Owned by ${owner}. Remove it there.`,
  chosen: "Upgo's switch points to it",
  owners: {
    msi: "the Go installer",
    zip: "whoever unpacked it",
    "golang-dl": "golang.org/dl",
    gotoolchain: "go itself",
    package: "the system's package manager",
    unknown: "another program",
  },
  adoptAndRemove: "Adopt and remove the old folder",
  stepAside: "Let Upgo's Go come first",
  keepSystem: "Keep it, upgrade it with the installer",
  vulnerabilities: (count: number) => (count === 1 ? "1 vulnerability" : `${count} vulnerabilities`),
  smallestFix: (count: number) =>
    count === 1 ? "smallest step that fixes it" : `smallest step that fixes all ${count}`,
  damaged: "Damaged",
  files: {
    notVerified: "Compares every file with what was published.",
    intact: (files: string) => `Every file is as it was published: ${files}.`,
    damaged: "Some files are not as they were published.",
    changed: "Changed",
    missing: "Missing",
    added: "Added",
    more: (count: string) => `and ${count} more`,
  },
  proof: {
    levels: { proven: "Proven", digestOnly: "Digest only", unknown: "Unknown" },
    means: {
      proven: "The list of releases and a second, independent source vouch for it.",
      digestOnly: "Only the list of releases vouches for it.",
      unknown: "Nothing was written down of where it came from.",
    },
    kinds: {
      feed: "List of releases",
      digest: "SHA-256 of the archive",
      checksumDatabase: "Go checksum database",
      openpgp: "OpenPGP signature",
      authenticode: "Authenticode signature",
    },
    states: { holds: "Holds", missing: "Not to be had", notAsked: "Not asked", none: "There is none" },
  },
  noChecksum: "No official checksum",
  noFile: "Not made for this machine",
  unmet: {
    "system-too-old": (needs: string, system: string) => `Needs ${needs} or later; this is ${system}`,
    "release-too-old": (needs: string, system: string) => `Too old for ${system}, which runs Go ${needs} and later`,
  },
  otherArch: (arch: string) => `built for ${arch}, not for this machine`,
  busy: "A change is running. The next one can begin when it is done.",
  running: "Running",
  progressOf: (version: string) => `Progress of ${version}`,

  /** Parts of what is heard of a row. */
  comma: ", ",
  installedByUpgo: "installed by Upgo",
  origin: (origin: string) => `origin: ${origin}`,

  noMatch: (query: string) => `No release matches “${query}”`,
  noMatchHint: "The search looks at version numbers, rc, beta and who installed a version.",
  clearSearch: "Clear search",
  nothingKnown: "No releases are known yet",
  nothingKnownHint: "Upgo has not reached go.dev yet. A file that you have can be installed without the network.",
  allInstalled: "Everything here is installed.",
  nothingInstalled: "No Go is installed yet.",
  stale: (date: string) => `As of ${date}. go.dev has not answered since then, newer releases may be out.`,

  unused: (count: number) => (count === 1 ? "1 version is unused" : `${count} versions are unused`),
  removeUnused: "Remove them",

  dropTitle: "Drop to install",
  dropHint: "Upgo checks the file against its official SHA-256, then shows what will happen.",
  dropRefused: (name: string) => `${name} is no Go archive. Upgo installs .zip and .tar.gz files from go.dev.`,
  dropBehindDialog: "Answer the dialog first, then drop the file.",
  dropSeveral: "One file at a time. Nothing was installed.",

  vouch: {
    title: "No official checksum is known for this file",
    file: "File",
    digest: "SHA-256 of the file",
    copyDigest: "the SHA-256",
    meaning:
      "Upgo cannot tell whether this file is what the Go team made. A changed file runs with all your rights as soon as you build something.",
    advice:
      "Compare the SHA-256 with one that you trust, for example on go.dev/dl or from whoever gave you the file. Go on only if they are the same.",
    confirm: "I have compared it, and it is the same",
    proceed: "Show the plan",
  },
};
