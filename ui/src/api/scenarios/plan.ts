// The engine's plans on a scenario's machine: a stand-in that is correct only for the scenarios.
import type {
  Action,
  ChangeRequest,
  Difference,
  GoCache,
  PlanView,
  Problem,
  RunningProgram,
  SettingEdit,
  SettingValue,
  StepTitle,
  Version,
} from "../bindings";
import { says } from "../said";
import { advised, problem, stated } from "./problems";
import { environmentEdit, unpinEditors } from "./plan-environment";
import { empty, nameOf, pathLine, type Planned, step } from "./plan-parts";
import { ofSystem } from "./plan-system";
import { namesOf, rebuildTools, TOOLS, updateTools } from "./plan-tools";
import { editProjects, projectsOf } from "./plan-projects";
import { releases } from "./releases";
import { BIN, HOME, type Scenario } from "./scenario";

const DOWNLOAD = 78_931_360;
const DISK = 268_000_000;

/** The plan of a request with the number `id`, or the reason why there is none. */
export function planOf(request: ChangeRequest, scenario: Scenario, id: number): PlanView | Problem {
  const plan = planned(request, scenario);
  if ("code" in plan) return plan;
  const needsAdmin = plan.steps.some((each) => each.needsAdmin);
  const name = nameOf(plan);
  const removed = request.kind === "removeUnused" ? [] : name.removed;
  return scenario.adjustPlan({ ...plan, ...name, removed, needsAdmin, id, request });
}

function planned(request: ChangeRequest, scenario: Scenario): Planned | Problem {
  const { overview } = scenario;
  switch (request.kind) {
    case "upgrade":
      return upgrade(request, scenario);
    case "use":
      return forward("use", scenario, request.version, `use ${plain(request.version)}`);
    case "install":
      return install(request, scenario);
    case "remove":
      return remove(scenario, request.versions);
    case "removeUnused":
      return {
        ...remove(scenario, overview.installed.filter((version) => version !== overview.current).slice(2)),
        command: "upgo remove --unused",
      };
    case "rollback":
      return rollback(request.id, scenario);
    case "addToPath":
      return {
        ...empty("addToPath", overview.current, overview.current),
        pathChanges: true,
        steps: [...pathSteps(), check(overview.current)],
        command: "upgo env path first",
      };
    case "environment":
      return {
        ...empty("environment", overview.current, overview.current),
        ...environmentEdit(request.edit, scenario.environment, check(overview.current)),
      };
    case "unpinEditors":
      return { ...empty("unpinEditors", overview.current, overview.current), ...unpinEditors() };
    case "import":
      return importAll(request.roots, scenario);
    case "setUp": // only the command line asks for these two
      return empty("setUp", overview.current, overview.current);
    case "moveGoCaches":
      return empty("environment", overview.current, overview.current);
    case "adopt":
    case "stepAside":
    case "keepSystem":
    case "systemInstall":
    case "systemUninstall":
    case "systemRepair":
      return ofSystem(request, scenario);
    case "repairFiles":
      return repairFiles(request.version, scenario);
    case "rebuildTools":
      return rebuildTools(request.names.length > 0 ? request.names : namesOf(scenario, "rebuilds", TOOLS), scenario);
    case "updateTools":
      return updateTools(request.names.length > 0 ? request.names : namesOf(scenario, "updates", []), scenario);
    case "cleanCaches":
      return cleanCaches(request.caches, scenario);
    case "removeDownloaded":
      return removeDownloaded(request.roots, scenario);
    case "settings":
      return settings(request.edits, scenario);
    case "updateSelf":
      return updateSelf(scenario);
    case "pin":
      return editProjects("pin", [request.folder], request.version, scenario);
    case "raiseProjects":
      return editProjects("raiseProjects", projectsOf(request.projects), request.go, scenario);
    case "fixProjects":
      return editProjects("fixProjects", projectsOf(request.projects), request.go, scenario);
  }
}

function repairFiles(version: Version, { overview }: Scenario): Planned {
  const [download] = bring(version);
  return {
    ...empty("repairFiles", overview.current, overview.current),
    about: version,
    steps: [
      ...(download ? [download] : []),
      step("repairFiles", { version, place: `${HOME}\\toolchains\\${version}` }),
    ],
    downloadBytes: DOWNLOAD,
    routine: false,
    command: `upgo verify ${plain(version)} --repair`,
  };
}

