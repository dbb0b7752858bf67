import { describe, expect, it } from "vitest";
import type { AvailableVersion, InstalledVersion, Job, ProofLevel, WithheldVersion } from "../../api/bindings";
import { machineOf } from "../../api/scenarios/stage";
import { en } from "../../text/en";
import { formats } from "../../text/format";
import {
  comparedWords,
  detailOfAvailable,
  detailOfInstalled,
  jobOn,
  keptBy,
  marksOfAvailable,
  marksOfInstalled,
  nameOfAvailable,
  nameOfInstalled,
  whyNotInstallable,
} from "./words";

const { verify: intact } = machineOf("versions-few");
const { verify: damaged } = machineOf("versions-damaged");

const british = formats("en-GB", en.format);

const own: InstalledVersion = {
  version: "go1.26.5",
  arch: "amd64",
  native: true,
  root: "C:\\Upgo\\toolchains\\go1.26.5",
  origin: "upgo",
  scope: "user",
  changedBy: "user",
  current: false,
  active: false,
  sizeBytes: 268_003_554,
  prerelease: false,
  support: { line: "1.26", supported: true, ends: null, endedOn: null },
  releasedOn: "2026-07-07",
  vulnerabilities: null,
  proof: "proven",
  running: [],
  ways: [],
  damaged: false,
  neededBy: null,
};
const release: AvailableVersion = {
  version: "go1.25.14",
  line: "1.25",
  channel: "archived",
  prerelease: false,
  newest: false,
  lastOfLine: true,
  supported: false,
  releasedOn: "2026-08-19",
  vulnerabilities: 0,
  smallestFix: false,
  installed: false,
  unmet: null,
  file: { filename: "go1.25.14.windows-amd64.zip", sha256: "ab", size: 64_300_000 },
};

const blocked: WithheldVersion = {
  version: "go1.26.5",
  why: "blocked",
  until: null,
  wanted: null,
  mayUse: false,
};

describe("a version that a policy withholds", () => {
  it("is marked after everything else", () => {
    const marks = marksOfInstalled({ ...own, active: true }, true, en, blocked).map(({ word }) => word);
    expect(marks).toEqual(["In use", "Damaged", "Blocked"]);
    const held = marksOfAvailable({ ...release, newest: true }, en, { ...blocked, why: "ring" });
    expect(held.at(-1)).toEqual({ state: "withheld", word: "Held back" });
  });
});

describe("a toolchain", () => {
  it("is announced with its states, origin and size", () => {
    const name = (toolchain: InstalledVersion, damaged = false) =>
      nameOfInstalled(toolchain, marksOfInstalled(toolchain, damaged, en), en, british);
    expect(name({ ...own, active: true })).toBe("go1.26.5, in use, installed by Upgo, 268 MB");
    expect(name({ ...own, active: true, vulnerabilities: 10 }, true)).toBe(
      "go1.26.5, in use, 10 vulnerabilities, damaged, installed by Upgo, 268 MB",
    );
    expect(name({ ...own, version: null, origin: "zip", sizeBytes: null })).toBe(
      "Go, unknown version, origin: Unpacked by hand",
    );
  });
  it("shows its release date and the programs that run from it", () => {
    const running = [{ name: "gopls", pids: [1, 2] }];
    expect(detailOfInstalled({ ...own, running }, en, british)).toBe(
      "Upgo\u00a0· released 7 July 2026\u00a0· gopls runs from it (2 processes)",
    );
    expect(detailOfInstalled({ ...own, proof: "digestOnly" }, en, british)).toBe(
      "Upgo\u00a0· released 7 July 2026\u00a0· Checksum only",
    );
    expect(detailOfInstalled({ ...own, origin: "scoop" }, en, british)).toBe("Scoop");
    expect(detailOfInstalled({ ...own, origin: "msi", arch: "386", native: false }, en, british)).toBe(
      "Go installer (MSI)\u00a0· built for 386, not for this machine",
    );
  });
  it("names who vouches for it, whoever that is", () => {
    const said: Record<ProofLevel, [string | null, string]> = {
      proven: [null, "All files match the published release: 5 files."],
      ownDatabase: [
        "Your own checksum database only",
        "All files match the release in your own checksum database: 5 files.",
      ],
      digestOnly: ["Checksum only", "All files match the published release: 5 files."],
      given: ["Your SHA-256 only", "All files match what was installed: 5 files. No published release confirms them."],
      contradicted: [
        "Not the published release",
        "All files match what was installed: 5 files. They are not the published files.",
      ],
      unknown: [null, "All files match what was installed: 5 files. No published release confirms them."],
    };
    for (const [level, [word, compared]] of Object.entries(said) as [ProofLevel, [string | null, string]][]) {
      const detail = detailOfInstalled({ ...own, proof: level }, en, british);
      expect(detail).toBe(["Upgo\u00a0· released 7 July 2026", word].filter(Boolean).join("\u00a0· "));
      expect(comparedWords({ ...intact("go1.26.5"), level }, "5 files", en)).toBe(compared);
      const claims = comparedWords({ ...damaged("go1.26.5"), level }, "5 files", en).includes("published release");
      expect(claims, level).toBe(level === "proven" || level === "digestOnly");
    }
  });
  it("can be removed unless it is in use, selected or managed elsewhere", () => {
    expect(keptBy(own, en)).toBeNull();
    expect(keptBy({ ...own, active: true }, en)).toBe("In use");
    expect(keptBy({ ...own, current: true }, en)).toBe(en.versions.chosen);
    expect(keptBy({ ...own, origin: "scoop" }, en)).toBe("Managed by Scoop. Remove it there.");
    const downloaded: InstalledVersion = { ...own, origin: "gotoolchain", changedBy: "nobody" };
    expect(keptBy(downloaded, en)).toBe(en.versions.ownedBy("Go's module cache"));
    expect(keptBy({ ...downloaded, ways: ["remove"] }, en), "the module cache that Go uses").toBeNull();
    expect(keptBy({ ...own, origin: "zip", active: true }, en)).toBe(
      "Unpacked by hand. To remove it, delete its folder.",
    );
    expect(
      keptBy({ ...own, origin: "msi", active: true }, en),
      "the installer takes away what it installed",
    ).toBeNull();
  });
});

