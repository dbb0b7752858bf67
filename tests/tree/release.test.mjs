// A release, from the checks of the tree to the files that are uploaded. The dry run does all of it but the builds.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { mistakesInRelease } from "../../scripts/lib/release/assemble.mjs";
import { cut, mistakesInNotes, notesUpTo, section } from "../../scripts/lib/release/changelog.mjs";
import { pageOfRelease } from "../../scripts/lib/release/description.mjs";
import { classified, doubled, missing, packagesIn } from "../../scripts/lib/release/files.mjs";
import { mistakesInKeys, publicKeys, refusedKey, signingKey } from "../../scripts/lib/release/keys.mjs";
import { makeKey, publicKeyText, readPublicKey, secretKeyText } from "../../scripts/lib/release/minisign.mjs";
import { allNotes, nextNotes, prepare, refusals, unprepared } from "../../scripts/lib/release/prepare.mjs";
import { isPlaceholder, readProject } from "../../scripts/lib/release/project.mjs";
import { standIns } from "../../scripts/lib/release/standins.mjs";
import { unzipped, zipped } from "../../scripts/lib/release/zip.mjs";
import { VERSIONED, compareVersions, isVersion, workspaceVersion } from "../../scripts/lib/release/version.mjs";
import { root } from "../../scripts/lib/tools.mjs";

const VERSION = "9.8.7";
const folder = mkdtempSync(join(tmpdir(), "upgo-release-test-"));
const dry = join(folder, "dry");
const made = join(dry, "release");
let ran;

before(() => {
  const env = { ...process.env, UPGO_SIGNING_KEY: "" };
  ran = spawnSync(process.execPath, ["scripts/release.mjs", VERSION, "--dry-run", "--out", dry], { cwd: root, env, encoding: "utf8" });
});
after(() => rmSync(folder, { recursive: true, force: true }));

const read = (path) => readFileSync(join(made, path), "utf8");
const keys = () => ({ accepted: [readPublicKey(readFileSync(join(dry, "throw-away.pub"), "utf8"))] });
const noGit = { uncommitted: [], tags: [] };

