// The tree of a Go: unpacked into memory and onto a disk, compared, and deleted.
import { join } from "node:path";
import { TAR_GZ, ZIP, folders, upgoIn } from "./folders.mjs";

export function unpackInMemory(tools) {
  const fresh = folders(tools.memory());
  const [tarGz, zip] = [tools.archive(TAR_GZ), tools.archive(ZIP)];
  const unpack = (archive, env) => fresh((folder) => ({ argv: [tools.hands, "unpack", archive.path, folder], env }));
  const cases = new Map([
    ["tar xzf", fresh((folder) => ({ argv: ["tar", "xzf", tarGz.path, "-C", folder] }))],
    ["tar.gz", unpack(tarGz)],
    ["unzip -q", fresh((folder) => ({ argv: ["unzip", "-q", zip.path, "-d", folder] }))],
    ["zip", unpack(zip)],
  ]);
  if (tools.slowClose) {
    cases.set("tar.gz, slow close", unpack(tarGz, { LD_PRELOAD: tools.slowClose }));
    cases.set("zip, slow close", unpack(zip, { LD_PRELOAD: tools.slowClose }));
  }
  const ripunzip = tools.peer("ripunzip");
  if (ripunzip) {
    cases.set("ripunzip", fresh((folder) => ({ argv: [ripunzip, "unzip-file", zip.path, "-d", folder] })));
  }
  const rows = [
    { what: "unpack a tar.gz", ours: "tar.gz", than: "tar xzf", bound: 0.42 },
    { what: "unpack a zip", ours: "zip", than: "unzip -q", bound: 0.25 },
    { what: "unpack a zip", ours: "zip", than: "ripunzip" },
    { what: "memory for a tar.gz", ours: "tar.gz", memory: true, bound: 32 },
    { what: "memory for a zip", ours: "zip", memory: true, bound: 64 },
    { what: "a close takes 1 ms, tar.gz", ours: "tar.gz, slow close", than: "tar.gz", bound: 4 },
    { what: "a close takes 1 ms, zip", ours: "zip, slow close", than: "zip", bound: 4 },
  ];
  return { cases, rows };
}

let onDisk;

export function needsExt4(tools) {
  onDisk = tools.ext4();
  return onDisk ? null : "there is no ext4 to write to";
}

/** Nothing is deleted between the runs; otherwise this would measure ext4 instead of Upgo. */
export function unpackOnDisk(tools) {
  const fresh = folders(onDisk, { keep: true });
  const [tarGz, zip] = [tools.archive(TAR_GZ), tools.archive(ZIP)];
  const settled = { argv: ["sync", "-f", onDisk], aside: true };
  const shell = (script, ...rest) => ({ argv: ["sh", "-c", `${script} && sync -f "$2"`, "sh", ...rest] });
  const after = (job) => (round) => [settled, job(round)];
  const cases = new Map([
    ["tar xzf; sync", after(fresh((folder) => shell('tar xzf "$1" -C "$2"', tarGz.path, folder)))],
    ["tar.gz, flushed", after(fresh((folder) => ({ argv: [tools.hands, "unpack", tarGz.path, folder, "--sync"] })))],
    ["tar.gz", after(fresh((folder) => ({ argv: [tools.hands, "unpack", tarGz.path, folder] })))],
    ["unzip; sync", after(fresh((folder) => shell('unzip -q "$1" -d "$2"', zip.path, folder)))],
    ["zip, flushed", after(fresh((folder) => ({ argv: [tools.hands, "unpack", zip.path, folder, "--sync"] })))],
    ["zip", after(fresh((folder) => ({ argv: [tools.hands, "unpack", zip.path, folder] })))],
  ]);
  const rows = [
    { what: "unpack a tar.gz and flush", ours: "tar.gz, flushed", than: "tar xzf; sync" },
    { what: "unpack a zip and flush", ours: "zip, flushed", than: "unzip; sync" },
    { what: "what flushing costs, tar.gz", ours: "tar.gz, flushed", than: "tar.gz" },
    { what: "what flushing costs, zip", ours: "zip, flushed", than: "zip" },
  ];
  return { cases, rows };
}

/** The same files for both. The first round reads them into the page cache. */
export async function verify(tools) {
  const folder = tools.memory();
  const url = await tools.serve(tools.archives);
  const env = upgoIn(folder, url);
  tools.run(tools.upgo, ["install", "go1.27.3", "--quiet"], env);
  const tree = join(folder, "upgo", "toolchains", "go1.27.3");
  const sums = 'cd "$1" && find . -type f -print0 | xargs -0 sha256sum > "$2"';
  const cases = new Map([
    ["sha256sum", () => ({ argv: ["sh", "-c", sums, "sh", tree, join(folder, "sums")] })],
    ["upgo verify", () => ({ argv: [tools.upgo, "verify", "go1.27.3", "--quiet"], env })],
  ]);
  return { cases, rows: [{ what: "upgo verify", ours: "upgo verify", than: "sha256sum", bound: 0.6 }] };
}

export function remove(tools) {
  const fresh = folders(tools.memory());
  const { path } = tools.archive(TAR_GZ);
  const removing = (...argv) => fresh((folder) => ({ folder, argv: [...argv, folder] }));
  const filled = (job) => (round) => {
    const { folder, ...remove } = job(round);
    return [{ argv: [tools.hands, "unpack", path, folder], aside: true }, remove];
  };
  const cases = new Map([
    ["rm -rf", filled(removing("rm", "-rf"))],
    ["remove", filled(removing(tools.hands, "remove"))],
  ]);
  return { cases, rows: [{ what: "remove a tree", ours: "remove", than: "rm -rf", bound: 0.85 }] };
}
