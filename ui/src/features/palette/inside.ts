// What the palette finds inside the pages: settings, findings and variables. Choosing one goes to its row.
import type { EnvironmentReport, Finding, SettingsReport } from "../../api/bindings";
import type { Action } from "../../app/action";
import { reveal, rowOf } from "../../app/reveal";
import { plain } from "../../text/plain";
import type { Catalogue } from "../../text/index.svelte";
import type { Control } from "../settings/controls";
import { projectControls, settingGroups } from "../settings/groups";
import { UPGO_ROW } from "../settings/upgo";
import type { Choice } from "./choices";

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
  findings: () => void;
  environment: () => void;
}

/** A choice for each setting and the version of Upgo, each finding that is not ignored, and each variable. */
export function insideChoices(known: Known, words: Catalogue, opens: Opens): Choice[] {
  const { places, tabs } = words.common;
  const groups = known.settings ? settingGroups(known.settings, words.settings, known.onWindows) : [];
  const { name, check, update, back, setting, restart } = words.settings.upgo;
  const upgo = { id: UPGO_ROW, icon: "arrowCircleUp" as const, title: name };
  /** What the buttons of a row say, other than what it can be. */
  const buttons: Record<string, string[]> = {
    [UPGO_ROW]: [check, update, back(""), setting, restart],
    "projects-from-editors": [words.projects.fromEditors],
    "ca-file": [words.engine.remedies.chooseCertificate],
  };
  const settings = known.settings
    ? [...groups.flatMap(({ controls }) => controls), ...projectControls(known.settings, words.settings), upgo]
    : [];
  const findings = known.findings.filter(({ ignored }) => !ignored);
  // a check may find several things; Environment shows them one after the other
  const first = findings.filter(({ id }, index) => findings.findIndex((other) => other.id === id) === index);
  return [
    ...first.map((finding) => ({
      action: row("finding", finding.id, `${tabs.findings}: ${titleOf(finding)}`, "stethoscope", () =>
        reveal(opens.findings, rowOf("finding-row", finding.id)),
      ),
      note: "",
    })),
    ...settings.map((control) => ({
      action: {
        ...row("setting", control.id, `${places.settings}: ${control.title}`, control.icon, () =>
          opens.settings(control.id),
        ),
        also: () => [valuesOf(control), words.settings.also[control.id], ...(buttons[control.id] ?? [])].join(" "),
      },
      note: "",
    })),
    ...(known.environment?.variables ?? []).map(({ name }) => ({
      action: row("variable", name, `${places.environment}: ${name}`, "bracesVariable", () =>
        reveal(opens.environment, rowOf("env-row", name)),
      ),
      note: "",
    })),
  ];
}

/** The words of what a setting can be: “dark” finds the theme. */
function valuesOf(control: Pick<Control, "title"> & { options?: { label: string }[] }): string {
  return (control.options ?? []).map(({ label }) => label).join(" ");
}

function titleOf({ title }: Finding): string {
  return plain(title);
}

function row(kind: string, id: string, title: string, icon: Action["icon"], run: () => void): Action {
  return { id: `${kind}-${id}`, group: "places", title: () => title, icon, when: () => true, run };
}
