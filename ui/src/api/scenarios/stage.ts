// The states that `npm run gen` makes from the facts in `facts`: what the engine says on each machine.
import type {
  KnownVulnerabilities,
  MirrorTrial,
  Problem,
  ProofChain,
  RehearsalRows,
  SettingsReport,
  SettingValue,
  VerifyReport,
  Version,
  WhyRows,
} from "../bindings";
import { eachText } from "../said";
import { defaultSettings } from "../settings";
import stage from "./data/stage.json?raw";
import { releases } from "./releases";
import type { Scenario } from "./scenario";

type Computed = "verify" | "proof" | "trial" | "why" | "rehearsed" | "settings" | "job" | "waiting";

/** A state as the file has it: an example of what depends on a question. */
type State = Omit<Scenario, Computed> & {
  verify: VerifyReport;
  proof: ProofChain;
  trial: MirrorTrial;
  why: WhyRows;
  whyElsewhere: WhyRows;
  rehearsed: RehearsalRows;
  settings: Omit<SettingsReport, "entries"> & { set: Record<string, SettingValue>; managed: string[] };
  /** What the change of the state waits for. */
  reason: string;
  /** How the change of the state fails. */
  failure: { step: number; problem: Problem } | null;
};

/** What the facts do not say of what only the window has. */
const NOWHERE = { plan: null, row: null };
const UNKNOWN = { remainingSeconds: null };

/** The versions and the folder of the examples. */
export const EXAMPLE = { version: "go1.26.5", to: "go1.27.1", folder: "C:\\src\\telemetry" };

const made: { values: unknown[]; details: unknown; states: Record<string, unknown> } = JSON.parse(stage);

const shared: unknown[] = [];

export const stateNames = Object.keys(made.states);

/** The known vulnerabilities of each release that the page can list. */
export const details = whole(made.details) as Record<Version, KnownVulnerabilities | null>;

/** A state, new each time, because the mock may change it. */
export function stateOf(name: string): State {
  const state = made.states[name];
  if (state === undefined) throw new Error(`no state ${name}`);
  return whole(state) as State;
}

export function machineOf(name: string): Scenario {
  const { verify, proof, trial, why, whyElsewhere, rehearsed, settings: set, ...rest } = stateOf(name);
  const digest = (version: Version) => releases.find((each) => each.version === version)?.sha256 ?? "";
  return {
    ...rest,
    opensAt: { ...NOWHERE, ...rest.opensAt },
    rehearsal: rest.rehearsal.kind === "working" ? { ...UNKNOWN, ...rest.rehearsal } : rest.rehearsal,
    settings: settingsOf(set),
    verify: (version) => about(verify, { [EXAMPLE.version]: version }),
    proof: (version) => about(proof, { [EXAMPLE.version]: version, [digest(EXAMPLE.version)]: digest(version) }),
    trial: (mirror) => ({ ...trial, mirror }),
    why: (folder) => (folder === null ? whyElsewhere : about(why, { [EXAMPLE.folder]: folder })),
    rehearsed: (to) => about(rehearsed, { [EXAMPLE.to]: to }),
    job: { kind: "idle" },
    waiting: [],
  };
}

/** Every setting, at its default unless the state sets it. */
export function settingsOf({ set, managed, ...rest }: State["settings"]): SettingsReport {
  const entries = defaultSettings.map((entry) => ({
    ...entry,
    ...(entry.key in set ? { value: set[entry.key] ?? null, isSet: true } : {}),
    isManaged: managed.includes(entry.key),
  }));
  return { ...rest, problem: rest.problem ?? null, entries };
}

/** The answer about other things than those of the example. */
export function about<T>(answer: T, changes: Record<string, string>): T {
  const changed = (text: string) =>
    Object.entries(changes).reduce((text, [from, to]) => text.replaceAll(from, to), text);
  return eachText(answer, changed) as T;
}

/** With the values that are written once for several states, which share them. */
function whole(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(whole);
  if (typeof value !== "object" || value === null) return value;
  if ("$" in value) {
    const at = value.$ as number;
    shared[at] ??= whole(made.values[at]);
    return shared[at];
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, whole(each)]));
}
