// The lines of the log: what is searched, shown and copied.
import type { LogEntry } from "../../api/bindings";

/** The facts of a line besides its text, in one line. */
export function factsOf({ event, code, version, change, host, ms, by }: LogEntry): string {
  const facts = [event, code, version, change !== null && `#${change}`, host, ms !== null && `${ms} ms`, by];
  return facts.filter(Boolean).join(" · ");
}

/** A line as it is copied. */
export function asText(line: LogEntry): string {
  return `${line.time} ${line.level} ${line.text} (${factsOf(line)})`;
}

/** The lines that contain every typed word, in any case. */
export function found(lines: LogEntry[], query: string): LogEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0
    ? lines
    : lines.filter((line) => {
        const all = asText(line).toLowerCase();
        return words.every((word) => all.includes(word));
      });
}
