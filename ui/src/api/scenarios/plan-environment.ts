// The plan of an edit of the environment, as the engine would describe it.
import type { Difference, EnvironmentEdit, EnvironmentReport, PathEdit, StepTitle } from "../bindings";
import { pathLine, type Planned, step } from "./plan-parts";

type Scope = EnvironmentEdit["scope"];

const KEYS: Record<Scope, string> = {
  user: "HKCU\\Environment",
  machine: "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment",
  go: "C:\\Users\\mei\\AppData\\Roaming\\go\\env",
};

/** The settings file of VS Code. */
export const VS_CODE = "C:\\Users\\mei\\AppData\\Roaming\\Code\\User\\settings.json";

/** The steps and the equivalent command. `check` is the last step of an edit of PATH. */
export function environmentEdit(edit: EnvironmentEdit, report: EnvironmentReport, check: StepTitle): Partial<Planned> {
  const scope = edit.scope === "user" ? "" : ` --scope ${edit.scope}`;
  if (edit.kind === "path") {
    const diff = edit.edits.flatMap((wish) => ofWish(wish, edit.scope, report));
    const steps = diff.length === 0 ? [] : [step("editPath", { diff, needsAdmin: edit.scope === "machine" }), check];
    return { steps, pathChanges: true, routine: false, command: `upgo env path${scope}` };
  }
  const setting = report.variables
    .find(({ name }) => name === edit.name)
    ?.settings.find(({ source }) => source === edit.scope);
  const line = (kind: Difference["kind"], value: string): Difference => ({
    kind,
    text: `${edit.name}=${value}`,
    place: KEYS[edit.scope],
    isEntry: false,
  });
  const diff = [
    ...(setting ? [line("removed", setting.value)] : []),
    ...(edit.kind === "set" ? [line("added", edit.value)] : []),
  ];
  const words = edit.kind === "set" ? `set ${edit.name} ${edit.value}` : `unset ${edit.name}`;
  const steps = diff.length === 0 ? [] : [step("editVariables", { diff, place: KEYS[edit.scope] })];
  return { steps, routine: false, command: `upgo env ${words}${scope}` };
}

/** The removal of what selects a Go from the settings of VS Code. */
export function unpinEditors(): Partial<Planned> {
  const line = (text: string): Difference => ({ kind: "removed", text, place: VS_CODE, isEntry: false });
  const diff = [line("go.alternateTools.go=C:\\sdk\\go1.26.5\\bin\\go.exe"), line("go.goroot=C:\\sdk\\go1.26.5")];
  return { steps: [step("editEditors", { diff })], routine: false, command: "upgo doctor --fix editor.pins-go" };
}

function ofWish(wish: PathEdit, scope: Scope, { path }: EnvironmentReport): Difference[] {
  const on = { path: scope === "user" ? "userPath" : "machinePath" } as const;
  if (wish === "deduplicate") {
    const twice = path.entries.filter(({ source, duplicate }) => source === scope && duplicate);
    return twice.map(({ text }) => pathLine("removed", text, undefined, on));
  }
  const written = (dir: string) => path.entries.find(({ folders }) => folders[0] === dir)?.text ?? dir;
  if (wish.remove !== undefined) return [pathLine("removed", written(wish.remove), undefined, on)];
  if (wish.moveTo !== undefined) {
    const { dir, position } = wish.moveTo;
    return [
      pathLine("moved", written(dir), "inPathAt", { ...on, at: String(position), count: String(path.entries.length) }),
    ];
  }
  return [pathLine("added", wish.appendLast ?? wish.putFirst ?? "", "inPathLast", on)];
}
