// The machine after a successful plan, complete enough for a test to continue from there.
import type { HistoryEntry, InstalledVersion, Overview, PlanView, StepTitle, Version } from "../bindings";
import { deletedBy } from "../steps";
import { activeByUpgo, offerOf, searchedFolders } from "./machine";
import { knownOf } from "./advisories";
import { supportOf } from "./releases";
import { NOW, type Scenario } from "./scenario";
import { cachesAfter } from "./caches";
import { toolsAfter } from "./tools";
import { upgoAfter } from "./upgo";
import { availableVersions, installedByUpgo } from "./versions-of";

/** The same machine with the plan's changes. */
export function afterPlan(scenario: Scenario, plan: PlanView): Scenario {
  const installed = installedAfter(scenario.overview.installed, plan);
  const switches = plan.steps.some((step) => step.kind === "switch");
  const current = switches ? plan.to : scenario.overview.current;
  const entry = entryOf(plan, nextId(scenario));
  return {
    ...scenario,
    overview: {
      ...overviewAfter(scenario.overview, current, switches),
      installed,
      toImport: installed.length > 0 ? 0 : scenario.overview.toImport,
      lastChange: entry,
      back: backOf(entry, switches),
    },
    versions: {
      ...scenario.versions,
      installed: [...installedByUpgo(installed, current), ...foreignOf(scenario.versions.installed)],
      unused: scenario.versions.unused.filter((version) => installed.includes(version)),
      available: scenario.versions.available.length > 0 ? availableVersions(installed) : [],
    },
    upgo: upgoAfter(scenario.upgo, plan, entry.id),
    tools: toolsAfter(scenario.tools, plan),
    caches: cachesAfter(scenario.caches, plan),
    toolsAsked: toolsAfter(scenario.toolsAsked, plan),
    history: {
      ...scenario.history,
      entries: [entry, ...scenario.history.entries.map((each) => takenBackBy(entry, each))],
    },
  };
}

function installedAfter(installed: Version[], plan: PlanView): Version[] {
  const brought = plan.steps.filter((step) => step.kind === "unpack").map((step) => step.version as Version);
  const deleted = plan.steps.filter((step) => step.kind === "delete").map((step) => step.version);
  return [...brought, ...installed.filter((each) => !brought.includes(each))].filter((each) => !deleted.includes(each));
}

function overviewAfter(overview: Overview, current: Version | null, switches: boolean): Overview {
  if (!switches || current === null) return overview;
  const isNewest = current === overview.newest;
  return {
    ...overview,
    situation: { kind: isNewest ? "current" : "update" },
    headline: null,
    active: activeByUpgo(current),
    current,
    support: supportOf(current),
    vulnerabilities: knownOf(current),
    offer: isNewest || overview.newest === null ? null : offerOf(overview.newest),
    patch: null,
    searched: searchedFolders(current),
  };
}

function entryOf(plan: PlanView, id: number): HistoryEntry {
  return {
    ...{ id, at: NOW, by: "window", action: plan.action, from: plan.from, to: plan.to, outcome: "done" },
    ...{ inEffect: true, undoes: plan.undoes, undoneBy: null, undoable: plan.action !== "cleanCaches", problem: null },
    diff: plan.steps.flatMap((step) => step.diff),
    removed: deletedBy(plan.steps),
    programs: plan.steps.flatMap((step) => (isBuilt(step) && step.file !== null ? [step.file] : [])),
    variables: plan.variables,
    editing: plan.editing,
    switched: plan.steps.some((step) => step.kind === "switch"),
    about: plan.about,
    proof: plan.steps.some((step) => step.kind === "unpack") ? "proven" : null,
    rehearsal: null,
    hooks: [],
    milliseconds: tookFor(plan),
  };
}

/** How long a plan takes, in milliseconds. One that downloads nothing is quick. */
export function tookFor(plan: PlanView): number {
  return plan.steps.some((step) => step.kind === "download") ? 18_200 : 300;
}

function isBuilt({ kind }: StepTitle): boolean {
  return kind === "rebuildTool" || kind === "updateTool";
}

function nextId(scenario: Scenario): number {
  return Math.max(0, ...scenario.history.entries.map((each) => each.id)) + 1;
}

function backOf(entry: HistoryEntry, switches: boolean): Overview["back"] {
  return switches && entry.undoes === null && entry.from !== null ? { id: entry.id, version: entry.from } : null;
}

function takenBackBy(entry: HistoryEntry, earlier: HistoryEntry): HistoryEntry {
  if (earlier.id === entry.undoes)
    return { ...earlier, outcome: "undone", inEffect: false, undoneBy: entry.id, undoable: false };
  return earlier;
}

function foreignOf(installed: InstalledVersion[]): InstalledVersion[] {
  return installed.filter((each) => each.origin !== "upgo");
}
