// What the buttons for a problem open, and the palette under the same names.
import type { Remedy } from "../api/remedies";
import { managed } from "./managed.svelte";
import { openSetting, settingsPlace } from "./settings-place.svelte";
import { app } from "./state.svelte";

function hasMirrors(): boolean {
  const mirrors = app.setting("mirrors");
  return Array.isArray(mirrors) && mirrors.length > 0;
}

/** Changes a setting that decides whom Upgo trusts, by a plan that is shown first. */
export function setTrusted(key: string, value: string | null): void {
  void app.showPlan({ kind: "settings", edits: [{ key, value }] });
}

/** What helps without knowing the problem, and whether it applies on this machine. */
export const opens = {
  log: { when: () => true, run: () => app.openSupport("log") },
  report: { when: () => true, run: () => app.openSupport("report") },
  caches: { when: () => true, run: () => openSetting("build-cache") },
  settingsFile: {
    when: () => true,
    run: () => void app.attempt(() => app.client.openFolder({ kind: "settingsFile" })),
  },
  openFolder: {
    when: () => true,
    run: () => void app.attempt(() => app.client.openFolder({ kind: "home" })),
  },
  testMirror: {
    when: hasMirrors,
    run: () => {
      settingsPlace.testsMirrors = true;
      openSetting("mirrors");
    },
  },
  removeMirrors: {
    when: () => hasMirrors() && !managed.manages(["mirrors"]),
    run: () => setTrusted("mirrors", null),
  },
} satisfies Partial<Record<Remedy, { when: () => boolean; run: () => void }>>;