/** An update of Upgo itself. */
function updateSelf({ overview }: Scenario): Planned {
  const file = "0.2.0";
  const place = `${HOME}\\bin`;
  return {
    ...empty("updateSelf", overview.current, overview.current),
    steps: [
      step("downloadUpgo", { file, host: "github.com", bytes: 21_400_000 }),
      step("tryUpgo", { file }),
      step("replaceUpgo", { file, place }),
      step("tryUpgo", { file, place }),
    ],
    downloadBytes: 21_400_000,
    routine: false,
    command: "upgo self update",
  };
}

function cleanCaches(wanted: GoCache[], { overview, caches }: Scenario): Planned {
  const chosen = caches.caches.filter(({ cache }) => wanted.length === 0 || wanted.includes(cache));
  return {
    ...empty("cleanCaches", overview.current, overview.current),
    steps: chosen.map(({ cache, folder, size }) =>
      step(cache === "build" ? "cleanBuildCache" : "cleanModuleCache", {
        version: overview.current,
        place: folder,
        bytes: size?.bytes ?? null,
      }),
    ),
    freedBytes: chosen.reduce((sum, { size }) => sum + (size?.bytes ?? 0), 0),
    routine: false,
    destructive: true,
    command: `upgo cache clean-go ${chosen.map(({ cache }) => cache).join(" ")}`,
  };
}

/** Toolchains in Go's module cache. */
function removeDownloaded(roots: string[], { overview, versions }: Scenario): Planned {
  const found = versions.installed.filter(({ root }) => roots.includes(root));
  return {
    ...empty("cleanCaches", overview.current, overview.current),
    steps: found.map(({ version, root, sizeBytes }) =>
      step("deleteDownloaded", { version, place: root, bytes: sizeBytes }),
    ),
    freedBytes: found.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
    routine: false,
    destructive: true,
    command: `upgo remove --downloaded ${roots.join(" ")}`,
  };
}

function settings(edits: SettingEdit[], { overview, settings: { entries } }: Scenario): Planned {
  const text = (value: SettingValue) => (Array.isArray(value) ? value.join(", ") : String(value ?? ""));
  const line = (kind: Difference["kind"], place: string, text: string) =>
    text === "" ? [] : [{ kind, text, place, isEntry: false }];
  const steps = edits.flatMap(({ key, value }) => {
    const entry = entries.find((each) => each.key === key);
    const fallback = text(entry?.default ?? null);
    const now = entry?.isSet ? text(entry.value) : null;
    if (now === value) return [];
    const diff = [
      ...(now === null
        ? line("removed", says({ sentence: "keyDefault", values: { key } }), fallback)
        : line("removed", key, now)),
      ...(value === null
        ? line("added", says({ sentence: "keyDefault", values: { key } }), fallback)
        : line("added", key, value)),
    ];
    return [step("changeSetting", { file: key, diff })];
  });
  const commands = edits.map(({ key, value }) => (value === null ? `unset ${key}` : `set ${key} ${value}`));
  return {
    ...empty("settings", overview.current, overview.current),
    steps,
    routine: false,
    command: commands.map((command) => `upgo settings ${command}`).join(" && "),
  };
}

function install(request: ChangeRequest & { kind: "install" }, scenario: Scenario): Planned | Problem {
  const { from, then } = request;
  const version = from.kind === "release" ? from.version : versionIn(from.path);
  if (from.kind === "file" && version === null) return notAnArchive(from.path);
  if (from.kind === "file" && from.sha256 === null && !isOfficial(from.path)) return noDigest(from.path);
  const words = `install ${plain(version ?? "")} --use`;
  const plan = then === "use" ? forward("install", scenario, version, words) : bringOnly(scenario, version as Version);
  if ("code" in plan || from.kind === "release") return plan;
  const steps = plan.steps.map((each) =>
    each.kind === "download" ? step("readFile", { version, file: from.path, bytes: DOWNLOAD }) : each,
  );
  return { ...plan, steps, downloadBytes: null, routine: false, command: `upgo install ${from.path}` };
}

