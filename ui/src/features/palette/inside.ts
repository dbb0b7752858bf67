// What the palette finds inside the pages: settings, findings and variables. Choosing one goes to its row.
import { tick } from "svelte";
import type { EnvironmentReport, Finding, SettingsReport } from "../../api/bindings";
import type { Action } from "../../app/actions";
import { plain } from "../../text/plain";
import type { Catalogue } from "../../text/index.svelte";
import { settingGroups } from "../settings/groups";
import { UPGO_ROW } from "../settings/upgo";
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
export interface Opens {
  /** Settings finds the row itself, because it may be folded away. */
  settings: (row: string) => void;
  health: () => void;
  environment: () => void;
}

/** A choice for each setting and the version of Upgo, each finding that is not ignored, and each variable. */
export function insideChoices(known: Known, words: Catalogue, opens: Opens): Choice[] {
  const { places } = words.common;
  const groups = known.settings ? settingGroups(known.settings, words.settings, known.onWindows) : [];
  const upgo = { id: UPGO_ROW, icon: "arrowCircleUp" as const, title: words.settings.upgo.name };
  const settings = groups.length > 0 ? [...groups.flatMap(({ controls }) => controls), upgo] : [];
  const findings = known.findings.filter(({ ignored }) => !ignored);
  // a check may find several things; Health shows them one after the other
  const first = findings.filter(({ id }, index) => findings.findIndex((other) => other.id === id) === index);
  return [
    ...first.map((finding) => ({
      action: row("finding", finding.id, `${places.health}: ${titleOf(finding)}`, "stethoscope", () =>
        reveal(opens.health, "finding-row", finding.id),
      ),
      note: "",
    })),
    ...settings.map(({ id, icon, title }) => ({
      action: row("setting", id, `${places.settings}: ${title}`, icon, () => opens.settings(id)),
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

function titleOf({ title }: Finding): string {
  return plain(title);
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
      row.scrollIntoView({ block: "center" });
      row.querySelector<HTMLElement>("input, select, button:not(:disabled)")?.focus();
      return;
    }
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
}
