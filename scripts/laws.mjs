// The laws of the tree (ARCHITECTURE.md) that a script can check. Prints each violation; exits with 1 if there is one.
//
// A law is a pure function in lib/laws/ from its input to a list of violations, so that tests/tree/ can test it with bad
// input.
import { pathToFileURL } from "node:url";
import { commitSubjects, readCommits } from "./lib/laws/commits.mjs";
import { dependencies, direction, fileCircles, readMetadata } from "./lib/laws/direction.mjs";
import { missingFiles, untested } from "./lib/laws/documents.mjs";
import { buildVariables, deadExamples, endlessPrograms, jsonPaths, shownPaths } from "./lib/laws/rust.mjs";
import { osCfg, unsafeCode } from "./lib/laws/seam.mjs";
import { commandScripts, longFiles, machinePaths, parsedHtml, unfinished } from "./lib/laws/sources.mjs";
import { npmPackages, registries, workflows } from "./lib/laws/supply-chain.mjs";
import { readTree } from "./lib/laws/tree.mjs";
import { overweight } from "./lib/laws/weight.mjs";

/** Name → its violations in the real tree. */
export function allLaws() {
  const files = readTree();
  return {
    "the operating system shows only in the platform seam": osCfg(files),
    "unsafe code stays in the platform seam": unsafeCode(files),
    "no file names a folder of one machine": machinePaths(files),
    "only public registries are named": registries(files),
    "workflows run what a digest names, and paste nothing into a shell": workflows(files),
    "no script starts what Windows refuses": commandScripts(files),
    "no test waits for ever for a program": endlessPrograms(files),
    "each example in the documentation of a crate is a test": deadExamples(files),
    "npm packages run nothing when installed, and have an allowed licence": npmPackages(files),
    "no path in JSON can fail": jsonPaths(files),
    "no program says where it was built": buildVariables(files),
    "no name breaks a line of the command line": shownPaths(files),
    "the page parses no text as HTML": parsedHtml(files),
    "nothing is left half done": unfinished(files),
    "no source file has more than 450 lines": longFiles(files),
    "nothing weighs more than its budget": overweight(files),
    "documents name files that are there": missingFiles(files),
    "each promise names its test": untested(files),
    "imports of the engine point one way": direction(files),
    "no circle of more than three files": fileCircles(files),
    "commits have short subjects": commitSubjects(readCommits()),
    "dependencies point one way": dependencies(readMetadata()),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [law, violations] of Object.entries(allLaws())) {
    console.log(`${violations.length === 0 ? "ok    " : "BROKEN"} ${law}`);
    for (const violation of violations) console.log(`       ${violation}`);
    if (violations.length > 0) process.exitCode = 1;
  }
}
