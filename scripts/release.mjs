// npm run release -- VERSION [--prepare | [--dry-run] [--files FOLDER]] [--out FOLDER]: makes a release.
//
// It checks the tree, sets the version everywhere, cuts the changelog, commits that, builds the packages that this
// machine can build, and writes what is uploaded and submitted into target/release-VERSION: checksums, signatures, lists
// of contents, the updater's manifest, the package managers' manifests and the notes. It pushes, tags and publishes
// nothing; the last lines are the commands for that. docs/internals/releasing.md is the whole list.
//
// --prepare ends with the commit. --files takes the packages of the prepared version from FOLDER, as release.yml does
// with those of its runners. --dry-run changes nothing: it works on a copy, with a key that it makes and throws away and
// stand-ins for the packages that --files does not have, and ends in target/release-dry-run.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { assemble, mistakesInRelease } from "./lib/release/assemble.mjs";
import { mistakesInNotes, section } from "./lib/release/changelog.mjs";
import { classified, isList, missing, packagesIn } from "./lib/release/files.mjs";
import { mistakesInKeys, publicKeys, refusedKey, signingKey } from "./lib/release/keys.mjs";
import { keyId, makeKey, publicKeyText } from "./lib/release/minisign.mjs";
import { NOTES, json, nextNotes, prepare, refusals, unprepared } from "./lib/release/prepare.mjs";
import { isPlaceholder, readProject } from "./lib/release/project.mjs";
import { standIns } from "./lib/release/standins.mjs";
import { VERSIONED, workspaceVersion } from "./lib/release/version.mjs";
import { heading, table } from "./lib/report.mjs";
import { inFolder, root } from "./lib/tools.mjs";

/** A release that is refused. Nothing was changed unless the message says so. */
class Refused extends Error {
  constructor(reasons) {
    super(reasons.map((reason) => `  ${reason}`).join("\n"));
  }
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "dry-run": { type: "boolean" }, prepare: { type: "boolean" }, files: { type: "string" }, out: { type: "string" },
  },
});

try {
  main();
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(`the release is refused:\n${error.message}`);
  process.exitCode = 1;
}

function main() {
  const modes = [options["dry-run"] || options.files, options.prepare].filter(Boolean);
  const version = positionals[0] ?? (options["dry-run"] ? afterPresent() : undefined);
  if (!version || positionals.length > 1 || modes.length > 1) {
    console.error("npm run release -- VERSION [--prepare | [--dry-run] [--files FOLDER]] [--out FOLDER]");
    process.exitCode = 2;
  } else if (options["dry-run"]) dryRun(version);
  else if (options.files) fromFiles(version, resolve(options.files));
  else whole(version);
}

/** The version after that of the tree, for a dry run without one. */
function afterPresent() {
  const [major, minor] = workspaceVersion(readFileSync(join(root, "Cargo.toml"), "utf8")).split(".");
  return `${major}.${Number(minor) + 1}.0`;
}

/** Everything on this machine. A release that is published comes from the runners; this one is to try it all before. */
function whole(version) {
  const publishing = options.prepare ? [] : reasonsAgainstSigning(publicKeys(root));
  refuseIf([...refusals(root, version, git()), ...unpublishable(), ...publishing]);
  heading(`preparing ${version}`);
  const written = prepare(root, version, new Date());
  commit(version, written);
  console.log(written.map((name) => `  ${name}`).join("\n"));
  if (options.prepare) return next(version);
  heading("building");
  build();
  inFolder("upgo-release-", (from) => {
    for (const name of packagesBuilt(version)) cpSync(join(root, "target", "packages", name), join(from, name));
    finish(version, from, { key: signingKey(process.env), strict: false });
  });
  next(version);
}

/** In other processes, because the version that they build is that of the tree when they start. */
function build() {
  try {
    for (const script of ["build", "sbom"]) run(process.execPath, [`scripts/${script}.mjs`]);
  } catch {
    throw new Refused(["the build failed (see above)", "the commit stays; `git reset --hard HEAD~1` takes it back"]);
  }
}

/** The packages of other versions stay in target/packages, so a file counts by its name. */
function packagesBuilt(version) {
  return readdirSync(join(root, "target", "packages")).filter((name) => classified(name, version) || isList(name));
}

function fromFiles(version, folder) {
  refuseIf([...unprepared(root, version, git()), ...unpublishable(), ...reasonsAgainstSigning(publicKeys(root))]);
  finish(version, folder, { key: signingKey(process.env), strict: true });
}

