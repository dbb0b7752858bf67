// What the pictures in docs/pictures were made from, as one digest: a changed look must not leave old pictures behind.
//
// It covers what draws the pictured places: the markup and styles of their components, the icons, the order of the
// navigation, and their words. Logic and data do not count, because most of their changes cannot be seen there.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** The file beside the pictures that has the digest. `npm run shots -- --readme` writes it. */
export const MADE_FROM = "docs/pictures/made-from.json";

/** The window, and the places in the pictures. */
const WINDOW = "App.svelte";
const PLACES = [
  WINDOW, "features/home/Home.svelte", "features/plan/PlanDialog.svelte", "features/versions/Versions.svelte",
];
const OTHERS = [
  ...["app/navigation.ts", "components/icons.svg", "styles/base.css", "styles/tokens.css"],
  ...["common", "home", "plan", "versions"].map((name) => `text/en/${name}.ts`),
  ...["common", "versions"].map((name) => `text/zh-CN/${name}.ts`),
];

/** The files that draw the pictured places, below ui/src. A place or dialog that is not pictured is not followed. */
export function picturedFiles(tree) {
  const found = new Set();
  const visit = (path) => {
    if (found.has(path)) return;
    found.add(path);
    const text = readFileSync(join(tree, "ui/src", path), "utf8");
    for (const [, target] of text.matchAll(/^\s*import \w+ from "(\.[^"]+\.svelte)";$/gm)) {
      const used = posix.join(posix.dirname(path), target);
      if (path === WINDOW && used.startsWith("features/")) continue;
      if (/^features\/.*Dialog\.svelte$/.test(used) || !existsSync(join(tree, "ui/src", used))) continue;
      visit(used);
    }
  };
  for (const path of PLACES) visit(path);
  return [...found, ...OTHERS].sort();
}

/** The digest of what is drawn, whatever its comments, line breaks and scripts. */
export function picturedDigest(tree) {
  const hash = createHash("sha256");
  for (const path of picturedFiles(tree)) hash.update(`${path}\n${drawn(path, readFileSync(join(tree, "ui/src", path), "utf8"))}\n`);
  return hash.digest("hex");
}

/** The part of a file that is drawn. */
export function drawn(path, text) {
  const shown = path.endsWith(".svelte") ? text.replace(/<script\b[^]*?<\/script>/g, "") : text;
  const comments = path.endsWith(".ts") ? /^\s*(?:\/\/.*|\/\*[^]*?\*\/)$/gm : /<!--[^]*?-->|\/\*[^]*?\*\//g;
  return shown.replace(comments, "").replace(/\s+/g, " ").trim();
}
