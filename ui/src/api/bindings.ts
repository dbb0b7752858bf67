// PRELIMINARY: written by hand as the contract; `npm run gen` replaces it with the same names made from Rust.

/** `go1.27.1`. */
export type Version = string;
/** RFC 3339, UTC. */
export type Timestamp = string;
/** `2026-09-01`. */
export type Day = string;

/* ------------------------------------------------------------------ problems */
export type Code =
  | "UPGO-USAGE" /* … all codes of docs/errors.md; the generated file has the whole union */
  | "UPGO-CANCELLED";
export type Problem = { code: Code; message: string; means: string; next: string; causes: string[] };

/* ------------------------------------------------------------------ overview (Home, tray) */
export type Origin =
  | "upgo" | "msi" | "zip" | "golang-dl" | "scoop" | "chocolatey" | "winget" | "mise" | "vfox" | "goenv"
  | "gotoolchain" | "package" | "unknown";
export type Channel = "stable" | "rc" | "beta" | "archived";

/** What Home says when no change is running or has just ended; `kind` is the `data-state`. */
export type Situation =
  | { kind: "no-go" } // no Go at all
  | { kind: "not-on-path" } // a Go is in the store, new terminals find none
  | { kind: "shadowed"; chosen: Version; runs: Version | null; root: string; origin: Origin } // another Go comes first
  | { kind: "unsupported" }
  | { kind: "update" }
  | { kind: "stale"; days: number | null } // nobody has answered for longer than a week; null: never
  | { kind: "checking" } // nothing is known of releases yet
  | { kind: "current" };

export type Active = { version: Version | null; root: string; program: string; origin: Origin; why: string };

/** Support of a line: `ends` while supported (an estimate from Go's cadence), `endedOn` after (`null`: not known). */
export type Support = {
  line: string; // "1.27"
  supported: boolean;
  ends: { line: string; month: string } | null; // { line: "1.29", month: "2027-08" }
  endedOn: Day | null;
};

/** A release that the user could go to. */
export type Offer = {
  version: Version;
  channel: Channel;
  /** first release of its line | a patch of it | a pre-release */
  step: "major" | "patch" | "prerelease";
  releasedOn: Day | null;
  downloadBytes: number | null;
  /** an estimate: "about" */
  diskBytes: number | null;
  support: Support;
};

/** A folder that a new terminal searches, in its order. */
export type SearchedFolder = {
  folder: string;
  isUpgo: boolean;
  /** the Go that it gives */
  go: { version: Version | null; origin: Origin } | null;
};

export type Overview = {
  situation: Situation;
  active: Active | null; // what a new terminal runs
  current: Version | null; // what the switch names
  installed: Version[]; // in Upgo's store, newest first
  support: Support | null; // of the active one
  newest: Version | null; // newest stable release that is known
  offer: Offer | null; // what the accent button brings (also for no-go)
  patch: Offer | null; // smallest step: newest of the same line, where that is newer and is not the offer
  skipped: Version | null; // the release that the user skipped: then `offer` is null
  searched: SearchedFolder[];
  placesSearched: number;
  lastChange: HistoryEntry | null;
  back: { id: number; version: Version } | null; // the undo of the last change of the switch
  feed: Feed;
  /** why the last check got no answer (`stale` with `no-go` and `days: null` included); null: it did, or none was made */
  checkProblem: Problem | null;
  pausedUntil: Timestamp | null; // notifications
  warnings: Problem[];
};
export type Feed = { url: string; fetchedAt: Timestamp | null; stale: boolean };

/* ------------------------------------------------------------------ plans and jobs */
export type Action = "install" | "use" | "upgrade" | "rollback" | "remove" | "addToPath";
export type ChangeRequest =
  | { kind: "upgrade"; to: string | null; patch: boolean }
  | { kind: "install"; from: InstallFrom; then: "keep" | "use" }
  | { kind: "use"; version: string }
  | { kind: "remove"; version: string; force: boolean }
  | { kind: "removeUnused" }
  | { kind: "rollback"; id: number | null }
  | { kind: "addToPath" };
export type InstallFrom = { kind: "release"; version: string } | { kind: "file"; path: string; sha256: string | null };

export type DiffKind = "added" | "removed" | "moved";
export type Difference = { kind: DiffKind; text: string; place: string };

export type StepKind =
  | "download" | "readFile" | "unpack" | "publish" | "test" | "switch" | "editPath" | "check" | "unpublish" | "delete";
export type StepTitle = {
  kind: StepKind;
  description: string; // English; the UI says it in its own words
  version: Version | null; // what it is about
  from: Version | null; // switch: what it points to now
  file: string | null; // download: file name; readFile: path
  host: string | null; // download: where from
  place: string | null; // unpack, delete: the folder
  bytes: number | null; // downloads, reads, frees
  diff: Difference[]; // editPath
};

