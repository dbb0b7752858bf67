import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Active, Changed, Overview, Problem, Progress } from "../../api/bindings";
import { type HomeView, homeView, isUsual } from "../../app/home-view";
import { scenarios } from "../../api/scenarios";
import { step, upToDate } from "../../api/scenarios/samples";
import { en } from "../../text/en";
import { formats } from "../../text/format";
import { zhCn } from "../../text/zh-CN";
import { supportFact, versionFact, vulnerabilityFact } from "./facts";
import { heroOf as usualHeroOf, type Say } from "./hero";
import { howKnown, isUnheard } from "./known";
import { mendOf } from "./other-go";
import { reasonsFor } from "./reasons";
import { progressWords, stepItems } from "./steps";
import { summaryOf } from "./summary";
import { unusualHeroOf } from "./unusual-hero";

const english: Say = { words: en, formats: formats("en-GB", en.format) };
const chinese: Say = { words: zhCn, formats: formats("zh-CN", zhCn.format) };

function viewOf(name: string) {
  const scenario = scenarios[name]?.();
  if (!scenario) throw new Error(`no scenario ${name}`);
  return homeView({ kind: "seen", overview: scenario.overview }, scenario.job);
}
const heroOf = (view: HomeView, say: Say) => (isUsual(view) ? usualHeroOf(view, say) : unusualHeroOf(view, say));
const heroIn = (name: string, say = english) => heroOf(viewOf(name), say);

function heroOn(name: string, different: object, say: Say) {
  const scenario = scenarios[name]?.();
  if (!scenario) throw new Error(`no scenario ${name}`);
  return heroOf(homeView({ kind: "seen", overview: { ...scenario.overview, ...different } }, scenario.job), say);
}

/** With spaces at which a line may break. */
const inPlain = (sentence?: string) => sentence?.replaceAll("\u00a0", " ");

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-09-02T07:18:00Z") });
});

