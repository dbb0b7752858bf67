// The environment of the sample machine: the one in the pictures, and faulty ones.
import type { EnvironmentReport, PathEntry, Setting, Source, VariableReading } from "../bindings";
import { machine, problem } from "./machine";
import { HOME, type Scenario } from "./scenario";

const USER = "HKCU\\Environment";
const MACHINE = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";
const GO_ENV = "C:\\Users\\mei\\AppData\\Roaming\\go\\env";
const PLACES: Record<Source, string | null> = {
  process: null,
  user: USER,
  machine: MACHINE,
  go: GO_ENV,
  goroot: `${HOME}\\toolchains\\go1.27.1\\go.env`,
  default: null,
};

/** A variable with the values of its sources, in Go's order of precedence. */
function variable(name: string, values: Partial<Record<Source, string>>): VariableReading {
  const order: Source[] = ["process", "user", "machine", "go", "goroot", "default"];
  const settings = order.flatMap((source): Setting[] => {
    const value = values[source];
    return value === undefined ? [] : [{ source, value, place: PLACES[source] }];
  });
  const winner = settings[0];
  const effective = { value: winner?.value ?? null, from: winner?.source ?? null };
  return { name, here: effective, newTerminal: effective, settings };
}

const VARIABLES: VariableReading[] = [
  variable("GOROOT", { default: `${HOME}\\toolchains\\go1.27.1` }),
  variable("GOPATH", { user: "C:\\Users\\mei\\go", default: "C:\\Users\\mei\\go" }),
  variable("GOBIN", {}),
  variable("GOPROXY", {
    machine: "https://proxy.corp.example,direct",
    goroot: "https://proxy.golang.org,direct",
    default: "https://proxy.golang.org,direct",
  }),
  variable("GOPRIVATE", {}),
  variable("GOTOOLCHAIN", { goroot: "auto", default: "local" }),
  variable("GOARCH", { go: "386" }),
];

function entry(source: Source, text: string, different: Partial<PathEntry> = {}): PathEntry {
  const folder = text
    .replace("%SystemRoot%", "C:\\Windows")
    .replace("%LOCALAPPDATA%", "C:\\Users\\mei\\AppData\\Local")
    .replace("%USERPROFILE%", "C:\\Users\\mei");
  return { text, folders: folder === "" ? [] : [folder], source, duplicate: false, missing: false, ...different };
}

const ENTRIES: PathEntry[] = [
  ...[
    "%SystemRoot%\\system32",
    "%SystemRoot%",
    "%SystemRoot%\\System32\\Wbem",
    "%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\",
    "%SystemRoot%\\System32\\OpenSSH\\",
    "C:\\Program Files\\Git\\cmd",
    "C:\\Program Files\\dotnet\\",
    "C:\\Program Files\\nodejs\\",
  ].map((text) => entry("machine", text)),
  entry("user", "%USERPROFILE%\\AppData\\Local\\Microsoft\\WindowsApps"),
  entry("user", "%USERPROFILE%\\go\\bin"),
  entry("user", "%LOCALAPPDATA%\\Upgo\\current\\bin"),
  entry("user", "D:\\old\\go1.19\\bin", { missing: true }),
  entry("user", "%USERPROFILE%\\scoop\\shims"),
  entry("user", "C:\\Users\\mei\\go\\bin\\", { duplicate: true }),
];

/** The environment of the sample machine, with `entries` as its PATH. */
export function environmentOf(
  different: Partial<EnvironmentReport> = {},
  entries: PathEntry[] = ENTRIES,
): EnvironmentReport {
  const value = (source: "machine" | "user", key: string) => {
    const own = entries.filter((each) => each.source === source);
    const length = own.map(({ text }) => text).join(";").length;
    return { source, place: `${key}\\Path`, length, limit: 32_767, expands: true };
  };
  return {
    variables: VARIABLES,
    path: { entries, values: [value("machine", MACHINE), value("user", USER)] },
    goEnvFile: GO_ENV,
    warnings: [],
    ...different,
  };
}

/** As long as Windows accepts, with names that cannot be shortened. */
function longPath(): PathEntry[] {
  const deep = "\\\\fileserver.engineering.corp.example\\developer-tools\\languages\\golang\\windows-amd64";
  const own = Array.from({ length: 60 }, (_, index) =>
    entry("user", `${deep}\\tool-number-${index}-${"x".repeat(400)}`),
  );
  const odd = [
    entry("user", ""),
    entry("user", "%EVERYTHING%", { folders: ["C:\\a", "C:\\b"] }),
    entry("user", '"C:\\With; semicolon"', { folders: ["C:\\With; semicolon"] }),
  ];
  return [...ENTRIES.slice(0, 8), ...odd, ...own];
}

const byteOrderMark = problem(
  "UPGO-ENV-HIDDEN",
  `${GO_ENV} begins with a byte order mark, so Go ignores its first line`,
);

const unreadable = problem("UPGO-DISK-FAILED", `${GO_ENV} could not be read`, [
  "The device is not ready. (os error 21)",
]);

/** A machine on which Unix shells find Go. */
function onLinux(): Scenario {
  const base = machine();
  const home = "/home/mei/.local/share/upgo";
  const folders = ["/usr/local/bin", "/usr/bin", "/bin"].map((text) => ({
    ...entry("process", text),
    folders: [text],
  }));
  const own = { ...entry("user", `${home}/bin`), folders: [`${home}/bin`] };
  const value = { source: "process" as const, place: null, length: 72, limit: null, expands: false };
  return {
    ...base,
    about: { ...base.about, target: "linux-amd64", system: "linux", home },
    environment: {
      ...environmentOf(),
      variables: [
        variable("GOROOT", { default: `${home}/toolchains/go1.27.1` }),
        variable("GOPROXY", { user: "https://goproxy.cn,direct", goroot: "https://proxy.golang.org,direct" }),
        variable("GOTOOLCHAIN", { goroot: "auto" }),
      ],
      path: { entries: [own, ...folders], values: [value] },
      goEnvFile: "/home/mei/.config/go/env",
    },
    folder: "/home/mei/tools/bin",
  };
}

const gorootSet = variable("GOROOT", { user: "C:\\Go", default: `${HOME}\\toolchains\\go1.27.1` });

export const environmentScenarios: Record<string, () => Scenario> = {
  "environment-usual": () => machine(),
  "environment-goroot": () =>
    machine({
      environment: environmentOf({
        variables: VARIABLES.map((each) => (each.name === "GOROOT" ? gorootSet : each)),
        warnings: [byteOrderMark],
      }),
    }),
  "environment-linux": onLinux,
  "environment-long": () => machine({ environment: environmentOf({}, longPath()) }),
  "environment-empty-path": () => machine({ environment: environmentOf({}, ENTRIES.slice(0, 8)) }),
  "environment-loading": () => machine({ held: ["environment", "why"] }),
  "environment-error": () => machine({ problems: { environment: unreadable, why: unreadable } }),
};
