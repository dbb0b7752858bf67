import { describe, expect, it } from "vitest";
import { managedValue, unmanaged, withheld } from "../../api/scenarios/samples";
import { formats } from "../../text/format";
import { en } from "../../text/en";
import { zhCn } from "../../text/zh-CN";
import { requestOfProblem, requestOfSetting, requestOfVersion } from "./request";

const english = { words: en, formats: formats("en-GB", en.format) };
const chinese = { words: zhCn, formats: formats("zh-CN", zhCn.format) };

const about = { version: "0.1.0", target: "linux-amd64", home: "/home/mei/.upgo", system: "linux" };
const proof = managedValue("proof", ["Proof of origin", "来源验证"], "required", {
  setting: "proof",
  source: "file",
  place: "/etc/upgo/policy.toml",
});
const ring = managedValue("ring", ["Ring", "部署环"], "broad", { source: "file", place: "/etc/upgo/policy.toml" });
const report = { ...unmanaged, contact: "4711", ring: "broad" as const, delayDays: 10, values: [proof, ring] };

describe("a request to the administrator", () => {
  it("names the setting, its value, who set it, whom to ask and the machine", () => {
    expect(requestOfSetting(proof, "Proof of origin", { about, report }, english).split("\n")).toEqual([
      "Request: change a setting managed by an Upgo policy",
      "Setting: Proof of origin (proof)",
      "Policy value: required",
      "Set by: Policy of this computer, in a file /etc/upgo/policy.toml",
      "Contact: 4711",
      "Upgo 0.1.0, linux-amd64, linux",
      "",
      "What I need, and why: ",
    ]);
  });

  it("says why a version is withheld and until when, with the rules about versions only", () => {
    const waits = withheld("go1.27.1", "ring", { until: "2026-09-11" });
    const text = requestOfVersion(waits, { about, report }, english);
    expect(text).toContain("holds go1.27.1 back until 11 September 2026");
    expect(text).toContain("in the ring “broad”");
    expect(text).toContain("Policy value: ring = broad");
    expect(text).not.toContain("proof");
  });

  it("is in the language of the page", () => {
    const blocked = withheld("go1.26.5", "blocked");
    expect(requestOfVersion(blocked, { about, report }, chinese)).toContain("你的组织阻止使用 go1.26.5");
  });

  it("quotes the message and the code of a problem, and does without facts that are not known", () => {
    const problem = {
      code: "UPGO-MSI-POLICY",
      title: "",
      message: "forbidden",
      means: "",
      next: "",
      advice: "",
      causes: [],
    } as const;
    const text = requestOfProblem({ ...problem, causes: [] }, { about: null, report: null }, english);
    expect(text.split("\n")).toEqual([
      "Request: help with an Upgo policy",
      "Reason given by Upgo: forbidden",
      "Error code: UPGO-MSI-POLICY",
      "",
      "What I need, and why: ",
    ]);
  });
});
