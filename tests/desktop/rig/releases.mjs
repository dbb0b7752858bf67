// The folders of archives for the stories.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeSamples } from "../../../scripts/lib/sample-go.mjs";
import { toolsFolder } from "../../../scripts/lib/tools.mjs";

export const OLD = "go1.26.6";
export const NEW = "go1.27.2";
export const NEWEST = "go1.27.3";
export const CANDIDATE = "go1.28rc1";

/** Real Go, or `null` if scripts/real-go.py has not made it. */
export function realReleases() {
  const folder = join(toolsFolder, "real-go");
  return existsSync(join(folder, "index.json")) ? folder : null;
}

/** Real Go's build cache, for all tests and all runs. The standard library is compiled once per release. */
export function buildCache() {
  return join(toolsFolder, "go-build");
}

/** Small samples that behave like Go, for stories that are not about Go itself. Made once per process. */
export function sampleReleases() {
  samples ??= makeSampleFolder();
  return samples;
}

let samples = null;

function makeSampleFolder() {
  const folder = mkdtempSync(join(tmpdir(), "upgo-samples-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  makeSamples(folder, [OLD, NEW, NEWEST, CANDIDATE].map((version) => version.slice(2)), "linux-amd64");
  const archives = readdirSync(folder).map((filename) => describe(folder, filename));
  writeFileSync(join(folder, "index.json"), JSON.stringify({ archives }));
  return folder;
}

/** An entry in the format of real-go.py's index. */
function describe(folder, filename) {
  const content = readFileSync(join(folder, filename));
  const [, version, os, arch] = /^(go[\d.]+(?:rc\d+)?)\.(\w+)-(\w+)\.tar\.gz$/.exec(filename);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { filename, version, os, arch, sha256, size: content.length };
}
