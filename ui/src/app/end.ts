import type { Job } from "../api/bindings";

/** Holds back the end of a change until the machine after it is known, so that nothing old stands below its title. */
export function endWithFacts(look: () => Promise<void>, show: (job: Job) => void): (job: Job) => void {
  let last: Job["kind"] | null = null;
  let held: Job | null = null;
  const letGo = () => {
    const job = held;
    held = null;
    if (job !== null) show(job);
  };
  return (job) => {
    letGo();
    const isEnd = last === "working" && job.kind !== "working";
    last = job.kind;
    held = job;
    const letThisGo = () => {
      if (held === job) letGo();
    };
    if (isEnd) void look().then(letThisGo);
    else letGo();
  };
}
