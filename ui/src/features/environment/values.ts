// The variables of Go as rows: which matter most, who wins, where a value can be taken away.
import type { EditScope, EnvironmentReport, Setting, Source, VariableReading } from "../../api/bindings";
import type { Catalogue } from "../../text/index.svelte";

/** Those that a person looks for, in the order in which they are shown. */
const FIRST = ["GOROOT", "GOTOOLCHAIN", "GOPROXY", "GOFLAGS", "GOARCH", "GOOS", "GOPATH", "GOBIN"];

/** Shown among the most important ones also where nobody has set them. */
const ALWAYS = ["GOROOT", "GOTOOLCHAIN", "GOPROXY"];

/** A variable as the page shows it. */
export interface ValueRow {
  name: string;
  /** What a new terminal gets; `null` where nothing has a value, or Go finds it itself. */
  value: string | null;
  /** Every source that has a value, from who loses to who wins. */
  sources: Setting[];
  /** The source that wins. */
  winner: Source | null;
  /** Where it can be taken away, the one that wins first. */
  resets: EditScope[];
  /** What there is to say of the value: GOROOT is best left to Go. */
  verdict: "asItShouldBe" | "betterUnset" | null;
}

/** The rows in two groups, in their order. */
export function rowsOf({ variables }: EnvironmentReport): { important: ValueRow[]; defaults: ValueRow[] } {
  const isImportant = (reading: VariableReading) => isSet(reading) || ALWAYS.includes(reading.name);
  const order = ({ name }: VariableReading) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const sorted = [...variables].sort((one, other) => order(one) - order(other));
  return {
    important: sorted.filter(isImportant).map(rowOf),
    defaults: sorted.filter((reading) => !isImportant(reading)).map(rowOf),
  };
}

/** The rows that a search finds. */
export function findRows(rows: ValueRow[], query: string): ValueRow[] {
  const wanted = query.trim().toLowerCase();
  return rows.filter(({ name, value }) => `${name} ${value ?? ""}`.toLowerCase().includes(wanted));
}

/** What a source is called on this system. */
export function sourceWord(source: Source, { environment }: Catalogue, onWindows: boolean): string {
  return source === "user" && !onWindows ? environment.sourceProfile : environment.sources[source];
}

/** The chain in one sentence: "GOARCH, 386, from go env file, overrides Default". */
export function chainName(row: ValueRow, words: Catalogue, onWindows: boolean): string {
  const { environment, common } = words;
  const word = (source: Source) => sourceWord(source, words, onWindows);
  if (row.winner === null) return `${row.name}, ${environment.notSet}`;
  const losers = row.sources.filter(({ source }) => source !== row.winner).map(({ source }) => word(source));
  const value = row.value ?? environment.notSet;
  const name = environment.chain(row.name, value, word(row.winner));
  return losers.length === 0 ? name : name + environment.overrides(losers.join(common.list));
}

/** The scope in which a source is edited; `null`: it is nobody's to edit. */
export function scopeOf(source: Source | null): EditScope | null {
  return source === "user" || source === "machine" || source === "go" ? source : null;
}

function rowOf(reading: VariableReading): ValueRow {
  const { name, newTerminal, settings } = reading;
  // what only the window's own process has is nothing that a new terminal sees
  const counted = settings.filter(({ source }) => source !== "process" || newTerminal.from === "process");
  const isFound = name === "GOROOT" && newTerminal.from === "default";
  return {
    name,
    value: isFound ? null : newTerminal.value,
    sources: [...counted].reverse(),
    winner: newTerminal.from,
    resets: counted.flatMap(({ source }) => scopeOf(source) ?? []),
    verdict: name !== "GOROOT" ? null : isFound || newTerminal.from === null ? "asItShouldBe" : "betterUnset",
  };
}

/** Whether anybody but Go itself has a value. */
function isSet({ settings, newTerminal }: VariableReading): boolean {
  const own = settings.filter(({ source }) => source !== "process" || newTerminal.from === "process");
  return own.some(({ source }) => source !== "goroot" && source !== "default");
}
