import { tick } from "svelte";
import type { ChangeRequest } from "../api/bindings";
import { changeName } from "../text/change";
import { fill } from "../text/fill";
import { text } from "../text/index.svelte";
import { type Action, changing } from "./action";
import { archive } from "./archive.svelte";
import { PALETTE_KEYS } from "./navigation";
import { openPalette } from "./offer";
import { answers, rehearse, upgrade, upgradePatch, whatChanges } from "./offer-actions";
import { ofPages } from "./page-actions";
import { goTo, moreSettings, tabs, tools, wsl } from "./place-actions";
import { app } from "./state.svelte";
import { verification } from "./verification.svelte";

const back = () => app.overview?.back ?? null;
const lastChange = () => app.overview?.lastChange ?? null;

const addToPath = changing({
  id: "add-to-path",
  title: () => text.engine.changes.addToPath.button,
  icon: "bracesVariable",
  request: () => ({ kind: "addToPath" }),
  when: () => app.overview?.situation.kind === "not-on-path",
});

/** The engine knows the last change, even one that the page has not heard of yet. */
const UNDO_LAST: ChangeRequest = { kind: "rollback", id: null };

/** Undo through a key or the palette always shows its plan. */
const undo: Action = {
  id: "undo",
  group: "actions",
  title: () => {
    const version = back()?.id === lastChange()?.id ? back()?.version : null;
    if (version) return fill(text.engine.changes.goBack.title, { to: version });
    const last = lastChange();
    return last ? text.common.undoOf(changeName(last, "noun", text)) : text.common.undo;
  },
  icon: "arrowUndo",
  also: () => text.palette.also.undo,
  keys: ["Ctrl+Z"],
  request: () => UNDO_LAST,
  command: () => "upgo rollback",
  when: () => app.mayChange && lastChange()?.undoable === true,
  run: () => void app.showPlan(UNDO_LAST),
};

const check: Action = {
  id: "check",
  group: "actions",
  title: () => text.common.checkNow,
  also: () => text.palette.also.check,
  icon: "arrowSync",
  keys: ["F5"],
  command: () => "upgo check",
  when: () => !app.checking,
  run: () => void app.check(),
};

/** F5 refreshes what the page shows. */
const examine: Action = {
  id: "examine",
  group: "actions",
  title: () => text.common.checkAgain,
  also: () => text.palette.also.examine,
  icon: "stethoscope",
  keys: ["F5"],
  command: () => "upgo doctor",
  when: () => app.place === "health" && !app.health.isLooking,
  run: () => void app.health.look(),
};

const installFromFile: Action = {
  id: "install-from-file",
  group: "actions",
  title: () => text.common.installFromFile,
  also: () => `${text.common.chooseFile} ${text.palette.also["install-from-file"]}`,
  icon: "folderOpen",
  when: () => app.mayChange,
  run: () => void archive.choose(),
};

const current = () => app.overview?.current ?? null;

const verify: Action = {
  id: "verify-files",
  group: "actions",
  title: () => text.common.verifyFiles,
  also: () => text.palette.also["verify-files"],
  icon: "shieldCheckmark",
  command: () => `upgo verify ${current()?.replace("go", "")}`,
  when: () => current() !== null,
  run: () => {
    app.go("versions");
    void verification.start(current() ?? "");
  },
};

/** Whether Home lists the known vulnerabilities, which it does not during a change or when another Go comes first. */
function listsVulnerabilities(): boolean {
  const { overview, job } = app;
  const known = overview?.vulnerabilities?.vulnerabilities.length ?? 0;
  return known > 0 && job.kind === "idle" && overview?.situation.kind !== "shadowed";
}

const showVulnerabilities: Action = {
  id: "show-vulnerabilities",
  group: "actions",
  title: () => text.common.showVulnerabilities,
  also: () => text.palette.also.vulnerabilities,
  icon: "shieldError",
  command: () => "upgo audit",
  when: listsVulnerabilities,
  run: () => {
    app.go("home");
    void tick().then(() => document.querySelector<HTMLElement>("[data-id=vulnerabilities] button")?.focus());
  },
};

const removeUnused = changing({
  id: "remove-unused",
  title: () => text.engine.changes.removeUnused.title,
  also: () => `${text.unusual.seeWhich} ${text.palette.also.remove}`,
  icon: "delete",
  request: () => ({ kind: "removeUnused" }),
  command: () => "upgo remove --unused",
  when: () => (app.overview?.installed.length ?? 0) > 1,
});

const cancel: Action = {
  id: "cancel",
  group: "actions",
  title: () => text.palette.cancelChange,
  icon: "dismiss",
  also: () => text.common.undo,
  when: () => app.job.kind === "working" && !app.job.cancelling,
  run: () => void app.client.cancelJob(),
};

/** The actions in the palette besides the pages, in order. */
export const actions = {
  upgrade,
  upgradePatch,
  addToPath,
  undo,
  examine,
  check,
  installFromFile,
  verify,
  showVulnerabilities,
  rehearse,
} as const;

/** All actions, including one for each installed version that is not in use. The palette lists the available ones. */
export function allActions(): Action[] {
  const switches = (app.overview?.installed ?? []).map(switchTo);
  return [
    ...Object.values(actions),
    cancel,
    ...answers,
    ...switches,
    removeUnused,
    ...ofPages,
    windowActions.help,
    ...goTo,
    ...tabs,
    whatChanges,
    tools,
    wsl,
    moreSettings,
  ];
}

function switchTo(version: string): Action {
  return changing({
    id: `use-${version}`,
    title: () => fill(text.engine.changes.use.title, { to: version }),
    icon: "arrowSwap",
    request: () => ({ kind: "use", version }),
    command: () => `upgo use ${version}`,
    when: () => app.overview?.current !== version,
  });
}

/** Actions on the window instead of Go. The palette does not list them. */
export const windowActions = {
  palette: {
    id: "palette",
    group: "actions",
    title: () => text.common.searchOrRun,
    icon: "search",
    keys: PALETTE_KEYS,
    when: () => app.dialog === null,
    run: openPalette,
  },
  help: {
    id: "help",
    group: "actions",
    title: () => text.support.help,
    also: () => text.palette.also.help,
    icon: "questionCircle",
    keys: ["F1"],
    when: () => app.dialog === null,
    run: () => {
      app.dialog = { kind: "help" };
    },
  },
} satisfies Record<string, Action>;
