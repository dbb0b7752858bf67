import type { HistoryEntry, Job, Overview, Problem, Situation } from "../api/bindings";

type JobOf<Kind extends Job["kind"]> = Extract<Job, { kind: Kind }>;

/** A situation with everything known about the machine. */
type Resting = {
  [Kind in Situation["kind"]]: {
    kind: Kind;
    situation: Extract<Situation, { kind: Kind }>;
    overview: Overview;
  };
}[Situation["kind"]];

/** The content of Home, one value for each screen; `kind` is its `data-state`. */
export type HomeView =
  | (JobOf<"working"> & { overview: Overview | null })
  | (Omit<JobOf<"failed">, "plan"> & { plan: JobOf<"failed">["plan"] })
  | { kind: "recovered"; entry: HistoryEntry; overview: Overview | null }
  | { kind: "unreadable"; problem: Problem }
  /** The machine's state has not been read yet. */
  | { kind: "looking" }
  | Resting;

/** The views of a machine at rest on which Upgo's Go runs. */
export type Usual = Extract<HomeView, { kind: (typeof USUAL)[number] }>;
export type Unusual = Exclude<HomeView, Usual>;

const USUAL = [
  "looking",
  "checking",
  "current",
  "not-permitted",
  "update",
  "security",
  "unsupported",
  "postponed",
  "skipped",
  "stale",
] as const;

export function isUsual(view: HomeView): view is Usual {
  return (USUAL as readonly string[]).includes(view.kind);
}

/** The overview with an offer that the main button takes. */
export function takenIn(view: HomeView): Overview | null {
  const takes = view.kind === "security" || view.kind === "update" || view.kind === "unsupported";
  return takes && view.overview.offer ? view.overview : null;
}

/** What is known of the machine: nothing yet, an overview, or the reason why there is none. */
export type Look = { kind: "none" } | { kind: "seen"; overview: Overview } | { kind: "failed"; problem: Problem };

/** Decides what Home shows: a change that runs or failed, then the machine, which is what a change that is done has made. */
export function homeView(look: Look, job: Job): HomeView {
  const overview = look.kind === "seen" ? look.overview : null;
  switch (job.kind) {
    case "working":
    case "recovered":
      return { ...job, overview };
    case "failed":
      // the version may have changed since, through another Upgo process or another installer
      return { ...job, runs: overview?.active?.version ?? job.runs };
    case "idle":
    case "done":
    case "cancelled":
      return restingView(look);
  }
}

function restingView(look: Look): HomeView {
  switch (look.kind) {
    case "none":
      return { kind: "looking" };
    case "failed":
      return { kind: "unreadable", problem: look.problem };
    case "seen":
      // the compiler cannot see that the situation and the view have the same kind
      return {
        kind: look.overview.situation.kind,
        situation: look.overview.situation,
        overview: look.overview,
      } as Resting;
  }
}

/** The states with names: those of the machine and of a change. */
export type StateName = Situation["kind"] | "working" | "failed" | "recovered";

/** The state's name in `data-state`. The two states that only the page knows use the name of a similar one. */
export function stateName(view: HomeView): StateName {
  if (view.kind === "looking") return "checking";
  if (view.kind === "unreadable") return "failed";
  return view.kind;
}
