import type { ChangeRequest, InstalledVersion, Problem, Version } from "../../api/bindings";
import type { HomeView } from "../../app/home-view";
import type { IconName } from "../../components/icons";
import { someOf } from "../../text/change";
import { freedBy } from "../versions/unused";
import type { Say } from "./hero";
import { otherGo } from "./other-go";

/** A task that the user may want to do after a change. Only a problem is urgent. */
export interface LeftToDo {
  icon: IconName;
  title: string;
  second?: string;
  /** The label of the button, which shows a plan. */
  button?: string;
  request?: ChangeRequest;
  /** Instead of a request: a command of another program, which the button copies. */
  copies?: string;
  /** The button shows the list of versions that are no longer needed, instead of a plan. */
  reviews?: true;
  /** The button asks how to raise the projects to this version. */
  raisesTo?: Version;
  /** The row has a button that opens a terminal. */
  opensTerminal?: true;
  /** A problem of the change, whose texts take the place of these. */
  problem?: Problem;
  /** The row has the button that lets new terminals run the chosen Go. */
  putsFirst?: true;
}

type Done = Extract<HomeView, { kind: "done" }>;

/** The remaining tasks after a successful change. */
export function leftToDo(
  view: Done,
  say: Say,
  /** With their sizes, once known. */ installed: InstalledVersion[] = [],
): LeftToDo[] {
  if (!view.changed.changed) return [];
  return [
    ...newTerminal(view, say),
    ...warnings(view),
    ...outdatedTools(view, say),
    ...editors(view, say),
    ...stillRunning(view, say),
    ...projects(view, say),
    ...unused(view, say, installed),
  ];
}

/** The steps and the source of a change, in one line. */
export function summaryOf({ plan, changed }: Done, { words: { unusual, common, engine }, formats }: Say): string {
  const download = plan.steps.find((step) => step.kind === "download");
  const isVerified = plan.steps.some((step) => step.kind === "download" || step.kind === "readFile");
  const parts = [
    unusual.steps(plan.steps.length),
    download?.bytes && download.host && unusual.fromHost(formats.size(download.bytes), download.host),
    isVerified && unusual.digestMatched,
    changed.proof !== null && engine.proof.levels[changed.proof],
  ];
  return parts.filter(Boolean).join(common.separator);
}

/** A new terminal is needed, because terminals read PATH when they start. */
function newTerminal({ changed }: Done, { words: { unusual } }: Say): LeftToDo[] {
  if (!changed.pathChanged || changed.to === null) return [];
  return [{ icon: "windowConsole", title: unusual.newTerminal, second: unusual.newTerminalLine, opensTerminal: true }];
}

function warnings(view: Done): LeftToDo[] {
  const other = otherGo(view);
  return view.changed.warnings.map((problem) => ({
    icon: "warning",
    title: problem.message,
    problem,
    putsFirst: problem === other || undefined,
  }));
}

/** The files of the projects, and their builds on servers, may still name the vulnerable Go. */
function projects({ changed }: Done, { words: { projects } }: Say): LeftToDo[] {
  const { raisesTo } = changed;
  if (raisesTo === null) return [];
  const { title, line, button } = projects.raise;
  return [{ icon: "edit", title: title(raisesTo), second: line, button, raisesTo }];
}

/** Programs of `go install` contain the standard library of the Go that built them. */
function outdatedTools({ changed }: Done, { words }: Say): LeftToDo[] {
  const { outdatedTools: tools } = changed;
  if (tools.length === 0) return [];
  return [
    {
      icon: "arrowSync",
      title: words.unusual.rebuildTools(tools.length),
      second: words.unusual.rebuildToolsLine(someOf(tools, words)),
      button: words.unusual.rebuild,
      request: { kind: "rebuildTools", names: [] },
    },
  ];
}

/** A command of VS Code and the editors made from it, as their command palette finds it in every language. */
const RELOAD = "Developer: Reload Window";

function editors({ changed }: Done, { words: { unusual, common } }: Say): LeftToDo[] {
  return changed.editors.map((editor) => ({
    icon: "windowConsole",
    title: unusual.reload(editor),
    second: unusual.reloadLine,
    button: common.copyCommand,
    copies: RELOAD,
  }));
}

/** Running programs keep the Go that they were started with. */
function stillRunning({ plan, changed }: Done, { words: { unusual, common } }: Say): LeftToDo[] {
  if (!changed.switched) return [];
  const from = plan.from ?? common.unknownVersion;
  return plan.running.map(({ name }) => ({
    icon: "arrowSync",
    title: unusual.stillRunning(name, from),
    second: unusual.stillRunningLine,
  }));
}

/** Versions that could be removed: more than the settings keep, or else the previous version. */
function unused({ changed, overview }: Done, say: Say, installed: InstalledVersion[]): LeftToDo[] {
  const { unusual, engine, common } = say.words;
  const withSize = (title: string, versions: Version[]) =>
    [title, freedBy(versions, installed, say)].filter(Boolean).join(common.separator);
  if (changed.unused.length > 0) {
    return [
      {
        icon: "archive",
        title: withSize(unusual.unused(changed.unused.length), changed.unused),
        second: changed.unused.join(engine.list),
        button: unusual.seeWhich,
        reviews: true,
      },
    ];
  }
  const { from } = changed;
  const isKept =
    changed.switched && changed.action !== "rollback" && from !== null && overview?.installed.includes(from);
  if (!isKept) return [];
  return [
    {
      icon: "archive",
      title: withSize(unusual.keptForUndo(from), [from]),
      second: unusual.keptForUndoLine,
      button: unusual.removeNow,
      request: { kind: "remove", versions: [from], force: false },
    },
  ];
}
