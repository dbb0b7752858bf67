import { expect, test } from "vitest";
import type { ChangeRequest, HistoryEntry, PlanView } from "../../api/bindings";
import { inLanguage } from "../../api/said";
import { scenarios } from "../../api/scenarios";
import { planOf } from "../../api/scenarios/plans";
import { step } from "../../api/scenarios/samples";
import { cleansWhole, reachesTerminals } from "../../api/steps";
import { changeName } from "../../text/change";
import { en } from "../../text/en";
import { formats } from "../../text/format";
import { zhCn } from "../../text/zh-CN";
import { stepDifferences, planStep, planSum, settingDifferences, variableDifferences } from "./words";

const say = { words: en, formats: formats("en-GB", en.format) };

function planIn(name: string, request: ChangeRequest): PlanView {
  const machine = scenarios[name]?.();
  const plan = machine && planOf(request, machine, 1);
  if (!plan || "code" in plan) throw new Error(`no plan in ${name}`);
  return inLanguage(plan, "en");
}

test("each step of an upgrade has its action, place, cost and undo", () => {
  const plan = planIn("home-update-line", { kind: "upgrade", to: null, patch: false });
  const [download, unpack] = plan.steps.map((step) => planStep(step, say));
  expect(download).toEqual({
    what: "Download and verify go1.27.1",
    where: { kind: "name", text: "go1.27.1.windows-amd64.zip\u00a0· go.dev" },
    cost: "78.9 MB",
    undo: "Undo: delete the file",
  });
  expect(unpack).toMatchObject({ where: { kind: "path" }, undo: "Undo: delete the folder" });
  expect(planStep(plan.steps.at(-1) ?? never(), say).where?.text).toBe(
    "If it isn't go1.27.1, Upgo tells you which Go it is and why",
  );
});

test("a download that takes files from an installed version says how much it saves", () => {
  const download = step("download", {
    version: "go1.27.3",
    file: "v0.0.1-go1.27.3.linux-amd64.zip",
    host: "proxy.golang.org",
    bytes: 36_200_000,
    reuse: { base: "go1.27.2", wholeBytes: 73_100_000 },
  });
  expect(planStep(download, say)).toMatchObject({
    where: { text: "proxy.golang.org\u00a0· all other files from go1.27.2; without api, doc, misc and test" },
    cost: "36.2 MB instead of 73.1 MB",
  });
  const chinese = planStep(download, { words: zhCn, formats: formats("zh-CN", zhCn.format) });
  expect(chinese.cost).toBe("36.2 MB（完整下载为 73.1 MB）");
  expect(chinese.where?.text).toContain("其他文件取自 go1.27.2");
});

test("the summary has the known sizes, and an admin prompt only if there is one", () => {
  expect(planSum(planIn("home-update-line", { kind: "upgrade", to: null, patch: false }), say)).toBe(
    "78.9 MB download\u00a0· about 268 MB on disk",
  );
  expect(planSum(planIn("home-current", { kind: "remove", versions: ["go1.24.13"], force: false }), say)).toMatch(
    /^frees .*\u00a0· no admin rights$/,
  );
});

test("rebuilding a tool names the Go, the hosts and the undo", () => {
  const plan = planIn("versions-tools", { kind: "rebuildTools", names: ["gopls"] });
  expect(planStep(plan.steps[0] ?? never(), say)).toEqual({
    what: "Rebuild gopls v0.20.0 with go1.27.1",
    where: { kind: "words", text: "Go may contact proxy.golang.org" },
    cost: null,
    undo: "Undo: restore the old program",
  });
});

test("the pin of a project shows its folder and the lines that change", () => {
  const plan = planIn("home-current", { kind: "pin", folder: "C:\\src\\api", version: "go1.27.1" });
  expect(plan.steps.map((each) => planStep(each, say))).toEqual([
    {
      what: "Edit the project api",
      where: { kind: "path", text: "C:\\src\\api" },
      cost: null,
      undo: "Undo: restore the old files",
    },
  ]);
  expect(plan.steps.flatMap(stepDifferences).map(({ kind, place }) => [kind, place])).toEqual([
    ["removed", "go.mod:5"],
    ["added", "go.mod:5"],
  ]);
  expect([plan.routine, changeName(plan, "title", en)]).toEqual([false, "Pin api to go1.27.1"]);
});

test("a change of settings names them, and shows the old and the new value", () => {
  const edits = [
    { key: "proof", value: "required" },
    { key: "redirect-hosts", value: "b.example" },
    { key: "ca-file", value: null },
  ];
  const plan = planIn("settings-default", { kind: "settings", edits });
  expect(plan.steps.map((each) => planStep(each, say))).toEqual(
    ["proof", "redirect-hosts"].map((key) => ({
      what: `Change the setting ${key}`,
      where: null,
      cost: null,
      undo: "Undo: restore the old value",
    })),
  );
  expect(plan.steps.flatMap(stepDifferences)).toEqual([]);
  expect(settingDifferences(plan)).toEqual([
    { kind: "removed", text: "when-reachable", place: "proof, default", isEntry: false },
    { kind: "added", text: "required", place: "proof", isEntry: false },
    { kind: "added", text: "b.example", place: "redirect-hosts", isEntry: false },
  ]);
  expect([plan.routine, changeName(plan, "title", en)]).toEqual([false, "Change proof, redirect-hosts"]);
});