export type RunningProgram = { name: string; pids: number[] };

export type PlanView = {
  id: number; // to start it
  action: Action;
  from: Version | null;
  to: Version | null;
  undoes: number | null;
  steps: StepTitle[]; // empty: there is nothing to do
  downloadBytes: number | null;
  diskBytes: number | null; // an estimate: "about"
  freedBytes: number | null;
  pathChanges: boolean;
  running: RunningProgram[]; // programs of the toolchain that is left or removed
  /** may run at once from a button that says what it brings */
  routine: boolean;
  destructive: boolean;
  command: string; // the same for a terminal: `upgo upgrade`
  warnings: Problem[];
};

export type StepState = "waiting" | "running" | "done" | "undone" | "failed";
export type Progress = {
  steps: { state: StepState; milliseconds: number | null }[];
  fraction: number | null; // of the whole plan, 0 to 1, never goes back; null: cannot be told
  transfer: { done: number; total: number | null; bytesPerSecond: number | null } | null; // of the running download
  unpacked: { done: number; total: number | null } | null; // files
  remainingSeconds: number | null;
  /** nothing moves: why */
  waiting: { kind: "network" } | { kind: "other"; reason: string } | null;
  switched: boolean; // from here on Cancel takes the change back
};

/** The change that runs or has just ended. One at a time. */
export type Job =
  | { kind: "idle" }
  | { kind: "working"; plan: PlanView; progress: Progress; cancelling: boolean }
  | { kind: "done"; plan: PlanView; changed: Changed; milliseconds: number }
  | { kind: "cancelled"; plan: PlanView }
  | { kind: "failed"; plan: PlanView; progress: Progress; problem: Problem; runs: Version | null }
  | { kind: "recovered"; entry: HistoryEntry }; // a change whose process was killed was completed or taken back

export type Changed = {
  id: number | null; action: Action; from: Version | null; to: Version | null; changed: boolean; switched: boolean;
  pathChanged: boolean; undid: number | null; freedBytes: number | null; unused: Version[]; warnings: Problem[];
};

/* ------------------------------------------------------------------ versions */
export type VersionsReport = {
  installed: InstalledVersion[]; // Upgo's own, newest first, then the others
  available: AvailableVersion[]; // newest first; empty where nothing is known yet
  feed: Feed;
  warnings: Problem[];
};
export type InstalledVersion = {
  version: Version | null; root: string; origin: Origin; current: boolean; active: boolean; sizeBytes: number | null;
  prerelease: boolean; support: Support | null; releasedOn: Day | null;
  running: RunningProgram[]; // programs that run from it
};
export type AvailableVersion = {
  version: Version; line: string; channel: Channel; prerelease: boolean; newest: boolean; lastOfLine: boolean;
  supported: boolean; releasedOn: Day | null; installed: boolean;
  file: { filename: string; sha256: string | null; size: number | null } | null; // null: none for this machine
};

/* ------------------------------------------------------------------ history */
export type Outcome = "done" | "undone" | "failed" | "cancelled" | "recovered";
export type HistoryReport = { entries: HistoryEntry[]; warnings: Problem[] };
export type HistoryEntry = {
  id: number; at: Timestamp; by: string; action: Action; from: Version | null; to: Version | null;
  outcome: Outcome | null; // null: it runs
  inEffect: boolean;
  undoes: number | null; undoneBy: number | null; undoable: boolean; problem: Problem | null;
  diff: Difference[]; // of PATH
  milliseconds: number | null;
};

/* ------------------------------------------------------------------ settings */
export type SettingEntry = {
  key: string; value: unknown; default: unknown; isSet: boolean; kind: string; doc: string;
};
export type SettingsReport = {
  entries: SettingEntry[]; // keys used now: channel, keep-versions, keep-archives, modify-path, theme (system|light|dark),
  //                          language (system|en|zh-CN), close-to-tray (bool), notifications (bool), check-daily (bool)
  file: string; home: string; toolchains: string;
  startAtLogin: boolean | null; // null: this system cannot
  problem: Problem | null; warnings: Problem[];
};
export type About = { version: string; target: string; home: string; system: string };

/* ------------------------------------------------------------------ links, places */
/** The page never names an address: it says what it wants to see. */
export type Link = { kind: "releaseNotes"; version: Version };
export type Folder = { kind: "toolchain"; version: Version } | { kind: "home" } | { kind: "settingsFile" };
export type Place = "home" | "versions" | "history" | "settings";
/** Where the tray, a toast or a second start wants the window to be; `plan`: the dialog with this change's plan opens there. */
export type Destination = { place: Place; plan: ChangeRequest | null };
