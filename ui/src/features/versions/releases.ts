// The content of the two lists: search, filter and order.
import type { AvailableVersion, InstalledVersion, Origin, Version } from "../../api/bindings";

export type ChannelFilter = "stable" | "prerelease" | "all";

/** The names of origins in the language of the page. */
export type OriginNames = Record<Origin, string>;

/** Releases of a line that are folded into one row. `isRest` means that the newest one is shown elsewhere. */
export type FoldedLine = { line: string; releases: AvailableVersion[]; isRest: boolean };

/** The list of available releases: the newest ones first, the others folded by line. */
export type Offering = { head: AvailableVersion[]; folded: FoldedLine[] };

/** The number of lines whose newest release is shown unfolded: the two supported ones and the one before. */
const HEAD_LINES = 3;

/** Splits typed text into words; `go1.26` and `1.26` are the same word. */
export function wordsOf(query: string): string[] {
  const words = query.toLowerCase().trim().split(/\s+/);
  return words.map((word) => word.replace(/^go(?=\d|$)/, "")).filter((word) => word !== "");
}

/** Whether the words ask for pre-releases. Then the filter "Stable" does not hide them. */
export function asksForPrereleases(words: string[]): boolean {
  return words.some((word) => /^(\d+(\.\d+)*)?(rc|beta)\d*$/.test(word));
}

/** Matching installed toolchains, the one in use first, otherwise in the program's order. */
export function findInstalled(
  installed: InstalledVersion[],
  words: string[],
  origins: OriginNames,
): InstalledVersion[] {
  const found = installed.filter((toolchain) =>
    words.every(
      (word) =>
        matchesVersion(toolchain.version, word) ||
        matchesText(`${toolchain.origin} ${origins[toolchain.origin]}`, word),
    ),
  );
  const first = (toolchain: InstalledVersion) => (toolchain.active ? 2 : toolchain.current ? 1 : 0);
  return found.toSorted((a, b) => first(b) - first(a));
}

/** A row of the list: a toolchain, and the other places that have the same version. */
export type InstalledRows = { toolchain: InstalledVersion; twins: InstalledVersion[] }[];

/** What Upgo has needs no second row for a place that nothing runs, and with which nothing else can be done. */
export function rowsOf(installed: InstalledVersion[]): InstalledRows {
  const owns = installed.filter(({ origin }) => origin === "upgo");
  const twins = installed.filter((other) => owns.some((own) => isTwin(other, own)));
  return installed
    .filter((toolchain) => !twins.includes(toolchain))
    .map((toolchain) => ({ toolchain, twins: twins.filter((twin) => isTwin(twin, toolchain)) }));
}

function isTwin({ origin, version, arch, active, running, ways }: InstalledVersion, own: InstalledVersion): boolean {
  const isIdle = !active && running.length === 0 && ways.every((way) => way === "adopt");
  return isIdle && origin !== "upgo" && own.origin === "upgo" && version === own.version && arch === own.arch;
}

/** Matching releases that Upgo has not installed yet, in the program's order. */
export function findAvailable(
  available: AvailableVersion[],
  words: string[],
  channel: ChannelFilter,
): AvailableVersion[] {
  const wanted = asksForPrereleases(words) ? "all" : channel;
  return available.filter(
    (release) =>
      !release.installed &&
      (wanted === "all" || release.prerelease === (wanted === "prerelease")) &&
      words.every((word) => matchesVersion(release.version, word)),
  );
}

/**
 * Shows the newest release with a file of the newest lines and the smallest upgrade with the fixes, and folds the rest by line.
 * Older releases of a line are no upgrade, so one with its newest installed is folded.
 */
export function offering(available: AvailableVersion[], channel: ChannelFilter): Offering {
  const newestOfLine = new Map<string, AvailableVersion>();
  for (const release of available) {
    const isWanted = channel === "all" || release.prerelease === (channel === "prerelease");
    const known = newestOfLine.get(release.line);
    const isBetter = known === undefined || (known.file === null && !known.installed && release.file !== null);
    if (isWanted && isBetter) newestOfLine.set(release.line, release);
  }
  const forward = new Set([...newestOfLine.values()].slice(0, HEAD_LINES).map(({ version }) => version));
  for (const { version, smallestFix } of available) if (smallestFix) forward.add(version);
  const found = findAvailable(available, [], channel);
  const rest = found.filter((release) => !forward.has(release.version));
  return { head: found.filter((release) => forward.has(release.version)), folded: foldByLine(rest, newestOfLine) };
}

/** Whether a dropped or chosen file can be a Go archive, by its name. */
export function isArchiveName(path: string): boolean {
  return /\.(zip|tar\.gz)$/i.test(path);
}

/** The version that the name of an official installer for Windows says: `go1.27.3.windows-amd64.msi`. */
export function versionOfInstaller(path: string): Version | null {
  return /(?:^|[\\/])(go\d[\da-z.]*)\.windows-[^\\/]+\.msi$/i.exec(path)?.[1]?.toLowerCase() ?? null;
}

function foldByLine(releases: AvailableVersion[], newestOfLine: Map<string, AvailableVersion>): FoldedLine[] {
  const lines = new Map<string, AvailableVersion[]>();
  for (const release of releases) {
    const line = lines.get(release.line);
    if (line) line.push(release);
    else lines.set(release.line, [release]);
  }
  return [...lines].map(([line, releases]) => ({
    line,
    releases,
    isRest: !releases.some(({ version }) => version === newestOfLine.get(line)?.version),
  }));
}

/** Numbers match after a dot (`1.26`, `26`); other words (`rc`, `beta2`) match anywhere. */
function matchesVersion(version: Version | null, word: string): boolean {
  if (version === null) return false;
  const number = version.replace(/^go/, "");
  return /^\d/.test(word) ? `.${number}`.includes(`.${word}`) : matchesText(number, word);
}

function matchesText(text: string, word: string): boolean {
  return text.toLowerCase().includes(word);
}
