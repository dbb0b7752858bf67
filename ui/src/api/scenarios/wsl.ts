// Distributions of WSL.
import type { WslDistribution, WslReport } from "../bindings";
import { says } from "../said";

function distribution(name: string, different: Partial<WslDistribution> = {}): WslDistribution {
  return {
    ...{ name, default: false, wslVersion: 2, go: "notAsked", program: null, realProgram: null, version: null },
    ...{ supported: null, vulnerabilities: null, windowsPrograms: [], why: null },
    ...different,
  };
}

function reportOf(distributions: WslDistribution[]): WslReport {
  return { distributions, warnings: [] };
}

const why = (sentence: string, values = {}) => says({ sentence, values });

const ofDocker = distribution("docker-desktop", { go: "leftAlone", why: why("wslOfContainers") });

export const noWsl = reportOf([]);

/** What a Windows with only a container program has. */
export const onlyDocker = reportOf([ofDocker]);

/** Distributions that nobody has asked yet. */
export const unaskedWsl = reportOf([
  distribution("Ubuntu-24.04", { default: true }),
  distribution("Debian"),
  distribution("Fedora-42"),
  distribution("kali-linux", { wslVersion: 1 }),
  distribution("openSUSE-Tumbleweed"),
  ofDocker,
]);

/** The same with each kind of answer. */
export const askedWsl = reportOf([
  distribution("Ubuntu-24.04", {
    ...{ default: true, go: "linux", program: "/home/mei/.local/share/upgo/bin/go", version: "go1.27.1" },
    ...{ realProgram: "/home/mei/.local/share/upgo/toolchains/go1.27.1/bin/go", supported: true, vulnerabilities: 0 },
  }),
  distribution("Debian", {
    ...{ go: "linux", program: "/usr/bin/go", version: "go1.24.13" },
    ...{ realProgram: "/usr/lib/go-1.24/bin/go", supported: false, vulnerabilities: 21 },
  }),
  distribution("Fedora-42", { go: "none" }),
  distribution("kali-linux", {
    ...{ wslVersion: 1, go: "windows", program: "/mnt/c/Users/mei/AppData/Local/mise/shims/go" },
    windowsPrograms: ["/mnt/c/Users/mei/AppData/Local/mise/shims/go"],
  }),
  distribution("openSUSE-Tumbleweed", { go: "unknown", why: why("wslTooSlow", { seconds: "60" }) }),
  ofDocker,
]);

/** Distributions without any Go. */
export const wslWithoutGo = reportOf([
  distribution("Ubuntu-24.04", { default: true, go: "none" }),
  distribution("Debian", { go: "none" }),
]);
