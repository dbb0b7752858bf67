// The actions about the offered upgrade: to take it, to see what it changes, to try it first, and other answers to it.
import type { Offer } from "../api/bindings";
import { fill } from "../text/fill";
import { text } from "../text/index.svelte";
import { type Action, changing } from "./action";
import { takenIn } from "./home-view";
import { offerAgain, offered, rehearseOffer, remindOfOffer, skipOffer, upgradeTo } from "./offer";
import { reveal, rowOf } from "./reveal";
import { app } from "./state.svelte";

export const offer = () => app.overview?.offer ?? null;
const patch = () => app.overview?.patch ?? null;

function commandOf(offer: Offer | null): string {
  return `upgo upgrade --to ${offer?.version.replace("go", "")}`;
}

export const upgrade = changing({
  id: "upgrade",
  title: () => {
    const version = offer()?.version ?? "";
    const { upgrade, install, use } = text.engine.changes;
    const change = !app.overview?.active ? install : app.home.kind === "not-permitted" ? use : upgrade;
    return fill(change.title, { to: version });
  },
  icon: "arrowCircleUp",
  // the palette shows the plan first
  also: () => text.common.whatWillHappen,
  request: offered,
  command: () => (app.overview?.active ? commandOf(offer()) : "upgo install latest --use"),
  when: () => offer() !== null,
});

export const upgradePatch = changing({
  id: "upgrade-patch",
  title: () => fill(text.engine.changes.upgrade.title, { to: patch()?.version ?? "" }),
  icon: "arrowCircleUp",
  request: () => upgradeTo(patch()?.version ?? null),
  command: () => commandOf(patch()),
  when: () => patch() !== null,
});

export const rehearse: Action = {
  id: "rehearse",
  group: "actions",
  title: () => text.home.tryFirst,
  also: () => text.projects.rehearsal.tryVersion(offer()?.version ?? ""),
  icon: "beaker",
  command: () => `upgo rehearse ${offer()?.version.replace("go", "")}`,
  when: () => offer() !== null && app.overview?.active !== null,
  run: rehearseOffer,
};

export const whatChanges: Action = {
  id: "what-changes",
  group: "places",
  title: () => `${text.common.places.home}: ${text.projects.news.title}`,
  icon: "folder",
  also: () => text.common.showDetails(""),
  when: () => offer() !== null && app.overview?.active !== null,
  run: () => void reveal(() => app.go("home"), rowOf("for-you")),
};

/** The ways to answer an offer other than to take it. */
export const answers: Action[] = [
  {
    id: "later",
    group: "actions",
    title: () => text.palette.remindTomorrow,
    icon: "clock",
    also: () => text.common.later,
    when: isAsked,
    run: () => remindOfOffer(offer()?.version ?? "", "tomorrow"),
  },
  {
    id: "later-in-a-week",
    group: "actions",
    title: () => text.common.remindInAWeek,
    icon: "clock",
    also: () => text.common.later,
    when: isAsked,
    run: () => remindOfOffer(offer()?.version ?? "", "nextWeek"),
  },
  {
    id: "skip",
    group: "actions",
    title: () => text.common.skipThisVersion,
    icon: "dismiss",
    when: isAsked,
    run: () => skipOffer(offer()?.version ?? ""),
  },
  {
    id: "offer-again",
    group: "actions",
    title: () => text.home.offerVersionAgain(app.overview?.skipped ?? offer()?.version ?? ""),
    icon: "arrowUndo",
    also: () => `${text.home.offerAgain} ${text.home.remindNow}`,
    when: () => app.home.kind === "postponed" || app.home.kind === "skipped" || app.overview?.skipped != null,
    run: offerAgain,
  },
];

/** Whether Home waits for an answer to an offer. */
function isAsked(): boolean {
  return takenIn(app.home) !== null;
}
