// Which Go runs on the sample machine, outside projects and in the project of the pictures.
import type { ChainLink, Fix, Then, Version, WhyReport } from "../bindings";
import { type Stated, says } from "../said";
import { machine, problem } from "./machine";
import { BIN, HOME, type Scenario } from "./scenario";

const PROJECT = "C:\\src\\telemetry";

/** A link with what stands below its name; without, the name says it all. */
function link(
  cause: ChainLink["cause"],
  value: string,
  effect: string,
  version: Version | null,
  line: Stated | null,
  rest: Partial<ChainLink> = {},
): ChainLink {
  return { cause, value, effect, line: line && says(line), version, decides: false, fix: null, ...rest };
}

function install(version: Version, then: Then): Fix {
  const command = `upgo install ${version.replace(/^go/, "")}${then === "use" ? " --use" : ""}`;
  return { plan: "install", command, request: { kind: "install", from: { kind: "release", version }, then } };
}

const onPath = link(
  "path",
  BIN,
  `${BIN} is the first folder on your PATH that has a go; it is go1.27.1 (upgo)`,
  "go1.27.1",
  { sentence: "entryOn", values: { entry: BIN, path: { sentence: "userPath", values: {} } } },
);
const mayGoOn = link(
  "gotoolchain",
  "auto",
  "GOTOOLCHAIN is auto, set by Go's own defaults: Go may switch to a newer toolchain, on PATH or downloaded",
  "go1.27.1",
  {
    sentence: "setBy",
    values: { place: { sentence: "byGo", values: {} }, effect: { sentence: "maySwitch", values: {} } },
  },
);

/** The answer for a new terminal, and for a folder without requirements. */
export function whyElsewhere(_folder: string | null): WhyReport {
  return {
    program: { path: `${BIN}\\go.exe`, version: "go1.27.1", root: `${HOME}\\toolchains\\go1.27.1`, origin: "upgo" },
    toolchain: { version: "go1.27.1", from: "local" },
    works: true,
    problem: null,
    known: "computed",
    at: null,
    because: null,
    answered: null,
    chain: [
      onPath,
      link("switch", "go1.27.1", "Upgo's switch selects go1.27.1", "go1.27.1", null, { decides: true }),
      mayGoOn,
    ],
    warnings: [],
  };
}

const willDownload = { sentence: "willDownload", values: { version: "go1.28rc1" } } satisfies Stated;

/** The project requires a newer toolchain, which Go would have to download. */
function inProject(folder: string | null): WhyReport {
  const elsewhere = whyElsewhere(folder);
  if (folder === null) return elsewhere;
  return {
    ...elsewhere,
    toolchain: { version: "go1.28rc1", from: "download" },
    chain: [
      ...elsewhere.chain.map((each) => ({ ...each, decides: false })),
      link(
        "go.mod",
        `${folder}\\go.mod`,
        "go.mod says `go 1.27.0` and `toolchain go1.28rc1`: its `toolchain` line requires go1.28rc1",
        "go1.28rc1",
        {
          sentence: "modRequires",
          values: {
            file: "go.mod",
            lines: { sentence: "twoLines", values: { one: "`go 1.27.0`", other: "`toolchain go1.28rc1`" } },
            line: "toolchain",
            version: "go1.28rc1",
          },
        },
        { decides: true },
      ),
      link(
        "toolchain",
        "go1.28rc1",
        "go1.28rc1 is neither on PATH nor in Go's module cache, so Go downloads it",
        "go1.28rc1",
        willDownload,
        {
          fix: install("go1.28rc1", "keep"),
        },
      ),
    ],
  };
}

/** GOTOOLCHAIN=local keeps Go at a version that is too old for the project. */
function tooOld(folder: string | null): WhyReport {
  const elsewhere = whyElsewhere(folder);
  if (folder === null) return elsewhere;
  const file = `${folder}\\go.mod`;
  const goEnv = "C:\\Users\\mei\\AppData\\Roaming\\go\\env";
  const held = `GOTOOLCHAIN is local, set by \`go env -w\` in ${goEnv}: Go switches to no other toolchain`;
  const setBy = {
    sentence: "setBy",
    values: {
      place: { sentence: "inGoEnv", values: { file: goEnv } },
      effect: { sentence: "neverSwitches", values: {} },
    },
  } satisfies Stated;
  const unmet = {
    sentence: "modFixed",
    values: { file: "go.mod", lines: "`go 1.28`", value: "local" },
  } satisfies Stated;
  const fix = {
    plan: "environment",
    command: "upgo env unset GOTOOLCHAIN --scope go",
    request: {
      kind: "environment" as const,
      edit: { kind: "unset" as const, name: "GOTOOLCHAIN", scope: "go" as const },
    },
  };
  return {
    ...elsewhere,
    works: false,
    problem: problem("UPGO-GO-TOO-OLD", `${file} needs Go 1.28, but go1.27.1 runs here, because GOTOOLCHAIN is local`, [
      "go: go.mod requires go >= 1.28 (running go 1.27.1; GOTOOLCHAIN=local)",
    ]),
    chain: [
      ...elsewhere.chain.slice(0, 2).map((each) => ({ ...each, decides: false })),
      link("gotoolchain", "local", held, "go1.27.1", setBy, { decides: true, fix }),
      link("go.mod", file, "go.mod says `go 1.28`: no effect, because GOTOOLCHAIN=local", "go1.27.1", unmet),
    ],
  };
}

function withoutGo(): WhyReport {
  return {
    program: null,
    toolchain: null,
    works: false,
    problem: problem("UPGO-GO-MISSING", "no folder on PATH contains Go"),
    known: "computed",
    at: null,
    because: null,
    answered: null,
    chain: [
      link("path", "", "no folder on PATH has a go", null, null, { decides: true, fix: install("go1.27.1", "use") }),
    ],
    warnings: [],
  };
}

const gone = problem("UPGO-USAGE", `${PROJECT} does not exist`);

export const whyScenarios: Record<string, () => Scenario> = {
  "why-project": () => machine({ why: inProject }),
  "why-too-old": () => machine({ why: tooOld }),
  "why-no-go": () => machine({ why: withoutGo }),
  "why-cancelled": () => machine({ folder: null }),
  "why-folder-gone": () => machine({ problems: { why: gone } }),
};
