// Plans that build programs of `go install`.
import { empty, step, type Planned } from "./plan-parts";
import type { Scenario } from "./scenario";

/** Programs built with an older Go. */
export const TOOLS = ["dlv", "gopls", "staticcheck"];

/** The programs that a plan without names builds. */
export function namesOf({ tools }: Scenario, which: "rebuilds" | "updates", fallback: string[]): string[] {
  const names = tools.tools.filter((tool) => tool[which]).map(({ name }) => name);
  return names.length > 0 ? names : fallback;
}

export function updateTools(names: string[], { overview, tools }: Scenario): Planned {
  const chosen = tools.tools.filter((tool) => names.includes(tool.name) && tool.updates);
  return {
    ...empty("updateTools", overview.current, overview.current),
    steps: chosen.map(({ name, version, latest, program }) =>
      step("updateTool", {
        version: overview.current,
        file: `${name} ${version} → ${latest}`,
        host: "proxy.golang.org",
        place: program,
      }),
    ),
    routine: false,
    command: `upgo tools update ${names.join(" ")}`.trim(),
  };
}

export function rebuildTools(names: string[], { overview, tools }: Scenario): Planned {
  const title = (name: string) => {
    const found = tools.tools.find((tool) => tool.name === name);
    const file = `${name} ${found?.version ?? "v0.20.0"}`;
    return { version: overview.current, file, host: "proxy.golang.org", place: found?.program ?? null };
  };
  return {
    ...empty("rebuildTools", overview.current, overview.current),
    steps: names.map((name) => step("rebuildTool", title(name))),
    routine: false,
    command: "upgo tools rebuild",
  };
}
