// The output of the scripts: headings, durations and tables, in plain text that is readable in a log.

const colour = process.stdout.isTTY && !process.env.NO_COLOR;

export const bold = (text) => (colour ? `\x1b[1m${text}\x1b[0m` : text);
export const dim = (text) => (colour ? `\x1b[2m${text}\x1b[0m` : text);

export function heading(text) {
  console.log(`\n${bold(`== ${text}`)}`);
}

export function say(text) {
  console.log(dim(`[upgo] ${text}`));
}

/** `83.2` → `1m 23s`, `3.21` → `3.2s`. */
export function duration(seconds) {
  if (seconds < 60) return `${seconds.toFixed(1)}s`;
  return `${Math.floor(seconds / 60)}m ${String(Math.floor(seconds % 60)).padStart(2, "0")}s`;
}

/** Runs `action` and returns its value and its duration in seconds. */
export async function timed(action) {
  const start = performance.now();
  const value = await action();
  return { value, seconds: (performance.now() - start) / 1000 };
}

/** Prints rows of equal length with their columns aligned. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd()}`);
  }
}
