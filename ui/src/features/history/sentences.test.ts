import { describe, expect, it } from "vitest";
import type { HistoryEntry } from "../../api/bindings";
import { upgraded } from "../../api/scenarios/samples";
import { en } from "../../text/en";
import { formats } from "../../text/format";
import { zhCn } from "../../text/zh-CN";
import { detailOf, detailsOf, sentenceOf } from "./sentences";

const upgrade: HistoryEntry = { ...upgraded, id: 1 };
const undo: HistoryEntry = {
  ...upgrade,
  id: 2,
  action: "rollback",
  from: "go1.27.1",
  to: "go1.26.5",
  undoes: 1,
  milliseconds: 300,
};
const redo: HistoryEntry = { ...undo, id: 3, from: "go1.26.5", to: "go1.27.1", undoes: 2 };
const all = [redo, undo, upgrade];

const say = (different: Partial<HistoryEntry>, words = en) => sentenceOf({ ...upgrade, ...different }, all, words);

it("mentions a missing proof of an installation, and nothing for a proven one", () => {
  const detail = (proof: HistoryEntry["proof"]) => detailOf({ ...upgrade, proof }, en, formats("en-GB", en.format));
  expect(detail("digestOnly")).toBe("You, in the window\u00a0· Checksum only\u00a0· 18 s");
  expect(detail("given")).toBe("You, in the window\u00a0· Your SHA-256 only\u00a0· 18 s");
  expect(detail("ownDatabase")).toBe("You, in the window\u00a0· Your own checksum database only\u00a0· 18 s");
  expect(detail("proven")).toBe(detail(null));
});

it("says how much was downloaded only if an installed version had the rest", () => {
  const detail = (downloaded: HistoryEntry["downloaded"], words = en) =>
    detailOf({ ...upgrade, ...(downloaded ? { downloaded } : {}) }, words, formats("en-GB", words.format));
  const part = { bytes: 36_200_000, wholeBytes: 73_100_000 };
  expect(detail({ ...part, base: "go1.27.2" })).toBe(
    "You, in the window\u00a0· downloaded 36.2 MB instead of 73.1 MB\u00a0· 18 s",
  );
  expect(detail({ ...part, base: "go1.27.2" }, zhCn)).toContain("下载了 36.2 MB（完整下载为 73.1 MB）");
  expect(detail({ ...part, bytes: part.wholeBytes })).toBe(detail(null));
});

