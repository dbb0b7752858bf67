// The templates for build servers, as these run them: the real scripts and the real `upgo`, with releases on loopback.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { desktopPrograms } from "../../scripts/lib/desktop.mjs";
import { serveMirror } from "../../scripts/lib/mirror.mjs";
import { version } from "../../scripts/lib/packages.mjs";
import { makeProgramsArchive } from "../../scripts/lib/release/programs.mjs";
import { zipped } from "../../scripts/lib/release/zip.mjs";
import { makeSamples } from "../../scripts/lib/sample-go.mjs";
import { makeHome } from "../../scripts/lib/throwaway.mjs";
import { Unavailable } from "../../scripts/lib/tools.mjs";
import { environmentWithoutGo } from "../without-go.mjs";
import { Runner, azure, digestOf, github, gitlab, template } from "./rig/build-servers.mjs";

const [ASKED, NEWEST] = ["1.26.6", "1.27.3"];
const ARCH = process.arch === "x64" ? "amd64" : process.arch;
const GO_MOD = { "go.mod": "module example.com/a\n\ngo 1.26\n" };

/** `upgo`, except for its judgment of projects. */
const STAND_IN = `#!/bin/sh
[ "$1" = projects ] || exec "$REAL_UPGO" "$@"
echo "$*" >>"$ANSWERS/asked"
case "$*" in *--format*) cat "$ANSWERS/document" ;; *) cat "$ANSWERS/text" ;; esac
exit "$(cat "$ANSWERS/code")"
`;
/** What a repository of somebody else can make Upgo print: the names of its folders. */
const HOSTILE = "a/###vso[task.prependpath]evil\n:::add-path::evil\n###[error]x\n<script>&</pre>";

const folder = mkdtempSync(join(tmpdir(), "upgo-build-servers-"));
const releases = createServer((request, response) => {
  const path = join(folder, "releases", basename(request.url));
  if (!request.url.startsWith(`/v${/\d+\.\d+\.\d+/.exec(path)?.[0]}/`) || !existsSync(path)) return response.writeHead(404).end();
  createReadStream(path).pipe(response);
});
let missing;
/** The inputs that each job has, and the variables of each machine. */
let inputs, machine;
/** The inputs for a release whose `upgo projects` answers what a test wants. */
let standIn;

