import { beforeEach, expect, it } from "vitest";
import { settings, unmanaged, withheld } from "../api/scenarios/samples";
import { managed } from "./managed.svelte";
import { app } from "./state.svelte";

const install = (version: string) => ({ kind: "install", from: { kind: "release", version }, then: "use" }) as const;

beforeEach(() => {
  managed.report = null;
  app.settings = null;
});

it("permits everything until the policy is known, because the program decides", () => {
  expect(managed.permits(install("go1.27.1"))).toBe(true);
  expect(managed.manages(["proof"])).toBe(false);
});

it("permits the use of an installed version whose installation must wait, and not of a blocked one", () => {
  const versions = [withheld("go1.27.1", "ring", { until: "2026-09-11" }), withheld("go1.24.13", "blocked")];
  managed.report = { ...unmanaged, withheld: versions };
  expect(managed.permits({ kind: "use", version: "go1.27.1" })).toBe(true);
  expect(managed.permits({ kind: "use", version: "go1.24.13" })).toBe(false);
  expect(managed.permits({ kind: "upgrade", to: "go1.27.1", patch: false })).toBe(false);
  expect(managed.permits({ kind: "upgrade", to: null, patch: false })).toBe(true);
  expect(managed.permits(install("go1.27.1"))).toBe(false);
  expect(managed.permits(install("go1.26.7"))).toBe(true);
  expect(managed.permits({ kind: "remove", versions: ["go1.24.13"], force: false })).toBe(true);
});

it("takes a setting as managed before it knows by whom", () => {
  const report = settings();
  app.settings = {
    ...report,
    entries: report.entries.map((entry) => ({ ...entry, isManaged: entry.key === "background" })),
  };
  expect(managed.manages(["background", "close-to-tray"])).toBe(true);
  expect(managed.manages(["proof"])).toBe(false);
  expect(managed.settingOf(["background"])).toBeUndefined();
});