function versionIn(path: string): Version | null {
  return /go\d+(\.\d+)*((rc|beta)\d+)?/.exec(path)?.[0] ?? null;
}

/** Archives of the user's own builds have other names and no official checksum. */
function isOfficial(path: string): boolean {
  const name = path.split("\\").at(-1);
  return releases.some(({ version, sha256 }) => sha256 && name === `${version}.windows-amd64.zip`);
}

/** Installs a version without switching to it. */
function bringOnly(scenario: Scenario, version: Version): Planned {
  const steps = scenario.overview.installed.includes(version) ? [] : bring(version);
  return {
    ...empty("install", scenario.overview.current, version),
    ...sizesOf(steps),
    steps,
    command: `upgo install ${plain(version)}`,
  };
}

function upgrade({ to, patch }: ChangeRequest & { kind: "upgrade" }, scenario: Scenario): Planned | Problem {
  const { overview } = scenario;
  const action = overview.situation.kind === "not-permitted" ? "downgrade" : "upgrade";
  const wanted = to ?? (patch ? overview.patch : overview.offer)?.version ?? overview.newest;
  const words = to ? `upgrade --to ${plain(to)}` : patch ? "upgrade --patch" : "upgrade";
  return forward(action, scenario, wanted, words);
}

/** Installs a version if it is missing, and switches to it. */
function forward(action: Action, scenario: Scenario, wanted: string | null, words: string): Planned | Problem {
  const { overview } = scenario;
  const to = wanted?.replace(/^(?!go)/, "go") ?? null;
  if (to === null || !releases.some((each) => each.version === to)) return unknownVersion(to ?? "latest");
  const command = `upgo ${words}`;
  const base = { ...empty(action, overview.current ?? overview.active?.version ?? null, to), command };
  if (overview.current === to) return { ...base, routine: false };
  const isFirst = !overview.searched.some((folder) => folder.isUpgo);
  const steps = [
    ...(overview.installed.includes(to) ? [] : [...bring(to), step("test", { version: to })]),
    step("switch", { version: to, from: overview.current }),
    ...(isFirst ? pathSteps() : []),
    check(to),
  ];
  return {
    ...base,
    ...sizesOf(steps),
    pathChanges: isFirst,
    routine: !isFirst,
    steps,
    running: runningOf(scenario, overview.current),
  };
}

/** Each version once; the old folders stay. */
function importAll(roots: string[], { overview, found }: Scenario): Planned {
  const meant = found.filter(({ root, refusal }) => roots.includes(root) && refusal === null);
  const versions = meant.flatMap(({ version }) => version ?? []);
  const brought = [...new Set(versions)].sort().reverse();
  const first = meant.find(({ active }) => active)?.version ?? brought[0] ?? null;
  const to = overview.current ?? first;
  const activation =
    overview.current === null
      ? [step("test", { version: to }), step("switch", { version: to }), ...pathSteps(), check(to)]
      : [];
  const steps = [...brought.flatMap(bring), ...activation];
  return {
    ...empty("import", overview.current, to),
    ...sizesOf(steps),
    steps,
    about: brought[0] ?? null,
    pathChanges: overview.current === null,
    routine: false,
    command: ["upgo adopt --all", ...roots.map((root) => `"${root}"`)].join(" "),
  };
}

function remove(scenario: Scenario, versions: Version[]): Planned | Problem {
  const { overview } = scenario;
  if (versions.includes(overview.current ?? "")) {
    return stated(problem("UPGO-REMOVE-CURRENT", `${overview.current} is the current Go`), {
      sentence: "isCurrent",
      values: { version: overview.current ?? "" },
    });
  }
  const steps = versions.flatMap((version) => [
    step("unpublish", { version }),
    step("delete", { version, place: `${HOME}\\toolchains\\${version}`, bytes: sizeOnDisk(scenario, version) }),
  ]);
  const freedBytes = steps.reduce((sum, each) => sum + (each.bytes ?? 0), 0);
  const running = versions.flatMap((version) => runningOf(scenario, version));
  const command = `upgo remove ${versions.map(plain).join(" ")}`;
  return {
    ...empty("remove", versions[0] ?? null, null),
    steps,
    freedBytes,
    running,
    routine: false,
    destructive: steps.length > 0,
    command,
  };
}

