// Rehearsals of the projects of the sample machine.
import type { RehearsalReport, RehearsedProject, Version } from "../bindings";
import { says } from "../said";
import { someProjects } from "./project-reports";

const MB = 1_000_000;

/** A project that works the same with both. */
function same(folder: string): RehearsedProject {
  const run = (milliseconds: number) => ({ passed: true, milliseconds, peakMemoryBytes: 420 * MB });
  const name = folder.split("\\").at(-1) ?? folder;
  return {
    folder,
    module: `example.com/${name}`,
    verdict: "same",
    reason: null,
    differences: [],
    more: 0,
    failingWithBoth: 0,
    passingTests: null,
    phases: [
      { phase: "build", from: run(8_200), to: run(7_900) },
      { phase: "vet", from: run(2_400), to: run(2_300) },
    ],
    binaries: [{ name: `${name}.exe`, fromBytes: 12.4 * MB, toBytes: 12.1 * MB }],
    fixes: null,
  };
}

/** A project with the result of `go fix`. */
function fixed(project: RehearsedProject): RehearsedProject {
  const places = { ledger: 24, billing: 12, "edge-proxy": 5 }[project.folder.split("\\").at(-1) ?? ""] ?? 0;
  const untouched = { outcome: "nothing" as const, passingTests: null, isCut: false, differences: [] };
  if (places === 0) {
    const nothing = says({ sentence: "fixesChangeNothing", values: {} });
    return { ...project, fixes: { ...untouched, says: nothing, places, files: 0, diff: "" } };
  }
  const values = {
    count: "40",
    places: { sentence: "fixesPlaces", values: { count: String(places) } },
    files: { sentence: "fixesFiles", values: { count: "3" } },
  };
  const diff = `--- a/main.go
+++ b/main.go
@@ -12,7 +12,7 @@
 func total(lines []line) int {
 	sum := 0
-	for i := 0; i < len(lines); i++ {
+	for i := range lines {
 		sum += lines[i].cents
 	}
 	return sum
`;
  const tested = says({ sentence: "fixesTested", values });
  return {
    ...project,
    fixes: { ...untouched, outcome: "works", passingTests: 40, says: tested, places, files: 3, diff },
  };
}

/** A test that fails only with the new Go. */
function broken(folder: string): RehearsedProject {
  const passes = same(folder);
  return {
    ...passes,
    verdict: "breaks",
    failingWithBoth: 1,
    phases: [
      ...passes.phases,
      {
        phase: "test",
        from: { passed: true, milliseconds: 12_400, peakMemoryBytes: 610 * MB },
        to: { passed: false, milliseconds: 11_800, peakMemoryBytes: 600 * MB },
      },
    ],
    differences: [
      {
        phase: "test",
        kind: "breaks",
        package: "example.com/ledger/export",
        test: "TestExportTotals",
        findings: [
          {
            file: `${folder}\\export\\export_test.go`,
            line: 88,
            column: null,
            text: 'got "1 204,50", want "1,204.50"',
            analyzer: null,
          },
        ],
      },
    ],
  };
}

/** A project that neither Go compiles. */
function failing(folder: string): RehearsedProject {
  const error = `main.go:3:31: cannot use "x" (untyped string constant) as int value in return statement`;
  const fails = { passed: false, milliseconds: 900, peakMemoryBytes: 90 * MB };
  return {
    ...same(folder),
    verdict: "failsWithBoth",
    reason: says({
      sentence: "rehearsalFails",
      values: { command: "go build", error: { sentence: "quoted", values: { text: error } } },
    }),
    failingWithBoth: 1,
    phases: [{ phase: "build", from: fails, to: fails }],
    binaries: [],
  };
}

/** A new finding of `go vet`. */
function differing(folder: string): RehearsedProject {
  const finding = {
    file: `${folder}\\internal\\mail\\send.go`,
    line: 31,
    column: 14,
    text: "non-constant format string in call to fmt.Errorf",
    analyzer: "printf",
  };
  return {
    ...same(folder),
    verdict: "differs",
    differences: [
      { phase: "vet", kind: "newFinding", package: "example.com/billing", test: null, findings: [finding] },
    ],
  };
}

function report(to: Version, tests: boolean, projects: RehearsedProject[]): RehearsalReport {
  const verdicts = projects.map(({ verdict }) => verdict);
  const verdict =
    (["breaks", "unknown", "failsWithBoth", "differs"] as const).find((each) => verdicts.includes(each)) ?? "same";
  return {
    at: "2026-09-02T07:02:00Z",
    from: "go1.26.5",
    to,
    tests,
    verdict,
    projects,
    milliseconds: 108_000,
    fixes: null,
    warnings: [],
  };
}

const folders = someProjects.projects.map(({ folder }) => folder);

/** All projects work the same. */
export function rehearsedAll(to: Version, tests: boolean): RehearsalReport {
  return report(to, tests, folders.map(same));
}

/** The same, and `go fix` was tried: it changes a few, and the tests of one read its own source. */
export function rehearsedFixes(to: Version): RehearsalReport {
  const places = { sentence: "fixesPlaces", values: { count: "41" } };
  const summary = { version: to, places, projects: { sentence: "fixesProjects", values: { count: "3" } } };
  const all = report(
    to,
    true,
    folders.map((folder) => fixed({ ...same(folder), passingTests: 40 })),
  );
  return {
    ...all,
    fixes: {
      says: says({ sentence: "fixesAllTested", values: { ...summary, count: "120" } }),
      places: 41,
      projects: 3,
    },
  };
}

/** One project fails with both. */
export function rehearsedFailing(to: Version, tests: boolean): RehearsalReport {
  return report(
    to,
    tests,
    folders.map((folder) => (folder.endsWith("ledger") ? failing(folder) : same(folder))),
  );
}

/** Many projects; the last one breaks. */
export function rehearsedMany(folders: string[]): RehearsalReport {
  const last = folders.length - 1;
  return report(
    "go1.27.1",
    true,
    folders.map((folder, index) => (index === last ? broken(folder) : same(folder))),
  );
}

/** One project breaks, and one has a new finding. */
export function rehearsedBroken(to: Version, tests: boolean): RehearsalReport {
  const projects = folders.map((folder) =>
    folder.endsWith("ledger") ? broken(folder) : folder.endsWith("billing") ? differing(folder) : same(folder),
  );
  return report(to, tests, projects);
}