test("the first installation shows each added line of PATH", () => {
  const plan = planIn("home-no-go", { kind: "upgrade", to: null, patch: false });
  const differences = plan.steps.flatMap(stepDifferences);
  expect(differences.map(({ kind }) => kind)).toEqual(["added", "added"]);
  expect(changeName(plan, "title", en)).toBe("Install and use go1.27.1");
});

test("a step with an admin prompt is marked, and the summary mentions the prompt", () => {
  const plan = planIn("home-shadowed", { kind: "adopt", root: "C:\\Program Files\\Go", removeOld: false });
  expect(plan.steps.map((step) => planStep(step, say).what)).toEqual([
    "Download and verify go1.25.7",
    "Unpack and check go1.25.7",
    "Add the command go1.25.7",
    "Test go1.25.7",
    "Keep the go1.25.7 installer",
    "Switch to go1.25.7",
    "Uninstall the machine-wide Go",
    "Restore what the uninstaller removes",
    "Check what a new terminal runs",
  ]);
  expect(planSum(plan, say)).toBe("122 MB download\u00a0· about 217 MB on disk\u00a0· one admin prompt");
  expect(changeName(plan, "title", en)).toBe("Let Upgo manage go1.25.7");
  const aside = planIn("home-shadowed", { kind: "stepAside", root: "C:\\Program Files\\Go" });
  expect(aside.steps.slice(0, 2).map((step) => planStep(step, say).what)).toEqual([
    "Edit your PATH",
    "Edit the system PATH",
  ]);
});

test("a toolchain that Go downloaded is removed by name, and cannot be restored", () => {
  const installed = scenarios["versions-foreign"]?.().versions.installed;
  const downloaded = installed?.find(({ origin }) => origin === "gotoolchain");
  if (!downloaded) throw new Error("the machine has no such toolchain");
  const { root, version, sizeBytes } = downloaded;
  const plan = planIn("versions-foreign", { kind: "removeDownloaded", roots: [root] });
  expect(changeName(plan, "title", en)).toBe(`Remove ${version}`);
  expect(plan.steps.map((step) => planStep(step, say))).toMatchObject([
    {
      what: "Delete a toolchain that Go downloaded",
      where: { kind: "path", text: root },
      cost: en.plan.frees(say.formats.size(sizeBytes ?? 0)),
      undo: "Cannot be undone",
    },
  ]);
  expect(cleansWhole(plan), "only its own programs matter").toBe(false);
  expect(cleansWhole(planIn("settings-default", { kind: "cleanCaches", caches: ["modules"] }))).toBe(true);
});

test("the sum of a download has the time of the last one, if it is known", () => {
  const plan = planIn("home-update", { kind: "upgrade", to: null, patch: false });
  const last = { action: "upgrade", outcome: "done", milliseconds: 18_400 } as HistoryEntry;
  expect(planSum(plan, say, last)).toMatch(/ on disk\u00a0· about 20 seconds$/);
  expect(planSum(plan, say)).not.toContain("seconds");
  const use = planIn("home-not-on-path", { kind: "addToPath" });
  expect(planSum(use, say, last)).not.toContain("seconds");
});

test("variables are distinguished from PATH", () => {
  const edit = { kind: "unset", name: "GOARCH", scope: "go" } as const;
  const plan = planIn("environment-usual", { kind: "environment", edit });
  expect(plan.steps.flatMap(stepDifferences)).toEqual([]);
  expect(variableDifferences(plan).map(({ kind, text }) => [kind, text])).toEqual([["removed", "GOARCH=386"]]);
});

function never(): never {
  throw new Error("a plan has steps");
}

test("a hook names its command, who wants it, and what follows if it fails", () => {
  const plan = planIn("plan-hooks", { kind: "upgrade", to: null, patch: false });
  const hooks = plan.steps.filter(({ hook }) => hook).map((each) => planStep(each, say));
  expect(hooks.map(({ what }) => what)).toEqual([
    "Run drain.exe before the switch",
    "Run check.exe after the switch",
    "Watch the new Go with probe.exe",
    "If the change fails, run drain.exe",
  ]);
  const soak =
    "C:\\Tools\\probe.exe\u00a0· set in your settings\u00a0· every minute for 15 min\u00a0· at most 30 s\u00a0· if it fails once, everything above is undone";
  expect(hooks[2]).toMatchObject({ where: { kind: "words", text: soak } });
  expect(hooks[0]).toMatchObject({
    where: {
      kind: "words",
      text: "C:\\Tools\\drain.exe -w\u00a0· set by the policy\u00a0· at most 120 s\u00a0· if it fails, nothing is changed",
    },
    cost: null,
    undo: null,
  });
});

test("a switch that does not reach new terminals says nothing about them", () => {
  const request = { kind: "upgrade", to: "1.27.1", patch: false } as const;
  const placeIn = (scenario: string) => {
    const plan = planIn(scenario, request);
    const step = plan.steps.find(({ kind }) => kind === "switch") ?? never();
    return planStep(step, say, reachesTerminals(plan)).where;
  };
  expect(placeIn("plan-machine-go")).toBeNull();
  expect(placeIn("home-update")?.text).toContain("New terminals run");
});
