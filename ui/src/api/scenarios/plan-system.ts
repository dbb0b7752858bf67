// The plans about Go installations from other sources, as the engine would describe them.
import type { ChangeRequest, StepTitle, Version } from "../bindings";
import { type Planned, empty, pathLine, step } from "./plan-parts";
import { HOME, type Scenario } from "./scenario";

type OfSystem = Extract<
  ChangeRequest,
  { kind: "adopt" | "stepAside" | "keepSystem" | "systemInstall" | "systemUninstall" | "systemRepair" }
>;

const FOLDER = "C:\\Program Files\\Go";

/** The plan of a request about a Go installation from another source. */
export function ofSystem(request: OfSystem, { overview, versions }: Scenario): Planned {
  const old = versions.installed.find(({ origin }) => origin === "msi")?.version ?? overview.active?.version ?? null;
  const base = { ...empty(request.kind, old, overview.current), routine: false };
  const check = (version: Version | null) => step("check", { version });
  switch (request.kind) {
    case "adopt": {
      const isSystem = request.root === FOLDER;
      const version = isSystem ? old : (versions.installed.find(({ root }) => root === request.root)?.version ?? old);
      const steps = [
        ...bring(version),
        ...(isSystem ? uninstall(version) : []),
        ...(request.removeOld && !isSystem ? [step("setAside", { place: request.root })] : []),
        check(overview.current ?? version),
      ];
      const command = `upgo adopt '${request.root}'${request.removeOld ? " --remove-old" : ""}`;
      return { ...base, to: version, steps, downloadBytes: 122_012_544, diskBytes: 305_000_000, command };
    }
    case "stepAside":
      return {
        ...base,
        pathChanges: true,
        steps: [...aside(), check(overview.current)],
        command: "upgo env path first --machine",
      };
    case "keepSystem":
      return { ...base, steps: [step("changeSetting", { file: "system-wide" })], command: "upgo system keep" };
    case "systemInstall":
      return {
        ...base,
        to: overview.newest,
        steps: [
          secure(old),
          step("downloadPackage", {
            version: overview.newest,
            file: `${overview.newest}.windows-amd64.msi`,
            host: "go.dev",
          }),
          step("replaceSystem", { version: overview.newest, from: old, place: FOLDER, needsAdmin: true }),
        ],
        command: "upgo system install",
      };
    case "systemUninstall":
      return {
        ...base,
        to: null,
        destructive: true,
        steps: uninstall(old),
        command: `upgo system uninstall --arch ${request.arch}`,
      };
    case "systemRepair":
      return {
        ...base,
        to: old,
        steps: [step("repairSystem", { version: old, place: FOLDER, needsAdmin: true })],
        command: `upgo system repair --arch ${request.arch}`,
      };
  }
}

function bring(version: Version | null): StepTitle[] {
  return [
    step("download", { version, file: `${version}.windows-amd64.zip`, host: "go.dev", bytes: 64_012_544 }),
    step("unpack", { version, place: `${HOME}\\toolchains\\${version}` }),
    step("publish", { version }),
  ];
}

function secure(version: Version | null): StepTitle {
  return step("securePackage", { version, file: `${version}.windows-amd64.msi`, host: "go.dev", bytes: 58_000_000 });
}

function uninstall(version: Version | null): StepTitle[] {
  const remove = step("uninstallSystem", { version, from: version, place: FOLDER, needsAdmin: true });
  return [secure(version), remove, step("giveBack", {})];
}

function aside(): StepTitle[] {
  const folder = `${FOLDER}\\bin`;
  return [
    step("editPath", { diff: [pathLine("added", folder, "inPathLast")] }),
    step("editPath", { diff: [pathLine("removed", folder, undefined, { path: "machinePath" })], needsAdmin: true }),
  ];
}
