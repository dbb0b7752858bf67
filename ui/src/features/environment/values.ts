// Go's variables as rows: the most important ones, the effective sources, and where a value can be removed.
import type { EditScope, EnvironmentReport, Setting, Source, VariableReading } from "../../api/bindings";
import type { Catalogue } from "../../text/index.svelte";

/** The variables that users look for most, in the order of display. */
const FIRST = ["GOROOT", "GOTOOLCHAIN", "GOPROXY", "GOFLAGS", "GOARCH", "GOOS", "GOPATH", "GOBIN"];

/** The ones shown as important even if they are not set. */
const ALWAYS = ["GOROOT", "GOTOOLCHAIN", "GOPROXY"];

/** A variable as the page shows it. */
export interface ValueRow {
  name: string;
  /** The value in a new terminal; `null` if there is none, or if Go determines it. */
  value: string | null;
  /** Every source with a value, in ascending order of precedence. */
  sources: Setting[];
  /** The source that takes effect. */
  winner: Source | null;
  /** The scopes where the value can be removed, the effective one first. */
  resets: EditScope[];
  /** The verdict on the value: GOROOT should not be set. */
  verdict: "asItShouldBe" | "betterUnset" | null;
}

/** The rows in two groups, in order. */
export function rowsOf(
  { variables }: EnvironmentReport,
  target?: string,
): { important: ValueRow[]; defaults: ValueRow[] } {
  const isImportant = (reading: VariableReading) => isSet(reading) || ALWAYS.includes(reading.name);
  const order = ({ name }: VariableReading) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const sorted = [...variables].sort((one, other) => order(one) - order(other));
  return {
    important: sorted.filter(isImportant).map((reading) => rowOf(reading, target)),
    defaults: sorted.filter((reading) => !isImportant(reading)).map((reading) => rowOf(reading, target)),
  };
}

export function findRows(rows: ValueRow[], query: string): ValueRow[] {
  const wanted = query.trim().toLowerCase();
  return rows.filter(({ name, value }) => `${name} ${value ?? ""}`.toLowerCase().includes(wanted));
}

/** The name of a source on this system. */
export function sourceWord(source: Source, { environment }: Catalogue, onWindows: boolean): string {
  return source === "user" && !onWindows ? environment.sourceProfile : environment.sources[source];
}

/** A variable, its value, and where it comes from, in one sentence for screen readers. */
export function chainName(row: ValueRow, words: Catalogue, onWindows: boolean): string {
  const { environment } = words;
  if (row.winner === null) return `${row.name}, ${environment.notSet}`;
  return environment.chain(row.name, row.value ?? environment.notSet, sourcesName(row, words, onWindows));
}

/** The last part of that sentence: where the value comes from, and what it overrides. */
export function sourcesName({ sources, winner }: ValueRow, words: Catalogue, onWindows: boolean): string {
  if (winner === null) return "";
  const { environment, engine } = words;
  const word = (source: Source) => sourceWord(source, words, onWindows);
  const losers = sources.filter(({ source }) => source !== winner).map(({ source }) => word(source));
  const name = environment.fromSource(word(winner));
  return losers.length === 0 ? name : name + environment.overrides(losers.join(engine.list));
}

/** The scope in which a source is edited; `null` if it cannot be edited. */
export function scopeOf(source: Source | null): EditScope | null {
  return source === "user" || source === "machine" || source === "go" ? source : null;
}

function rowOf(reading: VariableReading, target?: string): ValueRow {
  const { name, newTerminal, settings } = reading;
  // a value that only the window's process has does not reach a new terminal
  const counted = settings.filter(({ source }) => source !== "process" || newTerminal.from === "process");
  const isFound = name === "GOROOT" && newTerminal.from === "default";
  return {
    name,
    value: isFound ? null : newTerminal.value,
    sources: [...counted].reverse(),
    winner: newTerminal.from,
    resets: counted.flatMap(({ source }) => scopeOf(source) ?? []),
    verdict: verdictOf(reading, target),
  };
}

/** GOROOT need not be set, and GOOS and GOARCH of another machine should not be, for every terminal. */
function verdictOf({ name, newTerminal: { value, from } }: VariableReading, target?: string): ValueRow["verdict"] {
  if (name === "GOROOT") return from === "default" || from === null ? "asItShouldBe" : "betterUnset";
  const own = target?.split("-")[["GOOS", "GOARCH"].indexOf(name)];
  return own !== undefined && scopeOf(from) !== null && value !== own ? "betterUnset" : null;
}

/** Whether a source other than Go's defaults has a value. */
function isSet({ settings, newTerminal }: VariableReading): boolean {
  const own = settings.filter(({ source }) => source !== "process" || newTerminal.from === "process");
  return own.some(({ source }) => source !== "goroot" && source !== "default");
}