describe("the hero's title and sentence", () => {
  test.each([
    ["home-current", "Go is up to date", "New terminals run go1.27.1. Checked 4 minutes ago."],
    ["home-update", "go1.27.1 is out", "go1.27.0 → go1.27.1 · 78.9 MB"],
    [
      "home-unsupported",
      "Go 1.25 is no longer supported",
      "It gets no more security fixes. go1.25.7 → go1.27.1 · 78.9 MB",
    ],
    ["home-security", "A security update is ready", "go1.26.5 → go1.27.1 · 78.9 MB · about 20 seconds"],
    ["home-postponed", "go1.27.1 is waiting", "New terminals run go1.27.0. Next reminder: tomorrow at 09:14."],
    [
      "home-postponed-security",
      "go1.27.1 is waiting",
      "10 known vulnerabilities in go1.26.5 stay open. Next reminder: tomorrow at 09:14.",
    ],
    ["home-skipped", "You skipped go1.27.1", "New terminals run go1.27.0. Checked 4 minutes ago."],
    [
      "home-skipped-security",
      "You skipped go1.27.1",
      "10 known vulnerabilities in go1.26.5 stay open. Checked 4 minutes ago.",
    ],
    ["managed-not-permitted", "go1.27.0 is not permitted", "Your organization wants go1.26.5."],
    [
      "home-unsure",
      "It is unknown which Go new terminals run",
      "A startup file of your shell chooses one, and Upgo was started without it.",
    ],
    ["home-shadowed", "Another Go comes first", "You chose go1.27.1, but new terminals run go1.25.7."],
    ["home-stale", "Go was up to date 9 days ago", "go.dev cannot be reached. New terminals run go1.27.0."],
    ["home-stale-security", "Not checked for 9 days", "go.dev cannot be reached. New terminals run go1.26.5."],
    ["done-upgrade", "Upgraded from go1.26.5 to go1.27.1", "A new terminal answered: go1.27.1. It took 18 seconds."],
    ["failed-digest", "Upgrade to go1.27.1 failed", "Nothing changed. Terminals still run go1.26.5."],
    ["failed-first-run", "Installation of go1.27.1 failed", "Nothing changed."],
    ["recovered-taken-back", "An interrupted change was rolled back", "New terminals run go1.26.5. Nothing was lost."],
    ["recovered-completed", "An interrupted change was completed", "New terminals run go1.27.1."],
  ])("%s", (name, title, sentence) => {
    const hero = heroIn(name);
    expect([hero.title, inPlain(hero.sentence)]).toEqual([title, sentence]);
  });

  test("breaks no number from its unit", () => {
    expect(heroIn("home-security").sentence).toBe(
      "go1.26.5\u00a0→\u00a0go1.27.1\u00a0· 78.9\u00a0MB\u00a0· about\u00a020\u00a0seconds",
    );
  });

  test("Chinese has no space between sentences", () => {
    expect(heroIn("home-current", chinese)).toMatchObject({
      title: "Go 已是最新",
      sentence: "新终端运行 go1.27.1。上次检查：4 分钟前。",
    });
  });

  test("distinguishes a Go that is not on PATH from one that is not selected", () => {
    const elsewhere = { elsewhere: ["/usr/local/go"] };
    expect(heroOn("home-no-go", elsewhere, english)).toMatchObject({
      title: "Go is installed, but terminals can't find it",
      sentence:
        "Go was found in /usr/local/go, but it is not on PATH. Install the newest release, or add its bin folder to PATH.",
    });
    expect(heroOn("home-no-go", elsewhere, chinese).title).toBe("Go 已安装，但终端找不到它");
    expect(heroOn("home-not-on-path", { current: null, installed: ["go1.27.1"] }, english).sentence).toBe(
      "Upgo has go1.27.1, but no version is selected.",
    );
  });

  test("says that a new terminal answered only if one did, with this version", () => {
    const view = viewOf("done-upgrade");
    if (view.kind !== "done") throw new Error(view.kind);
    const said = (different: Partial<Changed>) =>
      heroOf({ ...view, changed: { ...view.changed, ...different } }, english).sentence;
    expect(said({ known: "computed" })).toBe("Its folder comes first on PATH. It took 18 seconds.");
    expect(said({ known: "environment" })).toBe("It took 18 seconds.");
    expect(said({ known: "asked", active: { version: "go1.25.7", origin: "zip" } })).toBe("It took 18 seconds.");
    expect(said({ known: null, active: null })).toBe("It took 18 seconds.");
    expect(heroIn("done-upgrade", chinese).sentence).toBe("新终端的回答：go1.27.1。用时 18 秒。");
  });

  test("a change is amber if new terminals run another Go, or none", () => {
    const view = viewOf("done-other");
    if (view.kind !== "done" || view.overview === null) throw new Error(view.kind);
    const { changed, overview } = view;
    const title = (different: Partial<Changed>, active: Partial<Active> = {}) => {
      const now = overview.active && { ...overview.active, ...active };
      const other = { ...view, changed: { ...changed, ...different }, overview: { ...overview, active: now } };
      const hero = heroOf(other, english);
      expect(hero.tone).toBe("caution");
      return hero.title;
    };
    const login = { terminal: "login", version: "go1.26.6", root: "/usr/local/go" } as const;
    const chosen = { version: "go1.27.1", origin: "upgo" } as const;
    expect(title({})).toBe("go1.27.1 is installed, but new terminals run go1.25.7");
    expect(title({ active: chosen }, { other: login })).toBe("go1.27.1 is installed, but a new login runs go1.26.6");
    expect(title({ active: { version: null, origin: "zip" } })).toMatch(/new terminals run another Go$/);
    expect(title({ active: null })).toBe("go1.27.1 is installed, but new terminals can't find Go");
    expect(heroIn("done-other", chinese).title).toBe("go1.27.1 已安装，但新终端运行 go1.25.7");
  });

  test("what mends that is a plan which keeps the chosen Go, if there is one", () => {
    const view = viewOf("done-other");
    if (view.kind !== "done" || !view.overview?.active) throw new Error(view.kind);
    const { overview } = view;
    const on = (different: Partial<Overview>) => mendOf({ ...view, overview: { ...overview, ...different } });
    expect(mendOf(view)).toEqual({ kind: "stepAside", root: "C:\\Program Files\\Go" });
    expect(on({ active: { ...view.overview.active, ways: ["adopt", "keep"] } })).toBeNull();
    expect(on({ situation: { kind: "not-on-path" } })).toEqual({ kind: "addToPath" });
    expect(on({ situation: { kind: "current" } })).toBeNull();
  });

  test("does not say what terminals run after a switch that does not reach them", () => {
    const view = viewOf("working-after-switch");
    if (view.kind !== "working") throw new Error(view.kind);
    for (const code of ["UPGO-PATH-REFUSED", "UPGO-ACTIVE-OTHER"]) {
      const left = { code, message: "", means: "", next: "" } as unknown as Problem;
      const said = heroOf({ ...view, plan: { ...view.plan, warnings: [left] } }, english);
      expect(said.restless).not.toContain("Terminals");
    }
  });

  test("does not call a Go up to date and no more if every go command fails", () => {
    const problem = { code: "UPGO-GO-VALUE", message: "", means: "", next: "", causes: [] } as unknown as Problem;
    expect(heroOn("home-current", { problem }, english)).toMatchObject({
      tone: "caution",
      title: "Go is up to date, but doesn't work",
      sentence: "Go commands in a new terminal stop with an error. Checked 4 minutes ago.",
    });
    expect(heroOn("home-current", { problem }, chinese)).toMatchObject({ tone: "caution" });
    expect(heroOn("home-postponed", { problem }, english).sentence).not.toContain("New terminals run");
  });

  test("no green tick is beside what no terminal has confirmed, or what only some of them run", () => {
    const factIn = (name: string) => {
      const { overview } = scenarios[name]?.() ?? {};
      if (!overview) throw new Error(`no scenario ${name}`);
      return versionFact(overview, english);
    };
    expect(factIn("home-current").tone).toBe("good");
    expect(factIn("home-not-asked")).toMatchObject({ line: "Newest stable release", tone: "neutral" });
    expect(heroIn("home-not-asked")).toMatchObject({ title: "Go is up to date", tone: "neutral" });
    expect(factIn("home-terminals-differ")).toMatchObject({ line: "A new login runs go1.26.6", tone: "caution" });
    expect(heroIn("home-terminals-differ").tone).toBe("caution");
    expect(factIn("done-other")).toMatchObject({ value: "go1.25.7", tone: "caution" });
    expect(heroOn("done-upgrade", scenarios["home-not-asked"]?.().overview ?? {}, english).tone).toBe("neutral");
    // Windows itself stores what new terminals run
    expect(isUnheard({ ...(upToDate.active as Active), known: "computed", at: null })).toBe(false);
  });

  test("Home says how it is known what a new terminal runs", () => {
    const known = (name: string, different: Partial<Active> = {}) => {
      const active = scenarios[name]?.().overview.active;
      if (!active) throw new Error(`no Go in ${name}`);
      return howKnown({ ...active, ...different }, en, english.formats);
    };
    expect(known("home-current")).toBe("Answered today at 09:14");
    expect(known("home-not-asked", { because: "it is off" })).toBe("Computed, because it is off");
    expect(known("home-current", { known: "computed", at: null })).toBeNull();
    expect(known("home-current", { known: "environment", at: null })).toBeNull();
  });

  test("no green tick is beside a Go that no terminal finds", () => {
    const scenario = scenarios["home-current"]?.();
    if (!scenario) throw new Error("no scenario");
    const fact = versionFact({ ...scenario.overview, active: null }, english);
    expect(fact).toMatchObject({ value: "None", line: "Newest stable is go1.27.1", tone: "neutral" });
  });

  test("a policy with an invalid rule does not make a Go the newest that is permitted", () => {
    const view = viewOf("home-current");
    if (!isUsual(view) || view.kind !== "current") throw new Error(view.kind);
    expect(usualHeroOf(view, english, "ring").title).toBe("Go is as new as your organization permits");
    expect(usualHeroOf(view, english, "malformed")).toMatchObject({
      tone: "caution",
      title: "A newer Go is held back",
    });
    expect(versionFact(view.overview, english, "malformed")).toMatchObject({ tone: "neutral" });
    expect(versionFact(view.overview, english, "malformed").line).not.toMatch(/permits/);
  });

  test("a release that is downloaded already has no size", () => {
    const scenario = scenarios["home-update"]?.();
    const offer = scenario?.overview.offer && { ...scenario.overview.offer, downloadBytes: 0 };
    expect(inPlain(heroOn("home-update", { offer }, english).sentence)).toBe("go1.27.0 → go1.27.1");
  });

  test("every state has a title in both languages", () => {
    for (const name of Object.keys(scenarios)) {
      for (const say of [english, chinese]) expect(heroIn(name, say).title, name).not.toBe("");
    }
  });
});

