// A scenario: the state of a machine as the program would describe it, and its faults.
import type {
  About,
  CachesReport,
  Changed,
  ChangeRequest,
  Destination,
  DoctorReport,
  EnvironmentReport,
  FoundGo,
  HistoryReport,
  Job,
  LogReport,
  ManagedReport,
  MirrorTrial,
  Overview,
  PlanView,
  Problem,
  ProjectsReport,
  ProofChain,
  RehearsalJob,
  RehearsalRows,
  Row,
  SelfReport,
  SettingsImport,
  SettingsReport,
  ToolsReport,
  VerifyReport,
  Version,
  VersionsReport,
  WhatsNewReport,
  Queued,
  WhyRows,
  WslReport,
} from "../bindings";
import type { Client } from "../client";

export type Call = keyof Client;

export type Scenario = {
  overview: Overview;
  versions: VersionsReport;
  tools: ToolsReport;
  caches: CachesReport;
  /** The programs once the module proxies were asked. */
  toolsAsked: ToolsReport;
  wsl: WslReport;
  /** `wsl`, once each distribution was started and asked. */
  wslAsked: WslReport;
  /** The result of comparing a toolchain's files. */
  verify: (version: Version) => VerifyReport;
  proof: (version: Version) => ProofChain;
  history: HistoryReport;
  settings: SettingsReport;
  /** The result of testing an address as a mirror. */
  trial: (mirror: string) => MirrorTrial;
  environment: EnvironmentReport;
  /** Which Go runs in a folder, and why. */
  why: (folder: string | null) => WhyRows;
  /** What a search for projects finds. */
  projects: ProjectsReport;
  /** What the offered upgrades bring. */
  whatsNew: WhatsNewReport[];
  /** The rehearsal that runs, or the last one. */
  rehearsal: RehearsalJob;
  /** The result of the next rehearsal. */
  rehearsed: (to: Version) => RehearsalRows;
  doctor: DoctorReport;
  about: About;
  /** What is known of Upgo's own version. */
  upgo: SelfReport;
  /** `upgo`, once the publisher was asked. */
  upgoAsked: SelfReport;
  job: Job;
  /** The changes that wait. */
  waiting: Queued[];
  /** The place that the window opens at. */
  opensAt: Destination;
  /** The result of the file dialog; `null` if cancelled. */
  archive: string | null;
  /** The result of the folder dialog; `null` if cancelled. */
  folder: string | null;
  /** The Go installations that Upgo did not install. */
  found: FoundGo[];
  /** The result of the dialog that saves a file; `null` if cancelled. */
  exported: string | null;
  /** The result of the dialog for certificates; `null` if cancelled. */
  certificate: string | null;
  /** The changes of the settings file that is imported; `null` if cancelled. */
  imported: SettingsImport | null;
  /** Every line of Upgo's log. */
  log: LogReport;
  /** The texts of a bug report, by name. */
  report: Record<string, string>;
  /** The result of the dialog that saves the bug report; `null` if cancelled. */
  savedReport: string | null;
  /** What a policy decides. */
  managed: ManagedReport;
  /** The report for the administrator. */
  administratorReport: string;
  /** Calls that always fail with a problem. */
  problems: Partial<Record<Call, Problem>>;
  /** Calls that are answered only when the test releases them. */
  held: Call[];
  /** The machine changes while the first plan is shown, so `start` refuses it. */
  movesOnce: boolean;
  /** The answers of the mock itself. */
  refusals: Record<"cancelled" | "moved" | "noGo", Problem>;
  plans: Planned[];
};

/** A request with its plan, what that changes, and what is left to do then. */
export type Planned = {
  request: ChangeRequest;
  plan: PlanView | Problem;
  changed: Changed | null;
  left: Row[];
};

/** The time of all scenarios: 09:18 in Berlin, the sample machine's time zone. */
export const NOW = "2026-09-02T07:18:00Z";
