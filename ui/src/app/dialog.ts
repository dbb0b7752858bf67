import type {
  ChangeRequest,
  EditScope,
  FoundGo,
  PlanView,
  Problem,
  RehearsalRows,
  Version,
  WhatsNewReport,
} from "../api/bindings";

/** The dialog that may be open, at most one. */
export type Dialog =
  | {
      kind: "plan";
      plan: PlanView;
      request: ChangeRequest;
      stale: boolean;
      withoutProof: boolean;
      /** The form to which Cancel leads back. */
      back: Dialog | null;
    }
  /** The form for a Go variable, with what was typed so far. */
  | { kind: "variable"; name: string; value: string; scope: EditScope }
  /** A request failed; `retry` repeats it. */
  | { kind: "problem"; problem: Problem; retry: (() => void) | null }
  /** The Go installations to import; `isChosen` if the user chose the folder of one. */
  | { kind: "import"; found: FoundGo[]; isChosen: boolean }
  /** The versions that can be removed: those that are no longer needed, or `all`. */
  | { kind: "unused"; all: boolean }
  | { kind: "news"; report: WhatsNewReport }
  /** Whether to rehearse the projects with a version, and how. */
  | { kind: "rehearse"; to: Version; raises: boolean }
  | { kind: "raise"; to: Version; ci: boolean }
  | { kind: "rehearsal"; report: RehearsalRows }
  | { kind: "help" }
  /** What helps with Upgo itself; `back` is the dialog that opened it. */
  | { kind: SupportKind; back: Dialog | null };

export type SupportKind = "log" | "report" | "administratorReport" | "licenses";
