// Home where new terminals run another Go than Upgo chose, or where it is in doubt which one they run.
import type { Active, Origin, SearchedFolder, Version } from "../bindings";
import { says } from "../said";
import { knownOf } from "./advisories";
import { home, withoutGo } from "./home";
import { activeByUpgo, folder, foreignActive, searchedFolders } from "./machine";
import { supportOf } from "./releases";
import type { Scenario } from "./scenario";

/** A machine on which another Go comes first on PATH. */
export function shadowed(runs: Version | null, root: string, origin: Origin): Scenario {
  const winner: SearchedFolder = { ...folder(`${root}\\bin`), go: { version: runs, origin } };
  return home({
    situation: { kind: "shadowed", chosen: "go1.27.1", runs, root, origin },
    headline: null,
    active: foreignActive(runs, origin, root),
    support: runs === null ? null : supportOf(runs),
    vulnerabilities: knownOf(runs),
    searched: [folder("C:\\Windows\\system32"), winner, ...searchedFolders("go1.27.1").slice(1)],
  });
}

function current(different: Partial<Active>): Scenario {
  return home({ active: { ...activeByUpgo("go1.27.1"), ...different } });
}

export const terminalScenarios: Record<string, () => Scenario> = {
  "home-unsure": () =>
    withoutGo({
      situation: { kind: "unsure" },
      searched: ["/usr/local/bin", "/usr/bin", "/bin"].map(folder),
      places: [],
    }),
  "home-shadowed": () => shadowed("go1.25.7", "C:\\Program Files\\Go", "msi"),
  "home-shadowed-unknown": () => shadowed(null, "D:\\tools\\go", "unknown"),
  "home-terminals-differ": () => current({ other: { terminal: "login", version: "go1.26.6", root: "/usr/local/go" } }),
  "home-not-asked": () => {
    const because = says({ sentence: "shellNotBySetting", values: {} });
    return current({ known: "computed", at: null, because });
  },
};