function rollback(id: number | null, scenario: Scenario): Planned | Problem {
  const { entries } = scenario.history;
  const entry = entries.find((each) => (id === null ? each.undoable : each.id === id));
  if (!entry?.undoable) {
    return stated(
      problem(
        "UPGO-UNDO-BLOCKED",
        `change ${id ?? 0} cannot be undone: go1.24.13, the version before it, is no longer installed`,
      ),
      {
        sentence: "undoBlocked",
        values: { id: `${id ?? 0}`, reason: { sentence: "beforeItMissing", values: { version: "go1.24.13" } } },
      },
    );
  }
  if (entry.action === "updateSelf") {
    const file = scenario.upgo.backTo;
    return {
      ...empty("rollback", entry.to, entry.from),
      undoes: entry.id,
      steps: [step("restoreUpgo", { file, place: `${HOME}\\bin` })],
      routine: false,
      command: "upgo self rollback",
    };
  }
  const to = entry.action === "remove" ? entry.from : entry.to;
  const diff = entry.diff.map(reversed);
  const steps = [
    ...(entry.action === "remove" && to ? bring(to) : []),
    ...(entry.from && entry.to && entry.from !== entry.to
      ? [step("switch", { version: entry.from, from: entry.to })]
      : []),
    ...(diff.length > 0 ? [step("editPath", { diff })] : []),
    check(entry.action === "remove" ? scenario.overview.current : entry.from),
  ];
  const base = empty("rollback", entry.to, entry.from);
  return {
    ...base,
    ...sizesOf(steps),
    steps,
    undoes: entry.id,
    pathChanges: diff.length > 0,
    routine: diff.length === 0,
    command: `upgo rollback ${entry.id}`,
  };
}

function reversed(line: Difference): Difference {
  const { kind } = line;
  return { ...line, kind: kind === "added" ? "removed" : kind === "removed" ? "added" : kind };
}

function bring(version: Version): StepTitle[] {
  const file = `${version}.windows-amd64.zip`;
  return [
    step("download", { version, file, host: "go.dev", bytes: DOWNLOAD }),
    step("unpack", { version, place: `${HOME}\\toolchains\\${version}` }),
    step("publish", { version }),
  ];
}

function pathSteps(): StepTitle[] {
  return [
    step("editPath", { diff: [pathLine("added", BIN, "inPathFirst")] }),
    step("editPath", { diff: [pathLine("added", "C:\\Users\\mei\\go\\bin", "inPathLast")] }),
  ];
}

function check(version: Version | null): StepTitle {
  return step("check", { version });
}

function sizesOf(steps: StepTitle[]) {
  const unpack = steps.find((each) => each.kind === "unpack");
  return unpack ? { about: unpack.version, downloadBytes: DOWNLOAD, diskBytes: DISK } : {};
}

function sizeOnDisk(scenario: Scenario, version: Version): number | null {
  return scenario.versions.installed.find((each) => each.version === version)?.sizeBytes ?? null;
}

function runningOf(scenario: Scenario, version: Version | null): RunningProgram[] {
  return scenario.versions.installed.find((each) => each.version === version && each.origin === "upgo")?.running ?? [];
}

function plain(version: Version): string {
  return version.replace(/^go/, "");
}

function unknownVersion(version: string): Problem {
  return stated(problem("UPGO-VERSION-UNKNOWN", `there is no Go ${version}`), {
    sentence: "noSuchGo",
    values: { name: version },
  });
}

function notAnArchive(path: string): Problem {
  return problem("UPGO-ARCHIVE-DAMAGED", `${path} is not an archive of Go`);
}

function noDigest(path: string): Problem {
  const digest = "77e2b18ac04de28c1c9bb2b7e6cf0a5d9f2a8fd1f3c1f4bb1a2f39d5f04d9915";
  const known = stated(problem("UPGO-VERIFY-NO-DIGEST", ""), { sentence: "noOfficialDigest", values: { file: path } });
  const text = `The file's SHA-256 is ${digest}. Compare it with the one on https://go.dev/dl/.`;
  return advised(known, { sentence: "quoted", values: { text } });
}
