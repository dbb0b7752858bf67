// Rehearsals of the projects of the sample machine.
import type { RehearsalRows, Row, Version } from "../bindings";
import { says, type Stated } from "../said";
import { someProjects } from "./project-reports";
import { quotedIn, rowOf } from "./rows";

const TIMES = "go build 8.2 s → 7.9 s · go vet 2.4 s → 2.3 s";

function project(folder: string, tone: Row["tone"], badge: string, rows: Row[], second: string | null = null): Row {
  const path = { file: folder, line: null, column: null };
  return rowOf(tone, quotedIn(`example.com/${nameOf(folder)}`), {
    ...{ badge: says({ sentence: badge, values: {} }), path, rows, second },
  });
}

function nameOf(folder: string): string {
  return folder.split("\\").at(-1) ?? folder;
}

function figures(folder: string, times = TIMES): Row {
  return rowOf("neutral", quotedIn(`${times} · ${nameOf(folder)}.exe 12.4 MB → 12.1 MB`));
}

function counted(sentence: string, count: number): Row {
  return rowOf("neutral", { sentence, values: { count: String(count) } });
}

function difference(tone: Row["tone"], badge: string, about: string, file: string, line: number, said: string): Row {
  return rowOf(tone, quotedIn(about), {
    badge: says({ sentence: badge, values: {} }),
    rows: [rowOf("info", quotedIn(said), { path: { file, line, column: null } })],
    few: 5,
  });
}

/** A project that works the same with both. */
function same(folder: string): Row {
  return project(folder, "good", "rehearseIsSame", [figures(folder)]);
}

/** A project with the result of `go fix`. */
function fixed(folder: string): Row {
  const count = { ledger: 24, billing: 12, "edge-proxy": 5 }[nameOf(folder)];
  const places = { sentence: "fixesPlaces", values: { count: String(count) } };
  const files = { sentence: "fixesFiles", values: { count: "3" } };
  const what: Stated = count
    ? { sentence: "fixesTested", values: { count: "40", places, files } }
    : { sentence: "fixesChangeNothing", values: {} };
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
  const fixes = rowOf(
    count ? "info" : "neutral",
    { sentence: "atPlace", values: { place: "go fix", what } },
    { quoted: count ? diff : null, few: 12 },
  );
  return project(folder, "good", "rehearseIsSame", [counted("rehearsePassing", 40), figures(folder), fixes]);
}

/** A test that fails only with the new Go. */
function broken(folder: string): Row {
  return project(folder, "bad", "rehearseIsBroken", [
    difference(
      ...(["bad", "rehearseFailsNow", "go test example.com/ledger/export TestExportTotals"] as const),
      ...([`${folder}\\export\\export_test.go`, 88, 'got "1 204,50", want "1,204.50"'] as const),
    ),
    counted("rehearseFailing", 1),
    figures(folder, `${TIMES} · go test 12.4 s → 11.8 s`),
  ]);
}

/** A project that neither Go compiles. */
function failing(folder: string): Row {
  const error = quotedIn(
    `main.go:3:31: cannot use "x" (untyped string constant) as int value in return statement`,
  );
  const text = { sentence: "rehearsalFails", values: { command: "go build", error } };
  const second = says({ sentence: "fullSentence", values: { text } });
  return project(folder, "neutral", "rehearseIsFailing", [counted("rehearseFailing", 1)], second);
}

/** A new finding of `go vet`. */
function differing(folder: string): Row {
  const said = "non-constant format string in call to fmt.Errorf (printf)";
  return project(folder, "info", "rehearseIsDifferent", [
    difference(
      ...(["caution", "rehearseNewFinding", "go vet example.com/billing"] as const),
      ...([`${folder}\\internal\\mail\\send.go`, 31, said] as const),
    ),
    figures(folder),
  ]);
}

function report(to: Version, tone: Row["tone"], title: Stated, rows: Row[]): RehearsalRows {
  const order = ["bad", "neutral", "info", "good"];
  const sorted = rows.toSorted((one, other) => order.indexOf(one.tone) - order.indexOf(other.tone));
  return {
    at: "2026-09-02T07:02:00Z",
    milliseconds: 108_000,
    from: "go1.26.5",
    to,
    canFix: false,
    row: rowOf(tone, title, { rows: sorted, few: 8 }),
    warnings: [],
  };
}

const folders = someProjects.projects.map(({ folder }) => folder);

function headline(sentence: string, to: Version, values: Stated["values"] = {}): Stated {
  return { sentence, values: { from: "go1.26.5", to, count: String(folders.length), ...values } };
}

/** All projects work the same. */
export function rehearsedAll(to: Version): RehearsalRows {
  return report(to, "good", headline("rehearseBuilds", to), folders.map(same));
}

/** The same, and `go fix` was tried: it changes a few, and the tests of one read its own source. */
export function rehearsedFixes(to: Version): RehearsalRows {
  const all = report(to, "good", headline("rehearseTestsWork", to), folders.map(fixed));
  const places = { sentence: "fixesPlaces", values: { count: "41" } };
  const projects = { sentence: "fixesProjects", values: { count: "3" } };
  const second = says({ sentence: "fixesAllTested", values: { version: to, places, projects, count: "120" } });
  return { ...all, canFix: true, row: { ...all.row, second } };
}

/** One project fails with both. */
export function rehearsedFailing(to: Version): RehearsalRows {
  const rows = folders.map((folder) => (folder.endsWith("ledger") ? failing(folder) : same(folder)));
  const first = headline("rehearseBreaksNothing", to, { clear: String(folders.length - 1) });
  const then = { sentence: "rehearseNamedFail", values: { count: "1", names: "example.com/ledger" } };
  const text = { sentence: "firstThen", values: { first, then } };
  return report(to, "neutral", { sentence: "fullSentence", values: { text } }, rows);
}

/** Many projects; the last one breaks. */
export function rehearsedMany(all: string[]): RehearsalRows {
  const rows = all.map((folder, index) => (index === all.length - 1 ? broken(folder) : same(folder)));
  const title = headline("rehearseBreaksSome", "go1.27.1", { broken: "1", count: String(all.length) });
  return report("go1.27.1", "bad", title, rows);
}

/** One project breaks, and one has a new finding. */
export function rehearsedBroken(to: Version): RehearsalRows {
  const rows = folders.map((folder) =>
    folder.endsWith("ledger") ? broken(folder) : folder.endsWith("billing") ? differing(folder) : same(folder),
  );
  return report(to, "bad", headline("rehearseBreaksSome", to, { broken: "1" }), rows);
}
