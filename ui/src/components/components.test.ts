import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { cutInTwo } from "./middle-cut";
import { indexFor } from "./roving";

describe("the keys of a menu", () => {
  const titles = ["Use", "Open folder", "Copy path", "Remove"];
  const press = (key: string, held = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, ...held });

  test("arrows wrap around", () => {
    expect(indexFor(press("ArrowDown"), 3, 4)).toBe(0);
    expect(indexFor(press("ArrowUp"), 0, 4)).toBe(3);
    expect(indexFor(press("Home"), 2, 4)).toBe(0);
    expect(indexFor(press("End"), 2, 4)).toBe(3);
  });

  test("a letter selects the next title that starts with it", () => {
    expect(indexFor(press("c"), 0, 4, titles)).toBe(2);
    expect(indexFor(press("u"), 2, 4, titles)).toBe(0);
    expect(indexFor(press("x"), 0, 4, titles)).toBeNull();
    expect(indexFor(press("c", { ctrlKey: true }), 0, 4, titles)).toBeNull();
    expect(indexFor(press("Tab"), 0, 4, titles)).toBeNull();
  });

  test("an empty list has no selection", () => expect(indexFor(press("ArrowDown"), -1, 0)).toBeNull());
});

test("a path is split before one of its last names, without losing anything", () => {
  const path = "C:\\Users\\mei\\AppData\\Local\\Upgo\\current\\bin\\go.exe";
  const [head, tail] = cutInTwo(path);
  expect(head + tail).toBe(path);
  expect(tail).toBe("\\Upgo\\current\\bin\\go.exe");
  expect(cutInTwo("/usr/local/go")).toEqual(["/usr", "/local/go"]);
  expect(cutInTwo("C:\\Users\\mei\\sdk\\go1.24.13")[0]).toBe("C:\\Users"); // not only the drive
  expect(cutInTwo("C:")).toEqual(["C:", ""]);
  expect(cutInTwo("a".repeat(60)).join("")).toBe("a".repeat(60));
});

test("a path with less room is cut once, at a separator, and keeps its last name", () => {
  const path = "/home/mei/.local/share/upgo/toolchains/go1.27.3";
  const cut = (most: number) => {
    const [head, tail] = cutInTwo(path, most);
    expect(tail.length).toBeLessThan(most);
    const room = most - tail.length;
    return head === "…" ? head + tail : `${head.slice(0, room - 1)}…${tail}`;
  };
  expect(cut(40)).toBe("/home/mei/.loc…/upgo/toolchains/go1.27.3");
  expect(cut(28)).toBe("…/upgo/toolchains/go1.27.3");
  expect(cut(22)).toBe("…/toolchains/go1.27.3");
  expect(cut(12)).toBe("…/go1.27.3");
  expect(cut(6)).toBe("….27.3"); // a single name has no separator
  expect(cutInTwo(path, path.length)[0]).not.toBe("…");
});

test("the icons in the type are exactly those that exist, and each is used", () => {
  const here = new URL("./", import.meta.url);
  const drawn = [...readFileSync(new URL("icons.svg", here), "utf8").matchAll(/id="icon-(\w+)"/g)].map(
    ([, name]) => name,
  );
  const named = [...readFileSync(new URL("icons.ts", here), "utf8").matchAll(/"(\w+)"/g)].map(([, name]) => name);
  expect(named).toEqual(drawn);

  const source = fileURLToPath(new URL("../", here));
  const code = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(svelte|ts)$/.test(file) && !file.endsWith("icons.ts"))
    .map((file) => readFileSync(`${source}${file}`, "utf8"))
    .join("\n");
  expect(drawn.filter((name) => !code.includes(`"${name}"`))).toEqual([]);
});
