// Plans that edit the files of projects.
import type { Difference } from "../bindings";
import { empty, type Planned, step } from "./plan-parts";
import { someProjects } from "./project-reports";
import type { Scenario } from "./scenario";

/** The named projects, otherwise those of the settings. */
export function projectsOf(named: string[]): string[] {
  return named.length > 0 ? named : someProjects.projects.map(({ folder }) => folder);
}

/** Other lines in the go.mod of each project. */
export function editProjects(
  action: "pin" | "raiseProjects",
  folders: string[],
  wanted: string | null,
  { overview }: Scenario,
): Planned {
  const version = wanted ?? overview.current;
  const line = (kind: Difference["kind"], text: string): Difference => ({
    kind,
    text,
    place: "go.mod:5",
    isEntry: false,
  });
  return {
    ...empty(action, overview.current, overview.current),
    about: version,
    steps: folders.map((place) =>
      step("editProject", {
        version,
        file: place.replace(/^.*[\\/]/, ""),
        place,
        diff: [line("removed", "toolchain go1.26.5"), line("added", `toolchain ${version}`)],
      }),
    ),
    routine: false,
    command: `upgo ${action === "pin" ? "projects pin" : "projects raise --go"} ${version ?? ""}`,
  };
}
