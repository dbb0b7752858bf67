// What a scenario is: a machine as the program would describe it, and where it misbehaves.
import type {
  About,
  Destination,
  DoctorReport,
  EnvironmentReport,
  HistoryReport,
  Job,
  MirrorTrial,
  Overview,
  PlanView,
  Problem,
  ProofChain,
  SettingsReport,
  VerifyReport,
  Version,
  VersionsReport,
  WhyReport,
} from "../bindings";
import type { Client } from "../client";

/** A question that the page asks of the program. */
export type Call = keyof Client;

export type Scenario = {
  overview: Overview;
  versions: VersionsReport;
  /** What comparing the files of a toolchain finds. */
  verify: (version: Version) => VerifyReport;
  /** Why a toolchain is believed to be what was published. */
  proof: (version: Version) => ProofChain;
  history: HistoryReport;
  settings: SettingsReport;
  /** How an address does as a mirror. */
  trial: (mirror: string) => MirrorTrial;
  environment: EnvironmentReport;
  /** Which Go runs in a folder, and why. */
  why: (folder: string | null) => WhyReport;
  doctor: DoctorReport;
  about: About;
  job: Job;
  /** Where the window shall be when it opens. */
  opensAt: Destination;
  /** What the file dialog gives; `null`: it is cancelled. */
  archive: string | null;
  /** What the dialog that chooses a folder gives; `null`: it is cancelled. */
  folder: string | null;
  /** What the dialog that saves the history gives; `null`: it is cancelled. */
  exported: string | null;
  /** Questions that are answered by a problem, each time. */
  problems: Partial<Record<Call, Problem>>;
  /** Questions that are answered only when the test says so. */
  held: Call[];
  /** The machine changes while the first plan is looked at: `start` refuses it. */
  movesOnce: boolean;
  /** What this machine makes different in a plan. */
  adjustPlan: (plan: PlanView) => PlanView;
};

/** The moment at which all scenarios play: 09:18 in Berlin, where the sample machine stands. */
export const NOW = "2026-09-02T07:18:00Z";

/** Upgo's home on the sample machine. */
export const HOME = "C:\\Users\\mei\\AppData\\Local\\Upgo";

/** The folder of Upgo's that is on PATH. */
export const BIN = `${HOME}\\current\\bin`;
