// The package managers' files: by the schemas that the managers publish, and by rules that no schema has.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import Ajv from "ajv";
import formats from "ajv-formats";
import { packagesIn } from "../../scripts/lib/release/files.mjs";
import { NAMESPACE } from "../../scripts/lib/release/managers/chocolatey.mjs";
import { managersFiles } from "../../scripts/lib/release/managers/index.mjs";
import { scoopDocument } from "../../scripts/lib/release/managers/scoop.mjs";
import { FOLDER, IDENTIFIER, wingetDocuments } from "../../scripts/lib/release/managers/winget.mjs";
import { SHORT } from "../../scripts/lib/release/managers/words.mjs";
import { yaml } from "../../scripts/lib/release/managers/yaml.mjs";
import { standIns } from "../../scripts/lib/release/standins.mjs";
import { SCHEMAS, schema } from "../../scripts/lib/schemas.mjs";
import { Unavailable, python } from "../../scripts/lib/tools.mjs";

const VERSION = "1.2.3";
const folder = mkdtempSync(join(tmpdir(), "upgo-managers-"));
const project = { owner: "someone", repository: "upgo", homepage: "https://upgo.example/" };
const packages = join(folder, "packages");
let release;
let files;
/** Name → schema; or why they are not here. */
const schemas = {};
let missingSchemas;

