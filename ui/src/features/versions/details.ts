// The known vulnerabilities of a version, what the user can do about them, and what the version changed.
import type { ChangeRequest, Day, KnownVulnerabilities, SecurityFixes, Version } from "../../api/bindings";
import { fill } from "../../text/fill";
import type { Catalogue } from "../../text/index.svelte";
import type { Say } from "../home/hero";

/** A change that removes the vulnerabilities, as a button. */
export interface Remedy {
  title: string;
  request: ChangeRequest;
}

export interface Place {
  /** Whether a new terminal runs it. */
  active: boolean;
  /** The change that removes it; `null` if it is not installed, or cannot be removed. */
  removal: ChangeRequest | null;
  /** Why it cannot be removed; `null` if it can, or is not installed. */
  kept: string | null;
}

/** The smallest upgrade that fixes all, of the version that terminals run; beside any other, which can be removed. */
export function remediesFor(
  { version, vulnerabilities, fixedBy }: KnownVulnerabilities,
  { active, removal }: Place,
  /** Upgo's toolchains. */
  installed: Version[],
  { engine: { changes } }: Pick<Catalogue, "engine">,
): Remedy[] {
  if (vulnerabilities.length === 0) return [];
  const to = fixedBy.patch ?? fixedBy.newest;
  const remedies: Remedy[] = [];
  if (to !== null && active) {
    remedies.push({ title: fill(changes.upgrade.title, { to }), request: { kind: "upgrade", to, patch: false } });
  } else if (to !== null && !installed.includes(to)) {
    const request: ChangeRequest = { kind: "install", from: { kind: "release", version: to }, then: "keep" };
    remedies.push({ title: fill(changes.install.title, { to }), request });
  }
  if (removal !== null && !active) {
    remedies.push({ title: fill(changes.remove.title, { names: version }), request: removal });
  }
  return remedies;
}

/** The line below the number of known vulnerabilities. */
export function vulnerableLine(
  known: KnownVulnerabilities | null,
  { active, kept }: Pick<Place, "active" | "kept">,
  { words: { home, common }, formats }: Say,
): string {
  const { facts } = home;
  if (known === null) return facts.notChecked;
  const { fetchedAt, stale } = known.database;
  const day = formats.dayAndMonth(fetchedAt);
  if (known.vulnerabilities.length === 0) {
    return stale ? facts.noneOn(day) : [facts.none, facts.inGo(formats.ago(fetchedAt))].join(common.separator);
  }
  const by = known.fixedBy.patch ?? known.fixedBy.newest;
  const parts = [by === null ? facts.notFixed : facts.allFixed(by)];
  if (stale) parts.push(facts.asOf(day));
  if (kept !== null && !active) parts.push(kept);
  return parts.join(common.separator);
}

/** When a version was released, and which known vulnerabilities it fixed. */
export function changedLine(releasedOn: Day | null, fixes: SecurityFixes | null, { words, formats }: Say): string {
  const { home, versions, common, engine } = words;
  const parts = [releasedOn === null ? versions.releaseDateUnknown : home.released(formats.date(releasedOn))];
  if (fixes !== null) {
    const { fixes: many, fixesOne } = engine.headlines;
    const count = fixes.vulnerabilities.length;
    const facts = { fixes: count, runs: fixes.since };
    parts.push(count === 0 ? versions.details.noFixes(fixes.since) : fill(count === 1 ? fixesOne : many, facts));
  }
  return parts.join(common.separator);
}
