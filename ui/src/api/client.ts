import type { About, commands, Destination, Job, Problem, Queued, RehearsalJob } from "./bindings";

export type Result<T> = { status: "ok"; data: T } | { status: "error"; error: Problem };

/** The commands of the program. What each does is said in `bindings.ts`. */
export type Commands = typeof commands;

/** The commands that can fail, so that their answer has a status. */
export type Fallible = {
  [Name in keyof Commands]: Commands[Name] extends (...args: never[]) => Promise<Result<unknown>> ? Name : never;
}[keyof Commands];

/** The commands that the page calls in another form. */
export type Adapted = "about" | "followJob" | "followQueue" | "followRehearsal" | "pageReady";

/** Everything that the page may ask of the program. `tauri.ts` calls the real program, `mock.ts` simulates it. */
export interface Client extends Omit<Commands, Adapted> {
  about(): Promise<About>;
  /** Calls back with the current job and at every change, until the window closes. */
  followJob(onJob: (job: Job) => void): Promise<void>;
  /** Calls back with the changes that wait, like `followJob`. */
  followQueue(onQueue: (waiting: Queued[]) => void): Promise<void>;
  /** Calls back with the current rehearsal, like `followJob`. */
  followRehearsal(onJob: (job: RehearsalJob) => void): Promise<void>;
  /** Returns what a new window shows. */
  ready(): Promise<Destination>;
  copy(text: string): Promise<void>;
  /** Draws the page this many times as large. */
  zoom(factor: number): Promise<void>;

  /** The machine has changed, perhaps through the command line. The page reads everything again. */
  onChanged(look: () => void): () => void;
  /** The tray, a notification or a second start opens a place, perhaps with the plan of a change. */
  onNavigate(go: (to: Destination) => void): () => void;
  /** A file is dragged over the window, leaves it, or is dropped. */
  onDrop(on: (event: { kind: "over" } | { kind: "left" } | { kind: "dropped"; paths: string[] }) => void): () => void;
}
