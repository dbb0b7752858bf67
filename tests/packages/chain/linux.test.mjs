// From the files of a release to a working Go, to a newer Upgo, and back to the machine as it was: only by the commands
// of the README and of docs/installing.md.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { makeDeb } from "../../../scripts/lib/packages.mjs";
import { makeProgramsArchive } from "../../../scripts/lib/release/programs.mjs";
import { toolsFolder } from "../../../scripts/lib/tools.mjs";
import { FreshMachine } from "../rig/fresh.mjs";
import { Network } from "../rig/network.mjs";
import { strippedPrograms } from "../rig/programs.mjs";
import { NEW, OLD, programsOf, publisher, release } from "../rig/releases.mjs";
import { commandFor, commandsOf } from "../rig/words.mjs";

const FIRST_GO = "go1.26.6";
const NEXT_GO = "go1.27.3";

const folder = mkdtempSync(join(tmpdir(), "upgo-chain-"));
const upgo = join(folder, "releases");
const go = join(toolsFolder, "real-go");
const skip = FreshMachine.missing() || (existsSync(join(go, "index.json")) ? false : "real Go is missing: npm run setup");
let network;
let variables;

before(async () => {
  if (skip) return;
  const built = strippedPrograms(folder);
  const dryRuns = [OLD, NEW].map((version) => {
    const from = join(folder, `packages-${version}`);
    const programs = programsOf(built, version, join(folder, `programs-${version}`));
    makeDeb(programs, from, { quick: true, versionOf: version });
    makeProgramsArchive(programs, from, "linux", "amd64", version);
    return release(version, from, upgo, folder);
  });
  network = await Network.start({ folder: join(folder, "certificates"), go, upgo });
  variables = { ...network.variables, UPGO_TEST_RELEASES: publisher(dryRuns) };
});
after(async () => {
  await network?.end();
  rmSync(folder, { recursive: true, force: true });
});

const installing = (version) => commandsOf("docs/installing.md", version);

/** A test with a machine whose user has downloaded these files of releases. */
function story(name, files, tell) {
  test(name, { skip }, async () => {
    const machine = new FreshMachine(mkdtempSync(join(folder, "machine-")), variables);
    try {
      machine.download([network.certificate, ...files.map(([version, file]) => join(upgo, `v${version}`, file))]);
      await network.publish({ go: [FIRST_GO], upgo: OLD });
      await tell(machine, (line) => machine.runs("zoe", line));
      assert.deepEqual(machine.differences(), []);
    } finally {
      machine.remove();
    }
  });
}

test("each package that the documents name is in the release", { skip }, () => {
  const named = [...installing(NEW), ...commandsOf("README.md", NEW)].flatMap((line) => line.match(/[\w.-]+\.(?:deb|rpm|AppImage|msi|exe|zip)\b/g) ?? []);
  const files = [...new Set(named)].filter((name) => name.includes(NEW));
  assert.ok(files.length >= 6, files.join(" "));
  const released = readdirSync(join(upgo, `v${NEW}`));
  assert.deepEqual(files.filter((name) => !released.includes(name)), []);
});

const deb = (version) => [version, `upgo_${version}_amd64.deb`];
const zip = (version) => [version, `upgo-${version}-linux-amd64.zip`];

story("the Debian package, the commands of the README, and a newer package", [deb(OLD), deb(NEW)], async (machine, type) => {
  const install = (version) => commandFor(/^sudo apt install/, commandsOf("README.md", version));
  type(install(OLD));
  assert.equal(type("upgo --version"), `upgo ${OLD}\n`);
  /** Command → the Go of a new terminal after it. */
  const uses = {
    "upgo install latest --use": FIRST_GO,
    "upgo status": FIRST_GO,
    "upgo upgrade": NEXT_GO,
    "upgo rollback": FIRST_GO,
    "upgo why": FIRST_GO,
    "upgo doctor --fix": FIRST_GO,
  };
  assert.deepEqual(commandsOf("README.md", OLD).filter((line) => line.startsWith("upgo ")), Object.keys(uses));
  for (const [line, version] of Object.entries(uses)) {
    if (line === "upgo upgrade") await network.publish({ go: [NEXT_GO, FIRST_GO], upgo: OLD });
    type(line);
    assert.match(type("go version"), new RegExp(`^go version ${version} linux/`), line);
  }

  assert.match(type("upgo self check"), /\(dpkg\) installed Upgo\. Download the new package, and install it as you did the first one\./, "Upgo does not replace the files of a package");
  type(install(NEW));
  assert.equal(type("upgo --version"), `upgo ${NEW}\n`);
  assert.match(type("go version"), new RegExp(FIRST_GO));

  for (const command of [/^upgo self uninstall/, /^upgo-desktop --unregister/, /^sudo apt remove/]) {
    type(commandFor(command, installing(NEW)));
  }
});

story("the programs alone, which update themselves and go back", [zip(OLD)], async (_, type) => {
  type(commandFor(/^unzip /, installing(OLD)));
  assert.equal(type("upgo --version"), `upgo ${OLD}\n`);
  type(commandFor(/^upgo install/, commandsOf("README.md", OLD)));
  assert.match(type("go version"), new RegExp(FIRST_GO));
  type("upgo settings set ca-file ~/Downloads/authority.pem"); // as in an organization that inspects TLS

  assert.match(type("upgo self check"), new RegExp(OLD.replaceAll(".", "\\.")));
  await network.publish({ go: [FIRST_GO], upgo: NEW });
  type(commandFor(/^upgo self update/, installing(OLD)));
  assert.equal(type("upgo --version"), `upgo ${NEW}\n`);
  type(commandFor(/^upgo self rollback/, installing(OLD)));
  assert.equal(type("upgo --version"), `upgo ${OLD}\n`);
  type(commandFor(/^upgo self update/, installing(OLD)));
  assert.match(type("upgo self check"), new RegExp(NEW.replaceAll(".", "\\.")));
  assert.match(type("go version"), new RegExp(FIRST_GO));

  for (const command of [/^upgo self uninstall/, /^upgo-desktop --unregister/, /^rm /]) {
    type(commandFor(command, installing(NEW)));
  }
});
