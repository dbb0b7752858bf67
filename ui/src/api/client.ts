import type {
  About,
  ChangeRequest,
  Destination,
  DoctorReport,
  EnvironmentReport,
  Folder,
  HistoryReport,
  Job,
  Link,
  MirrorTrial,
  Overview,
  PlanView,
  Problem,
  ProofChain,
  SettingsReport,
  Staying,
  VerifyReport,
  Version,
  VersionsReport,
  WhileRunning,
  WhyReport,
} from "./bindings";

export type Result<T> = { status: "ok"; data: T } | { status: "error"; error: Problem };

/** All that the page may ask of the program. `tauri.ts` asks the real one, `mock.ts` plays it. */
export interface Client {
  overview(): Promise<Result<Overview>>; // never uses the network
  check(): Promise<Result<Problem | null>>; // asks the feed; a problem that did not stop it (nobody answered); then `changed` fires
  versions(): Promise<Result<VersionsReport>>;
  verify(version: Version): Promise<Result<VerifyReport>>; // reads every file of it
  proof(version: Version): Promise<Result<ProofChain>>; // of one of Upgo's own; never uses the network
  history(): Promise<Result<HistoryReport>>;
  exportHistory(): Promise<Result<string | null>>; // a file dialog; the file that was written, null where none was chosen
  environment(): Promise<Result<EnvironmentReport>>;
  why(folder: string | null): Promise<Result<WhyReport>>; // of a new terminal, in that folder; executes nothing
  doctor(): Promise<Result<DoctorReport>>; // never uses the network
  ignoreFinding(id: string, ignore: boolean): Promise<Result<null>>; // then `changed` fires
  settings(): Promise<Result<SettingsReport>>;
  setSetting(key: string, value: string | null): Promise<Result<SettingsReport>>; // null: back to the default
  testMirror(address: string): Promise<Result<MirrorTrial | null>>; // null: there is nothing to ask it for
  setStaying(staying: Staying): Promise<Result<SettingsReport>>;
  about(): Promise<About>;

  plan(request: ChangeRequest): Promise<Result<PlanView>>; // may ask the network
  /** Runs the plan that was shown; its progress comes through `followJob`. */
  start(plan: number, whileRunning: WhileRunning, withoutProof: boolean): Promise<Result<null>>;
  cancelJob(): Promise<void>;
  dismissJob(): Promise<void>; // "Done": back to idle
  /** Calls back with the job as it is now and at every change, until the window closes. */
  followJob(onJob: (job: Job) => void): Promise<void>;

  skip(version: Version): Promise<Result<null>>;
  remindLater(version: Version, when: "tomorrow" | "nextWeek"): Promise<Result<null>>;
  sendTestToast(): Promise<Result<null>>;

  openLink(link: Link): Promise<Result<null>>;
  openFolder(folder: Folder): Promise<Result<null>>;
  chooseArchive(): Promise<string | null>; // a file dialog
  chooseFolder(): Promise<string | null>; // a file dialog
  copy(text: string): Promise<void>;

  /** The machine changed (also by the command line): look again. */
  onChanged(look: () => void): () => void;
  /** The tray, a toast or a second start asks for a place, and perhaps for the plan of a change to be shown there. */
  onNavigate(go: (to: Destination) => void): () => void;
  /** A file is dragged over the window, left it, or was dropped. */
  onDrop(on: (event: { kind: "over" } | { kind: "left" } | { kind: "dropped"; paths: string[] }) => void): () => void;
  /** The page is drawn. Gives where the window shall be. */
  ready(): Promise<Destination>;
}