describe("what runs", () => {
  test("shows the remaining time, and what terminals run meanwhile", () => {
    expect(heroIn("working-download").restless).toBe("About 12 seconds left. Terminals run go1.26.5 until the switch.");
    expect(heroIn("working-after-switch").restless).toContain("Terminals now run go1.27.1");
    expect(heroIn("working-stalled").restless).toContain("Waiting for the network.");
    expect(heroIn("working-prompt").restless).toContain("Confirm in the administrator prompt.");
    expect(heroIn("working-prompt", chinese).restless).toContain("请查看任务栏");
    expect(heroIn("working-waiting").waitsFor).toContain("gopls (4312)");
  });

  test("shows numbers only in the running step", () => {
    const view = viewOf("working-download");
    if (view.kind !== "working") throw new Error(view.kind);
    const items = stepItems(view.plan, view.progress, english);
    expect(items[0]).toMatchObject({
      state: "running",
      numbers: "46.2 of 78.9 MB\u00a0· 11.4 MB/s\u00a0· SHA-256 is verified during the download",
      side: null,
    });
    expect(items.slice(1).every((item) => item.numbers === null && item.side === null)).toBe(true);
    expect(progressWords(view.plan, view.progress, english)).toMatch(
      /^50%\u00a0· .*46\.2 of 78\.9 MB.*12 seconds left/,
    );
  });
});

