// Programs of `go install`.
import type { InstalledTool, PlanView, ToolsReport } from "../bindings";

const FOLDER = "C:\\Users\\mei\\go\\bin";

/** A program at its newest version, built with the Go in use. */
function tool(name: string, module: string, version: string, different: Partial<InstalledTool> = {}): InstalledTool {
  return {
    ...{ name, module, version, program: `${FOLDER}\\${name}.exe`, package: module, source: "module" },
    ...{ builtWith: "go1.27.1", outdated: false, rebuilds: false, obstacle: null },
    ...{ update: "current", latest: null, retracted: false, updates: false },
    ...different,
  };
}

const older: Partial<InstalledTool> = { builtWith: "go1.26.5", outdated: true, rebuilds: true };

function newer(latest: string): Partial<InstalledTool> {
  return { update: "available", latest, updates: true };
}

function reportOf(tools: InstalledTool[]): ToolsReport {
  return { go: "go1.27.1", folders: [FOLDER], tools, warnings: [] };
}

export const noTools = reportOf([]);

/** Programs with each kind of state. */
export const someTools = reportOf([
  tool("dlv", "github.com/go-delve/delve", "v1.25.2", { ...older, package: "github.com/go-delve/delve/cmd/dlv" }),
  tool("gofumpt", "mvdan.cc/gofumpt", "v0.9.1"),
  tool("gopls", "golang.org/x/tools/gopls", "v0.20.0", { ...older, ...newer("v0.22.0") }),
  tool("inhouse", "git.corp.example/tools", "v1.4.0", { update: "private" }),
  tool("notes", "example.com/notes", "(devel)", { source: "checkout", update: "local", obstacle: "local checkout" }),
  tool("staticcheck", "honnef.co/go/tools", "v0.7.0-rc.1", { ...newer("v0.7.0"), retracted: true }),
  tool("stringer", "golang.org/x/tools", "v0.40.0"),
]);

/** The same before any proxy was asked. */
export const unaskedTools = reportOf(
  someTools.tools.map((tool) =>
    tool.update === "available" || tool.update === "current"
      ? { ...tool, update: "unknown", latest: null, updates: false, retracted: false }
      : tool,
  ),
);

/** The programs after a plan that builds some of them. */
export function toolsAfter(report: ToolsReport, plan: PlanView): ToolsReport {
  const built = new Map(plan.steps.map(({ kind, place }) => [place, kind]));
  const after = (tool: InstalledTool): InstalledTool => {
    const kind = built.get(tool.program);
    if (kind !== "rebuildTool" && kind !== "updateTool") return tool;
    const now = { ...tool, builtWith: "go1.27.1", outdated: false, rebuilds: false };
    if (kind === "rebuildTool") return now;
    return { ...now, version: tool.latest, update: "current", latest: null, updates: false, retracted: false };
  };
  return { ...report, tools: report.tools.map(after) };
}
