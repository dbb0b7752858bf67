// Which Go runs on the sample machine, outside projects and in the project of the pictures.
import type { ChainLink, Fix, Then, Version, WhyReport } from "../bindings";
import { machine, problem } from "./machine";
import { BIN, HOME, type Scenario } from "./scenario";

const PROJECT = "C:\\src\\telemetry";

function link(cause: ChainLink["cause"], value: string, effect: string, rest: Partial<ChainLink> = {}): ChainLink {
  return { cause, value, effect, decides: false, fix: null, ...rest };
}

function install(version: Version, then: Then): Fix {
  const command = `upgo install ${version.replace(/^go/, "")}${then === "use" ? " --use" : ""}`;
  return { plan: "install", command, request: { kind: "install", from: { kind: "release", version }, then } };
}

const onPath = link("path", BIN, `${BIN} is the first folder on your PATH that contains Go; it is go1.27.1 (upgo)`);
const mayGoOn = link(
  "gotoolchain",
  "auto",
  "GOTOOLCHAIN is auto, set by Go's own defaults: Go may switch to a newer toolchain, on PATH or downloaded",
);

/** The answer for a new terminal, and for a folder without requirements. */
export function whyElsewhere(_folder: string | null): WhyReport {
  return {
    program: { path: `${BIN}\\go.exe`, version: "go1.27.1", root: `${HOME}\\toolchains\\go1.27.1`, origin: "upgo" },
    toolchain: { version: "go1.27.1", from: "local" },
    works: true,
    problem: null,
    chain: [onPath, link("switch", "go1.27.1", "Upgo's switch selects go1.27.1", { decides: true }), mayGoOn],
    warnings: [],
  };
}

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
        { decides: true },
      ),
      link("toolchain", "go1.28rc1", "go1.28rc1 is neither on PATH nor in Go's module cache, so Go downloads it", {
        fix: install("go1.28rc1", "keep"),
      }),
    ],
  };
}

/** GOTOOLCHAIN=local keeps Go at a version that is too old for the project. */
function tooOld(folder: string | null): WhyReport {
  const elsewhere = whyElsewhere(folder);
  if (folder === null) return elsewhere;
  const file = `${folder}\\go.mod`;
  const held = "GOTOOLCHAIN is local, set by `go env -w` in C:\\Users\\mei\\AppData\\Roaming\\go\\env";
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
    problem: problem(
      "UPGO-GO-TOO-OLD",
      `${file} needs Go 1.28, but go1.27.1 runs here, because GOTOOLCHAIN is local`,
      "The go command stops here.",
      "Use Go 1.28 or newer, or run `go env -w GOTOOLCHAIN=auto` so that Go can switch to it.",
      ["go: go.mod requires go >= 1.28 (running go 1.27.1; GOTOOLCHAIN=local)"],
    ),
    chain: [
      ...elsewhere.chain.slice(0, 2).map((each) => ({ ...each, decides: false })),
      link("gotoolchain", "local", `${held}: Go switches to no other toolchain`, { decides: true, fix }),
      link("go.mod", file, "go.mod says `go 1.28`: no effect, because GOTOOLCHAIN=local"),
    ],
  };
}

function withoutGo(): WhyReport {
  return {
    program: null,
    toolchain: null,
    works: false,
    problem: problem(
      "UPGO-GO-MISSING",
      "no folder on PATH contains Go",
      "Nothing was changed.",
      "Run `upgo install latest --use`.",
    ),
    chain: [link("path", "", "no folder on PATH contains Go", { decides: true, fix: install("go1.27.1", "use") })],
    warnings: [],
  };
}

const gone = problem("UPGO-USAGE", `${PROJECT} does not exist`, "Nothing was changed.", "Name an existing folder.");

export const whyScenarios: Record<string, () => Scenario> = {
  "why-project": () => machine({ why: inProject }),
  "why-too-old": () => machine({ why: tooOld }),
  "why-no-go": () => machine({ why: withoutGo }),
  "why-cancelled": () => machine({ folder: null }),
  "why-folder-gone": () => machine({ problems: { why: gone } }),
};
