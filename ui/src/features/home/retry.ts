import type { HomeView } from "../../app/home-view";
import { app } from "../../app/state.svelte";

/** How Home repeats a failed change. The failure stays until then, so that its cause can be removed first. */
export function afterFailure({ plan }: Extract<HomeView, { kind: "failed" }>): {
  retry: () => void;
  withoutProof: () => void;
} {
  return {
    retry: () => {
      void app.client.dismissJob();
      void app.change(plan.request);
    },
    withoutProof: () => void app.showPlan(plan.request, true),
  };
}