test("the dry run makes a release that is as it says", () => {
  assert.equal(ran.status, 0, ran.stdout + ran.stderr);
  assert.match(ran.stdout, /everything in .* is as it is listed/);
  assert.deepEqual(mistakesInRelease(made, keys()), []);
  const release = JSON.parse(read("files/release.json"));
  assert.deepEqual(Object.keys(release), ["format", "version", "date", "notes", "files"]);
  assert.equal(release.version, VERSION);
  assert.match(release.date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  for (const language of ["en", "zh-CN"]) assert.ok(release.notes[0][language].length > 0, language);
  assert.deepEqual(missing(release.files), []);
});

test("the updater's manifest names the archives of programs, and nothing else", () => {
  const update = JSON.parse(read("files/upgo-update.json"));
  const release = JSON.parse(read("files/release.json"));
  assert.deepEqual(Object.keys(update), ["format", "version", "date", "minimumVersion", "revokedKeys", "notes", "packages"]);
  assert.ok(isVersion(update.minimumVersion) && compareVersions(update.minimumVersion, VERSION) <= 0);
  const targets = update.packages.map(({ target }) => target).sort();
  assert.deepEqual(targets, ["linux-amd64", "windows-amd64", "windows-arm64"]);
  for (const { target, url, size, sha256 } of update.packages) {
    const name = `upgo-${VERSION}-${target}.zip`;
    assert.ok(url.endsWith(`/releases/download/v${VERSION}/${name}`), url);
    const { size: stated, sha256: sum } = release.files.find((file) => file.name === name);
    assert.deepEqual([size, sha256], [stated, sum]);
  }
});

test("each file that somebody changes, adds, removes or signs with another key is noticed", () => {
  const copy = join(folder, "changed");
  const after = (change) => {
    rmSync(copy, { recursive: true, force: true });
    cpSync(made, copy, { recursive: true });
    change(join(copy, "files"));
    return mistakesInRelease(copy, keys()).join("\n");
  };
  for (const name of readdirSync(join(made, "files")).filter((each) => !/\.(?:minisig|json)$|^SHA256SUMS$/.test(each))) {
    assert.match(after((files) => appendFileSync(join(files, name), "x")), new RegExp(name.replaceAll(".", "\\.")), name);
  }
  const other = (from, to) => (files) => {
    const path = join(files, "release.json");
    writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  };
  assert.match(after(other('"arch": "amd64"', '"arch": "arm64"')), /signature of release\.json/);
  assert.match(after((files) => writeFileSync(join(files, "more.zip"), "")), /more\.zip is not as SHA256SUMS lists it/);
  assert.match(after((files) => rmSync(join(files, "upgo-linux.cdx.json"))), /upgo-linux\.cdx\.json is listed and missing/);
  const swapped = (files) => cpSync(join(files, "release.json.minisig"), join(files, "upgo-update.json.minisig"));
  assert.match(after(swapped), /signature of upgo-update\.json/);
  assert.match(mistakesInRelease(made, { accepted: [makeKey()] }).join("\n"), /unknown key/);
  const sums = (files) => cpSync(join(files, "upgo-update.json.minisig"), join(files, "SHA256SUMS.minisig"));
  assert.match(after(sums), /signature of SHA256SUMS/);
  const { date } = JSON.parse(read("files/release.json"));
  const before = new Date(Date.parse(date) - 25 * 3_600_000);
  assert.match(mistakesInRelease(made, keys(), before).join("\n"), /no Upgo would accept it/);
});

test("the version is set in every file that states it, and nothing else changes", () => {
  for (const [name, set] of Object.entries(VERSIONED)) {
    const text = readFileSync(join(root, name), "utf8");
    const present = workspaceVersion(readFileSync(join(root, "Cargo.toml"), "utf8"));
    assert.equal(set(text, present), text, `${name} states another version than Cargo.toml`);
    const changed = readFileSync(join(dry, "tree", name), "utf8");
    assert.equal(set(changed, present), text, `${name} changed elsewhere`);
    assert.ok(changed.includes(VERSION), name);
  }
  const lock = readFileSync(join(dry, "tree", "Cargo.lock"), "utf8");
  const own = [...lock.matchAll(/^name = "(upgo-[^"]+)"\nversion = "([^"]+)"/gm)];
  assert.ok(own.length >= 8, `${own.length} crates`);
  for (const [, name, version] of own) assert.equal(version, VERSION, name);
  assert.throws(() => VERSIONED["Cargo.toml"]("[package]\n", VERSION), /no version/);
});

test("versions have three numbers that installers have room for", () => {
  for (const good of ["0.1.0", "1.20.300", "255.255.65535"]) assert.ok(isVersion(good), good);
  for (const bad of ["1.2", "v1.2.3", "1.2.3-rc.1", "01.2.3", "256.0.0", "1.2.65536", "1.2.3.4", ""]) assert.ok(!isVersion(bad), bad);
  assert.deepEqual(["0.10.0", "0.2.1", "0.2.0"].sort(compareVersions), ["0.2.0", "0.2.1", "0.10.0"]);
});

test("the changelog is cut at its unreleased changes", () => {
  const text = "# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 (2026-01-01)\n\n- Old.\n";
  const after = cut(text, "0.2.0", "2026-12-01");
  assert.equal(section(after, "0.2.0"), "- New.");
  assert.equal(section(after, "Unreleased"), "");
  assert.equal(section(after, "0.1.0"), "- Old.");
  assert.equal(after.replace("\n## 0.2.0 (2026-12-01)\n", ""), text);
  assert.throws(() => cut(after, "0.3.0", "2026-12-02"), /no unreleased changes/);
  assert.equal(section(text, "0.2.0"), undefined);
});

test("the notes of users are sentences in both languages", () => {
  const good = { en: ["One.", "Two."], "zh-CN": ["一。", "二。"] };
  assert.deepEqual(mistakesInNotes(good), []);
  const found = (notes) => mistakesInNotes({ ...good, ...notes }).join("\n");
  assert.match(found({ en: [] }), /no notes in en/);
  assert.match(found({ "zh-CN": undefined }), /no notes in zh-CN/);
  assert.match(found({ "zh-CN": ["一。"] }), /different numbers/);
  assert.match(found({ en: ["One", "Two."] }), /not a sentence/);
  assert.match(found({ en: ["Run `upgo`.", "Two."] }), /has markup/);
  assert.match(found({ en: [`${"long ".repeat(80)}.`, "Two."] }), /longer than/);
  const all = ["0.1.0", "0.10.0", "0.2.0"].map((version) => ({ version, date: "d", ...good }));
  assert.deepEqual(notesUpTo("0.2.0", all).map(({ version }) => version), ["0.2.0", "0.1.0"]);
});

test("the notes in the tree can be released", () => {
  const next = nextNotes(root);
  const started = next.en.length + next["zh-CN"].length > 0;
  if (started) assert.deepEqual(mistakesInNotes(next), []);
  for (const notes of allNotes(root)) assert.deepEqual(mistakesInNotes(notes), [], notes.version);
});

/** A small tree that can be released. */
function smallTree() {
  const tree = mkdtempSync(join(folder, "tree-"));
  const put = (name, text) => {
    mkdirSync(join(tree, name, ".."), { recursive: true });
    writeFileSync(join(tree, name), text);
  };
  for (const name of Object.keys(VERSIONED)) put(name, VERSIONED[name](readFileSync(join(root, name), "utf8"), "0.2.0"));
  for (const name of ["README.md", "README.zh-CN.md", "packaging/project.json"]) put(name, readFileSync(join(root, name), "utf8"));
  put("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n- New.\n");
  put("docs/releases/next.json", JSON.stringify({ en: ["New."], "zh-CN": ["新。"] }));
  return { tree, put };
}

test("a release is refused with every reason at once, and prepared only once", () => {
  const { tree, put } = smallTree();
  assert.deepEqual(refusals(tree, "0.2.0", noGit), [], "the version of the tree was never released");
  assert.deepEqual(refusals(tree, "0.3.0", noGit), []);
  assert.match(refusals(tree, "0.3", noGit)[0], /not a version/);
  assert.match(refusals(tree, "0.1.9", noGit)[0], /older than the tree's version/);
  const dirty = refusals(tree, "0.3.0", { uncommitted: ["a file"], tags: ["v0.3.0"] });
  assert.deepEqual(dirty, ["the tree has uncommitted changes: a file", "the tag v0.3.0 exists already"]);
  assert.ok(unprepared(tree, "0.3.0", noGit).length >= 3);

  prepare(tree, "0.3.0", new Date("2026-12-01T10:00:00.123Z"));
  assert.deepEqual(unprepared(tree, "0.3.0", noGit), []);
  assert.deepEqual(allNotes(tree), [{ version: "0.3.0", date: "2026-12-01T10:00:00Z", en: ["New."], "zh-CN": ["新。"] }]);
  assert.match(refusals(tree, "0.4.0", noGit, new Date("2026-12-01T09:00:00Z"))[0], /the clock is wrong, or 0\.3\.0 is dated too late/);
  const again = refusals(tree, "0.3.0", noGit, new Date("2026-12-02T09:00:00Z"));
  assert.match(again.join("\n"), /not newer than the last release[^]*no unreleased changes[^]*no notes in en[^]*no notes in zh-CN/);
  put("package.json", readFileSync(join(tree, "package.json"), "utf8").replace("0.3.0", "0.2.0"));
  assert.deepEqual(unprepared(tree, "0.3.0", noGit), ["package.json states another version than 0.3.0"]);
});

test("only a key of the tree that is not revoked may sign", () => {
  const [current, next, old, foreign] = [makeKey(), makeKey(), makeKey(), makeKey()];
  const tree = { accepted: [current, next].map((key) => readPublicKey(publicKeyText(key))), revoked: [old] };
  assert.equal(refusedKey(current, tree), undefined);
  assert.equal(refusedKey(next, tree), undefined);
  assert.match(refusedKey(foreign, tree), /no program would accept/);
  assert.match(refusedKey({ ...foreign, id: current.id }, tree), /no program would accept/);
  assert.match(refusedKey(old, { accepted: [...tree.accepted, old], revoked: [old] }), /revoked/);
  assert.deepEqual(mistakesInKeys(tree), []);
  assert.match(mistakesInKeys({ accepted: [current], revoked: [] }).join(), /1 of two keys/);
  assert.match(mistakesInKeys({ accepted: [current, old], revoked: [old] }).join(), /revoked, and still accepted/);
  const file = join(folder, "secret.key");
  writeFileSync(file, secretKeyText(current));
  assert.deepEqual(signingKey({ UPGO_SIGNING_KEY: file }), current);
  assert.throws(() => signingKey({}), /UPGO_SIGNING_KEY names no file/);
  assert.throws(() => signingKey({ UPGO_SIGNING_KEY: join(folder, "missing") }), /does not exist/);
});

test("a project without an address cannot be published", () => {
  assert.ok(isPlaceholder({ owner: "OWNER", repository: "REPOSITORY", homepage: "https://OWNER.example" }));
  assert.ok(isPlaceholder({ owner: "someone", repository: "upgo", homepage: "" }));
  assert.ok(!isPlaceholder({ owner: "someone", repository: "upgo", homepage: "https://upgo.example" }));
  assert.deepEqual(Object.keys(readProject()), ["owner", "repository", "homepage"]);
});

test("a file is what its name says, and a folder with something else in it is no release", () => {
  const kinds = {
    [`upgo-${VERSION}-windows-arm64.zip`]: "programs windows arm64",
    [`upgo-${VERSION}-linux-amd64.zip`]: "programs linux amd64",
    [`Upgo-${VERSION}-setup.exe`]: "nsis windows amd64",
    [`Upgo-${VERSION}-arm64-setup.exe`]: "nsis windows arm64",
    [`Upgo-${VERSION}.msi`]: "msi windows amd64",
    [`Upgo-${VERSION}-arm64.msi`]: "msi windows arm64",
    [`upgo_${VERSION}_amd64.deb`]: "deb linux amd64",
    [`upgo-cli_${VERSION}_amd64.deb`]: "cli-deb linux amd64",
    [`upgo-cli-${VERSION}-1.x86_64.rpm`]: "cli-rpm linux amd64",
    [`upgo_${VERSION}_arm64.deb`]: "deb linux arm64",
    [`upgo-${VERSION}-1.aarch64.rpm`]: "rpm linux arm64",
    [`Upgo-${VERSION}-x86_64.AppImage`]: "appimage linux amd64",
    [`upgo-windows-probe-${VERSION}-amd64.exe`]: "probe windows amd64",
    [`upgo-windows-probe-${VERSION}-arm64.exe`]: "probe windows arm64",
  };
  for (const [name, wanted] of Object.entries(kinds)) assert.equal(Object.values(classified(name, VERSION) ?? {}).join(" "), wanted, name);
  for (const name of [`upgo-${VERSION}.zip`, `Upgo-1${VERSION}-setup.exe`, `Upgo-${VERSION}1-setup.exe`, "upgo.exe", "upgo-windows-probe.exe", "notes.txt"]) {
    assert.equal(classified(name, VERSION), undefined, name);
  }
  const packages = mkdtempSync(join(folder, "packages-"));
  for (const name of [`Upgo-${VERSION}-setup.exe`, `upgo_${VERSION}_x64-setup.exe`, "notes.txt"]) writeFileSync(join(packages, name), "");
  const { files, strange } = packagesIn(packages, VERSION);
  assert.deepEqual(strange, ["notes.txt"]);
  assert.deepEqual(doubled(files), ["nsis windows amd64"]);
});

test("the page of a release has working links and every file", () => {
  const project = { owner: "someone", repository: "upgo", homepage: "https://upgo.example" };
  const release = JSON.parse(read("files/release.json"));
  const changes = "- See [the list](docs/errors.md) and [Go](https://go.dev).";
  const page = pageOfRelease(release, project, { changes, keys: ["RWQ"] });
  for (const { name } of release.files) assert.ok(page.includes(`/releases/download/v${VERSION}/${name})`), name);
  assert.ok(page.includes(`[the list](https://github.com/someone/upgo/blob/v${VERSION}/docs/errors.md)`));
  assert.ok(page.includes("[Go](https://go.dev)"));
  assert.ok(page.includes(release.notes[0]["zh-CN"][0]));
  const long = pageOfRelease(release, project, { changes: "x".repeat(200_000), keys: ["RWQ"] });
  assert.ok(long.length < 125_000 && long.includes(`/blob/v${VERSION}/CHANGELOG.md`));
});

test("a tree with a key is prepared by one commit, and its packages become a release", () => {
  const tree = join(folder, "whole");
  for (const name of ["scripts", "packaging", "docs/releases", "CHANGELOG.md", "README.md", "README.zh-CN.md", ...Object.keys(VERSIONED)]) {
    cpSync(join(root, name), join(tree, name), { recursive: true });
  }
  const env = { ...process.env, UPGO_SIGNING_KEY: "", UPGO_SIGNING_PASSWORD: "", GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  const run = (program, ...args) => {
    const done = spawnSync(program, args, { cwd: tree, env, encoding: "utf8" });
    return { status: done.status, said: done.stdout + done.stderr };
  };
  const git = (...args) => run("git", "-c", "commit.gpgsign=false", ...args).said.trim();
  const release = (...args) => run(process.execPath, "scripts/release.mjs", ...args);
  writeFileSync(join(tree, ".gitignore"), "target\n");
  writeFileSync(join(tree, "packaging/project.json"), JSON.stringify({ owner: "a", repository: "b", homepage: "https://c.example/" }));
  writeFileSync(join(tree, "docs/releases/next.json"), JSON.stringify({ en: ["New."], "zh-CN": ["新。"] }));
  const changelog = readFileSync(join(tree, "CHANGELOG.md"), "utf8");
  writeFileSync(join(tree, "CHANGELOG.md"), changelog.replace("## Unreleased\n", "## Unreleased\n\n- New.\n"));
  rmSync(join(tree, "packaging/keys"), { recursive: true, force: true });
  const made = ["one", "two"].map((name) => run(process.execPath, "scripts/release-keys.mjs", join(folder, name), "--no-password"));
  for (const { status, said } of made) assert.equal(status, 0, said);
  assert.deepEqual(readdirSync(join(tree, "packaging/keys")), ["current.pub", "next.pub"]);
  for (const args of [["init", "-q"], ["config", "user.name", "T"], ["config", "user.email", "t@example.com"], ["add", "."]]) git(...args);

  assert.match(release(VERSION, "--prepare").said, /uncommitted changes/);
  git("commit", "-qm", "start");
  const prepared = release(VERSION, "--prepare");
  assert.equal(prepared.status, 0, prepared.said);
  assert.match(prepared.said, /git tag --sign v9\.8\.7/);
  assert.equal(git("status", "--porcelain"), "");
  assert.equal(git("tag"), "", "it does not tag");
  assert.equal(git("log", "-1", "--format=%s"), `release: Upgo ${VERSION}`);
  const changed = ["CHANGELOG.md", "Cargo.lock", "Cargo.toml", `docs/releases/${VERSION}.json`, "docs/releases/next.json", "package-lock.json", "package.json"];
  changed.splice(3, 0, "README.md", "README.zh-CN.md");
  changed.push("packaging/ansible/galaxy.yml", "packaging/powershell/Upgo/Upgo.psd1");
  assert.match(readFileSync(join(tree, "README.md"), "utf8"), /\]\(https:\/\/github\.com\/a\/b\/releases\/latest\)/);
  assert.deepEqual(git("show", "--format=", "--name-only").split("\n"), changed);
  assert.equal(release(VERSION, "--prepare").status, 1, "it is prepared only once");

  const packages = join(folder, "whole-packages");
  standIns(packages, VERSION);
  const publish = () => release(VERSION, "--files", packages, "--out", join(folder, "whole-out"));
  assert.match(publish().said, /UPGO_SIGNING_KEY names no file/);
  env.UPGO_SIGNING_KEY = join(folder, "foreign.key");
  writeFileSync(env.UPGO_SIGNING_KEY, secretKeyText(makeKey()));
  assert.match(publish().said, /no program would accept this release/);
  env.UPGO_SIGNING_KEY = join(folder, "one", "upgo-current.key");
  assert.equal(publish().status, 0, publish().said);
  assert.deepEqual(mistakesInRelease(join(folder, "whole-out"), publicKeys(tree)), []);
  const page = readFileSync(join(folder, "whole-out/notes.md"), "utf8");
  assert.ok(page.includes("https://github.com/a/b/releases/download/v9.8.7/Upgo-9.8.7-setup.exe"));
  rmSync(join(packages, `Upgo-${VERSION}-setup.exe`));
  assert.match(publish().said, /missing: nsis windows amd64/);
  assert.equal(publish().status, 1);
  const others = release(VERSION, "--dry-run", "--out", tree);
  assert.match(others.said, /is not empty, and has no earlier release/);
  assert.ok(readdirSync(tree).includes("scripts"), "a folder of something else was emptied");
});

test("the job with the key runs no code of dependencies, and no other job knows a secret", () => {
  const seen = new Set();
  const foreign = [];
  const visit = (path) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const [, name] of readFileSync(path, "utf8").matchAll(/^(?:import|\} from|export .* from)\b[^;"]*"([^"]+)"/gm)) {
      if (name.startsWith(".")) visit(join(path, "..", name));
      else if (!name.startsWith("node:")) foreign.push(`${path}: ${name}`);
    }
  };
  for (const name of ["release.mjs", "release-keys.mjs"]) visit(join(root, "scripts", name));
  assert.ok(seen.has(join(root, "scripts/lib/release/managers/aur.mjs")) && seen.has(join(root, "scripts/lib/sbom.mjs")), "the walk ends early");
  assert.deepEqual(foreign, []);

  const workflow = readFileSync(join(root, ".github/workflows/release.yml"), "utf8");
  const jobs = workflow.slice(workflow.indexOf("\njobs:\n")).split(/^ {2}(?=[\w-]+:$)/m).slice(1);
  assert.ok(jobs.length >= 5);
  const code = /\bnpm\b|\bnpx\b|\bcargo\b|\bapt-get\b|\brustup\b|\bscripts\/build\.mjs/;
  /** Job → the secrets that it names. */
  const known = { sign: ["UPGO_SIGNING_KEY", "UPGO_SIGNING_PASSWORD"] };
  for (const name of ["signed-launchers", "signed-programs", "signed-packages"]) known[name] = ["SIGNPATH_TOKEN"];
  for (const job of jobs) {
    const name = job.split(":")[0];
    const secrets = [...job.matchAll(/\bsecrets\.(\w+)/g)].map(([, secret]) => secret);
    assert.deepEqual(secrets, known[name] ?? [], name);
    assert.equal(/^ {4}environment:/m.test(job), name in known, name);
    assert.equal(/contents: write/.test(job), name === "sign", name);
    if (/: write/.test(job) || name in known) assert.doesNotMatch(job, code, name);
  }
  assert.doesNotMatch(readFileSync(join(root, ".github/actions/authenticode/action.yml"), "utf8"), code);
});

// A signature covers the bytes of a file, so what is inside of another file is signed before.
test("what Windows starts is signed before it is embedded or packed, and never after it was attested", () => {
  const workflow = readFileSync(join(root, ".github/workflows/release.yml"), "utf8");
  const jobs = workflow.slice(workflow.indexOf("\njobs:\n")).split(/^ {2}(?=[\w-]+:$)/m).slice(1);
  const job = (name) => jobs.find((each) => each.startsWith(`${name}:\n`));
  const needs = (name) => /^ {4}needs: \[?(.*?)\]?$/m.exec(job(name))[1].split(", ");
  assert.deepEqual(needs("signed-launchers"), ["launcher-arm64", "launcher-amd64"]);
  for (const name of ["windows-arm64", "windows-amd64"]) {
    assert.deepEqual(needs(name), ["signed-launchers"]);
    assert.match(job(name), /UPGO_OWN_LAUNCHER="?=?"?\$PWD\/target\/launchers\/launcher-a\w+64\//, name);
    assert.match(job(name), /name: launchers\n +path: target\/launchers\n/, name);
  }
  assert.deepEqual(needs("signed-programs"), ["windows-arm64", "windows-amd64"]);
  assert.deepEqual(needs("linux"), ["signed-programs"]);
  assert.match(job("linux"), /--amd64 target\/programs\/programs-amd64 --arm64 target\/programs\/programs-arm64$/m);
  assert.deepEqual(needs("signed-packages"), ["linux"]);
  assert.deepEqual(needs("reproducible"), ["signed-packages"]);
  assert.ok(needs("attest").includes("signed-packages"));
  // nobody downloads what is not signed yet, except the signer
  for (const each of jobs) {
    if (/download-artifact@.*\n +with:\n +name: unsigned-/.test(each)) assert.ok(each.startsWith("signed-packages:\n"), each.split("\n")[0]);
  }
});

test("what is shipped is compared with another build before anything is attested", () => {
  const workflow = readFileSync(join(root, ".github/workflows/release.yml"), "utf8");
  const jobs = workflow.slice(workflow.indexOf("\njobs:\n")).split(/^ {2}(?=[\w-]+:$)/m).slice(1);
  const job = (name) => jobs.find((each) => each.startsWith(`${name}:\n`));
  const [linux, reproducible] = [job("linux"), job("reproducible")];
  assert.match(reproducible, /^ {4}needs: signed-packages$/m);
  assert.match(reproducible, /download-artifact@[^]*name: packages\n +path: target\/shipped\n/);
  assert.match(reproducible, /run: node scripts\/reproducible\.mjs --shipped target\/shipped\/upgo-\*-linux-amd64\.zip$/m);
  assert.match(linux, /name: unsigned-packages\n[^]*target\/packages\/\*\.zip\n/);
  assert.match(job("attest"), /^ {4}needs: \[.*\breproducible\b.*\]$/m);
  // the same compiler and the same libraries
  for (const same of [/^ {4}container: .*$/m, /^ {10}apt-get [^]*?(?=\n {6}- )/m]) {
    const [here] = same.exec(linux);
    assert.ok(reproducible.includes(here), here);
  }
  // and the same selection of packages, which decides the features of dependencies
  const build = readFileSync(join(root, "scripts/build.mjs"), "utf8");
  assert.doesNotMatch(build, /buildPrograms\(\{[^}]*packages: PACKAGES[^}]*release/);
});

test("an archive of programs is read as it was written", () => {
  const files = { upgo: Buffer.from("one".repeat(1000)), "upgo-desktop": Buffer.alloc(0) };
  assert.deepEqual(unzipped(zipped(files, 1_800_000_000)), files);
  assert.throws(() => unzipped(Buffer.from("no zip")), /no archive/);
  const damaged = zipped(files, 1_800_000_000);
  damaged.writeUInt32LE(1, damaged.indexOf(Buffer.from("PK\x01\x02", "latin1")) + 16);
  assert.throws(() => unzipped(damaged), /upgo is damaged/);
});
