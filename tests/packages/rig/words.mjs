// The commands that the documents tell a person to type.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/lib/tools.mjs";

/** The lines of the blocks of commands in a document, without comments, for the release `version`. */
export function commandsOf(path, version) {
  const text = readFileSync(join(root, path), "utf8");
  // a block with a language, such as `text`, is what a program prints
  const fenced = [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].filter(([, language]) => language === "").map(([, , lines]) => lines);
  const indented = text.replace(/^```[^]*?^```$/gm, "").split("\n").filter((line) => line.startsWith("    "));
  const commands = [...fenced.join("").split("\n"), ...indented].map((line) => line.split(/ {2,}#/)[0].trim()).filter(Boolean);
  return commands.map((line) => line.replaceAll("0.1.0", version));
}

/** The one command that `pattern` is about. */
export function commandFor(pattern, commands) {
  const found = [...new Set(commands.filter((line) => pattern.test(line)))];
  if (found.length !== 1) throw new Error(`the documents have ${found.length} commands for ${pattern}: ${found.join(", ")}`);
  return found[0];
}
