import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Code, Problem, Statement, Value } from "../api/bindings";
import { scenarios } from "../api/scenarios";
import { healthScenarios } from "../api/scenarios/health";
import { digestOnly, ofMirror, proven } from "../api/scenarios/proof";
import { whyScenarios } from "../api/scenarios/why";
import { en } from "./en";
import { opening } from "./plain";
import { adviceOf, messageOf, parts, passedTitle, quotes, spoken, variableIn } from "./statement";
import { zhCn } from "./zh-CN";
import { statements } from "./zh-CN/statements";

const engine = (path: string) => readFileSync(new URL(`../../../crates/engine/src/${path}`, import.meta.url), "utf8");

/** The engine's sentences in English. */
const english = new Map(
  [...engine("base/words/sentences.rs").matchAll(/^ {4}(\w+): "(.*)";$/gm)].map(([, name = "", text = ""]) => [
    `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    text.replaceAll('\\"', '"'),
  ]),
);
const chinese = new Map(Object.entries(statements.sentences));
const findings = Object.values(healthScenarios).flatMap((make) => make().doctor.findings);

const proofLinks = [proven, digestOnly, ofMirror].flatMap((make) => make("go1.27.1").links);

const inEnglish = (value: Value): string => {
  if (typeof value === "string") return value;
  if ("text" in value) return value.text;
  const text = english.get(value.sentence) ?? "";
  return text.replace(/\{(\w+)\}/g, (_, name: string) => inEnglish(value.values[name] ?? ""));
};

const valuesIn = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

test("every sentence of the engine is in Chinese, with all its values", () => {
  expect(english.size).toBeGreaterThan(100);
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  for (const [name, text] of english) expect(valuesIn(chinese.get(name) ?? ""), name).toEqual(valuesIn(text));
});

test("code has an end in both languages, and is the same", () => {
  const code = (text = "") => parts(text).filter((_, index) => index % 2 === 1);
  for (const [name, text] of english) {
    expect(parts(text).length % 2, name).toBe(1);
    expect(parts(chinese.get(name) ?? "").length % 2, name).toBe(1);
    expect(code(chinese.get(name)), name).toEqual(code(text));
  }
});

test("Chinese has its own punctuation, and a space between Han and Latin letters or digits", () => {
  for (const [name, text] of [...chinese, ...Object.entries(statements.passed)]) {
    expect(text.trim(), name).not.toBe("");
    expect(text, name).not.toMatch(/\p{Script=Han}[,;:?!]|!|！/u);
    expect(text, name).not.toMatch(/\p{Script=Han}[A-Za-z0-9`{]|[A-Za-z0-9`]\p{Script=Han}/u);
  }
});

test("a finding is said in the language of the page, with its values", () => {
  const title = (id: string) => {
    const finding = findings.find((finding) => finding.id === id);
    if (!finding) throw new Error(`no scenario has ${id}`);
    return [en, zhCn].map((words) => spoken(finding.statements.title, finding.title, statements, words));
  };
  expect(title("editor.needs-reload")).toEqual([
    { words: "VS Code still uses go1.26.5" },
    { words: "VS Code 仍在使用 go1.26.5" },
  ]);
  // one of a later version is in English, and marked
  const later = "A finding of a later version";
  expect(title("future.check")).toEqual([{ words: later }, { words: later, lang: "en" }]);
});

test("a part of a problem is said by the table of its code", () => {
  const problem = { code: "UPGO-NET-OFFLINE", part: "title", text: "go.dev cannot be reached" } as const;
  const failed: Statement = { sentence: "lastCheckFailed", values: { problem } };
  const title = zhCn.problems.codes["UPGO-NET-OFFLINE"].title;
  expect(spoken(failed, "The last check failed: …", statements, zhCn)).toEqual({ words: `上次检查失败：${title}` });
});

test("what to do follows from the problem, and only without its own advice from the code, in both languages", () => {
  const closed: Statement = { sentence: "closeAndRepeat", values: {} };
  for (const [code, { remedy }] of Object.entries(zhCn.problems.codes) as [Code, { remedy: string }][]) {
    const plain: Problem = { code, message: "", means: "", next: "Type a command.", causes: [] };
    expect(adviceOf(plain, statements, zhCn)).toEqual({ words: remedy });
    expect(adviceOf(plain, statements, en)).toEqual({ words: en.problems.codes[code].remedy });

    // words of English only are said in English, and marked
    const quoted: Problem = {
      ...plain,
      advice: { english: plain.next, statement: { sentence: "quoted", values: { text: plain.next } } },
    };
    expect(adviceOf(quoted, statements, zhCn)).toEqual({ words: plain.next, lang: "en" });
    expect(adviceOf(quoted, statements, en)).toEqual({ words: plain.next });

    const own: Problem = { ...plain, advice: { english: "Close it, then try again.", statement: closed } };
    expect(adviceOf(own, statements, zhCn)).toEqual({ words: "请关闭它，然后重试。" });
    expect(adviceOf(own, statements, en)).toEqual({ words: "Close it, then try again." });
  }
});

test("no part of the page takes the advice from the code itself", () => {
  const page = new URL("..", import.meta.url).pathname;
  const parts = readdirSync(page, { recursive: true, encoding: "utf8" }).filter((part) =>
    /^(app|components|features)\/.*\.(svelte|ts)$/.test(part),
  );
  expect(parts).toContain("app/Advice.svelte");
  for (const part of parts)
    expect(readFileSync(page + part, "utf8"), part).not.toMatch(/\]\.remedy\b|\bcode\.remedy\b/);
});

test("the words of other programs stay as they are", () => {
  const quoted: Statement = { sentence: "quoted", values: { text: "exit status 1" } };
  expect(spoken(quoted, "exit status 1", statements, zhCn)).toEqual({ words: "exit status 1", lang: "en" });
});

test("the scenarios say what the engine would", () => {
  for (const finding of findings.filter(({ id }) => id !== "future.check")) {
    expect(inEnglish(finding.statements.title)).toBe(finding.title);
    expect(inEnglish(finding.statements.explanation)).toBe(finding.explanation);
    expect(finding.statements.evidence.map(inEnglish)).toEqual(finding.evidence);
  }
  const links = Object.values(whyScenarios).flatMap((make) => make().why("C:\\src\\telemetry").chain);
  for (const { statement, line } of links) expect(statement && inEnglish(statement)).toBe(line);
  for (const { says, statement, evidence } of proofLinks) {
    expect(inEnglish(statement)).toBe(says);
    for (const { name, statement } of evidence) expect(inEnglish(statement)).toBe(name);
  }
});

/** Every problem of the scenarios with its words as data. */
const problems = Object.values(scenarios).flatMap((make) => problemsIn(make()));

function problemsIn(value: unknown): Problem[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(problemsIn);
  return "code" in value && "message" in value && "statement" in value ? [value as Problem, ...inside] : inside;
}

test("a problem is said in the language of the page, with its values", () => {
  expect(problems.length).toBeGreaterThan(5);
  for (const { message, statement } of problems) expect(statement && inEnglish(statement)).toBe(message);
  for (const problem of problems) {
    expect(messageOf(problem, statements, zhCn), problem.message).not.toHaveProperty("lang");
    expect(messageOf(problem, statements, en).words).toBe(opening(problem.message));
  }
  const [offline] = problems.filter(({ code }) => code === "UPGO-NET-OFFLINE");
  expect(offline && messageOf(offline, statements, zhCn).words).toBe("无法连接 go.dev");
});

test("the words of the system inside a sentence are a part of their own", () => {
  const reason: Statement = { sentence: "quoted", values: { text: "exit status 1" } };
  const failed: Statement = { sentence: "doesNotWork", values: { version: "go1.27.1", reason } };
  const said = spoken(failed, "go1.27.1 does not work on this machine: exit status 1", statements, zhCn);
  expect(quotes(said.words)).toEqual(["go1.27.1 无法在这台电脑上运行：“", "exit status 1", "”"]);
});

test("the chain of proof is said in the language of the page", () => {
  for (const { says, statement, evidence } of proofLinks) {
    const said = [{ says, statement }, ...evidence.map(({ name, statement }) => ({ says: name, statement }))];
    for (const { says, statement } of said)
      expect(spoken(statement, says, statements, zhCn), says).not.toHaveProperty("lang");
  }
});

test("every check of the program has its text", () => {
  const ids = [...engine("guidance/doctor/checks.rs").matchAll(/^ {4}"([a-z0-9.-]+)", /gm)].map(([, id]) => id ?? "");
  expect(ids.length).toBeGreaterThan(30);
  for (const id of ids) expect(passedTitle({ id, title: "" }, statements, zhCn), id).not.toHaveProperty("lang");
});

test("a message starts with a capital letter, unless it starts with a name", () => {
  expect(opening("there is not enough space in C:\\Upgo")).toBe("There is not enough space in C:\\Upgo");
  for (const name of ["go.dev cannot be reached", "thegopher is unknown", "GOROOT is set"])
    expect(opening(name)).toBe(name);
});

test("a message names its variable", () => {
  expect(variableIn("the value of GOFLAGS in this terminal")).toBe("GOFLAGS");
  expect(variableIn("PATH is not text")).toBe("PATH");
  expect(variableIn("no folder has Go")).toBeNull();
});
