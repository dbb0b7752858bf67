import type { Problem, WslReport } from "../../api/bindings";
import { app } from "../../app/state.svelte";

/** The look into the distributions of WSL. Its result stays while other pages are shown. */
class WslLook {
  report = $state.raw<WslReport | null>(null);
  problem = $state.raw<Problem | null>(null);
  isLooking = $state.raw(false);
  /** Whether the user stopped the last look. */
  isStopped = $state.raw(false);
  /** Whether the distributions were asked, so that the report says more than the registry. */
  isAsked = $state.raw(false);

  /** Starts each distribution, because the user wants it. */
  async look(): Promise<void> {
    [this.isLooking, this.isStopped, this.problem] = [true, false, null];
    const answer = await app.client.lookInWsl();
    this.isLooking = false;
    if (answer.status === "ok") [this.report, this.isAsked] = [answer.data, true];
    else if (answer.error.code === "UPGO-CANCELLED") this.isStopped = true;
    else this.problem = answer.error;
  }

  stop(): void {
    void app.client.cancelWsl();
  }
}

export const wslLook = new WslLook();
