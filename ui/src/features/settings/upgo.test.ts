import { describe, expect, it } from "vitest";
import type { Owner, SelfReport, SelfState } from "../../api/bindings";
import { currentUpgo, newerUpgo, scenariosOf } from "../../api/scenarios/samples";
import { en } from "../../text/en";
import { formats as formatsOf } from "../../text/format";
import { format as words } from "../../text/en/format";
import { zhCn } from "../../text/zh-CN";
import type { Catalogue } from "../../text/index.svelte";
import { newsOf, upgoWords } from "./upgo";
import { isForeign } from "../../text/statement";

const formats = { ...formatsOf("en-GB", words), ago: () => "4 minutes ago" };
const said = (report: Partial<SelfReport>, catalogue: Catalogue = en) => {
  const { title, second } = upgoWords({ ...currentUpgo, ...report }, catalogue, formats);
  return `${title} | ${second}`;
};

describe("the row of Upgo's version", () => {
  it("says what is known", () => {
    expect(said({})).toBe("Upgo is up to date | Upgo 0.1.0\u00a0· Last checked 4 minutes ago");
    expect(said({ state: "unknown", checkedAt: null })).toBe(
      "No newer version of Upgo is known | Upgo 0.1.0\u00a0· Not checked yet",
    );
    expect(said(newerUpgo)).toBe(
      "Upgo 0.2.0 is available | You have Upgo 0.1.0\u00a0· 21.4 MB to download\u00a0· Last checked 4 minutes ago",
    );
    expect(said({ ...newerUpgo, replacedBy: "0.2.0" })).toBe(
      "Upgo 0.2.0 is installed | This window is still Upgo 0.1.0.",
    );
  });

  it("says why Upgo does not update itself", () => {
    expect(said({ state: "off", setting: "off" })).toContain("A setting turns it off.");
    expect(said({ state: "off", setting: "ask" })).toContain("The variable UPGO_NO_SELF_UPDATE turns it off.");
    expect(said({ state: "noKey" })).toContain("no release key");
    expect(said({ state: "managed", owner: "snap", command: "sudo snap refresh upgo" })).toBe(
      "Upgo belongs to Snap | Update it with this command:",
    );
    expect(said({ state: "managed", owner: "dpkg" })).toContain("Download the new package");
    expect(said({ state: "managed", owner: "pacman", command: "yay -S upgo-bin" })).toContain("your own AUR helper");
    expect(said({ state: "managed", owner: "administrators" })).toContain("Ask your administrator");
  });

  it("has words for each owner and each state in both languages", () => {
    const owners = Object.keys(en.settings.upgo.owners) as Owner[];
    const withoutCommand = owners.filter((owner) => owner in en.settings.upgo.advice);
    const states: SelfState[] = ["current", "available", "unknown", "off", "managed", "noKey"];
    for (const words of [en, zhCn]) {
      for (const owner of owners) {
        const command = withoutCommand.includes(owner) ? null : "a command";
        expect(said({ state: "managed", owner, command }, words)).toMatch(/.+ \| .+/);
      }
      for (const state of states) {
        expect(said({ state, owner: "snap", command: "a command" }, words)).toMatch(/.+ \| .+/);
      }
    }
  });
});

describe("what is new", () => {
  it("is in the language of the window, or else in English", () => {
    expect(newsOf(newerUpgo, true)).toHaveLength(3);
    expect(newsOf(newerUpgo, true)[0]).toBe("Upgo says before an upgrade what changes for your projects.");
    expect(newsOf(newerUpgo, false).map(isForeign)).toEqual([false, false, true]);
    expect(newsOf(currentUpgo, true)).toEqual([]);
  });
});

it("has a sample of each state", () => {
  const states = Object.values(scenariosOf("upgo-")).map((scenario) => scenario().upgo.state);
  expect(new Set(states).size).toBe(6);
});
