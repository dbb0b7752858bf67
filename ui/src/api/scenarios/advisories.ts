// The known vulnerabilities of a release (for the source see data/README.md).
import type { KnownVulnerabilities, Version, VersionDetails, Vulnerability } from "../bindings";
import data from "./data/vulnerabilities.json";
import { isPrerelease, lineOf, releases } from "./releases";

const counts = data.counts as Record<Version, number>;

/** The number of known vulnerabilities of a release; `null` if the sample does not count them. */
export function countOf(version: Version): number | null {
  if (version in counts) return counts[version] ?? null;
  return Number(lineOf(version).split(".")[1]) >= 13 ? 0 : null;
}

/** All known vulnerabilities of a release; `null` if the sample does not list them. */
export function knownOf(
  version: Version | null,
  database: Partial<KnownVulnerabilities["database"]> = {},
): KnownVulnerabilities | null {
  if (version === null || countOf(version) === null) return null;
  const vulnerabilities = data.known
    .filter(({ known }) => known.includes(version))
    .map(({ known: _, fixed, ...rest }): Vulnerability => {
      const inLine = fixed.find((release) => lineOf(release) === lineOf(version)) ?? null;
      const first = inLine ?? fixed.find((release) => isLater(release, version)) ?? null;
      return { ...rest, part: rest.part as Vulnerability["part"], usedBy: [], fixedIn: inLine, firstFixed: first };
    });
  if (vulnerabilities.length !== countOf(version)) return null;
  return {
    version,
    vulnerabilities,
    inYourProjects: null,
    fixedBy: vulnerabilities.length === 0 ? { patch: null, newest: null } : allFixedBy(version),
    database: { url: "https://vuln.go.dev/", fetchedAt: "2026-09-02T07:14:00Z", stale: false, ...database },
  };
}

/** The known vulnerabilities of any release and what it fixes, seen from the version that terminals run. */
export function detailsOf(version: Version, runs: Version | null): VersionDetails {
  const vulnerabilities = listOf(version);
  const earlier = releases.filter((each) => isLater(version, each.version));
  const ofLine = earlier.find((each) => lineOf(each.version) === lineOf(version) && !isPrerelease(each.version));
  const since = runs !== null && isLater(version, runs) ? runs : (ofLine?.version ?? null);
  const before = since === null ? null : listOf(since);
  if (vulnerabilities === null || since === null || before === null) return { vulnerabilities, fixes: null };
  const open = new Set(vulnerabilities.vulnerabilities.map(({ id }) => id));
  return {
    vulnerabilities,
    fixes: { since, vulnerabilities: before.vulnerabilities.filter(({ id }) => !open.has(id)) },
  };
}

/** Those of a release that the sample counts but does not list are as many of another one's. */
function listOf(version: Version): KnownVulnerabilities | null {
  const count = countOf(version);
  const known = knownOf(version) ?? knownOf("go1.25.7");
  if (count === null || known === null) return null;
  const vulnerabilities = known.vulnerabilities.slice(0, count);
  return { ...known, version, vulnerabilities, fixedBy: count === 0 ? known.fixedBy : allFixedBy(version) };
}

/** The number of known vulnerabilities of a release that another one fixes; `null` if the sample cannot tell. */
export function fixedBy(runs: Version, by: Version): number | null {
  const [before, after] = [countOf(runs), countOf(by)];
  return before === null || after === null ? null : before - after;
}

/** The releases that fix all of them: the smallest upgrade in the line, and the newest. */
function allFixedBy(version: Version): KnownVulnerabilities["fixedBy"] {
  const safe = releases.filter((release) => isLater(release.version, version) && countOf(release.version) === 0);
  return {
    patch: safe.findLast((release) => lineOf(release.version) === lineOf(version))?.version ?? null,
    newest: safe[0]?.version ?? null,
  };
}

/** The list of releases begins with the newest. */
function isLater(release: Version, than: Version): boolean {
  const at = (version: Version) => releases.findIndex((each) => each.version === version);
  return at(release) < at(than);
}
