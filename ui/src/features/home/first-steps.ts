// What the first installation did: where Go is, what is on PATH, and how to undo it.
import type { HomeView } from "../../app/home-view";
import type { IconName } from "../../components/icons";
import { type Say, sentences } from "./hero";

interface FirstStep {
  icon: IconName;
  title: string;
  /** The folders that the step is about. */
  folders: string[];
  line: string;
}

type Done = Extract<HomeView, { kind: "done" }>;

/** Whether the change was the first one: it brought a Go and edited PATH, and no terminal ran Upgo's before. */
export function isFirst({ plan, changed }: Done): boolean {
  const brings = ["install", "upgrade", "import"].includes(plan.action);
  return brings && changed.changed && changed.switched && changed.pathChanged && plan.from === null;
}

/** The three steps; only what the plan has done. */
export function firstSteps({ plan, changed }: Done, say: Say): FirstStep[] {
  const { unusual } = say.words;
  const places = (kind: string) => plan.steps.filter((step) => step.kind === kind);
  const added = places("editPath")
    .flatMap(({ diff }) => diff)
    .filter(({ kind, isEntry }) => kind === "added" && isEntry);
  const versions = plan.action === "import" ? unusual.first.installedAll : unusual.first.installed(changed.to ?? "Go");
  return [
    {
      icon: "boxMultiple",
      title: versions,
      folders: places("unpack").flatMap(({ place }) => place ?? []),
      line: unusual.first.installedLine,
    },
    {
      icon: "bracesVariable",
      title: unusual.first.onPath(added.length),
      folders: added.map(({ text }) => text),
      line: sentences(say, unusual.first.onPathLine, changed.known === "asked" && unusual.first.askedShell) ?? "",
    },
    { icon: "arrowUndo", title: unusual.first.undo, folders: [], line: unusual.first.undoLine },
  ];
}
