// Comparing the files of installed toolchains with the published releases.
import { untrack } from "svelte";
import type { VerifyReport, Version } from "../api/bindings";
import { app } from "./state.svelte";

/** The state of a toolchain's files: being read, or the result. */
export type Verified = "running" | VerifyReport;

class Verification {
  #known = $state.raw<Record<Version, Verified | undefined>>({});

  constructor() {
    // a repair invalidates earlier results
    $effect.root(() => {
      $effect(() => {
        const request = app.job.kind === "done" ? app.job.plan.request : null;
        if (request?.kind === "repairFiles") untrack(() => this.#learn(request.version, undefined));
      });
    });
  }

  /** The result for a version since the window opened; `undefined` if it was not verified. */
  of(version: Version | null): Verified | undefined {
    return version === null ? undefined : this.#known[version];
  }

  async start(version: Version): Promise<void> {
    if (this.of(version) === "running") return;
    this.#learn(version, "running");
    const answer = await app.client.verify(version);
    this.#learn(version, answer.status === "ok" ? answer.data : undefined);
    if (answer.status === "error") {
      const { error: problem } = answer;
      // if the list of files is missing, a repair recreates it
      const isRepair = problem.code === "UPGO-VERIFY-NO-MANIFEST";
      const retry = isRepair ? () => this.repair(version) : () => this.start(version);
      app.dialog = { kind: "problem", problem, retry: () => void retry() };
    }
  }

  /** Shows the plan that restores the files of a toolchain. */
  repair(version: Version): Promise<void> {
    return app.showPlan({ kind: "repairFiles", version });
  }

  #learn(version: Version, known: Verified | undefined) {
    this.#known = { ...this.#known, [version]: known };
  }
}

export const verification = new Verification();
