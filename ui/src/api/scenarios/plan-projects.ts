// Plans that edit the files of projects.
import type { Difference } from "../bindings";
import { empty, type Planned, step } from "./plan-parts";
import { machineOf } from "./stage";
import type { Scenario } from "./scenario";

/** The named projects, otherwise those of the settings. */
export function projectsOf(named: string[]): string[] {
  return named.length > 0 ? named : machineOf("projects-some").projects.projects.map(({ folder }) => folder);
}

type Edit = "pin" | "raiseProjects" | "fixProjects";

const COMMANDS: Record<Edit, string> = {
  pin: "projects pin",
  raiseProjects: "projects raise --go",
  fixProjects: "projects fix --tried --go",
};

/** Other lines in the go.mod of each project, or in its source code. */
export function editProjects(action: Edit, folders: string[], wanted: string | null, { overview }: Scenario): Planned {
  const version = wanted ?? overview.current;
  const place = action === "fixProjects" ? "api/server.go:12" : "go.mod:5";
  const line = (kind: Difference["kind"], text: string): Difference => ({ kind, text, place, isEntry: false });
  const diff =
    action === "fixProjects"
      ? [line("removed", "\tfor i := 0; i < len(all); i++ {"), line("added", "\tfor i := range all {")]
      : [line("removed", "toolchain go1.26.5"), line("added", `toolchain ${version}`)];
  return {
    ...empty(action, overview.current, overview.current),
    about: version,
    steps: folders.map((place, index) =>
      step("editProject", {
        version,
        file: place.replace(/^.*[\\/]/, ""),
        place,
        // a large project has many such lines
        diff: action === "fixProjects" && index > 5 ? Array<Difference[]>(125).fill(diff).flat() : diff,
      }),
    ),
    routine: false,
    command: `upgo ${COMMANDS[action]} ${version ?? ""}`,
  };
}
