import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { opening, shortened } from "./plain";

/** The first words of what continues a sentence, or of a name. */
const OTHERS = "builds changed failed folder, for go has is packages scheduled starting succeeded was winget".split(
  " ",
);

test("a message of the engine begins with a capital letter in the window, and a name stays as it is", () => {
  const table = readFileSync(new URL("../../../text/en/problems.ftl", import.meta.url), "utf8");
  const messages = [...table.matchAll(/^[a-z0-9-]+ = ([a-z].*)$/gm)].map(([, message = ""]) => message);
  expect(messages.length).toBeGreaterThan(100);
  const small = messages.filter((message) => opening(message) === message).map((message) => message.split(" ")[0]);
  expect([...new Set(small)].filter((word) => !OTHERS.includes(word ?? ""))).toEqual([]);
  for (const name of ["go fails", "new-api cannot be read", "no.zip is not a Go archive"])
    expect(opening(name)).toBe(name);
});

test("a text shows the ends of a hash, which is all that anybody compares by eye", () => {
  const [actual, expected] = ["77e2b18a", "a3911b5e"].map((first) => `${first}${"0".repeat(48)}d04d9915`);
  expect(shortened(`its SHA-256 is ${actual}, expected ${expected}`)).toBe(
    "its SHA-256 is 77e2b18a…d04d9915, expected a3911b5e…d04d9915",
  );
  expect(shortened("h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=")).toBe("h1:TmiC7kE4…HHYEv2M=");
  for (const other of [
    "43817226",
    "golang.org/toolchain@v0.0.1-go1.27.1.windows-amd64",
    `/home/mei/${"go/".repeat(20)}`,
  ])
    expect(shortened(other)).toBe(other);
});
