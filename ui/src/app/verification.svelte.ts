// Comparing the files of installed toolchains with what was published.
import { untrack } from "svelte";
import type { VerifyReport, Version } from "../api/bindings";
import { app } from "./state.svelte";

/** What is known of the files of a toolchain: they are being read, or what was found. */
export type Verified = "running" | VerifyReport;

class Verification {
  #known = $state.raw<Record<Version, Verified | undefined>>({});

  /** What is known of a version's files since the window opened; `undefined`: nobody has asked. */
  of(version: Version | null): Verified | undefined {
    return version === null ? undefined : this.#known[version];
  }

  /** Reads every file of a toolchain. */
  async start(version: Version): Promise<void> {
    if (this.of(version) === "running") return;
    this.#learn(version, "running");
    const answer = await app.client.verify(version);
    this.#learn(version, answer.status === "ok" ? answer.data : undefined);
    if (answer.status === "error") {
      const { error: problem } = answer;
      // without a list of the files, the repair is what makes one
      const isRepair = problem.code === "UPGO-VERIFY-NO-MANIFEST";
      const retry = isRepair ? () => this.repair(version) : () => this.start(version);
      app.dialog = { kind: "problem", problem, retry: () => void retry() };
    }
  }

  /** Shows what would put the files of a toolchain back. */
  repair(version: Version): Promise<void> {
    return app.showPlan({ kind: "repairFiles", version });
  }

  /** What was found counts no more. */
  forget(version: Version): void {
    this.#learn(version, undefined);
  }

  #learn(version: Version, known: Verified | undefined) {
    this.#known = { ...this.#known, [version]: known };
  }
}

export const verification = new Verification();

// after a repair it is to be looked at anew
$effect.root(() => {
  $effect(() => {
    if (app.job.kind !== "done") return;
    const { request } = app.job.plan;
    if (request.kind === "repairFiles") untrack(() => verification.forget(request.version));
  });
});
