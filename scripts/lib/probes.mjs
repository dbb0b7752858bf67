// What `tests/windows/probe` reported on different systems, and the part of docs/internals/windows.md that compares them.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

/** The folder with the recorded answers: one file for each system. */
export const RECORDED = "tests/recorded/windows";

/** The system on which the tests of Windows run on Linux. */
const WINE = "wine-10";

/** The two lines between which docs/internals/windows.md compares the answers. */
const MARKS = ["<!-- answers: written by `npm run gen` from tests/recorded/windows -->", "<!-- end of answers -->"];

/** A report's answers by question, without what differs from run to run: times, and counts between two threads. */
export function answersOf(report) {
  const all = report.groups.flatMap(({ group, probes }) => probes.map(({ name, result }) => [`${group}.${name}`, lasting(result)]));
  return Object.fromEntries(all);
}

function lasting(result) {
  const { value } = result;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return result;
  const entries = Object.entries(value).filter(([name]) => !name.endsWith("Milliseconds"));
  // "reader error 32" counts threads that collide by chance
  return { value: Object.fromEntries(entries.map(([name, number]) => [name, name.includes(" ") ? "some" : number])) };
}

/** The recorded answers: the name of the system → its answers. */
export function readRecorded(root) {
  const files = readdirSync(join(root, RECORDED)).filter((name) => name.endsWith(".json")).sort();
  return Object.fromEntries(files.map((name) => [basename(name, ".json"), JSON.parse(readFileSync(join(root, RECORDED, name), "utf8"))]));
}

/** docs/internals/windows.md with the answers of Wine beside those of real machines, as far as they differ. */
export function withAnswers(document, recorded) {
  const [start, end] = MARKS.map((mark) => document.indexOf(mark));
  if (start < 0 || end < start) throw new Error(`docs/internals/windows.md has no part between ${MARKS.join(" and ")}`);
  return `${document.slice(0, start)}${MARKS[0]}\n\n${table(recorded)}\n${document.slice(end)}`;
}

function table(recorded) {
  const { [WINE]: wine, ...real } = recorded;
  const machines = Object.keys(real);
  if (machines.length === 0) {
    return `No real Windows has answered yet. Wine's answers to ${Object.keys(wine).length} questions are in \`${RECORDED}/${WINE}.json\`.\n`;
  }
  const questions = [...new Set(Object.values(recorded).flatMap(Object.keys))];
  const shown = questions.filter((name) => machines.some((each) => words(real[each][name]) !== words(wine[name])));
  const rows = shown.map((name) => [`\`${name}\``, words(wine[name]), ...machines.map((each) => words(real[each][name]))]);
  const head = ["question", "Wine 10", ...machines];
  return [head, head.map(() => "---"), ...rows].map((row) => (row[0] === "---" ? `|${row.join("|")}|` : `| ${row.join(" | ")} |`)).join("\n") + "\n";
}

/** An answer in a cell of a table. */
function words(result) {
  if (result === undefined) return "not recorded yet";
  if (result.error !== undefined) return cell(result.error.startsWith("exit code ") ? result.error : `error ${result.error}`);
  if (result.notAsked !== undefined) return cell(`not asked: ${result.notAsked}`);
  if (result.timedOut !== undefined) return "no answer";
  const { value } = result;
  if (value === null) return "no such value";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return cell(value.join(", ") || "none");
  if (typeof value === "object") return cell(Object.entries(value).map(([name, number]) => (number === "some" ? name : `${name} ${number}`)).join(", ") || "none");
  return cell(String(value) || "an empty text");
}

function cell(text) {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
