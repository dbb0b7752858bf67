import { expect, it } from "vitest";
import { digestIn } from "./archive.svelte";

const digest = "a3911b5e0e1b1053f25ed0675f4c1c6aad1e2bfcf253df2b9be4caabd2edd95d";
const problem = { message: "no official SHA-256 is known for C:\\go.zip", next: "", causes: [] };

it("reads the digest from the program's message", () => {
  expect(digestIn({ ...problem, next: `The file's SHA-256 is ${digest.toUpperCase()}. Compare it.` })).toBe(digest);
});

it("does not mistake part of a longer number for a digest", () => {
  expect(digestIn({ ...problem, next: `${digest}00` })).toBeNull();
  expect(digestIn(problem)).toBeNull();
});