before(async () => {
  try {
    template("ci/gitlab.yml");
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return void (missing = error.message);
  }
  const { upgo } = desktopPrograms();
  const stripped = join(folder, "upgo"); // compressing the debug information takes longer than everything else
  execFileSync("strip", ["--strip-unneeded", "-o", stripped, upgo]);
  const archive = makeProgramsArchive({ upgo: stripped }, join(folder, "releases"), "linux");
  await new Promise((listening) => releases.listen(0, "127.0.0.1", listening));
  inputs = { version, sha256: digestOf(archive), "base-url": `http://127.0.0.1:${releases.address().port}` };
  const other = join(folder, "releases", `upgo-9.9.9-linux-${ARCH}.zip`);
  writeFileSync(other, zipped({ upgo: Buffer.from(STAND_IN) }, 0));
  standIn = { ...inputs, version: "9.9.9", sha256: digestOf(other), gate: "true" };
  const samples = join(folder, "samples");
  for (const place of [samples, join(folder, "nowhere")]) mkdirSync(place);
  makeSamples(samples, [ASKED, NEWEST], `linux-${ARCH}`);
  makeHome(folder);
  const env = { ...environmentWithoutGo(folder), GOSUMDB: "off", UPGO_FEED_URL: pathToFileURL(`${folder}/nowhere/`).href };
  const mirror = join(folder, "mirror");
  execFileSync(upgo, ["mirror", "build", mirror, "--versions", `${ASKED},${NEWEST}`, "--from", samples], { env, stdio: "pipe" });
  machine = { GOSUMDB: "off", UPGO_FEED_URL: await serveMirror(upgo, env, mirror) };
});
after(() => {
  releases.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A test that is skipped if this machine cannot read the templates. */
const testOfTemplates = (name, run) => test(name, (t) => (missing ? t.skip(missing) : run(t)));
const runner = (files = GO_MOD, env = {}) => new Runner(folder, { ...machine, ...env }).write(files);
const goOf = async (machineOf, job) => (await machineOf.run("sh", ["-c", "command -v go; go version; upgo --version"], job.later)).output;
const asVariables = (given) => ({ UPGO_SETUP_VERSION: given.version, UPGO_SETUP_SHA256: given.sha256, UPGO_SETUP_BASE_URL: given["base-url"] });
const asParameters = (given) => ({ version: given.version, sha256: given.sha256, baseUrl: given["base-url"] });

testOfTemplates("GitHub: the later steps have Upgo and the Go that go.mod asks for", async () => {
  const place = runner();
  const job = await github(place, inputs);
  assert.equal(job.status, 0, job.output);
  assert.equal(job.outputs["go-version"], ASKED);
  assert.equal(readFileSync(join(job.outputs.goroot, "VERSION"), "utf8").split("\n")[0], `go${ASKED}`);
  assert.match(await goOf(place, job), new RegExp(`^${place.temp}.*/bin/go\ngo version go${ASKED} .*\nupgo ${version}\n$`));
  assert.deepEqual(job.cached, { path: join(place.temp, "upgo-cache"), key: `upgo-Linux-X64-go${ASKED}` });
  assert.deepEqual(Object.keys(job.env).sort(), ["UPGO_HOME", "UPGO_NO_MODIFY_PATH", "UPGO_NO_SELF_UPDATE"], "GOTOOLCHAIN was not asked for");
  assert.equal(readFileSync(join(place.env.HOME, ".profile"), "utf8"), "# the user's own profile\n");
  assert.deepEqual(readdirSync(join(place.env.HOME)), [".profile"], "the account of the runner has nothing new");
});

testOfTemplates("GitHub: the same job again installs nothing new, and changes nothing", async () => {
  const place = runner();
  const first = await github(place, inputs);
  const home = first.env.UPGO_HOME;
  const installed = () => [readdirSync(join(home, "toolchains")), readdirSync(join(home, "journal"))];
  const before = installed();
  place.env.UPGO_HOME = home; // of the variables that the first step set
  const again = await github(place, inputs);
  assert.equal(again.status, 0, again.output);
  assert.deepEqual([again.outputs, installed()], [first.outputs, before]);
  assert.match(again.output, /go1\.26\.6 is already installed/);
});

testOfTemplates("GitHub: another version, another folder and GOTOOLCHAIN are used if they are asked for", async () => {
  const place = runner({ "go.mod": "module a\n\ngo 1.26\n", "b/go.mod": "module b\n\ngo 1.27\n" });
  const of = async (more) => {
    const job = await github(place, { ...inputs, ...more });
    assert.equal(job.status, 0, job.output);
    return job;
  };
  assert.equal((await of({ "go-version": "latest", cache: "false" })).outputs["go-version"], NEWEST);
  assert.ok(!existsSync(join(place.temp, "upgo-cache")), "without the cache, there is no archive to keep");
  const other = await of({ "working-directory": "b", gotoolchain: "local" });
  assert.deepEqual([other.outputs["go-version"], other.env.GOTOOLCHAIN], [NEWEST, "local"]);
});

testOfTemplates("a file with another digest is refused, and nothing of it is left", async () => {
  const wrong = { ...inputs, sha256: "0".repeat(64) };
  const places = [runner(), runner(), runner()];
  const jobs = [await github(places[0], wrong), await azure(places[1], asParameters(wrong)), await gitlab(places[2], asVariables(wrong))];
  for (const [at, { status, output }] of jobs.entries()) {
    assert.equal(status, 1, output);
    assert.match(output, new RegExp(`The SHA-256 of upgo-${version}-linux-${ARCH}\\.zip is ${inputs.sha256}, which is not the expected one`));
    assert.deepEqual(readdirSync(places[at].temp).filter((name) => name.startsWith("upgo")), []);
    assert.deepEqual(readdirSync(places[at].env.TMPDIR).filter((name) => name.startsWith("upgo")), []);
  }
  const several = await github(runner(), { ...inputs, sha256: `${"0".repeat(64)}\n${inputs.sha256.toUpperCase()}\n` });
  assert.equal(several.status, 0, several.output);
});

testOfTemplates("an input that is more than it should be is refused before anything is downloaded", async () => {
  const place = runner();
  const mark = join(place.folder, "ran");
  const evil = [`$(touch ${mark})`, `1;touch ${mark}`, `\`touch ${mark}\``, `"; touch ${mark}; "`, "../../x", "-x", "1.0.0\n2.0.0", "1.0.0 2"];
  for (const name of ["version", "sha256", "base-url", "go-version", "gotoolchain"]) {
    for (const text of evil) {
      const job = await github(place, { ...inputs, [name]: text });
      assert.equal(job.status, 1, `${name}: ${text}: ${job.output}`);
      assert.match(job.output, /^setup-upgo: .*Nothing was installed/, `${name}: ${text}`);
    }
  }
  for (const other of ["http://example.com", "file:///etc", "ftp://127.0.0.1:1", ""]) {
    assert.match((await github(place, { ...inputs, "base-url": other })).output, /must begin with https/, other);
  }
  assert.ok(!existsSync(mark));
  assert.ok(!existsSync(join(place.checkout, "home")));
});

testOfTemplates("a project whose Go does not exist fails with Upgo's own words and exit code", async () => {
  const job = await github(runner({ "go.mod": "module a\n\ngo 1.99\n" }), inputs);
  assert.notEqual(job.status, 0);
  assert.match(job.output, /error: .*1\.99/);
  assert.equal(job.outputs["go-version"], "");
});

testOfTemplates("the cached archive is used, and one that somebody changed is downloaded again", async () => {
  const place = runner();
  const first = await github(place, inputs);
  assert.equal(first.status, 0, first.output);
  const bundle = join(first.cached.path, `go${ASKED}.zip`);
  const [bytes, stale] = [readFileSync(bundle), join(first.cached.path, "go1.2.3.zip")];

  writeFileSync(stale, "of an older release");
  const second = await github(place, inputs);
  assert.equal(second.status, 0, second.output);
  assert.ok(!second.output.includes("downloaded again") && existsSync(stale));

  const changed = Buffer.from(bytes);
  changed.fill(0x58, 200, 208); // in the archive of Go
  writeFileSync(bundle, changed);
  const third = await github(place, inputs);
  assert.equal(third.status, 0, third.output);
  assert.match(third.output, /is damaged[^]*The cached archive cannot be used, so it is downloaded again/);
  assert.deepEqual(readFileSync(bundle), bytes);
  assert.ok(!existsSync(stale), "an older archive does not stay in the cache");
  assert.match(await goOf(place, third), new RegExp(`go version go${ASKED} `));
});

testOfTemplates("GitLab: the job has Upgo and the Go that go.mod asks for, and keeps its archive", async () => {
  const place = runner();
  const { status, output } = await gitlab(place, asVariables(inputs), { script: ["command -v go", "go version", "upgo --version", 'echo "home: $UPGO_HOME"'] });
  assert.equal(status, 0, output);
  assert.match(output, new RegExp(`/bin/go\ngo version go${ASKED} .*\nupgo ${version}\nhome: `));
  const { paths } = template("ci/gitlab.yml")[".upgo"].cache;
  assert.deepEqual(readdirSync(join(place.checkout, paths[0])), [`go${ASKED}.zip`]);
  assert.ok(!output.includes(`home: ${place.checkout}`), "the home is not in the checkout, where others may write");
});

testOfTemplates("Azure: the later steps have Upgo and the Go that go.mod asks for", async () => {
  const place = runner();
  const job = await azure(place, asParameters(inputs));
  assert.equal(job.status, 0, job.output);
  assert.match(await goOf(place, job), new RegExp(`/bin/go\ngo version go${ASKED} .*\nupgo ${version}\n$`));
  assert.equal(job.env.UPGO_SETUP_GO_VERSION, ASKED);
  assert.ok(job.env.UPGO_SETUP_GOROOT.endsWith(`go${ASKED}`) && !("GOTOOLCHAIN" in job.env));
});

/** A machine on which the stand-in exits with this code. */
function answering(code) {
  const place = runner();
  const answers = join(place.folder, "answers");
  mkdirSync(answers);
  for (const [name, text] of Object.entries({ code: `${code}`, document: `the document ${code}\n`, text: `${HOSTILE}\n`, asked: "" })) {
    writeFileSync(join(answers, name), text);
  }
  Object.assign(place.env, { ANSWERS: answers, REAL_UPGO: desktopPrograms().upgo });
  return { place, asked: () => readFileSync(join(answers, "asked"), "utf8").trim().split("\n") };
}

const TITLES = { 0: "No new disagreement about Go", 10: "Files disagree about Go", 3: "It could not be checked whether files disagree about Go" };

for (const [code, title] of Object.entries(TITLES)) {
  testOfTemplates(`the gate ends the job with ${code}, and says: ${title}`, async () => {
    const judged = code !== "3";
    const [one, two, three] = [answering(code), answering(code), answering(code)];

    const job = await github(one.place, { ...standIn, baseline: "known go.json" });
    assert.equal(job.status, Number(code), job.output);
    const sarif = join(one.place.temp, "upgo.sarif");
    assert.equal(job.outputs.sarif, judged ? sarif : "");
    assert.equal(existsSync(sarif) && readFileSync(sarif, "utf8"), judged && `the document ${code}\n`);
    assert.match(job.summary, new RegExp(`^### ${title}\n\n<pre>\n[^<]*&lt;script&gt;&amp;&lt;/pre&gt;\n</pre>\n$`));
    assert.deepEqual(one.asked(), ["projects . --exit-code --baseline=known go.json --format sarif", "projects . --exit-code --baseline=known go.json"]);

    const azured = await azure(two.place, { ...asParameters(standIn), gate: true });
    assert.equal(azured.status, Number(code), azured.output);
    assert.equal(existsSync(join(two.place.temp, "upgo.xml")), judged);
    assert.match(azured.summaries.join(""), new RegExp(`^### ${title}\n`));
    assert.deepEqual(azured.path.filter((each) => each.includes("evil")), []);

    const labbed = await gitlab(three.place, asVariables(standIn), { extending: ".upgo-gate" });
    assert.equal(labbed.status, Number(code), labbed.output);
    assert.equal(existsSync(join(three.place.checkout, template("ci/gitlab.yml")[".upgo-gate"].artifacts.reports.junit)), judged);

    for (const { output } of [job, azured, labbed]) {
      assert.ok(output.includes(`${title}\n`), output);
      // where GitHub looks for commands, and Azure: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
      const ours = output.replaceAll(/^##vso\[task\.(?:setvariable variable=UPGO_\w+|prependpath|uploadsummary)\]\//gm, "");
      assert.doesNotMatch(ours.replaceAll(/^##vso\[task\.setvariable variable=UPGO_\w+\]/gm, ""), /##(?:vso)?\[|^\s*::/m);
    }
  });
}

testOfTemplates("without the gate, nothing is judged", async () => {
  const { place, asked } = answering(10);
  const job = await github(place, { ...standIn, gate: "false" });
  assert.deepEqual([job.status, asked(), job.outputs.sarif], [0, [""], ""]);
});

testOfTemplates("no name of a folder that the real gate prints is a command", async () => {
  const places = [2, 3, 4, 5, 6].flatMap((count) => ["vso[task.prependpath]", "[add-path]"].map((rest) => `a${"#".repeat(count)}${rest}`)).concat("::add-path::", ":::x::");
  const place = runner({ ...GO_MOD, ...Object.fromEntries(places.map((name) => [`${name}/evil/Dockerfile`, "FROM golang:1.25\n"])) });
  const found = await github(place, { ...inputs, gate: "true" });
  assert.equal(found.status, 10, found.output);
  assert.doesNotMatch(found.output, /##|::/);
  assert.ok(found.output.includes("vso[task.prependpath]/evil"), found.output);
});

testOfTemplates("the real gate finds a workflow with an older Go than go.mod requires, unless the baseline names it", async () => {
  const workflow = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/setup-go@v6\n        with:\n          go-version: '1.26.6'\n";
  const place = runner({ "go.mod": "module a\n\ngo 1.27.3\n", ".github/workflows/ci.yml": workflow });
  const found = await github(place, { ...inputs, gate: "true" });
  assert.equal(found.status, 10, found.output);
  assert.equal(JSON.parse(readFileSync(found.outputs.sarif, "utf8")).version, "2.1.0");
  assert.match(found.summary, /go1\.26\.6|1\.26\.6/);
  const known = await place.run("upgo", ["projects", ".", "--write-baseline", "known.json"], found.later);
  assert.equal(known.status, 0, known.output);
  const accepted = await github(place, { ...inputs, gate: "true", baseline: "known.json" });
  assert.equal(accepted.status, 0, accepted.output);
  const labbed = await gitlab(place, asVariables(inputs), { extending: ".upgo-gate" });
  assert.equal(labbed.status, 10, labbed.output);
  assert.match(readFileSync(join(place.checkout, "upgo.xml"), "utf8"), /^<\?xml [^]*<testsuite/);
});
