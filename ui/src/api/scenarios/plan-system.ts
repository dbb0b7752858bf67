// The plans of a Go that everybody on the machine has: what the engine would show of them.
import type { ChangeRequest } from "../bindings";
import { type Planned, empty, step } from "./plan-parts";
import { HOME, type Scenario } from "./scenario";

type OfSystem = Extract<
  ChangeRequest,
  { kind: "adopt" | "stepAside" | "keepSystem" | "systemInstall" | "systemUninstall" | "systemRepair" }
>;

/** The plan of a request that is about somebody else's Go. */
export function ofSystem(request: OfSystem, { overview }: Scenario): Planned {
  const runs = overview.active?.version ?? null;
  const base = { ...empty(request.kind, runs, overview.current), routine: false };
  const check = step("check", { version: overview.current });
  switch (request.kind) {
    case "adopt":
      return {
        ...base,
        to: runs,
        steps: [
          step("download", { version: runs, file: `${runs}.windows-amd64.zip`, host: "go.dev", bytes: 64_012_544 }),
          step("unpack", { version: runs, place: `${HOME}\\toolchains\\${runs}` }),
          check,
        ],
        command: `upgo adopt "${request.root}"`,
      };
    case "stepAside":
      return { ...base, pathChanges: true, steps: [check], command: `upgo step-aside "${request.root}"` };
    default:
      return { ...base, steps: [check] };
  }
}
