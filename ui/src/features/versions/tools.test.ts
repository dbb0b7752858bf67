import { expect, test } from "vitest";
import { someTools } from "../../api/scenarios/samples";
import { en } from "../../text/en";
import { zhCn } from "../../text/zh-CN";
import { detailOfTool, inOrder, marksOfTool } from "./tools";

const named = (name: string) => someTools.tools.find((tool) => tool.name === name) as (typeof someTools.tools)[number];

test("programs with something to do come first", () => {
  const names = inOrder(someTools.tools).map(({ name }) => name);
  expect(names).toEqual(["gopls", "staticcheck", "dlv", "gofumpt", "inhouse", "notes", "stringer"]);
});

test("badges tell a newer version, a retracted one, and an older Go", () => {
  const words = (name: string) => marksOfTool(named(name), en).map(({ word }) => word);
  expect(words("gopls")).toEqual(["v0.22.0 available", "Older Go"]);
  expect(words("staticcheck")).toEqual(["v0.7.0 available", "Retracted"]);
  expect(words("dlv")).toEqual(["Older Go"]);
  expect(words("stringer")).toEqual([]);
});

test("the second line says what cannot be done, in both languages", () => {
  expect(detailOfTool(named("gofumpt"), en)).toBe("built with go1.27.1");
  expect(detailOfTool(named("notes"), en)).toBe("built with go1.27.1\u00a0· built from local source; update it there");
  expect(detailOfTool(named("inhouse"), zhCn)).toBe("由 go1.27.1 构建\u00a0· 私有模块，不向任何代理查询");
  const refused = { ...named("gopls"), obstacle: "it is a link to a file elsewhere", update: "unknown" as const };
  const needy = { ...named("gopls"), needs: "go1.28" as const, updates: false };
  expect(detailOfTool(needy, en)).toBe("built with go1.26.5\u00a0· the newer version needs go1.28");
  expect(detailOfTool(refused, en)).toBe("built with go1.26.5\u00a0· Upgo can't rebuild it");
});
