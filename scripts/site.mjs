// npm run site [-- --release FILE] [-- --out FOLDER]: makes the web site, target/site, from the documents of the tree, with mdBook.
//
// --release names the description of a release (release.json), whose files become the download buttons; without one, the
// start page says that there is no release yet. A broken link is an error, and no site is left then. --readme only writes
// the part of each README that says how to get Upgo, from packaging/project.json.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readProject } from "./lib/release/project.mjs";
import { root } from "./lib/tools.mjs";
import { READMES, releasedVersion, withInstallation } from "./lib/readme.mjs";

const { values } = parseArgs({
  options: { release: { type: "string" }, out: { type: "string" }, readme: { type: "boolean" } },
});
if (values.readme) writeReadme();
else await writeSite();

function writeReadme() {
  const version = releasedVersion(readFileSync(join(root, "CHANGELOG.md"), "utf8"));
  for (const name of Object.keys(READMES)) {
    const path = join(root, name);
    writeFileSync(path, withInstallation(name, readFileSync(path, "utf8"), readProject(), version));
  }
}

async function writeSite() {
  const { buildSite } = await import("./lib/site.mjs");
  const folder = values.out ?? join(root, "target", "site");
  const { pages, bytes } = buildSite({ folder, release: values.release && JSON.parse(readFileSync(values.release, "utf8")) });
  console.log(`${folder}: ${pages} pages, ${(bytes / 1e6).toFixed(1)} MB`);
}