describe("a release", () => {
  it("is announced with its states and size", () => {
    expect(nameOfAvailable(release, marksOfAvailable(release, en), en, british)).toBe(
      "go1.25.14, support ended, 64.3 MB download",
    );
  });
  it("has a mark for known vulnerabilities, and none without data", () => {
    const marks = (vulnerabilities: number | null) =>
      marksOfAvailable({ ...release, vulnerabilities }, en).map(({ word }) => word);
    expect(marks(1)).toEqual(["Support ended", "1 vulnerability"]);
    expect(marks(0)).toEqual(marks(null));
  });
  it("is marked as the smallest upgrade that fixes the running Go", () => {
    const fix = { ...release, lastOfLine: false, smallestFix: true };
    expect(detailOfAvailable(fix, 10, en, british)).toBe("19 August 2026\u00a0· smallest upgrade that fixes all 10");
    expect(detailOfAvailable(fix, 1, en, british)).toBe("19 August 2026\u00a0· smallest upgrade that fixes it");
  });
  it("shows its date and what is special about it", () => {
    expect(detailOfAvailable(release, 10, en, british)).toBe("19 August 2026\u00a0· last release of Go 1.25");
    expect(detailOfAvailable({ ...release, releasedOn: null, lastOfLine: false }, 10, en, british)).toBe(
      en.versions.releaseDateUnknown,
    );
  });
  it("says why it cannot be installed", () => {
    const noDigest = { ...release, file: { filename: "", sha256: null, size: 1 } };
    expect(whyNotInstallable(noDigest, en)).toBe("No official checksum");
    expect(detailOfAvailable({ ...noDigest, lastOfLine: false }, 10, en, british)).toBe(
      "19 August 2026\u00a0· No official checksum",
    );
    expect(whyNotInstallable({ ...release, file: null }, en)).toBe(en.versions.noFile);
    const unmet = { kind: "system-too-old", needs: "Windows 10", system: "Windows 7" } as const;
    expect(whyNotInstallable({ ...release, unmet }, en)).toBe("Needs Windows 10 or later; this is Windows 7");
    expect(whyNotInstallable(release, en)).toBeNull();
  });
});

describe("the running change", () => {
  const job = (action: string, from: string | null, to: string | null) =>
    ({ kind: "working", plan: { action, from, to } }) as unknown as Job;
  it("is shown in the row of the version that it adds or removes", () => {
    expect(jobOn(job("install", "go1.26.5", "go1.27.1"), "go1.27.1")).not.toBeNull();
    expect(jobOn(job("install", "go1.26.5", "go1.27.1"), "go1.26.5")).toBeNull();
    expect(jobOn(job("remove", "go1.24.13", null), "go1.24.13")).not.toBeNull();
  });
  it("is not shown without a job or with an unknown version", () => {
    expect(jobOn({ kind: "idle" }, "go1.27.1")).toBeNull();
    expect(jobOn(job("remove", null, null), null)).toBeNull();
  });
});
