import type {
  About,
  CachesReport,
  ChangeRequest,
  Cleaned,
  Destination,
  DoctorReport,
  EnvironmentReport,
  Folder,
  FoundGo,
  HistoryReport,
  Job,
  Level,
  Link,
  LogReport,
  ManagedReport,
  MirrorTrial,
  Overview,
  Place,
  PlanView,
  Problem,
  ProjectsReport,
  ProofChain,
  RehearsalJob,
  RehearsalPlan,
  RehearsalReport,
  SettingsImport,
  ReportText,
  SelfReport,
  SettingsReport,
  Staying,
  ToolsReport,
  VerifyReport,
  TerminalGo,
  TerminalReport,
  Version,
  VersionDetails,
  VersionsReport,
  WhatsNewReport,
  Queued,
  WhileRunning,
  WhyReport,
  WslReport,
} from "./bindings";

export type Result<T> = { status: "ok"; data: T } | { status: "error"; error: Problem };

/** Everything that the page may ask of the program. `tauri.ts` calls the real program, `mock.ts` simulates it. */
export interface Client {
  overview(): Promise<Result<Overview>>; // never uses the network
  check(): Promise<Result<Problem | null>>; // a problem: the check failed and the cache is used; then `changed` fires
  versions(): Promise<Result<VersionsReport>>;
  versionDetails(version: Version): Promise<Result<VersionDetails>>; // of any version; never uses the network
  tools(): Promise<Result<ToolsReport>>; // with the newer versions that the last check found; never uses the network
  checkTools(): Promise<Result<ToolsReport>>; // asks the module proxies; modules without an answer are warnings
  wsl(): Promise<Result<WslReport>>; // the distributions that are registered; starts none
  lookInWsl(): Promise<Result<WslReport>>; // starts each distribution
  cancelWsl(): Promise<void>;
  selfStatus(): Promise<Result<SelfReport>>; // what is known of Upgo's own version; never uses the network
  checkSelf(): Promise<Result<SelfReport>>; // asks for a newer Upgo, unless somebody else updates it
  /** Exits once no change runs or waits, and opens the Upgo that is installed then at this place. */
  restart(place: Place): Promise<void>;
  verify(version: Version): Promise<Result<VerifyReport>>; // reads every file of the toolchain
  proof(version: Version): Promise<Result<ProofChain>>; // of one of Upgo's toolchains; never uses the network
  history(most: number): Promise<Result<HistoryReport>>;
  exportHistory(): Promise<Result<string | null>>; // a file dialog; the written file, or null if cancelled
  environment(): Promise<Result<EnvironmentReport>>;
  why(folder: string | null): Promise<Result<WhyReport>>; // in a new terminal, in the folder if given; executes nothing
  doctor(): Promise<Result<DoctorReport>>; // never uses the network
  ignoreFinding(id: string, ignore: boolean): Promise<Result<null>>; // then `changed` fires
  settings(): Promise<Result<SettingsReport>>;
  setSetting(key: string, value: string | null): Promise<Result<SettingsReport>>; // null: restores the default
  testMirror(address: string): Promise<Result<MirrorTrial | null>>; // null: there is no release to test it with
  chooseCertificate(): Promise<string | null>; // a file dialog
  exportSettings(): Promise<Result<string | null>>; // a file dialog; the written file, or null if cancelled
  importSettings(): Promise<Result<SettingsImport | null>>; // a file dialog; its changes, or null if cancelled
  setStaying(staying: Staying): Promise<Result<SettingsReport>>;
  about(): Promise<About>;

  projects(): Promise<Result<ProjectsReport>>; // searches the user's folders; never uses the network
  cancelProjects(): Promise<void>;
  whatsNew(to: Version): Promise<Result<WhatsNewReport>>; // of an upgrade; never uses the network
  /** Says what a rehearsal would do. */
  planRehearsal(to: Version, tests: boolean, fixes: boolean, raises: boolean): Promise<Result<RehearsalPlan>>;
  /** Starts the rehearsal that was shown. Its progress comes through `followRehearsal`. */
  rehearse(plan: number): Promise<Result<null>>;
  rehearsalOf(id: number): Promise<Result<RehearsalReport>>; // of a change in the history
  cancelRehearsal(): Promise<void>;
  dismissRehearsal(): Promise<void>; // back to idle
  /** Calls back with the current rehearsal and at every change, until the window closes. */
  followRehearsal(onJob: (job: RehearsalJob) => void): Promise<void>;

  plan(request: ChangeRequest): Promise<Result<PlanView>>; // may use the network
  /** Runs the plan that was shown, or lets it wait. Its progress comes through `followJob`, the queue through `followQueue`. */
  start(plan: number, whileRunning: WhileRunning, withoutProof: boolean): Promise<Result<null>>;
  cancelJob(): Promise<void>;
  dismissJob(): Promise<void>; // back to idle
  /** Calls back with the current job and at every change, until the window closes. */
  followJob(onJob: (job: Job) => void): Promise<void>;
  /** Calls back with the changes that wait, like `followJob`. */
  followQueue(onQueue: (waiting: Queued[]) => void): Promise<void>;
  unqueue(plan: number): Promise<void>;

  skip(version: Version): Promise<Result<null>>;
  remindLater(version: Version, when: "tomorrow" | "nextWeek"): Promise<Result<null>>;
  /** Takes back `skip` and `remindLater`. */
  offerAgain(): Promise<Result<null>>;
  resumeNotifications(): Promise<Result<null>>;
  sendTestToast(): Promise<Result<null>>;

  log(level: Level): Promise<Result<LogReport>>; // the newest lines
  gatherReport(): Promise<Result<ReportText[]>>; // the contents of a bug report, which `saveReport` writes
  reportText(name: string): Promise<Result<string>>;
  saveReport(): Promise<Result<string | null>>; // a file dialog; the written file, or null if cancelled

  managed(): Promise<Result<ManagedReport>>; // by a policy; never uses the network
  administratorReport(): Promise<Result<string>>; // the text that `saveAdministratorReport` writes
  saveAdministratorReport(): Promise<Result<string | null>>; // a file dialog; the written file, or null if cancelled

  openLink(link: Link): Promise<Result<null>>;
  openFolder(folder: Folder): Promise<Result<null>>;
  openTerminal(go: TerminalGo): Promise<Result<TerminalReport>>;
  chooseArchive(): Promise<string | null>; // a file dialog
  cleanCache(): Promise<Result<Cleaned>>;
  caches(): Promise<Result<CachesReport>>; // reads every folder of the caches
  chooseFolder(): Promise<string | null>; // a file dialog
  /** The Go installations that Upgo did not install. */
  found(): Promise<Result<FoundGo[]>>;
  foundIn(folder: string): Promise<Result<FoundGo>>; // in a chosen folder; a problem if there is none
  copy(text: string): Promise<void>;

  /** The machine has changed, perhaps through the command line. The page reads everything again. */
  onChanged(look: () => void): () => void;
  /** The tray, a notification or a second start opens a place, perhaps with the plan of a change. */
  onNavigate(go: (to: Destination) => void): () => void;
  /** A file is dragged over the window, leaves it, or is dropped. */
  onDrop(on: (event: { kind: "over" } | { kind: "left" } | { kind: "dropped"; paths: string[] }) => void): () => void;
  /** Returns what a new window shows. */
  ready(): Promise<Destination>;
}
