import { describe, expect, it } from "vitest";
import type { ChangeRequest, KnownVulnerabilities, Version } from "../../api/bindings";
import { detailsOf } from "../../api/scenarios/releases";
import { en } from "../../text/en";
import { formats } from "../../text/format";
import { changedLine, remediesFor, vulnerableLine } from "./details";

const say = { words: en, formats: formats("en-GB", en.format) };
const known = (version: Version) => detailsOf(version, null).vulnerabilities as KnownVulnerabilities;
const nowhere = { active: false, removal: null, kept: null };
const removal: ChangeRequest = { kind: "remove", versions: ["go1.24.13"], force: false };

describe("the remedies of a vulnerable version", () => {
  const titles = (version: Version, place: Parameters<typeof remediesFor>[1], installed: Version[] = []) =>
    remediesFor(known(version), place, installed, en).map(({ title }) => title);

  it("upgrade the version in use by the smallest step", () => {
    expect(titles("go1.26.5", { active: true, removal: null, kept: "In use" })).toEqual(["Upgrade to go1.26.6"]);
  });
  it("install the fix of another version and remove that version", () => {
    expect(titles("go1.24.13", { ...nowhere, removal })).toEqual(["Install go1.27.1", "Remove go1.24.13"]);
    expect(titles("go1.24.13", { ...nowhere, removal }, ["go1.27.1"])).toEqual(["Remove go1.24.13"]);
    expect(titles("go1.26.5", nowhere), "a release that is not installed").toEqual(["Install go1.26.6"]);
  });
  it("are none without vulnerabilities, or without a release that fixes them", () => {
    expect(titles("go1.27.1", { ...nowhere, removal })).toEqual([]);
    const unfixed = { ...known("go1.26.5"), fixedBy: { patch: null, newest: null } };
    expect(remediesFor(unfixed, nowhere, [], en)).toEqual([]);
  });
});

describe("the lines of the details", () => {
  it("say which release fixes everything, and who manages the version", () => {
    expect(vulnerableLine(known("go1.26.5"), nowhere, say)).toBe("All fixed in go1.26.6");
    const kept = { ...nowhere, kept: "Managed by Scoop. Remove it there." };
    expect(vulnerableLine(known("go1.26.5"), kept, say)).toBe(
      "All fixed in go1.26.6\u00a0· Managed by Scoop. Remove it there.",
    );
  });
  it("never take missing data for no vulnerabilities", () => {
    expect(vulnerableLine(null, nowhere, say)).toBe("Not checked yet");
  });
  it("say what a version fixes compared with the one in use, or with the release before it", () => {
    const line = (version: Version, runs: Version | null) =>
      changedLine("2026-09-02", detailsOf(version, runs).fixes, say);
    expect(line("go1.27.1", "go1.26.5")).toBe(
      "Released 2 September 2026\u00a0· Fixes 10 known vulnerabilities in go1.26.5",
    );
    expect(line("go1.26.7", "go1.26.6")).toBe("Released 2 September 2026\u00a0· No security fixes since go1.26.6");
    expect(line("go1.26.6", "go1.27.1")).toBe(
      "Released 2 September 2026\u00a0· Fixes 10 known vulnerabilities in go1.26.5",
    );
    expect(changedLine(null, null, say)).toBe("Release date unknown");
  });
});
