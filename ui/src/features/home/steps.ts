import type { PlanView, Progress, StepTitle } from "../../api/bindings";
import { listed } from "../../api/steps";
import type { StepItem } from "../../components/StepList.svelte";
import type { Say } from "./hero";
import { timeLeft } from "./unusual-hero";

/** The steps of a running plan, with the numbers of the running step. */
export function stepItems(plan: PlanView, progress: Progress, say: Say): StepItem[] {
  return listed(plan.steps).map(({ step, places }) => {
    const { state, milliseconds } = soFar(places.map((place) => progress.steps[place]));
    const isRunning = state === "running";
    return {
      title: step.name,
      state,
      stateWord: say.words.unusual.stepStates[state],
      numbers: isRunning ? numbersOf(step, progress, say) : null,
      // the bar has the only percentage: that of a step would be another one
      side: isRunning || milliseconds === null ? null : say.formats.duration(milliseconds),
    };
  });
}

type Part = Progress["steps"][number];

/** How far the steps are that are listed as one. */
function soFar(parts: (Part | undefined)[]): Pick<Part, "state" | "milliseconds"> {
  const known = parts.filter((part) => part !== undefined);
  const states = new Set(known.map(({ state }) => state));
  const [state = "waiting"] = states;
  if (states.size > 1) {
    const decisive = [...states].find((each) => each !== "done" && each !== "waiting");
    return { state: decisive ?? "running", milliseconds: null };
  }
  const times = known.flatMap(({ milliseconds }) => milliseconds ?? []);
  return { state, milliseconds: times.length === parts.length ? times.reduce((sum, each) => sum + each, 0) : null };
}

/** The text of the progress bar for screen readers: percentage, numbers, and the running step. */
export function progressWords(plan: PlanView, progress: Progress, say: Say): string {
  const items = stepItems(plan, progress, say);
  const running = items.find((item) => item.state === "running");
  const percent = progress.fraction === null ? null : say.formats.percent(progress.fraction);
  return [percent, running?.title, running?.numbers, timeLeft(progress, say)]
    .filter(Boolean)
    .join(say.words.common.separator);
}

function numbersOf(step: StepTitle, { transfer, unpacked }: Progress, { words, formats }: Say): string | null {
  if ((step.kind === "download" || step.kind === "readFile") && transfer !== null) {
    return [
      formats.progress(transfer.done, transfer.total),
      transfer.bytesPerSecond !== null && formats.rate(transfer.bytesPerSecond),
    ]
      .filter(Boolean)
      .join(words.common.separator);
  }
  const isUnpacked = (step.kind === "unpack" || step.kind === "repairFiles") && unpacked !== null;
  return isUnpacked ? formats.progress(unpacked.done, unpacked.total) : null;
}
