import type { HomeView } from "../../app/home-view";
import type { Say } from "./hero";

type Done = Extract<HomeView, { kind: "done" }>;

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
