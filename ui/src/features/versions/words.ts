// The texts of a row: its second line, its badges and its accessible name.
import type {
  AvailableVersion,
  InstalledVersion,
  Job,
  VerifyReport,
  Version,
  WithheldVersion,
} from "../../api/bindings";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";

/** A state of a row. The page chooses colour and icon. */
export type State = "inUse" | "newest" | "supportEnded" | "prerelease" | "vulnerable" | "damaged" | "withheld";

export type Mark = { state: State; word: string };

/** A toolchain's badges, in order. `damaged`: files differ from the release; `withheld`: a policy forbids its use. */
export function marksOfInstalled(
  toolchain: InstalledVersion,
  damaged: boolean,
  words: Catalogue,
  withheld: WithheldVersion | null = null,
): Mark[] {
  const { common, versions } = words;
  const states: [State, string | false][] = [
    ["inUse", toolchain.active && common.inUse],
    ["prerelease", toolchain.prerelease && common.prerelease],
    ["supportEnded", toolchain.support?.supported === false && common.supportEnded],
    ["vulnerable", vulnerableWord(toolchain, words)],
    ["damaged", damaged && versions.damaged],
    ["withheld", withheldWord(withheld, words)],
  ];
  return marksOf(states);
}

/** A release's badges, in order; a supported one is normal and has none. `withheld`: a policy does not permit it. */
export function marksOfAvailable(
  release: AvailableVersion,
  words: Catalogue,
  withheld: WithheldVersion | null = null,
): Mark[] {
  const { common } = words;
  // pre-releases are never supported
  const isRelease = !release.prerelease;
  return marksOf([
    ["newest", release.newest && common.newest],
    ["prerelease", release.prerelease && common.prerelease],
    ["supportEnded", isRelease && !release.supported && common.supportEnded],
    ["vulnerable", vulnerableWord(release, words)],
    ["withheld", withheldWord(withheld, words)],
  ]);
}

/** What a policy does with a version. */
function withheldWord(withheld: WithheldVersion | null, { managed }: Catalogue): string | false {
  return withheld !== null && managed.badges[withheld.why];
}

/** The number of vulnerabilities, only if known and not zero. */
function vulnerableWord({ vulnerabilities }: { vulnerabilities: number | null }, { versions }: Catalogue) {
  return vulnerabilities !== null && vulnerabilities > 0 && versions.vulnerabilities(vulnerabilities);
}

function marksOf(states: [State, string | false][]): Mark[] {
  return states.flatMap(([state, word]) => (word === false ? [] : [{ state, word }]));
}

/** The second line of a toolchain: origin, release date, missing proof (of Upgo's own), and programs using it. */
export function detailOfInstalled(toolchain: InstalledVersion, words: Catalogue, formats: Formats): string {
  const { common, engine, versions } = words;
  const { origin, arch, native, releasedOn, running } = toolchain;
  const parts = [common.origins[origin]];
  if (arch !== null && native === false) parts.push(versions.otherArch(arch));
  if (origin === "upgo" && releasedOn !== null) parts.push(versions.releasedOn(formats.date(releasedOn)));
  const { proof } = toolchain;
  if (proof !== null && proof !== "proven" && proof !== "unknown") parts.push(engine.proof.levels[proof]);
  parts.push(...running.map(({ name, pids }) => versions.runs(name, pids.length)));
  return parts.join(common.separator);
}

/** Its date and special properties. `known` is the number of known vulnerabilities of the running version. */
export function detailOfAvailable(
  release: AvailableVersion,
  known: number,
  words: Catalogue,
  formats: Formats,
): string {
  const { common, versions } = words;
  const parts = release.releasedOn === null ? [] : [formats.date(release.releasedOn)];
  if (release.smallestFix) parts.push(versions.smallestFix(known));
  if (release.lastOfLine && !release.prerelease) parts.push(versions.lastOfLine(release.line));
  const missing = whyNotInstallable(release, words);
  if (missing !== null) parts.push(missing);
  return parts.length === 0 ? versions.releaseDateUnknown : parts.join(common.separator);
}

/** What the comparison of a toolchain's files found, with whose files they are compared with. */
export function comparedWords(report: VerifyReport, count: string, { versions: { files } }: Catalogue): string {
  const differs = report.changed.length + report.missing.length + report.added.length > 0;
  switch (report.level) {
    case "proven":
    case "digestOnly":
      return differs ? files.damaged : files.intact(count);
    case "ownDatabase":
      return differs ? files.damagedInstalled : files.ofOwnDatabase(count);
    case "contradicted":
      return differs ? files.damagedInstalled : files.notPublished(count);
    case "given":
    case "unknown":
      return differs ? files.damagedInstalled : files.asInstalled(count);
  }
}

/** The reason why a release cannot be installed; `null` if it can. */
export function whyNotInstallable(release: AvailableVersion, { versions }: Catalogue): string | null {
  if (release.file === null) return versions.noFile;
  if (release.unmet !== null) return versions.unmet[release.unmet.kind](release.unmet.needs, release.unmet.system);
  return release.file.sha256 === null ? versions.noChecksum : null;
}

/** The reason why a toolchain cannot be removed here; `null` if it can. */
export function keptBy(toolchain: InstalledVersion, words: Catalogue): string | null {
  // the official installer can uninstall its own Go
  if (toolchain.origin === "msi" && toolchain.arch !== null) return null;
  if (toolchain.ways.includes("remove")) return null;
  if (toolchain.origin === "zip") return words.versions.unpackedByHand;
  if (toolchain.origin !== "upgo") return words.versions.ownedBy(ownerOf(toolchain, words));
  if (toolchain.active) return words.common.inUse;
  return toolchain.current ? words.versions.chosen : null;
}

/** The running change, if it is about this version. */
export function jobOn(job: Job, version: Version | null): (Job & { kind: "working" }) | null {
  if (job.kind !== "working" || version === null) return null;
  return (job.plan.action === "remove" ? job.plan.from : job.plan.to) === version ? job : null;
}

/** The accessible name of a row: "go1.26.5, in use, installed by Upgo, 268 MB". */
export function nameOfInstalled(
  toolchain: InstalledVersion,
  marks: Mark[],
  words: Catalogue,
  formats: Formats,
): string {
  const { common, versions } = words;
  const states = marks.map(({ word }) => word.toLowerCase());
  const origin =
    toolchain.origin === "upgo" ? versions.installedByUpgo : versions.origin(common.origins[toolchain.origin]);
  const size = toolchain.sizeBytes === null ? [] : [formats.size(toolchain.sizeBytes)];
  return [toolchain.version ?? versions.unknownVersion, ...states, origin, ...size].join(versions.comma);
}

/** The accessible name of a row: "go1.27.1, newest, 78.9 MB download". */
export function nameOfAvailable(release: AvailableVersion, marks: Mark[], words: Catalogue, formats: Formats): string {
  const { common, versions } = words;
  const states = marks.map(({ word }) => word.toLowerCase());
  const size = release.file?.size == null ? [] : [common.download(formats.size(release.file.size))];
  return [release.version, ...states, ...size].join(versions.comma);
}

function ownerOf({ origin }: InstalledVersion, { common, versions }: Catalogue): string {
  const owners: Partial<Record<typeof origin, string>> = versions.owners;
  return owners[origin] ?? common.origins[origin];
}
