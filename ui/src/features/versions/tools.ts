// The programs of `go install`: their order, their badges and their second line.
import type { InstalledTool, Job } from "../../api/bindings";
import type { IconName } from "../../components/icons";
import type { Tone } from "../../components/tone";
import type { Catalogue } from "../../text/index.svelte";

interface ToolMark {
  word: string;
  icon: IconName;
  tone: Tone;
}

/** The programs with something to do first, otherwise in the order of the program. */
export function inOrder(tools: InstalledTool[]): InstalledTool[] {
  const rank = (tool: InstalledTool) => (tool.updates ? 0 : tool.rebuilds ? 1 : 2);
  return tools.toSorted((one, other) => rank(one) - rank(other));
}

export function marksOfTool(tool: InstalledTool, { versions: { tools } }: Catalogue): ToolMark[] {
  const marks: [boolean, ToolMark][] = [
    [tool.latest !== null, { word: tools.available(tool.latest ?? ""), icon: "arrowCircleUpFilled", tone: "info" }],
    [tool.retracted, { word: tools.retracted, icon: "warningFilled", tone: "caution" }],
    [tool.outdated, { word: tools.outdated, icon: "warningFilled", tone: "caution" }],
  ];
  return marks.flatMap(([holds, mark]) => (holds ? [mark] : []));
}

/** The Go that built it, and what Upgo cannot do about it. */
export function detailOfTool(tool: InstalledTool, { common, versions: { tools } }: Catalogue): string {
  const { builtWith, update, obstacle, needs } = tool;
  const parts = [tools.builtWith(builtWith)];
  if (update === "local") parts.push(tools.states.local);
  else if (obstacle !== null) parts.push(tools.obstacle);
  else if (needs) parts.push(tools.needs(needs));
  else if (update in tools.states) parts.push(tools.states[update as keyof typeof tools.states]);
  return parts.join(common.separator);
}

export function isBuilding(tool: InstalledTool, job: Job): boolean {
  if (job.kind !== "working") return false;
  const { plan, progress } = job;
  return plan.steps.some(
    (step, index) =>
      (step.kind === "rebuildTool" || step.kind === "updateTool") &&
      step.place === tool.program &&
      progress.steps[index]?.state === "running",
  );
}
