import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Active, Problem, Progress } from "../../api/bindings";
import { type HomeView, homeView, isUsual } from "../../app/home-view";
import { scenarios } from "../../api/scenarios";
import { step, upToDate } from "../../api/scenarios/samples";
import { en } from "../../text/en";
import { formats } from "../../text/format";
import { zhCn } from "../../text/zh-CN";
import { heroOf as usualHeroOf, type HeroWords, offerSum, type Say } from "./hero";
import { howKnown, isUnheard } from "./known";
import { reasonsFor } from "./reasons";
import { progressWords, stepItems } from "./steps";
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

/** The large line, as it is read. */
const line = ({ answer, title }: HeroWords) => (answer ? `$ go version → ${answer}` : title);

test("a newer release without a file for this machine is not taken for up to date", () => {
  const warning = { code: "UPGO-VERSION-NO-FILE", message: "", means: "", next: "", remedies: [] };
  const hero = heroOn("home-current", { warnings: [warning] }, english);
  expect([hero.lead, hero.icon]).toEqual(["No newer Go is available for this machine.", "infoFilled"]);
});

describe("the large line and the sentence below", () => {
  const ANSWERED = "$ go version → go1.26.5";
  const NONE = "No known vulnerabilities.";
  test.each([
    [
      "home-current",
      "$ go version → go1.27.1",
      "Go is up to date.",
      `Supported until about August 2027. ${NONE} Checked 4 minutes ago.`,
    ],
    [
      "home-not-asked",
      "New terminals run go1.27.1",
      "Go is up to date.",
      `Supported until about August 2027. ${NONE} Checked 4 minutes ago.`,
    ],
    [
      "home-terminals-differ",
      "$ go version → go1.27.1",
      "New terminals run different versions of Go.",
      "A new login runs go1.26.6.",
    ],
    ["home-update", "$ go version → go1.27.0", "go1.27.1 is out.", `Supported until about August 2027. ${NONE}`],
    [
      "home-unsupported",
      "$ go version → go1.25.7",
      "Go 1.25 is no longer supported.",
      "It gets no more security fixes. Not checked for vulnerabilities yet.",
    ],
    [
      "home-security",
      ANSWERED,
      "A security update is ready.",
      "Supported until about February 2027. 10 known vulnerabilities.",
    ],
    [
      "home-vulnerabilities-unknown",
      "$ go version → go1.27.1",
      "Go is up to date.",
      "Supported until about August 2027. Not checked for vulnerabilities yet. Checked 4 minutes ago.",
    ],
    ["home-postponed", "$ go version → go1.27.0", "go1.27.1 is waiting.", `${NONE} Next reminder: tomorrow at 09:14.`],
    [
      "home-postponed-security",
      ANSWERED,
      "go1.27.1 is waiting.",
      "10 known vulnerabilities in go1.26.5 stay open. Next reminder: tomorrow at 09:14.",
    ],
    ["home-skipped", "$ go version → go1.27.0", "You skipped go1.27.1.", `${NONE} Checked 4 minutes ago.`],
    [
      "home-skipped-security",
      ANSWERED,
      "You skipped go1.27.1.",
      "10 known vulnerabilities in go1.26.5 stay open. Checked 4 minutes ago.",
    ],
    [
      "managed-not-permitted",
      "$ go version → go1.27.0",
      "go1.27.0 is not permitted.",
      "Your organization wants go1.26.5.",
    ],
    ["home-shadowed", "$ go version → go1.25.7", "Another Go comes first.", "You chose go1.27.1."],
    [
      "home-stale",
      "$ go version → go1.27.0",
      "Go was up to date 9 days ago.",
      "go.dev cannot be reached. No known vulnerabilities as of 24 August.",
    ],
    [
      "home-stale-security",
      ANSWERED,
      "Not checked for 9 days.",
      "go.dev cannot be reached. 10 known vulnerabilities as of 24 August.",
    ],
    [
      "done-upgrade",
      "$ go version → go1.27.1",
      "Go is up to date.",
      `Supported until about August 2027. ${NONE} Checked 4 minutes ago.`,
    ],
    ["done-other", "$ go version → go1.25.7", "Another Go comes first.", "You chose go1.27.1."],
    ["working-download", ANSWERED, "Upgrading to go1.27.1.", undefined],
    ["working-after-switch", "$ go version → …", "Upgrading to go1.27.1.", undefined],
    ["working-first-run", "Installing go1.27.1", undefined, undefined],
    ["home-unsure", "Upgo can't see your terminal's Go", undefined, "Your shell sets it when it starts."],
    ["failed-digest", "Upgrade to go1.27.1 failed", undefined, "Nothing changed. Terminals still run go1.26.5."],
    ["failed-first-run", "Installation of go1.27.1 failed", undefined, "Nothing changed."],
    [
      "recovered-taken-back",
      "An interrupted change was rolled back",
      undefined,
      "New terminals run go1.26.5. Nothing was lost.",
    ],
    ["recovered-completed", "An interrupted change was completed", undefined, "New terminals run go1.27.1."],
  ])("%s", (name, large, lead, sentence) => {
    const hero = heroIn(name);
    expect([line(hero), hero.lead, inPlain(hero.sentence)]).toEqual([large, lead, sentence]);
  });

  test("has the form of a terminal only if one has answered", () => {
    const active = upToDate.active as Active;
    const said = (different: object) => heroOn("home-current", different, english);
    expect(said({}).answer).toBe("go1.27.1");
    for (const known of ["computed", "environment"]) {
      expect(said({ active: { ...active, known, at: null } }).answer).toBeNull();
    }
    expect(said({ active: { ...active, version: null } })).toMatchObject({
      answer: null,
      title: expect.stringMatching(/can't be read$/),
    });
    expect(said({ active: null })).toMatchObject({ answer: null, title: "New terminals can't find Go" });
    const problem = { code: "UPGO-GO-VALUE" } as unknown as Problem;
    expect(said({ problem })).toMatchObject({
      answer: null,
      title: "Go commands in a new terminal stop with an error",
    });
  });

  test("names both kinds of terminal, also if another Go comes first", () => {
    const { overview } = scenarios["home-shadowed"]?.() ?? {};
    const other = { terminal: "login", version: "go1.27.1", root: "/go" };
    const said = heroOn("home-shadowed", { active: { ...overview?.active, other } }, english).sentence;
    expect(inPlain(said)).toBe("You chose go1.27.1. A new login runs go1.27.1.");
  });

  test("breaks no number of an offer from its unit", () => {
    const { overview } = scenarios["home-security"]?.() ?? {};
    if (!overview) throw new Error("no scenario");
    expect(offerSum(overview, english)).toBe("78.9\u00a0MB\u00a0· about\u00a020\u00a0seconds");
  });

  test("says how many vulnerabilities are in packages that projects use", () => {
    const { overview } = scenarios["home-security"]?.() ?? {};
    const vulnerabilities = overview?.vulnerabilities && { ...overview.vulnerabilities, inYourProjects: 3 };
    const said = (say: Say) => heroOn("home-security", { vulnerabilities }, say).sentence;
    expect(inPlain(said(english))).toContain("10 known vulnerabilities, 3 in packages that your projects use.");
    expect(said(chinese)).toContain("有 10 个已知漏洞，其中 3 个位于你的项目使用的包中。");
  });

  test("Chinese has no space between sentences", () => {
    const { lead, sentence } = heroIn("home-current", chinese);
    expect(lead).toBe("Go 已是最新。");
    expect(inPlain(sentence)).toBe("支持到 2027 年 8 月左右。没有已知漏洞。上次检查：4 分钟前。");
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
      title: "Go commands in a new terminal stop with an error",
      lead: "Go is up to date, but doesn't work.",
    });
    expect(heroOn("home-current", { problem }, chinese)).toMatchObject({ tone: "caution" });
    expect(heroOn("home-postponed", { problem }, english).title).not.toContain("New terminals run");
  });

  test("no green tick is beside what no terminal has confirmed, or what only some of them run", () => {
    expect(heroIn("home-current").tone).toBe("good");
    expect(heroIn("home-not-asked").tone).toBe("neutral");
    expect(heroIn("home-terminals-differ").tone).toBe("caution");
    expect(heroIn("done-other").tone).toBe("caution");
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

  test("a policy with an invalid rule does not make a Go the newest that is permitted", () => {
    const view = viewOf("home-current");
    if (!isUsual(view) || view.kind !== "current") throw new Error(view.kind);
    expect(usualHeroOf(view, english, "ring").lead).toBe("Go is as new as your organization permits.");
    expect(usualHeroOf(view, english, "malformed")).toMatchObject({
      tone: "caution",
      lead: "A newer Go is held back.",
    });
  });

  test("a release that is downloaded already has no size", () => {
    const { overview } = scenarios["home-update"]?.() ?? {};
    if (!overview?.offer) throw new Error("no offer");
    expect(offerSum({ ...overview, offer: { ...overview.offer, downloadBytes: 0 } }, english)).toBe("");
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
    expect(heroIn("working-after-switch").restless).toContain("The switch to go1.27.1 is done");
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
      numbers: "46.2 of 78.9 MB\u00a0· 11.4 MB/s",
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

test("the expected duration of an upgrade is that of the last one on this machine", () => {
  const sentence = (lastChange: object | null) => {
    const scenario = scenarios["home-security"]?.();
    if (!scenario?.overview.lastChange) throw new Error("no last change");
    const { overview } = scenario;
    const last = lastChange && overview.lastChange && { ...overview.lastChange, ...lastChange };
    return inPlain(offerSum({ ...overview, lastChange: last }, english));
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
    "Support until about August 2027",
  ]);
});
