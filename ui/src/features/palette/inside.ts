// What the palette finds inside the pages: settings, findings and variables. Choosing one goes to its row.
import { tick } from "svelte";
import type { EnvironmentReport, Finding, SettingsReport } from "../../api/bindings";
import type { Action } from "../../app/actions";
import { findingTitle } from "../../text/finding";
import type { Catalogue } from "../../text/index.svelte";
import { settingGroups } from "../settings/groups";
import type { Choice } from "./choices";

/** How long a page may take to draw a row that is looked for, in frames. */
const PATIENCE = 180;

/** What the palette knows about the pages; `null` is not known yet. */
export interface Known {
  settings: SettingsReport | null;
  onWindows: boolean;
  findings: readonly Finding[];
  environment: EnvironmentReport | null;
}

/** How the palette opens the pages. */
export type Opens = Record<"settings" | "health" | "environment", () => void>;

/** A choice for each setting, each finding that is not ignored, and each variable. */
export function insideChoices(known: Known, words: Catalogue, opens: Opens): Choice[] {
  const { places } = words.common;
  const groups = known.settings ? settingGroups(known.settings, words.settings, known.onWindows) : [];
  const mirrors = { id: "mirrors", icon: "globe" as const, title: words.settings.mirrors.title };
  const settings = known.settings ? [...groups.flatMap(({ controls }) => controls), mirrors] : [];
  const findings = known.findings.filter(({ ignored }) => !ignored);
  // a check may find several things; Health shows them one after the other
  const first = findings.filter(({ id }, index) => findings.findIndex((other) => other.id === id) === index);
  return [
    ...first.map((finding) => ({
      action: row("finding", finding.id, `${places.health}: ${findingTitle(finding, words)}`, "stethoscope", () =>
        reveal(opens.health, "finding-row", finding.id),
      ),
      note: "",
    })),
    ...settings.map(({ id, icon, title }) => ({
      action: row("setting", id, `${places.settings}: ${title}`, icon, () => reveal(opens.settings, "setting-row", id)),
      note: "",
    })),
    ...(known.environment?.variables ?? []).map(({ name }) => ({
      action: row("variable", name, `${places.environment}: ${name}`, "bracesVariable", () =>
        reveal(opens.environment, "env-row", name),
      ),
      note: "",
    })),
  ];
}

function row(kind: string, id: string, title: string, icon: Action["icon"], run: () => void): Action {
  return { id: `${kind}-${id}`, group: "places", title: () => title, icon, when: () => true, run };
}

/** Opens a page and moves the focus into one of its rows, as soon as the page has drawn it. */
async function reveal(open: () => void, testid: string, id: string): Promise<void> {
  open();
  await tick();
  for (let frame = 0; frame < PATIENCE; frame++) {
    const row = document.querySelector<HTMLElement>(`main [data-testid="${testid}"][data-id="${CSS.escape(id)}"]`);
    if (row) {
      for (let fold = row.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
        fold.open = true;
      }
      row.scrollIntoView({ block: "center" });
      row.querySelector<HTMLElement>("input, select, button:not(:disabled)")?.focus();
      return;
    }
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
}