before(async () => {
  standIns(packages, VERSION);
  const date = "2026-12-01T10:00:00Z";
  const notes = [{ version: VERSION, date, en: ["It's new: a # sign & <more>.", "Two."], "zh-CN": ["新功能：“一键”升级。", "二。"] }];
  release = { format: 1, version: VERSION, date, notes, files: packagesIn(packages, VERSION).files };
  files = managersFiles(release, project);
  try {
    for (const name of Object.keys(SCHEMAS)) schemas[name] = await schema(name);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    missingSchemas = error.message;
  }
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** What a JSON schema finds wrong with a document. */
function wrongBy(name, document) {
  const ajv = formats(new Ajv({ strict: false, allErrors: true, logger: false }));
  const { $id, ...rest } = JSON.parse(schemas[name].toString());
  const valid = ajv.compile(rest);
  return valid(document) ? [] : valid.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test("winget's four files are valid by its schemas", (t) => {
  if (missingSchemas) return t.skip(missingSchemas);
  const documents = Object.values(wingetDocuments(release, project));
  assert.deepEqual(documents.map(({ ManifestType }) => ManifestType), ["version", "installer", "defaultLocale", "locale"]);
  for (const document of documents) assert.deepEqual(wrongBy(`winget ${document.ManifestType}`, document), [], document.ManifestType);
  const installer = structuredClone(documents[1]);
  installer.Installers[0].InstallerSha256 = "none";
  delete installer.Installers[1].Architecture;
  assert.equal(wrongBy("winget installer", installer).length, 2, "the schema finds nothing");
});

test("Scoop's file is valid by its schema", (t) => {
  if (missingSchemas) return t.skip(missingSchemas);
  const document = scoopDocument(release, project);
  assert.deepEqual(wrongBy("scoop", document), []);
  assert.deepEqual(wrongBy("scoop", JSON.parse(files["scoop/upgo.json"])), []);
  assert.notDeepEqual(wrongBy("scoop", { ...document, shortcut: [] }), []);
});

test("Chocolatey's description is valid by its schema", (t) => {
  if (missingSchemas) return t.skip(missingSchemas);
  if (spawnSync("xmllint", ["--version"]).error) return t.skip("xmllint is missing (Debian: libxml2-utils)");
  const xsd = join(folder, "nuspec.xsd");
  // the namespace is open in the schema; the manager fills it in
  writeFileSync(xsd, schemas.chocolatey.toString().replaceAll("{0}", NAMESPACE));
  const check = (text) => spawnSync("xmllint", ["--noout", "--schema", xsd, "-"], { input: text, encoding: "utf8" });
  const nuspec = files["chocolatey/upgo.nuspec"];
  assert.equal(check(nuspec).status, 0, check(nuspec).stderr);
  assert.notEqual(check(nuspec.replace("<id>upgo</id>", "")).status, 0, "the schema finds nothing");
});

test("every address is that of a file of the release, next to its checksum", () => {
  let count = 0;
  for (const [name, text] of Object.entries(files)) {
    assert.ok(!/OWNER|REPOSITORY|undefined|\bnull\b|NaN|\[object/.test(text), name);
    for (const [, version, file] of text.matchAll(/releases\/download\/v([^/]+)\/([^\s"']+)/g)) {
      if (version === "$version") continue;
      const found = release.files.find((each) => each.name === file);
      assert.ok(found && version === VERSION, `${name}: ${file}`);
      assert.ok(text.toLowerCase().includes(found.sha256), `${name}: the checksum of ${file}`);
      count += 1;
    }
  }
  assert.ok(count >= 10, `${count} addresses`);
});

test("Scoop finds the next version by the names that releases have", () => {
  const { autoupdate, architecture, ...rest } = scoopDocument(release, project);
  for (const [name, { url }] of Object.entries(autoupdate.architecture)) {
    assert.equal(url.replaceAll("$version", VERSION), architecture[name].url);
  }
  assert.equal(autoupdate.hash.url, "$baseurl/SHA256SUMS");
  assert.deepEqual(Object.keys(architecture), ["64bit", "arm64"]);
  assert.equal(rest.persist, undefined, "Upgo's home is outside of Scoop's folder");
});

test("Scoop registers the window, which makes its shortcut and lets Windows show its notifications", () => {
  const { post_install, shortcuts } = scoopDocument(release, project);
  assert.equal(shortcuts, undefined);
  assert.match(post_install.join("\n"), /^Start-Process -Wait .*upgo-desktop\.exe" -ArgumentList '--register'$/);
});

test("before Scoop removes or replaces it, the tray icon is asked to quit", () => {
  const [quit, unregister, ...more] = scoopDocument(release, project).pre_uninstall;
  assert.match(quit, /^Start-Process -Wait .*upgo-desktop\.exe" -ArgumentList '--quit'$/);
  assert.match(unregister, /^if \(\$cmd -eq 'uninstall'\) \{ Start-Process -Wait .*'--unregister' \}$/);
  assert.deepEqual(more, []);
  assert.match(scoopDocument(release, project).notes.join("\n"), /quit Upgo from its tray icon before 'scoop update upgo'/);
});

test("winget knows both scopes, both processors, and how the installer ends", () => {
  const documents = wingetDocuments(release, project);
  assert.ok(FOLDER.endsWith(IDENTIFIER.replaceAll(".", "/")));
  const { Installers, Dependencies } = documents[`${IDENTIFIER}.installer.yaml`];
  assert.equal(Dependencies, undefined, "a package for the machine asks for an administrator");
  const rows = Installers.map((each) => [each.Architecture, each.InstallerType, each.Scope].join(" ")).sort();
  assert.deepEqual(rows, ["arm64 nullsoft user", "arm64 wix machine", "x64 nullsoft user", "x64 wix machine"]);
  const script = readFileSync(new URL("../../packaging/windows/upgo.nsi", import.meta.url), "utf8");
  const codes = [...script.matchAll(/^!define EXIT_\w+ (\d+)$/gm)].map(([, code]) => Number(code));
  const { ExpectedReturnCodes: known, InstallerSuccessCodes: installed } = Installers.find(({ InstallerType }) => InstallerType === "nullsoft");
  assert.deepEqual([...known.map(({ InstallerReturnCode }) => InstallerReturnCode), ...installed], codes, "the exit codes of the installer");
  assert.deepEqual(installed, [20], "with 20, Upgo is installed");
  assert.ok(script.includes(`Uninstall\\${Installers.find(({ ProductCode }) => ProductCode).ProductCode}"`), "the key of the installer's entry");
  const msi = readFileSync(new URL("../../packaging/windows/upgo.wxs", import.meta.url), "utf8");
  const code = Installers.find(({ InstallerType }) => InstallerType === "wix").AppsAndFeaturesEntries[0].UpgradeCode;
  assert.ok(msi.includes(`UpgradeCode="${code}"`), "the code of the MSI");
  for (const language of ["en-US", "zh-CN"]) assert.ok(documents[`${IDENTIFIER}.locale.${language}.yaml`].ShortDescription, language);
});

test("Chocolatey takes the MSI, and the installer if there is none", () => {
  const script = files["chocolatey/tools/chocolateyinstall.ps1"];
  assert.match(script, /fileType {7}= 'msi'[^]*'\/qn \/norestart'[^]*@\(0, 1641, 3010\)/);
  assert.match(script, /\$isArm64/);
  const few = { ...release, files: release.files.filter(({ kind, arch }) => kind !== "msi" && arch === "amd64") };
  const other = managersFiles(few, project)["chocolatey/tools/chocolateyinstall.ps1"];
  assert.match(other, /fileType {7}= 'exe'[^]*'\/S'[^]*@\(0, 20\)/);
  assert.ok(!other.includes("$isArm64"));
  for (const text of [script, other]) assert.equal(text.split("{").length, text.split("}").length, "braces");
});

test("a release without a package has no file that names it", () => {
  const linux = { ...release, files: release.files.filter(({ kind }) => kind === "deb") };
  assert.deepEqual(Object.keys(managersFiles(linux, project)), ["aur/PKGBUILD", "aur/.SRCINFO"]);
});

test("the formula is for Linux, and Ruby reads it", (t) => {
  const formula = files["homebrew/upgo.rb"];
  assert.match(formula, /^class Upgo < Formula\n/);
  const text = (field) => new RegExp(`^ {2}${field} "([^"]+)"$`, "m").exec(formula)?.[1];
  // what `brew audit` wants of a description: short, no name, no full stop, no article
  assert.ok(SHORT.en.length <= 80 && !/^(?:an?|the) |\.$|upgo/i.test(text("desc")), text("desc"));
  assert.deepEqual(["version", "license", "homepage"].map(text), [VERSION, "MIT", project.homepage]);
  const opened = formula.match(/^\s*(?:class|def|test do|livecheck do|on_\w+ do)\b/gm).length;
  assert.equal(formula.match(/^\s*end$/gm).length, opened, "each block has an end");
  if (spawnSync("ruby", ["--version"]).error) return t.diagnostic("ruby is not installed");
  execFileSync("ruby", ["-c"], { input: formula });
});

test("PKGBUILD is a script of bash with the fields that .SRCINFO states", () => {
  const path = join(folder, "aur", "PKGBUILD");
  mkdirSync(dirname(path), { recursive: true });
  for (const name of ["PKGBUILD", ".SRCINFO"]) writeFileSync(join(folder, "aur", name), files[`aur/${name}`]);
  execFileSync("bash", ["-n", path]);
  const script = `. "$1"
printf 'pkgbase = %s\\n' "$pkgname"
for name in pkgdesc pkgver pkgrel url arch license depends provides conflicts options source_x86_64 sha256sums_x86_64; do
  declare -n values=$name
  for value in "\${values[@]}"; do printf '\\t%s = %s\\n' "$name" "$value"; done
done
printf '\\npkgname = %s\\n' "$pkgname"`;
  const stated = execFileSync("bash", ["-c", script, "bash", path], { encoding: "utf8" });
  assert.equal(stated, files["aur/.SRCINFO"]);
  const tool = spawnSync("makepkg", ["--printsrcinfo"], { cwd: join(folder, "aur"), encoding: "utf8" });
  if (!tool.error && tool.status === 0) assert.equal(tool.stdout, files["aur/.SRCINFO"]);
});

test("PKGBUILD puts the files of the Debian package into Arch's places", () => {
  const work = join(folder, "package");
  const there = ["usr/bin/upgo", "usr/share/doc/upgo/copyright", "usr/share/zsh/vendor-completions/_upgo"];
  for (const name of there) {
    mkdirSync(dirname(join(work, "tree", name)), { recursive: true });
    writeFileSync(join(work, "tree", name), name);
  }
  for (const name of ["src", "pkg"]) mkdirSync(join(work, name));
  execFileSync("tar", ["-cf", join(work, "src", "data.tar.xz"), "-C", join(work, "tree"), "."]);
  const script = 'set -e; bsdtar() { tar "$@"; }; . "$1"; srcdir="$2/src"; pkgdir="$2/pkg"; package';
  execFileSync("bash", ["-c", script, "bash", join(folder, "aur", "PKGBUILD"), work]);
  for (const name of ["bin/upgo", "share/licenses/upgo-bin/LICENSE", "share/zsh/site-functions/_upgo"]) {
    assert.ok(existsSync(join(work, "pkg", "usr", name)), name);
  }
  assert.ok(!existsSync(join(work, "pkg/usr/share/zsh/vendor-completions")), "Debian's folder is left");
});

test("YAML says what was meant", (t) => {
  const document = {
    text: "plain",
    quoted: ["yes", "1.10", "a: b", "#c", "- d", "'e'", "", "null", "2026-12-01", "g # h", "%LOCALAPPDATA%", "*", "是：“的”"],
    version: "1.2.3",
    number: 6,
    truth: true,
    lines: "one\n\n  two: #\nthree",
    list: [{ name: "a", inner: { deep: ["b", "c"] } }, { name: "d" }],
    absent: undefined,
  };
  assert.ok(!yaml(document).includes("absent"));
  const read = spawnSync(python, ["-c", "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"], {
    input: yaml(document),
    encoding: "utf8",
  });
  if (/No module named/.test(read.stderr)) return t.skip("Python has no yaml");
  assert.deepEqual(JSON.parse(read.stdout), JSON.parse(JSON.stringify(document)));
  for (const [name, text] of Object.entries(files).filter(([each]) => each.endsWith(".yaml"))) {
    const again = spawnSync(python, ["-c", "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"], {
      input: text,
      encoding: "utf8",
    });
    assert.deepEqual(JSON.parse(again.stdout), wingetDocuments(release, project)[name.replace("winget/", "")], name);
  }
});