describe("the sentence", () => {
  it.each<[Partial<HistoryEntry>, string, string]>([
    [{}, "Upgraded from go1.26.5 to go1.27.1", "已从 go1.26.5 升级到 go1.27.1"],
    [{ from: null }, "Installed and switched to go1.27.1", "已安装并切换到 go1.27.1"],
    [{ action: "download" }, "Downloaded go1.27.1", "已下载 go1.27.1"],
    [{ action: "install" }, "Installed and switched to go1.27.1", "已安装并切换到 go1.27.1"],
    [{ action: "install", switched: false }, "Installed go1.27.1", "已安装 go1.27.1"],
    [{ action: "use" }, "Switched to go1.27.1", "已切换到 go1.27.1"],
    [{ action: "remove", to: null, removed: ["go1.26.5"] }, "Removed go1.26.5", "已移除 go1.26.5"],
    [
      { action: "remove", to: null, removed: ["go1.25.1", "go1.25.2", "go1.25.3", "go1.25.4"] },
      "Removed go1.25.1, go1.25.2 and 2 more",
      "已移除 go1.25.1、go1.25.2 以及另外 2 个",
    ],
    [{ action: "updateTools", programs: ["gopls"] }, "Updated gopls", "已更新 gopls"],
    [{ action: "rebuildTools", programs: ["dlv", "gopls"] }, "Rebuilt dlv, gopls", "已重新构建 dlv、gopls"],
    [{ action: "environment", variables: ["GOPROXY", "PATH"] }, "Edited GOPROXY, PATH", "已编辑 GOPROXY、PATH"],
    [{ action: "environment", variables: [] }, "Edited the environment", "已编辑环境变量"],
    [
      { action: "rebuildTools", programs: ["dlv"], outcome: "failed", inEffect: false },
      "Rebuild of dlv failed",
      "重新构建 dlv 失败",
    ],
    [{ outcome: "undone", undoneBy: 2 }, "Upgraded from go1.26.5 to go1.27.1", "已从 go1.26.5 升级到 go1.27.1"],
    [{ outcome: "cancelled", inEffect: false }, "Upgrade to go1.27.1 cancelled", "升级到 go1.27.1 已取消"],
    [{ outcome: "failed", inEffect: false }, "Upgrade to go1.27.1 failed", "升级到 go1.27.1 失败"],
    [
      { outcome: "overtaken", inEffect: false },
      "Upgrade to go1.27.1 was replaced by a new plan",
      "升级到 go1.27.1 已由新计划取代",
    ],
    [
      { action: "repairFiles", to: "go1.26.5", about: "go1.27.1" },
      "Repaired the files of go1.27.1",
      "已修复 go1.27.1 的文件",
    ],
    [
      { action: "repairFiles", to: null, from: null, about: "go1.27.1", outcome: "failed", inEffect: false },
      "Repair of the files of go1.27.1 failed",
      "修复 go1.27.1 的文件失败",
    ],
    [{ outcome: "recovered", inEffect: false }, "Upgrade to go1.27.1 was interrupted", "升级到 go1.27.1 被中断"],
    [{ outcome: "recovered" }, "Upgraded from go1.26.5 to go1.27.1", "已从 go1.26.5 升级到 go1.27.1"],
    [{ outcome: null, inEffect: false }, "Upgrade to go1.27.1 in progress", "正在升级到 go1.27.1"],
    [undo, "Undone: upgrade to go1.27.1", "已撤销：升级到 go1.27.1"],
    [redo, "Redone: upgrade to go1.27.1", "已重做：升级到 go1.27.1"],
    [{ ...undo, outcome: "failed" }, "Undo of upgrade to go1.27.1 failed", "撤销“升级到 go1.27.1”失败"],
  ])("of %j", (different, english, chinese) => {
    expect(say(different)).toBe(english);
    expect(say(different, zhCn)).toBe(chinese);
  });

  it("does not name a change that is no longer in the history", () => {
    expect(say({ ...undo, undoes: 77 })).toBe(en.engine.changes.undo.done);
  });
});

describe("the line below", () => {
  const detail = (different: Partial<HistoryEntry>) =>
    detailOf({ ...upgrade, ...different }, en, formats("en-GB", en.format));
  it("says who made the change and how long it took", () => {
    expect(detail({})).toBe("You, in the window\u00a0· 18 s");
    expect(detail({ by: "upgo upgrade", milliseconds: null })).toBe("By upgo upgrade in a terminal");
  });
  it("says what happened to the machine if the sentence does not", () => {
    expect(detail({ outcome: "cancelled", inEffect: false })).toMatch(/^Nothing changed\u00a0· /);
    expect(detail({ outcome: "overtaken", inEffect: false })).toMatch(/^Nothing changed\u00a0· /);
    expect(detail({ outcome: "recovered", inEffect: false })).toMatch(/^Rolled back/);
    expect(detail({ outcome: "recovered" })).toMatch(/^Interrupted, then completed/);
    expect(detail(undo)).toMatch(/^Went back to go1\.26\.5\u00a0· /);
  });
});

it("copies the facts as recorded by the program", () => {
  const copied = detailsOf(upgrade, "Upgraded");
  expect(copied.startsWith("Upgraded\n")).toBe(true);
  expect(JSON.parse(copied.slice("Upgraded\n".length))).toEqual(upgrade);
});
