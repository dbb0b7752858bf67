// What the first screen's buttons request. The palette and the keys request the same (actions.ts).
import type { ChangeRequest, Version } from "../api/bindings";
import { app } from "./state.svelte";

/** The request for the version that the button names, even if a newer one has been released since. */
export function upgradeTo(version: Version | null): ChangeRequest {
  return { kind: "upgrade", to: version, patch: false };
}

/** The request for the offered release, which may be the first Go of this machine. */
export function offered(): ChangeRequest {
  const version = app.overview?.offer?.version;
  const isFirst = !app.overview?.active && version;
  return isFirst ? { kind: "install", from: { kind: "release", version }, then: "use" } : upgradeTo(version ?? null);
}

export function takeOffer(): void {
  void app.change(offered());
}

/** Asks how to try the offered release on the user's projects. */
export function rehearseOffer(): void {
  const to = app.overview?.offer?.version;
  if (to) app.dialog = { kind: "rehearse", to };
}

/** Takes back that a release was skipped or postponed. */
export function offerAgain(): void {
  void app.attempt(() => app.client.offerAgain());
}

export function openPalette(): void {
  app.paletteOpen = true;
}
