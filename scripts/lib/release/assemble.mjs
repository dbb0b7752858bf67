// The second half of a release: from a folder of packages to everything that is uploaded and submitted.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { notesUpTo, section } from "./changelog.mjs";
import { pageOfRelease, releaseDescription, updateManifest } from "./description.mjs";
import { checksums, doubled, isList, packagesIn, sha256 } from "./files.mjs";
import { publicKeys } from "./keys.mjs";
import { managersFiles } from "./managers/index.mjs";
import { keyId, publicKeyText, signatureText, verified } from "./minisign.mjs";
import { allNotes, json } from "./prepare.mjs";
import { readProject } from "./project.mjs";

/** How far in the future a release may be dated: no Upgo accepts more (`AHEAD` in `released/upgo`). */
const DAY = 86_400_000;

/** What gets a signature. The checksums are among it, and so is everything that they list. */
export const SIGNED = ["SHA256SUMS", "release.json", "upgo-update.json"];

/**
 * Makes the release of `version` in `out` from the packages in `from`: `files` for the page of the release, `managers`
 * for the package managers, and `notes.md`. The tree must be prepared. Returns the description.
 */
export function assemble({ tree, version, from, out, key, keys = publicKeys(tree), project = readProject(tree) }) {
  const { files, strange } = packagesIn(from, version);
  if (strange.length > 0) throw new Error(`these files do not belong to the release ${version}: ${strange.join(", ")}`);
  if (doubled(files).length > 0) throw new Error(`more than one file for: ${doubled(files).join(", ")}`);
  rmSync(out, { recursive: true, force: true });
  const uploads = join(out, "files");
  mkdirSync(uploads, { recursive: true });
  const copied = [...files.map(({ name }) => name), ...readdirSync(from).filter(isList)];
  for (const name of copied) copyFileSync(join(from, name), join(uploads, name));

  const own = allNotes(tree).find((each) => each.version === version);
  const release = releaseDescription({ version, date: own.date, notes: notesUpTo(version, allNotes(tree)), files });
  const { minimumVersion } = JSON.parse(readFileSync(join(tree, "packaging", "update.json"), "utf8"));
  const revoked = keys.revoked.map(keyId);
  const put = (name, text) => {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), text);
  };
  put("files/release.json", json(release));
  put("files/upgo-update.json", json(updateManifest(release, project, { minimumVersion, revoked })));
  put("files/SHA256SUMS", checksums(uploads, readdirSync(uploads)));
  for (const name of SIGNED) {
    // it is signed, and Upgo accepts no signature that names another file (`signed_file` in `released/upgo`)
    const comment = `upgo ${version} ${name} ${own.date}`;
    put(`files/${name}.minisig`, signatureText(readFileSync(join(uploads, name)), key, comment));
  }
  const changes = section(readFileSync(join(tree, "CHANGELOG.md"), "utf8"), version);
  put("notes.md", pageOfRelease(release, project, { changes, keys: [publicKeyText(key).split("\n")[1]] }));
  for (const [name, text] of Object.entries(managersFiles(release, project))) put(join("managers", name), text);
  return release;
}

/** What is wrong with a release, read from the disk again: sizes and checksums, unlisted files, and signatures. */
export function mistakesInRelease(out, { accepted }, now = new Date()) {
  const folder = join(out, "files");
  const bytes = (name) => readFileSync(join(folder, name));
  const { files, version, date } = JSON.parse(bytes("release.json").toString());
  const listed = new Map(bytes("SHA256SUMS").toString().trim().split("\n").map((line) => line.split("  ").reverse()));
  const unsigned = readdirSync(folder).filter((name) => !name.endsWith(".minisig") && name !== "SHA256SUMS");
  const packages = JSON.parse(bytes("upgo-update.json").toString()).packages;
  const programs = files.filter(({ kind }) => kind === "programs");
  return [
    ...files
      .filter(({ name, size, sha256: sum }) => !existsSync(join(folder, name)) || bytes(name).length !== size || sha256(bytes(name)) !== sum)
      .map(({ name }) => `${name} is not as release.json describes it`),
    ...unsigned.filter((name) => listed.get(name) !== sha256(bytes(name))).map((name) => `${name} is not as SHA256SUMS lists it`),
    ...[...listed.keys()].filter((name) => !unsigned.includes(name)).map((name) => `${name} is listed and missing`),
    ...SIGNED.flatMap((name) => {
      try {
        const said = verified(bytes(name), bytes(`${name}.minisig`).toString(), accepted);
        return said.startsWith(`upgo ${version} ${name} `) ? [] : [`the signature of ${name} is for something else: ${said}`];
      } catch (error) {
        return [`the signature of ${name}: ${error.message}`];
      }
    }),
    ...programs
      .filter(({ sha256: sum, size }) => !packages.some((each) => each.sha256 === sum && each.size === size))
      .map(({ name }) => `${name} is missing in upgo-update.json`),
    ...(Date.parse(date) - now > DAY ? [`the release is dated ${date}, and it is ${now.toISOString()}: no Upgo would accept it`] : []),
  ];
}
