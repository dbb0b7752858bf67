// The machine after a successful plan, complete enough for a test to continue from there.
import type {
  CachesReport,
  HistoryEntry,
  Overview,
  PlanView,
  RehearsalJob,
  SelfReport,
  ToolsReport,
  Version,
} from "../bindings";
import { NOW, type Scenario } from "./scenario";
import { machineOf, stateNames } from "./stage";

/** What runs on a machine on which Upgo's switch selects a version. */
export function machineWith(version: Version): Scenario {
  const name = `at-${version}`;
  if (!stateNames.includes(name)) throw new Error(`add [${JSON.stringify(name)}] to the facts of the stage`);
  return machineOf(name);
}

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
      installed: [
        ...installed.map((version) => installedNow(scenario, version, current)),
        ...scenario.versions.installed.filter(({ origin }) => origin !== "upgo"),
      ],
      unused: scenario.versions.unused.filter((version) => installed.includes(version)),
      available: scenario.versions.available.map((each) => ({ ...each, installed: installed.includes(each.version) })),
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

function installedNow({ versions }: Scenario, version: Version, current: Version | null) {
  const known = versions.installed.find((each) => each.version === version && each.origin === "upgo");
  const found = known ?? machineWith(version).versions.installed.find((each) => each.version === version);
  if (!found) throw new Error(`${version} is not installed`);
  return { ...found, current: version === current, active: version === current };
}

function overviewAfter(overview: Overview, current: Version | null, switches: boolean): Overview {
  if (!switches || current === null) return overview;
  const { situation, active, support, vulnerabilities, offer, searched } = machineWith(current).overview;
  return {
    ...overview,
    ...{ situation: situation.kind === "security" ? { kind: "update" } : situation, headline: null, patch: null },
    ...{ active, current, support, vulnerabilities, offer, searched },
  };
}

function entryOf(plan: PlanView, id: number): HistoryEntry {
  const { action, from, to, about, undoes, switched, removed, programs, variables, editing } = plan;
  return {
    ...{ action, from, to, about, undoes, switched, removed, programs, variables, editing },
    ...{
      id,
      at: NOW,
      by: "window",
      outcome: "done",
      inEffect: true,
      undoneBy: null,
      undoable: plan.action !== "cleanCaches",
      problem: null,
    },
    diff: plan.steps.flatMap((step) => step.diff),
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

function cachesAfter(report: CachesReport, plan: PlanView): CachesReport {
  const cleaned = plan.steps.map(({ kind }) => kind);
  const caches = report.caches.map((cache) => {
    const isCleaned = cleaned.includes(cache.cache === "build" ? "cleanBuildCache" : "cleanModuleCache");
    return isCleaned ? { ...cache, size: { bytes: 0, files: 0, complete: true } } : cache;
  });
  return { ...report, caches };
}

/** The programs after a plan that builds some of them. */
function toolsAfter(report: ToolsReport, plan: PlanView): ToolsReport {
  const built = new Map(plan.steps.map(({ kind, place }) => [place, kind]));
  const after = (tool: ToolsReport["tools"][number]): typeof tool => {
    const kind = built.get(tool.program);
    if (kind !== "rebuildTool" && kind !== "updateTool") return tool;
    const now = { ...tool, builtWith: "go1.27.1", outdated: false, rebuilds: false };
    if (kind === "rebuildTool") return now;
    return { ...now, version: tool.latest, update: "current", latest: null, updates: false, retracted: false };
  };
  return { ...report, tools: report.tools.map(after) };
}

/** What the old program knows after a change of Upgo. */
function upgoAfter(upgo: SelfReport, { steps }: PlanView, id: number): SelfReport {
  const step = steps.find(({ kind }) => kind === "replaceUpgo" || kind === "restoreUpgo");
  if (step?.kind === "replaceUpgo") return { ...upgo, back: id, backTo: upgo.version, replacedBy: step.file };
  return step ? { ...upgo, back: null, backTo: null, replacedBy: step.file } : upgo;
}

/** What Home shows after the release was skipped, or postponed until the given time. */
export function putOff(overview: Overview, to: Version, until: string | null): Partial<Overview> {
  const { active, offer } = overview;
  const [runs, fixes] = [active?.version ?? "go1.27.0", offer?.fixes ?? 0];
  if (until !== null) {
    return { situation: { kind: "postponed", until }, headline: { kind: "postponed", runs, to, fixes }, patch: null };
  }
  const situation = { kind: "skipped", version: to, fixes } as const;
  return { situation, headline: { kind: "skipped", runs, to, fixes }, offer: null, patch: null, skipped: to };
}

/** A rehearsal that has just begun. */
export const started: RehearsalJob & { kind: "working" } = {
  kind: "working",
  to: "go1.27.1",
  tests: false,
  raises: false,
  projects: [],
  done: 0,
  total: 0,
  remainingSeconds: null,
  cancelling: false,
};