test("edits of PATH that are listed as one have one state, and their time together", () => {
  const view = viewOf("working-download");
  if (view.kind !== "working") throw new Error(view.kind);
  const edit = step("editPath", {});
  const said = (...steps: Progress["steps"]) => {
    const items = stepItems({ ...view.plan, steps: [edit, edit] }, { ...view.progress, steps }, english);
    return items.map(({ state, side }) => [state, side]);
  };
  const waiting = { state: "waiting" as const, milliseconds: null };
  const running = { state: "running" as const, milliseconds: null };
  const done = { state: "done" as const, milliseconds: 1000 };
  const undone = { state: "undone" as const, milliseconds: 1000 };
  expect(said()).toEqual([["waiting", null]]);
  expect(said(waiting, waiting)).toEqual([["waiting", null]]);
  expect(said(done, waiting)).toEqual([["running", null]]);
  expect(said(done, running)).toEqual([["running", null]]);
  expect(said(done, done)).toEqual([["done", english.formats.duration(2000)]]);
  expect(said(undone, waiting)).toEqual([["undone", null]]);
});

test("a step keeps its name while it runs", () => {
  const names = ["working-download", "working-unpack", "working-after-switch"].map((name) => {
    const view = viewOf(name);
    if (view.kind !== "working") throw new Error(view.kind);
    return stepItems(view.plan, view.progress, english).map(({ title }) => title);
  });
  expect(names[1]).toEqual(names[0]);
  expect(names[2]).toEqual(names[0]);
});

