// What the first screen's buttons request. The palette and the keys request the same (offer-actions.ts).
import type { ChangeRequest, Version } from "../api/bindings";
import { fill } from "../text/fill";
import { text } from "../text/index.svelte";
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
  if (to) app.dialog = { kind: "rehearse", to, raises: false };
}

/** Offers the release no more; a newer one is offered. */
export function skipOffer(version: Version): void {
  void app.attemptAndSay(
    () => app.client.skip(version),
    () => fill(text.engine.headlines.skipped, { to: version }),
    () => ({ title: text.common.undo, run: offerAgain }),
  );
}

export function remindOfOffer(version: Version, when: "tomorrow" | "nextWeek"): void {
  const { remindedTomorrow, remindedNextWeek } = text.home;
  void app.attemptAndSay(
    () => app.client.remindLater(version, when),
    () => (when === "tomorrow" ? remindedTomorrow : remindedNextWeek)(version),
    () => ({ title: text.common.undo, run: offerAgain }),
  );
}

export function offerAgain(): void {
  void app.attempt(() => app.client.offerAgain());
}

export function openPalette(): void {
  app.paletteOpen = true;
}