function finish(version, from, { key, strict, tree = root, keys = publicKeys(tree), out = outFolder(`release-${version}`) }) {
  heading("assembling");
  const absent = missing(packagesIn(from, version).files);
  if (strict) refuseIf(absent.map((each) => `missing: ${each}`)); // before anything is signed
  const release = assembled({ tree, version, from, out, key, keys });
  refuseIf(mistakesInRelease(out, keys));
  table(release.files.map(({ name, kind, os, arch, size }) => [name, kind, `${os}-${arch}`, `${(size / 1e6).toFixed(1)} MB`]));
  for (const each of absent) console.log(`  not in this release: ${each}`);
  console.log(`\nsigned by ${keyId(key)}, and read again: everything in ${out} is as it is listed`);
}

/** What assembling refuses is a refusal of the release. */
function assembled(all) {
  try {
    return assemble(all);
  } catch (error) {
    throw new Refused([error.message]);
  }
}

/** Does everything that needs no real build, on a copy of what a release reads and writes. */
function dryRun(version) {
  const out = outFolder("release-dry-run");
  const tree = join(out, "tree");
  const packages = join(out, "packages");
  const key = makeKey();
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "throw-away.pub"), publicKeyText(key));
  for (const name of [...Object.keys(VERSIONED), "CHANGELOG.md", "README.md", "README.zh-CN.md", NOTES, "packaging/project.json", "packaging/update.json"]) {
    mkdirSync(dirname(join(tree, name)), { recursive: true });
    cpSync(join(root, name), join(tree, name), { recursive: true });
  }
  const doubts = [...refusals(root, version, git()), ...unpublishable(), ...reasonsAgainstSigning(publicKeys(root))];
  withStandInNotes(tree);
  refuseIf(refusals(tree, version, { uncommitted: [], tags: [] }));
  heading(`preparing ${version}, in a copy`);
  console.log(prepare(tree, version, new Date()).map((name) => `  ${name}`).join("\n"));
  refuseIf(unprepared(tree, version, { uncommitted: [] }));
  standIns(packages, version);
  if (options.files) cpSync(resolve(options.files), packages, { recursive: true });
  const keys = { accepted: [key], revoked: publicKeys(root).revoked };
  finish(version, packages, { key, keys, tree, strict: true, out: join(out, "release") });
  if (doubts.length === 0) return;
  heading("a real release would be refused now");
  for (const doubt of doubts) console.log(`  ${doubt}`);
}

/** Directly after a release there are no changes and no notes to release. The dry run then uses its own. */
function withStandInNotes(tree) {
  const changelog = join(tree, "CHANGELOG.md");
  const text = readFileSync(changelog, "utf8");
  if (!section(text, "Unreleased")) writeFileSync(changelog, text.replace("## Unreleased", "## Unreleased\n\n- A stand-in.\n"));
  const notes = nextNotes(tree);
  const empty = notes.en?.length === 0 && notes["zh-CN"]?.length === 0;
  if (empty && mistakesInNotes(notes).length > 0) {
    writeFileSync(join(tree, NOTES, "next.json"), json({ en: ["A stand-in."], "zh-CN": ["占位说明。"] }));
  }
}

function unpublishable() {
  return isPlaceholder(readProject()) ? ["packaging/project.json has placeholders: it does not say where the releases are"] : [];
}

function reasonsAgainstSigning(keys) {
  const wrong = mistakesInKeys(keys);
  try {
    return [...wrong, refusedKey(signingKey(process.env), keys)].filter(Boolean);
  } catch (error) {
    return [...wrong, error.message];
  }
}

function refuseIf(reasons) {
  if (reasons.length > 0) throw new Refused(reasons);
}

function git() {
  const said = (...args) => {
    const done = spawnSync("git", args, { cwd: root, encoding: "utf8" });
    return done.status === 0 ? done.stdout.split("\n").filter(Boolean) : [];
  };
  return { uncommitted: said("status", "--porcelain").map((line) => line.slice(3)), tags: said("tag", "--list", "v*") };
}

function commit(version, written) {
  run("git", ["add", "--", ...written]);
  const body = `The version is in every file that states it, and the changelog and the notes\nare cut. Made by npm run release.`;
  run("git", ["commit", "--quiet", "--message", `release: Upgo ${version}`, "--message", body, "--", ...written]);
}

function run(command, args) {
  execFileSync(command, args, { cwd: root, stdio: "inherit" });
}

/** The folder of the result. It is emptied first, so a folder of something else is refused. */
function outFolder(name) {
  const folder = options.out ? resolve(options.out) : join(root, "target", name);
  const own = [join("files", "release.json"), "throw-away.pub"].some((file) => existsSync(join(folder, file)));
  if (!own && existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Refused([`${folder} is not empty, and has no earlier release in it`]);
  }
  return folder;
}

/** The commands that publish, which only a person runs. */
function next(version) {
  heading("next, by hand (docs/internals/releasing.md)");
  console.log(`  git show                       # read what was prepared
  git push
  git tag --sign v${version} --message 'Upgo ${version}'
  git push origin v${version}    # starts release.yml, which ends with a draft`);
}
