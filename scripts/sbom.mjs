// node scripts/sbom.mjs: writes the list of what is in each package, target/packages/upgo-SYSTEM.cdx.json (CycloneDX).
//
// A list has the crates of both programs for that system, the ones that build them included, and the npm packages that
// the page is made from. cargo-cyclonedx and npm make the parts. The result is compared with what cargo compiles and
// with the checksums of both lock files; exits with 1 if they differ.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "./lib/packages.mjs";
import { WINDOWS_TARGET } from "./lib/programs.mjs";
import { heading } from "./lib/report.mjs";
import { sourceDate } from "./lib/reproducible.mjs";
import { compiledCrates, lockedCrates, lockedPackages, merged, mistakes } from "./lib/sbom.mjs";
import { cargoTool, inFolder, npm, root } from "./lib/tools.mjs";

const SYSTEMS = { linux: "x86_64-unknown-linux-gnu", windows: WINDOWS_TARGET };
const PROGRAMS = { "upgo-cli": "crates/cli", "upgo-desktop": "src-tauri" };

const env = { ...process.env, SOURCE_DATE_EPOCH: sourceDate(process.env, root) };
const out = join(root, "target", "packages");
const cyclonedx = cargoTool("cargo-cyclonedx");
const page = JSON.parse(output(...npm(["sbom", "--package-lock-only", "--sbom-format", "cyclonedx"]), root));
const locked = {
  ...lockedCrates(readFileSync(join(root, "Cargo.lock"), "utf8")),
  ...lockedPackages(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"))),
};

mkdirSync(out, { recursive: true });
for (const [system, target] of Object.entries(SYSTEMS)) {
  heading(system);
  const list = merged(version, [...crates(target), page]);
  const compiled = Object.keys(PROGRAMS).flatMap((name) => compiledCrates(tree(name, target)));
  const wrong = mistakes(list, { compiled, locked });
  for (const line of wrong) console.log(`  ${line}`);
  if (wrong.length > 0) process.exitCode = 1;
  const file = join(out, `upgo-${system}.cdx.json`);
  writeFileSync(file, `${JSON.stringify(list, null, 1)}\n`);
  console.log(`${file}: ${list.components.length} components`);
}

function tree(name, target) {
  const options = ["--locked", "--target", target, "--edges", "normal,build", "--prefix", "none"];
  return output("cargo", ["tree", "-p", name, ...options], root);
}

/** The lists of the programs' crates. cargo-cyclonedx writes next to each Cargo.toml, so it gets a copy of the tree. */
function crates(target) {
  return inFolder("upgo-sbom-", (copy) => {
    execFileSync("tar", ["-x"], { cwd: copy, input: output("git", ["archive", "HEAD"], root, "buffer") });
    const options = ["--format", "json", "--spec-version", "1.5", "--target", target, "--override-filename", "sbom", "--quiet"];
    output(cyclonedx, ["cyclonedx", ...options], copy);
    const lists = Object.values(PROGRAMS).map((folder) => readFileSync(join(copy, folder, "sbom.json"), "utf8"));
    // the names of our own crates contain the folder
    return lists.map((text) => JSON.parse(text.replaceAll(copy, "/upgo")));
  });
}

function output(program, args, cwd, encoding = "utf8") {
  return execFileSync(program, args, { cwd, env, encoding, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
}
