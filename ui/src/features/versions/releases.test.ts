import { describe, expect, it } from "vitest";
import type { AvailableVersion, InstalledVersion } from "../../api/bindings";
import { common } from "../../text/en/common";
import { findAvailable, findInstalled, isArchiveName, offering, versionOfInstaller, wordsOf } from "./releases";

function release(version: string, different: Partial<AvailableVersion> = {}): AvailableVersion {
  const prerelease = /rc|beta/.test(version);
  return {
    version,
    line: /1\.\d+/.exec(version)?.[0] ?? "",
    channel: prerelease ? "rc" : "stable",
    prerelease,
    newest: false,
    lastOfLine: false,
    supported: true,
    releasedOn: null,
    vulnerabilities: null,
    smallestFix: false,
    installed: false,
    unmet: null,
    file: null,
    ...different,
  };
}

function toolchain(version: string | null, different: Partial<InstalledVersion> = {}): InstalledVersion {
  return {
    version,
    arch: null,
    native: null,
    root: "/somewhere",
    origin: "upgo",
    scope: "user",
    changedBy: "user",
    current: false,
    active: false,
    sizeBytes: null,
    prerelease: false,
    support: null,
    releasedOn: null,
    vulnerabilities: null,
    proof: null,
    running: [],
    ways: [],
    damaged: false,
    neededBy: null,
    ...different,
  };
}

const feed = ["go1.27.1", "go1.27.0", "go1.27rc2", "go1.26.7", "go1.26.6", "go1.25.14", "go1.24.13", "go1.2.2"].map(
  (version) => release(version),
);
const search = (query: string, channel: "stable" | "prerelease" | "all" = "stable") =>
  findAvailable(feed, wordsOf(query), channel).map((found) => found.version);

describe("the search", () => {
  it("finds a release line, with or without its prefix", () => {
    expect(search("1.26")).toEqual(["go1.26.7", "go1.26.6"]);
    expect(search("go1.26")).toEqual(search("1.26"));
    expect(search(" 26 ")).toEqual(search("1.26"));
  });
  it("finds incomplete numbers", () => {
    expect(search("1.2")).toContain("go1.27.1");
    expect(search("1.2")).toContain("go1.2.2");
    expect(search("go")).toEqual(search(""));
  });
  it("does not find a number inside another one", () => expect(search("4.13")).toEqual([]));
  it("finds pre-releases by name whatever the filter", () => {
    expect(search("rc")).toEqual(["go1.27rc2"]);
    expect(search("1.27rc")).toEqual(["go1.27rc2"]);
  });
  it("requires every word", () => expect(search("1.26 rc")).toEqual([]));
  it("applies the filter to everything else", () => {
    expect(search("1.27")).toEqual(["go1.27.1", "go1.27.0"]);
    expect(search("1.27", "all")).toEqual(["go1.27.1", "go1.27.0", "go1.27rc2"]);
    expect(search("", "prerelease")).toEqual(["go1.27rc2"]);
  });
  it("leaves out installed versions", () => {
    expect(findAvailable([release("go1.27.1", { installed: true })], [], "all")).toEqual([]);
  });
});

describe("installed versions", () => {
  const installed = [
    toolchain("go1.27.1"),
    toolchain("go1.26.5", { active: true }),
    toolchain("go1.25.7", { origin: "scoop" }),
    toolchain(null, { origin: "gotoolchain" }),
  ];
  const find = (query: string) =>
    findInstalled(installed, wordsOf(query), common.origins).map((found) => found.version);
  it("start with the version in use", () => expect(find("")).toEqual(["go1.26.5", "go1.27.1", "go1.25.7", null]));
  it("are found by their origin, as named on the page", () => {
    expect(find("scoop")).toEqual(["go1.25.7"]);
    expect(find("downloaded by go")).toEqual([null]);
  });
});

describe("offered releases", () => {
  it("are the newest of the newest lines; the rest is collapsed by line", () => {
    const { head, folded } = offering(feed, "stable");
    expect(head.map((each) => each.version)).toEqual(["go1.27.1", "go1.26.7", "go1.25.14"]);
    expect(folded.map(({ line, releases, isRest }) => [line, isRest, releases.map((each) => each.version)])).toEqual([
      ["1.27", true, ["go1.27.0"]],
      ["1.26", true, ["go1.26.6"]],
      ["1.24", false, ["go1.24.13"]],
      ["1.2", false, ["go1.2.2"]],
    ]);
  });
  it("include the smallest upgrade that fixes the running Go, even if it is not the newest of its line", () => {
    const fixing = feed.map((each) => ({ ...each, smallestFix: each.version === "go1.26.6" }));
    expect(offering(fixing, "stable").head.map((each) => each.version)).toContain("go1.26.6");
  });
  it("include the newest that has a file for this machine, and not a newer one without", () => {
    const file = { filename: "x", sha256: null, size: null };
    const partly = feed.map((each) => ({ ...each, file: each.version === "go1.27.1" ? null : file }));
    const { head, folded } = offering(partly, "stable");
    expect(head.map((each) => each.version)).toEqual(["go1.27.0", "go1.26.7", "go1.25.14"]);
    expect(folded[0]?.releases.map((each) => each.version)).toEqual(["go1.27.1"]);
  });
  it("include no older release if the newest of its line is installed", () => {
    const installed = feed.map((each) => ({ ...each, installed: each.version === "go1.27.1" }));
    expect(offering(installed, "stable").head.map((each) => each.version)).toEqual(["go1.26.7", "go1.25.14"]);
  });
});

it("recognizes an archive by its name", () => {
  expect(["go1.27.1.windows-amd64.zip", "GO.ZIP", "/x/go1.27.1.linux-amd64.tar.gz"].every(isArchiveName)).toBe(true);
  expect(["go.msi", "zip", "a.zip.txt", "a.gz"].some(isArchiveName)).toBe(false);
});

it("an official installer says its version", () => {
  expect(versionOfInstaller("C:\\Users\\mei\\Go1.27.3.windows-amd64.MSI")).toBe("go1.27.3");
  expect(versionOfInstaller("go1.28rc1.windows-arm64.msi")).toBe("go1.28rc1");
  for (const other of ["setup.msi", "go1.27.3.windows-amd64.zip", "cargo1.2.windows-amd64.msi"])
    expect(versionOfInstaller(other)).toBeNull();
});