test("the facts show the newest release and the support", () => {
  const { overview } = scenarios["home-unsupported"]?.() ?? {};
  if (!overview) throw new Error("no scenario");
  expect(versionFact(overview, english)).toMatchObject({
    value: "go1.25.7",
    line: "Newest stable is go1.27.1",
    tone: "info",
  });
  expect(supportFact(overview, english)).toMatchObject({ value: "Support ended", line: "Ended on 19 August 2026" });
});

describe("the fact of known vulnerabilities", () => {
  const factIn = (name: string, say = english) => {
    const { overview } = scenarios[name]?.() ?? {};
    if (!overview) throw new Error(`no scenario ${name}`);
    return vulnerabilityFact(overview, say);
  };

  test.each([
    ["home-current", "None", "In Go itself, checked 4 minutes ago", "good"],
    ["home-security", "10 in go1.26.5", "All fixed in go1.27.1", "security"],
    ["home-security-some", "10 in go1.26.5", "8 of them fixed in go1.27.1", "security"],
    ["home-stale", "None as of 24 August", "Checks again when you're online", "neutral"],
    ["home-stale-security", "10 in go1.26.5", "All fixed in go1.27.0, as of 24 August", "security"],
    ["home-vulnerabilities-unknown", "Unknown", "Not checked yet", "neutral"],
  ])("%s", (name, value, line, tone) => expect(factIn(name)).toMatchObject({ value, line, tone }));

  test("in Chinese", () => {
    expect(factIn("home-security", chinese)).toMatchObject({
      label: "已知漏洞",
      value: "go1.26.5 中有 10 个",
      line: "均已在 go1.27.1 中修复",
    });
    expect(factIn("home-stale", chinese)).toMatchObject({ value: "截至 8 月 24 日：无", line: "联网后会重新检查" });
  });
});

test("the expected duration of an upgrade is that of the last one on this machine", () => {
  const sentence = (lastChange: object | null) => {
    const scenario = scenarios["home-security"]?.();
    if (!scenario?.overview.lastChange) throw new Error("no last change");
    const { overview } = scenario;
    const last = lastChange && overview.lastChange && { ...overview.lastChange, ...lastChange };
    const view = homeView({ kind: "seen", overview: { ...overview, lastChange: last } }, scenario.job);
    return inPlain(heroOf(view, english).sentence);
  };
  expect(sentence({ milliseconds: 61_000 })).toContain("about 1 minute");
  expect(sentence({ milliseconds: 900 })).toContain("about 5 seconds");
  for (const other of [{ action: "remove" }, { outcome: "failed" }, { milliseconds: null }, null]) {
    expect(sentence(other)).not.toContain("about");
  }
});

test("the end of support is the first reason to upgrade", () => {
  const { overview } = scenarios["home-unsupported"]?.() ?? {};
  if (!overview?.offer) throw new Error("no offer");
  const titles = reasonsFor(overview, english).map(({ title }) => title);
  expect(titles).toEqual([
    "Go 1.25 gets no more security fixes",
    "First patch of Go 1.27",
    "Go 1.27 is supported for longer",
  ]);
});

test("a completed change shows its proof", () => {
  const view = viewOf("done-upgrade");
  if (view.kind !== "done") throw new Error(view.kind);
  expect(summaryOf(view, english)).toBe("6 steps\u00a0· 78.9 MB from go.dev\u00a0· SHA-256 matched\u00a0· Proven");
  const changed = { ...view.changed, proof: "digestOnly" as const };
  expect(summaryOf({ ...view, changed }, chinese)).toContain("仅有校验和");
});
