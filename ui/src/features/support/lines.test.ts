import { expect, test } from "vitest";
import { machineOf } from "../../api/scenarios/stage";
import { asText, found } from "./lines";

const { log } = machineOf("home-current");

test("a search finds every typed word in any field, in any case", () => {
  const search = (query: string) => found(log.entries, query).map(({ event }) => event);
  expect(search("UPGO-NET-OFFLINE")).toEqual(["check-failed"]);
  expect(search("GO1.26.5  switch")).toEqual(["step-done"]);
  expect(search("go1.26.5 nowhere")).toEqual([]);
  expect(found(log.entries, " ")).toBe(log.entries);
});

test("a copied line has the time and all facts", () => {
  const failed = log.entries.find(({ level }) => level === "error");
  expect(failed && asText(failed)).toBe(
    "2026-09-01T18:20:11.402Z error using the cached release list (check-failed · UPGO-NET-OFFLINE · go.dev · 10012 ms · upgo check)",
  );
});
