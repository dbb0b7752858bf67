import type { HistoryEntry, Job, Overview, Problem, Situation } from "../api/bindings";

type JobOf<Kind extends Job["kind"]> = Extract<Job, { kind: Kind }>;

/** A situation with all that is known about the machine. */
type Resting = {
  [Kind in Situation["kind"]]: {
    kind: Kind;
    situation: Extract<Situation, { kind: Kind }>;
    overview: Overview;
  };
}[Situation["kind"]];

/** What Home shows, one value for every screen; `kind` is its `data-state`. */
export type HomeView =
  | (JobOf<"working"> & { overview: Overview | null })
  | (JobOf<"done"> & { overview: Overview | null })
  | (Omit<JobOf<"failed">, "plan"> & { plan: JobOf<"failed">["plan"] })
  | { kind: "recovered"; entry: HistoryEntry; overview: Overview | null }
  /** The machine could not even be looked at. */
  | { kind: "unreadable"; problem: Problem }
  /** The first look is not back yet. */
  | { kind: "looking" }
  | Resting;

/** What is known of the machine: nothing yet, an overview, or why there is none. */
export type Look = { kind: "none" } | { kind: "seen"; overview: Overview } | { kind: "failed"; problem: Problem };

/**
 * Decides what Home shows. The first match wins: a change that runs or has just ended, then the machine.
 *
 * A cancelled change is no state of its own: Home is back where it was, and a toast says so.
 */
export function homeView(look: Look, job: Job): HomeView {
  const overview = look.kind === "seen" ? look.overview : null;
  switch (job.kind) {
    case "working":
    case "done":
    case "recovered":
      return { ...job, overview };
    case "failed":
      // what a terminal runs may have changed since: another Upgo, another installer
      return { ...job, runs: overview?.active?.version ?? job.runs };
    case "idle":
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
      // the compiler cannot see that the situation's kind and the view's are the same
      return {
        kind: look.overview.situation.kind,
        situation: look.overview.situation,
        overview: look.overview,
      } as Resting;
  }
}

/** The states that have a name: those of the machine and of a change. */
export type StateName = Situation["kind"] | "working" | "done" | "failed" | "recovered";

/** The state's name in `data-state`; the two states that only the page knows go by the name of their like. */
export function stateName(view: HomeView): StateName {
  if (view.kind === "looking") return "checking";
  if (view.kind === "unreadable") return "failed";
  return view.kind;
}
